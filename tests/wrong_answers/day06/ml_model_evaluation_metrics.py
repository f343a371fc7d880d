"""Answers on model evaluation metrics that must be rejected, and ones that must pass."""

from itertools import accumulate, groupby

import numpy as np

from daybyday.checking import Wrong

# --- average-precision -------------------------------------------------------------------------


def counts_again(scores, labels):
    total = hits = 0
    for mine, label in zip(scores, labels, strict=True):
        if label:
            above = ones = 0
            for other, kind in zip(scores, labels, strict=True):
                if other >= mine:
                    above += 1
                    ones += kind
            total += ones / above
            hits += 1
    return total / hits if hits else 0.0


def sorts_in_place(scores, labels):
    order = sorted(range(len(scores)), key=lambda row: -scores[row])
    labels[:] = [labels[row] for row in order]
    scores.sort(reverse=True)
    return with_groups(scores, labels)


def divides_by_no_ones(scores, labels):
    return with_groups(scores, labels) * sum(labels) / sum(labels)


def drops_the_last_group(scores, labels):
    ranked = sorted(zip(scores, labels, strict=True), reverse=True)
    area = hits = waiting = 0
    for place, (score, label) in enumerate(ranked):
        if place and score != ranked[place - 1][0]:
            area += waiting * hits / place
            waiting = 0
        hits += label
        waiting += label
    return area / hits if hits else 0.0


def with_groups(scores, labels):
    order = sorted(range(len(scores)), key=scores.__getitem__, reverse=True)
    area, hits, seen = 0.0, 0, 0
    for _, rows in groupby(order, key=scores.__getitem__):
        own = [labels[row] for row in rows]
        hits += sum(own)
        seen += len(own)
        area += sum(own) * hits / seen
    return area / hits if hits else 0.0


# --- auc-bounds --------------------------------------------------------------------------------


def adds_up_again(late, punctual):
    right = inside = 0
    for place, ones in enumerate(late):
        below = 0
        for zeros in punctual[:place]:
            below += zeros
        right += ones * below
        inside += ones * punctual[place]
    pairs = sum(late) * sum(punctual)
    return (right / pairs, (right + inside) / pairs) if pairs else (0.0, 1.0)


def sums_in_place(late, punctual):
    for place in range(1, len(punctual)):
        punctual[place] += punctual[place - 1]
    pairs = sum(late) * (punctual[-1] if punctual else 0)
    if not pairs:
        return 0.0, 1.0
    high = sum(a * b for a, b in zip(late, punctual, strict=True))
    low = sum(a * b for a, b in zip(late[1:], punctual, strict=False))
    return low / pairs, high / pairs


def divides_by_no_pairs(late, punctual):
    low, high = with_sums(late, punctual)
    pairs = sum(late) * sum(punctual)
    return low * pairs / pairs, high * pairs / pairs


def half_for_no_pairs(late, punctual):
    return with_sums(late, punctual) if sum(late) * sum(punctual) else (0.5, 0.5)


def own_bin_is_certain(late, punctual):
    return with_sums(late, punctual)[1], with_sums(late, punctual)[1]


def with_sums(late, punctual):
    pairs = sum(late) * sum(punctual)
    if pairs == 0:
        return 0.0, 1.0
    below = [0, *accumulate(punctual)]
    low = sum(ones * zeros for ones, zeros in zip(late, below, strict=False))
    wrong = sum(zeros * ones for zeros, ones in zip(punctual, [0, *accumulate(late)], strict=False))
    return low / pairs, 1 - wrong / pairs


# --- scores-at-decision ------------------------------------------------------------------------


def searches_the_log(log, decided):
    found = {}
    for flight, limit in decided.items():
        found[flight], latest = None, -1
        for name, minute, score in log:
            if name == flight and latest <= minute <= limit:
                found[flight], latest = score, minute
    return found


def sorts_the_log(log, decided):
    log.sort(key=lambda row: row[1])
    return sorted_by_minute(log, decided)


def takes_decisions_away(log, decided):
    found = {}
    for flight in list(decided):
        limit = decided.pop(flight)
        found.update(sorted_by_minute(log, {flight: limit}))
    return found


def knows_every_flight(log, decided):
    last = {}
    for flight, minute, score in sorted(log, key=lambda row: row[1]):
        if minute <= decided[flight]:
            last[flight] = score
    return {flight: last.get(flight) for flight in decided}


def sorts_by_score_too(log, decided):
    last = {}
    for flight, minute, score in sorted(log):
        if flight in decided and minute <= decided[flight]:
            last[flight] = score
    return {flight: last.get(flight) for flight in decided}


def sorted_by_minute(log, decided):
    found = dict.fromkeys(decided)
    for flight, minute, score in sorted(log, key=lambda row: row[1]):
        if minute <= decided.get(flight, -1):
            found[flight] = score
    return found


# --- perfect-ece -------------------------------------------------------------------------------


def says_it_in_words():
    return "almost nothing"


def one_kind_of_group():
    return 0.798 * 0.04


def by_simulation():
    draw = np.random.default_rng(0)
    p = np.repeat([0.2, 0.5], 10)
    shares = draw.binomial(100, p, size=(2_000, 20)) / 100
    return float(abs(shares - p).mean())


WRONG = {
    "average-precision": [
        Wrong("counts-again", counts_again, "too many steps", "sort once"),
        Wrong("sorts-in-place", sorts_in_place, "changed its input", "scores"),
        Wrong("divides-by-no-ones", divides_by_no_ones, "crashed", "ZeroDivisionError"),
        Wrong("drops-the-last-group", drops_the_last_group, "wrong"),
    ],
    "auc-bounds": [
        Wrong("adds-up-again", adds_up_again, "too many steps", "carry their sum"),
        Wrong("sums-in-place", sums_in_place, "changed its input", "punctual"),
        Wrong("divides-by-no-pairs", divides_by_no_pairs, "crashed", "ZeroDivisionError"),
        Wrong("half-for-no-pairs", half_for_no_pairs, "wrong"),
        Wrong("own-bin-is-certain", own_bin_is_certain, "wrong"),
    ],
    "scores-at-decision": [
        Wrong("searches-the-log", searches_the_log, "too many steps", "go through it once"),
        Wrong("sorts-the-log", sorts_the_log, "changed its input", "log"),
        Wrong("takes-decisions-away", takes_decisions_away, "changed its input", "decided"),
        Wrong("knows-every-flight", knows_every_flight, "crashed", "KeyError"),
        Wrong("sorts-by-score-too", sorts_by_score_too, "wrong"),
    ],
    "perfect-ece": [
        Wrong("says-it-in-words", says_it_in_words, "wrong"),
        Wrong("one-kind-of-group", one_kind_of_group, "wrong"),
    ],
}

RIGHT = {
    "average-precision": [with_groups],
    "auc-bounds": [with_sums],
    "scores-at-decision": [sorted_by_minute],
    "perfect-ece": [by_simulation],
}

EQUIVALENT = {
    "average-precision": {
        "line 7: `hits += label` -> `hits -= label`": "both factors of the mean change sign",
        "line 4: `True` -> `False` (2)": "the two lists have the same length",
    },
    "auc-bounds": {"line 5: `True` -> `False`": "the two lists have the same length"},
}
