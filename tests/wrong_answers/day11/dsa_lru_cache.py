"""Answers to the exercises of LRU Cache, wrong with their verdicts or right anew."""

from collections import OrderedDict

from daybyday.checking import ListNode, Wrong

# --- copy-list-with-random-pointer -------------------------------------------------------------


def returns_the_list(head):
    return head


def points_back(head):
    sentinel = last = ListNode()
    while head:
        last.next = last = ListNode(head.val, None, head.random)
        head = head.next
    return sentinel.next


def forgets_none(head):
    copy_of, node = {}, head
    while node:
        copy_of[node] = ListNode(node.val)
        node = node.next
    for old, new in copy_of.items():
        new.next, new.random = copy_of[old.next], copy_of[old.random]
    return copy_of[head]


def goes_round_in_circles(head):
    if head is None:
        return None
    return ListNode(head.val, goes_round_in_circles(head.next), goes_round_in_circles(head.random))


def woven_and_parted(head):
    node = head
    while node:
        node.next = ListNode(node.val, node.next)
        node = node.next.next
    node = head
    while node:
        node.next.random = node.random.next if node.random else None
        node = node.next.next
    sentinel = last = ListNode()
    node = head
    while node:
        last.next = last = node.next
        node.next = node = node.next.next
    return sentinel.next


# --- smallest-capacity -------------------------------------------------------------------------


def leaves_itself_out(trace, hits):
    last, distances = {}, []
    for now, key in enumerate(trace):
        if key in last:
            distances.append(len(set(trace[last[key] + 1 : now])))
        last[key] = now
    distances.sort()
    return distances[hits - 1] if hits <= len(distances) else None


def all_keys(trace, hits):
    return len(set(trace)) if len(trace) - len(set(trace)) >= hits else None


def zero_for_none(trace, hits):
    return by_halving(trace, hits) or 0


def fails_at_the_end(trace, hits):
    last, distances = {}, []
    for now, key in enumerate(trace):
        if key in last:
            distances.append(1 + len(set(trace[last[key] + 1 : now])))
        last[key] = now
    return sorted(distances)[hits - 1]


def hits_of(trace, capacity):
    kept, hits = OrderedDict(), 0
    for key in trace:
        hits += key in kept
        kept[key] = None
        kept.move_to_end(key)
        if len(kept) > capacity:
            kept.popitem(last=False)
    return hits


def by_halving(trace, hits):
    low, high = 1, len(set(trace)) + 1
    while low < high:
        middle = (low + high) // 2
        if hits_of(trace, middle) >= hits:
            high = middle
        else:
            low = middle + 1
    return low if low <= len(set(trace)) else None


# --- weighted-cache ----------------------------------------------------------------------------


class Node:
    def __init__(self, key=None, value=None, weight=0):
        self.key, self.value, self.weight = key, value, weight
        self.newer = self.older = self


class ByLinks:
    def __init__(self, capacity):
        self.free, self.capacity, self.nodes, self.sentinel = capacity, capacity, {}, Node()

    def unlink(self, node):
        node.newer.older, node.older.newer = node.older, node.newer

    def link(self, node):
        node.newer, node.older = self.sentinel, self.sentinel.older
        self.sentinel.older = node.older.newer = node

    def get(self, key):
        node = self.nodes.get(key)
        if node is None:
            return None
        self.unlink(node)
        self.link(node)
        return node.value

    def peek(self, key):
        node = self.nodes.get(key)
        return None if node is None else node.value

    def remove(self, node):
        self.unlink(node)
        del self.nodes[node.key]
        self.free += node.weight
        return node.key

    def put(self, key, value, weight):
        if key in self.nodes:
            self.remove(self.nodes[key])
        if weight > self.capacity:
            return []
        evicted = []
        while self.free < weight:
            evicted.append(self.remove(self.sentinel.newer))
        self.nodes[key] = Node(key, value, weight)
        self.link(self.nodes[key])
        self.free -= weight
        return evicted


class NamesTheKeyItself(ByLinks):
    def put(self, key, value, weight):
        gone = [self.remove(self.nodes[key])] if key in self.nodes else []
        return gone + super().put(key, value, weight)


class ReturnsNothing(ByLinks):
    def put(self, key, value, weight):
        super().put(key, value, weight)


class GetDoesNotRefresh(ByLinks):
    def get(self, key):
        return self.peek(key)


class SearchesForTheOldest:
    def __init__(self, capacity):
        self.capacity, self.total, self.now, self.entries = capacity, 0, 0, {}

    def get(self, key):
        if key not in self.entries:
            return None
        value, weight, _ = self.entries[key]
        self.now += 1
        self.entries[key] = (value, weight, self.now)
        return value

    def peek(self, key):
        return self.entries[key][0] if key in self.entries else None

    def put(self, key, value, weight):
        self.total -= self.entries.pop(key, (0, 0, 0))[1]
        if weight > self.capacity:
            return []
        evicted = []
        while self.total + weight > self.capacity:
            oldest, first = None, None
            for other, entry in self.entries.items():
                if first is None or entry[2] < first:
                    oldest, first = other, entry[2]
            self.total -= self.entries.pop(oldest)[1]
            evicted.append(oldest)
        self.now += 1
        self.entries[key], self.total = (value, weight, self.now), self.total + weight
        return evicted


WRONG = {
    "copy-list-with-random-pointer": [
        Wrong("returns-the-list", returns_the_list, words="Make a new node for each"),
        Wrong("points-back", points_back, words="of the argument itself"),
        Wrong("forgets-none", forgets_none, verdict="crashed", words="KeyError: None"),
        Wrong("goes-round-in-circles", goes_round_in_circles, verdict="crashed", words="Recursion"),
    ],
    "smallest-capacity": [
        Wrong("leaves-itself-out", leaves_itself_out, words="expected"),
        Wrong("all-keys", all_keys, words="easiest hits"),
        Wrong("zero-for-none", zero_for_none, words="Without requests"),
        Wrong("fails-at-the-end", fails_at_the_end, verdict="crashed", words="IndexError"),
    ],
    "weighted-cache": [
        Wrong("names-the-key-itself", NamesTheKeyItself, words="['a']"),
        Wrong("returns-nothing", ReturnsNothing, words="[]"),
        Wrong("get-does-not-refresh", GetDoesNotRefresh, words="['a']"),
        Wrong(
            "searches-for-the-oldest",
            SearchesForTheOldest,
            verdict="too many steps",
            words="looks through the entries",
        ),
    ],
}
RIGHT = {
    "copy-list-with-random-pointer": [woven_and_parted],
    "smallest-capacity": [by_halving],
    "weighted-cache": [ByLinks],
}
