"""Counts are the same each time and on each supported Python, and grow as the cost does."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from daybyday.counting import CountedInt, StepLimit, count_steps, counted, counting_lines, plain

SOURCE = Path(__file__).parents[2] / "src"


def loops(values):
    total = 0
    for value in values:
        if value > 3:
            total += 1
        else:
            total -= 1
    return total


def comprehends(values):
    return [value * 2 for value in values]


def comprehends_twice(values):
    return {a: [b for b in values] for a in values}  # noqa: C416


def generates(values):
    return sum(value for value in values)


def recurses(values, place=0):
    if place == len(values):
        return 0
    return values[place] + recurses(values, place + 1)


def tries(values):
    for value in values:
        try:
            if value == 3:
                raise ValueError
        except ValueError:
            continue
        finally:
            value = 1
    return value


def while_in_one_line(values):
    place = 0
    while place < len(values): place += 1  # noqa: E701  # fmt: skip
    return place


def helps(values):
    return [doubled(value) for value in values]


def doubled(value):
    return value * 2


def sorts(values):
    return sorted(values, key=lambda value: -value)


def matches(values):
    found = 0
    for value in values:
        match value:
            case 1:
                found += 1
            case 2 | 3:
                found += 2
    return found


def looks_up(values):
    seen = set()
    for value in values:
        if value in seen:
            return True
        seen.add(value)
    return False


def searches(values):
    return any(value in values[:place] for place, value in enumerate(values))


# (function, lines, comparisons, hashes) for [1, 2, 3, 4, 5, 6]; the same on 3.11, 3.12 and 3.13.
KNOWN = [
    (loops, 21, 6, 0),
    (comprehends, 7, 0, 0),
    (comprehends_twice, 43, 0, 6),
    (generates, 8, 0, 0),
    (recurses, 14, 0, 0),
    (tries, 29, 6, 0),
    (while_in_one_line, 8, 0, 0),
    (helps, 13, 0, 0),
    (sorts, 7, 5, 0),
    (matches, 29, 15, 0),
    (looks_up, 21, 0, 12),
    (searches, 8, 15, 0),
]


def table():
    """The counts of all functions, as text."""
    rows = []
    for function, *_ in KNOWN:
        seen = count_steps(function, [1, 2, 3, 4, 5, 6])
        rows.append((function.__name__, seen.lines, seen.comparisons, seen.hashes))
    return rows


def test_counts_are_known():
    assert table() == [(f.__name__, *counts) for f, *counts in KNOWN]


@pytest.mark.parametrize("version", ["3.11", "3.12", "3.13"])
def test_counts_are_the_same_on_other_pythons(version, tmp_path):
    python = shutil.which(f"python{version}")
    if python is None or subprocess.run([python, "-c", ""], capture_output=True).returncode:
        pytest.skip(f"there is no Python {version} here")
    # Only the functions above: the other Python need not have pytest.
    text = Path(__file__).read_text(encoding="utf-8").partition("\ndef test_")[0]
    text = text.replace("import pytest\n", "")
    (tmp_path / "counts.py").write_text(text + "\nprint(table())\n")
    done = subprocess.run(
        [python, tmp_path / "counts.py"],
        env={"PYTHONPATH": str(SOURCE)},
        capture_output=True,
        text=True,
    )
    assert done.stdout.strip() == repr(table()), done.stderr


def test_lines_of_libraries_are_not_counted():
    import textwrap

    def wraps(text):
        return textwrap.fill(text, 10)

    assert count_steps(wraps, "a word " * 50).lines == 1


def test_work_inside_c_is_counted_by_its_elements():
    def scans(values):
        return -1 in values

    def counts(text):
        return text.count("x")

    small, large = count_steps(scans, list(range(100))), count_steps(scans, list(range(1000)))
    assert (small.lines, large.lines) == (1, 1)
    assert (small.comparisons, large.comparisons) == (100, 1000)
    assert count_steps(counts, "abc" * 10).comparisons == 30


def test_what_is_computed_from_elements_counts_too():
    def two_sum(values, target):
        seen = {}
        for place, value in enumerate(values):
            if target - value in seen:
                return [seen[target - value], place]
            seen[value] = place
        return None

    assert count_steps(two_sum, [5, 6, 7, 8], -1).hashes == 8
    seen = count_steps(two_sum, [2, 7], 9)
    assert seen.result == [0, 1]
    assert all(type(item) is int for item in seen.result)
    assert isinstance(counted(3) - 1, CountedInt)
    assert isinstance(-counted(3) // counted(2), CountedInt)


def test_texts_made_of_texts_go_on_counting():
    def crosses_out(text):
        text = text.replace("a", "").lower() + "b"
        return [word.count("b") for word in text.split()] + [text[1:].count("b")]

    assert count_steps(crosses_out, "aB b").comparisons == 4 + 4 + 3 + 3


def test_elements_behave_like_what_they_stand_for():
    values = [3, -1, 2.5, "b", "abc", (1, "x"), {"k": 2}, {4}, True, None]
    wrapped = counted(values)
    assert plain(wrapped) == values
    assert [type(item) for item in plain(wrapped)] == [type(item) for item in values]
    assert repr(wrapped) == repr(values)
    assert wrapped[9] is None
    assert wrapped[8] is True
    assert hash(counted("b")) == hash("b")
    assert {3: "three"}[counted(3)] == "three"
    assert f"{counted(3):>4}" == "   3"
    assert list(range(counted(3))) == [0, 1, 2]
    assert "".join(counted("abc")) == "abc"
    assert sorted(counted([3, 1, 2])) == [1, 2, 3]


def test_a_limit_ends_an_endless_loop():
    def endless():
        number = 0
        while True:
            number += 1

    with pytest.raises(StepLimit, match="more than 1,000 lines"):
        count_steps(endless, limit=1000)
    assert sys.gettrace() is None


def test_what_was_tracing_goes_on_tracing():
    def tracer(frame, event, arg):
        return None

    before = sys.gettrace()
    sys.settrace(tracer)
    try:
        with counting_lines(loops):
            loops([1])
        assert sys.gettrace() is tracer
    finally:
        sys.settrace(before)


def test_classes_and_wrapped_functions_have_a_home():
    import functools

    class Counter:
        def __init__(self, times):
            for _ in range(times):
                pass

    assert count_steps(Counter, 5).lines > 5
    assert count_steps(functools.lru_cache(lambda n: n + 1), 1).lines == 1
    assert count_steps(functools.partial(loops), [1]).lines == count_steps(loops, [1]).lines
    assert count_steps(len, [1]).lines == 0
