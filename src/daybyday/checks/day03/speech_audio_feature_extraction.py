"""Exercises of the lesson Audio feature extraction: frames, mel and MFCC on one clock."""

from bisect import bisect_left
from math import log10

from daybyday.checking import Budget, Case, Exercise, Misconception, close, within_factor

# --- mel-filter --------------------------------------------------------------------------------


def _mel_filter_by_powers(position, count, rate, frequencies):
    """Corners by a constant ratio of 1 + f/700, sides by cases."""
    whole = 1 + rate / 1400
    low, top, high = (700 * whole ** ((position + k) / (count + 1)) - 700 for k in range(3))
    weights = []
    for frequency in frequencies:
        if frequency <= low or frequency >= high:
            weights.append(0.0)
        elif frequency <= top:
            weights.append((frequency - low) / (top - low))
        else:
            weights.append((high - frequency) / (high - top))
    return weights


def _triangle(corners, frequencies):
    low, top, high = corners
    return [
        max(0.0, min((frequency - low) / (top - low), (high - frequency) / (high - top)))
        for frequency in frequencies
    ]


def _mel(frequency):
    return 2595 * log10(1 + frequency / 700)


def _hertz(mel):
    return 700 * (10 ** (mel / 2595) - 1)


def _corners(position, count, highest):
    step = _mel(highest) / (count + 1)
    return [_hertz((position + k) * step) for k in range(3)]


def _even_in_hertz(position, count, rate, frequencies):
    step = rate / 2 / (count + 1)
    return _triangle([(position + k) * step for k in range(3)], frequencies)


def _straight_in_mel(position, count, rate, frequencies):
    step = _mel(rate / 2) / (count + 1)
    return _triangle([(position + k) * step for k in range(3)], [_mel(f) for f in frequencies])


def _up_to_the_rate(position, count, rate, frequencies):
    return _triangle(_corners(position, count, rate), frequencies)


def _too_few_corners(position, count, rate, frequencies):
    step = _mel(rate / 2) / count
    return _triangle([_hertz((position + k) * step) for k in range(3)], frequencies)


def _equal_area(position, count, rate, frequencies):
    low, top, high = _corners(position, count, rate / 2)
    return [2 / (high - low) * weight for weight in _triangle((low, top, high), frequencies)]


def _negative_outside(position, count, rate, frequencies):
    low, top, high = _corners(position, count, rate / 2)
    return [min((f - low) / (top - low), (high - f) / (high - top)) for f in frequencies]


MEL_FILTER = Exercise(
    slug="mel-filter",
    title="One mel filter",
    function="mel_filter",
    parameters="position, count, rate, frequencies",
    cases=[
        Case(0, 1, 4200, [0, 350, 700, 1400, 2100], gives=[0.0, 0.5, 1.0, 0.5, 0.0]),
        Case(1, 2, 9800, [700, 1400, 2100, 3500, 6000], gives=[0.0, 0.5, 1.0, 0.5, 0.0]),
        Case(0, 1, 4200, [], gives=[], why="No frequency, no weight."),
        Case(0, 2, 9800, [3500], gives=[0.0], why="Above its last corner a filter weighs nothing."),
        Case(1, 2, 9800, [350], gives=[0.0], why="Below its first corner a filter weighs nothing."),
        Case(
            0,
            1,
            4200,
            [2100, 700, 350],
            gives=[0.0, 1.0, 0.5],
            why="The weights stand in the order of the frequencies.",
        ),
        Case(3, 40, 16_000, [220, 250, 281.25, 312.5, 330]),
        Case(39, 40, 16_000, [6900, 7300, 7700, 8000, 9000]),
    ],
    generated=lambda st: st.integers(1, 6).flatmap(
        lambda count: st.tuples(
            st.integers(0, count - 1),
            st.just(count),
            st.sampled_from([4200, 8000, 9800, 16_000]),
            st.lists(st.integers(0, 40).map(lambda step: 200 * step), max_size=4),
        )
    ),
    oracle=_mel_filter_by_powers,
    compare=close(rel=1e-6, absolute=1e-9),
    hints=(
        "In mel the corners are evenly spaced: how many steps lie between the first and the last?",
        "Turn the three corners of this filter back into Hz with the inverse of the formula.",
        "One straight line rises from corner to corner, one falls; the smaller of the two is the "
        "weight, unless it is negative.",
    ),
    why="The corners are evenly spaced in mel, so they are found there and turned back; the "
    "smaller of the rising and the falling line, not below zero, is a triangle in Hz.",
    misconceptions=[
        Misconception(
            "even-in-hertz",
            _even_in_hertz,
            says="These corners are evenly spaced in Hz; they shall be so in mel.",
        ),
        Misconception(
            "straight-in-mel",
            _straight_in_mel,
            says="The sides are straight over mel here; they shall be straight over Hz.",
        ),
        Misconception(
            "up-to-the-rate",
            _up_to_the_rate,
            says="The last corner lies at half of the sampling rate, not at the rate.",
        ),
        Misconception(
            "too-few-corners",
            _too_few_corners,
            says="With `count + 2` corners there are `count + 1` steps between them.",
        ),
        Misconception(
            "equal-area",
            _equal_area,
            says="This is Slaney's filter of equal area; here the height is 1.",
        ),
        Misconception(
            "negative-outside",
            _negative_outside,
            says="Outside of its corners the lines go below zero; the weight there is 0.",
        ),
    ],
)

# --- nearest-frames ----------------------------------------------------------------------------


def _nearest_by_all(ticks, times):
    """Look at all frames for each tick."""
    return [min(range(len(times)), key=lambda k: (abs(times[k] - tick), k)) for tick in ticks]


def _last_before(ticks, times):
    found, place = [], 0
    for tick in ticks:
        while place + 1 < len(times) and times[place + 1] <= tick:
            place += 1
        found.append(place)
    return found


def _first_after(ticks, times):
    return [min(bisect_left(times, tick), len(times) - 1) for tick in ticks]


def _later_on_a_tie(ticks, times):
    found, place = [], 0
    for tick in ticks:
        while place + 1 < len(times) and abs(times[place + 1] - tick) <= abs(times[place] - tick):
            place += 1
        found.append(place)
    return found


def _one_step_a_tick(ticks, times):
    found, place = [], 0
    for tick in ticks:
        if place + 1 < len(times) and abs(times[place + 1] - tick) < abs(times[place] - tick):
            place += 1
        found.append(place)
    return found


def _uses_a_frame_once(ticks, times):
    found, place = [], 0
    for tick in ticks:
        while place + 1 < len(times) and abs(times[place + 1] - tick) < abs(times[place] - tick):
            place += 1
        found.append(place)
        place = min(place + 1, len(times) - 1)
    return found


def _starts_again(ticks, times):
    found = []
    for tick in ticks:
        place = 0
        while place + 1 < len(times) and abs(times[place + 1] - tick) < abs(times[place] - tick):
            place += 1
        found.append(place)
    return found


NEAREST_FRAMES = Exercise(
    slug="nearest-frames",
    title="The nearest frame, in one pass",
    function="nearest_frames",
    parameters="ticks, times",
    cases=[
        Case([0, 10, 20], [5, 12], gives=[0, 1, 1]),
        Case([10], [5, 15], gives=[0], why="Of two frames equally near, the earlier one counts."),
        Case([], [5], gives=[], why="No tick, no frame."),
        Case([3, 3], [0, 4], gives=[1, 1], why="A tick may come twice and keeps its frame."),
        Case([100], [0, 10, 20, 30], gives=[3], why="Several frames may lie between two ticks."),
        Case([0], [40, 50], gives=[0], why="Before the first frame the first one is nearest."),
        Case([0, 1, 2, 9], [0, 10], gives=[0, 0, 0, 1], why="Several ticks may share a frame."),
        Case(
            [8], [5, 9], gives=[1], why="The frame after a tick may be nearer than the one before."
        ),
    ],
    generated=lambda st: st.tuples(
        st.lists(st.integers(0, 12), max_size=6).map(sorted),
        st.lists(st.integers(0, 12), min_size=1, max_size=6, unique=True).map(sorted),
    ),
    oracle=_nearest_by_all,
    budget=Budget(
        make=lambda n: (list(range(3, 4 * n, 4)), list(range(0, 4 * n, 4))),
        per=16,
        growth="n",
        says="Go on from the frame of the last tick instead of searching from the start.",
    ),
    hints=(
        "Ticks rise: can the frame of the next tick be an earlier one than that of this tick?",
        "Keep the place of the current frame, and for each tick move it on while that helps.",
        "Moving on helps while the next frame is strictly nearer to the tick than the current one.",
    ),
    why="Both lists rise, so the nearest frame never goes back: each step either answers a tick or "
    "moves the frame on, at most n + m steps; *strictly nearer* keeps the earlier one on a tie.",
    misconceptions=[
        Misconception(
            "last-before",
            _last_before,
            says="This is the last frame before the tick; the one after it may be nearer.",
        ),
        Misconception(
            "first-after",
            _first_after,
            says="This is the first frame from the tick on; the one before it may be nearer.",
        ),
        Misconception(
            "later-on-a-tie",
            _later_on_a_tie,
            says="Of two frames that are equally near, the earlier one is asked for.",
        ),
        Misconception(
            "one-step-a-tick",
            _one_step_a_tick,
            says="Several frames may lie between two ticks: move on as long as it helps.",
        ),
        Misconception(
            "uses-a-frame-once",
            _uses_a_frame_once,
            says="Several ticks may have the same nearest frame.",
        ),
        Misconception(
            "starts-again",
            _starts_again,
            says="Go on from the frame of the last tick instead of searching from the start.",
            verdict="too many steps",
        ),
    ],
)

# --- frame-at ----------------------------------------------------------------------------------


def _frame_by_all(moment, window, hop, padded, frames):
    """Look at each frame's centre, in half samples."""
    centres = [2 * k * hop + (0 if padded else window) for k in range(frames)]
    return min(range(frames), key=lambda k: (abs(centres[k] - 2 * moment), k))


def _inside(place, frames):
    return min(max(place, 0), frames - 1)


def _nearest_place(ahead, hop):
    return -((hop - ahead) // (2 * hop))


def _given(moment, window, hop, padded, frames):
    return min(moment // hop, frames)


def _starts_only_mended_at_the_end(moment, window, hop, padded, frames):
    return min(moment // hop, frames - 1)


def _floors(moment, window, hop, padded, frames):
    ahead = 2 * moment - (0 if padded else window)
    return _inside(ahead // (2 * hop), frames)


def _nearest_start(moment, window, hop, padded, frames):
    return _inside(_nearest_place(2 * moment, hop), frames)


def _never_padded(moment, window, hop, padded, frames):
    return _inside(_nearest_place(2 * moment - window, hop), frames)


def _past_the_end(moment, window, hop, padded, frames):
    place = _nearest_place(2 * moment - (0 if padded else window), hop)
    return min(max(place, 0), frames)


def _negative(moment, window, hop, padded, frames):
    return min(_nearest_place(2 * moment - (0 if padded else window), hop), frames - 1)


def _later_frame(moment, window, hop, padded, frames):
    ahead = 2 * moment - (0 if padded else window)
    return _inside((ahead + hop) // (2 * hop), frames)


FRAME_AT = Exercise(
    slug="frame-at",
    title="Find the fault: labels on the wrong frame",
    function="frame_at",
    parameters="moment, window, hop, padded, frames",
    cases=[
        Case(1000, 400, 160, False, 99, gives=5),
        Case(1000, 400, 160, True, 99, gives=6),
        Case(0, 400, 160, False, 99, gives=0, why="Before the first centre: the first frame."),
        Case(0, 400, 160, True, 99, gives=0),
        Case(9999, 400, 160, False, 10, gives=9, why="The last of ten frames has the number 9."),
        Case(280, 400, 160, False, 99, gives=0, why="In the middle, the earlier frame counts."),
        Case(240, 400, 160, True, 99, gives=1, why="In the middle, the earlier frame counts."),
        Case(281, 400, 160, False, 99, gives=1),
        Case(3, 5, 2, False, 9, gives=0, why="Centres lie at 2.5 and 4.5."),
        Case(7, 1, 1, True, 1, gives=0, why="Where there is one frame, every moment is its."),
    ],
    generated=lambda st: (
        st.integers(0, 20),
        st.integers(1, 9),
        st.integers(1, 5),
        st.booleans(),
        st.integers(1, 5),
    ),
    oracle=_frame_by_all,
    budget=Budget(
        make=lambda n: (160 * n, 400, 160, False, n),
        per=40,
        growth="1",
        says="Compute the frame's number by division instead of looking at each frame.",
    ),
    hints=(
        "Write the centres of the first three frames, with and without padding: which number does "
        "the function give for them?",
        "In half samples all centres are whole numbers: how far is the moment behind the first "
        "one, counted in hops?",
        "Round that to the nearest whole number, the lower one in the middle, and keep it between "
        "the first and the last frame.",
    ),
    why="A frame's time is its centre, which padding moves by half a window; the number is the "
    "distance from the first centre in hops, rounded, and the last frame is `frames - 1`.",
    misconceptions=[
        Misconception(
            "as-given",
            _given,
            says="This is still the given function: starts for centres, and one frame too many.",
        ),
        Misconception(
            "starts-for-centres",
            _starts_only_mended_at_the_end,
            says="The end is mended; a frame is still found by its start instead of its centre.",
        ),
        Misconception(
            "floors",
            _floors,
            says="This takes the last centre before the moment; the next one may be nearer.",
        ),
        Misconception(
            "nearest-start",
            _nearest_start,
            says="Without padding a centre lies half a window after its frame's start.",
        ),
        Misconception(
            "never-padded",
            _never_padded,
            says="With padding the centre of frame k lies at k hops; the window shifts nothing.",
        ),
        Misconception(
            "past-the-end",
            _past_the_end,
            says="Frames are numbered from 0, so the last one is `frames - 1`.",
        ),
        Misconception(
            "negative",
            _negative,
            says="A moment before the first centre belongs to frame 0, not to a negative number.",
        ),
        Misconception(
            "later-frame",
            _later_frame,
            says="In the middle between two centres the earlier frame is asked for.",
        ),
    ],
)

# --- stalled-gigabytes -------------------------------------------------------------------------

STALLED_GIGABYTES = Exercise(
    slug="stalled-gigabytes",
    title="Estimate: what a stalled stream costs",
    function="stalled_gigabytes",
    parameters="",
    cases=[Case(gives=10.08)],
    compare=within_factor(1.5, unit="GB"),
    hints=(
        "Which streams go on, and how many frames a second does each bring?",
        "How many numbers are in a frame of each, and how many bytes in a number?",
    ),
    why="Each caller's energy and log-mel bring 200 and 100 · 40 numbers a second, 16.8 kB; sixty "
    "seconds of 10,000 callers are 10.08 GB.",
    misconceptions=[
        Misconception(
            "one-number-a-frame",
            lambda: 10_000 * 60 * 300 * 4 / 1e9,
            says="A frame of log-mel holds 40 numbers, not one.",
        ),
        Misconception(
            "one-caller",
            lambda: 60 * 4_200 * 4 / 1e9,
            says="This is one caller; the server hangs for all 10,000.",
        ),
        Misconception(
            "one-second",
            lambda: 10_000 * 4_200 * 4 / 1e9,
            says="This is what arrives in a second; the stall lasts a minute.",
        ),
        Misconception(
            "numbers-not-bytes",
            lambda: 10_000 * 60 * 4_200 / 1e9,
            says="These are billions of numbers; each takes four bytes.",
        ),
        Misconception(
            "bits",
            lambda: 10_000 * 60 * 4_200 * 32 / 1e9,
            says="These are gigabits; eight of them are a byte.",
        ),
        Misconception(
            "raw-samples",
            lambda: 10_000 * 60 * 32_000 / 1e9,
            says="These are the samples; what waits are the frames of energy and log-mel.",
        ),
    ],
)

EXERCISES = [MEL_FILTER, NEAREST_FRAMES, FRAME_AT, STALLED_GIGABYTES]
