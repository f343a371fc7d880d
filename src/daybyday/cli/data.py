"""Commands of the group `data`."""


def add_commands(commands) -> None:
    """Add this group's commands."""
