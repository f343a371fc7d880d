"""Exercises of the lesson Multi-speaker ASR over chunk boundaries."""

from functools import cache
from itertools import chain, permutations

from daybyday.checking import Budget, Case, Exercise, Misconception, within_factor

# --- cp-errors ---------------------------------------------------------------------------------


@cache
def _apart(left, right):
    """Count errors between two texts from their ends, by what becomes of the last words."""
    if not left or not right:
        return len(left) + len(right)
    if left[-1] == right[-1]:
        return _apart(left[:-1], right[:-1])
    shorter = _apart(left[:-1], right[:-1]), _apart(left[:-1], right), _apart(left, right[:-1])
    return 1 + min(shorter)


def _best_of(said, heard):
    """Give the first talker each label in turn, or none, and the others what is left."""
    if not said:
        return sum(map(len, heard))
    first, *others = said
    with_none = len(first) + _best_of(others, heard)
    with_one = (
        _apart(tuple(first), tuple(label)) + _best_of(others, heard[:k] + heard[k + 1 :])
        for k, label in enumerate(heard)
    )
    return min([with_none, *with_one])


def _padded(said, heard):
    size = max(len(said), len(heard))
    return said + [[]] * (size - len(said)), heard + [[]] * (size - len(heard))


def _distance(left, right):
    return _apart(tuple(left), tuple(right))


def _as_they_come(said, heard):
    return sum(_distance(a, b) for a, b in zip(*_padded(said, heard), strict=True))


def _each_its_best(said, heard):
    said, heard = _padded(said, heard)
    return sum(min(_distance(a, b) for b in heard) for a in said)


def _greedy(said, heard):
    said, heard = _padded(said, heard)
    total = 0
    for text in said:
        best = min(heard, key=lambda label: _distance(text, label))
        heard = list(heard)
        heard.remove(best)
        total += _distance(text, best)
    return total


def _forgets_the_rest(said, heard):
    if len(said) > len(heard):
        said, heard = heard, said
    totals = (
        sum(_distance(a, b) for a, b in zip(said, order, strict=False))
        for order in permutations(heard)
    )
    return min(totals)


def _all_in_one(said, heard):
    return _distance(list(chain(*said)), list(chain(*heard)))


def _place_by_place(said, heard):
    def differ(left, right):
        same = sum(a == b for a, b in zip(left, right, strict=False))
        return max(len(left), len(right)) - same

    said, heard = _padded(said, heard)
    return min(
        sum(differ(a, b) for a, b in zip(said, order, strict=True)) for order in permutations(heard)
    )


def _texts(st):
    text = st.lists(st.sampled_from(["one", "two", "six"]), max_size=4)
    return st.lists(text, max_size=3)


def _two_talkers(n):
    words = [str(k * 7 % 5) for k in range(n)]
    return ([words, words[::-1]], [words[1:], words])


CP_ERRORS = Exercise(
    slug="cp-errors",
    title="Count words and talkers together",
    function="cp_errors",
    parameters="said, heard",
    cases=[
        Case([["one", "two"], ["six"]], [["six"], ["one", "two"]], gives=0),
        Case([["one", "two"]], [["one"], ["two"]], gives=2),
        Case([], [], gives=0, why="Nobody spoke and nothing was heard."),
        Case([], [["one", "two"]], gives=2, why="Two words too many."),
        Case([["one"], ["two"]], [["one", "two"]], gives=2, why="A talker is left without label."),
        Case([["one", "two", "six"]], [["two", "six"]], gives=1, why="One word is missing."),
        Case([["one"], ["two"], ["six"]], [["two"], ["six"], ["one"]], gives=0),
        Case(
            [["one", "two"], ["one", "two", "six"]],
            [["one", "two", "six"], ["one"]],
            gives=1,
            why="The least total counts.",
        ),
        Case(
            [["one", "one"], ["one"]],
            [["one"], ["two", "two", "two"]],
            gives=3,
            why="The first talker must not take the label that the second needs more.",
        ),
        Case(
            [["one"], ["one"]],
            [["one"], ["two"]],
            gives=1,
            why="A label belongs to one talker only.",
        ),
        Case(
            [["a"], ["b"], ["c"], ["d"], ["e"]],
            [["e"], ["d"], ["a"], ["b"], ["c", "c"]],
            gives=1,
        ),
    ],
    generated=lambda st: (_texts(st), _texts(st)),
    oracle=_best_of,
    budget=Budget(
        make=_two_talkers,
        per=40,
        growth="n^2",
        sizes=(5, 30),
        says="Compare two texts by a table of their beginnings, row after row.",
    ),
    hints=(
        "What does a pair of texts cost, whoever else is paired with whom?",
        "Make both sides equally long first: whom does a talker without label get?",
        "With the cost of each pair in a table, a pairing is an order of its columns.",
    ),
    why="The total is a sum over pairs, so a table of distances holds all that a pairing can cost, "
    "and empty texts stand for talkers and labels that have no partner.",
    misconceptions=[
        Misconception(
            "as-they-come", _as_they_come, says="Labels have no names: try the other pairings."
        ),
        Misconception(
            "each-its-best", _each_its_best, says="A label may be paired with one talker only."
        ),
        Misconception(
            "greedy",
            _greedy,
            says="What is best for the first talker may be dear for the others.",
        ),
        Misconception(
            "forgets-the-rest",
            _forgets_the_rest,
            says="A text without partner costs all of its words.",
        ),
        Misconception(
            "all-in-one", _all_in_one, says="This is blind to who spoke: keep the talkers apart."
        ),
        Misconception(
            "place-by-place",
            _place_by_place,
            says="One missing word shifts all others: count edits, not places.",
        ),
    ],
)

# --- carry-step --------------------------------------------------------------------------------


def _by_frames(words, end, guard, cap, last):
    """Try every number of shown words, and every frame."""
    if last:
        return [word[0] for word in words], end
    fine = [stop <= end - guard or start < end - cap for _, start, stop in words]
    number = max(k for k in range(len(words) + 1) if all(fine[:k]))
    over = {frame for _, start, stop in words[:number] for frame in range(start, stop)}
    waiting = {frame for _, start, stop in words[number:] for frame in range(start, stop)}
    free = [f for f in range(end - guard + 1) if not any(w < f for w in waiting)]
    begin = max(free)
    while any(frame >= begin for frame in over):
        begin += 1
    return [word[0] for word in words[:number]], begin


def _step(
    words, end, guard, cap, last, *, fine=None, begins=None, flush=True, guarded=True, cover=True
):
    if last and flush:
        return [word[0] for word in words], end
    fine = fine or (lambda start, stop: stop <= end - guard or start < end - cap)
    number = next((k for k, w in enumerate(words) if not fine(*w[1:])), len(words))
    rest = words[number:]
    begin = end - guard if guarded or not rest else end
    if rest:
        begin = min(begin, (begins or (lambda word: word[1]))(rest[0]))
    if number and cover:
        begin = max(begin, words[number - 1][2])
    return [word[0] for word in words[:number]], begin


def _no_flush(words, end, guard, cap, last):
    return _step(words, end, guard, cap, last, flush=False)


def _no_cap(words, end, guard, cap, last):
    return _step(words, end, guard, cap, last, fine=lambda start, stop: stop <= end - guard)


def _no_guard(words, end, guard, cap, last):
    return _step(words, end, guard, cap, last, fine=lambda start, stop: True)


def _strict(words, end, guard, cap, last):
    def fine(start, stop):
        return stop < end - guard or start < end - cap

    return _step(words, end, guard, cap, last, fine=fine)


def _carries_the_guard(words, end, guard, cap, last):
    return _step(words, end, guard, cap, last, begins=lambda word: end - guard)


def _reads_twice(words, end, guard, cap, last):
    return _step(words, end, guard, cap, last, cover=False)


def _skips_the_guard(words, end, guard, cap, last):
    return _step(words, end, guard, cap, last, guarded=False)


def _meetings(st):
    def build(drawn):
        gaps, end_gap, guard, cap, last = drawn
        at, words = 0, []
        for gap, length in gaps:
            words.append(("six", at + gap, at + gap + length))
            at += gap + length
        end = at + end_gap
        guard, cap = sorted((min(guard, end), min(cap, end)))
        return (words, end, guard, cap, last)

    pair = st.tuples(st.integers(0, 2), st.integers(1, 6))
    return st.tuples(
        st.lists(pair, max_size=4),
        st.integers(1, 3),
        st.integers(0, 6),
        st.integers(0, 12),
        st.sampled_from([False, False, False, True]),
    ).map(build)


CARRY_STEP = Exercise(
    slug="carry-step",
    title="Carry, but not for ever",
    function="carry_step",
    parameters="words, end, guard, cap, last",
    cases=[
        Case([("two", 10, 40), ("six", 45, 90)], 100, 30, 80, False, gives=(["two"], 45)),
        Case([("two", 10, 95)], 100, 30, 80, False, gives=(["two"], 95)),
        Case([], 100, 30, 80, False, gives=([], 70), why="Silence: the guard is carried."),
        Case([], 100, 30, 80, True, gives=([], 100), why="Nothing is carried from the last piece."),
        Case(
            [("two", 10, 40), ("six", 45, 98)],
            100,
            30,
            80,
            True,
            gives=(["two", "six"], 100),
            why="The last carry must be written down.",
        ),
        Case([("two", 40, 70)], 100, 30, 80, False, gives=(["two"], 70), why="It ends in time."),
        Case([("two", 10, 20)], 100, 30, 80, False, gives=(["two"], 70)),
        Case([("six", 80, 99)], 100, 30, 80, False, gives=([], 70), why="The guard is carried."),
        Case([("six", 20, 90)], 100, 30, 80, False, gives=([], 20), why="The cap is not passed."),
        Case(
            [("two", 5, 80), ("six", 85, 99)],
            100,
            30,
            60,
            False,
            gives=(["two"], 80),
            why="What was shown is not read again.",
        ),
        Case([("one", 0, 50)], 50, 0, 50, False, gives=(["one"], 50)),
    ],
    generated=_meetings,
    oracle=_by_frames,
    budget=Budget(
        make=lambda n: ([("six", 4 * k, 4 * k + 3) for k in range(n)], 4 * n, 10, 20, False),
        per=12,
        growth="n",
        says="Go through the words once, from the first on.",
    ),
    hints=(
        "Go through the words in order: what must hold for the next one to be shown?",
        "There are three frames from which the next piece might begin; which of them binds?",
        "If all words are shown, what has to be carried all the same?",
    ),
    why="Words are shown as long as nothing later can change them, or as they have waited too "
    "long; the rest of the sound begins where the first other word does, within its two bounds.",
    misconceptions=[
        Misconception("no-flush", _no_flush, says="At the last piece the carry must be shown."),
        Misconception("no-cap", _no_cap, says="A word that started before `end - cap` is shown."),
        Misconception(
            "no-guard", _no_guard, says="A word that ends within the guard may not be finished."
        ),
        Misconception("strict", _strict, says="A word may end exactly at `end - guard`."),
        Misconception(
            "carries-the-guard",
            _carries_the_guard,
            says="The first word not shown may begin before the guard: carry all of it.",
        ),
        Misconception(
            "reads-twice",
            _reads_twice,
            says="The next piece may not begin inside a word that was shown.",
        ),
        Misconception(
            "skips-the-guard",
            _skips_the_guard,
            says="The guard is carried even if the first word not shown starts later.",
        ),
    ],
)

# --- stitch ------------------------------------------------------------------------------------


def _by_length(left, right):
    """Look for the longest runs first."""
    for size in range(min(len(left), len(right)), 0, -1):
        for i in range(len(left) - size + 1):
            for j in range(len(right) - size + 1):
                if left[i : i + size] == right[j : j + size]:
                    return left[: i + size] + right[j + size :]
    return left + right


def _joined(left, right, *, later=False, skip=None, none=None, back=None):
    """Join at the longest run, with a mistake."""
    runs = []
    for i in range(len(left)):
        for j in range(len(right)):
            size = 0
            while left[i + size : i + size + 1] == right[j + size : j + size + 1] != []:
                size += 1
            if size:
                runs.append((size, i, j))
    if not runs:
        return (none or (lambda: left + right))()
    longest = max(size for size, _, _ in runs)
    found = [run for run in runs if run[0] == longest]
    size, i, j = found[-1] if later else found[0]
    return left[: i + (back or size)] + right[j + (size if skip is None else skip) :]


def _as_given(left, right):
    best = (0, 0, 0)
    for i in range(len(left)):
        for j in range(len(right)):
            size = 0
            while left[i + size : i + size + 1] == right[j + size : j + size + 1]:
                size += 1
                if i + size == len(left) or j + size == len(right):
                    break
            if size >= best[0]:
                best = (size, i, j)
    size, i, j = best
    return left[: i + size] + right[j + 1 :]


def _last_of_the_longest(left, right):
    return _joined(left, right, later=True)


def _says_it_twice(left, right):
    return _joined(left, right, skip=0)


def _skips_one(left, right):
    return _joined(left, right, skip=1)


def _loses_the_lot(left, right):
    return _joined(left, right, none=lambda: list(left))


def _end_to_start(left, right):
    for size in range(min(len(left), len(right)), 0, -1):
        if left[-size:] == right[:size]:
            return left + right[size:]
    return left + right


STITCH = Exercise(
    slug="stitch",
    title="Find the faults: a stitch that stutters",
    function="stitch",
    parameters="left, right",
    cases=[
        Case(["one", "two", "six"], ["two", "six", "four"], gives=["one", "two", "six", "four"]),
        Case(["five", "one"], ["five", "five", "two"], gives=["five", "five", "two"]),
        Case([], [], gives=[]),
        Case([], ["one"], gives=["one"], why="Nothing to stitch to."),
        Case(["one"], [], gives=["one"], why="Nothing to stitch."),
        Case(["one"], ["two"], gives=["one", "two"], why="Without a common word both are kept."),
        Case(["one", "two"], ["six", "four"], gives=["one", "two", "six", "four"]),
        Case(["one", "six"], ["two", "one", "four"], gives=["one", "four"], why="A cut word goes."),
        Case(
            ["two", "one", "two"],
            ["two", "six"],
            gives=["two", "six"],
            why="Of equal runs the first in `left` counts.",
        ),
        Case(
            ["six", "one", "two", "three"],
            ["six", "four", "one", "two", "three", "five"],
            gives=["six", "one", "two", "three", "five"],
            why="The longest run counts, not the first.",
        ),
    ],
    generated=lambda st: (
        st.lists(st.sampled_from(["one", "two", "six"]), max_size=5),
        st.lists(st.sampled_from(["one", "two", "six"]), max_size=5),
    ),
    oracle=_by_length,
    hints=(
        "Try the function on two readings that share a run of two words, and of no word.",
        "Which of several runs of the same length does the comparison keep?",
        "Both slices of the last line should change over at the same moment of the sound.",
    ),
    why="Both slices end and begin behind the run, so no word of it is lost or said twice, and "
    "only a longer run may replace an earlier one.",
    misconceptions=[
        Misconception("as-given", _as_given, says="This is still the stitch with its faults."),
        Misconception(
            "last-of-the-longest",
            _last_of_the_longest,
            says="Of equally long runs the first one counts.",
        ),
        Misconception(
            "says-it-twice", _says_it_twice, says="The run stands in both readings: keep one."
        ),
        Misconception(
            "skips-one",
            _skips_one,
            says="Go on in `right` after the whole run, not after one word.",
        ),
        Misconception(
            "loses-the-lot", _loses_the_lot, says="Without a common word both readings are kept."
        ),
        Misconception(
            "end-to-start",
            _end_to_start,
            says="A cut word may stand after the run in `left` or before it in `right`.",
        ),
    ],
)

# --- cut-share ---------------------------------------------------------------------------------

CUT_SHARE = Exercise(
    slug="cut-share",
    title="Estimate: words under the knife",
    function="cut_share",
    parameters="",
    cases=[Case(gives=0.8)],
    compare=within_factor(1.02, unit="of all words"),
    hints=(
        "How likely is a boundary inside a word of 0.3 s?",
        "And inside one that is longer than a chunk?",
    ),
    why="A word shorter than a chunk is cut with the probability d / L, a longer one always: the "
    "mean of 0.6 and 1 is 0.8.",
    misconceptions=[
        Misconception(
            "mean-length",
            lambda: 1.0,
            says="The mean length over the chunk counts a long word more than once.",
        ),
        Misconception("long-only", lambda: 0.5, says="Short words are cut as well."),
        Misconception("short-only", lambda: 0.6, says="Half of the words are long."),
        Misconception(
            "time-not-words",
            lambda: 0.88,
            says="This is the share of time in cut words; each word counts once.",
        ),
    ],
)

EXERCISES = [CP_ERRORS, CARRY_STEP, STITCH, CUT_SHARE]
