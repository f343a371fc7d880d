"""Wrong and right answers to the exercises on batch and real-time inference."""

from bisect import bisect_left

from daybyday.checking import Wrong

# --- late-sessions -----------------------------------------------------------------------------


def changes_the_list(sessions, minute, gap):
    sessions.append((minute, minute))
    sessions.sort()
    joined = [sessions[0]]
    for first, last in sessions[1:]:
        if first - joined[-1][1] <= gap:
            joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
        else:
            joined.append((first, last))
    return joined


def asks_for_the_last(sessions, minute, gap):
    sessions[-1]
    return by_sorting(sessions, minute, gap)


def gives_lists(sessions, minute, gap):
    return [list(pair) for pair in by_sorting(sessions, minute, gap)]


def compares_all_pairs(sessions, minute, gap):
    left = [*sessions, (minute, minute)]
    for one in left:
        for two in left:
            if one is not two and one[0] - gap <= two[0] <= one[1] + gap:
                return by_sorting(sessions, minute, gap)
    return by_sorting(sessions, minute, gap)


def by_sorting(sessions, minute, gap):
    joined = []
    for first, last in sorted([*sessions, (minute, minute)]):
        if joined and first - joined[-1][1] <= gap:
            joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
        else:
            joined.append((first, last))
    return joined


def by_bisecting(sessions, minute, gap):
    start = bisect_left(sessions, minute - gap, key=lambda pair: pair[1])
    stop = bisect_left(sessions, minute + gap + 1, key=lambda pair: pair[0])
    ends = [minute, *(end for pair in sessions[start:stop] for end in pair)]
    return [*sessions[:start], (min(ends), max(ends)), *sessions[stop:]]


# --- merge-moments -----------------------------------------------------------------------------


def divides_by_zero(one, other):
    count = one[0] + other[0]
    step = other[1] - one[1]
    mean = one[1] + step * other[0] / count
    return count, mean, one[2] + other[2] + step**2 * one[0] * other[0] / count


def takes_a_difference_away(one, other):
    if not other[0]:
        return one
    count, mean, deviation = divides_by_zero(one, other)
    return count, mean, deviation - (one[1] - other[1]) ** 2


def value_by_value(one, other):
    """Add the other part's mean as often as it has values (Welford), then its own spread."""
    count, mean, deviation = one
    for _ in range(other[0]):
        count += 1
        step = other[1] - mean
        mean += step / count
        deviation += step * (other[1] - mean)
    return count, mean, deviation + other[2]


def by_distances(one, other):
    count = one[0] + other[0]
    mean = (one[0] * one[1] + other[0] * other[1]) / count if count else 0.0
    return count, mean, sum(n * (own - mean) ** 2 + spread for n, own, spread in (one, other))


# --- count-once --------------------------------------------------------------------------------


def searches_a_list(deliveries):
    counts, done, ahead = {}, 0, []
    for number, key, late in deliveries:
        if number <= done:
            continue
        if any(number == other for other in ahead):
            continue
        ahead.append(number)
        departures, lates = counts.get(key, (0, 0))
        counts[key] = (departures + 1, lates + late)
        while done + 1 in ahead:
            done += 1
            ahead.remove(done)
    return counts, done, sorted(ahead)


def gives_a_set(deliveries):
    counts, done, ahead = with_all_numbers(deliveries)
    return counts, done, set(ahead)


def sorts_the_deliveries(deliveries):
    deliveries.sort()
    return with_all_numbers(deliveries)


def starts_at_the_first(deliveries):
    counts, done, ahead = with_all_numbers(deliveries)
    return counts, (done or deliveries[0][0]), ahead


def with_all_numbers(deliveries):
    content = {number: (key, late) for number, key, late in deliveries}
    counts = {}
    for key, late in content.values():
        departures, lates = counts.get(key, (0, 0))
        counts[key] = departures + 1, lates + late
    done = next(n for n in range(len(content) + 1) if n + 1 not in content)
    return counts, done, sorted(n for n in content if n > done)


# --- catch-up-cores ----------------------------------------------------------------------------


def says_it_in_words():
    return "a dozen"


def in_minutes():
    return 20_000 * 600 * 0.0002 / 5 + 4


def per_minute():
    waiting, rate = 20_000 * 60 * 10, 60 / 0.0002
    return waiting / (5 * rate) + 20_000 * 60 / rate


WRONG = {
    "late-sessions": [
        Wrong("changes-the-list", changes_the_list, "changed its input", "sessions"),
        Wrong("asks-for-the-last", asks_for_the_last, "crashed", "IndexError"),
        Wrong("gives-lists", gives_lists, "wrong"),
        Wrong("compares-all-pairs", compares_all_pairs, "too many steps", "only the event"),
    ],
    "merge-moments": [
        Wrong("divides-by-zero", divides_by_zero, "crashed", "ZeroDivisionError"),
        Wrong("takes-a-difference-away", takes_a_difference_away, "wrong"),
    ],
    "count-once": [
        Wrong("searches-a-list", searches_a_list, "too many steps", "a set answers"),
        Wrong("gives-a-set", gives_a_set, "wrong"),
        Wrong("sorts-the-deliveries", sorts_the_deliveries, "changed its input", "deliveries"),
        Wrong("starts-at-the-first", starts_at_the_first, "crashed", "IndexError"),
    ],
    "catch-up-cores": [
        Wrong("says-it-in-words", says_it_in_words, "wrong"),
        Wrong("in-minutes", in_minutes, "wrong"),
    ],
}

RIGHT = {
    "late-sessions": [by_sorting, by_bisecting],
    "merge-moments": [value_by_value, by_distances],
    "count-once": [with_all_numbers],
    "catch-up-cores": [per_minute],
}

EQUIVALENT = {}
