"""Answers to the exercises of Binary Search, wrong with their verdicts or right anew."""

import math
import struct
from bisect import bisect_left

from daybyday.checking import Wrong

# --- first-bad-version -------------------------------------------------------------------------


def asks_after_the_last(n, is_bad):
    version = 1
    while not is_bad(version):
        version *= 2
    low, high = version // 2 + 1, version
    while low < high:
        middle = (low + high) // 2
        if is_bad(middle):
            high = middle
        else:
            low = middle + 1
    return low


def keeps_a_good_one(n, is_bad):
    low, high = 1, n
    while low < high:
        middle = (low + high) // 2
        if is_bad(middle):
            high = middle
        else:
            low = middle
    return low


def takes_the_question_the_wrong_way(n, is_bad):
    low, high = 1, n
    while low < high:
        middle = (low + high) // 2
        if is_bad(middle):
            low = middle + 1
        else:
            high = middle
    return low


def both_ends_in_question(n, is_bad):
    low, high = 1, n
    while low <= high:
        middle = low + (high - low) // 2
        if is_bad(middle):
            high = middle - 1
        else:
            low = middle + 1
    return low


def by_leaps(n, is_bad):
    version, leap = 0, 1 << n.bit_length()
    while leap:
        if version + leap <= n and not is_bad(version + leap):
            version += leap
        leap >>= 1
    return version + 1


# --- search-a-2d-matrix ------------------------------------------------------------------------


def first_row_only(matrix, target):
    row = matrix[0]
    place = bisect_left(row, target)
    return place < len(row) and row[place] == target


def reads_behind_the_end(matrix, target):
    cells = len(matrix) * len(matrix[0])
    place = bisect_left(range(cells), True, key=lambda p: cell(matrix, p) >= target)
    return cell(matrix, place) == target


def every_row(matrix, target):
    for row in matrix:
        place = bisect_left(row, target)
        if place < len(row) and row[place] == target:
            return True
    return False


def gives_the_place(matrix, target):
    for row in matrix:
        if target in row:
            return row.index(target)
    return False


def cell(matrix, place):
    row, column = divmod(place, len(matrix[0]))
    return matrix[row][column]


def a_row_and_then_a_column(matrix, target):
    low, high = 0, len(matrix)
    while low < high:
        middle = (low + high) // 2
        if matrix[middle][-1] >= target:
            high = middle
        else:
            low = middle + 1
    if low == len(matrix):
        return False
    row = matrix[low]
    place = bisect_left(row, target)
    return row[place] == target


# --- find-minimum-in-rotated-sorted-array ------------------------------------------------------


def stops_before_the_end(nums):
    low, high = 0, len(nums) - 2
    while low < high:
        middle = (low + high) // 2
        if nums[middle] < nums[-1]:
            high = middle
        else:
            low = middle + 1
    return nums[low]


def goes_to_the_larger(nums):
    low, high = 0, len(nums) - 1
    while low < high:
        middle = (low + high) // 2
        if nums[middle] < nums[high]:
            low = middle + 1
        else:
            high = middle
    return nums[low]


def keeps_the_middle(nums):
    low, high = 0, len(nums) - 1
    while low < high:
        middle = (low + high) // 2
        if nums[middle] < nums[high]:
            high = middle
        else:
            low = middle
    return nums[low]


def sorts_in_place(nums):
    nums.sort()
    return nums[0]


def compares_with_the_upper_bound(nums):
    low, high = 0, len(nums) - 1
    while low < high:
        middle = low + (high - low) // 2
        if nums[middle] > nums[high]:
            low = middle + 1
        else:
            high = middle
    return nums[high]


# --- search-in-rotated-sorted-array ------------------------------------------------------------


def one_run_only(nums, target):
    start = nums.index(min(nums))
    place = bisect_left(nums, target, start)
    return place if place < len(nums) and nums[place] == target else -1


def none_for_absent(nums, target):
    return nums.index(target) if target in nums else None


def by_pairs(nums, target):
    last = nums[-1]
    place = bisect_left(nums, (target <= last, target), key=lambda number: (number <= last, number))
    return place if nums[place] == target else -1


def first_of_the_sorted_half(nums, target):
    low, high = 0, len(nums)
    while low < high:
        middle = (low + high) // 2
        if nums[middle] >= target and (nums[middle] >= nums[0]) == (target >= nums[0]):
            high = middle
        else:
            low = middle + 1
    return low if low < len(nums) and nums[low] == target else -1


def place_in_the_run(nums, target):
    start = nums.index(min(nums))
    run = nums[start:] if target <= nums[-1] else nums[:start]
    return run.index(target) if target in run else -1


def half_by_half(nums, target):
    low, high = 0, len(nums) - 1
    while low <= high:
        middle = (low + high) // 2
        if nums[middle] == target:
            return middle
        if nums[low] <= nums[middle]:
            if nums[low] <= target < nums[middle]:
                high = middle - 1
            else:
                low = middle + 1
        elif nums[middle] < target <= nums[high]:
            low = middle + 1
        else:
            high = middle - 1
    return -1


def pivot_first(nums, target):
    low, high = 0, len(nums) - 1
    while low < high:
        middle = (low + high) // 2
        if nums[middle] > nums[high]:
            low = middle + 1
        else:
            high = middle
    start, size = low, len(nums)
    place = bisect_left(range(size), target, key=lambda p: nums[(start + p) % size])
    found = (start + place) % size
    return found if nums[found] == target else -1


# --- first-true-float --------------------------------------------------------------------------


def until_they_meet(is_true, low, high):
    while low < high:
        middle = (low + high) / 2
        if is_true(middle):
            high = middle
        else:
            low = middle
    return high


def a_relative_tolerance(is_true, low, high):
    while high - low > 1e-12 * max(abs(low), abs(high)):
        middle = (low + high) / 2
        if is_true(middle):
            high = middle
        else:
            low = middle
    return high


def to_the_spacing_at_low(is_true, low, high):
    while high - low > math.ulp(low):
        middle = (low + high) / 2
        if is_true(middle):
            high = middle
        else:
            low = middle
    return high


def neighbour_by_neighbour(is_true, low, high):
    while not is_true(low):
        low = math.nextafter(low, math.inf)
    return low


def sixty_halvings(is_true, low, high):
    step = (high - low) / 2
    middle = low + step
    for _ in range(60):
        step /= 2
        middle += -step if is_true(middle) else step
    return middle


def asks_for_neighbours(is_true, low, high):
    while math.nextafter(low, math.inf) < high:
        middle = low + (high - low) / 2
        if is_true(middle):
            high = middle
        else:
            low = middle
    return high


def by_their_bits(is_true, low, high):
    """Floats in their order are integers in their order, once the negative ones are turned."""

    def rank(number):
        (bits,) = struct.unpack("<q", struct.pack("<d", number))
        return bits if bits >= 0 else -(bits & (2**63 - 1))

    def number(rank):
        bits = rank if rank >= 0 else -rank - 2**63
        return struct.unpack("<d", struct.pack("<q", bits))[0]

    bottom, top = rank(low), rank(high)
    while top - bottom > 1:
        middle = (bottom + top) // 2
        if is_true(number(middle)):
            top = middle
        else:
            bottom = middle
    return number(top)


WRONG = {
    "first-bad-version": [
        Wrong("asks-after-the-last", asks_after_the_last, "crashed", "not between the bounds"),
        Wrong("keeps-a-good-one", keeps_a_good_one, "too many steps", "never to end"),
        Wrong("takes-the-question-the-wrong-way", takes_the_question_the_wrong_way),
    ],
    "search-a-2d-matrix": [
        Wrong("first-row-only", first_row_only),
        Wrong("reads-behind-the-end", reads_behind_the_end, "crashed", "IndexError"),
        Wrong("every-row", every_row, "too many steps", "one row or one column"),
        Wrong("gives-the-place", gives_the_place),
    ],
    "find-minimum-in-rotated-sorted-array": [
        Wrong("stops-before-the-end", stops_before_the_end),
        Wrong("goes-to-the-larger", goes_to_the_larger),
        Wrong("keeps-the-middle", keeps_the_middle, "too many steps", "never to end"),
        Wrong("sorts-in-place", sorts_in_place, "changed its input"),
    ],
    "search-in-rotated-sorted-array": [
        Wrong("one-run-only", one_run_only),
        Wrong("none-for-absent", none_for_absent),
        Wrong("first-of-the-sorted-half", first_of_the_sorted_half),
        Wrong("place-in-the-run", place_in_the_run),
    ],
    "first-true-float": [
        Wrong("until-they-meet", until_they_meet, "too many steps", "never to end"),
        Wrong("a-relative-tolerance", a_relative_tolerance),
        Wrong("neighbour-by-neighbour", neighbour_by_neighbour, "too many steps", "never to end"),
        Wrong("sixty-halvings", sixty_halvings),
        Wrong("to-the-spacing-at-low", to_the_spacing_at_low, words="numbers lie closer"),
    ],
}

RIGHT = {
    "first-bad-version": [both_ends_in_question, by_leaps],
    "search-a-2d-matrix": [a_row_and_then_a_column],
    "find-minimum-in-rotated-sorted-array": [compares_with_the_upper_bound],
    "search-in-rotated-sorted-array": [half_by_half, pivot_first, by_pairs],
    "first-true-float": [asks_for_neighbours, by_their_bits],
}

EQUIVALENT = {
    "search-a-2d-matrix": {
        "line 4: `0` -> `-1`": "All rows have the same length, the last one too.",
    },
    "find-minimum-in-rotated-sorted-array": {
        "line 4: `0` -> `-1`": "Position -1 is the last value, which is not less than itself.",
        "line 7: `nums[middle] < nums[-1]` -> `nums[middle] <= nums[-1]`": (
            "All values differ, and the last position is never asked about."
        ),
    },
    "search-in-rotated-sorted-array": {
        "line 4: `1` -> `0`": "No pair of a target is larger than that of the last value.",
        "line 8: `nums[middle] <= last` -> `nums[middle] < last`": (
            "All values differ, and the last position is never asked about."
        ),
    },
}
