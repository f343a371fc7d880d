"""Exercises of the lesson on A/B testing and the price of peeking."""

from hashlib import sha256
from itertools import accumulate
from math import log, sqrt
from statistics import covariance, variance

from daybyday.checking import Budget, Case, Exercise, Misconception, close, within_factor

# --- salted-assignment -------------------------------------------------------------------------


def _paint_the_line(user, salt, percentages):
    """Give each hundredth of the line its arm and look the user's hundredth up."""
    owners = [arm for arm, percentage in percentages.items() for _ in range(percentage)]
    digest = sha256(f"{salt}:{user}".encode()).digest()
    hundredth = int.from_bytes(digest[:4], "big") * 100 >> 32
    return owners[hundredth] if hundredth < len(owners) else None


def _side_by_side(text, percentages):
    place = int(sha256(text.encode()).hexdigest()[:8], 16) / 2**32
    ends = accumulate(percentages.values())
    return next(
        (arm for arm, end in zip(percentages, ends, strict=True) if 100 * place < end), None
    )


def _forgets_the_salt(user, salt, percentages):
    return _side_by_side(f"{user}", percentages)


def _without_a_separator(user, salt, percentages):
    return _side_by_side(f"{salt}{user}", percentages)


def _user_first(user, salt, percentages):
    return _side_by_side(f"{user}:{salt}", percentages)


def _takes_the_remainder(user, salt, percentages):
    number = int(sha256(f"{salt}:{user}".encode()).hexdigest()[:8], 16) % 100
    ends = accumulate(percentages.values())
    return next((arm for arm, end in zip(percentages, ends, strict=True) if number < end), None)


def _does_not_add_up(user, salt, percentages):
    place = int(sha256(f"{salt}:{user}".encode()).hexdigest()[:8], 16) / 2**32
    return next((arm for arm, width in percentages.items() if 100 * place < width), None)


def _rest_to_the_last(user, salt, percentages):
    arm = _paint_the_line(user, salt, percentages)
    return list(percentages)[-1] if arm is None and percentages else arm


def _sorts_the_arms(user, salt, percentages):
    return _side_by_side(f"{salt}:{user}", dict(sorted(percentages.items())))


def _stretches_the_arms(user, salt, percentages):
    total = sum(percentages.values())
    if not total:
        return None
    return _side_by_side(f"{salt}:{user}", {a: p * 100 / total for a, p in percentages.items()})


SALTED_ASSIGNMENT = Exercise(
    slug="salted-assignment",
    title="Salted assignment",
    function="assign",
    parameters="user, salt, percentages",
    cases=[
        Case(7, "shelf", {"A": 50, "B": 50}, gives="B"),
        Case(
            7,
            "shelf",
            {"A": 10, "B": 10},
            gives=None,
            why="The arms end at 0.2, and the user's place is beyond.",
        ),
        Case(
            7,
            "shelf",
            {"A": 30, "B": 30, "C": 40},
            gives="B",
            why="B reaches from 0.3 to 0.6, not from 0 to 0.3.",
        ),
        Case(7, "shelf", {}, gives=None, why="Without arms nobody is in the experiment."),
        Case(
            7,
            "shelf",
            {"A": 0, "B": 100},
            gives="B",
            why="An arm without width holds nobody.",
        ),
        Case(
            7,
            "shelf",
            {"B": 50, "A": 50},
            gives="A",
            why="The arms lie in the order given, here B first.",
        ),
        Case(7, "button", {"A": 50, "B": 50}, why="Another salt, another place."),
        Case(12, "test1", {"A": 50, "B": 50}, why="The text is `test1:12`."),
        Case(112, "test", {"A": 50, "B": 50}, why="The text is `test:112`."),
    ],
    generated=lambda st: st.tuples(
        st.integers(0, 999),
        st.sampled_from(["shelf", "button", "p", ""]),
        st.lists(st.integers(0, 50), max_size=4).map(
            lambda cuts: {
                name: max(0, min(width, 100 - sum(cuts[:place])))
                for place, (name, width) in enumerate(zip("ABCD", cuts, strict=False))
            }
        ),
    ),
    oracle=_paint_the_line,
    budget=Budget(
        make=lambda n: (7, "shelf", dict.fromkeys(map(str, range(n)), 0)),
        per=8,
        growth="n",
        says="The arms before are added up again for each arm; keep a running sum.",
    ),
    hints=(
        "How do you write salt, colon and user as one text, and that as bytes?",
        "`int(text, 16)` reads hexadecimal digits.",
        "Keep the right end of the arms so far; the first arm whose end lies beyond the place "
        "holds it.",
    ),
    why="The place depends on salt and user alone, and the first arm whose right end lies beyond "
    "it holds it; nothing is stored, and another salt shuffles anew.",
    misconceptions=[
        Misconception(
            "forgets-the-salt",
            _forgets_the_salt,
            says="The salt is not in the text, so all experiments split users alike.",
        ),
        Misconception(
            "without-a-separator",
            _without_a_separator,
            says="Without the colon, user 12 of `test1` and user 112 of `test` are the same text.",
        ),
        Misconception("user-first", _user_first, says="The salt goes first: `salt:user`."),
        Misconception(
            "takes-the-remainder",
            _takes_the_remainder,
            says="The place is the number divided by 2 to the 32nd, not its remainder.",
        ),
        Misconception(
            "does-not-add-up",
            _does_not_add_up,
            says="Each arm is taken to start at 0; an arm starts where the one before ends.",
        ),
        Misconception(
            "rest-to-the-last",
            _rest_to_the_last,
            says="Users beyond the last arm are not in the experiment.",
        ),
        Misconception(
            "sorts-the-arms",
            _sorts_the_arms,
            says="The arms lie in the order given, not sorted by name.",
        ),
        Misconception(
            "stretches-the-arms",
            _stretches_the_arms,
            says="The arms are stretched to fill the line; percentages are of all users.",
        ),
    ],
)


# --- stopping-day ------------------------------------------------------------------------------


def _counts_capital(steps, rho, alpha):
    """Follow the logarithm of the capital of the bet against no effect."""
    for day, total in enumerate(accumulate(steps), 1):
        capital = 0.5 * log(rho / (day + rho)) + total**2 / (2 * (day + rho))
        if capital >= -log(alpha):
            return day
    return None


def _edge(v, rho, alpha):
    return sqrt((v + rho) * log((v + rho) / (rho * alpha**2)))


def _first(crossed):
    return next((day for day, stop in enumerate(crossed, 1) if stop), None)


def _peeks(steps, rho, alpha):
    sums = accumulate(steps)
    return _first(abs(total) >= 1.96 * sqrt(day) for day, total in enumerate(sums, 1))


def _looks_up_only(steps, rho, alpha):
    sums = accumulate(steps)
    return _first(total >= _edge(day, rho, alpha) for day, total in enumerate(sums, 1))


def _looks_at_the_end(steps, rho, alpha):
    v = len(steps)
    return v if v and abs(sum(steps)) >= _edge(v, rho, alpha) else None


def _last_day(steps, rho, alpha):
    sums = list(accumulate(steps))
    days = [d for d, total in enumerate(sums, 1) if abs(total) >= _edge(d, rho, alpha)]
    return days[-1] if days else None


def _counts_from_zero(steps, rho, alpha):
    day = _counts_capital(steps, rho, alpha)
    return None if day is None else day - 1


def _judges_each_step(steps, rho, alpha):
    return _first(abs(step) >= _edge(day, rho, alpha) for day, step in enumerate(steps, 1))


def _does_not_square(steps, rho, alpha):
    sums = accumulate(steps)
    return _first(abs(t) >= _edge(day, rho, sqrt(alpha)) for day, t in enumerate(sums, 1))


def _keeps_the_largest(steps, rho, alpha):
    largest = accumulate(map(abs, accumulate(steps)), max)
    v = len(steps)
    return _first(total >= _edge(v, rho, alpha) for total in largest) if v else None


STOPPING_DAY = Exercise(
    slug="stopping-day",
    title="Stopping day",
    function="stopping_day",
    parameters="steps, rho, alpha",
    cases=[
        Case([3.0, 1.0, 2.0], 1, 0.05, gives=3),
        Case([-4.0, 4.0], 1, 0.05, gives=1, why="The sum may fall, too, and a stop is not undone."),
        Case([], 1, 0.05, gives=None, why="Without a day there is nothing to stop."),
        Case([3.0], 1, 0.05, gives=None, why="3 is more than 1.96, and less than the boundary."),
        Case(
            [2.0, 2.0, 2.0],
            1,
            0.05,
            gives=3,
            why="No step is large, but their sum is.",
        ),
        Case(
            [5.0, 0.0, 0.0],
            1,
            0.05,
            gives=1,
            why="The first day on which it stops, not the last.",
        ),
        Case([3.0, 0.0, 0.0], 1, 0.2, gives=1, why="A larger alpha is a lower boundary."),
        Case([4.0, 0.0, 0.0], 9, 0.05, gives=None, why="A larger rho is a stricter first day."),
    ],
    generated=lambda st: (
        st.lists(st.integers(-4, 5).map(float), max_size=6),
        st.sampled_from([0.5, 1, 4]),
        st.sampled_from([0.01, 0.05, 0.2]),
    ),
    oracle=_counts_capital,
    budget=Budget(
        make=lambda n: ([0.0] * n, 1, 0.05),
        per=8,
        growth="n",
        says="The sum of all steps so far is made again each day; carry it on.",
    ),
    hints=(
        "What do you have to know of yesterday to judge today?",
        "Carry the sum; the day is v.",
        "Compare the size of the sum, whatever its sign, with the boundary of that day, and return "
        "at once.",
    ),
    why="The sum and the day are all that the past contributes, and the first crossing ends it.",
    misconceptions=[
        Misconception(
            "peeks",
            _peeks,
            says="This is 1.96 on each day, which is peeking; use the boundary.",
        ),
        Misconception(
            "looks-up-only",
            _looks_up_only,
            says="B may be worse: compare the size of the sum.",
        ),
        Misconception(
            "looks-at-the-end",
            _looks_at_the_end,
            says="It looks on the last day only; the test may stop on any.",
        ),
        Misconception("last-day", _last_day, says="It returns the last crossing, not the first."),
        Misconception("counts-from-zero", _counts_from_zero, says="Days are counted from 1."),
        Misconception(
            "judges-each-step",
            _judges_each_step,
            says="It compares each day's own step; S is the sum of all so far.",
        ),
        Misconception("does-not-square", _does_not_square, says="Alpha is squared."),
        Misconception(
            "keeps-the-largest",
            _keeps_the_largest,
            says="It compares with the last day's boundary; each day has its own.",
        ),
    ],
)


# --- z-by-users --------------------------------------------------------------------------------


def _from_covariances(users, arms, likes):
    """Expand the variance of Y - R N into variances and a covariance of users."""
    share, error = {}, 0.0
    for arm in "AB":
        rows = [(u, x) for u, a, x in zip(users, arms, likes, strict=True) if a == arm]
        counts, sums = {}, {}
        for user, like in rows:
            counts.setdefault(user, []).append(1)
            sums.setdefault(user, []).append(like)
        n, y = [len(c) for c in counts.values()], [sum(s) for s in sums.values()]
        ratio = share[arm] = sum(y) / len(rows)
        spread = variance(y) + ratio**2 * variance(n) - 2 * ratio * covariance(y, n)
        error += len(n) * spread / len(rows) ** 2
    root = sqrt(max(error, 0.0))
    return (share["B"] - share["A"]) / root if root > 1e-6 else 0.0


def _z(share, error):
    root = sqrt(error)
    return (share["B"] - share["A"]) / root if root > 1e-6 else 0.0


def _by_arm(users, arms, likes):
    """Return for each arm the (likes, ratings) of each of its users."""
    table = {"A": {}, "B": {}}
    for user, arm, like in zip(users, arms, likes, strict=True):
        y, n = table[arm].get(user, (0, 0))
        table[arm][user] = (y + like, n + 1)
    return {arm: list(own.values()) for arm, own in table.items()}


def _by_rows(users, arms, likes):
    share, error = {}, 0.0
    for arm in "AB":
        own = [like for a, like in zip(arms, likes, strict=True) if a == arm]
        share[arm] = sum(own) / len(own)
        error += share[arm] * (1 - share[arm]) / len(own)
    return _z(share, error)


def _averages_users(users, arms, likes):
    share, error = {}, 0.0
    for arm, own in _by_arm(users, arms, likes).items():
        shares = [y / n for y, n in own]
        share[arm] = sum(shares) / len(shares)
        error += variance(shares) / len(shares)
    return _z(share, error)


def _general(users, arms, likes, *, ratio_of=None, factor=None, sign=1):
    share, error = {}, 0.0
    for arm, own in _by_arm(users, arms, likes).items():
        total, k = sum(n for _, n in own), len(own)
        share[arm] = sum(y for y, _ in own) / total
        mean = sum(y for y, _ in own) / k
        rest = [y - share[arm] * n if ratio_of is None else y - mean for y, n in own]
        error += (factor or (lambda k: k / (k - 1)))(k) * sum(x**2 for x in rest) / total**2
    return sign * _z(share, error)


def _ignores_ratings(users, arms, likes):
    return _general(users, arms, likes, ratio_of="mean")


def _forgets_the_correction(users, arms, likes):
    return _general(users, arms, likes, factor=lambda k: 1)


def _divides_by_users(users, arms, likes):
    return _general(users, arms, likes, factor=lambda k: 1 / (k - 1))


def _a_less_b(users, arms, likes):
    return _general(users, arms, likes, sign=-1)


_FOUR = ["A", "A", "A", "A", "B", "B", "B", "B"]

Z_BY_USERS = Exercise(
    slug="z-by-users",
    title="A test that counts rows",
    function="z_by_users",
    parameters="users, arms, likes",
    cases=[
        Case(
            [1, 1, 2, 3, 3, 4],
            ["A", "A", "A", "B", "B", "B"],
            [1, 0, 0, 1, 1, 0],
            gives=(1 / 3) / sqrt(20 / 81),
        ),
        Case(
            [1, 1, 1, 2, 3, 3, 3, 4],
            _FOUR,
            [1, 1, 1, 0, 1, 1, 1, 1],
            gives=0.25 / sqrt(2 * (0.75**2 + 0.75**2) / 16),
            why="Three likes of one user are one draw, not three.",
        ),
        Case(
            [1, 2, 3, 4],
            ["A", "A", "B", "B"],
            [1, 1, 0, 0],
            gives=0.0,
            why="Without any spread between users, z is 0.",
        ),
        Case(
            [3, 1, 4, 2, 3, 1],
            ["B", "A", "B", "A", "B", "A"],
            [1, 1, 0, 0, 1, 0],
            gives=(1 / 3) / sqrt(20 / 81),
            why="The rows may come in any order.",
        ),
        Case(
            [1, 1, 2, 2, 3, 3, 4, 4],
            _FOUR,
            [1, 1, 0, 1, 0, 0, 1, 0],
            why="Equally many ratings each, and B is worse: z is negative.",
        ),
    ],
    generated=lambda st: st.lists(st.tuples(st.integers(1, 6), st.integers(0, 1)), max_size=8).map(
        lambda rows: (
            [1, 2, 3, 4] + [user for user, _ in rows],
            ["B", "A", "B", "A"] + ["AB"[user % 2] for user, _ in rows],
            [1, 0, 0, 1] + [like for _, like in rows],
        )
    ),
    oracle=_from_covariances,
    compare=close(rel=1e-9, absolute=1e-9),
    budget=Budget(
        make=lambda n: (
            [place % (n // 4) for place in range(n)],
            ["AB"[place % (n // 4) % 2] for place in range(n)],
            [place % 3 % 2 for place in range(n)],
        ),
        per=40,
        growth="n",
        says="All rows are gone through again for each user; sum once by user.",
    ),
    hints=(
        "Which things were assigned by chance, and how many of them are there?",
        "Collect likes and ratings of each user in one pass, apart for each arm.",
        "For each arm, sum the squares of likes less share times ratings over its users.",
    ),
    why="Users were assigned, so the spread between users is the noise; the share stays that of "
    "all ratings, and the delta method turns the spread of Y - R N into its variance.",
    misconceptions=[
        Misconception(
            "by-rows",
            _by_rows,
            says="This still treats each row as an independent draw; users were drawn.",
        ),
        Misconception(
            "averages-users",
            _averages_users,
            says="This is the mean of the users' shares, another metric: R is all likes by all "
            "ratings.",
        ),
        Misconception(
            "ignores-ratings",
            _ignores_ratings,
            says="This is the spread of the likes alone; a user with more ratings has more likes. "
            "Subtract the share times the ratings.",
        ),
        Misconception(
            "forgets-the-correction",
            _forgets_the_correction,
            says="The factor k / (k - 1) is missing.",
        ),
        Misconception(
            "divides-by-users",
            _divides_by_users,
            says="The variance is too small by the factor k: with the mean number of ratings "
            "squared, the sum of squares is divided by k as well.",
        ),
        Misconception("a-less-b", _a_less_b, says="z is B's share less A's."),
    ],
)


# --- days-needed -------------------------------------------------------------------------------

_SPREAD = 0.04 * 0.96 + 0.042 * 0.958
_ARM = 7.85 * _SPREAD / 0.002**2
_DAYS = 2 * _ARM * 0.75 * 1.05 / 18_000


def _one_arm():
    return _DAYS / 2


def _everybody():
    return _DAYS * 0.3


def _without_covariate():
    return _DAYS / 0.75


def _correlation_itself():
    return _DAYS / 0.75 * 0.5


def _keeps_the_square():
    return _DAYS / 0.75 * 0.25


def _one_variance():
    return _DAYS * 0.04 * 0.96 / _SPREAD


def _absolute_uplift():
    return _DAYS * (0.002 / 0.05) ** 2


def _without_looks():
    return _DAYS / 1.05


DAYS_NEEDED = Exercise(
    slug="days-needed",
    title="Days needed",
    function="days_needed",
    parameters="",
    cases=[Case(gives=_DAYS)],
    compare=within_factor(1.04, unit="days"),
    hints=(
        "What are the two rates, and how far apart are they?",
        "Put both variances and the squared difference into the formula of the sample size; that "
        "is for one arm.",
        "CUPED leaves one less the squared correlation of the variance; then divide all visitors "
        "needed by those in the experiment each day.",
    ),
    why="The sample size of an arm, times what CUPED leaves, times what the looks cost, twice, "
    "by the visitors of a day who are in the experiment.",
    misconceptions=[
        Misconception(
            "one-arm", _one_arm, says="These are the visitors of one arm; there are two."
        ),
        Misconception(
            "everybody",
            _everybody,
            says="Only 30 in 100 of the visitors are in the experiment.",
        ),
        Misconception(
            "without-covariate",
            _without_covariate,
            says="CUPED is left out.",
        ),
        Misconception(
            "correlation-itself",
            _correlation_itself,
            says="CUPED leaves one less the *squared* correlation of the variance.",
        ),
        Misconception(
            "keeps-the-square",
            _keeps_the_square,
            says="The squared correlation is what CUPED takes away, not what it leaves.",
        ),
        Misconception(
            "one-variance",
            _one_variance,
            says="The difference of two rates has the variance of both.",
        ),
        Misconception(
            "absolute-uplift",
            _absolute_uplift,
            says="The uplift is relative: 5 in 100 of 0.04.",
        ),
        Misconception(
            "without-looks",
            _without_looks,
            says="The daily looks are left out: they need 1.05 times the visitors.",
        ),
    ],
)


EXERCISES = [SALTED_ASSIGNMENT, STOPPING_DAY, Z_BY_USERS, DAYS_NEEDED]
