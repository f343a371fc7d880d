"""Exercises of the lesson Clone Graph."""

from collections import deque

from daybyday.checking import Budget, Case, Exercise, GraphNode, Misconception, graph

# A graph as it is drawn here: for each number up to three numbers that it leads to.


def _drawn(st, most=5):
    """Graphs of one to so many nodes, loops and repeated links included, all of it reachable."""
    return st.integers(1, most).flatmap(
        lambda size: st.lists(
            st.lists(st.integers(0, size - 1), max_size=3), min_size=size, max_size=size
        ).map(_from_the_first)
    )


def _from_the_first(links):
    """Return the graph, its nodes in the order in which rounds of new neighbours find them."""
    found = frontier = [0]
    while frontier:
        frontier = list(
            dict.fromkeys(other for name in frontier for other in links[name] if other not in found)
        )
        found = found + frontier
    return graph({name: links[name] for name in found})


# --- clone-graph -------------------------------------------------------------------------------


def _clone(node, adds, new=True):
    """A right walk; `adds` says whether a link is kept, given whether its end is new."""
    if node is None:
        return None
    copy_of, waiting = {node: GraphNode(node.val)}, deque([node])
    while waiting:
        current = waiting.popleft()
        for neighbor in current.neighbors:
            first = neighbor not in copy_of
            if first:
                copy_of[neighbor] = GraphNode(neighbor.val)
                waiting.append(neighbor)
            if adds(current, neighbor, first):
                copy_of[current].neighbors.append(copy_of[neighbor])
    return copy_of[node]


def _no_map(node):
    if node is None:
        return None
    return GraphNode(node.val, [_no_map(neighbor) for neighbor in node.neighbors])


def _first_links_only(node):
    return _clone(node, lambda current, neighbor, first: first)


def _no_loops(node):
    return _clone(node, lambda current, neighbor, first: neighbor is not current)


def _each_once(node):
    copy = _clone(node, lambda *_: True)
    met, waiting = set(), [copy] if copy else []
    while waiting:
        current = waiting.pop()
        if current in met:
            continue
        met.add(current)
        current.neighbors = list(dict.fromkeys(current.neighbors))
        waiting += current.neighbors
    return copy


def _old_neighbors(node):
    return node and GraphNode(node.val, list(node.neighbors))


def _recursive(node, copy_of=None):
    if node is None:
        return None
    copy_of = {} if copy_of is None else copy_of
    if node not in copy_of:
        copy_of[node] = GraphNode(node.val)
        for neighbor in node.neighbors:
            copy_of[node].neighbors.append(_recursive(neighbor, copy_of))
    return copy_of[node]


def _list_of_pairs(node):
    if node is None:
        return None
    pairs = [(node, GraphNode(node.val))]
    for old, new in pairs:
        for neighbor in old.neighbors:
            copy = None
            for seen, its_copy in pairs:
                if seen is neighbor:
                    copy = its_copy
                    break
            if copy is None:
                copy = GraphNode(neighbor.val)
                pairs.append((neighbor, copy))
            new.neighbors.append(copy)
    return pairs[0][1]


def _two_way_path(size):
    return graph({i: [j for j in (i - 1, i + 1) if 0 <= j < size] for i in range(size)})


CLONE = Exercise(
    slug="clone-graph",
    title="Clone Graph",
    function="clone_graph",
    parameters="node",
    new_nodes=True,
    cases=[
        Case(graph({1: [2, 3], 2: [1], 3: []}), gives=graph({1: [2, 3], 2: [1], 3: []})),
        Case(
            graph({5: [5, 5]}),
            gives=graph({5: [5, 5]}),
            why="A link may lead from a node to itself, and there may be two of them.",
        ),
        Case(graph({}), gives=graph({}), why="Where there is no node, return None."),
        Case(graph({7: []}), gives=graph({7: []}), why="A node may have no neighbours."),
        Case(
            graph({1: [2], 2: [3], 3: [1]}),
            gives=graph({1: [2], 2: [3], 3: [1]}),
            why="The last node leads back to the first one, which has a copy already.",
        ),
        Case(
            graph({1: [2, 3], 2: [4], 3: [4], 4: []}),
            gives=graph({1: [2, 3], 2: [4], 3: [4], 4: []}),
            why="Two ways lead to node 4, and there must be one copy of it.",
        ),
        Case(
            graph({3: [1, 2], 1: [2, 3], 2: [3, 1]}),
            gives=graph({3: [1, 2], 1: [2, 3], 2: [3, 1]}),
            why="Neighbours stand in the order in which they stood.",
        ),
    ],
    generated=lambda st: (_drawn(st),),
    oracle=lambda node: node,
    budget=Budget(
        make=lambda n: (_two_way_path(n),),
        per=30,
        growth="n",
        sizes=(200, 1_500),
        says="For each link it looks through what was copied; let a dict lead from each node to "
        "its copy.",
    ),
    hints=(
        "When a link leads to a node, what must be known about that node before anything is made?",
        "A dict can lead from each node to its copy. When does a node have to enter it, so that a "
        "way back finds it there?",
        "The nodes whose copies have no neighbours yet must wait somewhere: not in open calls, "
        "because a path is as deep as it is long.",
    ),
    why="Each node enters the map when it is first seen, so it has one copy and is taken once, "
    "and every link is looked at once.",
    misconceptions=[
        Misconception(
            "first-links-only",
            _first_links_only,
            says="Only links to nodes that are new are copied; a link to a node that has a copy "
            "already is a link, too.",
        ),
        Misconception(
            "no-loops",
            _no_loops,
            says="A node's links to itself are lost.",
        ),
        Misconception(
            "each-once",
            _each_once,
            says="Where several links lead to the same node, the copy keeps only one of them.",
        ),
        Misconception(
            "list-of-pairs",
            _list_of_pairs,
            verdict="too many steps",
            says="For each link it looks through what was copied; let a dict lead from each node "
            "to its copy.",
        ),
    ],
)


# --- graph-to-records --------------------------------------------------------------------------


def _records(node):
    """Number the nodes of the plain graph by their place."""
    number = {value: place for place, (value, _) in enumerate(node.edges)}
    return [[value, [number[other] for other in others]] for value, others in node.edges]


def _walk(node, take):
    """Records in the order in which nodes are taken."""
    order, waiting = {}, deque([node] if node else [])
    while waiting:
        current = take(waiting)
        if current not in order:
            order[current] = len(order)
            waiting.extend(current.neighbors)
    return [[n.val, [order[other] for other in n.neighbors]] for n in order]


def _depth_first(node, order=None):
    order = {} if order is None else order
    top = not order
    if node is not None:
        order[node] = len(order)
        for neighbor in node.neighbors:
            if neighbor not in order:
                _depth_first(neighbor, order)
    if top:
        return [[n.val, [order[other] for other in n.neighbors]] for n in order]
    return None


def _from_the_right(node):
    return _walk(node, deque.pop)


def _values_for_numbers(node):
    return _numbered(node, lambda number, other: other.val)


def _counts_from_one(node):
    return _numbered(node, lambda number, other: number[other] + 1)


def _numbered(node, name):
    order = {node: 0} if node else {}
    waiting = deque(order)
    while waiting:
        for neighbor in waiting.popleft().neighbors:
            if neighbor not in order:
                order[neighbor] = len(order)
                waiting.append(neighbor)
    return [[n.val, [name(order, other) for other in n.neighbors]] for n in order]


def _searches_for_numbers(node):
    nodes = [node] if node else []
    records = []
    for current in nodes:
        numbers = []
        for neighbor in current.neighbors:
            place = 0
            while place < len(nodes) and nodes[place] is not neighbor:
                place += 1
            if place == len(nodes):
                nodes.append(neighbor)
            numbers.append(place)
        records.append([current.val, numbers])
    return records


RECORDS = Exercise(
    slug="graph-to-records",
    title="A graph in records",
    function="graph_to_records",
    parameters="node",
    cases=[
        Case(
            graph({"a": ["c", "b"], "c": [], "b": ["a"]}),
            gives=[["a", [1, 2]], ["c", []], ["b", [0]]],
        ),
        Case(graph({}), gives=[], why="Where there is no node, there is no record."),
        Case(graph({7: []}), gives=[[7, []]], why="A node without neighbours has a record, too."),
        Case(
            graph({4: [4, 4]}),
            gives=[[4, [0, 0]]],
            why="Each link has its number, also to the node itself and when there are two.",
        ),
        Case(
            graph({"a": ["b", "c"], "b": ["d"], "c": [], "d": []}),
            gives=[["a", [1, 2]], ["b", [3]], ["c", []], ["d", []]],
            why="Nodes are numbered in the order in which they are first seen by a walk with a "
            "queue: all neighbours of `a` come before those of `b`.",
        ),
        Case(
            graph({3: [1], 1: [2], 2: [3, 1]}),
            gives=[[3, [1]], [1, [2]], [2, [0, 1]]],
            why="A number is a place in the list, not a value.",
        ),
    ],
    generated=lambda st: (_drawn(st),),
    oracle=_records,
    budget=Budget(
        make=lambda n: (_two_way_path(n),),
        per=22,
        growth="n",
        sizes=(200, 1_500),
        says="For each link it searches for the node's number; let a dict lead from each node to "
        "its number.",
    ),
    hints=(
        "In `clone` the map leads from a node to its copy. What should it lead to here?",
        "When can a record be written: when its node is first seen, or when all its neighbours "
        "have been?",
        "The number of a node that is new is how many were seen before it.",
    ),
    why="The number is given when a node is first seen, and the record is written when all its "
    "neighbours have been.",
    misconceptions=[
        Misconception(
            "depth-first",
            _depth_first,
            says="The nodes are numbered depth first; with a queue, all neighbours of a node are "
            "seen before theirs are.",
        ),
        Misconception(
            "from-the-right",
            _from_the_right,
            says="The node that came last is taken first; a queue is served from its front.",
        ),
        Misconception(
            "values-for-numbers",
            _values_for_numbers,
            says="These are the values of the neighbours; what is asked for are the places of "
            "their records.",
        ),
        Misconception(
            "counts-from-one",
            _counts_from_one,
            says="Places in a list are counted from 0.",
        ),
        Misconception(
            "searches-for-numbers",
            _searches_for_numbers,
            verdict="too many steps",
            says="For each link it searches for the node's number; let a dict lead from each node "
            "to its number.",
        ),
    ],
)


# --- rotting-oranges ---------------------------------------------------------------------------

_STEPS = ((0, 1), (1, 0), (0, -1), (-1, 0))
_DIAGONAL = (*_STEPS, (1, 1), (1, -1), (-1, 1), (-1, -1))


def _minute_by_minute(grid):
    """Turn whole crates over, minute by minute, with a set of rotten places."""
    rotten = {(r, c) for r, row in enumerate(grid) for c, cell in enumerate(row) if cell == 2}
    fresh = {(r, c) for r, row in enumerate(grid) for c, cell in enumerate(row) if cell == 1}
    minutes = 0
    while fresh:
        caught = {p for p in fresh if any((p[0] + r, p[1] + c) in rotten for r, c in _STEPS)}
        if not caught:
            return -1
        fresh, rotten, minutes = fresh - caught, rotten | caught, minutes + 1
    return minutes


def _by_queue(grid, steps=_STEPS, end=0, unreached=-1, wrap=False):
    """A right walk whose parts the wrong ones replace."""
    rows, columns = len(grid), len(grid[0])
    minutes = {}
    for r in range(rows):
        for c in range(columns):
            if grid[r][c] == 2:
                minutes[r, c] = 0
    waiting, latest = deque(minutes), 0
    while waiting:
        r, c = waiting.popleft()
        latest = minutes[r, c]
        for dr, dc in steps:
            there = (r + dr, c + dc)
            if wrap and -1 in there:
                there = there[0] % rows, there[1] % columns
            if not (0 <= there[0] < rows and 0 <= there[1] < columns) or there in minutes:
                continue
            if grid[there[0]][there[1]] == 1:
                minutes[there] = latest + 1
                waiting.append(there)
    fresh = sum(cell == 1 for row in grid for cell in row)
    caught = sum(grid[r][c] == 1 for r, c in minutes)
    return latest + end if fresh == caught else (latest if unreached is None else unreached)


def _one_minute_more(grid):
    return _by_queue(grid, end=1)


def _forgets_the_fresh(grid):
    return _by_queue(grid, unreached=None)


def _diagonal(grid):
    return _by_queue(grid, steps=_DIAGONAL)


def _round_the_edge(grid):
    return _by_queue(grid, wrap=True)


def _at(grid, r, c):
    """The cell at a place, 0 outside."""
    return grid[r][c] if 0 <= r < len(grid) and 0 <= c < len(grid[0]) else 0


def _sweeps(grid):
    crate = [list(row) for row in grid]
    minutes = 0
    while any(1 in row for row in crate):
        changed = False
        for r, row in enumerate(crate):
            for c, cell in enumerate(row):
                for dr, dc in _STEPS if cell == 2 else ():
                    if _at(crate, r + dr, c + dc) == 1:
                        crate[r + dr][c + dc] = 2
                        changed = True
        if not changed:
            return -1
        minutes += 1
    return minutes


def _rots_the_grid(grid):
    waiting = deque(
        (r, c, 0) for r, row in enumerate(grid) for c, cell in enumerate(row) if cell == 2
    )
    minute = 0
    while waiting:
        r, c, minute = waiting.popleft()
        for dr, dc in _STEPS:
            if _at(grid, r + dr, c + dc) == 1:
                grid[r + dr][c + dc] = 2
                waiting.append((r + dr, c + dc, minute + 1))
    return -1 if any(1 in row for row in grid) else minute


def _looks_at_all_each_minute(grid):
    crate = [list(row) for row in grid]
    minutes = 0
    while True:
        caught = []
        left = False
        for r, row in enumerate(crate):
            for c, cell in enumerate(row):
                if cell == 1:
                    left = True
                    for dr, dc in _STEPS:
                        if _at(crate, r + dr, c + dc) == 2:
                            caught.append((r, c))
                            break
        if not left:
            return minutes
        if not caught:
            return -1
        for r, c in caught:
            crate[r][c] = 2
        minutes += 1


def _left_side_rotten(n):
    """A square crate of about n cells whose first column is rotten."""
    side = int(n**0.5)
    return ([[2] + [1] * (side - 1) for _ in range(side)],)


ORANGES = Exercise(
    slug="rotting-oranges",
    title="Rotting Oranges",
    function="rotting_oranges",
    parameters="grid",
    cases=[
        Case([[2, 1, 1], [0, 1, 2]], gives=1),
        Case([[2, 0, 1]], gives=-1, why="Nothing rotten comes to the orange at the right."),
        Case([[0]], gives=0, why="Where no orange is fresh, no minute has to pass."),
        Case([[2]], gives=0, why="Where no orange is fresh, no minute has to pass."),
        Case([[1]], gives=-1, why="Without a rotten orange the fresh one stays fresh."),
        Case(
            [[2, 1, 1, 1]],
            gives=3,
            why="An orange that has become rotten spoils others only in the next minute.",
        ),
        Case([[1, 1, 1, 2]], gives=3, why="It spreads in all four directions alike."),
        Case(
            [[2, 1, 1, 1, 2]],
            gives=2,
            why="All rotten oranges spread at the same time; the nearest one counts.",
        ),
        Case([[2, 0], [0, 1]], gives=-1, why="Oranges do not touch across a corner."),
        Case(
            [[2, 0, 0, 1], [0, 0, 0, 1]],
            gives=-1,
            why="The crate does not go on from one edge at the opposite one: mind index -1.",
        ),
        Case([[2, 1, 0], [0, 1, 1], [1, 0, 1], [1, 1, 1]], gives=8, why="The way may be long."),
    ],
    generated=lambda st: (
        st.tuples(st.integers(1, 3), st.integers(1, 4)).flatmap(
            lambda shape: st.lists(
                st.lists(st.sampled_from([1, 2, 0]), min_size=shape[1], max_size=shape[1]),
                min_size=shape[0],
                max_size=shape[0],
            )
        ),
    ),
    oracle=_minute_by_minute,
    budget=Budget(
        make=_left_side_rotten,
        per=70,
        growth="n",
        sizes=(196, 1_600),
        says="Cells are looked at again and again; let one queue hold what has just become "
        "rotten, with all that are rotten at the beginning in it first.",
    ),
    hints=(
        "When an orange becomes rotten depends on the nearest one that is rotten at the "
        "beginning. Which of the lesson's functions finds that?",
        "What is a node here, what are its neighbours, and what stands in the queue at the start?",
        "How do you know at the end that an orange was never reached, and what if there was "
        "nothing to reach?",
    ),
    why="With all rotten oranges in the queue at the start, the first minute found for each cell "
    "is the smallest, and no cell is taken twice.",
    misconceptions=[
        Misconception(
            "one-minute-more",
            _one_minute_more,
            says="This counts one minute more, in which nothing is left to rot.",
        ),
        Misconception(
            "forgets-the-fresh",
            _forgets_the_fresh,
            says="Some oranges are never reached, and then the answer is -1.",
        ),
        Misconception(
            "diagonal",
            _diagonal,
            says="Oranges do not touch across a corner.",
        ),
        Misconception(
            "sweeps",
            _sweeps,
            says="An orange that has become rotten spoils others in the same minute, if the sweep "
            "comes to it later; it must wait for the next one.",
        ),
        Misconception(
            "round-the-edge",
            _round_the_edge,
            says="The crate does not go on from one edge at the opposite one: mind index -1.",
        ),
        Misconception(
            "rots-the-grid",
            _rots_the_grid,
            verdict="changed its input",
            says="The grid given must stay as it is: note elsewhere what has become rotten.",
        ),
        Misconception(
            "looks-at-all-each-minute",
            _looks_at_all_each_minute,
            verdict="too many steps",
            says="Cells are looked at again and again; let one queue hold what has just become "
            "rotten, with all that are rotten at the beginning in it first.",
        ),
    ],
)


# --- clone-within ------------------------------------------------------------------------------


def _by_sets(node, distance):
    """Let the set of values grow along the plain edges, and keep the edges inside it."""
    within = {value for value, _ in node.edges[:1]}
    for _ in range(min(distance, len(node.edges))):
        within |= {b for a, others in node.edges if a in within for b in others}
    return graph({a: [b for b in others if b in within] for a, others in node.edges if a in within})


def _distances(node, distance):
    far, waiting = {node: 0}, deque([node])
    while waiting:
        current = waiting.popleft()
        for neighbor in current.neighbors:
            if neighbor not in far and far[current] < distance:
                far[neighbor] = far[current] + 1
                waiting.append(neighbor)
    return far


def _linked(node, kept, keeps=lambda old, other: True):
    copy_of = {old: GraphNode(old.val) for old in kept}
    for old, new in copy_of.items():
        new.neighbors = [
            copy_of[other] for other in old.neighbors if other in copy_of and keeps(old, other)
        ]
    return copy_of[node]


def _bare_border(node, distance):
    far = _distances(node, distance)
    return _linked(node, far, lambda old, other: far[old] < distance)


def _outwards_only(node, distance):
    far = _distances(node, distance)
    return _linked(node, far, lambda old, other: far[other] == far[old] + 1)


def _walks_deep(node, distance):
    kept = {}

    def visit(current, left):
        kept[current] = None
        for neighbor in current.neighbors:
            if left and neighbor not in kept:
                visit(neighbor, left - 1)

    visit(node, distance)
    return _linked(node, kept)


def _one_step_more(node, distance):
    return _linked(node, _distances(node, distance + 1))


def _keeps_old_ends(node, distance):
    far = _distances(node, distance)
    copy_of = {old: GraphNode(old.val) for old in far}
    for old, new in copy_of.items():
        new.neighbors = [copy_of.get(other, other) for other in old.neighbors]
    return copy_of[node]


def _walks_everywhere(node, distance):
    far = _distances(node, float("inf"))
    return _linked(node, [old for old in far if far[old] <= distance])


def _far_beyond(n):
    """A path ten times as long as the distance asked for."""
    return (graph({i: [i + 1] for i in range(10 * n)} | {10 * n: []}), n)


WITHIN = Exercise(
    slug="clone-within",
    title="A copy with a border",
    function="clone_within",
    parameters="node, distance",
    new_nodes=True,
    cases=[
        Case(
            graph({1: [2, 3], 2: [3, 4], 3: [1], 4: []}),
            1,
            gives=graph({1: [2, 3], 2: [3], 3: [1]}),
            why="Links between two nodes at the border stay.",
        ),
        Case(
            graph({1: [1, 2], 2: []}),
            0,
            gives=graph({1: [1]}),
            why="At distance 0 there is one node, with its links to itself.",
        ),
        Case(
            graph({1: [2], 2: [3], 3: [4], 4: []}),
            2,
            gives=graph({1: [2], 2: [3], 3: []}),
            why="Two links lead to node 3, three to node 4.",
        ),
        Case(
            graph({1: [2, 3], 2: [3], 3: [4], 4: []}),
            2,
            gives=graph({1: [2, 3], 2: [3], 3: [4], 4: []}),
            why="There is a long way to node 3 and a short one; the short one counts.",
        ),
        Case(
            graph({1: [2, 3], 2: [5], 3: [4], 5: [6], 4: [5], 6: []}),
            3,
            gives=graph({1: [2, 3], 2: [5], 3: [4], 5: [6], 4: [5], 6: []}),
            why="Node 5 is two links away, by way of 2; whoever comes by way of 3 and 4 first, as "
            "with a stack, takes it for farther.",
        ),
        Case(
            graph({1: [2], 2: [1, 3], 3: [1]}),
            1,
            gives=graph({1: [2], 2: [1]}),
            why="Links that lead back stay, too.",
        ),
        Case(
            graph({1: [2, 2], 2: [2, 1]}),
            9,
            gives=graph({1: [2, 2], 2: [2, 1]}),
            why="Where all is within the distance, all is copied.",
        ),
    ],
    generated=lambda st: (_drawn(st), st.integers(0, 3)),
    oracle=_by_sets,
    budget=Budget(
        make=_far_beyond,
        per=32,
        growth="n",
        sizes=(50, 400),
        says="Nodes beyond the distance are walked to; let the border send nobody to wait.",
    ),
    hints=(
        "What does `distances` know about a node at the moment when it is first seen?",
        "A node at the border sends nobody to wait. Which of its links belong to the copy all the "
        "same, and when do you know that?",
        "Would a stack do as well as the queue? Think of a node to which a long way and a short "
        "one lead.",
    ),
    why="The queue knows the distance of a node when it first sees it, and the links are made when "
    "it is certain who is within.",
    misconceptions=[
        Misconception(
            "bare-border",
            _bare_border,
            says="The nodes at the border have lost their links; those to nodes within stay.",
        ),
        Misconception(
            "outwards-only",
            _outwards_only,
            says="Only links that lead outwards are kept; those that lead back or to a node at "
            "the same distance stay, too.",
        ),
        Misconception(
            "walks-deep",
            _walks_deep,
            says="The walk reaches a node by a long way first, and stops too early behind it: "
            "with a queue, the shortest way comes first.",
        ),
        Misconception(
            "one-step-more",
            _one_step_more,
            says="The copy reaches one link too far.",
        ),
        Misconception(
            "walks-everywhere",
            _walks_everywhere,
            verdict="too many steps",
            says="Nodes beyond the distance are walked to; let the border send nobody to wait.",
        ),
    ],
)


EXERCISES = [CLONE, RECORDS, ORANGES, WITHIN]
