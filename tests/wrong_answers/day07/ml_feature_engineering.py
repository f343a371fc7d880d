"""Answers on feature engineering that must be rejected, and ones that must pass."""

from itertools import permutations
from math import log, log1p

from daybyday.checking import Wrong

# --- each-step-once ----------------------------------------------------------------------------


def searches_a_list(features):
    steps = []

    def place(node):
        step = node
        if isinstance(node, tuple):
            step = (node[0], *(place(part) for part in node[1:]))
        for at, known in enumerate(steps):
            if known == step:
                return at
        steps.append(step)
        return len(steps) - 1

    places = [place(feature) for feature in features]
    return steps, places


def takes_steps_for_pairs(features):
    steps, places = [], {}

    def place(node):
        step = node
        if isinstance(node, tuple):
            op, left, right = node
            step = (op, place(left), place(right))
        if step not in places:
            places[step] = len(steps)
            steps.append(step)
        return places[step]

    found = [place(feature) for feature in features]
    return steps, found


def empties_the_features(features):
    copies = []
    while features:
        copies.append(features.pop(0))
    return with_a_stack(copies)


def returns_steps_only(features):
    return with_a_stack(features)[0]


def parents_first(features):
    order = []

    def walk(node):
        if node not in order:
            order.append(node)
        for part in node[1:] if isinstance(node, tuple) else ():
            walk(part)

    for feature in features:
        walk(feature)
    place = {node: at for at, node in enumerate(order)}
    steps = [(n[0], *(place[p] for p in n[1:])) if isinstance(n, tuple) else n for n in order]
    return steps, [place[feature] for feature in features]


def with_a_stack(features):
    places, found = {}, []
    for feature in features:
        waiting, results = [(feature, False)], []
        while waiting:
            node, ready = waiting.pop()
            if isinstance(node, tuple) and not ready:
                waiting.append((node, True))
                waiting.extend((part, False) for part in node[:0:-1])
                continue
            if ready:
                split = len(results) - len(node) + 1
                node = (node[0], *results[split:])
                del results[split:]
            results.append(places.setdefault(node, len(places)))
        found += results
    return list(places), found


def writes_steps_as_text(features):
    """Look steps up by their signs and digits, run together."""
    steps, places = [], {}

    def place(node):
        step = (node[0], *map(place, node[1:])) if isinstance(node, tuple) else node
        key = "".join(map(str, step)) if isinstance(step, tuple) else repr(step)
        if key not in places:
            places[key] = len(steps)
            steps.append(step)
        return places[key]

    found = [place(feature) for feature in features]
    return steps, found


# --- fewest-columns ----------------------------------------------------------------------------


def tries_permutations(tree):
    if not isinstance(tree, tuple):
        return int(isinstance(tree, str))
    needs = [need for need in map(tries_permutations, tree[1:]) if need]
    least = 1 + len(needs) + sum(needs)
    for order in permutations(needs):
        least = min(least, max([1, *(need + at for at, need in enumerate(order))]))
    return least


def one_more_for_equals(tree):
    if not isinstance(tree, tuple):
        return int(isinstance(tree, str))
    needs = sorted(map(one_more_for_equals, tree[1:]), reverse=True)
    return max(1, needs[0] + (len(needs) > 1 and needs[0] == needs[1] > 0))


def counts_different_columns(tree):
    if not isinstance(tree, tuple):
        return {tree}
    return len(set().union(*map(counts_different_columns, tree[1:])))


def from_below(tree):
    if isinstance(tree, str):
        return 1
    if not isinstance(tree, tuple):
        return 0
    needs = [need for need in map(from_below, tree[1:]) if need]
    room = max(needs, default=1)
    for need in set(needs):
        room = max(room, need - 1 + sum(other >= need for other in needs))
    return room


# --- serve-gust --------------------------------------------------------------------------------


def tests_nan_with_equals(gust, fill, low, high, mean, spread):
    if gust is None or gust == float("nan"):
        gust = fill
    return (min(max(log(gust + 1), low), high) - mean) / spread


def forgets_the_one(gust, fill, low, high, mean, spread):
    gust = fill if gust is None or gust != gust else gust
    return (min(max(log(gust), low), high) - mean) / spread


def never_clips(gust, fill, low, high, mean, spread):
    gust = fill if gust is None or gust != gust else gust
    return (log(gust + 1) - mean) / spread


def with_bounds_scaled(gust, fill, low, high, mean, spread):
    gust = fill if gust is None or gust != gust else gust
    scaled = (log1p(gust) - mean) / spread
    return sorted([(low - mean) / spread, scaled, (high - mean) / spread])[1]


# --- log-of-checks -----------------------------------------------------------------------------


def says_it_in_words():
    return "a seventh of a gigabyte"


def one_row_in_five_hundred():
    return 36e6 / 500 * 2.5e3 / 1e9


def by_rule_of_thumb():
    return 4.605 / 3_000 * 36e6 * 2.5e3 / 1e9


WRONG = {
    "each-step-once": [
        Wrong("searches-a-list", searches_a_list, "too many steps", "dictionary"),
        Wrong("takes-steps-for-pairs", takes_steps_for_pairs, "crashed", "ValueError"),
        Wrong("empties-the-features", empties_the_features, "changed its input", "features"),
        Wrong("returns-steps-only", returns_steps_only, "wrong"),
        Wrong("parents-first", parents_first, "wrong"),
        Wrong("writes-steps-as-text", writes_steps_as_text, "wrong", "digits"),
    ],
    "fewest-columns": [
        Wrong("tries-permutations", tries_permutations, "too many steps", "sort"),
        Wrong("one-more-for-equals", one_more_for_equals, "wrong"),
        Wrong("counts-different-columns", counts_different_columns, "wrong"),
    ],
    "serve-gust": [
        Wrong("tests-nan-with-equals", tests_nan_with_equals, "wrong", "NaN"),
        Wrong("forgets-the-one", forgets_the_one, "crashed", "ValueError"),
        Wrong("never-clips", never_clips, "wrong"),
    ],
    "log-of-checks": [
        Wrong("says-it-in-words", says_it_in_words, "wrong"),
        Wrong("one-row-in-five-hundred", one_row_in_five_hundred, "wrong"),
    ],
}

RIGHT = {
    "each-step-once": [with_a_stack],
    "fewest-columns": [from_below],
    "serve-gust": [with_bounds_scaled],
    "log-of-checks": [by_rule_of_thumb],
}

EQUIVALENT = {}
