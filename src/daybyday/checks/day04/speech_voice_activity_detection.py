"""Exercises of the lesson Voice activity detection with a running noise floor."""

from collections import deque
from itertools import accumulate, groupby

from daybyday.checking import Budget, Case, Exercise, Misconception, within_factor

# --- noise-floor -------------------------------------------------------------------------------


def _scans_the_window(levels, window):
    """Look at every level of every window."""
    return [min(levels[max(0, at - window + 1) : at + 1]) for at in range(len(levels))]


def _never_forgets(levels, window):
    return list(accumulate(levels, min))


def _one_too_many(levels, window):
    return _scans_the_window(levels, window + 1)


def _one_too_few(levels, window):
    return [
        min(levels[max(0, at - window + 2) : at + 1] or [levels[at]]) for at in range(len(levels))
    ]


def _full_windows_only(levels, window):
    return [min(levels[at : at + window]) for at in range(len(levels) - window + 1)]


def _counts_candidates(levels, window):
    floor, waiting = [], deque()
    for level in levels:
        while waiting and waiting[-1] >= level:
            waiting.pop()
        waiting.append(level)
        if len(waiting) > window:
            waiting.popleft()
        floor.append(waiting[0])
    return floor


def _looks_ahead(levels, window):
    return [min(levels[at : at + window]) for at in range(len(levels))]


NOISE_FLOOR = Exercise(
    slug="noise-floor",
    title="The noise floor",
    function="noise_floor",
    parameters="levels, window",
    cases=[
        Case([3, 1, 2, 4, 5], 2, gives=[3, 1, 1, 2, 4]),
        Case([3, 1, 2, 4, 5], 9, gives=[3, 1, 1, 1, 1]),
        Case([], 3, gives=[]),
        Case([5, 3, 4], 1, gives=[5, 3, 4], why="A window of one holds only the present level."),
        Case([2, 2, 2, 3, 3, 3], 2, gives=[2, 2, 2, 2, 3, 3], why="Equal levels leave one by one."),
        Case([1, 5, 4, 9, 9, 9], 3, gives=[1, 1, 1, 4, 4, 9]),
    ],
    generated=lambda st: (st.lists(st.integers(-4, 4), max_size=9), st.integers(1, 5)),
    oracle=_scans_the_window,
    budget=Budget(
        make=lambda n: (list(range(n)), n // 2),
        per=15,
        growth="n",
        says="Each window is scanned again; keep only the levels that can still become the lowest.",
    ),
    hints=(
        "A new level arrives that is lower than an older one: can the older one ever be the lowest "
        "again?",
        "Of the levels that can, in which order do their values stand if they are kept in order of "
        "arrival? Where is the lowest?",
        "A level has to leave when it is too old, so keep its position with it.",
    ),
    why="A level that is not lower than a newer one leaves the window first and can never be the "
    "lowest again; what remains rises from front to back, so the front is the floor, and each "
    "level enters and leaves the queue once.",
    misconceptions=[
        Misconception(
            "never-forgets",
            _never_forgets,
            says="This is the lowest level since the start: a level older than the window must go.",
        ),
        Misconception(
            "one-too-many",
            _one_too_many,
            says="The window holds one level too many: count the present one as well.",
        ),
        Misconception(
            "one-too-few",
            _one_too_few,
            says="The window holds one level too few.",
        ),
        Misconception(
            "full-windows-only",
            _full_windows_only,
            says="There is a floor for every level, also before the first window is full.",
        ),
        Misconception(
            "counts-candidates",
            _counts_candidates,
            says="The queue has gaps, so its length does not say how old its front is.",
        ),
        Misconception(
            "looks-ahead",
            _looks_ahead,
            says="A stream has not heard the levels to come: the window ends with the present one.",
        ),
        Misconception(
            "scans-the-window",
            _scans_the_window,
            says="Each window is scanned again; keep only the levels that can still become the "
            "lowest.",
            verdict="too many steps",
        ),
    ],
)

# --- segments ----------------------------------------------------------------------------------


def _segments_by_frame(flags, before):
    """Mark every frame that is handed on, then look for runs of marks."""
    marked = [any(flags[at : at + before + 1]) for at in range(len(flags))]
    found = []
    for mark, run in groupby(range(len(flags)), key=marked.__getitem__):
        run = list(run)
        if mark:
            found.append((run[0], run[-1] + 1))
    return found


def _runs(flags):
    """Return (start, end) of each run of true flags."""
    return _segments_by_frame(flags, 0)


def _not_joined(flags, before):
    return [(max(0, start - before), end) for start, end in _runs(flags)]


def _below_zero(flags, before):
    found = []
    for start, end in _runs(flags):
        if found and start - before <= found[-1][1]:
            found[-1] = (found[-1][0], end)
        else:
            found.append((start - before, end))
    return found


def _joins_overlaps_only(flags, before):
    found = []
    for start, end in _not_joined(flags, before):
        if found and start < found[-1][1]:
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found


def _end_included(flags, before):
    return [(start, end - 1) for start, end in _segments_by_frame(flags, before)]


def _forgets_the_last(flags, before):
    found = _segments_by_frame(flags, before)
    return found[:-1] if flags and flags[-1] else found


def _shifts(flags, before):
    return [(max(0, start - before), max(0, end - before)) for start, end in _runs(flags)]


SEGMENTS = Exercise(
    slug="segments",
    title="Segments with a pre-roll",
    function="segments",
    parameters="flags, before",
    cases=[
        Case([False, False, True, True, False], 1, gives=[(1, 4)]),
        Case([True, False, False, True], 2, gives=[(0, 4)]),
        Case([], 3, gives=[]),
        Case([False, False], 1, gives=[], why="Without speech nothing is handed on."),
        Case([False, True], 5, gives=[(0, 2)], why="There is no sound before frame 0."),
        Case(
            [True, False, False, False, True],
            2,
            gives=[(0, 1), (2, 5)],
            why="A frame lies between the two segments, so they stay apart.",
        ),
        Case([False, True, False, True], 0, gives=[(1, 2), (3, 4)], why="No pre-roll at all."),
        Case([True, False, True, False, True, False], 3, gives=[(0, 5)]),
    ],
    generated=lambda st: (st.lists(st.booleans(), max_size=9), st.integers(0, 4)),
    oracle=_segments_by_frame,
    hints=(
        "Go through the frames in order: what does one more frame of speech change about the last "
        "segment found so far?",
        "When does the pre-roll of a frame reach back into the last segment, or to its end?",
        "Then the segment grows to this frame; otherwise a new one starts.",
    ),
    why="Segments come in order, so a new frame can only touch the last one: it makes it longer "
    "where its pre-roll reaches that segment's end, and starts a new one where it does not.",
    misconceptions=[
        Misconception(
            "not-joined",
            _not_joined,
            says="Segments that overlap or touch must be joined: these frames are handed on twice "
            "or cut without need.",
        ),
        Misconception(
            "below-zero", _below_zero, says="A segment cannot start before frame 0: cut it there."
        ),
        Misconception(
            "joins-overlaps-only",
            _joins_overlaps_only,
            says="Segments that only touch, one beginning where the other ends, are joined too.",
        ),
        Misconception(
            "end-included",
            _end_included,
            says="The end is the frame after the last one, as in a slice.",
        ),
        Misconception(
            "forgets-the-last",
            _forgets_the_last,
            says="Speech that lasts to the end of the sound is a segment too.",
        ),
        Misconception(
            "shifts",
            _shifts,
            says="A pre-roll makes the segment longer at its start; its end stays.",
        ),
    ],
)

# --- hang-over ---------------------------------------------------------------------------------


def _looks_back(flags, frames):
    """Look at the frame and at those before it."""
    return [any(flags[max(0, at - frames) : at + 1]) for at in range(len(flags))]


def _given(flags, frames):
    held, left = [], 0
    for flag in flags:
        if flag and left == 0:
            left = frames
        held.append(flag or left > 0)
        left = max(0, left - 1)
    return held


def _starts_once(flags, frames):
    held, left = [], 0
    for flag in flags:
        if flag and left == 0:
            left = frames + 1
        held.append(flag or left > 0)
        left = max(0, left - 1)
    return held


def _one_short(flags, frames):
    return [
        flag or held
        for flag, held in zip(flags, _looks_back(flags, max(0, frames - 1)), strict=True)
    ]


def _holds_before(flags, frames):
    return _looks_back(flags[::-1], frames)[::-1]


def _never_closes(flags, frames):
    return list(accumulate(flags, lambda held, flag: held or flag))


def _closes_gaps_only(flags, frames):
    held = []
    for flag, run in groupby(flags):
        length = len(list(run))
        inside = held and len(held) + length < len(flags)
        held += [flag or bool(inside and length <= frames)] * length
    return held


HANG_OVER = Exercise(
    slug="hang-over",
    title="Find the faults: a hangover that lets go",
    function="hang_over",
    parameters="flags, frames",
    cases=[
        Case([True, False, False, False], 2, gives=[True, True, True, False]),
        Case([True, True, True, False, False], 1, gives=[True, True, True, True, False]),
        Case([], 2, gives=[]),
        Case([False, True, False], 0, gives=[False, True, False], why="No frame is held."),
        Case([False, True], 3, gives=[False, True], why="Nothing is held before the speech."),
        Case(
            [True, False, True, False, False, False],
            2,
            gives=[True, True, True, True, True, False],
            why="Speech within the hangover starts the count anew.",
        ),
        Case([True, False, False], 9, gives=[True, True, True]),
    ],
    generated=lambda st: (st.lists(st.booleans(), max_size=9), st.integers(0, 4)),
    oracle=_looks_back,
    budget=Budget(
        make=lambda n: ([True] + [False] * (n - 1), n // 2),
        per=10,
        growth="n",
        says="Count down instead of looking at all frames of the hangover again.",
    ),
    hints=(
        "Follow `left` by hand through a word of three frames: when does the count begin?",
        "Follow it through a single frame of speech: what is `left` in the frame after it?",
        "The count must start anew with every frame of speech, and leave `frames` for the frames "
        "that follow.",
    ),
    why="Every frame of speech sets the count to itself and the frames after it, every other frame "
    "takes one off, and the answer is whether anything is left.",
    misconceptions=[
        Misconception(
            "as-given",
            _given,
            says="This is still the given function: its count starts with a word's first frame and "
            "includes that frame.",
        ),
        Misconception(
            "starts-once",
            _starts_once,
            says="The count still runs from a word's first frame: speech must start it anew.",
        ),
        Misconception(
            "one-short",
            _one_short,
            says="The answer is held for one frame too few after the last frame of speech.",
        ),
        Misconception(
            "holds-before",
            _holds_before,
            says="The hangover comes after the speech; before it would be a pre-roll.",
        ),
        Misconception(
            "never-closes",
            _never_closes,
            says="After `frames` frames without speech the answer must be False again.",
        ),
        Misconception(
            "closes-gaps-only",
            _closes_gaps_only,
            says="A stream cannot know whether speech goes on: every pause is held at its start.",
        ),
    ],
)

# --- bias-in-decibels --------------------------------------------------------------------------

BIAS_IN_DECIBELS = Exercise(
    slug="bias-in-decibels",
    title="Estimate: how far down is the minimum?",
    function="bias_in_decibels",
    parameters="",
    cases=[Case(gives=20.0)],
    compare=within_factor(1.1, unit="dB"),
    hints=(
        "All of several independent powers exceed a value with the product of their chances: what "
        "distribution has the lowest?",
        "An exponential tail to the power of the number of frames is an exponential tail again: "
        "what is its mean?",
    ),
    why="The lowest of n independent exponential powers is exponential with an n-th of their mean: "
    "10 · log10(100) = 20 dB below it.",
    misconceptions=[
        Misconception(
            "amplitude",
            lambda: 40.0,
            says="Powers have 10 · log10, amplitudes 20 · log10.",
        ),
        Misconception("a-ratio", lambda: 100.0, says="This is the ratio of the powers, not in dB."),
        Misconception(
            "square-root",
            lambda: 10.0,
            says="The mean of many falls off with a root, the lowest of many does not.",
        ),
        Misconception(
            "mean-of-logarithms",
            lambda: 22.5,
            says="Average the powers first and take the logarithm last.",
        ),
    ],
)

EXERCISES = [NOISE_FLOOR, SEGMENTS, HANG_OVER, BIAS_IN_DECIBELS]
