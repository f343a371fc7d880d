"""Exercises of the lesson on data validation."""

from daybyday.checking import Budget, Case, Exercise, Misconception, within_factor

# --- component-split ---------------------------------------------------------------------------


def _by_melting(records, least):
    """Melt groups of rows that share a key until none do."""
    groups = [({row}, set(keys)) for row, keys in enumerate(records)]
    melted = True
    while melted:
        melted = False
        for i, (rows, keys) in enumerate(groups):
            for j in range(i + 1, len(groups)):
                if keys & groups[j][1]:
                    groups[i] = (rows | groups[j][0], keys | groups[j][1])
                    del groups[j]
                    melted = True
                    break
            if melted:
                break
    test = set()
    for rows, _ in sorted(groups, key=lambda group: min(group[0])):
        if len(test) < least:
            test |= rows
    return sorted(test)


def _take(components, least):
    test = []
    for rows in sorted(components, key=min):
        if len(test) >= least:
            break
        test += rows
    return sorted(test)


def _groups_by(records, number_of):
    groups = {}
    for row, keys in enumerate(records):
        groups.setdefault(number_of(row, keys), []).append(row)
    return list(groups.values())


def _whole(records):
    """Return the components, each a list of rows."""
    left, components = list(range(len(records))), []
    while left:
        rows, keys = [left.pop(0)], set()
        keys.update(records[rows[0]])
        grown = True
        while grown:
            near = [row for row in left if keys & set(records[row])]
            left = [row for row in left if row not in near]
            rows += near
            keys.update(key for row in near for key in records[row])
            grown = bool(near)
        components.append(rows)
    return components


def _takes_the_first_rows(records, least):
    return list(range(min(least, len(records))))


def _by_the_first_key(records, least):
    return _take(_groups_by(records, lambda row, keys: keys[0] if keys else ("row", row)), least)


def _by_all_keys(records, least):
    groups = _groups_by(records, lambda row, keys: frozenset(keys) if keys else ("row", row))
    return _take(groups, least)


def _direct_links_only(records, least):
    taken, groups = set(), []
    for row, keys in enumerate(records):
        if row not in taken:
            near = [
                j for j, other in enumerate(records) if set(keys) & set(other) and j not in taken
            ]
            groups.append(sorted({row, *near}))
            taken |= set(groups[-1])
    return _take(groups, least)


def _cuts_the_last_component(records, least):
    test = [row for rows in sorted(_whole(records), key=min) for row in sorted(rows)]
    return sorted(test[:least])


def _largest_first(records, least):
    test = []
    for rows in sorted(_whole(records), key=lambda rows: (-len(rows), min(rows))):
        if len(test) >= least:
            break
        test += rows
    return sorted(test)


def _one_component_more(records, least):
    test = []
    for rows in sorted(_whole(records), key=min):
        if len(test) > least:
            break
        test += rows
    return sorted(test)


def _keyless_together(records, least):
    return _take(_groups_keyless(records), least)


def _groups_keyless(records):
    return _whole([keys or [("no key",)] for keys in records])


def _compares_all_pairs(records, least):
    parent = list(range(len(records)))

    def root(row):
        while parent[row] != row:
            row = parent[row]
        return row

    for i in range(len(records)):
        for j in range(i):
            if any(key in records[j] for key in records[i]):
                parent[root(i)] = root(j)
    return _take(_groups_by(records, lambda row, keys: root(row)), least)


COMPONENT_SPLIT = Exercise(
    slug="component-split",
    title="A split that keeps components whole",
    function="component_split",
    parameters="records, least",
    cases=[
        Case([["t1"], ["t2"], ["t1", "h1"], ["h1"]], 1, gives=[0, 2, 3]),
        Case([["t1"], [], ["t2"], ["t2"]], 2, gives=[0, 1]),
        Case([], 3, gives=[], why="Without records there is nothing to split."),
        Case([["a"], ["a"]], 0, gives=[], why="No record was asked for, so none is taken."),
        Case([["a"], ["b"]], 9, gives=[0, 1], why="When records run out, all are in the test set."),
        Case([[], [], []], 2, gives=[0, 1], why="Records without keys are not linked."),
        Case(
            [["a"], ["b"], ["b"], ["b"], ["c"]],
            2,
            gives=[0, 1, 2, 3],
            why="A component goes to the test set whole, though fewer records were asked for.",
        ),
        Case(
            [["a"], ["b"], ["c"], ["b", "c"], ["a", "c"]],
            1,
            gives=[0, 1, 2, 3, 4],
            why="A link may come late, and tie together records far before it.",
        ),
        Case(
            [["a"], ["b"], ["b", "c"], ["c", "b"]],
            1,
            gives=[0],
            why="Components are taken in the order of their first record.",
        ),
        Case([["a", "a"], ["b"]], 1, gives=[0], why="A key may stand twice in a record."),
        Case([[7, "a"], ["7"], ["a"]], 2, gives=[0, 2], why="The number 7 is not the text 7."),
    ],
    generated=lambda st: st.tuples(
        st.lists(st.lists(st.integers(0, 6), max_size=2), max_size=7), st.integers(0, 6)
    ),
    oracle=_by_melting,
    budget=Budget(
        make=lambda n: ([[k, k + 1, -1] for k in range(n)], n),
        per=110,
        growth="n",
        says="Records are compared with each other; look up who else holds a key instead, and "
        "open each key once.",
    ),
    hints=(
        "Which records does one key tie together? Keep that for every key.",
        "Starting from one record, whom do you reach by its keys, and by theirs?",
        "A key that was followed once need not be followed again; and stop between components, "
        "never within one.",
    ),
    why="Whatever is reached from a record by keys is on its side of the split.",
    misconceptions=[
        Misconception(
            "takes-the-first-rows",
            _takes_the_first_rows,
            says="Records are taken one by one; linked ones end on both sides.",
        ),
        Misconception(
            "by-the-first-key", _by_the_first_key, says="Every key of a record links, not only one."
        ),
        Misconception(
            "by-all-keys",
            _by_all_keys,
            says="One key in common is enough; the others may differ.",
        ),
        Misconception(
            "direct-links-only",
            _direct_links_only,
            says="What is linked to a linked record is linked as well, however long the chain.",
        ),
        Misconception(
            "cuts-the-last-component",
            _cuts_the_last_component,
            says="The last component is cut in two; take it whole.",
        ),
        Misconception(
            "largest-first",
            _largest_first,
            says="Components are taken in the order of their first record, not of their size.",
        ),
        Misconception(
            "one-component-more",
            _one_component_more,
            says="Once the test set has as many records as asked for, no component is added.",
        ),
        Misconception(
            "keyless-together",
            _keyless_together,
            says="Records without keys have nothing in common.",
        ),
        Misconception(
            "compares-all-pairs",
            _compares_all_pairs,
            says="Records are compared with each other; look up who else holds a key instead, and "
            "open each key once.",
            verdict="too many steps",
        ),
    ],
)


# --- broken-parents ----------------------------------------------------------------------------


def _by_climbing(parents):
    """Climb from each category for as many steps as there are categories."""
    orphans, circular = [], []
    for start in parents:
        if parents[start] is not None and parents[start] not in parents:
            orphans.append(start)
        here = start
        for _ in parents:
            here = parents.get(here)
            if here == start:
                circular.append(start)
                break
            if here is None:
                break
    return sorted(orphans), sorted(circular)


def _top_is_an_orphan(parents):
    return sorted(c for c, p in parents.items() if p not in parents), _by_climbing(parents)[1]


def _names_the_missing(parents):
    missing = {p for p in parents.values() if p is not None and p not in parents}
    return sorted(missing), _by_climbing(parents)[1]


def _leads_into(parents):
    circular = []
    for start in parents:
        here, seen = start, set()
        while here in parents and here not in seen:
            seen.add(here)
            here = parents[here]
        if here in parents:
            circular.append(start)
    return _by_climbing(parents)[0], sorted(circular)


def _own_parent_only(parents):
    return _by_climbing(parents)[0], sorted(c for c, p in parents.items() if c == p)


def _forgets_own_parents(parents):
    orphans, circular = _by_climbing(parents)
    return orphans, [c for c in circular if parents[c] != c]


def _one_of_each_circle(parents):
    orphans, circular = _by_climbing(parents)
    named, seen = [], set()
    for start in circular:
        if start not in seen:
            named.append(start)
            here = start
            while here not in seen:
                seen.add(here)
                here = parents[here]
    return orphans, named


def _below_orphans(parents):
    orphans, circular = _by_climbing(parents)
    lost, grown = set(orphans), True
    while grown:
        more = {c for c, p in parents.items() if p in lost} - lost
        lost |= more
        grown = bool(more)
    return sorted(lost), circular


BROKEN_PARENTS = Exercise(
    slug="broken-parents",
    title="Parents that lead nowhere or round in a circle",
    function="broken_parents",
    parameters="parents",
    cases=[
        Case({1: None, 2: 1, 3: 9}, gives=([3], [])),
        Case({1: 2, 2: 1, 3: 2, 4: 4}, gives=([], [1, 2, 4])),
        Case({}, gives=([], []), why="An empty table has no fault."),
        Case({0: None}, gives=([], []), why="A top without parent is no orphan."),
        Case({1: 0, 0: None}, gives=([], []), why="The number 0 is a category like any other."),
        Case(
            {5: 7, 6: 7}, gives=([5, 6], []), why="Both children of a missing parent are orphans."
        ),
        Case({1: 2, 2: 8}, gives=([2], []), why="The parent of 1 is in the table."),
        Case(
            {4: 3, 3: 2, 2: 4, 1: 2, 0: 1, 9: 9, 8: 6},
            gives=([8], [2, 3, 4, 9]),
            why="Two circles, a tail that leads into one, and an orphan.",
        ),
    ],
    generated=lambda st: st.tuples(
        st.dictionaries(st.integers(0, 6), st.one_of(st.none(), st.integers(0, 7)), max_size=7)
    ),
    oracle=_by_climbing,
    budget=Budget(
        make=lambda n: ({k: k + 1 if k + 1 < n else n // 2 for k in range(n)},),
        per=50,
        growth="n",
        says="The same categories are climbed again from each start; remember where you have been.",
    ),
    hints=(
        "The orphans need one look at each category. What is special about the top?",
        "Climb from a category: where can the climb end?",
        "Mark each category with the climb that met it first; a climb that meets its own mark has "
        "found a circle.",
    ),
    why="A climb that meets itself has gone round a circle; no other climb need go there again.",
    misconceptions=[
        Misconception(
            "top-is-an-orphan", _top_is_an_orphan, says="A top has no parent, and needs none."
        ),
        Misconception(
            "names-the-missing",
            _names_the_missing,
            says="Asked for are the categories that refer to a missing parent, not the parent.",
        ),
        Misconception(
            "leads-into",
            _leads_into,
            says="A category that leads into a circle is not its own ancestor.",
        ),
        Misconception(
            "own-parent-only", _own_parent_only, says="A circle may be longer than one category."
        ),
        Misconception(
            "forgets-own-parents",
            _forgets_own_parents,
            says="A category that is its own parent is a circle of one.",
        ),
        Misconception(
            "one-of-each-circle",
            _one_of_each_circle,
            says="Every category of a circle is its own ancestor, not only one of them.",
        ),
        Misconception(
            "below-orphans",
            _below_orphans,
            says="What lies below an orphan has its parent in the table.",
        ),
        Misconception(
            "climbs-again",
            _by_climbing,
            says="The same categories are climbed again from each start; remember where you have "
            "been.",
            verdict="too many steps",
        ),
    ],
)


# --- rings -------------------------------------------------------------------------------------


def _by_looking_back(values, window):
    """Decide each day from the accepted days before it, found anew."""
    rung = []
    for day, value in enumerate(values):
        accepted = [values[d] for d in range(day) if not rung[d]]
        rung.append(day >= window and all(value > v for v in accepted[len(accepted) - window :]))
    return rung


def _never_rings(values, window):
    recent, rung = [], []
    for value in values:
        recent = [*recent, value][-window:]
        rung.append(value > max(recent))
    return rung


def _excuses_the_next(values, window):
    return [
        day >= window and value > max(values[max(0, day - window) : day])
        for day, value in enumerate(values)
    ]


def _game(values, window, *, above=None, limit=None):
    accepted, rung = list(values[:window]), [False for _ in values[:window]]
    for value in values[window:]:
        most = limit(accepted, window) if limit else max(accepted[-window:])
        rung.append(above(value, most) if above else value > most)
        if not rung[-1]:
            accepted.append(value)
    return rung


def _rings_when_equal(values, window):
    return _game(values, window, above=lambda value, most: value >= most)


def _frozen(values, window):
    return _game(values, window, limit=lambda accepted, window: max(accepted[:window]))


def _against_the_mean(values, window):
    return _game(values, window, limit=lambda accepted, window: sum(accepted[-window:]) / window)


def _by_days_of_the_calendar(values, window):
    rung = []
    for day, value in enumerate(values):
        near = [values[d] for d in range(max(0, day - window), day) if not rung[d]]
        rung.append(day >= window and value > max(near, default=value))
    return rung


def _checks_at_once(values, window):
    accepted, rung = [], []
    for value in values:
        rung.append(bool(accepted) and value > max(accepted[-window:]))
        if not rung[-1]:
            accepted.append(value)
    return rung


def _caps_the_fault(values, window):
    accepted, rung = list(values[:window]), [False for _ in values[:window]]
    for value in values[window:]:
        most = max(accepted[-window:])
        rung.append(value > most)
        accepted.append(min(value, most))
    return rung


RINGS = Exercise(
    slug="rings",
    title="A limit that learns from the fault",
    function="rings",
    parameters="values, window",
    cases=[
        Case([3, 5, 4, 9, 9, 5], 2, gives=[False, False, False, True, True, False]),
        Case([5, 1, 1, 4], 2, gives=[False, False, False, True]),
        Case([], 3, gives=[], why="Without days nothing rings."),
        Case([1, 9], 3, gives=[False, False], why="The first days are accepted unseen."),
        Case([1, 2, 3], 1, gives=[False, True, True], why="Ringing days do not raise the limit."),
        Case([4, 4, 4], 1, gives=[False, False, False], why="Equal is not above."),
        Case(
            [2, 3, 8, 8, 8, 3, 3, 4],
            2,
            gives=[False, False, True, True, True, False, False, True],
            why="A fault that stays rings on every day, and the last accepted days stay the limit.",
        ),
        Case([0, 0, 1, 0], 2, gives=[False, False, True, False], why="A limit of zero is a limit."),
        Case(
            [5, 1, 9, 3, 4],
            2,
            gives=[False, False, True, False, True],
            why="A ringing day takes no place in the window, not even with the limit's value.",
        ),
    ],
    generated=lambda st: st.tuples(st.lists(st.integers(0, 5), max_size=9), st.integers(1, 3)),
    oracle=_by_looking_back,
    budget=Budget(
        make=lambda n: ([k % 7 for k in range(n)], 7),
        per=40,
        growth="n",
        says="All days before are gone through again for each day; keep the accepted ones.",
    ),
    hints=(
        "Can a value be above the largest of a list that it is part of?",
        "On the second day of a fault, which days set the limit?",
        "Keep the accepted values in a list of their own; a ringing day does not enter it.",
    ),
    why="A day is compared with accepted days only, and joins them only if it does not ring.",
    misconceptions=[
        Misconception(
            "never-rings",
            _never_rings,
            says="This is still the colleague's: a day is part of its own limit.",
        ),
        Misconception(
            "excuses-the-next",
            _excuses_the_next,
            says="A ringing day raises the limit for the days after it.",
        ),
        Misconception(
            "rings-when-equal", _rings_when_equal, says="Equal to the limit is not above."
        ),
        Misconception(
            "frozen",
            _frozen,
            says="Only the last accepted days count; older ones leave the window.",
        ),
        Misconception(
            "against-the-mean", _against_the_mean, says="The limit is the largest, not the mean."
        ),
        Misconception(
            "by-days-of-the-calendar",
            _by_days_of_the_calendar,
            says="The window counts accepted days; ringing ones do not use it up.",
        ),
        Misconception(
            "checks-at-once",
            _checks_at_once,
            says="The first days, as many as the window, are accepted unseen.",
        ),
        Misconception(
            "caps-the-fault",
            _caps_the_fault,
            says="A ringing day takes no place in the window, not even with the limit's value.",
        ),
        Misconception(
            "looks-back-again",
            _by_looking_back,
            says="All days before are gone through again for each day; keep the accepted ones.",
            verdict="too many steps",
        ),
    ],
)


# --- days-of-history ---------------------------------------------------------------------------


def _one_a_day():
    return 30 * 12 - 1


def _forgets_the_rules():
    return 30 * 7 - 1


def _one_feed():
    return 12 * 7 - 1


def _by_the_root():
    return (30 * 12 * 7) ** 0.5


DAYS_OF_HISTORY = Exercise(
    slug="days-of-history",
    title="Days of history for quiet alarms",
    function="days_of_history",
    parameters="",
    cases=[Case(gives=2_519)],
    compare=within_factor(1.01, unit="days"),
    hints=(
        "How many tests are made in a week?",
        "With what chance does one of them ring on a sound day? Their sum is to be 1.",
    ),
    why="The tests of a week, each with chance one in n + 1, ring once on average.",
    misconceptions=[
        Misconception(
            "one-a-day", _one_a_day, says="This is for one false alarm a day; a week has seven."
        ),
        Misconception(
            "forgets-the-rules", _forgets_the_rules, says="Each feed has twelve rules to ring."
        ),
        Misconception("one-feed", _one_feed, says="This is for a single feed."),
        Misconception(
            "by-the-root",
            _by_the_root,
            says="The chance falls as one in n + 1, not as one in its square.",
        ),
    ],
)


EXERCISES = [COMPONENT_SPLIT, BROKEN_PARENTS, RINGS, DAYS_OF_HISTORY]
