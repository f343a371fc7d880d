"""Answers to the exercises on candidate retrieval: those to reject, and other right ones."""

import heapq
from bisect import bisect_left

from daybyday.checking import Wrong

# --- recall-at-k -------------------------------------------------------------------------------


def divides_by_zero(retrieved, relevant, k):
    return len(set(retrieved[:k]) & set(relevant)) / len(set(relevant))


def searches_lists(retrieved, relevant, k):
    top, wanted = retrieved[:k], []
    for item in relevant:
        if item not in wanted:
            wanted.append(item)
    found = 0
    for item in wanted:
        if item in top:
            found += 1
    return found / len(wanted) if wanted else None


def cuts_the_caller_s_list(retrieved, relevant, k):
    del retrieved[k:]
    wanted = set(relevant)
    return len(set(retrieved) & wanted) / len(wanted) if wanted else None


def returns_a_count(retrieved, relevant, k):
    return len(set(retrieved[:k]) & set(relevant)) if relevant else None


def takes_away_what_was_found(retrieved, relevant, k):
    missing = set(relevant)
    total = len(missing)
    for item in retrieved[:k]:
        missing.discard(item)
    return (total - len(missing)) / total if total else None


# --- candidates-from-lists ---------------------------------------------------------------------


def expects_a_list_for_each_film(liked, seen, lists, score, k):
    pool = {candidate for item in liked for candidate in lists[item]} - set(seen)
    return sorted(pool, key=lambda item: (-score[item], item))[:k]


def scans_and_filters(liked, seen, lists, score, k):
    near = {candidate for item in liked for candidate in lists.get(item, [])}
    ranked = sorted(score, key=lambda item: (-score[item], item))
    return [item for item in ranked if item in near and item not in seen][:k]


def worst_first(liked, seen, lists, score, k):
    pool = {candidate for item in liked for candidate in lists.get(item, [])} - set(seen)
    return sorted(pool, key=lambda item: (score[item], item))[:k]


def larger_id_first(liked, seen, lists, score, k):
    pool = {candidate for item in liked for candidate in lists.get(item, [])} - set(seen)
    return sorted(pool, key=lambda item: (score[item], item), reverse=True)[:k]


def keeps_a_heap(liked, seen, lists, score, k):
    offered, heap = set(seen), []
    for item in liked:
        for candidate in lists.get(item, ()):
            if candidate not in offered:
                offered.add(candidate)
                heapq.heappush(heap, (-score[candidate], candidate))
    return [heapq.heappop(heap)[1] for _ in range(min(k, len(heap)))]


# --- split-by-time -----------------------------------------------------------------------------


def fails_on_an_empty_log(events, percent):
    cutoff = sorted(event[2] for event in events)[len(events) * percent // 100]
    return [e for e in events if e[2] < cutoff], [e for e in events if e[2] >= cutoff]


def sorts_the_log(events, percent):
    answer = sets_one_side_aside(events, percent)
    events.sort(key=lambda event: event[2])
    return answer


def returns_them_sorted(events, percent):
    ordered = sorted(events, key=lambda event: event[2])
    times = [event[2] for event in ordered]
    place = bisect_left(times, times[len(times) * percent // 100]) if times else 0
    return ordered[:place], ordered[place:]


def keeps_only_known_users(events, percent):
    if not events:
        return [], []
    cutoff = sorted(event[2] for event in events)[len(events) * percent // 100]
    train = [event for event in events if event[2] < cutoff]
    known = {event[0] for event in train}
    return train, [e for e in events if e[2] >= cutoff and e[0] in known]


def sets_one_side_aside(events, percent):
    times = sorted(time for _, _, time in events)
    late_times = set(
        times[bisect_left(times, times[len(times) * percent // 100]) :] if times else []
    )
    sides = {False: [], True: []}
    for event in events:
        sides[event[2] in late_times].append(event)
    return sides[False], sides[True]


# --- records-gigabytes -------------------------------------------------------------------------


def says_it_in_words():
    return "186 GB"


def says_bytes():
    return 2 * 40e6 * 2328


def one_vector_one_copy():
    return 40e6 * (256 * 4 + 50 * 4 + 80) / 1e9


def adds_up_rounded():
    per_user = 2_000 + 200 + 100
    return 80 * per_user / 1000


WRONG = {
    "recall-at-k": [
        Wrong("divides-by-zero", divides_by_zero, "crashed", "ZeroDivisionError"),
        Wrong("searches-lists", searches_lists, "too many steps", "a set answers"),
        Wrong("cuts-the-caller's-list", cuts_the_caller_s_list, "changed its input", "retrieved"),
        Wrong("returns-a-count", returns_a_count, "wrong", "float"),
    ],
    "candidates-from-lists": [
        Wrong("expects-a-list-for-each-film", expects_a_list_for_each_film, "crashed", "KeyError"),
        Wrong("scans-and-filters", scans_and_filters, "too many steps", "touch nothing else"),
        Wrong("worst-first", worst_first, "wrong"),
        Wrong("larger-id-first", larger_id_first, "wrong", "the smaller id comes first"),
    ],
    "split-by-time": [
        Wrong("fails-on-an-empty-log", fails_on_an_empty_log, "crashed", "IndexError"),
        Wrong("sorts-the-log", sorts_the_log, "changed its input", "events"),
        Wrong("returns-them-sorted", returns_them_sorted, "wrong"),
        Wrong("keeps-only-known-users", keeps_only_known_users, "wrong", "training lacks"),
    ],
    "records-gigabytes": [
        Wrong("says-it-in-words", says_it_in_words, "wrong"),
        Wrong("says-bytes", says_bytes, "wrong"),
        Wrong("one-vector-one-copy", one_vector_one_copy, "wrong"),
    ],
}

RIGHT = {
    "recall-at-k": [takes_away_what_was_found],
    "candidates-from-lists": [keeps_a_heap],
    "split-by-time": [sets_one_side_aside],
    "records-gigabytes": [adds_up_rounded],
}

# An estimate within a factor of 1.25 cannot tell apart what differs by less.
EQUIVALENT = {
    "records-gigabytes": dict.fromkeys(
        [
            "line 4: `256` -> `257`",
            "line 4: `256` -> `255`",
            "line 4: `4` -> `5`",
            "line 5: `50` -> `51`",
            "line 5: `50` -> `49`",
            "line 5: `4` -> `5`",
            "line 5: `4` -> `3`",
            "line 5: `50 * 4` -> `50 + 4`",
            "line 6: `vectors + ids` -> `vectors - ids`",
            "line 6: `vectors + ids + 80` -> `vectors + ids - 80`",
            "line 6: `80` -> `81`",
            "line 6: `80` -> `79`",
        ],
        "the answer stays within the tolerance of an estimate",
    ),
}
