"""Answers on merging logs that must be rejected, and ones that must pass."""

from bisect import bisect_left, insort
from heapq import merge

from daybyday.checking import Wrong

# --- reorder-buffer ----------------------------------------------------------------------------


def sorts_each_time(stamps, lateness):
    held, steps, newest = [], [], None
    for stamp in stamps:
        newest = stamp if newest is None else max(newest, stamp)
        if stamp >= newest - lateness:
            held.append(stamp)
        held.sort()
        passed = [s for s in held if s < newest - lateness]
        held = held[len(passed) :]
        steps.append(passed)
    return [*steps, held]


def empties_the_caller_s_list(stamps, lateness):
    held, steps, newest = [], [], None
    while stamps:
        stamp = stamps.pop(0)
        newest = stamp if newest is None else max(newest, stamp)
        held += [stamp] if stamp >= newest - lateness else []
        steps.append(sorted(s for s in held if s < newest - lateness))
        held = [s for s in held if s >= newest - lateness]
    return [*steps, sorted(held)]


def starts_at_nothing(stamps, lateness):
    newest, held, steps = 0, [], []
    for stamp in stamps:
        newest = max(newest, stamp)
        if stamp >= newest - lateness:
            held.append(stamp)
        passed = sorted(s for s in held if s < newest - lateness)
        held = [s for s in held if s >= newest - lateness]
        steps.append(passed)
    return [*steps, sorted(held)]


def takes_the_first_without_looking(stamps, lateness):
    newest, steps, held = stamps[0], [], []
    for stamp in stamps:
        newest = max(newest, stamp)
        held += [stamp] if stamp >= newest - lateness else []
        steps.append(sorted(s for s in held if s < newest - lateness))
        held = [s for s in held if s >= newest - lateness]
    return [*steps, sorted(held)]


def by_insertion(stamps, lateness):
    held, steps, newest = [], [], None
    for stamp in stamps:
        if newest is None or stamp > newest:
            newest = stamp
        if stamp >= newest - lateness:
            insort(held, stamp)
        end = bisect_left(held, newest - lateness)
        steps.append(held[:end])
        del held[:end]
    return [*steps, held]


# --- latest-before -----------------------------------------------------------------------------


def filters_each_time(questions, observations):
    answers = []
    for question in questions:
        latest = None
        for time, value in observations:
            if time < question:
                latest = value
        answers.append(latest)
    return answers


def pops_them_off(questions, observations):
    answers, latest = [], None
    for question in questions:
        while observations and observations[0][0] < question:
            latest = observations.pop(0)[1]
        answers.append(latest)
    return answers


def runs_off_the_end(questions, observations):
    answers, latest, place = [], None, 0
    for question in questions:
        while observations[place][0] < question:
            latest = observations[place][1]
            place += 1
        answers.append(latest)
    return answers


def by_merging(questions, observations):
    asked = ((question, 0, "") for question in questions)
    seen = ((time, 1, value) for time, value in observations)
    answers, latest = [], None
    for _, is_observation, value in merge(asked, seen, key=lambda event: event[:2]):
        if is_observation:
            latest = value
        else:
            answers.append(latest)
    return answers


def by_binary_search(questions, observations):
    times = [time for time, _ in observations]
    values = [None, *(value for _, value in observations)]
    return [values[bisect_left(times, question)] for question in questions]


# --- without-copies ----------------------------------------------------------------------------


def searches_what_was_kept(events, window):
    kept = []
    for time, key in events:
        for then, other in kept:
            if other == key and time - then <= window:
                break
        else:
            kept.append((time, key))
    return kept


def removes_from_the_caller_s_list(events, window):
    last = {}
    for event in list(events):
        time, key = event
        if key in last and time - last[key] <= window:
            events.remove(event)
        else:
            last[key] = time
    return events


def only_keys(events, window):
    return [key for _, key in events]


def remembers_the_last_kept(events, window):
    kept, last = [], {}
    for time, key in events:
        if key not in last or time - last[key] > window:
            last[key] = time
            kept.append((time, key))
    return kept


# --- state-in-gb -------------------------------------------------------------------------------


def says_it_in_words():
    return "2.6 GB"


def adds_a_day_of_events():
    return 12_000 * 86_400 * 250 / 1e9


def in_one_sum():
    return 12_000 * (120 * 250 + 900 * 120 + 600 * 400 / 3) / 1e9


WRONG = {
    "reorder-buffer": [
        Wrong("sorts-each-time", sorts_each_time, "too many steps", "heap"),
        Wrong("empties-the-list", empties_the_caller_s_list, "changed its input", "stamps"),
        Wrong("starts-at-nothing", starts_at_nothing, "wrong", "negative"),
        Wrong("takes-the-first", takes_the_first_without_looking, "crashed", "IndexError"),
    ],
    "latest-before": [
        Wrong("filters-each-time", filters_each_time, "too many steps", "go on where"),
        Wrong("pops-them-off", pops_them_off, "changed its input", "observations"),
        Wrong("runs-off-the-end", runs_off_the_end, "crashed", "IndexError"),
    ],
    "without-copies": [
        Wrong("searches-what-was-kept", searches_what_was_kept, "too many steps", "ask a set"),
        Wrong("removes", removes_from_the_caller_s_list, "changed its input", "events"),
        Wrong("only-keys", only_keys, "wrong"),
    ],
    "state-in-gb": [
        Wrong("says-it-in-words", says_it_in_words, "wrong"),
        Wrong("adds-a-day-of-events", adds_a_day_of_events, "wrong"),
    ],
}

RIGHT = {
    "reorder-buffer": [by_insertion],
    "latest-before": [by_merging, by_binary_search],
    "without-copies": [remembers_the_last_kept],
    "state-in-gb": [in_one_sum],
}
