"""The learner's record: one JSON file, written whole, safe with several kernels at once.

It lies at `work/progress.json` below the course's folder; `DAYBYDAY_PROGRESS` names another file,
or `off` for none (the course's own run sets that). The same form is exported and imported, and
kept by the book in the browser, so that all three can be merged::

    {
      "version": 1,
      "exercises": {
        "two-sum/contains-duplicate": {
          "attempts": 3,                      checks that were more than `not started`
          "verdict": "passed",                of the last of them
          "last": "2026-11-22T17:15:53Z",     when, UTC
          "passes": ["2026-11-22"],           days on which it passed, rising, local date
          "fingerprint": "0c3de0a1b2c3",      of the exercise at the last pass, else last attempt
          "hints": 1,                         how many were shown
          "solution": "2026-11-22T17:20:00Z"  when the solution was first shown, UTC
        }
      },
      "lessons": {"two-sum": {"done": "2026-11-22"}}      marked as read, local date
    }

Every key but `version` may be missing. Keys that this version does not know are kept. Exercises
are keyed by id; an id that the course no longer has is kept too, and a renamed exercise finds its
record by its earlier ids. Merging takes the most advanced of both (the union of passes, the larger
counts, the earlier first times), so that importing one file twice changes nothing.
"""

import contextlib
import json
import os
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from daybyday.errors import CourseError

VERSION = 1
REVIEW_AFTER_DAYS = (1, 7, 21)
_ENTRY_TYPES = {
    "attempts": int,
    "verdict": str,
    "last": str,
    "passes": list,
    "fingerprint": str,
    "hints": int,
    "solution": str,
}


class Damaged(ValueError):
    """A file that is no record; the message says what is wrong with it."""


def empty() -> dict:
    """A record with nothing in it."""
    return {"version": VERSION, "exercises": {}, "lessons": {}}


# ---- the file -------------------------------------------------------------------------------


def path() -> Path | None:
    """Where the record lies, or None where none is kept (`off`, or no course around)."""
    named = os.environ.get("DAYBYDAY_PROGRESS", "")
    if named.lower() == "off":
        return None
    if named:
        return Path(named).expanduser().absolute()
    from daybyday.curriculum import find_root

    try:
        return find_root() / "work" / "progress.json"
    except CourseError:
        return None


@dataclass
class Book:
    """The record in one file.

    Attributes:
        file: where it lies.
        notices: sentences for the learner, such as that a damaged file was set aside.
    """

    file: Path
    notices: list[str]

    def __init__(self, file: Path):
        self.file, self.notices = Path(file), []

    def read(self) -> dict:
        """The record as it is; an empty one where there is no file.

        A damaged file is set aside under another name and `notices` says so.

        Raises:
            CourseError: for a record written by a later version.
        """
        try:
            return parse(self.file.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return empty()
        except (Damaged, UnicodeDecodeError) as error:
            with locked(self.file):
                self._set_aside(str(error))
            return empty()

    def change(self, edit: Callable[[dict], Any]) -> Any:
        """Read, edit and write the record while nobody else does; gives what `edit` gives.

        Raises:
            CourseError: for a record of a later version, or a folder that cannot be written.
        """
        try:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            with locked(self.file):
                try:
                    record = parse(self.file.read_text(encoding="utf-8"))
                except FileNotFoundError:
                    record = empty()
                except (Damaged, UnicodeDecodeError) as error:
                    self._set_aside(str(error))
                    record = empty()
                result = edit(record)
                write(self.file, record)
                return result
        except OSError as error:
            raise CourseError(
                f"{self.file}: the record cannot be written ({error.strerror or error}); "
                "free some space or mend the permissions."
            ) from error

    def _set_aside(self, reason: str) -> None:
        """Rename the damaged file; called with the lock held."""
        try:
            parse(self.file.read_text(encoding="utf-8"))
            return  # somebody else has mended it meanwhile
        except FileNotFoundError:
            return
        except (Damaged, UnicodeDecodeError):
            pass
        stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S")
        aside = self.file.with_name(f"{self.file.stem}.damaged-{stamp}.json")
        number = 1
        while aside.exists():
            number += 1
            aside = self.file.with_name(f"{self.file.stem}.damaged-{stamp}-{number}.json")
        os.replace(self.file, aside)
        self.notices.append(
            f"{self.file} was damaged ({reason}); it was set aside as {aside.name} and a new "
            "record begun. Mend that file and `daybyday progress --import` it to get it back."
        )


def parse(text: str) -> dict:
    """The record behind some JSON text.

    Raises:
        Damaged: for text that is no record; the message says what is wrong.
        CourseError: for a record of a later version.
    """
    try:
        record = json.loads(text)
    except json.JSONDecodeError as error:
        raise Damaged(f"line {error.lineno}: {error.msg}") from None
    if not isinstance(record, dict) or not isinstance(record.get("version"), int):
        raise Damaged("it has no `version`")
    if record["version"] > VERSION:
        raise CourseError(
            f"The record is of version {record['version']}, this Day by Day knows {VERSION}: "
            "update the course (`git pull`, `make`)."
        )
    for part in ("exercises", "lessons"):
        entries = record.setdefault(part, {})
        if not isinstance(entries, dict) or not all(isinstance(e, dict) for e in entries.values()):
            raise Damaged(f"`{part}` is not an object of objects")
    for name, entry in record["exercises"].items():
        for key, kind in _ENTRY_TYPES.items():
            if key in entry and not isinstance(entry[key], kind):
                raise Damaged(f"`{key}` of {name!r} is not {kind.__name__}")
        for day in entry.get("passes", []):
            _a_date(day, f"`passes` of {name!r}")
    for name, entry in record["lessons"].items():
        if "done" in entry:
            _a_date(entry["done"], f"`done` of {name!r}")
    return record


def _a_date(text: Any, what: str) -> None:
    try:
        date.fromisoformat(text[:10])
    except (TypeError, ValueError):
        raise Damaged(f"{what} holds {text!r}, which is no date") from None


def write(file: Path, record: Any) -> None:
    """Write a record whole: a process that dies in the middle leaves the old one."""
    text = json.dumps(record, indent=1, sort_keys=True, ensure_ascii=False) + "\n"
    descriptor, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as out:
            out.write(text)
            out.flush()
            os.fsync(out.fileno())
        os.replace(name, file)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(name)
        raise


@contextlib.contextmanager
def locked(file: Path) -> Iterator[None]:
    """Hold a file's lock; it ends with the process, so a killed one leaves none behind."""
    with open(file.with_name(f".{file.name}.lock"), "a+b") as lock:
        try:
            import fcntl
        except ImportError:  # Windows
            import msvcrt

            lock.seek(0)
            msvcrt.locking(lock.fileno(), msvcrt.LK_LOCK, 1)
        else:
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


# ---- what is in it ----------------------------------------------------------------------------


def now() -> str:
    """The time, UTC, to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def today() -> date:
    """The learner's own date; `DAYBYDAY_TODAY` sets another, for tests."""
    given = os.environ.get("DAYBYDAY_TODAY")
    return date.fromisoformat(given) if given else date.today()


def entry_of(record: dict, identity: str, formerly: tuple[str, ...] = ()) -> dict:
    """What is recorded for an exercise, under its id or its earlier ids; {} for nothing."""
    found: dict = {}
    for name in (*formerly, identity):
        if name in record["exercises"]:
            found = merge_entries(found, record["exercises"][name])
    return found


def own_entry(record: dict, identity: str, formerly: tuple[str, ...] = ()) -> dict:
    """The exercise's entry to be edited, with what stood under earlier ids taken over."""
    entry = entry_of(record, identity, formerly)
    for name in formerly:
        record["exercises"].pop(name, None)
    record["exercises"][identity] = entry
    return entry


def note_check(entry: dict, verdict: str, fingerprint: str) -> None:
    """Enter the outcome of a check."""
    if verdict == "not started":
        return
    entry["attempts"] = entry.get("attempts", 0) + 1
    entry["verdict"], entry["last"] = verdict, now()
    passes = entry.setdefault("passes", [])
    if verdict == "passed":
        entry["passes"] = sorted({*passes, today().isoformat()})
    if verdict == "passed" or not passes:
        entry["fingerprint"] = fingerprint


def note_hint(entry: dict, total: int) -> int:
    """Count one more hint shown; gives its number from 1."""
    entry["hints"] = min(entry.get("hints", 0) + 1, total)
    return entry["hints"]


def note_solution(entry: dict) -> None:
    """Enter that the solution was shown."""
    entry.setdefault("solution", now())


def merge(one: dict, other: dict) -> dict:
    """Two records in one: the most advanced of both; the order does not matter."""
    merged = {**other, **one, "version": VERSION}
    for part, join in (("exercises", merge_entries), ("lessons", _merge_lessons)):
        names = {*one.get(part, {}), *other.get(part, {})}
        merged[part] = {
            name: join(one.get(part, {}).get(name, {}), other.get(part, {}).get(name, {}))
            for name in sorted(names)
        }
    return merged


def merge_entries(one: dict, other: dict) -> dict:
    """Two entries of one exercise in one."""
    if not one or not other:
        return dict(one or other)
    late, early = sorted((one, other), key=_lateness, reverse=True)
    merged = {**early, **late}
    for key in ("attempts", "hints"):
        if key in merged:
            merged[key] = max(one.get(key, 0), other.get(key, 0))
    if passes := {*one.get("passes", []), *other.get("passes", [])}:
        merged["passes"] = sorted(passes)
        by_pass = sorted((early, late), key=lambda entry: (entry.get("passes") or [""])[-1])
        for entry in by_pass:  # the one that passed last decides
            if "fingerprint" in entry:
                merged["fingerprint"] = entry["fingerprint"]
    if "solution" in merged:
        merged["solution"] = min(e["solution"] for e in (one, other) if "solution" in e)
    return merged


def _lateness(entry: dict) -> tuple:
    """Orders entries by time, and equal times always the same way."""
    return entry.get("last", ""), json.dumps(entry, sort_keys=True)


def _merge_lessons(one: dict, other: dict) -> dict:
    merged = {**other, **one}
    days = [entry["done"] for entry in (one, other) if "done" in entry]
    if days:
        merged["done"] = min(days)
    return merged


# ---- what follows from it ---------------------------------------------------------------------


def due(entry: dict) -> date | None:
    """The day from which an exercise should be repeated: 1, 7 and 21 days after a pass.

    A pass on or after that day moves on to the next interval, an earlier one does not.
    None where it was never passed or has been repeated often enough.
    """
    passes = [date.fromisoformat(day[:10]) for day in entry.get("passes", [])]
    if not passes:
        return None
    stage, anchor = 0, passes[0]
    for day in passes[1:]:
        if stage < len(REVIEW_AFTER_DAYS) and day >= anchor + timedelta(REVIEW_AFTER_DAYS[stage]):
            stage, anchor = stage + 1, day
    if stage == len(REVIEW_AFTER_DAYS):
        return None
    return anchor + timedelta(REVIEW_AFTER_DAYS[stage])


def streak(record: dict, day: date) -> int:
    """Days in a row, up to `day` or the one before, on which something was passed or read."""
    active = {
        text[:10] for entry in record["exercises"].values() for text in entry.get("passes", [])
    }
    active |= {entry["done"][:10] for entry in record["lessons"].values() if "done" in entry}
    if day.isoformat() not in active:
        day -= timedelta(1)
    length = 0
    while day.isoformat() in active:
        length, day = length + 1, day - timedelta(1)
    return length
