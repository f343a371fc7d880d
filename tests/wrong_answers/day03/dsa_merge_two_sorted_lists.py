"""Answers to the exercises of Merge Two Sorted Lists, wrong with their verdicts or right anew."""

from daybyday.checking import ListNode, Wrong

# --- middle-of-the-linked-list -----------------------------------------------------------------


def walks_from_the_head_each_time(head):
    length, node = 0, head
    while node:
        length, node = length + 1, node.next
    middle = head
    for position in range(length // 2 + 1):
        middle = head
        for _ in range(position):
            middle = middle.next
    return middle


def asks_nothing_for_a_next(head):
    slow = fast = head
    while fast.next:
        slow = slow.next
        fast = fast.next.next
    return slow


def never_moves_the_fast_one(head):
    slow = fast = head
    while fast and fast.next:
        slow = slow.next
        if slow is None:
            slow = head
    return slow


def counts_then_walks(head):
    length, node = 0, head
    while node:
        length += 1
        node = node.next
    node = head
    for _ in range(length // 2):
        node = node.next
    return node


def keeps_all_nodes(head):
    everything = []
    while head:
        everything.append(head)
        head = head.next
    return everything[len(everything) // 2] if everything else None


# --- remove-nth-node-from-end-of-list ----------------------------------------------------------


def has_no_sentinel(head, n):
    leader = follower = head
    for _ in range(n):
        leader = leader.next
    while leader.next:
        leader = leader.next
        follower = follower.next
    follower.next = follower.next.next
    return head


def measures_the_rest_at_each_node(head, n):
    sentinel = before = ListNode(next=head)
    while True:
        rest, node = 0, before.next
        while node:
            rest, node = rest + 1, node.next
        if rest == n:
            before.next = before.next.next
            return sentinel.next
        before = before.next


def numbers_from_zero(head, n):
    sentinel = leader = follower = ListNode(next=head)
    for _ in range(n - 1):
        leader = leader.next
    while leader.next:
        leader = leader.next
        follower = follower.next
    if follower.next:
        follower.next = follower.next.next
    return sentinel.next


def counts_and_treats_the_head_apart(head, n):
    length, node = 0, head
    while node:
        length += 1
        node = node.next
    if length == n:
        return head.next
    before = head
    for _ in range(length - n - 1):
        before = before.next
    before.next = before.next.next
    return head


# --- compact-two-runs --------------------------------------------------------------------------


def searches_the_old_run(new, old):
    sentinel = ListNode(next=old)
    while new:
        entry, new = new, new.next
        before = sentinel
        while before.next and before.next.val[0] < entry.val[0]:
            before = before.next
        if before.next and before.next.val[0] == entry.val[0]:
            before.next = before.next.next
        before.next, entry.next = entry, before.next
    before = sentinel
    while before.next:
        if before.next.val[1] is None:
            before.next = before.next.next
        else:
            before = before.next
    return sentinel.next


def runs_off_the_old_end(new, old):
    sentinel = tail = ListNode()
    while new or old:
        if new is None or old.val[0] < new.val[0]:
            entry, old = old, old.next
        else:
            if old.val[0] == new.val[0]:
                old = old.next
            entry, new = new, new.next
        if entry.val[1] is not None:
            tail.next = tail = entry
    tail.next = None
    return sentinel.next


def compares_whole_entries(new, old):
    sentinel = tail = ListNode()
    while new or old:
        if new is None or (old and old.val < new.val):
            entry, old = old, old.next
        else:
            if old and old.val[0] == new.val[0]:
                old = old.next
            entry, new = new, new.next
        if entry.val[1] is not None:
            tail.next = tail = entry
    tail.next = None
    return sentinel.next


def walks_arrays_and_links_anew(new, old):
    def listed(head):
        everything = []
        while head:
            everything.append(head)
            head = head.next
        return everything

    news, olds, kept = listed(new), listed(old), []
    i = j = 0
    while i < len(news) and j < len(olds):
        if olds[j].val[0] < news[i].val[0]:
            kept.append(olds[j])
            j += 1
            continue
        j += olds[j].val[0] == news[i].val[0]
        kept.append(news[i])
        i += 1
    kept = [entry for entry in kept + news[i:] + olds[j:] if entry.val[1] is not None]
    for position, entry in enumerate(kept):
        entry.next = kept[position + 1] if position + 1 < len(kept) else None
    return kept[0] if kept else None


WRONG = {
    "middle-of-the-linked-list": [
        Wrong("walks-from-the-head", walks_from_the_head_each_time, "too many steps", "again"),
        Wrong("asks-nothing-for-a-next", asks_nothing_for_a_next, "crashed", "AttributeError"),
        Wrong("never-moves-the-fast-one", never_moves_the_fast_one, "too many steps", "never"),
    ],
    "remove-nth-node-from-end-of-list": [
        Wrong("has-no-sentinel", has_no_sentinel, "crashed", "AttributeError"),
        Wrong("measures-the-rest", measures_the_rest_at_each_node, "too many steps", "again"),
        Wrong("numbers-from-zero", numbers_from_zero, "wrong", ""),
    ],
    "compact-two-runs": [
        Wrong("searches-the-old-run", searches_the_old_run, "too many steps", "heads"),
        Wrong("runs-off-the-old-end", runs_off_the_old_end, "crashed", "AttributeError"),
        Wrong("compares-whole-entries", compares_whole_entries, "crashed", "TypeError"),
    ],
}

RIGHT = {
    "middle-of-the-linked-list": [counts_then_walks, keeps_all_nodes],
    "remove-nth-node-from-end-of-list": [counts_and_treats_the_head_apart],
    "compact-two-runs": [walks_arrays_and_links_anew],
}

EQUIVALENT = {}
