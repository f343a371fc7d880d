"""Answers to the exercises of Maximum Subarray, wrong with their verdicts or right anew."""

from collections import deque
from itertools import accumulate

from daybyday.checking import Wrong

# --- longest-best-segment ----------------------------------------------------------------------


def adds_each_segment_up(values):
    best = None
    for start in range(len(values)):
        total = 0
        for stop in range(start + 1, len(values) + 1):
            total += values[stop - 1]
            if best is None or (total, stop - start) > (best[0], best[2] - best[1]):
                best = total, start, stop
    return best


def starts_from_zero(values):
    best, segment, running, start = 0, (0, 0), 0, 0
    for stop, value in enumerate(values, 1):
        if running < 0:
            running, start = 0, stop - 1
        running += value
        if running > best or (running == best and stop - start > segment[1] - segment[0]):
            best, segment = running, (start, stop)
    return best, *segment


def returns_a_list(values):
    return list(adds_each_segment_up(values))


def prefix_sums_with_first_minimum(values):
    prefix, lowest, place = 0, 0, 0
    best = (float("-inf"), 0, 0)
    for stop, value in enumerate(values, 1):
        prefix += value
        candidate = (prefix - lowest, stop - place, -place)
        if candidate > best:
            best = candidate
        if prefix < lowest:
            lowest, place = prefix, stop
    total, length, minus_start = best
    return total, -minus_start, length - minus_start


# --- cusum-alarms ------------------------------------------------------------------------------


def adds_up_from_each_start(scores, threshold):
    alarms, since = [], 0
    for last in range(len(scores)):
        total, best, start = 0, 0, last
        for position in range(last, since - 1, -1):
            total += scores[position]
            if total > best:
                best, start = total, position
        if best >= threshold:
            alarms.append((start, last))
            since = last + 1
    return alarms


def numbers_from_one(scores, threshold):
    return [(start + 1, last + 1) for start, last in adds_up_from_each_start(scores, threshold)]


def forgets_the_start_after_an_alarm(scores, threshold):
    alarms, running, start = [], 0, 0
    for position, score in enumerate(scores):
        running += score
        if running <= 0:
            running, start = 0, position + 1
        if running >= threshold:
            alarms.append((start, position))
            running = 0
    return alarms


def floors_after_adding(scores, threshold):
    alarms, running, start = [], 0, 0
    for position, score in enumerate(scores):
        running += score
        if running <= 0:
            running, start = 0, position + 1
        elif running >= threshold:
            alarms.append((start, position))
            running, start = 0, position + 1
    return alarms


# --- maximum-product-subarray ------------------------------------------------------------------


def multiplies_each_segment_out(nums):
    best = nums[0]
    for start in range(len(nums)):
        product = 1
        for value in nums[start:]:
            product *= value
            best = max(best, product)
    return best


def starts_with_one(nums):
    highest = lowest = best = 1
    for value in nums:
        highest, lowest = (
            max(value, highest * value, lowest * value),
            min(value, highest * value, lowest * value),
        )
        best = max(best, highest)
    return best


def never_renewed_by_zero(nums):
    highest = lowest = best = nums[0]
    for value in nums[1:]:
        pair = highest * value, lowest * value
        highest, lowest = max(pair), min(pair)
        best = max(best, highest)
    return best


def from_both_ends(nums):
    best = nums[0]
    for order in (nums, nums[::-1]):
        product = 1
        for value in order:
            product *= value
            best = max(best, product)
            if value == 0:
                product = 1
    return best


# --- maximum-sum-circular-subarray -------------------------------------------------------------


def goes_round_from_each_start(nums):
    best = nums[0]
    for start in range(len(nums)):
        total = 0
        for step in range(len(nums)):
            total += nums[(start + step) % len(nums)]
            best = max(best, total)
    return best


def joins_best_beginning_and_end(nums):
    beginning, end = max(accumulate(nums)), max(accumulate(reversed(nums)))
    return max(best_of_a_row(nums), beginning + end)


def best_of_a_row(nums):
    best = running = nums[0]
    for value in nums[1:]:
        running = value + max(running, 0)
        best = max(best, running)
    return best


def cuts_at_the_smallest(nums):
    place = nums.index(min(nums))
    return best_of_a_row(nums[place:] + nums[:place])


def keeps_first_and_last(nums):
    inner = nums[1:-1]
    best = max(best_of_a_row(nums), sum(nums))
    if not inner:
        return best
    return max(best, sum(nums) + best_of_a_row([-value for value in inner]))


def answers_zero_for_losses(nums):
    best = lowest = high = low = 0
    for value in nums:
        high, low = max(value + high, 0), min(value + low, 0)
        best, lowest = max(best, high), min(lowest, low)
    return max(best, sum(nums) - lowest)


def window_of_prefix_sums(nums):
    n = len(nums)
    prefix = [0, *accumulate(nums + nums)]
    waiting, best = deque([0]), nums[0]
    for stop in range(1, len(prefix)):
        if waiting[0] < stop - n:
            waiting.popleft()
        best = max(best, prefix[stop] - prefix[waiting[0]])
        while waiting and prefix[waiting[-1]] >= prefix[stop]:
            waiting.pop()
        waiting.append(stop)
    return best


WRONG = {
    "longest-best-segment": [
        Wrong("adds-each-segment-up", adds_each_segment_up, "too many steps", "one running score"),
        Wrong("starts-from-zero", starts_from_zero, "wrong", "at least one value"),
        Wrong("returns-a-list", returns_a_list, "wrong", "tuple"),
    ],
    "cusum-alarms": [
        Wrong("adds-up-from-each-start", adds_up_from_each_start, "too many steps", "again and"),
        Wrong("numbers-from-one", numbers_from_one, "wrong", "(1, 1)"),
        Wrong("forgets-the-start", forgets_the_start_after_an_alarm, "wrong", "(0, 1), (2, 3)"),
    ],
    "maximum-product-subarray": [
        Wrong("multiplies-each-out", multiplies_each_segment_out, "too many steps", "multiplied"),
        Wrong("starts-with-one", starts_with_one, "wrong", "empty segment"),
        Wrong("never-renewed-by-zero", never_renewed_by_zero, "wrong", "anew"),
    ],
    "maximum-sum-circular-subarray": [
        Wrong("goes-round-from-each", goes_round_from_each_start, "too many steps", "leaves"),
        Wrong("joins-beginning-and-end", joins_best_beginning_and_end, "wrong", "twice"),
        Wrong("cuts-at-the-smallest", cuts_at_the_smallest, "wrong", "smallest"),
        Wrong("answers-zero", answers_zero_for_losses, "wrong", "does not count"),
    ],
}

RIGHT = {
    "longest-best-segment": [prefix_sums_with_first_minimum],
    "cusum-alarms": [floors_after_adding],
    "maximum-product-subarray": [from_both_ends],
    "maximum-sum-circular-subarray": [window_of_prefix_sums, keeps_first_and_last],
}

EQUIVALENT = {
    "longest-best-segment": {
        "line 4: `0` -> `-1`": "a score below zero is dropped at the first value",
    },
    "cusum-alarms": {
        "line 4: `0` -> `-1`": "a score that is not above zero is renewed at the first position",
        "line 11: `0` -> `-1`": "a score that is not above zero is renewed at the next position",
    },
    "maximum-sum-circular-subarray": {
        "line 4: `0` -> `-1`": "every value is a segment, so the loop can start from any of them",
        "line 9: `best < 0` -> `best <= 0`": "where the best is zero no value is above zero, so "
        "no segment on the ring is better",
        "line 9: `0` -> `1`": "sums are integers, so below one is the same as at most zero",
    },
}
