"""Exercises of the lesson on a classification pipeline with a reject option."""

from daybyday.checking import Budget, Case, Exercise, Misconception, close, within_factor

# --- three-way-decision ------------------------------------------------------------------------


def _cheapest_of_three(probabilities, bad, good, review):
    """Let Python compare (cost, rank) pairs, where the reference compares twice."""
    return [
        min((p * bad, 0, "approve"), ((1 - p) * good, 1, "decline"), (review, 2, "refer"))[2]
        for p in probabilities
    ]


def _cuts_at_one_half(probabilities, bad, good, review):
    words = []
    for p in probabilities:
        if min(p * bad, (1 - p) * good) > review:
            words.append("refer")
        else:
            words.append("approve" if p <= 0.5 else "decline")
    return words


def _never_refers(probabilities, bad, good, review):
    return ["approve" if p * bad <= (1 - p) * good else "decline" for p in probabilities]


def _swaps_the_costs(probabilities, bad, good, review):
    return _cheapest_of_three(probabilities, good, bad, review)


def _refers_on_equal_cost(probabilities, bad, good, review):
    return [
        min((review, 0, "refer"), (p * bad, 1, "approve"), ((1 - p) * good, 2, "decline"))[2]
        for p in probabilities
    ]


def _declines_on_equal_cost(probabilities, bad, good, review):
    return [
        min(((1 - p) * good, 0, "decline"), (p * bad, 1, "approve"), (review, 2, "refer"))[2]
        for p in probabilities
    ]


def _asks_for_both(probabilities, bad, good, review):
    words = []
    for p in probabilities:
        approve, decline = p * bad, (1 - p) * good
        if approve > review or decline > review:
            words.append("refer")
        else:
            words.append("approve" if approve <= decline else "decline")
    return words


THREE_WAY = Exercise(
    slug="three-way-decision",
    title="Three-way decision",
    function="three_way",
    parameters="probabilities, bad, good, review",
    cases=[
        Case([0.0, 0.25, 1.0], 300, 100, 50, gives=["approve", "refer", "decline"]),
        Case(
            [0.25],
            300,
            100,
            75,
            gives=["approve"],
            why="All three cost 75: deciding goes first, and approving before declining.",
        ),
        Case(
            [0.5],
            300,
            100,
            50,
            gives=["decline"],
            why="Declining costs as much as a review, and deciding goes first.",
        ),
        Case(
            [0.375],
            400,
            100,
            70,
            gives=["decline"],
            why="Unlikely to go bad, but approving is dearer on average.",
        ),
        Case([], 300, 100, 50, gives=[], why="No application, no decision."),
        Case(
            [0.5, 0.5], 2, 2, 0, gives=["refer", "refer"], why="A free review is always worth it."
        ),
        Case(
            [0.0, 1.0],
            300,
            100,
            0,
            gives=["approve", "decline"],
            why="Where nothing is in doubt, deciding costs as little as a free review.",
        ),
    ],
    generated=lambda st: (
        st.lists(st.integers(0, 8).map(lambda eighths: eighths / 8), max_size=5),
        st.integers(1, 8),
        st.integers(1, 8),
        st.integers(0, 4),
    ),
    oracle=_cheapest_of_three,
    budget=Budget(
        make=lambda n: ([(place % 9) / 8 for place in range(n)], 300, 100, 50),
        per=12,
        growth="n",
        says="Each probability is decided on its own; no list has to be gone through again.",
    ),
    hints=(
        "What does approving cost on average at probability p, and what does declining cost?",
        "Take the cheaper of the two first; only then compare it with a review.",
        "Refer if min(p * bad, (1 - p) * good) > review; otherwise approve if p * bad <= "
        "(1 - p) * good.",
    ),
    why="The cheapest expected cost wins; the band of referred probabilities follows from the "
    "costs and closes when a review is dearer than the better decision ever is.",
    misconceptions=[
        Misconception(
            "cuts-at-one-half",
            _cuts_at_one_half,
            says="It cuts at one half, where both mistakes would cost the same. Compare the "
            "expected costs.",
        ),
        Misconception("never-refers", _never_refers, says="It never asks a person."),
        Misconception(
            "swaps-the-costs",
            _swaps_the_costs,
            says="The costs are the wrong way round: approving costs `bad` where the application "
            "goes bad, with probability p.",
        ),
        Misconception(
            "refers-on-equal-cost",
            _refers_on_equal_cost,
            says="Where a review costs as much as deciding, deciding goes first.",
        ),
        Misconception(
            "declines-on-equal-cost",
            _declines_on_equal_cost,
            says="Where both decisions cost the same, approving goes first.",
        ),
        Misconception(
            "asks-for-both",
            _asks_for_both,
            says="It refers as soon as either decision is dearer than a review; only the cheaper "
            "one would be taken.",
        ),
    ],
)


# --- risk-coverage-curve -----------------------------------------------------------------------


def _tries_each_threshold(doubts, losses):
    """Filter by each threshold anew, where the reference sorts once."""
    curve = []
    for threshold in sorted(set(doubts)):
        accepted = [loss for doubt, loss in zip(doubts, losses, strict=True) if doubt <= threshold]
        curve.append((len(accepted) / len(doubts), sum(accepted) / len(accepted)))
    return curve


def _splits_ties(doubts, losses):
    order = sorted(range(len(doubts)), key=lambda place: doubts[place])
    curve, total = [], 0
    for accepted, place in enumerate(order, 1):
        total += losses[place]
        curve.append((accepted / len(order), total / accepted))
    return curve


def _divides_by_all(doubts, losses):
    return [(share, risk * share) for share, risk in _tries_each_threshold(doubts, losses)]


def _most_doubtful_first(doubts, losses):
    return _tries_each_threshold([-doubt for doubt in doubts], losses)


def _sorts_losses_too(doubts, losses):
    return _tries_each_threshold(sorted(doubts), sorted(losses))


def _keeps_the_order(doubts, losses):
    return _splits_ties(list(range(len(doubts))), losses)


def _counts_losses(doubts, losses):
    return _tries_each_threshold(doubts, [int(loss > 0) for loss in losses])


RISK_COVERAGE = Exercise(
    slug="risk-coverage-curve",
    title="Risk-coverage curve",
    function="risk_coverage",
    parameters="doubts, losses",
    cases=[
        Case(
            [0.1, 0.4, 0.2, 0.3],
            [0, 1, 0, 1],
            gives=[(0.25, 0.0), (0.5, 0.0), (0.75, 1 / 3), (1.0, 0.5)],
        ),
        Case(
            [0.5, 0.1, 0.5, 0.5],
            [0, 1, 1, 0],
            gives=[(0.25, 1.0), (1.0, 0.5)],
            why="The three cases of doubt 0.5 are accepted together or not at all.",
        ),
        Case([], [], gives=[], why="Without cases there is no threshold."),
        Case([0.2], [1], gives=[(1.0, 1.0)], why="One case, one threshold."),
        Case(
            [2, 1, 3],
            [300, 0, 100],
            gives=[(1 / 3, 0.0), (2 / 3, 150.0), (1.0, 400 / 3)],
            why="Losses may be money, not only 0 and 1.",
        ),
        Case([1, 1], [1, 0], gives=[(1.0, 0.5)], why="Equal doubts give one point."),
    ],
    generated=lambda st: st.lists(st.tuples(st.integers(0, 4), st.integers(0, 3)), max_size=6).map(
        lambda cases: ([doubt for doubt, _ in cases], [loss for _, loss in cases])
    ),
    oracle=_tries_each_threshold,
    compare=close(rel=1e-9, absolute=1e-9),
    budget=Budget(
        make=lambda n: (
            [place * 7919 % n for place in range(n)],
            [place % 2 for place in range(n)],
        ),
        per=8,
        growth="n log n",
        says="Each threshold goes through all cases again; sorted by doubt, one running sum does.",
    ),
    hints=(
        "Which cases does the strictest threshold accept, and which come next?",
        "Sort the places by doubt and keep a running sum of the losses.",
        "Write a point only where the next doubt differs, or where there is none.",
    ),
    why="Every threshold accepts a prefix of the cases in order of doubt, and equal doubts enter "
    "together, so one sort and one running sum give the whole curve.",
    misconceptions=[
        Misconception(
            "splits-ties",
            _splits_ties,
            says="A threshold cannot separate cases of equal doubt: they make one point together.",
        ),
        Misconception(
            "divides-by-all",
            _divides_by_all,
            says="Risk is the mean loss of the accepted cases, not of all.",
        ),
        Misconception(
            "most-doubtful-first",
            _most_doubtful_first,
            says="It accepts the most doubtful cases first.",
        ),
        Misconception(
            "sorts-losses-too",
            _sorts_losses_too,
            says="Doubts and losses are sorted apart, so that each loss lands on another case.",
        ),
        Misconception(
            "keeps-the-order",
            _keeps_the_order,
            says="The cases are accepted in the order given; accept by doubt.",
        ),
        Misconception(
            "counts-losses",
            _counts_losses,
            says="A loss is a number, and its size counts.",
        ),
    ],
)


# --- encode-out-of-fold ------------------------------------------------------------------------


def _goes_through_all_rows(segments, labels, folds):
    """Collect the other folds' rows for each row anew."""
    encoded = []
    for segment, fold in zip(segments, folds, strict=True):
        others = [
            (other, label)
            for other, label, place in zip(segments, labels, folds, strict=True)
            if place != fold
        ]
        same = [label for other, label in others if other == segment]
        pool = same or [label for _, label in others]
        encoded.append(sum(pool) / len(pool))
    return encoded


def _mean(values):
    return sum(values) / len(values)


def _rows(segments, labels, folds):
    return list(zip(segments, labels, folds, strict=True))


def _with_own_label(segments, labels, folds):
    rows = _rows(segments, labels, folds)
    return [_mean([label for s, label, _ in rows if s == segment]) for segment in segments]


def _leaves_out_only_itself(segments, labels, folds):
    encoded = []
    for place, segment in enumerate(segments):
        others = [label for n, label in enumerate(labels) if n != place and segments[n] == segment]
        rest = [label for n, label in enumerate(labels) if folds[n] != folds[place]]
        encoded.append(_mean(others or rest))
    return encoded


def _own_fold(segments, labels, folds):
    rows = _rows(segments, labels, folds)
    return [
        _mean([label for s, label, f in rows if s == segment and f == fold])
        for segment, fold in zip(segments, folds, strict=True)
    ]


def _fills_with_zero(segments, labels, folds):
    rows = _rows(segments, labels, folds)
    encoded = []
    for segment, fold in zip(segments, folds, strict=True):
        same = [label for s, label, f in rows if s == segment and f != fold]
        encoded.append(_mean(same) if same else 0.0)
    return encoded


def _fills_with_all(segments, labels, folds):
    rows = _rows(segments, labels, folds)
    encoded = []
    for segment, fold in zip(segments, folds, strict=True):
        same = [label for s, label, f in rows if s == segment and f != fold]
        encoded.append(_mean(same or labels))
    return encoded


ENCODE_OUT_OF_FOLD = Exercise(
    slug="encode-out-of-fold",
    title="An encoder that leaks",
    function="encode_out_of_fold",
    parameters="segments, labels, folds",
    cases=[
        Case(["a", "a", "a", "b"], [1, 0, 1, 0], [0, 0, 1, 1], gives=[1.0, 1.0, 0.5, 0.5]),
        Case(
            ["x", "x"],
            [1, 0],
            [0, 1],
            gives=[0.0, 1.0],
            why="Each row knows only the other one.",
        ),
        Case(
            ["a", "a", "b", "b"],
            [1, 1, 0, 1],
            [0, 0, 1, 1],
            gives=[0.5, 0.5, 1.0, 1.0],
            why="Neither fold knows the other's segment, so the mean of the other fold stands in.",
        ),
        Case(
            ["a", "a", "a"],
            [1, 0, 0],
            [0, 0, 1],
            gives=[0.0, 0.0, 0.5],
            why="The first two rows share a fold, so neither may use the other's label.",
        ),
        Case(
            ["a", "b", "c"],
            [1, 0, 0],
            [0, 1, 2],
            gives=[0.0, 0.5, 0.5],
            why="Segments of one row: their own label must not come back.",
        ),
        Case(
            ["a", "a", "b", "a"],
            [1, 1, 0, 0],
            [3, 5, 3, 5],
            gives=[0.5, 1.0, 0.5, 1.0],
            why="Folds may carry any numbers.",
        ),
    ],
    generated=lambda st: st.lists(
        st.tuples(st.sampled_from("abc"), st.integers(0, 1), st.integers(0, 2)), max_size=5
    ).map(lambda rows: tuple(map(list, zip(*[("a", 1, 0), ("b", 0, 1), *rows], strict=True)))),
    oracle=_goes_through_all_rows,
    compare=close(rel=1e-9, absolute=1e-9),
    budget=Budget(
        make=lambda n: (
            [f"s{place % (n // 4)}" for place in range(n)],
            [place % 2 for place in range(n)],
            [place % 5 for place in range(n)],
        ),
        per=120,
        growth="n",
        says="All rows are gone through again for each row; sum once and subtract the fold.",
    ),
    hints=(
        "What number does the faulty function give to a segment with a single row?",
        "Sum labels and rows for each segment, and for each segment in each fold: the difference "
        "is what the other folds know.",
        "Where the difference holds no rows, take the same difference over all segments.",
    ),
    why="A row's number must not contain its own label; the sums of its segment less those of "
    "its own fold leave it out at no extra cost.",
    misconceptions=[
        Misconception(
            "with-own-label",
            _with_own_label,
            says="This still uses the row's own label: a segment of one row gets it back as it is.",
        ),
        Misconception(
            "leaves-out-only-itself",
            _leaves_out_only_itself,
            says="Leaving out only the row itself lets the rest of its fold in, and the label can "
            "be read off the difference. Leave the whole fold out.",
        ),
        Misconception(
            "own-fold",
            _own_fold,
            says="It takes the row's own fold instead of the others.",
        ),
        Misconception(
            "fills-with-zero",
            _fills_with_zero,
            says="An unknown segment is not a perfect one: take the mean of the other folds.",
        ),
        Misconception(
            "fills-with-all",
            _fills_with_all,
            says="The mean over all rows contains the row's own fold, and so its own label.",
        ),
    ],
)


# --- reviewers-needed --------------------------------------------------------------------------


def _forgets_the_gate():
    return 50_000 * 0.3 * 9 / 60 / (6 * 0.8) / 0.9 * 0.98


def _forgets_the_plan():
    return 15_700 * 9 / 60 / 6 / 0.9


def _forgets_leave():
    return 15_700 * 9 / 60 / (6 * 0.8)


def _multiplies_by_the_plan():
    return 15_700 * 9 / 60 / 6 * 0.8 / 0.9


def _counts_hours():
    return 15_700 * 9 / 60


REVIEWERS_NEEDED = Exercise(
    slug="reviewers-needed",
    title="A review team",
    function="reviewers_needed",
    parameters="",
    cases=[Case(gives=15_700 * 9 / 60 / (6 * 0.8) / 0.9)],
    compare=within_factor(1.005, unit="people"),
    hints=(
        "How many applications reach the queue, from the gate and from the model?",
        "Turn them into hours of reading, and divide by the hours that one present reviewer is "
        "planned to read.",
        "Only nine in ten of the payroll are present, so divide once more.",
    ),
    why="Reviews times minutes are hours; a present reviewer gives 6 x 0.8 of them, and 0.9 of "
    "the payroll is present.",
    misconceptions=[
        Misconception(
            "forgets-the-gate",
            _forgets_the_gate,
            says="What the gate stops is read by people too.",
        ),
        Misconception(
            "forgets-the-plan",
            _forgets_the_plan,
            says="Nobody reads all day: only 80 in 100 of the hours are planned.",
        ),
        Misconception(
            "forgets-leave",
            _forgets_leave,
            says="This many must be present; the payroll is larger.",
        ),
        Misconception(
            "multiplies-by-the-plan",
            _multiplies_by_the_plan,
            says="Planning less of the time takes more people, not fewer: divide by 0.8.",
        ),
        Misconception(
            "of-all-applications",
            lambda: 50_000 * 0.30 * 9 / 60 / (6 * 0.80) / 0.90,
            says="The gate's cases are read too, and the model refers 30 in 100 of the rest.",
        ),
        Misconception(
            "adds-a-tenth",
            lambda: 15_700 * 9 / 60 / (6 * 0.80) * 1.10,
            says="A tenth of the payroll is absent, not a tenth of those present: divide by 0.9.",
        ),
        Misconception("counts-hours", _counts_hours, says="This is in hours of reading."),
    ],
)


EXERCISES = [THREE_WAY, RISK_COVERAGE, ENCODE_OUT_OF_FOLD, REVIEWERS_NEEDED]
