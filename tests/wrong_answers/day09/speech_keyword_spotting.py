"""Wrong and right answers to the exercises of Keyword spotting; see `daybyday.checking`."""

from itertools import accumulate, pairwise
from math import exp

from daybyday.checking import Wrong

# --- false-alarms-per-hour ---------------------------------------------------------------------


def removes_from_the_times(times, windows, refractory, seconds):
    """Take the times in windows out of the given list."""
    for start, end in windows:
        times[:] = [t for t in times if not start <= t <= end]
    count, free_from = 0, 0
    for t in times:
        if t >= free_from:
            count, free_from = count + 1, t + refractory
    return count * 3600 / (seconds - sum(end - start for start, end in windows))


def a_hit_ends_the_wait(times, windows, refractory, seconds):
    """Let a time in a window end the refractory time."""
    count, free_from = 0, 0
    for t in times:
        if any(start <= t <= end for start, end in windows):
            free_from = 0
        elif t >= free_from:
            count, free_from = count + 1, t + refractory
    return count * 3600 / (seconds - sum(end - start for start, end in windows))


def looks_before_the_first(times, windows, refractory, seconds):
    """Compare with the last act although there is none yet."""
    acted = []
    for t in times:
        if any(start <= t <= end for start, end in windows):
            continue
        if t - acted[-1] >= refractory:
            acted.append(t)
    return len(acted) * 3600 / (seconds - sum(end - start for start, end in windows))


def a_count(times, windows, refractory, seconds):
    """Return the number of false alarms."""
    return float(len(times))


def walks_both(times, windows, refractory, seconds):
    """Walk times and windows together; jump from act to act."""
    place, rest = 0, []
    for t in times:
        while place < len(windows) and windows[place][1] < t:
            place += 1
        if place == len(windows) or t < windows[place][0]:
            rest.append(t)
    acted = list(accumulate(rest, lambda last, t: t if t - last >= refractory else last))
    free = seconds - sum(end - start for start, end in windows)
    return 3600 * (sum(a != b for a, b in pairwise(acted)) + bool(acted)) / free


# --- bracket -----------------------------------------------------------------------------------


def middle_above(false_alarms, allowed, decodes):
    """Look at the upper of two middles, past the end at last."""
    low, high = 0, len(false_alarms)
    while low < high and decodes > 0:
        middle = (low + high + 1) // 2
        low, high = (low, middle) if false_alarms[middle] <= allowed else (middle + 1, high)
        decodes -= 1
    return low, high


def looks_at_the_last_for_nothing(false_alarms, allowed, decodes):
    """Ask the highest threshold first, without paying."""
    if decodes and false_alarms and false_alarms[-1] > allowed:
        return len(false_alarms), len(false_alarms)
    return in_a_for_loop(false_alarms, allowed, decodes)


def as_a_list(false_alarms, allowed, decodes):
    """Return a list."""
    return list(in_a_for_loop(false_alarms, allowed, decodes))


def stands_still(false_alarms, allowed, decodes):
    """Keep the wrong middle in the bracket."""
    low, high = 0, len(false_alarms)
    while low < high and decodes > 0:
        middle = (low + high) // 2
        low, high = (low, middle) if false_alarms[middle] <= allowed else (middle, high)
        decodes -= 1
    return low, high


def in_a_for_loop(false_alarms, allowed, decodes):
    """Count the budget by a for loop."""
    low, high = 0, len(false_alarms)
    for _ in range(decodes):
        if low >= high:
            break
        middle = (low + high) // 2
        if false_alarms[middle] > allowed:
            low = middle + 1
        else:
            high = middle
    return low, high


# --- act-times ---------------------------------------------------------------------------------


def pops_from_the_times(times, refractory):
    """Take the times out of the given list."""
    acted = []
    while times:
        time = times.pop(0)
        if not acted or time - acted[-1] >= refractory:
            acted.append(time)
    return acted


def asks_all_acts(times, refractory):
    """Compare with every act so far."""
    acted = []
    for time in times:
        fits = True
        for other in acted:
            if time - other < refractory:
                fits = False
        if fits:
            acted.append(time)
    return acted


def remembers_a_moment(times, refractory):
    """Remember from when on a time may act."""
    acted, free_from = [], float("-inf")
    for time in times:
        if time >= free_from:
            free_from = time + refractory
            acted.append(time)
    return acted


# --- hours-needed ------------------------------------------------------------------------------


def bisects_hours():
    """Halve the hours until the chance of two or fewer is a twentieth."""
    low, high = 0.0, 1000.0
    for _ in range(60):
        middle = (low + high) / 2
        mean = middle / 10
        if exp(-mean) * (1 + mean + mean * mean / 2) > 0.05:
            low = middle
        else:
            high = middle
    return low


WRONG = {
    "false-alarms-per-hour": [
        Wrong(
            "removes-from-the-times",
            removes_from_the_times,
            verdict="changed its input",
            words="times",
        ),
        Wrong(
            "looks-before-the-first", looks_before_the_first, verdict="crashed", words="IndexError"
        ),
        Wrong("a-hit-ends-the-wait", a_hit_ends_the_wait, verdict="wrong", words="6 does not end"),
        Wrong("a-count", a_count, verdict="wrong", words="false_alarms_per_hour"),
    ],
    "bracket": [
        Wrong("middle-above", middle_above, verdict="wrong", words="bracket"),
        Wrong("as-a-list", as_a_list, verdict="wrong", words="[0, 0]"),
        Wrong(
            "looks-at-the-last-for-nothing",
            looks_at_the_last_for_nothing,
            verdict="wrong",
            words="Nobody looked",
        ),
        Wrong("stands-still", stands_still, verdict="wrong", words="bracket"),
    ],
    "act-times": [
        Wrong(
            "pops-from-the-times", pops_from_the_times, verdict="changed its input", words="times"
        ),
        Wrong("asks-all-acts", asks_all_acts, verdict="too many steps", words="Only the last"),
        Wrong(
            "counts-acts",
            lambda times, refractory: len(times),
            verdict="wrong",
            words="Expected a list",
        ),
    ],
    "hours-needed": [
        Wrong("expected-count", lambda: 6.2958, verdict="wrong", words="hours"),
        Wrong("a-text", lambda: "63 hours", verdict="wrong", words="a number of hours"),
    ],
}

RIGHT = {
    "false-alarms-per-hour": [walks_both],
    "bracket": [in_a_for_loop],
    "act-times": [remembers_a_moment],
    "hours-needed": [bisects_hours],
}

EQUIVALENT = {
    "false-alarms-per-hour": {
        "line 4: `0` -> `-1` (2)": "no time lies before 0",
    },
}
