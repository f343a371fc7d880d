"""Wrong and right answers to the exercises of Audio preprocessing; see `daybyday.checking`."""

from itertools import combinations, pairwise, permutations, product
from math import log10

from daybyday.checking import Wrong

# --- emphasise-pieces --------------------------------------------------------------------------


def writes_into_the_pieces(pieces, coefficient):
    """Filter each piece in its place."""
    before = 0.0
    for piece in pieces:
        for place, sample in enumerate(piece):
            piece[place], before = sample - coefficient * before, sample
    return pieces


def asks_an_empty_piece(pieces, coefficient):
    """Look up the last sample of a piece that has none."""
    done, before = [], 0.0
    for piece in pieces:
        done.append([x - coefficient * y for x, y in zip(piece, [before, *piece], strict=False)])
        before = piece[-1]
    return done


def looks_at_the_whole_past(pieces, coefficient):
    """Join all that came so far for each piece."""
    past, done = [0.0], []
    for piece in pieces:
        joined = []
        for sample in past:
            joined.append(sample)
        past = joined + piece
        first = len(past) - len(piece)
        done.append([past[k] - coefficient * past[k - 1] for k in range(first, len(past))])
    return done


def by_slices(pieces, coefficient):
    """Put the last sample in front of each piece."""
    done, last = [], [0.0]
    for piece in pieces:
        longer = last + piece
        done.append([b - coefficient * a for a, b in pairwise(longer)])
        last = longer[-1:]
    return done


# --- count-results -----------------------------------------------------------------------------


def counts_orders_that_move(steps, pairs):
    """Count the orders in which no neighbours commute."""
    free = {frozenset(pair) for pair in pairs}
    orders = permutations(steps)
    return sum(not any(set(o[k : k + 2]) in free for k in range(len(o) - 1)) for o in orders)


def as_text(steps, pairs):
    """Return a text."""
    return str(by_orientations(steps, pairs))


def fails_without_steps(steps, pairs):
    """Look at the first letter of no letters."""
    return by_orientations(steps, pairs) if steps[0] else 1


def by_orientations(steps, pairs):
    """Count the ways to say, for each two steps that do not commute, which goes first."""
    free = {frozenset(pair) for pair in pairs}
    fixed = [two for two in combinations(steps, 2) if frozenset(two) not in free]
    return len({tuple(o.index(a) < o.index(b) for a, b in fixed) for o in permutations(steps)})


def by_directions(steps, pairs):
    """Count the directions of the fixed pairs that form no circle."""
    free = {frozenset(pair) for pair in pairs}
    fixed = [two for two in combinations(steps, 2) if frozenset(two) not in free]
    count = 0
    for turned in product((False, True), repeat=len(fixed)):
        arrows = [two[::-1] if turn else two for two, turn in zip(fixed, turned, strict=True)]
        left = set(steps)
        while ready := {s for s in left if not any(b == s and a in left for a, b in arrows)}:
            left -= ready
        count += not left
    return count


# --- normalise ---------------------------------------------------------------------------------


def returns_floats(samples):
    """Leave the fractions."""
    return [float(value) for value in in_integers(samples)]


def changes_the_samples(samples):
    """Subtract the mean in place."""
    done = in_integers(samples)
    samples[:] = done
    return samples


def divides_silence(samples):
    """Divide by the peak of silence."""
    if not samples:
        return []
    mean = sum(samples) / len(samples)
    peak = max(abs(sample - mean) for sample in samples)
    return [round((sample - mean) * 32767 / peak) for sample in samples]


def mean_for_each_sample(samples):
    """Add all samples up again for each."""
    if len(set(samples)) < 2:
        return [0] * len(samples)
    centred = []
    for sample in samples:
        total = 0
        for other in samples:
            total += other
        centred.append(sample - total / len(samples))
    peak = max(map(abs, centred))
    return [round(value * 32767 / peak) for value in centred]


def in_integers(samples):
    """Multiply by the number of samples instead of dividing."""
    total, count = sum(samples), len(samples)
    scaled = [sample * count - total for sample in samples]
    peak = max(map(abs, scaled), default=0) or 1
    return [32767 * value // peak for value in scaled]


# --- missing-decibels --------------------------------------------------------------------------


def by_complex_numbers():
    """Evaluate the filter on the unit circle."""
    from cmath import exp, pi

    one, other = (abs(1 - 0.97 * exp(-2j * pi * 6_000 / rate)) for rate in (16_000, 32_000))
    return 20 * log10(one / other)


WRONG = {
    "emphasise-pieces": [
        Wrong(
            "writes-into-the-pieces",
            writes_into_the_pieces,
            verdict="changed its input",
            words="pieces",
        ),
        Wrong("asks-an-empty-piece", asks_an_empty_piece, verdict="crashed", words="IndexError"),
        Wrong(
            "looks-at-the-whole-past",
            looks_at_the_whole_past,
            verdict="too many steps",
            words="Keep one number",
        ),
    ],
    "count-results": [
        Wrong(
            "counts-orders-that-move",
            counts_orders_that_move,
            verdict="wrong",
            words="count_results",
        ),
        Wrong("as-text", as_text, verdict="wrong", words="count_results"),
        Wrong("fails-without-steps", fails_without_steps, verdict="crashed", words="IndexError"),
    ],
    "normalise": [
        Wrong("returns-floats", returns_floats, verdict="wrong", words="whole numbers"),
        Wrong(
            "changes-the-samples", changes_the_samples, verdict="changed its input", words="samples"
        ),
        Wrong("divides-silence", divides_silence, verdict="crashed", words="ZeroDivisionError"),
        Wrong("mean-for-each-sample", mean_for_each_sample, verdict="too many steps", words="once"),
    ],
    "missing-decibels": [
        Wrong("negative", lambda: -4.4, verdict="wrong", words="dB"),
        Wrong("a-text", lambda: "4.4 dB", verdict="wrong", words="a number of dB"),
    ],
}

RIGHT = {
    "emphasise-pieces": [by_slices],
    "count-results": [by_orientations, by_directions],
    "normalise": [in_integers],
    "missing-decibels": [by_complex_numbers],
}

ONE_LETTER = "a slice of one letter or none is no pair, so it is never among those that commute"

EQUIVALENT = {
    "count-results": {
        "line 13: `range(len(order) - 1)` -> `range(len(order) - 1 + 1)`": ONE_LETTER,
        "line 13: `len(order) - 1` -> `len(order) + 1`": ONE_LETTER,
        "line 13: `1` -> `0`": ONE_LETTER,
    },
}
