"""Commands of the group `authoring`."""


def add_commands(commands) -> None:
    """Add this group's commands."""
