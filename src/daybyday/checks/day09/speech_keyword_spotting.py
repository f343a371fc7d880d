"""Exercises of the lesson Keyword spotting: set the operating point by bisection."""

from bisect import bisect_left

from daybyday.checking import Budget, Case, Exercise, Misconception, close, within_factor

# --- false-alarms-per-hour ---------------------------------------------------------------------


def _free(times, windows):
    """Return the times that lie in no window."""
    return [t for t in times if all(not start <= t <= end for start, end in windows)]


def _free_hours(windows, seconds):
    return (seconds - sum(end - start for start, end in windows)) / 3600


def _most_apart(times, refractory):
    """Return the size of the largest choice of times that are so far apart, from the last on."""
    best = [0] * (len(times) + 1)
    for at in range(len(times) - 1, -1, -1):
        after = bisect_left(times, times[at] + refractory, at + 1)
        best[at] = max(best[at + 1], 1 + best[after])
    return best[0]


def _rate(times, windows, refractory, seconds):
    return _most_apart(_free(times, windows), refractory) / _free_hours(windows, seconds)


def _all_candidates(times, windows, refractory, seconds):
    return len(_free(times, windows)) / _free_hours(windows, seconds)


def _prolonged_rate(times, windows, refractory, seconds):
    free = _free(times, windows)
    count = sum(at == 0 or t - free[at - 1] >= refractory for at, t in enumerate(free))
    return count / _free_hours(windows, seconds)


def _whole_stream(times, windows, refractory, seconds):
    return (
        _rate(times, windows, refractory, seconds)
        * _free_hours(windows, seconds)
        / _free_hours([], seconds)
    )


def _hit_starts_it(times, windows, refractory, seconds):
    count, free_from = 0, 0
    for t in times:
        if t >= free_from:
            free_from = t + refractory
            count += len(_free([t], windows))
    return count / _free_hours(windows, seconds)


def _windows_ignored(times, windows, refractory, seconds):
    return _most_apart(times, refractory) / _free_hours(windows, seconds)


def _strictly_after(times, windows, refractory, seconds):
    count, free_from = 0, -1
    for t in _free(times, windows):
        if t > free_from:
            count, free_from = count + 1, t + refractory
    return count / _free_hours(windows, seconds)


def _open_windows(times, windows, refractory, seconds):
    free = [t for t in times if all(not start < t < end for start, end in windows)]
    return _most_apart(free, refractory) / _free_hours(windows, seconds)


def _per_second(times, windows, refractory, seconds):
    return _rate(times, windows, refractory, seconds) / 3600


def _streams(st):
    """Streams of 60 seconds with up to two windows."""
    times = st.lists(st.integers(0, 60), max_size=9, unique=True).map(sorted)
    windows = st.lists(st.integers(0, 59), max_size=4, unique=True).map(sorted)
    pairs = windows.map(lambda ends: list(zip(ends[::2], ends[1::2], strict=False)))
    return times, pairs, st.integers(0, 12), st.just(60)


FALSE_ALARMS_PER_HOUR = Exercise(
    slug="false-alarms-per-hour",
    title="False alarms per hour",
    function="false_alarms_per_hour",
    parameters="times, windows, refractory, seconds",
    cases=[
        Case([10, 11, 40], [], 5, 3600, gives=2.0),
        Case([10, 21], [(5, 15)], 20, 1810, gives=2.0),
        Case([], [], 5, 600, gives=0.0),
        Case([5, 15], [(5, 15)], 1, 60, gives=0.0, why="Both ends belong to the window."),
        Case(
            [3, 6, 9, 12],
            [],
            4,
            60,
            gives=120.0,
            why="9 comes 6 s after 3, the last one that acted: 6 did not act.",
        ),
        Case([4, 8], [], 4, 60, gives=120.0, why="Exactly the refractory time later is enough."),
        Case([0, 1], [], 0, 60, gives=120.0, why="Without a refractory time each time acts."),
        Case([4, 6, 8], [(5, 7)], 9, 1802, gives=2.0, why="6 does not end the wait that 4 began."),
    ],
    generated=_streams,
    oracle=_rate,
    compare=close(rel=1e-9, absolute=1e-9),
    budget=Budget(
        make=lambda n: (list(range(n)), [], 3, n + 1),
        per=16,
        growth="n",
        says="Remember when the next time may act instead of looking back at all that acted.",
    ),
    hints=(
        "Which times have nothing to do with false alarms? Take them out before anything else.",
        "What is the one moment that has to be remembered while going through the rest?",
        "An hour of what? The windows are no part of it.",
    ),
    why="One number, from when on a time may act again, is all the state; it moves only when a "
    "time acts, and the hours are those in which a false alarm could have come.",
    misconceptions=[
        Misconception(
            "all-candidates",
            _all_candidates,
            says="Times within the refractory time of an act do not act again.",
        ),
        Misconception(
            "prolonged",
            _prolonged_rate,
            says="A time that did not act must not prolong the refractory time.",
        ),
        Misconception(
            "whole-stream",
            _whole_stream,
            says="The hours are those outside the windows, not of the whole stream.",
        ),
        Misconception(
            "hit-starts-it",
            _hit_starts_it,
            says="A time in a window is left out altogether: it starts no refractory time.",
        ),
        Misconception(
            "windows-ignored",
            _windows_ignored,
            says="An act within a window is wanted: it is no false alarm.",
        ),
        Misconception(
            "strictly-after",
            _strictly_after,
            says="A time exactly `refractory` after the last act acts as well.",
        ),
        Misconception(
            "open-windows",
            _open_windows,
            says="The start and the end of a window belong to it.",
        ),
        Misconception("per-second", _per_second, says="This is a rate per second, not per hour."),
    ],
)

# --- bracket -----------------------------------------------------------------------------------


def _by_halves(false_alarms, allowed, decodes, low=0, high=None):
    """Ask the middle, then the half that is left, by recursion."""
    high = len(false_alarms) if high is None else high
    if decodes == 0 or low == high:
        return low, high
    middle = low + (high - low) // 2
    half = (low, middle) if false_alarms[middle] <= allowed else (middle + 1, high)
    return _by_halves(false_alarms, allowed, decodes - 1, *half)


def _bisecting(right, after_right, after_wrong, middle_of):
    """Return a bisection with one of its parts exchanged."""

    def answer(false_alarms, allowed, decodes):
        low, high = 0, len(false_alarms)
        while low < high and decodes > 0:
            middle = min(middle_of(low, high), len(false_alarms) - 1)
            if right(false_alarms[middle], allowed):
                high = after_right(middle)
            else:
                low = after_wrong(middle)
            decodes -= 1
        return low, high

    return answer


def _at_most(count, allowed):
    return count <= allowed


def _half(low, high):
    return (low + high) // 2


_strict = _bisecting(lambda c, allowed: c < allowed, lambda m: m, lambda m: m + 1, _half)
_loses_it = _bisecting(_at_most, lambda m: m - 1, lambda m: m + 1, _half)
_stands_still = _bisecting(_at_most, lambda m: m, lambda m: m, _half)


def _no_budget(false_alarms, allowed, decodes):
    return _by_halves(false_alarms, allowed, -1)


def _from_the_top(false_alarms, allowed, decodes):
    high = len(false_alarms)
    while high > 0 and decodes > 0:
        decodes -= 1
        if false_alarms[high - 1] > allowed:
            return high, high
        high -= 1
    return 0, high


def _one_too_many(false_alarms, allowed, decodes):
    return _by_halves(false_alarms, allowed, decodes + 1)


def _last_for_nothing(false_alarms, allowed, decodes):
    if decodes and false_alarms and false_alarms[-1] > allowed:
        return len(false_alarms), len(false_alarms)
    return _by_halves(false_alarms, allowed, decodes)


def _high_only(false_alarms, allowed, decodes):
    return _by_halves(false_alarms, allowed, decodes)[1]


BRACKET = Exercise(
    slug="bracket",
    title="A bracket within a budget",
    function="bracket",
    parameters="false_alarms, allowed, decodes",
    cases=[
        Case([9, 7, 4, 2, 0], 3, 9, gives=(3, 3)),
        Case([9, 7, 4, 2, 0], 3, 1, gives=(3, 5)),
        Case([], 2, 4, gives=(0, 0)),
        Case([5, 4], 9, 0, gives=(0, 2), why="Nothing was looked at, so nothing is known."),
        Case([5, 4, 3], 2, 9, gives=(3, 3), why="No threshold is right."),
        Case([5, 3, 3, 3, 1], 3, 9, gives=(1, 1), why="A count of exactly `allowed` is right."),
        Case([6, 0], 1, 1, gives=(0, 1)),
        Case([9, 8, 7, 6], 3, 1, gives=(3, 4), why="Nobody looked at the last threshold."),
    ],
    generated=lambda st: (
        st.lists(st.integers(0, 6), max_size=9).map(lambda counts: sorted(counts, reverse=True)),
        st.integers(0, 6),
        st.integers(0, 5),
    ),
    oracle=_by_halves,
    budget=Budget(
        make=lambda n: (list(range(n, 0, -1)), n // 3, n),
        per=12,
        growth="log n",
        says="Each look must discard half of the thresholds that are left.",
    ),
    hints=(
        "What do you know about all lower thresholds when a count is too high, and about all "
        "higher ones when it is not?",
        "Two reasons end the loop: write both into its condition.",
        "After a look that is wrong, can the place itself still be the answer? After one that is "
        "right?",
    ),
    why="The invariant holds after every look, so the search may be stopped at any time and what "
    "it returns is true, only wider.",
    misconceptions=[
        Misconception("strict", _strict, says="A count of exactly `allowed` is right."),
        Misconception(
            "loses-it",
            _loses_it,
            says="A place that is right may be the first one: it must stay at `high`.",
        ),
        Misconception(
            "no-budget",
            _no_budget,
            says="Stop when the budget is spent and return what is known by then.",
        ),
        Misconception(
            "one-too-many",
            _one_too_many,
            says="This looks once more than the budget allows.",
        ),
        Misconception("high-only", _high_only, says="Return both ends, `(low, high)`, as a pair."),
        Misconception(
            "last-for-nothing",
            _last_for_nothing,
            says="Nobody looked at the last threshold: to know it costs a decode like any other.",
        ),
        Misconception(
            "from-the-top",
            _from_the_top,
            says="A scan learns one threshold from each decode: bisect instead.",
        ),
    ],
)

# --- act-times ---------------------------------------------------------------------------------


def _next_by_search(times, refractory):
    """Jump from each act to the first time that may act after it."""
    acted, at = [], 0
    while at < len(times):
        acted.append(times[at])
        at = max(at + 1, bisect_left(times, times[at] + refractory))
    return acted


def _given(times, refractory):
    acted, last = [], 0
    for time in times:
        if time - last >= refractory:
            acted.append(time)
        last = time
    return acted


def _first_mended(times, refractory):
    acted, last = [], float("-inf")
    for time in times:
        if time - last >= refractory:
            acted.append(time)
        last = time
    return acted


def _last_mended(times, refractory):
    acted, last = [], 0
    for time in times:
        if time - last >= refractory:
            acted.append(time)
            last = time
    return acted


def _too_late(times, refractory):
    acted = []
    for time in times:
        if not acted or time - acted[-1] > refractory:
            acted.append(time)
    return acted


def _blocks(times, refractory):
    """Divide time into blocks from 0 on and keep the first time of each."""
    seen, acted = set(), []
    for time in times:
        block = time // refractory if refractory else time
        if block not in seen:
            seen.add(block)
            acted.append(time)
    return acted


ACT_TIMES = Exercise(
    slug="act-times",
    title="Find the faults: a refractory time that never ends",
    function="act_times",
    parameters="times, refractory",
    cases=[
        Case([3, 4, 5, 6], 2, gives=[3, 5]),
        Case([1, 9], 4, gives=[1, 9]),
        Case([], 3, gives=[]),
        Case([0], 3, gives=[0], why="Nothing acted before the first time."),
        Case([2, 5], 3, gives=[2, 5], why="Exactly the refractory time later is enough."),
        Case([1, 2, 3], 0, gives=[1, 2, 3]),
        Case([3, 5, 7, 9], 3, gives=[3, 7], why="7 comes 4 after 3; 5 did not act."),
    ],
    generated=lambda st: (
        st.lists(st.integers(0, 15), max_size=8, unique=True).map(sorted),
        st.integers(0, 5),
    ),
    oracle=_next_by_search,
    budget=Budget(
        make=lambda n: (list(range(n)), 2),
        per=12,
        growth="n",
        says="Only the last time that acted matters: do not look at the others again.",
    ),
    hints=(
        "Follow `last` through `[3, 4, 5, 6]`: which of its values belong to times that acted?",
        "What does the beginning value of `last` say about the time before the stream?",
    ),
    why="The refractory time runs from the last time that acted, and before the first there is "
    "none.",
    misconceptions=[
        Misconception(
            "as-given",
            _given,
            says="This is still the given function: look at when `last` changes, and at its first "
            "value.",
        ),
        Misconception(
            "first-mended",
            _first_mended,
            says="The first time acts now, but times that do not act still move `last`.",
        ),
        Misconception(
            "last-mended",
            _last_mended,
            says="`last` moves rightly now, but it begins as if something had acted at 0.",
        ),
        Misconception(
            "too-late",
            _too_late,
            says="A time exactly `refractory` after the last act acts as well.",
        ),
        Misconception(
            "blocks",
            _blocks,
            says="The refractory time starts with an act, not with a fixed grid of time.",
        ),
    ],
)

# --- hours-needed ------------------------------------------------------------------------------

HOURS_NEEDED = Exercise(
    slug="hours-needed",
    title="Estimate: how long must it listen?",
    function="hours_needed",
    parameters="",
    cases=[Case(gives=62.958)],
    compare=within_factor(1.02, unit="hours"),
    hints=(
        "In T hours at the promised rate, how many false alarms are expected? Call it m.",
        "The chance of two or fewer is exp(-m) · (1 + m + m²/2): for which m is it a twentieth?",
    ),
    why="A Poisson count of two or fewer has a chance of 5 % at a mean of 6.3, half a chi-square "
    "quantile with six degrees of freedom; at one in ten hours that takes 63 hours.",
    misconceptions=[
        Misconception(
            "rule-of-three",
            lambda: 30.0,
            says="The rule of three is for a count of zero; here two were heard.",
        ),
        Misconception(
            "as-heard",
            lambda: 20.0,
            says="After so many hours the rate is as promised on average: half of the devices "
            "that look so good are worse.",
        ),
        Misconception(
            "two-sided",
            lambda: 72.247,
            says="This leaves 2.5 % on one side; the promise is one-sided, at 5 %.",
        ),
        Misconception(
            "twice-the-rule",
            lambda: 60.0,
            says="The limit does not grow in proportion to the count: use the chance itself.",
        ),
        Misconception(
            "one-heard",
            lambda: 47.439,
            says="This is the answer for one false alarm: two or fewer must have 5 %.",
        ),
    ],
)

EXERCISES = [FALSE_ALARMS_PER_HOUR, BRACKET, ACT_TIMES, HOURS_NEEDED]
