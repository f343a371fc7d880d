"""Exercises of the lesson Audio preprocessing: does the order matter?"""

from fractions import Fraction
from itertools import accumulate, combinations, pairwise, permutations
from math import factorial

from daybyday.checking import (
    Budget,
    Case,
    Exercise,
    Misconception,
    close,
    satisfies,
    within_factor,
)

# --- emphasise-pieces --------------------------------------------------------------------------


def _on_the_whole(pieces, coefficient):
    """Filter the stream as one list, then cut it again."""
    whole = [sample for piece in pieces for sample in piece]
    done = [now - coefficient * old for old, now in zip([0.0, *whole], whole, strict=False)]
    ends = list(accumulate(map(len, pieces), initial=0))
    return [done[a:b] for a, b in pairwise(ends)]


def _forgets(pieces, coefficient):
    return [_on_the_whole([piece], coefficient)[0] for piece in pieces]


def _reset_by_an_empty_piece(pieces, coefficient):
    done, before = [], 0.0
    for piece in pieces:
        shifted = [before, *piece[:-1]]
        done.append([x - coefficient * y for x, y in zip(piece, shifted, strict=False)])
        before = piece[-1] if piece else 0.0
    return done


def _feeds_back(pieces, coefficient):
    done, before = [], 0.0
    for piece in pieces:
        done.append([])
        for sample in piece:
            before = sample - coefficient * before
            done[-1].append(before)
    return done


def _adds(pieces, coefficient):
    return _on_the_whole(pieces, -coefficient)


def _drops_the_first(pieces, coefficient):
    done = _on_the_whole(pieces, coefficient)
    for new, piece in zip(done, pieces, strict=True):
        if piece:
            new[0] = 0.0
            break
    return done


def _one_list(pieces, coefficient):
    return [sample for piece in _on_the_whole(pieces, coefficient) for sample in piece]


EMPHASISE_PIECES = Exercise(
    slug="emphasise-pieces",
    title="Pre-emphasis in pieces",
    function="emphasise_pieces",
    parameters="pieces, coefficient",
    cases=[
        Case([[4.0, 2.0], [6.0]], 0.5, gives=[[4.0, 0.0], [5.0]]),
        Case([[1.0], [], [1.0]], 1.0, gives=[[1.0], [], [0.0]]),
        Case([], 0.5, gives=[], why="No piece came, so none goes out."),
        Case([[], []], 0.5, gives=[[], []], why="An empty piece gives an empty piece."),
        Case([[2.0, 4.0, 8.0]], 0.0, gives=[[2.0, 4.0, 8.0]], why="0 leaves everything alone."),
        Case([[], [8.0], [], [], [4.0, 6.0]], 0.5, gives=[[], [8.0], [], [], [0.0, 4.0]]),
        Case([[-1.0, 1.0], [-1.0, 1.0]], 0.97),
    ],
    generated=lambda st: (
        st.lists(st.lists(st.integers(-4, 4).map(float), max_size=3), max_size=4),
        st.sampled_from([0.0, 0.5, 0.97, 1.0]),
    ),
    oracle=_on_the_whole,
    compare=close(rel=1e-6, absolute=1e-9),
    budget=Budget(
        make=lambda n: ([[1.0] for _ in range(n)], 0.5),
        per=14,
        growth="n",
        says="Keep one number from piece to piece instead of the stream so far.",
    ),
    hints=(
        "What does a piece need to know of all that came before it?",
        "Where does that number come from after an empty piece?",
        "Keep the last sample as it came in, not as it went out.",
    ),
    why="The filter looks back by one sample, so one number is all the state there is; it must "
    "outlive the piece, the empty one too.",
    misconceptions=[
        Misconception(
            "forgets",
            _forgets,
            says="Each piece starts from 0 here: before its first sample came the last one of the "
            "stream so far.",
        ),
        Misconception(
            "reset-by-an-empty-piece",
            _reset_by_an_empty_piece,
            says="An empty piece must not change what is remembered.",
        ),
        Misconception(
            "feeds-back",
            _feeds_back,
            says="Subtract the sample before as it came in, not the result before.",
        ),
        Misconception("adds", _adds, says="Pre-emphasis subtracts; adding makes a low-pass."),
        Misconception(
            "drops-the-first",
            _drops_the_first,
            says="Before the first sample there was a 0, so it stays as it is.",
        ),
        Misconception(
            "one-list", _one_list, says="Return one list for each piece, not the joined stream."
        ),
    ],
)

# --- count-results -----------------------------------------------------------------------------


def _acyclic_orientations(steps, pairs):
    """Count by deletion and contraction on the graph of the pairs that do not commute."""
    free = {frozenset(pair) for pair in pairs}
    edges = {frozenset(two) for two in combinations(steps, 2)} - free

    def count(edges):
        if not edges:
            return 1
        first = min(edges, key=sorted)
        a, b = sorted(first)
        rest = edges - {first}
        joined = {frozenset(a if end == b else end for end in edge) for edge in rest}
        return count(rest) + count(joined)

    return count(frozenset(edges))


def _bubbles(steps, pairs):
    free = {frozenset(pair) for pair in pairs}
    found = set()
    for order in permutations(steps):
        order, moved = list(order), True
        while moved:
            moved = False
            for k in range(len(order) - 1):
                if order[k] > order[k + 1] and frozenset(order[k : k + 2]) in free:
                    order[k], order[k + 1], moved = order[k + 1], order[k], True
        found.add(tuple(order))
    return len(found)


def _carries_over(steps, pairs):
    """Take steps that commute with the same step as commuting with each other."""
    group = {step: step for step in steps}
    for a, b in pairs:
        old, new = group[b], group[a]
        group = {step: new if at == old else at for step, at in group.items()}
    count = factorial(len(steps))
    for name in set(group.values()):
        count //= factorial(list(group.values()).count(name))
    return count


def _halves(steps, pairs):
    count = factorial(len(steps))
    for _ in {frozenset(pair) for pair in pairs}:
        count = max(1, count // 2)
    return count


def _all_orders(steps, pairs):
    return factorial(len(steps))


def _one_direction(steps, pairs):
    return _acyclic_orientations(steps, [pair for pair in pairs if pair == "".join(sorted(pair))])


def _nothing_is_none(steps, pairs):
    return _acyclic_orientations(steps, pairs) if steps else 0


COUNT_RESULTS = Exercise(
    slug="count-results",
    title="How many different results",
    function="count_results",
    parameters="steps, pairs",
    cases=[
        Case("PRT", [], gives=6),
        Case("PRT", ["PR", "TP"], gives=2),
        Case("", [], gives=1, why="The empty chain has one order and one result."),
        Case("P", [], gives=1),
        Case("NPRT", ["NP", "NR", "NT"], gives=6),
        Case("NPRT", ["PN", "RN", "TN", "TP", "TR"], gives=2),
        Case("NPRT", ["NP", "PN"], gives=18, why="A pair listed twice is one pair."),
        Case("NPRT", ["NP", "RT"], gives=14, why="Two separate pairs can meet in one order."),
        Case("ABC", ["AB", "BC"], gives=2, why="B can pass both A and C, which stay in order."),
        Case("ABC", ["AB", "BC", "AC"], gives=1),
        Case("ABCDEF", ["AB", "BC", "CD", "DE", "EF"]),
    ],
    generated=lambda st: st.integers(0, 4).flatmap(
        lambda n: st.tuples(
            st.just("ABCD"[:n]),
            st.lists(
                st.sampled_from(["".join(two) for two in permutations("ABCD"[:n], 2)]), max_size=5
            )
            if n > 1
            else st.just([]),
        )
    ),
    oracle=_acyclic_orientations,
    hints=(
        "Draw the orders of three letters as dots, and a line where one swap of neighbours leads "
        "from one to another: what is a result in this picture?",
        "Start at one order and collect everything that swaps lead to; then start at one that is "
        "left.",
        "Do not try to sort each order by swaps: sorting may stop before it reaches the smallest.",
    ),
    why="Orders are places, swaps of commuting neighbours the ways between them, and each "
    "connected part is one result.",
    misconceptions=[
        Misconception(
            "bubbles",
            _bubbles,
            says="Swapping neighbours into alphabetical order can get stuck in different places "
            "for orders that belong together.",
        ),
        Misconception(
            "carries-over",
            _carries_over,
            says="That B commutes with A and with C does not make A commute with C.",
        ),
        Misconception(
            "halves",
            _halves,
            says="A pair does not halve the number of results: it can be swapped only where the "
            "two stand side by side.",
        ),
        Misconception(
            "all-orders",
            _all_orders,
            says="Orders that swaps lead to are one result, count them once.",
        ),
        Misconception(
            "one-direction",
            _one_direction,
            says="The letters of a pair stand in either order: `TP` allows what `PT` allows.",
        ),
        Misconception(
            "nothing-is-none",
            _nothing_is_none,
            says="The empty chain has one result.",
        ),
    ],
)

# --- normalise ---------------------------------------------------------------------------------


def _in_fractions(samples):
    """Compute exactly, rounding once."""
    if len(set(samples)) < 2:
        return [0] * len(samples)
    mean = Fraction(sum(samples), len(samples))
    peak = max(max(samples) - mean, mean - min(samples))
    return [round(32767 * (sample - mean) / peak) for sample in samples]


def _fault(got, samples):
    expected = _in_fractions(samples)
    if not isinstance(got, list) or any(type(value) is not int for value in got):
        return "Return a list of whole numbers (int)."
    if len(got) != len(expected):
        return f"{len(samples)} samples came in and {len(got)} went out."
    if max(map(abs, got), default=0) != max(map(abs, expected), default=0):
        return f"The largest magnitude must be {max(map(abs, expected))}."
    for place, (value, right) in enumerate(zip(got, expected, strict=True)):
        if abs(value - right) > 1:
            return f"Sample {place} must be {right}, not {value}."
    return None


def _as_given(samples):
    factor = 32767 / max(samples)
    mean = sum(samples) / len(samples)
    return [int((sample - mean) * factor) for sample in samples]


def _mean_last(samples):
    if len(set(samples)) < 2:
        return [0] * len(samples)
    peak = max(abs(sample) for sample in samples)
    mean = sum(samples) / len(samples)
    return [round((sample - mean) * 32767 / peak) for sample in samples]


def _positive_peak(samples):
    if len(set(samples)) < 2:
        return [0] * len(samples)
    mean = sum(samples) / len(samples)
    centred = [sample - mean for sample in samples]
    return [round(sample * 32767 / max(centred)) for sample in centred]


def _keeps_the_offset(samples):
    peak = max((abs(sample) for sample in samples), default=0)
    return [round(sample * 32767 / peak) if peak else 0 for sample in samples]


def _clips(samples):
    return [max(-32767, min(32767, value)) for value in _positive_peak(samples)]


NORMALISE = Exercise(
    slug="normalise",
    title="Find the faults: a normaliser",
    function="normalise",
    parameters="samples",
    cases=[
        Case([0, 10, 0, -10]),
        Case([5, 7]),
        Case([], why="An empty recording stays empty."),
        Case([0, 0, 0], why="Silence has no peak to divide by."),
        Case([9, 9], why="A constant is nothing but offset: zeros come back."),
        Case([0, 0, 0, -8], why="The largest magnitude may be a negative sample."),
        Case([100, 101, 103], why="The mean goes first: it would count as peak."),
        Case([-5, -7], why="All samples may be negative."),
        Case([-32768, 32767, 0, 0]),
        Case([3]),
    ],
    generated=lambda st: (st.lists(st.integers(-20, 20), max_size=6),),
    oracle=_in_fractions,
    compare=satisfies(_fault, asks="the samples without their mean, peak at 32,767, within 1"),
    budget=Budget(
        make=lambda n: ([k % 7 for k in range(n)],),
        per=16,
        growth="n",
        says="Compute the mean and the peak once, not for each sample.",
    ),
    hints=(
        "Try a recording whose lowest sample lies farther from zero than its highest.",
        "Try one with a large offset: what does the factor measure?",
        "Which recordings make a division by zero?",
    ),
    why="Mean and factor do not commute: the offset must go before the peak is measured, the peak "
    "is a magnitude, and without a deviation there is none.",
    misconceptions=[
        Misconception(
            "as-given", _as_given, says="This is still the given function.", verdict="crashed"
        ),
        Misconception(
            "mean-last",
            _mean_last,
            says="The peak is measured before the mean is gone, so an offset keeps the result "
            "quiet.",
        ),
        Misconception(
            "positive-peak",
            _positive_peak,
            says="The largest magnitude may belong to a negative sample.",
        ),
        Misconception(
            "keeps-the-offset", _keeps_the_offset, says="The mean must be subtracted first."
        ),
        Misconception(
            "clips",
            _clips,
            says="Clipping hides a factor that is too large: the shape of the sound is lost.",
        ),
    ],
)

# --- missing-decibels --------------------------------------------------------------------------

MISSING_DECIBELS = Exercise(
    slug="missing-decibels",
    title="Estimate: a filter at another rate",
    function="missing_decibels",
    parameters="",
    cases=[Case(gives=4.415)],
    compare=within_factor(1.05, unit="dB"),
    hints=(
        "What does the filter do to a complex exponential: which number does it multiply it by?",
        "The sample before lies one period of the *rate* back: which angle is that at each rate?",
        "Compare the two magnitudes, as a ratio in dB.",
    ),
    why="The filter multiplies a tone of f Hz by 1 − 0.97 exp(−2πi f / rate); the magnitudes at "
    "16 and 32 kHz are 4.4 dB apart.",
    misconceptions=[
        Misconception(
            "ratio-of-rates",
            lambda: 6.02,
            says="The ratio of the rates holds for low tones only; at 6 kHz the curve has bent.",
        ),
        Misconception(
            "power-for-amplitude", lambda: 8.83, says="Amplitudes have 20 · log10, powers 10."
        ),
        Misconception("half", lambda: 2.21, says="Amplitudes have 20 · log10, powers 10 · log10."),
        Misconception(
            "a-ratio", lambda: 1.66, says="This is the ratio of the amplitudes, not in dB."
        ),
    ],
)

EXERCISES = [EMPHASISE_PIECES, COUNT_RESULTS, NORMALISE, MISSING_DECIBELS]
