"""Wrong and right answers to the exercises on distributed training."""

import numpy as np

from daybyday.checking import Wrong

# --- ring-round --------------------------------------------------------------------------------


def changes_the_lists(held, step):
    size = len(held)
    for rank in range(size):
        piece, right = (rank - step) % size, (rank + 1) % size
        held[right][piece] = held[rank][piece] + (held[right][piece] if step < size - 1 else 0)
    return held


def forgets_that_it_is_a_ring(held, step):
    size, after = len(held), [list(pieces) for pieces in held]
    for rank in range(size):
        piece = (rank - step) % size
        after[rank + 1][piece] += held[rank][piece]
    return after


def gives_the_messages(held, step):
    return [held[rank][(rank - step) % len(held)] for rank in range(len(held))]


def in_numpy(held, step):
    after = np.array(held)
    ranks = np.arange(len(held))
    pieces = (ranks - step) % len(held)
    came = after[ranks, pieces]
    receivers = (ranks + 1) % len(held)
    if step <= len(held) - 2:
        after[receivers, pieces] += came
    else:
        after[receivers, pieces] = came
    return after.tolist()


# --- send-largest ------------------------------------------------------------------------------


def asks_for_the_first(gradients, most):
    left = [0] * len(gradients[0])
    return with_arrays(gradients, most) if left else ([], [])


def only_the_messages(gradients, most):
    return with_arrays(gradients, most)[0]


def empties_the_gradients(gradients, most):
    answer = with_arrays(gradients, most)
    gradients.clear()
    return answer


def with_arrays(gradients, most):
    messages, left = [], np.zeros(len(gradients[0]) if gradients else 0, int)
    for gradient in gradients:
        left = left + np.array(gradient, int)
        places = np.argsort(-np.abs(left), kind="stable")[:most]
        places = np.sort(places[left[places] != 0])
        messages.append([(int(place), int(left[place])) for place in places])
        left[places] = 0
    return messages, left.tolist()


# --- whole-mean --------------------------------------------------------------------------------


def divides_by_nothing(reports):
    many = sum(rows for rows, _ in reports)
    width = len(reports[0][1])
    return [sum(rows * mean[i] for rows, mean in reports if rows) / many for i in range(width)]


def multiplies_by_nothing(reports):
    many = sum(rows for rows, _ in reports) or 1
    width = len(reports[0][1])
    return [sum(rows * mean[i] for rows, mean in reports) / many for i in range(width)]


def one_number(reports):
    answer = running_mean(reports)
    return sum(answer) / len(answer) if answer else 0.0


def running_mean(reports):
    mean, many = [0.0] * len(reports[0][1]), 0
    for rows, other in reports:
        many += rows
        if rows:
            mean = [a + (b - a) * rows / many for a, b in zip(mean, other, strict=True)]
    return mean


# --- seconds-a-step ----------------------------------------------------------------------------


def in_milliseconds():
    return 699.25


def says_it_in_words():
    return "less than a second"


def round_by_round():
    time = 0.4
    for _ in range(2 * 63):
        time += 500e-6 + 1.5e9 * 2 / 64 * 8 / 200e9
    return time


WRONG = {
    "ring-round": [
        Wrong("changes-the-lists", changes_the_lists, "changed its input", "held"),
        Wrong("forgets-that-it-is-a-ring", forgets_that_it_is_a_ring, "crashed", "IndexError"),
        Wrong("gives-the-messages", gives_the_messages, "wrong"),
    ],
    "send-largest": [
        Wrong("asks-for-the-first", asks_for_the_first, "crashed", "IndexError"),
        Wrong("only-the-messages", only_the_messages, "wrong"),
        Wrong("empties-the-gradients", empties_the_gradients, "changed its input", "gradients"),
    ],
    "whole-mean": [
        Wrong("divides-by-nothing", divides_by_nothing, "crashed", "ZeroDivisionError"),
        Wrong("multiplies-by-nothing", multiplies_by_nothing, "wrong", "even no number"),
        Wrong("one-number", one_number, "wrong"),
    ],
    "seconds-a-step": [
        Wrong("in-milliseconds", in_milliseconds, "wrong"),
        Wrong("says-it-in-words", says_it_in_words, "wrong"),
    ],
}

RIGHT = {
    "ring-round": [in_numpy],
    "send-largest": [with_arrays],
    "whole-mean": [running_mean],
    "seconds-a-step": [round_by_round],
}

EQUIVALENT = {
    "send-largest": {"line 4: `0` -> `-1` (2)": "all gradients are of the same length"},
    "whole-mean": {"line 4: `0` -> `-1` (2)": "all means are of the same length"},
}
