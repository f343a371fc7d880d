"""Answers on the reject option that must be rejected, and ones that must pass."""

from collections import Counter
from itertools import groupby

from daybyday.checking import Wrong

# --- three-way-decision ------------------------------------------------------------------------


def fixed_band(probabilities, bad, good, review):
    words = []
    for p in probabilities:
        words.append("approve" if p < 0.2 else "decline" if p > 0.6 else "refer")
    return words


def divides_by_the_costs(probabilities, bad, good, review):
    low, high = review / bad, 1 - review / good
    return ["approve" if p <= low else "decline" if p >= high else "refer" for p in probabilities]


def pops_them_off(probabilities, bad, good, review):
    words = []
    while probabilities:
        p = probabilities.pop(0)
        cost = min(p * bad, (1 - p) * good)
        decision = "approve" if p * bad <= (1 - p) * good else "decline"
        words.append("refer" if cost > review else decision)
    return words


def one_word(probabilities, bad, good, review):
    p = probabilities[0]
    return "refer" if min(p * bad, (1 - p) * good) > review else "approve"


def cuts_by_multiplying(probabilities, bad, good, review):
    def word(p):
        if p * bad <= (1 - p) * good:
            return "approve" if p * bad <= review else "refer"
        return "decline" if (1 - p) * good <= review else "refer"

    return [word(p) for p in probabilities]


# --- risk-coverage-curve -----------------------------------------------------------------------


def filters_each_time(doubts, losses):
    curve = []
    for threshold in sorted(set(doubts)):
        total = accepted = 0
        for doubt, loss in zip(doubts, losses, strict=True):
            if doubt <= threshold:
                total += loss
                accepted += 1
        curve.append((accepted / len(doubts), total / accepted))
    return curve


def sorts_the_caller_s_lists(doubts, losses):
    pairs = sorted(zip(doubts, losses, strict=True))
    doubts[:], losses[:] = [d for d, _ in pairs], [loss for _, loss in pairs]
    return filters_each_time(doubts, losses)


def starts_at_nothing(doubts, losses):
    return [(0.0, 0.0), *filters_each_time(doubts, losses)]


def risk_first(doubts, losses):
    return [(risk, coverage) for coverage, risk in filters_each_time(doubts, losses)]


def in_groups(doubts, losses):
    pairs = sorted(zip(doubts, losses, strict=True), key=lambda pair: pair[0])
    curve, accepted, total = [], 0, 0
    for _, group in groupby(pairs, key=lambda pair: pair[0]):
        for _, loss in group:
            accepted += 1
            total += loss
        curve.append((accepted / len(pairs), total / accepted))
    return curve


# --- encode-out-of-fold ------------------------------------------------------------------------


def crashes_on_new_segments(segments, labels, folds):
    encoded = []
    for segment, fold in zip(segments, folds, strict=True):
        same = [
            label
            for s, label, f in zip(segments, labels, folds, strict=True)
            if s == segment and f != fold
        ]
        encoded.append(sum(same) / len(same))
    return encoded


def goes_through_all(segments, labels, folds):
    encoded = []
    for segment, fold in zip(segments, folds, strict=True):
        same, rest = [], []
        for s, label, f in zip(segments, labels, folds, strict=True):
            if f != fold:
                rest.append(label)
                if s == segment:
                    same.append(label)
        pool = same or rest
        encoded.append(sum(pool) / len(pool))
    return encoded


def gives_one_half(segments, labels, folds):
    return [
        value
        if any(s == segment and f != fold for s, f in zip(segments, folds, strict=True))
        else 0.5
        for segment, fold, value in zip(
            segments, folds, goes_through_all(segments, labels, folds), strict=True
        )
    ]


def by_fold(segments, labels, folds):
    encoded = [0.0] * len(labels)
    bad, rows = Counter(), Counter()
    places = {}
    for place, (segment, label, fold) in enumerate(zip(segments, labels, folds, strict=True)):
        bad[segment] += label
        rows[segment] += 1
        places.setdefault(fold, []).append(place)
    for own in places.values():
        own_bad, own_rows = Counter(), Counter()
        for place in own:
            own_bad[segments[place]] += labels[place]
            own_rows[segments[place]] += 1
        rest = (sum(labels) - own_bad.total()) / (len(labels) - len(own))
        for place in own:
            segment = segments[place]
            others = rows[segment] - own_rows[segment]
            known = (bad[segment] - own_bad[segment]) / others if others else rest
            encoded[place] = known
    return encoded


# --- reviewers-needed --------------------------------------------------------------------------


def says_it_in_words():
    return "545 people"


def takes_minutes_for_hours():
    return 15_700 * 9 / (6 * 0.8) / 0.9


def adds_up_rounded():
    return 2_355 / 4.8 / 0.9


WRONG = {
    "three-way-decision": [
        Wrong("fixed-band", fixed_band, "wrong"),
        Wrong("divides-by-the-costs", divides_by_the_costs, "wrong"),
        Wrong("pops-them-off", pops_them_off, "changed its input", "probabilities"),
        Wrong("one-word", one_word, "crashed", "IndexError"),
    ],
    "risk-coverage-curve": [
        Wrong("filters-each-time", filters_each_time, "too many steps", "running sum"),
        Wrong("sorts-the-caller's-lists", sorts_the_caller_s_lists, "changed its input", "losses"),
        Wrong("starts-at-nothing", starts_at_nothing, "wrong"),
        Wrong("risk-first", risk_first, "wrong"),
    ],
    "encode-out-of-fold": [
        Wrong("crashes-on-new-segments", crashes_on_new_segments, "crashed", "ZeroDivisionError"),
        Wrong("goes-through-all", goes_through_all, "too many steps", "subtract the fold"),
        Wrong("gives-one-half", gives_one_half, "wrong"),
    ],
    "reviewers-needed": [
        Wrong("says-it-in-words", says_it_in_words, "wrong"),
        Wrong("takes-minutes-for-hours", takes_minutes_for_hours, "wrong"),
    ],
}

RIGHT = {
    "three-way-decision": [cuts_by_multiplying],
    "risk-coverage-curve": [in_groups],
    "encode-out-of-fold": [by_fold],
    "reviewers-needed": [adds_up_rounded],
}

_SAME_LENGTH = "the three lists have the same length"
_CANCELS = "every sum starts at the same number, and only differences of sums are used"

EQUIVALENT = {
    "encode-out-of-fold": {
        "line 5: `True` -> `False`": _SAME_LENGTH,
        "line 10: `True` -> `False`": _SAME_LENGTH,
        "line 7: `0` -> `1`": _CANCELS,
        "line 7: `0` -> `-1`": _CANCELS,
        "line 8: `0` -> `1`": _CANCELS,
        "line 8: `0` -> `-1`": _CANCELS,
    },
}
