"""How linked structures are drawn: nodes at fixed places, arrows between them, as inline SVG."""

from __future__ import annotations

import ast
from collections.abc import Hashable, Iterable
from collections.abc import Mapping as Dict
from dataclasses import dataclass, replace
from html import escape
from math import cos, hypot, pi, sin
from typing import Any

from daybyday.errors import CourseError
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


@dataclass(frozen=True)
class _Box:
    """A node's place in the picture: its centre and size in pixels."""

    x: float
    y: float
    width: float
    height: float
    round: bool = False

    def rim(self, x: float, y: float) -> Point:
        """Return where the line from the centre to (x, y) leaves the box."""
        dx, dy = x - self.x, y - self.y
        if not dx and not dy:
            return self.x, self.y
        if self.round and self.width == self.height:
            scale = self.width / 2 / hypot(dx, dy)
        else:
            across = self.width / 2 / abs(dx) if dx else 9e9
            scale = min(across, self.height / 2 / abs(dy) if dy else 9e9)
        return self.x + dx * scale, self.y + dy * scale

    def svg(self, text: str, *styles: str, under: str = "") -> str:
        """Return the node; ``under`` is a second, smaller line inside it."""
        x, y = _n(self.x), _n(self.y)
        if self.round and self.width == self.height:
            shape = f'<circle cx="{x}" cy="{y}" r="{_n(self.width / 2)}"/>'
        else:
            left, top = _n(self.x - self.width / 2), _n(self.y - self.height / 2)
            size = f'width="{_n(self.width)}" height="{_n(self.height)}"'
            radius = self.height / 2 if self.round else 4
            shape = f'<rect x="{left}" y="{top}" {size} rx="{_n(radius)}"/>'
        if text:
            shape += f'<text x="{x}" y="{_n(self.y + (-1 if under else 5))}">{escape(text)}</text>'
        if under:
            shape += f'<text class="sub" x="{x}" y="{_n(self.y + 12)}">{escape(under)}</text>'
        kept = " ".join(style for style in styles if style)
        return f'<g class="{kept}">{shape}</g>' if kept else shape


def _between(a: _Box, b: _Box, bend: float = 0, aside: float = 0) -> tuple[str, str]:
    """Return line and arrow head from one box to another.

    Args:
        bend: how far the line's middle is pulled to its left, pixels.
        aside: how far the whole line is moved to its left, pixels.
    """
    length = hypot(b.x - a.x, b.y - a.y) or 1.0
    left = ((b.y - a.y) / length, -(b.x - a.x) / length)
    if aside:
        dx, dy = left[0] * aside, left[1] * aside
        a, b = replace(a, x=a.x + dx, y=a.y + dy), replace(b, x=b.x + dx, y=b.y + dy)
    control = ((a.x + b.x) / 2 + left[0] * bend, (a.y + b.y) / 2 + left[1] * bend)
    start, end = a.rim(*control), b.rim(*control)
    line = f"M{_n(start[0])} {_n(start[1])}"
    line += f"Q{_n(control[0])} {_n(control[1])} " if bend else "L"
    line += f"{_n(end[0])} {_n(end[1])}"
    return line, _head(end, (end[0] - control[0], end[1] - control[1]))


def _bend(a: Point, b: Point, others: Iterable[Point]) -> float:
    """Return how far to bend the line from a to b so that it passes none of the others."""
    length = hypot(b[0] - a[0], b[1] - a[1]) or 1.0
    x, y = (b[0] - a[0]) / length, (b[1] - a[1]) / length
    for other in others:
        if other in (a, b):
            continue
        along = (other[0] - a[0]) * x + (other[1] - a[1]) * y
        aside = (other[0] - a[0]) * y - (other[1] - a[1]) * x
        if 0 < along < length and abs(aside) < 20:
            return -50.0 if aside > 0 else 50.0
    return 0.0


def _word(x: float, y: float, text: str, style: str = "ptr") -> str:
    return f'<text class="{style}" x="{_n(x)}" y="{_n(y)}">{escape(text)}</text>'


def _jut(words: Iterable[tuple[float, str]], width: float) -> tuple[float, float]:
    """Return how far centred words reach beyond 0 and beyond ``width``, pixels."""
    halves = [(x, 3.7 * len(text) + 2) for x, text in words]
    left = max((half - x for x, half in halves), default=0.0)
    right = max((x + half - width for x, half in halves), default=0.0)
    return max(0.0, round(left)), max(0.0, round(right))


def _svg(width: float, height: float, parts: Iterable[str], left: float = 0) -> str:
    """Return the picture; ``left`` is the room to the left of the origin."""
    width += left
    # A wide picture shrinks a little on a narrow screen and then scrolls inside its frame.
    narrow = f' style="min-width:{_n(width * 0.7)}px"' if width > 400 else ""
    size = f'width="{_n(width)}" height="{_n(height)}"'
    view = f'viewBox="{_n(-left)} 0 {_n(width)} {_n(height)}"'
    return f"<svg {size} {view}{narrow}>{''.join(parts)}</svg>"


def _path(pieces: Iterable[str], style: str = "") -> str:
    joined = "".join(pieces)
    shape = f' class="{style}"' if style else ""
    return f'<path{shape} d="{joined}"/>' if joined else ""


def _nothing(pointers: Iterable[tuple[str, Any]]) -> str:
    """Return ``left = right = None`` for the pointers that point nowhere, or nothing."""
    labels = [label for label, place in pointers if place is None]
    return " = ".join([*labels, "None"]) if labels else ""


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

        nodes: dict[int, Any] = memory.setdefault("nodes", {})  # all that were ever met
        met: set[int] = set()
        for _, head in named:
            before, node = None, head
            while node is not None and ids(node) not in met:
                number = ids(node)
                met.add(number)
                if number not in nodes:
                    nodes[number] = node
                    row, column = places[before] if before is not None else (0, -1)
                    spot = (row, column + 1)
                    if spot in taken or before is None:
                        spot = (1 + max((r for r, _ in taken), default=-1), 0)
                    places[number] = spot
                    taken.add(spot)
                if len(nodes) > self.limit:
                    raise too_large(name, len(nodes), self.limit, "nodes or more")
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
        there = [snap for snap in snaps if snap]
        nodes = [node for snap in there for node in snap[0]]
        labels = [label for snap in there for label, _ in snap[1]]
        width = max((_wide(text) for _, text, *_ in nodes), default=HIGH)
        pitch = round(max(width + 30, max(map(len, labels), default=0) * 7.3 + 6))
        last_row = max((row for *_, (row, _) in nodes), default=0)
        last_column = max((column for *_, (_, column) in nodes), default=0)
        under = max((self._stacked(snap) for snap in there), default=0)
        above = (
            26 if any(self._arc(snap, n, to) for snap in there for n, _, to, *_ in snap[0]) else 4
        )
        deep = above + HIGH + max(14 * under + 8, 26 if last_row else 8)
        nothing = any(to is None for snap in there for _, to in snap[1])
        wide, high = last_column * pitch + width + 8, (last_row + 1) * deep + 16 * nothing

        def box(place: Point) -> _Box:
            x, y = 4 + place[1] * pitch + width / 2, place[0] * deep + above + HIGH / 2
            return _Box(x, y, width, HIGH)

        words = [
            (box(place).x, label)
            for snap in there
            for number, *_, place in snap[0]
            for label, to in snap[1]
            if to == number
        ]
        left, right = _jut(words, wide)
        right = max(right, _jut([(wide / 2, _nothing(snap[1])) for snap in there], wide)[1] * 2)
        pictures, before = [], None
        for snap in snaps:
            if snap is None:
                pictures.append("")
                continue
            parts = self._picture(snap, before or snap, box)
            if text := _nothing(snap[1]):
                parts.append(_word(4 - left, high - 4, text, "ptr begin"))
            pictures.append(_svg(wide + right, high, parts, left))
            before = snap
        return pictures

    def _picture(self, snap, before, box):
        boxes = {number: box(place) for number, *_, place in snap[0]}
        old = {(number, to) for number, _, to, *_ in before[0]}
        known = {number for number, *_ in before[0]}
        plain, fresh, back, parts = [], [], [], []
        for number, text, to, previous, _ in snap[0]:
            if to is not None:
                drawn = plain if (number, to) in old or number not in known else fresh
                drawn += self._link(snap, boxes, number, to)
            if previous is not None:
                line, head = self._link(snap, boxes, number, previous, back=True)
                back.append(line)
                plain.append(head)
            here = [label for label, place in snap[1] if place == number]
            parts.append(
                boxes[number].svg(
                    text,
                    "" if number in known else "fresh",
                    "at" if here else "",
                    "shade" if number in snap[2] else "",
                )
            )
            for line, label in enumerate(here):
                low = boxes[number].y + HIGH / 2 + 14 + 14 * line
                parts.append(_word(boxes[number].x, low, label))
        return [_path(plain), _path(fresh, "fresh"), _path(back, "soft"), *parts]

    @staticmethod
    def _stacked(snap) -> int:
        """Return the greatest number of pointers at one node."""
        aims = [place for _, place in snap[1] if place is not None]
        return max(map(aims.count, aims), default=0)

    @staticmethod
    def _arc(snap, number, to) -> bool:
        """Return whether the link must pass over other nodes of its row."""
        place = {n: spot for n, *_, spot in snap[0]}
        if to is None or place[number][0] != place[to][0]:
            return False
        return abs(place[number][1] - place[to][1]) != 1

    def _link(self, snap, boxes, number, to, back=False) -> tuple[str, str]:
        a, b = boxes[number], boxes[to]
        top = a.y - HIGH / 2
        if number == to:
            loop = f"M{_n(a.x - 8)} {_n(top)}C{_n(a.x - 14)} {_n(top - 22)} "
            loop += f"{_n(a.x + 14)} {_n(top - 22)} {_n(a.x + 8)} {_n(top)}"
            return loop, _head((a.x + 8, top), (-6, 22))
        if self._arc(snap, number, to) and not back:
            way = 1 if b.x > a.x else -1
            start, end = a.x + 6 * way, b.x - 6 * way
            curve = f"M{_n(start)} {_n(top)}C{_n(start + 8 * way)} {_n(top - 26)} "
            curve += f"{_n(end - 8 * way)} {_n(top - 26)} {_n(end)} {_n(top)}"
            return curve, _head((end, top), (8 * way, 26))
        bend = abs(_bend((a.x, a.y), (b.x, b.y), [(box.x, box.y) for box in boxes.values()]))
        if not back:  # to the right, where there is room; a way back keeps to its own left
            bend = bend if b.y > a.y else -bend
        return _between(a, b, bend, 5 if self.previous else 0)

    def tell(self, snap, before=None):
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
        there = [snap for snap in snaps if snap]
        nodes = [node for snap in there for node in snap[0]]
        # The same path has the same place in every frame, whichever nodes are there.
        union = list(dict.fromkeys(path for path, *_ in nodes))
        columns = self._columns(union)
        width = max((_wide(text) for _, text, _ in nodes), default=HIGH)
        pitch = round(max(width * 0.75 if self._binary else width + 8, 24))
        deep = 54 if any(snap[1] for snap in there) else 46
        size = 16 if not any(text for _, text, _ in nodes) else HIGH
        wide = max(columns.values(), default=0) * pitch + width + 6
        high = max(map(len, union), default=0) * deep + HIGH + (22 if deep == 54 else 6)

        def box(path: tuple, text: str) -> _Box:
            x, y = 3 + width / 2 + columns[path] * pitch, 3 + HIGH / 2 + len(path) * deep
            return _Box(x, y, _wide(text) if text else size, HIGH if text else size, True)

        words = [(box(p, "").x, self._at(s, p)) for s in there for p, *_ in s[0]]
        left, right = _jut(words, wide)
        right = max(right, _jut([(wide / 2, _nothing(snap[1])) for snap in there], wide)[1] * 2)
        pictures, before = [], None
        for snap in snaps:
            if snap is None:
                pictures.append("")
                continue
            parts = self._picture(snap, before or snap, box)
            if text := _nothing(snap[1]) or ("" if snap[0] else "empty"):
                parts.append(_word(3 - left, 13, text, "ptr begin"))
            pictures.append(_svg(wide + right, high, parts, left))
            before = snap
        return pictures

    @staticmethod
    def _at(snap, path) -> str:
        return ", ".join(label for label, place in snap[1] if place == path)

    def _picture(self, snap, before, box):
        old = {(path, text) for path, text, _ in before[0]}
        boxes = {path: box(path, text) for path, text, _ in snap[0]}
        lines, parts, words = [], [], []
        for path, text, edge in snap[0]:
            here, label = boxes[path], self._at(snap, path)
            if path:
                above = boxes[path[:-1]]
                lines.append(_between(above, here)[0])
                if edge:
                    words.append(
                        _word((above.x + here.x) / 2, (above.y + here.y) / 2 + 4, edge, "edge")
                    )
            parts.append(
                here.svg(
                    text,
                    "" if (path, text) in old else "fresh",
                    "at" if label else "",
                    "shade" if path in snap[2] else "",
                )
            )
            if label:
                words.append(_word(here.x, here.y + here.height / 2 + 13, label))
        return [_path(lines), *words, *parts]

    def tell(self, snap, before=None):
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
        nodes = tuple((self._path(i), show(text, 10), "") for i, text in enumerate(cells))
        inside = tuple((label, self._path(i)) for label, i in places if 0 <= i < len(cells))
        marked = [i for i in self._marked(look) if hasattr(i, "__index__")]
        return nodes, inside, frozenset(self._path(i) for i in marked), row

    def draw(self, snaps):
        trees = super().draw(snaps)
        rows = self._row.draw([snap and snap[3] for snap in snaps])
        return [f"{tree}{row}" if row else "" for tree, row in zip(trees, rows, strict=True)]

    def tell(self, snap, before=None):
        return self._row.tell(snap[3])


class Graph(Kind):
    """Nodes and edges: a dict from node to its neighbours, or a list of neighbours by index.

    Neighbours are a collection, or a dict (or pairs, with ``weighted=True``) to edge weights.
    Edges get arrow heads where an edge has no way back.

    Args:
        marks: expression for the nodes to shade, such as ``"visited"``.
        frontier: expression for the nodes to draw dashed, such as ``"queue"``.
        words: expression for a dict from node to a word inside it, such as ``"distance"``.
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
        there = [snap for snap in snaps if snap]
        nodes = list(dict.fromkeys(node for snap in there for node in snap[0]))
        every = {(a, b) for snap in there for a, b, _ in snap[1]}
        places = self._layout(nodes, every)
        for node in nodes:
            if node not in places:
                raise CourseError(f"Step picture: the graph's node {node} has no position.")
        size = 36 if self.words else HIGH
        width = max([size, *map(_wide, nodes)])
        across, down = round(width + 46), 78 if self.pointers else 66
        left = min((x for x, _ in places.values()), default=0)
        top = min((y for _, y in places.values()), default=0)
        boxes = {
            node: _Box(
                round(width / 2 + 3 + (x - left) * across),
                round(size / 2 + 3 + (y - top) * down),
                max(size, _wide(node)),
                size,
                True,
            )
            for node, (x, y) in places.items()
        }
        wide = max((box.x for box in boxes.values()), default=0) + width / 2 + 3
        high = max((box.y for box in boxes.values()), default=0) + size / 2
        words = [(boxes[n].x, self._at(snap, n)) for snap in there for n in snap[0]]
        out, right = _jut(words, wide)
        pictures, before = [], None
        for snap in snaps:
            parts = [] if snap is None else self._picture(snap, before or snap, boxes, every)
            tall = high + (20 if self.pointers else 6)
            pictures.append(_svg(wide + right, tall, parts, out) if parts else "")
            before = snap or before
        return pictures

    @staticmethod
    def _at(snap, node) -> str:
        return ", ".join(label for label, place in snap[2] if place == node)

    def _picture(self, snap, before, boxes, every):
        shown, edges, _, marked, frontier, words = snap
        directed = any((b, a) not in every for a, b in every)
        old = {(a, b) for a, b, _ in before[1]}
        rank = {node: index for index, node in enumerate(boxes)}
        plain, fresh, parts, last = [], [], [], []
        for a, b, weight in edges:
            both = (b, a) in every
            if a == b or (both and not directed and rank[a] > rank[b]):
                continue
            start, end = boxes[a], boxes[b]
            others = [(box.x, box.y) for box in boxes.values()]
            bend = _bend((start.x, start.y), (end.x, end.y), others)
            bend = bend or (14.0 if both and directed else 0.0)
            line, head = _between(start, end, bend)
            (plain if (a, b) in old else fresh).append(line + head * directed)
            if weight:
                length = hypot(end.x - start.x, end.y - start.y) or 1.0
                off = 9 + bend / 2
                x = (start.x + end.x) / 2 + (end.y - start.y) / length * off
                y = (start.y + end.y) / 2 - (end.x - start.x) / length * off
                last.append(_word(x, y + 4, weight, "edge"))
        beside = dict(words)
        for node in shown:
            label = self._at(snap, node)
            parts.append(
                boxes[node].svg(
                    node,
                    "fresh" if node in marked and node not in before[3] else "",
                    "at" if label else "",
                    "shade" if node in marked else "",
                    "soft" if node in frontier else "",
                    under=beside.get(node, ""),
                )
            )
            if label:
                last.append(
                    _word(boxes[node].x, boxes[node].y + boxes[node].height / 2 + 13, label)
                )
        return [_path(plain), _path(fresh, "fresh"), *parts, *last]

    def tell(self, snap, before=None):
        nodes, edges, pointers, marked, frontier, words = snap
        near: dict[str, list[str]] = {node: [] for node in nodes}
        for a, b, weight in edges:
            near[a].append(f"{b} ({weight})" if weight else b)
        told = "; ".join(f"{node} to {', '.join(to)}" for node, to in near.items() if to)
        told = told or ", ".join(nodes) or "empty"
        if before is not None and before[:2] == snap[:2]:
            told = "one node as before" if len(nodes) == 1 else f"{len(nodes)} nodes as before"
        told += "".join(f"; {label} at {node}" for label, node in pointers)
        if marked:
            told += f"; marked {', '.join(node for node in nodes if node in marked)}"
        if frontier:
            told += f"; waiting {', '.join(node for node in nodes if node in frontier)}"
        if words:
            told += "; " + ", ".join(f"{node}: {word}" for node, word in words)
        return told
