"""Wrong and right answers to the exercises on speech commands; see `daybyday.checking`."""

from functools import cache
from itertools import groupby
from math import inf

from daybyday.checking import Wrong

# --- word-detector -----------------------------------------------------------------------------


class WaitsOneStepMore:
    """Report when the pause has been exceeded."""

    def __init__(self, pause, least):
        self.pause, self.least = pause, least
        self.heard, self.quiet, self.began = 0, 0, None

    def feed(self, loud):
        self.heard += 1
        if loud:
            self.quiet = 0
            self.began = self.heard - 1 if self.began is None else self.began
        elif self.began is not None:
            self.quiet += 1
            if self.quiet > self.pause:
                began, self.began = self.began, None
                return began, self.heard - self.quiet
        return None


class TakesZeroForNone:
    """Ask `if self.began` where the begin may be 0."""

    def __init__(self, pause, least):
        self.pause, self.least = pause, least
        self.heard, self.end, self.began = 0, 0, None

    def feed(self, loud):
        self.heard += 1
        if loud:
            self.began = self.began or self.heard - 1
            self.end = self.heard
        elif self.began and self.heard - self.end == self.pause:
            began, self.began = self.began, None
            return (began, self.end) if self.end - began >= self.least else None
        return None


class ReadsThePastAgain:
    """Keep every step and go through all of them each time."""

    def __init__(self, pause, least):
        self.pause, self.least, self.past = pause, least, []

    def feed(self, loud):
        self.past.append(loud)
        began, end, quiet, found = None, 0, 0, None
        for place, was_loud in enumerate(self.past):
            found = None
            if was_loud:
                began = place if began is None else began
                end, quiet = place + 1, 0
            elif began is not None:
                quiet += 1
                if quiet == self.pause:
                    found = (began, end) if end - began >= self.least else None
                    began = None
        return found


class CountsDown:
    """Count the steps that the pause still needs."""

    def __init__(self, pause, least):
        self.pause, self.least = pause, least
        self.length, self.missing, self.heard = 0, pause, 0

    def feed(self, loud):
        self.heard += 1
        if loud:
            self.length += 1 + (self.pause - self.missing if self.length else 0)
            self.missing = self.pause
            return None
        if self.length:
            self.missing -= 1
            if self.missing == 0:
                length, self.length, self.missing = self.length, 0, self.pause
                end = self.heard - self.pause
                if length >= self.least:
                    return end - length, end
        return None


# --- operating-point ---------------------------------------------------------------------------


def tries_each_doubt(doubts, known, per):
    """Count the others below every threshold."""
    best = 0.0
    others = []
    for doubt, command in zip(doubts, known, strict=True):
        if not command:
            others.append(doubt)
    for threshold in others:
        below = 0
        for other in others:
            if other < threshold:
                below += 1
        if below * per <= len(others) and threshold > best:
            best = threshold
    if not others:
        best = inf
    commands = [d for d, command in zip(doubts, known, strict=True) if command]
    return best, sum(d < best for d in commands) / max(1, len(commands))


def sorts_in_place(doubts, known, per):
    """Sort the caller's list."""
    others = sorted(d for d, command in zip(doubts, known, strict=True) if not command)
    commands = [d for d, command in zip(doubts, known, strict=True) if command]
    doubts.sort()
    threshold = others[len(others) // per] if others else inf
    return threshold, sum(d < threshold for d in commands) / max(1, len(commands))


def divides_by_nothing(doubts, known, per):
    """Divide by the number of commands, of which there may be none."""
    others = sorted(d for d, command in zip(doubts, known, strict=True) if not command)
    threshold = others[len(others) // per] if others else inf
    commands = [d for d, command in zip(doubts, known, strict=True) if command]
    return threshold, sum(d < threshold for d in commands) / len(commands)


def by_groups(doubts, known, per):
    """Go up through groups of equal doubts as long as the limit is kept."""
    pairs = sorted(zip(doubts, known, strict=True))
    others, commands = known.count(False), known.count(True)
    passed = accepted = 0
    for doubt, group in groupby(pairs, key=lambda pair: pair[0]):
        kinds = [command for _, command in group]
        if (passed + kinds.count(False)) * per > others:
            return doubt, accepted / commands if commands else 0.0
        passed += kinds.count(False)
        accepted += kinds.count(True)
    return inf, accepted / commands if commands else 0.0


# --- warp-cost ---------------------------------------------------------------------------------


def moves_at_least_one(word, template):
    """Never let two values stand at one place."""
    column = [abs(word[0] - template[0])] + [inf] * (len(template) - 1)
    for value in word[1:]:
        column = [
            min(column[max(0, place - 2) : place], default=inf) + abs(value - template[place])
            for place in range(len(template))
        ]
    return column[-1] / len(word)


def wraps_around(word, template):
    """Look at the places before the first, which Python takes from the end."""
    column = [abs(word[0] - template[0])] + [inf] * (len(template) - 1)
    for value in word[1:]:
        column = [
            min(column[place], column[place - 1], column[place - 2]) + abs(value - template[place])
            for place in range(len(template))
        ]
    return column[-1] / len(word)


def recursively(word, template):
    """Define the cost of each place by those that lead to it."""

    @cache
    def cost(number, place):
        if place < 0:
            return inf
        apart = abs(word[number] - template[place])
        if number == 0:
            return apart if place == 0 else inf
        return apart + min(cost(number - 1, place - jump) for jump in range(3))

    return cost(len(word) - 1, len(template) - 1) / len(word)


WRONG = {
    "word-detector": [
        Wrong("waits-one-step-more", WaitsOneStepMore, verdict="wrong"),
        Wrong("takes-zero-for-none", TakesZeroForNone, verdict="wrong"),
        Wrong(
            "reads-the-past-again",
            ReadsThePastAgain,
            verdict="too many steps",
            words="a few numbers only",
        ),
    ],
    "operating-point": [
        Wrong(
            "tries-each-doubt", tries_each_doubt, verdict="too many steps", words="tell it by place"
        ),
        Wrong("sorts-in-place", sorts_in_place, verdict="changed its input", words="doubts"),
        Wrong(
            "divides-by-nothing", divides_by_nothing, verdict="crashed", words="ZeroDivisionError"
        ),
    ],
    "warp-cost": [
        Wrong("moves-at-least-one", moves_at_least_one, verdict="wrong"),
        Wrong("wraps-around", wraps_around, verdict="crashed", words="IndexError"),
    ],
    "hours-of-talk": [
        Wrong("a-text", lambda: "15 hours", verdict="wrong", words="a number of hours"),
    ],
}

RIGHT = {
    "word-detector": [CountsDown],
    "operating-point": [by_groups],
    "warp-cost": [recursively],
    "hours-of-talk": [lambda: 3 * 30 * 1_500 / (150 * 60)],
}

_SAME_LENGTH = "both lists have the same length"
_OVERWRITTEN = "the first loud step writes the end before anything reads it"

EQUIVALENT = {
    "word-detector": {
        "line 7: `0` -> `1` (2)": _OVERWRITTEN,
        "line 7: `0` -> `-1` (2)": _OVERWRITTEN,
    },
    "operating-point": {
        "line 4: `True` -> `False`": _SAME_LENGTH,
        "line 6: `True` -> `False`": _SAME_LENGTH,
    },
}
