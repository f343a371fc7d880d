"""The map: what it gives, and that each of its rules names the fault's line and remedy."""

import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from conftest import ROOT

from daybyday import curriculum
from daybyday.errors import CourseError
from daybyday.findings import FaultyFile

MAP, PROBLEMS = "curriculum.yml", "interview-lists.yml"


@pytest.fixture
def maps(tmp_path: Path) -> Path:
    """A folder with copies of the two files of the map."""
    for name in (MAP, PROBLEMS):
        shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


def faults(folder: Path) -> list[str]:
    """What loading the map says, a line for each fault."""
    with pytest.raises(FaultyFile) as caught:
        curriculum.load(folder)
    return str(caught.value).split("\n")


def substitute(file: Path, old: str, new: str) -> int:
    """Replace the one place where `old` stands and return its line."""
    text = file.read_text()
    assert text.count(old) >= 1, old
    file.write_text(text.replace(old, new, 1))
    return text[: text.index(old)].count("\n") + 1


def test_the_map_is_whole(course):
    assert len(course.days) == 60
    assert len(course.lessons) == 180
    assert [len(week.days) for week in course.weeks] == [7] * 8 + [4]
    assert Counter(lesson.track for lesson in course.lessons) == {"dsa": 60, "ml": 60, "speech": 60}
    assert len(course.problems) == 171
    roles = Counter(problem.role for problem in course.problems)
    assert roles["lesson"] == 60


def test_a_lesson_knows_its_files(course):
    lesson = course.lesson("two-sum")
    assert course.lesson("dsa-two-sum") is lesson
    assert [path.as_posix() for path in lesson.files] == [
        "notebooks/day01/dsa-two-sum.ipynb",
        "solutions/day01/dsa-two-sum.ipynb",
        "exercises/day01/dsa-two-sum.ipynb",
        "src/daybyday/checks/day01/dsa_two_sum.py",
        "tests/wrong_answers/day01/dsa_two_sum.py",
    ]
    for path in lesson.files[:3]:
        assert course.lesson_of(path) is lesson
    assert course.lesson_of("work/day01/dsa-two-sum.ipynb") is lesson
    assert [p.slug for p in course.problems_of(lesson)] == [lesson.leetcode, *lesson.exercises]


def test_published_is_what_has_a_notebook(course_copy):
    lesson = course_copy.lesson("valid-parentheses")
    before = course_copy.published
    (course_copy.root / lesson.notebook).parent.mkdir()
    (course_copy.root / lesson.notebook).write_text("{}")
    assert [new for new in course_copy.published if new not in before] == [lesson]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("slug: valid-parentheses\n", "slug: two-sum\n", "`two-sum` is taken"),
        ("  - week: 2\n", "  - week: 3\n", "week 3 comes in place 2"),
        ("first_day: 8", "first_day: 9", "`first_day` is 9, but week 2's days are 8 to 14"),
        ("last_day: 14", "last_day: 15", "write 14"),
        ("      - day: 2\n", "      - day: 4\n", "day 4 stands where day 2 must"),
        ("      - day: 60\n", "      - day: 61\n", "stands where day 60 must"),
        ("          - day: 2\n", "          - day: 3\n", "`valid-parentheses` says day 3"),
        ('"nlp"', '"nlps"', "the tag `nlps` is spelled `nlp` elsewhere"),
        ('["hash-map", "complement', '["hashmap", "complement', "`hashmap` is spelled `hash-map`"),
        ('["hash-map", "complement', '["Hash Map", "complement', "lower-case words"),
        ('["stack", "matching",', '["stack", "stack",', "`stack` twice"),
        ('focus_area: "Hash Tables"', 'focus_area: "Hash Table"', "did you mean 'Hash Tables'"),
        ('also_covers: ["Arrays"]', 'also_covers: ["Hash Tables"]', "named twice"),
        ('prerequisites: ["two-sum"]', 'prerequisites: ["two-sums"]', "did you mean `two-sum`"),
        ('prerequisites: ["two-sum"]', 'prerequisites: ["lfu-cache"]', "on day 60, not before"),
        ('prerequisites: ["two-sum"]', 'prerequisites: ["two-sum", "two-sum"]', "named twice"),
        ("difficulty: easy", "difficulty: simple", "must be one of: easy, medium, hard"),
        ("            measured: ", "            measures: ", "did you mean `measured`"),
        ("            leetcode: two-sum\n", "            leetcode: 3\n", "is 3; it must be lower"),
        ("            leetcode: two-sum\n", "            leetcode: new-sum\n", "not in interview"),
        ('exercises: ["contains-duplicate", ', 'exercises: ["two-sum", ', "belongs to `two-sum`"),
        ("version: 1", "version: 2", "it must be one of: 1"),
    ],
)
def test_a_fault_of_the_map_names_line_and_remedy(maps, old, new, message):
    line = substitute(maps / MAP, old, new)
    found = [text for text in faults(maps) if message in text]
    assert any(text.startswith(f"{MAP}: line {line}: ") for text in found), faults(maps)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('slug: "ransom-note"', 'slug: "two-sum"', "`two-sum` is listed already in line"),
        ("lesson: two-sum, as: exercise", "lesson: two-sums, as: exercise", "did you mean"),
        ("lesson: two-sum, as: exercise", "lesson: lfu-cache, as: exercise", "does not name it"),
        ("as: lesson,", "as: exercise,", "the exercise of `two-sum`, whose `exercises`"),
        ("as: lesson,", "as: task,", "must be one of: lesson, exercise"),
        ('pattern: "Arrays & Hashing"', 'pattern: "Arrays"', "must be one of: Arrays & Hashing"),
        ("difficulty: easy", "difficulty: hard", "is hard here and easy in curriculum.yml"),
        ("lists: [grind75]", "lists: [grind75, grind75]", "twice"),
        ("lists: [grind75]", "lists: [grind57]", "must be one of: blind75"),
    ],
)
def test_a_fault_of_the_problems_names_line_and_remedy(maps, old, new, message):
    line = substitute(maps / PROBLEMS, old, new)
    found = [text for text in faults(maps) if message in text]
    assert any(text.startswith(f"{PROBLEMS}: line {line}: ") for text in found), faults(maps)


def test_a_problem_missing_from_a_list_is_counted(maps):
    substitute(maps / PROBLEMS, "lists: [grind75]", "lists: []")
    assert "74 problems say they are in `grind75`, which has 75" in faults(maps)[0]


def test_a_day_with_two_tracks_is_named(maps):
    text = (maps / MAP).read_text()
    start = text.index("          - day: 1\n            track: ml")
    end = text.index("          - day: 1\n            track: speech")
    (maps / MAP).write_text(text[:start] + text[end:])
    assert any("day 1 has the tracks dsa, speech" in fault for fault in faults(maps))


def test_a_missing_entry_is_named_with_its_lesson(maps):
    line = substitute(
        maps / MAP, "          - day: 1\n            track: dsa\n", "          - day: 1\n"
    )
    assert f"{MAP}: line {line}: `weeks.1.days.1.lessons.1` lacks `track`; add it" in faults(maps)


def test_all_faults_are_reported_at_once(maps):
    substitute(maps / MAP, "slug: valid-parentheses\n", "slug: two-sum\n")
    substitute(maps / MAP, 'focus_area: "Stacks"', 'focus_area: "Piles"')
    substitute(maps / PROBLEMS, 'slug: "ransom-note"', 'slug: "two-sum"')
    text = "\n".join(faults(maps))
    for part in ("is taken by", "'Piles' is no focus area", "is listed already"):
        assert part in text


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("    title: ", "    title: [", "not YAML"),
        ("version: 1", "version: 1\nversion: 1", "`version` is given twice"),
        ("version: 1", "version: &one 1\nother: *one", "an alias"),
        ("version: 1", "<<<<<<< HEAD\nversion: 1", "merge conflict"),
    ],
)
def test_what_is_no_plain_yaml_is_named(maps, old, new, message):
    substitute(maps / MAP, old, new)
    found = [text for text in faults(maps) if message in text]
    assert found
    assert re.match(rf"{MAP}: line \d+: ", found[0])


def test_an_empty_map_or_none_is_named(maps):
    (maps / MAP).write_text("")
    assert "must be of type object" in faults(maps)[0]
    (maps / MAP).unlink()
    assert faults(maps)[0] == f"{MAP}: there is no such file; restore it"


def test_names_that_do_not_exist_suggest_the_nearest(course):
    with pytest.raises(CourseError, match="Did you mean two-sum"):
        course.lesson("two-sun")
    with pytest.raises(CourseError, match="days 1 to 60"):
        course.day(61)
    with pytest.raises(CourseError, match=r"no lesson in curriculum\.yml is called 'dsa-tow-sum'"):
        course.lesson_of("notebooks/day01/dsa-tow-sum.ipynb")
    with pytest.raises(CourseError, match=r"the map has it at notebooks/day01/dsa-two-sum\.ipynb"):
        course.lesson_of("notebooks/day02/dsa-two-sum.ipynb")


def test_a_path_outside_the_course_is_refused(course_copy, tmp_path_factory, monkeypatch):
    monkeypatch.chdir(course_copy.root / "notebooks")
    assert course_copy.relative("day01").as_posix() == "notebooks/day01"
    assert course_copy.relative("solutions/day01").as_posix() == "solutions/day01"
    with pytest.raises(CourseError, match="lies outside the course"):
        course_copy.relative(tmp_path_factory.mktemp("other"))
    with pytest.raises(CourseError, match="no such file"):
        course_copy.relative("day99")
    with pytest.raises(CourseError, match="is not a notebook"):
        course_copy.notebooks([course_copy.root / MAP])


def test_notebooks_come_in_the_order_of_the_course(course_copy):
    names = [path.parts[0] for path in course_copy.notebooks() if path.stem == "dsa-two-sum"]
    assert names == ["notebooks", "solutions", "exercises"]


def test_the_course_is_found_from_below_and_by_the_environment(
    course_copy, tmp_path_factory, monkeypatch
):
    monkeypatch.delenv("DAYBYDAY_COURSE", raising=False)
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    assert curriculum.find_root(course_copy.root / "notebooks" / "day01") == course_copy.root
    monkeypatch.chdir(elsewhere)
    assert curriculum.find_root() == ROOT  # the checkout that the package comes from
    monkeypatch.setenv("DAYBYDAY_COURSE", str(course_copy.root))
    assert curriculum.find_root() == course_copy.root
    monkeypatch.setenv("DAYBYDAY_COURSE", str(elsewhere))
    with pytest.raises(CourseError, match="DAYBYDAY_COURSE names"):
        curriculum.find_root()


def test_loading_needs_none_of_the_slow_libraries():
    """A command that only reads the map must not pay for importing what the notebooks use."""
    code = (
        "import sys; from daybyday import curriculum; curriculum.load()\n"
        "print([m for m in ('jsonschema', 'nbformat', 'numpy', 'sphinx') if m in sys.modules])"
    )
    shown = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert shown.stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("slug", "name"),
    [("3sum", "three_sum"), ("01-matrix", "zero_one_matrix"), ("ransom-note", "ransom_note")],
)
def test_the_function_of_a_problem_has_its_name(slug, name):
    assert curriculum.function_name(slug) == name
