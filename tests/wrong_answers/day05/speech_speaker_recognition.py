"""Wrong and right answers to the exercises of Speaker verification; see `daybyday.checking`."""

from math import log

from daybyday.checking import Wrong

# --- first-alarm -------------------------------------------------------------------------------


def gives_the_frame_alone(scores, threshold):
    """Return only the frame of the alarm."""
    found = lowest_prefix(scores, threshold)
    return found and found[0]


def zeroes_losses_in_place(scores, threshold):
    """Carry the running sum in the list itself."""
    start = 0
    for frame in range(len(scores)):
        if frame and scores[frame - 1] > 0:
            scores[frame] += scores[frame - 1]
        else:
            start = frame
        if scores[frame] >= threshold:
            return frame, start
    return None


def begins_before_the_first(scores, threshold):
    """Look at the frame before the first."""
    best = scores[0]
    return (0, 0) if best >= threshold else lowest_prefix(scores, threshold)


def lowest_prefix(scores, threshold):
    """Take the prefix sum less the lowest one before, the latest of equals."""
    prefix = lowest = start = 0
    for frame, score in enumerate(scores):
        if prefix <= lowest:
            lowest, start = prefix, frame
        prefix += score
        if prefix - lowest >= threshold:
            return frame, start
    return None


# --- lowest-cost -------------------------------------------------------------------------------


def in_shares(targets, impostors, miss, false_accept):
    """Weigh shares of errors instead of their numbers."""
    thresholds = [*targets, *impostors, float("inf")]
    return min(
        miss * sum(score < t for score in targets) / max(len(targets), 1)
        + false_accept * sum(score >= t for score in impostors) / max(len(impostors), 1)
        for t in thresholds
    )


def sorts_in_place(targets, impostors, miss, false_accept):
    """Sort the caller's lists."""
    targets.sort()
    impostors.sort()
    return two_hands(targets, impostors, miss, false_accept)


def two_hands(targets, impostors, miss, false_accept):
    """Let two positions in two sorted lists move to each score."""
    low, high = sorted(targets), sorted(impostors)
    missed = rejected = 0
    best = false_accept * len(high)
    for score in sorted({*low, *high}):
        while missed < len(low) and low[missed] <= score:
            missed += 1
        while rejected < len(high) and high[rejected] <= score:
            rejected += 1
        best = min(best, miss * missed + false_accept * (len(high) - rejected))
    return best


# --- decide ------------------------------------------------------------------------------------


def at_the_end(scores, accept, reject):
    """Decide by the sum of the whole call."""
    total = sum(scores)
    if total >= accept:
        return "accept", len(scores)
    return ("reject" if total <= reject else "undecided"), len(scores)


def in_capitals(scores, accept, reject):
    """Write the decision otherwise than asked."""
    decision, used = while_undecided(scores, accept, reject)
    return decision.title(), used


def while_undecided(scores, accept, reject):
    """Go on while the sum lies between the bounds."""
    total = used = 0
    while used < len(scores) and reject < total < accept:
        total += scores[used]
        used += 1
    if total >= accept:
        return "accept", used
    return ("reject" if total <= reject else "undecided"), used


WRONG = {
    "first-alarm": [
        Wrong("the-frame-alone", gives_the_frame_alone, verdict="wrong", words="first_alarm"),
        Wrong(
            "changes-the-scores",
            zeroes_losses_in_place,
            verdict="changed its input",
            words="scores",
        ),
        Wrong("crashes-on-empty", begins_before_the_first, verdict="crashed", words="IndexError"),
    ],
    "lowest-cost": [
        Wrong("in-shares", in_shares, verdict="wrong", words="lowest_cost"),
        Wrong("sorts-in-place", sorts_in_place, verdict="changed its input", words="targets"),
    ],
    "decide": [
        Wrong("at-the-end", at_the_end, verdict="wrong", words="decide"),
        Wrong("in-capitals", in_capitals, verdict="wrong", words="decide"),
    ],
    "seconds-to-accept": [
        Wrong("a-text", lambda: "1.7 s", verdict="wrong", words="a number of seconds"),
    ],
}

RIGHT = {
    "first-alarm": [lowest_prefix],
    "lowest-cost": [two_hands],
    "decide": [while_undecided],
    "seconds-to-accept": [lambda: (0.999 * log(999) - 0.001 * log(999)) / 0.04 / 100],
}

EQUIVALENT = {
    "first-alarm": {
        "line 4: `0` -> `-1`": "any sum that is not above zero makes the first frame restart"
    }
}
