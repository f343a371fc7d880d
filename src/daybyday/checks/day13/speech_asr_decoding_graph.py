"""Exercises of the lesson ASR decoding graph: passing tokens through words."""

from itertools import groupby

from daybyday.checking import Budget, Case, Exercise, Misconception, within_factor

# --- move-tokens -------------------------------------------------------------------------------


def _sorted_arrivals(tokens, arcs, heard):
    """Sort all arrivals by place, score and words, and take the first of each place."""
    arrivals = sorted(
        (to, -(tokens[start][0] + cost), tokens[start][1] + ((word,) if word else ()))
        for start, to, cost, word in arcs
        if start in tokens
    )
    groups = (next(group) for _, group in groupby(arrivals, key=lambda arrival: arrival[0]))
    return {to: (heard[to] - below, words) for to, below, words in groups}


def _arrivals(tokens, arcs, heard, better, place_of_sound=lambda start, to: to, spoken=True):
    """Return the tokens after a frame, with one of its parts exchanged."""
    arrived = {}
    for start, to, cost, word in arcs:
        if start in tokens:
            score, words = tokens[start]
            words = (*words, word) if word and spoken else words
            new = (score + cost + heard[place_of_sound(start, to)], words)
            if to not in arrived or better(new, arrived[to]):
                arrived[to] = new
    return arrived


def _best(new, old):
    return (-new[0], new[1]) < (-old[0], old[1])


def _in_place(tokens, arcs, heard):
    moved = dict(tokens)
    for start, to, cost, word in arcs:
        if start in moved:
            score, words = moved[start]
            new = (score + cost + heard[to], (*words, word) if word else words)
            if to not in moved or to in tokens or _best(new, moved[to]):
                moved[to] = new
    return moved


def _stays_for_nothing(tokens, arcs, heard):
    arrived = _arrivals(tokens, arcs, heard, _best)
    return {p: (score + heard[p], words) for p, (score, words) in tokens.items()} | arrived


def _first_comes(tokens, arcs, heard):
    return _arrivals(tokens, arcs, heard, lambda new, old: False)


def _last_comes(tokens, arcs, heard):
    return _arrivals(tokens, arcs, heard, lambda new, old: True)


def _any_tie(tokens, arcs, heard):
    return _arrivals(tokens, arcs, heard, lambda new, old: new[0] > old[0])


def _largest_words(tokens, arcs, heard):
    return _arrivals(tokens, arcs, heard, lambda new, old: new > old)


def _sound_of_the_start(tokens, arcs, heard):
    return _arrivals(tokens, arcs, heard, _best, lambda start, to: start)


def _silent(tokens, arcs, heard):
    return _arrivals(tokens, arcs, heard, _best, spoken=False)


def _smallest(tokens, arcs, heard):
    return _arrivals(tokens, arcs, heard, lambda new, old: new < old)


def _every_token_every_arc(tokens, arcs, heard):
    arrived = {}
    for place, (score, words) in tokens.items():
        for start, to, cost, word in arcs:
            if start == place:
                new = (score + cost + heard[to], (*words, word) if word else words)
                if to not in arrived or _best(new, arrived[to]):
                    arrived[to] = new
    return arrived


def _nets(st):
    """Networks of four places with tokens in some of them."""
    words = st.sampled_from(["", "", "a", "b"])
    place = st.integers(0, 3)
    token = st.tuples(st.integers(-4, 0), st.lists(st.sampled_from("ab"), max_size=2).map(tuple))
    arc = st.tuples(place, place, st.integers(-2, 0), words)
    return (
        st.dictionaries(place, token, max_size=3),
        st.lists(arc, max_size=7),
        st.lists(st.integers(-3, 0), min_size=4, max_size=4),
    )


_ROW = [(0, 0, -1, ""), (0, 1, -2, ""), (1, 1, -1, ""), (1, 0, -3, "go")]

MOVE_TOKENS = Exercise(
    slug="move-tokens",
    title="One frame of token passing",
    function="move_tokens",
    parameters="tokens, arcs, heard",
    cases=[
        Case({0: (0, ())}, _ROW, [-5, -1], gives={0: (-6, ()), 1: (-3, ())}),
        Case(
            {0: (-9, ()), 1: (-2, ("up",))},
            _ROW,
            [0, 0],
            gives={0: (-5, ("up", "go")), 1: (-3, ("up",))},
        ),
        Case({}, _ROW, [0, 0], gives={}),
        Case({0: (-1, ("a",))}, [], [0], gives={}, why="Without an arc to stay on, none stays."),
        Case(
            {0: (0, ())},
            [(0, 1, 0, ""), (1, 2, 0, "")],
            [0, 0, 0],
            gives={1: (0, ())},
            why="In one frame a token goes along one arc.",
        ),
        Case(
            {0: (-1, ("b",)), 1: (-1, ("a",))},
            [(0, 2, 0, ""), (1, 2, 0, "")],
            [0, 0, -1],
            gives={2: (-2, ("a",))},
            why="Of equal scores, the words that come first in order win.",
        ),
    ],
    generated=_nets,
    oracle=_sorted_arrivals,
    budget=Budget(
        make=lambda n: (
            {place: (-place, ()) for place in range(n)},
            [(p, p, -1, "") for p in range(n)] + [(p, p + 1, -1, "") for p in range(n - 1)],
            [0] * n,
        ),
        per=66,
        growth="n",
        says="Look at each arc once: its first place is a key of `tokens`.",
    ),
    hints=(
        "Where do the copies go that have moved already, so that none of them moves again?",
        "For one arc: which token goes along it, if any, and what is its score on arrival?",
        "Two tokens arrive in the same place. Write the rule that keeps one, ties included.",
    ),
    why="Every arc is looked at once, and every place keeps one token, the best of all that "
    "arrive: what was dropped had the same future and a worse past.",
    misconceptions=[
        Misconception(
            "in-place",
            _in_place,
            says="A token that has just arrived moves on in the same frame: keep arrivals apart "
            "from the tokens that were there.",
        ),
        Misconception(
            "stays-for-nothing",
            _stays_for_nothing,
            says="A token stays only along an arc from its place to itself.",
        ),
        Misconception(
            "first-comes",
            _first_comes,
            says="The first token to arrive is not always the best: compare the scores.",
        ),
        Misconception(
            "last-comes",
            _last_comes,
            says="The last token to arrive replaces a better one: compare the scores.",
        ),
        Misconception(
            "any-tie", _any_tie, says="Of equal scores, the words that come first in order win."
        ),
        Misconception(
            "largest-words",
            _largest_words,
            says="Of equal scores, the words that come first in order win, not the last.",
        ),
        Misconception(
            "sound-of-the-start",
            _sound_of_the_start,
            says="The sound of this frame is heard in the place where the token arrives.",
        ),
        Misconception(
            "silent", _silent, says="A token that goes along an arc with a word says that word."
        ),
        Misconception(
            "smallest", _smallest, says="Scores are logarithms: the highest is the best."
        ),
        Misconception(
            "every-token-every-arc",
            _every_token_every_arc,
            says="Look at each arc once: its first place is a key of `tokens`.",
            verdict="too many steps",
        ),
    ],
)

# --- mend-the-frame ----------------------------------------------------------------------------


def _by_pairs(scores, links, stay, leave, heard):
    """Compare (score, link) of staying and moving for the whole row at once."""
    stayed = [score + log for score, log in zip(scores, stay, strict=True)]
    came = [None, *(score + log for score, log in zip(scores[:-1], leave[:-1], strict=True))]
    move = [new is not None and new > old for new, old in zip(came, stayed, strict=True)]
    best = [new if go else old for new, old, go in zip(came, stayed, move, strict=True)]
    carried = [links[place - go] for place, go in enumerate(move)]
    return [a + b for a, b in zip(best, heard, strict=True)], carried


def _row(scores, links, stay, leave, heard, *, in_order=False, wraps=False, left=False, ties=False):
    """Return a frame of a row of places, with some of the faults."""
    old, new_links = (scores if in_order else list(scores)), list(links)
    source = new_links if in_order else links
    new = old if in_order else list(scores)
    for place in range(len(scores)):
        stayed = old[place] + stay[place]
        came = old[place - 1] + leave[place - 1] if place or wraps else float("-inf")
        if came > stayed or (ties and came == stayed):
            new[place] = came + heard[place]
            if not left:
                new_links[place] = source[place - 1]
        else:
            new[place] = stayed + heard[place]
    return new, new_links


def _faulty(**faults):
    def answer(scores, links, stay, leave, heard):
        return _row(list(scores), list(links), stay, leave, heard, **faults)

    return answer


_given = _faulty(in_order=True, wraps=True, left=True)


def _rows(st):
    """Rows of up to four places."""
    return st.integers(1, 4).flatmap(
        lambda n: st.tuples(
            st.lists(st.integers(-6, 0), min_size=n, max_size=n),
            st.just(list(range(10, 10 + n))),
            st.lists(st.integers(-2, 0), min_size=n, max_size=n),
            st.lists(st.integers(-2, 0), min_size=n, max_size=n),
            st.lists(st.integers(-3, 0), min_size=n, max_size=n),
        )
    )


MEND_THE_FRAME = Exercise(
    slug="mend-the-frame",
    title="Find the faults: words that come too early",
    function="one_frame",
    parameters="scores, links, stay, leave, heard",
    cases=[
        Case([0, -9], [7, 8], [-1, -1], [-1, -1], [0, 0], gives=([-1, -1], [7, 7])),
        Case(
            [0, -9, -9],
            [7, 8, 9],
            [-1, -1, -1],
            [-1, -1, -1],
            [0, 0, 0],
            gives=([-1, -1, -10], [7, 7, 9]),
        ),
        Case([-3], [4], [-1], [0], [-2], gives=([-6], [4])),
        Case(
            [-9, -9, 0],
            [1, 2, 3],
            [-1, -1, -1],
            [-1, -1, -1],
            [0, 0, 0],
            gives=([-10, -10, -1], [1, 2, 3]),
            why="Nothing enters the first place from the last one.",
        ),
        Case(
            [-1, -1],
            [5, 6],
            [-1, -1],
            [-1, -1],
            [0, 0],
            gives=([-2, -2], [5, 6]),
            why="Of equal scores, the token that stays is kept.",
        ),
    ],
    generated=_rows,
    oracle=_by_pairs,
    hints=(
        "Follow the token of place 0 through the given loop by hand, three places long.",
        "In Python, what is `scores[place - 1]` when `place` is 0?",
        "A token is a score and a link. Which of the two moves here?",
    ),
    why="The new row is made from the old one only, the link goes where its score goes, and "
    "nothing stands before the first place.",
    misconceptions=[
        Misconception(
            "as-given",
            _given,
            says="This is still the given function: a token runs through the row in one frame.",
        ),
        Misconception(
            "still-in-order",
            _faulty(in_order=True),
            says="A place is overwritten before the next one has read it: read from the old row.",
        ),
        Misconception(
            "in-order-links-left",
            _faulty(in_order=True, left=True),
            says="A place is overwritten before the next one has read it, and links stay behind.",
        ),
        Misconception(
            "wraps", _faulty(wraps=True), says="Before the first place Python finds the last one."
        ),
        Misconception(
            "links-left", _faulty(left=True), says="The link must go where its score goes."
        ),
        Misconception(
            "wraps-links-left",
            _faulty(wraps=True, left=True),
            says="The new row is read from the old one now; the link and the first place are "
            "still wrong.",
        ),
        Misconception(
            "ties-move",
            _faulty(ties=True),
            says="Of equal scores, the token that stays is kept.",
        ),
    ],
)

# --- compact-records ---------------------------------------------------------------------------


def _marked_backwards(before, links):
    """Mark from the newest record to the oldest, then number the marked ones."""
    marked = [False] * len(before)
    for link in links:
        if link >= 0:
            marked[link] = True
    for number in range(len(before) - 1, -1, -1):
        if marked[number] and before[number] >= 0:
            marked[before[number]] = True
    kept = [number for number, mark in enumerate(marked) if mark]
    place = {number: new for new, number in enumerate(kept)} | {-1: -1}
    return [place[before[number]] for number in kept], [place[link] for link in links]


def _kept(before, links, kept):
    place = {number: new for new, number in enumerate(kept)} | {-1: -1}
    return [place.get(before[number], -1) for number in kept], [place[link] for link in links]


def _linked_only(before, links):
    return _kept(before, links, sorted({link for link in links if link >= 0}))


def _reach(before, links):
    """Return the reachable records in the order in which a walk meets them."""
    met = []
    for link in links:
        while link >= 0 and link not in met:
            met.append(link)
            link = before[link]
    return met


def _as_met(before, links):
    return _kept(before, links, _reach(before, links))


def _old_numbers(before, links):
    kept = sorted(_reach(before, links))
    return [before[number] for number in kept], list(links)


def _links_not_renumbered(before, links):
    return _kept(before, links, sorted(_reach(before, links)))[0], list(links)


def _up_to_the_newest(before, links):
    newest = max(links, default=-1)
    return before[: newest + 1], list(links)


def _first_link_only(before, links):
    return _kept(before, links, sorted({*_reach(before, links[:1]), *(n for n in links if n >= 0)}))


def _minus_one_is_last(before, links):
    ends = [link if link >= 0 else len(before) - 1 for link in links] if before else links
    kept = sorted(_reach(before, ends))
    return _kept(before, links, kept)


def _walks_again(before, links):
    kept = set()
    for link in links:
        while link >= 0:
            kept.add(link)
            link = before[link]
    return _kept(before, links, sorted(kept))


def _records(st):
    """Up to seven records, each before a later one, and links to some."""
    return st.integers(0, 7).flatmap(
        lambda n: st.tuples(
            st.tuples(*(st.integers(-1, number - 1) for number in range(n))).map(list),
            st.lists(st.integers(-1, n - 1), max_size=4),
        )
    )


COMPACT_RECORDS = Exercise(
    slug="compact-records",
    title="Keep the records that a token still needs",
    function="compact",
    parameters="before, links",
    cases=[
        Case([-1, 0, 0, 2], [3], gives=([-1, 0, 1], [2])),
        Case([-1, -1, 1], [2, 1, -1], gives=([-1, 0], [1, 0, -1])),
        Case([], [], gives=([], [])),
        Case([-1, 0], [], gives=([], []), why="Without a token no record is needed."),
        Case([-1, 0], [-1], gives=([], [-1]), why="-1 is no record, not the last one."),
        Case([-1, 0, 1, 0], [3, 1], gives=([-1, 0, 0], [2, 1]), why="Records keep their order."),
    ],
    generated=_records,
    oracle=_marked_backwards,
    budget=Budget(
        make=lambda n: (list(range(-1, n - 1)), list(range(n))),
        per=36,
        growth="n",
        says="When a walk meets a record that was visited before, the rest of its way is known.",
    ),
    hints=(
        "Which records can be reached from the links? How do you avoid walking a way twice?",
        "The kept records get new numbers: who refers to records by their numbers?",
        "What may be said about `before[n]` and `n`, and so about the order of the new numbers?",
    ),
    why="Each walk stops where an earlier one has been, so every record is visited once; "
    "predecessors and links are then translated by the same table.",
    misconceptions=[
        Misconception(
            "linked-only",
            _linked_only,
            says="A token needs its whole history, not the last record only.",
        ),
        Misconception("as-met", _as_met, says="The kept records must stay in their order."),
        Misconception(
            "old-numbers", _old_numbers, says="Kept records have new numbers: translate both lists."
        ),
        Misconception(
            "links-not-renumbered",
            _links_not_renumbered,
            says="The links refer to records too: they need the new numbers.",
        ),
        Misconception(
            "up-to-the-newest",
            _up_to_the_newest,
            says="Records before the newest one that is needed may be useless as well.",
        ),
        Misconception(
            "first-link-only",
            _first_link_only,
            says="The histories of all links are needed, not of the first only.",
        ),
        Misconception(
            "minus-one-is-last",
            _minus_one_is_last,
            says="-1 is no record, though Python takes it for the last one.",
        ),
        Misconception(
            "walks-again",
            _walks_again,
            says="When a walk meets a record that was visited before, the rest of its way is "
            "known.",
            verdict="too many steps",
        ),
    ],
)

# --- multiply-adds -----------------------------------------------------------------------------

MULTIPLY_ADDS = Exercise(
    slug="multiply-adds",
    title="Estimate: a thousand names on a small chip",
    function="multiply_adds",
    parameters="",
    cases=[Case(gives=8.112)],
    compare=within_factor(1.05, unit="million multiply-adds a second"),
    hints=(
        "How many places are there, and how many of them does a token reach in a frame?",
        "What does the density of one place cost, and how many frames has a second?",
    ),
    why="1,000 names of 26 places make 26,000 places, of which 1,040 are reached; each costs 78 "
    "multiply-adds, a hundred times a second.",
    misconceptions=[
        Misconception(
            "without-the-beam",
            lambda: 202.8,
            says="This is the work for all places: tokens reach four in a hundred.",
        ),
        Misconception(
            "one-for-each-value",
            lambda: 4.056,
            says="Each value takes two: one with its square and one with itself.",
        ),
        Misconception(
            "one-frame", lambda: 0.08112, says="This is the work of one frame, not of a second."
        ),
        Misconception(
            "one-place-a-name",
            lambda: 0.312,
            says="Each name has a row of places, and each place that is reached needs its density.",
        ),
        Misconception(
            "not-in-millions", lambda: 8_112_000.0, says="The answer is asked for in millions."
        ),
    ],
)

EXERCISES = [MOVE_TOKENS, MEND_THE_FRAME, COMPACT_RECORDS, MULTIPLY_ADDS]
