"""How one value of an algorithm is drawn: rows, chips and tables.

A kind turns a live value into a *snap*, a tuple of plain text and numbers (:meth:`Kind.take`), so
that later changes to the value do not reach earlier steps. When the trace is complete, all snaps
of one panel are drawn together (:meth:`Kind.draw`), so that every frame keeps the same layout.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from html import escape
from typing import Any

from daybyday.errors import CourseError
from daybyday.steps.text import show

MISSING: Any = object()
Look = Callable[[str], Any]  # the value of an expression in this step, or MISSING


def named(spec: str | dict[str, str] | None) -> dict[str, str]:
    """Return label → expression from ``"low high"``, ``{"mid": "(low + high) // 2"}`` or None."""
    if spec is None:
        return {}
    if isinstance(spec, str):
        try:
            ast.parse(spec.strip(), mode="eval")
            return {spec.strip(): spec.strip()}
        except SyntaxError:
            return {name: name for name in spec.replace(",", " ").split()}
    return dict(spec)


def named_one(spec: str | dict[str, str] | None) -> dict[str, str]:
    """Return {words of the legend: expression} for one expression, or nothing."""
    return {} if spec is None else {spec: spec} if isinstance(spec, str) else dict(spec)


def too_large(label: str, count: int, limit: int, what: str) -> CourseError:
    """Return the error for a value that no reader could follow in one picture."""
    return CourseError(
        f"Step picture: {label} has {count} {what}; at most {limit} can be read in one picture. "
        "Record a smaller example, or draw a part of the value."
    )


class Kind:
    """One panel of the picture.

    Args:
        pointers: names of locals that point into the value, ``"low high"``, or label → expression.
        marks: an expression whose value is the collection of places to shade, such as
            ``"visited"`` or ``"range(left, right + 1)"``; or ``{"legend": "expression"}``.
        label: the panel's heading; the drawn expression where absent.
    """

    limit = 32

    def __init__(
        self,
        pointers: str | dict[str, str] | None = None,
        marks: str | dict[str, str] | None = None,
        label: str | None = None,
    ):
        self.pointers = named(pointers)
        self.marks = named_one(marks)
        self.label = label

    def expressions(self) -> list[str]:
        """Return every expression, besides the drawn one, that this panel evaluates."""
        return [*self.pointers.values(), *self.marks.values()]

    def take(self, value: Any, look: Look, memory: dict, name: str) -> tuple:
        """Return the snap of ``value``; ``memory`` is this panel's own and lasts for the trace."""
        raise NotImplementedError

    def draw(self, snaps: list[tuple | None]) -> list[str]:
        """Return one picture as HTML for each snap; None stands for a value not yet there."""
        raise NotImplementedError

    def tell(self, snap: tuple, before: tuple | None = None) -> str:
        """Return the snap in words, for a screen reader and for a plain terminal.

        What has not changed since ``before`` need not be told again where it is long.
        """
        raise NotImplementedError

    def legend(self) -> list[tuple[str, str]]:
        """Return (style, words) for each kind of shading in the panel."""
        return [("shade", label) for label in self.marks]

    def _places(self, look: Look) -> list[tuple[str, Any]]:
        pairs = [(label, look(text)) for label, text in self.pointers.items()]
        return [(label, value) for label, value in pairs if value is not MISSING]

    def _marked(self, look: Look) -> list[Any]:
        found: list[Any] = []
        for text in self.marks.values():
            value = look(text)
            if value is not MISSING and value is not None:
                try:
                    found += list(value)
                except TypeError:
                    found.append(value)
        return found


def cell(tag: str, text: str, *styles: str) -> str:
    """Return one element with the given style classes, those that are empty left out."""
    kept = " ".join(style for style in styles if style)
    return f'<{tag} class="{kept}">{text}</{tag}>' if kept else f"<{tag}>{text}</{tag}>"


def _first(pair: tuple) -> int:
    return pair[0]


class Value(Kind):
    """A single value, shown as ``name = value``; several stand beside each other."""

    def take(self, value, look, memory, name):
        return (show(value, 40),)

    def draw(self, snaps):
        pictures, before = [], None
        for snap in snaps:
            text = "…" if snap is None else escape(snap[0])
            pictures.append(cell("b", text, "fresh" if before not in (None, snap) and snap else ""))
            before = snap or before
        return pictures

    def tell(self, snap, before=None):
        return snap[0]


class Array(Kind):
    """A row of numbered cells: list, string, tuple or one-dimensional array."""

    numbered = True
    ends: tuple[str, str] = ("", "")  # words under the first and the last cell

    def take(self, value, look, memory, name):
        cells = tuple(show(item) for item in value)
        if len(cells) > self.limit:
            raise too_large(name, len(cells), self.limit, "elements")
        places = []
        for label, place in self._places(look):
            if isinstance(place, bool) or not hasattr(place, "__index__"):
                if place is None:
                    continue
                raise CourseError(
                    f"Step picture: the pointer {label} into {name} is {show(place)}, "
                    "not an index. Name integers, separated by spaces, or draw it as Value()."
                )
            places.append((label, place.__index__()))
        marked = frozenset(i.__index__() for i in self._marked(look) if hasattr(i, "__index__"))
        return cells, tuple(places), marked

    def draw(self, snaps):
        taken = [snap for snap in snaps if snap]
        # A pointer may stand one place before the row or one behind it, as bounds do.
        front = any(place == -1 for _, places, _ in taken for _, place in places)
        back = any(place == len(cells) for cells, places, _ in taken for _, place in places)
        words = [self._words(snap, front, back) if snap else ([], 0, 0, 0) for snap in snaps]
        lines, left, right = (max((w[i] for w in words), default=0) for i in (1, 2, 3))
        style = f"--p:{lines}" if lines else ""
        style += f";padding:0 {right:.0f}px 0 {left:.0f}px" if left or right else ""
        style = style and f' style="{style}"'
        pictures, before = [], None
        for snap, (levels, *_) in zip(snaps, words, strict=True):
            cells = "" if snap is None else self._cells(snap, before, levels, front, back)
            if cells:
                kind = "dd-row" if self.numbered else f"dd-row dd-{type(self).__name__.lower()}"
                pictures.append(f'<span class="{kind}"{style}>{cells}</span>')
            else:
                pictures.append("" if snap is None else "<em>empty</em>")
            before = snap or before
        return pictures

    def _words(self, snap, front, back):
        """Return ((column, line, word) for each word under the row, lines, pixels it juts out).

        A word that would run into its neighbour goes one line lower.
        """
        cells, places, _ = snap
        ends = [(0, self.ends[0]), (len(cells) - 1, self.ends[1])] if cells else []
        under = [(place, label) for label, place in places] + [pair for pair in ends if pair[1]]
        start, middles = 0.0, {}
        for index in range(-1 if front else 0, len(cells) + back):
            inside = 0 <= index < len(cells)
            width = max(32.0, 8.5 * len(cells[index]) + 13) if inside else 32.0
            middles[index] = start + width / 2
            start += width - 1
        free: list[float] = []  # where each line is free from, pixels
        found, left, right = [], 0.0, 0.0
        for index, word in sorted((pair for pair in under if pair[0] in middles), key=_first):
            half = 3.7 * len(word) + 2
            middle = middles[index]
            line = next((n for n, x in enumerate(free) if x <= middle - half), len(free))
            free[line : line + 1] = [middle + half]
            found.append((index, line, word))
            left, right = max(left, half - middle), max(right, middle + half - start)
        return found, len(free), left, right

    def _cells(self, snap, before, words, front, back):
        cells, places, marked = snap
        old = before[0] if before else cells
        columns = []
        for index in range(-1 if front else 0, len(cells) + back):
            inside = 0 <= index < len(cells)
            changed = inside and (index >= len(old) or old[index] != cells[index])
            column = cell(
                "b",
                escape(cells[index]) if inside else "",
                "" if inside else "out",
                "fresh" if changed else "",
                "at" if any(place == index for _, place in places) else "",
                "shade" if index in marked and inside else "",
            )
            if self.numbered:
                column += f"<i>{index}</i>"
            for place, line, word in words:
                if place == index:
                    style = f' style="--l:{line}"' if line else ""
                    column += f"<u{style}>{escape(word)}</u>"
            columns.append(f"<span>{column}</span>")
        return "".join(columns)

    def tell(self, snap, before=None):
        cells, places, marked = snap
        words = ", ".join(cells) if cells else "empty"
        for label, place in places:
            at = f" ({cells[place]})" if 0 <= place < len(cells) else " (outside)"
            words += f"; {label} at {place}{at}"
        inside = sorted(place for place in marked if 0 <= place < len(cells))
        return words + (f"; marked {', '.join(map(str, inside))}" if inside else "")


class Stack(Array):
    """A list whose end is the top."""

    numbered = False
    ends = ("", "top")


class Queue(Array):
    """A list or deque served from its front."""

    numbered = False
    ends = ("front", "back")


class Mapping(Kind):
    """A dict as key | value pairs, a set as keys. A pointer's value is a key, there or not."""

    limit = 24

    def take(self, value, look, memory, name):
        if len(value) > self.limit:
            raise too_large(name, len(value), self.limit, "entries")
        if hasattr(value, "items"):
            pairs = tuple((show(key), show(item)) for key, item in value.items())
        else:  # a set has no order of its own: keep the order in which keys came
            order = memory.setdefault("order", {})
            for key in sorted(show(item) for item in value):
                order.setdefault(key, len(order))
            keys = sorted((show(item) for item in value), key=order.__getitem__)
            pairs = tuple((key, None) for key in keys)
        places = tuple((label, show(key)) for label, key in self._places(look))
        return pairs, places, frozenset(show(key) for key in self._marked(look))

    def draw(self, snaps):
        pictures, before = [], None
        for snap in snaps:
            pictures.append("" if snap is None else self._chips(snap, before))
            before = snap or before
        return pictures

    def _chips(self, snap, before):
        pairs, places, marked = snap
        old = before[0] if before else pairs
        there = [key for key, _ in pairs]
        chips = []
        for key, item in pairs:
            here = "".join(f"<u>{escape(label)}</u>" for label, place in places if place == key)
            chip = cell(
                "b",
                f"<i>{escape(key)}</i>" + ("" if item is None else f"<s>{escape(item)}</s>"),
                "fresh" if (key, item) not in old else "",
                "at" if here else "",
                "shade" if key in marked else "",
            )
            chips.append(f"<span>{chip}{here}</span>")
        for label, place in places:
            if place not in there:
                absent = f'<b class="out"><i>{escape(place)}</i></b>'
                chips.append(f"<span>{absent}<u>{escape(label)}: absent</u></span>")
        if not pairs:
            chips.insert(0, "<span><em>empty</em></span>")
        style = ' style="--p:1"' if self.pointers else ""
        return f'<span class="dd-row dd-map"{style}>{"".join(chips)}</span>'

    def tell(self, snap, before=None):
        pairs, places, marked = snap
        words = ", ".join(key if item is None else f"{key}: {item}" for key, item in pairs)
        words = words or "empty"
        there = [key for key, _ in pairs]
        for label, place in places:
            words += f"; {label} {place} is {'there' if place in there else 'absent'}"
        return words + (f"; marked {', '.join(sorted(marked))}" if marked else "")


class Grid(Kind):
    """A table: list of rows, of strings or a two-dimensional array.

    A pointer's value is a pair (row, column); so is each marked place.

    Args:
        rows: an expression for the rows' headings, such as ``"' ' + word1"``; else numbers.
        columns: the same for the columns.
    """

    limit = 256

    def __init__(self, pointers=None, marks=None, label=None, rows=None, columns=None):
        super().__init__(pointers, marks, label)
        self.rows, self.columns = rows, columns

    def expressions(self):
        return [*super().expressions(), *(text for text in (self.rows, self.columns) if text)]

    def take(self, value, look, memory, name):
        table = tuple(tuple(show(item) for item in row) for row in value)
        count = sum(map(len, table))
        if count > self.limit:
            raise too_large(name, count, self.limit, "cells")
        places = []
        for label, place in self._places(look):
            if place is None:
                continue
            try:
                row, column = place
            except (TypeError, ValueError):
                raise CourseError(
                    f"Step picture: the pointer {label} into {name} is {show(place)}, not a pair "
                    "(row, column). Write it as an expression, such as {'cell': '(i, j)'}."
                ) from None
            places.append((label, (int(row), int(column))))
        marked = frozenset((int(r), int(c)) for r, c in self._marked(look))
        heads = []
        for text, length in (
            (self.rows, len(table)),
            (self.columns, max(map(len, table), default=0)),
        ):
            words = look(text) if text else range(length)
            words = [] if words is MISSING else [show(word) for word in words]
            heads.append(tuple((words + [""] * length)[:length]))
        return table, tuple(places), marked, tuple(heads)

    def draw(self, snaps):
        pictures, before = [], None
        for snap in snaps:
            pictures.append("" if snap is None else self._table(snap, before))
            before = snap or before
        return pictures

    def _table(self, snap, before):
        table, places, marked, (rows, columns) = snap
        old = before[0] if before else table
        head = "<i></i>" + "".join(f"<i>{escape(word)}</i>" for word in columns)
        parts = [f"<span>{head}</span>"]
        for r, row in enumerate(table):
            cells = f"<i>{escape(rows[r])}</i>"
            for c, text in enumerate(row):
                known = r < len(old) and c < len(old[r])
                cells += cell(
                    "b",
                    escape(text),
                    "fresh" if not known or old[r][c] != text else "",
                    "at" if any(place == (r, c) for _, place in places) else "",
                    "shade" if (r, c) in marked else "",
                )
            parts.append(f"<span>{cells}</span>")
        return cell("span", "".join(parts), "dd-grid")

    def tell(self, snap, before=None):
        table, places, marked, _ = snap
        words = " / ".join(" ".join(row) for row in table) or "empty"
        for label, (r, c) in places:
            inside = 0 <= r < len(table) and 0 <= c < len(table[r])
            words += f"; {label} at row {r}, column {c}" + (f" ({table[r][c]})" if inside else "")
        listed = ", ".join(f"({r}, {c})" for r, c in sorted(marked))
        return words + (f"; marked {listed}" if marked else "")
