"""Exercises of the lesson on graph-based recommendation."""

from daybyday.checking import Case, Exercise, Misconception, close, within_factor

# --- visits ------------------------------------------------------------------------------------


def _by_triples(neighbours, start, on, draws):
    """Cut the draws into threes, and keep the path of films."""
    path = [start]
    for place in range(0, len(draws) - len(draws) % 3, 3):
        to_user, to_film, further = draws[place : place + 3]
        users = neighbours[path[-1]]
        films = neighbours[users[int(len(users) * to_user)]]
        path += [films[int(len(films) * to_film)]] + [start] * (further >= on)
    ends = [film for film, stays in _marked(path, draws, on) if stays]
    return {film: ends.count(film) for film in ends}


def _marked(path, draws, on):
    """Yield each film of a path and whether it was visited; a restart is not a visit."""
    turns, place = iter(path[1:]), 2
    for film in turns:
        yield film, True
        if draws[place] >= on:
            next(turns)
        place += 3


def _visits_with(
    neighbours, start, on, draws, *, stays=lambda draw, on: draw < on, users=False, first=False
):
    counts, node, turn = {}, start, 0
    if first and len(draws) >= 3:
        counts[start] = 1
    while turn + 3 <= len(draws):
        user = neighbours[node][int(draws[turn] * len(neighbours[node]))]
        node = neighbours[user][int(draws[turn + 1] * len(neighbours[user]))]
        for seen in (user, node) if users else (node,):
            counts[seen] = counts.get(seen, 0) + 1
        if not stays(draws[turn + 2], on):
            node = start
            if first:
                counts[start] = counts.get(start, 0) + 1
        turn += 3
    return counts


def _counts_users(neighbours, start, on, draws):
    return _visits_with(neighbours, start, on, draws, users=True)


def _counts_starts(neighbours, start, on, draws):
    return _visits_with(neighbours, start, on, draws, first=True)


def _never_restarts(neighbours, start, on, draws):
    return _visits_with(neighbours, start, on, draws, stays=lambda draw, on: True)


def _always_restarts(neighbours, start, on, draws):
    return _visits_with(neighbours, start, on, draws, stays=lambda draw, on: False)


def _stops_with_c(neighbours, start, on, draws):
    return _visits_with(neighbours, start, on, draws, stays=lambda draw, on: draw >= on)


def _goes_on_at_c(neighbours, start, on, draws):
    return _visits_with(neighbours, start, on, draws, stays=lambda draw, on: draw <= on)


def _one_walk(neighbours, start, on, draws):
    for turn in range(2, len(draws), 3):
        if draws[turn] >= on:
            return _visits_with(neighbours, start, on, draws[: turn + 1])
    return _visits_with(neighbours, start, on, draws)


def _restarts_at_the_user(neighbours, start, on, draws):
    counts, node, turn = {}, start, 0
    while turn + 3 <= len(draws):
        user = neighbours[node][int(draws[turn] * len(neighbours[node]))]
        film = neighbours[user][int(draws[turn + 1] * len(neighbours[user]))]
        counts[film] = counts.get(film, 0) + 1
        node = film if draws[turn + 2] < on else user
        turn += 3
    return counts


_SMALL = {"A": ["u", "v"], "B": ["u"], "C": ["v"], "u": ["A", "B"], "v": ["A", "C"]}
_STAR = {"A": ["u"], "B": ["u"], "C": ["u"], "D": ["u"], "u": ["B", "A", "D", "C"]}


def _graphs(st):
    """Return a strategy of connected graphs of likes, with a start and draws."""

    def build(drawn):
        pairs, draws, on = drawn
        table = {}
        for film, user in [*pairs, ("A", "u")]:
            for one, other in ((film, user), (user, film)):
                table.setdefault(one, [])
                if other not in table[one]:
                    table[one].append(other)
        return table, "A", on, draws

    likes = st.lists(st.tuples(st.sampled_from("ABC"), st.sampled_from("uvw")), max_size=7)
    draw = st.sampled_from([0.0, 0.2, 0.45, 0.5, 0.7, 0.95])
    return st.tuples(likes, st.lists(draw, max_size=13), st.sampled_from([0.0, 0.2, 0.5, 0.9])).map(
        build
    )


VISITS = Exercise(
    slug="visits",
    title="Walks that follow given draws",
    function="visits",
    parameters="neighbours, start, on, draws",
    cases=[
        Case(_SMALL, "A", 0.5, [0.0, 0.9, 0.1, 0.0, 0.0, 0.8], gives={"B": 1, "A": 1}),
        Case(_SMALL, "A", 0.5, [0.6, 0.5, 0.5, 0.0, 0.5, 0.5], gives={"C": 1, "B": 1}),
        Case(_SMALL, "A", 0.5, [], gives={}, why="Without draws nobody walks."),
        Case(
            _SMALL,
            "A",
            0.5,
            [0.0, 0.9, 0.1, 0.3, 0.4],
            gives={"B": 1},
            why="Two draws are too few for another pair: nothing more is counted.",
        ),
        Case(
            _SMALL,
            "A",
            0.5,
            [0.0, 0.9, 0.5, 0.9, 0.9, 0.0],
            gives={"B": 1, "C": 1},
            why="A draw of exactly c ends the walk, and the next one begins at the start.",
        ),
        Case(
            _SMALL,
            "B",
            0.9,
            [0.0, 0.0, 0.0, 0.9, 0.9, 0.95, 0.0, 0.9, 0.0],
            gives={"A": 1, "C": 1, "B": 1},
            why="The first walk has two pairs; the second begins at B again.",
        ),
        Case(
            _STAR,
            "C",
            0.0,
            [0.5, 0.25, 0.0, 0.5, 0.99, 0.0],
            gives={"A": 1, "C": 1},
            why="Neighbours are taken in the order in which they are listed.",
        ),
    ],
    generated=_graphs,
    oracle=_by_triples,
    hints=(
        "Where does the walker stand after a pair of steps, and where after a walk has ended?",
        "A draw $d$ from $[0, 1)$ chooses one of $n$ listed neighbours: which position is that?",
        "How many draws must be left for another pair?",
    ),
    why="Three draws make a pair of steps and a decision; only the film at its end is a visit.",
    misconceptions=[
        Misconception(
            "counts-users", _counts_users, says="A visit to a user recommends nothing: count films."
        ),
        Misconception(
            "counts-starts",
            _counts_starts,
            says="Beginning a walk is not a visit; only the end of a pair of steps is.",
        ),
        Misconception(
            "never-restarts",
            _never_restarts,
            says="A walk ends, by the third draw, and the next begins at the start.",
        ),
        Misconception(
            "always-restarts",
            _always_restarts,
            says="A third draw below c means that the walk goes on from where it is.",
        ),
        Misconception(
            "stops-with-c",
            _stops_with_c,
            says="c is the probability that the walk goes on, not that it ends.",
        ),
        Misconception(
            "goes-on-at-c", _goes_on_at_c, says="The walk goes on if the draw is below c, not at c."
        ),
        Misconception(
            "one-walk", _one_walk, says="When a walk has ended, the next one uses the draws left."
        ),
        Misconception(
            "restarts-at-the-user",
            _restarts_at_the_user,
            says="A new walk begins at the start, not with the user who came last.",
        ),
    ],
)


# --- push --------------------------------------------------------------------------------------


def _by_fractions(neighbours, start, restart, epsilon):
    """Push with exact fractions, and look for the next node from scratch."""
    from fractions import Fraction

    size, keep = len(neighbours), Fraction(restart)
    left = {node: Fraction(node == start) for node in range(size)}
    kept = dict.fromkeys(range(size), Fraction(0))
    while due := [n for n in range(size) if left[n] >= Fraction(epsilon) * len(neighbours[n])]:
        node = min(due)
        amount, left[node] = left[node], Fraction(0)
        kept[node] += keep * amount
        for near in neighbours[node]:
            left[near] += (1 - keep) * amount / len(neighbours[node])
    return [float(kept[node]) for node in range(size)]


def _push_with(
    neighbours,
    start,
    restart,
    epsilon,
    *,
    limit=lambda epsilon, degree: epsilon * degree,
    keep=lambda restart: restart,
    deal=lambda restart, degree: (1 - restart) / degree,
    empties=True,
    rounds=10_000,
):
    size = len(neighbours)
    kept, left = [0.0] * size, [0.0] * size
    left[start] = 1.0
    for _ in range(rounds):
        due = [n for n in range(size) if left[n] >= limit(epsilon, len(neighbours[n]))]
        if not due:
            break
        node = due[0]
        amount = left[node]
        if empties:
            left[node] = 0.0
        kept[node] += keep(restart) * amount
        for near in neighbours[node]:
            left[near] += deal(restart, len(neighbours[node])) * amount
        if not empties:
            left[node] -= amount * (1 - restart)
    return kept


def _limit_without_degree(neighbours, start, restart, epsilon):
    return _push_with(neighbours, start, restart, epsilon, limit=lambda eps, degree: eps)


def _keeps_the_other_part(neighbours, start, restart, epsilon):
    return _push_with(
        neighbours,
        start,
        restart,
        epsilon,
        keep=lambda restart: 1 - restart,
        deal=lambda restart, degree: restart / degree,
    )


def _deals_to_each(neighbours, start, restart, epsilon):
    return _push_with(
        neighbours, start, restart, epsilon, deal=lambda restart, degree: 1 - restart, rounds=60
    )


def _pushes_once(neighbours, start, restart, epsilon):
    return _push_with(neighbours, start, restart, epsilon, rounds=1)


def _never_empties(neighbours, start, restart, epsilon):
    return _push_with(neighbours, start, restart, epsilon, empties=False, rounds=60)


def _in_a_queue(neighbours, start, restart, epsilon):
    """Push whoever has waited longest."""
    kept, left = [0.0] * len(neighbours), [0.0] * len(neighbours)
    left[start], queue = 1.0, [start]
    while queue:
        node = queue.pop(0)
        if left[node] < epsilon * len(neighbours[node]):
            continue
        amount, left[node] = left[node], 0.0
        kept[node] += restart * amount
        for near in neighbours[node]:
            left[near] += (1 - restart) * amount / len(neighbours[node])
        queue += neighbours[node]
    return kept


def _returns_all(neighbours, start, restart, epsilon):
    """Give the sum of walks that never end for want of what is left."""
    return _push_with(neighbours, start, restart, epsilon / 1_000)


def _networks(st):
    """Return a strategy of small undirected graphs without lonely nodes."""

    def build(drawn):
        parents, extra, start, restart, epsilon = drawn
        links = {(p % child, child) for child, p in enumerate(parents, 1)}
        size = len(parents) + 1
        links |= {(min(a, b) % size, max(a, b) % size) for a, b in extra}
        links = {(min(pair), max(pair)) for pair in links if pair[0] != pair[1]}
        table = [[] for _ in range(size)]
        for a, b in sorted(links):
            table[a].append(b)
            table[b].append(a)
        return table, start % size, restart, epsilon

    number = st.integers(0, 9)
    return st.tuples(
        st.lists(number, min_size=1, max_size=4),
        st.lists(st.tuples(number, number), max_size=3),
        number,
        st.sampled_from([0.3, 0.55, 0.8]),
        st.sampled_from([0.37, 0.137, 0.0417]),
    ).map(build)


_PATH = [[1], [0, 2], [1]]
_FAN = [[1, 2, 3, 4], [0], [0], [0], [0]]

PUSH = Exercise(
    slug="push",
    title="Push until little is left",
    function="push",
    parameters="neighbours, start, restart, epsilon",
    cases=[
        Case(_PATH, 0, 0.5, 0.2, gives=[0.5, 0.25, 0.0]),
        Case(_PATH, 1, 0.5, 0.2, gives=[0.125, 0.5, 0.125]),
        Case(_PATH, 1, 0.5, 0.6, gives=[0.0, 0.0, 0.0], why="1 is less than 0.6 times degree 2."),
        Case(_PATH, 1, 0.5, 0.5, gives=[0.0, 0.5, 0.0], why="Exactly ε times the degree is due."),
        Case(
            _FAN,
            0,
            0.25,
            0.15,
            gives=[0.25, 0.046875, 0.046875, 0.046875, 0.046875],
            why="The middle gets 0.5625 back and would need 0.15 · 4; each end needed 0.15.",
        ),
        Case(_FAN, 0, 0.25, 0.26, gives=[0.0] * 5, why="1 is less than 0.26 · 4."),
        Case([[1], [0]], 0, 0.5, 0.3, gives=[0.5, 0.25], why="Two nodes send back and forth."),
    ],
    generated=_networks,
    oracle=_by_fractions,
    compare=close(rel=1e-9, absolute=1e-12),
    hints=(
        "Two lists are enough: what each node has kept, and what is left there.",
        "In which order must a push read, clear and deal out what is left, so that none is lost or "
        "counted twice?",
        "After each push, begin the search for a node that is due at number 0 again.",
    ),
    why="A push keeps a part and deals the rest out, so kept and left always add up to 1.",
    misconceptions=[
        Misconception(
            "limit-without-degree",
            _limit_without_degree,
            says="A node is due from ε times its degree on: a hub waits for more.",
        ),
        Misconception(
            "keeps-the-other-part",
            _keeps_the_other_part,
            says="`restart` is the part kept; the rest is dealt out.",
        ),
        Misconception(
            "deals-to-each",
            _deals_to_each,
            says="The rest is shared among the neighbours: each gets an even part of it.",
        ),
        Misconception(
            "pushes-once", _pushes_once, says="Go on while any node is due, not for one push only."
        ),
        Misconception(
            "never-empties",
            _never_empties,
            says="After a push nothing is left at the node itself.",
        ),
        Misconception(
            "in-a-queue",
            _in_a_queue,
            says="The order counts: push the due node with the smallest number, each time.",
        ),
        Misconception(
            "goes-on-too-long",
            _returns_all,
            says="Stop when no node has ε times its degree left: the rest is given up.",
        ),
    ],
)


# --- recommend ---------------------------------------------------------------------------------


def _by_sorting_all(walks, seen, number):
    """Write down every film that ends a pair, and take the commonest by rounds of removal."""
    stops = [walk[place] for walk in walks for place in range(2, len(walk), 2)]
    stops = [film for film in stops if film not in seen]
    best = []
    while stops and len(best) < number:
        most = max(stops.count(film) for film in stops)
        best.append(min(film for film in stops if stops.count(film) == most))
        stops = [film for film in stops if film != best[-1]]
    return best


def _recommend_with(walks, seen, number, *, stops, first_cut=False, leaves=True, ties=True):
    counts = {}
    for walk in walks:
        for node in stops(walk):
            counts[node] = counts.get(node, 0) + 1
    order = sorted(counts, key=lambda f: (-counts[f], f)) if ties else list(counts)
    if not ties:
        order.sort(key=lambda f: -counts[f])
    if first_cut:
        order = order[:number]
    if leaves:
        order = [film for film in order if film not in seen]
    return order[:number]


def _colleague(walks, seen, number):
    return _recommend_with(walks, seen, number, stops=lambda walk: walk, first_cut=True)


def _still_counts_users(walks, seen, number):
    return _recommend_with(walks, seen, number, stops=lambda walk: walk[1:])


def _still_counts_starts(walks, seen, number):
    return _recommend_with(walks, seen, number, stops=lambda walk: walk[::2])


def _cuts_first(walks, seen, number):
    return _recommend_with(walks, seen, number, stops=lambda walk: walk[2::2], first_cut=True)


def _shows_what_was_seen(walks, seen, number):
    return _recommend_with(walks, seen, number, stops=lambda walk: walk[2::2], leaves=False)


def _counts_last_films(walks, seen, number):
    return _recommend_with(walks, seen, number, stops=lambda w: w[-1:] if len(w) > 2 else [])


def _counts_walks(walks, seen, number):
    return _recommend_with(walks, seen, number, stops=lambda walk: sorted(set(walk[2::2])))


def _ties_by_first_visit(walks, seen, number):
    return _recommend_with(walks, seen, number, stops=lambda walk: walk[2::2], ties=False)


def _walks(st):
    """Return a strategy of walks, films seen, and how many to return."""
    pair = st.tuples(st.integers(901, 902), st.integers(1, 4))
    walk = st.tuples(st.integers(1, 4), st.lists(pair, max_size=3)).map(
        lambda drawn: [drawn[0], *[node for step in drawn[1] for node in step]]
    )
    return (
        st.lists(walk, max_size=5),
        st.lists(st.integers(1, 4), max_size=2, unique=True),
        st.integers(1, 3),
    )


RECOMMEND = Exercise(
    slug="recommend",
    title="What the walks recommend",
    function="recommend",
    parameters="walks, seen, number",
    cases=[
        Case([[1, 901, 3], [1, 902, 4, 901, 3]], [1], 2, gives=[3, 4]),
        Case([[2, 901, 2, 902, 5], [2, 902, 5]], [2], 1, gives=[5]),
        Case([], [1], 3, gives=[], why="No walk, nothing to recommend."),
        Case([[1], [1]], [2], 3, gives=[], why="A start is no visit, even if it was not seen."),
        Case(
            [[1, 901, 1], [1, 901, 1], [1, 901, 2]],
            [1],
            1,
            gives=[2],
            why="Seen films must not take the places of others.",
        ),
        Case([[1, 901, 4], [1, 901, 2]], [], 2, gives=[2, 4], why="Ties: the smaller id first."),
        Case(
            [[1, 901, 2, 901, 3], [1, 901, 3], [1, 901, 2, 901, 2]],
            [],
            2,
            gives=[2, 3],
            why="Every visit counts, also two in one walk, and also in the middle of a walk.",
        ),
    ],
    generated=_walks,
    oracle=_by_sorting_all,
    hints=(
        "Write down a walk of two pairs: at which positions do films stand that were visited?",
        "When the list is cut to its length, what must have been taken out already?",
        "Which key sorts by falling visits and, among equals, by rising id?",
    ),
    why="Every second node after the start is a visited film; seen ones go before the list is cut.",
    misconceptions=[
        Misconception(
            "colleague",
            _colleague,
            says="This is still the colleague's code: users and starts count, and the list is cut "
            "before seen films are dropped.",
        ),
        Misconception(
            "still-counts-users",
            _still_counts_users,
            says="Every other node of a walk is a user, and users are not recommended.",
        ),
        Misconception(
            "still-counts-starts",
            _still_counts_starts,
            says="The first node of a walk is where it began; that is no visit.",
        ),
        Misconception(
            "cuts-first",
            _cuts_first,
            says="Drop the films seen first and cut then, or the list comes out too short.",
        ),
        Misconception(
            "shows-what-was-seen", _shows_what_was_seen, says="Films seen are not recommended."
        ),
        Misconception(
            "counts-last-films",
            _counts_last_films,
            says="Films in the middle of a walk were visited, too, not only the last.",
        ),
        Misconception(
            "counts-walks",
            _counts_walks,
            says="Visits count, not walks: a film visited twice in one walk counts twice.",
        ),
        Misconception(
            "ties-by-first-visit",
            _ties_by_first_visit,
            says="Among equal visits the smaller id comes first.",
        ),
    ],
)


# --- walks-needed ------------------------------------------------------------------------------


def _one_standard_error():
    return 7_000.0


def _forgets_the_square():
    return 2 * (0.004 + 0.003) / (0.004 - 0.003) ** 2


def _error_of_one_film():
    return 4 * 0.004 / 0.001**2


def _relative_gap():
    return 4 * 0.007 / 0.25**2


def _counts_steps():
    return 2 * 28_000 / 0.9


WALKS_NEEDED = Exercise(
    slug="walks-needed",
    title="Walks until two films come out in order",
    function="walks_needed",
    parameters="",
    cases=[Case(gives=28_000.0)],
    compare=within_factor(1.03, unit="walks"),
    hints=(
        "Of two independent estimates, what adds up for their difference: the errors, or their "
        "squares?",
        "Write the standard error of the difference for N walks, set it to half of the gap, and "
        "solve for N.",
    ),
    why="(s + s')/N = (gap/2)², so N is four times the sum over the squared gap.",
    misconceptions=[
        Misconception(
            "one-standard-error",
            _one_standard_error,
            says="That makes the gap one standard error wide; it shall be two.",
        ),
        Misconception(
            "forgets-the-square",
            _forgets_the_square,
            says="Half the error takes four times the walks, not twice.",
        ),
        Misconception(
            "error-of-one-film",
            _error_of_one_film,
            says="Both films are estimated; the squared errors of both add up.",
        ),
        Misconception(
            "relative-gap", _relative_gap, says="The gap is 0.001 visits a walk, not a quarter."
        ),
        Misconception(
            "counts-steps", _counts_steps, says="That counts neighbours read; asked are walks."
        ),
    ],
)


EXERCISES = [VISITS, PUSH, RECOMMEND, WALKS_NEEDED]
