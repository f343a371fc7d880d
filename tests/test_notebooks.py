"""Notebooks: reading with clear errors, the normal form, sentences, derived exercises."""

import json
import os
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from daybyday import notebooks
from daybyday.deriving import BEGIN, END, derive_exercise
from daybyday.errors import CourseError
from daybyday.findings import FaultyFile
from daybyday.sentences import one_sentence_a_line


def markdown(text: str, **metadata) -> dict:
    return {"cell_type": "markdown", "metadata": metadata, "source": text}


def code(text: str, **metadata) -> dict:
    return {"cell_type": "code", "metadata": metadata, "source": text, "outputs": []}


def book(*cells: dict, **metadata) -> dict:
    return {"cells": list(cells), "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}


def said(action) -> str:
    """What the `FaultyFile` that an action raises says."""
    with pytest.raises(FaultyFile) as caught:
        action()
    return str(caught.value)


# Reading


def test_a_missing_notebook_is_named(tmp_path):
    assert "x.ipynb: there is no such notebook" in said(
        lambda: notebooks.read(tmp_path / "x.ipynb")
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "n.ipynb: line 1: not JSON"),
        ('{"cells": [],\n "metadata": {},,\n', "n.ipynb: line 2: not JSON"),
        ('{\n<<<<<<< HEAD\n "a": 1\n=======\n', "n.ipynb: line 2: a merge conflict's marker"),
        ("[1, 2]", "n.ipynb: JSON, but not a notebook"),
        ('{"nbformat": 3, "worksheets": []}', "n.ipynb: nbformat 3, but the course uses 4"),
        ('{"nbformat": 4, "cells": {}}', "n.ipynb: `cells` is not a list"),
        ('{"nbformat": 4, "cells": [{}]}', "n.ipynb: cell 1: not a cell of type markdown"),
    ],
)
def test_what_is_no_notebook_says_where_and_what_to_do(tmp_path, text, message):
    (tmp_path / "n.ipynb").write_text(text)
    assert message in said(lambda: notebooks.read(tmp_path / "n.ipynb", "n.ipynb"))


def test_malformed_cells_are_all_named(tmp_path):
    cells = [code("1"), {**code("2"), "source": 5}, {**code("3"), "metadata": {"tags": "claim"}}]
    (tmp_path / "n.ipynb").write_text(json.dumps(book(*cells)))
    text = said(lambda: notebooks.read(tmp_path / "n.ipynb", "n.ipynb"))
    assert "n.ipynb: cell 2: its `source`" in text
    assert "n.ipynb: cell 3: its `metadata`" in text


def test_a_file_that_is_no_text_is_named(tmp_path):
    (tmp_path / "n.ipynb").write_bytes(b"\xff\xfe\x00")
    assert "not UTF-8" in said(lambda: notebooks.read(tmp_path / "n.ipynb"))


# The normal form


def test_outputs_counts_and_editors_notes_are_gone():
    cell = {
        **code("1", collapsed=True, tags=["timed", "claim", "claim"], vscode={"x": 1}),
        "execution_count": 7,
        "outputs": [{"output_type": "stream", "name": "stdout", "text": "secret"}],
    }
    made = notebooks.normal_form(book(cell, code("\n\n"), widgets={"a": 1}))
    assert made["metadata"] == {
        "kernelspec": notebooks.KERNELSPEC,
        "language_info": {"name": "python"},
    }
    assert made["cells"] == [
        {
            "cell_type": "code",
            "execution_count": None,
            "id": "start-1",
            "metadata": {"tags": ["claim", "timed"]},
            "outputs": [],
            "source": ["1"],
        }
    ]


def test_ids_come_from_the_section_and_stay_when_a_cell_comes_between():
    made = notebooks.normal_form(
        book(markdown("# Two Sum"), markdown("## What it costs"), code("1"), code("2"))
    )
    ids = [cell["id"] for cell in made["cells"]]
    assert ids == ["two-sum-1", "what-it-costs-1", "what-it-costs-2", "what-it-costs-3"]
    made["cells"].insert(3, code("1.5"))
    again = [cell["id"] for cell in notebooks.normal_form(made)["cells"]]
    assert again == [*ids[:3], "what-it-costs-4", ids[3]]


def test_ids_are_unique_and_of_the_formats_alphabet():
    headings = ["## Größe & Zahl", "## 日本", "## " + "long " * 40, "## A", "## a"]
    made = notebooks.normal_form(book(*(markdown(text) for text in headings * 2)))
    ids = [cell["id"] for cell in made["cells"]]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"[a-zA-Z0-9-_]{1,64}", name) for name in ids)


def test_a_heading_in_a_fence_opens_no_section():
    made = notebooks.normal_form(book(markdown("```\n## No section\n```"), code("1")))
    assert [cell["id"] for cell in made["cells"]] == ["start-1", "start-2"]


lines = st.text(st.sampled_from("aB .?#`$*-|>1\\\n\t[]()<é"), max_size=40)
cells = st.one_of(
    lines.map(markdown),
    lines.map(code),
    st.tuples(lines, st.lists(st.sampled_from(["claim", "solution"]))).map(
        lambda pair: code(pair[0], tags=pair[1])
    ),
    st.sampled_from([markdown("## One"), markdown("# Two\n\n## One")]),
)


@given(st.lists(cells, max_size=8))
@settings(max_examples=150, deadline=None)
def test_the_normal_form_of_a_normal_form_is_itself(some):
    once = notebooks.normal_form(book(*some))
    assert notebooks.text_of(notebooks.normal_form(once)) == notebooks.text_of(once)
    read_back = json.loads(notebooks.text_of(once))
    assert notebooks.text_of(notebooks.normal_form(read_back)) == notebooks.text_of(once)


def test_the_real_notebooks_are_valid_in_nbformat(course):
    """nbformat's own judge, on what sync wrote."""
    import nbformat

    for path in course.notebooks():
        if "day01" in path.parts:
            nbformat.validate(nbformat.read(course.root / path, as_version=4))


# Writing


def test_a_file_is_written_only_when_it_changes(tmp_path):
    file = tmp_path / "new" / "n.ipynb"
    assert notebooks.write(file, book(code("1")))
    stamp = file.stat().st_mtime_ns
    assert not notebooks.write(file, book(code("1")))
    assert file.stat().st_mtime_ns == stamp


def test_a_failed_write_leaves_the_old_file_whole(tmp_path, monkeypatch):
    file = tmp_path / "n.ipynb"
    notebooks.write(file, book(code("1")))
    before = file.read_bytes()

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(CourseError, match="No space left on device"):
        notebooks.write(file, book(code("2")))
    assert file.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["n.ipynb"]


# Sentences


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("One. Two.", "One.\nTwo."),
        ("One\ntwo. Three", "One two.\nThree"),
        ("Why? Because! Done…", "Why?\nBecause!\nDone…"),
        ("**Bold end.** Next.", "**Bold end.**\nNext."),
        ("(In brackets.) Next.", "(In brackets.)\nNext."),
        ("`x` ends. `Y` opens.", "`x` ends.\n`Y` opens."),
        ("So $a$. $b$ is next.", "So $a$.\n$b$ is next."),
        ("- One. Two\n  goes on.\n- Three.", "- One.\n  Two goes on.\n- Three."),
        ("1. One. Two.", "1. One.\n   Two."),
        ("> One. Two\n> goes on.", "> One.\n> Two goes on."),
        ("One.  \nTwo, hard broken.", "One.  \nTwo, hard broken."),
        (":::{note}\n:class: x\nOne. Two.\n:::", ":::{note}\n:class: x\nOne.\nTwo.\n:::"),
    ],
)
def test_each_sentence_has_its_line(text, wanted):
    assert one_sentence_a_line(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "It is fast, e.g. Python, i.e. CPython, vs. Java, cf. C.",
        "See Fig. 3, Eq. 4, Sec. 2.1 and p. 7 of D. E. Knuth et al. There.",
        "It takes 3.5 of 10.25 units in version 3.11 of it.",
        "A [link. With stop](x.md) and `code. With stop` and $f. G$ and <b title='x. Y'>z</b>.",
        "A {cite:t}`knuth1998sorting. X` stays.",
        "# A heading. With two sentences",
        "| a. B | c |\n|---|---|\n| D. E | f |",
        "a. B | c\n--- | ---\nD. E | f",
        "```python\nx = 1. Y = 2\n```",
        "$$\na. B\n$$",
        "<div>\nOne. Two.\n</div>",
        "    code. By indent",
        "A heading. Underlined\n===",
        "The numbers are\n\n- 1. 2 and\n- 3.",
        "What follows is not a list: a. - b.",
    ],
)
def test_what_is_one_line_stays_one(text):
    assert one_sentence_a_line(text) == text


def test_the_answer_no_ends_a_sentence_and_a_number_does_not():
    assert one_sentence_a_line("The answer is no. Then it ends.").count("\n") == 1
    assert one_sentence_a_line("Symphony no. 5 ends.").count("\n") == 0


def test_an_author_may_end_a_sentence_after_an_initial():
    assert one_sentence_a_line("We go on to plan B.\nThe end.") == "We go on to plan B.\nThe end."


PIECES = """
One two. three. `a. B` $x$. e.g. Fig. 3 **Bold.** [l. K](x.md) 5. - > | # * (See.) no. <b>. A. B.
et al. ends --- === 2) x? 1. ```
"""
pieces = st.sampled_from([*PIECES.split(), "\n", "\n\n", "\n- ", "\n  ", "\n     ", "  \n", "\n> "])


def rendered(text: str) -> str:
    """The page that a markdown text gives, with white space in it and around code alike."""
    page = MarkdownIt("commonmark").enable("table").render(text)
    return re.sub(r"\s*(</?code>)\s*", r"\1", re.sub(r"\s+", " ", page))


@given(st.lists(pieces, max_size=25).map(" ".join))
@settings(max_examples=300, deadline=None)
def test_breaking_lines_changes_no_page(text):
    made = one_sentence_a_line(text)
    assert one_sentence_a_line(made) == made
    assert rendered(made) == rendered(text.rstrip())


# Exercises from solutions

ANSWER = f"def f(x):\n    {BEGIN}\n    return SECRET\n    {END}\n"
START = code("from daybyday import check")


def derive(*cells: dict) -> dict:
    return derive_exercise(notebooks.normal_form(book(*cells)), "s.ipynb")


def test_the_answer_gives_way_to_a_todo_at_its_indentation():
    text = (
        f"class A:\n    def f(self):\n        {BEGIN}\n        return 1\n        {END}\n\n    x = 1"
    )
    made = derive(markdown("# A: solutions"), START, code(text), markdown("why", tags=["solution"]))
    sources = [notebooks.source(cell) for cell in made["cells"]]
    assert sources == [
        "# A: exercises",
        "from daybyday import Todo, check",
        "class A:\n    def f(self):\n        raise Todo\n\n    x = 1",
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("x = 1", "s.ipynb: no answer is marked"),
        (
            f"def f():\n    {BEGIN}\n    return 1",
            "cell 2, line 2: `### BEGIN SOLUTION` is never",
        ),
        (
            f"def f():\n    return 1\n    {END}",
            "cell 2, line 3: `### END SOLUTION` without",
        ),
        (
            f"def f():\n    {BEGIN}\n    x = 1\n    {BEGIN}\n    {END}\n    {END}",
            "s.ipynb: cell 2, line 4: `### BEGIN SOLUTION` inside the block that line 2 opens",
        ),
        (
            "def f():\n    # begin solution\n    return 1",
            "cell 2, line 2: `# begin solution` is",
        ),
        (
            "def f():\n    ###BEGIN SOLUTION\n    return 1",
            "cell 2, line 2: `###BEGIN SOLUTION` is",
        ),
        (f"{BEGIN}\nx = 1\n{END}", "s.ipynb: cell 2, line 1: an answer outside of any function"),
        (
            f"def f():\n    {BEGIN}\n    if x:\n    {END}\n        return 1",
            "s.ipynb: cell 2, line 5: without its answer the cell is not Python",
        ),
    ],
)
def test_a_solution_without_proper_markers_says_where(text, message):
    assert message in said(lambda: derive(START, code(text)))


def test_a_solution_that_imports_nothing_of_the_course_is_told():
    assert "no code cell has `from daybyday import check`" in said(lambda: derive(code(ANSWER)))


def test_an_unclosed_block_does_not_swallow_the_faults_after_it():
    text = said(lambda: derive(START, code(f"def f():\n    {BEGIN}"), code(f"    {END}")))
    assert "cell 2, line 2" in text
    assert "cell 3, line 1" in text


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["", "    "]),
            st.lists(st.sampled_from(["return SECRET", "x = SECRET", "", "# SECRET"]), min_size=1),
            st.booleans(),
        ),
        min_size=1,
        max_size=4,
    )
)
@settings(max_examples=60, deadline=None)
def test_no_line_of_an_answer_is_left(blocks):
    made_cells = [START]
    for number, (indent, answer, hidden) in enumerate(blocks):
        body = "\n".join(f"{indent}    {line}" for line in [BEGIN, *answer, END])
        head = f"class C{number}:\n" if indent else ""
        made_cells.append(code(f"{head}{indent}def f{number}():\n{body}"))
        if hidden:
            made_cells.append(markdown("Because of SECRET.", tags=["solution"]))
    made = derive(*made_cells)
    text = notebooks.text_of(notebooks.normal_form(made))
    assert "SECRET" not in text
    assert text.count("raise Todo") == len(blocks)
    assert BEGIN not in text
    assert END not in text


def test_deriving_leaves_the_solution_as_it_is():
    solution = notebooks.normal_form(book(markdown("# A: solutions"), START, code(ANSWER)))
    before = notebooks.text_of(solution)
    derive_exercise(solution, "s.ipynb")
    assert notebooks.text_of(solution) == before


def test_the_real_exercises_hold_no_answer(course):
    for path in course.notebooks(trees=("exercises",)):
        text = Path(course.root / path).read_text()
        assert BEGIN not in text
        assert "raise Todo" in text
