"""Answers to the exercises of Graph Valid Tree, wrong with their verdicts or right anew."""

from itertools import pairwise

from daybyday.checking import Wrong


def _near(n, edges):
    near = [[] for _ in range(n)]
    for a, b in edges:
        near[a].append(b)
        near[b].append(a)
    return near


# --- number-of-connected-components-in-an-undirected-graph ---------------------------------------


def merges_lists(n, edges):
    label = list(range(n))
    for a, b in edges:
        old, new = label[a], label[b]
        for node in range(n):
            if label[node] == old:
                label[node] = new
    return len(set(label))


def counts_from_one(n, edges):
    parent = list(range(n))
    for a, b in edges:
        parent[a - 1] = parent[b - 1]
    return len(set(parent))


def subtracts_different_edges(n, edges):
    return max(1, n - len({frozenset(edge) for edge in edges if edge[0] != edge[1]}))


def spreads_the_lowest_label(n, edges):
    label, before = list(range(n)), None
    while label != before:
        before = list(label)
        for a, b in edges:
            label[a] = label[b] = min(label[a], label[b])
    return len(set(label))


def walks_by_calling_itself(n, edges):
    near, seen = _near(n, edges), set()

    def visit(node):
        seen.add(node)
        for other in near[node]:
            if other not in seen:
                visit(other)

    components = 0
    for start in range(n):
        if start not in seen:
            components += 1
            visit(start)
    return components


def walks(n, edges):
    near, seen, components = _near(n, edges), [False] * n, 0
    for start in range(n):
        if seen[start]:
            continue
        components += 1
        seen[start], waiting = True, [start]
        while waiting:
            for other in near[waiting.pop()]:
                if not seen[other]:
                    seen[other] = True
                    waiting.append(other)
    return components


# --- graph-valid-tree ----------------------------------------------------------------------------


def walks_unasked(n, edges):
    near, seen, waiting = _near(n, edges), {0}, [0]
    while waiting:
        for other in near[waiting.pop()]:
            if other not in seen:
                seen.add(other)
                waiting.append(other)
    return len(seen) == n and len(edges) == n - 1


def takes_any_back_edge_for_a_cycle(n, edges):
    if not n or not all(0 <= node < n for edge in edges for node in edge):
        return False
    near, seen, waiting = _near(n, edges), set(), [0]
    while waiting:
        node = waiting.pop()
        if node in seen:
            return False
        seen.add(node)
        waiting += near[node]
    return len(seen) == n


def every_node_has_an_edge(n, edges):
    if n == 0 or not all(0 <= node < n for edge in edges for node in edge):
        return False
    different = {frozenset(edge) for edge in edges if edge[0] != edge[1]}
    named = {node for edge in edges for node in edge} | {0}
    return len(edges) == len(different) == n - 1 and len(named) == n


def unites(n, edges):
    parent, size, left = list(range(n)), [1] * n, n
    for edge in edges:
        ends = []
        for node in edge:
            if not 0 <= node < n:
                return False
            while parent[node] != node:
                parent[node] = parent[parent[node]]
                node = parent[node]
            ends.append(node)
        a, b = ends
        if a == b:
            return False
        if size[a] > size[b]:
            a, b = b, a
        parent[a], size[b], left = b, size[a] + size[b], left - 1
    return left == 1


# --- redundant-connection ------------------------------------------------------------------------


def counts_nodes_from_zero(edges):
    parent = list(range(len(edges)))
    for a, b in edges:
        while parent[a] != a:
            a = parent[a]
        while parent[b] != b:
            b = parent[b]
        if a == b:
            return [a, b]
        parent[a] = b
    return None


def returns_roots(edges):
    parent = list(range(len(edges) + 1))
    for a, b in edges:
        while parent[a] != a:
            a = parent[a]
        while parent[b] != b:
            b = parent[b]
        if a == b:
            return [a, b]
        parent[a] = b
    return None


def spares_each_from_the_end(edges):
    nodes = len(edges) + 1
    for i in reversed(range(len(edges))):
        near = _near(nodes, edges[:i] + edges[i + 1 :])
        seen, waiting = {1}, [1]
        while waiting:
            for other in near[waiting.pop()]:
                if other not in seen:
                    seen.add(other)
                    waiting.append(other)
        if len(seen) == len(edges):
            return edges[i]
    return None


def peels_leaves(edges):
    near = [set() for _ in range(len(edges) + 1)]
    for a, b in edges:
        near[a].add(b)
        near[b].add(a)
    leaves = [node for node, others in enumerate(near) if len(others) == 1]
    while leaves:
        leaf = leaves.pop()
        for other in near[leaf]:
            near[other].discard(leaf)
            if len(near[other]) == 1:
                leaves.append(other)
        near[leaf] = set()
    return [edge for edge in edges if edge[1] in near[edge[0]]][-1]


# --- happy-number --------------------------------------------------------------------------------


def stops_at_four(n):
    while n not in (1, 4):
        total = 0
        while n:
            n, digit = divmod(n, 10)
            total += digit * digit
        n = total
    return n == 1


def _next(n):
    return sum(int(digit) ** 2 for digit in str(n))


def waits_for_one(n):
    while n != 1:
        n = _next(n)
    return True


def watches_for_the_start(n):
    start, n = n, _next(n)
    while n not in (1, start):
        n = _next(n)
    return n == 1


def six_rounds(n):
    for _ in range(6):
        n = _next(n)
    return n == 1


def takes_any_repeat_for_joy(n):
    seen = set()
    while n not in seen:
        seen.add(n)
        n = sum(int(digit) ** 2 for digit in str(n))
    return True


def forgets_the_last_digit(n):
    seen = set()
    while n not in seen:
        seen.add(n)
        total = 0
        while n > 9:
            n, digit = divmod(n, 10)
            total += digit * digit
        n = total
    return n == 1


# --- find-the-duplicate-number -------------------------------------------------------------------


def only_neighbours(nums):
    for a, b in pairwise(nums):
        if a == b:
            return a
    return -1


def marks_by_sign(nums):
    for number in nums:
        place = abs(number)
        if nums[place] < 0:
            return place
        nums[place] = -nums[place]
    return None


def bisects_by_counting(nums):
    low, high = 1, len(nums) - 1
    while low < high:
        middle = (low + high) // 2
        if sum(number <= middle for number in nums) > middle:
            high = middle
        else:
            low = middle + 1
    return low


# --- undo-forest ---------------------------------------------------------------------------------


class SizeOfNothing:
    def __init__(self, n):
        self.parent, self.log = list(range(n)), []

    def find(self, node):
        while self.parent[node] != node:
            node = self.parent[node]
        return node

    def unite(self, a, b):
        a, b = self.find(a), self.find(b)
        self.log.append(a)
        self.parent[a] = b
        return a != b

    def size(self, a):
        root = self.find(a)
        return sum(self.find(node) == root for node in range(len(self.parent)))

    def undo(self):
        low = self.log.pop()
        self.parent[low] = low


class UndoesNothingTwice:
    def __init__(self, n):
        self.groups, self.log = [{node} for node in range(n)], None

    def unite(self, a, b):
        self.log = [set(group) for group in self.groups]
        met = [group for group in self.groups if a in group or b in group]
        self.groups = [group for group in self.groups if group not in met]
        self.groups.append(set().union(*met))
        return len(met) == 2

    def size(self, a):
        return next(len(group) for group in self.groups if a in group)

    def undo(self):
        self.groups = self.log


class ByRanks:
    def __init__(self, n):
        self.parent, self.rank, self.count, self.log = list(range(n)), [0] * n, [1] * n, []

    def find(self, node):
        return node if self.parent[node] == node else self.find(self.parent[node])

    def unite(self, a, b):
        a, b = self.find(a), self.find(b)
        if a == b:
            self.log.append(None)
            return False
        if self.rank[a] < self.rank[b]:
            a, b = b, a
        self.log.append((a, b, self.rank[a]))
        self.parent[b] = a
        self.count[a] += self.count[b]
        self.rank[a] = max(self.rank[a], self.rank[b] + 1)
        return True

    def size(self, a):
        return self.count[self.find(a)]

    def undo(self):
        if entry := self.log.pop():
            a, b, rank = entry
            self.parent[b], self.rank[a] = b, rank
            self.count[a] -= self.count[b]


_COMPONENTS = "number-of-connected-components-in-an-undirected-graph"

WRONG = {
    _COMPONENTS: [
        Wrong("merges-lists", merges_lists, "too many steps", ""),
        Wrong("counts-from-one", counts_from_one, "wrong", ""),
        Wrong("subtracts-different-edges", subtracts_different_edges, "wrong", "two nodes"),
        Wrong("spreads-the-lowest-label", spreads_the_lowest_label, "too many steps", "over"),
        Wrong("walks-by-calling-itself", walks_by_calling_itself, "crashed", "RecursionError"),
    ],
    "graph-valid-tree": [
        Wrong("walks-unasked", walks_unasked, "crashed", "IndexError"),
        Wrong("takes-any-back-edge-for-a-cycle", takes_any_back_edge_for_a_cycle, "wrong", ""),
        Wrong("every-node-has-an-edge", every_node_has_an_edge, "wrong", "apart"),
    ],
    "redundant-connection": [
        Wrong("counts-nodes-from-zero", counts_nodes_from_zero, "crashed", "IndexError"),
        Wrong("returns-roots", returns_roots, "wrong", ""),
        Wrong("spares-each-from-the-end", spares_each_from_the_end, "too many steps", "over"),
    ],
    "happy-number": [
        Wrong("waits-for-one", waits_for_one, "too many steps", "never"),
        Wrong("watches-for-the-start", watches_for_the_start, "too many steps", "never"),
        Wrong("six-rounds", six_rounds, "wrong", "more rounds"),
        Wrong("takes-any-repeat-for-joy", takes_any_repeat_for_joy, "wrong", ""),
        Wrong("forgets-the-last-digit", forgets_the_last_digit, "wrong", ""),
    ],
    "find-the-duplicate-number": [
        Wrong("only-neighbours", only_neighbours, "wrong", ""),
        Wrong("marks-by-sign", marks_by_sign, "changed its input", "copy"),
    ],
    "undo-forest": [
        Wrong("size-of-nothing", SizeOfNothing, "too many steps", ""),
        Wrong("undoes-nothing-twice", UndoesNothingTwice, "wrong", ""),
    ],
}

RIGHT = {
    _COMPONENTS: [walks],
    "graph-valid-tree": [unites],
    "redundant-connection": [peels_leaves],
    "happy-number": [stops_at_four],
    "find-the-duplicate-number": [bisects_by_counting],
    "undo-forest": [ByRanks],
}

_SPARE = "a node more, which no edge names"
EQUIVALENT = {
    _COMPONENTS: {
        "line 4: `range(n)` -> `range(n + 1)`": _SPARE,
        "line 4: `1` -> `2`": "all sizes are doubled, and only compared",
    },
    "graph-valid-tree": {"line 6: `range(n)` -> `range(n + 1)`": _SPARE},
    "redundant-connection": {
        "line 15: `return []` -> `return None`": "some edge closes, so it is never reached",
        "line 4: `range(len(edges) + 1)` -> `range(len(edges) + 1 + 1)`": _SPARE,
        "line 4: `1` -> `2`": _SPARE,
    },
}
