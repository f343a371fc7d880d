"""Exercises of the lesson Climbing Stairs."""

from itertools import pairwise, product

from daybyday.checking import Budget, Case, Exercise, Misconception

# --- min-cost-climbing-stairs ------------------------------------------------------------------


def _cheapest_of_all_climbs(cost):
    """Try every set of stairs that leaves no two neighbours out."""
    totals = []
    for used in product((False, True), repeat=len(cost)):
        if all(used[i] or used[i + 1] for i in range(len(cost) - 1)):
            totals.append(sum(price for price, on in zip(cost, used, strict=True) if on))
    return min(totals)


def _cheaper_next_stair(cost):
    """Always go to the cheaper of the next two stairs."""
    total, at = 0, -1
    while at + 2 < len(cost):
        at += 1 if cost[at + 1] < cost[at + 2] else 2
        total += cost[at]
    return total


def _ends_on_the_last_stair(cost):
    before, now = 0, 0
    for price in cost:
        before, now = now, min(before, now) + price
    return now


def _starts_on_the_first_stair(cost):
    before, now = float("inf"), cost[0]
    for price in cost[1:]:
        before, now = now, min(before, now) + price
    return min(before, now)


def _top_is_the_last_stair(cost):
    before, now = 0, 0
    for price in cost[:-1]:
        before, now = now, min(before, now) + price
    return min(before, now)


def _every_second_stair(cost):
    return min(sum(cost[::2]), sum(cost[1::2]))


def _pays_for_every_stride(cost):
    """Leave out the single most expensive stair only."""
    return sum(cost) - max(cost)


MIN_COST = Exercise(
    slug="min-cost-climbing-stairs",
    title="Min Cost Climbing Stairs",
    function="min_cost_climbing_stairs",
    parameters="cost",
    cases=[
        Case([10, 15, 20], gives=15),
        Case([1, 100, 1, 1, 1, 100, 1, 1, 100, 1], gives=6),
        Case([3, 7], gives=3, why="From stair 0 a double stride reaches the top."),
        Case([7, 3], gives=3, why="The climb may begin on stair 1."),
        Case([0, 0], gives=0),
        Case([1, 2, 9], gives=2, why="From stair 1 a double stride passes the last stair."),
        Case([9, 1, 9], gives=1, why="Begin on stair 1 and leave the rest out."),
        Case([1, 1, 5, 5], gives=6, why="Of the last two stairs one must be used."),
        Case([5, 5, 1, 1], gives=6, why="Of the first two stairs one must be used."),
        Case([2, 9, 9, 2], gives=11, why="Both 9s cannot be left out."),
        Case([1, 2, 3, 1], gives=3, why="Stairs 1 and 3; the cheaper first stair leads nowhere."),
        Case([4, 0, 1, 4, 0], gives=1, why="Two single strides in a row can be cheapest."),
    ],
    generated=lambda st: (st.lists(st.integers(0, 9), min_size=2, max_size=8),),
    oracle=_cheapest_of_all_climbs,
    budget=Budget(
        make=lambda n: Case([1] * n, gives=n // 2),
        per=8,
        growth="n",
        says="The same stairs are paid for again and again; carry the last two totals.",
    ),
    hints=(
        "What is the least you must have paid when you stand on a stair, its own price included? "
        "Where can you have come from?",
        "It is the lesson's recurrence with another way to combine two answers. What takes the "
        "place of adding the numbers of climbs?",
        "The top is one place above the last stair and costs nothing: from which stairs is it "
        "reached?",
    ),
    why="The cheapest way to stand on a stair comes from the cheaper of the two stairs below, so "
    "two totals are the whole state; the top is reached from either of the last two stairs.",
    misconceptions=[
        Misconception(
            "cheaper-next-stair",
            _cheaper_next_stair,
            says="The cheaper next stair can lead to dear ones: compare whole totals.",
        ),
        Misconception(
            "ends-on-the-last-stair",
            _ends_on_the_last_stair,
            says="The top lies above the last stair, which may be passed by a double stride.",
        ),
        Misconception(
            "starts-on-the-first-stair",
            _starts_on_the_first_stair,
            says="The climb may begin on stair 1 as well.",
        ),
        Misconception(
            "top-is-the-last-stair",
            _top_is_the_last_stair,
            says="The last stair is not the top: the top lies one place above it.",
        ),
        Misconception(
            "every-second-stair",
            _every_second_stair,
            says="Single and double strides may be mixed: every second stair is only one way.",
        ),
        Misconception(
            "leaves-out-one",
            _pays_for_every_stride,
            says="More than one stair can be left out, as long as no two neighbours are.",
        ),
    ],
)


# --- house-robber ------------------------------------------------------------------------------


def _best_of_all_sets(nums, ring=False):
    """Try every set of houses without neighbours."""
    best = 0
    for chosen in product((False, True), repeat=len(nums)):
        pairs = list(pairwise(chosen))
        if ring and len(nums) > 1:
            pairs.append((chosen[-1], chosen[0]))
        if not any(left and right for left, right in pairs):
            best = max(best, sum(n for n, on in zip(nums, chosen, strict=True) if on))
    return best


def _rob_row(nums):
    return _best_of_all_sets(nums)


def _every_second_house(nums):
    return max(sum(nums[::2]), sum(nums[1::2]))


def _richest_first(nums):
    """Take the richest house that is still allowed, again and again."""
    taken = set()
    for place in sorted(range(len(nums)), key=lambda i: (-nums[i], i)):
        if place - 1 not in taken and place + 1 not in taken:
            taken.add(place)
    return sum(nums[place] for place in taken)


def _everything(nums):
    return sum(nums)


def _last_house_taken(nums):
    best = []
    for place, value in enumerate(nums):
        best.append(value + max(best[: max(place - 1, 0)], default=0))
    return best[-1]


def _best_pair(nums):
    """Take two houses at most."""
    return max(
        [
            *nums,
            *(nums[i] + nums[j] for i in range(len(nums)) for j in range(i + 2, len(nums))),
        ]
    )


ROBBER = Exercise(
    slug="house-robber",
    title="House Robber",
    function="house_robber",
    parameters="nums",
    cases=[
        Case([1, 2, 3, 1], gives=4),
        Case([2, 7, 9, 3, 1], gives=12),
        Case([5], gives=5, why="A single house has no neighbours."),
        Case([0], gives=0),
        Case([2, 3], gives=3, why="Of two neighbours one can be taken."),
        Case([3, 2], gives=3, why="Of two neighbours one can be taken."),
        Case([2, 1, 1, 2], gives=4, why="Two houses may be left out between two that are taken."),
        Case([4, 5, 4], gives=8, why="The two 4s are more than the 5 between them."),
        Case([4, 9, 4], gives=9, why="The 9 is more than both its neighbours."),
        Case([5, 1, 1, 5, 1], gives=10, why="The last house need not be taken."),
        Case([0, 0, 0], gives=0),
        Case([6, 1, 1, 7, 1, 1, 8], gives=21, why="Three houses, with two left out in between."),
    ],
    generated=lambda st: (st.lists(st.integers(0, 9), min_size=1, max_size=8),),
    oracle=_rob_row,
    budget=Budget(
        make=lambda n: Case([1] * n, gives=(n + 1) // 2),
        per=8,
        growth="n",
        says="The same part of the row is solved again and again; carry the last two answers.",
    ),
    hints=(
        "Walk along the row. For each house there are two decisions; what must be known of the "
        "houses before to compare them?",
        "If the house is taken, which earlier answer may be added to it? If it is not, which "
        "earlier answer simply stays?",
        "Both earlier answers are best sums of a beginning of the row. How many of them have to "
        "be kept at a time?",
    ),
    why="The best of a row either leaves its last house out, or takes it and has the best of the "
    "row without the last two: a recurrence with two terms, and so two variables.",
    misconceptions=[
        Misconception(
            "every-second-house",
            _every_second_house,
            says="More than one house may be left out between two that are taken.",
        ),
        Misconception(
            "richest-first",
            _richest_first,
            says="The richest house can cost two neighbours that are worth more together.",
        ),
        Misconception(
            "takes-everything",
            _everything,
            says="Two neighbours cannot both be taken.",
        ),
        Misconception(
            "last-house-taken",
            _last_house_taken,
            says="The best sum need not take the last house.",
        ),
        Misconception(
            "two-houses-at-most",
            _best_pair,
            says="More than two houses can be taken.",
        ),
    ],
)


# --- house-robber-ii ---------------------------------------------------------------------------


def _rob_ring(nums):
    return _best_of_all_sets(nums, ring=True)


def _ignores_the_ring(nums):
    return _best_of_all_sets(nums)


def _forgets_the_single_house(nums):
    return max(_best_of_all_sets(nums[1:]), _best_of_all_sets(nums[:-1]))


def _drops_both_ends(nums):
    return _best_of_all_sets(nums[1:-1]) if len(nums) > 2 else max(nums)


def _always_without_the_last(nums):
    return _best_of_all_sets(nums[:-1]) if len(nums) > 1 else nums[0]


def _always_without_the_first(nums):
    return _best_of_all_sets(nums[1:]) if len(nums) > 1 else nums[0]


def _subtracts_the_smaller_end(nums):
    """Solve the row and pay for the joint afterwards."""
    if len(nums) == 1:
        return nums[0]
    return max(_best_of_all_sets(nums) - min(nums[0], nums[-1]), *nums)


RING = Exercise(
    slug="house-robber-ii",
    title="House Robber II",
    function="house_robber_ii",
    parameters="nums",
    cases=[
        Case([2, 3, 2], gives=3),
        Case([1, 2, 3, 1], gives=4),
        Case([5], gives=5, why="A single house has no neighbour but itself."),
        Case([0], gives=0),
        Case([2, 3], gives=3, why="The two houses are neighbours on both sides."),
        Case([3, 2], gives=3, why="The two houses are neighbours on both sides."),
        Case([4, 1, 4, 1], gives=8, why="The first house may be taken if the last is not."),
        Case([1, 4, 1, 4], gives=8, why="The last house may be taken if the first is not."),
        Case([9, 1, 1, 9], gives=10, why="The two 9s are neighbours across the joint."),
        Case([9, 1, 1, 1, 9], gives=10, why="The two 9s are neighbours across the joint."),
        Case([1, 5, 1, 5, 1], gives=10, why="Both ends may be left out."),
        Case([0, 0, 0], gives=0),
        Case([3, 1, 2, 3, 1], gives=6, why="The first house and the last but one."),
        Case([1, 3, 2, 1, 3], gives=6, why="The second house and the last."),
    ],
    generated=lambda st: (st.lists(st.integers(0, 9), min_size=1, max_size=8),),
    oracle=_rob_ring,
    budget=Budget(
        make=lambda n: Case([1] * n, gives=n // 2),
        per=16,
        growth="n",
        says="The ring is solved again and again; how many rows does it take?",
    ),
    hints=(
        "Only one pair of neighbours is new in the ring. What does it forbid?",
        "Of that pair at least one house is left out. What is the rest of the ring then?",
        "Two rows cover both cases. Is there a ring that is too short to be cut like this?",
    ),
    why="At least one of the first and the last house is left out, and without it the ring is a "
    "row; the better of the two rows is the answer, but for a ring of a single house.",
    misconceptions=[
        Misconception(
            "ignores-the-ring",
            _ignores_the_ring,
            says="The first and the last house are neighbours, too.",
        ),
        Misconception(
            "forgets-the-single-house",
            _forgets_the_single_house,
            says="A ring of a single house has nothing left when that house is cut out.",
        ),
        Misconception(
            "drops-both-ends",
            _drops_both_ends,
            says="One of the two ends may be taken, only not both.",
        ),
        Misconception(
            "always-without-the-last",
            _always_without_the_last,
            says="The last house may be taken where the first is left out.",
        ),
        Misconception(
            "always-without-the-first",
            _always_without_the_first,
            says="The first house may be taken where the last is left out.",
        ),
        Misconception(
            "subtracts-the-smaller-end",
            _subtracts_the_smaller_end,
            says="The best of the row cannot be mended afterwards: with one end left out another "
            "choice may be better.",
        ),
    ],
)


# --- climb-strides -----------------------------------------------------------------------------


def _counts_one_by_one(n, strides):
    ways = [1]
    for stair in range(1, n + 1):
        ways.append(sum(ways[stair - stride] for stride in strides if stride <= stair))
    return ways[n]


def _by_polynomial(n, strides, modulus):
    """Reduce x**n by x**d = sum of x**(d - stride), then read the first numbers off."""
    degree = max(strides)

    def times(left, right):
        result = [0] * (2 * degree - 1)
        for i, a in enumerate(left):
            for j, b in enumerate(right):
                result[i + j] += a * b
        for top in range(2 * degree - 2, degree - 1, -1):
            for stride in strides:
                result[top - stride] += result[top]
        return [value % modulus for value in result[:degree]]

    one = [1] + [0] * (degree - 1)
    x = [0, 1] + [0] * (degree - 2) if degree > 1 else [1]
    power = one
    for digit in f"{n:b}":
        power = times(power, power)
        if digit == "1":
            power = times(power, x)
    return sum(c * _counts_one_by_one(k, strides) for k, c in enumerate(power)) % modulus


def _strides_oracle(n, strides, modulus):
    if n <= 200:
        return _counts_one_by_one(n, strides) % modulus
    return _by_polynomial(n, strides, modulus)


def _ignores_order(n, strides, modulus):
    """Count sets of strides, as for coins."""
    ways = [1] + [0] * min(n, 500)
    for stride in strides:
        for stair in range(stride, len(ways)):
            ways[stair] += ways[stair - stride]
    return ways[-1] % modulus


def _all_up_to_the_longest(n, strides, modulus):
    return _strides_oracle(n, range(1, max(strides) + 1), modulus)


def _begins_with_ones(n, strides, modulus):
    """Take one climb for each stair below the longest stride."""
    ways = [1] * max(strides)
    for stair in range(max(strides), min(n, 500) + 1):
        ways.append(sum(ways[stair - stride] for stride in strides))
    return ways[min(n, 500)] % modulus


def _forgets_the_remainder(n, strides, modulus):
    return _counts_one_by_one(min(n, 500), strides)


def _no_climb_of_no_stairs(n, strides, modulus):
    return _strides_oracle(n, strides, modulus) if n else 0


def _one_whatever_the_modulus(n, strides, modulus):
    return _strides_oracle(n, strides, modulus) if n else 1


def _one_stair_off(n, strides, modulus):
    return _strides_oracle(n + 1, strides, modulus)


STRIDES = Exercise(
    slug="climb-strides",
    title="Longer strides",
    function="climb_strides",
    parameters="n, strides, modulus",
    cases=[
        Case(5, [1, 2], 100, gives=8),
        Case(4, [1, 3], 100, gives=3),
        Case(0, [1, 2], 7, gives=1, why="No stairs have one climb, the one without strides."),
        Case(0, [1, 2], 1, gives=0, why="Every number has the remainder 0 modulo 1."),
        Case(1, [2, 3], 10, gives=0, why="No stride is short enough."),
        Case(7, [2], 10, gives=0, why="Double strides alone never reach an odd stair."),
        Case(8, [2], 10, gives=1, why="Four double strides."),
        Case(9, [1], 5, gives=1, why="Single strides alone climb in one way."),
        Case(7, [3, 2], 10, gives=3, why="2+2+3, 2+3+2 and 3+2+2."),
        Case(3, [3, 1], 10, gives=2, why="1+1+1 and 3."),
        Case(10, [1, 2, 3], 10, gives=4, why="There are 274 climbs."),
        Case(12, [5, 7], 10, gives=2, why="5+7 and 7+5 are two climbs."),
        Case(50, [1, 2], 1_000, gives=74, why="There are 20,365,011,074 climbs."),
        Case(1_000, [1, 2], 1_000, gives=501),
        Case(2_001, [1, 4, 8], 1_000_000_007),
    ],
    generated=lambda st: (
        st.integers(0, 40),
        st.lists(st.integers(1, 5), min_size=1, max_size=4, unique=True),
        st.integers(1, 30),
    ),
    oracle=_strides_oracle,
    budget=Budget(
        make=lambda bits: (2**bits - 1, [1, 2, 3], 1_000_000_007),
        per=500,
        growth=lambda bits: bits,
        shown="log2 n",
        sizes=(20, 59),
        says="Stair by stair is too slow; take a power of the step, as `climb_matrix` does.",
    ),
    hints=(
        "How many of the last numbers does the next one need, when the longest stride is known? "
        "They are the state.",
        "One row of the step's matrix makes the new number. What do the other rows do with the "
        "old ones?",
        "Which state does the climb begin with, and which number of the state is read off at the "
        "end? Take the remainder in every product, or the numbers grow as long as the staircase.",
    ),
    why="The state is as long as the longest stride: the matrix's first row adds up what the "
    "strides reach, the others move the numbers on by one place, and its power by halving takes "
    "a number of products that grows with the digits of n alone.",
    misconceptions=[
        Misconception(
            "ignores-order",
            _ignores_order,
            says="A climb is a sequence: the same strides in another order are another climb.",
        ),
        Misconception(
            "all-up-to-the-longest",
            _all_up_to_the_longest,
            says="Only the listed strides are allowed, not all up to the longest.",
        ),
        Misconception(
            "begins-with-ones",
            _begins_with_ones,
            says="The stairs below the longest stride do not all have one climb: only no stairs "
            "have, and below them there are none.",
        ),
        Misconception(
            "forgets-the-remainder",
            _forgets_the_remainder,
            says="The remainder modulo `modulus` is asked for.",
        ),
        Misconception(
            "no-climb-of-no-stairs",
            _no_climb_of_no_stairs,
            says="No stairs have one climb, the one without strides.",
        ),
        Misconception(
            "one-whatever-the-modulus",
            _one_whatever_the_modulus,
            says="Modulo 1 even the single climb of no stairs has the remainder 0.",
        ),
        Misconception(
            "one-stair-off",
            _one_stair_off,
            says="This is the answer for one stair more: which number of the state is read off?",
        ),
    ],
)

EXERCISES = [MIN_COST, ROBBER, RING, STRIDES]
