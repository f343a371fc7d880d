"""Writing a file whole or not at all."""

import contextlib
import os
import tempfile
from pathlib import Path


def write_whole(file: Path, content: str | bytes, durable: bool = False) -> None:
    """Write a file so that a reader, or a kill in the middle, finds the old one or the new one.

    Args:
        file: where; its folder is made.
        content: text is written as UTF-8 with plain line ends.
        durable: wait until the disk has it, so that a power cut does not lose it either.

    Raises:
        OSError: the disk is full or the folder cannot be written; the old file is untouched.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    mode = file.stat().st_mode & 0o777 if file.exists() else 0o644
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content.encode() if isinstance(content, str) else content)
            if durable:
                stream.flush()
                os.fsync(stream.fileno())
        os.chmod(name, mode)
        os.replace(name, file)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(name)
        raise
