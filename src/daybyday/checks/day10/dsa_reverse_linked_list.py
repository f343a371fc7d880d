"""Exercises of the lesson Reverse Linked List."""

from daybyday.checking import Budget, Case, Exercise, ListNode, Misconception, linked


def _rewired(head, order):
    """Return the list with its nodes in the order of these positions, bookmarks kept."""
    if not head.random:
        return linked(*(head.values[old] for old in order))
    place = {old: new for new, old in enumerate(order)} | {None: None}
    return linked(
        *(head.values[old] for old in order), random=[place[head.random[old]] for old in order]
    )


def _bookmarked(values):
    """Return a list in which each node's bookmark is the node that follows it now."""
    following = [*range(1, len(values)), None][: len(values)]
    return linked(*values, random=following)


def _lists(st, most):
    """Return a strategy of lists, some with bookmarks."""
    values = st.lists(st.integers(0, 3), max_size=most)
    return values.map(lambda v: linked(*v)) | values.map(_bookmarked)


def _nodes(head):
    while head:
        yield head
        head = head.next


# --- linked-list-cycle -------------------------------------------------------------------------


def _leads_back(head):
    """Read off how the list was built."""
    return head.back_to is not None


def _sees_a_value_twice(head):
    seen = set()
    while head:
        if head.val in seen:
            return True
        seen.add(head.val)
        head = head.next
    return False


def _compares_before_moving(head):
    slow = fast = head
    while fast and fast.next:
        if slow is fast:
            return True
        slow = slow.next
        fast = fast.next.next
    return False


def _leaves_it_turned(head):
    behind, node = None, head
    while node:
        following = node.next
        node.next = behind
        behind, node = node, following
    return head is not None and behind is head and head.next is not None


def _marks_the_nodes(head):
    while head:
        if head.val == "met":
            return True
        head.val = "met"
        head = head.next
    return False


def _misses_a_ring_of_one(head):
    slow = fast = head
    while fast and fast.next and fast.next is not fast:
        slow = slow.next
        fast = fast.next.next
        if slow is fast:
            return True
    return False


CYCLE = Exercise(
    slug="linked-list-cycle",
    title="Linked List Cycle",
    function="linked_list_cycle",
    parameters="head",
    cases=[
        Case(linked(4, 7, 1, back_to=1), gives=True),
        Case(linked(4, 4), gives=False, why="Two nodes may have the same value."),
        Case(linked(), gives=False, why="An empty list leads nowhere."),
        Case(linked(5), gives=False, why="One node without a follower is the end."),
        Case(linked(5, back_to=0), gives=True, why="A node can lead to itself."),
        Case(linked(1, 2, back_to=0), gives=True, why="The last node can lead to the head."),
        Case(linked(1, 2, back_to=1), gives=True, why="The last node can lead to itself."),
        Case(linked(3, 1, 4, 1, 5, 9, back_to=4), gives=True, why="A ring can be far behind."),
        Case(linked(0, 0, 0), gives=False, why="Zero is a value like any other."),
        Case(linked(*[0] * 500), gives=False, why="A long list is no ring."),
    ],
    generated=lambda st: (
        st.tuples(st.lists(st.integers(0, 3), max_size=7), st.none() | st.integers(0, 6)).map(
            lambda pair: linked(
                *pair[0],
                back_to=pair[1] if pair[1] is not None and pair[1] < len(pair[0]) else None,
            )
        ),
    ),
    oracle=_leads_back,
    budget=Budget(
        make=lambda n: (linked(*range(n), back_to=n // 2 + 1),),
        per=20,
        growth="n",
        says="It walks through the same nodes again and again; a few walks are enough.",
    ),
    hints=(
        "Inside a ring nobody ever comes to an end: what could happen there between two who walk "
        "along it, and what must happen?",
        "Let them start together and move at different speeds: by how much does the distance "
        "between them change in a step?",
        "The faster one can end on the last node or behind it; and at the start both stand on the "
        "same node, which means nothing.",
    ),
    why="Once both are in the ring, the faster walker gains one node a step, so it cannot leap "
    "over the slower one.",
    misconceptions=[
        Misconception(
            "sees-a-value-twice",
            _sees_a_value_twice,
            says="Two nodes can have the same value; a ring leads back to the same node.",
        ),
        Misconception(
            "compares-before-moving",
            _compares_before_moving,
            says="Both walkers start on the same node, so they must move before they are compared.",
        ),
        Misconception(
            "leaves-it-turned",
            _leaves_it_turned,
            says="The answer is right, but the links were left turned round: restore them.",
            verdict="changed its input",
        ),
        Misconception(
            "marks-the-nodes",
            _marks_the_nodes,
            says="The marks stay in the nodes, whose values the caller still needs.",
            verdict="changed its input",
        ),
        Misconception(
            "misses-a-ring-of-one",
            _misses_a_ring_of_one,
            says="A node that leads to itself is a ring, too.",
        ),
    ],
)


# --- move-cursor -------------------------------------------------------------------------------


def _cut(behind, node, steps):
    """Lay the whole list out in a row and cut it at another place."""
    before, after = behind.values[::-1], node.values
    row = before + after
    place = min(max(len(before) + steps, 0), len(row))
    # In a pair an empty list is None, as the answer returns it.
    return tuple(linked(*part) if part else None for part in (row[:place][::-1], row[place:]))


def _chain(values):
    sentinel = tail = ListNode()
    for value in values:
        tail.next = tail = ListNode(value)
    return sentinel.next


def _keeps_the_order_behind(behind, node, steps):
    before = [each.val for each in _nodes(behind)][::-1]
    after = [each.val for each in _nodes(node)]
    row, place = before + after, max(len(before) + steps, 0)
    return _chain(row[:place]), _chain(row[place:])


def _only_forward(behind, node, steps):
    for _ in range(steps):
        if node is None:
            break
        following = node.next
        node.next = behind
        behind, node = node, following
    return behind, node


def _stops_on_the_last(behind, node, steps):
    while steps > 0 and node and node.next:
        following = node.next
        node.next = behind
        behind, node = node, following
        steps -= 1
    while steps < 0 and behind:
        before = behind.next
        behind.next = node
        behind, node = before, behind
        steps += 1
    return behind, node


def _turns_nothing_back(behind, node, steps):
    while steps > 0 and node:
        following = node.next
        node.next = behind
        behind, node = node, following
        steps -= 1
    while steps < 0 and behind:
        behind, node = behind.next, behind
        steps += 1
    return behind, node


def _swaps_the_pair(behind, node, steps):
    while steps > 0 and node:
        node.next, behind, node = behind, node, node.next
        steps -= 1
    while steps < 0 and behind:
        behind.next, node, behind = node, behind, behind.next
        steps += 1
    return node, behind


CURSOR = Exercise(
    slug="move-cursor",
    title="Move a cursor both ways",
    function="move_cursor",
    parameters="behind, node, steps",
    changes="behind, node",
    cases=[
        Case(linked(), linked(4, 7, 1), 2, gives=(linked(7, 4), linked(1))),
        Case(linked(7, 4), linked(1), -1, gives=(linked(4), linked(7, 1))),
        Case(linked(), linked(), 3, gives=(None, None), why="An empty list has one place."),
        Case(linked(1), linked(2), 0, gives=(linked(1), linked(2)), why="No step, no move."),
        Case(
            linked(),
            linked(1, 2),
            2,
            gives=(linked(2, 1), None),
            why="The cursor can stand behind the last node.",
        ),
        Case(
            linked(2, 1),
            linked(),
            -2,
            gives=(None, linked(1, 2)),
            why="From behind the last node the cursor can go back to the front.",
        ),
        Case(
            linked(),
            linked(1, 2),
            -1,
            gives=(None, linked(1, 2)),
            why="At the front there is no way back.",
        ),
        Case(
            linked(5),
            linked(0, 0),
            10**9,
            gives=(linked(0, 0, 5), None),
            why="At the end the cursor stops, however many steps are left.",
        ),
        Case(
            linked(0, 0),
            linked(5),
            -(10**9),
            gives=(None, linked(0, 0, 5)),
            why="At the front the cursor stops, however many steps are left.",
        ),
        Case(
            linked(),
            linked(*[0] * 5_000),
            10**9,
            why="A list can be longer than the call stack is deep.",
        ),
    ],
    generated=lambda st: (
        st.lists(st.integers(0, 3), max_size=4).map(lambda v: linked(*v)),
        st.lists(st.integers(0, 3), max_size=4).map(lambda v: linked(*v)),
        st.integers(-6, 6),
    ),
    oracle=_cut,
    budget=Budget(
        make=lambda n: (linked(*range(n // 2)), linked(*range(n // 2, n)), -5),
        per=60,
        growth="1",
        says="It visits nodes that the cursor does not pass; only those in between need to move.",
    ),
    hints=(
        "Forward you have the round already: what has to be added, so that it ends in time?",
        "Write down, for a round forward, what each of `behind`, `node` and `node.next` held "
        "before and holds after; read the table from right to left.",
        "In the round back, which node's link is written, and what was saved before?",
    ),
    why="A round forward moves what three places hold in a ring, and the same ring the other way "
    "round takes it back, so both directions are one loop with the names exchanged.",
    misconceptions=[
        Misconception(
            "keeps-the-order-behind",
            _keeps_the_order_behind,
            says="`behind` must head the nodes in front of the cursor with the nearest first, so "
            "that the way back is known.",
        ),
        Misconception(
            "only-forward",
            _only_forward,
            says="Negative steps go back, and here nothing moved.",
        ),
        Misconception(
            "stops-on-the-last",
            _stops_on_the_last,
            says="The cursor can also stand behind the last node, where `node` is None.",
        ),
        Misconception(
            "turns-nothing-back",
            _turns_nothing_back,
            says="On the way back the names moved, but the links still point backwards.",
        ),
        Misconception(
            "swaps-the-pair",
            _swaps_the_pair,
            says="The two names are returned in the wrong order: `behind` comes first.",
        ),
    ],
)


# --- reorder-list ------------------------------------------------------------------------------


def _from_both_ends(head):
    """Say by a formula which position goes to each place."""
    n = len(head.values)
    return _rewired(head, [n - 1 - i // 2 if i % 2 else i // 2 for i in range(n)])


def _split(head):
    """Cut a list behind its middle; return both parts."""
    slow = fast = head
    while fast and fast.next:
        slow, fast = slow.next, fast.next.next
    second, slow.next = slow.next, None
    return second


def _turned(node):
    behind = None
    while node:
        node.next, behind, node = behind, node, node.next
    return behind


def _zip(front, behind):
    while behind:
        front.next, behind.next, front, behind = behind, front.next, front.next, behind.next


def _writes_the_values(head):
    values = [node.val for node in _nodes(head)]
    for place, node in enumerate(_nodes(head)):
        node.val = values[-1 - place // 2] if place % 2 else values[place // 2]


def _does_not_turn(head):
    if head:
        _zip(head, _split(head))


def _leaves_the_ring(head):
    everything = list(_nodes(head))
    low, high = 0, len(everything) - 1
    while low < high:
        everything[low].next = everything[high]
        everything[high].next = everything[low + 1]
        low, high = low + 1, high - 1


def _makes_a_new_list(head):
    values = [node.val for node in _nodes(head)]
    order = [values[-1 - i // 2] if i % 2 else values[i // 2] for i in range(len(values))]
    return _chain(order)


def _only_one_exchange(head):
    if head is None or head.next is None or head.next.next is None:
        return
    before = head
    while before.next.next:
        before = before.next
    last, before.next = before.next, None
    last.next, head.next = head.next, last


def _starts_with_the_last(head):
    if head:
        front, back = head, _turned(_split(head))
        while back:
            back.next, front, back = front, front.next, back.next


REORDER = Exercise(
    slug="reorder-list",
    title="Reorder List",
    function="reorder_list",
    parameters="head",
    changes="head",
    answer="head",
    cases=[
        Case(linked(4, 7, 1, 9), gives=linked(4, 9, 7, 1)),
        Case(linked(4, 7, 1, 9, 5), gives=linked(4, 5, 7, 9, 1)),
        Case(linked(), gives=linked(), why="An empty list stays empty."),
        Case(linked(5), gives=linked(5), why="One node alone stays where it is."),
        Case(linked(5, 6), gives=linked(5, 6), why="Two nodes are in order already."),
        Case(linked(1, 2, 3), gives=linked(1, 3, 2), why="The middle node comes last."),
        Case(
            linked(1, 2, 3, 4, 5, 6),
            gives=linked(1, 6, 2, 5, 3, 4),
            why="Of the second half, the last comes first.",
        ),
        Case(linked(0, 1, 0, 1), gives=linked(0, 1, 1, 0), why="Values may repeat."),
        Case(
            linked(1, 2, 3, random=[1, 2, None]),
            gives=linked(1, 3, 2, random=[2, None, 1]),
            why="The nodes must move, not their values: a bookmark leads to the node it led to.",
        ),
    ],
    generated=lambda st: (_lists(st, 8),),
    oracle=_from_both_ends,
    budget=Budget(
        make=lambda n: (linked(*range(n)),),
        per=12,
        growth="n",
        says="It walks to the end again for each node; turn the second half round once, and its "
        "nodes come in the order you need.",
    ),
    hints=(
        "From the middle on, the nodes are needed in the opposite order: which part of the lesson "
        "gives you that, and what does it need to know?",
        "Find the middle as in Middle of the Linked List, and cut there before you go on.",
        "When you take from both parts in turn, which two links are written for each node of the "
        "second part, and what must be read before?",
    ),
    why="Cut at the middle, the second part reversed gives its nodes in the order in which they "
    "are needed, and one walk takes from both in turn.",
    misconceptions=[
        Misconception(
            "writes-the-values",
            _writes_the_values,
            says="The values have moved from node to node; the nodes themselves must move, because "
            "bookmarks lead to them.",
        ),
        Misconception(
            "does-not-turn",
            _does_not_turn,
            says="The second half comes in its old order; its last node is due first.",
        ),
        Misconception(
            "leaves-the-ring",
            _leaves_the_ring,
            says="The last node's old link is still there and leads back: cut it.",
        ),
        Misconception(
            "makes-a-new-list",
            _makes_a_new_list,
            says="A new list was returned, and the one that was given is as it was: relink its "
            "nodes.",
        ),
        Misconception(
            "only-one-exchange",
            _only_one_exchange,
            says="Only the last node has moved; go on with what lies between.",
        ),
        Misconception(
            "starts-with-the-last",
            _starts_with_the_last,
            says="Each last node was put in front of its partner; the head stays the first, and "
            "the last comes behind it.",
        ),
    ],
)


# --- reverse-nodes-in-k-group ------------------------------------------------------------------


def _slices(head, k):
    """Turn slices of the row of positions."""
    places = list(range(len(head.values)))
    whole = len(places) // k * k
    order = [p for start in range(0, whole, k) for p in places[start : start + k][::-1]]
    return _rewired(head, order + places[whole:])


def _relinked(chain):
    sentinel = tail = ListNode()
    for node in chain:
        tail.next = tail = node
    tail.next = None
    return sentinel.next


def _turns_the_rest_too(head, k):
    chain = list(_nodes(head))
    return _relinked(n for start in range(0, len(chain), k) for n in chain[start : start + k][::-1])


def _leaves_the_first_group_only(head, k):
    chain = list(_nodes(head))
    if len(chain) < k:
        return head
    return _relinked(chain[:k][::-1] + chain[k:])


def _turns_the_order_of_groups(head, k):
    chain = list(_nodes(head))
    whole = len(chain) // k * k
    order = [n for start in range(whole - k, -1, -k) for n in chain[start : start + k]]
    return _relinked(order + chain[whole:])


def _writes_values(head, k):
    chain = list(_nodes(head))
    for start in range(0, len(chain) // k * k, k):
        group = chain[start : start + k]
        for node, value in zip(group, [n.val for n in group][::-1], strict=True):
            node.val = value
    return head


def _drops_the_rest(head, k):
    chain = list(_nodes(head))
    whole = len(chain) // k * k
    return _relinked(n for s in range(0, whole, k) for n in chain[s : s + k][::-1])


def _links_to_the_old_first(head, k):
    sentinel = before = ListNode(next=head)
    while True:
        last = before
        for _ in range(k):
            last = last.next
            if last is None:
                return sentinel.next
        first = before.next
        behind, node = last.next, first
        for _ in range(k):
            node.next, behind, node = behind, node, node.next
        if before is sentinel:
            sentinel.next = last
        before = first


K_GROUP = Exercise(
    slug="reverse-nodes-in-k-group",
    title="Reverse Nodes in k-Group",
    function="reverse_nodes_in_k_group",
    parameters="head, k",
    changes="head",
    cases=[
        Case(linked(4, 7, 1, 9, 5), 2, gives=linked(7, 4, 9, 1, 5)),
        Case(linked(4, 7, 1, 9, 5), 3, gives=linked(1, 7, 4, 9, 5)),
        Case(linked(), 2, gives=linked(), why="An empty list has no group."),
        Case(linked(1, 2), 3, gives=linked(1, 2), why="A short group stays as it is."),
        Case(linked(1, 2, 3), 1, gives=linked(1, 2, 3), why="A group of one is its own reverse."),
        Case(linked(1, 2, 3), 3, gives=linked(3, 2, 1), why="The whole list can be one group."),
        Case(
            linked(1, 2, 3, 4),
            2,
            gives=linked(2, 1, 4, 3),
            why="Each group must be linked to the new first node of the next.",
        ),
        Case(
            linked(1, 2, 3, 4, 5, 6, 7, 8),
            3,
            gives=linked(3, 2, 1, 6, 5, 4, 7, 8),
            why="Groups stay in their order, and two nodes at the end are no group of three.",
        ),
        Case(linked(0, 0, 1, 0), 2, gives=linked(0, 0, 0, 1), why="Values may repeat."),
        Case(
            linked(1, 2, 3, random=[1, 2, None]),
            2,
            gives=linked(2, 1, 3, random=[2, 0, None]),
            why="The nodes must move, not their values: a bookmark leads to the node it led to.",
        ),
    ],
    generated=lambda st: (_lists(st, 9), st.integers(1, 4)),
    oracle=_slices,
    budget=Budget(
        make=lambda n: (linked(*range(n)), 2),
        per=18,
        growth="n",
        sizes=(200, 2000),
        says="It walks through the rest of the list for each group; look no further than the "
        "group itself.",
    ),
    hints=(
        "Of one group, which node stands before it, which one after it, and which links between "
        "them and the group have to be written?",
        "Look first whether the group is whole, and only then write.",
        "The lesson's loop starts with nothing behind it: with what else could it start, so that "
        "the end of the turned group is linked to the rest at once?",
    ),
    why="Each group is counted, turned onto what follows it, and linked to what stands before it, "
    "so a short one is never touched and every node is visited twice.",
    misconceptions=[
        Misconception(
            "turns-the-rest-too",
            _turns_the_rest_too,
            says="The nodes at the end are fewer than k, and were turned all the same.",
        ),
        Misconception(
            "leaves-the-first-group-only",
            _leaves_the_first_group_only,
            says="Only the first group was turned; go on with the next one.",
        ),
        Misconception(
            "turns-the-order-of-groups",
            _turns_the_order_of_groups,
            says="The groups have changed places and kept their inside; it is the inside that is "
            "turned.",
        ),
        Misconception(
            "writes-values",
            _writes_values,
            says="The values have moved from node to node; the nodes themselves must move, because "
            "bookmarks lead to them.",
        ),
        Misconception(
            "drops-the-rest",
            _drops_the_rest,
            says="The nodes behind the last whole group are lost.",
        ),
        Misconception(
            "links-to-the-old-first",
            _links_to_the_old_first,
            says="Nodes are lost between two groups: the end of one must be linked to the new "
            "first node of the next.",
        ),
    ],
)

EXERCISES = [CYCLE, CURSOR, REORDER, K_GROUP]
