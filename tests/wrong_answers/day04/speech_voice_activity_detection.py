"""Wrong and right answers to the exercises of Voice activity detection; see `daybyday.checking`."""

import random
from math import log10

from daybyday.checking import Wrong

# --- noise-floor -------------------------------------------------------------------------------


def writes_over_the_levels(levels, window):
    """Put each floor in the place of a level that no later window needs."""
    floor = [min(levels[max(0, at - window + 1) : at + 1]) for at in range(len(levels))]
    levels[:] = floor
    return floor


def one_floor(levels, window):
    """Return only the last floor."""
    return min(levels[-window:]) if levels else None


def empties_the_queue(levels, window):
    """Drop the front when it is too old, before a new one has come."""
    floor, waiting = [], []
    for position, level in enumerate(levels):
        while waiting[-1][1] >= level:
            waiting.pop()
        waiting.append((position, level))
        floor.append(waiting[0][1])
    return floor


def floor_of_blocks(levels, window):
    """Combine the minimum from each block's start with that from each block's end."""
    since, until = list(levels), list(levels)
    for at in range(1, len(levels)):
        if at % window:
            since[at] = min(since[at - 1], levels[at])
    for at in range(len(levels) - 2, -1, -1):
        if (at + 1) % window:
            until[at] = min(until[at + 1], levels[at])
    return [
        min(since[at], until[max(0, at - window + 1)]) if at >= window - 1 else since[at]
        for at in range(len(levels))
    ]


# --- segments ----------------------------------------------------------------------------------


def pairs_as_lists(flags, before):
    """Return lists where pairs are asked for."""
    return [list(pair) for pair in runs_then_join(flags, before)]


def joins_everything(flags, before):
    """Return one segment from the first to the last frame of speech."""
    spoken = [frame for frame, flag in enumerate(flags) if flag]
    return [(max(0, spoken[0] - before), spoken[-1] + 1)] if spoken else []


def reads_past_the_end(flags, before):
    """Look for the end of a run without a limit."""
    found, frame = [], 0
    while frame < len(flags):
        if flags[frame]:
            start = frame
            while flags[frame]:
                frame += 1
            found.append((max(0, start - before), frame))
        frame += 1
    return found


def runs_then_join(flags, before):
    """Find where flags change, then join."""
    padded = [False, *flags, False]
    changes = [at for at in range(len(flags) + 1) if padded[at] != padded[at + 1]]
    joined = []
    for start, end in zip(changes[::2], changes[1::2], strict=True):
        start = max(0, start - before)
        if joined and joined[-1][1] >= start:
            start, _ = joined.pop()
        joined.append((start, end))
    return joined


# --- hang-over ---------------------------------------------------------------------------------


def changes_the_flags(flags, frames):
    """Write into the flags that were given."""
    left = 0
    for at, flag in enumerate(flags):
        left = frames + 1 if flag else left - 1
        flags[at] = left > 0
    return flags


def adds_frames(flags, frames):
    """Make the answer longer than the sound."""
    return [any(flags[max(0, at - frames) : at + 1]) for at in range(len(flags) + frames)]


def looks_at_each_frame_again(flags, frames):
    """Look back over the whole hangover for each frame."""
    held = []
    for at in range(len(flags)):
        answer = False
        for back in range(frames + 1):
            if at >= back and flags[at - back]:
                answer = True
        held.append(answer)
    return held


def remembers_the_last(flags, frames):
    """Remember the last frame of speech."""
    held, last = [], None
    for at, flag in enumerate(flags):
        if flag:
            last = at
        held.append(last is not None and at - last <= frames)
    return held


# --- bias-in-decibels --------------------------------------------------------------------------


def simulates():
    """Average the lowest of many windows."""
    draw = random.Random(1)
    lowest = [min(draw.expovariate(1) for _ in range(100)) for _ in range(2_000)]
    return -10 * log10(sum(lowest) / len(lowest))


WRONG = {
    "noise-floor": [
        Wrong(
            "writes-over-the-levels",
            writes_over_the_levels,
            verdict="changed its input",
            words="levels",
        ),
        Wrong("one-floor", one_floor, verdict="wrong", words="noise_floor"),
        Wrong("empties-the-queue", empties_the_queue, verdict="crashed", words="IndexError"),
    ],
    "segments": [
        Wrong("pairs-as-lists", pairs_as_lists, verdict="wrong", words="[[0, 2]]"),
        Wrong("joins-everything", joins_everything, verdict="wrong", words="[(1, 4)]"),
        Wrong("reads-past-the-end", reads_past_the_end, verdict="crashed", words="IndexError"),
    ],
    "hang-over": [
        Wrong("changes-the-flags", changes_the_flags, verdict="changed its input", words="flags"),
        Wrong("adds-frames", adds_frames, verdict="wrong", words="hang_over"),
        Wrong(
            "looks-at-each-frame-again",
            looks_at_each_frame_again,
            verdict="too many steps",
            words="Count down",
        ),
    ],
    "bias-in-decibels": [
        Wrong("above-the-mean", lambda: -20.0, verdict="wrong", words="dB"),
        Wrong("a-text", lambda: "20 dB", verdict="wrong", words="a number of dB"),
    ],
}

RIGHT = {
    "noise-floor": [floor_of_blocks],
    "segments": [runs_then_join],
    "hang-over": [remembers_the_last],
    "bias-in-decibels": [simulates],
}

EQUIVALENT = {
    "noise-floor": {
        "line 9: `waiting[-1][1] >= level` -> `waiting[-1][1] > level`": "equal levels may wait "
        "beside each other: the floor is the same",
    },
    "hang-over": {
        "line 4: `0` -> `1`": "a first frame without speech takes one off and leaves nothing",
        "line 4: `0` -> `-1`": "less than nothing left is nothing left",
    },
}
