"""Wrong and right answers to the exercises on graph-based recommendation."""

from collections import Counter

from daybyday.checking import Wrong

# --- visits ------------------------------------------------------------------------------------


def rounds_positions(neighbours, start, on, draws):
    counts, film = {}, start
    for place in range(0, len(draws) - 2, 3):
        users = neighbours[film]
        films = neighbours[users[round(draws[place] * len(users))]]
        film = films[round(draws[place + 1] * len(films))]
        counts[film] = counts.get(film, 0) + 1
        film = film if draws[place + 2] < on else start
    return counts


def uses_incomplete_draws(neighbours, start, on, draws):
    counts, film = {}, start
    for place in range(0, len(draws), 3):
        users = neighbours[film]
        films = neighbours[users[int(draws[place] * len(users))]]
        film = films[int(draws[place + 1] * len(films))]
        counts[film] = counts.get(film, 0) + 1
        film = film if draws[place + 2] < on else start
    return counts


def uses_up_the_draws(neighbours, start, on, draws):
    counts, film = {}, start
    while len(draws) >= 3:
        users = neighbours[film]
        films = neighbours[users[int(draws.pop(0) * len(users))]]
        film = films[int(draws.pop(0) * len(films))]
        counts[film] = counts.get(film, 0) + 1
        film = film if draws.pop(0) < on else start
    return counts


def gives_pairs(neighbours, start, on, draws):
    return list(with_an_iterator(neighbours, start, on, draws).items())


def with_an_iterator(neighbours, start, on, draws):
    counts, rest, film = Counter(), iter(draws), start
    for to_user, to_film, further in zip(rest, rest, rest, strict=False):
        near = neighbours[film]
        near = neighbours[near[int(to_user * len(near))]]
        film = near[int(to_film * len(near))]
        counts[film] += 1
        film = start if further >= on else film
    return dict(counts)


# --- push --------------------------------------------------------------------------------------


def gives_what_is_left(neighbours, start, restart, epsilon):
    return both(neighbours, start, restart, epsilon)[1]


def more_than_the_limit(neighbours, start, restart, epsilon):
    return both(neighbours, start, restart, epsilon, due=lambda left, limit: left > limit)[0]


def in_a_dictionary(neighbours, start, restart, epsilon):
    kept = both(neighbours, start, restart, epsilon)[0]
    return {node: amount for node, amount in enumerate(kept) if amount}


def both(neighbours, start, restart, epsilon, due=lambda left, limit: left >= limit):
    kept, left = [0.0 for _ in neighbours], [float(n == start) for n in range(len(neighbours))]
    while True:
        ready = [n for n, near in enumerate(neighbours) if due(left[n], epsilon * len(near))]
        if not ready:
            return kept, left
        node, near = ready[0], neighbours[ready[0]]
        amount, left[node] = left[node], 0.0
        kept[node] += amount * restart
        share = (amount - amount * restart) / len(near)
        for other in near:
            left[other] += share


def in_two_lists(neighbours, start, restart, epsilon):
    return both(neighbours, start, restart, epsilon)[0]


# --- recommend ---------------------------------------------------------------------------------


def always_as_many(walks, seen, number):
    films = with_a_counter(walks, seen, number)
    return films + [None] * (number - len(films))


def with_counts(walks, seen, number):
    counts = Counter(film for walk in walks for film in walk[2::2] if film not in seen)
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:number]


def empties_the_walks(walks, seen, number):
    answer = with_a_counter(walks, seen, number)
    walks.clear()
    return answer


def looks_at_the_first(walks, seen, number):
    assert walks[0]
    return with_a_counter(walks, seen, number)


def with_a_counter(walks, seen, number):
    counts = Counter()
    for walk in walks:
        for place, node in enumerate(walk):
            if place and place % 2 == 0:
                counts[node] += 1
    for film in seen:
        counts.pop(film, None)
    return [film for film, _ in sorted(sorted(counts.items()), key=lambda pair: -pair[1])][:number]


# --- walks-needed ------------------------------------------------------------------------------


def in_thousands():
    return 28.0


def in_words():
    return "about 28,000"


def by_trying():
    walks = 1
    while 2 * (0.007 / walks) ** 0.5 > 0.001:
        walks += 1
    return float(walks)


WRONG = {
    "visits": [
        Wrong("rounds-positions", rounds_positions, "crashed", "IndexError"),
        Wrong("uses-incomplete-draws", uses_incomplete_draws, "crashed", "IndexError"),
        Wrong("uses-up-the-draws", uses_up_the_draws, "changed its input", "draws"),
        Wrong("gives-pairs", gives_pairs, "wrong"),
    ],
    "push": [
        Wrong("gives-what-is-left", gives_what_is_left, "wrong"),
        Wrong("more-than-the-limit", more_than_the_limit, "wrong", "Exactly"),
        Wrong("in-a-dictionary", in_a_dictionary, "wrong"),
    ],
    "recommend": [
        Wrong("always-as-many", always_as_many, "wrong"),
        Wrong("with-counts", with_counts, "wrong"),
        Wrong("empties-the-walks", empties_the_walks, "changed its input", "walks"),
        Wrong("looks-at-the-first", looks_at_the_first, "crashed", "IndexError"),
    ],
    "walks-needed": [
        Wrong("in-thousands", in_thousands, "wrong"),
        Wrong("in-words", in_words, "wrong"),
    ],
}

RIGHT = {
    "visits": [with_an_iterator],
    "push": [in_two_lists],
    "recommend": [with_a_counter],
    "walks-needed": [by_trying],
}
