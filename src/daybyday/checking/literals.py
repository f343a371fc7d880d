"""Linked lists, trees and graphs as plain values that can be read, and the nodes they stand for.

The judge, the oracle and the messages see the values; the learner's function sees the nodes.
"""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from daybyday import counting


class ListNode:
    """One node of a linked list: `val`, `next` and, where a list has them, `random`."""

    def __init__(
        self, val: Any = 0, next: "ListNode | None" = None, random: "ListNode | None" = None
    ):
        self.val = val
        self.next = next
        self.random = random

    def __repr__(self) -> str:
        return f"ListNode({self.val!r})"


class TreeNode:
    """One node of a binary tree: `val`, `left` and `right`."""

    def __init__(
        self, val: Any = 0, left: "TreeNode | None" = None, right: "TreeNode | None" = None
    ):
        self.val = val
        self.left = left
        self.right = right

    def __repr__(self) -> str:
        return f"TreeNode({self.val!r})"


class GraphNode:
    """One node of a graph: `val` and the list `neighbors`."""

    def __init__(self, val: Any = 0, neighbors: "list[GraphNode] | None" = None):
        self.val = val
        self.neighbors = [] if neighbors is None else neighbors

    def __repr__(self) -> str:
        return f"GraphNode({self.val!r})"

    def __eq__(self, other: object) -> bool:
        # A node equals itself only; `in` on a list of nodes compares inside C, so it counts here.
        counting.compared()
        return self is other

    __hash__ = object.__hash__


class Misshapen(ValueError):
    """A chain of nodes that is no list, tree or graph; the message says why."""


@dataclass(frozen=True)
class Linked:
    """A linked list by its values.

    Attributes:
        values: the values in order.
        back_to: position that the last node points back to.
        random: for each node the position that its `random` points to, or None; empty where no
            node points anywhere.
    """

    values: tuple
    back_to: int | None = None
    random: tuple[int | None, ...] = ()

    def __post_init__(self):
        count = len(self.values)
        if all(place is None for place in self.random):
            object.__setattr__(self, "random", ())
        elif len(self.random) != count:
            raise ValueError(f"{len(self.random)} positions in random for {count} values")
        for place in self.random:
            if place is not None and not 0 <= place < count:
                raise ValueError(f"random={place} is no position of {count} values")
        if self.back_to is not None and not 0 <= self.back_to < len(self.values):
            raise ValueError(f"back_to={self.back_to} is no position of {len(self.values)} values")

    def __repr__(self) -> str:
        back = [] if self.back_to is None else [f"back_to={self.back_to}"]
        random = [f"random={list(self.random)!r}"] if self.random else []
        return f"linked({', '.join([*map(repr, self.values), *back, *random])})"

    def build(self) -> ListNode | None:
        """The nodes; None for the empty list."""
        nodes = [ListNode(value) for value in self.values]
        for node, following in pairwise(nodes):
            node.next = following
        if self.back_to is not None:
            nodes[-1].next = nodes[self.back_to]
        for node, place in zip(nodes, self.random, strict=False):
            node.random = None if place is None else nodes[place]
        return nodes[0] if nodes else None

    @classmethod
    def read(cls, node: Any) -> "Linked":
        """The values behind a first node.

        Raises:
            Misshapen: where something that is no node is linked, or `random` leaves the list.
        """
        nodes, seen = [], {}
        while node is not None and id(node) not in seen:
            if not is_list_node(node):
                raise Misshapen(f"after {len(nodes)} nodes, `next` is {type(node).__name__}")
            seen[id(node)] = len(nodes)
            nodes.append(node)
            node = node.next
        random = []
        for place, other in enumerate(getattr(node, "random", None) for node in nodes):
            if other is not None and id(other) not in seen:
                raise Misshapen(
                    f"the `random` of the node at position {place} points to "
                    f"{'a node' if is_list_node(other) else type(other).__name__} "
                    "outside of this list"
                )
            random.append(None if other is None else seen[id(other)])
        values = tuple(node.val for node in nodes)
        return cls(values, None if node is None else seen[id(node)], tuple(random))


@dataclass(frozen=True)
class Tree:
    """A binary tree in level order, None where a child is missing, none at the end."""

    values: tuple

    def __post_init__(self):
        values = list(self.values)
        while values and values[-1] is None:
            values.pop()
        object.__setattr__(self, "values", tuple(values))

    def __repr__(self) -> str:
        return f"tree({', '.join(map(repr, self.values))})"

    def build(self) -> TreeNode | None:
        """The nodes; None for the empty tree."""
        rest = deque(self.values)
        if not rest:
            return None
        root = TreeNode(rest.popleft())
        waiting = deque([root])
        while rest:
            if not waiting:
                raise ValueError(f"{self!r} gives children to a missing node")
            node = waiting.popleft()
            for side in ("left", "right"):
                value = rest.popleft() if rest else None
                if value is not None:
                    child = TreeNode(value)
                    setattr(node, side, child)
                    waiting.append(child)
        return root

    @classmethod
    def read(cls, root: Any) -> "Tree":
        """The values behind a root.

        Raises:
            Misshapen: where a node is reached twice or something else hangs in the tree.
        """
        values, waiting, seen = [], deque([root]), set()
        while waiting:
            node = waiting.popleft()
            if node is None:
                values.append(None)
                continue
            if not is_tree_node(node):
                raise Misshapen(f"a child is {type(node).__name__}, not a node")
            if id(node) in seen:
                raise Misshapen(f"the node {node.val!r} is reached twice")
            seen.add(id(node))
            values.append(node.val)
            waiting.extend((node.left, node.right))
        return cls(tuple(values))

    def by_path(self) -> dict[str, Any]:
        """The value at each path, "LR" for the right child of the root's left child.

        Another view of a tree than its links: sorted by `path + "M"` the nodes stand from left
        to right, sorted by length level by level.
        """
        values, found, waiting = deque(self.values), {}, deque([""])
        while values:
            path, value = waiting.popleft(), values.popleft()
            if value is not None:
                found[path] = value
                waiting.extend((path + "L", path + "R"))
        return found

    @classmethod
    def of_paths(cls, found: Mapping[str, Any]) -> "Tree":
        """The tree with these values at these paths; a path without a parent is left out."""
        values, waiting = [], deque([""])
        while waiting:
            path = waiting.popleft()
            values.append(found.get(path))
            if path in found:
                waiting.extend((path + "L", path + "R"))
        return cls(tuple(values))

    @classmethod
    def grown(cls, nodes: Iterable[tuple[int, Any]]) -> "Tree":
        """A tree from (number, value) pairs: the number says on which free place a node goes.

        Any numbers make a tree, and smaller ones a simpler tree, as generated cases want it.
        """
        found, free = {}, [""]
        for place, value in nodes:
            path = free.pop(place % len(free))
            found[path] = value
            free += [path + "L", path + "R"]
        return cls.of_paths(found)


@dataclass(frozen=True)
class Graph:
    """A connected graph: pairs of a node's value and its neighbours' values; the first is given."""

    edges: tuple[tuple[Any, tuple], ...]

    def __repr__(self) -> str:
        return f"graph({{{', '.join(f'{a!r}: {list(b)!r}' for a, b in self.edges)}}})"

    def build(self) -> GraphNode | None:
        """The nodes; None for the empty graph."""
        nodes = {value: GraphNode(value) for value, _ in self.edges}
        for value, neighbours in self.edges:
            for neighbour in neighbours:
                if neighbour not in nodes:
                    raise ValueError(f"{self!r}: neighbour {neighbour!r} of {value!r} is no node")
                nodes[value].neighbors.append(nodes[neighbour])
        return next(iter(nodes.values()), None)

    @classmethod
    def read(cls, start: Any) -> "Graph":
        """The graph behind one node, nodes in order of breadth-first discovery.

        Raises:
            Misshapen: where two nodes have one value or something else is a neighbour.
        """
        edges, waiting, seen = [], deque([start] if start is not None else []), {}
        while waiting:
            node = waiting.popleft()
            if not is_graph_node(node):
                raise Misshapen(f"a neighbour is {type(node).__name__}, not a node")
            if node.val in seen:
                if seen[node.val] is not node:
                    raise Misshapen(f"two nodes have the value {node.val!r}")
                continue
            seen[node.val] = node
            edges.append((node.val, tuple(n.val for n in node.neighbors if is_graph_node(n))))
            waiting.extend(node.neighbors)
        return cls(tuple(edges))


LITERALS = (Linked, Tree, Graph)
_POINTERS = ("next", "random", "left", "right", "neighbors")


def linked(*values: Any, back_to: int | None = None, random: Sequence[int | None] = ()) -> Linked:
    """A linked list, `linked(1, 2, 3)`.

    `back_to` makes its end point back to a position; `random`, with a position or None for each
    node, gives the nodes a second pointer.
    """
    return Linked(values, back_to, tuple(random))


def tree(*values: Any) -> Tree:
    """A binary tree in level order, `tree(3, 9, 20, None, None, 15, 7)`."""
    return Tree(values)


def trees(st: Any, values: Any, least: int = 0, most: int = 8) -> Any:
    """A strategy of small trees of every shape.

    Args:
        st: `hypothesis.strategies`, as an exercise's `generated` gets it.
        values: strategy of a node's value.
        least: smallest number of nodes.
        most: largest number of nodes.
    """
    node = st.tuples(st.integers(0, 20), values)
    return st.lists(node, min_size=least, max_size=most).map(Tree.grown)


def graph(edges: Mapping[Any, Any]) -> Graph:
    """A graph from neighbours, `graph({1: [2], 2: [1]})`; its first node is the one handed over."""
    return Graph(tuple((value, tuple(neighbours)) for value, neighbours in edges.items()))


def is_list_node(value: Any) -> bool:
    """Whether a value is a node of a linked list, the course's or the learner's own."""
    return _has(value, "val", "next")


def is_tree_node(value: Any) -> bool:
    """Whether a value is a node of a binary tree."""
    return _has(value, "val", "left", "right")


def is_graph_node(value: Any) -> bool:
    """Whether a value is a node of a graph."""
    return _has(value, "val", "neighbors")


def _has(value: Any, *names: str) -> bool:
    # Not `hasattr`: an object that answers to every name would be an endless list.
    kind, own = type(value), getattr(value, "__dict__", {})
    return all(name in own or hasattr(kind, name) for name in names)


def nodes(value: Any) -> Iterator[Any]:
    """Each node that can be reached from a value, through lists, tuples and dicts, once."""
    waiting, seen = [value], set()
    while waiting:
        item = waiting.pop()
        if id(item) in seen:
            continue
        seen.add(id(item))
        if type(item) in (list, tuple):
            waiting.extend(item)
        elif type(item) is dict:
            waiting.extend(item.values())
        elif is_list_node(item) or is_tree_node(item) or is_graph_node(item):
            yield item
            waiting += [getattr(item, name, None) for name in _POINTERS]


def build(value: Any) -> Any:
    """Literals anywhere in lists, tuples and dicts, made into nodes."""
    if isinstance(value, LITERALS):
        return value.build()
    if type(value) is list:
        return [build(item) for item in value]
    if type(value) is tuple:
        return tuple(build(item) for item in value)
    if type(value) is dict:
        return {key: build(item) for key, item in value.items()}
    return value
