"""Exercises of the lesson Merge Two Sorted Lists."""

from daybyday.checking import Budget, Case, Exercise, ListNode, Misconception, linked

# --- middle-of-the-linked-list -----------------------------------------------------------------


def _upper_half(head):
    """Cut the row of values in two."""
    values = head.values
    return linked(*values[len(values) // 2 :])


def _first_of_two(head):
    slow = fast = head
    while fast and fast.next and fast.next.next:
        slow = slow.next
        fast = fast.next.next
    return slow


def _value_of_the_middle(head):
    slow = fast = head
    while fast and fast.next:
        slow = slow.next
        fast = fast.next.next
    return slow.val if slow else None


def _one_too_far(head):
    slow = fast = head
    while fast:
        slow = slow.next
        fast = fast.next and fast.next.next
    return slow


def _cuts_the_list(head):
    before, slow, fast = None, head, head
    while fast and fast.next:
        before, slow = slow, slow.next
        fast = fast.next.next
    if before:
        before.next = None
    return slow


MIDDLE = Exercise(
    slug="middle-of-the-linked-list",
    title="Middle of the Linked List",
    function="middle_of_the_linked_list",
    parameters="head",
    cases=[
        Case(linked(4, 7, 1), gives=linked(7, 1)),
        Case(linked(4, 7, 1, 9), gives=linked(1, 9), why="Of two middle nodes the second counts."),
        Case(linked(), gives=linked(), why="An empty list has no middle: return None."),
        Case(linked(5), gives=linked(5), why="One node alone is in the middle."),
        Case(linked(5, 6), gives=linked(6), why="Of two nodes the second counts."),
        Case(linked(3, 3, 3, 3, 3), gives=linked(3, 3, 3), why="Values may repeat."),
        Case(linked(0, 0, 2), gives=linked(0, 2), why="Zero is a value like any other."),
    ],
    generated=lambda st: (st.lists(st.integers(0, 3), max_size=9).map(lambda v: linked(*v)),),
    oracle=_upper_half,
    budget=Budget(
        make=lambda n: (linked(*range(n)),),
        per=5,
        growth="n",
        says="It walks through the same nodes again and again; one walk, or two, are enough.",
    ),
    hints=(
        "If you knew the length, which position would the middle have, for an odd and for an even "
        "number of nodes?",
        "Let two walkers start together, one of them twice as fast: where is the slow one when the "
        "fast one is at the end?",
        "The fast one can end on the last node or behind it: ask for both before it takes two "
        "steps.",
    ),
    why="The fast walker is always twice as far as the slow one, so at the end the slow one is in "
    "the middle.",
    misconceptions=[
        Misconception(
            "first-of-two",
            _first_of_two,
            says="With an even number of nodes this is the first of the two in the middle; the "
            "second is asked for.",
        ),
        Misconception(
            "value-of-the-middle",
            _value_of_the_middle,
            says="This is the value; return the node itself, from which the rest of the list is "
            "reached.",
        ),
        Misconception(
            "one-too-far",
            _one_too_far,
            says="With an odd number of nodes the slow walker takes one step too many: the fast "
            "one was on the last node already.",
        ),
        Misconception(
            "cuts-the-list",
            _cuts_the_list,
            says="The result is right, but the caller still needs the argument: work on a copy.",
            verdict="changed its input",
        ),
    ],
)


# --- remove-nth-node-from-end-of-list ----------------------------------------------------------


def _without(head, n):
    """Leave one value out of the row."""
    values = list(head.values)
    del values[-n]
    return linked(*values)


def _counts_from_the_front(head, n):
    sentinel = before = ListNode(next=head)
    for _ in range(n - 1):
        before = before.next
    before.next = before.next.next
    return sentinel.next


def _removes_the_one_before(head, n):
    length, node = 0, head
    while node:
        length, node = length + 1, node.next
    sentinel = before = ListNode(next=head)
    for _ in range(max(length - n - 1, 0)):
        before = before.next
    before.next = before.next.next
    return sentinel.next


def _returns_the_old_head(head, n):
    leader = follower = ListNode(next=head)
    for _ in range(n):
        leader = leader.next
    while leader.next:
        leader, follower = leader.next, follower.next
    follower.next = follower.next.next
    return head


def _removes_equal_values(head, n):
    values, node = [], head
    while node:
        values.append(node.val)
        node = node.next
    sentinel = before = ListNode(next=head)
    while before.next:
        if before.next.val == values[-n]:
            before.next = before.next.next
        else:
            before = before.next
    return sentinel.next


def _returns_the_removed(head, n):
    leader = follower = head
    for _ in range(n):
        leader = leader.next
    while leader:
        leader, follower = leader.next, follower.next
    return follower


REMOVE = Exercise(
    slug="remove-nth-node-from-end-of-list",
    title="Remove Nth Node From End of List",
    function="remove_nth_node_from_end_of_list",
    parameters="head, n",
    changes="head",
    cases=[
        Case(linked(4, 7, 1, 9), 2, gives=linked(4, 7, 9)),
        Case(linked(4, 7), 2, gives=linked(7), why="The head itself can be the one to go."),
        Case(linked(5), 1, gives=linked(), why="A list of one node becomes empty: return None."),
        Case(linked(1, 2, 3), 1, gives=linked(1, 2), why="The last node is the first."),
        Case(linked(1, 2, 3, 4, 5), 5, gives=linked(2, 3, 4, 5), why="The head can be the one."),
        Case(linked(6, 2, 6), 1, gives=linked(6, 2), why="Another node with its value stays."),
        Case(linked(0, 1, 2, 3, 4), 4, gives=linked(0, 2, 3, 4), why="Count from the end."),
    ],
    generated=lambda st: st.lists(st.integers(0, 3), min_size=1, max_size=7).flatmap(
        lambda values: st.tuples(st.just(linked(*values)), st.integers(1, len(values)))
    ),
    oracle=_without,
    budget=Budget(
        make=lambda size: (linked(*range(size)), size // 2),
        per=6,
        growth="n",
        says="It walks through the same nodes again and again; one walk to the end is enough.",
    ),
    hints=(
        "To take a node out you need the node before it: which one is that, for the head?",
        "A node put before the head makes the head a node like any other; return what follows it.",
        "Of two walkers on the list, how far must one be ahead of the other, so that the one is at "
        "the end when the other is where you need it?",
    ),
    why="With one walker n nodes ahead, the other stands before the node to remove when the first "
    "is on the last node, and the sentinel gives the head a node before it.",
    misconceptions=[
        Misconception(
            "counts-from-the-front",
            _counts_from_the_front,
            says="This is the n-th node from the front; count from the end.",
        ),
        Misconception(
            "removes-the-one-before",
            _removes_the_one_before,
            says="The node before the right one has gone: count which node you stop on.",
        ),
        Misconception(
            "returns-the-old-head",
            _returns_the_old_head,
            says="When the head itself is removed, the list begins with the node after it: return "
            "what follows the sentinel.",
        ),
        Misconception(
            "removes-equal-values",
            _removes_equal_values,
            says="Nodes with the same value have gone too; one node, at one position, is meant.",
        ),
        Misconception(
            "returns-the-removed",
            _returns_the_removed,
            says="This is the node that should have gone; return the head of what is left.",
        ),
    ],
)


# --- compact-two-runs --------------------------------------------------------------------------


def _overwrite(new, old):
    """Let a dict forget what is overwritten."""
    texts = dict(old.values) | dict(new.values)
    return linked(*((key, texts[key]) for key in sorted(texts) if texts[key] is not None))


def _entries(head):
    while head:
        yield head.val
        head = head.next


def _chain(entries):
    sentinel = tail = ListNode()
    for entry in entries:
        tail.next = tail = ListNode(entry)
    return sentinel.next


def _old_wins(new, old):
    texts = dict(_entries(new)) | dict(_entries(old))
    return _chain((key, texts[key]) for key in sorted(texts) if texts[key] is not None)


def _keeps_both(new, old):
    entries = sorted([*_entries(new), *_entries(old)], key=lambda entry: entry[0])
    return _chain(entry for entry in entries if entry[1] is not None)


def _keeps_deletions(new, old):
    texts = dict(_entries(old)) | dict(_entries(new))
    return _chain((key, texts[key]) for key in sorted(texts))


def _brings_back_the_old(new, old):
    texts = dict(_entries(old))
    texts |= {key: text for key, text in _entries(new) if text is not None}
    return _chain((key, texts[key]) for key in sorted(texts) if texts[key] is not None)


def _takes_empty_for_deleted(new, old):
    texts = dict(_entries(old)) | dict(_entries(new))
    return _chain((key, texts[key]) for key in sorted(texts) if texts[key])


def _appends_the_rest_as_it_is(new, old):
    sentinel = tail = ListNode()
    while new and old:
        if old.val[0] < new.val[0]:
            entry, old = old, old.next
        else:
            if old.val[0] == new.val[0]:
                old = old.next
            entry, new = new, new.next
        if entry.val[1] is not None:
            tail.next = tail = entry
    tail.next = new or old
    return sentinel.next


def _leaves_the_end_uncut(new, old):
    sentinel = tail = ListNode()
    while new or old:
        if new is None or (old and old.val[0] < new.val[0]):
            entry, old = old, old.next
        else:
            if old and old.val[0] == new.val[0]:
                old = old.next
            entry, new = new, new.next
        if entry.val[1] is not None:
            tail.next = tail = entry
    return sentinel.next


def _runs(n):
    """Return two runs of n entries that take turns, some keys shared, some deleted."""
    new = [(2 * i, None if i % 10 == 0 else "new") for i in range(n)]
    old = [(2 * i + (i % 5 > 0), "old") for i in range(n)]
    return linked(*new), linked(*old)


COMPACT = Exercise(
    slug="compact-two-runs",
    title="Compact two runs",
    function="compact_two_runs",
    parameters="new, old",
    changes="new, old",
    cases=[
        Case(
            linked((1, "b"), (3, "c")),
            linked((1, "a"), (2, "d")),
            gives=linked((1, "b"), (2, "d"), (3, "c")),
        ),
        Case(
            linked((2, None)),
            linked((1, "a"), (2, "d")),
            gives=linked((1, "a")),
            why="A deletion takes the older entry of its key with it.",
        ),
        Case(linked(), linked(), gives=linked(), why="Two empty runs make an empty one."),
        Case(
            linked(),
            linked((1, None), (2, "a")),
            gives=linked((2, "a")),
            why="Deletions leave nothing, also where the other run is empty.",
        ),
        Case(
            linked((1, "a"), (4, None)),
            linked((2, "b")),
            gives=linked((1, "a"), (2, "b")),
            why="What is left of one run when the other is used up may hold deletions.",
        ),
        Case(
            linked((5, None)),
            linked((1, "a"), (3, "b")),
            gives=linked((1, "a"), (3, "b")),
            why="A deletion of a key that the old run does not have leaves nothing.",
        ),
        Case(
            linked((1, "")),
            linked((1, "a")),
            gives=linked((1, "")),
            why="An empty text is a text; only None says that a key was deleted.",
        ),
        Case(
            linked((0, "n")),
            linked((-1, "m"), (0, "o")),
            gives=linked((-1, "m"), (0, "n")),
            why="Of a key that both runs have, the new entry counts.",
        ),
        Case(
            linked((1, "a"), (2, None)),
            linked((2, "b")),
            gives=linked((1, "a")),
            why="The last entry that stays still has a link to one that does not.",
        ),
    ],
    generated=lambda st: (
        *(
            st.dictionaries(
                st.integers(0, 6), st.none() | st.sampled_from(["", "a", "b"]), max_size=5
            ).map(lambda texts: linked(*((key, texts[key]) for key in sorted(texts))))
            for _ in range(2)
        ),
    ),
    oracle=_overwrite,
    budget=Budget(
        make=_runs,
        per=40,
        growth="n",
        says="One run is searched through for entries of the other; both are in order, so their "
        "heads say all.",
    ),
    hints=(
        "Compare the two heads: which three outcomes are there, and which entries does each of "
        "them settle?",
        "A key is settled when both lists have moved past it; only then ask whether the entry that "
        "counts is a deletion.",
        "Look at the last link when you are done: where does it still lead?",
    ),
    why="Of two equal heads the new one counts and the old one is stepped over, so every key is "
    "settled once; the end must be cut, because its link still leads to what was left out.",
    misconceptions=[
        Misconception(
            "old-wins",
            _old_wins,
            says="The old run's entry was kept; of a key that both have, the new one counts.",
        ),
        Misconception(
            "keeps-both",
            _keeps_both,
            says="Both entries of a key were kept: step over the old one.",
        ),
        Misconception(
            "keeps-deletions",
            _keeps_deletions,
            says="A deletion was kept as an entry; when it has done its work, it goes too.",
        ),
        Misconception(
            "brings-back-the-old",
            _brings_back_the_old,
            says="The deletion was dropped before it hid the older entry of its key, which is "
            "back now.",
        ),
        Misconception(
            "takes-empty-for-deleted",
            _takes_empty_for_deleted,
            says="An empty text was taken for a deletion: ask `is None`.",
        ),
        Misconception(
            "appends-the-rest-as-it-is",
            _appends_the_rest_as_it_is,
            says="The rest of one run was appended as it is, with its deletions.",
        ),
        Misconception(
            "leaves-the-end-uncut",
            _leaves_the_end_uncut,
            says="The last node still leads on to entries that were left out: cut its link.",
        ),
    ],
)

EXERCISES = [MIDDLE, REMOVE, COMPACT]
