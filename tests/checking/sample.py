"""Exercises for the tests, small and quick; `install()` makes the registry know them."""

from daybyday.checking import (
    Budget,
    Case,
    Exercise,
    Misconception,
    registry,
)


def _only_neighbours(nums):
    return any(nums[i] == nums[i + 1] for i in range(len(nums) - 1))


def _all_pairs(nums):
    for i in range(len(nums)):
        for j in range(i):
            if nums[i] == nums[j]:
                return True
    return False


EXERCISES = [
    Exercise(
        slug="has-twin",
        title="Has twin",
        function="has_twin",
        parameters="nums",
        cases=[
            Case([1, 2, 3, 1], gives=True),
            Case([], gives=False, why="An empty list has no twins."),
            Case([1, 2], gives=False),
        ],
        generated=lambda st: (st.lists(st.integers(-9, 9), max_size=8),),
        oracle=lambda nums: len(set(nums)) < len(nums),
        budget=Budget(
            make=lambda n: (list(range(n)),), per=8, growth="n", says="Look each number up."
        ),
        hints=("What is to be remembered?", "Which container answers in one step?"),
        why="A set answers in one step.",
        misconceptions=[
            Misconception("only-neighbours", _only_neighbours, "Twins need not be neighbours."),
            Misconception("all-pairs", _all_pairs, "Not every pair!", verdict="too many steps"),
        ],
        seconds=1.0,
        memory_mb=256,
        steps=200_000,
    ),
]


def install():
    """Make `check("sample/…")` find these exercises."""
    registry.modules()["sample"] = __name__
