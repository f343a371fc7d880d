"""Commands of the group `learn`."""


def add_commands(commands) -> None:
    """Add this group's commands."""
