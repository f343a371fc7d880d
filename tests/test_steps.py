"""Step pictures: what is recorded, what is drawn, and the player in a real browser."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections import deque
from html.parser import HTMLParser

import numpy as np
import pytest

from daybyday.errors import CourseError
from daybyday.steps import (
    Array,
    Graph,
    Grid,
    Heap,
    LinkedList,
    Mapping,
    Queue,
    Stack,
    Steps,
    Tree,
    Value,
    record,
)

VOID = {"input", "br", "path", "circle", "rect"}


class Page(HTMLParser):
    """Reads a player: fails where tags do not nest, keeps attributes and text."""

    def __init__(self, html: str):
        super().__init__()
        self.open: list[str] = []
        self.seen: list[tuple[str, dict]] = []
        self.words: list[str] = []
        self.feed(html)
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.seen.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if tag not in VOID:
            assert self.open.pop() == tag

    def handle_startendtag(self, tag, attrs):
        self.seen.append((tag, dict(attrs)))

    def handle_data(self, data):
        if not {"style", "script"} & set(self.open):
            self.words.append(data)

    def frames(self) -> list[dict]:
        return [attrs for tag, attrs in self.seen if tag == "li"]

    def labels(self) -> list[str]:
        return [attrs["aria-label"] for _, attrs in self.seen if attrs.get("role") == "img"]


# The algorithms: recorded as they stand.


def two_sum(nums, target):
    """Return the indices of two numbers that add up to target.

    The docstring is not part of the listing.
    """
    seen = {}
    for i, num in enumerate(nums):
        if target - num in seen:
            return [seen[target - num], i]
        seen[num] = i
    return []


def is_valid(text):
    opening = {")": "(", "]": "["}
    stack = []
    for char in text:
        if char not in opening:
            stack.append(char)
        elif not stack or stack.pop() != opening[char]:
            return False
    return not stack


class Node:
    def __init__(self, val, next=None):
        self.val, self.next = val, next


class Branch:
    def __init__(self, val, left=None, right=None):
        self.val, self.left, self.right = val, left, right


def chain(*values):
    head = None
    for value in reversed(values):
        head = Node(value, head)
    return head


def reverse(head):
    previous, current = None, head
    while current:
        following = current.next
        current.next = previous
        previous, current = current, following
    return previous


def inorder(root):
    order = []

    def visit(node):
        if node is None:
            return
        visit(node.left)
        order.append(node.val)
        visit(node.right)

    visit(root)
    return order


def breadth_first(graph, start):
    distance = {start: 0}
    queue = deque([start])
    while queue:
        node = queue.popleft()
        for other in graph[node]:
            if other not in distance:
                distance[other] = distance[node] + 1
                queue.append(other)
    return distance


def edit_distance(first, second):
    table = [[i + j for j in range(len(second) + 1)] for i in range(len(first) + 1)]
    for i in range(1, len(first) + 1):
        for j in range(1, len(second) + 1):
            change = first[i - 1] != second[j - 1]
            table[i][j] = min(
                table[i - 1][j] + 1, table[i][j - 1] + 1, table[i - 1][j - 1] + change
            )
    return table[-1][-1]


def push(heap, value):
    heap.append(value)
    child = len(heap) - 1
    while child > 0:
        parent = (child - 1) // 2
        if heap[parent] <= heap[child]:
            break
        heap[parent], heap[child] = heap[child], heap[parent]
        child = parent


def sum_two(limit=None):
    return record(
        two_sum,
        [3, 2, 11, 7],
        9,
        draw={"target": Value(), "nums": Array("i"), "seen": Mapping({"need": "target - num"})},
        notes={"if target": "{num} needs {target - num}"},
    )


def tree():
    return Branch(4, Branch(2, Branch(1), Branch(3)), Branch(6, None, Branch(7)))


GRAPH = {"A": ["B", "C"], "B": ["A", "D"], "C": ["A", "D"], "D": ["B", "C"]}

EVERY_KIND = {
    "array and mapping": sum_two,
    "stack": lambda: record(is_valid, "([)", draw={"stack": Stack()}),
    "queue and graph": lambda: record(
        breadth_first,
        GRAPH,
        "A",
        draw={
            "graph": Graph("node", "distance", frontier="queue", words="distance"),
            "queue": Queue(),
        },
    ),
    "linked list": lambda: record(
        reverse, chain(1, 2, 3), draw={"head": LinkedList("previous current")}
    ),
    "tree": lambda: record(
        inorder, tree(), draw={"root": Tree("node", marks="order")}, at=["visit(node", "append"]
    ),
    "grid": lambda: record(
        edit_distance,
        "cat",
        "cut",
        draw={
            "table": Grid(
                {"cell": "(i, j)"}, "{(i-1, j)}", rows="' ' + first", columns="' ' + second"
            )
        },
    ),
    "heap": lambda: record(push, [1, 3, 2], 0, draw={"heap": Heap("child parent")}),
}


@pytest.fixture(params=EVERY_KIND, ids=lambda name: name.replace(" ", "-"))
def every_kind(request):
    return EVERY_KIND[request.param]


# Recording.


def test_a_step_is_the_line_just_executed_with_the_state_after_it():
    steps = sum_two()
    told = str(steps).splitlines()
    codes = [line[5:].split(" · ")[0] for line in told[1::2]]
    assert codes[:5] == [
        "def two_sum(nums, target):",
        "seen = {}",
        "for i, num in enumerate(nums):",
        "if target - num in seen:",
        "seen[num] = i",
    ]
    assert "seen: 3: 0" in told[10]
    assert "seen: empty" in told[8]
    assert told[-2].endswith("return [seen[target - num], i] · returns [1, 3]")


def test_the_function_is_run_unchanged_and_its_docstring_left_out():
    steps = sum_two()
    assert "docstring" not in "\n".join(steps.code)
    assert steps.code[0] == "def two_sum(nums, target):"
    assert steps.code[-1] == "    return []"


def test_later_changes_do_not_reach_earlier_steps():
    values = [1, 2]
    steps = Steps("By hand", draw={"values": Array()})
    steps.add("before", values=values)
    values[0] = 9
    steps.add("after", values=values)
    assert [frame.snaps[0][0] for frame in steps.frames] == [("1", "2"), ("9", "2")]


def test_notes_are_filled_in_after_the_line_has_run():
    steps = sum_two()
    notes = [frame.note for frame in steps.frames if "needs" in frame.note]
    assert notes == ["3 needs 6", "2 needs 7", "11 needs -2", "7 needs 2"]


def test_a_note_may_hold_quotes_formats_and_backslashes():
    def third(x):
        y = x / 3
        return y + 1

    words = r"""it's {y:.2f} "\n" {"a" 'b'}"""
    steps = record(third, 1, draw={"y": Value()}, notes={"y =": words})
    assert steps.frames[1].note == r"""it's 0.33 "\n" ab"""


def test_at_keeps_only_the_chosen_lines():
    steps = record(two_sum, [1, 2, 3], 9, draw={"seen": Mapping()}, at="seen[num]")
    assert len(steps) == 3


def test_a_statement_over_several_lines_is_one_step():
    steps = record(edit_distance, "a", "b", draw={"table": Grid()}, at="table[i][j]")
    assert len(steps) == 1
    assert [frame.snaps[0][0][1][1] for frame in steps.frames] == ["1"]


def test_recursion_shows_the_open_calls_and_an_inner_function_its_surroundings():
    steps = record(inorder, tree(), draw={"order": Array(), "node": Value()}, at="append")
    assert [frame.snaps[0][0][-1] for frame in steps.frames] == ["1", "2", "3", "4", "6", "7"]
    assert steps.frames[0].calls == ("inorder(4)", "visit(4)", "visit(2)", "visit(1)")
    without = record(inorder, tree(), draw={"order": Array()}, at="append", calls=False)
    assert without.frames[0].calls == ()
    assert sum_two().frames[0].calls == ()


def test_a_call_used_as_a_value_is_shown_when_its_value_is_there():
    def factorial(n):
        if n == 0:
            return 1
        return n * factorial(n - 1)

    steps = record(factorial, 3, draw={"n": Value()}, at="return")
    assert [frame.note for frame in steps.frames] == [
        "returns 1",
        "returns 1",
        "returns 2",
        "returns 6",
    ]


def test_generators_are_run_to_their_end():
    def running(values):
        total = 0
        for value in values:
            total += value
            yield total

    steps = record(running, [1, 2], draw={"total": Value()})
    assert [frame.note for frame in steps.frames if frame.note] == ["yields 1", "yields 3"]
    assert steps.frames[0].line == 0
    assert [frame.line for frame in steps.frames].count(0) == 1


def test_methods_are_followed_while_a_script_runs():
    class Counter:
        def __init__(self):
            self.counts = {}

        def add(self, word):
            self.counts[word] = self.counts.get(word, 0) + 1

    def session():
        counter = Counter()
        counter.add("a")
        counter.add("b")

    steps = record(session, draw={"self.counts": Mapping()}, follow=[Counter.add], title="Counting")
    assert [frame.note for frame in steps.frames] == ["add('a')", "", "add('b')", ""]
    assert steps.frames[-1].snaps[0][0] == (("a", "1"), ("b", "1"))


def test_the_functions_own_error_comes_through_and_tracing_ends():
    def broken(nums):
        return nums[9]

    with pytest.raises(IndexError):
        record(broken, [1], draw={"nums": Array()})
    assert sys.gettrace() is None or "Recorder" not in repr(sys.gettrace())


def test_a_tracer_that_was_there_is_put_back():
    events = []

    def tracer(frame, event, arg):
        events.append(event)

    before = sys.gettrace()
    sys.settrace(tracer)
    try:
        record(two_sum, [1, 2], 3, draw={"nums": Array()})
        kept = sys.gettrace()
    finally:
        sys.settrace(before)
    assert kept is tracer


# Refusals: each says what to do.


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: record(two_sum, list(range(40)), -1, draw={"i": Value()}), "at="),
        (lambda: record(two_sum, list(range(33)), 1, draw={"nums": Array()}), "at most 32"),
        (lambda: record(two_sum, [1], 1, draw={"sene": Mapping()}), "'sene' has no value in any"),
        (lambda: record(two_sum, [1], 1, draw={"nums": Array("k")}), "'k' has no value"),
        (lambda: record(two_sum, [1], 1, draw={"nums": Array()}, at="while"), "if target - num"),
        (
            lambda: record(two_sum, [1], 1, draw={"nums": Array()}, at="return [s"),
            "none of the chosen",
        ),
        (lambda: record(two_sum, [1], 1, draw={"nums": "array"}), "for example Array()"),
        (lambda: record(two_sum, [1], 1, draw={"target": Array()}), "cannot be drawn as Array"),
        (lambda: record(two_sum, [1], 1, draw={"nums": Array("nums")}), "not an index"),
        (lambda: record(two_sum, [1], 1, draw={"a b c": Value()}), "not an expression"),
        (lambda: record(two_sum, [1], 1, draw={"nums": Array()}, notes="{oops}"), "oops"),
        (lambda: record(len, [1], draw={"x": Value()}), "written in Python"),
        (lambda: record(reverse, chain(*range(17)), draw={"head": LinkedList()}), "at most 16"),
        (lambda: Steps("Nothing", draw={})._repr_html_(), "add()"),
    ],
)
def test_refusals_name_the_remedy(make, words):
    with pytest.raises(CourseError, match=re.escape(words)):
        make()


def test_by_hand_every_name_must_be_given():
    steps = Steps("Row", draw={"row": Array("i")})
    with pytest.raises(CourseError, match=r"'i' has no value in this step: give it to add\(\)"):
        steps.add(row=[1])


def test_by_hand_more_than_sixty_steps_are_refused():
    steps = Steps("Long", draw={"i": Value()})
    for i in range(60):
        steps.add(i=i)
    with pytest.raises(CourseError, match="61 steps"):
        steps.add(i=60)


# What is drawn.


def test_every_kind_nests_names_its_frames_and_asks_for_nothing_foreign(every_kind):
    steps = every_kind()
    html = steps._repr_html_()
    page = Page(html)
    assert len(page.frames()) == len(steps) == len(page.labels())
    assert all(page.labels())
    assert not re.search(r"https?:|//[a-z]|@import|url\(|\bid=|<(img|link|iframe)", html)


def test_the_same_call_gives_the_same_bytes(every_kind):
    assert every_kind()._repr_html_() == every_kind()._repr_html_()
    assert repr(every_kind()) == repr(every_kind())


def test_the_same_bytes_whatever_the_hash_seed(tmp_path):
    script = tmp_path / "seeded.py"
    script.write_text(
        "from daybyday.steps import *\n"
        "def walk(words):\n"
        "    met = set()\n"
        "    for word in words:\n"
        "        met.add(word)\n"
        "    met |= {'x', 'y', 'z'}\n"
        "    graph = {word: met for word in words}\n"
        "    return met\n"
        "draw = {'met': Mapping(), 'graph': Graph(marks='met'), 'met or 0': Value()}\n"
        "print(record(walk, ['pear', 'fig', 'plum'], draw=draw)._repr_html_())\n"
    )
    outputs = {
        subprocess.run(
            [sys.executable, script],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(outputs) == 1


def test_some_twenty_steps_of_an_array_and_a_map_stay_small():
    steps = record(
        two_sum,
        [3, 2, 11, 7, 15],
        100,
        draw={"target": Value(), "nums": Array("i"), "seen": Mapping({"need": "target - num"})},
    )
    assert len(steps) == 19
    assert len(steps._repr_html_().encode()) < 25_000


def test_text_of_values_notes_and_titles_is_escaped():
    nasty = '<script>alert("x")</script>&'
    steps = Steps(nasty, draw={"row": Array(), "map": Mapping("key"), "word": Value()})
    steps.add(nasty, row=["<b>", "&"], map={"<i>": "<u>"}, key='"<', word=nasty)
    page = Page(steps._repr_html_())
    assert sum(tag == "script" for tag, _ in page.seen) == 1
    assert "<b>" in page.words
    assert "<i>" in page.words
    assert nasty in page.words
    assert page.labels()[0].startswith("row: <b>, &. map: <i>: <u>")


def test_what_changed_what_is_pointed_at_and_what_is_marked_are_told_apart():
    steps = Steps("Row", draw={"row": Array("i", marks="done")})
    steps.add(row=[5, 6, 7], i=0, done=[2])
    steps.add(row=[5, 8, 7], i=3, done=[2])
    html = steps._repr_html_()
    first, second = re.findall(r"<li.*?</li>", html)
    assert '<b class="at">5</b>' in first
    assert '<b class="shade">7</b>' in first
    assert "fresh" not in first
    assert '<b class="fresh">8</b>' in second
    assert '<b class="out at"></b>' in second  # one place behind the end
    assert "i at 3 (outside)" in second


def test_a_key_that_is_looked_up_is_shown_there_or_absent():
    steps = Steps("Map", draw={"seen": Mapping({"need": "key"})})
    steps.add(seen={3: 0}, key=3)
    steps.add(seen={3: 0}, key=4)
    there, absent = re.findall(r"<li.*?</li>", steps._repr_html_())
    assert "need 3 is there" in there
    assert '<b class="at">' in there
    assert "need: absent" in absent


def test_words_under_neighbouring_cells_take_different_lines():
    steps = Steps("Row", draw={"row": Array("previous current")})
    steps.add(row=[1, 2, 3], previous=0, current=1)
    html = steps._repr_html_()
    assert "<u>previous</u>" in html
    assert '<u style="--l:1">current</u>' in html


def test_a_linked_list_keeps_its_places_while_the_arrows_turn():
    steps = EVERY_KIND["linked list"]()
    places = {tuple(node[-1] for node in frame.snaps[0][0]) for frame in steps.frames}
    assert places == {((0, 0), (0, 1), (0, 2))}
    assert steps.panels[0].kind.tell(steps.frames[0].snaps[0]).startswith("1 → 2 → 3")
    assert steps.panels[0].kind.tell(steps.frames[-1].snaps[0]).startswith("3 → 2 → 1")


def test_a_cycle_ends_and_several_heads_have_a_row_each():
    ring = chain(1, 2)
    ring.next.next = ring
    steps = Steps("Ring", draw={"ring": LinkedList()})
    steps.add(ring=ring)
    assert "1 → 2 → back to 1" in str(steps)
    two = Steps("Two", draw={"left, right": LinkedList()})
    two.add(left=chain(1, 3), right=chain(2))
    nodes, pointers, _ = two.frames[0].snaps[0]
    assert [node[-1] for node in nodes] == [(0, 0), (0, 1), (1, 0)]
    assert pointers == (("left", 0), ("right", 2))


def test_tree_places_stay_while_it_grows_and_tries_carry_letters():
    small, large = Branch(2), Branch(2, Branch(1), Branch(3))
    steps = Steps("Tree", draw={"root": Tree()})
    steps.add(root=small)
    steps.add(root=large)
    frames = re.findall(r"<li.*?</li>", steps._repr_html_())
    roots = [re.search(r'<circle cx="(\d+)"[^>]*/><text[^>]*>2<', frame)[1] for frame in frames]
    assert roots[0] == roots[1]

    class Trie:
        def __init__(self, **children):
            self.children = children

    steps = Steps("Trie", draw={"root": Tree(children="children")})
    steps.add(root=Trie(t=Trie(o=Trie(), e=Trie())))
    assert [node[2] for node in steps.frames[0].snaps[0][0]] == ["", "t", "o", "e"]


def test_heap_pointers_are_indexes_and_its_tree_follows_the_list():
    steps = EVERY_KIND["heap"]()
    nodes, pointers, _, row = steps.frames[-1].snaps[0]
    assert row[0] == ("0", "1", "2", "3")
    assert nodes == (((), "0", ""), ((0,), "1", ""), ((1,), "2", ""), ((0, 0), "3", ""))
    assert ("child", ()) in pointers


def test_graphs_take_weights_directions_and_lists():
    steps = Steps(
        "Graphs", draw={"a": Graph(), "b": Graph(), "c": Graph(weighted=True, circle=True)}
    )
    steps.add(a={"S": {"T": 7}}, b=[[1], [0]], c={"S": [("T", 7)]})
    html = steps._repr_html_()
    first, second, third = (frame.snaps for frame in steps.frames).__next__()
    assert first[1] == third[1] == (("S", "T", "7"),)
    assert second[1] == (("0", "1", ""), ("1", "0", ""))
    heads = [
        path.count("M") for path in re.findall(r'<path d="([^"]*)"', html.split("<script>")[0])
    ]
    assert heads == [2, 1, 2]  # an arrow head where there is no way back


def test_arrays_of_numpy_are_drawn_as_lists():
    steps = Steps("Numpy", draw={"row": Array("i"), "table": Grid(), "x": Value()})
    steps.add(row=np.array([1.5, np.inf]), i=np.int64(1), table=np.eye(2), x=np.float64(0.1))
    row, table, x = steps.frames[0].snaps
    assert row == (("1.5", "∞"), (("i", 1),), frozenset())
    assert table[0] == (("1", "0"), ("0", "1"))
    assert x == ("0.1",)


def test_no_address_reaches_the_page():
    class Opaque:
        pass

    steps = Steps("Objects", draw={"row": Array(), "x": Value()})
    steps.add(row=[Opaque(), Node(5), {"b", "a"}], x=lambda: 0)
    assert steps.frames[0].snaps[0][0] == ("Opaque", "5", "{a, b}")
    assert "0x" not in str(steps)


# The player in a browser.


@pytest.fixture(scope="module")
def page_file(tmp_path_factory):
    """A static page with a player of each kind."""
    players = "\n".join(make()._repr_html_() for make in EVERY_KIND.values())
    path = tmp_path_factory.mktemp("steps") / "page.html"
    path.write_text(
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>Steps</title>'
        f'<meta name="viewport" content="width=device-width"><main>{players}</main>',
        encoding="utf-8",
    )
    return path.as_uri()


def opened(browser, url, **options):
    page = browser.new_context(**options).new_page()
    page.faults = []
    page.on("console", lambda message: page.faults.append(message.text))
    page.on("pageerror", lambda fault: page.faults.append(str(fault)))
    page.on("request", lambda request: page.faults.append(request.url))
    page.goto(url)
    assert page.faults.pop(0) == url
    return page


def now(page):
    """Return of the first player the counter, the lit line and what the live region says."""
    return page.evaluate(
        """() => {
            const root = document.querySelector(".dd-steps");
            const shown = [...root.querySelectorAll("li")].filter(
                (li) => getComputedStyle(li).visibility === "visible");
            return {
                count: root.querySelector(".dd-count").textContent,
                shown: shown.length,
                line: root.querySelector(".dd-code .now").textContent.trim(),
                said: root.querySelector(".dd-say").textContent,
                playing: root.querySelector(".dd-play").getAttribute("aria-label") === "Pause",
            };
        }"""
    )


def test_stepping_by_keyboard(browser, page_file):
    page = opened(browser, page_file)
    page.keyboard.press("Tab")
    total = len(sum_two())
    assert now(page)["count"] == f"1 / {total}"
    assert now(page)["shown"] == 1
    assert now(page)["said"] == ""  # nothing is read out before the reader acts
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    state = now(page)
    assert state["count"] == f"4 / {total}"
    assert state["line"] == "if target - num in seen:"
    assert state["said"].startswith(
        f"Step 4 of {total}: if target - num in seen:. 3 needs 6. target: 9"
    )
    page.keyboard.press("ArrowLeft")
    assert now(page)["count"] == f"3 / {total}"
    page.keyboard.press("End")
    assert now(page)["count"] == f"{total} / {total}"
    page.keyboard.press("ArrowRight")
    assert now(page)["count"] == f"{total} / {total}"
    page.keyboard.press("Home")
    assert now(page)["count"] == f"1 / {total}"
    assert page.faults == []


def test_space_plays_and_pauses_and_stops_at_the_end(browser, page_file):
    page = opened(browser, page_file)
    page.clock.install()
    page.goto(page_file)
    page.locator(".dd-steps .dd-body").first.focus()
    page.keyboard.press(" ")
    assert now(page)["playing"]
    page.clock.run_for(1500)
    assert now(page)["count"].startswith("2 /")
    page.keyboard.press(" ")
    assert not now(page)["playing"]
    page.clock.run_for(9000)
    assert now(page)["count"].startswith("2 /")
    page.keyboard.press(" ")
    page.clock.run_for(60_000)
    assert now(page)["count"] == f"{len(sum_two())} / {len(sum_two())}"
    assert not now(page)["playing"]


def test_buttons_and_slider_step_and_the_players_are_independent(browser, page_file):
    page = opened(browser, page_file)
    first, second = page.locator(".dd-steps").nth(0), page.locator(".dd-steps").nth(1)
    first.get_by_role("button", name="Step forward").click()
    first.get_by_role("slider", name="Step").focus()
    page.keyboard.press("ArrowRight")
    assert now(page)["count"].startswith("3 /")
    assert second.locator(".dd-count").inner_text().startswith("1 /")
    first.get_by_role("button", name="Last step").focus()
    page.keyboard.press(" ")  # a button's own space presses it
    assert now(page)["count"] == f"{len(sum_two())} / {len(sum_two())}"
    first.get_by_role("button", name="First step").click()
    assert now(page)["count"].startswith("1 /")
    assert first.get_by_role("button", name="Step back").get_attribute("aria-disabled") == "true"


def test_with_reduced_motion_nothing_plays_by_itself(browser, page_file):
    page = opened(browser, page_file, reduced_motion="reduce")
    assert not page.locator(".dd-play").first.is_visible()
    page.locator(".dd-steps .dd-body").first.focus()
    page.keyboard.press(" ")
    state = now(page)
    assert state["count"].startswith("2 /")
    assert not state["playing"]


def test_without_scripts_and_in_print_all_frames_stand_as_a_strip(browser, page_file):
    page = opened(browser, page_file, java_script_enabled=False)
    total = sum(len(make()) for make in EVERY_KIND.values())
    frames = page.locator(".dd-steps li")
    assert frames.count() == total
    assert all(frames.nth(i).is_visible() for i in range(total))
    assert page.locator("button").count() == 0
    printed = opened(browser, page_file)
    assert sum(li.is_visible() for li in printed.locator(".dd-steps li").all()) == len(EVERY_KIND)
    printed.emulate_media(media="print")
    assert all(li.is_visible() for li in printed.locator(".dd-steps li").all())
    assert not printed.locator("button").first.is_visible()


@pytest.mark.parametrize("scripts", [True, False])
def test_no_sideways_scrolling_of_the_page_at_360_pixels(browser, page_file, scripts):
    page = opened(
        browser, page_file, viewport={"width": 360, "height": 700}, java_script_enabled=scripts
    )
    assert page.locator("html").evaluate("e => e.scrollWidth") <= 360


def test_roles_and_names(browser, page_file):
    page = opened(browser, page_file)
    tree = page.locator(".dd-steps").first.aria_snapshot()
    total = len(sum_two())
    assert tree.startswith('- figure "Steps of two_sum([3, 2, 11, 7], 9)"')
    for name in ("First step", "Step back", "Play", "Step forward", "Last step"):
        assert f'button "{name}"' in tree
    assert 'slider "Step"' in tree
    assert 'group "Step picture' in tree
    assert len(re.findall(r"- '?img ", tree)) == 1  # the frames that are not shown are not read
    assert page.locator("input").first.get_attribute("aria-valuetext") == f"Step 1 of {total}"
    assert page.locator(".dd-say").first.get_attribute("aria-live") == "polite"


@pytest.mark.parametrize(
    ("ink", "paper", "hue"), [("#222832", "#fff", "#176de8"), ("#ced6dd", "#14181e", "#5fb4e5")]
)
def test_text_contrast_in_a_light_and_a_dark_theme(browser, page_file, ink, paper, hue):
    page = opened(browser, page_file)
    page.add_style_tag(
        content=f":root{{--pst-color-text-base:{ink};--pst-color-background:{paper};"
        f"--pst-color-primary:{hue}}}"
    )
    page.locator(".dd-steps .dd-body").first.focus()
    for _ in range(4):
        page.keyboard.press("ArrowRight")
    # Colours as the browser paints them; grounds are looked for upwards, opacities multiplied.
    worst = page.evaluate(
        """() => {
            const canvas = Object.assign(document.createElement("canvas"), {width: 1, height: 1});
            const pen = canvas.getContext("2d", {willReadFrequently: true});
            const rgb = (colour) => {
                pen.clearRect(0, 0, 1, 1); pen.fillStyle = colour; pen.fillRect(0, 0, 1, 1);
                return [...pen.getImageData(0, 0, 1, 1).data];
            };
            const light = (c) => c.slice(0, 3).map((v) => v / 255)
                .map((v) => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
                .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
            let worst = [99, ""];
            const parts = ["li.now *", ".dd-code *", ".dd-title", ".dd-count"];
            for (const e of document.querySelectorAll(`.dd-steps :is(${parts.join()})`)) {
                const own = [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim());
                if (!own || e.namespaceURI.endsWith("svg")) continue;
                let ground = e, opacity = 1;
                const back = () => rgb(getComputedStyle(ground).backgroundColor);
                for (let up = e; up; up = up.parentElement) opacity *= getComputedStyle(up).opacity;
                while (back()[3] === 0) ground = ground.parentElement;
                const under = back();
                const over = rgb(getComputedStyle(e).color)
                    .map((v, i) => v * opacity + under[i] * (1 - opacity));
                const [a, b] = [light(over), light(under)].sort((x, y) => y - x);
                const ratio = (a + 0.05) / (b + 0.05);
                if (ratio < worst[0]) worst = [ratio, e.outerHTML.slice(0, 80)];
            }
            return worst;
        }"""
    )
    assert worst[0] >= 4.5, worst
