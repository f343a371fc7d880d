"""Wrong and right answers to the exercises of ASR decoding graph; see `daybyday.checking`."""

from daybyday.checking import Wrong

# --- move-tokens -------------------------------------------------------------------------------


def moves_the_tokens_themselves(tokens, arcs, heard):
    """Write arrivals into the given dictionary."""
    arrived = groups_by_place(tokens, arcs, heard)
    tokens.clear()
    tokens.update(arrived)
    return tokens


def asks_every_place(tokens, arcs, heard):
    """Take it that every arc starts where a token is."""
    arrived = {}
    for start, to, cost, word in arcs:
        score, words = tokens[start]
        new = (score + cost + heard[to], (*words, word) if word else words)
        arrived[to] = max(arrived.get(to, new), new)
    return arrived


def says_empty_words(tokens, arcs, heard):
    """Add the empty word as well."""
    named = [(start, to, cost, word or " ") for start, to, cost, word in arcs]
    return groups_by_place(tokens, named, heard)


def words_in_a_list(tokens, arcs, heard):
    """Return lists of words."""
    arrived = groups_by_place(tokens, arcs, heard)
    return {place: (score, list(words)) for place, (score, words) in arrived.items()}


def groups_by_place(tokens, arcs, heard):
    """Collect all that arrives, then take the smallest of (-score, words)."""
    arrivals = {}
    for start, to, cost, word in arcs:
        if start in tokens:
            score, words = tokens[start]
            said = (*words, word) if word else words
            arrivals.setdefault(to, []).append((-score - cost, said))
    best = {to: min(these) for to, these in arrivals.items()}
    return {to: (heard[to] - below, words) for to, (below, words) in best.items()}


# --- mend-the-frame ----------------------------------------------------------------------------


def backwards_in_place(scores, links, stay, leave, heard):
    """Go backwards, which is right, but through the given lists."""
    for place in range(len(scores) - 1, -1, -1):
        scores[place] += stay[place]
        if place:
            came = scores[place - 1] + leave[place - 1]
            if came > scores[place]:
                scores[place], links[place] = came, links[place - 1]
        scores[place] += heard[place]
    return scores, links


def heard_twice(scores, links, stay, leave, heard):
    """Add the frame before and after the comparison."""
    first = [score + row for score, row in zip(scores, heard, strict=True)]
    return backwards_on_copies(first, links, stay, leave, heard)


def backwards_on_copies(scores, links, stay, leave, heard):
    """Go backwards through copies: a place is read before it is written."""
    scores, links = scores[:], links[:]
    for place in reversed(range(len(scores))):
        stayed = scores[place] + stay[place]
        if place and scores[place - 1] + leave[place - 1] > stayed:
            scores[place], links[place] = scores[place - 1] + leave[place - 1], links[place - 1]
        else:
            scores[place] = stayed
        scores[place] += heard[place]
    return scores, links


# --- compact-records ---------------------------------------------------------------------------


def renumbers_the_given(before, links):
    """Translate within the given lists."""
    new_before, new_links = walks_until_visited(before, links)
    before[:], links[:] = new_before, new_links
    return before, links


def forgets_the_beginning(before, links):
    """Look -1 up like any other number."""
    needed = set()
    for link in links:
        while link >= 0 and link not in needed:
            needed.add(link)
            link = before[link]
    place = {number: new for new, number in enumerate(sorted(needed))}
    return [place[before[n]] for n in sorted(needed)], [place[link] for link in links]


def each_link_once(before, links):
    """Drop links that occur twice."""
    new_before, new_links = walks_until_visited(before, links)
    return new_before, list(dict.fromkeys(new_links))


def walks_until_visited(before, links):
    """Walk until a visited record; number in order."""
    needed = {-1}
    for link in links:
        while link not in needed:
            needed.add(link)
            link = before[link]
    place = {number: new - 1 for new, number in enumerate(sorted(needed))}
    kept = sorted(needed)[1:]
    return [place[before[number]] for number in kept], [place[link] for link in links]


# --- multiply-adds -----------------------------------------------------------------------------


def by_hand():
    """Multiply it out."""
    return 1_000 * 26 * 0.04 * 39 * 2 * 100 / 1e6


WRONG = {
    "move-tokens": [
        Wrong(
            "moves-the-tokens-themselves",
            moves_the_tokens_themselves,
            verdict="changed its input",
            words="tokens",
        ),
        Wrong("asks-every-place", asks_every_place, verdict="crashed", words="KeyError"),
        Wrong("says-empty-words", says_empty_words, verdict="wrong", words="move_tokens"),
        Wrong("words-in-a-list", words_in_a_list, verdict="wrong", words="move_tokens"),
    ],
    "mend-the-frame": [
        Wrong(
            "backwards-in-place", backwards_in_place, verdict="changed its input", words="scores"
        ),
        Wrong("heard-twice", heard_twice, verdict="wrong", words="one_frame"),
    ],
    "compact-records": [
        Wrong(
            "renumbers-the-given", renumbers_the_given, verdict="changed its input", words="before"
        ),
        Wrong("forgets-the-beginning", forgets_the_beginning, verdict="crashed", words="KeyError"),
        Wrong("each-link-once", each_link_once, verdict="wrong", words="compact"),
    ],
    "multiply-adds": [
        Wrong("a-text", lambda: "8 million", verdict="wrong", words="a number of million"),
        Wrong("a-guess", lambda: 80.0, verdict="wrong", words="million"),
    ],
}

RIGHT = {
    "move-tokens": [groups_by_place],
    "mend-the-frame": [backwards_on_copies],
    "compact-records": [walks_until_visited],
    "multiply-adds": [by_hand],
}

EQUIVALENT = {
    "move-tokens": {
        "line 9: `(-score, words) < (-arrived[to][0], arrived[to][1])` -> "
        "`(-score, words) <= (-arrived[to][0], arrived[to][1])`": "equal tokens are the same",
    },
}
