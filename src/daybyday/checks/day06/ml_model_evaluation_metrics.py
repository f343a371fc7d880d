"""Exercises of the lesson on model evaluation metrics in one threshold sweep."""

from fractions import Fraction
from itertools import product
from math import pi, sqrt

from daybyday.checking import Budget, Case, Exercise, Misconception, close, within_factor

# --- average-precision -------------------------------------------------------------------------


def _each_one_by_itself(scores, labels):
    """Count anew, for each example labelled 1, who scores at least as high."""
    own = []
    for mine, label in zip(scores, labels, strict=True):
        if label:
            above = [y for s, y in zip(scores, labels, strict=True) if s >= mine]
            own.append(sum(above) / len(above))
    return sum(own) / len(own) if own else 0.0


def _ranked_labels(labels_in_order):
    hits, area = 0, 0.0
    for place, label in enumerate(labels_in_order, 1):
        hits += label
        area += label * hits / place
    return area / hits if hits else 0.0


def _ones_first(scores, labels):
    ranked = sorted(zip(scores, labels, strict=True), reverse=True)
    return _ranked_labels([label for _, label in ranked])


def _ones_last(scores, labels):
    ranked = sorted(zip(scores, labels, strict=True), key=lambda pair: (-pair[0], pair[1]))
    return _ranked_labels([label for _, label in ranked])


def _in_the_order_given(scores, labels):
    order = sorted(range(len(scores)), key=lambda row: -scores[row])
    return _ranked_labels([labels[row] for row in order])


def _rising(scores, labels):
    return _each_one_by_itself([-score for score in scores], labels)


def _does_not_sort(scores, labels):
    return _ranked_labels(labels)


def _over_all_examples(scores, labels):
    total = _each_one_by_itself(scores, labels) * sum(labels)
    return total / len(labels) if labels else 0.0


def _over_all_thresholds(scores, labels):
    values = set(scores) if sum(labels) else ()
    shares = []
    for threshold in values:
        above = [y for s, y in zip(scores, labels, strict=True) if s >= threshold]
        shares.append(sum(above) / len(above))
    return sum(shares) / len(shares) if shares else 0.0


def _area_under_roc(scores, labels):
    ones = [s for s, y in zip(scores, labels, strict=True) if y]
    zeros = [s for s, y in zip(scores, labels, strict=True) if not y]
    won = sum((a > b) + (a == b) / 2 for a, b in product(ones, zeros))
    return won / (len(ones) * len(zeros)) if ones and zeros else 0.0


AVERAGE_PRECISION = Exercise(
    slug="average-precision",
    title="Average precision",
    function="average_precision",
    parameters="scores, labels",
    cases=[
        Case([0.9, 0.8, 0.7], [1, 0, 1], gives=5 / 6),
        Case([0.5, 0.5], [1, 0], gives=0.5, why="Both pass the threshold together."),
        Case([0.5, 0.5], [0, 1], gives=0.5, why="Both pass the threshold together."),
        Case([], [], gives=0.0, why="Without a one the result is 0.0."),
        Case([0.3, 0.2], [0, 0], gives=0.0, why="Without a one the result is 0.0."),
        Case(
            [0.1, 0.9], [1, 0], gives=0.5, why="The higher score comes first, wherever it stands."
        ),
        Case(
            [0.9, 0.4, 0.4, 0.4, 0.1],
            [0, 1, 0, 1, 1],
            gives=(2 / 4 + 2 / 4 + 3 / 5) / 3,
            why="Three examples share a score, so both ones among them have the precision 2/4.",
        ),
        Case([0.4, 0.4, 0.4], [1, 1, 1], gives=1.0, why="Where all are ones, precision is 1."),
    ],
    generated=lambda st: st.lists(
        st.tuples(st.integers(0, 4).map(lambda k: k / 4), st.integers(0, 1)), max_size=7
    ).map(lambda rows: ([s for s, _ in rows], [y for _, y in rows])),
    oracle=_each_one_by_itself,
    compare=close(rel=1e-9, absolute=1e-9),
    budget=Budget(
        make=lambda n: (
            [(k * 7919 % 10_007) / 10_007 for k in range(n)],
            [k % 3 % 2 for k in range(n)],
        ),
        per=8,
        growth="n log n",
        says="Everything is counted again for each example; sort once and carry the counts.",
    ),
    hints=(
        "In which order do you meet the examples, and which two numbers does the precision need?",
        "When is it too early to give an example its precision?",
        "Keep the ones of the current score waiting until the next score is a different one.",
    ),
    why="Sorted once, two running counts give the precision at each distinct score, and all ones "
    "of that score get it together.",
    misconceptions=[
        Misconception(
            "ones-first",
            _ones_first,
            says="Among equal scores the ones come first here; they share one precision, with the "
            "zeros among them.",
        ),
        Misconception(
            "ones-last",
            _ones_last,
            says="Among equal scores the zeros come first here; they share one precision.",
        ),
        Misconception(
            "in-the-order-given",
            _in_the_order_given,
            says="Among equal scores the order of the rows decides here; it must not matter.",
        ),
        Misconception("rising", _rising, says="The highest scores come first."),
        Misconception("does-not-sort", _does_not_sort, says="The examples come in any order."),
        Misconception(
            "over-all-examples",
            _over_all_examples,
            says="The mean is over the examples labelled 1, not over all.",
        ),
        Misconception(
            "over-all-thresholds",
            _over_all_thresholds,
            says="The mean is over the examples labelled 1, not over the thresholds.",
        ),
        Misconception(
            "area-under-roc",
            _area_under_roc,
            says="This is the area under the ROC curve, a share of pairs.",
        ),
    ],
)


# --- auc-bounds --------------------------------------------------------------------------------


def _every_pair_of_bins(late, punctual):
    """Look at all pairs of bins, with exact fractions."""
    low = high = 0
    for (i, ones), (j, zeros) in product(enumerate(late), enumerate(punctual)):
        low += ones * zeros * (i > j)
        high += ones * zeros * (i >= j)
    pairs = sum(late) * sum(punctual)
    return (float(Fraction(low, pairs)), float(Fraction(high, pairs))) if pairs else (0.0, 1.0)


def _highest_first(late, punctual):
    return _every_pair_of_bins(late[::-1], punctual[::-1])


def _ties_as_half(late, punctual):
    both = _every_pair_of_bins(late, punctual)
    return sum(both) / 2, sum(both) / 2


def _half_for_the_upper(late, punctual):
    both = _every_pair_of_bins(late, punctual)
    return both[0], sum(both) / 2


def _exchanged(late, punctual):
    both = _every_pair_of_bins(late, punctual)
    return both[1], both[0]


def _trivial_bounds(late, punctual):
    return 0.0, 1.0


def _next_bin_only(late, punctual):
    pairs = sum(late) * sum(punctual)
    low = sum(a * b for a, b in zip(late[1:], punctual, strict=False))
    inside = sum(a * b for a, b in zip(late, punctual, strict=True))
    return (low / pairs, (low + inside) / pairs) if pairs else (0.0, 1.0)


def _all_examples_as_pairs(late, punctual):
    both = _every_pair_of_bins(late, punctual)
    n = sum(late) + sum(punctual)
    factor = sum(late) * sum(punctual) / max(1, n * (n - 1) / 2)
    return both[0] * factor, both[1] * factor


AUC_BOUNDS = Exercise(
    slug="auc-bounds",
    title="Bounds from bins",
    function="auc_bounds",
    parameters="late, punctual",
    cases=[
        Case([1, 1], [1, 1], gives=(0.25, 0.75)),
        Case([0, 2], [3, 0], gives=(1.0, 1.0)),
        Case([2, 0], [0, 3], gives=(0.0, 0.0), why="Bin 0 holds the lowest scores."),
        Case([4], [5], gives=(0.0, 1.0), why="One bin says nothing of the order."),
        Case([], [], gives=(0.0, 1.0), why="Without a pair nothing is ruled out."),
        Case(
            [3, 1],
            [0, 0],
            gives=(0.0, 1.0),
            why="Without a punctual example there is no pair, and nothing is ruled out.",
        ),
        Case(
            [0, 0],
            [2, 1],
            gives=(0.0, 1.0),
            why="Without a late example there is no pair, and nothing is ruled out.",
        ),
        Case(
            [0, 0, 1],
            [1, 0, 1],
            gives=(0.5, 1.0),
            why="The late one is certainly above the example two bins below.",
        ),
        Case([1, 0, 0, 2], [2, 2, 0, 1], why="Only pairs inside one bin are uncertain."),
    ],
    generated=lambda st: st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), max_size=5).map(
        lambda bins: ([a for a, _ in bins], [b for _, b in bins])
    ),
    oracle=_every_pair_of_bins,
    compare=close(rel=1e-9, absolute=1e-9),
    budget=Budget(
        make=lambda n: ([1] * n, [1] * n),
        per=6,
        growth="n",
        says="The bins below are added up again for each bin; carry their sum along.",
    ),
    hints=(
        "Which pairs are certainly right, whatever the scores inside the bins are?",
        "What must you know of all lower bins when you come to a bin?",
        "The two bounds differ by the pairs inside bins.",
    ),
    why="A running count of the punctual examples below gives the certain pairs; the pairs inside "
    "bins are all wrong at worst and all right at best.",
    misconceptions=[
        Misconception(
            "highest-first",
            _highest_first,
            says="Bin 0 holds the lowest scores here, unlike in the lesson.",
        ),
        Misconception(
            "ties-as-half",
            _ties_as_half,
            says="Pairs inside a bin are not ties; nobody knows their order, which is why there "
            "are two bounds.",
        ),
        Misconception(
            "half-for-the-upper",
            _half_for_the_upper,
            says="At best every late example of a bin is above every punctual one.",
        ),
        Misconception("exchanged", _exchanged, says="The smaller bound comes first."),
        Misconception(
            "trivial-bounds",
            _trivial_bounds,
            says="That is true of any histogram; this one allows less.",
        ),
        Misconception(
            "next-bin-only",
            _next_bin_only,
            says="A late example is above those of all lower bins, not only of the next.",
        ),
        Misconception(
            "all-examples-as-pairs",
            _all_examples_as_pairs,
            says="A pair has one late and one punctual example.",
        ),
    ],
)


# --- scores-at-decision ------------------------------------------------------------------------


def _search_the_log(log, decided):
    """For each flight, take the last of its rows that were in time, by minute and place."""
    found = {}
    for flight, limit in decided.items():
        rows = [(minute, place) for place, (f, minute, _) in enumerate(log) if f == flight]
        rows = [row for row in rows if row[0] <= limit]
        found[flight] = log[max(rows)[1]][2] if rows else None
    return found


def _general(log, decided, *, fits, better, missing=None):
    best = {}
    for flight, minute, score in log:
        old, new = best.get(flight), (minute, score)
        if flight in decided and fits(minute, decided[flight]) and (not old or better(new, old)):
            best[flight] = new
    return {f: best[f][1] if f in best else missing for f in decided}


def _in_time(minute, limit):
    return minute <= limit


def _later(new, old):
    return new[0] >= old[0]


def _last_scores(log, decided):
    return _general(log, decided, fits=lambda minute, limit: True, better=_later)


def _strictly_before(log, decided):
    return _general(log, decided, fits=lambda minute, limit: minute < limit, better=_later)


def _first_score(log, decided):
    return _general(log, decided, fits=_in_time, better=lambda new, old: new[0] < old[0])


def _highest_score(log, decided):
    return _general(log, decided, fits=_in_time, better=lambda new, old: new[1] >= old[1])


def _last_row(log, decided):
    return _general(log, decided, fits=_in_time, better=lambda new, old: True)


def _first_of_a_minute(log, decided):
    return _general(log, decided, fits=_in_time, better=lambda new, old: new[0] > old[0])


def _zero_for_none(log, decided):
    return _general(log, decided, fits=_in_time, better=_later, missing=0.0)


def _only_scored(log, decided):
    found = _search_the_log(log, decided)
    return {flight: score for flight, score in found.items() if score is not None}


def _gives_up_if_late(log, decided):
    last = {}
    for flight, minute, score in log:
        if flight not in last or minute >= last[flight][0]:
            last[flight] = (minute, score)
    return {
        f: last[f][1] if f in last and last[f][0] <= limit else None for f, limit in decided.items()
    }


SCORES_AT_DECISION = Exercise(
    slug="scores-at-decision",
    title="A join that knows the future",
    function="scores_at_decision",
    parameters="log, decided",
    cases=[
        Case([("a", 1, 0.2), ("a", 9, 0.95)], {"a": 5}, gives={"a": 0.2}),
        Case([("a", 6, 0.4)], {"a": 5, "b": 5}, gives={"a": None, "b": None}),
        Case([("a", 5, 0.3)], {"a": 5}, gives={"a": 0.3}, why="At the minute itself is in time."),
        Case(
            [("a", 4, 0.3), ("a", 2, 0.7)],
            {"a": 5},
            gives={"a": 0.3},
            why="The log is not in the order of minutes.",
        ),
        Case(
            [("a", 2, 0.7), ("a", 4, 0.3)],
            {"a": 5},
            gives={"a": 0.3},
            why="The latest score in time, not the highest or the first.",
        ),
        Case(
            [("a", 3, 0.7), ("a", 3, 0.1)],
            {"a": 5},
            gives={"a": 0.1},
            why="Of one minute, the row that stands last counts.",
        ),
        Case([("c", 1, 0.5)], {}, gives={}, why="Nothing was decided."),
        Case([], {"a": 0}, gives={"a": None}, why="Never scored is `None`."),
        Case(
            [("c", 1, 0.5), ("a", 0, 0.0)],
            {"a": 0},
            gives={"a": 0.0},
            why="A score of 0.0 is a score; `c` was not decided on.",
        ),
    ],
    generated=lambda st: (
        st.lists(
            st.tuples(
                st.sampled_from("abc"),
                st.integers(0, 4),
                st.sampled_from([0.0, 0.1, 0.4, 0.9]),
            ),
            max_size=6,
        ),
        st.dictionaries(st.sampled_from("abd"), st.integers(0, 4), max_size=3),
    ),
    oracle=_search_the_log,
    budget=Budget(
        make=lambda n: (
            [(f"f{k % (n // 2)}", k % 7, 0.5) for k in range(n)],
            {f"f{k}": 3 for k in range(n // 2)},
        ),
        per=18,
        growth="n",
        says="The log is searched again for each flight; go through it once.",
    ),
    hints=(
        "At the minute of the decision, which rows of the log exist?",
        "Which row of the first example does `last_scores` take, and what does it never look at?",
        "Ask of each row, before it may replace another, whether it was there in time.",
    ),
    why="A row counts only if it was made at or before its flight's decision; among those the "
    "latest wins, and a flight without one stays None.",
    misconceptions=[
        Misconception(
            "last-scores",
            _last_scores,
            says="This is still the last score, made after the decision or not.",
        ),
        Misconception(
            "strictly-before",
            _strictly_before,
            says="A score made at the minute of the decision is in time.",
        ),
        Misconception(
            "first-score", _first_score, says="It takes the first score; a later one in time wins."
        ),
        Misconception(
            "highest-score", _highest_score, says="It takes the highest score, not the latest."
        ),
        Misconception(
            "last-row",
            _last_row,
            says="The log is not in the order of minutes; compare them.",
        ),
        Misconception(
            "first-of-a-minute",
            _first_of_a_minute,
            says="Of several rows of one minute the last in the log counts.",
        ),
        Misconception(
            "zero-for-none",
            _zero_for_none,
            says="A flight without a score is `None`; 0.0 would be a confident score.",
        ),
        Misconception(
            "only-scored",
            _only_scored,
            says="Every decided flight is in the result, with `None` if it had no score.",
        ),
        Misconception(
            "gives-up-if-late",
            _gives_up_if_late,
            says="A score from after the decision hides an earlier one; skip it before comparing.",
        ),
    ],
)


# --- perfect-ece -------------------------------------------------------------------------------

_HALF_NORMAL = sqrt(2 / pi)
_DEVIATION = (sqrt(0.2 * 0.8 / 100) + sqrt(0.5 * 0.5 / 100)) / 2
_ECE = _HALF_NORMAL * _DEVIATION


def _no_half_normal():
    return _DEVIATION


def _all_rows_as_one_group():
    return _ECE / sqrt(20)


def _sums_the_groups():
    return 20 * _ECE


def _variance():
    return _HALF_NORMAL * (0.2 * 0.8 / 100 + 0.5 * 0.5 / 100) / 2


def _nothing():
    return 0.0


def _groups_for_rows():
    return _ECE * sqrt(100 / 20)


def _odds_for_variance():
    return _HALF_NORMAL * (sqrt(0.2 / 100) + sqrt(0.5 / 100)) / 2


PERFECT_ECE = Exercise(
    slug="perfect-ece",
    title="The error of a perfect model",
    function="perfect_ece",
    parameters="",
    cases=[Case(gives=_ECE)],
    compare=within_factor(1.05),
    hints=(
        "How many rows has a group, and what is the standard deviation of its share of ones?",
        "The two kinds of groups miss by different amounts; ECE averages the amounts.",
        "An average distance is not a standard deviation.",
    ),
    why="The standard deviation of each group's share, averaged over the groups, times the mean "
    "absolute value of a standard normal number.",
    misconceptions=[
        Misconception(
            "no-half-normal",
            _no_half_normal,
            says="This is the standard deviation; the mean distance is smaller.",
        ),
        Misconception(
            "all-rows-as-one-group",
            _all_rows_as_one_group,
            says="The share is that of one group, which has not all the rows.",
        ),
        Misconception(
            "sums-the-groups",
            _sums_the_groups,
            says="ECE is the mean over the groups, not their sum.",
        ),
        Misconception("variance", _variance, says="This is a variance; take the root."),
        Misconception(
            "nothing",
            _nothing,
            says="The model is perfect, but the shares are samples and miss by chance.",
        ),
        Misconception(
            "groups-for-rows",
            _groups_for_rows,
            says="It divides by the number of groups; a group has more rows than that.",
        ),
        Misconception(
            "forgets-the-zeros",
            _odds_for_variance,
            says="The variance of a share is p (1 - p) / n, not p / n.",
        ),
    ],
)


EXERCISES = [AVERAGE_PRECISION, AUC_BOUNDS, SCORES_AT_DECISION, PERFECT_ECE]
