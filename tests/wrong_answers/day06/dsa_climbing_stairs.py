"""Answers to the exercises of Climbing Stairs, wrong with their verdicts or right anew."""

from functools import cache

from daybyday.checking import Wrong

# --- min-cost-climbing-stairs ------------------------------------------------------------------


def recursive_cost(cost):
    def from_stair(stair):
        if stair >= len(cost):
            return 0
        return cost[stair] + min(from_stair(stair + 1), from_stair(stair + 2))

    return min(from_stair(0), from_stair(1))


def needs_three_stairs(cost):
    before, now = cost[0], cost[1]
    for price in cost[2:]:
        before, now = now, min(before, now) + price
    return cost[3] if len(cost) == 2 else min(before, now)


def pays_twice(cost):
    for stair in range(2, len(cost)):
        cost[stair] += min(cost[stair - 1], cost[stair - 2])
    return min(cost[-1], cost[-2])


def from_the_top_down(cost):
    rest = [0] * (len(cost) + 2)
    for stair in reversed(range(len(cost))):
        rest[stair] = cost[stair] + min(rest[stair + 1], rest[stair + 2])
    return min(rest[0], rest[1])


def saved_most(cost):
    skipped, used = 0, 0
    for price in cost:
        skipped, used = used + price, max(skipped, used)
    return sum(cost) - max(skipped, used)


# --- house-robber ------------------------------------------------------------------------------


def recursive_robber(nums):
    def best(stop):
        return 0 if stop <= 0 else max(best(stop - 1), best(stop - 2) + nums[stop - 1])

    return best(len(nums))


def begins_with_two(nums):
    before, now = nums[0], nums[1]
    for value in nums[2:]:
        before, now = now, max(now, before + value)
    return now


def second_alone(nums):
    if len(nums) == 1:
        return nums[0]
    before, now = nums[0], nums[1]
    for value in nums[2:]:
        before, now = now, max(now, before + value)
    return now


def taken_or_left(nums):
    taken, left = 0, 0
    for value in nums:
        taken, left = left + value, max(taken, left)
    return max(taken, left)


# --- house-robber-ii ---------------------------------------------------------------------------


def recursive_ring(nums):
    if len(nums) == 1:
        return nums[0]
    return max(recursive_robber(nums[1:]), recursive_robber(nums[:-1]))


def skips_both_neighbours(nums):
    return max(taken_or_left(nums[1:]), nums[0] + taken_or_left(nums[2:]))


def crashes_on_short_rings(nums):
    return max(begins_with_two(nums[1:]), begins_with_two(nums[:-1]))


def first_taken_or_not(nums):
    if len(nums) < 3:
        return max(nums)
    return max(taken_or_left(nums[1:]), nums[0] + taken_or_left(nums[2:-1]))


# --- climb-strides -----------------------------------------------------------------------------


def stair_by_stair(n, strides, modulus):
    ways = [1 % modulus] + [0] * (max(strides) - 1)
    for _ in range(n):
        ways = [sum(ways[stride - 1] for stride in strides) % modulus, *ways[:-1]]
    return ways[0]


def strides_from_zero(n, strides, modulus):
    return by_cutting(n, [stride - 1 for stride in strides if stride > 1] or [1], modulus)


def twos_only(n, strides, modulus):
    before, now = 0, 1
    for digit in f"{n:b}":
        before, now = before * (2 * now - before) % modulus, (before**2 + now**2) % modulus
        if digit == "1":
            before, now = now, (before + now) % modulus
    return now % modulus


def by_cutting(n, strides, modulus):
    """Cut the staircase in half: land on the middle stair, or pass it with one stride."""

    @cache
    def ways(stairs):
        if stairs < 0:
            return 0
        if stairs == 0:
            return 1 % modulus
        middle = stairs // 2
        total = ways(middle) * ways(stairs - middle) if middle else 0
        for stride in strides:
            if not middle:
                total += ways(stairs - stride)
                continue
            for below in range(max(0, middle - stride + 1), middle):
                total += ways(below) * ways(stairs - below - stride)
        return total % modulus

    return ways(n)


WRONG = {
    "min-cost-climbing-stairs": [
        Wrong("plain-recursion", recursive_cost, "too many steps", "last two totals"),
        Wrong("needs-three-stairs", needs_three_stairs, "crashed", "IndexError"),
        Wrong("pays-into-the-list", pays_twice, "changed its input", "cost"),
    ],
    "house-robber": [
        Wrong("plain-recursion", recursive_robber, "too many steps", "last two answers"),
        Wrong("needs-two-houses", begins_with_two, "crashed", "IndexError"),
        Wrong("second-alone", second_alone, "wrong", "[3, 2]"),
    ],
    "house-robber-ii": [
        Wrong("plain-recursion", recursive_ring, "too many steps", "how many rows"),
        Wrong("skips-one-neighbour-only", skips_both_neighbours, "wrong", "first and the last"),
        Wrong("needs-three-houses", crashes_on_short_rings, "crashed", "IndexError"),
    ],
    "climb-strides": [
        Wrong("stair-by-stair", stair_by_stair, "too many steps", "climb_matrix"),
        Wrong("strides-from-zero", strides_from_zero, "wrong", "climb_strides"),
        Wrong("ones-and-twos-only", twos_only, "wrong", "climb_strides"),
    ],
}

RIGHT = {
    "min-cost-climbing-stairs": [from_the_top_down, saved_most],
    "house-robber": [taken_or_left],
    "house-robber-ii": [first_taken_or_not],
    "climb-strides": [by_cutting],
}

EQUIVALENT = {
    "min-cost-climbing-stairs": {
        "line 4: `0` -> `1`": "`before` is first compared with the free ground in `now`",
    },
    "house-robber-ii": {
        "line 12: `0` -> `-1`": "the first house of one is the last as well",
    },
    "climb-strides": {
        "line 4: `range(max(strides))` -> `range(max(strides) + 1)`": "one more old number in the "
        "state, which no stride reads",
        "line 9: `True` -> `False`": "the rows are equally long, so nothing is cut off",
        "line 11: `True` -> `False`": "row and column are equally long, so nothing is cut off",
        "line 11: `zip(row, column, strict=True)` -> `zip(column, row, strict=True)`": "the "
        "factors of a product of numbers may be swapped",
        "line 20: `multiply(square, step)` -> `multiply(step, square)`": "powers of one matrix "
        "may be multiplied in any order",
    },
}
