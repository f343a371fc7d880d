"""Exercises of the lesson Validate Binary Search Tree."""

from collections import deque
from itertools import pairwise

from daybyday.checking import Budget, Case, Exercise, Misconception, Tree, tree, trees

# The oracles see a tree in level order and turn it into paths, "LR" for the right child of the
# root's left child; none of them walks along links or passes a bound down.


def _from_left(paths):
    """Return paths in the order in which their nodes stand from left to right."""
    return sorted(paths, key=lambda path: path + "M")


def _different(st, least=0, most=8):
    """Return a strategy of small trees whose keys all differ."""
    return st.permutations(range(most)).flatmap(
        lambda keys: st.lists(st.integers(0, 20), min_size=least, max_size=most).map(
            lambda places: Tree.grown(zip(places, keys, strict=False))
        )
    )


def _inserted(keys):
    """Return the tree that these keys make, equal ones to the right."""
    found = {}
    for key in keys:
        path = ""
        while path in found:
            path += "L" if key < found[path] else "R"
        found[path] = key
    return Tree.of_paths(found)


def _search_trees(st, keys, least=0):
    """Return a strategy of search trees, and of some with one key changed."""

    def spoilt(made):
        numbers, place, key = made
        found = _inserted(numbers).by_path()
        if found and place < len(found):
            found[sorted(found)[place]] = key
        return Tree.of_paths(found)

    numbers = st.lists(keys, min_size=least, max_size=8)
    return st.tuples(numbers, st.integers(0, 12), keys).map(spoilt)


def _high(n):
    """Return the paths of a tree of n nodes: a long chain with a broad tree at its end."""
    chain = ["RL"[level % 2] for level in range(85)]
    paths = ["".join(chain[:length]) for length in range(len(chain))]
    level = ["".join(chain)]
    while len(paths) < n:
        paths += level
        level = [path + step for path in level for step in "LR"]
    return paths[:n]


def _high_search_tree(n):
    """Return a valid search tree of this form."""
    return Tree.of_paths({path: rank for rank, path in enumerate(_from_left(_high(n)))})


# --- count-good-nodes-in-binary-tree -----------------------------------------------------------


def _good_by_paths(root):
    """Compare each node with every prefix of its path."""
    found = root.by_path()
    return sum(
        all(found[path[:length]] <= key for length in range(len(path)))
        for path, key in found.items()
    )


def _parent_only(root):
    good, waiting = 0, [(root, None)]
    while waiting:
        node, above = waiting.pop()
        if node:
            good += above is None or node.val >= above
            waiting += [(node.right, node.val), (node.left, node.val)]
    return good


def _equal_is_hidden(root):
    good, waiting = 0, [(root, None)]
    while waiting:
        node, highest = waiting.pop()
        if node:
            if highest is None or node.val > highest:
                good, highest = good + 1, node.val
            waiting += [(node.right, highest), (node.left, highest)]
    return good


def _begins_at_zero(root):
    good, waiting = 0, [(root, 0)]
    while waiting:
        node, highest = waiting.pop()
        if node:
            if node.val >= highest:
                good, highest = good + 1, node.val
            waiting += [(node.right, highest), (node.left, highest)]
    return good


def _highest_of_all_seen(root):
    good, highest, waiting = 0, None, [root]
    while waiting:
        node = waiting.pop()
        if node:
            if highest is None or node.val >= highest:
                good, highest = good + 1, node.val
            waiting += [node.right, node.left]
    return good


def _compared_with_the_root(root):
    good, waiting = 0, [root]
    while waiting:
        node = waiting.pop()
        if node:
            good += node.val >= root.val
            waiting += [node.right, node.left]
    return good


def _stops_at_the_hidden(root):
    good, waiting = 0, [(root, None)]
    while waiting:
        node, highest = waiting.pop()
        if node and (highest is None or node.val >= highest):
            good += 1
            waiting += [(node.right, node.val), (node.left, node.val)]
    return good


GOOD = Exercise(
    slug="count-good-nodes-in-binary-tree",
    title="Count Good Nodes in Binary Tree",
    function="count_good_nodes_in_binary_tree",
    parameters="root",
    cases=[
        Case(tree(3, 1, 4, 3, None, 1, 5), gives=4),
        Case(tree(2, 2, 1), gives=2, why="An equal value hides nothing."),
        Case(tree(), gives=0, why="An empty tree has no nodes."),
        Case(tree(-5), gives=1, why="The root is good, whatever its value."),
        Case(tree(-3, -4, -2), gives=2, why="Values below zero are compared like all others."),
        Case(tree(5, 3, None, 4), gives=1, why="The 4 is above its parent, but not above the 5."),
        Case(tree(1, 9, 2), gives=3, why="The 9 is not on the way to the 2, and hides nothing."),
        Case(tree(4, 1, None, 6), gives=2, why="Below a hidden node there may be a good one."),
        Case(tree(3, 5, None, 4), gives=2, why="The 4 is above the root, but below the 5."),
        Case(tree(0, 0, -1), gives=2, why="Zero is a value like any other."),
        Case(tree(2, None, 1, 1, 2), gives=2, why="The bound stays 2 below the hidden 1."),
    ],
    generated=lambda st: (trees(st, st.integers(-3, 4)),),
    oracle=_good_by_paths,
    budget=Budget(
        make=lambda n: (Tree.of_paths({path: len(path) for path in _high(n)}),),
        per=16,
        growth="n",
        says="The way from the root is gone over again for many nodes; what has to be known of it "
        "can travel with the node.",
    ),
    hints=(
        "Of all values on the way from the root, how many does a node have to be compared with?",
        "Which of the lesson's two bounds is this, and when does it change on the way down?",
        "Two children of a node have the same way above them; what one finds must not reach the "
        "other.",
    ),
    why="One bound, the greatest value on the way, goes down with each node; only a good node "
    "raises it.",
    misconceptions=[
        Misconception(
            "parent-only",
            _parent_only,
            says="Only the parent was asked; a node further up may be greater.",
        ),
        Misconception(
            "equal-is-hidden",
            _equal_is_hidden,
            says="A node is hidden by greater values only; an equal one leaves it good.",
        ),
        Misconception(
            "begins-at-zero",
            _begins_at_zero,
            says="The bound begins at zero, which is greater than some values; above the root "
            "there is none.",
        ),
        Misconception(
            "highest-of-all-seen",
            _highest_of_all_seen,
            says="The greatest value seen so far may stand on another branch; it must be on the "
            "way from the root.",
        ),
        Misconception(
            "compared-with-the-root",
            _compared_with_the_root,
            says="Only the root was asked; a node between may be greater.",
        ),
        Misconception(
            "stops-at-the-hidden",
            _stops_at_the_hidden,
            says="The search stops at a hidden node, but there may be good ones below it.",
        ),
    ],
)


# --- kth-smallest-element-in-a-bst -------------------------------------------------------------


def _by_rank(root, k):
    """Take the value by its rank among all."""
    return sorted(root.by_path().values())[k - 1]


def _walk(root, forward=True):
    """Return the values in order, or backwards."""
    values, stack, node = [], [], root
    while stack or node:
        while node:
            stack.append(node)
            node = node.left if forward else node.right
        node = stack.pop()
        values.append(node.val)
        node = node.right if forward else node.left
    return values


def _walks_through_all(root, k):
    """Walk through the whole tree."""
    return _walk(root)[k - 1]


def _counted_from_zero(root, k):
    return [*_walk(root), None][k]


def _kth_largest(root, k):
    return _walk(root, forward=False)[k - 1]


def _kth_in_preorder(root, k):
    stack = [root]
    while stack:
        node = stack.pop()
        if node:
            k -= 1
            if k == 0:
                return node.val
            stack += [node.right, node.left]
    return None


def _kth_by_level(root, k):
    level, values = [root], []
    while level:
        values += [node.val for node in level]
        level = [child for node in level for child in (node.left, node.right) if child]
    return values[k - 1]


def _first_k(root, k):
    values, stack, node = [], [], root
    while len(values) < k:
        while node:
            stack.append(node)
            node = node.left
        node = stack.pop()
        values.append(node.val)
        node = node.right
    return values


def _gives_the_node(root, k):
    stack, node = [], root
    while True:
        while node:
            stack.append(node)
            node = node.left
        node = stack.pop()
        k -= 1
        if k == 0:
            return node
        node = node.right


def _ranked(st):
    """Return a strategy of search trees with one of their ranks."""
    numbers = st.lists(st.integers(-6, 9), min_size=1, max_size=8, unique=True)
    return numbers.flatmap(
        lambda keys: st.tuples(st.just(_inserted(keys)), st.integers(1, len(keys)))
    )


def _low_search_tree(n):
    """Return the search tree of the numbers below n that is as low as can be, about."""
    waiting, keys = deque([(0, n)]), []
    while waiting:
        first, end = waiting.popleft()
        if first < end:
            middle = (first + end) // 2
            keys.append(middle)
            waiting += [(first, middle), (middle + 1, end)]
    return _inserted(keys)


KTH = Exercise(
    slug="kth-smallest-element-in-a-bst",
    title="Kth Smallest Element in a BST",
    function="kth_smallest_element_in_a_bst",
    parameters="root, k",
    cases=[
        Case(tree(3, 1, 4, None, 2), 1, gives=1),
        Case(tree(5, 3, 6, 2, 4, None, None, 1), 3, gives=3),
        Case(tree(7), 1, gives=7, why="One node: it is the smallest."),
        Case(tree(2, 1, 3), 3, gives=3, why="The last rank is the greatest value."),
        Case(tree(1, None, 2, None, 3), 2, gives=2, why="On a right chain the root comes first."),
        Case(tree(3, 2, None, 1), 1, gives=1, why="On a left chain the lowest node comes first."),
        Case(tree(0, -5, 4), 2, gives=0, why="Zero is a value like any other."),
        Case(
            tree(8, 3, 12, 1, 6, 10, 14, None, None, 4),
            4,
            gives=6,
            why="After a node comes its parent, unless it has a right subtree.",
        ),
    ],
    generated=_ranked,
    oracle=_by_rank,
    budget=Budget(
        make=lambda n: (_low_search_tree(n), 3),
        per=8,
        growth="log n",
        says="Nodes after the k-th are visited; stop as soon as it is known.",
    ),
    hints=(
        "In which order do the values of a search tree rise?",
        "The lesson's in_order gives one node at a time: when do you know the answer?",
        "How many nodes are touched before the first one comes? After it, the walk has to "
        "count, not to collect.",
    ),
    why="From left to right the values rise, so the walk may stop at its k-th node.",
    misconceptions=[
        Misconception(
            "walks-through-all",
            _walks_through_all,
            says="The whole tree is walked through before the k-th value is picked: stop at it.",
            verdict="too many steps",
        ),
        Misconception(
            "counted-from-zero",
            _counted_from_zero,
            says="This is the next one: the smallest value has k = 1.",
        ),
        Misconception(
            "kth-largest",
            _kth_largest,
            says="This counts from the greatest value; go left first.",
        ),
        Misconception(
            "kth-in-preorder",
            _kth_in_preorder,
            says="This counts a node before its left subtree, whose values are smaller.",
        ),
        Misconception(
            "kth-by-level",
            _kth_by_level,
            says="This counts level by level; smaller values may stand lower down.",
        ),
        Misconception(
            "first-k",
            _first_k,
            says="These are the k smallest values; the last of them is asked for.",
        ),
        Misconception(
            "gives-the-node",
            _gives_the_node,
            says="This is the node; its value is asked for.",
        ),
    ],
)


# --- equal-keys-on-the-right -------------------------------------------------------------------


def _every_pair(root):
    """Compare each node with every ancestor."""
    found = root.by_path()
    return all(
        (key < found[path[:length]]) if path[length] == "L" else (key >= found[path[:length]])
        for path, key in found.items()
        for length in range(len(path))
    )


def _ranges(root, fits):
    """Pass ranges down; the argument chooses a mistake."""
    waiting = [(root, None, None)]
    while waiting:
        node, low, high = waiting.pop()
        if node:
            if not fits(low, node.val, high):
                return False
            waiting += [(node.right, node.val, high), (node.left, low, node.val)]
    return True


def _no_equals(root):
    return _ranges(
        root, lambda low, key, high: (low is None or low < key) and (high is None or key < high)
    )


def _equals_on_the_left(root):
    return _ranges(
        root, lambda low, key, high: (low is None or low < key) and (high is None or key <= high)
    )


def _zero_is_no_bound(root):
    return _ranges(
        root, lambda low, key, high: (not low or low <= key) and (not high or key < high)
    )


def _never_falls(root):
    values = _walk(root)
    return values == sorted(values)


def _children_only(root):
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if node:
            if node.left and node.left.val >= node.val:
                return False
            if node.right and node.right.val < node.val:
                return False
            waiting += [node.right, node.left]
    return True


EQUAL = Exercise(
    slug="equal-keys-on-the-right",
    title="Equal keys on the right",
    function="is_search_tree_with_equal_keys",
    parameters="root",
    cases=[
        Case(tree(5, 3, 5), gives=True),
        Case(tree(5, 5, 7), gives=False, why="An equal key must not hang on the left."),
        Case(tree(), gives=True, why="An empty tree has nothing in disorder."),
        Case(tree(4), gives=True, why="One node alone is in order."),
        Case(
            tree(5, 3, 8, None, 5),
            gives=False,
            why="The lower 5 is right of the 3, but in the left subtree of a 5.",
        ),
        Case(
            tree(5, None, 8, 5),
            gives=True,
            why="The lower 5 is left of the 8 and in the right subtree of a 5: both are allowed.",
        ),
        Case(
            tree(2, None, 2, None, 2), gives=True, why="Equal keys may form a chain to the right."
        ),
        Case(tree(8, 3, 12, 1, 9), gives=False, why="The 9 is in the left subtree of the 8."),
        Case(tree(8, 3, 12, None, None, 7), gives=False, why="The 7 is right of the 8."),
        Case(tree(0, 1), gives=False, why="Zero is a bound like any other."),
        Case(tree(0, None, 2, -1), gives=False, why="Zero is a bound like any other."),
        Case(tree(-4, -9, -4), gives=True, why="Keys below zero are compared like all others."),
    ],
    generated=lambda st: (
        st.one_of(_search_trees(st, st.integers(-2, 3)), trees(st, st.integers(0, 2), most=4)),
    ),
    oracle=_every_pair,
    budget=Budget(
        make=lambda n: (_high_search_tree(n),),
        per=15,
        growth="n",
        says="Many nodes are compared with the same ancestors again; of all of them two bounds "
        "have to be known.",
    ),
    hints=(
        "Draw a 5 with a 5 on its right, and one with a 5 on its left: which bound of the lower "
        "node changes its kind of comparison?",
        "Each bound comes from ancestors on one side only. Which of the two may be reached?",
        "If you walk in-order: what would it have to know, besides the keys, to tell your two "
        "drawings apart?",
    ),
    why="A right subtree may hold the node's own key, a left one may not, so the lower bound "
    "belongs to the range and the upper one does not.",
    misconceptions=[
        Misconception(
            "no-equals",
            _no_equals,
            says="Equal keys are refused altogether; on the right they are allowed.",
        ),
        Misconception(
            "equals-on-the-left",
            _equals_on_the_left,
            says="Equal keys are taken on the left and refused on the right: it is the other way "
            "round.",
        ),
        Misconception(
            "zero-is-no-bound",
            _zero_is_no_bound,
            says="A bound of zero was taken for none: ask whether it is None.",
        ),
        Misconception(
            "never-falls",
            _never_falls,
            says="An equal key on the left is let pass, where all keys must be smaller. That keys "
            "never fall from left to right does not tell on which side an equal one hangs.",
        ),
        Misconception(
            "children-only",
            _children_only,
            says="Only parents and children were compared; the whole subtree is meant.",
        ),
    ],
)


# --- lost-keys ---------------------------------------------------------------------------------


def _by_searching(root):
    """Search for every key, from the root."""
    found, lost = root.by_path(), []
    for place in _from_left(found):
        path, key = "", found[place]
        while path in found and found[path] != key:
            path += "L" if key < found[path] else "R"
        if path != place:
            lost.append(key)
    return lost


def _lost(root, left=min, right=max, below=True):
    """Pass ranges down through a faulty tree; the arguments choose a mistake."""
    lost = []

    def walk(node, low, high):
        if node:
            outside = not low < node.val < high
            if below or not outside:
                walk(node.left, low, left(high, node.val))
            if outside:
                lost.append(node.val)
            if below or not outside:
                walk(node.right, right(low, node.val), high)

    walk(root, float("-inf"), float("inf"))
    return lost


def _replaces_the_bounds(root):
    return _lost(root, left=lambda _, key: key, right=lambda _, key: key)


def _stops_below_a_lost_key(root):
    return _lost(root, below=False)


def _everything_below(root):
    lost = []

    def walk(node, low, high, outside):
        if node:
            outside = outside or not low < node.val < high
            walk(node.left, low, min(high, node.val), outside)
            if outside:
                lost.append(node.val)
            walk(node.right, max(low, node.val), high, outside)

    walk(root, float("-inf"), float("inf"), False)
    return lost


def _on_the_wrong_side_of_the_parent(root):
    lost = []

    def walk(node, low, high):
        if node:
            walk(node.left, float("-inf"), node.val)
            if not low < node.val < high:
                lost.append(node.val)
            walk(node.right, node.val, float("inf"))

    walk(root, float("-inf"), float("inf"))
    return lost


def _in_sorted_order(root):
    return sorted(_lost(root))


def _in_preorder(root):
    lost, waiting = [], [(root, float("-inf"), float("inf"))]
    while waiting:
        node, low, high = waiting.pop()
        if node:
            if not low < node.val < high:
                lost.append(node.val)
            waiting.append((node.right, max(low, node.val), high))
            waiting.append((node.left, low, min(high, node.val)))
    return lost


def _where_keys_fall(root):
    values = _walk(root)
    return [after for before, after in pairwise(values) if not before < after]


LOST = Exercise(
    slug="lost-keys",
    title="Lost keys",
    function="lost_keys",
    parameters="root",
    cases=[
        Case(tree(8, 3, 12, 1, 9, 10, 14), gives=[9]),
        Case(tree(5, 7, None, 6), gives=[6, 7], why="A search for 6 or 7 goes right at the 5."),
        Case(tree(), gives=[], why="An empty tree has lost nothing."),
        Case(tree(3), gives=[], why="The root is always found."),
        Case(tree(4, 2, 6, 1, 3, 5, 7), gives=[], why="In a search tree every key is found."),
        Case(
            tree(8, 3, None, None, 9, 5),
            gives=[9],
            why="The 9 is lost, but the way of a search for 5 leads past it.",
        ),
        Case(
            tree(4, 2, 6, 3, 1),
            gives=[3, 1],
            why="Keys are listed by their places from left to right, not by size.",
        ),
        Case(tree(5, None, 3, None, 4), gives=[3, 4], why="Both are right of a greater root."),
        Case(tree(0, 1, -1), gives=[1, -1], why="Zero is a bound like any other."),
        Case(tree(4, 9, 1, 2, 7), gives=[9, 7, 1], why="The 2 is found, its neighbours are not."),
    ],
    generated=lambda st: (_different(st),),
    oracle=_by_searching,
    budget=Budget(
        make=lambda n: (_high_search_tree(n),),
        per=14,
        growth="n",
        says="The way down is gone again for many keys; what a search needs on the way can be "
        "passed down once.",
    ),
    hints=(
        "Which keys does a search bring to a given place? The lesson's invariant says it for "
        "trees that are in order so far.",
        "Below a node that is itself outside its range, its key may be the farther of two "
        "bounds. Which of the two turns a search away first?",
        "Can both bounds only come closer on the way down? And at which moment of the walk is a "
        "node due, if keys are listed from left to right?",
    ),
    why="A search reaches a place with the keys between the nearest bounds of all ancestors, so "
    "a bound may only be narrowed, also below a node that is lost.",
    misconceptions=[
        Misconception(
            "replaces-the-bounds",
            _replaces_the_bounds,
            says="The key of a lost node replaced a nearer bound: below it, ranges may only become "
            "narrower.",
        ),
        Misconception(
            "stops-below-a-lost-key",
            _stops_below_a_lost_key,
            says="Below a lost key nothing was looked at; some of those keys may be lost, too.",
        ),
        Misconception(
            "everything-below",
            _everything_below,
            says="Not all below a lost key is lost: a search may go past it to a key that fits.",
        ),
        Misconception(
            "on-the-wrong-side-of-the-parent",
            _on_the_wrong_side_of_the_parent,
            says="Only the parent was asked; a search is turned away by any node above.",
        ),
        Misconception(
            "in-sorted-order",
            _in_sorted_order,
            says="The right keys, but sorted: list them by their places from left to right.",
        ),
        Misconception(
            "in-preorder",
            _in_preorder,
            says="The right keys, but each before those on its left: list them from left to right.",
        ),
        Misconception(
            "where-keys-fall",
            _where_keys_fall,
            says="Where keys fall from left to right there is a fault, but the key at that place "
            "need not be the lost one.",
        ),
    ],
)

EXERCISES = [GOOD, KTH, EQUAL, LOST]
