"""Exercises of the lesson Speaker verification with a running log-likelihood ratio."""

from bisect import bisect_left
from itertools import accumulate
from math import inf

from daybyday.checking import Budget, Case, Exercise, Misconception, within_factor

# --- first-alarm -------------------------------------------------------------------------------


def _all_segments(scores, threshold):
    """Sum every segment that ends at each frame."""
    for frame in range(len(scores)):
        total, best, start = 0, -inf, frame
        for begin in range(frame, -1, -1):
            total += scores[begin]
            if total > best:
                best, start = total, begin
        if best >= threshold:
            return frame, start
    return None


def _alarm(scores, threshold, keep, reached):
    running = start = 0
    for frame, score in enumerate(scores):
        if not keep(running):
            running, start = 0, frame
        running += score
        if reached(running, threshold):
            return frame, start
    return None


def _never_restarts(scores, threshold):
    return _alarm(scores, threshold, lambda running: True, lambda total, least: total >= least)


def _strictly_above(scores, threshold):
    return _alarm(scores, threshold, lambda running: running > 0, lambda total, t: total > t)


def _longest_of_equals(scores, threshold):
    return _alarm(scores, threshold, lambda running: running >= 0, lambda total, t: total >= t)


def _restarts_at_each_loss(scores, threshold):
    running = start = 0
    for frame, score in enumerate(scores):
        if score <= 0:
            running, start = 0, frame + 1
            continue
        running += score
        if running >= threshold:
            return frame, start
    return None


def _best_of_all(scores, threshold):
    best, found, running, start = -inf, None, 0, 0
    for frame, score in enumerate(scores):
        if running <= 0:
            running, start = 0, frame
        running += score
        if running > best:
            best, found = running, (frame, start)
    return found if best >= threshold else None


FIRST_ALARM = Exercise(
    slug="first-alarm",
    title="The first alarm",
    function="first_alarm",
    parameters="scores, threshold",
    cases=[
        Case([-2, 3, -1, 4, 5], 6, gives=(3, 1)),
        Case([3, -3, 2, 2], 4, gives=(3, 2)),
        Case([], 1, gives=None, why="Without frames there is no alarm."),
        Case([5], 5, gives=(0, 0), why="A sum equal to the threshold is enough."),
        Case([-1, -2], 1, gives=None, why="A segment of losses never reaches the threshold."),
        Case([-9, 2, 3], 5, gives=(2, 1), why="What a stranger said before must not count."),
        Case([4, -1, 4], 7, gives=(2, 0), why="A loss is worth crossing if more was gained before"),
        Case([2, 2, -9, 9], 4, gives=(1, 0), why="The alarm is due at the first such frame."),
    ],
    generated=lambda st: (st.lists(st.integers(-4, 4), max_size=8), st.integers(1, 7)),
    oracle=_all_segments,
    budget=Budget(
        make=lambda n: ([1, -1] * (n // 2), 2),
        per=12,
        growth="n",
        says="Every segment is summed again; carry the best sum that ends at the frame before.",
    ),
    hints=(
        "Of all segments that end with this frame, which parts can the best one consist of?",
        "When does what came before the frame make a sum larger, and when not?",
        "Where the sum before is exactly zero both choices are equally good, but one is shorter.",
    ),
    why="The best segment ending at a frame is the frame alone or the frame after the best one "
    "ending before it; restarting also at zero keeps it short, and the first sum that reaches the "
    "threshold ends the search.",
    misconceptions=[
        Misconception(
            "never-restarts",
            _never_restarts,
            says="This sums from the first frame on: a stranger's losses hold the target back.",
        ),
        Misconception(
            "strictly-above",
            _strictly_above,
            says="A sum that equals the threshold is an alarm too.",
        ),
        Misconception(
            "longest-of-equals",
            _longest_of_equals,
            says="Of segments with equal sums the shortest is asked for; this gives a longer one.",
        ),
        Misconception(
            "restarts-at-each-loss",
            _restarts_at_each_loss,
            says="A single loss does not end a segment; what was gained before may outweigh it.",
        ),
        Misconception(
            "best-of-all",
            _best_of_all,
            says="This waits for the best segment of the whole list; the alarm is due earlier.",
        ),
        Misconception(
            "all-segments",
            _all_segments,
            says="Every segment is summed again; carry the best sum that ends at the frame before.",
            verdict="too many steps",
        ),
    ],
)

# --- lowest-cost -------------------------------------------------------------------------------


def _every_threshold(targets, impostors, miss, false_accept):
    """Try each score as threshold, and one above all."""
    return min(
        miss * sum(score < threshold for score in targets)
        + false_accept * sum(score >= threshold for score in impostors)
        for threshold in [*targets, *impostors, inf]
    )


def _accepts_somebody(targets, impostors, miss, false_accept):
    return min(
        (
            miss * sum(score < threshold for score in targets)
            + false_accept * sum(score >= threshold for score in impostors)
            for threshold in [*targets, *impostors]
        ),
        default=0,
    )


def _rejects_somebody(targets, impostors, miss, false_accept):
    return min(
        miss * sum(score <= threshold for score in targets)
        + false_accept * sum(score > threshold for score in impostors)
        for threshold in [*targets, *impostors, inf]
    )


def _splits_equal_scores(targets, impostors, miss, false_accept):
    trials = sorted([(s, -false_accept) for s in impostors] + [(s, miss) for s in targets])
    start = false_accept * len(impostors)
    return min(accumulate((change for _, change in trials), initial=start))


def _swaps_the_costs(targets, impostors, miss, false_accept):
    return _every_threshold(targets, impostors, false_accept, miss)


def _equal_error(targets, impostors, miss, false_accept):
    def counts(threshold):
        missed = sum(score < threshold for score in targets)
        return missed, sum(score >= threshold for score in impostors)

    pairs = [counts(threshold) for threshold in [*targets, *impostors, inf]]
    missed, accepted = min(pairs, key=lambda pair: abs(pair[0] - pair[1]))
    return miss * missed + false_accept * accepted


def _only_where_targets_are(targets, impostors, miss, false_accept):
    below = sorted(impostors)
    costs = [false_accept * (len(below) - bisect_left(below, t)) for t in sorted(targets)]
    steps = [miss * place + cost for place, cost in enumerate(costs)]
    return min(steps, default=0)


LOWEST_COST = Exercise(
    slug="lowest-cost",
    title="The cheapest threshold",
    function="lowest_cost",
    parameters="targets, impostors, miss, false_accept",
    cases=[
        Case([5, 3], [4, 1], 1, 1, gives=1),
        Case([5, 3], [4, 6], 1, 10, gives=2),
        Case([], [], 1, 1, gives=0, why="No trials cost nothing."),
        Case([], [7], 1, 1, gives=0, why="A threshold above all rejects every impostor."),
        Case([7], [], 1, 1, gives=0, why="A threshold below all accepts every target."),
        Case([2], [2], 3, 5, gives=3, why="No threshold can tell equal scores apart."),
        Case([1, 9], [5], 10, 1, gives=1, why="Here an impostor is cheaper than a miss."),
        Case([1, 1, 1], [2], 1, 2, gives=2),
    ],
    generated=lambda st: (
        st.lists(st.integers(0, 4), max_size=5),
        st.lists(st.integers(0, 4), max_size=5),
        st.integers(0, 4),
        st.integers(0, 4),
    ),
    oracle=_every_threshold,
    budget=Budget(
        make=lambda n: (list(range(n // 2)), list(range(n // 4, n - n // 4)), 2, 3),
        per=6,
        growth="n log n",
        says="All scores are counted again for each threshold; sort once and let it rise.",
    ),
    hints=(
        "Begin with a threshold below all scores: what does it cost?",
        "The threshold rises above one score: by how much does the cost change if it was a "
        "target's, and if it was an impostor's?",
        "Trials with equal scores are passed together, so look at the cost only after the last.",
    ),
    why="While the threshold rises over the sorted scores, each target adds a miss and each "
    "impostor takes a false accept off; the lowest cost between two different scores is the "
    "answer.",
    misconceptions=[
        Misconception(
            "accepts-somebody",
            _accepts_somebody,
            says="A threshold above all scores is allowed too: it rejects everybody.",
        ),
        Misconception(
            "rejects-somebody",
            _rejects_somebody,
            says="A threshold below all scores is allowed too: it accepts everybody.",
        ),
        Misconception(
            "splits-equal-scores",
            _splits_equal_scores,
            says="A target and an impostor with equal scores are accepted or rejected together.",
        ),
        Misconception(
            "swaps-the-costs",
            _swaps_the_costs,
            says="The two costs are swapped: a rejected target costs `miss`.",
        ),
        Misconception(
            "equal-error",
            _equal_error,
            says="This is the cost where both errors are about equally many, not the lowest.",
        ),
        Misconception(
            "only-where-targets-are",
            _only_where_targets_are,
            says="The best threshold may lie above all targets.",
        ),
        Misconception(
            "every-threshold",
            _every_threshold,
            says="All scores are counted again for each threshold; sort once and let it rise.",
            verdict="too many steps",
        ),
    ],
)

# --- decide ------------------------------------------------------------------------------------


def _by_prefix_sums(scores, accept, reject):
    """Look for the first prefix sum outside the bounds."""
    sums = list(accumulate(scores))
    outside = [place for place, total in enumerate(sums) if not reject < total < accept]
    if not outside:
        return "undecided", len(scores)
    return ("accept" if sums[outside[0]] > 0 else "reject"), outside[0] + 1


def _given(scores, accept, reject):
    total, decision, used = 0, "undecided", len(scores)
    for frame, score in enumerate(scores):
        total += score
        if total > accept:
            decision, used = "accept", frame
        elif total < reject:
            decision, used = "reject", frame
    return decision, used


def _last_word_counts(scores, accept, reject):
    total, decision, used = 0, "undecided", len(scores)
    for frame, score in enumerate(scores, 1):
        total += score
        if total >= accept:
            decision, used = "accept", frame
        elif total <= reject:
            decision, used = "reject", frame
    return decision, used


def _counts_from_zero(scores, accept, reject):
    decision, used = _by_prefix_sums(scores, accept, reject)
    return decision, used - (decision != "undecided")


def _strict(scores, accept, reject):
    return _by_prefix_sums(scores, accept + 1, reject - 1)


def _restarts(scores, accept, reject):
    total = 0
    for used, score in enumerate(scores, 1):
        total = max(total, 0) + score
        if total >= accept:
            return "accept", used
        if total <= reject:
            return "reject", used
    return "undecided", len(scores)


DECIDE = Exercise(
    slug="decide",
    title="Find the fault: a test that changes its mind",
    function="decide",
    parameters="scores, accept, reject",
    cases=[
        Case([2, 2, 1, -9], 5, -5, gives=("accept", 3)),
        Case([1, -1], 5, -5, gives=("undecided", 2)),
        Case([], 1, -1, gives=("undecided", 0), why="Nobody spoke, so nothing is decided."),
        Case([-4, 9], 3, -4, gives=("reject", 1), why="Whoever was rejected stays rejected."),
        Case([3], 3, -3, gives=("accept", 1), why="A sum that equals a bound decides."),
        Case([-2, -2, 1], 9, -4, gives=("reject", 2)),
        Case([-1, -1, -1, 2], 2, -3, gives=("reject", 3), why="Losses add up; nothing restarts."),
        Case([-1, 3], 3, -9, gives=("undecided", 2), why="Losses count against a later gain."),
    ],
    generated=lambda st: (
        st.lists(st.integers(-3, 3), max_size=8),
        st.integers(1, 5),
        st.integers(-5, -1),
    ),
    oracle=_by_prefix_sums,
    hints=(
        "Call it with a sum that passes one bound and then the other: which decision comes out?",
        "Call it with one frame whose score is the bound: what should come out, and what does?",
        "How many frames has the caller spoken when the first frame decides?",
    ),
    why="A sequential test ends with its first crossing, so it returns there; a sum equal to a "
    "bound crosses it, and the frame that decides has been heard as well.",
    misconceptions=[
        Misconception(
            "as-given",
            _given,
            says="This is still the given function: it listens on after the decision, misses sums "
            "equal to a bound and counts a frame too few.",
        ),
        Misconception(
            "last-word-counts",
            _last_word_counts,
            says="The decision changes after it was made; the first crossing ends the test.",
        ),
        Misconception(
            "counts-from-zero",
            _counts_from_zero,
            says="The frame that decides was heard too: this counts one too few.",
        ),
        Misconception(
            "strict",
            _strict,
            says="A sum that equals a bound decides; this waits until it is passed.",
        ),
        Misconception(
            "restarts",
            _restarts,
            says="The sum restarts at zero as for a segment; Wald's test keeps every loss.",
        ),
    ],
)

# --- seconds-to-accept -------------------------------------------------------------------------

SECONDS_TO_ACCEPT = Exercise(
    slug="seconds-to-accept",
    title="Estimate: how long until she is believed?",
    function="seconds_to_accept",
    parameters="",
    cases=[Case(gives=1.727)],
    compare=within_factor(1.25, unit="seconds"),
    hints=(
        "How far is it from zero to the upper bound, in nats?",
        "How many nats nearer does an average frame bring the sum, after the scale?",
    ),
    why="The bound is ln(0.999 / 0.001) = 6.9 nats, a scaled frame brings 0.04 of them, so about "
    "173 frames are needed, which last 1.7 seconds.",
    misconceptions=[
        Misconception(
            "no-scale",
            lambda: 0.173,
            says="This adds unscaled scores as if each frame were independent of its neighbours.",
        ),
        Misconception(
            "base-ten",
            lambda: 0.75,
            says="Nats go with the natural logarithm; this is the one to base ten.",
        ),
        Misconception(
            "frames",
            lambda: 173.0,
            says="This is the number of frames; a second has a hundred of them.",
        ),
        Misconception(
            "both-bounds",
            lambda: 3.45,
            says="This is the way from one bound to the other; the sum starts at zero.",
        ),
    ],
)

EXERCISES = [FIRST_ALARM, LOWEST_COST, DECIDE, SECONDS_TO_ACCEPT]
