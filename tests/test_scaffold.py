"""`daybyday new`: all files of a lesson, never over one that is there."""

import ast

import pytest

from daybyday import notebooks, scaffold
from daybyday.cli import main
from daybyday.errors import CourseError
from daybyday.lint import lint
from daybyday.outlines import OUTLINES
from daybyday.syncing import sync


@pytest.mark.parametrize(
    "slug", ["valid-parentheses", "classification-pipeline", "voice-activity-detection"]
)
def test_a_new_lesson_has_all_files_and_is_in_normal_form(course_copy, slug):
    lesson = course_copy.lesson(slug)
    made = scaffold.new(course_copy, lesson)
    assert made.written[:5] == list(lesson.files)
    assert sync(course_copy, [lesson.notebook, lesson.solution], write=False).changed == []
    headings = [
        text
        for cell in notebooks.read(course_copy.root / lesson.notebook)["cells"]
        for _, level, text in notebooks.headings(cell)
        if level == 2
    ]
    outline = OUTLINES[lesson.track]
    assert [text for text in headings if "TODO" not in text] == list(outline.fixed)
    assert len(headings) == len(outline.fixed) + len(outline.own)
    # The outline is complete: what the lint misses is the author's part.
    said = [finding.message for finding in lint(course_copy, [lesson.notebook])]
    assert not [text for text in said if "the section" in text or "sections of" in text]


def test_a_dsa_lesson_gets_each_problem_of_the_map_and_one_on_its_own_code(course_copy):
    lesson = course_copy.lesson("container-with-most-water")
    scaffold.new(course_copy, lesson)
    solution = notebooks.read(course_copy.root / lesson.solution)
    text = "\n".join(map(notebooks.source, solution["cells"]))
    for slug in lesson.exercises:
        assert f'check("container-with-most-water/{slug}", ' in text
    assert "def three_sum(" in text
    assert 'check("container-with-most-water/todo-own-code"' in text
    module = ast.parse((course_copy.root / lesson.checks).read_text())
    slugs = [
        word.value.value
        for node in ast.walk(module)
        if isinstance(node, ast.Call)
        for word in node.keywords
        if word.arg == "slug"
    ]
    assert slugs == [*lesson.exercises, "todo-own-code"]


def test_a_file_that_is_there_is_never_touched(course_copy):
    lesson = course_copy.lesson("valid-parentheses")
    solution = course_copy.root / lesson.solution
    solution.parent.mkdir()
    shown = course_copy.root / course_copy.lesson("two-sum").solution
    solution.write_text(shown.read_text())
    made = scaffold.new(course_copy, lesson)
    assert made.left_alone == [lesson.solution]
    assert lesson.exercise in made.written
    assert solution.read_text() == shown.read_text()
    exercise = (course_copy.root / lesson.exercise).read_text()
    assert "contains_duplicate" in exercise  # derived from the solution that was there


def test_a_lesson_that_is_complete_is_refused(course_copy):
    lesson = course_copy.lesson("two-sum")
    before = {path: (course_copy.root / path).read_text() for path in lesson.files}
    with pytest.raises(CourseError, match="there already, none was touched"):
        scaffold.new(course_copy, lesson)
    assert {path: (course_copy.root / path).read_text() for path in lesson.files} == before


def test_the_command_names_the_files_and_the_nearest_slug(course_copy, monkeypatch, capsys):
    monkeypatch.chdir(course_copy.root)
    monkeypatch.delenv("DAYBYDAY_COURSE", raising=False)
    assert main(["new", "valid-parenthesis"]) == 2
    assert "Did you mean valid-parentheses" in capsys.readouterr().err
    assert main(["new", "valid-parentheses"]) == 0
    assert "src/daybyday/checks/day02/__init__.py: written" in capsys.readouterr().out
    assert main(["new", "valid-parentheses"]) == 1
