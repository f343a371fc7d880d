"""The gate itself: it passes a good exercise and fails a weak one, naming what is weak."""

import dataclasses
import json

import nbformat
import pytest
import sample

from daybyday.checking import Case, Misconception, Wrong, gate
from daybyday.errors import CourseError

GOOD = dataclasses.replace(sample.EXERCISES[0], lesson="sample")
HEADER = "from daybyday import Todo, check"
SOLUTION = '''def has_twin(nums):
    """Return whether a number occurs twice."""
    ### BEGIN SOLUTION
    seen = set()
    for number in nums:
        if number in seen:
            return True
        seen.add(number)
    return False
    ### END SOLUTION'''
STUB = 'def has_twin(nums):\n    """Return whether a number occurs twice."""\n    raise Todo'
CHECK = 'check("sample/has-twin", has_twin)'


def by_sorting(nums):
    ordered = sorted(nums)
    return any(ordered[i] == ordered[i + 1] for i in range(len(ordered) - 1))


MATERIAL = gate.Material(
    wrong=[Wrong("always", lambda nums: True, words="An empty list")], right=[by_sorting]
)


@pytest.fixture
def tried(tmp_path):
    """Try an exercise with given cells and material; gives the trial."""

    def write(name, cells):
        notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(c) for c in cells])
        nbformat.write(notebook, tmp_path / name)
        return tmp_path / name

    def run(exercise=GOOD, solution=SOLUTION, stub=STUB, material=MATERIAL, check=CHECK):
        return gate.try_exercise(
            exercise,
            write("solution.ipynb", [HEADER, solution, check]),
            write("stub.ipynb", [HEADER, stub, CHECK]),
            material,
            strict=True,
        )

    return run


def test_a_good_exercise_passes_with_its_figures(tried):
    trial = tried()
    assert trial.faults == []
    assert trial.wrong == ["only-neighbours", "all-pairs", "always"]
    assert trial.mutants == trial.killed == 8
    assert trial.right == 1
    assert 0 < trial.steps <= gate.BUDGET_SHARE * trial.allowed


WEAK = [
    # one fixed case, nothing generated: what looks only at neighbours or drops a line gets through
    (
        {"cases": [Case([1, 1], gives=True)], "generated": None, "misconceptions": ()},
        ["no generated cases", "1 wrong answers"],
    ),
    # an oracle that is wrong itself
    ({"oracle": lambda nums: bool(nums)}, ["the oracle answers True", "reference does not pass"]),
    ({"hints": ("one",)}, ["1 hints"]),
    ({"why": " "}, ["no `why`"]),
    ({"cases": []}, ["no fixed cases"]),
    # a budget without room for another Python
    (
        {"budget": dataclasses.replace(GOOD.budget, per=5.1)},
        ["leave room, raise `per`"],
    ),
    ({"budget": dataclasses.replace(GOOD.budget, per=1)}, ["reference does not pass"]),
    # a misconception whose sentence nobody would get
    (
        {
            "misconceptions": [
                Misconception("rightly", by_sorting, "It is right."),
                Misconception("always", lambda nums: True, "Not always."),
                Misconception("truly", lambda nums: True, "Never told."),
            ]
        },
        ["`rightly` should be 'wrong', but is 'passed'", "`truly` is not told 'Never told.'"],
    ),
]


@pytest.mark.parametrize(("parts", "faults"), WEAK)
def test_a_weak_exercise_fails_and_it_is_said_why(tried, parts, faults):
    text = "\n".join(tried(exercise=dataclasses.replace(GOOD, **parts)).faults)
    for words in faults:
        assert words in text, text


def test_an_exercise_with_weak_cases_lets_mutants_pass(tried):
    weak = dataclasses.replace(
        GOOD,
        cases=[Case([1, 1], gives=True), Case([], gives=False)],
        generated=lambda st: (st.just([1, 1]),),
        budget=None,
        misconceptions=[Misconception("never", lambda nums: False, "Sometimes.")],
    )
    crashes = Wrong("crashes", lambda nums: nums[9], verdict="crashed")
    slow = Wrong("none", lambda nums: None)
    material = gate.Material(wrong=[crashes, slow], right=[by_sorting])
    trial = tried(exercise=weak, material=material)
    assert trial.survivors
    assert "mutants of the reference pass" in "\n".join(trial.faults)
    listed = dict.fromkeys(trial.survivors, "no case tells them apart")
    trial = tried(exercise=weak, material=dataclasses.replace(material, equivalent=listed))
    assert trial.faults == []
    assert trial.equivalent == listed


def test_a_listed_mutant_that_does_not_survive_is_stale(tried):
    material = dataclasses.replace(MATERIAL, equivalent={"line 99: gone": "some old reason here"})
    assert "no survivor: ['line 99: gone']" in "\n".join(tried(material=material).faults)


def test_answers_that_do_not_do_what_they_should(tried):
    material = gate.Material(
        wrong=[Wrong("always", lambda nums: True, words="not said"), Wrong("odd", len, "odd")],
        right=[lambda nums: False],
    )
    text = "\n".join(tried(material=material).faults)
    assert "`<lambda>` does not pass" in text
    assert "`always` is not told 'not said'" in text
    assert "'odd', which is no verdict" in text
    assert "no other right answer" in "\n".join(tried(material=gate.Material()).faults)


def test_notebooks_that_do_not_hold_what_they_should(tried):
    assert "the untouched exercise is 'passed'" in "\n".join(tried(stub=SOLUTION).faults)
    assert "no mutants: are its markers" in "\n".join(
        tried(solution=SOLUTION.replace("### ", "# ")).faults
    )
    assert "no cell has `check(" in "\n".join(tried(check="check('sample/other', has_twin)").faults)
    assert "no cell defines `has_twin`" in "\n".join(tried(solution="x = 1").faults)
    assert "ZeroDivisionError" in "\n".join(tried(solution=SOLUTION + "\n1 / 0").faults)


def test_the_table_is_kept_by_id(tried, tmp_path, monkeypatch):
    monkeypatch.setattr(gate.registry, "everything", lambda: [GOOD])
    trial = tried()
    file = gate.save([trial], tmp_path)
    trial.right = 7
    gate.save([trial], tmp_path)
    [row] = json.loads(file.read_text())
    assert row["id"] == "sample/has-twin"
    assert row["right"] == 7
    assert row["killed"] == 8
    assert "8/8" in gate.table_lines([row])[1]


def test_wrong_answers_of_no_exercise_are_refused(tmp_path):
    from daybyday.checking import registry

    exercise = registry.find("two-sum/contains-duplicate")
    folder = tmp_path / "tests" / "wrong_answers" / "day01"
    with pytest.raises(CourseError, match="it is missing"):
        gate.material_of(exercise, tmp_path)
    folder.mkdir(parents=True)
    (folder / "dsa_two_sum.py").write_text("WRONG = {'contains-duplicates': []}")
    with pytest.raises(CourseError, match="no exercise of the lesson"):
        gate.material_of(exercise, tmp_path)
