"""Exercises of the lesson Audio dataset validation: faults, duplicates and speaker leaks."""

from itertools import groupby

from daybyday.checking import Budget, Case, Exercise, Misconception, close, within_factor

# --- flat-runs ---------------------------------------------------------------------------------


def _by_groups(samples, least):
    """Cut the clip into runs of equal samples and count those at an end of its range."""
    runs = [(value, len(list(run))) for value, run in groupby(samples)]
    high, low = max(samples, default=0), min(samples, default=0)
    return sum(
        length >= least and (value == high > 0 or value == low < 0) for value, length in runs
    )


def _at(values):
    """Count runs of samples at any of the values."""

    def answer(samples, least):
        tops = values(samples) if samples else set()
        runs = [(v, len(list(run))) for v, run in groupby(samples)]
        return sum(v in tops and n >= least for v, n in runs)

    return answer


def _only_long_enough(samples, least):
    runs = [(v, len(list(run))) for v, run in groupby(samples)]
    high, low = max(samples, default=0), min(samples, default=0)
    return sum(n > least and (v == high > 0 or v == low < 0) for v, n in runs)


def _every_sample(samples, least):
    runs = [(v, len(list(run))) for v, run in groupby(samples)]
    high, low = max(samples, default=0), min(samples, default=0)
    return sum(n for v, n in runs if n >= least and (v == high > 0 or v == low < 0))


def _whole_windows(samples, least):
    high, low = max(samples, default=0), min(samples, default=0)
    tops = [v for v in {high, low} if v == high > 0 or v == low < 0]
    count = 0
    for start in range(len(samples) - least + 1):
        count += any(all(s == v for s in samples[start : start + least]) for v in tops)
    return count


def _forgets_the_last(samples, least):
    count, length = 0, 0
    high, low = max(samples, default=0), min(samples, default=0)
    for place, sample in enumerate(samples):
        length = length + 1 if place and samples[place - 1] == sample else 1
        ends = place + 1 < len(samples) and samples[place + 1] != sample
        count += ends and length >= least and (sample == high > 0 or sample == low < 0)
    return count


def _magnitudes(samples, least):
    top = max(map(abs, samples), default=0)
    runs = [(v, len(list(run))) for v, run in groupby(abs(s) for s in samples)]
    return sum(v == top > 0 and n >= least for v, n in runs)


FLAT_RUNS = Exercise(
    slug="flat-runs",
    title="Count flat tops",
    function="flat_runs",
    parameters="samples, least",
    cases=[
        Case([0, 5, 5, 5, 2, -4, -4, 1], 2, gives=2),
        Case([1, 7, 3, 7, 7, 3, 7], 2, gives=1),
        Case([], 1, gives=0, why="An empty clip has no top."),
        Case([0, 0, 0], 2, gives=0, why="Silence is not clipped."),
        Case([0, 9, 9, 0, -9, -9], 2, gives=2, why="A run may end with the clip."),
        Case([3, 3, 3, 3], 2, gives=1, why="A longer run counts once."),
        Case([4, 4, 1, 1], 2, gives=1, why="The lowest value, 1, is not below 0."),
        Case([-4, -4, -1, -1], 2, gives=1, why="The highest value, -1, is not above 0."),
        Case([-6, -6, 0, 0], 2, gives=1, why="The highest value is 0."),
        Case([0, 8, 8, 0, -3, -3, 0], 2, gives=2, why="Each side has its own end."),
        Case([5, -5, 5, -5], 2, gives=0, why="Runs are of equal samples, with their sign."),
        Case([32767, 32767, 5, 32767, 32767], 2, gives=2),
        Case(
            [0, 100, 100, 0, 99, 99, 0], 2, gives=1, why="Flat below the highest value is no top."
        ),
        Case([2, 1, 2], 1, gives=2, why="With `least` 1 a single sample is a run."),
    ],
    generated=lambda st: st.tuples(st.lists(st.integers(-3, 3), max_size=8), st.integers(1, 3)),
    oracle=_by_groups,
    budget=Budget(
        make=lambda n: ([9] * n, max(1, n // 2)),
        per=24,
        growth="n",
        sizes=(100, 800),
        says="Keep the length of the run while you pass once, instead of looking at windows.",
    ),
    hints=(
        "Which two values can a flat top have? Both are found before you look for runs.",
        "What has to be remembered from the sample before?",
        "At which length of a run should it be counted, so that a longer one counts once?",
    ),
    why="A run is counted at the moment when it reaches the length that is asked for, so it counts "
    "once however long it goes on, and also when the clip ends with it.",
    misconceptions=[
        Misconception(
            "full-scale",
            _at(lambda samples: {32767, -32768}),
            says="A clip that was turned down has no sample at full scale: use its own ends.",
        ),
        Misconception(
            "upper-side-only",
            _at(lambda samples: {max(0, *samples)} - {0}),
            says="The lowest value can be flat too.",
        ),
        Misconception(
            "any-sign",
            _at(lambda samples: {max(samples), min(samples)}),
            says="The highest value must lie above 0 and the lowest below it.",
        ),
        Misconception(
            "magnitudes",
            _magnitudes,
            says="After an offset the two sides end at different values: look at each by itself.",
        ),
        Misconception(
            "longer-only", _only_long_enough, says="A run of exactly `least` samples counts."
        ),
        Misconception("samples", _every_sample, says="Count runs, not the samples in them."),
        Misconception(
            "windows",
            _whole_windows,
            says="A run longer than `least` counts once, not once for each place in it.",
        ),
        Misconception(
            "forgets-the-last", _forgets_the_last, says="A clip may end while its top is flat."
        ),
    ],
)

# --- similarity --------------------------------------------------------------------------------


def _with_numpy(first, second, most):
    """Let numpy correlate at all lags and keep those that are asked for."""
    import numpy as np

    x, y = np.array(first), np.array(second)
    energy = np.sqrt(np.dot(x, x) * np.dot(y, y))
    if energy == 0:
        return 0.0
    sums = np.correlate(y, x, mode="full")
    lags = np.arange(len(sums)) - (len(x) - 1)
    return float(np.max(np.abs(sums[np.abs(lags) <= most]), initial=0.0) / energy)


def _variant(lags=lambda most: range(-most, most + 1), size=abs, norm="whole", centred=False):
    def answer(first, second, most):
        if centred:
            first, second = ([v - sum(each) / len(each) for v in each] for each in (first, second))
        best = 0.0
        for lag in lags(most):
            pairs = [
                (first[i], second[i + lag]) for i in range(len(first)) if 0 <= i + lag < len(second)
            ]
            total = size(sum(x * y for x, y in pairs))
            a, b = ([x for x, _ in pairs], [y for _, y in pairs])
            a, b = (a, b) if norm == "overlap" else (first, second)
            energy = sum(x * x for x in a) * sum(y * y for y in b)
            divided = total / energy**0.5 if energy > 1e-12 else 0.0
            best = max(
                best,
                {"none": total, "energy": total / energy if energy else 0.0}.get(norm, divided),
            )
        return best

    return answer


SIMILARITY = Exercise(
    slug="similarity",
    title="Compare at all lags",
    function="similarity",
    parameters="first, second, most",
    cases=[
        Case([0.0, 1.0, 2.0, 0.0], [2.0, 4.0, 0.0, 0.0], 1, gives=1.0),
        Case([0.0, 1.0, 2.0, 0.0], [2.0, 4.0, 0.0, 0.0], 0, gives=0.4),
        Case([2.0, 4.0, 0.0, 0.0], [0.0, 1.0, 2.0, 0.0], 1, gives=1.0, why="Lags go both ways."),
        Case([1.0, 2.0], [-1.0, -2.0], 0, gives=1.0, why="A turned sign makes no other recording."),
        Case([0.0, 0.0], [1.0, 2.0], 1, gives=0.0, why="Silence is similar to nothing."),
        Case([1.0, 2.0], [0.0, 0.0], 1, gives=0.0, why="Silence is similar to nothing."),
        Case([3.0], [2.0], 5, gives=1.0, why="`most` may exceed both lengths."),
        Case([1.0], [0.0, 0.0, 0.0, 5.0], 3, gives=1.0, why="Clips may differ in length."),
        Case([1.0], [0.0, 0.0, 0.0, 5.0], 2, gives=0.0),
        Case([3.0, 4.0, 0.0, 0.0], [0.0, 0.0, 5.0, 1.0], 3),
        Case([1.0, 1.0], [1.0, 1.0], 0, gives=1.0, why="No mean is removed."),
    ],
    generated=lambda st: st.tuples(
        st.lists(st.integers(-3, 3).map(float), min_size=1, max_size=5),
        st.lists(st.integers(-3, 3).map(float), min_size=1, max_size=5),
        st.integers(0, 6),
    ),
    oracle=_with_numpy,
    examples=50,
    compare=close(rel=1e-6, absolute=1e-9),
    hints=(
        "For one lag: for which i do both samples exist?",
        "The energies do not depend on the lag.",
        "What should a recording with its sign turned give?",
    ),
    why="The energies of the whole clips divide, so a shift or a gain leaves 1, and an overlap of "
    "a few samples cannot look like a copy.",
    misconceptions=[
        Misconception(
            "no-lag", _variant(lambda most: [0]), says="A copy may begin earlier or later."
        ),
        Misconception(
            "one-way",
            _variant(lambda most: range(most + 1)),
            says="Either clip may be the one that begins earlier: try lags of both signs.",
        ),
        Misconception(
            "signed", _variant(size=float), says="A turned sign does not make another recording."
        ),
        Misconception(
            "not-normalised", _variant(norm="none"), says="Without the energies, loudness decides."
        ),
        Misconception(
            "no-root", _variant(norm="energy"), says="Divide by the root of the two energies."
        ),
        Misconception(
            "overlap",
            _variant(norm="overlap"),
            says="With the energies of the overlap, one common sample already looks like a copy.",
        ),
        Misconception("centred", _variant(centred=True), says="No mean is removed here."),
        Misconception(
            "last-lag",
            _variant(lambda most: range(-most, most)),
            says="The lag `most` itself counts too.",
        ),
    ],
)

# --- groups ------------------------------------------------------------------------------------


def _copy(one, other):
    """Whether a clip is the other times a positive factor, by cross products."""
    if len(one) != len(other) or not any(one) or not any(other):
        return False
    place = next(k for k, sample in enumerate(one) if sample)
    if one[place] * other[place] <= 0:
        return False
    return all(a * other[place] == b * one[place] for a, b in zip(one, other, strict=True))


def _flood(speakers, clips, copy=_copy, spread=True, by_speaker=True):
    """Walk from each clip to all that are joined with it."""
    number = len(clips)

    def joined(a, b):
        return (by_speaker and speakers[a] == speakers[b]) or copy(clips[a], clips[b])

    smallest = [None] * number
    for start in range(number):
        if smallest[start] is not None:
            continue
        smallest[start], waiting = start, [start]
        while waiting:
            here = waiting.pop()
            for there in range(number):
                if smallest[there] is None and joined(here, there):
                    smallest[there] = start
                    if spread:
                        waiting.append(there)
    return smallest


def _exactly(one, other):
    return one == other and any(one)


def _with_silence(one, other):
    silent = not any(one) and not any(other) and len(one) == len(other)
    return silent or _copy(one, other)


def _either_sign(one, other):
    return _copy(one, other) or _copy([-sample for sample in one], other)


def _same_beginning(one, other):
    short = min(len(one), len(other))
    return _copy(one[:short], other[:short])


def _given(speakers, clips):
    smallest = []
    for place, (speaker, clip) in enumerate(zip(speakers, clips, strict=True)):
        same = [k for k in range(place) if speakers[k] == speaker or clips[k] == clip]
        smallest.append(same[0] if same else place)
    return smallest


def _first_match(speakers, clips):
    smallest = []
    for place, (speaker, clip) in enumerate(zip(speakers, clips, strict=True)):
        same = [k for k in range(place) if speakers[k] == speaker or _copy(clips[k], clip)]
        smallest.append(smallest[same[0]] if same else place)
    return smallest


def _mistake(name, says, **parts):
    return Misconception(name, lambda speakers, clips: _flood(speakers, clips, **parts), says)


def _many(n):
    """Different speakers; each clip but the first is an earlier one at another gain or new."""
    return [f"voice {k}" for k in range(n)], [
        [1 + k // 2, (1 + k // 2) * (k + 2)] for k in range(n)
    ]


GROUPS = Exercise(
    slug="groups",
    title="Find the faults: groups that leak",
    function="groups",
    parameters="speakers, clips",
    cases=[
        Case(["ann", "bob", "cy"], [[1, 2], [3, 6], [1, 1]], gives=[0, 0, 2]),
        Case(["ann", "bob", "bob"], [[1, 2], [5, 1], [2, 4]], gives=[0, 0, 0]),
        Case([], [], gives=[], why="No clips, no components."),
        Case(["ann", "bob"], [[4, 2], [2, 1]], gives=[0, 0], why="A gain makes no new recording."),
        Case(["ann", "bob"], [[0, 0], [0, 0]], gives=[0, 1], why="Silence is nobody's copy."),
        Case(["ann", "ann"], [[0, 0], [1, 2]], gives=[0, 0], why="A silent clip has a speaker."),
        Case(["ann", "bob"], [[1, 2], [-1, -2]], gives=[0, 1], why="The factor is positive."),
        Case(["ann", "bob"], [[1, 2], [1, 2, 0]], gives=[0, 1], why="Copies are equally long."),
        Case(["ann", "bob"], [[4, 6], [6, 9]], gives=[0, 0], why="The factor may be a fraction."),
        Case(["ann", "bob"], [[2, 3], [4, 7]], gives=[0, 1], why="7 is not twice 3."),
        Case(
            ["ann", "bob", "cy", "bob", "cy"],
            [[1, 2], [1, 3], [1, 4], [2, 8], [2, 4]],
            gives=[0, 0, 0, 0, 0],
            why="Bob's copy of Cy's clip and Cy's copy of Ann's tie all three.",
        ),
        Case(
            ["ann", "bob", "cy", "dee"],
            [[1, 2], [1, 3], [2, 6], [3, 6]],
            gives=[0, 1, 1, 0],
            why="Two pairs of copies are two components.",
        ),
    ],
    generated=lambda st: st.lists(
        st.tuples(
            st.sampled_from(["ann", "bob", "cy", "dee"]),
            st.lists(st.integers(-2, 2), min_size=1, max_size=2),
        ),
        max_size=5,
    ).map(lambda rows: ([name for name, _ in rows], [clip for _, clip in rows])),
    oracle=_flood,
    examples=50,
    budget=Budget(
        make=_many,
        per=40,
        growth="n",
        sizes=(40, 240),
        says="Give every recording a key that its copies share, and look it up.",
    ),
    hints=(
        "What do all clips that differ by a gain only have in common?",
        "Try a clip that ties two components which have already got their numbers.",
        "What does a silent clip have in common with another silent one?",
    ),
    why="Dividing by the greatest common divisor gives all copies one key, silence gets none, and "
    "union-find joins what chains tie together.",
    misconceptions=[
        Misconception("as-given", _given, says="This is still the given function."),
        _mistake("no-gain", "Compare the clips after their level is taken out.", copy=_exactly),
        Misconception(
            "first-match",
            _first_match,
            says="A clip can tie two components together that already have numbers.",
        ),
        _mistake("silence", "All silent clips are alike and nobody's copies.", copy=_with_silence),
        _mistake("either-sign", "The factor must be positive.", copy=_either_sign),
        _mistake("same-beginning", "Copies are equally long.", copy=_same_beginning),
        _mistake("copies-only", "Clips of one speaker belong together.", by_speaker=False),
        _mistake("no-chains", "Components follow chains.", spread=False),
        Misconception(
            "all-pairs",
            _flood,
            says="Give every recording a key that its copies share, and look it up.",
            verdict="too many steps",
        ),
    ],
)

# --- percent-wrong -----------------------------------------------------------------------------

PERCENT_WRONG = Exercise(
    slug="percent-wrong",
    title="Estimate: after two rules",
    function="percent_wrong",
    parameters="",
    cases=[Case(gives=64.4)],
    compare=within_factor(1.03, unit="%"),
    hints=(
        "Of a million clips, how many have a wrong text, and how many of these get both flags?",
        "And how many of the right ones get both flags?",
        "The question is about the flagged clips only.",
    ),
    why="Of a million clips 3,600 wrong ones and 1,990 right ones get both flags: the second rule "
    "meets a base rate of 18 % instead of half a percent.",
    misconceptions=[
        Misconception("first-only", lambda: 18.4, says="This is after the first rule alone."),
        Misconception(
            "recall", lambda: 72.0, says="This is the recall of both, not the precision."
        ),
        Misconception(
            "no-base-rate", lambda: 99.7, says="Most clips are right: mind the base rate."
        ),
        Misconception("false-share", lambda: 35.6, says="This is the share of right texts."),
        Misconception(
            "second-only",
            lambda: 3.86,
            says="The second rule meets the base rate that the first has left.",
        ),
        Misconception("a-share", lambda: 0.644, says="Percent are asked for, not a share."),
    ],
)

EXERCISES = [FLAT_RUNS, SIMILARITY, GROUPS, PERCENT_WRONG]
