"""The book's source folder: pages as they are, notebooks with their outputs made light.

Pictures are compressed, and sound that a notebook carries as base64 text becomes a file that is
loaded when somebody plays it. A file is written only when it differs, so that Sphinx rebuilds
only what changed.
"""

import base64
import hashlib
import io
import json
import os
import re
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from daybyday.curriculum import Course
from daybyday.files import write_whole

PLAIN = ("_config.yml", "_toc.yml", "index.md", "CHANGELOG.md", "CONTRIBUTING.md")
FOLDERS = ("pages", "references")
# Raise it when a notebook is to be staged anew although it did not change.
FORM = 6
# Pandas puts a style sheet before every table; the site's own sheet does that.
_SCOPED = re.compile(r"<style scoped>.*?</style>\s*|(?<=<table) border=\"1\"", re.DOTALL)
# Below this many files, processes cost more than they save.
_FEW = 12
_AUDIO = re.compile(r'src="data:audio/([\w.+-]+);base64,([^"]+)"')


def stage(course: Course, folder: Path) -> str:
    """Bring `folder` up to date with the course and its last run; a digest of all of it."""
    wanted: dict[str, Path] = {}
    for name in PLAIN:
        if (course.root / name).is_file():
            wanted[name] = course.root / name
    for name in FOLDERS:
        for path in sorted((course.root / name).rglob("*")):
            if path.is_file() and ".ipynb_checkpoints" not in path.parts:
                wanted[path.relative_to(course.root).as_posix()] = path
    for lesson in course.published:
        for file in (lesson.notebook, lesson.exercise, lesson.solution):
            executed = course.root / "_build" / "executed" / file
            source = executed if executed.is_file() else course.root / file
            if source.is_file():
                wanted[file.as_posix()] = source
    ledger = folder / ".staged.json"
    known = _read(ledger)
    seen: dict[str, dict] = {}
    changed = []
    for name, source in wanted.items():
        stat = source.stat()
        mark = [FORM, str(source), stat.st_mtime_ns, stat.st_size]
        entry = known.get(name)
        if entry and entry["mark"] == mark and (folder / name).is_file():
            seen[name] = entry
        else:
            changed.append((name, source, mark))
    for (name, _, mark), (digest, audio) in zip(changed, _written(changed, folder), strict=True):
        seen[name] = {"mark": mark, "digest": digest, "audio": audio}
    sounds = {name for entry in seen.values() for name in entry["audio"]}
    _sweep(folder, {*seen, *(f"_audio/{name}" for name in sounds), ledger.name})
    folder.mkdir(parents=True, exist_ok=True)
    ledger.write_text(json.dumps(seen), "utf-8")
    whole = json.dumps({name: entry["digest"] for name, entry in sorted(seen.items())})
    return hashlib.sha256(whole.encode()).hexdigest()


def _written(changed: list[tuple], folder: Path) -> Iterator[tuple[str, list[str]]]:
    """Write each changed file; its digest and sounds. Many at once go to several processes."""
    names, sources = [each[0] for each in changed], [each[1] for each in changed]
    folders = [folder] * len(changed)
    if len(changed) < _FEW:
        yield from map(_write, names, sources, folders)
        return
    with ProcessPoolExecutor(min(4, os.cpu_count() or 1)) as pool:
        yield from pool.map(_write, names, sources, folders, chunksize=4)


def _write(name: str, source: Path, folder: Path) -> tuple[str, list[str]]:
    """Write one file where it differs; its digest and the sound files it uses."""
    made, audio = (
        lighten(source.read_text("utf-8"), folder / "_audio", depth=name.count("/"))
        if name.endswith(".ipynb")
        else (source.read_bytes(), [])
    )
    target = folder / name
    if not target.is_file() or target.read_bytes() != made:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(made)
    return hashlib.sha256(made).hexdigest(), audio


def _read(ledger: Path) -> dict:
    try:
        return json.loads(ledger.read_text("utf-8"))
    except (OSError, ValueError):
        return {}


def _sweep(folder: Path, wanted: set[str]) -> None:
    """Remove what no longer belongs in the folder."""
    for path in folder.rglob("*"):
        if path.is_file() and path.relative_to(folder).as_posix() not in wanted:
            path.unlink()


def lighten(text: str, audio: Path, depth: int) -> tuple[bytes, list[str]]:
    """A notebook with compressed outputs, and the names of the sound files it uses.

    Args:
        text: the executed notebook.
        audio: folder for sound files.
        depth: how many folders below the book's root the page lies.
    """
    notebook = json.loads(text)
    # Only execution notes the language, and a notebook whose run failed has not been executed.
    language = notebook["metadata"].setdefault("language_info", {"name": "python"})
    language.setdefault("pygments_lexer", "ipython3")
    names: list[str] = []

    def sound(match: re.Match) -> str:
        name = _save_sound(match[1], match[2], audio)
        names.append(name)
        return f'src="{"../" * depth}_audio/{name}"'

    for cell in notebook["cells"]:
        for output in cell.get("outputs", ()):
            data = output.get("data", {})
            if "image/png" in data:
                data["image/png"] = smaller_png("".join(data["image/png"]))
            if "text/html" in data:
                page = _SCOPED.sub("", "".join(data["text/html"]))
                if "<table" in page:
                    page = page.replace("<th></th>", "<td></td>")  # a corner names nothing
                if "<audio" in page:
                    page = _AUDIO.sub(sound, page)
                    page = re.sub(r' preload="\w*"', "", page)
                    page = re.sub(r"<audio\b", '<audio preload="none"', page)
                data["text/html"] = page
    return json.dumps(notebook, ensure_ascii=False, indent=1).encode(), names


def _save_sound(kind: str, encoded: str, folder: Path) -> str:
    """Write a clip, WAV as FLAC, and return the file's name: what is heard stays to the bit."""
    raw = base64.b64decode(encoded)
    kind = kind.removeprefix("x-").split("+")[0]
    plain = kind in {"wav", "wave"}
    target = folder / f"{hashlib.sha256(raw).hexdigest()[:16]}.{'flac' if plain else kind}"
    if not target.is_file():
        if plain:
            import soundfile

            samples, rate = soundfile.read(io.BytesIO(raw), dtype="int16")
            held = io.BytesIO()
            soundfile.write(held, samples, rate, format="FLAC")
            raw = held.getvalue()
        # A lesson and its solution may hold the same clip, written by two processes at once.
        write_whole(target, raw)
    return target.name


def smaller_png(encoded: str) -> str:
    """A PNG with at most 256 colours where nobody can see the difference, else optimised only.

    Args:
        encoded: base64, as a notebook holds it.
    """
    import numpy as np
    from PIL import Image

    raw = base64.b64decode(encoded)
    picture = Image.open(io.BytesIO(raw))
    picture.load()
    resolution = picture.info.get("dpi", (96, 96))
    if picture.mode == "RGBA" and picture.getchannel("A").getextrema() == (255, 255):
        picture = picture.convert("RGB")
    if picture.mode not in {"RGB", "RGBA"}:
        return encoded
    method = Image.Quantize.MEDIANCUT if picture.mode == "RGB" else Image.Quantize.FASTOCTREE
    few = picture.quantize(256, method=method, dither=Image.Dither.NONE)
    difference = np.abs(
        np.asarray(few.convert(picture.mode), np.int16) - np.asarray(picture, np.int16)
    )
    far = np.count_nonzero(difference > 12) / difference.size
    chosen = few if far <= 0.001 and difference.max() <= 48 else picture
    made = io.BytesIO()
    # The resolution says how large the picture is meant to be shown.
    # Level 9, which `optimize` takes, needs twice the time of level 8 for one per cent.
    chosen.save(made, "PNG", compress_level=8, dpi=resolution)
    best = min(raw, made.getvalue(), key=len)
    return base64.b64encode(best).decode()
