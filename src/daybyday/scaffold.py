"""The files of a new lesson, from the map and its track's outline: `daybyday new SLUG`.

Whatever an author has to write says TODO, so that the lint fails until it is written.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from daybyday import notebooks
from daybyday.curriculum import Course, Lesson, function_name
from daybyday.deriving import derive_exercise
from daybyday.errors import CourseError
from daybyday.lint.structure import facts
from daybyday.notebooks import Cell, Notebook
from daybyday.outlines import OUTLINES

# Sections that make a claim with an assert, and the one that shows it in a figure.
_CLAIMS = {
    "dsa": ("Do they agree?", "What it costs", "In production"),
    "ml": ("Back of the envelope", "Measurements", "When it fails"),
    "speech": ("Measurements", "Streaming and latency", "When it fails"),
}
_FIGURE = {"dsa": "What it costs", "ml": "Measurements", "speech": "Measurements"}
_DIAGRAM = {"ml": "Architecture", "speech": "Production architecture"}

# What the tracks without a list of well-known problems set.
_TASKS = (
    ("todo-component", "TODO: build a component", "todo_component"),
    ("todo-fault", "TODO: find the fault", "todo_fault"),
    ("todo-estimate", "TODO: estimate a quantity", "todo_estimate"),
)
_OWN_CODE = ("todo-own-code", "TODO: change the lesson's own code", "todo_own_code")
_STATEMENT = (
    "TODO: what is asked, in own words; two worked examples; the constraints; the expected cost."
)


@dataclass
class Made:
    """What `new` wrote, and what it left alone because it was there; relative to the root."""

    written: list[Path]
    left_alone: list[Path]


def new(course: Course, lesson: Lesson) -> Made:
    """Write the files of a lesson that are not there yet.

    Raises:
        CourseError: every one of them is there already.
        FaultyFile: a solution that is there has faults, so no exercise can be derived.
    """
    made = Made([], [])
    texts = {
        lesson.notebook: lambda: notebooks.text_of(_lesson_notebook(course, lesson)),
        lesson.solution: lambda: notebooks.text_of(_solution_notebook(course, lesson)),
        lesson.exercise: lambda: _exercise_text(course, lesson),
        lesson.checks: lambda: _checks(course, lesson),
        lesson.wrong_answers: lambda: _wrong_answers(course, lesson),
    }
    for path, text in texts.items():
        if (course.root / path).exists():
            made.left_alone.append(path)
        else:
            notebooks.write_text(course.root / path, text())
            made.written.append(path)
    if not made.written:
        raise CourseError(
            f"All files of {lesson.slug!r} are there already, none was touched: "
            f"{', '.join(path.as_posix() for path in made.left_alone)}."
        )
    package = course.root / lesson.checks.parent / "__init__.py"
    if not package.exists():
        notebooks.write_text(package, f'"""Checks of day {lesson.day}."""\n')
        made.written.append(package.relative_to(course.root))
    return made


def tasks(course: Course, lesson: Lesson) -> list[tuple[str, str, str]]:
    """(slug, title, function) of each exercise that a new lesson starts with."""
    if lesson.track != "dsa":
        return list(_TASKS)
    listed = [
        (problem.slug, problem.title, function_name(problem.slug))
        for problem in course.problems_of(lesson)
        if problem.role == "exercise"
    ]
    return [*listed, _OWN_CODE]


def _markdown(text: str, *tags: str) -> Cell:
    return {"cell_type": "markdown", "metadata": {"tags": list(tags)}, "source": text}


def _code(text: str, *tags: str, alt: str = "") -> Cell:
    metadata: dict = {"tags": list(tags)}
    if alt:
        metadata["mystnb"] = {"image": {"alt": alt}}
    return {"cell_type": "code", "metadata": metadata, "source": text}


def _notebook(cells: Iterator[Cell]) -> Notebook:
    return notebooks.normal_form({"cells": list(cells), "metadata": {}})


def _lesson_notebook(course: Course, lesson: Lesson) -> Notebook:
    return _notebook(_lesson_cells(course, lesson))


def _lesson_cells(course: Course, lesson: Lesson) -> Iterator[Cell]:
    outline = OUTLINES[lesson.track]
    yield _markdown(
        f"# {lesson.title}\n\n{facts(course, lesson, 'TODO')}\n\n"
        "TODO: the plain question that a person would ask?\n\n"
        "**You will** TODO verb …, verb … and verb ….\n\n"
        f"TODO: the map's objective is «{lesson.objective}»\n"
        f"TODO: what the page must measure is «{lesson.measured}»"
    )
    own = {f"TODO: name of approach {n}": what for n, what in enumerate(outline.own, 1)}
    for heading, what in {**outline.before, **own, **outline.after}.items():
        yield from _section(course, lesson, heading, what)


def _section(course: Course, lesson: Lesson, heading: str, what: str) -> Iterator[Cell]:
    if heading == "References":
        yield _markdown(
            "## References\n\n```{bibliography}\n:filter: docname in docnames\n```\n\n"
            "TODO: cite above with the section used, and add the works to "
            f"references/{lesson.track}.bib."
        )
        return
    text = f"## {heading}\n\nTODO: {what}"
    if heading == "Connections":
        others = [other for other in course.day(lesson.day).lessons if other != lesson]
        for other in others:
            text += f"\n\nTODO: the same idea in [{other.title}]({other.notebook.name})."
    elif heading == "Exercises":
        text += f"\n\n[Exercises of this lesson](../../{lesson.exercise.as_posix()})"
    elif heading == _DIAGRAM.get(lesson.track):
        text += "\n\n```mermaid\nflowchart LR\n  todo[TODO] --> design\n```"
    yield _markdown(text)
    if heading == _FIGURE[lesson.track]:
        yield _code('raise NotImplementedError("TODO: the plot")', alt="TODO: what the plot shows")
    if heading in _CLAIMS[lesson.track]:
        yield _code('assert False, "TODO: what the text claims"', "claim")


def _solution_notebook(course: Course, lesson: Lesson) -> Notebook:
    return _notebook(_solution_cells(course, lesson))


def _solution_cells(course: Course, lesson: Lesson) -> Iterator[Cell]:
    yield _markdown(
        f"# {lesson.title}: solutions\n\n"
        f"They belong to the lesson [{lesson.title}](../../{lesson.notebook.as_posix()})."
    )
    yield _code("from daybyday import check")
    first = f"{lesson.slug}/{tasks(course, lesson)[0][0]}"
    yield _markdown(
        "Write each answer in its cell and run the `check` below it.\n"
        f'When you are stuck, `from daybyday import hint, solution`: `hint("{first}")` gives the '
        f'next hint, and `solution("{first}")`, after an attempt, the answer.'
    )
    for slug, title, function in tasks(course, lesson):
        identity = f"{lesson.slug}/{slug}"
        yield _markdown(f"## {title}\n\n{_STATEMENT}")
        yield _code(
            f'def {function}(todo):\n    """TODO: one full sentence."""\n'
            "    ### BEGIN SOLUTION\n"
            '    raise NotImplementedError("TODO: the answer")\n'
            "    ### END SOLUTION"
        )
        yield _code(f'check("{identity}", {function})')
        yield _markdown("TODO: the sentence why the answer is right.", "solution")


def _exercise_text(course: Course, lesson: Lesson) -> str:
    solution = notebooks.read(course.root / lesson.solution, lesson.solution)
    exercise = derive_exercise(notebooks.normal_form(solution), lesson.solution.as_posix())
    return notebooks.text_of(notebooks.normal_form(exercise))


def _checks(course: Course, lesson: Lesson) -> str:
    exercises = "".join(
        f"""    Exercise(
        slug="{slug}",
        title="{title}",
        function="{function}",
        parameters="todo",
        cases=[],  # TODO: one for each mistake that people make
        hints=("TODO: a question that leads.", "TODO: one that leads further."),
        why="TODO: the sentence why the answer is right.",
    ),
"""
        for slug, title, function in tasks(course, lesson)
    )
    return (
        f'"""Exercises of the lesson {lesson.title}."""\n\n'
        "from daybyday.checking import Exercise\n\n"
        f"EXERCISES = [\n{exercises}]\n"
    )


def _wrong_answers(course: Course, lesson: Lesson) -> str:
    slugs = [slug for slug, _, _ in tasks(course, lesson)]
    wrong = "".join(f'    "{slug}": [],  # TODO: three or more\n' for slug in slugs)
    right = "".join(f'    "{slug}": [],  # TODO: one or more\n' for slug in slugs)
    return (
        f'"""Wrong answers that the checks of {lesson.title} must reject, and right ones."""\n\n'
        f"WRONG = {{\n{wrong}}}\n\nRIGHT = {{\n{right}}}\n\nEQUIVALENT = {{}}\n"
    )
