"""Exercises of the lesson Two Sum."""

from itertools import combinations, pairwise

from daybyday.checking import Budget, Case, Exercise, Misconception


def _scattered(n: int) -> list[int]:
    """Return 0 to n-1, each once, in an order that no sort finds half done."""
    step = next(step for step in (7919, 7907, 7901) if n % step)
    return [position * step % n for position in range(n)]


# --- contains-duplicate ------------------------------------------------------------------------


def _has_equal_pair(nums):
    return any(a == b for a, b in combinations(nums, 2))


def _only_neighbours(nums):
    return any(a == b for a, b in pairwise(nums))


def _compares_with_itself(nums):
    return any(a == b for a in nums for b in nums)


def _says_how_many(nums):
    return len(nums) - len(set(nums))


def _decides_at_the_first_number(nums):
    seen = set()
    for number in nums:
        if number in seen:
            return True
        seen.add(number)
        return False
    return False


CONTAINS_DUPLICATE = Exercise(
    slug="contains-duplicate",
    title="Contains Duplicate",
    function="contains_duplicate",
    parameters="nums",
    cases=[
        Case([4, 9, 4], gives=True),
        Case([4, 9, 2], gives=False),
        Case([], gives=False, why="An empty list holds no two equal numbers."),
        Case([5], gives=False, why="A number is not its own duplicate."),
        Case([0, 0], gives=True, why="Zero counts like any other number."),
        Case([-3, 3], gives=False, why="-3 and 3 are different numbers."),
        Case([1, 2, 3, 4, 1], gives=True, why="The first and the last number are equal."),
        Case([7, 7, 7], gives=True, why="Three equal numbers contain two equal ones."),
    ],
    generated=lambda st: (st.lists(st.integers(-5, 5), max_size=8),),
    oracle=_has_equal_pair,
    budget=Budget(
        make=lambda n: Case(_scattered(n), gives=False),
        per=2,
        growth="n log n",
        says="Each number is searched for among many others; "
        "ask a container that answers *seen before?* in one step.",
    ),
    hints=(
        "Walk through the list once: what must you know about the numbers already passed?",
        "Only whether the present number is among them, not where and not how often: "
        "which container answers exactly this question?",
        "Ask the set before you add the number to it, and say False only after the last number.",
    ),
    why="A set answers *seen before?* in constant expected time, so one pass with one question "
    "a number replaces the comparison of every pair.",
    misconceptions=[
        Misconception(
            "only-neighbours",
            _only_neighbours,
            says="Equal numbers need not stand next to each other; only sorting brings them "
            "together.",
        ),
        Misconception(
            "compares-with-itself",
            _compares_with_itself,
            says="Each number is also compared with itself, and is always equal to that.",
        ),
        Misconception(
            "says-how-many",
            _says_how_many,
            says="The question is whether, not how many: return True or False.",
        ),
        Misconception(
            "decides-at-the-first-number",
            _decides_at_the_first_number,
            says="False is returned before the whole list was seen: one new number proves "
            "nothing about the rest.",
        ),
    ],
)


# --- ransom-note -------------------------------------------------------------------------------


def _crosses_out(note, magazine):
    """Cut letter by letter, as a person with scissors would."""
    left = list(magazine)
    for letter in note:
        if letter not in left:
            return False
        left.remove(letter)
    return True


def _ignores_how_often(note, magazine):
    return set(note) <= set(magazine)


def _wants_one_piece(note, magazine):
    return note in magazine


def _uses_up_everything(note, magazine):
    return sorted(note) == sorted(magazine)


def _keeps_the_order(note, magazine):
    rest = iter(magazine)
    return all(letter in rest for letter in note)


def _wants_one_to_spare(note, magazine):
    return all(magazine.count(letter) > note.count(letter) for letter in note)


RANSOM_NOTE = Exercise(
    slug="ransom-note",
    title="Ransom Note",
    function="ransom_note",
    parameters="note, magazine",
    cases=[
        Case("noon", "onion", gives=True),
        Case("noon", "union", gives=False, why="The note needs two o, the magazine has one."),
        Case("", "abc", gives=True, why="An empty note needs no letter."),
        Case("", "", gives=True, why="An empty note needs no letter, not even a magazine."),
        Case("a", "", gives=False, why="An empty magazine gives no letter."),
        Case("aa", "a", gives=False, why="A letter that was cut out is gone."),
        Case("ab", "ba", gives=True, why="The order of the letters in the magazine is free."),
        Case("abc", "abc", gives=True, why="A letter may be used up."),
        Case("ab", "axb", gives=True, why="Other letters may stand in between."),
        Case("abc", "abz", gives=False, why="The magazine has no c."),
        Case("a", "xxax", gives=True, why="Letters may be left over."),
    ],
    generated=lambda st: (
        st.text(alphabet="abc", max_size=6),
        st.text(alphabet="abc", max_size=8),
    ),
    oracle=_crosses_out,
    budget=Budget(
        make=lambda n: Case("ab" * (n // 2), "ba" * (n // 2), gives=True),
        per=30,
        growth="n",
        says="The magazine is read again for every letter of the note; "
        "count its letters once and look the counts up.",
    ),
    hints=(
        "Does it matter where in the magazine a letter stands, or only how many there are?",
        "Count the magazine's letters once, in a dict from letter to count.",
        "For each letter of the note take one from its count, and give up when none is left.",
    ),
    why="Only the number of each letter matters, so one pass over the magazine builds the counts "
    "and one pass over the note spends them: time grows with both lengths added, "
    "memory with the number of different letters.",
    misconceptions=[
        Misconception(
            "ignores-how-often",
            _ignores_how_often,
            says="It is not enough that the letter occurs: each one can be cut out only once.",
        ),
        Misconception(
            "wants-one-piece",
            _wants_one_piece,
            says="The note need not stand in the magazine in one piece: letters are cut out "
            "singly.",
        ),
        Misconception(
            "uses-up-everything",
            _uses_up_everything,
            says="The magazine may have letters left over.",
        ),
        Misconception(
            "keeps-the-order",
            _keeps_the_order,
            says="Letters may be cut out in any order.",
        ),
        Misconception(
            "wants-one-to-spare",
            _wants_one_to_spare,
            says="Exactly as many letters as needed are enough.",
        ),
    ],
)


# --- count-pairs -------------------------------------------------------------------------------


def _pairs_tried(values, target):
    return sum(a + b == target for a, b in combinations(values, 2))


def _one_for_each_position(values, target):
    seen, pairs = {}, 0
    for position, value in enumerate(values):
        if target - value in seen:
            pairs += 1
        seen[value] = position
    return pairs


def _stores_before_asking(values, target):
    count, pairs = {}, 0
    for value in values:
        count[value] = count.get(value, 0) + 1
        pairs += count.get(target - value, 0)
    return pairs


def _counts_both_orders(values, target):
    return 2 * _pairs_tried(values, target)


def _counts_values_not_positions(values, target):
    distinct = set(values)
    return sum(1 for value in distinct if value < target - value and target - value in distinct)


def _halves_with_self_pairs(values, target):
    count = {}
    for value in values:
        count[value] = count.get(value, 0) + 1
    return sum(count.get(target - value, 0) for value in values) // 2


COUNT_PAIRS = Exercise(
    slug="count-pairs",
    title="Count every pair",
    function="count_pairs",
    parameters="values, target",
    cases=[
        Case([830, 275, 725, 170], 1000, gives=2),
        Case([500, 500, 500], 1000, gives=3, why="Positions 0-1, 0-2 and 1-2 are three pairs."),
        Case([], 10, gives=0),
        Case([5], 10, gives=0, why="One item is not a pair with itself."),
        Case([1, 9, 9], 10, gives=2, why="The 1 pairs with each of the two nines."),
        Case([1, 1, 9, 9], 10, gives=4, why="Each of two ones pairs with each of two nines."),
        Case([9, 1, 9, 1], 10, gives=4, why="The order in the list does not matter."),
        Case([0, 0], 0, gives=1, why="Equal values at different positions make a pair."),
        Case([-4, 4, -4], 0, gives=2, why="The 4 pairs with each of the two -4."),
        Case([3, 4], 10, gives=0, why="3 and 4 do not add up to 10."),
    ],
    generated=lambda st: (
        st.lists(st.integers(-3, 3), max_size=8),
        st.integers(-6, 6),
    ),
    oracle=_pairs_tried,
    budget=Budget(
        make=lambda n: Case([5] * n, 10, gives=n * (n - 1) // 2),
        per=20,
        growth="n",
        says="With equal values there are quadratically many pairs: "
        "add up how many there are without visiting each one.",
    ),
    hints=(
        "`two_sum_hash_map` stops at the first pair. When it does not stop, how many pairs end "
        "at the present position?",
        "As many as the complement has occurred before: which number must the dict keep for "
        "each value, instead of a position?",
        "Ask for the complement's count first, then count the present value.",
    ),
    why="Each pair is counted once, at its later position, and the dict holds for every value how "
    "often it occurred before: asking before storing keeps an item from pairing with itself.",
    misconceptions=[
        Misconception(
            "one-for-each-position",
            _one_for_each_position,
            says="A position can end several pairs: one for each earlier copy of its complement.",
        ),
        Misconception(
            "stores-before-asking",
            _stores_before_asking,
            says="A value that is half of the target finds itself: ask before you store.",
        ),
        Misconception(
            "counts-both-orders",
            _counts_both_orders,
            says="Each pair is counted from both of its ends.",
        ),
        Misconception(
            "counts-values-not-positions",
            _counts_values_not_positions,
            says="Equal values at different positions make different pairs.",
        ),
        Misconception(
            "halves-with-self-pairs",
            _halves_with_self_pairs,
            says="Halving is right for pairs seen from both ends, but a value that is half of the "
            "target was also paired with itself, once.",
        ),
    ],
)


# --- pair-in-window ----------------------------------------------------------------------------


class _ScansItsWindow:
    """Keep the whole stream and look at its last `window` values."""

    def __init__(self, target, window):
        self.target, self.window, self.stream = target, window, []

    def push(self, value):
        now = len(self.stream)
        self.stream.append(value)
        for position in range(now - 1, max(-1, now - 1 - self.window), -1):
            if self.stream[position] + value == self.target:
                return position
        return None

    def held(self):
        return len(set(self.stream[-self.window :]))


class _ForgetsTheNewerCopy:
    def __init__(self, target, window):
        self.target, self.window, self.recent, self.seen = target, window, [], {}
        self.now = 0

    def push(self, value):
        found = self.seen.get(self.target - value)
        self.seen[value] = self.now
        self.recent.append(value)
        self.now += 1
        if len(self.recent) > self.window:
            self.seen.pop(self.recent.pop(0), None)
        return found

    def held(self):
        return len(self.seen)


class _NeverForgets:
    def __init__(self, target, window):
        self.target, self.window, self.seen, self.now = target, window, {}, 0

    def push(self, value):
        found = self.seen.get(self.target - value)
        self.seen[value] = self.now
        self.now += 1
        return found

    def held(self):
        return len(self.seen)


class _HidesWhatIsOld(_NeverForgets):
    def push(self, value):
        now = self.now
        found = super().push(value)
        return found if found is not None and now - found <= self.window else None


class _WindowOneTooShort(_ScansItsWindow):
    def __init__(self, target, window):
        super().__init__(target, window - 1)

    def held(self):
        return len(set(self.stream[-self.window - 1 :]))


class _WindowOneTooLong(_ScansItsWindow):
    def __init__(self, target, window):
        super().__init__(target, window + 1)

    def held(self):
        return len(set(self.stream[-self.window + 1 :]))


class _PairsWithItself(_ScansItsWindow):
    def push(self, value):
        found = super().push(value)
        return len(self.stream) - 1 if 2 * value == self.target else found


class _OldestPartner(_ScansItsWindow):
    def push(self, value):
        now = len(self.stream)
        self.stream.append(value)
        for position in range(max(0, now - self.window), now):
            if self.stream[position] + value == self.target:
                return position
        return None


class _CountsReadings(_ScansItsWindow):
    def held(self):
        return len(self.stream[-self.window :])


def _calls(target, window, *values):
    """Return the calls that push the values and ask after each how many are held."""
    pushes = [call for value in values for call in (("push", value), ("held",))]
    return (("PairInWindow", target, window), *pushes)


PAIR_IN_WINDOW = Exercise(
    slug="pair-in-window",
    title="A pair in a sliding window",
    function="PairInWindow",
    parameters="target, window",
    kind="class",
    cases=[
        Case(
            *_calls(10, 2, 4, 1, 6, 9),
            gives=[None, None, 1, None, 2, 0, 2, 1, 2],
        ),
        Case(
            *_calls(10, 1, 4, 6),
            gives=[None, None, 1, 0, 1],
            why="A window of one value holds the value just before.",
        ),
        Case(
            *_calls(10, 1, 4, 1, 6),
            gives=[None, None, 1, None, 1, None, 1],
            why="The 4 has left the window before the 6 arrives.",
        ),
        Case(
            *_calls(10, 2, 4, 4, 1, 6),
            gives=[None, None, 1, None, 1, None, 2, 1, 2],
            why="The first 4 has left the window, the second one is still in it.",
        ),
        Case(
            *_calls(10, 3, 5),
            gives=[None, None, 1],
            why="A value is not its own partner.",
        ),
        Case(*_calls(10, 3, 5, 5), gives=[None, None, 1, 0, 1]),
        Case(
            *_calls(10, 3, 4, 4, 6),
            gives=[None, None, 1, None, 1, 1, 2],
            why="Of several partners the latest one is asked for.",
        ),
        Case(
            *_calls(0, 2, 0, 0),
            gives=[None, None, 1, 0, 1],
            why="Position 0 is an answer, and so is the value 0.",
        ),
    ],
    generated=lambda st: st.tuples(
        st.integers(-4, 4),
        st.integers(1, 3),
        st.lists(st.integers(-2, 2), max_size=7),
    ).map(lambda drawn: _calls(drawn[0], drawn[1], *drawn[2])),
    oracle=_ScansItsWindow,
    budget=Budget(
        make=lambda n: Case(
            ("PairInWindow", -1, n // 2),
            *(("push", value) for value in _scattered(n)),
            gives=[None] * (n + 1),
        ),
        per=30,
        growth="n",
        says="Each push looks through its whole window; let a dict lead from value to position.",
    ),
    hints=(
        "Start from `two_sum_hash_map`: the dict from value to latest position answers `push`. "
        "What does it keep that it must forget?",
        "A queue of the last `window` values says whose turn it is to be forgotten. When may the "
        "dict's entry for that value go, and when must it stay?",
        "Forget a value only if the position that the dict holds for it is the one that leaves "
        "the window.",
    ),
    why="The dict answers in one step and the queue keeps it as small as the window; an entry may "
    "go only when its own position leaves, because a newer copy may have taken its place.",
    misconceptions=[
        Misconception(
            "forgets-the-newer-copy",
            _ForgetsTheNewerCopy,
            says="An old copy leaves the window and takes a newer copy of the same value with it.",
        ),
        Misconception(
            "never-forgets",
            _NeverForgets,
            says="Values that have left the window are still found.",
        ),
        Misconception(
            "hides-what-is-old",
            _HidesWhatIsOld,
            says="The answers are right, but the dict still holds values that have left the "
            "window: on an endless stream it grows for ever.",
        ),
        Misconception(
            "counts-readings",
            _CountsReadings,
            says="`held` asks how many different values are remembered, not how many readings.",
        ),
        Misconception(
            "window-one-too-short",
            _WindowOneTooShort,
            says="The value that arrived `window` pushes ago is still in the window.",
        ),
        Misconception(
            "window-one-too-long",
            _WindowOneTooLong,
            says="A value that arrived more than `window` pushes ago has left the window.",
        ),
        Misconception(
            "pairs-with-itself",
            _PairsWithItself,
            says="A value that is half of the target finds itself: ask before you store.",
        ),
        Misconception(
            "oldest-partner",
            _OldestPartner,
            says="Of several partners in the window the latest one is asked for.",
        ),
    ],
)

EXERCISES = [CONTAINS_DUPLICATE, RANSOM_NOTE, COUNT_PAIRS, PAIR_IN_WINDOW]
