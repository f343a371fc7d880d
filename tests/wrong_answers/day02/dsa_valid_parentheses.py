"""Answers to the exercises of Valid Parentheses, wrong with their verdicts or right anew."""

from daybyday.checking import Wrong

CLOSER = {"(": ")", "[": "]", "{": "}"}


# --- min-stack ---------------------------------------------------------------------------------


class SearchesItsStack:
    """Look through the stack whenever the minimum is asked for."""

    def __init__(self):
        self.values = []

    def push(self, val):
        self.values.append(val)

    def pop(self):
        self.values.pop()

    def top(self):
        return self.values[-1]

    def get_min(self):
        return min(self.values)


class StartsAtZero(SearchesItsStack):
    """Take zero for the smallest number of an empty stack."""

    def __init__(self):
        super().__init__()
        self.minima = [0]

    def push(self, val):
        super().push(val)
        self.minima.append(min(val, self.minima[-1]))

    def pop(self):
        super().pop()
        self.minima.pop()

    def get_min(self):
        return self.minima[-1]


class StartsAtALimit(SearchesItsStack):
    """Take a large number for the smallest one of an empty stack."""

    def __init__(self):
        super().__init__()
        self.minima = [10**9]

    def push(self, val):
        super().push(val)
        self.minima.append(min(val, self.minima[-1]))

    def pop(self):
        super().pop()
        self.minima.pop()

    def get_min(self):
        return self.minima[-1]


class AsksAnEmptyStack(SearchesItsStack):
    """Compare with the last minimum before there is one."""

    def __init__(self):
        super().__init__()
        self.minima = []

    def push(self, val):
        self.minima.append(min(val, self.minima[-1]))
        super().push(val)


class KeepsPairs:
    """One stack of pairs: a number and the smallest one up to it."""

    def __init__(self):
        self.pairs = []

    def push(self, val):
        if self.pairs and self.pairs[-1][1] < val:
            self.pairs.append((val, self.pairs[-1][1]))
        else:
            self.pairs.append((val, val))

    def pop(self):
        del self.pairs[-1]

    def top(self):
        return self.pairs[-1][0]

    def get_min(self):
        return self.pairs[-1][1]


class KeepsChangesOnly:
    """A second stack that grows only where the minimum changes or is met again."""

    def __init__(self):
        self.values, self.minima = [], []

    def push(self, val):
        self.values.append(val)
        if not self.minima or val <= self.minima[-1]:
            self.minima.append(val)

    def pop(self):
        if self.values.pop() == self.minima[-1]:
            self.minima.pop()

    def top(self):
        return self.values[-1]

    def get_min(self):
        return self.minima[-1]


# --- implement-queue-using-stacks --------------------------------------------------------------


class OrdersAtEachPush:
    """Keep the oldest on top by turning everything over at each push."""

    def __init__(self):
        self.leaving = []

    def push(self, x):
        aside = []
        while self.leaving:
            aside.append(self.leaving.pop())
        self.leaving.append(x)
        while aside:
            self.leaving.append(aside.pop())

    def pop(self):
        return self.leaving.pop()

    def peek(self):
        return self.leaving[-1]

    def empty(self):
        return not self.leaving


class NeverTurnsOver:
    """Leave from a stack that nothing is moved to."""

    def __init__(self):
        self.arrived, self.leaving = [], []

    def push(self, x):
        self.arrived.append(x)

    def pop(self):
        return self.leaving.pop()

    def peek(self):
        return self.leaving[-1]

    def empty(self):
        return not self.arrived and not self.leaving


class MovesOneOnly(NeverTurnsOver):
    """Move a single number instead of all."""

    def pop(self):
        self.peek()
        return self.leaving.pop()

    def peek(self):
        if not self.leaving:
            self.leaving.append(self.arrived.pop())
        return self.leaving[-1]


class TurnsOverASlice(NeverTurnsOver):
    """Turn over all at once."""

    def pop(self):
        self.peek()
        return self.leaving.pop()

    def peek(self):
        if len(self.leaving) == 0:
            self.leaving, self.arrived = self.arrived[::-1], []
        return self.leaving[-1]


# --- first-fault -------------------------------------------------------------------------------


def reads_each_beginning(text):
    for end in range(1, len(text) + 1):
        stack = []
        for character in text[:end]:
            if character in CLOSER:
                stack.append(CLOSER[character])
            elif character in ")]}" and (not stack or stack.pop() != character):
                return end - 1
    return keeps_two_stacks(text)


def pops_an_empty_stack(text):
    stack = []
    for position, character in enumerate(text):
        if character in CLOSER:
            stack.append(position)
        elif character in ")]}" and CLOSER[text[stack.pop()]] != character:
            return position
    return stack[-1] if stack else None


def numbers_from_one(text):
    fault = keeps_two_stacks(text)
    return None if fault is None else fault + 1


def keeps_two_stacks(text):
    due, places = [], []
    for position, character in enumerate(text):
        if character in CLOSER:
            due.append(CLOSER[character])
            places.append(position)
        elif character in CLOSER.values():
            if due[-1:] != [character]:
                return position
            due.pop()
            places.pop()
    return places[-1] if places else None


# --- valid-parenthesis-string ------------------------------------------------------------------


def branches_at_each_star(s):
    def readable(position, depth):
        if depth < 0:
            return False
        if position == len(s):
            return depth == 0
        if s[position] == "(":
            return readable(position + 1, depth + 1)
        if s[position] == ")":
            return readable(position + 1, depth - 1)
        return any(readable(position + 1, depth + change) for change in (-1, 1, 0))

    return readable(0, 0)


def follows_every_number(s):
    possible = {0}
    for character in s:
        following = set()
        for depth in possible:
            if character != ")":
                following.add(depth + 1)
            if character != "(" and depth > 0:
                following.add(depth - 1)
            if character == "*":
                following.add(depth)
        possible = following
    return 0 in possible


def accepts_any_number_left(s):
    fewest = most = 0
    for character in s:
        fewest = max(0, fewest + (1 if character == "(" else -1))
        most += -1 if character == ")" else 1
        if most < 0:
            return False
    return most >= 0


def star_only_opens(s):
    depth = 0
    for character in s:
        depth += -1 if character == ")" else 1
        if depth < 0:
            return False
    return depth == 0


def reads_from_both_ends(s):
    def never_short(characters, opener):
        spare = 0
        for character in characters:
            spare += 1 if character in (opener, "*") else -1
            if spare < 0:
                return False
        return True

    return never_short(s, "(") and never_short(reversed(s), ")")


def stacks_of_positions(s):
    opened, stars = [], []
    for position, character in enumerate(s):
        if character == "(":
            opened.append(position)
        elif character == "*":
            stars.append(position)
        elif opened:
            opened.pop()
        elif stars:
            stars.pop()
        else:
            return False
    while opened and stars and opened[-1] < stars[-1]:
        opened.pop()
        stars.pop()
    return not opened


WRONG = {
    "min-stack": [
        Wrong("searches-its-stack", SearchesItsStack, "too many steps", "looked through"),
        Wrong("starts-at-zero", StartsAtZero, "wrong", "get_min"),
        Wrong("starts-at-a-limit", StartsAtALimit, "wrong", "No number is a limit"),
        Wrong("asks-an-empty-stack", AsksAnEmptyStack, "crashed", "IndexError"),
    ],
    "implement-queue-using-stacks": [
        Wrong("orders-at-each-push", OrdersAtEachPush, "too many steps", "again and again"),
        Wrong("never-turns-over", NeverTurnsOver, "crashed", "IndexError"),
        Wrong("moves-one-only", MovesOneOnly, "wrong", "This is a stack"),
    ],
    "first-fault": [
        Wrong("reads-each-beginning", reads_each_beginning, "too many steps", "again and again"),
        Wrong("pops-an-empty-stack", pops_an_empty_stack, "crashed", "IndexError"),
        Wrong("numbers-from-one", numbers_from_one, "wrong", "Position 0"),
    ],
    "valid-parenthesis-string": [
        Wrong("branches-at-each-star", branches_at_each_star, "too many steps", "open brackets"),
        Wrong("follows-every-number", follows_every_number, "too many steps", "by itself"),
        Wrong("accepts-any-number-left", accepts_any_number_left, "wrong", "left open"),
        Wrong("star-only-opens", star_only_opens, "wrong", "star"),
    ],
}

RIGHT = {
    "min-stack": [KeepsPairs, KeepsChangesOnly],
    "implement-queue-using-stacks": [TurnsOverASlice],
    "first-fault": [keeps_two_stacks],
    "valid-parenthesis-string": [reads_from_both_ends, stacks_of_positions],
}

EQUIVALENT = {
    "min-stack": {
        "line 13: `-1:` -> `-1 - 1:`": "minima never rise, so the last of two is the smaller one",
        "line 13: `1` -> `2`": "minima never rise, so the last of two is the smaller one",
    },
}
