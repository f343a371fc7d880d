"""Exercises of the lesson Voice enhancement with a recursive noise tracker."""

from fractions import Fraction
from math import log, log10

from daybyday.checking import Budget, Case, Exercise, Misconception, close, within_factor

# --- track-noise -------------------------------------------------------------------------------


def _weighted_sum(powers, chances, alpha):
    """Give each power the weight that is left of it, instead of a recursion."""
    estimates = []
    for now in range(len(powers)):
        total, left = Fraction(0), Fraction(1)
        for then in range(now, 0, -1):
            taken = (1 - Fraction(alpha)) * (1 - Fraction(chances[then]))
            total += left * taken * Fraction(powers[then])
            left *= 1 - taken
        estimates.append(float(total + left * Fraction(powers[0])))
    return estimates


def _recursion(weight, first=None):
    """Return the tracker whose weight of the old estimate is a function of alpha and p."""

    def track(powers, chances, alpha):
        noise, estimates = first, []
        for power, chance in zip(powers, chances, strict=True):
            if noise is None:
                noise = power
            else:
                old = weight(alpha, chance)
                noise = old * noise + (1 - old) * power
            estimates.append(noise)
        return estimates

    return track


TRACK_NOISE = Exercise(
    slug="track-noise",
    title="One bin's noise",
    function="track_noise",
    parameters="powers, chances, alpha",
    cases=[
        Case([4.0, 8.0, 0.0], [0.0, 0.0, 0.0], 0.5, gives=[4.0, 6.0, 3.0]),
        Case([4.0, 8.0, 0.0], [0.0, 1.0, 0.5], 0.5, gives=[4.0, 4.0, 3.0]),
        Case([], [], 0.5, gives=[]),
        Case([8.0, 0.0], [1.0, 1.0], 0.5, gives=[8.0, 8.0], why="The first power is taken as is."),
        Case([1.0, 9.0], [0.0, 0.75], 0.5, gives=[1.0, 2.0], why="A chance of 0.75 leaves 1/8."),
        Case([1.0, 9.0, 5.0], [0.0, 0.0, 0.0], 0.75, gives=[1.0, 3.0, 3.5]),
        Case([0.0, 4.0, 4.0], [0.0, 0.0, 0.0], 0.0, gives=[0.0, 4.0, 4.0]),
        Case([2.0, 6.0, 1.0, 7.0, 3.0], [0.5, 0.25, 1.0, 0.0, 0.75], 0.25),
    ],
    generated=lambda st: st.lists(
        st.tuples(st.integers(0, 8).map(float), st.sampled_from([0.0, 0.25, 0.5, 0.75, 1.0])),
        max_size=5,
    ).flatmap(
        lambda pairs: st.tuples(
            st.just([power for power, _ in pairs]),
            st.just([chance for _, chance in pairs]),
            st.sampled_from([0.0, 0.25, 0.5, 0.75]),
        )
    ),
    oracle=_weighted_sum,
    compare=close(rel=1e-6, absolute=1e-9),
    budget=Budget(
        make=lambda n: ([float(k % 5) for k in range(n)], [0.5] * n, 0.8),
        per=12,
        growth="n",
        says="Keep the last estimate instead of adding up the whole past for each frame.",
    ),
    hints=(
        "What should become of the estimate when speech is certain, and what when it is excluded?",
        "The chance decides how far the weight of the old estimate lies between alpha and 1.",
    ),
    why="One number is all that is kept: the estimate moves towards the new power by "
    "(1 - alpha)(1 - p) of the way, so certain speech moves it not at all.",
    misconceptions=[
        Misconception(
            "never-closes",
            _recursion(lambda alpha, chance: alpha),
            says="The chance of speech must make the estimate stand still.",
        ),
        Misconception(
            "closes-for-noise",
            _recursion(lambda alpha, chance: alpha + (1 - alpha) * (1 - chance)),
            says="This gate stands open while somebody speaks and closes for noise.",
        ),
        Misconception(
            "all-or-nothing",
            _recursion(lambda alpha, chance: 1 if chance > 0.5 else alpha),
            says="A chance between 0 and 1 lets a part of the power in, it is no switch.",
        ),
        Misconception(
            "weights-swapped",
            _recursion(lambda alpha, chance: 1 - (alpha + (1 - alpha) * chance)),
            says="The weight is that of the old estimate; the rest is for the new power.",
        ),
        Misconception(
            "chance-for-alpha",
            _recursion(lambda alpha, chance: chance),
            says="Where there is no speech the old estimate still has the weight alpha.",
        ),
        Misconception(
            "starts-at-zero",
            _recursion(lambda alpha, chance: alpha + (1 - alpha) * chance, first=0.0),
            says="The first estimate is the first power; nothing is known before it.",
        ),
    ],
)

# --- si-sdr ------------------------------------------------------------------------------------


def _inner(one, other):
    return sum((Fraction(a) * Fraction(b) for a, b in zip(one, other, strict=True)), Fraction(0))


def _centred(samples):
    mean = Fraction(sum(map(Fraction, samples)), len(samples))
    return [Fraction(sample) - mean for sample in samples]


def _share(clean, result):
    """Return the squared correlation coefficient, exactly."""
    one, other = _centred(clean), _centred(result)
    both = _inner(one, one) * _inner(other, other)
    return _inner(one, other) ** 2 / both if both else Fraction(0)


def _by_correlation(clean, result):
    share = _share(clean, result)
    return 10 * log10(share / (1 - share))


def _decibels(ratio):
    return 10 * log10(ratio)


def _not_scaled(clean, result):
    one, other = _centred(clean), _centred(result)
    rest = [b - a for a, b in zip(one, other, strict=True)]
    return _decibels(_inner(one, one) / _inner(rest, rest))


def _means_kept(clean, result):
    factor = _inner(clean, result) / _inner(clean, clean)
    fitted = [factor * Fraction(a) for a in clean]
    rest = [Fraction(b) - a for a, b in zip(fitted, result, strict=True)]
    return _decibels(_inner(fitted, fitted) / _inner(rest, rest))


def _scales_the_result(clean, result):
    return _decibels(1 / (1 - _share(clean, result)))


def _not_power(clean, result):
    return 2 * _by_correlation(clean, result)


def _upside_down(clean, result):
    return -_by_correlation(clean, result)


def _against_the_result(clean, result):
    return _decibels(_share(clean, result))


def _natural(clean, result):
    return _by_correlation(clean, result) * log(10)


def _measurable(pair):
    """Whether the definition gives a finite number."""
    clean, result = pair
    return len(set(clean)) > 1 and len(set(result)) > 1 and 0 < _share(clean, result) < 1


SI_SDR = Exercise(
    slug="si-sdr",
    title="SI-SDR by its definition",
    function="si_sdr",
    parameters="clean, result",
    cases=[
        Case([1.0, -1.0, 1.0, -1.0], [2.0, -1.0, 1.0, -2.0]),
        Case([1.0, -1.0, 1.0, -1.0], [9.0, 3.0, 7.0, 1.0], why="An offset is no distortion here."),
        Case([3.0, 1.0, 3.0, 1.0], [2.0, -1.0, 1.0, -2.0], why="The clean sound may have a mean."),
        Case(
            [1.0, -1.0, 1.0, -1.0], [-2.0, 1.0, -1.0, 2.0], why="The best factor may be negative."
        ),
        Case([1.0, 2.0, 3.0], [1.0, 3.0, 2.0]),
        Case([2.0, 0.0, -2.0], [30.0, 10.0, -30.0], why="A louder result is as good."),
        Case([1.0, 0.0, -1.0, 0.0], [1.0, 5.0, -1.0, -5.0], why="The result may be negative dB."),
    ],
    generated=lambda st: (
        st.integers(3, 5)
        .flatmap(
            lambda n: st.tuples(
                *(st.lists(st.integers(-3, 3).map(float), min_size=n, max_size=n),) * 2
            )
        )
        .filter(_measurable)
    ),
    oracle=_by_correlation,
    compare=close(rel=1e-6, absolute=1e-6),
    budget=Budget(
        make=lambda n: (
            [float(k % 7) for k in range(n)],
            [float(k * k % 11) for k in range(n)],
        ),
        per=16,
        growth="n",
        says="Compute the means and the factor once, not for each sample.",
    ),
    hints=(
        "Take the means off first. Which factor makes the clean sound come nearest to the result?",
        "At the best factor the inner product of the rest and the clean sound is 0.",
        "Compare the energies of the scaled clean sound and of the rest.",
    ),
    why="The best factor is <result, clean> / <clean, clean>; what it explains is speech, however "
    "loud, and all that it leaves is distortion.",
    misconceptions=[
        Misconception(
            "not-scaled",
            _not_scaled,
            says="Without the factor a mere change of loudness counts as distortion.",
        ),
        Misconception(
            "means-kept", _means_kept, says="The means must be taken off both sounds first."
        ),
        Misconception(
            "scales-the-result",
            _scales_the_result,
            says="Scale the clean sound to the result, not the result to the clean sound: a "
            "result that holds no speech must fall without limit, here it stays at 0 dB.",
        ),
        Misconception(
            "not-power", _not_power, says="Energies are squares already: 10 · log10, not 20."
        ),
        Misconception(
            "upside-down", _upside_down, says="The speech stands above the fraction bar."
        ),
        Misconception(
            "against-the-result",
            _against_the_result,
            says="Compare with the rest, not with the whole result.",
        ),
        Misconception("natural", _natural, says="Decibels are made with the logarithm to base 10."),
    ],
)

# --- wiener-gains ------------------------------------------------------------------------------


def _gain_of_prefix(powers, noise, keep, floor):
    """Compute each gain from the start again, in fractions."""
    noise, keep, floor = map(Fraction, (noise, keep, floor))

    def gain(frame):
        heard = Fraction(powers[frame])
        before = gain(frame - 1) ** 2 * Fraction(powers[frame - 1]) if frame else Fraction(0)
        excess = heard - noise if heard > noise else Fraction(0)
        speech = keep * before + (1 - keep) * excess
        return max(floor, speech / (speech + noise))

    return [float(gain(frame)) for frame in range(len(powers))]


def _as_given(powers, noise, keep, floor):
    gains, clean = [], 0.0
    for power in powers:
        prior = keep * clean / noise + (1 - keep) * (power / noise - 1)
        gain = prior / (1 + prior)
        gains.append(max(gain, floor))
        clean = gain * power
    return gains


def _variant(clip=True, square=True, floored=True, recall=True, noisy=False, cap=True):
    def answer(powers, noise, keep, floor):
        gains, clean = [], 0.0
        for power in powers:
            excess = power / noise - 1
            prior = keep * clean / noise * recall
            prior += (1 - keep) * (max(excess, 0) if clip else excess)
            raw = prior / (1 + prior) if prior != -1 else 0.0
            gain = max(raw, floor) if cap else raw
            gains.append(gain)
            kept = gain if floored else raw
            clean = power if noisy else (kept**2 if square else kept) * power
        return gains

    return answer


WIENER_GAINS = Exercise(
    slug="wiener-gains",
    title="Find the faults: a gain that remembers",
    function="wiener_gains",
    parameters="powers, noise, keep, floor",
    cases=[
        Case([3.0], 1.0, 0.0, 0.125),
        Case([0.0, 9.0], 1.0, 0.5, 0.25),
        Case([], 1.0, 0.5, 0.25, gives=[]),
        Case([0.0], 1.0, 0.0, 0.25, gives=[0.25], why="Silence must not divide by zero."),
        Case([0.0], 2.0, 0.5, 0.25, gives=[0.25], why="Less power than noise is no negative SNR."),
        Case([9.0, 0.0], 1.0, 0.5, 0.25, why="What a frame leaves is its gain squared times it."),
        Case([9.0, 0.5, 0.5], 1.0, 0.75, 0.125),
        Case([1.0, 16.0, 1.0], 1.0, 0.75, 0.5, why="The gain that was used is the one to keep."),
        Case([8.0, 8.0, 8.0], 2.0, 0.5, 0.125, why="Both ratios are taken to the noise."),
    ],
    generated=lambda st: (
        st.lists(st.integers(0, 9).map(float), max_size=4),
        st.sampled_from([1.0, 2.0, 4.0]),
        st.sampled_from([0.0, 0.5, 0.75, 0.9375]),
        st.sampled_from([0.125, 0.25, 0.5]),
    ),
    oracle=_gain_of_prefix,
    compare=close(rel=1e-6, absolute=1e-9),
    budget=Budget(
        make=lambda n: ([float(k % 9) for k in range(n)], 1.0, 0.9, 0.1),
        per=16,
        growth="n",
        says="The last frame's clean power is all that has to be remembered.",
    ),
    hints=(
        "What does the second term become in a frame with less power than the noise?",
        "A gain multiplies an amplitude: what does it do to a power?",
        "Which gain was the frame multiplied by, the one before the floor or the one after it?",
    ),
    why="An SNR is never negative, a power takes the square of the gain, and the gain that was "
    "used, floor and all, is the one whose result is remembered.",
    misconceptions=[
        Misconception(
            "as-given", _as_given, says="This is still the given function.", verdict="crashed"
        ),
        Misconception(
            "negative-snr",
            _variant(clip=False),
            says="In a frame with less power than the noise the second term must be 0.",
        ),
        Misconception(
            "not-squared",
            _variant(square=False),
            says="A gain multiplies amplitudes, so a power takes its square.",
        ),
        Misconception(
            "floor-forgotten",
            _variant(floored=False),
            says="Remember what the frame became, with the gain after the floor.",
        ),
        Misconception(
            "no-floor",
            _variant(cap=False),
            says="The gain never goes below the floor.",
        ),
        Misconception(
            "no-memory",
            _variant(recall=False),
            says="The last frame's clean power has the weight `keep` in the SNR.",
        ),
        Misconception(
            "remembers-the-noise",
            _variant(noisy=True),
            says="Remember the clean power of the last frame, not the noisy one.",
        ),
    ],
)

# --- delay-of-an-aid ---------------------------------------------------------------------------

DELAY_OF_AN_AID = Exercise(
    slug="delay-of-an-aid",
    title="Estimate: how late is a hearing aid?",
    function="delay_of_an_aid",
    parameters="",
    cases=[Case(gives=20 / 3)],
    compare=within_factor(1.05, unit="ms"),
    hints=(
        "Follow one sample: the first of a hop is the one that waits longest.",
        "In how many frames does a sample take part, and how long after the hop that brought it "
        "does the last of them arrive? Then add the look-ahead.",
    ),
    why="32 samples to fill the hop, 96 until the last frame that holds it, 32 of look-ahead: 160 "
    "samples at 24 kHz.",
    misconceptions=[
        Misconception(
            "one-wait-missing",
            lambda: 16 / 3,
            says="Three waits add up: for the hop to fill, for the last frame, for the look-ahead.",
        ),
        Misconception(
            "one-hop-of-overlap",
            lambda: 4.0,
            says="With a quarter hop a sample is in four frames, so it waits for three more hops.",
        ),
        Misconception(
            "frame-and-hop",
            lambda: 8.0,
            says="The frame already contains the hop that fills: count it once.",
        ),
        Misconception("seconds", lambda: 160 / 24_000, says="This is in seconds; give ms."),
    ],
)

EXERCISES = [TRACK_NOISE, SI_SDR, WIENER_GAINS, DELAY_OF_AN_AID]
