"""How long the checks take: a right answer of every exercise, and answers that never end.

::

    python benchmarks/checks.py                 # every exercise, five rounds
    python benchmarks/checks.py two-sum         # only the exercises of a lesson
    python benchmarks/checks.py --json F        # the figures, for comparing two runs

For each exercise the course's own answer is judged: once in a fresh process, as the first check
of a script is (the import of what generates cases included), then in turns with all the others in
one process, as later checks in a notebook are. The distribution is over the exercises, of their
medians. An answer that never ends is judged too: one inside C, which only the clock can end, and
one in Python, which the line limit ends; what counts is the time beyond the limit.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

from daybyday.checking import gate, registry, solutions
from daybyday.checking.judge import judge

FIRST = """
import sys, time
from daybyday.checking import gate, registry, solutions
exercise = registry.find(sys.argv[1])
answer = gate.Bench(solutions.notebook_of(exercise.lesson), exercise.function).answer()
start = time.perf_counter()
from daybyday.checking.judge import judge
assert judge(exercise, answer).passed
print(time.perf_counter() - start)
"""


def endless_inside_c(*_):
    """Never end in one call of a built-in function."""
    return sum(range(10**15))


def endless(*_):
    """Never end in lines of Python."""
    number = 0
    while True:
        number += 1


def seconds(exercise, answer) -> tuple[float, str]:
    """Wall seconds of one check, and its verdict."""
    start = time.perf_counter()
    report = judge(exercise, answer)
    return time.perf_counter() - start, report.verdict


def measured(exercises, rounds: int) -> list[dict]:
    """A row for each exercise."""
    answers = {
        e.id: gate.Bench(solutions.notebook_of(e.lesson), e.function).answer() for e in exercises
    }
    later: dict[str, list[float]] = {e.id: [] for e in exercises}
    seconds(exercises[0], answers[exercises[0].id])  # brings the imports in
    for _ in range(rounds):
        for exercise in exercises:
            took, verdict = seconds(exercise, answers[exercise.id])
            if verdict != "passed":
                sys.exit(f"{exercise.id}: the course's own answer is {verdict!r}.")
            later[exercise.id].append(took)
    rows = []
    for exercise in exercises:
        first = subprocess.run(
            [sys.executable, "-c", FIRST, exercise.id], capture_output=True, text=True, check=True
        )
        row = {
            "id": exercise.id,
            "first": float(first.stdout),
            "later": statistics.median(later[exercise.id]),
        }
        if exercise.kind == "function":
            hasty = replace(exercise, seconds=1.0)
            row["beyond"] = seconds(hasty, endless_inside_c)[0] - hasty.seconds
            row["endless"] = seconds(exercise, endless)[0]
        rows.append(row)
    return rows


def spread(values: list[float]) -> str:
    """Smallest, median, 90th percentile and largest of some seconds."""
    ordered = sorted(values)
    at90 = ordered[min(len(ordered) - 1, round(0.9 * (len(ordered) - 1)))]
    figures = (ordered[0], statistics.median(ordered), at90, ordered[-1])
    return "  ".join(f"{figure:6.3f}" for figure in figures)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("lessons", nargs="*", metavar="LESSON", help="slugs; default: all")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--json", metavar="F", type=Path)
    args = parser.parse_args()
    os.environ["DAYBYDAY_PROGRESS"] = "off"
    exercises = registry.everything()
    if args.lessons:
        exercises = [e for slug in args.lessons for e in registry.of_lesson(slug)]
    rows = measured(exercises, args.rounds)
    print(f"{'exercise':<44} {'first':>7} {'later':>7}   seconds")
    for row in rows:
        print(f"{row['id']:<44} {row['first']:7.3f} {row['later']:7.3f}")
    print(f"\n{len(rows)} exercises, seconds{'':<21}   least  median     90%    most")
    for key, words in (
        ("first", "right answer, first check of a process"),
        ("later", "right answer, any later check"),
        ("beyond", "endless inside C, beyond its limit"),
        ("endless", "endless in Python, until named"),
    ):
        values = [row[key] for row in rows if key in row]
        if values:
            print(f"{words:<42}  {spread(values)}")
    if args.json:
        args.json.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
