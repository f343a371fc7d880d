"""The lint's rules on links and citations: whatever is named exists."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from urllib.parse import unquote

from daybyday import notebooks
from daybyday.errors import CourseError
from daybyday.findings import Finding
from daybyday.lint.page import Page

_LINK = re.compile(
    r"(!?)\[((?:\\.|[^\[\]]|\[[^\[\]]*\])*)\]\(\s*<?((?:[^()\s<>]|\([^()]*\))+)>?[^)]*\)"
)
_CITE = re.compile(r"\{cite(?::\w+)?\}`([^`]+)`")
_OUTSIDE = re.compile(r"^[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_BIBLIOGRAPHY = re.compile(r"^`{3,}\s*\{bibliography\}", re.MULTILINE)
# What an entry must say beside author or editor, title and year: where to find it.
_WHERE = {
    "article": ("journal",),
    "book": ("publisher",),
    "inbook": ("publisher",),
    "incollection": ("booktitle",),
    "inproceedings": ("booktitle",),
    "mastersthesis": ("school",),
    "phdthesis": ("school",),
    "techreport": ("institution",),
}
_WHERE_ELSE = ("howpublished", "url", "doi", "eprint", "publisher", "note", "organization")
_MARKS = re.compile(r"[^\w\s-]", re.UNICODE)


@dataclass
class Bibliography:
    """The entries of `references/*.bib`: key to (file, line, faults)."""

    entries: dict[str, tuple[str, int, list[str]]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)


def read_bibliography(root: Path) -> Bibliography:
    """Read all bibliography files of the course; keys are unique across them."""
    from pybtex.database import BibliographyDataError, parse_string
    from pybtex.scanner import PybtexSyntaxError

    bibliography = Bibliography()
    for file in sorted((root / "references").glob("*.bib")):
        shown, text = file.relative_to(root).as_posix(), file.read_text(encoding="utf-8")
        try:
            parsed = parse_string(text, "bibtex")
        except (PybtexSyntaxError, BibliographyDataError) as error:
            line = getattr(error, "lineno", None)
            bibliography.findings.append(Finding(shown, f"not BibTeX: {error}", line=line))
            continue
        for key, entry in parsed.entries.items():
            found = re.search(rf"@\w+\s*\{{\s*{re.escape(key)}\s*,", text, re.IGNORECASE)
            line = text[: found.start()].count("\n") + 1 if found else 1
            if key in bibliography.entries:
                other = bibliography.entries[key][0]
                message = f"the key `{key}` is taken in {other}; keys are unique in the course"
                bibliography.findings.append(Finding(shown, message, line=line))
            bibliography.entries[key] = (shown, line, list(_entry_faults(entry)))
    return bibliography


def _entry_faults(entry) -> Iterator[str]:
    """What an entry lacks for a reader to find the work."""
    if not entry.persons:
        yield "author or editor"
    for name in ("title", "year"):
        if not entry.fields.get(name):
            yield name
    wanted = _WHERE.get(entry.type.lower(), _WHERE_ELSE)
    if not any(entry.fields.get(name) for name in wanted):
        yield " or ".join(wanted)


def check_citations(page: Page, bibliography: Bibliography, at_least_one: bool) -> None:
    """Each cited key has a complete entry; a lesson that cites lists what it cited."""
    cited = False
    for cell, number, _, text in page.prose(keep_code=True):
        for role in _CITE.finditer(text):
            cited = True
            for key in re.split(r"[,;]\s*", role[1]):
                key = key.strip()
                if key not in bibliography.entries:
                    near = get_close_matches(key, bibliography.entries, n=1)
                    meant = f"did you mean `{near[0]}`?" if near else "add it to references/"
                    page.error(f"no work has the key `{key}`; {meant}", cell.number, number)
                    continue
                file, line, faults = bibliography.entries[key]
                if faults:
                    message = f"`{key}`, cited in {page.path}, lacks {', '.join(faults)}"
                    page.findings.append(Finding(file, message, line=line))
    lists = any(_BIBLIOGRAPHY.search(cell.text) for cell in page.cells if cell.kind == "markdown")
    if at_least_one and not cited:
        page.error("no work is cited; cite one with its section or equation: {cite:t}`key`")
    if cited and not lists:
        message = "works are cited but not listed; put ```` ```{bibliography} ```` with the option "
        page.error(message + "`:filter: docname in docnames` into «References»")


def check_links(page: Page, root: Path) -> None:
    """Each relative link leads to a file of the course and to an anchor in it."""
    for cell, number, _, text in page.prose(keep_code=True):
        for link in _LINK.finditer(re.sub(r"(`+)(?!`).+?(?<!`)\1(?!`)", _blank_if_link, text)):
            picture, words, target = link.groups()
            if not words.strip():
                what = "picture has no text that stands for it" if picture else "link has no text"
                page.error(f"the {what}; write it between the brackets", cell.number, number)
            if _OUTSIDE.match(target) or target.startswith("attachment:"):
                continue
            if fault := _link_fault(page, root, target):
                page.error(fault, cell.number, number)


def _blank_if_link(span: re.Match) -> str:
    """A code span that shows a link, blanked; other spans stay, as they may be a link's text."""
    return " " * len(span[0]) if "](" in span[0] else span[0]


def _link_fault(page: Page, root: Path, target: str) -> str | None:
    path, _, anchor = unquote(target).partition("#")
    if path.startswith("/"):
        return f"the link «{target}» is absolute; write it relative to this notebook"
    here = root / page.path
    file = (here.parent / path).resolve() if path else here.resolve()
    if not file.is_relative_to(root.resolve()):
        return f"the link «{target}» leaves the course"
    if not file.exists():
        near = get_close_matches(file.name, [f.name for f in file.parent.glob("*")], n=1)
        meant = f"did you mean {near[0]}?" if near else "mend or delete it"
        return f"the link «{target}» leads to no file; {meant}"
    if anchor and file.suffix in (".ipynb", ".md"):
        anchors = _anchors(file, file.stat().st_mtime_ns)
        if anchor not in anchors:
            near = get_close_matches(anchor, anchors, n=1)
            meant = f"did you mean #{near[0]}?" if near else "name one of its headings"
            return f"the link «{target}» leads to no heading of {file.name}; {meant}"
    return None


@cache
def _anchors(file: Path, _changed: int) -> frozenset[str]:
    """The names that a heading or a label gives to places in a notebook or page."""
    if file.suffix == ".md":
        cells = [{"cell_type": "markdown", "source": file.read_text(encoding="utf-8")}]
    else:
        try:
            cells = notebooks.read(file)["cells"]
        except CourseError:
            return frozenset()
    names = set()
    for cell in cells:
        names.update(anchor(text) for _, _, text in notebooks.headings(cell))
        if cell["cell_type"] == "markdown":
            labels = re.findall(r"^\(([\w-]+)\)=\s*$", notebooks.source(cell), re.MULTILINE)
            names.update(labels)
    return frozenset(names)


def anchor(heading: str) -> str:
    """The anchor of a heading as MyST and GitHub make it: `Do they agree?` is `do-they-agree`."""
    plain = re.sub(r"[`*_]{1,3}(?=\S)|(?<=\S)[`*_]{1,3}", "", heading.lower())
    return _MARKS.sub("", plain).strip().replace(" ", "-")
