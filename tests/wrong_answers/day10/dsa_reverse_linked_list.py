"""Answers to the exercises of Reverse Linked List, wrong with their verdicts or right anew."""

from daybyday.checking import ListNode, Wrong


def _nodes(head):
    everything = []
    while head:
        everything.append(head)
        head = head.next
    return everything


def _link(chain):
    sentinel = tail = ListNode()
    for node in chain:
        tail.next = tail = node
    tail.next = None
    return sentinel.next


# --- linked-list-cycle -------------------------------------------------------------------------


def walks_from_the_head_each_time(head):
    node, count = head, 0
    while node:
        other = head
        for _ in range(count):
            if other is node:
                return True
            other = other.next
        node, count = node.next, count + 1
    return False


def asks_nothing_for_a_next(head):
    slow = fast = head
    while fast:
        slow = slow.next
        fast = fast.next.next
        if slow is fast:
            return True
    return False


def walks_to_the_end(head):
    while head:
        head = head.next
    return False


def cuts_as_it_goes(head):
    passed = ListNode()
    while head:
        if head.next is passed:
            return True
        head.next, head = passed, head.next
    return False


def waits_for_the_head(head):
    node = head
    while node:
        node = node.next
        if node is head and node:
            return True
    return False


def gives_up_after_a_hundred(head):
    """Take a long list for a ring."""
    links = 0
    while head and links < 100:
        head, links = head.next, links + 1
    return head is not None


def remembers_the_nodes(head):
    seen = set()
    while head and head not in seen:
        seen.add(head)
        head = head.next
    return head is not None


def reverses_twice(head):
    def turn(node):
        behind = None
        while node:
            following = node.next
            node.next = behind
            behind, node = node, following
        return behind

    if head is None:
        return False
    alone = head.next is None
    end = turn(head)
    turn(end)
    return end is head and not alone


def teleports(head):
    stake, node, reach, left = head, head, 1, 1
    while node:
        node = node.next
        if node is stake and node:
            return True
        left -= 1
        if left == 0:
            reach *= 2
            stake, left = node, reach
    return False


# --- move-cursor -------------------------------------------------------------------------------


def goes_back_to_the_front(behind, node, steps):
    place = 0
    while behind:
        behind.next, node, behind = node, behind, behind.next
        place += 1
    for _ in range(place + steps):
        if node is None:
            break
        node.next, behind, node = behind, node, node.next
    return behind, node


def runs_off_the_end(behind, node, steps):
    while steps > 0:
        node.next, behind, node = behind, node, node.next
        steps -= 1
    while steps < 0:
        behind.next, node, behind = node, behind, behind.next
        steps += 1
    return behind, node


def saves_too_late(behind, node, steps):
    while steps > 0 and node:
        node.next = behind
        behind = node
        node = node.next
        steps -= 1
    while steps < 0 and behind:
        before = behind.next
        behind.next = node
        node, behind = behind, before
        steps += 1
    return behind, node


def moves_one_too_few(behind, node, steps):
    while steps > 1 and node:
        node.next, behind, node = behind, node, node.next
        steps -= 1
    while steps < -1 and behind:
        behind.next, node, behind = node, behind, behind.next
        steps += 1
    return behind, node


def counts_to_the_end(behind, node, steps):
    for _ in range(abs(steps)):
        if steps > 0 and node:
            following = node.next
            node.next = behind
            behind, node = node, following
        if steps < 0 and behind:
            before = behind.next
            behind.next = node
            behind, node = before, behind
    return behind, node


def calls_itself_for_each_step(behind, node, steps):
    """Move by one node and leave the rest to another call."""
    if steps > 0 and node:
        following, node.next = node.next, behind
        return calls_itself_for_each_step(node, following, steps - 1)
    if steps < 0 and behind:
        before, behind.next = behind.next, node
        return calls_itself_for_each_step(before, behind, steps + 1)
    return behind, node


def exchanges_the_roles(behind, node, steps):
    ahead, passed = (node, behind) if steps > 0 else (behind, node)
    for _ in range(abs(steps)):
        if ahead is None:
            break
        following = ahead.next
        ahead.next = passed
        passed, ahead = ahead, following
    return (passed, ahead) if steps > 0 else (ahead, passed)


# --- reorder-list ------------------------------------------------------------------------------


def walks_to_the_end_for_each(head):
    while head and head.next and head.next.next:
        before = head
        while before.next.next:
            before = before.next
        last, before.next = before.next, None
        last.next, head.next = head.next, last
        head = last.next


def forgets_the_empty_list(head):
    slow = fast = head
    while fast.next and fast.next.next:
        slow, fast = slow.next, fast.next.next
    node, slow.next = slow.next, None
    behind = None
    while node:
        node.next, behind, node = behind, node, node.next
    while behind:
        head.next, behind.next, head, behind = behind, head.next, head.next, behind.next


def does_not_cut(head):
    slow = fast = head
    while fast and fast.next:
        slow, fast = slow.next, fast.next.next
    node, behind = slow, None
    while node:
        node.next, behind, node = behind, node, node.next
    while behind and head:
        head.next, behind.next, head, behind = behind, head.next, head.next, behind.next


def loses_the_middle(head):
    chain = _nodes(head)
    half = len(chain) // 2
    mixed = [n for pair in zip(chain[:half], chain[::-1][:half], strict=True) for n in pair]
    _link(mixed)


def takes_from_both_ends(head):
    chain = _nodes(head)
    n = len(chain)
    _link(chain[n - 1 - i // 2] if i % 2 else chain[i // 2] for i in range(n))


def cuts_behind_the_first_of_two(head):
    if head is None:
        return
    slow = fast = head
    while fast.next and fast.next.next:
        slow, fast = slow.next, fast.next.next
    node, slow.next = slow.next, None
    behind = None
    while node:
        following = node.next
        node.next = behind
        behind, node = node, following
    front = head
    while behind:
        after, before = front.next, behind.next
        front.next = behind
        behind.next = after
        front, behind = after, before


# --- reverse-nodes-in-k-group ------------------------------------------------------------------


def counts_the_rest_for_each_group(head, k):
    sentinel = before = ListNode(next=head)
    while len(_nodes(before.next)) >= k:
        first, behind, node = before.next, None, before.next
        for _ in range(k):
            node.next, behind, node = behind, node, node.next
        first.next, before.next, before = node, behind, first
    return sentinel.next


def returns_the_old_head(head, k):
    before = ListNode(next=head)
    while True:
        last = before
        for _ in range(k):
            last = last.next
            if last is None:
                return head
        first, behind, node = before.next, last.next, before.next
        for _ in range(k):
            node.next, behind, node = behind, node, node.next
        before.next, before = last, first


def runs_past_a_short_group(head, k):
    sentinel = before = ListNode(next=head)
    while before.next:
        first, behind, node = before.next, None, before.next
        for _ in range(k):
            node.next, behind, node = behind, node, node.next
        first.next, before.next, before = node, behind, first
    return sentinel.next


def goes_on_from_the_new_first(head, k):
    sentinel = before = ListNode(next=head)
    while True:
        last = before
        for _ in range(k):
            last = last.next
            if last is None:
                return sentinel.next
        behind, node = last.next, before.next
        for _ in range(k):
            node.next, behind, node = behind, node, node.next
        before.next = before = last


def calls_itself(head, k):
    last = head
    for _ in range(k - 1):
        last = last and last.next
    if last is None:
        return head
    behind, node = calls_itself(last.next, k), head
    for _ in range(k):
        node.next, behind, node = behind, node, node.next
    return behind


def links_slices(head, k):
    chain = _nodes(head)
    whole = len(chain) // k * k
    turned = [n for start in range(0, whole, k) for n in chain[start : start + k][::-1]]
    return _link(turned + chain[whole:])


def counts_once(head, k):
    rest = len(_nodes(head))
    sentinel = end = ListNode(next=head)
    while rest >= k:
        node = first = end.next
        behind = None
        for _ in range(k):
            following = node.next
            node.next = behind
            behind, node = node, following
        end.next = behind
        first.next = node
        end = first
        rest -= k
    return sentinel.next


WRONG = {
    "linked-list-cycle": [
        Wrong("walks-from-the-head", walks_from_the_head_each_time, "too many steps", "again"),
        Wrong("asks-nothing-for-a-next", asks_nothing_for_a_next, "crashed", "AttributeError"),
        Wrong("walks-to-the-end", walks_to_the_end, "too many steps", ""),
        Wrong("waits-for-the-head", waits_for_the_head, "too many steps", "never"),
        Wrong("cuts-as-it-goes", cuts_as_it_goes, "changed its input", ""),
        Wrong("gives-up", gives_up_after_a_hundred, "wrong", "long list"),
    ],
    "move-cursor": [
        Wrong("goes-back-to-the-front", goes_back_to_the_front, "too many steps", "not pass"),
        Wrong("runs-off-the-end", runs_off_the_end, "crashed", "AttributeError"),
        Wrong("saves-too-late", saves_too_late, "wrong", ""),
        Wrong("counts-to-the-end", counts_to_the_end, "too many steps", "never"),
        Wrong("moves-one-too-few", moves_one_too_few, "wrong", ""),
        Wrong("calls-itself", calls_itself_for_each_step, "crashed", "RecursionError"),
    ],
    "reorder-list": [
        Wrong("walks-to-the-end", walks_to_the_end_for_each, "too many steps", "again"),
        Wrong("forgets-the-empty-list", forgets_the_empty_list, "crashed", "AttributeError"),
        Wrong("does-not-cut", does_not_cut, "wrong", ""),
        Wrong("loses-the-middle", loses_the_middle, "wrong", ""),
    ],
    "reverse-nodes-in-k-group": [
        Wrong("counts-the-rest", counts_the_rest_for_each_group, "too many steps", "no further"),
        Wrong("returns-the-old-head", returns_the_old_head, "wrong", ""),
        Wrong("runs-past-a-short-group", runs_past_a_short_group, "crashed", "AttributeError"),
        Wrong("goes-on-from-the-new-first", goes_on_from_the_new_first, "wrong", ""),
        Wrong("calls-itself", calls_itself, "crashed", "RecursionError"),
    ],
}

RIGHT = {
    "linked-list-cycle": [remembers_the_nodes, reverses_twice, teleports],
    "move-cursor": [exchanges_the_roles],
    "reorder-list": [takes_from_both_ends, cuts_behind_the_first_of_two],
    "reverse-nodes-in-k-group": [links_slices, counts_once],
}

_COMES_BACK = "it passes one node too many, counts that as -1, and the second loop takes it back"
EQUIVALENT = {
    "move-cursor": {
        "line 6: `steps > 0` -> `steps >= 0`": _COMES_BACK,
        "line 6: `0` -> `-1`": _COMES_BACK,
    },
}
