"""Wrong and right answers to the exercises of Voice enhancement; see `daybyday.checking`."""

from itertools import accumulate
from math import log10

from daybyday.checking import Wrong

# --- track-noise -------------------------------------------------------------------------------


def writes_into_the_powers(powers, chances, alpha):
    """Put each estimate in the place of its power."""
    for now in range(1, len(powers)):
        step = (1 - alpha) * (1 - chances[now])
        powers[now] = powers[now - 1] + step * (powers[now] - powers[now - 1])
    return powers


def asks_for_a_first_power(powers, chances, alpha):
    """Take the first power of a list that has none."""
    noise = powers[0]
    estimates = [noise]
    for power, chance in zip(powers[1:], chances[1:], strict=True):
        noise += (1 - alpha) * (1 - chance) * (power - noise)
        estimates.append(noise)
    return estimates


def adds_up_the_past(powers, chances, alpha):
    """Weigh all powers again for each frame."""
    estimates = []
    for now in range(len(powers)):
        noise = powers[0]
        for then in range(1, now + 1):
            noise += (1 - alpha) * (1 - chances[then]) * (powers[then] - noise)
        estimates.append(noise)
    return estimates


def last_only(powers, chances, alpha):
    """Return the last estimate alone."""
    noise = powers[0] if powers else 0.0
    for power, chance in zip(powers, chances, strict=True):
        noise += (1 - alpha) * (1 - chance) * (power - noise)
    return noise


def by_accumulating(powers, chances, alpha):
    """Move the estimate by a share of the way to the power."""
    steps = [(1 - alpha) * (1 - chance) for chance in chances]
    pairs = list(zip(powers, steps, strict=True))[1:]
    if not powers:
        return []
    moved = accumulate(pairs, lambda old, pair: old + pair[1] * (pair[0] - old), initial=powers[0])
    return list(moved)


# --- si-sdr ------------------------------------------------------------------------------------


def takes_the_means_off_in_place(clean, result):
    """Change both lists."""
    for sound in (clean, result):
        mean = sum(sound) / len(sound)
        sound[:] = [sample - mean for sample in sound]
    return by_projection(clean, result)


def mean_for_each_sample(clean, result):
    """Add all samples up again for each."""
    centred = []
    for sound in (clean, result):
        row = []
        for sample in sound:
            total = 0.0
            for other in sound:
                total += other
            row.append(sample - total / len(sound))
        centred.append(row)
    return by_projection(*centred)


def a_ratio(clean, result):
    """Forget the logarithm."""
    return 10 ** (by_projection(clean, result) / 10)


def by_projection(clean, result):
    """Follow the definition."""
    size = len(clean)
    clean = [sample - sum_ for sum_ in [sum(clean) / size] for sample in clean]
    result = [sample - sum_ for sum_ in [sum(result) / size] for sample in result]
    energy = sum(a * a for a in clean)
    factor = sum(a * b for a, b in zip(clean, result, strict=True)) / energy
    rest = sum((b - factor * a) ** 2 for a, b in zip(clean, result, strict=True))
    return 10 * log10(factor**2 * energy / rest)


def by_pythagoras(clean, result):
    """Subtract the energy of the fitted part from that of the whole, in whole moments."""
    size = len(clean)
    of_clean = size * sum(a * a for a in clean) - sum(clean) ** 2
    of_result = size * sum(b * b for b in result) - sum(result) ** 2
    of_both = size * sum(a * b for a, b in zip(clean, result, strict=True))
    of_both -= sum(clean) * sum(result)
    return 10 * log10(of_both**2 / (of_clean * of_result - of_both**2))


# --- wiener-gains ------------------------------------------------------------------------------


def scales_the_powers(powers, noise, keep, floor):
    """Divide the list itself by the noise."""
    for frame in range(len(powers)):
        powers[frame] /= noise
    return in_units_of_noise(powers, 1.0, keep, floor)


def whole_past_again(powers, noise, keep, floor):
    """Start from the first frame for each gain."""
    gains = []
    for now in range(len(powers)):
        clean = 0.0
        for then in range(now + 1):
            prior = keep * clean / noise + (1 - keep) * max(powers[then] / noise - 1, 0)
            gain = max(prior / (1 + prior), floor)
            clean = gain**2 * powers[then]
        gains.append(gain)
    return gains


def returns_decibels(powers, noise, keep, floor):
    """Return the gains in dB."""
    return [20 * log10(gain) for gain in in_units_of_noise(powers, noise, keep, floor)]


def in_units_of_noise(powers, noise, keep, floor):
    """Measure all powers in units of the noise."""
    gains, clean = [], 0.0
    for power in powers:
        ratio = power / noise
        prior = keep * clean + (1 - keep) * (ratio - 1 if ratio > 1 else 0)
        gains.append(max(1 - 1 / (1 + prior), floor))
        clean = ratio * gains[-1] * gains[-1]
    return gains


# --- delay-of-an-aid ---------------------------------------------------------------------------


def by_walking():
    """Follow the first sample of a hop through the frames."""
    rate, frame, hop, ahead = 24_000, 128, 32, 1
    sample = 10 * hop
    ends = [end for end in range(frame, 100 * hop, hop) if end - frame <= sample < end]
    return (ends[-1] + ahead * hop - sample) / rate * 1000


WRONG = {
    "track-noise": [
        Wrong(
            "writes-into-the-powers",
            writes_into_the_powers,
            verdict="changed its input",
            words="powers",
        ),
        Wrong(
            "asks-for-a-first-power", asks_for_a_first_power, verdict="crashed", words="IndexError"
        ),
        Wrong(
            "adds-up-the-past", adds_up_the_past, verdict="too many steps", words="last estimate"
        ),
        Wrong("last-only", last_only, verdict="wrong", words="track_noise"),
    ],
    "si-sdr": [
        Wrong(
            "takes-the-means-off-in-place",
            takes_the_means_off_in_place,
            verdict="changed its input",
            words="clean",
        ),
        Wrong("mean-for-each-sample", mean_for_each_sample, verdict="too many steps", words="once"),
        Wrong("a-ratio", a_ratio, verdict="wrong", words="si_sdr"),
    ],
    "wiener-gains": [
        Wrong("scales-the-powers", scales_the_powers, verdict="changed its input", words="powers"),
        Wrong("whole-past-again", whole_past_again, verdict="too many steps", words="last frame"),
        Wrong("returns-decibels", returns_decibels, verdict="wrong", words="wiener_gains"),
    ],
    "delay-of-an-aid": [
        Wrong("a-text", lambda: "6.7 ms", verdict="wrong", words="a number of ms"),
        Wrong("half-a-frame", lambda: 64 / 24, verdict="wrong", words="ms"),
    ],
}

RIGHT = {
    "track-noise": [by_accumulating],
    "si-sdr": [by_projection, by_pythagoras],
    "wiener-gains": [in_units_of_noise],
    "delay-of-an-aid": [by_walking],
}

EQUAL_LENGTHS = "the two lists are equally long, by the statement"

EQUIVALENT = {
    "track-noise": {"line 5: `True` -> `False`": EQUAL_LENGTHS},
    "si-sdr": {"line 7: `True` -> `False`": EQUAL_LENGTHS},
}
