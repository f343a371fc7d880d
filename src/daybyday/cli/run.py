"""Commands of the group `run`."""


def add_commands(commands) -> None:
    """Add this group's commands."""
