"""Wrong and right answers to the exercises of Multi-speaker ASR; see `daybyday.checking`."""

from functools import cache
from random import Random

from daybyday.checking import Wrong

# --- cp-errors ---------------------------------------------------------------------------------


def _edits(left, right):
    """Fill the whole table of edit distances."""
    table = [[0] * (len(right) + 1) for _ in range(len(left) + 1)]
    for i in range(len(left) + 1):
        for j in range(len(right) + 1):
            if not i or not j:
                table[i][j] = i + j
                continue
            change = table[i - 1][j - 1] + (left[i - 1] != right[j - 1])
            table[i][j] = min(change, table[i - 1][j] + 1, table[i][j - 1] + 1)
    return table[-1][-1]


def by_sets(said, heard, edits=_edits, scale=1):
    """Pair talker after talker with one of the labels that are left, as a set of bits."""
    size = max(len(said), len(heard))
    said, heard = (side + [[]] * (size - len(side)) for side in (said, heard))
    costs = [[edits(a, b) for b in heard] for a in said]

    @cache
    def least(k, used):
        if k == size:
            return 0
        free = (j for j in range(size) if not used >> j & 1)
        return min(costs[k][j] + least(k + 1, used | 1 << j) for j in free)

    return scale * least(0, 0)


def a_rate(said, heard):
    """Divide by the words said."""
    return by_sets(said, heard) / max(1, sum(map(len, said)))


def tries_all_edits(said, heard):
    """Compare two texts by trying every edit again and again."""

    def edits(left, right):
        if not left or not right:
            return len(left) + len(right)
        if left[0] == right[0]:
            return edits(left[1:], right[1:])
        shorter = edits(left[1:], right[1:]), edits(left[1:], right), edits(left, right[1:])
        return 1 + min(shorter)

    return by_sets(said, heard, edits)


def pads_the_inputs(said, heard):
    """Append the empty texts to the caller's lists."""
    while len(said) < len(heard):
        said.append([])
    while len(heard) < len(said):
        heard.append([])
    return by_sets(said, heard)


# --- carry-step --------------------------------------------------------------------------------


def counted(words, end, guard, cap, last, late=False):
    """Count the shown words first, then look for the frame."""
    number = 0
    while number < len(words) and (
        last or words[number][2] <= end - guard or words[number][1] < end - cap
    ):
        number += 1
    floor = words[number - 1][2] if number else 0
    bounds = [end - guard] + ([words[number][1]] if number < len(words) else [])
    begin = end if last else max(floor, max(bounds) if late else min(bounds))
    return [word for word, _, _ in words[:number]], begin


def begins_late(words, end, guard, cap, last):
    """Take the later of the two bounds."""
    return counted(words, end, guard, cap, last, late=True)


def a_list(words, end, guard, cap, last):
    """Return a list instead of a tuple."""
    return list(counted(words, end, guard, cap, last))


def after_the_last_shown(words, end, guard, cap, last):
    """Begin where the last shown word ends, whatever pause follows."""
    shown, begin = counted(words, end, guard, cap, last)
    return shown, begin if last or not shown else words[len(shown) - 1][2]


# --- stitch ------------------------------------------------------------------------------------


def by_difflib(left, right):
    """Let difflib find the longest run."""
    from difflib import SequenceMatcher

    run = SequenceMatcher(None, left, right, autojunk=False).find_longest_match()
    if not run.size:
        return left + right
    return left[: run.a + run.size] + right[run.b + run.size :]


def changes_left(left, right):
    """Add to the caller's list."""
    joined = by_difflib(left, right)
    left[:] = joined
    return left


def a_text(left, right):
    """Join the words."""
    return " ".join(by_difflib(left, right))


def no_repeats(left, right):
    """Drop every word that follows its like."""
    joined = by_difflib(left, right)
    return [w for k, w in enumerate(joined) if not k or w != joined[k - 1]]


# --- cut-share ---------------------------------------------------------------------------------


def by_throwing():
    """Throw boundaries at both kinds of words."""
    draw, cut, throws = Random(0), 0, 40_000
    for n in range(throws):
        length = 0.3 if n % 2 else 0.7
        first = draw.random() * 0.5  # the first boundary after the word's start
        cut += first < length
    return cut / throws


WRONG = {
    "cp-errors": [
        Wrong("a-rate", a_rate, verdict="wrong", words="cp_errors"),
        Wrong("tries-all-edits", tries_all_edits, verdict="too many steps", words="row after row"),
        Wrong("pads-the-inputs", pads_the_inputs, verdict="changed its input", words="said"),
    ],
    "carry-step": [
        Wrong("begins-late", begins_late, verdict="wrong", words="carry_step"),
        Wrong("a-list", a_list, verdict="wrong", words="carry_step"),
        Wrong("after-the-last", after_the_last_shown, verdict="wrong", words="carry_step"),
    ],
    "stitch": [
        Wrong("changes-left", changes_left, verdict="changed its input", words="left"),
        Wrong("a-text", a_text, verdict="wrong", words="stitch"),
        Wrong("no-repeats", no_repeats, verdict="wrong", words="stitch"),
    ],
    "cut-share": [
        Wrong("percent", lambda: 80.0, verdict="wrong", words="of all words"),
        Wrong("a-text", lambda: "80 %", verdict="wrong", words="number"),
    ],
}

RIGHT = {
    "cp-errors": [by_sets],
    "carry-step": [counted],
    "stitch": [by_difflib],
    "cut-share": [by_throwing],
}

EMPTY = "one place further there is nothing left, and a run of no words is never the longest"

EQUIVALENT = {
    "cp-errors": {
        "line 17: `size - len(heard)` -> `size + len(heard)`": (
            "more empty texts than columns that the orders name change nothing"
        ),
        "line 18: `distance(left, right)` -> `distance(right, left)`": (
            "deletions one way are insertions the other way"
        ),
        "line 20: `True` -> `False`": "the table has as many rows as an order has columns",
    },
    "carry-step": {
        "line 8: `0` -> `-1`": "no word and no guard begins before frame 0: the bound is not used",
    },
    "stitch": {
        "line 5: `range(len(left))` -> `range(len(left) + 1)`": EMPTY,
        "line 6: `range(len(right))` -> `range(len(right) + 1)`": EMPTY,
        "line 8: `zip(left[a:], right[b:], strict=False)` -> `zip(right[b:], left[a:], "
        "strict=False)`": "whether two words are the same does not depend on their order",
    },
}
