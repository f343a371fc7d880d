"""The one exception that the command line shows as a sentence instead of a traceback."""


class CourseError(Exception):
    """Something the person can put right: the message names the file, the place and the remedy.

    Args:
        message: full sentences, ready to be read.
        code: exit status of the command line, 1 for a fault found, 2 for a wrong call.
    """

    def __init__(self, message: str, code: int = 1):
        super().__init__(message)
        self.code = code

    def _render_traceback_(self) -> list[str]:
        """What a notebook shows instead of a traceback."""
        return [f"daybyday: {self}"]
