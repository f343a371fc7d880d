"""Exercises of the lesson TTS fundamentals: a formant voice from two-term recurrences."""

from fractions import Fraction
from math import cos, exp, pi, sin

from daybyday.checking import Budget, Case, Exercise, Misconception, close, within_factor

# --- resonate ----------------------------------------------------------------------------------


def _by_impulse_response(samples, frequency, bandwidth, rate, state):
    """Add up what each input, and each of the two outputs before, still contributes."""
    radius, angle = exp(-pi * bandwidth / rate), 2 * pi * frequency / rate
    b, c = 2 * radius * cos(angle), -(radius**2)

    def ring(n):
        return radius**n * sin((n + 1) * angle) / sin(angle)

    latest, before = state
    out = [
        sum((1 - b - c) * ring(n - k) * x for k, x in enumerate(samples[: n + 1]))
        + ring(n + 1) * latest
        + c * ring(n) * before
        for n in range(len(samples))
    ]
    history = [before, latest, *out]
    return out, (history[-1], history[-2])


def _recur(samples, a, b, c, state):
    latest, before = state
    out = []
    for x in samples:
        latest, before = a * x + b * latest + c * before, latest
        out.append(latest)
    return out, (latest, before)


def _coefficients(frequency, bandwidth, rate):
    radius = exp(-pi * bandwidth / rate)
    b, c = 2 * radius * cos(2 * pi * frequency / rate), -(radius**2)
    return 1 - b - c, b, c


def _from_rest(samples, frequency, bandwidth, rate, state):
    return _recur(samples, *_coefficients(frequency, bandwidth, rate), (0, 0))


def _state_swapped(samples, frequency, bandwidth, rate, state):
    out, (latest, before) = _recur(samples, *_coefficients(frequency, bandwidth, rate), state)
    return out, (before, latest)


def _reads_state_swapped(samples, frequency, bandwidth, rate, state):
    return _recur(samples, *_coefficients(frequency, bandwidth, rate), state[::-1])


def _no_gain(samples, frequency, bandwidth, rate, state):
    _, b, c = _coefficients(frequency, bandwidth, rate)
    return _recur(samples, 1, b, c, state)


def _half_the_frequency(samples, frequency, bandwidth, rate, state):
    return _recur(samples, *_coefficients(frequency / 2, bandwidth, rate), state)


def _sign_of_c(samples, frequency, bandwidth, rate, state):
    _, b, c = _coefficients(frequency, bandwidth, rate)
    return _recur(samples, 1 - b + c, b, -c, state)


def _twice_the_bandwidth(samples, frequency, bandwidth, rate, state):
    return _recur(samples, *_coefficients(frequency, 2 * bandwidth, rate), state)


def _last_two_of_the_block(samples, frequency, bandwidth, rate, state):
    out, _ = _recur(samples, *_coefficients(frequency, bandwidth, rate), state)
    return out, (out[-1], out[-2] if len(out) > 1 else 0) if out else (0, 0)


RESONATE = Exercise(
    slug="resonate",
    title="A resonator that takes its sound in blocks",
    function="resonate",
    parameters="samples, frequency, bandwidth, rate, state",
    cases=[
        Case([1, 0, 0], 1000, 0, 4000, (0, 0), gives=([2, 0, -2], (-2, 0))),
        Case([0, 0], 1000, 0, 4000, (-2, 0), gives=([0, 2], (2, 0))),
        Case([], 500, 60, 8000, (3, 2), gives=([], (3, 2)), why="Nothing came, nothing changes."),
        Case([0], 1000, 0, 4000, (5, 7), gives=([-7], (-7, 5)), why="One sample: the state moves."),
        Case([1, 1, 1], 700, 80, 8000, (0, 0)),
        Case([1, -1, 2, 0], 1500, 200, 8000, (2, -1)),
    ],
    generated=lambda st: (
        st.lists(st.integers(-3, 3), max_size=6),
        st.sampled_from([500, 1000, 1500, 3000]),
        st.sampled_from([0, 60, 500]),
        st.sampled_from([8000, 16000]),
        st.tuples(st.integers(-3, 3), st.integers(-3, 3)),
    ),
    oracle=_by_impulse_response,
    compare=close(rel=1e-9, absolute=1e-9),
    hints=(
        "Keep two names, the latest output and the one before it, and start them from `state`.",
        "Both change at once with every sample: which old value does the older one take?",
        "After the last sample the two names are the state, also when there was only one sample, "
        "or none.",
    ),
    why="Two outputs are all that the recurrence remembers, so handing them on makes any cut into "
    "blocks give the same sound.",
    misconceptions=[
        Misconception(
            "from-rest",
            _from_rest,
            says="This block starts from rest: the outputs before it must count.",
        ),
        Misconception(
            "state-swapped",
            _state_swapped,
            says="The state comes back in the wrong order: the last output stands first.",
        ),
        Misconception(
            "reads-state-swapped",
            _reads_state_swapped,
            says="The state is read in the wrong order: its first number is the last output.",
        ),
        Misconception(
            "no-gain",
            _no_gain,
            says="The input is taken as it is: it has the factor a = 1 - b - c.",
        ),
        Misconception(
            "half-the-frequency",
            _half_the_frequency,
            says="It rings an octave too low: a turn is 2 pi.",
        ),
        Misconception(
            "sign-of-c",
            _sign_of_c,
            says="c is negative; with the other sign this does not ring at the frequency.",
        ),
        Misconception(
            "twice-the-bandwidth",
            _twice_the_bandwidth,
            says="It dies out twice as fast: the radius is exp(-pi bandwidth / rate).",
        ),
        Misconception(
            "last-two-of-the-block",
            _last_two_of_the_block,
            says="A block of one sample or none does not hold the last two outputs by itself.",
        ),
    ],
)

# --- glide -------------------------------------------------------------------------------------


def _by_matrices(blocks):
    """Multiply the state with one matrix a sample."""
    out, state = [], ((0,), (0,))
    for samples, (a, b, c) in blocks:
        step = ((b, c), (1, 0))
        for x in samples:
            moved = [sum(m * s[0] for m, s in zip(row, state, strict=True)) for row in step]
            state = ((moved[0] + a * x,), (moved[1],))
            out.append(state[0][0])
    return out


def _given(blocks):
    out = []
    for samples, (a, b, c) in blocks:
        latest = before = 0
        for x in samples:
            before = latest
            latest = a * x + b * latest + c * before
            out.append(latest)
    return out


def _state_kept_only(blocks):
    out, latest = [], 0
    for samples, (a, b, c) in blocks:
        for x in samples:
            before = latest
            latest = a * x + b * latest + c * before
            out.append(latest)
    return out


def _order_mended_only(blocks):
    out = []
    for samples, (a, b, c) in blocks:
        out += _recur(samples, a, b, c, (0, 0))[0]
    return out


def _keeps_one(blocks):
    out, latest = [], 0
    for samples, (a, b, c) in blocks:
        block, (latest, _) = _recur(samples, a, b, c, (latest, 0))
        out += block
    return out


def _first_coefficients(blocks):
    out, state = [], (0, 0)
    for samples, _ in blocks:
        block, state = _recur(samples, *blocks[0][1], state)
        out += block
    return out


def _blocks_apart(blocks):
    out, state = [], (0, 0)
    for samples, (a, b, c) in blocks:
        block, state = _recur(samples, a, b, c, state)
        out.append(block)
    return out


GLIDE = Exercise(
    slug="glide",
    title="Find the faults: a glide that clicks",
    function="glide",
    parameters="blocks",
    cases=[
        Case([([1, 0, 0, 0], (1, 1, 1))], gives=[1, 1, 2, 3]),
        Case([([1, 0], (1, 1, 1)), ([0, 0], (5, 1, 1))], gives=[1, 1, 2, 3]),
        Case([], gives=[]),
        Case([([], (1, 2, 3)), ([2], (3, 1, 1))], gives=[6], why="A block may hold no samples."),
        Case([([1, 0, 0], (1, 0, 1))], gives=[1, 0, 1], why="Only the output before last counts."),
        Case([([1], (1, 0, 1)), ([0], (1, 0, 1)), ([0], (1, 0, 1))], gives=[1, 0, 1]),
        Case([([1, 0], (1, 2, 0)), ([0], (1, 3, 1))], gives=[1, 2, 7]),
    ],
    generated=lambda st: (
        st.lists(
            st.tuples(
                st.lists(st.integers(-2, 2), max_size=3),
                st.tuples(st.integers(-2, 2), st.integers(-2, 2), st.integers(-2, 2)),
            ),
            max_size=4,
        ),
    ),
    oracle=_by_matrices,
    hints=(
        "Follow `latest` and `before` by hand through `[([1, 0, 0], (1, 0, 1))]`: which output "
        "does c multiply?",
        "Follow them from the end of one block into the next.",
        "Python evaluates the whole right side of an assignment before any name on the left "
        "changes.",
    ),
    why="Both names must move at once, and the past belongs to the sound, not to the block.",
    misconceptions=[
        Misconception(
            "as-given",
            _given,
            says="This is still the given function: it forgets at each block, and c multiplies the "
            "last output instead of the one before.",
        ),
        Misconception(
            "state-kept-only",
            _state_kept_only,
            says="c still multiplies the last output: `before` is overwritten too early.",
        ),
        Misconception(
            "order-mended-only",
            _order_mended_only,
            says="Each block still starts from rest: that is the click.",
        ),
        Misconception(
            "keeps-one",
            _keeps_one,
            says="One of the two outputs is lost between blocks.",
        ),
        Misconception(
            "first-coefficients",
            _first_coefficients,
            says="Each block has its own coefficients.",
        ),
        Misconception(
            "blocks-apart",
            _blocks_apart,
            says="Return one list for the whole sound, not one a block.",
        ),
    ],
)

# --- durbin ------------------------------------------------------------------------------------


def _by_elimination(correlation):
    """Solve the equations by elimination in exact fractions."""
    lags = [Fraction(value) for value in correlation]
    order = len(lags) - 1
    rows = [[lags[abs(i - j)] for i in range(order)] + [lags[j + 1]] for j in range(order)]
    for at in range(order):
        rows[at] = [value / rows[at][at] for value in rows[at]]
        for other in range(order):
            if other != at:
                factor = rows[other][at]
                rows[other] = [v - factor * w for v, w in zip(rows[other], rows[at], strict=True)]
    return [float(row[-1]) for row in rows]


def _general_solver(correlation):
    """Eliminate in floats, without a use for the structure."""
    order = len(correlation) - 1
    rows = []
    for j in range(order):
        row = [correlation[abs(i - j)] for i in range(order)]
        row.append(correlation[j + 1])
        rows.append(row)
    for at in range(order):
        for other in range(order):
            if other != at:
                factor = rows[other][at] / rows[at][at]
                for column in range(order + 1):
                    rows[other][column] = rows[other][column] - factor * rows[at][column]
    return [rows[at][order] / rows[at][at] for at in range(order)]


def _durbin(correlation, update=True, mirror=True, sign=-1, divide=True):
    predictor, error = [], correlation[0]
    for m in range(1, len(correlation)):
        missing = correlation[m] - sum(
            alpha * correlation[m - i] for i, alpha in enumerate(predictor, 1)
        )
        k = missing / (error if divide else correlation[0])
        others = predictor[::-1] if mirror else predictor
        if update:
            predictor = [a + sign * k * o for a, o in zip(predictor, others, strict=True)]
        predictor = [*predictor, k]
        error *= 1 - k * k
    return predictor


def _never_updates(correlation):
    return _durbin(correlation, update=False)


def _not_mirrored(correlation):
    return _durbin(correlation, mirror=False)


def _plus_k(correlation):
    return _durbin(correlation, sign=1)


def _error_stays(correlation):
    return _durbin(correlation, divide=False)


def _filter_signs(correlation):
    return [-alpha for alpha in _durbin(correlation)]


def _in_place(correlation):
    predictor, error = [], correlation[0]
    for m in range(1, len(correlation)):
        missing = correlation[m] - sum(
            alpha * correlation[m - i] for i, alpha in enumerate(predictor, 1)
        )
        k = missing / error
        for i in range(m - 1):
            predictor[i] -= k * predictor[m - 2 - i]
        predictor.append(k)
        error *= 1 - k * k
    return predictor


def _correlation(samples, order):
    padded = [*samples, *[0] * (order + 1)]
    return [
        float(sum(x * y for x, y in zip(samples, padded[lag:], strict=False)))
        for lag in range(order + 1)
    ]


def _sounds(st):
    samples = st.lists(st.integers(-3, 3), min_size=1, max_size=6).filter(any)
    return st.tuples(st.builds(_correlation, samples, st.integers(0, 4)))


DURBIN = Exercise(
    slug="durbin",
    title="Durbin's recursion",
    function="durbin",
    parameters="correlation",
    cases=[
        Case([1.0, 0.5], gives=[0.5]),
        Case([3.0, 1.0, -1.0], gives=[0.5, -0.5]),
        Case([2.0], gives=[], why="From lag 0 alone nothing can be predicted."),
        Case([1.0, 0.5, 0.25], gives=[0.5, 0.0], why="A decay by half needs one term only."),
        Case([4.0, 2.0, 0.0, 1.0]),
        Case([8.0, 4.0, 1.0, -2.0, 1.0]),
    ],
    generated=_sounds,
    oracle=_by_elimination,
    compare=close(rel=1e-6, absolute=1e-6),
    budget=Budget(
        make=lambda n: ([2.0] + [0.5**lag for lag in range(1, n)],),
        per=8,
        growth="n^2",
        sizes=(20, 80),
        says="Elimination pays for equations that have no structure; let each order be made from "
        "the one before.",
    ),
    hints=(
        "Order 1 is one division: what does the formula give when there is no predictor yet?",
        "Every old coefficient is changed with the help of its mirror image: which values may "
        "already be overwritten when you come to the second half?",
        "After the coefficients the error shrinks too, and the next k is divided by that.",
    ),
    why="The equations of one order contain those of the order before, so each step adds one "
    "unknown and corrects the others with their mirror image: p steps of at most p products.",
    misconceptions=[
        Misconception(
            "never-updates",
            _never_updates,
            says="The earlier coefficients stay as they were: each new order corrects them all.",
        ),
        Misconception(
            "not-mirrored",
            _not_mirrored,
            says="Each coefficient is corrected with its mirror image, not with itself.",
        ),
        Misconception(
            "plus-k",
            _plus_k,
            says="The correction has the wrong sign: k times the mirror image is taken away.",
        ),
        Misconception(
            "error-stays",
            _error_stays,
            says="k is divided by the error of the order before, which shrinks by 1 - k².",
        ),
        Misconception(
            "filter-signs",
            _filter_signs,
            says="These are the signs of the filter 1 - sum of alpha z^-i; asked are the alphas.",
        ),
        Misconception(
            "in-place",
            _in_place,
            says="Half of the mirror images are overwritten before they are read: keep the old "
            "predictor.",
        ),
        Misconception(
            "general-solver",
            _general_solver,
            says="Elimination pays for equations that have no structure; let each order be made "
            "from the one before.",
            verdict="too many steps",
        ),
    ],
)

# --- ring-in-milliseconds ----------------------------------------------------------------------

RING = Exercise(
    slug="ring-in-milliseconds",
    title="Estimate: how long does a formant ring?",
    function="ring_in_milliseconds",
    parameters="",
    cases=[Case(gives=43.98)],
    compare=within_factor(1.1, unit="ms"),
    hints=(
        "60 dB less: which factor is that in amplitude?",
        "After n samples the envelope is the radius to the power of n; n times T is the time.",
    ),
    why="The envelope is exp(-pi B t); it reaches a thousandth at t = ln(1000) / (pi B), 44 ms for "
    "50 Hz, which is several pulses of a voice.",
    misconceptions=[
        Misconception(
            "power-for-amplitude",
            lambda: 21.99,
            says="The envelope falls with exp(-pi B t); the power falls twice as fast.",
        ),
        Misconception(
            "a-million",
            lambda: 87.96,
            says="60 dB are a factor of 1,000 in amplitude; a million is the factor in power.",
        ),
        Misconception("without-pi", lambda: 138.2, says="A pi is missing in the exponent."),
        Misconception(
            "one-over-b",
            lambda: 20.0,
            says="One over the bandwidth is a time, but not that of 60 dB.",
        ),
        Misconception("seconds", lambda: 0.04398, says="This is in seconds."),
    ],
)

EXERCISES = [RESONATE, GLIDE, DURBIN, RING]
