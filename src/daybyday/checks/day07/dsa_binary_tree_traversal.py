"""Exercises of the lesson Binary Tree Traversal."""

from collections import deque

from daybyday.checking import Budget, Case, Exercise, Misconception, Tree, tree, trees

# The oracles see a tree in level order and turn it into paths, "LR" for the right child of the
# root's left child; none of them walks along links.


def _in_order(root):
    """Return the values sorted by their paths, an end standing between left and right."""
    found = root.by_path()
    return [found[path] for path in sorted(found, key=lambda path: path + "M")]


def _chain(n, side):
    """Return n values in a chain of left or of right children, in level order."""
    values = [0]
    for value in range(1, n):
        values += [value, None] if side == "L" else [None, value]
    return tree(*values)


# --- invert-binary-tree ------------------------------------------------------------------------


def _mirrored_paths(root):
    """Read every path in a mirror."""
    mirror = str.maketrans("LR", "RL")
    return Tree.of_paths({path.translate(mirror): value for path, value in root.by_path().items()})


def _only_at_the_root(root):
    if root:
        root.left, root.right = root.right, root.left
    return root


def _overwrites_one_side(root):
    if root:
        root.left = _overwrites_one_side(root.right)
        root.right = _overwrites_one_side(root.left)
    return root


def _swaps_values(root):
    if root and root.left and root.right:
        root.left.val, root.right.val = root.right.val, root.left.val
    if root:
        _swaps_values(root.left)
        _swaps_values(root.right)
    return root


def _returns_nothing(root):
    if root:
        root.left, root.right = root.right, root.left
        _returns_nothing(root.left)
        _returns_nothing(root.right)


INVERT = Exercise(
    slug="invert-binary-tree",
    title="Invert Binary Tree",
    function="invert_binary_tree",
    parameters="root",
    changes="root",
    cases=[
        Case(tree(4, 2, 7, 1, 3), gives=tree(4, 7, 2, None, None, 3, 1)),
        Case(tree(1, 2), gives=tree(1, None, 2), why="An only child changes sides."),
        Case(tree(), gives=tree(), why="The mirror image of an empty tree is empty: return None."),
        Case(tree(5), gives=tree(5), why="One node alone is its own mirror image."),
        Case(
            tree(1, 2, 3, 4, None, None, 5),
            gives=tree(1, 3, 2, 5, None, None, 4),
            why="Whole subtrees change sides, and are mirrored themselves.",
        ),
        Case(tree(1, None, 2, None, 3), gives=tree(1, 2, None, 3), why="A chain leans over."),
        Case(tree(0, 0, 1), gives=tree(0, 1, 0), why="Zero is a value like any other."),
    ],
    generated=lambda st: (trees(st, st.integers(0, 3)),),
    oracle=_mirrored_paths,
    budget=Budget(
        make=lambda n: (tree(*range(n)),),
        per=12,
        growth="n",
        says="Nodes are turned again and again; one visit to each is enough.",
    ),
    hints=(
        "Suppose both subtrees were mirrored already: what is left to do at the root?",
        "Two links change places; if one is overwritten first, who still remembers the other?",
        "Is the order of visits free? Put the swap before, between and after the two calls, and "
        "watch which subtree each call gets.",
    ),
    why="Swap the links of every node once; before or after both calls is right, between them the "
    "second call undoes the first.",
    misconceptions=[
        Misconception(
            "only-at-the-root",
            _only_at_the_root,
            says="Only the subtrees of the root have changed sides; they must be mirrored, too. A "
            "swap between the two calls ends like this: the second call undoes the first.",
        ),
        Misconception(
            "overwrites-one-side",
            _overwrites_one_side,
            says="When the right side is set, the old left one is gone already: take both before "
            "you set one.",
        ),
        Misconception(
            "swaps-values",
            _swaps_values,
            says="The values of two children were exchanged, but what hangs below them stayed: "
            "exchange the links.",
        ),
        Misconception(
            "returns-nothing",
            _returns_nothing,
            says="The tree may well be mirrored, but its root is asked for.",
        ),
    ],
)


# --- maximum-depth-of-binary-tree --------------------------------------------------------------


def _longest_path(root):
    """Measure the longest path, its own node included."""
    return max((len(path) + 1 for path in root.by_path()), default=0)


def _counts_links(root):
    most, waiting = 0, [(root, 0)] if root else []
    while waiting:
        node, depth = waiting.pop()
        most = max(most, depth)
        waiting += [(child, depth + 1) for child in (node.left, node.right) if child]
    return most


def _nearest_leaf(root):
    level, depth = [root] if root else [], 0
    while level:
        depth += 1
        following = []
        for node in level:
            if node.left is None and node.right is None:
                return depth
            following += [child for child in (node.left, node.right) if child]
        level = following
    return depth


def _height_of_the_stack(root):
    stack, node, most = [], root, 0
    while stack or node:
        while node:
            stack.append(node)
            node = node.left
        most = max(most, len(stack))
        node = stack.pop().right
    return most


def _counts_nodes(root):
    count, waiting = 0, [root]
    while waiting:
        node = waiting.pop()
        if node:
            count += 1
            waiting += [node.left, node.right]
    return count


def _longer_side_first(root):
    depth = 0
    while root:
        depth += 1
        root = root.left or root.right
    return depth


DEPTH = Exercise(
    slug="maximum-depth-of-binary-tree",
    title="Maximum Depth of Binary Tree",
    function="maximum_depth_of_binary_tree",
    parameters="root",
    cases=[
        Case(tree(3, 9, 20, None, None, 15, 7), gives=3),
        Case(tree(1, None, 2), gives=2, why="A way to the right counts as well."),
        Case(tree(), gives=0, why="An empty tree has no levels."),
        Case(tree(5), gives=1, why="A root alone is one level."),
        Case(tree(1, 2, 3, None, None, None, 4), gives=3, why="The longest way counts."),
        Case(tree(1, 2, None, 3, None, 4), gives=4, why="A chain has as many levels as nodes."),
        Case(tree(0, 0, 0), gives=2, why="Zero is a value like any other."),
        Case(
            tree(1, 2, 3, None, 4, None, None, 5),
            gives=4,
            why="A way may turn to the right and back.",
        ),
    ],
    generated=lambda st: (trees(st, st.integers(0, 3)),),
    oracle=_longest_path,
    budget=Budget(
        make=lambda n: Case(
            _chain(n, "R"),
            gives=n,
            why="A chain has one level a node, more than Python lets calls be open.",
        ),
        per=14,
        growth="n",
        says="The same nodes are visited again and again; one visit to each is enough.",
    ),
    hints=(
        "What does a call of the recursive answer know that a node on a list of your own does not?",
        "The depth of a child follows from that of its parent: let it travel with the node.",
        "The lesson's postorder_stack keeps pairs; keep pairs of another kind. Or go level by "
        "level, and count the levels.",
    ),
    why="A list of nodes with their depths takes the place of the calls, so that only memory "
    "limits the depth.",
    misconceptions=[
        Misconception(
            "counts-links",
            _counts_links,
            says="This counts the links on the longest way; its nodes are one more.",
        ),
        Misconception(
            "nearest-leaf",
            _nearest_leaf,
            says="This is the way to the nearest leaf; the farthest is asked for.",
        ),
        Misconception(
            "height-of-the-stack",
            _height_of_the_stack,
            says="The stack of an in-order walk holds only the nodes from which the way goes left, "
            "so its height is not the depth.",
        ),
        Misconception(
            "counts-nodes",
            _counts_nodes,
            says="These are all nodes; count those on the longest way down.",
        ),
        Misconception(
            "longer-side-first",
            _longer_side_first,
            says="The left way was taken where there is one, but the right one may lead deeper.",
        ),
    ],
)


# --- inorder-iterator --------------------------------------------------------------------------


def _from_the_sorted(*calls):
    """Answer the calls from the list of all values."""
    (_, root), *rest = calls
    values = deque(_in_order(root))
    results = [None]
    for (name,) in rest:
        results.append(values.popleft() if name == "next" else len(values) > 0)
    return results


class _ListsEverything:
    """Walk through the whole tree at once."""

    def __init__(self, root):
        self.values, stack, node = [], [], root
        while stack or node:
            while node:
                stack.append(node)
                node = node.left
            node = stack.pop()
            self.values.append(node.val)
            node = node.right
        self.values.reverse()

    def has_next(self):
        return len(self.values) > 0

    def next(self):
        return self.values.pop()


class _InPreOrder:
    def __init__(self, root):
        self.stack = [root] if root else []

    def has_next(self):
        return len(self.stack) > 0

    def next(self):
        node = self.stack.pop()
        self.stack += [child for child in (node.right, node.left) if child]
        return node.val


class _ForgetsToGoLeft:
    def __init__(self, root):
        self.stack = []
        while root:
            self.stack.append(root)
            root = root.left

    def has_next(self):
        return len(self.stack) > 0

    def next(self):
        node = self.stack.pop()
        if node.right:
            self.stack.append(node.right)
        return node.val


class _ForgetsTheRight(_ForgetsToGoLeft):
    def next(self):
        return self.stack.pop().val


class _RightSide:
    """The right iterator, in the shape that the wrong ones below spoil."""

    def __init__(self, root):
        self.stack = []
        self._descend(root)

    def _descend(self, node):
        while node:
            self.stack.append(node)
            node = node.left

    def has_next(self):
        return len(self.stack) > 0

    def next(self):
        node = self.stack.pop()
        self._descend(node.right)
        return node.val


class _AskingMovesOn(_RightSide):
    def has_next(self):
        if self.stack:
            self.next()
            return True
        return False


class _HandsOutTheStack(_RightSide):
    def has_next(self):
        return self.stack


class _GivesNodes(_RightSide):
    def next(self):
        node = self.stack.pop()
        self._descend(node.right)
        return node


def _asked(root, questions, size):
    """Return calls that go through a tree and ask before some of the steps."""
    calls = [("InorderIterator", root)]
    for ask in questions[:size]:
        calls += [("has_next",)] * ask + [("next",)]
    return (*calls, *([("has_next",)] if len(questions) >= size else []))


def _iterations(st):
    """Return a strategy of calls on an iterator."""
    return trees(st, st.integers(0, 3)).flatmap(
        lambda root: st.lists(st.integers(0, 2), max_size=9).map(
            lambda questions: _asked(root, questions, len(root.by_path()))
        )
    )


ITERATOR = Exercise(
    slug="inorder-iterator",
    title="In-order iterator",
    function="InorderIterator",
    parameters="root",
    kind="class",
    cases=[
        Case(
            ("InorderIterator", tree(4, 2, 7)),
            ("next",),
            ("has_next",),
            ("next",),
            ("next",),
            ("has_next",),
            gives=[None, 2, True, 4, 7, False],
        ),
        Case(
            ("InorderIterator", tree()),
            ("has_next",),
            gives=[None, False],
            why="In an empty tree there is no next node.",
        ),
        Case(
            ("InorderIterator", tree(1)),
            ("has_next",),
            ("has_next",),
            ("next",),
            ("has_next",),
            gives=[None, True, True, 1, False],
            why="To ask changes nothing.",
        ),
        Case(
            ("InorderIterator", tree(1, None, 3, 2)),
            *[("next",)] * 3,
            ("has_next",),
            gives=[None, 1, 2, 3, False],
            why="In the right subtree, too, everything on the left comes first.",
        ),
        Case(
            ("InorderIterator", tree(3, 1, None, None, 2)),
            *[("next",), ("has_next",)] * 3,
            gives=[None, 1, True, 2, True, 3, False],
            why="After a node comes its right subtree, and then the way back up.",
        ),
        Case(
            ("InorderIterator", tree(0, 0)),
            ("next",),
            ("has_next",),
            ("next",),
            gives=[None, 0, True, 0],
            why="Zero is a value like any other.",
        ),
    ],
    generated=_iterations,
    oracle=_from_the_sorted,
    budget=Budget(
        make=lambda n: Case(
            ("InorderIterator", tree(*range(n))),
            *[("has_next",), ("next",)] * 3,
        ),
        per=12,
        growth="log n",
        says="For three nodes it walks through the whole tree: do only what the next node needs, "
        "and keep the stack for the one after.",
    ),
    hints=(
        "In the lesson's inorder_stack, which variables must survive from one visit to the next?",
        "Where in its loop would you stop for a visit, and which part of the loop comes before "
        "the first stop?",
        "Before the first call and after each node the same has to be done: go left as far as "
        "possible, and remember the way.",
    ),
    why="Between two visits only the stack is alive, so it becomes the object's state; each node "
    "is pushed and popped once, and a call takes no more than the way down from one node.",
    misconceptions=[
        Misconception(
            "lists-everything",
            _ListsEverything,
            says="For three nodes it walks through the whole tree: do only what the next node "
            "needs, and keep the stack for the one after.",
            verdict="too many steps",
        ),
        Misconception(
            "in-pre-order",
            _InPreOrder,
            says="This is pre-order: a node comes before what is left of it.",
        ),
        Misconception(
            "forgets-to-go-left",
            _ForgetsToGoLeft,
            says="In a right subtree, too, the node farthest to the left comes first.",
            verdict="crashed",
        ),
        Misconception(
            "forgets-the-right",
            _ForgetsTheRight,
            says="What hangs on the right of a node that was given never comes.",
            verdict="crashed",
        ),
        Misconception(
            "asking-moves-on",
            _AskingMovesOn,
            says="`has_next` only asks: the node must still be there for `next`.",
            verdict="crashed",
        ),
        Misconception(
            "hands-out-the-stack",
            _HandsOutTheStack,
            says="`has_next` answers a yes-or-no question: return True or False.",
        ),
        Misconception(
            "gives-nodes",
            _GivesNodes,
            says="`next` returns a value, not the node that carries it.",
        ),
    ],
)


# --- first-in-order ----------------------------------------------------------------------------


def _beginning(root, k):
    """Cut off the list of all values."""
    return _in_order(root)[:k]


def _threaded(root, k, stop_early=False, take_out=True, start=0, order="in"):
    """Walk with threads; the arguments choose a mistake."""
    values, node = [], root
    while node and not (stop_early and len(values) == k):
        before = node.left
        while before and before.right is not None and before.right is not node:
            before = before.right
        first_time = before is not None and before.right is None
        if (order == "pre" and (first_time or before is None)) or (
            order == "in" and not first_time
        ):
            values.append(node.val)
        if first_time:
            before.right = node
            node = node.left
        else:
            if before and take_out:
                before.right = None
            node = node.right
    return values[start:k]


def _stops_early(root, k):
    return _threaded(root, k, stop_early=True)


def _leaves_the_threads(root, k):
    return _threaded(root, k, take_out=False)


def _in_pre_order(root, k):
    return _threaded(root, k, order="pre")


def _the_kth_only(root, k):
    values = _threaded(root, k)
    return values[-1] if values else None


def _one_too_many(root, k):
    return _threaded(root, k + 1)


def _smallest_values(root, k):
    return sorted(_threaded(root, 10**9))[:k]


FIRST = Exercise(
    slug="first-in-order",
    title="The first nodes, by threads",
    function="first_in_order",
    parameters="root, k",
    cases=[
        Case(tree(4, 2, 7, 1, 3), 3, gives=[1, 2, 3]),
        Case(tree(9, 5, 6), 1, gives=[5]),
        Case(tree(), 2, gives=[], why="An empty tree has no nodes."),
        Case(tree(1, 2, 3), 0, gives=[], why="No nodes are asked for."),
        Case(tree(1, 2), 5, gives=[2, 1], why="If there are fewer nodes than k, all are given."),
        Case(tree(1, 2, 3), 3, gives=[2, 1, 3], why="All nodes are asked for."),
        Case(
            tree(1, 2, 3, None, 4),
            2,
            gives=[2, 4],
            why="After a node comes its right subtree, and the tree is left as it was.",
        ),
        Case(tree(5, 3, None, 1), 2, gives=[1, 3], why="A left chain is read from its end."),
        Case(tree(2, 9, 1), 2, gives=[9, 2], why="The order is that of the places, not of values."),
        Case(tree(0, 0), 1, gives=[0], why="Zero is a value like any other."),
    ],
    generated=lambda st: (trees(st, st.integers(0, 3)), st.integers(0, 8)),
    oracle=_beginning,
    budget=Budget(
        make=lambda n: Case(_chain(n, "L"), n // 2, gives=[*range(n - 1, n - 1 - n // 2, -1)]),
        per=22,
        growth="n",
        says="Links are followed again and again; two searches for each left child are enough.",
    ),
    hints=(
        "Take the lesson's inorder_morris: which of its lines must stop after k nodes, and which "
        "must not?",
        "When k nodes are found, which threads are still in the tree, and what takes them out?",
        "Let the walk go on to its end; only the collecting stops.",
    ),
    why="Every thread is taken out when its node is met the second time, so the walk must go on "
    "when the k nodes are found.",
    misconceptions=[
        Misconception(
            "stops-early",
            _stops_early,
            says="It stops with threads still in the tree: go on without collecting, until they "
            "are all taken out.",
            verdict="changed its input",
        ),
        Misconception(
            "leaves-the-threads",
            _leaves_the_threads,
            says="The threads stay in the tree: take each out when its node is met again.",
            verdict="changed its input",
        ),
        Misconception(
            "in-pre-order",
            _in_pre_order,
            says="This is pre-order: a node comes before what is left of it.",
        ),
        Misconception(
            "the-kth-only",
            _the_kth_only,
            says="This is the last of them; the list of all k is asked for.",
        ),
        Misconception(
            "one-too-many",
            _one_too_many,
            says="This is one more than k: ask before a node is collected, not after.",
        ),
        Misconception(
            "smallest-values",
            _smallest_values,
            says="These are the smallest values; the order is that of the places in the tree.",
        ),
    ],
)

EXERCISES = [INVERT, DEPTH, ITERATOR, FIRST]
