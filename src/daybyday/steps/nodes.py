"""How linked structures are drawn: nodes at fixed places, arrows between them, as inline SVG."""

from __future__ import annotations

import ast
from collections.abc import Hashable, Iterable
from collections.abc import Mapping as Dict
from html import escape
from math import cos, hypot, pi, sin
from typing import Any

from daybyday.steps.kinds import MISSING, Array, Kind, named_one, too_large
from daybyday.steps.text import node_value, show

HIGH = 28  # height of a node, pixels
Point = tuple[float, float]


def _n(number: float) -> str:
    return f"{number:.1f}".rstrip("0").rstrip(".")


def _wide(text: str) -> float:
    """Return the width of a node around ``text``, pixels: about 8 a character."""
    return max(HIGH, 8.0 * len(text) + 12)


def _head(tip: Point, towards: Point) -> str:
    """Return the path of an arrow head at ``tip`` that points along ``towards``."""
    length = hypot(*towards) or 1.0
    x, y = towards[0] / length, towards[1] / length
    left = (tip[0] - 7 * x - 3.5 * y, tip[1] - 7 * y + 3.5 * x)
    right = (tip[0] - 7 * x + 3.5 * y, tip[1] - 7 * y - 3.5 * x)
    return f"M{_n(left[0])} {_n(left[1])}L{_n(tip[0])} {_n(tip[1])}L{_n(right[0])} {_n(right[1])}"


def _rim(centre: Point, towards: Point, width: float, height: float = HIGH) -> Point:
    """Return where the line from ``centre`` to ``towards`` leaves a box of the given size."""
    dx, dy = towards[0] - centre[0], towards[1] - centre[1]
    if not dx and not dy:
        return centre
    scale = min(width / 2 / abs(dx) if dx else 9e9, height / 2 / abs(dy) if dy else 9e9)
    return centre[0] + dx * scale, centre[1] + dy * scale


def _line(a: Point, b: Point, width_a: float, width_b: float, arrow: bool, bend: float = 0) -> str:
    """Return a path from box a to box b, bent to its left by ``bend`` pixels."""
    middle = ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2)
    length = hypot(b[0] - a[0], b[1] - a[1]) or 1.0
    if bend:
        control = (
            middle[0] + (b[1] - a[1]) / length * bend,
            middle[1] - (b[0] - a[0]) / length * bend,
        )
        start, end = _rim(a, control, width_a), _rim(b, control, width_b)
        path = f"M{_n(start[0])} {_n(start[1])}Q{_n(control[0])} {_n(control[1])}"
        path += f" {_n(end[0])} {_n(end[1])}"
        towards = (end[0] - control[0], end[1] - control[1])
    else:
        start, end = _rim(a, b, width_a), _rim(b, a, width_b)
        path = f"M{_n(start[0])} {_n(start[1])}L{_n(end[0])} {_n(end[1])}"
        towards = (b[0] - a[0], b[1] - a[1])
    return path + (_head(end, towards) if arrow else "")


def _node(at: Point, text: str, width: float, styles: Iterable[str], round_: bool) -> str:
    kept = " ".join(style for style in styles if style)
    radius = HIGH / 2 if round_ else 4
    style = f' class="{kept}"' if kept else ""
    box = f'<rect x="{_n(at[0] - width / 2)}" y="{_n(at[1] - HIGH / 2)}" width="{_n(width)}" '
    box += f'height="{HIGH}" rx="{_n(radius)}"/>'
    return f'<g{style}>{box}<text x="{_n(at[0])}" y="{_n(at[1] + 5)}">{escape(text)}</text></g>'


def _word(at: Point, text: str, style: str = "ptr") -> str:
    return f'<text class="{style}" x="{_n(at[0])}" y="{_n(at[1])}">{escape(text)}</text>'


def _svg(width: float, height: float, parts: Iterable[str]) -> str:
    inner = "".join(parts)
    # A wide picture shrinks a little on a narrow screen and then scrolls inside its frame.
    narrow = f' style="min-width:{_n(width * 0.7)}px"' if width > 380 else ""
    size = f'width="{_n(width)}" height="{_n(height)}" viewBox="0 0 {_n(width)} {_n(height)}"'
    return f"<svg {size}{narrow}>{inner}</svg>"


def _edges(paths: Iterable[str], style: str = "") -> str:
    joined = "".join(paths)
    shape = f' class="{style}"' if style else ""
    return f'<path{shape} d="{joined}"/>' if joined else ""


class _Ids:
    """Small numbers for objects, in the order in which they were first met."""

    def __init__(self):
        self.numbers: dict[int, int] = {}
        self.kept: list[Any] = []  # a collected object's id could be given out again

    def __call__(self, node: Any) -> int:
        if id(node) not in self.numbers:
            self.numbers[id(node)] = len(self.numbers)
            self.kept.append(node)
        return self.numbers[id(node)]


class LinkedList(Kind):
    """Nodes joined by ``next``. The drawn expression is one head or several: ``"left, right"``.

    A node keeps its place while the links change, so a reversal shows as arrows turning round.

    Args:
        next: the attribute that leads on.
        previous: the attribute that leads back, for a doubly linked list.
        value: the attribute to show; else ``val``, ``value``, ``key``, ``data`` or ``name``.
    """

    limit = 16

    def __init__(
        self, pointers=None, marks=None, label=None, next="next", previous=None, value=None
    ):
        super().__init__(pointers, marks, label)
        self.next, self.previous, self.value = next, previous, value

    def _text(self, node: Any) -> str:
        return show(getattr(node, self.value) if self.value else node_value(node), 8)

    def take(self, value, look, memory, name):
        ids = memory.setdefault("ids", _Ids())
        places = memory.setdefault("places", {})  # node number → (row, column)
        taken = memory.setdefault("taken", set())
        several = isinstance(value, (tuple, list))
        heads = list(value) if several else [value]
        labels = [name]
        if several and isinstance(tree := ast.parse(name, mode="eval").body, (ast.Tuple, ast.List)):
            labels = [ast.unparse(part) for part in tree.elts]
        labels = (labels + [""] * len(heads))[: len(heads)]
        named = list(zip(labels, heads, strict=True)) + self._places(look)

        nodes: dict[int, Any] = {}
        for _, head in named:
            before, node = None, head
            while node is not None and ids(node) not in nodes:
                number = ids(node)
                nodes[number] = node
                if len(nodes) > self.limit:
                    raise too_large(name, len(nodes), self.limit, "nodes or more")
                if number not in places:
                    row, column = places[before] if before is not None else (0, -1)
                    spot = (row, column + 1)
                    if spot in taken or before is None:
                        spot = (1 + max((r for r, _ in taken), default=-1), 0)
                    places[number] = spot
                    taken.add(spot)
                before, node = number, getattr(node, self.next)

        def number_of(node: Any) -> int | None:
            return ids(node) if node is not None and ids(node) in nodes else None

        shown = tuple(
            (
                number,
                self._text(node),
                number_of(getattr(node, self.next)),
                number_of(getattr(node, self.previous)) if self.previous else None,
                places[number],
            )
            for number, node in nodes.items()
        )
        pointers = tuple((label, number_of(node)) for label, node in named if label)
        marked = self._marked(look)
        shaded = frozenset(
            number
            for number, node in nodes.items()
            if any(mark is node or mark == node_value(node) for mark in marked)
        )
        return shown, pointers, shaded

    def draw(self, snaps):
        taken = [node for snap in snaps if snap for node in snap[0]]
        width = max((_wide(text) for _, text, *_ in taken), default=HIGH)
        pitch = width + 30
        rows = 1 + max((row for *_, (row, _) in taken), default=0)
        columns = 1 + max((column for *_, (_, column) in taken), default=0)
        stacked = max(
            (
                sum(1 for _, to in snap[1] if to == number)
                for snap in snaps
                if snap
                for number, *_ in snap[0]
            ),
            default=0,
        )
        arcs = any(
            self._arc(snap, number, to) for snap in snaps if snap for number, _, to, *_ in snap[0]
        )
        above = 26 if arcs else 6
        deep = above + HIGH + 14 * stacked + 8
        absent = any(to is None for snap in snaps if snap for _, to in snap[1])
        size = (columns * pitch - 30 + 8, rows * deep + (16 if absent else 0))
        pictures, before = [], None
        for snap in snaps:
            if snap is None:
                pictures.append("")
                continue
            at = {
                number: (4 + column * pitch + width / 2, row * deep + above + HIGH / 2)
                for number, _, _, _, (row, column) in snap[0]
            }
            old = {(n, to) for n, _, to, *_ in (before or snap)[0]}
            known = {n for n, *_ in (before or snap)[0]}
            plain, fresh, back, parts = [], [], [], []
            for number, text, to, previous, _ in snap[0]:
                if to is not None:
                    path = self._link(snap, at, number, to, width)
                    (plain if (number, to) in old or number not in known else fresh).append(path)
                if previous is not None:
                    back.append(self._back(at, number, previous, width))
                here = [label for label, place in snap[1] if place == number]
                parts.append(
                    _node(
                        at[number],
                        text,
                        width,
                        (
                            "" if number in known else "new",
                            "at" if here else "",
                            "mark" if number in snap[2] else "",
                        ),
                        False,
                    )
                )
                x, y = at[number]
                for line, label in enumerate(here):
                    parts.append(_word((x, y + HIGH / 2 + 14 + 14 * line), label))
            nothing = [label for label, place in snap[1] if place is None]
            if nothing:
                words = " = ".join(nothing) + " = None"
                parts.append(_word((4, size[1] - 4), words, "ptr left"))
            wide = max(size[0], 8 * len(" = ".join(nothing)) + 60 if nothing else 0)
            links = [_edges(plain), _edges(fresh, "new"), _edges(back, "soft")]
            pictures.append(_svg(wide, size[1], [*links, *parts]))
            before = snap
        return pictures

    @staticmethod
    def _arc(snap, number, to) -> bool:
        place = {n: spot for n, *_, spot in snap[0]}
        if to is None or place[number][0] != place[to][0]:
            return False
        return abs(place[number][1] - place[to][1]) != 1

    def _link(self, snap, at, number, to, width):
        a, b = at[number], at[to]
        if number == to:
            x, y = a[0], a[1] - HIGH / 2
            loop = f"M{_n(x - 8)} {_n(y)}C{_n(x - 12)} {_n(y - 22)} {_n(x + 12)} {_n(y - 22)} "
            return loop + f"{_n(x + 8)} {_n(y)}" + _head((x + 8, y), (-4, 22))
        if self._arc(snap, number, to):
            top = a[1] - HIGH / 2
            way = 1 if b[0] > a[0] else -1
            start, end = a[0] + 6 * way, b[0] - 6 * way
            curve = f"M{_n(start)} {_n(top)}C{_n(start + 8 * way)} {_n(top - 26)} "
            curve += f"{_n(end - 8 * way)} {_n(top - 26)} {_n(end)} {_n(top)}"
            return curve + _head((end, top), (8 * way, 26))
        shift = -5 if self.previous and a[1] == b[1] else 0
        return _line((a[0], a[1] + shift), (b[0], b[1] + shift), width, width, True)

    def _back(self, at, number, previous, width):
        a, b = at[number], at[previous]
        shift = 5 if a[1] == b[1] else 0
        bend = 24 if abs(a[0] - b[0]) > width + 31 and a[1] == b[1] else 0
        a, b = (a[0], a[1] + shift), (b[0], b[1] + shift)
        return _line(a, b, width, width, True, bend)

    def tell(self, snap):
        nodes = {number: (text, to) for number, text, to, *_ in snap[0]}
        aims = {to for _, to in nodes.values()}
        starts = [n for n in nodes if n not in aims] or list(nodes)[:1]
        chains = []
        for start in starts:
            chain, number, met = [], start, set()
            while number is not None and number not in met:
                met.add(number)
                chain.append(nodes[number][0])
                number = nodes[number][1]
            if number is not None:
                chain.append(f"back to {nodes[number][0]}")
            chains.append(" → ".join(chain))
        words = " and ".join(chains) or "empty"
        for label, place in snap[1]:
            words += (
                f"; {label} at {nodes[place][0]}" if place is not None else f"; {label} is None"
            )
        return words


class Tree(Kind):
    """A tree of nodes, binary (``left``, ``right``) or with any number of children.

    Args:
        children: the attributes that lead down, ``"left right"``, or one attribute that holds
            a list of children or, as in a trie, a dict from label to child.
        value: the attribute to show; else ``val``, ``value``, ``key``, ``data`` or ``name``.

    A pointer's value is a node; marks are nodes or what nodes carry.
    """

    limit = 31

    def __init__(self, pointers=None, marks=None, label=None, children="left right", value=None):
        super().__init__(pointers, marks, label)
        self.children, self.value = children.split(), value

    def _below(self, node: Any) -> list[tuple[int | str, str, Any]]:
        """Return (step of the path, word on the edge, child) for each child that is there."""
        if len(self.children) > 1:
            pairs = [(i, "", getattr(node, name)) for i, name in enumerate(self.children)]
        else:
            held = getattr(node, self.children[0]) or []
            if isinstance(held, Dict):
                pairs = [(show(key), show(key), child) for key, child in held.items()]
            else:
                pairs = [(i, "", child) for i, child in enumerate(held)]
        return [pair for pair in pairs if pair[2] is not None]

    def _walk(self, value: Any, name: str) -> list[tuple[tuple, str, str, Any]]:
        found, waiting = [], [((), "", value)] if value is not None else []
        while waiting:
            path, word, node = waiting.pop(0)
            text = show(getattr(node, self.value)) if self.value else node_value(node)
            found.append((path, "" if text is None else show(text, 8), word, node))
            if len(found) > self.limit:
                raise too_large(name, len(found), self.limit, "nodes or more")
            waiting += [((*path, step), edge, child) for step, edge, child in self._below(node)]
        return found

    def take(self, value, look, memory, name):
        memory.setdefault("ids", _Ids())(value)
        walked = self._walk(value, name)
        paths = {id(node): path for path, _, _, node in walked}
        places = tuple((label, paths.get(id(node))) for label, node in self._places(look))
        marked = self._marked(look)
        values = {mark for mark in marked if isinstance(mark, Hashable)}
        same = {id(mark) for mark in marked}
        shaded = frozenset(
            path
            for path, _, _, node in walked
            if id(node) in same or (node_value(node) is not None and node_value(node) in values)
        )
        return tuple(entry[:3] for entry in walked), places, shaded

    def _columns(self, paths: list[tuple]) -> dict[tuple, float]:
        """Return a column for each path: in-order where binary, parents centred where not."""
        children: dict[tuple, list[tuple]] = {path: [] for path in paths}
        for path in paths:
            if path:
                children[path[:-1]].append(path)
        columns: dict[tuple, float] = {}
        leaves = 0

        def place(path: tuple) -> None:
            nonlocal leaves
            below = sorted(children[path]) if self._binary else children[path]
            if self._binary:
                for child in below:
                    if child[-1] == 0:
                        place(child)
                columns[path] = leaves
                leaves += 1
                for child in below:
                    if child[-1] == 1:
                        place(child)
                return
            for child in below:
                place(child)
            if below:
                columns[path] = (columns[below[0]] + columns[below[-1]]) / 2
            else:
                columns[path] = leaves
                leaves += 1

        if () in children:
            place(())
        return columns

    @property
    def _binary(self) -> bool:
        return len(self.children) == 2

    def draw(self, snaps):
        taken = [node for snap in snaps if snap for node in snap[0]]
        # The same path has the same place in every frame, whichever nodes are there.
        union = list(dict.fromkeys(path for path, *_ in taken))
        columns = self._columns(union)
        width = max((_wide(text) for _, text, _ in taken), default=HIGH)
        pitch = max(width * 0.72 if self._binary else width + 8, 24)
        depth = max(map(len, union), default=0)
        pictures, before = [], None
        for snap in snaps:
            if snap is None:
                pictures.append("")
                continue
            deep = 54 if any(s and s[1] for s in snaps) else 46
            at = {p: (width / 2 + 4 + columns[p] * pitch, 18 + len(p) * deep) for p in union}
            old = {(path, text) for path, text, _ in (before or snap)[0]}
            lines, parts = [], []
            for path, text, edge in snap[0]:
                own = _wide(text)
                if path:
                    up = path[:-1]
                    lines.append(self._branch(at[up], at[path]))
                    if edge:
                        x = (at[up][0] + at[path][0]) / 2 + (6 if at[path][0] >= at[up][0] else -6)
                        parts.append(_word((x, (at[up][1] + at[path][1]) / 2 + 4), edge, "edge"))
                here = [label for label, place in snap[1] if place == path]
                styles = (
                    "" if (path, text) in old else "new",
                    "at" if here else "",
                    "mark" if path in snap[2] else "",
                )
                parts.append(_node(at[path], text, own, styles, True))
                if here:
                    x, y = at[path]
                    parts.append(_word((x, y + HIGH / 2 + 13), " ".join(here)))
            nothing = [label for label, place in snap[1] if place is None]
            size = (
                max(columns.values(), default=0) * pitch + width + 8,
                18 + depth * deep + HIGH / 2 + (20 if any(s and s[1] for s in snaps) else 4),
            )
            if nothing:
                parts.append(_word((4, 14), " = ".join(nothing) + " = None", "ptr left"))
            if not snap[0]:
                parts.append(_word((4, 30), "empty", "ptr left"))
            wide = max(size[0], 8 * len(" = ".join(nothing)) + 60 if nothing else 0)
            pictures.append(_svg(wide, size[1], [_edges(lines), *parts]))
            before = snap
        return pictures

    @staticmethod
    def _branch(up: Point, down: Point) -> str:
        length = hypot(down[0] - up[0], down[1] - up[1])
        x, y = (down[0] - up[0]) / length * HIGH / 2, (down[1] - up[1]) / length * HIGH / 2
        start = f"M{_n(up[0] + x)} {_n(up[1] + y)}"
        return start + f"L{_n(down[0] - x)} {_n(down[1] - y)}"

    def tell(self, snap):
        words = {path: text or "·" for path, text, _ in snap[0]}
        levels: dict[int, list[str]] = {}
        for path, text, edge in snap[0]:
            levels.setdefault(len(path), []).append(edge or text or "·")
        told = " / ".join(" ".join(level) for level in levels.values()) or "empty"
        for label, path in snap[1]:
            told += f"; {label} at {words[path]}" if path is not None else f"; {label} is None"
        if snap[2]:
            told += f"; marked {', '.join(words[path] for path in words if path in snap[2])}"
        return told


class Heap(Tree):
    """A list in heap order, drawn as the tree that it stands for, with the list beneath.

    A pointer's value is an index of the list; marks are indexes.
    """

    def __init__(self, pointers=None, marks=None, label=None):
        super().__init__(pointers, marks, label)
        self._row = Array(pointers, None, label)
        self._row.limit = self.limit

    @staticmethod
    def _path(index: int) -> tuple[int, ...]:
        path: list[int] = []
        while index > 0:
            path.append((index - 1) % 2)
            index = (index - 1) // 2
        return tuple(reversed(path))

    def take(self, value, look, memory, name):
        row = self._row.take(value, look, memory, name)
        cells, places, _ = row
        nodes = tuple((self._path(i), show(text, 8), "") for i, text in enumerate(cells))
        inside = tuple((label, self._path(i)) for label, i in places if 0 <= i < len(cells))
        marked = [i for i in self._marked(look) if hasattr(i, "__index__")]
        return nodes, inside, frozenset(self._path(i) for i in marked), row

    def draw(self, snaps):
        trees = super().draw(snaps)
        rows = self._row.draw([snap and snap[3] for snap in snaps])
        return [f"{tree}{row}" if row else "" for tree, row in zip(trees, rows, strict=True)]

    def tell(self, snap):
        return self._row.tell(snap[3])


class Graph(Kind):
    """Nodes and edges: a dict from node to its neighbours, or a list of neighbours by index.

    Neighbours are a collection, or a dict (or pairs, with ``weighted=True``) to edge weights.
    Edges get arrow heads where an edge has no way back.

    Args:
        marks: expression for the nodes to shade, such as ``"visited"``.
        frontier: expression for the nodes to draw dashed, such as ``"queue"``.
        words: expression for a dict from node to a word beside it, such as ``"distance"``.
        positions: node → (x, y) in units of one node's distance, y downwards; without it, nodes
            stand in columns by their distance from the first node.
        circle: put the nodes on a circle instead.
        weighted: neighbours are pairs (node, weight).
    """

    limit = 20

    def __init__(
        self,
        pointers=None,
        marks=None,
        label=None,
        frontier=None,
        words=None,
        positions=None,
        circle=False,
        weighted=False,
    ):
        super().__init__(pointers, marks, label)
        self.frontier, self.words = named_one(frontier), words
        self.positions, self.circle, self.weighted = positions, circle, weighted

    def expressions(self):
        return [
            *super().expressions(),
            *self.frontier.values(),
            *([self.words] if self.words else []),
        ]

    def legend(self):
        return [*super().legend(), *(("soft", label) for label in self.frontier)]

    def take(self, value, look, memory, name):
        rows = value.items() if isinstance(value, Dict) else enumerate(value)
        nodes: dict[str, None] = {}
        edges: dict[tuple[str, str], str] = {}
        for node, neighbours in rows:
            nodes.setdefault(show(node, 8))
            pairs: Iterable = neighbours or ()
            if isinstance(neighbours, Dict):
                pairs = neighbours.items()
            elif isinstance(neighbours, (set, frozenset)):
                pairs = sorted(neighbours, key=show)
            for pair in pairs:
                weighted = self.weighted or isinstance(neighbours, Dict)
                other, weight = pair if weighted else (pair, "")
                nodes.setdefault(show(other, 8))
                edges[show(node, 8), show(other, 8)] = show(weight, 6) if weighted else ""
        if len(nodes) > self.limit:
            raise too_large(name, len(nodes), self.limit, "nodes")
        places = tuple((label, show(node, 8)) for label, node in self._places(look))
        frontier = frozenset(
            show(node, 8)
            for text in self.frontier.values()
            if (held := look(text)) is not MISSING
            for node in held
        )
        held = look(self.words) if self.words else MISSING
        pairs = (
            () if held is MISSING else held.items() if isinstance(held, Dict) else enumerate(held)
        )
        words = tuple((show(node, 8), show(word, 8)) for node, word in pairs)
        marked = frozenset(show(node, 8) for node in self._marked(look))
        edge_list = tuple((a, b, weight) for (a, b), weight in edges.items())
        return tuple(nodes), edge_list, places, marked, frontier, words

    def _layout(self, nodes: list[str], edges: set[tuple[str, str]]) -> dict[str, Point]:
        if self.positions:
            return {show(node, 8): (float(x), float(y)) for node, (x, y) in self.positions.items()}
        if self.circle:
            size = max(1.0, len(nodes) / 5)
            turn = 2 * pi / max(1, len(nodes))
            return {
                node: (size * (1 + sin(turn * i)), size * (1 - cos(turn * i)))
                for i, node in enumerate(nodes)
            }
        near: dict[str, list[str]] = {node: [] for node in nodes}
        for a, b in sorted(edges, key=lambda edge: (nodes.index(edge[0]), nodes.index(edge[1]))):
            near[a].append(b)
            near[b].append(a)
        columns: list[list[str]] = []
        met: set[str] = set()
        for first in nodes:  # each part of the graph begins a column of its own
            layer = [first] if first not in met else []
            met.update(layer)
            while layer:
                columns.append(layer)
                following: dict[str, None] = {}
                for node in layer:
                    following.update((other, None) for other in near[node] if other not in met)
                met.update(following)
                layer = list(following)
        tallest = max(map(len, columns), default=1)
        return {
            node: (float(x), (tallest - len(column)) / 2 + y)
            for x, column in enumerate(columns)
            for y, node in enumerate(column)
        }

    def draw(self, snaps):
        taken = [snap for snap in snaps if snap]
        nodes = list(dict.fromkeys(node for snap in taken for node in snap[0]))
        every = {(a, b) for snap in taken for a, b, _ in snap[1]}
        places = self._layout(nodes, every)
        directed = any((b, a) not in every for a, b in every)
        width = max(map(_wide, nodes), default=HIGH)
        across, down = width + 44, 62
        left = min((x for x, _ in places.values()), default=0)
        top = min((y for _, y in places.values()), default=0)
        at = {
            node: (width / 2 + 6 + (x - left) * across, 20 + (y - top) * down)
            for node, (x, y) in places.items()
        }
        size = (
            max((x for x, _ in at.values()), default=0) + width / 2 + 6,
            max((y for _, y in at.values()), default=0) + HIGH / 2 + 18,
        )
        pictures, before = [], None
        for snap in snaps:
            if snap is None:
                pictures.append("")
                continue
            shown, edges, pointers, marked, frontier, words = snap
            old = {(a, b) for a, b, _ in (before or snap)[1]}
            old_marks = (before or snap)[3]
            there = {(a, b) for a, b, _ in edges}
            plain, fresh, parts = [], [], []
            for a, b, weight in edges:
                if not directed and (b, a) in there and nodes.index(a) > nodes.index(b):
                    continue
                bend = self._bend(a, b, at, (b, a) in there and directed)
                path = _line(at[a], at[b], _wide(a), _wide(b), directed, bend)
                (plain if (a, b) in old else fresh).append(path)
                if weight:
                    x, y = (at[a][0] + at[b][0]) / 2, (at[a][1] + at[b][1]) / 2
                    parts.append(_word((x, y - 4 - abs(bend) / 2), weight, "edge"))
            beside = dict(words)
            for node in shown:
                here = [label for label, place in pointers if place == node]
                styles = (
                    "new" if node in marked and node not in old_marks else "",
                    "at" if here else "",
                    "mark" if node in marked else "",
                    "soft" if node in frontier else "",
                )
                parts.append(_node(at[node], node, _wide(node), styles, True))
                under = [*here, *([beside[node]] if node in beside else [])]
                if under:
                    x, y = at[node]
                    parts.append(_word((x, y + HIGH / 2 + 13), ": ".join(under)))
            pictures.append(_svg(*size, [_edges(plain), _edges(fresh, "new"), *parts]))
            before = snap
        return pictures

    @staticmethod
    def _bend(a: str, b: str, at: dict[str, Point], two_way: bool) -> float:
        """Return how far to bend an edge so that it passes no third node."""
        (ax, ay), (bx, by) = at[a], at[b]
        length = hypot(bx - ax, by - ay) or 1.0
        for node, (x, y) in at.items():
            if node in (a, b):
                continue
            along = ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / length
            aside = ((x - ax) * (by - ay) - (y - ay) * (bx - ax)) / length
            if 0 < along < length and abs(aside) < 20:
                return -46.0 if aside > 0 else 46.0
        return 14.0 if two_way else 0.0

    def tell(self, snap):
        nodes, edges, pointers, marked, frontier, words = snap
        near: dict[str, list[str]] = {node: [] for node in nodes}
        for a, b, weight in edges:
            near[a].append(f"{b} ({weight})" if weight else b)
        told = "; ".join(f"{node} to {', '.join(to)}" for node, to in near.items() if to)
        told = told or ", ".join(nodes) or "empty"
        told += "".join(f"; {label} at {node}" for label, node in pointers)
        if marked:
            told += f"; marked {', '.join(node for node in nodes if node in marked)}"
        if frontier:
            told += f"; waiting {', '.join(node for node in nodes if node in frontier)}"
        if words:
            told += "; " + ", ".join(f"{node}: {word}" for node, word in words)
        return told
