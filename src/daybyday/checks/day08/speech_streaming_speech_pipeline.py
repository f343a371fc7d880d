"""Exercises of the lesson Streaming speech pipeline with a latency budget per stage."""

from collections import Counter

from daybyday.checking import Budget, Case, Exercise, Misconception, within_factor

# --- ring-buffer -------------------------------------------------------------------------------


class _RemembersAll:
    """Keeps every block that was ever put and computes what a ring would still hold."""

    def __init__(self, size):
        self.size, self.all, self.seen = size, [], 0

    def put(self, block):
        self.all.append(block)

    def get(self):
        at = max(self.seen, len(self.all) - self.size)
        if at == len(self.all):
            return None
        missing, self.seen = at - self.seen, at + 1
        return missing, self.all[at]


class _Listed:
    """A base for wrong answers: waiting blocks in a list."""

    def __init__(self, size):
        self.size, self.waiting, self.missing = size, [], 0

    def put(self, block):
        if len(self.waiting) == self.size:
            self.waiting.pop(0)
            self.missing += 1
        self.waiting.append(block)

    def get(self):
        if not self.waiting:
            return None
        missing, self.missing = self.missing, 0
        return missing, self.waiting.pop(0)


class _RefusesTheNewest(_Listed):
    def put(self, block):
        if len(self.waiting) == self.size:
            self.missing += 1
        else:
            self.waiting.append(block)


class _FlushesAll(_Listed):
    def put(self, block):
        if len(self.waiting) == self.size:
            self.missing += self.size
            self.waiting.clear()
        self.waiting.append(block)


class _NeverResets(_Listed):
    def get(self):
        return (self.missing, self.waiting.pop(0)) if self.waiting else None


class _NewestFirst(_Listed):
    def get(self):
        if not self.waiting:
            return None
        missing, self.missing = self.missing, 0
        return missing, self.waiting.pop()


class _OneSlotUnused(_Listed):
    def __init__(self, size):
        super().__init__(max(1, size - 1))


class _ReaderStays:
    """Overwrites a slot and leaves the reader where it was."""

    def __init__(self, size):
        self.slots, self.written, self.next = [None] * size, 0, 0

    def put(self, block):
        self.slots[self.written % len(self.slots)] = block
        self.written += 1

    def get(self):
        if self.next == self.written:
            return None
        self.next += 1
        return 0, self.slots[(self.next - 1) % len(self.slots)]


class _MovesBlocks:
    """Moves every waiting block one place down."""

    def __init__(self, size):
        self.slots, self.count, self.missing = [None] * size, 0, 0

    def put(self, block):
        if self.count == len(self.slots):
            self.down()
            self.missing += 1
        self.slots[self.count] = block
        self.count += 1

    def down(self):
        for place in range(1, self.count):
            self.slots[place - 1] = self.slots[place]
        self.count -= 1

    def get(self):
        if not self.count:
            return None
        block, missing, self.missing = self.slots[0], self.missing, 0
        self.down()
        return missing, block


def _calls(size, steps):
    """The calls of a ring: each letter is put, a dot is a get."""
    return (("RingBuffer", size), *(("get",) if step == "." else ("put", step) for step in steps))


RING_BUFFER = Exercise(
    slug="ring-buffer",
    title="A ring that knows its gaps",
    function="RingBuffer",
    parameters="size",
    kind="class",
    cases=[
        Case(*_calls(2, "a.."), gives=[None, None, (0, "a"), None]),
        Case(*_calls(2, "abc.."), gives=[None] * 4 + [(1, "b"), (0, "c")]),
        Case(*_calls(1, "."), gives=[None, None], why="Nothing waits in a new ring."),
        Case(*_calls(1, "abc."), gives=[None] * 4 + [(2, "c")], why="A ring of one keeps one."),
        Case(
            *_calls(2, "abc.de.."),
            gives=[None] * 4 + [(1, "b")] + [None] * 2 + [(1, "d"), (0, "e")],
            why="Each gap is told once, before the block that follows it.",
        ),
        Case(
            *_calls(3, "ab.cd..."),
            gives=[None] * 3 + [(0, "a"), None, None, (0, "b"), (0, "c"), (0, "d")],
            why="A block that was read leaves its slot free.",
        ),
        Case(
            ("RingBuffer", 1),
            ("put", 0),
            ("get",),
            ("put", None),
            ("get",),
            ("get",),
            gives=[None, None, (0, 0), None, (0, None), None],
            why="A block may be any value, also 0 or None.",
        ),
        Case(
            *_calls(2, "abcdefg..h."),
            gives=[None] * 8 + [(5, "f"), (0, "g"), None, (0, "h")],
        ),
    ],
    generated=lambda st: st.tuples(st.integers(1, 3), st.text("ab.", max_size=10)).map(
        lambda given: _calls(*given)
    ),
    oracle=_RemembersAll,
    budget=Budget(
        make=lambda n: _calls(n // 2, "a" * n),
        per=10,
        growth="n",
        says="Blocks are moved; leave each in its slot and move a counter.",
    ),
    hints=(
        "Number the blocks in the order of their coming: which numbers wait, and in which slot "
        "does a number lie?",
        "When the ring is full, what becomes of the number that is read next?",
        "Remember the number after the one that was returned last: how far is the next read from "
        "it?",
    ),
    why="Two counters that only rise say what waits, a third says what the reader expects next, "
    "and the distance between the last two is the gap.",
    misconceptions=[
        Misconception(
            "refuses-the-newest",
            _RefusesTheNewest,
            says="When the ring is full, the oldest block goes; this one refuses the newest.",
        ),
        Misconception(
            "flushes-all",
            _FlushesAll,
            says="When the ring is full only one block goes, the oldest.",
        ),
        Misconception(
            "never-resets",
            _NeverResets,
            says="A gap is told once: after a block was returned, the count of missing ones "
            "starts anew.",
        ),
        Misconception(
            "newest-first",
            _NewestFirst,
            says="The oldest waiting block is read first: sound has an order.",
        ),
        Misconception(
            "one-slot-unused",
            _OneSlotUnused,
            says="A ring of `size` slots holds `size` blocks, all of its slots.",
        ),
        Misconception(
            "reader-stays",
            _ReaderStays,
            says="When a block is overwritten, the reader must go on to the oldest that is left; "
            "here it reads a newer block out of order and sees no gap.",
        ),
        Misconception(
            "moves-blocks",
            _MovesBlocks,
            says="Blocks are moved; leave each in its slot and move a counter.",
            verdict="too many steps",
        ),
    ],
)

# --- allowances --------------------------------------------------------------------------------


def _from_the_definition(budget, reserves, spent):
    """Work each allowance out by itself, then cut the list at the first that is too small."""
    reached = min(len(spent) + 1, len(reserves))
    each = [budget - sum(spent[:at]) - sum(reserves[at + 1 :]) for at in range(reached)]
    shed = [at for at in range(reached) if each[at] < reserves[at]]
    return [*each[: shed[0]], 0] if shed else each


def _own_slices(budget, reserves, spent):
    reached = min(len(spent) + 1, len(reserves))
    return [budget * reserve // sum(reserves) for reserve in reserves[:reached]]


def _nothing_for_later(budget, reserves, spent):
    allowed, left = [], budget
    for at in range(min(len(spent) + 1, len(reserves))):
        if left < reserves[at]:
            return [*allowed, 0]
        allowed.append(left)
        left -= spent[at] if at < len(spent) else 0
    return allowed


def _reserves_as_spent(budget, reserves, spent):
    return _from_the_definition(budget, reserves, reserves[: len(spent)])


def _latest_starts(budget, reserves, spent):
    found = _from_the_definition(budget, reserves, spent)
    return [
        allowed and allowed - reserve for allowed, reserve in zip(found, reserves, strict=False)
    ]


def _goes_on(budget, reserves, spent):
    reached = min(len(spent) + 1, len(reserves))
    each = [budget - sum(spent[:at]) - sum(reserves[at + 1 :]) for at in range(reached)]
    return [max(0, value) if value >= reserves[at] else 0 for at, value in enumerate(each)]


def _below_zero_only(budget, reserves, spent):
    reached = min(len(spent) + 1, len(reserves))
    each = [budget - sum(spent[:at]) - sum(reserves[at + 1 :]) for at in range(reached)]
    shed = [at for at in range(reached) if each[at] <= 0]
    return [*each[: shed[0]], 0] if shed else each


def _just_enough_is_shed(budget, reserves, spent):
    reached = min(len(spent) + 1, len(reserves))
    each = [budget - sum(spent[:at]) - sum(reserves[at + 1 :]) for at in range(reached)]
    shed = [at for at in range(reached) if each[at] <= reserves[at]]
    return [*each[: shed[0]], 0] if shed else each


def _adds_up_anew(budget, reserves, spent):
    allowed = []
    for at in range(min(len(spent) + 1, len(reserves))):
        left = budget
        for earlier in range(at):
            left -= spent[earlier]
        for later in range(at + 1, len(reserves)):
            left -= reserves[later]
        if left < reserves[at]:
            return [*allowed, 0]
        allowed.append(left)
    return allowed


ALLOWANCES = Exercise(
    slug="allowances",
    title="Hand the budget down",
    function="allowances",
    parameters="budget, reserves, spent",
    cases=[
        Case(200, [1, 2, 20], [], gives=[178]),
        Case(200, [1, 2, 20], [100, 30], gives=[178, 80, 70]),
        Case(
            200,
            [1, 2, 20],
            [178, 2, 20],
            gives=[178, 2, 20],
            why="An allowance that equals the reserve is just enough.",
        ),
        Case(
            200,
            [1, 2, 20],
            [179, 1, 1],
            gives=[178, 0],
            why="One millisecond too much in the first stage, and the second must shed.",
        ),
        Case(9, [9], [], gives=[9], why="A single stage may take all."),
        Case(9, [9], [4], gives=[9], why="There is no stage after the last one."),
        Case(8, [9], [], gives=[0], why="The budget is too small from the beginning."),
        Case(10, [3, 3, 3], [9, 0, 0], gives=[4, 0], why="After a stage that sheds there is none."),
        Case(30, [5, 5, 5], [0, 0, 0], gives=[20, 25, 30], why="What is saved is handed on."),
        Case(20, [2, 9, 2], [9], gives=[9, 9]),
        Case(5, [4, 1, 1], [1, 1], gives=[0], why="Later stages need their reserves too."),
    ],
    generated=lambda st: st.lists(st.integers(1, 5), min_size=1, max_size=4).flatmap(
        lambda reserves: st.tuples(
            st.integers(0, 24),
            st.just(reserves),
            st.lists(st.integers(0, 7), max_size=len(reserves)),
        )
    ),
    oracle=_from_the_definition,
    budget=Budget(
        make=lambda n: (5 * n, [1] * n, [1] * n),
        per=14,
        growth="n",
        says="The later reserves are added up anew for each stage; keep what is left of their sum.",
    ),
    hints=(
        "What must still be there when the first stage has ended?",
        "From one stage to the next two numbers change: what is left of the budget, and what "
        "is set aside for the stages after.",
        "Compare an allowance with the stage's own reserve before you enter it in the list.",
    ),
    why="What is left of the budget and what later stages need each change by one entry from stage "
    "to stage; their difference is the bound that is handed down.",
    misconceptions=[
        Misconception(
            "own-slices",
            _own_slices,
            says="These are fixed slices: what one stage saves must be there for the next.",
        ),
        Misconception(
            "nothing-for-later",
            _nothing_for_later,
            says="The reserves of the later stages must be set aside first.",
        ),
        Misconception(
            "reserves-as-spent",
            _reserves_as_spent,
            says="Earlier stages took what `spent` says, whatever was reserved for them.",
        ),
        Misconception(
            "latest-starts",
            _latest_starts,
            says="This is when a stage must start; its allowance includes its own work.",
        ),
        Misconception(
            "goes-on", _goes_on, says="A block that was shed reaches no further stage: end there."
        ),
        Misconception(
            "below-zero-only",
            _below_zero_only,
            says="A block is shed where the allowance is smaller than the stage's own reserve, not "
            "only where nothing is left.",
        ),
        Misconception(
            "just-enough-is-shed",
            _just_enough_is_shed,
            says="An allowance that equals the reserve is enough.",
        ),
        Misconception(
            "adds-up-anew",
            _adds_up_anew,
            says="The later reserves are added up anew for each stage; keep what is left of their "
            "sum.",
            verdict="too many steps",
        ),
    ],
)

# --- account -----------------------------------------------------------------------------------


def _by_kind(blocks, budget):
    """Name the fate of each block and count the names."""
    fates = Counter(
        "lost" if None in times else "late" if times[2] > times[0] + budget else "in time"
        for times in blocks
    )
    return fates["in time"], fates["late"], fates["lost"]


def _given(blocks, budget):
    in_time = late = lost = 0
    for _, taken, done in blocks:
        if taken is None:
            lost += 1
        elif done is not None and done - taken < budget:
            in_time += 1
        elif done is not None:
            late += 1
    return in_time, late, lost


def _from_dequeue(blocks, budget):
    return _by_kind([(taken, taken, done) for _, taken, done in blocks], budget)


def _ring_only(blocks, budget):
    in_time, late, _ = _by_kind(blocks, budget)
    return in_time, late, sum(taken is None for _, taken, _ in blocks)


def _at_the_budget(blocks, budget):
    return _by_kind(blocks, budget - 1)


def _lost_is_late(blocks, budget):
    in_time, late, lost = _by_kind(blocks, budget)
    return in_time, late + lost, lost


def _wait_only(blocks, budget):
    return _by_kind([(captured, taken, done and taken) for captured, taken, done in blocks], budget)


ACCOUNT = Exercise(
    slug="account",
    title="Find the faults: a report that is always green",
    function="account",
    parameters="blocks, budget",
    cases=[
        Case([(0, 150, 190), (20, 160, 240)], 200, gives=(1, 1, 0)),
        Case([(0, None, None), (20, 30, None), (40, 50, 240)], 200, gives=(1, 0, 2)),
        Case([], 200, gives=(0, 0, 0)),
        Case([(5, 6, 15)], 10, gives=(1, 0, 0), why="A latency equal to the budget is in time."),
        Case([(5, 6, 16)], 10, gives=(0, 1, 0), why="The clock starts when the block is captured."),
        Case(
            [(5, 14, 16)], 10, gives=(0, 1, 0), why="The wait in the ring is part of the latency."
        ),
        Case([(5, 9, None)], 10, gives=(0, 0, 1), why="A block that a stage shed is lost as well."),
        Case([(7, 7, 7)], 0, gives=(1, 0, 0)),
        Case([(0, 0, 0)], 5, gives=(1, 0, 0), why="Zero is a time like any other, and not None."),
        Case([(40, 60, 90), (0, 5, 10), (20, None, None)], 30, gives=(1, 1, 1)),
    ],
    generated=lambda st: (
        st.lists(
            st.tuples(
                st.integers(0, 5), st.integers(0, 5), st.integers(0, 5), st.integers(0, 5)
            ).map(
                lambda t: (
                    t[0],
                    None if t[3] == 0 else t[0] + t[1],
                    None if t[3] < 2 else t[0] + t[1] + t[2],
                )
            ),
            max_size=6,
        ),
        st.integers(0, 8),
    ),
    oracle=_by_kind,
    hints=(
        "Take one block by hand that waited for long in the ring: from which time to which does "
        "the user wait?",
        "Add up the three counts of the second example: is each captured block in one of them?",
        "What does the report say of a latency of exactly the budget?",
    ),
    why="The latency runs from capture, the budget itself is still in time, and every block that "
    "never arrived is lost, wherever it went.",
    misconceptions=[
        Misconception(
            "as-given",
            _given,
            says="This is still the given report: its clock starts when a worker takes the block.",
        ),
        Misconception(
            "from-dequeue",
            _from_dequeue,
            says="The clock still starts when a worker takes the block; the wait in the ring is "
            "missing.",
        ),
        Misconception(
            "ring-only",
            _ring_only,
            says="A block that a later stage shed is lost as well: each block counts once.",
        ),
        Misconception(
            "at-the-budget", _at_the_budget, says="A latency equal to the budget is in time."
        ),
        Misconception(
            "lost-is-late",
            _lost_is_late,
            says="Each block counts once: a lost one is not late too.",
        ),
        Misconception(
            "wait-only",
            _wait_only,
            says="The work counts as well as the wait: a block has arrived when it is done.",
        ),
    ],
)

# --- ring-bytes --------------------------------------------------------------------------------

RING_BYTES = Exercise(
    slug="ring-bytes",
    title="Estimate: a ring for a bad second",
    function="ring_bytes",
    parameters="",
    cases=[Case(gives=(0.6 - (0.2 / 0.6 - 0.2)) * 32_000)],
    compare=within_factor(1.02, unit="bytes"),
    hints=(
        "Draw how much sound waits against time: when does it rise, and how fast?",
        "While the recogniser works, sound arrives too: how much is read in 200 ms, and how much "
        "is added?",
    ),
    why="Two pauses add 0.6 s of sound; in between 0.2 / 0.6 s are read while 0.2 s arrive, so "
    "0.133 s are caught up, and 0.467 s remain at 32,000 bytes a second.",
    misconceptions=[
        Misconception(
            "one-pause",
            lambda: 9_600.0,
            says="This holds one pause: the first is not caught up when the second begins.",
        ),
        Misconception(
            "nothing-caught-up",
            lambda: 19_200.0,
            says="Between the pauses the recogniser is faster than the sound and catches some up.",
        ),
        Misconception(
            "work-as-sound",
            lambda: 12_800.0,
            says="In 200 ms the recogniser reads more than 200 ms of sound, and 200 ms arrive.",
        ),
        Misconception(
            "factor-upside-down",
            lambda: (0.6 - 0.2 * (1 - 0.6)) * 32_000,
            says="0.6 is the work for a second of sound: in a second of work 1 / 0.6 s are read.",
        ),
        Misconception(
            "catches-up-as-it-works",
            lambda: (0.6 - 0.2 * 0.6) * 32_000,
            says="In 200 ms of work 0.2 / 0.6 s of sound are read, and 0.2 s arrive meanwhile.",
        ),
        Misconception(
            "samples", lambda: 0.4667 * 16_000, says="These are samples: each takes two bytes."
        ),
        Misconception(
            "bits", lambda: 0.4667 * 256_000, says="These are bits: eight of them make a byte."
        ),
    ],
)

EXERCISES = [RING_BUFFER, ALLOWANCES, ACCOUNT, RING_BYTES]
