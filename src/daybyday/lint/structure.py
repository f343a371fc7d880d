"""The lint's rules on a lesson's build: opening, outline, diagram, connections."""

import re
from collections.abc import Iterator
from difflib import get_close_matches

from daybyday.curriculum import Course, Lesson
from daybyday.lint.page import Heading, Page
from daybyday.outlines import OUTLINES, Outline

_MINUTES = re.compile(r"^(\d+) min$")
_YOU_WILL = re.compile(r"^\*\*You will\*\* \S.*\.$")
_VERBS = (2, 4)


def check_structure(page: Page, course: Course, lesson: Lesson) -> None:
    """Note what is wrong with the lesson's opening, headings and fixed sections."""
    _check_headings(page)
    _check_opening(page, course, lesson)
    _check_outline(page, OUTLINES[lesson.track])
    if lesson.track in ("ml", "speech"):
        _check_diagram(page)
    _check_connections(page, course, lesson)


def _check_headings(page: Page) -> None:
    """One first-level heading, and no level left out."""
    previous = 0
    for heading in page.headings:
        if heading.level == 1 and previous:
            message = f"a second title «{heading.text}»; only the first cell has a `#` heading"
            page.error(message, heading.cell, heading.line)
        if heading.level > previous + 1:
            message = f"«{heading.text}» is at level {heading.level} below level {previous}; "
            page.error(message + "leave no level out", heading.cell, heading.line)
        previous = heading.level


def facts(course: Course, lesson: Lesson, minutes: int | str) -> str:
    """The line of facts under a lesson's title."""
    day = course.day(lesson.day)
    return " · ".join(
        [
            f"Day {day.day}",
            day.theme,
            course.tracks[lesson.track].name,
            lesson.difficulty,
            f"{minutes} min",
            ", ".join(lesson.tags),
        ]
    )


def _opening(page: Page) -> Iterator[tuple[int, int, str]]:
    """(cell, line, text) of the lines before the first second-level heading."""
    end = next(((h.cell, h.line) for h in page.headings if h.level == 2), None)
    for cell in page.cells:
        if cell.kind != "markdown":
            return
        for number, text in enumerate(cell.text.split("\n"), 1):
            if end and (cell.number, number) >= end:
                return
            if text.strip():
                yield cell.number, number, text.strip()


def _check_opening(page: Page, course: Course, lesson: Lesson) -> None:
    """Title, line of facts, question, «You will»."""
    opening = list(_opening(page))
    if not opening or opening[0][2] != f"# {lesson.title}":
        page.error(f"the first line must be the title of the map: `# {lesson.title}`", 1, 1)
    if len(opening) < 2:
        page.error("the opening has no line of facts, question and «You will»", 1)
        return
    cell, line, text = opening[1]
    least, most = OUTLINES[lesson.track].minutes
    minutes = next((m[1] for part in text.split(" · ") if (m := _MINUTES.match(part))), None)
    wanted = facts(course, lesson, minutes or least)
    if text != wanted:
        message = f"the line under the title must be the map's facts, alone: `{wanted}`"
        page.error(message, cell, line)
    if minutes and not least <= int(minutes) <= most:
        message = f"{minutes} min; a lesson of this track takes {least} to {most}"
        page.error(message, cell, line)
    rest = opening[2:]
    if not any(text.endswith("?") for _, _, text in rest):
        message = "no question opens the lesson; ask, in one line, what a person would ask"
        page.error(message, cell, line)
    promise = [(c, n, text) for c, n, text in rest if text.startswith("**You will**")]
    if not promise:
        page.error("no line `**You will** verb …, verb … and verb ….` after the question", cell)
        return
    cell, line, text = promise[0]
    parts = len(re.findall(r", | and ", text)) + 1
    if not _YOU_WILL.match(text) or parts < _VERBS[0]:
        message = f"«You will» must name {_VERBS[0]} to {_VERBS[1]} things in one sentence: "
        page.error(message + "`**You will** verb …, verb … and verb ….`", cell, line)


def _check_outline(page: Page, outline: Outline) -> None:
    """The fixed headings, each once and in order, the lesson's own in their place."""
    found = [heading for heading in page.headings if heading.level == 2]
    texts = [heading.text for heading in found]
    for text in outline.fixed:
        if text not in texts:
            page.error(f"the section `## {text}` is missing")
    furthest = -1
    seen: set[str] = set()
    own: list[Heading] = []
    last_before, first_after = list(outline.before)[-1], next(iter(outline.after))
    for heading in found:
        if heading.text in seen:
            message = f"a second section «{heading.text}»; join the two or rename one"
            page.error(message, heading.cell, heading.line)
            continue
        seen.add(heading.text)
        if heading.text in outline.fixed:
            place = outline.fixed.index(heading.text)
            if place < furthest:
                message = f"«{heading.text}» must come before «{outline.fixed[furthest]}»"
                page.error(message, heading.cell, heading.line)
            furthest = max(furthest, place)
        elif furthest == len(outline.before) - 1:
            own.append(heading)
        else:
            near = get_close_matches(heading.text, outline.fixed, n=1)
            meant = f"did you mean «{near[0]}»? Else " if near else ""
            message = f"the section «{heading.text}» is not of the outline; {meant}a section of "
            message += f"the lesson's own stands between «{last_before}» and «{first_after}», "
            message += "elsewhere use `###`"
            page.error(message, heading.cell, heading.line)
    if len(own) < len(outline.own):
        message = f"{len(own)} sections of the lesson's own between «{last_before}» and "
        message += f"«{first_after}»; it needs {len(outline.own)} or more: {outline.own[0]}"
        page.error(message)


def _check_diagram(page: Page) -> None:
    """At least one Mermaid diagram, in the form that JupyterLab and GitHub draw too."""
    drawn = False
    for cell in page.cells:
        for number, line in enumerate(cell.text.split("\n"), 1):
            if cell.kind == "markdown" and re.match(r"\s*`{3,}\s*mermaid\s*$", line):
                drawn = True
            if cell.kind == "markdown" and re.match(r"\s*`{3,}\{mermaid\}", line):
                message = "write ```` ```mermaid ````; JupyterLab and GitHub draw only that form"
                page.error(message, cell.number, number)
                drawn = True
    if not drawn:
        page.error("no diagram; draw the architecture in a ```` ```mermaid ```` fence")


def _check_connections(page: Page, course: Course, lesson: Lesson) -> None:
    """«Connections» links the day's other lessons, «Exercises» this lesson's."""
    for section, wanted in (
        ("Connections", [o for o in course.day(lesson.day).lessons if o != lesson]),
        ("Exercises", [lesson]),
    ):
        lines = [
            (cell, number, text)
            for cell, number, here, text in page.prose(keep_code=True)
            if here == section
        ]
        if not lines:
            continue  # the outline's rule names a missing section
        text = "\n".join(text for _, _, text in lines)
        cell, number, _ = lines[0]
        for other in wanted:
            if other is lesson:
                link = f"../../{lesson.exercise.as_posix()}"
                what = "this lesson's exercises"
            else:
                if not course.is_published(other):
                    continue
                link, what = other.notebook.name, f"the day's lesson «{other.title}»"
            if not re.search(rf"\]\((?:\./)?{re.escape(link)}(?:#[^)]*)?\)", text):
                message = f"«{section}» does not link {what}: `[…]({link})`"
                page.error(message, cell.number, number)
        if section == "Connections" and not re.search(r"`[^`]+`", text):
            message = "«Connections» names none of this lesson's own functions in `code`"
            page.error(message, cell.number, number)
