"""The lint: each of its rules finds the fault that a test makes in a real lesson, and its place."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from daybyday import curriculum, notebooks, scaffold
from daybyday.cli import main
from daybyday.lint import lint
from daybyday.lint.links import anchor

LESSON = "notebooks/day01/dsa-two-sum.ipynb"
SOLUTION = "solutions/day01/dsa-two-sum.ipynb"
CHECKS = "src/daybyday/checks/day01/dsa_two_sum.py"


class Bench:
    """A course copy in which a test makes one fault and asks for the findings that are new."""

    def __init__(self, course: curriculum.Course, known: set[tuple[str, str]]):
        self.course = course
        self.known = known

    def book(self, path: str) -> dict:
        return notebooks.read(self.course.root / path)

    def save(self, path: str, book: dict) -> None:
        (self.course.root / path).write_text(json.dumps(book))

    def new(self, *paths: str | Path) -> list[str]:
        """What the lint says of `paths`, else of the lesson and its solution, but not before."""
        existing = [path for path in (LESSON, SOLUTION) if (self.course.root / path).exists()]
        found = lint(self.course, paths or existing)
        return [str(f) for f in found if (f.path, f.message) not in self.known]

    def place(self, path: str, text: str) -> tuple[int, int]:
        """(cell, line) of the first place where `text` stands in a notebook."""
        for number, cell in enumerate(self.book(path)["cells"], 1):
            for line, found in enumerate(notebooks.source(cell).split("\n"), 1):
                if text in found:
                    return number, line
        raise AssertionError(f"{text!r} does not stand in {path}")

    def edit(self, path: str, number: int, change: Callable[[dict], None]) -> list[str]:
        book = self.book(path)
        change(book["cells"][number - 1])
        self.save(path, book)
        return self.new()

    def replace(self, path: str, old: str, new: str) -> list[str]:
        """Replace the first `old` in a notebook's cells; the findings that are new."""
        number, _ = self.place(path, old)

        def change(cell: dict) -> None:
            cell["source"] = notebooks.source(cell).replace(old, new, 1)

        return self.edit(path, number, change)

    def add_code(self, text: str, *tags: str) -> tuple[int, list[str]]:
        """Put a code cell before «Connections»; (its number, the findings that are new)."""
        book = self.book(LESSON)
        number = self.place(LESSON, "## Connections")[0]
        cell = {"cell_type": "code", "id": "new", "metadata": {"tags": list(tags)}, "source": text}
        book["cells"].insert(number - 1, cell)
        self.save(LESSON, book)
        return number, self.new()

    def change_file(self, path: str, old: str, new: str) -> tuple[int, list[str]]:
        """Replace text in a file; (the line where it stood, the findings that are new)."""
        file = self.course.root / path
        text = file.read_text()
        assert old in text
        file.write_text(text.replace(old, new, 1))
        return text[: text.index(old)].count("\n") + 1, self.new()


@pytest.fixture(scope="module")
def known(course) -> set[tuple[str, str]]:
    """What the lint says of the lesson as it is."""
    return {(finding.path, finding.message) for finding in lint(course, [LESSON, SOLUTION])}


@pytest.fixture
def bench(course_copy, known) -> Bench:
    return Bench(course_copy, known)


def test_the_published_lessons_have_no_errors(course):
    errors = [str(finding) for finding in lint(course) if finding.level == "error"]
    assert not errors, "\n".join(errors)


# The opening


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("# Two Sum", "# Two sums", "the first line must be the title of the map: `# Two Sum`"),
        (" · easy · ", " · hard · ", "must be the map's facts, alone: `Day 1 · Look it up"),
        ("space-for-time", "space", "must be the map's facts"),
        ("· 60 min ·", "· 90 min ·", "90 min; a lesson of this track takes 45 to 60"),
        ("· 60 min ·", "·", "must be the map's facts"),
        ("try every pair to find them?", "try every pair.", "no question opens the lesson"),
        ("**You will** ", "You will ", "no line `**You will**"),
    ],
)
def test_a_fault_in_the_opening_is_named(bench, old, new, message):
    found = [text for text in bench.replace(LESSON, old, new) if message in text]
    assert found
    assert found[0].startswith(f"{LESSON}: cell ")


def test_you_will_names_two_things_or_more(bench):
    number, line = bench.place(LESSON, "**You will**")

    def change(cell: dict) -> None:
        cell["source"] = notebooks.source(cell).split("**You will**")[0] + "**You will** learn it."

    found = bench.edit(LESSON, number, change)
    assert any(f"cell {number}, line {line}: «You will» must name 2 to 4" in text for text in found)


# The outline


def test_a_missing_section_is_named(bench):
    found = bench.replace(LESSON, "## In production", "### In production")
    assert f"{LESSON}: the section `## In production` is missing" in found


def test_a_misspelled_section_is_named_with_the_right_one(bench):
    number, line = bench.place(LESSON, "## What it costs")
    found = bench.replace(LESSON, "## What it costs", "## What this costs")
    place = f"{LESSON}: cell {number}, line {line}: "
    assert any(text.startswith(place) and "did you mean «What it costs»?" in text for text in found)


def test_sections_out_of_order_are_named(bench):
    book = bench.book(LESSON)
    costs = bench.place(LESSON, "## What it costs")[0]
    agree = bench.place(LESSON, "## Do they agree?")[0]
    book["cells"][costs - 1], book["cells"][agree - 1] = (
        book["cells"][agree - 1],
        book["cells"][costs - 1],
    )
    bench.save(LESSON, book)
    place = f"{LESSON}: cell {costs}, line 1: "
    assert f"{place}«Do they agree?» must come before «What it costs»" in bench.new()


def test_a_section_twice_and_a_second_title_are_named(bench):
    found = bench.replace(LESSON, "## Variations", "## What it costs")
    assert any("a second section «What it costs»" in text for text in found)
    found = bench.replace(LESSON, "## What it costs", "# Two Sum again")
    assert any("a second title «Two Sum again»" in text for text in found)


def test_a_lesson_without_a_better_approach_is_named(bench):
    book = bench.book(LESSON)
    first = bench.place(LESSON, "## Brute force")[0]
    after = bench.place(LESSON, "## Do they agree?")[0]
    del book["cells"][first : after - 1]
    bench.save(LESSON, book)
    assert any("0 sections of the lesson's own between" in text for text in bench.new())


def test_a_level_left_out_is_named(bench):
    found = bench.replace(LESSON, "### Why one pass", "#### Why one pass")
    assert any("is at level 4 below level 2" in text for text in found)


# Code


def test_few_claims_and_claims_without_an_assert_are_named(bench):
    book = bench.book(LESSON)
    claims = [n for n, cell in enumerate(book["cells"], 1) if "claim" in notebooks.tags(cell)]
    for number in claims[2:]:
        book["cells"][number - 1]["metadata"]["tags"] = []
    book["cells"][claims[0] - 1]["source"] = "n = 1"
    bench.save(LESSON, book)
    found = bench.new()
    assert any("2 cells are tagged `claim`" in text for text in found)
    assert any(f"cell {claims[0]}: tagged `claim` but asserts nothing" in text for text in found)


@pytest.mark.parametrize("condition", ["True", "1 + 1 == 2", "n == n", '(n > 1, "always")', '"x"'])
def test_an_assert_that_cannot_fail_is_named(bench, condition):
    number, found = bench.add_code(f"n = 3\nassert {condition}", "claim")
    assert f"{LESSON}: cell {number}, line 2: this assert can never fail; assert" in found[0]


def test_an_assert_that_can_fail_is_not(bench):
    assert bench.add_code("assert n > 1", "claim")[1] == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("import matplotlib.pyplot as plt\n\nplt.plot([1, 2])", "no text that stands for"),
        ('axes = labelled_axes("n", "steps")', "no text that stands for"),
        ('def draw():\n    """Draw."""\n    labelled_axes("n", "s")\n\n\ndraw()', "no text that"),
        ("\n".join(f"x{n} = {n}" for n in range(26)), "26 lines of code; at most 25"),
        ("x = 1\n%pip install six", "line 2: an installation"),
        ("x = 1\n!ls", "line 2: a shell line or a magic"),
        ("x = (1", "line 1: not Python: '(' was never closed"),
        ('open("/home/me/data.csv")', "line 1: the absolute path «/home/"),
        ('x = 1\nopen("~/data.csv")', "line 2: the absolute path «~/"),
        ('open("C:\\\\data.csv")', "line 1: the absolute path «C:"),
        ('x = "https://example.org/data"', "the network address «example.org»"),
        ('connect("redis://10.0.0.7:6379")', "the network address «10.0.0.7:6379»"),
        ('connect("10.0.0.7", 80)', "the network address «10.0.0.7»"),
        ("def f():\n    return 1", "line 1: `f` has no docstring"),
        (
            'def f():\n    """returns one"""\n    return 1',
            "the docstring of `f` is no full",
        ),
    ],
)
def test_a_fault_in_a_code_cell_is_named(bench, text, message):
    number, found = bench.add_code(text)
    assert any(t.startswith(f"{LESSON}: cell {number}") and message in t for t in found), found


@pytest.mark.parametrize(
    "text",
    [
        'connect("http://127.0.0.1:8000/x")',
        'connect(f"redis://localhost:{port}")',
        'connect(f"http://127.0.0.1:{port}/v1")',
        'route = "/v1/users/3"',
        'version = "1.2.3"',
        'def draw():\n    """Draw nothing yet."""\n    labelled_axes("n", "s")',
        '"""See https://example.org."""',
    ],
)
def test_good_code_is_left_alone(bench, text):
    assert bench.add_code(text)[1] == []


def test_long_cells_in_the_median_are_named(bench):
    book = bench.book(LESSON)
    for cell in book["cells"]:
        if cell["cell_type"] == "code" and len(cell["source"]) < 9:
            cell["source"] = "\n".join(f"x{n} = {n}" for n in range(9))
    bench.save(LESSON, book)
    assert any("half of the code cells have 9 lines or more" in text for text in bench.new())


def test_a_stored_output_is_named(bench):
    number = bench.place(LESSON, "two_sum_all_pairs(prices, card)")[0]
    output = {"output_type": "stream", "name": "stdout", "text": "1"}
    found = bench.edit(LESSON, number, lambda cell: cell.update(outputs=[output]))
    assert found == [f"{LESSON}: cell {number}: an output is stored; `make sync` removes it"]


def test_a_lesson_without_a_figure_or_a_player_is_named(bench):
    book = bench.book(LESSON)
    for cell in book["cells"]:
        text = notebooks.source(cell)
        if cell["cell_type"] == "code" and ("labelled_axes(" in text or "record(" in text):
            cell["source"] = "x = 1"
    bench.save(LESSON, book)
    found = bench.new()
    assert f"{LESSON}: no figure; plot what the map says is measured" in found
    assert any("nothing is stepped through" in text for text in found)


def test_a_figure_that_loses_its_words_is_named(bench):
    number = next(
        number
        for number, cell in enumerate(bench.book(LESSON)["cells"], 1)
        if "mystnb" in cell["metadata"]
    )
    found = bench.edit(LESSON, number, lambda cell: cell["metadata"].pop("mystnb"))
    assert f"{LESSON}: cell {number}: this cell draws but has no text" in found[0]


def test_many_code_cells_in_a_row_are_a_warning(bench):
    for n in range(5):
        found = bench.add_code(f"x = {n}")[1]
    assert any("warning: the 5th code cell in a row" in text for text in found)


# Prose


def test_too_little_prose_is_named(bench):
    book = bench.book(LESSON)
    for cell in book["cells"][3:]:
        if cell["cell_type"] == "markdown":
            cell["source"] = notebooks.source(cell).split("\n")[0]
    bench.save(LESSON, book)
    assert any("words of prose; a lesson has 800 to 1600" in text for text in bench.new())


def test_filler_is_named(bench):
    found = bench.replace(LESSON, "What does it cost when", "Let's dive in: what does it cost when")
    assert any("«Let's dive» is filler" in text for text in found)


@pytest.mark.parametrize(
    "figure",
    ["12 ms", "3.5 s", "40 %", "7\u00d7", "1.5 GB", "3 times faster", "~20 µs", "900 req/s"],
)
def test_a_typed_figure_is_a_warning(bench, figure):
    number, _ = bench.place(LESSON, "Steps are not seconds")
    found = bench.replace(LESSON, "Steps are not seconds", f"It takes {figure}, steps are not that")
    assert any(f"cell {number}, line 1: warning: the figure «{figure}" in text for text in found)


@pytest.mark.parametrize(
    "words",
    ["In [a paper](x#y) it takes 12 ms", "By {cite:t}`cormen2022introduction` 12 ms", "At `12 ms`"],
)
def test_a_figure_with_a_source_is_none(bench, words):
    found = bench.replace(LESSON, "Steps are not seconds", f"{words}, steps are not that")
    assert not [text for text in found if "is typed" in text]


# Links and citations


@pytest.mark.parametrize(
    ("link", "message"),
    [
        ("[x](dsa-two-sums.ipynb)", "leads to no file; did you mean dsa-two-sum.ipynb?"),
        ("[x](../../../other.md)", "leaves the course"),
        ("[x](/notebooks/day01/dsa-two-sum.ipynb)", "is absolute"),
        ("[x](#what-it-cost)", "leads to no heading of dsa-two-sum.ipynb; did you mean #what-it-"),
        ("[](dsa-two-sum.ipynb)", "the link has no text"),
        ("![](dsa-two-sum.ipynb)", "the picture has no text"),
        ("{cite:t}`cormen1822introduction`", "did you mean `cormen2022introduction`?"),
    ],
)
def test_what_leads_nowhere_is_named(bench, link, message):
    number, line = bench.place(LESSON, "Steps are not seconds")
    found = bench.replace(LESSON, "Steps are not seconds", f"{link} steps are not seconds")
    place = f"{LESSON}: cell {number}, line {line}: "
    assert any(text.startswith(place) and message in text for text in found), found


@pytest.mark.parametrize(
    "link",
    [
        "[x](#what-it-costs)",
        "[x](dsa-two-sum.ipynb#do-they-agree)",
        "[x](../../solutions/day01/dsa-two-sum.ipynb)",
        "[x](https://example.org/a_(b))",
        "`[x](nowhere.md)`",
    ],
)
def test_good_links_are_left_alone(bench, link):
    found = bench.replace(LESSON, "Steps are not seconds", f"{link} steps are not seconds")
    # The sentence is one word longer, and how long the page is does not matter here.
    assert not [finding for finding in found if "words of prose" not in str(finding)]


def test_an_anchor_is_made_as_the_book_makes_it():
    assert anchor("Do they agree?") == "do-they-agree"
    assert anchor("Trade-offs") == "trade-offs"
    assert anchor("The `seen` map") == "the-seen-map"


def test_an_incomplete_or_doubled_reference_is_named(bench):
    found = bench.change_file("references/dsa.bib", "  publisher = {MIT Press},\n", "")[1]
    file = bench.course.root / "references/dsa.bib"
    entry = file.read_text().index("@book{cormen2022introduction")
    line = file.read_text()[:entry].count("\n") + 1
    assert (
        f"references/dsa.bib: line {line}: `cormen2022introduction`, cited in {LESSON}" in found[0]
    )
    assert "lacks publisher" in found[0]
    doubled = bench.course.root / "references/other.bib"
    doubled.write_text("@book{cormen2022introduction,\n title = {X}\n}\n")
    shown = "\n".join(map(str, lint(bench.course)))
    assert "references/other.bib: line 1: the key `cormen2022introduction` is taken in" in shown
    doubled.write_text("@book{unclosed,")
    assert "references/other.bib: line 1: not BibTeX" in "\n".join(map(str, lint(bench.course)))


def test_works_cited_but_not_listed_are_named(bench):
    found = bench.replace(LESSON, "{bibliography}", "{note}")
    assert any("works are cited but not listed" in text for text in found)


def test_connections_must_link_the_published_lessons_of_the_day(bench):
    for slug in ("candidate-retrieval", "streaming-asr"):
        lesson = bench.course.lesson(slug)
        if not bench.course.is_published(lesson):
            scaffold.new(bench.course, lesson)
    found = bench.replace(LESSON, "(ml-candidate-retrieval.ipynb)", "(dsa-two-sum.ipynb)")
    assert any("«Connections» does not link the day's lesson «Recommendation" in t for t in found)


def test_the_exercises_must_be_linked(bench):
    found = bench.replace(
        LESSON, "(../../exercises/day01/dsa-two-sum.ipynb)", "(dsa-two-sum.ipynb)"
    )
    assert any("«Exercises» does not link this lesson's exercises" in text for text in found)


# Exercises


@pytest.mark.parametrize("tree", ["solutions", "exercises"])
def test_a_missing_notebook_twin_is_named(bench, tree):
    (bench.course.root / tree / "day01/dsa-two-sum.ipynb").unlink()
    twin = f"{LESSON}: its twin {tree}/day01/dsa-two-sum.ipynb is missing"
    assert any(text.startswith(twin) for text in bench.new())


def test_a_missing_module_twin_is_named(bench):
    (bench.course.root / CHECKS).unlink()
    assert any(f"its twin {CHECKS} is missing; write it" in text for text in bench.new())


def test_a_solution_without_its_lesson_is_named(bench):
    (bench.course.root / LESSON).unlink()
    assert any(f"{SOLUTION}: its lesson {LESSON} is missing" in text for text in bench.new())


def test_an_unknown_exercise_is_named_in_both_directions(bench):
    number, line = bench.place(SOLUTION, 'check("two-sum/ransom-note"')
    found = bench.replace(SOLUTION, 'check("two-sum/ransom-note"', 'check("two-sum/ransom"')
    place = f"{SOLUTION}: cell {number}, line {line}: "
    assert any(t.startswith(place + "no exercise has the id `two-sum/ransom`") for t in found)
    assert any(t.startswith(CHECKS) and "`two-sum/ransom-note` has no `check(" in t for t in found)


def test_a_problem_of_the_map_without_an_exercise_is_named(bench):
    _, found = bench.change_file(CHECKS, 'slug="ransom-note"', 'slug="ransom"')
    assert any("the map sets the problem `ransom-note` with this lesson" in text for text in found)


def test_a_well_known_problem_keeps_its_functions_name(bench):
    _, found = bench.change_file(CHECKS, 'function="ransom_note"', 'function="can_write"')
    assert any("`ransom-note` asks for `can_write`" in text for text in found)


def test_an_answer_that_is_not_marked_is_named_with_its_exercise(bench):
    number, _ = bench.place(SOLUTION, "def ransom_note")

    def change(cell: dict) -> None:
        text = notebooks.source(cell)
        cell["source"] = text.replace("    ### BEGIN SOLUTION\n", "").replace(
            "\n    ### END SOLUTION", ""
        )

    found = bench.edit(SOLUTION, number, change)
    assert any(
        "no `### BEGIN SOLUTION` in the section that checks `two-sum/ransom" in t for t in found
    )


def test_faulty_markers_are_named_by_the_lint_too(bench):
    number = bench.place(SOLUTION, "### END SOLUTION")[0]
    found = bench.replace(SOLUTION, "### END SOLUTION", "### END")
    assert any(
        f"{SOLUTION}: cell {number}, line " in text and "never closed" in text for text in found
    )


def test_a_solution_that_does_not_lead_back_is_named(bench):
    found = bench.replace(SOLUTION, "../../notebooks/day01/dsa-two-sum.ipynb", "dsa-two-sum.ipynb")
    assert any(f"{SOLUTION}: cell 1: the first cell does not link the lesson" in t for t in found)


def test_a_checks_module_that_is_not_python_is_named(bench):
    line, found = bench.change_file(CHECKS, "EXERCISES = [", "EXERCISES = [[")
    assert any(text.startswith(f"{CHECKS}: line {line}: not Python") for text in found)


# Other tracks, files and calls


def test_a_diagram_is_asked_for_in_the_form_that_all_tools_draw(bench):
    lesson = bench.course.lesson("classification-pipeline")
    scaffold.new(bench.course, lesson)
    path = lesson.notebook.as_posix()
    assert not any("mermaid" in text for text in bench.new(path))
    bench.replace(path, "```mermaid", "```{mermaid}")
    assert any("draw only that form" in text for text in bench.new(path))
    bench.replace(path, "```{mermaid}", "```text")
    message = "no diagram; draw the architecture in a ```` ```mermaid ```` fence"
    assert f"{path}: {message}" in bench.new(path)


def test_a_speech_lesson_without_a_player_is_named(bench):
    lesson = bench.course.lesson("voice-activity-detection")
    scaffold.new(bench.course, lesson)
    assert any("nothing can be heard" in text for text in bench.new(lesson.notebook))


def test_a_broken_notebook_does_not_hide_the_others(bench):
    (bench.course.root / LESSON).write_text("{\n<<<<<<< HEAD\n")
    bench.replace(SOLUTION, "# Two Sum: solutions", "# Two Sum")
    found = bench.new()
    assert any(text.startswith(f"{LESSON}: line 2: a merge conflict's marker") for text in found)
    assert any("must be headed `# Two Sum: solutions`" in text for text in found)


def test_a_notebook_that_the_map_does_not_know_is_named(bench):
    stray = Path("notebooks/day01/dsa-three-sum.ipynb")
    notebooks.write(bench.course.root / stray, {"cells": [], "metadata": {}})
    assert bench.new(stray) == [
        f"{stray}: no lesson in curriculum.yml is called 'dsa-three-sum'; move or rename the "
        "file, or mend the map."
    ]


def test_the_command_prints_findings_and_fails(bench, monkeypatch, capsys):
    monkeypatch.chdir(bench.course.root)
    monkeypatch.delenv("DAYBYDAY_COURSE", raising=False)
    bench.replace(LESSON, "## In production", "## Production")
    assert main(["lint", "notebooks/day01/dsa-two-sum.ipynb"]) == 1
    shown = capsys.readouterr()
    assert f"{LESSON}: the section `## In production` is missing" in shown.out
    assert "errors" in shown.err
    assert main(["lint", "/etc"]) == 2
    assert "lies outside the course" in capsys.readouterr().err


def test_what_new_makes_fails_the_lint(bench):
    for slug in ("valid-parentheses", "classification-pipeline", "voice-activity-detection"):
        lesson = bench.course.lesson(slug)
        scaffold.new(bench.course, lesson)
        for path in (lesson.notebook, lesson.solution):
            errors = [f for f in lint(bench.course, [path]) if f.level == "error"]
            assert any("a TODO is left" in finding.message for finding in errors), path
