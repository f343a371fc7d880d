"""Answers to the exercises of Best Time to Buy and Sell Stock, wrong or right anew."""

from collections import Counter
from itertools import accumulate

from daybyday.checking import Wrong

# --- majority-element --------------------------------------------------------------------------


def majority_sorted(nums):
    """Sort a copy: the majority covers the middle."""
    return sorted(nums)[len(nums) // 2]


def majority_counted(nums):
    """Count all numbers, with memory for each of them."""
    return Counter(nums).most_common(1)[0][0]


def majority_by_bits(nums):
    """Vote on each bit of the two's complement by itself."""
    result = 0
    for bit in range(32):
        if 2 * sum(number >> bit & 1 for number in nums) > len(nums):
            result |= 1 << bit
    return result - (1 << 32) if result >> 31 else result


def majority_sorting_in_place(nums):
    nums.sort()
    return nums[len(nums) // 2]


def majority_of_halves(nums):
    """Believe the left half where the halves disagree."""
    if len(nums) == 1:
        return nums[0]
    left, right = nums[: len(nums) // 2], nums[len(nums) // 2 :]
    winners = majority_of_halves(left), majority_of_halves(right)
    return winners[0]


def majority_forgets_to_return(nums):
    sorted(nums)[len(nums) // 2]


# --- best-days ---------------------------------------------------------------------------------


def days_shifted(prices, rent):
    """Subtract the rent of all days before, then keep the running minimum."""
    shifted = [price - rent * day for day, price in enumerate(prices)]
    best, days, lowest = 0, None, None
    for day, price in enumerate(shifted):
        if lowest is not None and price - shifted[lowest] > best:
            best, days = price - shifted[lowest], (lowest, day)
        if lowest is None or price <= shifted[lowest]:
            lowest = day
    return days


def days_asking_first(prices, rent):
    """Begin with the first two days."""
    best, days, buy = prices[1] - prices[0] - rent, (0, 1), 0
    for sell in range(1, len(prices)):
        profit = prices[sell] - prices[buy] - rent * (sell - buy)
        if profit > best:
            best, days = profit, (buy, sell)
        if profit <= 0:
            buy = sell
    return days if best > 0 else None


def days_as_list(prices, rent):
    days = days_shifted(prices, rent)
    return None if days is None else list(days)


def days_sale_first(prices, rent):
    days = days_shifted(prices, rent)
    return None if days is None else days[::-1]


# --- gas-station -------------------------------------------------------------------------------


def start_after_the_lowest(gas, cost):
    """Begin just after the first lowest point of the running sum."""
    sums = list(accumulate(g - c for g, c in zip(gas, cost, strict=True)))
    if sums[-1] < 0:
        return -1
    lowest = min(sums)
    return 0 if lowest >= 0 else sums.index(lowest) + 1


def start_from_both_ends(gas, cost):
    """Widen a stretch: forward while the tank lasts, else backward."""
    first, last = len(gas) - 1, 0
    tank = gas[first] - cost[first]
    while last < first:
        if tank >= 0 and last < first:
            tank += gas[last] - cost[last]
            last += 1
        else:
            first -= 1
            tank += gas[first] - cost[first]
    return first if tank >= 0 else -1


def start_without_wrapping(gas, cost):
    for start in range(len(gas)):
        tank = 0
        for step in range(len(gas)):
            tank += gas[start + step] - cost[start + step]
            if tank < 0:
                break
        else:
            return start
    return -1


def start_in_copies(gas, cost):
    """Use up the lists of the caller."""
    for start in range(len(gas)):
        tank = 0
        for station in range(len(gas)):
            tank += gas[station] - cost[station]
            if tank < 0:
                break
        else:
            return start
        gas.append(gas.pop(0))
        cost.append(cost.pop(0))
    return -1


WRONG = {
    "majority-element": [
        Wrong(
            "sorts-in-place",
            majority_sorting_in_place,
            verdict="changed its input",
            words="nums",
        ),
        Wrong("believes-the-left-half", majority_of_halves, verdict="wrong", words="expected: 2"),
        Wrong(
            "forgets-to-return",
            majority_forgets_to_return,
            verdict="wrong",
            words="returned nothing",
        ),
    ],
    "best-days": [
        Wrong("needs-two-days", days_asking_first, verdict="crashed", words="IndexError"),
        Wrong("list", days_as_list, verdict="wrong", words="tuple"),
        Wrong("sale-first", days_sale_first, verdict="wrong", words="(1, 0)"),
    ],
    "gas-station": [
        Wrong("does-not-wrap", start_without_wrapping, verdict="crashed", words="IndexError"),
        Wrong("turns-the-lists", start_in_copies, verdict="changed its input", words="gas"),
        Wrong("from-both-ends", start_from_both_ends, verdict="wrong", words="smallest"),
    ],
}

RIGHT = {
    "majority-element": [majority_sorted, majority_counted, majority_by_bits],
    "best-days": [days_shifted],
    "gas-station": [start_after_the_lowest],
}

_MIRROR = "the lead counts below zero instead of above, and is zero at the same places"

EQUIVALENT = {
    "majority-element": {
        "line 8: `lead += 1 if number == candidate else -1` -> "
        "`lead -= 1 if number == candidate else -1`": _MIRROR,
        "line 8: `1 if number == candidate else -1` -> "
        "`1 if not number == candidate else -1`": _MIRROR,
        "line 8: `number == candidate` -> `number != candidate`": _MIRROR,
    },
}
