"""Answers to the exercises of Clone Graph, wrong with their verdicts or right anew."""

from collections import deque

from daybyday.checking import GraphNode, Wrong
from daybyday.checks.day13 import dsa_clone_graph as checks

# --- clone-graph -------------------------------------------------------------------------------


def returns_the_graph(node):
    return node


def enters_too_late(node, copy_of=None):
    if node is None:
        return None
    copy_of = {} if copy_of is None else copy_of
    if node not in copy_of:
        neighbors = [enters_too_late(neighbor, copy_of) for neighbor in node.neighbors]
        copy_of[node] = GraphNode(node.val, neighbors)
    return copy_of[node]


def forgets_none(node):
    copy_of, waiting = {node: GraphNode(node.val)}, [node]
    while waiting:
        current = waiting.pop()
        for neighbor in current.neighbors:
            if neighbor not in copy_of:
                copy_of[neighbor] = GraphNode(neighbor.val)
                waiting.append(neighbor)
            copy_of[current].neighbors.append(copy_of[neighbor])
    return copy_of[node]


def two_copies(node):
    if node is None:
        return None
    copy_of, waiting = {}, deque([node])
    while waiting:
        current = waiting.popleft()
        if current not in copy_of:
            copy_of[current] = GraphNode(current.val)
            waiting.extend(current.neighbors)
    for old, new in copy_of.items():
        new.neighbors = [GraphNode(n.val, copy_of[n].neighbors) for n in old.neighbors]
    return copy_of[node]


def shares_the_list(node):
    if node is None:
        return None
    copy_of, waiting = {}, [node]
    while waiting:
        current = waiting.pop()
        if current not in copy_of:
            copy_of[current] = GraphNode(current.val, current.neighbors)
            waiting += current.neighbors
    for new in copy_of.values():
        new.neighbors[:] = [copy_of.get(other, other) for other in new.neighbors]
    return copy_of[node]


def seen_in_a_list(node):
    if node is None:
        return None
    seen, copy_of = [node], {node: GraphNode(node.val)}
    for current in seen:
        for neighbor in current.neighbors:
            if neighbor not in seen:
                seen.append(neighbor)
                copy_of[neighbor] = GraphNode(neighbor.val)
            copy_of[current].neighbors.append(copy_of[neighbor])
    return copy_of[node]


def late_and_in_two_passes(node):
    if node is None:
        return None
    copy_of, waiting = {}, [node]
    while waiting:
        current = waiting.pop()
        if current not in copy_of:
            copy_of[current] = GraphNode(current.val)
            waiting += current.neighbors
    for old, new in copy_of.items():
        new.neighbors = [copy_of[other] for other in old.neighbors]
    return copy_of[node]


# --- graph-to-records --------------------------------------------------------------------------


def none_is_a_record(node):
    return [[None, []]] if node is None else by_two_walks(node)


def a_record_a_link(node):
    order, waiting, records = {node: 0} if node else {}, [node] if node else [], []
    for current in waiting:
        numbers = []
        for neighbor in current.neighbors:
            if neighbor not in order:
                order[neighbor] = len(order)
                waiting.append(neighbor)
                numbers.append(order[neighbor])
        records.append([current.val, numbers])
    return records


def as_tuples(node):
    return [tuple(record) for record in by_two_walks(node)]


def numbers_by_index(node):
    nodes = [node] if node else []
    for current in nodes:
        for neighbor in current.neighbors:
            if neighbor not in nodes:
                nodes.append(neighbor)
    return [[old.val, [nodes.index(other) for other in old.neighbors]] for old in nodes]


def by_two_walks(node):
    number, waiting = {node: 0} if node else {}, deque([node] if node else [])
    while waiting:
        for neighbor in waiting.popleft().neighbors:
            if neighbor not in number:
                number[neighbor] = len(number)
                waiting.append(neighbor)
    return [[old.val, [number[other] for other in old.neighbors]] for old in number]


# --- rotting-oranges ---------------------------------------------------------------------------


def source_by_source(grid):
    rows, columns, minutes = len(grid), len(grid[0]), {}
    for r in range(rows):
        for c in range(columns):
            if grid[r][c] == 2:
                far, waiting = {(r, c): 0}, deque([(r, c)])
                while waiting:
                    x, y = waiting.popleft()
                    for there in ((x + 1, y), (x - 1, y), (x, y + 1), (x, y - 1)):
                        if there not in far and checks._at(grid, *there):
                            far[there] = far[x, y] + 1
                            waiting.append(there)
                for place, minute in far.items():
                    minutes[place] = min(minute, minutes.get(place, minute))
    fresh = [(r, c) for r in range(rows) for c in range(columns) if grid[r][c] == 1]
    if any(place not in minutes for place in fresh):
        return -1
    return max((minutes[place] for place in fresh), default=0)


def first_source_only(grid):
    sources = [(r, c) for r, row in enumerate(grid) for c, cell in enumerate(row) if cell == 2]
    crate = [[min(cell, 1) for cell in row] for row in grid]
    if sources:
        crate[sources[0][0]][sources[0][1]] = 2
    elif not any(1 in row for row in crate):
        return 0
    return level_by_level(crate)


def minus_one_for_nothing(grid):
    return level_by_level(grid) if any(2 in row for row in grid) else -1


def through_empty_cells(grid):
    found = level_by_level([[max(cell, 1) for cell in row] for row in grid])
    return found if any(1 in row for row in grid) else 0


def walks_deep(grid):
    minutes = {}

    def visit(r, c, minute):
        if 0 <= r < len(grid) and 0 <= c < len(grid[0]) and grid[r][c] and (r, c) not in minutes:
            minutes[r, c] = minute
            for there in ((r, c + 1), (r + 1, c), (r, c - 1), (r - 1, c)):
                visit(*there, minute + 1)

    for r, row in enumerate(grid):
        for c, cell in enumerate(row):
            if cell == 2:
                visit(r, c, 0)
    oranges = sum(cell > 0 for row in grid for cell in row)
    return max(minutes.values(), default=0) if len(minutes) == oranges else -1


def level_by_level(grid):
    fresh = {(r, c) for r, row in enumerate(grid) for c, cell in enumerate(row) if cell == 1}
    level = [(r, c) for r, row in enumerate(grid) for c, cell in enumerate(row) if cell == 2]
    minutes = 0
    while fresh and level:
        following = []
        for r, c in level:
            for there in ((r, c + 1), (r + 1, c), (r, c - 1), (r - 1, c)):
                if there in fresh:
                    fresh.remove(there)
                    following.append(there)
        level = following
        if level:
            minutes += 1
    return -1 if fresh else minutes


# --- clone-within ------------------------------------------------------------------------------


def copies_all(node, distance):
    return late_and_in_two_passes(node)


def on_the_way(node, distance):
    copy_of, far, waiting = {node: GraphNode(node.val)}, {node: 0}, deque([node])
    while waiting:
        current = waiting.popleft()
        for neighbor in current.neighbors:
            if neighbor not in copy_of:
                if far[current] == distance:
                    continue
                copy_of[neighbor], far[neighbor] = GraphNode(neighbor.val), far[current] + 1
                waiting.append(neighbor)
            copy_of[current].neighbors.append(copy_of[neighbor])
    return copy_of[node]


def level_after_level(node, distance):
    copy_of, level = {node: GraphNode(node.val)}, [node]
    while level and distance:
        distance -= 1
        following = []
        for current in level:
            for neighbor in current.neighbors:
                if neighbor not in copy_of:
                    copy_of[neighbor] = GraphNode(neighbor.val)
                    following.append(neighbor)
        level = following
    for old, new in copy_of.items():
        for other in old.neighbors:
            if other in copy_of:
                new.neighbors.append(copy_of[other])
    return copy_of[node]


def links_of_a_node_once(node, distance):
    copy = level_after_level(node, distance)
    waiting, met = [copy], {copy}
    for current in waiting:
        current.neighbors = list(dict.fromkeys(current.neighbors))
        for other in current.neighbors:
            if other not in met:
                met.add(other)
                waiting.append(other)
    return copy


WRONG = {
    "clone-graph": [
        Wrong("returns-the-graph", returns_the_graph, words="Make a new node for each"),
        Wrong("old-neighbors", checks._old_neighbors, words="of the argument itself"),
        Wrong("recursive", checks._recursive, verdict="crashed", words="RecursionError"),
        Wrong("no-map", checks._no_map, verdict="crashed", words="RecursionError"),
        Wrong("enters-too-late", enters_too_late, verdict="crashed", words="RecursionError"),
        Wrong("forgets-none", forgets_none, verdict="crashed", words="AttributeError"),
        Wrong("two-copies", two_copies, words="two nodes have the value"),
        Wrong("shares-the-list", shares_the_list, verdict="changed its input"),
        Wrong("seen-in-a-list", seen_in_a_list, verdict="too many steps", words="let a dict lead"),
    ],
    "graph-to-records": [
        Wrong("none-is-a-record", none_is_a_record, words="there is no record"),
        Wrong("a-record-a-link", a_record_a_link, words="Each link has its number"),
        Wrong("as-tuples", as_tuples, words="[(7, [])]"),
        Wrong("numbers-by-index", numbers_by_index, verdict="too many steps", words="a dict lead"),
    ],
    "rotting-oranges": [
        Wrong("source-by-source", source_by_source, verdict="too many steps", words="one queue"),
        Wrong("first-source-only", first_source_only, words="expected"),
        Wrong("minus-one-for-nothing", minus_one_for_nothing, words="no minute has to pass"),
        Wrong("through-empty-cells", through_empty_cells, words="-1"),
        Wrong("walks-deep", walks_deep, words="expected"),
    ],
    "clone-within": [
        Wrong("copies-all", copies_all, words="one link too far"),
        Wrong("keeps-old-ends", checks._keeps_old_ends, words="of the argument itself"),
        Wrong("links-of-a-node-once", links_of_a_node_once, words="all is copied"),
    ],
}
RIGHT = {
    "clone-graph": [late_and_in_two_passes],
    "graph-to-records": [by_two_walks],
    "rotting-oranges": [level_by_level],
    "clone-within": [level_after_level],
}
EQUIVALENT = {
    "clone-graph": {
        "line 9: `waiting.popleft` -> `waiting.pop`": "the order of the walk is left open, and "
        "every order gives the same copy",
    },
}
