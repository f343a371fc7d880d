"""Commands of the group `book`."""


def add_commands(commands) -> None:
    """Add this group's commands."""
