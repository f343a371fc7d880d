"""Answers to the exercises of Validate Binary Search Tree, wrong with verdicts or right anew."""

from daybyday.checking import Wrong

# --- count-good-nodes-in-binary-tree -----------------------------------------------------------


def asks_an_empty_tree(root):
    def count(node, highest):
        good = node.val >= highest
        highest = max(highest, node.val)
        for child in (node.left, node.right):
            if child:
                good += count(child, highest)
        return good

    return int(count(root, root.val))


def keeps_every_way(root):
    good, waiting = 0, [(root, [])]
    while waiting:
        node, way = waiting.pop()
        if node:
            for above in way:
                if above > node.val:
                    break
            else:
                good += 1
            waiting += [(node.right, [*way, node.val]), (node.left, [*way, node.val])]
    return good


def forgets_the_right(root, highest=None):
    if root is None:
        return 0
    good = highest is None or root.val >= highest
    highest = root.val if good else highest
    return good + forgets_the_right(root.left, highest)


def counts_the_hidden(root):
    hidden, waiting = 0, [(root, None)]
    while waiting:
        node, highest = waiting.pop()
        if node:
            highest = node.val if highest is None else max(highest, node.val)
            hidden += node.val < highest
            waiting += [(node.left, highest), (node.right, highest)]
    return hidden


def by_recursion(root, highest=float("-inf")):
    if not root:
        return 0
    highest = max(highest, root.val)
    below = by_recursion(root.left, highest) + by_recursion(root.right, highest)
    return below + (root.val == highest)


# --- kth-smallest-element-in-a-bst -------------------------------------------------------------


def takes_minima(root, k):
    last = None
    for _ in range(k):
        node, best, waiting = None, None, [root]
        while waiting:
            node = waiting.pop()
            if node:
                if (last is None or node.val > last) and (best is None or node.val < best):
                    best = node.val
                waiting += [node.left, node.right]
        last = best
    return last


def forgets_to_go_right(root, k):
    stack = []
    while root:
        stack.append(root)
        root = root.left
    for _ in range(k - 1):
        stack.pop()
    return stack.pop().val


def counts_on_a_copy(root, k):
    def walk(node, left):
        if node is None:
            return None
        found = walk(node.left, left)
        if found is not None:
            return found
        left -= 1
        if left == 0:
            return node.val
        return walk(node.right, left)

    return walk(root, k)


def hangs_threads(root, k):
    node = root
    while node:
        before = node.left
        while before and before.right is not None and before.right is not node:
            before = before.right
        if before and before.right is None:
            before.right = node
            node = node.left
            continue
        k -= 1
        if k == 0:
            return node.val
        node = node.right
    return None


def with_a_generator(root, k):
    def rising(node):
        if node is not None:
            yield from rising(node.left)
            yield node.val
            yield from rising(node.right)

    for rank, value in enumerate(rising(root), 1):
        if rank == k:
            return value
    return None


# --- equal-keys-on-the-right -------------------------------------------------------------------


def asks_the_root_for_its_key(root):
    def fits(node, low, high):
        if not low <= node.val < high:
            return False
        return (node.left is None or fits(node.left, low, node.val)) and (
            node.right is None or fits(node.right, node.val, high)
        )

    return fits(root, float("-inf"), float("inf"))


def compares_with_all_below(root):
    def keys(node):
        found, waiting = [], [node]
        while waiting:
            node = waiting.pop()
            if node:
                found.append(node.val)
                waiting += [node.left, node.right]
        return found

    if root is None:
        return True
    for key in keys(root.left):
        if key >= root.val:
            return False
    for key in keys(root.right):
        if key < root.val:
            return False
    return compares_with_all_below(root.left) and compares_with_all_below(root.right)


def equals_on_both_sides(root):
    waiting = [(root, float("-inf"), float("inf"))]
    while waiting:
        node, low, high = waiting.pop()
        if node:
            if not low <= node.val <= high:
                return False
            waiting += [(node.right, node.val, high), (node.left, low, node.val)]
    return True


def checks_one_side(root, low=None):
    if root is None:
        return True
    if low is not None and root.val < low:
        return False
    return checks_one_side(root.left, low) and checks_one_side(root.right, root.val)


def gives_the_faulty_key(root):
    waiting = [(root, None, None)]
    while waiting:
        node, low, high = waiting.pop()
        if node:
            if (low is not None and node.val < low) or (high is not None and node.val >= high):
                return node.val
            waiting += [(node.right, node.val, high), (node.left, low, node.val)]
    return True


def hands_least_and_greatest_up(root):
    def ends(node):
        """Return least key, greatest key, and order."""
        least = greatest = node.val
        order = True
        if node.left:
            least, most, sound = ends(node.left)
            order = sound and most < node.val
        if node.right:
            fewest, greatest, sound = ends(node.right)
            order = order and sound and fewest >= node.val
        return least, greatest, order

    return root is None or ends(root)[2]


def walks_and_remembers_the_side(root):
    """In-order: a key may repeat the one before only if it stands to the right below it."""
    stack, node, before = [], root, None
    while stack or node:
        while node:
            stack.append(node)
            node = node.left
        node = stack.pop()
        if before is not None:
            climbed = before.right is None
            if node.val < before.val or (climbed and node.val == before.val):
                return False
        before, node = node, node.right
    return True


# --- lost-keys ---------------------------------------------------------------------------------


def searches_for_each(root):
    def keys(node):
        return [*keys(node.left), node.val, *keys(node.right)] if node else []

    def found(key):
        node = root
        while node and node.val != key:
            node = node.left if key < node.val else node.right
        return node is not None

    return [key for key in keys(root) if not found(key)]


def the_first_only(root):
    waiting = [(root, float("-inf"), float("inf"))]
    while waiting:
        node, low, high = waiting.pop()
        if node:
            if not low < node.val < high:
                return [node.val]
            waiting += [(node.right, node.val, high), (node.left, low, node.val)]
    return []


def narrows_one_side(root):
    lost = []

    def walk(node, low, high):
        if node:
            walk(node.left, low, min(high, node.val))
            if not low < node.val < high:
                lost.append(node.val)
            walk(node.right, node.val, high)

    walk(root, float("-inf"), float("inf"))
    return lost


def gives_a_set(root):
    return set(searches_for_each(root))


def collects_the_found(root):
    lost = []

    def walk(node, low, high):
        if node:
            walk(node.left, low, min(high, node.val))
            if low < node.val < high:
                lost.append(node.val)
            walk(node.right, max(low, node.val), high)

    walk(root, float("-inf"), float("inf"))
    return lost


def with_a_list(root):
    stack, node, low, high, lost = [], root, None, None, []
    while stack or node:
        while node:
            stack.append((node, low, high))
            high = node.val if high is None or node.val < high else high
            node = node.left
        node, low, high = stack.pop()
        if (low is not None and node.val <= low) or (high is not None and node.val >= high):
            lost.append(node.val)
        low = node.val if low is None or node.val > low else low
        node = node.right
    return lost


def joins_three_lists(root, low=-(10**9), high=10**9):
    if root is None:
        return []
    here = [] if low < root.val < high else [root.val]
    left = joins_three_lists(root.left, low, min(root.val, high))
    return left + here + joins_three_lists(root.right, max(root.val, low), high)


WRONG = {
    "count-good-nodes-in-binary-tree": [
        Wrong("asks-an-empty-tree", asks_an_empty_tree, "crashed", "AttributeError"),
        Wrong("keeps-every-way", keeps_every_way, "too many steps", "gone over again"),
        Wrong("forgets-the-right", forgets_the_right, "wrong", ""),
        Wrong("counts-the-hidden", counts_the_hidden, "wrong", ""),
    ],
    "kth-smallest-element-in-a-bst": [
        Wrong("takes-minima", takes_minima, "too many steps", ""),
        Wrong("forgets-to-go-right", forgets_to_go_right, "crashed", "IndexError"),
        Wrong("counts-on-a-copy", counts_on_a_copy, "wrong", ""),
        Wrong("hangs-threads", hangs_threads, "changed its input", ""),
    ],
    "equal-keys-on-the-right": [
        Wrong("asks-the-root-for-its-key", asks_the_root_for_its_key, "crashed", "AttributeError"),
        Wrong("compares-with-all-below", compares_with_all_below, "too many steps", "two bounds"),
        Wrong("equals-on-both-sides", equals_on_both_sides, "wrong", "on the left is let pass"),
        Wrong("checks-one-side", checks_one_side, "wrong", ""),
        Wrong("gives-the-faulty-key", gives_the_faulty_key, "wrong", ""),
    ],
    "lost-keys": [
        Wrong("searches-for-each", searches_for_each, "too many steps", "gone again"),
        Wrong("the-first-only", the_first_only, "wrong", ""),
        Wrong("narrows-one-side", narrows_one_side, "wrong", ""),
        Wrong("gives-a-set", gives_a_set, "wrong", ""),
        Wrong("collects-the-found", collects_the_found, "wrong", ""),
    ],
}

RIGHT = {
    "count-good-nodes-in-binary-tree": [by_recursion],
    "kth-smallest-element-in-a-bst": [with_a_generator],
    "equal-keys-on-the-right": [hands_least_and_greatest_up, walks_and_remembers_the_side],
    "lost-keys": [with_a_list, joins_three_lists],
}

_ALL_DIFFER = "all keys differ, so none equals a bound, which is another node's key"
EQUIVALENT = {
    "lost-keys": {
        "line 9: `low < node.val < high` -> `low <= node.val < high`": _ALL_DIFFER,
        "line 9: `low < node.val < high` -> `low < node.val <= high`": _ALL_DIFFER,
    },
}
