"""Exercises of the lesson on model serving."""

from daybyday.checking import Budget, Case, Exercise, Misconception, within_factor

# --- admit-in-time -----------------------------------------------------------------------------


def _looks_at_all_ends(requests, service, most):
    """Count those inside anew for each request, from the moments at which all before it end."""
    answer, ends = [], [0]
    for due, allowance in requests:
        inside = len([end for end in ends if end > due])
        end = max(ends[-1], due) + service
        fits = inside < most and end - due <= allowance
        answer.append(end if fits else None)
        if fits:
            ends.append(end)
    return answer


def _admit_with(requests, service, most, lets_in, busy=max, refused_work=False):
    answer, ends = [], [0]
    for due, allowance in requests:
        inside = sum(end > due for end in ends)
        end = busy(ends[-1], due) + service
        good = lets_in(inside, end, due, allowance)
        answer.append(end if good else None)
        if good or refused_work:
            ends.append(end)
    return answer


def _forgets_the_queue(requests, service, most):
    return _admit_with(requests, service, most, lambda inside, end, due, left: end <= due + left)


def _forgets_the_allowance(requests, service, most):
    return _admit_with(requests, service, most, lambda inside, end, due, left: inside < most)


def _looks_at_the_start(requests, service, most):
    return _admit_with(
        requests,
        service,
        most,
        lambda inside, end, due, left: inside < most and end - service <= due + left,
    )


def _refuses_the_last_moment(requests, service, most):
    return _admit_with(
        requests,
        service,
        most,
        lambda inside, end, due, left: inside < most and end < due + left,
    )


def _counts_only_those_who_wait(requests, service, most):
    return _admit_with(
        requests,
        service,
        most,
        lambda inside, end, due, left: inside - 1 < most and end <= due + left,
    )


def _never_idle(requests, service, most):
    return _admit_with(
        requests,
        service,
        most,
        lambda inside, end, due, left: inside < most and end <= due + left,
        busy=lambda free, due: free,
    )


def _serves_the_refused(requests, service, most):
    return _admit_with(
        requests,
        service,
        most,
        lambda inside, end, due, left: inside < most and end <= due + left,
        refused_work=True,
    )


def _counts_who_just_left(requests, service, most):
    answer, ends = [], []
    for due, allowance in requests:
        inside = sum(end >= due for end in ends)
        end = max([due, *ends]) + service
        good = inside < most and end <= due + allowance
        answer.append(end if good else None)
        if good:
            ends.append(end)
    return answer


ADMIT_IN_TIME = Exercise(
    slug="admit-in-time",
    title="Admit in time",
    function="admit_in_time",
    parameters="requests, service, most",
    cases=[
        Case([(0, 9), (1, 9), (2, 9)], 5, 3, gives=[5, 10, None]),
        Case([(0, 99), (1, 99), (2, 99), (5, 99)], 5, 2, gives=[5, 10, None, 15]),
        Case([], 5, 2, gives=[], why="Nobody asks."),
        Case([(0, 5)], 5, 1, gives=[5], why="It ends at the last moment, which is in time."),
        Case([(0, 4)], 5, 1, gives=[None], why="The model alone takes longer than the allowance."),
        Case([(0, 9), (100, 9)], 5, 1, gives=[5, 105], why="In between the worker is idle."),
        Case([(0, 9), (5, 9)], 5, 1, gives=[5, 10], why="The first has just left."),
        Case(
            [(0, 99)] * 4,
            5,
            2,
            gives=[5, 10, None, None],
            why="One running and one waiting fill it.",
        ),
        Case(
            [(0, 9), (0, 9), (1, 14)],
            5,
            9,
            gives=[5, None, 10],
            why="A refused request takes no time.",
        ),
        Case([(3, 9), (4, 9)], 4, 5, gives=[7, 11], why="The first request may come late."),
    ],
    generated=lambda st: (
        st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), max_size=7).map(sorted),
        st.integers(1, 4),
        st.integers(1, 4),
    ),
    oracle=_looks_at_all_ends,
    budget=Budget(
        make=lambda n: ([(place, 10 * n * n) for place in range(n)], n, n),
        per=16,
        growth="n",
        says="All requests inside are looked at again for each arrival; what do they have in "
        "common, when every service takes the same time?",
    ),
    hints=(
        "When a request comes, which single moment decides how long it waits?",
        "That moment moves only when a request is let in, and it may already be in the past.",
        "All services are equally long, so the time until that moment tells how many are inside; "
        "mind the one that is half done.",
    ),
    why="The moment at which the worker will be free holds all that the gate must know.",
    misconceptions=[
        Misconception(
            "forgets-the-queue",
            _forgets_the_queue,
            says="Long allowances let in any number; the queue's own bound is missing.",
        ),
        Misconception(
            "forgets-the-allowance",
            _forgets_the_allowance,
            says="The queue has room, but the answer will come too late for its page.",
        ),
        Misconception(
            "looks-at-the-start",
            _looks_at_the_start,
            says="It must end, not begin, within its allowance.",
        ),
        Misconception(
            "refuses-the-last-moment",
            _refuses_the_last_moment,
            says="An answer at the very last moment is still in time.",
        ),
        Misconception(
            "counts-only-those-who-wait",
            _counts_only_those_who_wait,
            says="The request that runs is inside, too.",
        ),
        Misconception(
            "never-idle",
            _never_idle,
            says="When nobody is inside, the worker starts at the arrival, not before it.",
        ),
        Misconception(
            "serves-the-refused",
            _serves_the_refused,
            says="A refused request takes no time of the worker.",
        ),
        Misconception(
            "counts-who-just-left",
            _counts_who_just_left,
            says="Who ends at the moment of an arrival has left.",
        ),
    ],
)


# --- pass-down ---------------------------------------------------------------------------------


def _by_the_clock(service, allowance):
    """Keep a clock and give each call a moment by which it must be over."""
    now, called, tasks = 0, [], [("call", service, allowance)]
    while tasks:
        kind, node, until = tasks.pop()
        if kind == "end":
            now += node[2]
        elif now + node[1] + node[2] <= until:
            called.append((node[0], until - now))
            now += node[1]
            tasks.append(("end", node, None))
            tasks += [("call", child, until - node[2]) for child in reversed(node[3])]
    return called


def _pass(service, allowance, gives, needs=None, returns=None, lists_refused=False, stops=False):
    called = []
    needs = needs or (lambda work, keep: work + keep)
    returns = returns or (lambda used, keep: used + keep)

    def call(node, left):
        name, work, keep, children = node
        if left < needs(work, keep):
            if lists_refused:
                called.append((name, left))
            return None
        called.append((name, left))
        used = work
        for child in children:
            took = call(child, gives(left, used, work, keep))
            if took is None and stops:
                break
            used += took or 0
        return returns(used, keep)

    call(service, allowance)
    return called


def _gives_all_anew(service, allowance):
    return _pass(service, allowance, lambda left, used, work, keep: left)


def _keeps_nothing_back(service, allowance):
    return _pass(service, allowance, lambda left, used, work, keep: left - used)


def _forgets_the_siblings(service, allowance):
    return _pass(service, allowance, lambda left, used, work, keep: left - work - keep)


def _forgets_own_work(service, allowance):
    return _pass(service, allowance, lambda left, used, work, keep: left - (used - work) - keep)


def _ends_at_a_refusal(service, allowance):
    return _pass(service, allowance, lambda left, used, work, keep: left - used - keep, stops=True)


def _lists_the_refused(service, allowance):
    return _pass(
        service, allowance, lambda left, used, work, keep: left - used - keep, lists_refused=True
    )


def _returns_without_keep(service, allowance):
    return _pass(
        service,
        allowance,
        lambda left, used, work, keep: left - used - keep,
        returns=lambda used, keep: used,
    )


def _needs_only_work(service, allowance):
    return _pass(
        service,
        allowance,
        lambda left, used, work, keep: left - used - keep,
        needs=lambda work, keep: work,
    )


def _trees(st):
    numbers = st.tuples(st.sampled_from("abc"), st.integers(0, 4), st.integers(0, 3))
    return st.recursive(
        numbers.map(lambda node: (*node, [])),
        lambda children: st.tuples(numbers, st.lists(children, max_size=3)).map(
            lambda pair: (*pair[0], pair[1])
        ),
        max_leaves=6,
    )


PASS_DOWN = Exercise(
    slug="pass-down",
    title="Allowances of a tree of calls",
    function="pass_down",
    parameters="service, allowance",
    cases=[
        Case(
            ("page", 5, 10, [("prices", 20, 0, []), ("similar", 20, 0, [])]),
            60,
            gives=[("page", 60), ("prices", 45), ("similar", 25)],
        ),
        Case(
            ("page", 5, 10, [("prices", 20, 0, []), ("similar", 20, 0, [])]),
            50,
            gives=[("page", 50), ("prices", 35)],
        ),
        Case(("page", 5, 10, []), 14, gives=[], why="The first service can be refused, too."),
        Case(("page", 5, 10, []), 15, gives=[("page", 15)], why="It needs 15 and has 15."),
        Case(
            ("page", 0, 0, [("slow", 9, 0, []), ("quick", 1, 0, [])]),
            5,
            gives=[("page", 5), ("quick", 5)],
            why="A refused child takes no time, and the next one is asked.",
        ),
        Case(
            ("page", 1, 2, [("list", 1, 4, [("model", 3, 0, [])]), ("photos", 1, 0, [])]),
            20,
            gives=[("page", 20), ("list", 17), ("model", 12), ("photos", 9)],
            why="What the list keeps back is spent when it returns.",
        ),
        Case(
            ("page", 0, 5, [("list", 0, 5, [("model", 6, 0, [])])]),
            15,
            gives=[("page", 15), ("list", 10)],
            why="Both the page and the list keep something back, and the model has only 5.",
        ),
        Case(
            ("a", 0, 0, [("a", 0, 0, []), ("a", 0, 0, [])]),
            0,
            gives=[("a", 0), ("a", 0), ("a", 0)],
            why="Who needs nothing can be called with nothing.",
        ),
    ],
    generated=lambda st: (_trees(st), st.integers(0, 18)),
    oracle=_by_the_clock,
    budget=Budget(
        make=lambda n: (("page", 0, 0, [("prices", 1, 0, [])] * n), 10 * n),
        per=16,
        growth="n",
        says="What earlier children used is added up again for each child; carry it along.",
    ),
    hints=(
        "A child must know one number. What has to be taken off before it is handed on?",
        "How does the parent learn what a child, with all below it, has used?",
        "Let the call return the time that passed inside it, 0 if it was refused.",
    ),
    why="What has been spent and what is kept back come off before the allowance is handed on.",
    misconceptions=[
        Misconception(
            "gives-all-anew",
            _gives_all_anew,
            says="Each child is given its parent's whole allowance, though part of it is spent.",
        ),
        Misconception(
            "keeps-nothing-back",
            _keeps_nothing_back,
            says="The parent keeps nothing back to put its answer together.",
        ),
        Misconception(
            "forgets-the-siblings",
            _forgets_the_siblings,
            says="Children are called one after another: what the first used is gone.",
        ),
        Misconception(
            "forgets-own-work",
            _forgets_own_work,
            says="The parent's own work comes before its calls and is spent.",
        ),
        Misconception(
            "ends-at-a-refusal",
            _ends_at_a_refusal,
            says="After a refused child the parent goes on to the next.",
        ),
        Misconception(
            "lists-the-refused",
            _lists_the_refused,
            says="Refused services do not belong in the list.",
        ),
        Misconception(
            "returns-without-keep",
            _returns_without_keep,
            says="A child that returns has used up what it kept back, too.",
        ),
        Misconception(
            "needs-only-work",
            _needs_only_work,
            says="A service needs its work and what it keeps back, or it is refused.",
        ),
    ],
)


# --- ask-again ---------------------------------------------------------------------------------


def _counts_down(attempts, allowance, pause):
    """Count down what is left, and go on only while a pause leaves something."""
    left, limits = allowance, []
    waiting = list(reversed(attempts))
    while waiting:
        needs, works = waiting.pop()
        limits.append(left)
        in_time = needs <= left
        left = max(left - needs, 0)
        if in_time and works:
            return True, allowance - left, limits
        if not waiting or left <= pause:
            return False, allowance - left, limits
        left -= pause
        pause += pause
    return False, 0, limits


def _tries_again(attempts, allowance, pause):
    spent, limits = 0, []
    for needs, works in attempts:
        limits.append(allowance)
        spent += min(needs, allowance)
        if works and needs <= allowance:
            return True, spent, limits
        spent += pause
        pause *= 2
    return False, spent, limits


def _asks(
    attempts,
    allowance,
    pause,
    *,
    grows=lambda pause: 2 * pause,
    counted=lambda pause: pause,
    ends=lambda left, pause: left <= pause,
    last_pause=False,
    cut=min,
    good=lambda needs, left: needs <= left,
):
    spent, gone, limits = 0, 0, []
    for place, (needs, works) in enumerate(attempts, 1):
        left = allowance - gone
        limits.append(left)
        spent, gone = spent + cut(needs, left), gone + cut(needs, left)
        if works and good(needs, left):
            return True, spent, limits
        if ends(allowance - gone, pause) or (place == len(attempts) and not last_pause):
            break
        spent, gone = spent + pause, gone + counted(pause)
        pause = grows(pause)
    return False, spent, limits


def _pauses_for_free(attempts, allowance, pause):
    return _asks(attempts, allowance, pause, counted=lambda pause: 0)


def _pauses_alike(attempts, allowance, pause):
    return _asks(attempts, allowance, pause, grows=lambda pause: pause)


def _pauses_until_nothing_is_left(attempts, allowance, pause):
    return _asks(attempts, allowance, pause, ends=lambda left, pause: left < pause)


def _pauses_after_the_last(attempts, allowance, pause):
    return _asks(attempts, allowance, pause, last_pause=True)


def _waits_for_every_answer(attempts, allowance, pause):
    return _asks(attempts, allowance, pause, cut=lambda needs, left: needs)


def _refuses_the_limit(attempts, allowance, pause):
    return _asks(attempts, allowance, pause, good=lambda needs, left: needs < left)


def _takes_errors(attempts, allowance, pause):
    return _asks([(needs, True) for needs, _ in attempts], allowance, pause)


ASK_AGAIN = Exercise(
    slug="ask-again",
    title="A client that keeps trying",
    function="ask_again",
    parameters="attempts, allowance, pause",
    cases=[
        Case([(30, False), (20, True)], 100, 10, gives=(True, 60, [100, 60])),
        Case([(30, False), (20, False), (9, True)], 80, 10, gives=(False, 60, [80, 40])),
        Case([], 80, 10, gives=(False, 0, []), why="Without an attempt there is no answer."),
        Case([(80, True)], 80, 10, gives=(True, 80, [80]), why="It answers at the very limit."),
        Case([(81, True), (1, True)], 80, 10, gives=(False, 80, [80]), why="Nothing is left."),
        Case([(5, False)], 80, 10, gives=(False, 5, [80]), why="After the last there is no pause."),
        Case(
            [(1, False)] * 3 + [(1, True)],
            80,
            10,
            gives=(True, 74, [80, 69, 48, 7]),
            why="The pauses are 10, 20 and 40.",
        ),
        Case(
            [(1, False), (100, True), (1, True)],
            50,
            10,
            gives=(False, 50, [50, 39]),
            why="The second attempt is given up at its limit.",
        ),
    ],
    generated=lambda st: (
        st.lists(st.tuples(st.integers(0, 9), st.booleans()), max_size=6),
        st.integers(1, 25),
        st.integers(1, 4),
    ),
    oracle=_counts_down,
    hints=(
        "Add up what the colleague's client may spend at most in three attempts.",
        "Which number must get smaller with every attempt and with every pause?",
        "Before a pause, ask two things: is there another attempt, and will anything be left "
        "for it?",
    ),
    why="One allowance covers all attempts and pauses; each attempt may use what is left of it.",
    misconceptions=[
        Misconception(
            "tries-again",
            _tries_again,
            says="This is still the colleague's client: each attempt gets the whole allowance.",
        ),
        Misconception(
            "pauses-for-free",
            _pauses_for_free,
            says="The page waits during the pauses, too; take them off the next limit.",
        ),
        Misconception(
            "pauses-alike", _pauses_alike, says="Each pause is twice as long as the one before."
        ),
        Misconception(
            "pauses-until-nothing-is-left",
            _pauses_until_nothing_is_left,
            says="After a pause that uses up the rest, no attempt can follow: do not begin it.",
        ),
        Misconception(
            "pauses-after-the-last",
            _pauses_after_the_last,
            says="After the last attempt nothing follows that a pause could be for.",
        ),
        Misconception(
            "waits-for-every-answer",
            _waits_for_every_answer,
            says="An attempt is given up at its limit; no more than that is spent on it.",
        ),
        Misconception(
            "refuses-the-limit",
            _refuses_the_limit,
            says="An answer at the very limit still counts.",
        ),
        Misconception(
            "takes-errors",
            _takes_errors,
            says="A quick error is no answer: the client has to ask again.",
        ),
    ],
)


# --- answers-per-second ------------------------------------------------------------------------


def _refuses_for_nothing():
    return 125.0


def _charges_every_request_twice():
    return 50.0


def _refuses_the_surplus():
    return (1_000 - (300 - 125) * 2) / 8


def _has_both_at_once():
    return 300.0


ANSWERS_PER_SECOND = Exercise(
    slug="answers-per-second",
    title="What refusals cost",
    function="answers_per_second",
    parameters="",
    cases=[Case(gives=200 / 3)],
    compare=within_factor(1.05, unit="answers/s"),
    hints=(
        "Call the answers a. How many refusals are there, and what do both take of a second?",
        "The core has 1,000 ms each second, and it is always busy.",
    ),
    why="Answers and refusals together fill the core, and together they are all requests.",
    misconceptions=[
        Misconception(
            "refuses-for-nothing",
            _refuses_for_nothing,
            says="This many the core answers only if refusals take nothing.",
        ),
        Misconception(
            "charges-every-request-twice",
            _charges_every_request_twice,
            says="Who is answered is not refused as well: 8 ms is all that an answer takes.",
        ),
        Misconception(
            "refuses-the-surplus",
            _refuses_the_surplus,
            says="With fewer answers there are more refusals, which take time again; solve for "
            "both at once.",
        ),
        Misconception(
            "has-both-at-once",
            _has_both_at_once,
            says="The core cannot answer all of them: that would take 2.4 seconds each second.",
        ),
    ],
)


EXERCISES = [ADMIT_IN_TIME, PASS_DOWN, ASK_AGAIN, ANSWERS_PER_SECOND]
