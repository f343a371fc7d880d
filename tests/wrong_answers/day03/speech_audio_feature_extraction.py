"""Wrong and right answers to the exercises of Audio feature extraction; see `daybyday.checking`."""

from itertools import pairwise
from math import exp, log, log10

from daybyday.checking import Wrong

# --- mel-filter --------------------------------------------------------------------------------


def natural_logarithm_with_2595(position, count, rate, frequencies):
    """Mix the constant of one base with the inverse of another."""
    step = 2595 * log(1 + rate / 1400) / (count + 1)
    low, top, high = (700 * (10 ** ((position + k) * step / 2595) - 1) for k in range(3))
    return [max(0.0, min((f - low) / (top - low), (high - f) / (high - top))) for f in frequencies]


def next_position(position, count, rate, frequencies):
    """Count the filters from 1."""
    return filter_by_exponentials(position - 1, count, rate, frequencies)


def sorted_first(position, count, rate, frequencies):
    """Sort the frequencies in place, which the caller did not ask for."""
    frequencies.sort()
    return filter_by_exponentials(position, count, rate, frequencies)


def one_weight(position, count, rate, frequencies):
    """Return the weight of the first frequency only."""
    return filter_by_exponentials(position, count, rate, frequencies)[0]


def filter_by_exponentials(position, count, rate, frequencies):
    """Corners by exp and log, sides by interpolation."""
    import numpy

    step = log(1 + rate / 1400) / (count + 1)
    corners = [700 * (exp((position + k) * step) - 1) for k in range(3)]
    return [float(weight) for weight in numpy.interp(frequencies, corners, [0, 1, 0])]


def filter_by_sum(position, count, rate, frequencies):
    """One minus the distance from the top, measured in the side's own length."""
    mels = [(position + k) / (count + 1) * log10(1 + rate / 1400) for k in range(3)]
    low, top, high = (700 * 10**mel - 700 for mel in mels)
    sides = ((f - top) / ((high - top) if f > top else (low - top)) for f in frequencies)
    return [1.0 - min(1.0, side) for side in sides]


# --- nearest-frames ----------------------------------------------------------------------------


def times_instead_of_numbers(ticks, times):
    """Return the times of the frames."""
    return [min(times, key=lambda time: abs(time - tick)) for tick in ticks]


def reads_past_the_end(ticks, times):
    """Look at the frame after the last."""
    found, place = [], 0
    for tick in ticks:
        while abs(times[place + 1] - tick) < abs(times[place] - tick):
            place += 1
        found.append(place)
    return found


def empties_the_times(ticks, times):
    """Take frames off the front."""
    found, gone = [], 0
    for tick in ticks:
        while len(times) > 1 and abs(times[1] - tick) < abs(times[0] - tick):
            times.pop(0)
            gone += 1
        found.append(gone)
    return found


def nearest_by_middles(ticks, times):
    """Move on when the tick lies past the middle between two frames."""
    middles = [one + other for one, other in pairwise(times)]
    found, place = [], 0
    for tick in ticks:
        while place < len(middles) and 2 * tick > middles[place]:
            place += 1
        found.append(place)
    return found


# --- frame-at ----------------------------------------------------------------------------------


def rounds_half_to_even(moment, window, hop, padded, frames):
    """Trust `round`, which goes to the even number in the middle."""
    first = 0 if padded else window / 2
    return min(max(round((moment - first) / hop), 0), frames - 1)


def whole_half_window(moment, window, hop, padded, frames):
    """Lose the half sample of an odd window."""
    first = 0 if padded else window // 2
    return min(max(-((hop - 2 * (moment - first)) // (2 * hop)), 0), frames - 1)


def looks_at_each_frame(moment, window, hop, padded, frames):
    """Search all centres."""
    best = 0
    for place in range(frames):
        centre = 2 * place * hop + (0 if padded else window)
        nearest = 2 * best * hop + (0 if padded else window)
        if abs(centre - 2 * moment) < abs(nearest - 2 * moment):
            best = place
    return best


def a_fraction(moment, window, hop, padded, frames):
    """Return the place without rounding it."""
    return (moment - (0 if padded else window / 2)) / hop


def frame_by_remainder(moment, window, hop, padded, frames):
    """Take the frame before and go on by one if the rest is more than half a hop."""
    ahead = 2 * moment - (0 if padded else window)
    if ahead <= 0:
        return 0
    place, rest = divmod(ahead, 2 * hop)
    return min(place + (rest > hop), frames - 1)


WRONG = {
    "mel-filter": [
        Wrong("mixes-two-logarithms", natural_logarithm_with_2595, words="mel_filter"),
        Wrong("counts-from-one", next_position, words="mel_filter"),
        Wrong(
            "sorts-the-frequencies",
            sorted_first,
            words="It also changes its argument `frequencies`.",
        ),
        Wrong("one-weight", one_weight, verdict="crashed", words="IndexError"),
    ],
    "nearest-frames": [
        Wrong("times-for-numbers", times_instead_of_numbers, words="nearest_frames"),
        Wrong("reads-past-the-end", reads_past_the_end, verdict="crashed", words="IndexError"),
        Wrong("empties-the-times", empties_the_times, verdict="changed its input", words="times"),
    ],
    "frame-at": [
        Wrong("rounds-half-to-even", rounds_half_to_even, words="the earlier frame is asked for"),
        Wrong("whole-half-window", whole_half_window, words="frame_at"),
        Wrong(
            "looks-at-each-frame",
            looks_at_each_frame,
            verdict="too many steps",
            words="by division",
        ),
        Wrong("a-fraction", a_fraction, words="float"),
    ],
    "stalled-gigabytes": [
        Wrong("a-text", lambda: "10 GB", words="a number of GB"),
    ],
}

RIGHT = {
    "mel-filter": [filter_by_exponentials, filter_by_sum],
    "nearest-frames": [nearest_by_middles],
    "frame-at": [frame_by_remainder],
    "stalled-gigabytes": [lambda: 16.8e3 * 60 * 1e4 / 1e9],
}

EQUIVALENT = {}
