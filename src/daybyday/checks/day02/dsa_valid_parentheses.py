"""Exercises of the lesson Valid Parentheses."""

from collections import deque
from itertools import product

from daybyday.checking import Budget, Case, Exercise, Misconception

_CLOSER = {"(": ")", "[": "]", "{": "}"}


# --- min-stack ---------------------------------------------------------------------------------


class _LooksThrough:
    """Keep one list and search it for the smallest number."""

    def __init__(self):
        self.values = []

    def push(self, val):
        self.values.append(val)

    def pop(self):
        self.values.pop()

    def top(self):
        return self.values[-1]

    def get_min(self):
        return sorted(self.values)[0]


class _KeepsOneMinimum(_LooksThrough):
    smallest = None

    def push(self, val):
        super().push(val)
        if self.smallest is None or val < self.smallest:
            self.smallest = val

    def get_min(self):
        return self.smallest


class _DropsEqualMinima(_LooksThrough):
    def __init__(self):
        super().__init__()
        self.minima = []

    def push(self, val):
        super().push(val)
        if not self.minima or val < self.minima[-1]:
            self.minima.append(val)

    def pop(self):
        if self.values.pop() == self.minima[-1]:
            self.minima.pop()

    def get_min(self):
        return self.minima[-1] if self.minima else None


class _KeepsItSorted(_LooksThrough):
    def push(self, val):
        self.values = sorted([*self.values, val], reverse=True)

    def get_min(self):
        return self.values[-1]


class _TopTakesAway(_LooksThrough):
    def top(self):
        return self.values.pop()


class _PopReturns(_LooksThrough):
    def pop(self):
        return self.values.pop()


class _LargestInstead(_LooksThrough):
    def get_min(self):
        return max(self.values)


def _stack_calls(actions):
    """Return calls on a MinStack: push a number, or pop for None; ask after each action."""
    calls, height = [("MinStack",)], 0
    for action in actions:
        if action is None and height == 0:
            continue
        height += -1 if action is None else 1
        calls.append(("pop",) if action is None else ("push", action))
        if height:
            calls += [("get_min",), ("top",)]
    return tuple(calls)


def _falling(n):
    """Return a Case that pushes n falling numbers, asks after each, and takes all away."""
    pushes = [call for value in range(n, 0, -1) for call in (("push", value), ("get_min",))]
    answers = [answer for value in range(n, 0, -1) for answer in (None, value)]
    pops = [call for _ in range(n - 1) for call in (("pop",), ("get_min",))]
    return Case(
        ("MinStack",),
        *pushes,
        *pops,
        gives=[None, *answers, *(a for value in range(2, n + 1) for a in (None, value))],
    )


MIN_STACK = Exercise(
    slug="min-stack",
    title="Min Stack",
    function="MinStack",
    parameters="",
    kind="class",
    cases=[
        Case(
            *_stack_calls([5, 2, 7, None, None]),
            gives=[None, None, 5, 5, None, 2, 2, None, 2, 7, None, 2, 2, None, 5, 5],
        ),
        Case(
            ("MinStack",),
            ("push", 4),
            ("push", 6),
            ("push", 8),
            ("top",),
            ("top",),
            ("get_min",),
            gives=[None, None, None, None, 8, 8, 4],
            why="A look at the top leaves it there.",
        ),
        Case(
            *_stack_calls([1, 1, None]),
            gives=[None, None, 1, 1, None, 1, 1, None, 1, 1],
            why="One of two equal minima is gone, the other is still there.",
        ),
        Case(
            *_stack_calls([1, 3, None]),
            gives=[None, None, 1, 1, None, 1, 3, None, 1, 1],
            why="Taking away a number that is not the smallest leaves the smallest.",
        ),
        Case(
            *_stack_calls([-2, 0, -3, None]),
            gives=[None, None, -2, -2, None, -2, 0, None, -3, -3, None, -2, 0],
            why="Negative numbers and zero count like any other.",
        ),
        Case(
            ("MinStack",),
            ("push", 10**20),
            ("get_min",),
            gives=[None, None, 10**20],
            why="No number is a limit: the first one pushed is the smallest, however large.",
        ),
        Case(
            *_stack_calls([2, None, 6]),
            gives=[None, None, 2, 2, None, None, 6, 6],
            why="A stack that was emptied starts anew.",
        ),
        Case(
            ("MinStack",),
            ("push", 3),
            ("push", 8),
            ("pop",),
            ("top",),
            gives=[None, None, None, None, 3],
            why="`pop` takes away the number pushed last.",
        ),
    ],
    generated=lambda st: st.lists(st.none() | st.integers(-3, 3), max_size=8).map(_stack_calls),
    oracle=_LooksThrough,
    budget=Budget(
        make=_falling,
        per=40,
        growth="n",
        says="The stack is looked through for its minimum; remember beside each number what the "
        "smallest one was when it was pushed.",
    ),
    hints=(
        "While a number lies on the stack, can anything below it change?",
        "So the smallest number up to there is known when the number is pushed: where can it be "
        "kept until the number is taken away?",
        "Keep a second stack of the same height: on it lies, for each number, the smallest one "
        "from the bottom up to it.",
    ),
    why="What lies below a number cannot change while it is there, so the minimum up to it is "
    "fixed at the push and forgotten at the pop: a second stack of minima keeps it.",
    misconceptions=[
        Misconception(
            "keeps-one-minimum",
            _KeepsOneMinimum,
            says="The minimum was taken away, and one variable does not know which was the "
            "smallest before it.",
        ),
        Misconception(
            "drops-equal-minima",
            _DropsEqualMinima,
            says="A number equal to the minimum was pushed and not remembered, so taking away "
            "one of the two loses both.",
        ),
        Misconception(
            "keeps-it-sorted",
            _KeepsItSorted,
            says="Sorting finds the minimum, but the stack forgets the order of arrival that `top` "
            "and `pop` need.",
        ),
        Misconception(
            "top-takes-away",
            _TopTakesAway,
            says="`top` only looks: the number must stay.",
        ),
        Misconception(
            "pop-returns",
            _PopReturns,
            says="`pop` takes the number away and returns nothing; `top` is there to look at it.",
        ),
        Misconception(
            "largest-instead",
            _LargestInstead,
            says="The smallest number is asked for, not the largest.",
        ),
    ],
)


# --- implement-queue-using-stacks --------------------------------------------------------------


class _Deque:
    """A queue as the standard library has it."""

    def __init__(self):
        self.items = deque()

    def push(self, x):
        self.items.append(x)

    def pop(self):
        return self.items.popleft()

    def peek(self):
        return self.items[0]

    def empty(self):
        return len(self.items) == 0


class _LastComesFirst(_Deque):
    def pop(self):
        return self.items.pop()

    def peek(self):
        return self.items[-1]


class _TurnsOverTooEarly:
    def __init__(self):
        self.arrived, self.leaving = [], []

    def push(self, x):
        self.arrived.append(x)

    def pop(self):
        while self.arrived:
            self.leaving.append(self.arrived.pop())
        return self.leaving.pop()

    def peek(self):
        while self.arrived:
            self.leaving.append(self.arrived.pop())
        return self.leaving[-1]

    def empty(self):
        return not self.arrived and not self.leaving


class _PeekTakesAway(_Deque):
    def peek(self):
        return self.items.popleft()


class _LooksAtOneStack(_TurnsOverTooEarly):
    def pop(self):
        if not self.leaving:
            return super().pop()
        return self.leaving.pop()

    def peek(self):
        if not self.leaving:
            return super().peek()
        return self.leaving[-1]

    def empty(self):
        return not self.arrived


class _ForgetsToLookAtWhatArrived(_LooksAtOneStack):
    def empty(self):
        return not self.leaving


class _EmptySaysHowMany(_Deque):
    def empty(self):
        return len(self.items)


class _TurnsBackEachTime(_TurnsOverTooEarly):
    def _back(self):
        while self.leaving:
            self.arrived.append(self.leaving.pop())

    def pop(self):
        front = super().pop()
        self._back()
        return front

    def peek(self):
        front = super().peek()
        self._back()
        return front


def _queue_calls(actions):
    """Return calls on a queue: push a number, or "pop" or "peek" where there is one."""
    calls, size = [("ImplementQueueUsingStacks",)], 0
    for action in actions:
        if isinstance(action, int):
            calls.append(("push", action))
            size += 1
        elif size:
            calls.append((action,))
            size -= action == "pop"
        calls.append(("empty",))
    return tuple(calls)


def _waiting_line(n):
    """Return a Case in which n numbers wait while n more come and go."""
    pushes = [("push", value) for value in range(n)]
    through = [call for value in range(n) for call in (("pop",), ("push", value))]
    answers = [answer for value in range(n) for answer in (value, None)]
    return Case(("ImplementQueueUsingStacks",), *pushes, *through, gives=[None] * (n + 1) + answers)


QUEUE = Exercise(
    slug="implement-queue-using-stacks",
    title="Implement Queue using Stacks",
    function="ImplementQueueUsingStacks",
    parameters="",
    kind="class",
    cases=[
        Case(
            *(("ImplementQueueUsingStacks",), ("push", 1), ("push", 2), ("peek",), ("pop",)),
            *(("push", 3), ("pop",), ("empty",)),
            gives=[None, None, None, 1, 1, None, 2, False],
        ),
        Case(
            ("ImplementQueueUsingStacks",),
            ("empty",),
            gives=[None, True],
            why="A new queue is empty.",
        ),
        Case(
            *(("ImplementQueueUsingStacks",), ("push", 7), ("empty",), ("pop",), ("empty",)),
            gives=[None, None, False, 7, True],
            why="A queue whose only number has gone is empty.",
        ),
        Case(
            *(("ImplementQueueUsingStacks",), ("push", 7), ("push", 8), ("peek",), ("peek",)),
            gives=[None, None, None, 7, 7],
            why="A look at the front leaves it there.",
        ),
        Case(
            *(("ImplementQueueUsingStacks",), ("push", 1), ("push", 2), ("pop",), ("push", 3)),
            *(("pop",), ("pop",), ("empty",)),
            gives=[None, None, None, 1, None, 2, 3, True],
            why="The 2 came before the 3, although the 3 was pushed after a pop.",
        ),
        Case(
            *(("ImplementQueueUsingStacks",), ("push", 0), ("push", 0), ("pop",), ("empty",)),
            gives=[None, None, None, 0, False],
            why="Zero is a number like any other, and equal numbers both count.",
        ),
    ],
    generated=lambda st: st.lists(
        st.integers(0, 9) | st.sampled_from(["pop", "peek"]), max_size=9
    ).map(_queue_calls),
    oracle=_Deque,
    budget=Budget(
        make=_waiting_line,
        per=24,
        growth="n",
        says="Everything that waits is moved again and again; move it once, and only when the "
        "stack that numbers leave from is empty.",
    ),
    hints=(
        "Push 1, 2, 3 on a stack, then move them one by one to another stack: which one lies on "
        "top there?",
        "Let numbers arrive on one stack and leave from the other: when must they be moved, and "
        "what goes wrong if they are moved sooner?",
        "Move everything, and only when the stack to leave from is empty: then its numbers are "
        "all older than those on the other stack.",
    ),
    why="Moving a stack to another one reverses it; moved only when the second stack is empty, "
    "each number is pushed twice and popped twice, so n calls take O(n) steps.",
    misconceptions=[
        Misconception(
            "last-comes-first",
            _LastComesFirst,
            says="This is a stack: the number that came last goes first.",
        ),
        Misconception(
            "turns-over-too-early",
            _TurnsOverTooEarly,
            says="New numbers were laid on top of older ones: move only when the stack to leave "
            "from is empty.",
        ),
        Misconception(
            "peek-takes-away",
            _PeekTakesAway,
            says="`peek` only looks: the number must stay in the queue.",
        ),
        Misconception(
            "looks-at-one-stack",
            _LooksAtOneStack,
            says="Numbers may be waiting on the stack that they leave from.",
        ),
        Misconception(
            "forgets-what-arrived",
            _ForgetsToLookAtWhatArrived,
            says="Numbers that arrived and were not moved yet are in the queue, too.",
        ),
        Misconception(
            "empty-says-how-many",
            _EmptySaysHowMany,
            says="`empty` answers a yes-or-no question: return True or False.",
        ),
        Misconception(
            "turns-back-each-time",
            _TurnsBackEachTime,
            says="Everything that waits is moved again and again; move it once, and only when the "
            "stack that numbers leave from is empty.",
            verdict="too many steps",
        ),
    ],
)


# --- first-fault -------------------------------------------------------------------------------


def _left_after_deleting(text):
    """Return the positions of the brackets that deleting neighbouring pairs leaves."""
    places = [place for place, character in enumerate(text) if character in "()[]{}"]
    index = 0
    while index + 1 < len(places):
        if text[places[index]] + text[places[index + 1]] in ("()", "[]", "{}"):
            del places[index : index + 2]
            index = 0
        else:
            index += 1
    return places


def _tries_each_beginning(text):
    """Return the end of the first beginning that no ending can complete."""
    for end in range(len(text)):
        if any(text[place] in ")]}" for place in _left_after_deleting(text[: end + 1])):
            return end
    left = _left_after_deleting(text)
    return left[-1] if left else None


def _walk(text):
    """Return the first closing bracket at fault, and the positions left open before it."""
    stack = []
    for position, character in enumerate(text):
        if character in _CLOSER:
            stack.append(position)
        elif character in ")]}" and (not stack or _CLOSER[text[stack.pop()]] != character):
            return position, stack
    return None, stack


def _opened_first(text):
    fault, stack = _walk(text)
    return fault if fault is not None or not stack else stack[0]


def _end_of_text(text):
    fault, stack = _walk(text)
    return fault if fault is not None or not stack else len(text)


def _ignores_left_open(text):
    return _walk(text)[0]


def _searches_the_text(text):
    fault, stack = _walk(text)
    return fault if fault is not None or not stack else text.rindex(text[stack[-1]])


def _takes_letters_for_closers(text):
    stack = []
    for position, character in enumerate(text):
        if character in _CLOSER:
            stack.append(position)
        elif not stack or _CLOSER[text[stack.pop()]] != character:
            return position
    return stack[-1] if stack else None


def _zero_is_nothing(text):
    fault, stack = _walk(text)
    if fault is not None:
        return fault or None
    return stack[-1] or None if stack else None


def _points_to_the_opening(text):
    stack = []
    for position, character in enumerate(text):
        if character in _CLOSER:
            stack.append(position)
        elif character in ")]}":
            if not stack:
                return position
            opened = stack.pop()
            if _CLOSER[text[opened]] != character:
                return opened
    return stack[-1] if stack else None


def _counts_each_kind(text):
    opened = {closer: [] for closer in _CLOSER.values()}
    for position, character in enumerate(text):
        if character in _CLOSER:
            opened[_CLOSER[character]].append(position)
        elif character in opened:
            if not opened[character]:
                return position
            opened[character].pop()
    return max((position for places in opened.values() for position in places), default=None)


def _minus_one_for_none(text):
    fault = _tries_each_beginning(text)
    return -1 if fault is None else fault


def _says_whether(text):
    return _tries_each_beginning(text) is None


def _counts_brackets_only(text):
    brackets = "".join(character for character in text if character in "()[]{}")
    return _tries_each_beginning(brackets)


FIRST_FAULT = Exercise(
    slug="first-fault",
    title="The first fault",
    function="first_fault",
    parameters="text",
    cases=[
        Case("f(x[0)]", gives=5),
        Case("f(x[0]", gives=1),
        Case("", gives=None, why="An empty text has no fault."),
        Case("{[]()}", gives=None, why="All these brackets fit."),
        Case("x+1", gives=None, why="A text without brackets has no fault."),
        Case(")", gives=0, why="Position 0 is a position: nothing is open, yet a bracket closes."),
        Case("(", gives=0, why="Position 0 is a position: this bracket is never closed."),
        Case("([)]", gives=2, why="At position 2 a ] is due."),
        Case("((", gives=1, why="Of the brackets left open, the one opened last is asked for."),
        Case("(()", gives=0, why="The second ( is closed; the first one is left open."),
        Case("[(])(", gives=2, why="The first closing bracket at fault is asked for."),
        Case("())", gives=2, why="The last bracket closes nothing."),
        Case("()}{", gives=2, why="Nothing is open where the } stands."),
        Case("a(b]c", gives=3, why="Positions count all characters of the text."),
    ],
    generated=lambda st: (st.text(alphabet="()[]a", max_size=8),),
    oracle=_tries_each_beginning,
    budget=Budget(
        make=lambda n: Case("(" * (n // 2) + ")" * (n // 2), gives=None),
        per=20,
        growth="n",
        says="The text is read again and again; let the stack hold all that is needed later.",
    ),
    hints=(
        "`is_valid_stack` returns False in two places. Which position belongs to each?",
        "A closing bracket at fault is where the loop stands. But where is a bracket that is "
        "never closed? The stack must know.",
        "Push the position together with the bracket that is due, and let characters that are "
        "no brackets pass.",
    ),
    why="The loop stands at a closing bracket that does not fit; a bracket that is never closed "
    "lies on the stack, so its position must be kept there beside it.",
    misconceptions=[
        Misconception(
            "opened-first",
            _opened_first,
            says="Of several brackets left open, the one opened last is asked for: the top of the "
            "stack.",
        ),
        Misconception(
            "end-of-text",
            _end_of_text,
            says="The end of the text is no bracket: underline the one that is left open.",
        ),
        Misconception(
            "ignores-left-open",
            _ignores_left_open,
            says="A bracket that is never closed is a fault, too.",
        ),
        Misconception(
            "searches-the-text",
            _searches_the_text,
            says="The same bracket may stand in several places: keep its position on the stack "
            "instead of searching for it.",
        ),
        Misconception(
            "takes-letters-for-closers",
            _takes_letters_for_closers,
            says="What is neither an opening nor a closing bracket is passed over.",
        ),
        Misconception(
            "zero-is-nothing",
            _zero_is_nothing,
            says="Position 0 is an answer, but counts as false: compare with None.",
        ),
        Misconception(
            "points-to-the-opening",
            _points_to_the_opening,
            says="Where kinds do not fit, the closing bracket is asked for, not the one it meets.",
        ),
        Misconception(
            "counts-each-kind",
            _counts_each_kind,
            says="Pairs of different kinds must not cross, and a stack for each kind cannot see "
            "that.",
        ),
        Misconception(
            "says-whether",
            _says_whether,
            says="The question is where, not whether: return a position, or None.",
        ),
        Misconception(
            "minus-one-for-none",
            _minus_one_for_none,
            says="Where the brackets fit, None is asked for; -1 is a position in Python, the last.",
        ),
        Misconception(
            "counts-brackets-only",
            _counts_brackets_only,
            says="Positions count all characters of the text, not only brackets.",
        ),
    ],
)


# --- valid-parenthesis-string ------------------------------------------------------------------


def _is_balanced(s):
    depth = 0
    for character in s:
        depth += 1 if character == "(" else -1
        if depth < 0:
            return False
    return depth == 0


def _tries_every_reading(s):
    choices = [("(", ")", "") if character == "*" else (character,) for character in s]
    return any(_is_balanced("".join(reading)) for reading in product(*choices))


def _stars_are_nothing(s):
    return _is_balanced(s.replace("*", ""))


def _ignores_the_order(s):
    return abs(s.count("(") - s.count(")")) <= s.count("*")


def _lets_the_fewest_fall(s):
    fewest = most = 0
    for character in s:
        fewest += 1 if character == "(" else -1
        most += -1 if character == ")" else 1
        if most < 0:
            return False
    return fewest <= 0


def _judges_at_the_end(s):
    fewest = most = 0
    for character in s:
        fewest = max(fewest + (1 if character == "(" else -1), 0)
        most += -1 if character == ")" else 1
    return fewest == 0 and most >= 0


def _star_closes_at_once(s):
    depth = 0
    for character in s:
        if character == "(":
            depth += 1
        elif character == ")" or depth > 0:
            depth -= 1
        if depth < 0:
            return False
    return depth == 0


def _only_from_the_left(s):
    most = 0
    for character in s:
        most += -1 if character == ")" else 1
        if most < 0:
            return False
    return True


def _star_is_never_nothing(s):
    choices = ["()" if character == "*" else character for character in s]
    return any(_is_balanced(reading) for reading in product(*choices))


VALID_PARENTHESIS_STRING = Exercise(
    slug="valid-parenthesis-string",
    title="Valid Parenthesis String",
    function="valid_parenthesis_string",
    parameters="s",
    cases=[
        Case("(*))", gives=True),
        Case("*(", gives=False),
        Case("", gives=True, why="The empty string is valid."),
        Case("*", gives=True, why="A star may be nothing."),
        Case("()", gives=True),
        Case("(*)", gives=True, why="The star may be nothing."),
        Case("(*", gives=True, why="The star may close the bracket before it."),
        Case("*)", gives=True, why="The star may open before the closing bracket."),
        Case(")", gives=False, why="Nothing is open, and there is no star."),
        Case(")(", gives=False, why="The first bracket closes nothing."),
        Case(")*", gives=False, why="A star cannot open for a bracket that came before it."),
        Case("(*)(", gives=False, why="Nothing after the last bracket can close it."),
        Case("((*", gives=False, why="One star closes one bracket, not two."),
        Case("(((**", gives=False, why="Two stars close two brackets, not three."),
        Case("*())", gives=True, why="The star may open for the last bracket."),
        Case("**((", gives=False, why="Stars before a bracket cannot close it."),
    ],
    generated=lambda st: (st.text(alphabet="(*)", max_size=7),),
    oracle=_tries_every_reading,
    budget=Budget(
        make=lambda n: Case("(" * (n // 4) + "*" * (n // 2) + ")" * (n // 4), gives=True),
        per=30,
        growth="n",
        says="Every possible number of open brackets is followed by itself; the smallest and the "
        "largest are enough.",
    ),
    hints=(
        "With one kind of bracket, what is all that a reading of the stars must remember: a stack, "
        "or a number?",
        "Follow all readings at once: which numbers of open brackets are possible after each "
        "character? Do they have gaps?",
        "Keep the fewest and the most. A reading with fewer than zero is dead; what does that "
        "mean for the fewest, and what if the most falls below zero?",
    ),
    why="The possible numbers of open brackets form an interval without gaps, so its two ends "
    "stand for all readings: the lower is cut off at zero, and the string is lost when the upper "
    "falls below.",
    misconceptions=[
        Misconception(
            "stars-are-nothing",
            _stars_are_nothing,
            says="A star may also be a bracket.",
        ),
        Misconception(
            "ignores-the-order",
            _ignores_the_order,
            says="It is not enough that the stars make up the difference: they must stand in the "
            "right places.",
        ),
        Misconception(
            "lets-the-fewest-fall",
            _lets_the_fewest_fall,
            says="A reading that falls below zero is dead and cannot come back: cut the fewest "
            "off at zero.",
        ),
        Misconception(
            "judges-at-the-end",
            _judges_at_the_end,
            says="When even the most falls below zero, no reading is left, whatever follows.",
        ),
        Misconception(
            "star-closes-at-once",
            _star_closes_at_once,
            says="A star that closes as early as it can may be missed as an opening bracket later.",
        ),
        Misconception(
            "only-from-the-left",
            _only_from_the_left,
            says="Brackets left open at the end are a fault, too.",
        ),
        Misconception(
            "star-is-never-nothing",
            _star_is_never_nothing,
            says="A star may also be nothing at all.",
        ),
    ],
)

EXERCISES = [MIN_STACK, QUEUE, FIRST_FAULT, VALID_PARENTHESIS_STRING]
