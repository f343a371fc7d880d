"""Commands of the group `doctor`."""


def add_commands(commands) -> None:
    """Add this group's commands."""
