"""Wrong and right answers to the exercises on online learning."""

from bisect import bisect_right, insort
from heapq import heappop, heappush
from itertools import accumulate, pairwise

from daybyday.checking import Wrong

# --- halving-with-restarts ---------------------------------------------------------------------


def gives_a_set(many, rounds):
    mistakes, left = with_sets(many, rounds)
    return mistakes, set(left)


def strikes_out_votes(many, rounds):
    result = with_sets(many, rounds)
    for votes, answer in rounds:
        for number in range(many):
            if votes[number] != answer:
                votes[number] = None
    return result


def says_how_many(many, rounds):
    mistakes, left = with_sets(many, rounds)
    return mistakes, len(left)


def with_sets(many, rounds):
    everybody = set(range(many))
    left, mistakes = set(everybody), 0
    for votes, answer in rounds:
        yes = {number for number in left if votes[number]}
        no = left - yes
        mistakes += (len(yes) >= len(no)) != bool(answer)
        left = (yes if answer else no) or set(everybody)
    return mistakes, sorted(left)


# --- window-leader -----------------------------------------------------------------------------


def reads_the_first_row(wrong, window):
    experts = len(wrong[0])
    return by_running_sums(wrong, window) if experts else []


def counts_on_the_rows(wrong, window):
    result = by_running_sums(wrong, window)
    for before, row in pairwise(wrong):
        for expert, count in enumerate(before):
            row[expert] += count
    return result


def counts_mistakes(wrong, window):
    leaders = by_running_sums(wrong, window)
    return sum(row[expert] for row, expert in zip(wrong, leaders, strict=True))


def by_running_sums(wrong, window):
    if not wrong:
        return []
    columns = [[0, *accumulate(column)] for column in zip(*wrong, strict=True)]
    followed = []
    for number in range(len(wrong)):
        counts = [sums[number] - sums[max(0, number - window)] for sums in columns]
        followed.append(counts.index(min(counts)))
    return followed


# --- told-in-time ------------------------------------------------------------------------------


def asks_all_flights(flights):
    answers = []
    for ask, _, _ in flights:
        count = lates = 0
        for _, known, late in flights:
            if known <= ask:
                count += 1
                lates += late
        answers.append((lates + 1) / (count + 2))
    return answers


def sorts_the_flights(flights):
    answers = with_a_heap(flights)
    flights.sort(key=lambda flight: flight[1])
    return answers


def rounds_its_answers(flights):
    return [round(answer, 2) for answer in with_a_heap(flights)]


def with_a_heap(flights):
    flying, answers, count, lates = [], [], 0, 0
    for ask, known, late in flights:
        while flying and flying[0][0] <= ask:
            lates += heappop(flying)[1]
            count += 1
        answers.append((lates + 1) / (count + 2))
        heappush(flying, (known, late))
    return answers


def with_two_lists(flights):
    late_ones, all_of_them, answers = [], [], []
    for ask, known, late in flights:
        lates, count = bisect_right(late_ones, ask), bisect_right(all_of_them, ask)
        answers.append((lates + 1) / (count + 2))
        insort(all_of_them, known)
        if late:
            insort(late_ones, known)
    return answers


# --- days-to-guarantee -------------------------------------------------------------------------


def says_it_in_words():
    return "a bit more than a year"


def as_a_root():
    return (6.908 / 2) ** 0.5 / 0.005 / 340


def by_doubling():
    """Search for the number of days."""
    low, high = 0.0, 10_000.0
    for _ in range(60):
        days = (low + high) / 2
        flights = 340 * days
        low, high = (
            (days, high) if (flights * 6.907755 / 2) ** 0.5 > 0.005 * flights else (low, days)
        )
    return high


WRONG = {
    "halving-with-restarts": [
        Wrong("gives-a-set", gives_a_set, "wrong"),
        Wrong("strikes-out-votes", strikes_out_votes, "changed its input", "rounds"),
        Wrong("says-how-many", says_how_many, "wrong"),
    ],
    "window-leader": [
        Wrong("reads-the-first-row", reads_the_first_row, "crashed", "IndexError"),
        Wrong("counts-on-the-rows", counts_on_the_rows, "changed its input", "wrong"),
        Wrong("counts-mistakes", counts_mistakes, "wrong"),
    ],
    "told-in-time": [
        Wrong("asks-all-flights", asks_all_flights, "too many steps", "the order in which"),
        Wrong("sorts-the-flights", sorts_the_flights, "changed its input", "flights"),
        Wrong("rounds-its-answers", rounds_its_answers, "wrong"),
    ],
    "days-to-guarantee": [
        Wrong("says-it-in-words", says_it_in_words, "wrong"),
        Wrong("as-a-root", as_a_root, "wrong"),
    ],
}

RIGHT = {
    "halving-with-restarts": [with_sets],
    "window-leader": [by_running_sums],
    "told-in-time": [with_a_heap, with_two_lists],
    "days-to-guarantee": [by_doubling],
}

_SHIFTED = "all counts start alike, so the fewest stay the fewest"
EQUIVALENT = {
    "window-leader": {
        "line 4: `0` -> `1`": _SHIFTED,
        "line 4: `0` -> `-1`": _SHIFTED,
        "line 4: `0` -> `-1` (2)": "only its length is used, and all rows are equally long",
    },
}
