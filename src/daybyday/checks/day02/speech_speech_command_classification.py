"""Exercises of the lesson Speech command classification with a reject class."""

from itertools import pairwise, product
from math import inf

from daybyday.checking import Budget, Case, Exercise, Misconception, close, within_factor

# --- word-detector -----------------------------------------------------------------------------


def _from_the_whole_past(*calls):
    """Write the whole past as a text and look at its end after each step."""
    (_, pause, least), *feeds = calls
    past, results = "", [None]
    for _, loud in feeds:
        past += "x" if loud else "."
        ended = past.endswith("x" + "." * pause)
        body = past[:-pause]
        before = body.rfind("." * pause + "x")
        begin = body.find("x") if before < 0 else before + pause
        results.append((begin, len(body)) if ended and len(body) - begin >= least else None)
    return results


class _Detector:
    """Counts quiet steps; the places where people err are methods."""

    def __init__(self, pause, least):
        self.pause, self.least = pause, least
        self.heard, self.quiet, self.began = 0, 0, None

    def feed(self, loud):
        self.heard += 1
        if loud:
            self.is_loud()
        elif self.began is not None:
            self.quiet += 1
            if self.quiet == self.pause:
                return self.ended()
        return None

    def is_loud(self):
        self.quiet = 0
        if self.began is None:
            self.began = self.heard - 1

    def ended(self):
        began, self.began = self.began, None
        end = self.heard - self.pause
        return (began, end) if end - began >= self.least else None


class _ReportsClicks(_Detector):
    def ended(self):
        began, self.began = self.began, None
        return began, self.heard - self.pause


class _KeepsTheClick(_Detector):
    def ended(self):
        end = self.heard - self.pause
        if end - self.began < self.least:
            return None
        began, self.began = self.began, None
        return began, end


class _AddsUpTheQuiet(_Detector):
    def is_loud(self):
        if self.began is None:
            self.began, self.quiet = self.heard - 1, 0

    def ended(self):
        self.quiet = 0
        return super().ended()


class _EndsAfterThePause(_Detector):
    def ended(self):
        began, self.began = self.began, None
        return (began, self.heard) if self.heard - self.pause - began >= self.least else None


class _CountsThePause(_Detector):
    def ended(self):
        began, self.began = self.began, None
        return (began, self.heard - self.pause) if self.heard - began >= self.least else None


class _EndsAtOnce(_Detector):
    def feed(self, loud):
        self.heard += 1
        if loud:
            self.is_loud()
        elif self.began is not None:
            began, self.began = self.began, None
            return (began, self.heard - 1) if self.heard - 1 - began >= self.least else None
        return None


class _OneWordOnly(_Detector):
    def ended(self):
        end = self.heard - self.pause
        return (self.began, end) if end - self.began >= self.least else None


def _feeds(pause, least, steps):
    """The calls of a detector fed with x for loud and . for quiet."""
    return (("WordDetector", pause, least), *(("feed", step == "x") for step in steps))


WORD_DETECTOR = Exercise(
    slug="word-detector",
    title="Words and clicks",
    function="WordDetector",
    parameters="pause, least",
    kind="class",
    cases=[
        Case(*_feeds(2, 3, "xx.x.."), gives=[None] * 6 + [(0, 4)]),
        Case(*_feeds(1, 5, "x."), gives=[None] * 3, why="One loud step is a click."),
        Case(*_feeds(1, 1, "x."), gives=[None, None, (0, 1)]),
        Case(*_feeds(1, 1, "..x."), gives=[None] * 4 + [(2, 3)], why="Silence begins no word."),
        Case(
            *_feeds(2, 1, "x..xx.."),
            gives=[None, None, None, (0, 1), None, None, None, (3, 5)],
            why="After a word the next one begins anew.",
        ),
        Case(
            *_feeds(1, 2, "x.xx."),
            gives=[None] * 5 + [(2, 4)],
            why="The click is over and is no part of the word after it.",
        ),
        Case(
            *_feeds(2, 2, "x.x.x.."),
            gives=[None] * 7 + [(0, 5)],
            why="Only quiet steps in a row make a pause.",
        ),
        Case(
            *_feeds(2, 3, "x.x.."),
            gives=[None] * 5 + [(0, 3)],
            why="Quiet steps inside a stretch count in its length.",
        ),
        Case(
            *_feeds(3, 3, "xx..."),
            gives=[None] * 6,
            why="The pause is no part of the stretch: this one has two steps.",
        ),
        Case(*_feeds(2, 1, "x....."), gives=[None, None, None, (0, 1), None, None, None]),
        Case(*_feeds(2, 1, "xxx"), gives=[None] * 4, why="A word that goes on has not ended."),
    ],
    generated=lambda st: st.tuples(
        st.integers(1, 3), st.integers(1, 6), st.text("x.", max_size=9)
    ).map(lambda given: _feeds(*given)),
    oracle=_from_the_whole_past,
    budget=Budget(
        make=lambda n: _feeds(3, 2, ("xxx.x....x...." * n)[:n]),
        per=14,
        growth="n",
        says="Each step needs a few numbers only; nothing of the past has to be looked at again.",
    ),
    hints=(
        "What does a later step need to know of the stretch that is open: where it began, and "
        "what about its end?",
        "How many quiet steps have followed the last loud one? You know the present step and "
        "the stretch's last end.",
        "When the pause is complete, forget the stretch first; then ask whether it was long "
        "enough to be reported.",
    ),
    why="The open stretch's begin and last end are all that later steps ask for, and a click is "
    "forgotten exactly where a word is reported.",
    misconceptions=[
        Misconception(
            "reports-clicks", _ReportsClicks, says="A stretch shorter than `least` is a click."
        ),
        Misconception(
            "keeps-the-click",
            _KeepsTheClick,
            says="After a click the detector must forget it, or the next word begins too early.",
        ),
        Misconception(
            "adds-up-the-quiet",
            _AddsUpTheQuiet,
            says="Only quiet steps in a row make a pause; a loud one starts the count again.",
        ),
        Misconception(
            "ends-after-the-pause",
            _EndsAfterThePause,
            says="A word ends with its last loud step; the pause after it is no part of it.",
        ),
        Misconception(
            "counts-the-pause",
            _CountsThePause,
            says="The length of a stretch does not contain the pause that ended it.",
        ),
        Misconception(
            "ends-at-once",
            _EndsAtOnce,
            says="The first quiet step ends no word: wait for `pause` of them.",
        ),
        Misconception(
            "one-word-only",
            _OneWordOnly,
            says="When a word has been reported, the next loud step begins a new one.",
        ),
    ],
)

# --- operating-point ---------------------------------------------------------------------------


def _tries_each(doubts, known, per):
    """Try every threshold that can be the largest, and count."""
    pairs = list(zip(doubts, known, strict=True))
    others = [doubt for doubt, command in pairs if not command]
    allowed = [
        threshold
        for threshold in {*others, inf}
        if per * sum(other < threshold for other in others) <= len(others)
    ]
    threshold = max(allowed)
    commands = [doubt for doubt, command in pairs if command]
    accepted = [doubt for doubt in commands if doubt < threshold]
    return threshold, len(accepted) / max(1, len(commands))


def _with_threshold(choose, accepts=lambda doubt, threshold: doubt < threshold):
    """An answer that chooses the threshold in its own way."""

    def answer(doubts, known, per):
        others = sorted(d for d, command in zip(doubts, known, strict=True) if not command)
        commands = sorted(d for d, command in zip(doubts, known, strict=True) if command)
        threshold = choose(others, commands, per)
        accepted = sum(accepts(doubt, threshold) for doubt in commands)
        return threshold, accepted / len(commands) if commands else 0.0

    return answer


_last_accepted = _with_threshold(
    lambda others, commands, per: others[max(0, len(others) // per - 1)] if others else inf
)
_accepts_equal = _with_threshold(
    lambda others, commands, per: others[len(others) // per] if others else inf,
    accepts=lambda doubt, threshold: doubt <= threshold,
)
_all_clips = _with_threshold(
    lambda others, commands, per: (
        sorted(others + commands)[len(others + commands) // per] if others else inf
    )
)
_of_commands = _with_threshold(
    lambda others, commands, per: commands[len(commands) // per] if commands and others else inf
)
_rounds_up = _with_threshold(
    lambda others, commands, per: (
        others[min(len(others) - 1, -(-len(others) // per))] if others else inf
    )
)


_share_as_float = _with_threshold(
    lambda others, commands, per: others[int(len(others) * (1 / per))] if others else inf
)


def _counts_all(doubts, known, per):
    threshold, _ = _tries_each(doubts, known, per)
    return threshold, sum(doubt < threshold for doubt in doubts) / max(1, len(doubts))


def _ignores_ties(doubts, known, per):
    distinct = sorted({d for d, command in zip(doubts, known, strict=True) if not command})
    threshold = distinct[len(distinct) // per] if distinct else inf
    commands = [d for d, command in zip(doubts, known, strict=True) if command]
    return threshold, sum(d < threshold for d in commands) / max(1, len(commands))


OPERATING_POINT = Exercise(
    slug="operating-point",
    title="Operating point",
    function="operating_point",
    parameters="doubts, known, per",
    cases=[
        Case([0.1, 0.3, 0.2, 0.4], [True, True, False, False], 2, gives=(0.4, 1.0)),
        Case([0.1, 0.3, 0.2, 0.2], [True, True, False, False], 2, gives=(0.2, 0.5)),
        Case([], [], 2, gives=(inf, 0.0), why="No clip sets a limit."),
        Case([0.5], [True], 3, gives=(inf, 1.0), why="Without others everything may pass."),
        Case([0.5], [False], 3, gives=(0.5, 0.0), why="One in three of one clip is none."),
        Case(
            [0.5, 0.5],
            [True, False],
            10,
            gives=(0.5, 0.0),
            why="A doubt equal to the threshold does not lie below it.",
        ),
        Case(
            [0.9, 0.1, 0.8, 0.2, 0.7],
            [False, False, True, False, False],
            4,
            gives=(0.2, 0.0),
            why="One in four of the others: only the one at 0.1 may be accepted.",
        ),
        Case(
            [0.1, 0.1, 0.1, 0.6, 0.05],
            [False, False, False, False, True],
            2,
            gives=(0.1, 1.0),
            why="Two of the four may pass, but three are equal, so none of them can.",
        ),
        Case(
            [0.1, 0.2, 0.3, 0.05, 0.5],
            [False, False, False, True, True],
            2,
            gives=(0.2, 0.5),
            why="One in two of three clips is one.",
        ),
        Case(
            [0.25] + [0.5] * 48,
            [False] * 49,
            49,
            gives=(0.5, 0.0),
            why="One in 49 of 49 clips is one, though 49 * (1 / 49) is a little less: count in "
            "whole numbers.",
        ),
    ],
    generated=lambda st: st.tuples(
        st.lists(st.tuples(st.integers(0, 6), st.booleans()), max_size=7), st.integers(2, 4)
    ).map(lambda given: ([d / 8 for d, _ in given[0]], [k for _, k in given[0]], given[1])),
    oracle=_tries_each,
    compare=close(rel=1e-9, absolute=1e-9),
    budget=Budget(
        make=lambda n: (
            [(place * 7919 % n) / n for place in range(n)],
            [place % 2 == 0 for place in range(n)],
            10,
        ),
        per=6,
        growth="n log n",
        says="Every threshold is counted out anew; sorted, the others' doubts tell it by place.",
    ),
    hints=(
        "Which clips take part in choosing the threshold, and how many of them may be accepted?",
        "Sort the doubts of the other clips: how many lie below the one at place k, counted "
        "from 0, if none are equal? And if some are?",
        "The whole part of len(others) / per is the number allowed; the threshold may rise to "
        "the doubt of the first that is not.",
    ),
    why="Sorted, the doubt at place k has at most k others below it, equal ones or not, and any "
    "larger threshold has more.",
    misconceptions=[
        Misconception(
            "last-accepted",
            _last_accepted,
            says="The threshold is the last doubt that may pass, but a clip passes only below "
            "it: it can be larger.",
        ),
        Misconception(
            "accepts-equal",
            _accepts_equal,
            says="A clip whose doubt equals the threshold is not accepted.",
        ),
        Misconception(
            "all-clips",
            _all_clips,
            says="The limit is about the other clips; commands take no part in choosing.",
        ),
        Misconception(
            "of-commands", _of_commands, says="The threshold is chosen on the commands' doubts."
        ),
        Misconception(
            "rounds-up",
            _rounds_up,
            says="More than one in `per` of the others is accepted: round the number down.",
        ),
        Misconception(
            "share-as-float",
            _share_as_float,
            says="1 / per is rounded: divide whole numbers by whole numbers.",
        ),
        Misconception(
            "counts-all",
            _counts_all,
            says="The share is that of the commands, not of all clips.",
        ),
        Misconception(
            "ignores-ties",
            _ignores_ties,
            says="Equal doubts are several clips, and each counts.",
        ),
    ],
)

# --- warp-cost ---------------------------------------------------------------------------------


def _all_paths(word, template):
    """Try every path: places that never fall and rise by two at most."""
    costs = []
    for places in product(range(len(template)), repeat=len(word)):
        rises = [after - before for before, after in pairwise(places)]
        if places[0] == 0 and places[-1] == len(template) - 1 and set(rises) <= {0, 1, 2}:
            pairs = zip(word, places, strict=True)
            costs.append(sum(abs(value - template[place]) for value, place in pairs))
    return min(costs, default=inf) / len(word)


def _warp(word, template, order=reversed, reach=2, end=lambda column: column[-1], length=len):
    column = [abs(word[0] - template[0])] + [inf] * (len(template) - 1)
    for value in word[1:]:
        for place in order(range(len(template))):
            best = min(column[max(0, place - reach) : place + 1])
            column[place] = best + abs(value - template[place])
    return end(column) / length(word)


def _given(word, template):
    return _warp(word, template, order=iter, end=min)


def _still_runs_ahead(word, template):
    return _warp(word, template, order=iter)


def _ends_anywhere(word, template):
    return _warp(word, template, end=min)


def _never_skips(word, template):
    return _warp(word, template, reach=1)


def _forgets_the_length(word, template):
    return _warp(word, template, length=lambda word: 1)


def _starts_anywhere(word, template):
    column = [abs(word[0] - value) for value in template]
    for value in word[1:]:
        for place in reversed(range(len(template))):
            best = min(column[max(0, place - 2) : place + 1])
            column[place] = best + abs(value - template[place])
    return column[-1] / len(word)


WARP_COST = Exercise(
    slug="warp-cost",
    title="Find the fault: a warping that runs ahead",
    function="warp_cost",
    parameters="word, template",
    cases=[
        Case([1, 1, 2], [1, 2], gives=0.0),
        Case([5], [5, 9], gives=inf, why="One value cannot stand at two places."),
        Case([5], [7], gives=2.0),
        Case([1, 3], [1, 2, 3], gives=0.0, why="A value may move two places on."),
        Case([1, 4], [1, 2, 3, 4], gives=inf, why="Three places are too far for one move."),
        Case([1, 1], [1, 9], gives=4.0, why="The last value must stand at the last place."),
        Case([9, 1], [1, 1], gives=4.0, why="The first value stands at the first place."),
        Case([2, 2, 2, 2], [2], gives=0.0),
        Case(
            [0, 5, 5],
            [0, 5, 0, 5],
            gives=0.0,
            why="The path goes from the second place over the third to the last.",
        ),
        Case([0, 9, 9, 0, 0, 9], [0, 0, 9], gives=3.0, why="A path never goes back."),
        Case([3, 9], [1, 2], gives=4.5, why="The sum is divided by the length of the word."),
    ],
    generated=lambda st: (
        st.lists(st.integers(0, 5), min_size=1, max_size=5),
        st.lists(st.integers(0, 5), min_size=1, max_size=5),
    ),
    oracle=_all_paths,
    compare=close(rel=1e-9, absolute=1e-9),
    hints=(
        "Write down the column after each value for the word [5, 5] and the template [5, 5, 5, 5, "
        "5]: how far may a path have come?",
        "In which order must the places be visited, so that everything to the left still "
        "belongs to the value before?",
        "Where in the column do the paths stand that have reached the end of the template?",
    ),
    why="Visited from the last place down, a place reads only costs of the value before; and "
    "only the last place belongs to paths that have arrived.",
    misconceptions=[
        Misconception(
            "as-given",
            _given,
            says="This is still the given function: a path runs through the template within one "
            "value, and may stop anywhere.",
        ),
        Misconception(
            "still-runs-ahead",
            _still_runs_ahead,
            says="A place reads a cost that this value has just written, so a path moves on "
            "several times within one value.",
        ),
        Misconception(
            "ends-anywhere",
            _ends_anywhere,
            says="A path counts only if the last value stands at the template's last place.",
        ),
        Misconception("never-skips", _never_skips, says="A value may also move two places on."),
        Misconception(
            "forgets-the-length",
            _forgets_the_length,
            says="The cost is the sum divided by the length of the word.",
        ),
        Misconception(
            "starts-anywhere",
            _starts_anywhere,
            says="The word's first value stands at the template's first place.",
        ),
    ],
)

# --- hours-of-talk -----------------------------------------------------------------------------

HOURS_OF_TALK = Exercise(
    slug="hours-of-talk",
    title="Estimate: how much talk a promise takes",
    function="hours_of_talk",
    parameters="",
    cases=[Case(gives=15.0)],
    compare=within_factor(1.2, unit="hours"),
    hints=(
        "How many other words does the lift hear in the month of one false journey?",
        "How many words without an error support a rate of one in so many?",
    ),
    why="One in 1,500 · 30 words is the promised rate, zero errors in n words support 3/n, so "
    "135,000 words are needed: 900 minutes.",
    misconceptions=[
        Misconception(
            "one-month-is-enough",
            lambda: 5.0,
            says="A month's words without an error show much less: the rate may still be three "
            "times the promised one.",
        ),
        Misconception(
            "a-day", lambda: 0.5, says="The promise is one false journey a month, not a day."
        ),
        Misconception("minutes", lambda: 900.0, says="This is in minutes."),
        Misconception(
            "in-the-lift",
            lambda: 2160.0,
            says="These are the hours of three months in the lift; the laboratory talks faster.",
        ),
        Misconception("words", lambda: 135_000.0, says="This is the number of words."),
    ],
)

EXERCISES = [WORD_DETECTOR, OPERATING_POINT, WARP_COST, HOURS_OF_TALK]
