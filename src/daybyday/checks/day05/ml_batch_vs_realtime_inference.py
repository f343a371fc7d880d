"""Exercises of the lesson on batch and real-time inference."""

from fractions import Fraction

from daybyday.checking import Budget, Case, Exercise, Misconception, close, within_factor

# --- late-sessions -----------------------------------------------------------------------------


def _joins_until_nothing_joins(sessions, minute, gap):
    """Put the event in as a session of its own and join two near ones while there are any."""
    left = [*sessions, (minute, minute)]
    joined = True
    while joined:
        joined = False
        for one in left:
            near = [two for two in left if two != one and _distance(one, two) <= gap]
            if near or left.count(one) > 1:
                other = near[0] if near else one
                left.remove(one)
                left.remove(other)
                left.append((min(one[0], other[0]), max(one[1], other[1])))
                joined = True
                break
    return sorted(left)


def _distance(one, two):
    return max(one[0] - two[1], two[0] - one[1], 0)


def _extends_the_last(sessions, minute, gap):
    if sessions and minute - sessions[-1][1] <= gap:
        first, last = sessions[-1]
        return [*sessions[:-1], (min(first, minute), max(last, minute))]
    return [*sessions, (minute, minute)]


def _joins_one_neighbour(sessions, minute, gap):
    for place, (first, last) in enumerate(sessions):
        if first - gap <= minute <= last + gap:
            grown = (min(first, minute), max(last, minute))
            return [*sessions[:place], grown, *sessions[place + 1 :]]
    return sorted([*sessions, (minute, minute)])


def _merge(sessions, minute, near):
    joined = [pair for pair in sessions if near(*pair)]
    others = [pair for pair in sessions if not near(*pair)]
    ends = [minute, *(end for pair in joined for end in pair)]
    return sorted([*others, (min(ends), max(ends))])


def _leaves_out_the_gap_itself(sessions, minute, gap):
    return _merge(sessions, minute, lambda first, last: first - gap < minute < last + gap)


def _ignores_what_is_before(sessions, minute, gap):
    return _merge(sessions, minute, lambda first, last: first <= minute <= last + gap)


def _puts_it_last(sessions, minute, gap):
    near = [pair for pair in sessions if pair[0] - gap <= minute <= pair[1] + gap]
    ends = [minute, *(end for pair in near for end in pair)]
    return [*(pair for pair in sessions if pair not in near), (min(ends), max(ends))]


def _valid_sessions(minutes, gap):
    sessions = []
    for minute in sorted(minutes):
        if sessions and minute - sessions[-1][1] <= gap:
            sessions[-1] = (sessions[-1][0], minute)
        else:
            sessions.append((minute, minute))
    return sessions


LATE_SESSIONS = Exercise(
    slug="late-sessions",
    title="Sessions that late events join",
    function="add_event",
    parameters="sessions, minute, gap",
    cases=[
        Case([(0, 10), (60, 80)], 35, 30, gives=[(0, 80)]),
        Case([(0, 10), (60, 80)], 200, 30, gives=[(0, 10), (60, 80), (200, 200)]),
        Case([], 5, 30, gives=[(5, 5)], why="The first event starts the first session."),
        Case([(10, 20)], 50, 30, gives=[(10, 50)], why="A pause of exactly the gap still joins."),
        Case([(60, 80)], 30, 30, gives=[(30, 80)], why="A late event can begin a session earlier."),
        Case([(60, 80)], 0, 30, gives=[(0, 0), (60, 80)], why="The sessions stay in order."),
        Case([(0, 10), (60, 80)], 5, 30, gives=[(0, 10), (60, 80)], why="It lies within one."),
        Case([(0, 10), (60, 80)], 95, 30, gives=[(0, 10), (60, 95)], why="It is near one only."),
        Case([(3, 3)], 4, 0, gives=[(3, 3), (4, 4)], why="Without a gap only equal minutes join."),
    ],
    generated=lambda st: st.tuples(
        st.lists(st.integers(0, 40), max_size=7), st.integers(0, 40), st.integers(0, 6)
    ).map(lambda drawn: (_valid_sessions(drawn[0], drawn[2]), drawn[1], drawn[2])),
    oracle=_joins_until_nothing_joins,
    budget=Budget(
        make=lambda n: ([(100 * k, 100 * k) for k in range(n)], 100 * n, 30),
        per=12,
        growth="n",
        says="Each session is compared with all others; only the event is new.",
    ),
    hints=(
        "Which sessions does the event touch, and how many can they be?",
        "A session is touched if the minute is not more than the gap before its first or after "
        "its last.",
        "Split the sessions into those wholly before, those touched, and those wholly after.",
    ),
    why="The sessions that the event touches become one with it; the others stay, in their order.",
    misconceptions=[
        Misconception(
            "extends-the-last",
            _extends_the_last,
            says="Only the last session is looked at; a late event belongs further back.",
        ),
        Misconception(
            "joins-one-neighbour",
            _joins_one_neighbour,
            says="The event can close the pause between two sessions; then all three are one.",
        ),
        Misconception(
            "leaves-out-the-gap-itself",
            _leaves_out_the_gap_itself,
            says="A pause of exactly the gap does not end a session.",
        ),
        Misconception(
            "ignores-what-is-before",
            _ignores_what_is_before,
            says="An event shortly before a session's first belongs to it, too.",
        ),
        Misconception(
            "puts-it-last",
            _puts_it_last,
            says="The sessions must come back in order of time.",
        ),
    ],
)


# --- merge-moments -----------------------------------------------------------------------------


def _by_exact_sums(one, other):
    """Go through exact sums of values and of squares, and back."""
    count = one[0] + other[0]
    if not count:
        return (0, 0.0, 0.0)
    total = squares = Fraction(0)
    for n, mean, deviation in (one, other):
        total += n * Fraction(mean)
        squares += Fraction(deviation) + n * Fraction(mean) ** 2
    return (count, float(total / count), float(squares - total**2 / count))


def _adds_deviations(one, other):
    count = one[0] + other[0]
    if not count:
        return (0, 0.0, 0.0)
    mean = (one[0] * one[1] + other[0] * other[1]) / count
    return (count, mean, one[2] + other[2])


def _averages_the_means(one, other):
    count, _, deviation = _by_exact_sums(one, other)
    return (count, (one[1] + other[1]) / 2, deviation)


def _through_sums_of_squares(one, other):
    count = one[0] + other[0]
    if not count:
        return (0, 0.0, 0.0)
    total = one[0] * one[1] + other[0] * other[1]
    squares = sum(part[2] + part[0] * part[1] ** 2 for part in (one, other))
    return (count, total / count, squares - total**2 / count)


def _returns_the_variance(one, other):
    count, mean, deviation = _by_exact_sums(one, other)
    return (count, mean, deviation / count if count else 0.0)


def _forgets_to_divide(one, other):
    count, mean, _ = _by_exact_sums(one, other)
    return (count, mean, one[2] + other[2] + (one[1] - other[1]) ** 2 * one[0] * other[0])


def _drops_an_empty_part(one, other):
    return _by_exact_sums(one, other) if one[0] and other[0] else (0, 0.0, 0.0)


def _moments(values):
    if not values:
        return (0, 0.0, 0.0)
    mean = sum(values) / len(values)
    return (len(values), mean, sum((value - mean) ** 2 for value in values))


MERGE_MOMENTS = Exercise(
    slug="merge-moments",
    title="Merge means and variances",
    function="merge_moments",
    parameters="one, other",
    cases=[
        Case((2, 1.0, 2.0), (1, 4.0, 0.0), gives=(3, 2.0, 8.0)),
        Case((0, 0.0, 0.0), (3, 5.0, 6.0), gives=(3, 5.0, 6.0), why="An empty part adds nothing."),
        Case((3, 5.0, 6.0), (0, 0.0, 0.0), gives=(3, 5.0, 6.0), why="An empty part adds nothing."),
        Case((0, 0.0, 0.0), (0, 0.0, 0.0), gives=(0, 0.0, 0.0), why="Nothing and nothing."),
        Case(
            (4, 2.0, 0.0),
            (4, 6.0, 0.0),
            gives=(8, 4.0, 32.0),
            why="Neither part varies, but together they do: their means differ.",
        ),
        Case((3, 1.0, 2.0), (1, 1.0, 0.0), gives=(4, 1.0, 2.0), why="The means are equal."),
        Case(
            (1_000, 1e9, 500.0),
            (1_000, 1e9 + 1, 500.0),
            gives=(2_000, 1e9 + 0.5, 1_500.0),
            why="Far from zero, squares are so large that their digits run out; "
            "square the difference of the means instead.",
        ),
    ],
    generated=lambda st: (
        st.lists(st.integers(-9, 9), max_size=5).map(_moments),
        st.lists(st.integers(-9, 9), max_size=5).map(_moments),
    ),
    oracle=_by_exact_sums,
    compare=close(rel=1e-5, absolute=1e-9),
    hints=(
        "If both parts have no spread of their own, where does the spread of the whole come from?",
        "How far does the whole mean lie from each part's mean?",
        "Each value of a part moves away from the whole mean by its part's distance; add the "
        "squares of those distances, one for each value.",
    ),
    why="The spread of the whole is that within the parts and that between their means.",
    misconceptions=[
        Misconception(
            "adds-deviations",
            _adds_deviations,
            says="The spread between the two means is missing.",
        ),
        Misconception(
            "averages-the-means",
            _averages_the_means,
            says="The larger part weighs more in the mean.",
        ),
        Misconception(
            "through-sums-of-squares",
            _through_sums_of_squares,
            says="This goes through sums of squares, whose digits run out far from zero.",
        ),
        Misconception(
            "returns-the-variance",
            _returns_the_variance,
            says="The third number is a sum of squares, not yet divided by the count.",
        ),
        Misconception(
            "forgets-to-divide",
            _forgets_to_divide,
            says="The product of the counts is to be divided by their sum.",
        ),
        Misconception(
            "drops-an-empty-part",
            _drops_an_empty_part,
            says="An empty part leaves the other as it is.",
        ),
    ],
)


# --- count-once --------------------------------------------------------------------------------


def _sorts_the_numbers(deliveries):
    """Take each number's first delivery from a dict, and the mark from the sorted numbers."""
    first = {}
    for number, key, late in reversed(deliveries):
        first[number] = (key, late)
    counts = {}
    for key, late in first.values():
        departures, lates = counts.get(key, (0, 0))
        counts[key] = (departures + 1, lates + late)
    numbers = sorted(first)
    done = 0
    for place, number in enumerate(numbers, 1):
        if number == place:
            done = place
    return counts, done, numbers[done:]


def _drops_late_events(deliveries):
    counts, highest = {}, 0
    for number, key, late in deliveries:
        if number > highest:
            highest = number
            departures, lates = counts.get(key, (0, 0))
            counts[key] = (departures + 1, lates + late)
    return counts, highest, []


def _counts_everything(deliveries):
    counts, seen = {}, set()
    for number, key, late in deliveries:
        seen.add(number)
        departures, lates = counts.get(key, (0, 0))
        counts[key] = (departures + 1, lates + late)
    done = 0
    while done + 1 in seen:
        done += 1
    return counts, done, sorted(number for number in seen if number > done)


def _once_with(deliveries, mark):
    counts, seen = {}, set()
    for number, key, late in deliveries:
        if number not in seen:
            seen.add(number)
            departures, lates = counts.get(key, (0, 0))
            counts[key] = (departures + 1, lates + late)
    done, ahead = mark(seen)
    return counts, done, ahead


def _keeps_all_numbers(deliveries):
    return _once_with(deliveries, lambda seen: (0, sorted(seen)))


def _takes_the_highest(deliveries):
    return _once_with(deliveries, lambda seen: (max(seen, default=0), []))


def _moves_the_mark_once(deliveries):
    counts, done, ahead = {}, 0, set()
    for number, key, late in deliveries:
        if number <= done or number in ahead:
            continue
        if number == done + 1:
            done = number
        else:
            ahead.add(number)
        departures, lates = counts.get(key, (0, 0))
        counts[key] = (departures + 1, lates + late)
    return counts, done, sorted(ahead)


def _counts_late_only(deliveries):
    counts, done, ahead = _sorts_the_numbers(deliveries)
    return {key: pair for key, pair in counts.items() if pair[1]}, done, ahead


def _same_event_same_content(deliveries):
    counts, done, ahead = {}, 0, []
    for key, late in {(key, late) for _, key, late in deliveries}:
        departures, lates = counts.get(key, (0, 0))
        counts[key] = (departures + 1, lates + late)
    _, done, ahead = _sorts_the_numbers(deliveries)
    return counts, done, ahead


COUNT_ONCE = Exercise(
    slug="count-once",
    title="An updater that loses events",
    function="count_once",
    parameters="deliveries",
    cases=[
        Case(
            [(1, "JFK", 1), (3, "JFK", 0), (2, "EWR", 1), (3, "JFK", 0)],
            gives=({"JFK": (2, 1), "EWR": (1, 1)}, 3, []),
        ),
        Case([(2, "JFK", 0), (4, "JFK", 1)], gives=({"JFK": (2, 1)}, 0, [2, 4])),
        Case([], gives=({}, 0, []), why="Without deliveries nothing is done."),
        Case(
            [(1, "JFK", 0)] * 3, gives=({"JFK": (1, 0)}, 1, []), why="One event, sent three times."
        ),
        Case(
            [(1, "JFK", 0), (2, "JFK", 0)],
            gives=({"JFK": (2, 0)}, 2, []),
            why="Two events may look the same but for their number.",
        ),
        Case(
            [(3, "LGA", 1), (2, "LGA", 0), (1, "LGA", 0)],
            gives=({"LGA": (3, 1)}, 3, []),
            why="The 1 closes the gap below 2 and 3.",
        ),
        Case(
            [(2, "LGA", 0), (2, "LGA", 0), (1, "EWR", 0), (5, "EWR", 1)],
            gives=({"LGA": (1, 0), "EWR": (2, 1)}, 2, [5]),
            why="The second 2 comes while the 1 is still missing.",
        ),
    ],
    generated=lambda st: (
        st.lists(st.integers(1, 7), max_size=8).map(
            lambda numbers: [(n, ("JFK", "EWR")[n % 2], int(n % 3 == 0)) for n in numbers]
        ),
    ),
    oracle=_sorts_the_numbers,
    budget=Budget(
        make=lambda n: ([(number, "JFK", 0) for number in range(n, 0, -1)],),
        per=36,
        growth="n",
        says="The numbers ahead are searched or sorted again for each event; a set answers at "
        "once.",
    ),
    hints=(
        "What does the given updater do with number 2 once 3 has come?",
        "An event is old if its number is not above the mark or if it is kept as ahead of it.",
        "The mark may move by more than one; numbers that it passes need not be kept.",
    ),
    why="A mark for what is complete and a set for what is ahead of it say of each number whether "
    "it has come, and the set stays as small as the disorder.",
    misconceptions=[
        Misconception(
            "drops-late-events",
            _drops_late_events,
            says="This still takes the highest number for a mark: events that come later with a "
            "smaller one are lost.",
        ),
        Misconception(
            "counts-everything",
            _counts_everything,
            says="An event that is sent again counts again.",
        ),
        Misconception(
            "keeps-all-numbers",
            _keeps_all_numbers,
            says="All numbers are kept for ever; those below the first gap need only the mark.",
        ),
        Misconception(
            "takes-the-highest",
            _takes_the_highest,
            says="The mark is the last number before the first gap, not the highest.",
        ),
        Misconception(
            "moves-the-mark-once",
            _moves_the_mark_once,
            says="When a gap closes, the mark moves over all that was waiting ahead of it.",
        ),
        Misconception(
            "counts-late-only",
            _counts_late_only,
            says="A key without late departures has a count, too.",
        ),
        Misconception(
            "same-event-same-content",
            _same_event_same_content,
            says="Two departures may be alike; only the number tells whether one was sent twice.",
        ),
    ],
)


# --- catch-up-cores ----------------------------------------------------------------------------


def _forgets_the_stream():
    return 8.0


def _forgets_the_backlog():
    return 4.0


CATCH_UP_CORES = Exercise(
    slug="catch-up-cores",
    title="Cores to catch up",
    function="catch_up_cores",
    parameters="",
    cases=[Case(gives=12.0)],
    compare=within_factor(1.05, unit="cores"),
    hints=(
        "How many core seconds wait in the backlog?",
        "What else must be done in the same five minutes?",
    ),
    why="The backlog needs its own cores beside those that the running stream keeps busy.",
    misconceptions=[
        Misconception(
            "forgets-the-stream",
            _forgets_the_stream,
            says="The feed goes on during the five minutes.",
        ),
        Misconception(
            "forgets-the-backlog",
            _forgets_the_backlog,
            says="These cores only keep up; the backlog stays.",
        ),
    ],
)


EXERCISES = [LATE_SESSIONS, MERGE_MOMENTS, COUNT_ONCE, CATCH_UP_CORES]
