"""Exercises of the lesson on feature engineering with expression trees."""

from functools import cache
from math import isnan, log

from daybyday.checking import Budget, Case, Exercise, Misconception, close, within_factor

# --- each-step-once ----------------------------------------------------------------------------


def _nodes(node):
    """Every node under a node as a whole expression, arguments first."""
    below = [n for part in node[1:] for n in _nodes(part)] if isinstance(node, tuple) else []
    return [*below, node]


def _by_whole_expressions(features):
    """Compare expressions as they are written, instead of building them from places."""
    unique = list(dict.fromkeys(node for feature in features for node in _nodes(feature)))
    place = {node: at for at, node in enumerate(unique)}
    steps = [
        (node[0], *(place[part] for part in node[1:])) if isinstance(node, tuple) else node
        for node in unique
    ]
    return steps, [place[feature] for feature in features]


def _interned(features, *, arrange=lambda step: step, fresh=False, turned=False):
    steps, places, found = [], {}, []

    def place(node):
        step = node
        if isinstance(node, tuple):
            parts = node[:0:-1] if turned else node[1:]
            below = [place(part) for part in parts]
            step = arrange((node[0], *(below[::-1] if turned else below)))
        if step not in places:
            places[step] = len(steps)
            steps.append(step)
        return places[step]

    for feature in features:
        if fresh:
            places.clear()
        found.append(place(feature))
    return steps, found


def _forgets_between_features(features):
    return _interned(features, fresh=True)


def _nothing_shared(features):
    steps = []

    def place(node):
        step = node
        if isinstance(node, tuple):
            step = (node[0], *(place(part) for part in node[1:]))
        steps.append(step)
        return len(steps) - 1

    found = [place(feature) for feature in features]
    return steps, found


def _sorts_arguments(features):
    return _interned(features, arrange=lambda step: (step[0], *sorted(step[1:])))


def _from_the_right(features):
    return _interned(features, turned=True)


def _leaves_stay(features):
    steps, places = [], {}

    def place(node):
        if not isinstance(node, tuple):
            return node
        step = (node[0], *(place(part) for part in node[1:]))
        if step not in places:
            places[step] = len(steps)
            steps.append(step)
        return places[step]

    found = [place(feature) for feature in features]
    return steps, found


EACH_STEP_ONCE = Exercise(
    slug="each-step-once",
    title="Each step once",
    function="each_step_once",
    parameters="features",
    cases=[
        Case(
            [("+", "a", "b"), ("*", ("+", "a", "b"), "a")],
            gives=(["a", "b", ("+", 0, 1), ("*", 2, 0)], [2, 3]),
            why="The sum is needed by both features, and computed once.",
        ),
        Case(
            [("-", "a", "b"), ("-", "b", "a")], gives=(["a", "b", ("-", 0, 1), ("-", 1, 0)], [2, 3])
        ),
        Case([], gives=([], []), why="Without features there is nothing to compute."),
        Case(["a", "a"], gives=(["a"], [0, 0]), why="A feature may be a column, and come twice."),
        Case(
            [("log", ("+", "a", 1)), ("+", "a", 1)],
            gives=(["a", 1, ("+", 0, 1), ("log", 2)], [3, 2]),
            why="The second feature is a part of the first.",
        ),
        Case(
            [("clip", "a", 0, 60), ("fill", "b", "a")],
            gives=(["a", 0, 60, ("clip", 0, 1, 2), "b", ("fill", 4, 0)], [3, 5]),
            why="A step may have any number of arguments; a number is a leaf, not a place.",
        ),
        Case(
            [("f", *"abcdefghijkl"), ("+", "b", "l"), ("+", "l", "b")],
            gives=(
                [*"abcdefghijkl", ("f", *range(12)), ("+", 1, 11), ("+", 11, 1)],
                [12, 13, 14],
            ),
            why="Places 1 and 11 are not 11 and 1, though their digits are alike.",
        ),
    ],
    generated=lambda st: (
        st.lists(
            st.recursive(
                st.sampled_from(["a", "b", 0, 1]),
                lambda parts: st.tuples(st.sampled_from("+-"), parts, parts),
                max_leaves=5,
            ),
            max_size=4,
        ),
    ),
    oracle=_by_whole_expressions,
    budget=Budget(
        make=lambda n: ([("+", f"c{at}", f"c{at + 1}") for at in range(n)],),
        per=70,
        growth="n",
        says="All steps so far are searched for each node; look the step up in a dictionary.",
    ),
    hints=(
        "When you come to a step, what do you know of its arguments already?",
        "Write the step with its arguments' places; is the step, so written, known?",
        "Keep a dictionary from step to place, one for all features.",
    ),
    why="Arguments come first, so a step is short when it is looked up: an operation and places.",
    misconceptions=[
        Misconception(
            "forgets-between-features",
            _forgets_between_features,
            says="Each feature starts anew; what the features before it computed is there already.",
        ),
        Misconception(
            "nothing-shared",
            _nothing_shared,
            says="Each node became a step; equal ones have to become one.",
        ),
        Misconception(
            "sorts-arguments",
            _sorts_arguments,
            says="The order of arguments matters: a less b is not b less a.",
        ),
        Misconception(
            "from-the-right",
            _from_the_right,
            says="Arguments are visited from left to right.",
        ),
        Misconception(
            "leaves-stay",
            _leaves_stay,
            says="Columns and numbers are steps, too, and have places.",
        ),
    ],
)


# --- fewest-columns ----------------------------------------------------------------------------


def _tries_all_orders(tree):
    """Compute the nodes in every possible order and keep the best."""
    columns, below = [], {}

    def list_nodes(node):
        if isinstance(node, int):
            return None
        parts = node[1:] if isinstance(node, tuple) else ()
        mine = [p for p in map(list_nodes, parts) if p is not None]
        columns.append(node)
        below[len(columns) - 1] = mine
        return len(columns) - 1

    root = list_nodes(tree)
    if root is None:
        return 0
    user = {part: node for node, parts in below.items() for part in parts}

    @cache
    def least(done):
        if root in done:
            return 0
        held = sum(user.get(node) not in done for node in done)
        ready = [n for n, parts in below.items() if n not in done and done.issuperset(parts)]
        return min(max(held + (not below[n]), least(done | {n})) for n in ready)

    return least(frozenset())


def _needs(tree, rule):
    if not isinstance(tree, tuple):
        return int(isinstance(tree, str))
    return rule([_needs(part, rule) for part in tree[1:]])


def _waiting(needs):
    return max([1, *(need + at for at, need in enumerate(needs))])


def _left_to_right(tree):
    return _needs(tree, lambda needs: _waiting([n for n in needs if n]))


def _smallest_first(tree):
    return _needs(tree, lambda needs: _waiting(sorted(n for n in needs if n)))


def _numbers_are_columns(tree):
    if not isinstance(tree, tuple):
        return 1
    return _waiting(sorted(map(_numbers_are_columns, tree[1:]), reverse=True))


def _result_apart(tree):
    def rule(needs):
        needs = sorted((n for n in needs if n), reverse=True)
        return max(_waiting(needs), len(needs) + 1)

    return _needs(tree, rule)


def _adds_up(tree):
    return _needs(tree, lambda needs: max(1, sum(needs)))


def _ignores_waiting(tree):
    return _needs(tree, lambda needs: max([1, *needs]))


FEWEST_COLUMNS = Exercise(
    slug="fewest-columns",
    title="Fewest columns",
    function="fewest_columns",
    parameters="tree",
    cases=[
        Case(("+", "a", ("+", "b", "c")), gives=2, why="Compute the inner sum first."),
        Case(("+", ("+", "a", "b"), ("+", "c", "d")), gives=3, why="One sum waits for the other."),
        Case("a", gives=1),
        Case(7, gives=0, why="A number is no column."),
        Case(("log", "a"), gives=1, why="The result takes the place of its argument."),
        Case(("+", 1, 2), gives=1, why="The result of a step is a column."),
        Case(("clip", "a", 0, 60), gives=1, why="Numbers take no room."),
        Case(("f", "a", "b", "c"), gives=3),
        Case(
            ("f", ("+", "a", "b"), "c", ("+", "d", "e")),
            gives=3,
            why="The two sums first, then the column alone.",
        ),
    ],
    generated=lambda st: (
        st.recursive(
            st.sampled_from(["a", "a", 1]),
            lambda parts: st.lists(parts, min_size=1, max_size=3).map(lambda p: ("f", *p)),
            max_leaves=6,
        ),
    ),
    oracle=_tries_all_orders,
    budget=Budget(
        make=lambda n: (("f", *(f"c{at}" for at in range(n))),),
        per=12,
        growth="n log n",
        says="The orders of the arguments need not be tried; sort them by what they need.",
    ),
    hints=(
        "While the second argument is computed, how many columns wait?",
        "If you know what each argument needs, which order is best?",
        "Sort the arguments' needs downwards and add to each the number of columns before it.",
    ),
    why="The neediest argument comes first, while nothing waits; an exchange of two neighbours "
    "in any other order never hurts.",
    misconceptions=[
        Misconception(
            "left-to-right",
            _left_to_right,
            says="The arguments may be computed in another order than they are written.",
        ),
        Misconception(
            "smallest-first",
            _smallest_first,
            says="The neediest argument comes last here, when most columns wait.",
        ),
        Misconception(
            "numbers-are-columns", _numbers_are_columns, says="A number takes no column."
        ),
        Misconception(
            "result-apart",
            _result_apart,
            says="The result takes the place of an argument, not one of its own.",
        ),
        Misconception(
            "adds-up",
            _adds_up,
            says="The arguments are computed one after the other; only results wait.",
        ),
        Misconception(
            "ignores-waiting",
            _ignores_waiting,
            says="The results of earlier arguments wait and take room.",
        ),
    ],
)


# --- a-server-that-swaps -----------------------------------------------------------------------


def _as_in_training(gust, fill, low, high, mean, spread):
    """Run the training code on a column of one value."""
    import numpy as np

    values = np.array([gust], dtype=float)
    filled = np.where(np.isnan(values), fill, values)
    tamed = np.clip(np.log(filled + 1), low, high)
    return float(((tamed - mean) / spread)[0])


def _missing(gust):
    return gust is None or isnan(gust)


def _as_given(gust, fill, low, high, mean, spread):
    scaled = (log((gust or fill) + 1) - mean) / spread
    return min(max(scaled, low), high)


def _zero_is_missing(gust, fill, low, high, mean, spread):
    tamed = log((fill if gust is None or isnan(gust) else gust or fill) + 1)
    return (min(max(tamed, low), high) - mean) / spread


def _only_none(gust, fill, low, high, mean, spread):
    tamed = log((fill if gust is None else gust) + 1)
    return (min(max(tamed, low), high) - mean) / spread


def _clips_last(gust, fill, low, high, mean, spread):
    scaled = (log((fill if _missing(gust) else gust) + 1) - mean) / spread
    return min(max(scaled, low), high)


def _clips_first(gust, fill, low, high, mean, spread):
    value = fill if _missing(gust) else gust
    return (log(min(max(value, low), high) + 1) - mean) / spread


def _fills_last(gust, fill, low, high, mean, spread):
    logged = fill if _missing(gust) else log(gust + 1)
    return (min(max(logged, low), high) - mean) / spread


def _missing_is_average(gust, fill, low, high, mean, spread):
    return 0.0 if _missing(gust) else _as_in_training(gust, fill, low, high, mean, spread)


SERVE_GUST = Exercise(
    slug="serve-gust",
    title="A server that swaps steps",
    function="serve_gust",
    parameters="gust, fill, low, high, mean, spread",
    cases=[
        Case(None, 12, 1, 4, 2, 0.5, gives=(log(13) - 2) / 0.5),
        Case(99.0, 12, 1, 4, 2, 0.5, gives=4.0, why="The bounds are those of the logarithm."),
        Case(0.0, 12, 0, 4, 2, 0.5, gives=-4.0, why="No wind is a value, not a gap."),
        Case(float("nan"), 12, 1, 4, 2, 0.5, why="A gap may also come as NaN."),
        Case(7.0, 12, 1, 4, 2, 0.5, gives=(log(8) - 2) / 0.5),
        Case(0.5, 12, 1, 4, 2, 0.5, gives=-2.0, why="A logarithm below the lower bound."),
        Case(None, 99, 1, 4, 2, 0.5, gives=4.0, why="A filled gap is clipped like any value."),
        Case(None, 0, 0, 4, 2, 0.5, gives=-4.0, why="A gap may be filled with 0."),
    ],
    generated=lambda st: (
        st.one_of(st.none(), st.integers(0, 60).map(float), st.just(float("nan"))),
        st.integers(0, 30),
        st.integers(0, 2),
        st.integers(2, 5),
        st.integers(0, 4),
        st.sampled_from([0.5, 1, 2]),
    ),
    oracle=_as_in_training,
    compare=close(rel=1e-9, absolute=1e-9),
    hints=(
        "Write down the steps of training in their order, and beside them those of the server.",
        "What does `0.0 or 12` give, and what does NaN `or` 12?",
        "Fill if the value is None or NaN; then logarithm, clip, and scale, in this order.",
    ),
    why="The same four steps in the same order, with the same idea of missing.",
    misconceptions=[
        Misconception("as-given", _as_given, says="This is still the server's function."),
        Misconception(
            "zero-is-missing",
            _zero_is_missing,
            says="`or` takes 0.0 for missing; no wind is a value.",
        ),
        Misconception("only-none", _only_none, says="A gap may come as NaN, too."),
        Misconception(
            "clips-last",
            _clips_last,
            says="The clip comes before the scaling, with the bounds of the logarithm.",
        ),
        Misconception(
            "clips-first",
            _clips_first,
            says="The clip comes after the logarithm, not before.",
        ),
        Misconception(
            "fills-last",
            _fills_last,
            says="The gap is filled before the logarithm, so the fill has one, too.",
        ),
        Misconception(
            "missing-is-average",
            _missing_is_average,
            says="A gap is filled with the value given, and goes through all other steps.",
        ),
    ],
)


# --- log-of-checks -----------------------------------------------------------------------------

_WRONG = 36e6 / 24 / 500  # in an hour
_SHARE = 1 - 0.01 ** (1 / _WRONG)
_GB = _SHARE * 36e6 * 2.5e3 / 1e9


def _within_a_day():
    return _GB / 24


def _one_on_average():
    return 1 / _WRONG * 36e6 * 2.5e3 / 1e9


def _one_in_a_hundred():
    return 0.01 / _WRONG * 36e6 * 2.5e3 / 1e9


def _all_requests_wrong():
    return _GB / 500


def _half_the_time():
    return _GB * log(2) / log(100)


def _megabytes():
    return _GB * 1e3


LOG_OF_CHECKS = Exercise(
    slug="log-of-checks",
    title="The log of checked rows",
    function="log_gigabytes",
    parameters="",
    cases=[Case(gives=_GB)],
    compare=within_factor(1.05, unit="GB a day"),
    hints=(
        "How many wrong answers does the service give in an hour?",
        "If a share c is checked, with what chance does each of them go unseen, and all of them?",
        "Solve that for c, then take the share c of a whole day's requests, each with its bytes.",
    ),
    why="All wrong answers of the hour go unseen with chance (1 - c) to their number; that is one "
    "in a hundred at c of about ln(100) by that number.",
    misconceptions=[
        Misconception(
            "within-a-day",
            _within_a_day,
            says="It has to be noticed within an hour, and the log is that of a day.",
        ),
        Misconception(
            "one-on-average",
            _one_on_average,
            says="One checked wrong answer on average leaves too many hours without any.",
        ),
        Misconception(
            "one-in-a-hundred",
            _one_in_a_hundred,
            says="This share sees the fault in one hour of a hundred; it is to miss one.",
        ),
        Misconception(
            "all-requests-wrong",
            _all_requests_wrong,
            says="Only one request in 500 is wrong; the others show nothing.",
        ),
        Misconception(
            "half-the-time",
            _half_the_time,
            says="This notices in every second hour.",
        ),
        Misconception("megabytes", _megabytes, says="These are megabytes."),
    ],
)


EXERCISES = [EACH_STEP_ONCE, FEWEST_COLUMNS, SERVE_GUST, LOG_OF_CHECKS]
