"""Exercises of the lesson Maximum Subarray."""

from itertools import combinations
from math import prod

from daybyday.checking import Budget, Case, Exercise, Misconception


def _segments(values):
    """Return (start, stop) of every segment that is not empty."""
    return combinations(range(len(values) + 1), 2)


# --- longest-best-segment ----------------------------------------------------------------------


def _longest_of_all(values):
    ranked = max((sum(values[i:j]), j - i, -i) for i, j in _segments(values))
    return ranked[0], -ranked[2], ranked[1] - ranked[2]


def _shortest_of_all(values):
    ranked = min((-sum(values[i:j]), j - i, i) for i, j in _segments(values))
    return -ranked[0], ranked[2], ranked[1] + ranked[2]


def _lessons_rule(values):
    running = best = float("-inf")
    for stop, value in enumerate(values, 1):
        if running > 0:
            running += value
        else:
            running, start = value, stop - 1
        if running > best:
            best, segment = running, (start, stop)
    return best, *segment


def _latest_of_the_longest(values):
    ranked = max((sum(values[i:j]), j - i, i) for i, j in _segments(values))
    return ranked[0], ranked[2], ranked[1] + ranked[2]


def _latest_end(values):
    ranked = max((sum(values[i:j]), j, -i) for i, j in _segments(values))
    return ranked[0], -ranked[2], ranked[1]


def _stop_inside(values):
    total, start, stop = _longest_of_all(values)
    return total, start, stop - 1


def _longest_ending_first(values):
    """Extend at zero, but let only a larger sum replace the best."""
    ranked = min((-sum(values[i:j]), j, i - j) for i, j in _segments(values))
    return -ranked[0], ranked[1] + ranked[2], ranked[1]


def _restarts_at_zero_then_longest(values):
    running = best = float("-inf")
    length = 0
    for stop, value in enumerate(values, 1):
        if running > 0:
            running += value
        else:
            running, start = value, stop - 1
        if (running, stop - start) > (best, length):
            best, length, segment = running, stop - start, (start, stop)
    return best, *segment


def _may_be_empty(values):
    longest = _longest_of_all(values)
    return longest if longest[0] > 0 else (0, 0, 0)


def _only_the_places(values):
    return _longest_of_all(values)[1:]


LONGEST = Exercise(
    slug="longest-best-segment",
    title="The longest best segment",
    function="longest_best_segment",
    parameters="values",
    cases=[
        Case([2, -4, 3, -1, 4, -6, 5], gives=(6, 2, 5)),
        Case([3, -3, 3], gives=(3, 0, 3)),
        Case([7], gives=(7, 0, 1)),
        Case([-2, -1, -3], gives=(-1, 1, 2), why="A segment has at least one value."),
        Case([-2, -2], gives=(-2, 0, 1), why="Of equally long segments the earliest is asked for."),
        Case([0, 5], gives=(5, 0, 2), why="The zero before the 5 costs nothing: longer."),
        Case([5, 0], gives=(5, 0, 2), why="The zero after the 5 costs nothing: longer."),
        Case([0, 0, 0], gives=(0, 0, 3), why="All three zeros together are the longest."),
        Case([4, -5, 4], gives=(4, 0, 1), why="Both fours are as long; the earlier one."),
        Case([4, -5, 1, 3], gives=(4, 2, 4), why="1 and 3 make four as well, and are longer."),
        Case([1, 3, -5, 4], gives=(4, 0, 2), why="1 and 3 make four as well, and are longer."),
        Case([-1, 0, -1], gives=(0, 1, 2), why="Zero alone is better than with a loss."),
        Case([1, -1, 2, -9, 2, 0], gives=(2, 0, 3), why="Three values before two."),
    ],
    generated=lambda st: (st.lists(st.integers(-3, 3), min_size=1, max_size=8),),
    oracle=_longest_of_all,
    budget=Budget(
        make=lambda n: Case([1, -1] * (n // 2), gives=(1, 0, n - 1)),
        per=18,
        growth="n",
        says="Every segment is looked at; one running score and its start are enough.",
    ),
    hints=(
        "`best_segment` decides twice: whether to extend, and whether the best is replaced. Each "
        "decision treats a tie in its own way.",
        "For one fixed end, which start is wanted among those with the largest sum? What does "
        "that say about a running score of exactly zero?",
        "Two ends can share the largest sum, too: a sum alone no longer tells whether the new "
        "segment is better. What else must be compared, and when is it not replaced?",
    ),
    why="A running score of zero costs nothing and makes the segment longer, so only a score "
    "below zero is dropped; and a segment replaces the best when its sum is larger, or the same "
    "and its length larger.",
    misconceptions=[
        Misconception(
            "lessons-rule",
            _lessons_rule,
            says="This is the lesson's rule: of the best segments it takes the one that ends "
            "first, and of those the shortest.",
        ),
        Misconception(
            "shortest-of-all",
            _shortest_of_all,
            says="This is the shortest of the best segments; the longest is asked for.",
        ),
        Misconception(
            "earliest-end",
            _longest_ending_first,
            says="A segment that ends later may have the same sum and be longer: compare lengths "
            "where the sums are equal.",
        ),
        Misconception(
            "latest-of-the-longest",
            _latest_of_the_longest,
            says="Of equally long segments the earliest is asked for: an equal one replaces "
            "nothing.",
        ),
        Misconception(
            "latest-end",
            _latest_end,
            says="A segment that ends later replaced a longer one: compare lengths where the sums "
            "are equal.",
        ),
        Misconception(
            "restarts-at-zero",
            _restarts_at_zero_then_longest,
            says="A running score of zero was dropped; kept, it makes the segment longer at no "
            "cost.",
        ),
        Misconception(
            "stop-inside",
            _stop_inside,
            says="`stop` is the first position that is not in the segment.",
        ),
        Misconception(
            "may-be-empty",
            _may_be_empty,
            says="A segment has at least one value, even where that makes a loss.",
        ),
        Misconception(
            "only-the-places",
            _only_the_places,
            says="Three numbers are asked for: the sum, start and stop.",
        ),
    ],
)


# --- cusum-alarms ------------------------------------------------------------------------------


def _alarms_by_definition(scores, threshold):
    """At each position, look at all segments that end there and began after the last alarm."""
    alarms, since = [], 0
    for last in range(len(scores)):
        best, start = max((sum(scores[i : last + 1]), i) for i in range(since, last + 1))
        if best >= threshold:
            alarms.append((start, last))
            since = last + 1
    return alarms


def _walk(scores, threshold, *, strict=False, floor=True, clear=True, keep_zero=False, once=False):
    """Run the score with one of its rules broken."""
    alarms, running, start = [], 0, 0
    for position, score in enumerate(scores):
        if floor and (running < 0 if keep_zero else running <= 0):
            running, start = 0, position
        running += score
        if running > threshold or (running == threshold and not strict):
            alarms.append((start, position))
            if clear:
                running, start = 0, position + 1
            if once:
                break
    return alarms


def _needs_more(scores, threshold):
    return _walk(scores, threshold, strict=True)


def _never_restarts(scores, threshold):
    return _walk(scores, threshold, floor=False)


def _goes_on_after_alarm(scores, threshold):
    return _walk(scores, threshold, clear=False)


def _keeps_zero(scores, threshold):
    return _walk(scores, threshold, keep_zero=True)


def _starts_at_the_zero(scores, threshold):
    alarms, running, start = [], 0, 0
    for position, score in enumerate(scores):
        running = max(running + score, 0)
        if running == 0:
            start = position
        if running >= threshold:
            alarms.append((start, position))
            running, start = 0, position
    return alarms


def _first_only(scores, threshold):
    return _walk(scores, threshold, once=True)


def _half_open(scores, threshold):
    return [(start, last + 1) for start, last in _alarms_by_definition(scores, threshold)]


def _positions_only(scores, threshold):
    return [last for _, last in _alarms_by_definition(scores, threshold)]


def _restarts_at_each_loss(scores, threshold):
    alarms, running, start = [], 0, 0
    for position, score in enumerate(scores):
        if score < 0 or running == 0:
            running, start = 0, position
        running += score
        if running >= threshold:
            alarms.append((start, position))
            running = 0
    return alarms


def _start_from_last_alarm(scores, threshold):
    alarms, since = [], 0
    for _, last in _alarms_by_definition(scores, threshold):
        alarms.append((since, last))
        since = last + 1
    return alarms


ALARMS = Exercise(
    slug="cusum-alarms",
    title="Alarms of a running score",
    function="cusum_alarms",
    parameters="scores, threshold",
    cases=[
        Case([-1, 2, -1, 3, -2, 1], 4, gives=[(1, 3)]),
        Case([5, -7, 2, 2], 4, gives=[(0, 0), (2, 3)]),
        Case([], 1, gives=[], why="Without scores there is no alarm."),
        Case([-3, -1], 1, gives=[], why="Nothing rises above zero."),
        Case([1, 1, 1], 3, gives=[(0, 2)], why="Reaching the threshold is enough."),
        Case([2, 2, 2, 2], 4, gives=[(0, 1), (2, 3)], why="After an alarm everything starts anew."),
        Case([4, 1, 1], 4, gives=[(0, 0)], why="After an alarm the score is zero again."),
        Case([1, -1, 3], 3, gives=[(2, 2)], why="At zero the stretch so far is forgotten."),
        Case(
            [-9, 3], 3, gives=[(1, 1)], why="The loss is forgotten: the stretch starts with the 3."
        ),
        Case([2, -1, 2], 3, gives=[(0, 2)], why="A small loss does not restart the score."),
        Case([0, 0, 2], 2, gives=[(2, 2)], why="While the score is zero no stretch has begun."),
        Case([3, -5, 3], 3, gives=[(0, 0), (2, 2)], why="What follows an alarm starts at zero."),
        Case([2, 0, 1], 3, gives=[(0, 2)], why="A score of zero within a stretch belongs to it."),
    ],
    generated=lambda st: (
        st.lists(st.integers(-3, 3), max_size=9),
        st.integers(1, 4),
    ),
    oracle=_alarms_by_definition,
    budget=Budget(
        make=lambda n: Case([1, 1, -1] * (n // 3), n, gives=[]),
        per=16,
        growth="n",
        says="The scores are added up again and again; carry one running score and its start.",
    ),
    hints=(
        "It is the lesson's extend-or-restart rule. What must the score forget, and what must be "
        "remembered beside it?",
        "When does a new stretch begin? Decide before you add a score, from the running score "
        "alone.",
        "An alarm ends a stretch as a fall to zero does: what has to be as it was at the very "
        "start?",
    ),
    why="The running score and the start of its stretch are all the state there is: both are "
    "renewed whenever the score is not above zero, and an alarm sets the score to zero.",
    misconceptions=[
        Misconception(
            "needs-more",
            _needs_more,
            says="An alarm is due when the threshold is reached, not only when it is passed.",
        ),
        Misconception(
            "never-restarts",
            _never_restarts,
            says="The running score never falls below zero, or old losses delay the alarm.",
        ),
        Misconception(
            "goes-on-after-alarm",
            _goes_on_after_alarm,
            says="After an alarm the score starts again from zero, or the same stretch is "
            "reported many times.",
        ),
        Misconception(
            "keeps-zero",
            _keeps_zero,
            says="Where the score is exactly zero the stretch is over; the next one starts after "
            "it.",
        ),
        Misconception(
            "starts-at-the-zero",
            _starts_at_the_zero,
            says="A stretch starts right after the position where the score was left at zero, not "
            "at it.",
        ),
        Misconception(
            "first-only",
            _first_only,
            says="All alarms are asked for, not only the first.",
        ),
        Misconception(
            "half-open",
            _half_open,
            says="The second number is the position of the alarm itself.",
        ),
        Misconception(
            "positions-only",
            _positions_only,
            says="Each alarm is a pair: where its stretch starts, and where the alarm is.",
        ),
        Misconception(
            "restarts-at-each-loss",
            _restarts_at_each_loss,
            says="A negative score does not end a stretch as long as the sum stays above zero.",
        ),
        Misconception(
            "start-from-last-alarm",
            _start_from_last_alarm,
            says="A stretch starts after the last position where the score was zero, which may be "
            "long after the last alarm.",
        ),
    ],
)


# --- maximum-product-subarray ------------------------------------------------------------------


def _tries_all_products(nums):
    return max(prod(nums[i:j]) for i, j in _segments(nums))


def _extends_while_larger(nums):
    """Carry the largest product alone."""
    best = running = nums[0]
    for value in nums[1:]:
        running = max(value, running * value)
        best = max(best, running)
    return best


def _lowest_from_the_new_highest(nums):
    best = highest = lowest = nums[0]
    for value in nums[1:]:
        highest = max(value, highest * value, lowest * value)
        lowest = min(value, highest * value, lowest * value)
        best = max(best, highest)
    return best


def _restarts_below_one(nums):
    best = running = nums[0]
    for value in nums[1:]:
        running = value * running if running > 1 else value
        best = max(best, running)
    return best


def _empty_product(nums):
    return max(1, _tries_all_products(nums))


def _never_below_zero(nums):
    return max(0, _tries_all_products(nums))


def _product_of_all(nums):
    return prod(nums)


def _absolute_value(nums):
    return max(abs(prod(nums[i:j])) for i, j in _segments(nums))


def _skips_zeros(nums):
    rest = [value for value in nums if value] or [0]
    return _tries_all_products(rest)


def _from_the_left_only(nums):
    """Try the products from each zero on, but never those that end at one."""
    best, running = nums[0], 1
    for value in nums:
        running *= value
        best = max(best, running)
        running = running or 1
    return best


def _largest_sum(nums):
    return max(sum(nums[i:j]) for i, j in _segments(nums))


PRODUCT = Exercise(
    slug="maximum-product-subarray",
    title="Maximum Product Subarray",
    function="maximum_product_subarray",
    parameters="nums",
    cases=[
        Case([2, 3, -2, 4], gives=6),
        Case([-2, 3, -4], gives=24),
        Case([-2], gives=-2, why="A segment has at least one value."),
        Case([-2, 0, -1], gives=0, why="Zero is larger than both negative numbers."),
        Case([-3, -1, -1], gives=3, why="Two of the three negative numbers make it positive."),
        Case([-1, -2, -3, 0], gives=6, why="The first negative number is better left out."),
        Case([2, -5, -2, -4, 3], gives=24, why="-2, -4 and 3 beat everything from the left."),
        Case([0, 2], gives=2, why="After a zero the product starts anew."),
        Case([3, 0, 4], gives=4, why="A segment across the zero is worth nothing."),
        Case([-4, -3], gives=12, why="Two losses make a gain."),
        Case([1, -1, 5], gives=5),
        Case([-2, 1, -3], gives=6, why="All three together."),
        Case([2, -1, 1, 1], gives=2),
        Case([-1, 4, -2, 0, 9], gives=9, why="What follows the zero may be best."),
        Case([3, 2], gives=6),
    ],
    generated=lambda st: (st.lists(st.integers(-3, 3), min_size=1, max_size=7),),
    oracle=_tries_all_products,
    budget=Budget(
        make=lambda n: Case([1, -1] * (n // 2), gives=1),
        per=18,
        growth="n",
        says="Every segment is multiplied out; what has to be known about the segments that end "
        "at one position?",
    ),
    hints=(
        "The exchange argument fails: exchange the earlier part for a larger one, and the product "
        "can fall. For which values?",
        "Where the value is negative, which of the earlier products makes the largest new one?",
        "Carry two running products for each position. Take care that both are computed from "
        "the old two.",
    ),
    why="Multiplied by a negative value the smallest product becomes the largest, so both ends of "
    "the range of products that end at a position have to be carried; a zero renews both.",
    misconceptions=[
        Misconception(
            "extends-while-larger",
            _extends_while_larger,
            says="A product far below zero is one negative value away from being the largest: "
            "it must be remembered, too.",
        ),
        Misconception(
            "lowest-from-the-new-highest",
            _lowest_from_the_new_highest,
            says="The lowest product was computed from the highest one that was already replaced; "
            "both need the old values.",
        ),
        Misconception(
            "restarts-below-one",
            _restarts_below_one,
            says="A product below one may still be worth extending, if another negative value "
            "follows.",
        ),
        Misconception(
            "empty-product",
            _empty_product,
            says="The empty segment with its product 1 does not count.",
        ),
        Misconception(
            "never-below-zero",
            _never_below_zero,
            says="Where no other segment is there, the answer is negative.",
        ),
        Misconception(
            "product-of-all",
            _product_of_all,
            says="Not all numbers have to be taken: the best segment is asked for.",
        ),
        Misconception(
            "absolute-value",
            _absolute_value,
            says="The sign counts: a large negative product is not large.",
        ),
        Misconception(
            "skips-zeros",
            _skips_zeros,
            says="A segment cannot jump over a zero: its product is zero.",
        ),
        Misconception(
            "from-the-left-only",
            _from_the_left_only,
            says="The best segment may leave out the beginning, also where no zero stands there.",
        ),
        Misconception(
            "largest-sum",
            _largest_sum,
            says="The values are to be multiplied, not added.",
        ),
    ],
)


# --- maximum-sum-circular-subarray -------------------------------------------------------------


def _tries_all_arcs(nums):
    twice, n = nums + nums, len(nums)
    return max(sum(twice[i : i + length]) for i in range(n) for length in range(1, n + 1))


def _ignores_the_ring(nums):
    return max(sum(nums[i:j]) for i, j in _segments(nums))


def _goes_round_twice(nums):
    twice = nums + nums
    return max(sum(twice[i:j]) for i, j in _segments(twice))


def _leaves_out_everything(nums):
    lowest = min(sum(nums[i:j]) for i, j in _segments(nums))
    return max(_ignores_the_ring(nums), sum(nums) - lowest)


def _always_wraps(nums):
    return sum(nums) - min(sum(nums[i:j]) for i, j in _segments(nums))


def _sum_of_the_positive(nums):
    return sum(value for value in nums if value > 0) or max(nums)


def _cuts_out_one(nums):
    """Leave out the smallest value instead of the smallest segment."""
    return max(_ignores_the_ring(nums), sum(nums) - min(nums)) if len(nums) > 1 else nums[0]


CIRCULAR = Exercise(
    slug="maximum-sum-circular-subarray",
    title="Maximum Sum Circular Subarray",
    function="maximum_sum_circular_subarray",
    parameters="nums",
    cases=[
        Case([5, -3, 5], gives=10),
        Case([1, -2, 3, -2], gives=3),
        Case([-3, -2, -4], gives=-2, why="A segment has at least one value."),
        Case([-5], gives=-5, why="A segment has at least one value."),
        Case([4], gives=4, why="No value may be taken twice."),
        Case([2, 3], gives=5, why="No value may be taken twice."),
        Case([0, -1], gives=0),
        Case([3, -1, -1, 3], gives=6, why="The two losses in the middle are left out."),
        Case([-1, 5, -1], gives=5, why="Here the best segment does not cross the joint."),
        Case([4, -1, 4], gives=8, why="The two fours are neighbours on the ring."),
        Case([3, -1, 2, -1], gives=4, why="From the 3 to the 2, or round the joint."),
        Case([6, -4, 1, -4, 6], gives=12, why="All three in the middle are left out."),
        Case(
            [10, -3, 10, -2, -2, -2],
            gives=17,
            why="The smallest value may lie within the best segment.",
        ),
        Case([-2, 4, -5, 4], gives=6, why="From the last 4 round to the first one."),
    ],
    generated=lambda st: (st.lists(st.integers(-4, 4), min_size=1, max_size=8),),
    oracle=_tries_all_arcs,
    budget=Budget(
        make=lambda n: Case([1, -1] * (n // 2), gives=1),
        per=24,
        growth="n",
        says="Each start goes round the ring anew; ask what a segment across the joint leaves out.",
    ),
    hints=(
        "There are two kinds of segments: those that cross the joint, and those that do not. The "
        "lesson solves one kind.",
        "If a segment crosses the joint, what do the values look like that it leaves out? What "
        "must hold for their sum?",
        "The best one across the joint leaves out as little as possible, and must not leave out "
        "everything: when could that happen?",
    ),
    why="A segment across the joint is everything but an ordinary segment, so the best one leaves "
    "out the one with the smallest sum; where that is all of them, every value is negative and "
    "the ordinary answer holds.",
    misconceptions=[
        Misconception(
            "ignores-the-ring",
            _ignores_the_ring,
            says="On the ring the last value stands before the first: segments may cross the "
            "joint.",
        ),
        Misconception(
            "goes-round-twice",
            _goes_round_twice,
            says="A value was taken twice: a segment goes round the ring at most once.",
        ),
        Misconception(
            "leaves-out-everything",
            _leaves_out_everything,
            says="Where all values are negative, everything was left out: the empty segment does "
            "not count.",
        ),
        Misconception(
            "always-wraps",
            _always_wraps,
            says="The best segment need not cross the joint.",
        ),
        Misconception(
            "sum-of-the-positive",
            _sum_of_the_positive,
            says="The values of a segment are neighbours; losses between them cannot be skipped.",
        ),
        Misconception(
            "cuts-out-one",
            _cuts_out_one,
            says="Several neighbouring values may be left out, not only the smallest one.",
        ),
    ],
)

EXERCISES = [LONGEST, ALARMS, PRODUCT, CIRCULAR]
