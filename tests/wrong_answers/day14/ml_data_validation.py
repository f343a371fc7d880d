"""Wrong and right answers to the exercises on data validation."""

from bisect import insort
from collections import deque

from daybyday.checking import Wrong

# --- component-split ---------------------------------------------------------------------------


def gives_components(records, least):
    return [with_union_find(records, least)]


def needs_a_key(records, least):
    first = [keys[0] for keys in records]
    return with_union_find(records, least) if first else []


def strikes_out_keys(records, least):
    result = with_union_find(records, least)
    for keys in records:
        keys.clear()
    return result


def with_union_find(records, least):
    parent = {}

    def root(node):
        parent.setdefault(node, node)
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for row, keys in enumerate(records):
        for key in keys:
            parent[root(("key", key))] = root(("row", row))
    groups = {}
    for row in range(len(records)):
        groups.setdefault(root(("row", row)), []).append(row)
    test = []
    for rows in groups.values():
        if len(test) >= least:
            break
        test += rows
    return sorted(test)


# --- broken-parents ----------------------------------------------------------------------------


def unsorted(parents):
    orphans, circular = by_peeling(parents)
    return orphans[::-1], circular[::-1]


def cuts_the_circles(parents):
    result = by_peeling(parents)
    for category in result[1]:
        parents[category] = None
    return result


def follows_blindly(parents):
    for start in parents:
        here = start
        while here is not None and here >= start:
            here = parents[here] if parents[here] != start else None
    return by_peeling(parents)


def by_peeling(parents):
    """Take leaves away until only circles, and what is above no leaf, remain."""
    orphans = []
    children = dict.fromkeys(parents, 0)
    for category, parent in parents.items():
        if parent in children:
            children[parent] += 1
        elif parent is not None:
            insort(orphans, category)
    leaves = [category for category, many in children.items() if many == 0]
    left = set(parents)
    while leaves:
        category = leaves.pop()
        left.discard(category)
        parent = parents[category]
        if parent in children:
            children[parent] -= 1
            if children[parent] == 0:
                leaves.append(parent)
    return orphans, sorted(left)


# --- rings -------------------------------------------------------------------------------------


def gives_days(values, window):
    return [day for day, ringing in enumerate(with_a_deque(values, window)) if ringing]


def drops_ringing_days(values, window):
    result = with_a_deque(values, window)
    for day in reversed(range(len(values))):
        if result[day]:
            del values[day]
    return result


def gives_numbers(values, window):
    return [int(ringing) for ringing in with_a_deque(values, window)]


def with_a_deque(values, window):
    recent, rung = deque(maxlen=window), []
    for value in values:
        ringing = len(recent) == window and value > max(recent)
        rung.append(ringing)
        if not ringing:
            recent.append(value)
    return rung


# --- days-of-history ---------------------------------------------------------------------------


def says_it_in_words():
    return "about seven years"


def in_weeks():
    return 30 * 12 - 1 / 7


def by_trying():
    days = 1
    while 30 * 12 * 7 / (days + 1) > 1:
        days += 1
    return days


WRONG = {
    "component-split": [
        Wrong("gives-components", gives_components, "wrong"),
        Wrong("needs-a-key", needs_a_key, "crashed", "IndexError"),
        Wrong("strikes-out-keys", strikes_out_keys, "changed its input", "records"),
    ],
    "broken-parents": [
        Wrong("unsorted", unsorted, "wrong"),
        Wrong("cuts-the-circles", cuts_the_circles, "changed its input", "parents"),
        Wrong("follows-blindly", follows_blindly, "crashed", "KeyError"),
    ],
    "rings": [
        Wrong("gives-days", gives_days, "wrong"),
        Wrong("drops-ringing-days", drops_ringing_days, "changed its input", "values"),
        Wrong("gives-numbers", gives_numbers, "wrong"),
    ],
    "days-of-history": [
        Wrong("says-it-in-words", says_it_in_words, "wrong"),
        Wrong("in-weeks", in_weeks, "wrong"),
    ],
}

RIGHT = {
    "component-split": [with_union_find],
    "broken-parents": [by_peeling],
    "rings": [with_a_deque],
    "days-of-history": [by_trying],
}

EQUIVALENT = {
    "component-split": {
        "line 11: `break` -> `continue`": "the test set only grows, so nothing more is taken",
    },
}
