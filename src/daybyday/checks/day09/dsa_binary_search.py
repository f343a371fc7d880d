"""Exercises of the lesson Binary Search."""

import math

from daybyday.checking import Budget, Case, Exercise, Misconception
from daybyday.counting import counted

# Predicates are arguments here, written as the lesson writes them: from_on(4) is false below 4.


class _FromOn:
    """A monotone predicate by its first true place; asking outside its places is an error."""

    def __init__(self, first, low, high):
        self.first, self.low, self.high = first, low, high
        self.guess = first

    def __repr__(self):
        return f"from_on({self.first!r})"

    def __call__(self, place):
        if not self.low <= place <= self.high:
            raise ValueError(f"asked about {place!r}, which is not between the bounds")
        return bool(counted(self.first) <= self.of(place))

    def of(self, place):
        """Return what is compared."""
        return place


class _SquareFromOn(_FromOn):
    """True where the square of a positive place is large enough."""

    def __init__(self, least, low, high):
        super().__init__(least, low, high)
        self.guess = math.sqrt(least)

    def __repr__(self):
        return f"square_from_on({self.first!r})"

    def of(self, place):
        """Return the square, which is compared."""
        return place * place


# --- first-bad-version -------------------------------------------------------------------------


def _versions(n, first):
    """Return the arguments of a history of n versions."""
    return n, _FromOn(first, 1, n)


def _one_after_the_other(n, is_bad):
    """Ask about every version from the start."""
    return next(version for version in range(1, n + 1) if is_bad(version))


def _last_good(n, is_bad):
    low, high = 0, n
    while high - low > 1:
        middle = (low + high) // 2
        if is_bad(middle):
            high = middle
        else:
            low = middle
    return low


def _starts_at_zero(n, is_bad):
    low, high = 0, n
    while low < high:
        middle = (low + high) // 2
        if is_bad(middle):
            high = middle
        else:
            low = middle + 1
    return low


def _any_bad_version(n, is_bad):
    low, high = 1, n
    while low < high:
        middle = (low + high) // 2
        if is_bad(middle):
            return middle
        low = middle + 1
    return low


def _skips_the_bad_one(n, is_bad):
    low, high = 1, n
    while low < high:
        middle = (low + high) // 2
        if is_bad(middle):
            high = middle - 1
        else:
            low = middle + 1
    return low


def _asks_them_all(n, is_bad):
    for version in range(1, n + 1):
        if is_bad(version):
            return version
    return n


VERSION = Exercise(
    slug="first-bad-version",
    title="First Bad Version",
    function="first_bad_version",
    parameters="n, is_bad",
    cases=[
        Case(*_versions(5, 4), gives=4),
        Case(*_versions(3, 1), gives=1, why="The very first version may be bad."),
        Case(*_versions(1, 1), gives=1, why="The only version is bad, without a question."),
        Case(*_versions(7, 7), gives=7, why="Only the last version may be bad."),
        Case(*_versions(2, 2), gives=2, why="Of two versions the second may be the first bad one."),
        Case(*_versions(8, 5), gives=5, why="Both neighbours of the middle matter."),
        Case(*_versions(2**31 - 1, 3), gives=3, why="A long history costs a few questions more."),
    ],
    generated=lambda st: st.integers(1, 40).flatmap(
        lambda n: st.integers(1, n).map(lambda first: _versions(n, first))
    ),
    oracle=_one_after_the_other,
    budget=Budget(
        make=lambda n: Case(*_versions(n, n // 3), gives=n // 3),
        per=14,
        growth="log n",
        sizes=(1_000, 1_000_000_000),
        says="Each question should rule out half of the versions that are still in question.",
    ),
    hints=(
        "Which of the lesson's functions takes a predicate, and what does it promise about the "
        "place that it never asks about?",
        "The positions here are 1 to n, and one of them you know before you ask.",
        "Write down what is known of the version before `low`, and of `high`, at every moment.",
    ),
    why="It is first_true on the versions 1 to n - 1; where all of these are good, n is the first "
    "bad one, and the loop returns its upper bound.",
    misconceptions=[
        Misconception(
            "last-good",
            _last_good,
            says="This is the last good version; the first bad one comes right after it.",
        ),
        Misconception(
            "starts-at-zero",
            _starts_at_zero,
            verdict="crashed",
            says="The versions are numbered from 1: a search that starts at 0 may ask about "
            "version 0, which does not exist.",
        ),
        Misconception(
            "any-bad-version",
            _any_bad_version,
            says="This version is bad, but an earlier one may be bad too: go on searching below "
            "it, with it as the upper bound.",
        ),
        Misconception(
            "skips-the-bad-one",
            _skips_the_bad_one,
            says="A bad version may itself be the first bad one, so it must stay in question: "
            "`middle - 1` throws it away.",
        ),
        Misconception(
            "asks-them-all",
            _asks_them_all,
            verdict="too many steps",
            says="Each question rules out one version here; one in the middle rules out half.",
        ),
    ],
)


# --- search-a-2d-matrix ------------------------------------------------------------------------


def _in_some_row(matrix, target):
    """Look through all rows."""
    return any(target in row for row in matrix)


def _grid(values, columns):
    """Return the values in rows of so many columns; what is left over is dropped."""
    rows = len(values) // columns
    return [values[row * columns : (row + 1) * columns] for row in range(rows)]


def _swaps_rows_and_columns(matrix, target):
    low, high = 0, len(matrix) * len(matrix[0]) - 1
    while low <= high:
        middle = (low + high) // 2
        value = matrix[middle // len(matrix)][middle % len(matrix)]
        if value == target:
            return True
        low, high = (middle + 1, high) if value < target else (low, middle - 1)
    return False


def _forgets_the_last(matrix, target):
    low, high = 0, len(matrix) * len(matrix[0]) - 1
    while low < high:
        middle = (low + high) // 2
        value = matrix[middle // len(matrix[0])][middle % len(matrix[0])]
        if value == target:
            return True
        low, high = (middle + 1, high) if value < target else (low, middle)
    return False


def _row_by_lower_bound(matrix, target):
    low, high = 0, len(matrix) - 1
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if matrix[middle][0] >= target else (middle + 1, high)
    row, low, high = matrix[low], 0, len(matrix[0])
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if row[middle] >= target else (middle + 1, high)
    return low < len(row) and row[low] == target


def _staircase(matrix, target):
    row, column = 0, len(matrix[0]) - 1
    while row < len(matrix) and column >= 0:
        if matrix[row][column] == target:
            return True
        if matrix[row][column] < target:
            row += 1
        else:
            column -= 1
    return False


MATRIX = Exercise(
    slug="search-a-2d-matrix",
    title="Search a 2D Matrix",
    function="search_a_2d_matrix",
    parameters="matrix, target",
    cases=[
        Case([[1, 4, 6], [9, 11, 15]], 11, gives=True),
        Case([[1, 4, 6], [9, 11, 15]], 7, gives=False, why="7 would stand between two rows."),
        Case([[5]], 5, gives=True, why="One cell is a matrix."),
        Case([[5]], 4, gives=False, why="One cell holds one value only."),
        Case([[1, 3, 5]], 5, gives=True, why="The last cell belongs to the matrix."),
        Case([[1], [3], [5]], 3, gives=True, why="A single column is searched like a single row."),
        Case([[1, 2], [3, 4], [5, 6]], 6, gives=True, why="The last cell belongs to the matrix."),
        Case([[1, 2], [3, 4], [5, 6]], 1, gives=True, why="The first cell belongs to it, too."),
        Case([[1, 2], [3, 4]], 9, gives=False, why="All values are smaller than the target."),
        Case([[1, 2], [3, 4]], -1, gives=False, why="All values are larger than the target."),
    ],
    generated=lambda st: st.tuples(
        st.integers(1, 4).flatmap(
            lambda columns: st.lists(
                st.integers(-9, 9), min_size=columns, max_size=12, unique=True
            ).map(lambda values: _grid(sorted(values), columns))
        ),
        st.integers(-10, 10),
    ),
    oracle=_in_some_row,
    budget=Budget(
        make=lambda n: Case(_grid(list(range(0, 2 * n, 2)), math.isqrt(n)), 1, gives=False),
        per=14,
        growth="log n",
        sizes=(400, 90_000),
        says="A walk along rows or columns rules out one of them at a time; a probe can rule out "
        "half of all cells.",
    ),
    hints=(
        "Read row by row, the cells are one sorted list that nobody has to build.",
        "Number the cells from 0: in which row and in which column does a number lie?",
        "A lower bound over these numbers, and one more look: is the target there?",
    ),
    why="The cells, numbered row by row, are a sorted list; divmod by the number of columns finds "
    "the cell of a number, so a lower bound needs O(log mn) probes and no copy.",
    misconceptions=[
        Misconception(
            "swaps-rows-and-columns",
            _swaps_rows_and_columns,
            verdict="crashed",
            says="A row is as long as there are columns: divide the cell's number by the number of "
            "columns, not of rows.",
        ),
        Misconception(
            "forgets-the-last",
            _forgets_the_last,
            says="When the bounds meet on a cell, it has not been looked at yet.",
        ),
        Misconception(
            "row-by-lower-bound",
            _row_by_lower_bound,
            says="The first row that begins with the target or more is one too far, unless it "
            "begins with the target itself.",
        ),
        Misconception(
            "staircase",
            _staircase,
            verdict="too many steps",
            says="Each look rules out one row or one column; it is right, and takes as many steps "
            "as there are rows and columns.",
        ),
    ],
)


# --- find-minimum-in-rotated-sorted-array ------------------------------------------------------


def _rotated(values, by):
    """Return the sorted values, begun at another place."""
    ordered = sorted(values)
    by %= len(ordered)
    return ordered[by:] + ordered[:by]


def _rotations(st):
    """Return a strategy of rotated lists of different values."""
    return st.builds(
        _rotated,
        st.lists(st.integers(-20, 20), min_size=1, max_size=9, unique=True),
        st.integers(0, 8),
    )


def _compares_with_the_first(nums):
    low, high = 0, len(nums) - 1
    while low < high:
        middle = (low + high) // 2
        if nums[middle] < nums[0]:
            high = middle
        else:
            low = middle + 1
    return nums[low]


def _gives_the_position(nums):
    low, high = 0, len(nums) - 1
    while low < high:
        middle = (low + high) // 2
        if nums[middle] < nums[-1]:
            high = middle
        else:
            low = middle + 1
    return low


def _drops_the_minimum(nums):
    low, high = 0, len(nums) - 1
    while low < high:
        middle = (low + high) // 2
        if nums[middle] < nums[-1]:
            high = middle - 1
        else:
            low = middle + 1
    return nums[low]


def _looks_at_all(nums):
    return min(nums)


MINIMUM = Exercise(
    slug="find-minimum-in-rotated-sorted-array",
    title="Find Minimum in Rotated Sorted Array",
    function="find_minimum_in_rotated_sorted_array",
    parameters="nums",
    cases=[
        Case([7, 9, 2, 4], gives=2),
        Case([2, 4, 7, 9], gives=2, why="A list that was not rotated begins with its minimum."),
        Case([5], gives=5, why="One value is its own minimum."),
        Case([2, 1], gives=1, why="Of two values the second may be the minimum."),
        Case([1, 2], gives=1, why="Of two values the first may be the minimum."),
        Case([3, 4, 5, 6, 1], gives=1, why="The minimum may stand at the very end."),
        Case([9, 1, 3, 4, 5, 6], gives=1, why="The minimum may stand right after the first value."),
        Case([3, -2, -1, 0], gives=-2, why="Values may be negative."),
    ],
    generated=lambda st: (_rotations(st),),
    oracle=lambda nums: sorted(nums)[0],
    budget=Budget(
        make=lambda n: Case(_rotated(range(n), n // 3), gives=0),
        per=14,
        growth="log n",
        sizes=(200, 20_000),
        says="Every value is looked at; one comparison should rule out half of them.",
    ),
    hints=(
        "The list is two rising runs, the second one below the first. Which question is false on "
        "the whole first run and true on the whole second one?",
        "One value of the list always belongs to the run in which the minimum stands.",
        "If there is only one run, is your predicate true everywhere, or false everywhere?",
    ),
    why="*Not greater than the last value* is false on the first run and true on the second, and "
    "true everywhere if there is only one: its first true position holds the minimum.",
    misconceptions=[
        Misconception(
            "compares-with-the-first",
            _compares_with_the_first,
            says="Less than the first value is a right question only while there are two runs; in "
            "a list that was not rotated it is never true. The last value serves in both cases.",
        ),
        Misconception(
            "gives-the-position",
            _gives_the_position,
            says="This is where the minimum stands; its value is asked for.",
        ),
        Misconception(
            "drops-the-minimum",
            _drops_the_minimum,
            says="A value of the second run may be the minimum itself, so it must stay in "
            "question: `middle - 1` throws it away.",
        ),
        Misconception(
            "looks-at-all",
            _looks_at_all,
            verdict="too many steps",
            says="`min` compares all values, as if they were in no order.",
        ),
    ],
)


# --- search-in-rotated-sorted-array ------------------------------------------------------------


def _where(nums, target):
    """Look at every place."""
    places = {value: place for place, value in enumerate(nums)}
    return places.get(target, -1)


def _as_if_sorted(nums, target):
    low, high = 0, len(nums) - 1
    while low <= high:
        middle = (low + high) // 2
        if nums[middle] == target:
            return middle
        low, high = (middle + 1, high) if nums[middle] < target else (low, middle - 1)
    return -1


def _left_half_must_have_two(nums, target):
    low, high = 0, len(nums) - 1
    while low <= high:
        middle = (low + high) // 2
        if nums[middle] == target:
            return middle
        if nums[low] < nums[middle]:
            if nums[low] <= target < nums[middle]:
                high = middle - 1
            else:
                low = middle + 1
        elif nums[middle] < target <= nums[high]:
            low = middle + 1
        else:
            high = middle - 1
    return -1


def _forgets_the_ends(nums, target):
    low, high = 0, len(nums) - 1
    while low <= high:
        middle = (low + high) // 2
        if nums[middle] == target:
            return middle
        if nums[low] <= nums[middle]:
            if nums[low] < target < nums[middle]:
                high = middle - 1
            else:
                low = middle + 1
        elif nums[middle] < target < nums[high]:
            low = middle + 1
        else:
            high = middle - 1
    return -1


def _place_in_the_sorted(nums, target):
    ordered = sorted(nums)
    return ordered.index(target) if target in ordered else -1


def _one_by_one(nums, target):
    for place, value in enumerate(nums):
        if value == target:
            return place
    return -1


ROTATED = Exercise(
    slug="search-in-rotated-sorted-array",
    title="Search in Rotated Sorted Array",
    function="search_in_rotated_sorted_array",
    parameters="nums, target",
    cases=[
        Case([7, 9, 2, 4], 2, gives=2),
        Case([7, 9, 2, 4], 5, gives=-1, why="An absent value has no position: -1."),
        Case([5], 5, gives=0, why="One value can be found."),
        Case([5], 1, gives=-1, why="One value can be missed."),
        Case([3, 1], 1, gives=1, why="With two values, both runs have one."),
        Case([3, 1], 3, gives=0, why="With two values, both runs have one."),
        Case([1, 3], 3, gives=1, why="A list may not be rotated at all."),
        Case([4, 5, 6, 7, 0, 1, 2], 4, gives=0, why="The first value belongs to the first run."),
        Case([4, 5, 6, 7, 0, 1, 2], 2, gives=6, why="The last value belongs to the second run."),
        Case([4, 5, 6, 7, 0, 1, 2], 3, gives=-1, why="Between the runs there is a gap."),
        Case([4, 5, 6, 7, 0, 1, 2], 8, gives=-1, why="The target may be larger than all values."),
        Case([5, 1, 2, 3, 4], 1, gives=1, why="The first run may have one value only."),
    ],
    generated=lambda st: (_rotations(st), st.integers(-21, 21)),
    oracle=_where,
    budget=Budget(
        make=lambda n: Case(_rotated(range(0, 2 * n, 2), n // 3), 1, gives=-1),
        per=30,
        growth="log n",
        sizes=(200, 20_000),
        says="Places are looked at one by one; each comparison should rule out half of them.",
    ),
    hints=(
        "Which of the two runs would the target be in? One comparison tells.",
        "Either find where the second run begins and search one run, or find one predicate that "
        "is monotone over the whole list.",
        "Every value of the second run comes *later* in the list, although it is smaller. How "
        "would you sort pairs so that they come out in the list's order?",
    ),
    why="Pairs of run and value rise along the list, so *the pair here is at least the target's "
    "pair* is monotone, and its first true position is the only place where the target can be.",
    misconceptions=[
        Misconception(
            "as-if-sorted",
            _as_if_sorted,
            says="The list is searched as if it were sorted; in a rotated list a small value may "
            "stand to the right of a large one.",
        ),
        Misconception(
            "left-half-must-have-two",
            _left_half_must_have_two,
            says="Where `low` and `middle` are the same place, the left half is one value, and "
            "sorted: compare with `<=`.",
        ),
        Misconception(
            "forgets-the-ends",
            _forgets_the_ends,
            says="The target may be the first or the last value of the sorted half: its ends "
            "belong to it.",
        ),
        Misconception(
            "place-in-the-sorted",
            _place_in_the_sorted,
            says="This is the place in the sorted list; the place in the rotated one is asked for.",
        ),
        Misconception(
            "one-by-one",
            _one_by_one,
            verdict="too many steps",
            says="Each comparison rules out one place here; it should rule out half of them.",
        ),
    ],
)


# --- first-true-float --------------------------------------------------------------------------


def _between(low, high, first):
    """Return the arguments of a predicate that turns true at a number between two others."""
    return _FromOn(first, low, high), low, high


def _square(low, high, least):
    """Return the arguments of a predicate about squares."""
    return _SquareFromOn(least, low, high), low, high


def _from_a_guess(is_true, low, high):
    """Start at about the right number, and walk from each number to its neighbour."""
    at = is_true.guess
    while at > low and is_true(math.nextafter(at, -math.inf)):
        at = math.nextafter(at, -math.inf)
    while not is_true(at):
        at = math.nextafter(at, math.inf)
    return at


def _still_for_integers(is_true, low, high):
    while low < high:
        middle = (low + high) // 2
        if is_true(middle):
            high = middle
        else:
            low = middle + 1
    return low


def _down_to_a_tolerance(is_true, low, high):
    while high - low > 1e-9:
        middle = (low + high) / 2
        if is_true(middle):
            high = middle
        else:
            low = middle
    return high


def _last_false(is_true, low, high):
    while low < (middle := (low + high) / 2) < high:
        if is_true(middle):
            high = middle
        else:
            low = middle
    return low


def _fifty_rounds(is_true, low, high):
    for _ in range(50):
        middle = (low + high) / 2
        if is_true(middle):
            high = middle
        else:
            low = middle
    return high


def _never_ends(is_true, low, high):
    while low < high:
        middle = (low + high) / 2
        if is_true(middle):
            high = middle
        else:
            low = middle
    return high


FLOAT = Exercise(
    slug="first-true-float",
    title="First true, in floating point",
    function="first_true_float",
    parameters="is_true, low, high",
    cases=[
        Case(*_between(0.0, 1.0, 0.1), gives=0.1),
        Case(*_square(1.0, 2.0, 2.0), gives=1.4142135623730951),
        Case(
            *_between(1.0, math.nextafter(1.0, 2.0), math.nextafter(1.0, 2.0)),
            gives=math.nextafter(1.0, 2.0),
            why="Between these two numbers there is no other.",
        ),
        Case(*_between(0.0, 8.0, 8.0), gives=8.0, why="The upper end itself may be the answer."),
        Case(
            *_between(2.0, 3.0, math.nextafter(2.0, 3.0)),
            gives=math.nextafter(2.0, 3.0),
            why="The number right after the lower end may be the answer.",
        ),
        Case(*_between(-4.0, -1.0, -2.7), gives=-2.7, why="Numbers may be negative."),
        Case(
            *_between(-1.0, 1.0, math.nextafter(-1.0, 1.0)),
            gives=math.nextafter(-1.0, 1.0),
            why="Right after a power of two below zero numbers lie closer than right before it.",
        ),
        Case(*_between(-1.0, 1.0, 0.0), gives=0.0, why="Around zero numbers lie very close."),
        Case(
            *_between(1.0, 1e15, 1e15 / 3),
            gives=1e15 / 3,
            why="Large numbers lie far apart: no fixed tolerance suits both them and small ones.",
        ),
        Case(*_between(0.0, 1.0, 1e-20), gives=1e-20, why="A small answer has as many digits."),
    ],
    generated=lambda st: (
        st.tuples(
            st.floats(-100, 100, allow_subnormal=False),
            st.floats(-100, 100, allow_subnormal=False),
            st.floats(0, 1),
        )
        .filter(lambda made: made[0] < made[1])
        .map(lambda made: (*made[:2], made[0] + (made[1] - made[0]) * made[2]))
        .map(lambda made: (*made[:2], min(max(made[2], math.nextafter(*made[:2])), made[1])))
        .map(lambda made: _between(*made))
    ),
    oracle=_from_a_guess,
    budget=Budget(
        make=lambda n: Case(*_between(1.0, 10.0**n, 10.0**n / 3), gives=10.0**n / 3),
        per=800,
        growth="1",
        sizes=(3, 15),
        says="Each question should halve the distance that is left.",
    ),
    hints=(
        "Keep the invariant and change the rest: what is known at `low` here, and at `high`?",
        "The positions left of `middle` cannot be counted off with `+ 1`; which number is known to "
        "be false after a no?",
        "The loop has to end when nothing lies between the bounds. What does the midpoint of two "
        "neighbouring floating-point numbers come out as?",
    ),
    why="The predicate is false at low and true at high; when the midpoint is no longer strictly "
    "between them they are neighbours, so high is the first true number.",
    misconceptions=[
        Misconception(
            "still-for-integers",
            _still_for_integers,
            says="`// 2` and `+ 1` still step from integer to integer, and pass over all the "
            "numbers between.",
        ),
        Misconception(
            "down-to-a-tolerance",
            _down_to_a_tolerance,
            says="A fixed tolerance ends too early for small numbers, and for large ones, which "
            "lie farther apart than it, never.",
        ),
        Misconception(
            "last-false",
            _last_false,
            says="This is the last number for which the predicate is false; the next one is the "
            "answer.",
        ),
        Misconception(
            "fifty-rounds",
            _fifty_rounds,
            says="How many halvings are needed depends on the numbers; end when nothing lies "
            "between the bounds.",
        ),
    ],
)


EXERCISES = [VERSION, MATRIX, MINIMUM, ROTATED, FLOAT]
