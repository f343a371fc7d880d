"""Answers to the exercises of Binary Tree Traversal, wrong with their verdicts or right anew."""

from daybyday.checking import TreeNode, Wrong

# --- invert-binary-tree ------------------------------------------------------------------------


def asks_an_empty_tree(root):
    root.left, root.right = root.right, root.left
    if root.left:
        asks_an_empty_tree(root.left)
    if root.right:
        asks_an_empty_tree(root.right)
    return root


def swaps_between_the_calls(root):
    if root:
        swaps_between_the_calls(root.left)
        root.left, root.right = root.right, root.left
        swaps_between_the_calls(root.right)
    return root


def turns_one_way_down(root):
    node = root
    while node:
        node.left, node.right = node.right, node.left
        node = node.left
    return root


def leaves_only_children(root):
    if root and root.left and root.right:
        root.left, root.right = root.right, root.left
    if root:
        leaves_only_children(root.left)
        leaves_only_children(root.right)
    return root


def with_a_list(root):
    waiting = [root]
    while waiting:
        node = waiting.pop(0)
        if node is not None:
            node.left, node.right = node.right, node.left
            waiting.extend([node.left, node.right])
    return root


def builds_a_new_tree(root):
    if root is None:
        return None
    return TreeNode(root.val, builds_a_new_tree(root.right), builds_a_new_tree(root.left))


# --- maximum-depth-of-binary-tree --------------------------------------------------------------


def one_call_a_level(root):
    if root is None:
        return 0
    return 1 + max(one_call_a_level(root.left), one_call_a_level(root.right))


def asks_for_the_children_first(root):
    waiting, depth = [root], 0
    while waiting:
        depth += 1
        waiting = [
            child for node in waiting for child in (node.left, node.right) if child is not None
        ]
    return depth


def measures_each_node_anew(root):
    deepest, nodes = 0, [(root, [])]
    while nodes:
        node, above = nodes.pop()
        if node is None:
            continue
        depth = 1
        for _ in above:
            depth += 1
        deepest = max(deepest, depth)
        nodes += [(node.left, [*above, node]), (node.right, [*above, node])]
    return deepest


def level_by_level(root):
    level, depth = [root] if root else [], 0
    while level:
        depth += 1
        level = [child for node in level for child in (node.left, node.right) if child]
    return depth


# --- inorder-iterator --------------------------------------------------------------------------


class PushesTheWholeTree:
    def __init__(self, root):
        self.waiting, stack, node = [], [], root
        while stack or node:
            while node:
                stack.append(node)
                node = node.right
            node = stack.pop()
            self.waiting.append(node.val)
            node = node.left

    def has_next(self):
        return len(self.waiting) > 0

    def next(self):
        return self.waiting.pop()


class AsksAMissingNode:
    def __init__(self, root):
        self.stack = [root]
        while self.stack[-1].left:
            self.stack.append(self.stack[-1].left)

    def has_next(self):
        return len(self.stack) > 0

    def next(self):
        node = self.stack.pop()
        below = node.right
        while below:
            self.stack.append(below)
            below = below.left
        return node.val


class LooksForAMissingMethod(AsksAMissingNode):
    def has_next(self):
        return any(self.waiting)


class ThreadsInTheTree:
    def __init__(self, root):
        self.node = root

    def has_next(self):
        return self.node is not None

    def next(self):
        while True:
            node, before = self.node, self.node.left
            while before and before.right is not None and before.right is not node:
                before = before.right
            if before and before.right is None:
                before.right = node
                self.node = node.left
            else:
                if before:
                    before.right = None
                self.node = node.right
                return node.val


class OneStepInHand:
    """Keep the place, and go left only when the next node is asked for."""

    def __init__(self, root):
        self.stack, self.node = [], root

    def has_next(self):
        return self.node is not None or len(self.stack) > 0

    def next(self):
        while self.node is not None:
            self.stack.append(self.node)
            self.node = self.node.left
        last = self.stack.pop()
        self.node = last.right
        return last.val


def _lazily(node):
    if node:
        yield from _lazily(node.left)
        yield node.val
        yield from _lazily(node.right)


class OneAheadOfAGenerator:
    def __init__(self, root):
        self.values = _lazily(root)
        self.ahead = next(self.values, None)

    def has_next(self):
        return self.ahead is not None

    def next(self):
        value, self.ahead = self.ahead, next(self.values, None)
        return value


# --- first-in-order ----------------------------------------------------------------------------


def one_call_a_left_link(root, k):
    values = []

    def walk(node):
        if node:
            walk(node.left)
            if len(values) < k:
                values.append(node.val)
            walk(node.right)

    walk(root)
    return values


def turns_the_tree_into_a_chain(root, k):
    values, node = [], root
    while node:
        before = node.left
        if before:
            while before.right:
                before = before.right
            before.right, node.left, node = node, None, node.left
        else:
            values.append(node.val)
            node = node.right
    return values[:k]


def searches_from_the_root(root, k):
    values = []
    while len(values) < k:
        stack, node, skipped = [], root, 0
        while stack or node:
            while node:
                stack.append(node)
                node = node.left
            node = stack.pop()
            if skipped == len(values):
                break
            skipped += 1
            node = node.right
        else:
            return values
        values.append(node.val)
    return values


def compares_values(root, k):
    values, node = [], root
    while node:
        before = node.left
        while before and before.right and before.right.val != node.val:
            before = before.right
        if before and before.right is None:
            before.right = node
            node = node.left
        else:
            if before:
                before.right = None
            if len(values) < k:
                values.append(node.val)
            node = node.right
    return values


def collects_then_cuts(root, k):
    values, node = [], root
    while node is not None:
        if node.left is None:
            values.append(node.val)
            node = node.right
            continue
        last = node.left
        while last.right is not None and last.right is not node:
            last = last.right
        if last.right is node:
            last.right = None
            values.append(node.val)
            node = node.right
        else:
            last.right = node
            node = node.left
    return values[:k]


def stops_with_a_stack(root, k):
    values, stack, node = [], [], root
    while len(values) < k and (stack or node):
        while node:
            stack.append(node)
            node = node.left
        node = stack.pop()
        values.append(node.val)
        node = node.right
    return values


WRONG = {
    "invert-binary-tree": [
        Wrong("asks-an-empty-tree", asks_an_empty_tree, "crashed", "AttributeError"),
        Wrong("swaps-between-the-calls", swaps_between_the_calls, "wrong", "undoes the first"),
        Wrong("turns-one-way-down", turns_one_way_down, "wrong", ""),
        Wrong("leaves-only-children", leaves_only_children, "wrong", "only child"),
    ],
    "maximum-depth-of-binary-tree": [
        Wrong("one-call-a-level", one_call_a_level, "crashed", "RecursionError"),
        Wrong("asks-for-the-children-first", asks_for_the_children_first, "crashed", "Attribute"),
        Wrong("measures-each-node-anew", measures_each_node_anew, "too many steps", "one visit"),
    ],
    "inorder-iterator": [
        Wrong("pushes-the-whole-tree", PushesTheWholeTree, "too many steps", "next node needs"),
        Wrong("asks-a-missing-node", AsksAMissingNode, "crashed", "AttributeError"),
        Wrong("looks-for-a-missing-method", LooksForAMissingMethod, "crashed", "AttributeError"),
        Wrong("threads-in-the-tree", ThreadsInTheTree, "changed its input", "the caller still"),
    ],
    "first-in-order": [
        Wrong("one-call-a-left-link", one_call_a_left_link, "crashed", "RecursionError"),
        Wrong("turns-the-tree-into-a-chain", turns_the_tree_into_a_chain, "changed its input", ""),
        Wrong("searches-from-the-root", searches_from_the_root, "too many steps", "again"),
        Wrong("compares-values", compares_values, "wrong", "changes its argument"),
    ],
}

RIGHT = {
    "invert-binary-tree": [with_a_list, builds_a_new_tree],
    "maximum-depth-of-binary-tree": [level_by_level],
    "inorder-iterator": [OneStepInHand, OneAheadOfAGenerator],
    "first-in-order": [collects_then_cuts, stops_with_a_stack],
}

EQUIVALENT = {}
