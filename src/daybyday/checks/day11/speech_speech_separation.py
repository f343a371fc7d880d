"""Exercises of the lesson Speech separation: keep the bins that dominate."""

from itertools import combinations
from math import log10, sqrt

from daybyday.checking import Budget, Case, Exercise, Misconception, close, within_factor

# --- keep-bins ---------------------------------------------------------------------------------


def _all_sets(own, other, budget):
    """Try every set of bins, small sets first, and keep the first of the cheapest."""

    def cost(kept):
        return sum(other[k] if k in kept else own[k] for k in range(len(own)))

    sizes = range(min(budget, len(own)) + 1)
    sets = (list(kept) for size in sizes for kept in combinations(range(len(own)), size))
    return min(sets, key=cost)  # the first of several


def _ranked(own, other, budget, worth, pays):
    order = sorted(range(len(own)), key=lambda k: -worth(own[k], other[k]))
    return sorted([k for k in order if pays(own[k], other[k])][:budget])


def _loudest_own(own, other, budget):
    return _ranked(own, other, budget, lambda a, b: a, lambda a, b: a > b)


def _loudest_of_the_mixture(own, other, budget):
    return _ranked(own, other, budget, lambda a, b: a + b, lambda a, b: a > b)


def _clearest(own, other, budget):
    return _ranked(own, other, budget, lambda a, b: a / (b + 1e-9), lambda a, b: a > b)


def _spends_all(own, other, budget):
    return _ranked(own, other, budget, lambda a, b: a - b, lambda a, b: True)


def _keeps_ties(own, other, budget):
    return _ranked(own, other, budget, lambda a, b: a - b, lambda a, b: a >= b)


def _no_budget(own, other, budget):
    return [k for k in range(len(own)) if own[k] > other[k]]


def _first_come(own, other, budget):
    return _no_budget(own, other, budget)[:budget]


def _by_worth(own, other, budget):
    gains = sorted(((b - a, k) for k, (a, b) in enumerate(zip(own, other, strict=True)) if a > b))
    return [k for _, k in gains[:budget]]


KEEP_BINS = Exercise(
    slug="keep-bins",
    title="Keep bins under a budget",
    function="keep_bins",
    parameters="own, other, budget",
    cases=[
        Case([9, 1, 5], [2, 4, 1], 1, gives=[0]),
        Case([9, 1, 5], [2, 4, 1], 3, gives=[0, 2]),
        Case([], [], 2, gives=[], why="There is no bin to keep."),
        Case([5], [1], 0, gives=[], why="A budget of 0 keeps nothing."),
        Case([9, 5], [8, 1], 1, gives=[1], why="The louder bin saves less: 1 against 4."),
        Case([4, 20], [1, 15], 1, gives=[1], why="What counts is the difference: 5 against 3."),
        Case([3, 3, 3], [1, 1, 1], 2, gives=[0, 1], why="Of equal bins the first are kept."),
        Case([2, 2], [2, 3], 2, gives=[], why="A bin that saves nothing is not kept."),
        Case([1, 5, 9], [0, 1, 1], 2, gives=[1, 2], why="The positions are returned rising."),
        Case([1, 7, 2, 7], [0, 0, 5, 1], 9, gives=[0, 1, 3]),
    ],
    generated=lambda st: st.integers(0, 6).flatmap(
        lambda n: st.tuples(
            st.lists(st.integers(0, 9), min_size=n, max_size=n),
            st.lists(st.integers(0, 9), min_size=n, max_size=n),
            st.integers(0, 4),
        )
    ),
    oracle=_all_sets,
    budget=Budget(
        make=lambda n: ([k * 37 % n + 1 for k in range(n)], [0] * n, n // 2),
        per=4,
        growth="n log n",
        says="Sort the bins once by what they save instead of searching for each next one.",
    ),
    hints=(
        "What does the total change by when one bin is moved from the dropped to the kept?",
        "Does that change depend on which other bins are kept?",
        "Which bins should not be kept even if the budget has room?",
    ),
    why="Each bin changes the total by a number of its own, so the largest savings are best, and "
    "a bin that saves nothing is left out.",
    misconceptions=[
        Misconception(
            "loudest-own",
            _loudest_own,
            says="A loud bin of one's own may hold nearly as much of the other talker.",
        ),
        Misconception(
            "loudest-of-the-mixture",
            _loudest_of_the_mixture,
            says="The loudest bins of the mixture are not those that save most.",
        ),
        Misconception(
            "clearest",
            _clearest,
            says="A large ratio may belong to a bin that hardly counts: look at the difference.",
        ),
        Misconception(
            "spends-all", _spends_all, says="Not every bin pays: the budget need not be spent."
        ),
        Misconception(
            "keeps-ties",
            _keeps_ties,
            says="A bin that saves nothing makes the set larger for nothing.",
        ),
        Misconception("no-budget", _no_budget, says="At most `budget` bins may be kept."),
        Misconception(
            "first-come", _first_come, says="The budget goes to what saves most, not to the first."
        ),
        Misconception("by-worth", _by_worth, says="Return the positions rising."),
    ],
)

# --- next-amounts ------------------------------------------------------------------------------


def _in_matrices(spectrum, atoms, amounts):
    """Take the step with numpy, one frame as a column."""
    import numpy as np

    shapes, now = np.array(atoms, float).T, np.array(amounts, float)[:, None]
    model, heard = shapes @ now, np.array(spectrum, float)[:, None]
    quotient = np.divide(heard, model, out=np.zeros_like(model), where=model > 0)
    sums = shapes.sum(axis=0)[:, None]
    step = np.divide(shapes.T @ quotient, sums, out=np.zeros_like(sums), where=sums > 0)
    return (now * step).ravel().tolist()


def _columns(spectrum, atoms, amounts):
    model = [
        sum(atom[f] * h for atom, h in zip(atoms, amounts, strict=True))
        for f in range(len(spectrum))
    ]
    return model, [v / m if m > 0 else 0.0 for v, m in zip(spectrum, model, strict=True)]


def _inner(one, other):
    return sum(a * b for a, b in zip(one, other, strict=True))


def _euclidean(spectrum, atoms, amounts):
    model, _ = _columns(spectrum, atoms, amounts)
    return [
        h * _inner(atom, spectrum) / _inner(atom, model) if _inner(atom, model) > 0 else 0.0
        for atom, h in zip(atoms, amounts, strict=True)
    ]


def _no_denominator(spectrum, atoms, amounts):
    _, quotients = _columns(spectrum, atoms, amounts)
    return [h * _inner(atom, quotients) for atom, h in zip(atoms, amounts, strict=True)]


def _by_frequencies(spectrum, atoms, amounts):
    _, quotients = _columns(spectrum, atoms, amounts)
    return [
        h * _inner(atom, quotients) / len(spectrum) for atom, h in zip(atoms, amounts, strict=True)
    ]


def _replaces(spectrum, atoms, amounts):
    _, quotients = _columns(spectrum, atoms, amounts)
    return [_inner(a, quotients) / sum(a) if sum(a) > 0 else 0.0 for a in atoms]


def _one_after_the_other(spectrum, atoms, amounts):
    now = list(amounts)
    for k, atom in enumerate(atoms):
        _, quotients = _columns(spectrum, atoms, now)
        now[k] = now[k] * _inner(atom, quotients) / sum(atom) if sum(atom) > 0 else 0.0
    return now


def _divides_by_zero(spectrum, atoms, amounts):
    model, _ = _columns(spectrum, atoms, amounts)
    quotients = [v / m for v, m in zip(spectrum, model, strict=True)]
    return [h * _inner(a, quotients) / sum(a) for a, h in zip(atoms, amounts, strict=True)]


def _plenty(n):
    return ([1.0] * n, [[1.0] * n for _ in range(4)], [1.0] * 4)


NEXT_AMOUNTS = Exercise(
    slug="next-amounts",
    title="One step of NMF",
    function="next_amounts",
    parameters="spectrum, atoms, amounts",
    cases=[
        Case([6.0, 2.0], [[1.0, 0.0], [1.0, 1.0]], [1.0, 1.0], gives=[3.0, 2.5]),
        Case([4.0], [[2.0]], [1.0], gives=[2.0]),
        Case([2.0, 2.0], [[1.0, 1.0]], [2.0], gives=[2.0], why="A perfect model stays."),
        Case([4.0, 4.0], [[1.0, 3.0]], [1.0], gives=[2.0], why="The atom's sum divides."),
        Case([1.0], [[1.0], [1.0]], [1.0, 3.0], gives=[0.25, 0.75]),
        Case([3.0], [[1.0]], [0.0], gives=[0.0], why="An amount of 0 stays 0."),
        Case([1.0, 5.0], [[1.0, 0.0]], [1.0], gives=[1.0], why="No atom can reach frequency 1."),
        Case([1.0], [[0.0], [1.0]], [1.0, 1.0], gives=[0.0, 1.0], why="An atom of zeros gets 0."),
        Case([0.0, 0.0], [[1.0, 1.0]], [2.0], gives=[0.0], why="Silence needs no atom."),
    ],
    generated=lambda st: st.tuples(st.integers(1, 3), st.integers(1, 3)).flatmap(
        lambda size: st.tuples(
            st.lists(st.integers(0, 4).map(float), min_size=size[0], max_size=size[0]),
            st.lists(
                st.lists(st.integers(0, 3).map(float), min_size=size[0], max_size=size[0]),
                min_size=size[1],
                max_size=size[1],
            ),
            st.lists(st.integers(0, 3).map(float), min_size=size[1], max_size=size[1]),
        )
    ),
    oracle=_in_matrices,
    compare=close(rel=1e-6, absolute=1e-9),
    budget=Budget(
        make=_plenty,
        per=40,
        growth="n",
        says="Compute the model of the frame once for all atoms.",
    ),
    hints=(
        "The lesson's formula for H has a quotient in its numerator: compute it first, one number "
        "for each frequency.",
        "Every atom uses the same quotients, from the amounts before the step.",
        "What divides the weighted sum of an atom does not depend on the spectrum.",
    ),
    why="The quotients say where the model is too weak; each atom takes the mean of them, weighted "
    "by its own shape, as the factor of its amount.",
    misconceptions=[
        Misconception(
            "euclidean",
            _euclidean,
            says="This is the step for the squared error; the divergence asks for quotients.",
        ),
        Misconception(
            "no-denominator",
            _no_denominator,
            says="The weighted sum is to be divided by the sum of the atom.",
        ),
        Misconception(
            "by-frequencies",
            _by_frequencies,
            says="Divide by the sum of the atom, not by the number of frequencies.",
        ),
        Misconception(
            "replaces", _replaces, says="The old amount is multiplied by the result, not replaced."
        ),
        Misconception(
            "one-after-the-other",
            _one_after_the_other,
            says="All atoms use the model as it was before the step.",
        ),
        Misconception(
            "divides-by-zero",
            _divides_by_zero,
            says="The model may be 0 at a frequency, and an atom may be 0 everywhere.",
            verdict="crashed",
        ),
    ],
)

# --- improvement -------------------------------------------------------------------------------


def _by_angle(output, talker):
    """SI-SDR from the cosine of the angle between two signals."""
    cosine = _inner(output, talker) / sqrt(_inner(output, output) * _inner(talker, talker))
    return 10 * log10(cosine**2 / (1 - cosine**2))


def _best_sum(rows, used=frozenset()):
    """Give the first row each column that is free, and the rest what is left."""
    if not rows:
        return 0.0
    free = [k for k in range(len(rows[0])) if k not in used]
    return max(rows[0][k] + _best_sum(rows[1:], used | {k}) for k in free)


def _mean_gain(mixture, outputs, talkers, ratio=_by_angle, best=_best_sum, before=_by_angle):
    rows = [[ratio(output, talker) for output in outputs] for talker in talkers]
    first = sum(before(mixture, talker) for talker in talkers)
    return (best(rows) - first) / len(talkers)


def _plain(output, talker):
    error = sum((t - o) ** 2 for t, o in zip(talker, output, strict=True))
    return 10 * log10(_inner(talker, talker) / error) if error else 200.0


def _scaled_output(output, talker):
    """Scale the output, not the talker."""
    scale = _inner(output, talker) / _inner(output, output)
    return _plain([scale * o for o in output], talker)


def _amplitudes(output, talker):
    return 2 * _by_angle(output, talker)


def _each_its_best(rows):
    return sum(map(max, rows))


def _as_they_come(rows):
    return sum(row[k] for k, row in enumerate(rows))


def _greedy(rows):
    total, free = 0.0, set(range(len(rows)))
    for row in rows:
        pick = max(free, key=lambda k: row[k])
        free.remove(pick)
        total += row[pick]
    return total


def _nothing(mixture, talker):
    return 0.0


def _as_given(mixture, outputs, talkers):
    return _mean_gain(mixture, outputs, talkers, _plain, _each_its_best, _nothing)


def _finite(signals, talkers):
    """Whether each signal has a finite SI-SDR against each talker."""
    products = [(_inner(s, t) ** 2, _inner(s, s) * _inner(t, t)) for s in signals for t in talkers]
    return all(0 < square < whole for square, whole in products)


def _trial(st, number, length):
    signal = st.lists(st.integers(-4, 4).map(float), min_size=length, max_size=length)
    several = st.lists(signal, min_size=number, max_size=number)
    return st.tuples(signal, several, several).filter(
        lambda trial: _finite([trial[0], *trial[1]], trial[2])
    )


def _mistake(name, says, **parts):
    return Misconception(
        name, lambda mixture, outputs, talkers: _mean_gain(mixture, outputs, talkers, **parts), says
    )


IMPROVEMENT = Exercise(
    slug="improvement",
    title="Find the faults: a score that flatters",
    function="improvement",
    parameters="mixture, outputs, talkers",
    cases=[
        Case([5.0, 4.0], [[1.0, 2.0], [4.0, 2.0]], [[4.0, 1.0], [1.0, 3.0]]),
        Case(
            [5.0, 4.0],
            [[5.0, 10.0], [0.4, 0.2]],
            [[4.0, 1.0], [1.0, 3.0]],
            why="The scale of an output must not matter.",
        ),
        Case(
            [5.0, 4.0],
            [[4.0, 2.0], [4.0, 2.0]],
            [[4.0, 1.0], [4.0, 3.0]],
            why="The same output twice has one place with each talker.",
        ),
        Case(
            [1.0, 2.0, 3.0],
            [[1.0, 2.0, 3.0]],
            [[1.0, 1.0, 1.0]],
            gives=0.0,
            why="Handing the mixture back improves nothing.",
        ),
        Case(
            [5.0, 4.0],
            [[5.0, 4.0], [5.0, 4.0]],
            [[4.0, 1.0], [1.0, 3.0]],
            gives=0.0,
            why="Handing the mixture back improves nothing.",
        ),
        Case(
            [2.0, 3.0, 1.0],
            [[-1.0, -3.0, -1.0], [2.0, 1.0, 1.0]],
            [[1.0, 4.0, 1.0], [3.0, 1.0, 1.0]],
            why="An output with its sign turned is as good.",
        ),
        Case(
            [1.0, 1.0],
            [[1.0, 0.9], [0.9, 0.1]],
            [[1.0, 0.8], [1.0, 0.7]],
            why="Each output goes to one talker, and the sum decides.",
        ),
        Case(
            [6.0, 5.0, 4.0],
            [[1.0, 3.0, 1.0], [1.0, 1.0, 4.0], [3.0, 1.0, 1.0]],
            [[4.0, 1.0, 1.0], [1.0, 5.0, 1.0], [1.0, 1.0, 3.0]],
            why="Three outputs have six orders.",
        ),
    ],
    generated=lambda st: st.tuples(st.integers(1, 3), st.integers(3, 4)).flatmap(
        lambda size: _trial(st, *size)
    ),
    examples=60,
    oracle=_mean_gain,
    compare=close(rel=1e-6, absolute=1e-6),
    hints=(
        "Try outputs that are the talkers at half their level: what should the score say?",
        "Try one good output given twice: who checks that it is used once?",
        "What does the function say for a system that hands the mixture back?",
    ),
    why="The talker is scaled to the output, every output is given to one talker only, and the "
    "mixture's own score is taken off.",
    misconceptions=[
        Misconception("as-given", _as_given, says="This is still the given function."),
        _mistake("plain-ratio", "The scale of an output still counts.", ratio=_plain),
        _mistake(
            "scaled-output",
            "Scale the talker to the output: the definition has α s, not α ŝ.",
            ratio=_scaled_output,
            before=_scaled_output,
        ),
        _mistake(
            "each-its-best",
            "One output may serve two talkers here: try one-to-one assignments.",
            best=_each_its_best,
        ),
        _mistake(
            "as-they-come",
            "The outputs come in an unknown order: the best one counts.",
            best=_as_they_come,
        ),
        _mistake(
            "greedy",
            "Taking the best output for each talker in turn can miss the best sum.",
            best=_greedy,
        ),
        _mistake(
            "not-an-improvement", "The mixture's own score must be taken off.", before=_nothing
        ),
        _mistake(
            "amplitudes",
            "These are energies: 10 · log10.",
            ratio=_amplitudes,
            before=_amplitudes,
        ),
    ],
)

# --- masked-noise-decibels ---------------------------------------------------------------------

MASKED_NOISE_DECIBELS = Exercise(
    slug="masked-noise-decibels",
    title="Estimate: masking noise",
    function="masked_noise_decibels",
    parameters="",
    cases=[Case(gives=6.99)],
    compare=within_factor(1.03, unit="dB"),
    hints=(
        "What is the error of a bin that is kept, and of one that is dropped?",
        "The mask takes the cheaper of the two: whose distribution do you need?",
        "The smaller of two waiting times is a waiting time as well: how do the rates combine?",
    ),
    why="The error of a bin is the smaller of two exponential powers with the rates 1 and 4; the "
    "rates add to 5, its mean is a fifth, and a factor of 5 is 7.0 dB.",
    misconceptions=[
        Misconception(
            "mixture",
            lambda: 6.02,
            says="This is the ratio before the mask, which can only lower the error.",
        ),
        Misconception(
            "equal",
            lambda: 9.03,
            says="The 3 dB of equal noises do not come on top: the mean of the smaller is needed.",
        ),
        Misconception("amplitude", lambda: 13.98, says="Powers have 10 · log10."),
        Misconception(
            "gain", lambda: 0.97, says="This is what the mask adds, not what it arrives at."
        ),
        Misconception("a-ratio", lambda: 5.0, says="This is a ratio of powers, not in dB."),
    ],
)

EXERCISES = [KEEP_BINS, NEXT_AMOUNTS, IMPROVEMENT, MASKED_NOISE_DECIBELS]
