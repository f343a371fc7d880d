"""Real corpora that no wheel ships: where they lie, how they are fetched and verified.

They live in the folder that `DAYBYDAY_DATA` names, else in the user's data folder, one folder
a corpus. A lesson asks `folder("librivox")` and goes on without it where it gets None.

What is fetched is verified twice: git proves that the files are those of the pinned commit,
and `corpora_data/NAME.sha256` lists the files whose sum was taken beforehand. A copy from a
folder has only the second proof, so files that are not listed are left out of it.
"""

import hashlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from pathlib import Path

from daybyday.errors import CourseError

__all__ = ["CORPORA", "Corpus", "Taken", "data_folder", "fetch", "folder", "present", "take"]

# Something like tqdm: takes the items and their number, gives them back one by one.
Progress = Callable[..., Iterable]


@dataclass(frozen=True)
class Corpus:
    """A corpus and where it comes from.

    Args:
        name: its folder's name, and what a person types.
        what: one line: what is in it, rate, speakers.
        licence: under which it may be used.
        megabytes: what its files take.
        count: number of files at the source.
        repository: a git repository.
        commit: the commit, in full, whose files these are.
        inside: the folder of the repository that becomes the corpus' folder, "" for its root.
        patterns: which files below `inside` belong to it.
    """

    name: str
    what: str
    licence: str
    megabytes: float
    count: int
    repository: str
    commit: str
    inside: str
    patterns: tuple[str, ...]


CORPORA = {
    corpus.name: corpus
    for corpus in (
        Corpus(
            "free-spoken-digits",
            "English digits, six speakers, 50 takes of each digit, 8 kHz",
            "CC BY-SA 4.0",
            megabytes=26,
            count=3_000,
            repository="https://github.com/Jakobovski/free-spoken-digit-dataset",
            commit="26eb9aaf76e81b692f806f9140c2d2777410d7a1",
            inside="",
            patterns=("recordings/*.wav",),
        ),
        Corpus(
            "librivox",
            "five sentences of Sense and Sensibility, one reader, phone times, 16 kHz",
            "public domain",
            megabytes=0.8,
            count=15,
            repository="https://github.com/cmusphinx/pocketsphinx",
            commit="511126b492dcb267cf30d49d631946d7b61a9530",
            inside="test/data/librivox",
            patterns=("sense_*.wav", "sense_*.txt", "sense_*.phone.json"),
        ),
    )
}


@dataclass(frozen=True)
class Taken:
    """What `take` or `fetch` did: files copied, already there, and left out as unlisted."""

    folder: Path
    copied: int
    kept: int
    unlisted: int


def corpus(name: str) -> Corpus:
    """The corpus of that name.

    Raises:
        CourseError: there is none; the nearest name is suggested.
    """
    if name not in CORPORA:
        near = get_close_matches(name, CORPORA, n=1)
        meant = f"did you mean {near[0]}?" if near else f"there are {', '.join(CORPORA)}."
        raise CourseError(f"No corpus is called {name!r}: {meant}", code=2)
    return CORPORA[name]


def data_folder() -> Path:
    """The folder of all corpora: `DAYBYDAY_DATA`, else the user's data folder."""
    if chosen := os.environ.get("DAYBYDAY_DATA"):
        return Path(chosen).expanduser()
    import platformdirs

    return platformdirs.user_data_path("daybyday")


def folder(name: str) -> Path | None:
    """Where the corpus lies on this machine, or None where none of its files is there."""
    at = data_folder() / corpus(name).name
    return at if any(_files(corpus(name), at)) else None


def present(name: str) -> int:
    """How many files of the corpus are on this machine."""
    return sum(1 for _ in _files(corpus(name), data_folder() / name))


@cache
def checksums(name: str) -> dict[str, str]:
    """SHA-256 by file name, relative to the corpus' folder, of each file that is listed."""
    listing = files("daybyday").joinpath("corpora_data", f"{name}.sha256")
    pairs = (line.split(maxsplit=1) for line in listing.read_text(encoding="utf-8").splitlines())
    return {file: digest for digest, file in pairs}


def _files(of: Corpus, at: Path) -> Iterable[Path]:
    return (path for pattern in of.patterns for path in at.glob(pattern) if path.is_file())


def take(name: str, source: Path, progress: Progress = iter) -> Taken:
    """Copy a corpus from a folder on this machine, each file verified against its checksum.

    Args:
        source: the corpus' folder, the folder above it, or a copy of its repository.
        progress: wraps the files while they are verified and copied, like tqdm.

    Raises:
        CourseError: no such folder, none of the files in it, a file that differs from its
            checksum, or a data folder that cannot be written. What is there stays as it is.
    """
    wanted = corpus(name)
    if not source.is_dir():
        raise CourseError(f"{source} is no folder: name one that holds the corpus {name}.")
    for at in (source, source / name, source / wanted.inside):
        found = sorted(path.relative_to(at).as_posix() for path in _files(wanted, at))
        listed = [file for file in found if file in checksums(name)]
        if listed:
            return _copy(wanted, at, listed, progress, unlisted=len(found) - len(listed))
    message = f"{source} holds no file of {name} (such as {next(iter(checksums(name)))}): "
    raise CourseError(message + "name the folder that does.")


def fetch(name: str, progress: Progress = iter, quiet: bool = False) -> Taken:
    """Fetch a corpus from its repository at the pinned commit, over the network.

    Raises:
        CourseError: git is missing, the repository does not answer, a file differs from its
            checksum, or the data folder cannot be written.
    """
    wanted = corpus(name)
    with tempfile.TemporaryDirectory(prefix="daybyday-") as temporary:
        _check_out(wanted, Path(temporary), quiet)
        at = Path(temporary, wanted.inside)
        found = sorted(path.relative_to(at).as_posix() for path in _files(wanted, at))
        if missing := set(checksums(name)) - set(found):
            message = f"{wanted.repository} at {wanted.commit[:7]} lacks {min(missing)}: "
            raise CourseError(message + "its address or its commit in corpora.py is wrong.")
        return _copy(wanted, at, found, progress)


def _check_out(wanted: Corpus, into: Path, quiet: bool) -> None:
    """Bring the corpus' part of the repository into a folder, without its history."""
    if shutil.which("git") is None:
        raise CourseError("Fetching a corpus needs git, which is not installed: install git.")
    patterns = [f"/{wanted.inside}/{p}" if wanted.inside else f"/{p}" for p in wanted.patterns]
    show = ["--quiet"] if quiet else ["--progress"]
    for command in (
        ["init", "--quiet"],
        ["remote", "add", "origin", wanted.repository],
        ["config", "remote.origin.promisor", "true"],
        ["sparse-checkout", "set", "--no-cone", *patterns],
        ["fetch", *show, "--depth=1", "--filter=blob:none", "origin", wanted.commit],
        ["checkout", *show, "--detach", wanted.commit],
    ):
        done = subprocess.run(
            ["git", "-C", str(into), *command],
            env={**os.environ, "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE if quiet or command[0] not in ("fetch", "checkout") else None,
            text=True,
            check=False,
        )
        if done.returncode:
            said = (done.stderr or "see above").strip().split("\n")[-1]
            raise CourseError(
                f"{wanted.repository} could not be fetched ({said}). Is there a network? From a "
                f"copy on this machine: `daybyday data get {wanted.name} --from FOLDER`."
            )


def _copy(
    wanted: Corpus, at: Path, names: list[str], progress: Progress, unlisted: int = 0
) -> Taken:
    """Verify files and put them into the data folder, each whole or not at all."""
    target = data_folder() / wanted.name
    copied = 0
    try:
        for name in progress(names):
            digest = checksums(wanted.name).get(name) or _sha256(at / name)
            if (target / name).is_file() and _sha256(target / name) == digest:
                continue
            if _sha256(at / name) != digest:
                message = f"{at / name} is damaged: its SHA-256 is not the listed one. "
                raise CourseError(message + "Nothing was put in its place; get a fresh copy.")
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            part = target / f"{name}.part"
            shutil.copyfile(at / name, part)
            part.replace(target / name)
            copied += 1
    except OSError as error:
        message = f"The data folder {data_folder()} cannot be written ({error.strerror}): "
        raise CourseError(message + "set DAYBYDAY_DATA to a folder that can.") from error
    return Taken(target, copied, len(names) - copied, unlisted)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
