"""Answers to the exercises of Two Sum: wrong ones with their verdicts, right ones written anew."""

from collections import Counter, OrderedDict
from itertools import pairwise

from daybyday.checking import Wrong

# --- contains-duplicate ------------------------------------------------------------------------


def remembers_in_a_list(nums):
    seen = []
    for number in nums:
        if number in seen:
            return True
        seen.append(number)
    return False


def sorts_the_caller_s_list(nums):
    nums.sort()
    return any(a == b for a, b in pairwise(nums))


def looks_behind_the_end(nums):
    ordered = sorted(nums)
    return any(ordered[i] == ordered[i + 1] for i in range(len(ordered)))


def ignores_the_sign(nums):
    return len({abs(number) for number in nums}) < len(nums)


def sorts_a_copy(nums):
    return any(a == b for a, b in pairwise(sorted(nums)))


def compares_sizes(nums):
    return len(set(nums)) < len(nums)


# --- ransom-note -------------------------------------------------------------------------------


def rereads_the_magazine(note, magazine):
    return all(magazine.count(letter) >= note.count(letter) for letter in note)


def leaves_one_of_each(note, magazine):
    left = Counter(magazine)
    for letter in note:
        left[letter] -= 1
    return all(number > 0 for number in left.values())


def fails_on_an_unknown_letter(note, magazine):
    left = dict(Counter(magazine))
    for letter in note:
        left[letter] -= 1
    return min(left.values(), default=0) >= 0


def never_says_no(note, magazine):
    left = Counter(magazine)
    for letter in note:
        if letter in left:
            left[letter] -= 1
    return True


def compares_counters(note, magazine):
    return Counter(note) <= Counter(magazine)


def stops_at_what_is_missing(note, magazine):
    return not (Counter(note) - Counter(magazine))


# --- count-pairs -------------------------------------------------------------------------------


def tries_every_pair(values, target):
    pairs = 0
    for later in range(len(values)):
        for earlier in range(later):
            if values[earlier] + values[later] == target:
                pairs += 1
    return pairs


def returns_a_fraction(values, target):
    count = Counter(values)
    both_ways = sum(count[v] * (count[target - v] - (2 * v == target)) for v in list(count))
    return both_ways / 2


def misses_equal_halves(values, target):
    count = Counter(values)
    return sum(count[v] * count[target - v] for v in list(count) if v < target - v)


def stops_at_the_first(values, target):
    seen = {}
    for value in values:
        if target - value in seen:
            return seen[target - value]
        seen[value] = seen.get(value, 0) + 1
    return 0


def multiplies_counts(values, target):
    count = Counter(values)
    pairs = sum(n * count[target - v] for v, n in list(count.items()) if v < target - v)
    half, odd = divmod(target, 2)
    return pairs if odd else pairs + count[half] * (count[half] - 1) // 2


# --- pair-in-window ----------------------------------------------------------------------------


class StoresBeforeAsking:
    """Lose the earlier copy of a value that is half of the target."""

    def __init__(self, target, window):
        self.target, self.window, self.recent = target, window, []

    def push(self, value):
        self.recent.append(value)
        latest = {v: number for number, v in enumerate(self.recent)}
        return latest.get(self.target - value)

    def held(self):
        return len(set(self.recent[-self.window :]))


class ScansItsWindow:
    """Look through the whole window for each reading."""

    def __init__(self, target, window):
        self.target, self.window, self.number, self.recent = target, window, 0, []

    def push(self, value):
        partner = None
        for number, earlier in self.recent:
            if earlier + value == self.target:
                partner = number
        self.recent = [*self.recent, (self.number, value)][-self.window :]
        self.number += 1
        return partner

    def held(self):
        return len({value for _, value in self.recent})


class NumbersFromOne:
    """Number the readings from 1."""

    def __init__(self, target, window):
        self.target, self.window, self.stream = target, window, []

    def push(self, value):
        self.stream.append(value)
        now = len(self.stream)
        for number in range(now - 1, max(0, now - 1 - self.window), -1):
            if self.stream[number - 1] + value == self.target:
                return number
        return None

    def held(self):
        return len(set(self.stream[-self.window :]))


class OldestFirst:
    """Keep the latest number of each value in order of arrival; drop old ones from the front."""

    def __init__(self, target, window):
        self.target, self.window = target, window
        self.latest, self.number = OrderedDict(), 0

    def push(self, value):
        partner = self.latest.get(self.target - value)
        self.latest[value] = self.number
        self.latest.move_to_end(value)
        self.number += 1
        while next(iter(self.latest.values())) < self.number - self.window:
            self.latest.popitem(last=False)
        return partner

    def held(self):
        return len(self.latest)


WRONG = {
    "contains-duplicate": [
        Wrong("remembers-in-a-list", remembers_in_a_list, "too many steps", "seen before?"),
        Wrong("sorts-the-caller's-list", sorts_the_caller_s_list, "changed its input", "nums"),
        Wrong("looks-behind-the-end", looks_behind_the_end, "crashed", "IndexError"),
        Wrong("ignores-the-sign", ignores_the_sign, "wrong", "different numbers"),
    ],
    "ransom-note": [
        Wrong("rereads-the-magazine", rereads_the_magazine, "too many steps", "count its letters"),
        Wrong("leaves-one-of-each", leaves_one_of_each, "wrong", "Exactly as many"),
        Wrong("fails-on-an-unknown-letter", fails_on_an_unknown_letter, "crashed", "KeyError"),
        Wrong("never-says-no", never_says_no, "wrong", "gives no letter"),
    ],
    "count-pairs": [
        Wrong("tries-every-pair", tries_every_pair, "too many steps", "without visiting"),
        Wrong("returns-a-fraction", returns_a_fraction, "wrong", "expected an int"),
        Wrong("misses-equal-halves", misses_equal_halves, "wrong", "different positions"),
        Wrong("stops-at-the-first", stops_at_the_first, "wrong", "each of the two nines"),
    ],
    "pair-in-window": [
        Wrong("stores-before-asking", StoresBeforeAsking, "wrong", "from the last call: 0"),
        Wrong("scans-its-window", ScansItsWindow, "too many steps", "from value to position"),
        Wrong("numbers-from-one", NumbersFromOne, "wrong", "Position 0 is an answer"),
    ],
}

RIGHT = {
    "contains-duplicate": [sorts_a_copy, compares_sizes],
    "ransom-note": [compares_counters, stops_at_what_is_missing],
    "count-pairs": [multiplies_counts],
    "pair-in-window": [OldestFirst],
}
