"""Exercises of the lesson on merging time-ordered logs."""

from daybyday.checking import Budget, Case, Exercise, Misconception, within_factor

# --- reorder-buffer ----------------------------------------------------------------------------


def _by_definition(stamps, lateness):
    """Ask of each stamp, at each step, whether it is in, late or passed."""
    held, steps = [], []
    for place, stamp in enumerate(stamps):
        watermark = max(stamps[: place + 1]) - lateness
        held += [stamp] if stamp >= watermark else []
        steps.append(sorted(s for s in held if s < watermark))
        held = [s for s in held if s >= watermark]
    return [*steps, sorted(held)]


def _with(stamps, lateness, is_late, is_passed, newest_of=max, drain=True):
    held, steps, newest = [], [], None
    for stamp in stamps:
        newest = stamp if newest is None else newest_of(newest, stamp)
        watermark = newest - lateness
        if not is_late(stamp, watermark):
            held.append(stamp)
        steps.append(sorted(s for s in held if is_passed(s, watermark)))
        held = [s for s in held if not is_passed(s, watermark)]
    return [*steps, sorted(held)] if drain else steps


def _below(stamp, watermark):
    return stamp < watermark


def _at_or_below(stamp, watermark):
    return stamp <= watermark


def _keeps_the_late(stamps, lateness):
    return _with(stamps, lateness, lambda s, w: False, _below)


def _drops_on_the_watermark(stamps, lateness):
    return (
        _with(stamps, lateness, _at_or_below, _below) if lateness else [[] for _ in stamps] + [[]]
    )


def _lets_go_on_the_watermark(stamps, lateness):
    return _with(stamps, lateness, _below, _at_or_below)


def _follows_the_last(stamps, lateness):
    return _with(stamps, lateness, _below, _below, newest_of=lambda newest, stamp: stamp)


def _forgets_the_end(stamps, lateness):
    return _with(stamps, lateness, _below, _below, drain=False)


def _in_order_of_receipt(stamps, lateness):
    held, steps, newest = [], [], None
    for stamp in stamps:
        newest = stamp if newest is None else max(newest, stamp)
        if stamp >= newest - lateness:
            held.append(stamp)
        steps.append([s for s in held if s < newest - lateness])
        held = [s for s in held if s >= newest - lateness]
    return [*steps, held]


REORDER_BUFFER = Exercise(
    slug="reorder-buffer",
    title="Reorder buffer",
    function="releases",
    parameters="stamps, lateness",
    cases=[
        Case([10, 12, 11, 20], 5, gives=[[], [], [], [10, 11, 12], [20]]),
        Case(
            [10, 20, 12, 15],
            5,
            gives=[[], [10], [], [], [15, 20]],
            why="12 is below the watermark of 15 and late; 15 lies on it and is held.",
        ),
        Case([], 3, gives=[[]], why="Nothing came, so nothing is held at the end."),
        Case([7], 0, gives=[[], [7]], why="A stamp on its own watermark is held."),
        Case(
            [5, 5, 6],
            0,
            gives=[[], [], [5, 5], [6]],
            why="Equal stamps are two events; 6 passes both.",
        ),
        Case(
            [30, 10, 28, 33],
            5,
            gives=[[], [], [], [], [28, 30, 33]],
            why="10 is late and never let go; the watermark of 28 has not passed 28.",
        ),
        Case(
            [-3, -9, 4],
            6,
            gives=[[], [], [-9, -3], [4]],
            why="Stamps may be negative: start with the first stamp, not with 0.",
        ),
    ],
    generated=lambda st: (st.lists(st.integers(-3, 9), max_size=7), st.integers(0, 6)),
    oracle=_by_definition,
    budget=Budget(
        make=lambda n: ([place * 7919 % n for place in range(n)], n),
        per=14,
        growth="n log n",
        says="All held stamps are gone through at each step; a heap shows the smallest at once.",
    ),
    hints=(
        "Of all stamps that are held, which is the only one that can be let go next?",
        "Keep the held stamps in a heap and the newest stamp in a variable; look at both each "
        "time.",
        "Work out the watermark with the new stamp, push the stamp unless it is below it, then pop "
        "while the smallest is below it.",
    ),
    why="What is not late lies on or above the watermark, so nothing below it can be overtaken.",
    misconceptions=[
        Misconception(
            "keeps-the-late",
            _keeps_the_late,
            says="A late stamp is let go at once, behind ones that went before: drop it.",
        ),
        Misconception(
            "drops-on-the-watermark",
            _drops_on_the_watermark,
            says="A stamp on the watermark is not late; only one below it is.",
        ),
        Misconception(
            "lets-go-on-the-watermark",
            _lets_go_on_the_watermark,
            says="A stamp on the watermark may still be joined by an equal one: hold it until the "
            "watermark has passed it.",
        ),
        Misconception(
            "follows-the-last",
            _follows_the_last,
            says="The watermark follows the newest stamp so far, not the last one that came.",
        ),
        Misconception(
            "forgets-the-end",
            _forgets_the_end,
            says="What is still held at the end is missing: one more list.",
        ),
        Misconception(
            "in-order-of-receipt",
            _in_order_of_receipt,
            says="Stamps are let go in the order in which they came, not in rising order.",
        ),
    ],
)


# --- latest-before -----------------------------------------------------------------------------


def _looks_at_all(questions, observations):
    """Filter the observations for each question anew."""
    answers = []
    for question in questions:
        before = [value for time, value in observations if time < question]
        answers.append(before[-1] if before else None)
    return answers


def _at_or_before(questions, observations):
    answers = []
    for question in questions:
        before = [value for time, value in observations if time <= question]
        answers.append(before[-1] if before else None)
    return answers


def _nearest(questions, observations):
    if not observations:
        return [None] * len(questions)
    return [min(observations, key=lambda o: abs(o[0] - q))[1] for q in questions]


def _first_of_equals(questions, observations):
    answers = []
    for question in questions:
        before = [pair for pair in observations if pair[0] < question]
        newest = max((time for time, _ in before), default=None)
        answers.append(next((value for time, value in before if time == newest), None))
    return answers


def _one_step_a_question(questions, observations):
    answers, latest, place = [], None, 0
    for question in questions:
        if place < len(observations) and observations[place][0] < question:
            latest = observations[place][1]
            place += 1
        answers.append(latest)
    return answers


def _forgets_between(questions, observations):
    answers, place = [], 0
    for question in questions:
        latest = None
        while place < len(observations) and observations[place][0] < question:
            latest = observations[place][1]
            place += 1
        answers.append(latest)
    return answers


LATEST_BEFORE = Exercise(
    slug="latest-before",
    title="Latest before",
    function="latest_before",
    parameters="questions, observations",
    cases=[
        Case([5, 10, 11], [(4, "fog"), (10, "rain")], gives=["fog", "fog", "rain"]),
        Case(
            [1, 9],
            [(3, "a"), (3, "b"), (12, "c")],
            gives=[None, "b"],
            why="Nothing is known at 1; of the two at 3 the further back is the later.",
        ),
        Case([], [(1, "a")], gives=[], why="No question, no answer."),
        Case([4, 4], [], gives=[None, None], why="Nothing was observed."),
        Case(
            [7, 7, 8],
            [(6, "a")],
            gives=["a", "a", "a"],
            why="The latest stays the latest until another comes.",
        ),
        Case(
            [9],
            [(1, "a"), (2, "b"), (3, "c")],
            gives=["c"],
            why="Several observations may lie between two questions.",
        ),
        Case([5], [(1, "a"), (6, "b")], gives=["a"], why="6 is nearer but in the future."),
    ],
    generated=lambda st: (
        st.lists(st.integers(0, 6), max_size=4).map(sorted),
        st.lists(st.tuples(st.integers(0, 6), st.sampled_from("abc")), max_size=5).map(
            lambda pairs: sorted(pairs, key=lambda pair: pair[0])
        ),
    ),
    oracle=_looks_at_all,
    budget=Budget(
        make=lambda n: (
            [2 * place + 1 for place in range(n)],
            [(2 * place, "ab"[place % 2]) for place in range(n)],
        ),
        per=24,
        growth="n",
        says="The observations are gone through again for each question; go on where the last "
        "question stopped.",
    ),
    hints=(
        "What can you say about the observations that were before the last question?",
        "Keep a place in the observations that only moves forward, and the last value passed.",
        "Move on while the observation at the place is strictly before the question.",
    ),
    why="Both lists only move forward, so each observation is passed once.",
    misconceptions=[
        Misconception(
            "at-or-before",
            _at_or_before,
            says="An observation at the question's own time is not known yet: strictly before.",
        ),
        Misconception(
            "nearest",
            _nearest,
            says="The nearest observation may lie in the future, which nobody knew.",
        ),
        Misconception(
            "first-of-equals",
            _first_of_equals,
            says="Of observations at one time, the one further back in the list is the later.",
        ),
        Misconception(
            "one-step-a-question",
            _one_step_a_question,
            says="Between two questions there may be several observations: move on while there "
            "are, not once.",
        ),
        Misconception(
            "forgets-between",
            _forgets_between,
            says="Where nothing new came, the latest from before still holds.",
        ),
    ],
)


# --- without-copies ----------------------------------------------------------------------------


def _looks_back(events, window):
    """Search what was kept for each event anew."""
    kept = []
    for time, key in events:
        if not any(other == key and time - then <= window for then, other in kept):
            kept.append((time, key))
    return kept


def _empties_the_memory(events, window):
    kept, known, since = [], set(), None
    for time, key in events:
        if since is None or time - since > window:
            known, since = set(), time
        if key not in known:
            known.add(key)
            kept.append((time, key))
    return kept


def _never_forgets(events, window):
    kept, known = [], set()
    for time, key in events:
        if key not in known:
            known.add(key)
            kept.append((time, key))
    return kept


def _measures_from_the_last_seen(events, window):
    kept, seen = [], {}
    for time, key in events:
        if key not in seen or time - seen[key] > window:
            kept.append((time, key))
        seen[key] = time
    return kept


def _ends_the_window_early(events, window):
    kept, last = [], {}
    for time, key in events:
        if key not in last or time - last[key] >= window:
            last[key] = time
            kept.append((time, key))
    return kept


def _only_neighbours(events, window):
    kept = []
    for time, key in events:
        if not kept or kept[-1][1] != key or time - kept[-1][0] > window:
            kept.append((time, key))
    return kept


WITHOUT_COPIES = Exercise(
    slug="without-copies",
    title="A window that forgets too much",
    function="without_copies",
    parameters="events, window",
    cases=[
        Case([(0, "a"), (9, "b"), (12, "b")], 10, gives=[(0, "a"), (9, "b")]),
        Case(
            [(0, "a"), (6, "a"), (12, "a")],
            10,
            gives=[(0, "a"), (12, "a")],
            why="The event at 6 was not kept, so 12 is measured from 0.",
        ),
        Case([], 5, gives=[], why="No events."),
        Case(
            [(0, "a"), (10, "a"), (11, "a")],
            10,
            gives=[(0, "a"), (11, "a")],
            why="At most 10 before is within the window, 11 is not.",
        ),
        Case(
            [(3, "a"), (3, "b"), (3, "a"), (4, "a")],
            0,
            gives=[(3, "a"), (3, "b"), (4, "a")],
            why="With a window of 0 only copies at the same time go.",
        ),
        Case(
            [(0, "a"), (1, "b"), (2, "a"), (20, "a")],
            5,
            gives=[(0, "a"), (1, "b"), (20, "a")],
            why="Another event between two copies changes nothing.",
        ),
    ],
    generated=lambda st: (
        st.lists(st.tuples(st.integers(0, 9), st.sampled_from("ab")), max_size=6).map(
            lambda events: sorted(events, key=lambda event: event[0])
        ),
        st.integers(0, 5),
    ),
    oracle=_looks_back,
    budget=Budget(
        make=lambda n: ([(place, place % (n // 2)) for place in range(n)], n // 4),
        per=26,
        growth="n",
        says="What was kept is searched again for each event; ask a set, and let keys leave it "
        "when their time is over.",
    ),
    hints=(
        "Take window 10 and a key at 9 and at 12: when does the colleague's memory forget it?",
        "Each key should leave when its own time is over; in which order do they leave?",
        "Beside the set keep a queue of what was kept; before each event, take from its front "
        "what is older than the window.",
    ),
    why="The window slides with each event, so no boundary parts a pair that is close in time.",
    misconceptions=[
        Misconception(
            "empties-the-memory",
            _empties_the_memory,
            says="This is still the colleague's fault: a pair on both sides of the moment of "
            "emptying is not seen.",
        ),
        Misconception(
            "never-forgets",
            _never_forgets,
            says="It never forgets: after the window a key may come again, and memory must not "
            "grow for ever.",
        ),
        Misconception(
            "measures-from-the-last-seen",
            _measures_from_the_last_seen,
            says="It measures from the last copy seen; measure from the last event kept.",
        ),
        Misconception(
            "ends-the-window-early",
            _ends_the_window_early,
            says="An event exactly `window` after is still a copy.",
        ),
        Misconception(
            "only-neighbours",
            _only_neighbours,
            says="It looks only at the event kept last; others may stand between two copies.",
        ),
    ],
)


# --- state-in-gb -------------------------------------------------------------------------------

_HELD = 12_000 * 120 * 250 / 1e9
_KEYS = 12_000 * 900 * 120 / 1e9
_QUESTIONS = 4_000 * 600 * 400 / 1e9


def _forgets_the_keys():
    return _HELD + _QUESTIONS


def _all_are_questions():
    return _HELD + _KEYS + 3 * _QUESTIONS


def _takes_minutes_for_seconds():
    return (_HELD + _KEYS + _QUESTIONS) / 60


def _holds_only_the_late():
    return _HELD


def _in_mb():
    return (_HELD + _KEYS + _QUESTIONS) * 1000


STATE_IN_GB = Exercise(
    slug="state-in-gb",
    title="State of a feed",
    function="state_in_gb",
    parameters="",
    cases=[Case(gives=_HELD + _KEYS + _QUESTIONS)],
    compare=within_factor(1.05, unit="GB"),
    hints=(
        "How many things are held at once, if so many come in a second and each stays so long?",
        "Three stages hold something: events until the watermark passes, keys, questions.",
        "For each: number a second, times seconds held, times bytes; then add.",
    ),
    why="What is held is rate times time, whatever the length of the logs.",
    misconceptions=[
        Misconception(
            "forgets-the-keys",
            _forgets_the_keys,
            says="The keys that are remembered to know copies take memory too.",
        ),
        Misconception(
            "all-are-questions",
            _all_are_questions,
            says="Only one event in three is a question that waits for a label.",
        ),
        Misconception(
            "takes-minutes-for-seconds",
            _takes_minutes_for_seconds,
            says="Events come by the second and wait for minutes: the units differ.",
        ),
        Misconception(
            "holds-only-the-late",
            _holds_only_the_late,
            says="This is only what waits for the watermark; two more stages hold something.",
        ),
        Misconception("in-mb", _in_mb, says="This is in MB."),
    ],
)


EXERCISES = [REORDER_BUFFER, LATEST_BEFORE, WITHOUT_COPIES, STATE_IN_GB]
