"""Exercises of the lesson on candidate retrieval."""

from daybyday.checking import Budget, Case, Exercise, Misconception, within_factor

# --- recall-at-k -------------------------------------------------------------------------------


def _asks_for_each_relevant_id(retrieved, relevant, k):
    """Go through the relevant ids, where the reference goes through the retrieved ones."""
    found = total = 0
    for place, item in enumerate(relevant):
        if item in relevant[:place]:
            continue
        total += 1
        found += any(item == other for other in retrieved[:k])
    return found / total if total else None


def _divides_by_k(retrieved, relevant, k):
    return len(set(retrieved[:k]) & set(relevant)) / k if relevant else None


def _forgets_k(retrieved, relevant, k):
    return len(set(retrieved) & set(relevant)) / len(set(relevant)) if relevant else None


def _counts_places(retrieved, relevant, k):
    wanted = set(relevant)
    return sum(item in wanted for item in retrieved[:k]) / len(wanted) if wanted else None


def _keeps_equal_likes(retrieved, relevant, k):
    return len(set(retrieved[:k]) & set(relevant)) / len(relevant) if relevant else None


def _zero_for_nothing(retrieved, relevant, k):
    return len(set(retrieved[:k]) & set(relevant)) / max(1, len(set(relevant)))


RECALL_AT_K = Exercise(
    slug="recall-at-k",
    title="Recall at k",
    function="recall_at_k",
    parameters="retrieved, relevant, k",
    cases=[
        Case([7, 3, 9], [3, 5], 2, gives=0.5),
        Case(
            [7, 3, 9], [3, 5], 1, gives=0.0, why="The 3 stands second, and only the first counts."
        ),
        Case([1, 2], [1, 2, 3, 4], 2, gives=0.5, why="Two of the four relevant ids were found."),
        Case([3, 3, 5], [3, 5], 2, gives=0.5, why="The same id twice finds one relevant id."),
        Case([4], [4, 4, 8], 1, gives=0.5, why="There are two different relevant ids, 4 and 8."),
        Case([6], [6], 10, gives=1.0, why="Fewer than k ids may have been retrieved."),
        Case([], [1], 5, gives=0.0, why="Nothing was retrieved, so nothing was found."),
        Case([1, 2], [], 2, gives=None, why="Without relevant ids there is no share to speak of."),
    ],
    generated=lambda st: (
        st.lists(st.integers(0, 6), max_size=7),
        st.lists(st.integers(0, 6), max_size=5),
        st.integers(1, 8),
    ),
    oracle=_asks_for_each_relevant_id,
    budget=Budget(
        make=lambda n: Case(list(range(n)), list(range(n, 0, -1)), n, gives=(n - 1) / n),
        per=12,
        growth="n",
        says="Each id is searched for in a list; a set answers *is it there?* in one step.",
    ),
    hints=(
        "Which of the three arguments says how many ids there were to find?",
        "Cut the retrieved list first, then forget its order: what remains is a question about "
        "two sets.",
        "Divide by the number of different relevant ids, and decide what to do when it is zero.",
    ),
    why="Recall asks how much of what was wanted came back, so the different relevant ids are the "
    "whole, and the order within the first k places does not matter.",
    misconceptions=[
        Misconception(
            "divides-by-k",
            _divides_by_k,
            says="Divided by k it is precision: the share of the answer that was wanted. Recall is "
            "the share of the wanted that was answered.",
        ),
        Misconception(
            "forgets-k",
            _forgets_k,
            says="Only the first k places of the retrieved list count.",
        ),
        Misconception(
            "counts-places",
            _counts_places,
            says="An id that stands in the list twice was still found once.",
        ),
        Misconception(
            "keeps-equal-likes",
            _keeps_equal_likes,
            says="Equal relevant ids are one thing to find.",
        ),
        Misconception(
            "zero-for-nothing",
            _zero_for_nothing,
            says="Without relevant ids recall is not zero but undefined: such users say nothing "
            "about retrieval and would pull a mean down. Return None.",
        ),
    ],
)


# --- candidates-from-lists ---------------------------------------------------------------------


def _takes_the_best_again_and_again(liked, seen, lists, score, k):
    """Select the next best k times, where the reference sorts once."""
    left = []
    for item in liked:
        for candidate in lists.get(item, []):
            if candidate not in left and candidate not in seen:
                left.append(candidate)
    best = []
    while left and len(best) < k:
        top = left[0]
        for candidate in left[1:]:
            if (score[candidate], -candidate) > (score[top], -top):
                top = candidate
        left.remove(top)
        best.append(top)
    return best


def _pool(liked, lists):
    return {candidate for item in liked for candidate in lists.get(item, [])}


def _best(pool, score, k):
    return sorted(pool, key=lambda item: (-score[item], item))[:k]


def _recommends_what_was_seen(liked, seen, lists, score, k):
    return _best(_pool(liked, lists), score, k)


def _leaves_out_only_likes(liked, seen, lists, score, k):
    return _best(_pool(liked, lists) - set(liked), score, k)


def _filters_after_cutting(liked, seen, lists, score, k):
    return [item for item in _best(_pool(liked, lists), score, k) if item not in set(seen)]


def _keeps_duplicates(liked, seen, lists, score, k):
    pool = [candidate for item in liked for candidate in lists.get(item, [])]
    return _best([item for item in pool if item not in set(seen)], score, k)


def _scores_everything(liked, seen, lists, score, k):
    return _best(set(score) - set(seen), score, k)


def _lists_in_turn(liked, seen, lists, score, k):
    found = []
    for item in liked:
        for candidate in lists.get(item, []):
            if candidate not in found and candidate not in seen:
                found.append(candidate)
    return found[:k]


def _many_items(n):
    """A catalogue of n films with lists of ten; a user who liked five of them."""
    lists = {item: [(item * 7 + step) % n for step in range(10)] for item in range(n)}
    score = {item: item * 37 % 101 for item in range(n)}
    liked = [3, 50, 99, 120, 180]
    seen = [3, 21, 50, 99, 120, 180]
    return liked, seen, lists, score, 8


CANDIDATES_FROM_LISTS = Exercise(
    slug="candidates-from-lists",
    title="Candidates from lists",
    function="candidates_from_lists",
    parameters="liked, seen, lists, score, k",
    cases=[
        Case(
            [1, 2],
            [1, 2],
            {1: [2, 3, 4], 2: [4, 5]},
            {1: 9, 2: 8, 3: 1, 4: 7, 5: 6, 6: 10},
            2,
            gives=[4, 5],
        ),
        Case(
            [1],
            [1, 3],
            {1: [3, 4, 5]},
            {1: 1, 3: 9, 4: 2, 5: 8},
            2,
            gives=[5, 4],
            why="The 3 was seen, so it goes before the best two are taken.",
        ),
        Case(
            [1, 2],
            [1, 2],
            {1: [4], 2: [4, 5]},
            {1: 0, 2: 0, 4: 3, 5: 2},
            3,
            gives=[4, 5],
            why="The 4 stands in both lists and is one candidate.",
        ),
        Case(
            [1, 9],
            [1, 9],
            {1: [5, 4]},
            {1: 0, 4: 2, 5: 2},
            2,
            gives=[4, 5],
            why="Film 9 is new and has no list; of equal scores the smaller id comes first.",
        ),
        Case([], [], {1: [2]}, {1: 1, 2: 2}, 3, gives=[], why="Without likes there is no list."),
        Case(
            [1],
            [1],
            {1: [2, 3]},
            {1: 0, 2: -5, 3: -1},
            1,
            gives=[3],
            why="Scores may be negative; the highest comes first.",
        ),
    ],
    generated=lambda st: st.tuples(
        st.lists(st.integers(0, 5), max_size=3, unique=True),
        st.lists(st.integers(0, 7), max_size=3, unique=True),
        st.dictionaries(
            st.integers(0, 4), st.lists(st.integers(0, 7), max_size=4, unique=True), max_size=4
        ),
        st.lists(st.integers(-2, 2), min_size=8, max_size=8).map(
            lambda scores: dict(enumerate(scores))
        ),
        st.integers(1, 4),
    ),
    oracle=_takes_the_best_again_and_again,
    budget=Budget(
        make=_many_items,
        per=2000,
        growth="1",
        says="The work grows with the catalogue: look up the lists of what was liked, and touch "
        "nothing else.",
    ),
    hints=(
        "Which films can be candidates at all? Collect them before you think about scores.",
        "A set takes care of films that stand in several lists; `lists.get(item, [])` of films "
        "that have none.",
        "Take away what was seen, sort by (-score, id), and cut last.",
    ),
    why="Only the lists of the liked films are opened, so a request costs as much as those lists "
    "are long, however large the catalogue; filtering comes before cutting, or the answer "
    "comes out short.",
    misconceptions=[
        Misconception(
            "recommends-what-was-seen",
            _recommends_what_was_seen,
            says="It recommends what the user has seen.",
        ),
        Misconception(
            "leaves-out-only-likes",
            _leaves_out_only_likes,
            says="People also see films that they do not like: leave out all of `seen`.",
        ),
        Misconception(
            "filters-after-cutting",
            _filters_after_cutting,
            says="It cuts to k first and filters then, so seen films take places and the answer "
            "comes out short.",
        ),
        Misconception(
            "keeps-duplicates",
            _keeps_duplicates,
            says="A film that stands in several lists is still one candidate.",
        ),
        Misconception(
            "scores-everything",
            _scores_everything,
            says="It scores films that stand in none of the lists: that is the scan again.",
        ),
        Misconception(
            "lists-in-turn",
            _lists_in_turn,
            says="The order of the lists is not the user's: sort the candidates by their score.",
        ),
    ],
)


# --- split-by-time -----------------------------------------------------------------------------


def _counts_what_came_before(events, percent):
    """Ask for each event how many are as early, where the reference finds a cutoff."""
    place = len(events) * percent // 100
    early = [sum(other[2] <= event[2] for other in events) <= place for event in events]
    train = [event for event, is_early in zip(events, early, strict=True) if is_early]
    test = [event for event, is_early in zip(events, early, strict=True) if not is_early]
    return train, test


def _cuts_each_user(events, percent):
    train, test = [], []
    for user in dict.fromkeys(event[0] for event in events):
        own = sorted((event for event in events if event[0] == user), key=lambda event: event[2])
        place = len(own) * percent // 100
        train += own[:place]
        test += own[place:]
    return train, test


def _cuts_between_equal_times(events, percent):
    ordered = sorted(events, key=lambda event: event[2])
    place = len(events) * percent // 100
    early = ordered[:place]
    return [e for e in events if e in early], [e for e in events if e not in early]


def _trains_on_the_cutoff(events, percent):
    if not events:
        return [], []
    cutoff = sorted(event[2] for event in events)[len(events) * percent // 100]
    return [e for e in events if e[2] <= cutoff], [e for e in events if e[2] > cutoff]


def _trusts_the_order(events, percent):
    place = len(events) * percent // 100
    return events[:place], events[place:]


def _cuts_the_span(events, percent):
    if not events:
        return [], []
    first, last = min(e[2] for e in events), max(e[2] for e in events)
    cutoff = first + (last - first) * percent / 100
    return [e for e in events if e[2] < cutoff], [e for e in events if e[2] >= cutoff]


SPLIT_BY_TIME = Exercise(
    slug="split-by-time",
    title="A split that leaks",
    function="split_by_time",
    parameters="events, percent",
    cases=[
        Case(
            [("ann", 1, 10), ("ann", 2, 40), ("bob", 1, 20), ("bob", 3, 30)],
            50,
            gives=(
                [("ann", 1, 10), ("bob", 1, 20)],
                [("ann", 2, 40), ("bob", 3, 30)],
            ),
        ),
        Case(
            [("ann", 1, 10), ("ann", 2, 20), ("bob", 1, 30), ("bob", 3, 40)],
            50,
            gives=(
                [("ann", 1, 10), ("ann", 2, 20)],
                [("bob", 1, 30), ("bob", 3, 40)],
            ),
            why="Bob comes after the cutoff: a service has users whom it was not trained on.",
        ),
        Case(
            [("ann", 1, 10), ("bob", 2, 20), ("cat", 3, 20), ("dan", 4, 30)],
            50,
            gives=(
                [("ann", 1, 10)],
                [("bob", 2, 20), ("cat", 3, 20), ("dan", 4, 30)],
            ),
            why="Two events of one moment belong to one side.",
        ),
        Case(
            [("bob", 2, 90), ("ann", 1, 10), ("cat", 3, 20), ("dan", 4, 30)],
            50,
            gives=(
                [("ann", 1, 10), ("cat", 3, 20)],
                [("bob", 2, 90), ("dan", 4, 30)],
            ),
            why="A log need not be in order of time.",
        ),
        Case([], 80, gives=([], []), why="An empty log has two empty sides."),
        Case(
            [("ann", 1, 5)],
            99,
            gives=([], [("ann", 1, 5)]),
            why="Nothing is earlier than the cutoff; a test may hold users whom training lacks.",
        ),
    ],
    generated=lambda st: (
        st.lists(
            st.tuples(st.sampled_from(["ann", "bob", "cat"]), st.integers(1, 9), st.integers(0, 9)),
            max_size=7,
            unique_by=lambda event: event[:2],
        ),
        st.sampled_from([0, 20, 50, 80]),
    ),
    oracle=_counts_what_came_before,
    hints=(
        "When is the model trained? Find an event in the training side of the given function that "
        "happened after one in its test side.",
        "There is one moment of training for everybody: which number, taken from all events "
        "together, is it?",
        "Sort all the times, take the one at place len(events) * percent // 100 as the cutoff, "
        "and train on what is strictly earlier.",
    ),
    why="Training happens at one moment, so one cutoff for all users separates the sides, and "
    "what happened at the cutoff itself is not yet known then.",
    misconceptions=[
        Misconception(
            "cuts-each-user",
            _cuts_each_user,
            says="This is still one cutoff for each user: the model learns from the late events of "
            "one user before it is tested on the earlier ones of another.",
        ),
        Misconception(
            "cuts-between-equal-times",
            _cuts_between_equal_times,
            says="Events of the same moment land on both sides; compare times with the cutoff, "
            "not places.",
        ),
        Misconception(
            "trains-on-the-cutoff",
            _trains_on_the_cutoff,
            says="What happens at the cutoff itself belongs to the test.",
        ),
        Misconception(
            "trusts-the-order",
            _trusts_the_order,
            says="The log is not in order of time: sort the times to find the cutoff.",
        ),
        Misconception(
            "cuts-the-span",
            _cuts_the_span,
            says="That is a share of the time span; asked is a share of the events.",
        ),
    ],
)


# --- records-gigabytes -------------------------------------------------------------------------


def _forgets_the_copy():
    return 40e6 * (2 * 256 * 4 + 50 * 4 + 80) / 1e9


def _forgets_the_second_vector():
    return 2 * 40e6 * (256 * 4 + 50 * 4 + 80) / 1e9


def _counts_numbers_not_bytes():
    return 2 * 40e6 * (2 * 256 + 50 + 80) / 1e9


def _counts_bits():
    return 2 * 40e6 * (2 * 256 * 32 + 50 * 32 + 80) / 1e9


def _says_megabytes():
    return 2 * 40e6 * (2 * 256 * 4 + 50 * 4 + 80) / 1e6


RECORDS_GIGABYTES = Exercise(
    slug="records-gigabytes",
    title="Memory for a larger store",
    function="records_gigabytes",
    parameters="",
    cases=[Case(gives=186.24)],
    compare=within_factor(1.25, unit="GB"),
    hints=(
        "How many bytes does one record take? Write its parts down one by one.",
        "During the change of tables a record holds two vectors, and each number in them has "
        "four bytes.",
        "Multiply by the users, by the two copies, and divide by a thousand million.",
    ),
    why="A record takes 2 x 256 x 4 bytes for vectors, 50 x 4 for ids and 80 for bookkeeping; "
    "times 40 million users and two copies that is about 186 GB, most of it vectors.",
    misconceptions=[
        Misconception(
            "forgets-the-copy",
            _forgets_the_copy,
            says="The second copy, which takes over when the first dies, needs as much again.",
        ),
        Misconception(
            "forgets-the-second-vector",
            _forgets_the_second_vector,
            says="While a new table goes live, each record holds two vectors.",
        ),
        Misconception(
            "counts-numbers-not-bytes",
            _counts_numbers_not_bytes,
            says="A number and an id take four bytes each.",
        ),
        Misconception(
            "counts-bits",
            _counts_bits,
            says="Four bytes are 32 bits; asked are bytes.",
        ),
        Misconception(
            "says-megabytes",
            _says_megabytes,
            says="A gigabyte is a thousand million bytes; this is in megabytes.",
        ),
    ],
)


EXERCISES = [RECALL_AT_K, CANDIDATES_FROM_LISTS, SPLIT_BY_TIME, RECORDS_GIGABYTES]
