"""Exercises of the lesson LRU Cache."""

from collections import OrderedDict

from daybyday.checking import Budget, Case, Exercise, ListNode, Misconception, linked

# --- copy-list-with-random-pointer -------------------------------------------------------------


def _nodes(head):
    while head:
        yield head
        head = head.next


def _chain(nodes):
    """Link new nodes in the order given."""
    sentinel = last = ListNode()
    for node in nodes:
        last.next = last = node
    return sentinel.next


def _forgets_random(head):
    return _chain([ListNode(node.val) for node in _nodes(head)])


def _points_back(head):
    return _chain([ListNode(node.val, None, node.random) for node in _nodes(head)])


def _finds_by_value(head):
    fresh = _chain([ListNode(node.val) for node in _nodes(head)])
    by_value = {}
    for new in _nodes(fresh):
        by_value.setdefault(new.val, new)
    for new, old in zip(_nodes(fresh), _nodes(head), strict=True):
        new.random = old.random and by_value[old.random.val]
    return fresh


def _leaves_them_woven(head):
    node = head
    while node:
        node.next = ListNode(node.val, node.next)
        node = node.next.next
    for node in list(_nodes(head))[::2]:
        node.next.random = node.random and node.random.next
    copy = [node for place, node in enumerate(_nodes(head)) if place % 2]
    return _chain(copy)


def _walks_to_each(head):
    copy = _forgets_random(head)
    for new, old in zip(_nodes(copy), _nodes(head), strict=True):
        if old.random:
            there, target = head, copy
            while there is not old.random:
                there, target = there.next, target.next
            new.random = target
    return copy


def _copies_twice(head):
    def copied(node):
        return node and ListNode(node.val, copied(node.next))

    copy = copied(head)
    for new, old in zip(_nodes(copy), _nodes(head), strict=True):
        new.random = old.random and ListNode(old.random.val)
    return copy


def _with_random(st):
    """Lists of up to six nodes, each random pointer None or any position."""
    return st.lists(st.integers(0, 2), max_size=6).flatmap(
        lambda values: st.tuples(
            st.lists(
                st.none() | st.integers(0, max(len(values) - 1, 0)),
                min_size=len(values),
                max_size=len(values),
            ).map(lambda random: linked(*values, random=random) if values else linked())
        )
    )


COPY = Exercise(
    slug="copy-list-with-random-pointer",
    title="Copy List with Random Pointer",
    function="copy_list_with_random_pointer",
    parameters="head",
    new_nodes=True,
    cases=[
        Case(linked(7, 13, 11, random=[None, 0, 2]), gives=linked(7, 13, 11, random=[None, 0, 2])),
        Case(
            linked(4, 4, random=[1, 1]),
            gives=linked(4, 4, random=[1, 1]),
            why="Values may repeat: a node is known by its identity, not by its value.",
        ),
        Case(linked(), gives=linked(), why="A copy of the empty list is empty: return None."),
        Case(linked(5), gives=linked(5), why="A random pointer may lead nowhere."),
        Case(
            linked(5, random=[0]),
            gives=linked(5, random=[0]),
            why="A node may point to itself; its copy points to the copy.",
        ),
        Case(
            linked(1, 2, 3, random=[2, 2, 0]),
            gives=linked(1, 2, 3, random=[2, 2, 0]),
            why="Pointers may lead forwards, to nodes that are not copied yet.",
        ),
        Case(
            linked(0, 0, 0, random=[None, None, 1]),
            gives=linked(0, 0, 0, random=[None, None, 1]),
            why="Equal values, and the second one is meant.",
        ),
    ],
    generated=_with_random,
    oracle=lambda head: head,
    budget=Budget(
        make=lambda n: (linked(*range(n), random=[n - 1 - place for place in range(n)]),),
        per=14,
        growth="n",
        sizes=(200, 900),
        says="For each pointer it walks along the list; let a dict lead from each node to its "
        "copy.",
    ),
    hints=(
        "When you copy a node, the one that its random pointer leads to may not have a copy yet: "
        "in how many passes is it simpler?",
        "The question *which node is the copy of this one?* is asked for every pointer. What "
        "answers it at once, and what does it have to be asked by?",
        "Nodes can be keys of a dict; decide what the dict says about None, and no pointer is a "
        "special case.",
    ),
    why="The first pass makes a copy of each node and notes whose it is, the second one asks for "
    "the copies of both neighbours.",
    misconceptions=[
        Misconception(
            "forgets-random",
            _forgets_random,
            says="`next` is copied, the random pointers are not.",
        ),
        Misconception(
            "finds-by-value",
            _finds_by_value,
            says="Copies are looked up by value, and equal values stand for several nodes: look "
            "them up by the node.",
        ),
        Misconception(
            "leaves-them-woven",
            _leaves_them_woven,
            says="The copies were woven into the list and not all taken out again: restore the "
            "links of the argument.",
            verdict="changed its input",
        ),
        Misconception(
            "copies-twice",
            _copies_twice,
            says="A random pointer leads to one more copy, which is not in the list: each node "
            "has one copy only.",
        ),
        Misconception(
            "walks-to-each",
            _walks_to_each,
            says="For each pointer it walks along the list; let a dict lead from each node to its "
            "copy.",
            verdict="too many steps",
        ),
    ],
)


# --- weighted-lru-cache ------------------------------------------------------------------------


class _ByList:
    """Entries in a list, oldest use first."""

    def __init__(self, capacity):
        self.capacity, self.entries = capacity, []

    def find(self, key):
        return next((entry for entry in self.entries if entry[0] == key), None)

    def get(self, key):
        entry = self.find(key)
        if entry:
            self.entries.remove(entry)
            self.entries.append(entry)
            return entry[1]
        return None

    def peek(self, key):
        entry = self.find(key)
        return entry[1] if entry else None

    def put(self, key, value, weight):
        if entry := self.find(key):
            self.entries.remove(entry)
        if weight > self.capacity:
            return []
        evicted = []
        while sum(e[2] for e in self.entries) + weight > self.capacity:
            evicted.append(self.entries.pop(0)[0])
        self.entries.append((key, value, weight))
        return evicted


class _Weighted:
    """A right answer whose parts the wrong ones replace."""

    def __init__(self, capacity):
        self.capacity, self.entries, self.total = capacity, OrderedDict(), 0

    def get(self, key):
        if key in self.entries:
            self.entries.move_to_end(key)
        return self.peek(key)

    def peek(self, key):
        return self.entries[key][0] if key in self.entries else None

    def drop(self, key):
        self.total -= self.entries.pop(key, (None, 0))[1]

    def put(self, key, value, weight):
        self.drop(key)
        if weight > self.capacity:
            return []
        self.entries[key] = (value, weight)
        self.total += weight
        return self.evict()

    def evict(self):
        evicted = []
        while self.total > self.capacity:
            evicted.append(next(iter(self.entries)))
            self.drop(evicted[-1])
        return evicted


class _EvictsOne(_Weighted):
    def evict(self):
        if self.total <= self.capacity:
            return []
        evicted = next(iter(self.entries))
        self.drop(evicted)
        return [evicted]


class _PeekRefreshes(_Weighted):
    def peek(self, key):
        if key in self.entries:
            self.entries.move_to_end(key)
            return self.entries[key][0]
        return None


class _CountsEntries(_Weighted):
    def evict(self):
        evicted = []
        while len(self.entries) > self.capacity:
            evicted.append(next(iter(self.entries)))
            self.drop(evicted[-1])
        return evicted


class _EmptiesForTheTooHeavy(_Weighted):
    def put(self, key, value, weight):
        self.drop(key)
        self.entries[key] = (value, weight)
        self.total += weight
        return [old for old in self.evict() if old != key]


class _KeepsTheOldWeight(_Weighted):
    def put(self, key, value, weight):
        if weight > self.capacity:
            self.drop(key)
            return []
        if key not in self.entries:
            self.total += weight
        else:
            weight = self.entries[key][1]
        self.entries[key] = (value, weight)
        self.entries.move_to_end(key)
        return self.evict()


class _KeepsWhatWasTooHeavy(_Weighted):
    def put(self, key, value, weight):
        return super().put(key, value, weight) if weight <= self.capacity else []


class _TakesTheNewest(_Weighted):
    def put(self, key, value, weight):
        self.drop(key)
        evicted = []
        while self.capacity - self.total < weight <= self.capacity:
            evicted.append(next(reversed(self.entries)))
            self.drop(evicted[-1])
        if weight <= self.capacity:
            self.entries[key] = (value, weight)
            self.total += weight
        return evicted


class _SumsEachTime(_Weighted):
    def evict(self):
        evicted = []
        while True:
            total = 0
            for _, weight in self.entries.values():
                total += weight
            if total <= self.capacity:
                return evicted
            evicted.append(next(iter(self.entries)))
            self.drop(evicted[-1])


def _many(n):
    """Return the calls that fill a cache with n entries and then replace them by heavy ones."""
    calls = [("put", key, key, 1) for key in range(n)]
    calls += [("get", key) for key in range(n // 2)]
    calls += [("put", n + key, 0, 4) for key in range(n // 4)]
    return (("WeightedCache", n), *calls)


WEIGHTED = Exercise(
    slug="weighted-cache",
    title="A cache by weight",
    function="WeightedCache",
    parameters="capacity",
    kind="class",
    cases=[
        Case(
            ("WeightedCache", 5),
            ("put", "a", 1, 2),
            ("put", "b", 2, 2),
            ("get", "a"),
            ("put", "c", 3, 3),
            ("get", "b"),
            gives=[None, [], [], 1, ["b"], None],
        ),
        Case(
            ("WeightedCache", 5),
            ("put", "a", 1, 2),
            ("put", "b", 2, 3),
            ("peek", "a"),
            ("put", "c", 3, 5),
            gives=[None, [], [], 1, ["a", "b"]],
            why="`peek` is no use of the key, and several entries may have to go.",
        ),
        Case(
            ("WeightedCache", 4),
            ("put", "a", 1, 2),
            ("put", "b", 2, 2),
            ("put", "a", 3, 1),
            ("put", "c", 4, 1),
            ("get", "b"),
            gives=[None, [], [], [], [], 2],
            why="With a new weight the old one no longer counts.",
        ),
        Case(
            ("WeightedCache", 4),
            ("put", "a", 1, 1),
            ("put", "b", 2, 3),
            ("put", "a", 3, 2),
            ("get", "b"),
            gives=[None, [], [], ["b"], None],
            why="An entry that has grown may push out others.",
        ),
        Case(
            ("WeightedCache", 3),
            ("put", "a", 1, 3),
            ("put", "b", 2, 4),
            ("get", "b"),
            ("get", "a"),
            gives=[None, [], [], None, 1],
            why="What is heavier than the whole cache is not kept, and nobody has to go for it.",
        ),
        Case(
            ("WeightedCache", 3),
            ("put", "a", 1, 1),
            ("put", "a", 2, 4),
            ("peek", "a"),
            gives=[None, [], [], None],
            why="The old value is out of date, so it must not be returned any more.",
        ),
        Case(
            ("WeightedCache", 2),
            ("put", "a", 0, 1),
            ("put", "b", 1, 1),
            ("get", "a"),
            ("put", "c", 2, 1),
            ("peek", "b"),
            gives=[None, [], [], 0, ["b"], None],
            why="A value may be 0, and to get it is a use.",
        ),
        Case(("WeightedCache", 1), ("get", "a"), ("peek", "a"), gives=[None, None, None]),
    ],
    generated=lambda st: st.tuples(
        st.integers(1, 6),
        st.lists(
            st.one_of(
                st.tuples(st.sampled_from(["get", "peek"]), st.sampled_from("abc")),
                st.tuples(
                    st.just("put"), st.sampled_from("abc"), st.integers(0, 9), st.integers(1, 5)
                ),
            ),
            max_size=9,
        ),
    ).map(lambda drawn: (("WeightedCache", drawn[0]), *drawn[1])),
    oracle=_ByList,
    budget=Budget(
        make=lambda n: Case(*_many(n)),
        per=60,
        growth="n",
        sizes=(200, 1_000),
        says="An operation looks through the entries; keep their total weight, and the order in "
        "a list that is never searched.",
    ),
    hints=(
        "Start from `LruCache`. Which of its lines asks whether the cache is full, and what must "
        "be known to ask that about weights, without adding them all up?",
        "Of an entry that is put anew, take the old weight away before you ask who has to go.",
        "Think of an entry that is too heavy before any other has gone: what remains, and what "
        "has become of an old entry with its key?",
    ),
    why="The total changes by one weight for each entry that comes or goes, so it is kept and "
    "never computed; and each eviction is paid for by the `put` that brought the entry.",
    misconceptions=[
        Misconception(
            "evicts-one",
            _EvictsOne,
            says="One entry has gone, and the rest is still too heavy: go on until they fit.",
        ),
        Misconception(
            "peek-refreshes",
            _PeekRefreshes,
            says="`peek` has moved the key to the newest end; it must change nothing.",
        ),
        Misconception(
            "counts-entries",
            _CountsEntries,
            says="The capacity bounds the sum of the weights, not the number of entries.",
        ),
        Misconception(
            "empties-for-the-too-heavy",
            _EmptiesForTheTooHeavy,
            says="Entries have gone for one that does not fit even into an empty cache: see that "
            "first.",
        ),
        Misconception(
            "keeps-the-old-weight",
            _KeepsTheOldWeight,
            says="An entry that is put anew brings its own weight; the old one no longer counts.",
        ),
        Misconception(
            "keeps-what-was-too-heavy",
            _KeepsWhatWasTooHeavy,
            says="The new value is not kept, but the old one is out of date, and must go.",
        ),
        Misconception(
            "takes-the-newest",
            _TakesTheNewest,
            says="The entries used last have gone first; the ones used least recently must.",
        ),
        Misconception(
            "sums-each-time",
            _SumsEachTime,
            says="An operation looks through the entries; keep their total weight, and the order "
            "in a list that is never searched.",
            verdict="too many steps",
        ),
    ],
)


# --- smallest-capacity -------------------------------------------------------------------------


def _hits(trace, capacity, refreshes=True):
    """Count the hits with keys in a list, the next to go first."""
    kept, hits = [], 0
    for key in trace:
        if key in kept:
            hits += 1
            if refreshes:
                kept.remove(key)
                kept.append(key)
            continue
        kept = [*kept, key][-capacity:]
    return hits


def _tries_all(trace, hits):
    """Run a cache of each capacity in turn."""
    for capacity in range(1, len(set(trace)) + 1):
        if _hits(trace, capacity) >= hits:
            return capacity
    return None


def _of_distances(distances, hits):
    distances = list(distances)
    return distances[hits - 1] if hits <= len(distances) else None


def _distances(trace, different=True):
    last = {}
    for now, key in enumerate(trace):
        if key in last:
            between = trace[last[key] + 1 : now]
            yield 1 + len(set(between) if different else between)
        last[key] = now


def _counts_requests(trace, hits):
    return _of_distances(sorted(_distances(trace, different=False)), hits)


def _never_refreshes(trace, hits):
    for capacity in range(1, len(set(trace)) + 1):
        if _hits(trace, capacity, refreshes=False) >= hits:
            return capacity
    return None


def _takes_the_next(trace, hits):
    distances = sorted(_distances(trace))
    return distances[hits] if hits < len(distances) else None


def _does_not_sort(trace, hits):
    return _of_distances(_distances(trace), hits)


def _runs_each_capacity(trace, hits):
    for capacity in range(1, len(set(trace)) + 1):
        kept, found = OrderedDict(), 0
        for key in trace:
            found += key in kept
            kept[key] = None
            kept.move_to_end(key)
            if len(kept) > capacity:
                kept.popitem(last=False)
        if found >= hits:
            return capacity
    return None


SMALLEST = Exercise(
    slug="smallest-capacity",
    title="The smallest capacity",
    function="smallest_capacity",
    parameters="trace, hits",
    cases=[
        Case(list("abcab"), 1, gives=3),
        Case(list("abba"), 1, gives=1, why="A key asked for twice in a row needs one place."),
        Case(list("abba"), 2, gives=2, why="The second hit needs two places, for `a` and `b`."),
        Case(list("abc"), 1, gives=None, why="Where no key returns, no capacity hits."),
        Case([], 1, gives=None, why="Without requests there is no hit."),
        Case(
            list("abbba"),
            3,
            gives=2,
            why="Different keys count, not how often they were asked for.",
        ),
        Case(list("aabab"), 3, gives=2, why="All hits together: one at 1 place, the rest at 2."),
        Case(
            list("abacabad"), 3, gives=2, why="A hit refreshes its key, so `a` stays all the time."
        ),
        Case([1, 2, 3, 3, 2, 1], 2, gives=2, why="The easiest hits are not always the first."),
        Case(list("aaa"), 3, gives=None, why="The first request of a key cannot hit."),
    ],
    generated=lambda st: (st.lists(st.integers(0, 4), max_size=10), st.integers(1, 5)),
    oracle=_tries_all,
    budget=Budget(
        make=lambda n: (list(range(n // 2)) * 2, n // 2),
        per=12,
        growth="n log n",
        sizes=(200, 2_000),
        says="A cache is run for each capacity; one pass that notes stack distances, or halving "
        "the capacities, is enough.",
    ),
    hints=(
        "If a capacity reaches so many hits, what do you know about all larger ones? The lesson "
        "has a name for it.",
        "For each request there is a smallest capacity at which it hits, whatever becomes of the "
        "others. `stack_distances` returns it.",
        "Now each request brings one number; which of these numbers says when the wanted count "
        "is reached?",
    ),
    why="A request hits from its stack distance on, so the wanted count is reached at the "
    "distance that is the `hits`-th smallest of all.",
    misconceptions=[
        Misconception(
            "counts-requests",
            _counts_requests,
            says="This counts the requests since the last one of the key; the places needed are "
            "the *different* keys among them.",
        ),
        Misconception(
            "never-refreshes",
            _never_refreshes,
            says="This is FIFO: a hit must make its key the newest.",
        ),
        Misconception(
            "takes-the-next",
            _takes_the_next,
            says="This capacity reaches one hit more than was asked for: count positions from 0.",
        ),
        Misconception(
            "does-not-sort",
            _does_not_sort,
            says="This is the capacity for one of the hits, in the order of the requests; another "
            "may be easier, and all of them count.",
        ),
        Misconception(
            "runs-each-capacity",
            _runs_each_capacity,
            says="A cache is run for each capacity; one pass that notes stack distances, or "
            "halving the capacities, is enough.",
            verdict="too many steps",
        ),
    ],
)


EXERCISES = [COPY, SMALLEST, WEIGHTED]
