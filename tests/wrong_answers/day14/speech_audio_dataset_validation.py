"""Wrong and right answers to the exercises of Audio dataset validation; see `daybyday.checking`."""

from math import sqrt

from daybyday.checking import Wrong

# --- flat-runs ---------------------------------------------------------------------------------


def counts_each_time(samples, least):
    """Look at every window of the asked length."""
    count = 0
    high, low = max(samples, default=0), min(samples, default=0)
    for start in range(len(samples) - least + 1):
        same = True
        for sample in samples[start : start + least]:
            same = same and sample == samples[start]
        fresh = start == 0 or samples[start - 1] != samples[start]
        value = samples[start]
        if same and fresh and (value == high > 0 or value == low < 0):
            count += 1
        if same and not fresh:
            for _ in range(least):
                pass
    return count


def crashes_on_empty(samples, least):
    """Take the maximum of nothing."""
    high, low = max(samples), min(samples)
    return marked_lengths(samples, least) if high >= low else 0


def empties_the_clip(samples, least):
    """Take the samples out of the list while counting."""
    copy = list(samples)
    samples.clear()
    return marked_lengths(copy, least)


def nearly_there(samples, least):
    """Take everything within two percent of an end for flat."""
    high, low = max(samples, default=0), min(samples, default=0)
    found, length, before = 0, 0, 0
    for sample in samples:
        side = (high > 0 and sample >= 0.98 * high) - (low < 0 and sample <= 0.98 * low)
        length = length + 1 if side == before else 1
        before = side
        found += side != 0 and length == least
    return found


def marked_lengths(samples, least):
    """Keep the lengths of runs on either side and count when one breaks."""
    high, low = max(samples, default=0), min(samples, default=0)
    found = 0
    for end in ([high] if high > 0 else []) + ([low] if low < 0 else []):
        length = 0
        for sample in samples:
            if sample == end:
                length += 1
            else:
                found += length >= least
                length = 0
        found += length >= least
    return found


# --- similarity --------------------------------------------------------------------------------


def padded(first, second, most, size=abs):
    """Put zeros around the second clip and slide the first along it."""
    energy = sum(x * x for x in first) * sum(y * y for y in second)
    if not energy:
        return 0.0
    around = [0.0] * (most + len(first)) + list(second) + [0.0] * (most + len(first))
    best = 0.0
    for start in range(len(first), len(first) + 2 * most + 1):
        best = max(best, size(sum(x * around[start + i] for i, x in enumerate(first))))
    return best / sqrt(energy)


def by_the_larger(first, second, most):
    """Divide by the larger energy."""
    energies = [sum(v * v for v in each) for each in (first, second)]
    return padded(first, second, most) * sqrt(energies[0] * energies[1]) / max(*energies, 1e-9)


def at_most_the_length(first, second, most):
    """Never try a lag beyond the shorter clip."""
    return padded(first, second, min(most, len(first) - 1, len(second) - 1))


def divides_by_silence(first, second, most):
    """Forget that a clip may have no energy."""
    energy = sum(x * x for x in first) * sum(y * y for y in second)
    return padded(first, second, most) * energy / energy


# --- groups ------------------------------------------------------------------------------------


def by_shape(speakers, clips):
    """Relabel whole components whenever two of them meet."""
    number = list(range(len(clips)))
    homes = {}
    members = {place: [place] for place in number}
    for place, (speaker, clip) in enumerate(zip(speakers, clips, strict=True)):
        top = max(map(abs, clip))
        shape = tuple(sample / top for sample in clip) if top else None
        for key in (speaker, shape):
            if key is None:
                continue
            other = homes.setdefault(key, place)
            low, high = sorted((number[other], number[place]))
            if low != high:
                for one in members.pop(high):
                    number[one] = low
                    members[low].append(one)
    return number


def rounds_down(speakers, clips):
    """Divide by the smallest sample and drop what is left."""
    least = [min((abs(sample) for sample in clip if sample), default=1) for clip in clips]
    shapes = [[v // by for v in clip] for clip, by in zip(clips, least, strict=True)]
    return by_shape(speakers, shapes)


def by_speaker_only(speakers, clips):
    """Keep speakers together and copies apart."""
    return [speakers.index(speaker) for speaker in speakers]


def numbers_from_zero(speakers, clips):
    """Count components instead of naming their first clip."""
    names = by_shape(speakers, clips)
    order = sorted(set(names))
    return [order.index(name) for name in names]


def scales_the_clips(speakers, clips):
    """Write the normalised samples over the clips."""
    names = by_shape(speakers, clips)
    for clip in clips:
        top = max(map(abs, clip)) or 1
        clip[:] = [sample / top for sample in clip]
    return names


# --- percent-wrong -----------------------------------------------------------------------------


def by_counting():
    """Count a million clips."""
    wrong, right = 5_000 * 0.9 * 0.8, 995_000 * 0.02 * 0.1
    return 100 * wrong / (wrong + right)


WRONG = {
    "flat-runs": [
        Wrong(
            "counts-each-time", counts_each_time, verdict="too many steps", words="Keep the length"
        ),
        Wrong("nearly-there", nearly_there, verdict="wrong", words="no top"),
        Wrong("crashes-on-empty", crashes_on_empty, verdict="crashed", words="ValueError"),
        Wrong("empties-the-clip", empties_the_clip, verdict="changed its input", words="samples"),
    ],
    "similarity": [
        Wrong("by-the-larger", by_the_larger, verdict="wrong", words="similarity"),
        Wrong("at-most-the-length", at_most_the_length, verdict="wrong", words="similarity"),
        Wrong("divides-by-silence", divides_by_silence, verdict="crashed", words="ZeroDivision"),
    ],
    "groups": [
        Wrong("rounds-down", rounds_down, verdict="wrong", words="not twice"),
        Wrong("by-speaker-only", by_speaker_only, verdict="wrong", words="groups"),
        Wrong("numbers-from-zero", numbers_from_zero, verdict="wrong", words="groups"),
        Wrong("scales-the-clips", scales_the_clips, verdict="changed its input", words="clips"),
    ],
    "percent-wrong": [
        Wrong("a-text", lambda: "64 %", verdict="wrong", words="a number of %"),
        Wrong("negative", lambda: -64.4, verdict="wrong", words="%"),
    ],
}

RIGHT = {
    "flat-runs": [marked_lengths],
    "similarity": [padded],
    "groups": [by_shape],
    "percent-wrong": [by_counting],
}

SPARE = "a spare entry at the end of the list of parents is never asked for"
SHORT = "paths are only made shorter here: the roots stay the same"
LENGTHS = "the lists have the same length, so zip has nothing to complain about"

FIRST = "the first sample differs from None, so it sets the length to 1 in any case"
WHOLE = "samples are whole numbers: what lies on this side of 0 lies at 1 at least"

EQUIVALENT = {
    "flat-runs": {
        "line 4: `0` -> `1` (2)": WHOLE,
        "line 4: `0` -> `-1` (3)": WHOLE,
        "line 5: `0` -> `1` (2)": FIRST,
        "line 5: `0` -> `-1` (2)": FIRST,
    },
    "groups": {
        "line 6: `range(len(clips))` -> `range(len(clips) + 1)`": SPARE,
        "line 10: `parent[place] = parent[parent[place]]` dropped": SHORT,
        "line 15: `True` -> `False`": LENGTHS,
    },
}
