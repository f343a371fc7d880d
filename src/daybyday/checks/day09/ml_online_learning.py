"""Exercises of the lesson on online learning."""

from math import log, log2

from daybyday.checking import Budget, Case, Exercise, Misconception, close, within_factor

# --- halving-with-restarts ---------------------------------------------------------------------


def _by_looking_back(many, rounds):
    """Decide for each round anew who has not erred since the last restart."""
    start, mistakes, left = 0, 0, list(range(many))
    for number, (votes, answer) in enumerate(rounds):
        ones = sum(votes[h] == 1 for h in left)
        zeros = len(left) - ones
        mistakes += (1 if ones >= zeros else 0) != answer
        span = rounds[start : number + 1]
        left = [h for h in range(many) if all(v[h] == a for v, a in span)]
        if not left:
            start, left = number + 1, list(range(many))
    return mistakes, left


def _halve(many, rounds, *, guess=None, voters=None, discard=None, restart=None):
    """Return a halving game with one of its rules changed."""
    left, mistakes = list(range(many)), 0
    for votes, answer in rounds:
        asked = voters(many, left) if voters else left
        said = [votes[h] for h in asked]
        told = guess(said) if guess else int(2 * sum(said) >= len(said))
        mistakes += told != answer
        if discard is None or discard(told, answer):
            right = [h for h in left if votes[h] == answer]
            left = right or (restart(many, left) if restart else list(range(many)))
    return mistakes, left


def _lets_all_vote(many, rounds):
    return _halve(many, rounds, voters=lambda many, left: list(range(many)))


def _says_no_when_tied(many, rounds):
    return _halve(many, rounds, guess=lambda said: int(2 * sum(said) > len(said)))


def _discards_after_mistakes_only(many, rounds):
    return _halve(many, rounds, discard=lambda told, answer: told != answer)


def _keeps_those_who_erred_together(many, rounds):
    return _halve(many, rounds, restart=lambda many, left: left)


def _ends_with_nobody(many, rounds):
    mistakes, left = 0, list(range(many))
    for votes, answer in rounds:
        ones = sum(votes[h] for h in left)
        mistakes += int(2 * ones >= len(left)) != answer
        left = [h for h in left if votes[h] == answer]
    return mistakes, left


def _takes_back_before_the_next_round(many, rounds):
    mistakes, left = 0, list(range(many))
    for votes, answer in rounds:
        left = left or list(range(many))
        ones = sum(votes[h] for h in left)
        mistakes += int(2 * ones >= len(left)) != answer
        left = [h for h in left if votes[h] == answer]
    return mistakes, left


def _rounds(st):
    def of(many):
        votes = st.lists(st.integers(0, 1), min_size=many, max_size=many)
        return st.tuples(
            st.just(many), st.lists(st.tuples(votes, st.integers(0, 1)), min_size=0, max_size=7)
        )

    return st.integers(1, 5).flatmap(of)


HALVING_WITH_RESTARTS = Exercise(
    slug="halving-with-restarts",
    title="Halving with restarts",
    function="halving",
    parameters="many, rounds",
    cases=[
        Case(3, [([1, 1, 0], 0), ([0, 1, 1], 1)], gives=(1, [2])),
        Case(2, [([1, 1], 0), ([0, 1], 1)], gives=(1, [1])),
        Case(3, [], gives=(0, [0, 1, 2]), why="Without a round nobody has erred."),
        Case(2, [([0, 1], 1)], gives=(0, [1]), why="A tie is answered with 1."),
        Case(
            3,
            [([1, 1, 0], 1), ([0, 1, 1], 1)],
            gives=(0, [1]),
            why="Whoever votes wrong goes, though the majority was right.",
        ),
        Case(
            3,
            [([1, 0, 0], 1), ([0, 1, 1], 0), ([0, 1, 1], 0)],
            gives=(1, [0]),
            why="Those who were discarded have no vote.",
        ),
        Case(1, [([0], 1), ([0], 1)], gives=(2, [0]), why="The only one errs and is taken back."),
        Case(
            2,
            [([0, 1], 0), ([1, 0], 0)],
            gives=(2, [0, 1]),
            why="The last one left errs, so both are back at the end.",
        ),
    ],
    generated=_rounds,
    oracle=_by_looking_back,
    hints=(
        "What has to be kept from one round to the next?",
        "The votes of the discarded are in the list, too; which of them count?",
        "The restart comes at the end of the round that emptied the list.",
    ),
    why="Only those left vote, whoever votes wrong goes, and an emptied list is filled again.",
    misconceptions=[
        Misconception(
            "lets-all-vote",
            _lets_all_vote,
            says="Hypotheses that were discarded still vote here.",
        ),
        Misconception(
            "says-no-when-tied",
            _says_no_when_tied,
            says="If the votes are tied, the learner says 1.",
        ),
        Misconception(
            "discards-after-mistakes-only",
            _discards_after_mistakes_only,
            says="Who voted wrong is discarded even when the learner was right.",
        ),
        Misconception(
            "keeps-those-who-erred-together",
            _keeps_those_who_erred_together,
            says="When nobody is left, all hypotheses come back, also those discarded long ago.",
        ),
        Misconception(
            "ends-with-nobody",
            _ends_with_nobody,
            says="When nobody is left, all are taken back.",
        ),
        Misconception(
            "takes-back-before-the-next-round",
            _takes_back_before_the_next_round,
            says="The restart belongs to the round that emptied the list, also to the last one.",
        ),
    ],
)


# --- window-leader -----------------------------------------------------------------------------


def _by_adding_up_anew(wrong, window):
    """Add up the columns of each window by slices."""
    followed = []
    for number in range(len(wrong)):
        rows = wrong[max(0, number - window) : number]
        counts = [sum(column) for column in zip(*rows, strict=True)] or [0]
        followed.append(min(range(len(counts)), key=lambda expert: (counts[expert], expert)))
    return followed


def _leaders(wrong, span, *, last=False):
    followed = []
    for number in range(len(wrong)):
        start, stop = span(number)
        counts = [0] * len(wrong[0])
        for row in wrong[max(0, start) : stop]:
            counts = [count + new for count, new in zip(counts, row, strict=True)]
        best = min(counts)
        order = range(len(counts) - 1, -1, -1) if last else range(len(counts))
        followed.append(next(expert for expert in order if counts[expert] == best))
    return followed


def _looks_ahead(wrong, window):
    return _leaders(wrong, lambda number: (number - window + 1, number + 1))


def _never_forgets(wrong, window):
    return _leaders(wrong, lambda number: (0, number))


def _takes_the_last_of_several(wrong, window):
    return _leaders(wrong, lambda number: (number - window, number), last=True)


def _one_round_short(wrong, window):
    return _leaders(wrong, lambda number: (number - window + 1, number))


def _one_round_long(wrong, window):
    return _leaders(wrong, lambda number: (number - window - 1, number))


def _starts_anew_in_blocks(wrong, window):
    return _leaders(wrong, lambda number: (number - number % window, number))


def _stays_when_tied(wrong, window):
    followed, leader = [], 0
    for number in range(len(wrong)):
        rows = wrong[max(0, number - window) : number]
        counts = [sum(column) for column in zip(*rows, strict=True)] or [0] * len(wrong[0])
        if min(counts) < counts[leader]:
            leader = counts.index(min(counts))
        followed.append(leader)
    return followed


def _adds_up_each_window(wrong, window):
    return _leaders(wrong, lambda number: (number - window, number))


WINDOW_LEADER = Exercise(
    slug="window-leader",
    title="An expert for the last rounds",
    function="window_leader",
    parameters="wrong, window",
    cases=[
        Case([[1, 0], [1, 0], [0, 1], [0, 1]], 2, gives=[0, 1, 1, 0]),
        Case([[0, 1, 1], [1, 0, 1], [1, 1, 0]], 5, gives=[0, 0, 0]),
        Case([], 3, gives=[], why="Without rounds nobody is followed."),
        Case([[1, 0]], 1, gives=[0], why="A round's mistakes are known only after it."),
        Case([[1], [1]], 1, gives=[0, 0], why="The only expert is always followed."),
        Case(
            [[1, 0], [0, 0], [0, 1], [0, 0]],
            1,
            gives=[0, 1, 0, 0],
            why="With a window of one round, only the round before counts.",
        ),
        Case(
            [[1, 0], [0, 0], [0, 0], [0, 0]],
            1,
            gives=[0, 1, 0, 0],
            why="Once all are tied again, the lowest number is followed.",
        ),
        Case(
            [[1, 0], [1, 0], [1, 0], [0, 1], [0, 1], [0, 0]],
            3,
            gives=[0, 1, 1, 1, 1, 0],
            why="What is older than the window no longer counts.",
        ),
    ],
    generated=lambda st: st.integers(1, 3).flatmap(
        lambda experts: st.tuples(
            st.lists(
                st.lists(st.integers(0, 1), min_size=experts, max_size=experts),
                min_size=0,
                max_size=8,
            ),
            st.integers(1, 4),
        )
    ),
    oracle=_by_adding_up_anew,
    budget=Budget(
        make=lambda n: ([[k % 2, 1 - k % 2] for k in range(n)], n // 4),
        per=30,
        growth="n",
        says="The window is added up anew in each round; only one row enters and one leaves.",
    ),
    hints=(
        "From one round to the next, which rows change in the window?",
        "Keep one count for each expert: add the row that enters, take away the one that leaves.",
        "Which expert is followed must be decided before the row of this round is added.",
    ),
    why="One row enters and one leaves, so the counts follow without looking at the window again.",
    misconceptions=[
        Misconception(
            "looks-ahead",
            _looks_ahead,
            says="This uses the mistakes of the round that is still to be predicted.",
        ),
        Misconception(
            "never-forgets",
            _never_forgets,
            says="All rounds so far are counted; only those in the window should.",
        ),
        Misconception(
            "takes-the-last-of-several",
            _takes_the_last_of_several,
            says="Of experts with equally few mistakes the one with the lowest number is followed.",
        ),
        Misconception(
            "one-round-short",
            _one_round_short,
            says="The window is one round too short.",
        ),
        Misconception(
            "one-round-long",
            _one_round_long,
            says="The window is one round too long.",
        ),
        Misconception(
            "starts-anew-in-blocks",
            _starts_anew_in_blocks,
            says="The window slides; it does not start from nothing every so many rounds.",
        ),
        Misconception(
            "stays-when-tied",
            _stays_when_tied,
            says="If the leader so far is tied with others, the lowest number is followed all the "
            "same.",
        ),
        Misconception(
            "adds-up-each-window",
            _adds_up_each_window,
            says="The window is added up anew in each round; only one row enters and one leaves.",
            verdict="too many steps",
        ),
    ],
)


# --- told-in-time ------------------------------------------------------------------------------


def _by_asking_all(flights):
    """Look through all flights at each question."""
    answers = []
    for ask, _, _ in flights:
        labels = [late for _, known, late in flights if known <= ask]
        answers.append((labels.count(1) + 1) / (len(labels) + 2))
    return answers


def _told_at_once(flights):
    answers, count, lates = [], 0, 0
    for _, _, late in flights:
        answers.append((lates + 1) / (count + 2))
        count, lates = count + 1, lates + late
    return answers


def _learns_before_it_predicts(flights):
    answers, count, lates = [], 0, 0
    for _, _, late in flights:
        count, lates = count + 1, lates + late
        answers.append((lates + 1) / (count + 2))
    return answers


def _waits_in_the_order_of_questions(flights):
    answers, count, lates = [], 0, 0
    for ask, _, _ in flights:
        while count < len(flights) and flights[count][1] <= ask:
            lates += flights[count][2]
            count += 1
        answers.append((lates + 1) / (count + 2))
    return answers


def _shares(flights, known_at, smooth):
    landings = sorted((known, late) for _, known, late in flights)
    answers, place, lates = [], 0, 0
    for ask, _, _ in flights:
        while place < len(landings) and known_at(landings[place][0], ask):
            lates += landings[place][1]
            place += 1
        answers.append(smooth(lates, place))
    return answers


def _leaves_out_the_same_minute(flights):
    return _shares(flights, lambda known, ask: known < ask, lambda k, n: (k + 1) / (n + 2))


def _counts_the_pending_as_punctual(flights):
    answers = []
    for number, (ask, _, _) in enumerate(flights):
        lates = sum(late for _, known, late in flights[:number] if known <= ask)
        answers.append((lates + 1) / (number + 2))
    return answers


def _forgets_the_two_on_top(flights):
    return _shares(flights, lambda known, ask: known <= ask, lambda k, n: k / n if n else 0.5)


def _timely(drawn):
    flights, ask = [], 0
    for step, wait, late in drawn:
        ask += step
        flights.append((ask, ask + wait, late))
    return (flights,)


TOLD_IN_TIME = Exercise(
    slug="told-in-time",
    title="An evaluation that knows too much",
    function="told_in_time",
    parameters="flights",
    cases=[
        Case([(0, 9, 1), (5, 8, 0), (8, 12, 1), (9, 15, 0)], gives=[0.5, 0.5, 1 / 3, 0.5]),
        Case([(0, 50, 1), (1, 2, 0), (3, 4, 0)], gives=[0.5, 0.5, 1 / 3]),
        Case([], gives=[], why="Without flights there are no predictions."),
        Case([(3, 7, 1)], gives=[0.5], why="A flight's own label is no help."),
        Case(
            [(0, 5, 1), (5, 9, 0)],
            gives=[0.5, 2 / 3],
            why="A label known at the very minute of the question may be used.",
        ),
        Case(
            [(0, 1, 1), (2, 90, 1), (3, 91, 1), (4, 6, 0)],
            gives=[0.5, 2 / 3, 2 / 3, 2 / 3],
            why="A flight in the air is neither late nor punctual yet.",
        ),
        Case(
            [(4, 6, 1), (4, 5, 1), (4, 9, 0), (7, 8, 0)],
            gives=[0.5, 0.5, 0.5, 0.75],
            why="Three questions at one minute know the same labels.",
        ),
    ],
    generated=lambda st: st.lists(
        st.tuples(st.integers(0, 3), st.integers(1, 6), st.integers(0, 1)), max_size=7
    ).map(_timely),
    oracle=_by_asking_all,
    compare=close(rel=1e-9, absolute=1e-9),
    budget=Budget(
        make=lambda n: ([(k, k + 1 + k * 7_919 % n, k % 2) for k in range(n)],),
        per=6,
        growth="n log n",
        says="Earlier flights are looked through again at each question; put the labels into the "
        "order in which they become known.",
    ),
    hints=(
        "At the second question of the second example, which labels exist?",
        "Labels do not become known in the order of the questions.",
        "Sort the labels by the minute when they become known, and walk along both orders at once.",
    ),
    why="Questions and labels are merged by time, so that each question has what was known.",
    misconceptions=[
        Misconception(
            "told-at-once",
            _told_at_once,
            says="This is still told each label right after its question, before it is known.",
        ),
        Misconception(
            "learns-before-it-predicts",
            _learns_before_it_predicts,
            says="Each flight's own label is in its prediction.",
        ),
        Misconception(
            "waits-in-the-order-of-questions",
            _waits_in_the_order_of_questions,
            says="A label that is not known yet holds up those behind it, which are.",
        ),
        Misconception(
            "leaves-out-the-same-minute",
            _leaves_out_the_same_minute,
            says="A label known at the very minute of the question may be used.",
        ),
        Misconception(
            "counts-the-pending-as-punctual",
            _counts_the_pending_as_punctual,
            says="Flights whose label is not known count as punctual here.",
        ),
        Misconception(
            "forgets-the-two-on-top",
            _forgets_the_two_on_top,
            says="One late and one punctual flight are counted on top.",
        ),
    ],
)


# --- days-to-guarantee -------------------------------------------------------------------------


def _through_bits():
    return log2(1_000) / (2 * 0.005**2) / 340


def _forgets_the_half():
    return log(1_000) / 0.005**2 / 340


def _gives_flights():
    return log(1_000) / (2 * 0.005**2)


def _takes_half_for_one():
    return log(1_000) / (2 * 0.01**2) / 340


DAYS_TO_GUARANTEE = Exercise(
    slug="days-to-guarantee",
    title="Days until a guarantee",
    function="days_to_guarantee",
    parameters="",
    cases=[Case(gives=log(1_000) / (2 * 0.005**2) / 340)],
    compare=within_factor(1.05, unit="days"),
    hints=(
        "Divide the bound by the number of rounds: how does it fall as rounds are added?",
        "Which number of rounds makes that quotient the gap wanted? Square both sides.",
    ),
    why="The bound is a share of the rounds that falls as their root.",
    misconceptions=[
        Misconception(
            "through-bits",
            _through_bits,
            says="The bound has the natural logarithm, not that of 2.",
        ),
        Misconception(
            "forgets-the-half", _forgets_the_half, says="The 2 under the root is missing."
        ),
        Misconception("gives-flights", _gives_flights, says="These are flights, not days."),
        Misconception(
            "takes-half-for-one",
            _takes_half_for_one,
            says="This is for one percentage point; the gap wanted is half of one.",
        ),
    ],
)


EXERCISES = [HALVING_WITH_RESTARTS, WINDOW_LEADER, TOLD_IN_TIME, DAYS_TO_GUARANTEE]
