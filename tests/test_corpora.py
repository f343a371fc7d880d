"""`daybyday data`: corpora are listed, copied, fetched with git, and verified file by file."""

import dataclasses
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from daybyday import corpora
from daybyday.cli import main
from daybyday.errors import CourseError

SHARED = os.environ.get("DAYBYDAY_DATA")
needs_data = pytest.mark.skipif(
    not SHARED or not Path(SHARED, "librivox").is_dir(), reason="DAYBYDAY_DATA holds no corpora"
)


@pytest.fixture
def data(tmp_path, monkeypatch) -> Path:
    """An empty data folder that DAYBYDAY_DATA names."""
    folder = tmp_path / "data"
    monkeypatch.setenv("DAYBYDAY_DATA", str(folder))
    return folder


@pytest.fixture
def tiny(tmp_path, monkeypatch) -> corpora.Corpus:
    """A corpus of two listed files and an unlisted one, in a real git repository."""
    home = tmp_path / "home"
    recordings = home / "deep" / "recordings"
    recordings.mkdir(parents=True)
    for name in ("a", "b", "later"):
        (recordings / f"{name}.wav").write_bytes(name.encode() * 9)
    (home / "unrelated.txt").write_text("not part of it")
    git = ["git", "-C", str(home), "-c", "user.name=T", "-c", "user.email=t@example.org"]
    subprocess.run([*git, "init", "--quiet"], check=True)
    subprocess.run([*git, "add", "."], check=True)
    subprocess.run([*git, "commit", "--quiet", "-m", "recordings"], check=True)
    for key in ("uploadpack.allowFilter", "uploadpack.allowAnySHA1InWant"):
        subprocess.run([*git, "config", key, "true"], check=True)
    commit = subprocess.run(
        [*git, "rev-parse", "HEAD"], check=True, capture_output=True, text=True
    ).stdout.strip()
    listed = {f"recordings/{n}.wav": corpora._sha256(recordings / f"{n}.wav") for n in "ab"}
    monkeypatch.setattr(corpora, "checksums", lambda _name: listed)
    corpus = corpora.Corpus(
        "tiny",
        what="two files",
        licence="none",
        megabytes=0,
        count=3,
        repository=home.as_uri(),
        commit=commit,
        inside="deep",
        patterns=("recordings/*.wav",),
    )
    monkeypatch.setitem(corpora.CORPORA, "tiny", corpus)
    return corpus


def _home(tiny) -> Path:
    return Path(tiny.repository.removeprefix("file://"))


def test_every_corpus_has_whole_commit_and_checksums():
    for name, corpus in corpora.CORPORA.items():
        listed = corpora.checksums(name)
        assert len(corpus.commit) == 40
        assert 0 < len(listed) <= corpus.count
        assert all(len(digest) == 64 for digest in listed.values())
        assert all(any(Path(file).match(p) for p in corpus.patterns) for file in listed)


def test_fetch_takes_the_pinned_files_and_nothing_else(data, tiny):
    taken = corpora.fetch("tiny", quiet=True)
    files = sorted(p.name for p in taken.folder.rglob("*") if p.is_file())
    assert files == ["a.wav", "b.wav", "later.wav"]
    assert (taken.copied, taken.kept) == (3, 0)
    assert corpora.fetch("tiny", quiet=True).copied == 0
    assert corpora.folder("tiny") == data / "tiny"


def test_fetch_refuses_what_differs_from_its_checksum(data, tiny, monkeypatch):
    wrong = {**corpora.checksums("tiny"), "recordings/b.wav": "0" * 64}
    monkeypatch.setattr(corpora, "checksums", lambda _name: wrong)
    with pytest.raises(CourseError, match=r"b\.wav is damaged"):
        corpora.fetch("tiny", quiet=True)
    assert not (data / "tiny" / "recordings" / "b.wav").exists()


def test_fetch_without_the_repository_names_the_remedy(data, tiny, monkeypatch):
    gone = dataclasses.replace(tiny, repository=(_home(tiny).parent / "gone").as_uri())
    monkeypatch.setitem(corpora.CORPORA, "tiny", gone)
    with pytest.raises(CourseError, match=r"could not be fetched.*--from FOLDER"):
        corpora.fetch("tiny", quiet=True)


def test_fetch_without_git_says_so(data, tiny, monkeypatch):
    monkeypatch.setenv("PATH", "")
    with pytest.raises(CourseError, match="needs git"):
        corpora.fetch("tiny", quiet=True)


@pytest.mark.parametrize("at", [".", "deep"])
def test_take_finds_the_files_and_leaves_out_what_is_not_listed(data, tiny, at):
    taken = corpora.take("tiny", _home(tiny) / at)
    assert (taken.copied, taken.unlisted) == (2, 1)
    assert sorted(p.name for p in (data / "tiny" / "recordings").iterdir()) == ["a.wav", "b.wav"]


def test_take_mends_a_damaged_copy_and_keeps_the_whole_ones(data, tiny):
    corpora.take("tiny", _home(tiny))
    (data / "tiny" / "recordings" / "a.wav").write_bytes(b"damaged")
    taken = corpora.take("tiny", _home(tiny))
    assert (taken.copied, taken.kept) == (1, 1)
    assert corpora.present("tiny") == 2


def test_take_never_replaces_a_whole_file_by_a_damaged_one(data, tiny):
    corpora.take("tiny", _home(tiny))
    whole = (data / "tiny" / "recordings" / "a.wav").read_bytes()
    copy = shutil.copytree(_home(tiny) / "deep", data.parent / "copy")
    (copy / "recordings" / "a.wav").write_bytes(b"damaged")
    corpora.take("tiny", copy)
    assert (data / "tiny" / "recordings" / "a.wav").read_bytes() == whole
    (data / "tiny" / "recordings" / "a.wav").unlink()
    with pytest.raises(CourseError, match=r"a\.wav is damaged"):
        corpora.take("tiny", copy)


def test_take_from_nowhere_or_from_another_folder(data, tiny, tmp_path):
    with pytest.raises(CourseError, match="is no folder"):
        corpora.take("tiny", tmp_path / "nowhere")
    empty = tmp_path / "empty"
    empty.mkdir()
    with pytest.raises(CourseError, match=r"holds no file of tiny \(such as recordings/a\.wav\)"):
        corpora.take("tiny", empty)


def test_a_data_folder_that_is_a_file(data, tiny):
    data.write_text("in the way")
    with pytest.raises(CourseError, match=r"cannot be written.*DAYBYDAY_DATA"):
        corpora.take("tiny", _home(tiny))


def test_unknown_name_suggests_the_nearest(data, capsys):
    assert main(["data", "get", "librevox"]) == 2
    assert "did you mean librivox?" in capsys.readouterr().err


def test_list_says_what_is_here(data, tiny, capsys):
    assert main(["data"]) == 0
    said = capsys.readouterr().out
    assert "tiny: two files" in said
    assert "not here" in said
    assert main(["data", "get", "tiny", "--from", str(_home(tiny))]) == 0
    assert "2 files copied" in capsys.readouterr().out
    main(["data"])
    assert "2 of 3 files here" in capsys.readouterr().out


def test_absent_corpora_are_no_error(data):
    from daybyday import speech

    assert corpora.folder("librivox") is None
    assert speech.librivox() == ()
    assert speech.digit_speakers() == ()
    with pytest.raises(CourseError, match="daybyday data get free-spoken-digits"):
        speech.spoken_digits(["george"], takes=[0])


@needs_data
def test_shared_copies_are_whole(data, tmp_path):
    for name in corpora.CORPORA:
        taken = corpora.take(name, Path(SHARED))
        assert taken.copied == len(corpora.checksums(name))
        assert taken.unlisted == 0
