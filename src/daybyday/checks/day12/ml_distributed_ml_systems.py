"""Exercises of the lesson on distributed training."""

from fractions import Fraction

from daybyday.checking import Case, Exercise, Misconception, close, within_factor

# --- ring-round --------------------------------------------------------------------------------


def _asks_each_receiver(held, step):
    """Build what each worker holds of each piece from the number of the piece that reaches it."""
    size, after = len(held), []
    for rank, pieces in enumerate(held):
        comes = (rank - 1 - step) % size
        row = []
        for number, own in enumerate(pieces):
            if number == comes:
                row.append(held[rank - 1][number] + (own if step + 1 < size else 0))
            else:
                row.append(own)
        after.append(row)
    return after


def _round_with(held, step, sends, to=1, adds=lambda step, size: step < size - 1, keeps=True):
    size = len(held)
    after = [list(pieces) for pieces in held]
    for rank in range(size):
        piece, receiver = sends(rank, step, size) % size, (rank + to) % size
        if adds(step, size):
            after[receiver][piece] += held[rank][piece]
        else:
            after[receiver][piece] = held[rank][piece]
        if not keeps and adds(step, size):
            after[rank][piece] = 0
    return after


def _piece(rank, step, size):
    return rank - step


def _always_its_own(held, step):
    return _round_with(held, step, lambda rank, step, size: rank)


def _the_next_piece(held, step):
    return _round_with(held, step, lambda rank, step, size: rank + step)


def _to_the_left(held, step):
    return _round_with(held, step, _piece, to=-1)


def _always_adds(held, step):
    return _round_with(held, step, _piece, adds=lambda step, size: True)


def _always_copies(held, step):
    return _round_with(held, step, _piece, adds=lambda step, size: False)


def _adds_once_more(held, step):
    return _round_with(held, step, _piece, adds=lambda step, size: step < size)


def _gives_it_away(held, step):
    return _round_with(held, step, _piece, keeps=False)


RING_ROUND = Exercise(
    slug="ring-round",
    title="One round of a ring",
    function="ring_round",
    parameters="held, step",
    cases=[
        Case([[1, 2], [10, 20]], 0, gives=[[1, 22], [11, 20]]),
        Case([[1, 22], [11, 20]], 1, gives=[[11, 22], [11, 22]]),
        Case(
            [[1, 2, 3], [10, 20, 30], [100, 200, 300]],
            0,
            gives=[[1, 2, 303], [11, 20, 30], [100, 220, 300]],
            why="Worker 2's right neighbour is worker 0.",
        ),
        Case(
            [[1, 2, 303], [11, 20, 30], [100, 220, 300]],
            1,
            gives=[[1, 222, 303], [11, 20, 333], [111, 220, 300]],
            why="In the second round each sends on the piece that it has just added to.",
        ),
        Case(
            [[1, 222, 303], [11, 20, 333], [111, 220, 300]],
            2,
            gives=[[111, 222, 303], [11, 222, 333], [111, 220, 333]],
            why="From round p - 1 on a finished piece takes the place of the receiver's own.",
        ),
        Case(
            [[111, 222, 303], [11, 222, 333], [111, 220, 333]],
            3,
            gives=[[111, 222, 333]] * 3,
            why="After the last round everybody has everything.",
        ),
    ],
    generated=lambda st: st.integers(2, 5).flatmap(
        lambda size: st.tuples(
            st.lists(
                st.lists(st.integers(-3, 9), min_size=size, max_size=size),
                min_size=size,
                max_size=size,
            ),
            st.integers(0, 2 * size - 3),
        )
    ),
    oracle=_asks_each_receiver,
    hints=(
        "How many entries change in one round, and which of each worker?",
        "Copy all lists first, and read what is sent from the old ones.",
        "Numbers of workers and pieces go round: Python's % gives no negative result here.",
    ),
    why="One rule of numbering serves both halves; only adding turns into copying.",
    misconceptions=[
        Misconception(
            "always-its-own",
            _always_its_own,
            says="A worker sends another piece each round: the one that it received before.",
        ),
        Misconception(
            "the-next-piece",
            _the_next_piece,
            says="The numbers of the pieces sent go down from round to round, not up.",
        ),
        Misconception(
            "to-the-left",
            _to_the_left,
            says="Pieces travel to the right, to worker r + 1.",
        ),
        Misconception(
            "always-adds",
            _always_adds,
            says="In the second half the piece is finished; adding it counts workers twice.",
        ),
        Misconception(
            "always-copies",
            _always_copies,
            says="In the first half the receiver's own part must be added, not lost.",
        ),
        Misconception(
            "adds-once-more",
            _adds_once_more,
            says="There are p - 1 rounds of adding, one less than there are workers.",
        ),
        Misconception(
            "gives-it-away",
            _gives_it_away,
            says="Sending copies; the sender still holds its piece.",
        ),
    ],
)


# --- send-largest ------------------------------------------------------------------------------


def _by_totals(gradients, most):
    """Work out what is left as all that was given less all that was sent."""
    if not gradients:
        return [], []
    width = len(gradients[0])
    given, sent, messages = [0] * width, [0] * width, []
    for gradient in gradients:
        for place in range(width):
            given[place] += gradient[place]
        open_places = {place for place in range(width) if given[place] != sent[place]}
        message = []
        while open_places and len(message) < most:
            best = min(open_places, key=lambda p: (-abs(given[p] - sent[p]), p))
            open_places.remove(best)
            message.append((best, given[best] - sent[best]))
        for place, value in message:
            sent[place] += value
        messages.append(sorted(message))
    return messages, [a - b for a, b in zip(given, sent, strict=True)]


def _send_with(
    gradients,
    most,
    size=abs,
    carries=True,
    clears=True,
    sends="sum",
    ties=1,
    zeros=False,
    in_order=True,
):
    messages, left = [], [0] * len(gradients[0]) if gradients else []
    for gradient in gradients:
        both = [a + b for a, b in zip(left, gradient, strict=True)]
        judged = gradient if sends == "judged by the gradient" else both
        order = sorted(range(len(both)), key=lambda p: (-size(judged[p]), ties * p))[:most]
        chosen = [place for place in order if zeros or both[place]]
        chosen = sorted(chosen) if in_order else chosen
        values = gradient if sends == "gradient" else both
        messages.append([(place, values[place]) for place in chosen])
        left = both if carries else [0] * len(both)
        if clears and carries:
            left = [0 if place in chosen else value for place, value in enumerate(left)]
    return messages, left


def _drops_the_rest(gradients, most):
    return _send_with(gradients, most, carries=False)


def _keeps_what_was_sent(gradients, most):
    return _send_with(gradients, most, clears=False)


def _looks_at_the_sign(gradients, most):
    return _send_with(gradients, most, size=lambda value: value)


def _sends_only_the_gradient(gradients, most):
    return _send_with(gradients, most, sends="gradient")


def _chooses_too_early(gradients, most):
    return _send_with(gradients, most, sends="judged by the gradient")


def _last_of_equals(gradients, most):
    return _send_with(gradients, most, ties=-1)


def _sends_zeros(gradients, most):
    return _send_with(gradients, most, zeros=True)


def _largest_first(gradients, most):
    return _send_with(gradients, most, in_order=False)


SEND_LARGEST = Exercise(
    slug="send-largest",
    title="Send the largest, keep the rest",
    function="send_largest",
    parameters="gradients, most",
    cases=[
        Case([[5, 3, 0], [0, 3, 4]], 1, gives=([[(0, 5)], [(1, 6)]], [0, 0, 4])),
        Case([[2, -2]], 1, gives=([[(0, 2)]], [0, -2])),
        Case([], 3, gives=([], []), why="Without gradients nothing is sent and nothing is left."),
        Case([[1, -7]], 1, gives=([[(1, -7)]], [1, 0]), why="The sign does not count."),
        Case(
            [[1, 2, 3]],
            2,
            gives=([[(1, 2), (2, 3)]], [1, 0, 0]),
            why="Pairs stand in the order of their places.",
        ),
        Case([[0, 4]], 2, gives=([[(1, 4)]], [0, 0]), why="An entry that is 0 is not sent."),
        Case([[1, 2]], 5, gives=([[(0, 1), (1, 2)]], [0, 0]), why="There are only two entries."),
        Case(
            [[4, 3], [0, -3]],
            1,
            gives=([[(0, 4)], []], [0, 0]),
            why="What was left and the new entry cancel, so nothing is there to send.",
        ),
        Case(
            [[9, 2], [9, 2], [9, 2], [1, 2]],
            1,
            gives=([[(0, 9)], [(0, 9)], [(0, 9)], [(1, 8)]], [1, 0]),
            why="A small entry waits until it has grown.",
        ),
    ],
    generated=lambda st: st.integers(1, 4).flatmap(
        lambda width: st.tuples(
            st.lists(
                st.lists(st.integers(-4, 4), min_size=width, max_size=width),
                max_size=5,
            ),
            st.integers(1, 3),
        )
    ),
    oracle=_by_totals,
    hints=(
        "What must be added to a gradient before anything is chosen?",
        "Sort the places, not the values, by size without sign; Python's sort keeps equals as "
        "they stood.",
        "What becomes of a place that has just been sent?",
    ),
    why="What was sent and what is left add up to all gradients, place by place.",
    misconceptions=[
        Misconception(
            "drops-the-rest",
            _drops_the_rest,
            says="What is not sent must wait for the next step; here it is lost.",
        ),
        Misconception(
            "keeps-what-was-sent",
            _keeps_what_was_sent,
            says="What has been sent must not stay in the rest, or it is sent again.",
        ),
        Misconception(
            "looks-at-the-sign",
            _looks_at_the_sign,
            says="A large negative entry is large, too.",
        ),
        Misconception(
            "sends-only-the-gradient",
            _sends_only_the_gradient,
            says="The message must hold what earlier steps left as well, not only the new entry.",
        ),
        Misconception(
            "chooses-too-early",
            _chooses_too_early,
            says="Choose after adding what was left, or a small entry never gets its turn.",
        ),
        Misconception(
            "last-of-equals",
            _last_of_equals,
            says="Of equally large entries the one at the lower place is sent.",
        ),
        Misconception(
            "sends-zeros",
            _sends_zeros,
            says="An entry that is 0 is never sent.",
        ),
        Misconception(
            "largest-first",
            _largest_first,
            says="A message lists its pairs in the order of their places.",
        ),
    ],
)


# --- whole-mean --------------------------------------------------------------------------------


def _in_fractions(reports):
    """Average exact fractions, one row after the other."""
    width = len(reports[0][1])
    many = sum(rows for rows, _ in reports)
    answer = []
    for place in range(width):
        total = sum((rows * Fraction(mean[place]) for rows, mean in reports if rows), Fraction(0))
        answer.append(float(total / many) if many else 0.0)
    return answer


def _averages(reports):
    total = [0.0] * len(reports[0][1])
    for _, mean in reports:
        total = [have + new for have, new in zip(total, mean, strict=True)]
    return [value / len(reports) for value in total]


def _leaves_out_the_empty(reports):
    some = [report for report in reports if report[0]]
    return _averages(some) if some else [0.0] * len(reports[0][1])


def _gives_the_sum(reports):
    return [
        float(sum(rows * mean[place] for rows, mean in reports))
        for place in range(len(reports[0][1]))
    ]


def _divides_by_workers(reports):
    return [value / len(reports) for value in _gives_the_sum(reports)]


def _weights_without_counting(reports):
    most = max(rows for rows, _ in reports) or 1
    return [value / most / len(reports) for value in _gives_the_sum(reports)]


WHOLE_MEAN = Exercise(
    slug="whole-mean",
    title="An average of averages",
    function="whole_mean",
    parameters="reports",
    cases=[
        Case([(3, [2.0, 0.0]), (1, [6.0, 4.0])], gives=[3.0, 1.0]),
        Case([(2, [1.0]), (0, [9.0])], gives=[1.0]),
        Case([(2, [4.0]), (2, [8.0])], gives=[6.0], why="Shares of one size weigh the same."),
        Case([(0, [5.0, 1.0])], gives=[0.0, 0.0], why="Nobody had rows, so the answer is zeros."),
        Case(
            [(1, [2.0]), (0, [float("nan")])],
            gives=[2.0],
            why="The mean of no rows may be anything, even no number: 0 times that is not 0.",
        ),
        Case([(7, [-3.5])], gives=[-3.5], why="One worker's mean is the mean."),
        Case([(1, []), (2, [])], gives=[], why="An empty gradient has an empty mean."),
    ],
    generated=lambda st: st.integers(1, 3).flatmap(
        lambda width: st.tuples(
            st.lists(
                st.tuples(
                    st.integers(0, 4),
                    st.lists(
                        st.integers(-8, 8).map(float),
                        min_size=width,
                        max_size=width,
                    ),
                ),
                min_size=1,
                max_size=4,
            )
        )
    ),
    oracle=_in_fractions,
    compare=close(rel=1e-9, absolute=1e-9),
    hints=(
        "Cut ten rows once into 5 and 5, once into 9 and 1. Which average goes wrong?",
        "What do a worker's rows and its mean give together?",
        "Whom do you divide by, and what if that is 0?",
    ),
    why="A mean times its rows is a sum, and sums add up however the batch was cut.",
    misconceptions=[
        Misconception(
            "averages",
            _averages,
            says="This is still the colleague's: a worker with one row counts like one with many.",
        ),
        Misconception(
            "leaves-out-the-empty",
            _leaves_out_the_empty,
            says="Workers without rows are left out, but the others still count alike.",
        ),
        Misconception(
            "gives-the-sum",
            _gives_the_sum,
            says="This is the sum over all rows; the mean was asked for.",
        ),
        Misconception(
            "divides-by-workers",
            _divides_by_workers,
            says="A sum over rows is divided by the number of rows, not of workers.",
        ),
        Misconception(
            "weights-without-counting",
            _weights_without_counting,
            says="The weights must add up to 1, so divide by all rows together.",
        ),
    ],
)


# --- seconds-a-step ----------------------------------------------------------------------------


def _one_half():
    return 0.4 + 63 * (500e-6 + 3e9 / 64 / 25e9)


def _forgets_the_delays():
    return 0.4 + 2 * 63 * 3e9 / 64 / 25e9


def _only_the_sum():
    return 2 * 63 * (500e-6 + 3e9 / 64 / 25e9)


def _takes_bits_for_bytes():
    return 0.4 + 2 * 63 * (500e-6 + 3e9 / 64 / 200e9)


def _one_round_each_too_many():
    return 0.4 + 2 * 64 * (500e-6 + 3e9 / 64 / 25e9)


def _half_the_delays():
    return 0.4 + 63 * 500e-6 + 2 * 63 * 3e9 / 64 / 25e9


def _by_a_root():
    return 0.4 + 2 * 63 * (500e-6 + 3e9 / 25e9)


def _one_byte_a_weight():
    return 0.4 + 2 * 63 * (500e-6 + 1.5e9 / 64 / 25e9)


SECONDS_A_STEP = Exercise(
    slug="seconds-a-step",
    title="The time of a step",
    function="seconds_a_step",
    parameters="",
    cases=[Case(gives=0.69925)],
    compare=within_factor(1.005, unit="s"),
    hints=(
        "How many messages does one worker send in a row, and how large is each?",
        "Turn bits into bytes first, then time one message, its delay included.",
        "Three parts add up: the gradients, the bytes, the delays.",
    ),
    why="A ring has 2(p - 1) rounds, each of one delay and a p-th of the vector.",
    misconceptions=[
        Misconception(
            "one-half",
            _one_half,
            says="That is reduce-scatter alone; the finished pieces must go round as well.",
        ),
        Misconception(
            "forgets-the-delays",
            _forgets_the_delays,
            says="Every message has its delay, and they come one after another.",
        ),
        Misconception(
            "only-the-sum",
            _only_the_sum,
            says="The gradients must be computed before they are summed.",
        ),
        Misconception(
            "takes-bits-for-bytes",
            _takes_bits_for_bytes,
            says="A link is sold in bits a second, a vector is measured in bytes.",
        ),
        Misconception(
            "one-round-each-too-many",
            _one_round_each_too_many,
            says="Each half takes one round less than there are workers.",
        ),
        Misconception(
            "half-the-delays",
            _half_the_delays,
            says="The second half of the rounds has its delays as well.",
        ),
        Misconception(
            "by-a-root",
            _by_a_root,
            says="That is the time of a root; in a ring each message is only a piece.",
        ),
        Misconception(
            "one-byte-a-weight",
            _one_byte_a_weight,
            says="Each weight's gradient takes two bytes.",
        ),
    ],
)


EXERCISES = [RING_ROUND, SEND_LARGEST, WHOLE_MEAN, SECONDS_A_STEP]
