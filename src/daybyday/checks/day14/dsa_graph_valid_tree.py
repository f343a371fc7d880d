"""Exercises of the lesson Graph Valid Tree."""

from itertools import pairwise

from daybyday.checking import Budget, Case, Exercise, Misconception


def _groups(nodes, edges):
    """Return the components as sets, by merging the sets that an edge meets."""
    groups = [{node} for node in nodes]
    for edge in edges:
        met = [group for group in groups if group & set(edge)]
        groups = [group for group in groups if group not in met] + [set().union(*met)]
    return groups


def _two_stars(n):
    """Return a tree that makes a path of a forest which always links one way round."""
    half = n // 2
    return [
        *([0, node] for node in range(1, half)),
        *([node, n - 1] for node in range(half, n - 1)),
        [0, n - 1],
    ]


def _path(first, last):
    """Return the edges of a path, every second one first, so that news travels slowly."""
    edges = [[node, node + 1] for node in range(first, last)]
    return edges[::2] + edges[1::2]


def _path_and_stars(n):
    """Return a tree, two thirds of it a path, the rest two stars."""
    end = 2 * n // 3
    stars = [[a + end, b + end] for a, b in _two_stars(n - end)]
    return [*_path(0, end), *stars]


def _root(parent, node):
    while parent[node] != node:
        node = parent[node]
    return node


def _lists_of_edges(st, least, most):
    """Return a strategy of edges between nodes in a range."""
    return st.lists(
        st.tuples(st.integers(least, most), st.integers(least, most)).map(list), max_size=7
    )


# --- number-of-connected-components-in-an-undirected-graph ---------------------------------------


def _count_groups(n, edges):
    return len(_groups(range(n), edges))


def _nodes_less_edges(n, edges):
    return n - len(edges)


def _only_nodes_with_edges(n, edges):
    return len(_groups({node for edge in edges for node in edge}, edges))


def _links_nodes(n, edges):
    parent, components = list(range(n)), n
    for a, b in edges:
        if _root(parent, a) != _root(parent, b):
            parent[a] = b
            components -= 1
    return components


def _counts_parents(n, edges):
    parent = list(range(n))
    for a, b in edges:
        parent[_root(parent, a)] = _root(parent, b)
    return len(set(parent))


def _one_direction(n, edges):
    near = [[] for _ in range(n)]
    for a, b in edges:
        near[a].append(b)
    seen, components = set(), 0
    for start in range(n):
        components += start not in seen
        waiting = [start]
        while waiting:
            node = waiting.pop()
            if node not in seen:
                seen.add(node)
                waiting += near[node]
    return components


def _long_paths(n, edges):
    parent, components = list(range(n)), n
    for a, b in edges:
        a, b = _root(parent, a), _root(parent, b)
        components -= a != b
        parent[a] = b
    return components


_TOO_LONG = (
    "The paths to the roots become as long as the graph, or the edges are read over and over; "
    "keep the paths short, or walk along edges."
)

COMPONENTS = Exercise(
    slug="number-of-connected-components-in-an-undirected-graph",
    title="Number of Connected Components in an Undirected Graph",
    function="number_of_connected_components_in_an_undirected_graph",
    parameters="n, edges",
    cases=[
        Case(5, [[0, 1], [1, 2], [3, 4]], gives=2),
        Case(3, [[0, 2], [2, 0]], gives=2),
        Case(1, [], gives=1, why="One node is one component."),
        Case(3, [], gives=3, why="Without edges each node stands alone."),
        Case(2, [[1, 1]], gives=2, why="A loop joins nothing."),
        Case(
            3, [[0, 1], [1, 2], [2, 0]], gives=1, why="An edge that closes a cycle joins nothing."
        ),
        Case(3, [[1, 0], [2, 0]], gives=1, why="Edges have no direction."),
        Case(4, [[0, 1], [0, 2], [0, 3]], gives=1, why="A node may have many edges."),
        Case(4, [[3, 1], [2, 0], [2, 3]], gives=1, why="An edge may join two large parts."),
        Case(
            5,
            [[0, 1], [1, 2], [2, 0]],
            gives=3,
            why="One edge closes a cycle, and two nodes stand alone.",
        ),
    ],
    generated=lambda st: st.integers(1, 6).flatmap(
        lambda n: st.tuples(st.just(n), _lists_of_edges(st, 0, n - 1)),
    ),
    oracle=_count_groups,
    steps=100_000,
    examples=40,
    budget=Budget(
        make=lambda n: Case(n, _path_and_stars(n), gives=1),
        per=40,
        growth="n",
        sizes=(90, 1_620),
        says=_TOO_LONG,
    ),
    hints=(
        "How many components are there before the first edge, and what can one edge do to that "
        "number?",
        "When does an edge not join anything, and what must be known of its two ends to see that?",
        "Read a star from its centre, by hand, with your forest: how long do its paths become, "
        "and which of two roots should go under the other?",
    ),
    why="Each edge that joins makes one component fewer; union by size keeps the paths short.",
    misconceptions=[
        Misconception(
            "nodes-less-edges",
            _nodes_less_edges,
            says="An edge whose ends are connected already joins nothing; it must not be "
            "subtracted.",
        ),
        Misconception(
            "only-nodes-with-edges",
            _only_nodes_with_edges,
            says="A node without edges is a component, too.",
        ),
        Misconception(
            "links-nodes",
            _links_nodes,
            says="A node that is no root was linked, and so torn out of its tree: link roots.",
        ),
        Misconception(
            "counts-parents",
            _counts_parents,
            says="A node may have a parent that is no root; count roots, not parents.",
        ),
        Misconception(
            "one-direction",
            _one_direction,
            says="Edges are walked in one direction only; both ends are neighbours of each other.",
        ),
        Misconception("long-paths", _long_paths, verdict="too many steps", says=_TOO_LONG),
    ],
)


# --- graph-valid-tree ----------------------------------------------------------------------------


def _whole_and_no_edge_spare(n, edges):
    """Ask whether the graph is one component, and falls apart without any edge."""
    nodes = set(range(n))
    if any(set(edge) - nodes for edge in edges) or len(_groups(nodes, edges)) != 1:
        return False
    rests = [edges[:i] + edges[i + 1 :] for i in range(len(edges))]
    return all(len(_groups(nodes, rest)) == 2 for rest in rests)


def _known_nodes(n, edges):
    return all(0 <= node < n for edge in edges for node in edge)


def _counts_only(n, edges):
    return _known_nodes(n, edges) and len(edges) == n - 1


def _connected_only(n, edges):
    return _known_nodes(n, edges) and len(_groups(range(n), edges)) == 1


def _no_cycle_only(n, edges):
    return n > 0 and _known_nodes(n, edges) and len(_groups(range(n), edges)) == n - len(edges)


def _merges_parallel_edges(n, edges):
    if not n or not _known_nodes(n, edges):
        return False
    different = {frozenset(edge) for edge in edges}
    return len(different) == n - 1 and len(_groups(range(n), edges)) == 1


def _trusts_negative_nodes(n, edges):
    if len(edges) != n - 1 or any(node >= n for edge in edges for node in edge):
        return False
    return len(_groups(range(n), [[node % n for node in edge] for edge in edges])) == 1


def _tree_with_long_paths(n, edges):
    if len(edges) != n - 1 or not _known_nodes(n, edges):
        return False
    parent = list(range(n))
    for a, b in edges:
        a, b = _root(parent, a), _root(parent, b)
        if a == b:
            return False
        parent[a] = b
    return True


VALID = Exercise(
    slug="graph-valid-tree",
    title="Graph Valid Tree",
    function="graph_valid_tree",
    parameters="n, edges",
    cases=[
        Case(4, [[0, 1], [2, 1], [1, 3]], gives=True),
        Case(3, [[0, 1], [1, -1]], gives=False),
        Case(1, [], gives=True, why="One node without edges is a tree."),
        Case(2, [], gives=False, why="Two nodes without an edge are not connected."),
        Case(0, [], gives=False, why="With no node there is no tree."),
        Case(3, [[0, 1], [1, 2], [2, 0]], gives=False, why="A cycle of three."),
        Case(
            4,
            [[0, 1], [1, 2], [2, 0]],
            gives=False,
            why="The number of edges is right, but there is a cycle and a node alone.",
        ),
        Case(
            5,
            [[0, 1], [1, 2], [2, 0], [3, 4]],
            gives=False,
            why="The number of edges is right and every node has one, but nodes 3 and 4 are apart.",
        ),
        Case(2, [[0, 0]], gives=False, why="A loop is a cycle, and node 1 stands alone."),
        Case(1, [[0, 0]], gives=False, why="A loop is a cycle."),
        Case(2, [[0, 1], [1, 0]], gives=False, why="The same edge twice is a cycle."),
        Case(3, [[0, 1], [1, 3]], gives=False, why="There is no node 3."),
        Case(4, [[-2, 0], [0, 1], [1, 3]], gives=False, why="There is no node −2."),
        Case(4, [[0, 1], [2, 3], [1, 2]], gives=True, why="Parts may be joined late."),
    ],
    generated=lambda st: st.integers(0, 5).flatmap(
        lambda n: st.tuples(
            st.just(n),
            st.one_of(
                _lists_of_edges(st, -1, n),
                st.tuples(*(st.integers(0, node - 1) for node in range(1, n))).map(
                    lambda above: [[node, up] for node, up in enumerate(above, 1)]
                ),
            ),
        )
    ),
    oracle=_whole_and_no_edge_spare,
    steps=100_000,
    examples=40,
    budget=Budget(
        make=lambda n: Case(n, _path_and_stars(n), gives=True),
        per=40,
        growth="n",
        sizes=(90, 1_620),
        says=_TOO_LONG,
    ),
    hints=(
        "Which two of the three properties are the cheapest to test, and what follows about the "
        "third?",
        "What would Python do with node −1, and what with node n? Ask before you use a node as a "
        "place.",
        "Test n = 0, a loop, and the same edge twice, in both directions.",
    ),
    why="If all ends are nodes, n − 1 edges and one component leave no room for a cycle.",
    misconceptions=[
        Misconception(
            "counts-only",
            _counts_only,
            says="The number of edges is right, and yet they make a cycle and leave nodes apart.",
        ),
        Misconception(
            "connected-only",
            _connected_only,
            says="The graph is connected, but has an edge too many, which makes a cycle.",
        ),
        Misconception(
            "no-cycle-only",
            _no_cycle_only,
            says="There is no cycle, but the graph is not connected, either.",
        ),
        Misconception(
            "merges-parallel-edges",
            _merges_parallel_edges,
            says="The same edge twice is a cycle; it must not be merged into one.",
        ),
        Misconception(
            "trusts-negative-nodes",
            _trusts_negative_nodes,
            says="A negative number is no node, although Python takes it for a place of a list.",
        ),
        Misconception(
            "tree-with-long-paths", _tree_with_long_paths, verdict="too many steps", says=_TOO_LONG
        ),
    ],
)


# --- redundant-connection ------------------------------------------------------------------------


def _spare_from_the_end(edges):
    """Take edges away from the end until one leaves the graph in one piece."""
    nodes = range(1, len(edges) + 1)
    for i in reversed(range(len(edges))):
        if len(_groups(nodes, edges[:i] + edges[i + 1 :])) == 1:
            return edges[i]
    return None


def _last_of_all(edges):
    return edges[-1]


def _first_on_the_cycle(edges):
    nodes = range(1, len(edges) + 1)
    for i in range(len(edges)):
        if len(_groups(nodes, edges[:i] + edges[i + 1 :])) == 1:
            return edges[i]
    return None


def _both_ends_seen(edges):
    seen = set()
    for a, b in edges:
        if a in seen and b in seen:
            return [a, b]
        seen |= {a, b}
    return None


def _smaller_end_first(edges):
    return sorted(_spare_from_the_end(edges))


def _redundant_with_long_paths(edges):
    parent = list(range(len(edges) + 1))
    for a, b in edges:
        if _root(parent, a) == _root(parent, b):
            return [a, b]
        parent[_root(parent, a)] = _root(parent, b)
    return None


def _one_edge_too_many(st):
    """Return a strategy of a tree's edges and one more, shuffled, in any directions."""

    def edges(drawn):
        above, pick, turns, order = drawn
        made = [[node, up % (node - 1) + 1] for node, up in enumerate(above, 2)]
        n = len(above) + 1
        there = {frozenset(edge) for edge in made}
        spare = [[a, b] for a in range(1, n) for b in range(a + 1, n + 1) if {a, b} not in there]
        made.append(spare[pick % len(spare)])
        made = [edge[::-1] if turn else edge for edge, turn in zip(made, turns, strict=False)]
        return [made[i] for i in order if i < len(made)]

    return st.tuples(
        st.lists(st.integers(0, 5), min_size=2, max_size=5),
        st.integers(0, 9),
        st.lists(st.booleans(), min_size=6, max_size=6),
        st.permutations(range(6)),
    ).map(edges)


def _closed_stars_and_path(n):
    """Return two stars, an edge that closes a cycle of four nodes, and a long path from node 1."""
    both = 2 * n // 5
    edges = [*_two_stars(both), [1, both - 2], *_path(both - 1, n - 1)]
    return Case([[n - a, n - b] for a, b in edges], gives=[n - 1, n - both + 2])


REDUNDANT = Exercise(
    slug="redundant-connection",
    title="Redundant Connection",
    function="redundant_connection",
    parameters="edges",
    cases=[
        Case([[1, 2], [1, 3], [2, 3]], gives=[2, 3]),
        Case([[1, 2], [3, 2], [3, 4], [4, 1], [1, 5]], gives=[4, 1]),
        Case(
            [[2, 3], [3, 1], [2, 1], [4, 1]],
            gives=[2, 1],
            why="The last edge of the list is not on the cycle.",
        ),
        Case(
            [[1, 2], [3, 4], [2, 3], [4, 1]],
            gives=[4, 1],
            why="An edge whose ends both occurred before may still join two parts.",
        ),
        Case([[3, 2], [2, 1], [3, 1]], gives=[3, 1], why="Ends keep the order of the list."),
        Case(
            [[5, 4], [4, 3], [3, 5], [1, 2], [2, 3]],
            gives=[3, 5],
            why="The cycle may be closed before all nodes have been seen.",
        ),
    ],
    generated=lambda st: (_one_edge_too_many(st),),
    oracle=_spare_from_the_end,
    steps=100_000,
    examples=40,
    budget=Budget(
        make=_closed_stars_and_path,
        per=4,
        growth="n log n",
        sizes=(90, 1_800),
        says=_TOO_LONG,
    ),
    hints=(
        "Put the edges in one by one: what is true of the ends of the first edge that closes a "
        "cycle, and of no edge before?",
        "How many edges close in this graph, and which edge of the cycle is it?",
        "Nodes begin at 1. And how long do the paths of your forest become if one node is in "
        "all edges?",
    ),
    why="One edge of the list closes, and it is the one of the cycle that stands last.",
    misconceptions=[
        Misconception(
            "last-of-all",
            _last_of_all,
            says="The last edge of the list need not be on the cycle.",
        ),
        Misconception(
            "first-on-the-cycle",
            _first_on_the_cycle,
            says="The edge is on the cycle, but another one of the cycle stands later in the list.",
        ),
        Misconception(
            "both-ends-seen",
            _both_ends_seen,
            says="Both ends were seen before, but in different parts; the edge joins them.",
        ),
        Misconception(
            "smaller-end-first",
            _smaller_end_first,
            says="Return the edge as it stands in the list, its ends in that order.",
        ),
        Misconception(
            "redundant-with-long-paths",
            _redundant_with_long_paths,
            verdict="too many steps",
            says=_TOO_LONG,
        ),
    ],
)


# --- happy-number --------------------------------------------------------------------------------


def _next(n):
    return sum(int(digit) ** 2 for digit in str(n))


def _far_along(n):
    """Go on for longer than any number needs to reach its cycle, and look."""
    for _ in range(1_000):
        n = _next(n)
    return n == 1


def _one_round(n):
    return _next(n) == 1


def _stops_at_one_digit(n):
    while n > 9:
        n = _next(n)
    return n == 1


def _sums_the_digits(n):
    while n > 9:
        n = sum(map(int, str(n)))
    return n == 1


def _gives_up_too_soon(n):
    for _ in range(4):
        n = _next(n)
    return n == 1


HAPPY = Exercise(
    slug="happy-number",
    title="Happy Number",
    function="happy_number",
    parameters="n",
    cases=[
        Case(23, gives=True),
        Case(4, gives=False),
        Case(1, gives=True, why="1 leads to 1."),
        Case(7, gives=True, why="7 → 49 → 97 → 130 → 10 → 1: one digit is not the end."),
        Case(2, gives=False, why="2 leads to 4, which is on a cycle that 2 is not on."),
        Case(10, gives=True, why="1 + 0 is 1."),
        Case(19, gives=True, why="19 → 82 → 68 → 100 → 1."),
        Case(78_999, gives=True, why="1 comes after seven rounds."),
        Case(20, gives=False, why="20 is on the cycle of 4, far from 4."),
        Case(2_147_483_647, gives=False, why="The largest number allowed."),
    ],
    generated=lambda st: (st.one_of(st.integers(1, 200), st.integers(1, 2**31 - 1)),),
    oracle=_far_along,
    steps=10_000,
    examples=40,
    hints=(
        "Each number leads to exactly one other. How large can that one be at most, and what "
        "follows for a long walk?",
        "The walk ends in a cycle. Which cycles contain 1?",
        "Remember the numbers seen; or let one walker go twice as fast, and ask where the two "
        "meet.",
    ),
    why="Every walk enters a cycle, and the cycle of 1 is 1 alone.",
    misconceptions=[
        Misconception("one-round", _one_round, says="1 may come later; go on."),
        Misconception(
            "stops-at-one-digit",
            _stops_at_one_digit,
            says="A number of one digit is not the end: 7 leads to 49, and at last to 1.",
        ),
        Misconception(
            "sums-the-digits",
            _sums_the_digits,
            says="The digits are squared before they are added.",
        ),
        Misconception(
            "gives-up-too-soon",
            _gives_up_too_soon,
            says="1 may need more rounds than that; go on until numbers repeat.",
        ),
    ],
)


# --- find-the-duplicate-number -------------------------------------------------------------------


def _neighbours_in_order(nums):
    """Sort, and look for equal neighbours."""
    ordered = sorted(nums)
    return next(a for a, b in pairwise(ordered) if a == b)


def _more_than_the_sum(nums):
    n = len(nums) - 1
    return sum(nums) - n * (n + 1) // 2


def _all_pairs(nums):
    for i, number in enumerate(nums):
        for j in range(i):
            if nums[j] == number:
                return number
    return None


def _sorts_in_place(nums):
    nums.sort()
    for i in range(1, len(nums)):
        if nums[i] == nums[i - 1]:
            return nums[i]
    return None


def _where_they_meet(nums):
    slow, fast = nums[0], nums[nums[0]]
    while slow != fast:
        slow, fast = nums[slow], nums[nums[fast]]
    return slow


def _place_not_number(nums):
    seen = set()
    for place, number in enumerate(nums):
        if number in seen:
            return place
        seen.add(number)
    return None


def _starts_at_one(nums):
    slow, fast = nums[0], nums[nums[0]]
    while slow != fast:
        slow, fast = nums[slow], nums[nums[fast]]
    slow = nums[0]
    for _ in range(len(nums)):
        if slow == fast:
            return slow
        slow, fast = nums[slow], nums[fast]
    return slow


def _list_with_a_duplicate(st):
    """Return a strategy: some numbers replaced by one of the others, and shuffled."""
    return st.integers(1, 7).flatmap(
        lambda n: st.tuples(
            st.integers(1, n), st.sets(st.integers(1, n)), st.permutations(range(n + 1))
        ).map(
            lambda drawn: [
                [drawn[0], *(drawn[0] if k in drawn[1] else k for k in range(1, n + 1))][place]
                for place in drawn[2]
            ]
        )
    )


DUPLICATE = Exercise(
    slug="find-the-duplicate-number",
    title="Find the Duplicate Number",
    function="find_the_duplicate_number",
    parameters="nums",
    cases=[
        Case([2, 4, 1, 3, 2], gives=2),
        Case([3, 3, 3, 3], gives=3),
        Case([1, 1], gives=1, why="The shortest list."),
        Case([1, 2, 2], gives=2, why="The number may stand at the end."),
        Case([4, 1, 4, 4, 2], gives=4, why="A number may be missing if another occurs thrice."),
        Case([2, 2, 2, 1], gives=2, why="Not all numbers from 1 to n occur."),
        Case([3, 1, 3, 4, 2], gives=3, why="The number that occurs twice is on a cycle of places."),
        Case([1, 2, 3, 4, 5, 6, 4], gives=4, why="The cycle begins after a long way."),
        Case([5, 4, 3, 2, 1, 5], gives=5, why="A cycle of one place."),
    ],
    generated=lambda st: (_list_with_a_duplicate(st),),
    oracle=_neighbours_in_order,
    steps=100_000,
    examples=40,
    budget=Budget(
        make=lambda n: Case([*range(1, n + 1), n // 2], gives=n // 2),
        per=6,
        growth="n log n",
        sizes=(100, 1_000),
        says="Comparing each number with all others takes n²/2 comparisons.",
    ),
    hints=(
        "The numbers 1 to n are places of the list. What do you get if place i leads to place "
        "nums[i], and which place is never led to?",
        "A walk from that place enters a cycle. Why is the place where it enters the answer?",
        "Two walkers meet somewhere on the cycle; what does one of them that starts again from "
        "the beginning, at the same pace as the other, find?",
    ),
    why="The walk from place 0 enters a cycle at the one place that two places lead to.",
    misconceptions=[
        Misconception(
            "more-than-the-sum",
            _more_than_the_sum,
            says="The sum tells only if the number occurs twice and no other is missing; it may "
            "occur more often.",
        ),
        Misconception(
            "all-pairs",
            _all_pairs,
            verdict="too many steps",
            says="Comparing each number with all others takes n²/2 comparisons.",
        ),
        Misconception(
            "sorts-in-place",
            _sorts_in_place,
            verdict="changed its input",
            says="The list must stay as it is.",
        ),
        Misconception(
            "where-they-meet",
            _where_they_meet,
            says="The walkers meet somewhere on the cycle; the number is where the cycle is "
            "entered.",
        ),
        Misconception(
            "place-not-number",
            _place_not_number,
            says="This is a place of the list, and the number that stands there is asked for.",
        ),
        Misconception(
            "starts-at-one",
            _starts_at_one,
            says="The second walk begins at place 0, from which the first one began, not one step "
            "later.",
        ),
    ],
)


# --- undo-forest ---------------------------------------------------------------------------------


def _replay(*calls):
    """Answer by merging sets anew from the unions that stand."""
    n = calls[0][1]
    standing, results = [], [None]
    for name, *arguments in calls[1:]:
        groups = _groups(range(n), standing)
        if name == "unite":
            a, b = arguments
            results.append(not any({a, b} <= group for group in groups))
            standing.append([a, b])
        elif name == "size":
            results.append(next(len(group) for group in groups if arguments[0] in group))
        else:
            standing.pop()
            results.append(None)
    return results


class _UndoBase:
    def __init__(self, n):
        self.parent, self.sizes, self.log = list(range(n)), [1] * n, []

    def find(self, node):
        return _root(self.parent, node)

    def unite(self, a, b):
        low, high = self.find(a), self.find(b)
        if self.sizes[low] > self.sizes[high]:
            low, high = high, low
        self.log.append(low)
        if low == high:
            return False
        self.parent[low] = high
        self.sizes[high] += self.sizes[low]
        return True

    def size(self, a):
        return self.sizes[self.find(a)]

    def undo(self):
        low = self.log.pop()
        high = self.parent[low]
        if low != high:
            self.parent[low] = low
            self.sizes[high] -= self.sizes[low]


class _CompressesPaths(_UndoBase):
    def find(self, node):
        root = _root(self.parent, node)
        while self.parent[node] != node:
            self.parent[node], node = root, self.parent[node]
        return root


class _LogsJoinsOnly(_UndoBase):
    def unite(self, a, b):
        joins = super().unite(a, b)
        if not joins:
            self.log.pop()
        return joins

    def undo(self):
        if self.log:
            super().undo()


class _KeepsTheSize(_UndoBase):
    def undo(self):
        low = self.log.pop()
        self.parent[low] = low


class _CutsTheFirstNode(_UndoBase):
    def unite(self, a, b):
        joins = super().unite(a, b)
        self.log[-1] = a
        return joins


class _LinksOneWay(_UndoBase):
    def unite(self, a, b):
        low, high = self.find(a), self.find(b)
        self.log.append(low)
        if low == high:
            return False
        self.parent[low] = high
        self.sizes[high] += self.sizes[low]
        return True


class _LinksTheOtherWay(_LinksOneWay):
    def unite(self, a, b):
        return super().unite(b, a)


def _valid_calls(n, drawn):
    """Return the calls, without those of undo that have nothing to take back."""
    calls, standing = [("UndoForest", n)], 0
    for name, a, b in drawn:
        if name == "unite":
            calls.append((name, a % n, b % n))
            standing += 1
        elif name == "size":
            calls.append((name, a % n))
        elif standing:
            calls.append((name,))
            standing -= 1
    return tuple(calls)


def _many_calls(n):
    """Unite two stars, ask for all sizes, and take everything back."""
    sizes = [*range(2, n // 2 + 1), *range(2, n - n // 2 + 1), n]
    assert len(sizes) == n - 1
    calls = [("unite", *edge) for edge in _two_stars(n)]
    asked = [("size", node) for node in range(n)]
    return Case(
        ("UndoForest", n),
        *calls,
        *asked,
        *[("undo",)] * (n - 1),
        ("size", 0),
        gives=[None, *[True] * (n - 1), *[n] * n, *[None] * (n - 1), 1],
    )


_ONE_WAY = (
    "The paths to the roots become as long as the forest; put the smaller tree under the larger."
)

UNDO = Exercise(
    slug="undo-forest",
    title="A forest that can undo",
    function="UndoForest",
    parameters="calls",
    kind="class",
    cases=[
        Case(
            ("UndoForest", 3),
            ("unite", 0, 1),
            ("unite", 1, 0),
            ("size", 0),
            ("undo",),
            ("size", 0),
            ("undo",),
            ("size", 0),
            gives=[None, True, False, 2, None, 2, None, 1],
        ),
        Case(
            ("UndoForest", 3),
            ("unite", 0, 1),
            ("unite", 1, 2),
            ("undo",),
            ("size", 2),
            ("size", 0),
            gives=[None, True, True, None, 1, 2],
        ),
        Case(("UndoForest", 1), ("size", 0), gives=[None, 1], why="A node alone."),
        Case(
            ("UndoForest", 1),
            ("unite", 0, 0),
            ("undo",),
            ("size", 0),
            gives=[None, False, None, 1],
            why="A node is in its own component.",
        ),
        Case(
            ("UndoForest", 4),
            ("unite", 0, 1),
            ("unite", 2, 3),
            ("unite", 0, 2),
            ("size", 0),
            ("size", 1),
            ("size", 2),
            ("undo",),
            ("unite", 0, 1),
            ("unite", 1, 3),
            ("size", 0),
            gives=[None, True, True, True, 4, 4, 4, None, False, True, 4],
            why="Nothing of the union taken back may remain.",
        ),
        Case(
            ("UndoForest", 4),
            ("unite", 0, 1),
            ("unite", 1, 2),
            ("unite", 2, 3),
            ("undo",),
            ("undo",),
            ("unite", 3, 2),
            ("size", 0),
            ("size", 3),
            gives=[None, True, True, True, None, None, True, 2, 2],
            why="Unions are taken back one after the other, the last first.",
        ),
    ],
    generated=lambda st: st.tuples(
        st.integers(1, 5),
        st.lists(
            st.tuples(
                st.sampled_from(["unite", "unite", "size", "undo"]),
                st.integers(0, 4),
                st.integers(0, 4),
            ),
            max_size=12,
        ),
    ).map(lambda drawn: _valid_calls(*drawn)),
    oracle=_replay,
    steps=100_000,
    examples=40,
    budget=Budget(
        make=_many_calls,
        per=90,
        growth="n",
        sizes=(50, 300),
        says=_ONE_WAY,
    ),
    hints=(
        "What does one `unite` write, and what must be remembered to write it back?",
        "What does path compression write, and to which of the unions does it belong? Which other "
        "remedy of the lesson keeps paths short?",
        "A `unite` that joins nothing can be undone, too: what stands for it in your log?",
    ),
    why="A union writes one link and one size, and when it is undone, both are as it left them.",
    misconceptions=[
        Misconception(
            "compresses-paths",
            _CompressesPaths,
            says="Compressed paths lead past links that are taken back later; leave the links as "
            "the unions wrote them.",
        ),
        Misconception(
            "logs-joins-only",
            _LogsJoinsOnly,
            says="A `unite` that returned False counts as well: `undo` takes it back, and nothing "
            "else.",
        ),
        Misconception(
            "keeps-the-size",
            _KeepsTheSize,
            says="The link is taken back, but the root still has the size of both.",
        ),
        Misconception(
            "cuts-the-first-node",
            _CutsTheFirstNode,
            says="The link that a union wrote is at a root, not at the node it was called with.",
        ),
        Misconception("links-one-way", _LinksOneWay, verdict="too many steps", says=_ONE_WAY),
        Misconception(
            "links-the-other-way", _LinksTheOtherWay, verdict="too many steps", says=_ONE_WAY
        ),
    ],
)


EXERCISES = [COMPONENTS, VALID, REDUNDANT, HAPPY, DUPLICATE, UNDO]
