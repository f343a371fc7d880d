"""Wrong and right answers to the exercises of Speech separation; see `daybyday.checking`."""

from heapq import nlargest
from itertools import permutations
from math import log10

from daybyday.checking import Wrong

# --- keep-bins ---------------------------------------------------------------------------------


def searches_again(own, other, budget):
    """Look through all bins for each one that is kept."""
    kept = []
    for _ in range(min(budget, len(own))):
        best, place = 0, None
        for k in range(len(own)):
            if own[k] - other[k] > best and k not in kept:
                best, place = own[k] - other[k], k
        if place is None:
            break
        kept.append(place)
    return sorted(kept)


def returns_flags(own, other, budget):
    """Return a mask instead of positions."""
    kept = with_a_heap(own, other, budget)
    return [k in kept for k in range(len(own))]


def spoils_the_powers(own, other, budget):
    """Write the differences over the powers."""
    for k in range(len(own)):
        own[k] -= other[k]
    return with_a_heap(own, [0] * len(own), budget)


def with_a_heap(own, other, budget):
    """Take the largest savings from a heap."""
    savings = [(a - b, -k) for k, (a, b) in enumerate(zip(own, other, strict=True)) if a > b]
    return sorted(-k for _, k in nlargest(budget, savings))


# --- next-amounts ------------------------------------------------------------------------------


def changes_the_amounts(spectrum, atoms, amounts):
    """Write the new amounts over the old ones."""
    amounts[:] = by_frequency(spectrum, atoms, amounts)
    return amounts


def model_for_each_atom(spectrum, atoms, amounts):
    """Compute the whole model anew at every frequency of every atom."""
    done = []
    for k, atom in enumerate(atoms):
        total = 0.0
        for f in range(len(spectrum)):
            model = []
            for place in range(len(spectrum)):
                model.append(sum(a[place] * h for a, h in zip(atoms, amounts, strict=True)))
            total += atom[f] * spectrum[f] / model[f] if model[f] else 0.0
        done.append(amounts[k] * total / sum(atom) if sum(atom) else 0.0)
    return done


def sums_to_one(spectrum, atoms, amounts):
    """Make the amounts shares of a whole."""
    done = by_frequency(spectrum, atoms, amounts)
    return [amount / sum(done) if sum(done) else 0.0 for amount in done]


def by_frequency(spectrum, atoms, amounts):
    """Share each frequency's magnitude out among the atoms, then divide by their sums."""
    shares = [0.0] * len(atoms)
    for f, magnitude in enumerate(spectrum):
        parts = [atom[f] * amount for atom, amount in zip(atoms, amounts, strict=True)]
        whole = sum(parts)
        for k, part in enumerate(parts):
            shares[k] += magnitude * part / whole if whole else 0.0
    return [s / sum(atom) if any(atom) else 0.0 for s, atom in zip(shares, atoms, strict=True)]


# --- improvement -------------------------------------------------------------------------------


def gain(mixture, outputs, talkers, pick=max):
    """Compare with what is left of an output when the talker is taken out of it."""

    def ratio(output, talker):
        product = sum(o * t for o, t in zip(output, talker, strict=True)) ** 2
        product /= sum(t * t for t in talker)
        return 10 * log10(product / (sum(o * o for o in output) - product))

    before = [ratio(mixture, talker) for talker in talkers]
    orders = [
        sum(ratio(o, t) for o, t in zip(order, talkers, strict=True))
        for order in permutations(outputs)
    ]
    return pick(orders) / len(talkers) - sum(before) / len(before)


def worst_order(mixture, outputs, talkers):
    """Take the worst order."""
    return gain(mixture, outputs, talkers, min)


def a_sum(mixture, outputs, talkers):
    """Forget the mean."""
    return len(talkers) * gain(mixture, outputs, talkers)


def rounded(mixture, outputs, talkers):
    """Round to one digit."""
    return round(gain(mixture, outputs, talkers), 1)


# --- masked-noise-decibels ---------------------------------------------------------------------


def from_the_integral():
    """Add the error over a grid of the two powers' distributions."""
    step, error = 0.001, 0.0
    both, survive = 1 + 4, 1.0
    for k in range(10_000):  # the mean is the integral of the chance that both are larger
        survive = 2.718281828459045 ** (-both * k * step)
        error += survive * step
    return 10 * log10(1 / error)


WRONG = {
    "keep-bins": [
        Wrong("searches-again", searches_again, verdict="too many steps", words="Sort the bins"),
        Wrong("returns-flags", returns_flags, verdict="wrong", words="keep_bins"),
        Wrong("spoils-the-powers", spoils_the_powers, verdict="changed its input", words="own"),
    ],
    "next-amounts": [
        Wrong(
            "changes-the-amounts",
            changes_the_amounts,
            verdict="changed its input",
            words="amounts",
        ),
        Wrong(
            "model-for-each-atom",
            model_for_each_atom,
            verdict="too many steps",
            words="once for all atoms",
        ),
        Wrong("sums-to-one", sums_to_one, verdict="wrong", words="next_amounts"),
    ],
    "improvement": [
        Wrong("worst-order", worst_order, verdict="wrong", words="improvement"),
        Wrong("a-sum", a_sum, verdict="wrong", words="improvement"),
        Wrong("rounded", rounded, verdict="wrong", words="improvement"),
    ],
    "masked-noise-decibels": [
        Wrong("negative", lambda: -6.99, verdict="wrong", words="dB"),
        Wrong("a-text", lambda: "7 dB", verdict="wrong", words="a number of dB"),
    ],
}

RIGHT = {
    "keep-bins": [with_a_heap],
    "next-amounts": [by_frequency],
    "improvement": [gain],
    "masked-noise-decibels": [from_the_integral],
}

LENGTHS = "the lists have the same length, so zip has nothing to complain about"
ANGLE = "the SI-SDR depends only on the angle between two signals, which has no direction"

PRODUCT = "a product does not depend on the order of its factors"
FACTORS = "line {}: `zip({}, {}, strict=True)` -> `zip({}, {}, strict=True)`".format

EQUIVALENT = {
    "keep-bins": {"line 4: `True` -> `False`": LENGTHS},
    "next-amounts": {
        "line 7: `True` -> `False`": LENGTHS,
        "line 10: `0.0` -> `1.0`": (
            "where the model is 0, each atom or its amount is 0, so the quotient meets a 0"
        ),
        "line 10: `True` -> `False`": LENGTHS,
        "line 12: `True` -> `False`": LENGTHS,
        FACTORS(13, "atom", "quotients", "quotients", "atom"): PRODUCT,
        "line 13: `True` -> `False`": LENGTHS,
    },
    "improvement": {
        FACTORS(10, "output", "talker", "talker", "output"): PRODUCT,
        "line 16: `si_sdr(mixture, talker)` -> `si_sdr(talker, mixture)`": ANGLE,
        "line 18: `si_sdr(output, talker)` -> `si_sdr(talker, output)`": ANGLE,
        "line 18: `zip(order, talkers, strict=True)` -> `zip(talkers, order, strict=True)`": ANGLE,
        "line 10: `True` -> `False`": LENGTHS,
        "line 13: `True` -> `False`": LENGTHS,
        "line 18: `True` -> `False`": LENGTHS,
    },
}
