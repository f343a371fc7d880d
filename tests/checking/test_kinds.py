"""Every kind of exercise: a right answer passes, wrong ones are told what is wrong."""

import math

import numpy as np
import pytest

from daybyday.checking import (
    Budget,
    Case,
    Exercise,
    GraphNode,
    ListNode,
    Misconception,
    TreeNode,
    close,
    graph,
    groups_in_any_order,
    in_any_order,
    linked,
    metric,
    reveals,
    satisfies,
    tree,
    within_factor,
)
from daybyday.checking.judge import judge


def exercise(**parts):
    plain = {"slug": "x", "title": "X", "function": "f", "parameters": "a", "hints": (), "why": ""}
    return Exercise(**{**plain, "seconds": 2.0, "lesson": "test", **parts})


# ---- classes driven by calls --------------------------------------------------------------------


class Stack:
    def __init__(self, most):
        self.most, self.items = most, []

    def push(self, item):
        if len(self.items) < self.most:
            self.items.append(item)

    def pop(self):
        return self.items.pop() if self.items else None


class Queue(Stack):
    def pop(self):
        return self.items.pop(0) if self.items else None


class Unbounded(Stack):
    def push(self, item):
        self.items.append(item)


class Crashes(Stack):
    def pop(self):
        return self.items.pop()


STACK = exercise(
    kind="class",
    function="BoundedStack",
    parameters="",
    cases=[
        Case(("BoundedStack", 2), ("push", 1), ("push", 2), ("pop",), gives=[None, None, None, 2])
    ],
    oracle=Stack,
    generated=lambda st: st.tuples(
        st.tuples(st.just("BoundedStack"), st.integers(0, 3)),
        st.lists(
            st.one_of(st.tuples(st.just("push"), st.integers(0, 3)), st.tuples(st.just("pop"))),
            max_size=8,
        ),
    ).map(lambda made: (made[0], *made[1])),
    misconceptions=[Misconception("queue", Queue, "The last one in comes out first.")],
)


def test_a_class_is_driven_by_calls():
    assert judge(STACK, Stack).passed
    report = judge(STACK, Queue)
    assert report.message == "The last one in comes out first."
    assert report.call.splitlines()[0] == "stack = BoundedStack(2)"
    assert report.call.splitlines()[-1] == "stack.pop()"


def test_a_class_fails_at_the_smallest_sequence_of_calls():
    report = judge(STACK, Unbounded)
    assert report.verdict == "wrong"
    assert report.call == "stack = BoundedStack(0)\nstack.push(0)\nstack.pop()"
    assert (report.expected, report.got) == ("from the last call: None", "from the last call: 0")


def test_a_class_that_crashes_is_cut_at_that_call():
    report = judge(STACK, Crashes)
    assert report.verdict == "crashed"
    assert report.call == "stack = BoundedStack(0)\nstack.pop()"
    assert "IndexError" in report.got


def test_a_function_where_a_class_is_asked():
    assert "A class is asked for" in judge(STACK, len).message


# ---- lists, trees, graphs -----------------------------------------------------------------------


def reverse(head):
    before = None
    while head:
        head.next, before, head = before, head, head.next
    return before


def reverse_makes_a_cycle(head):
    new = reverse(head)
    if head:
        head.next = new
    return new


REVERSE = exercise(
    parameters="head",
    changes="head",
    cases=[Case(linked(1, 2, 3), gives=linked(3, 2, 1)), Case(linked(), gives=linked())],
    generated=lambda st: (st.lists(st.integers(0, 3), max_size=5).map(lambda v: linked(*v)),),
    oracle=lambda head: linked(*head.values[::-1]),
)


def test_linked_lists():
    assert judge(REVERSE, reverse).passed
    report = judge(REVERSE, reverse_makes_a_cycle)
    assert report.got == "linked(3, 2, 1, back_to=0)"
    assert report.call == "f(linked(1, 2, 3))"


def test_a_list_with_a_cycle_is_handed_over_and_shown():
    has_cycle = exercise(
        parameters="head",
        cases=[Case(linked(1, 2, back_to=0), gives=True), Case(linked(1, 2), gives=False)],
    )

    def tortoise(head):
        slow = fast = head
        while fast and fast.next:
            slow, fast = slow.next, fast.next.next
            if slow is fast:
                return True
        return False

    assert judge(has_cycle, tortoise).passed
    assert judge(has_cycle, lambda head: False).call == "f(linked(1, 2, back_to=0))"


def test_relinking_where_it_is_not_asked_is_a_changed_input():
    length = exercise(parameters="head", cases=[Case(linked(1, 2), gives=2)])

    def destroys(head):
        count = 0
        while head:
            count += 1
            head.next, head = None, head.next
        return count

    report = judge(length, destroys)
    assert report.verdict == "changed its input"
    assert report.got == "head after the call: linked(1)"


def invert(root):
    if root:
        root.left, root.right = invert(root.right), invert(root.left)
    return root


def mirror_without_children(root):
    return TreeNode(root.val, root.right, root.left) if root else None


INVERT = exercise(
    parameters="root",
    changes="root",
    cases=[
        Case(tree(1, 2, 3), gives=tree(1, 3, 2)),
        Case(tree(), gives=tree()),
        Case(tree(1, 2, None, 3), gives=tree(1, None, 2, None, 3)),
    ],
)


def test_trees():
    assert judge(INVERT, invert).passed
    report = judge(INVERT, mirror_without_children)
    assert report.call == "f(tree(1, 2, None, 3))"
    assert report.got == "tree(1, None, 2, 3)"


def test_a_tree_that_is_no_tree_is_said_so():
    def shares(root):
        if root:
            root.left = root.right
        return root

    assert "reached twice" in judge(INVERT, shares).message


def test_graphs():
    clone_graph = exercise(
        parameters="node",
        cases=[Case(graph({1: [2], 2: [1]})), Case(graph({}))],
        oracle=lambda g: g,
    )

    def clone(node, made=None):
        made = {} if made is None else made
        if node is None:
            return None
        if node.val not in made:
            made[node.val] = GraphNode(node.val)
            made[node.val].neighbors = [clone(other, made) for other in node.neighbors]
        return made[node.val]

    assert judge(clone_graph, clone).passed
    report = judge(clone_graph, lambda node: GraphNode(1) if node else None)
    assert report.expected == "graph({1: [2], 2: [1]})"
    assert report.got == "graph({1: []})"


COPY = exercise(
    parameters="head",
    new_nodes=True,
    cases=[
        Case(linked(7, 7, 1, random=[None, 0, 2])),
        Case(linked(1, 2)),
        Case(linked()),
    ],
    oracle=lambda head: head,
)


def copy_by_map(head):
    made, node = {None: None}, head
    while node:
        made[node] = ListNode(node.val)
        node = node.next
    for old, new in made.items():
        if old:
            new.next, new.random = made[old.next], made[old.random]
    return made[head]


def copy_without_random(head):
    return ListNode(head.val, copy_without_random(head.next)) if head else None


def copy_that_points_back(head):
    new = copy_without_random(head)
    old, node = head, new
    while node:
        node.random, node, old = old.random, node.next, old.next
    return new


def copy_that_keeps_the_tail(head):
    return ListNode(head.val, head.next, None) if head else None


def test_lists_with_a_second_pointer_are_copied():
    assert judge(COPY, copy_by_map).passed
    report = judge(COPY, copy_without_random)
    assert report.call == "f(linked(7, 7, 1, random=[None, 0, 2]))"
    assert report.got == "linked(7, 7, 1)"


@pytest.mark.parametrize(
    "answer", [lambda head: head, copy_that_points_back, copy_that_keeps_the_tail]
)
def test_a_copy_that_holds_nodes_of_its_argument_is_none(answer):
    report = judge(COPY, answer)
    assert report.verdict == "wrong"
    assert "of the argument itself" in report.got
    assert "Make a new node for each" in report.message


def test_a_second_pointer_out_of_the_list_is_said_so():
    stray = exercise(parameters="head", cases=[Case(linked(1), gives=linked(1, random=[0]))])
    report = judge(stray, lambda head: ListNode(1, None, ListNode(1)))
    assert "`random` of the node at position 0 points to a node outside" in report.message
    assert judge(stray, lambda head: ListNode(1)).got == "linked(1)"


def test_nodes_of_trees_and_graphs_are_counted_as_shared():
    copied = exercise(parameters="root", new_nodes=True, cases=[Case(tree(1, 2, 3))], oracle=_same)
    assert judge(copied, lambda root: TreeNode(1, TreeNode(2), TreeNode(3))).passed
    report = judge(copied, lambda root: TreeNode(1, TreeNode(2), root.right))
    assert report.got == "a result that holds a node of the argument itself"
    cloned = exercise(
        parameters="node", new_nodes=True, cases=[Case(graph({1: [2], 2: [1]}))], oracle=_same
    )
    assert "2 nodes of the argument" in judge(cloned, lambda node: node).got


def test_a_result_that_contains_itself_is_said_so_where_nodes_are_given():
    def knotted(head):
        found = []
        found.append(found)
        return found

    assert "contains itself" in judge(COPY, knotted).message


def test_a_graph_is_counted_at_the_sizes_of_a_budget():
    def ring(n):
        return (graph({i: [(i + 1) % n] for i in range(n)}),)

    counted = exercise(
        parameters="node",
        cases=[Case(graph({1: [1]}), gives=1)],
        oracle=lambda g: len(g.edges),
        budget=Budget(make=ring, per=12, sizes=(20, 200)),
    )

    def by_set(node):
        met = set()
        while node.val not in met:
            met.add(node.val)
            node = node.neighbors[0]
        return len(met)

    def by_list(node):
        met = []
        while node.val not in met:
            met.append(node.val)
            node = node.neighbors[0]
        return len(met)

    assert judge(counted, by_set).passed
    assert judge(counted, by_list).verdict == "too many steps"


def _same(value):
    return value


def test_a_learners_own_node_class_is_a_node():
    class Node:
        def __init__(self, val, next=None):
            self.val, self.next = val, next

    def copied(head):
        new = None
        while head:
            new, head = Node(head.val, new), head.next
        return new

    assert judge(REVERSE, copied).passed
    assert isinstance(linked(1).build(), ListNode)


# ---- functions that change an argument ----------------------------------------------------------


def test_the_changed_argument_is_judged():
    move_zeroes = exercise(
        parameters="nums, keep",
        changes="nums",
        answer="nums",
        cases=[Case([0, 1, 0, 3], [1], gives=[1, 3, 0, 0]), Case([1], [1], gives=[1])],
    )

    def right(nums, keep):
        nums.sort(key=lambda number: number == 0)

    def on_a_copy(nums, keep):
        nums = sorted(nums, key=lambda number: number == 0)

    def changes_the_other(nums, keep):
        right(nums, keep)
        keep.clear()

    assert judge(move_zeroes, right).passed
    assert judge(move_zeroes, on_a_copy).got == "[0, 1, 0, 3]"
    report = judge(move_zeroes, changes_the_other)
    assert report.verdict == "changed its input"
    assert report.got == "keep after the call: []"


def test_nested_arguments_are_watched():
    total = exercise(parameters="rows", cases=[Case([[1, 2], [3]], gives=6)])

    def flattens(rows):
        for row in rows:
            row.sort(reverse=True)
        return sum(map(sum, rows))

    assert judge(total, flattens).got == "rows after the call: [[2, 1], [3]]"
    assert judge(total, lambda rows: sum(map(sum, rows))).passed


# ---- numbers -------------------------------------------------------------------------------------

MEAN = exercise(
    parameters="values", cases=[Case([1.0, 2.0, 4.0], gives=7 / 3)], compare=close(rel=1e-6)
)
SCALED = exercise(
    parameters="x",
    cases=lambda: [Case(np.arange(6.0).reshape(2, 3))],
    oracle=lambda x: 2 * x,
    compare=close(absolute=1e-9),
)


@pytest.mark.parametrize(
    "answer", [lambda v: sum(v) / 3, lambda v: np.mean(v), lambda v: 2.3333333]
)
def test_numbers_within_tolerance_pass(answer):
    assert judge(MEAN, answer).passed


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (lambda v: 2.3, "away; up to"),
        (lambda v: math.nan, "NaN"),
        (lambda v: -7 / 3, "sign"),
        (lambda v: [7 / 3], "Expected one number"),
        (lambda v: "7/3", "Expected a number"),
        (lambda v: None, "returned nothing"),
    ],
)
def test_numbers_out_of_tolerance_are_explained(answer, words):
    report = judge(MEAN, answer)
    assert report.verdict == "wrong"
    assert words in report.message


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (lambda x: (2 * x).T, "shape is (3, 2), not (2, 3)"),
        (lambda x: 2 * x + (x == 4), "1 of 6 numbers differ, the first at index (1, 1)"),
        (lambda x: np.sqrt(-1 - x), "NaN"),
        (lambda x: (2 * x).astype(str), "not numbers"),
        (lambda x: np.multiply(x, 2, out=x), "also changes its argument"),
    ],
)
def test_arrays_are_compared_with_shape(answer, words):
    report = judge(SCALED, answer)
    if words == "also changes its argument":
        assert report.verdict == "changed its input"
    else:
        assert report.verdict == "wrong"
        assert words in report.message
    assert judge(SCALED, lambda x: 2 * x).passed


# ---- several right answers, artefacts, estimates, faults -----------------------------------------


def test_any_order():
    pairs = exercise(parameters="", cases=[Case(gives=[[1, 2], [3, 4]])], compare=in_any_order())
    assert judge(pairs, lambda: [[3, 4], [1, 2]]).passed
    assert "[3, 4] is missing" in judge(pairs, lambda: [[1, 2], [4, 3]]).message
    groups = exercise(
        parameters="", cases=[Case(gives=[["a", "b"], ["c"]])], compare=groups_in_any_order()
    )
    assert judge(groups, lambda: [["c"], ["b", "a"]]).passed
    assert "2 groups, not 1" in judge(groups, lambda: [["c", "b", "a"]]).message
    assert "numpy" not in judge(groups, lambda: 3).message


def test_any_valid_answer():
    def fault(got, number):
        if got[0] * got[1] != number:
            return f"{got[0]} times {got[1]} is not {number}."
        return None

    factors = exercise(
        parameters="number", cases=[Case(12)], compare=satisfies(fault, asks="two factors")
    )
    assert judge(factors, lambda number: [3, 4]).passed
    assert judge(factors, lambda number: (2, 6)).passed
    report = judge(factors, lambda number: [5, 2])
    assert report.message == "5 times 2 is not 12."
    assert report.expected == "two factors"
    assert "It is not two factors" in judge(factors, lambda number: 12).message


def test_an_artefact_is_judged_by_a_metric():
    def recall(ranking, relevant):
        return len(set(ranking[:3]) & set(relevant)) / len(relevant)

    ranked = exercise(
        parameters="relevant",
        cases=[Case([1, 2])],
        compare=metric("recall@3", recall, at_least=0.9, says="The best ones come first."),
    )
    assert judge(ranked, lambda relevant: [2, 1, 5]).passed
    report = judge(ranked, lambda relevant: [1, 5, 6, 2])
    assert (report.expected, report.got) == ("recall@3 of at least 0.9", "recall@3 of 0.5")
    assert report.message == "The best ones come first."
    assert "cannot be computed" in judge(ranked, lambda relevant: 3).message
    assert "returned nothing" in judge(ranked, lambda relevant: None).message


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (6.4, None),
        (4.0, None),
        (12.0, None),
        (51.2, "bits and bytes"),
        (6400.0, "3 orders of magnitude too large, about a factor 1,000"),
        (0.0064, "one step of the unit"),
        (100.0, "1 order of magnitude too large"),
        (14.0, "right order of magnitude"),
        (-6.4, "sign"),
        (math.inf, "finite"),
        (True, "bool"),
    ],
)
def test_an_estimate_is_told_the_order_of_magnitude_it_missed(answer, words):
    estimate = exercise(parameters="", cases=[Case(gives=6.4)], compare=within_factor(2, unit="GB"))
    for given in (lambda: answer, answer):  # as a function, and as the bare number
        report = judge(estimate, given)
        assert report.passed == (words is None), str(report)
        assert words is None or words in report.message
        assert words is None or report.expected == "6.4 GB"


def faulty_middle(values):
    if values == [13]:
        while True:
            pass
    return sorted(values)[len(values) // 2 - 1]


def true_middle(values):
    return sorted(values)[(len(values) - 1) // 2]


def test_an_input_that_reveals_a_fault():
    find = exercise(
        parameters="",
        cases=[Case()],
        compare=reveals(
            faulty_middle, true_middle, valid=lambda v: None if v else "Give one value or more."
        ),
    )
    assert judge(find, lambda: ([1, 2, 3],)).passed
    assert judge(find, lambda: ([13],)).passed, "an endless loop is a fault, and is survived"
    assert "look for another" in judge(find, lambda: ([1, 2],)).message
    assert "one value or more" in judge(find, lambda: ([],)).message
    assert "one tuple" in judge(find, lambda: [1, 2, 3]).message
    assert "no arguments" in judge(find, lambda: (1, 2)).message


def test_none_is_no_missing_return_where_it_may_be_right():
    position = exercise(
        parameters="text", cases=[Case("a)", gives=1), Case("a", gives=None), Case(")", gives=0)]
    )
    assert judge(position, lambda text: None).message == "Here there is an answer other than None."
    always = exercise(parameters="text", cases=[Case("a)", gives=1)])
    assert "`return` is missing" in judge(always, lambda text: None).message
