"""Wrong and right answers to the exercises of Streaming speech pipeline."""

from collections import deque

from daybyday.checking import Wrong

# --- ring-buffer -------------------------------------------------------------------------------


class EmptyIsABlock:
    """Answer an empty ring with a block of None."""

    def __init__(self, size):
        self.waiting, self.size, self.missing = [], size, 0

    def put(self, block):
        if len(self.waiting) == self.size:
            self.waiting.pop(0)
            self.missing += 1
        self.waiting.append(block)

    def get(self):
        missing, self.missing = self.missing, 0
        return missing, self.waiting.pop(0) if self.waiting else None


class CrashesWhenEmpty(EmptyIsABlock):
    """Take a block where none is."""

    def get(self):
        return self.missing, self.waiting.pop(0)


class FalseIsNothing(EmptyIsABlock):
    """Take a block that counts as false for none."""

    def get(self):
        if not self.waiting:
            return None
        missing, self.missing = self.missing, 0
        block = self.waiting.pop(0)
        return (missing, block) if block else None


class Numbered:
    """Keep numbered blocks in a queue of limited length."""

    def __init__(self, size):
        self.waiting, self.number, self.expected = deque(maxlen=size), 0, 0

    def put(self, block):
        self.waiting.append((self.number, block))
        self.number += 1

    def get(self):
        if not self.waiting:
            return None
        number, block = self.waiting.popleft()
        missing, self.expected = number - self.expected, number + 1
        return missing, block


# --- allowances --------------------------------------------------------------------------------


def eats_the_reserves(budget, reserves, spent):
    """Take the reserves out of their list."""
    allowed = []
    while reserves:
        reserve = reserves.pop(0)
        allowance = budget - sum(reserves)
        if allowance < reserve:
            return [*allowed, 0]
        allowed.append(allowance)
        if len(allowed) > len(spent):
            break
        budget -= spent[len(allowed) - 1]
    return allowed


def all_stages(budget, reserves, spent):
    """Return an entry for stages that the block has not reached."""
    left, allowed = budget - sum(reserves), []
    for at, reserve in enumerate(reserves):
        allowed.append(left + reserve)
        left += reserve - (spent[at] if at < len(spent) else 0)
    return allowed


def reads_beyond(budget, reserves, spent):
    """Ask for the time of a stage that has not ended."""
    left, allowed = budget - sum(reserves), []
    for at, reserve in enumerate(reserves):
        left += reserve
        if left < reserve:
            return [*allowed, 0]
        allowed.append(left)
        left -= spent[at]
    return allowed


def slack_first(budget, reserves, spent):
    """Carry the slack, what is free beyond all reserves, from stage to stage."""
    slack, allowed = budget - sum(reserves), []
    for at in range(len(reserves)):
        if slack < 0:
            allowed.append(0)
            break
        allowed.append(slack + reserves[at])
        if at >= len(spent):
            break
        slack += reserves[at] - spent[at]
    return allowed


# --- account -----------------------------------------------------------------------------------


def counts_shares(blocks, budget):
    """Return shares instead of counts."""
    count = len(blocks) or 1
    in_time = sum(done is not None and done - start <= budget for start, _, done in blocks)
    lost = sum(done is None for _, _, done in blocks)
    return in_time / count, (len(blocks) - in_time - lost) / count, lost / count


def subtracts_none(blocks, budget):
    """Subtract before it is asked whether the block arrived."""
    ages = [done - captured for captured, _, done in blocks]
    return sum(age <= budget for age in ages), sum(age > budget for age in ages), 0


def zero_is_none(blocks, budget):
    """Take a block that was done at 0 for one that never was."""
    in_time = sum(bool(done) and done - start <= budget for start, _, done in blocks)
    lost = sum(not done for _, _, done in blocks)
    return in_time, len(blocks) - in_time - lost, lost


def as_a_list(blocks, budget):
    """Return a list."""
    return list(three_sums(blocks, budget))


def three_sums(blocks, budget):
    """Count each kind by itself."""
    ages = [done - captured for captured, _, done in blocks if done is not None]
    late = sum(age > budget for age in ages)
    return len(ages) - late, late, len(blocks) - len(ages)


# --- ring-bytes --------------------------------------------------------------------------------


def steps_of_a_millisecond():
    """Follow the ring millisecond by millisecond."""
    waiting = most = 0.0
    for moment in range(800):
        waiting += 1
        if 300 <= moment < 500:
            waiting = max(0.0, waiting - 1 / 0.6)
        most = max(most, waiting)
    return most * 32


WRONG = {
    "ring-buffer": [
        Wrong("empty-is-a-block", EmptyIsABlock, verdict="wrong", words="None"),
        Wrong("crashes-when-empty", CrashesWhenEmpty, verdict="crashed", words="IndexError"),
        Wrong("false-is-nothing", FalseIsNothing, verdict="wrong", words="also 0 or None"),
    ],
    "allowances": [
        Wrong(
            "eats-the-reserves", eats_the_reserves, verdict="changed its input", words="reserves"
        ),
        Wrong("all-stages", all_stages, verdict="wrong", words="allowances"),
        Wrong("reads-beyond", reads_beyond, verdict="crashed", words="IndexError"),
    ],
    "account": [
        Wrong("counts-shares", counts_shares, verdict="wrong", words="account"),
        Wrong("subtracts-none", subtracts_none, verdict="crashed", words="TypeError"),
        Wrong("as-a-list", as_a_list, verdict="wrong", words="tuple"),
        Wrong("zero-is-none", zero_is_none, verdict="wrong", words="Zero is a time"),
    ],
    "ring-bytes": [
        Wrong("milliseconds", lambda: 467.0, verdict="wrong", words="bytes"),
        Wrong("a-text", lambda: "14.9 kB", verdict="wrong", words="a number of bytes"),
    ],
}

RIGHT = {
    "ring-buffer": [Numbered],
    "allowances": [slack_first],
    "account": [three_sums],
    "ring-bytes": [steps_of_a_millisecond],
}

EQUIVALENT = {
    "ring-buffer": {
        "line 7: `0` -> `1`": "all three counters start there, and only their differences count",
        "line 7: `0` -> `-1`": "all three counters start there, and only their differences count",
    },
}
