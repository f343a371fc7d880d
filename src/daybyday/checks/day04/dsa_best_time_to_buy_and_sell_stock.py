"""Exercises of the lesson Best Time to Buy and Sell Stock."""

from itertools import combinations, groupby

from daybyday.checking import Budget, Case, Exercise, Misconception

# --- majority-element --------------------------------------------------------------------------


def _counts_each_value(nums):
    counts = dict.fromkeys(nums, 0)
    for number in nums:
        counts[number] += 1
    return next(number for number, count in counts.items() if 2 * count > len(nums))


def _longest_stretch(nums):
    runs = [(number, len(list(run))) for number, run in groupby(nums)]
    return max(runs, key=lambda run: run[1])[0]


def _middle_place(nums):
    return nums[len(nums) // 2]


def _lead_is_lost(nums):
    candidate, lead = nums[0], 0
    for number in nums:
        if number == candidate:
            lead += 1
        else:
            lead -= 1
            if lead == 0:
                candidate = number
    return candidate


def _never_loses(nums):
    candidate, lead = nums[0], 1
    for number in nums[1:]:
        if number == candidate:
            lead += 1
        elif lead == 0:
            candidate = number
        else:
            lead = 1
    return candidate


def _says_how_often(nums):
    return max(nums.count(number) for number in nums)


def _largest(nums):
    return max(nums)


def _counts_for_each(nums):
    for number in nums:
        if 2 * nums.count(number) > len(nums):
            return number
    return None


MAJORITY_ELEMENT = Exercise(
    slug="majority-element",
    title="Majority Element",
    function="majority_element",
    parameters="nums",
    cases=[
        Case([3, 8, 3, 5, 3], gives=3),
        Case([6, 6, 1, 2, 6, 9, 6], gives=6),
        Case([4], gives=4, why="A single number stands in all places."),
        Case([0, 0, 5], gives=0, why="Zero may be the majority."),
        Case([1, 2, 2], gives=2, why="The first number may be outvoted."),
        Case([2, 2, 1], gives=2, why="The last number need not be the majority."),
        Case([7, 1, 7, 2, 7], gives=7, why="The majority need not have two places in a row."),
        Case([1, 1, 2, 3, 2, 3, 2, 2, 2], gives=2, why="2 stands in five places of nine."),
        Case([5, 5, 9, 9, 9], gives=9, why="9 stands in three places of five."),
        Case([7, 1, 1, 7, 7], gives=7, why="The first long run need not be the majority."),
        Case([-1, 4, -1], gives=-1, why="Numbers may be negative."),
        Case([4, 1, 4, 2, 4, 3, 4, 3, 4, 4], gives=4, why="4 stands in six places of ten."),
    ],
    generated=lambda st: (
        st.tuples(st.integers(-3, 3), st.lists(st.integers(-3, 3), max_size=5))
        .flatmap(
            lambda pair: st.integers(1, 2).flatmap(
                lambda more: st.permutations([pair[0]] * (len(pair[1]) + more) + pair[1])
            )
        )
        .map(list),
    ),
    oracle=_counts_each_value,
    budget=Budget(
        make=lambda n: Case([*range(n - n // 2 - 1), *[n] * (n // 2 + 1)], gives=n),
        per=45,
        growth="n",
        says="The whole list is read again for single numbers; carry what you need along.",
    ),
    hints=(
        "Strike out two places that hold different numbers: is the majority of the rest the same?",
        "Keep one candidate and the number of its copies that nothing has cancelled yet.",
        "A different number cancels one copy. What may the next number become when no copy is "
        "left?",
    ),
    why="Cancelling pairs of different numbers never costs the others less than the majority, so "
    "the candidate that is left over is the number that stands in more than half of the places.",
    misconceptions=[
        Misconception(
            "longest-stretch",
            _longest_stretch,
            says="The most places in a row are not the most places.",
        ),
        Misconception(
            "middle-place",
            _middle_place,
            says="The middle place holds the majority only in a sorted list.",
        ),
        Misconception(
            "lead-is-lost",
            _lead_is_lost,
            says="When a new candidate takes over, its own copy counts as well.",
        ),
        Misconception(
            "never-loses",
            _never_loses,
            says="Each different number must cancel one copy of the candidate.",
        ),
        Misconception(
            "says-how-often",
            _says_how_often,
            says="The question is which number, not how often.",
        ),
        Misconception(
            "largest",
            _largest,
            says="The largest number need not be the most frequent one.",
        ),
        Misconception(
            "counts-for-each",
            _counts_for_each,
            says="The whole list is counted again for each number.",
            verdict="too many steps",
        ),
    ],
)


# --- best-days ---------------------------------------------------------------------------------


def _profit(prices, rent, buy, sell):
    return prices[sell] - prices[buy] - rent * (sell - buy)


def _tries_all_days(prices, rent):
    pairs = list(combinations(range(len(prices)), 2))
    best = max((_profit(prices, rent, *pair) for pair in pairs), default=0)
    if best <= 0:
        return None
    equal = [pair for pair in pairs if _profit(prices, rent, *pair) == best]
    return min(equal, key=lambda pair: (pair[1], -pair[0]))


def _keeps_the_lowest_price(prices, rent):
    best, days, buy = 0, None, 0
    for sell, price in enumerate(prices):
        profit = _profit(prices, rent, buy, sell)
        if profit > best:
            best, days = profit, (buy, sell)
        if price <= prices[buy]:
            buy = sell
    return days


def _forgets_the_rent(prices, rent):
    return _tries_all_days(prices, 0)


def _pays_rent_once(prices, rent):
    best, days, buy = rent, None, 0
    for sell, price in enumerate(prices):
        if price - prices[buy] > best:
            best, days = price - prices[buy], (buy, sell)
        if price <= prices[buy]:
            buy = sell
    return days


def _pays_for_the_day_of_sale(prices, rent):
    pairs = list(combinations(range(len(prices)), 2))
    best = max((_profit(prices, rent, *pair) - rent for pair in pairs), default=0)
    return _tries_all_days(prices, rent) if best > 0 else None


def _buys_first_of_equals(prices, rent):
    best, days, buy = 0, None, 0
    for sell in range(len(prices)):
        profit = _profit(prices, rent, buy, sell)
        if profit > best:
            best, days = profit, (buy, sell)
        if profit < 0:
            buy = sell
    return days


def _sells_last_of_equals(prices, rent):
    best, days, buy = 1, None, 0
    for sell in range(len(prices)):
        profit = _profit(prices, rent, buy, sell)
        if profit >= best:
            best, days = profit, (buy, sell)
        if profit <= 0:
            buy = sell
    return days


def _final_low(prices, rent):
    best, days, buy = 0, None, 0
    for sell in range(len(prices)):
        profit = _profit(prices, rent, buy, sell)
        if profit > best:
            best, days = profit, sell
        if profit <= 0:
            buy = sell
    return None if days is None else (buy, days)


def _returns_the_profit(prices, rent):
    days = _tries_all_days(prices, rent)
    return 0 if days is None else _profit(prices, rent, *days)


def _returns_prices(prices, rent):
    days = _tries_all_days(prices, rent)
    return None if days is None else (prices[days[0]], prices[days[1]])


def _takes_no_profit(prices, rent):
    pairs = list(combinations(range(len(prices)), 2))
    best = max((_profit(prices, rent, *pair) for pair in pairs), default=-1)
    if best < 0:
        return None
    equal = [pair for pair in pairs if _profit(prices, rent, *pair) == best]
    return min(equal, key=lambda pair: (pair[1], -pair[0]))


BEST_DAYS = Exercise(
    slug="best-days",
    title="Best days with storage",
    function="best_days",
    parameters="prices, rent",
    cases=[
        Case([20, 24, 31, 28], 2, gives=(0, 2)),
        Case([20, 24, 31, 28], 5, gives=(1, 2)),
        Case([], 1, gives=None, why="Without days there is no trade."),
        Case([5], 0, gives=None, why="A trade needs two days."),
        Case([9, 7, 4], 0, gives=None, why="Prices fall all the time."),
        Case([5, 6], 1, gives=None, why="The rent eats the profit, and 0 is not above 0."),
        Case([5, 7], 1, gives=(0, 1), why="7 - 5 less one rent leaves 1."),
        Case([5, 6, 9], 2, gives=(1, 2), why="From day 1 the profit is 1, from day 0 it is 0."),
        Case([3, 3, 5], 0, gives=(1, 2), why="Of equal profits, the one that buys last."),
        Case([3, 5, 5], 0, gives=(0, 1), why="Of equal profits, the one that sells first."),
        Case([1, 4, 1, 4], 0, gives=(0, 1), why="Of equal profits, the one that sells first."),
        Case([1, 2, 5], 1, gives=(1, 2), why="Both purchases leave 2: the last one is asked for."),
        Case([2, 9, 1, 3], 0, gives=(0, 1), why="The lowest price comes after the best sale."),
        Case([1, 3, 5, 5, 10], 2, gives=(3, 4), why="Cheap grain from day 0 is dear by day 4."),
        Case([-4, 2], 3, gives=(0, 1), why="2 + 4 less one rent of 3 leaves 3."),
    ],
    generated=lambda st: (st.lists(st.integers(0, 9), max_size=7), st.integers(0, 3)),
    oracle=_tries_all_days,
    budget=Budget(
        make=lambda n: Case(list(range(n, 0, -1)), 1, gives=None),
        per=14,
        growth="n",
        says="Every sale looks back at all purchases before it; carry the best purchase along.",
    ),
    hints=(
        "For a fixed day of sale, which purchase is best, and does that depend on the day of sale?",
        "Subtract from each price the rent of all days before it: what does the profit look like "
        "in these numbers?",
        "Carry the day of the best purchase; when do you replace it, and what if two are equal?",
    ),
    why="A price less the rent of all days before it turns the problem into the lesson's, so one "
    "running minimum, kept as a day, is enough; the comparisons' strictness settles the ties.",
    misconceptions=[
        Misconception(
            "keeps-the-lowest-price",
            _keeps_the_lowest_price,
            says="What was cheap long ago has cost rent since: compare with what the stored grain "
            "costs by now.",
        ),
        Misconception(
            "forgets-the-rent",
            _forgets_the_rent,
            says="Each day between purchase and sale costs the rent.",
        ),
        Misconception(
            "pays-rent-once",
            _pays_rent_once,
            says="The rent is due for each day of storage, not once a trade.",
        ),
        Misconception(
            "buys-first-of-equals",
            _buys_first_of_equals,
            says="Of equal profits that sell on one day, the one that buys last is asked for.",
        ),
        Misconception(
            "sells-last-of-equals",
            _sells_last_of_equals,
            says="Of equal profits, the one that sells first is asked for.",
        ),
        Misconception(
            "final-low",
            _final_low,
            says="The purchase must be remembered together with its sale; a later low is too late.",
        ),
        Misconception(
            "returns-the-profit",
            _returns_the_profit,
            says="The days are asked for, not the profit.",
        ),
        Misconception(
            "returns-prices",
            _returns_prices,
            says="The days are asked for, not their prices.",
        ),
        Misconception(
            "takes-no-profit",
            _takes_no_profit,
            says="A profit of 0 is no reason to trade: None is asked for.",
        ),
        Misconception(
            "pays-for-the-day-of-sale",
            _pays_for_the_day_of_sale,
            says="From day b to day s there are s - b days to pay for.",
        ),
        Misconception(
            "tries-all-days",
            _tries_all_days,
            says="Every pair of days is tried.",
            verdict="too many steps",
        ),
    ],
)


# --- gas-station -------------------------------------------------------------------------------


def _gets_round(gas, cost, start):
    tank = 0
    for step in range(len(gas)):
        station = (start + step) % len(gas)
        tank += gas[station] - cost[station]
        if tank < 0:
            return False
    return True


def _tries_every_start(gas, cost):
    for start in range(len(gas)):
        if _gets_round(gas, cost, start):
            return start
    return -1


def _largest_surplus(gas, cost):
    if sum(gas) < sum(cost):
        return -1
    surplus = [g - c for g, c in zip(gas, cost, strict=True)]
    return surplus.index(max(surplus))


def _first_surplus(gas, cost):
    if sum(gas) < sum(cost):
        return -1
    return next(i for i, (g, c) in enumerate(zip(gas, cost, strict=True)) if g >= c)


def _only_to_the_end(gas, cost):
    start = tank = 0
    for station in range(len(gas)):
        tank += gas[station] - cost[station]
        if tank < 0:
            start, tank = station + 1, 0
    return start if start < len(gas) else -1


def _keeps_the_debt(gas, cost):
    start = tank = total = 0
    for station in range(len(gas)):
        total += gas[station] - cost[station]
        tank += gas[station] - cost[station]
        if tank < 0:
            start = station + 1
    return start if total >= 0 else -1


def _starts_where_it_failed(gas, cost):
    start = tank = total = 0
    for station in range(len(gas)):
        total += gas[station] - cost[station]
        tank += gas[station] - cost[station]
        if tank < 0:
            start, tank = station, 0
    return start if total >= 0 else -1


def _wants_something_left(gas, cost):
    for start in range(len(gas)):
        tank = 0
        for step in range(len(gas)):
            station = (start + step) % len(gas)
            tank += gas[station] - cost[station]
            if tank <= 0:
                break
        else:
            return start
    return -1


def _last_start(gas, cost):
    starts = [start for start in range(len(gas)) if _gets_round(gas, cost, start)]
    return starts[-1] if starts else -1


def _total_only(gas, cost):
    return 0 if sum(gas) >= sum(cost) else -1


def _says_whether(gas, cost):
    return sum(gas) >= sum(cost)


GAS_STATION = Exercise(
    slug="gas-station",
    title="Gas Station",
    function="gas_station",
    parameters="gas, cost",
    cases=[
        Case([2, 5, 1], [3, 2, 3], gives=1),
        Case([2, 3, 1], [3, 2, 2], gives=-1),
        Case([5], [4], gives=0, why="One station, and enough to come back to it."),
        Case([3], [4], gives=-1, why="One station, and not enough to come back to it."),
        Case([3], [3], gives=0, why="Arriving with an empty tank is good enough."),
        Case([0, 0], [0, 0], gives=0, why="Ways that use nothing need nothing."),
        Case([3, 1], [1, 3], gives=0, why="The van arrives with an empty tank."),
        Case([1, 3], [3, 1], gives=1, why="From station 0 the van does not reach station 1."),
        Case([4, 1, 1], [1, 1, 1], gives=0, why="Several stations will do: the smallest one."),
        Case([2, 0, 0, 4], [1, 2, 1, 1], gives=3, why="From 0 the van fails behind station 1."),
        Case([3, 0, 4, 0], [1, 3, 3, 0], gives=2, why="From 0 the van fails behind station 1."),
        Case([1, 5, 0, 4], [4, 1, 4, 1], gives=1, why="From 1 the tank never falls below 0."),
        Case([1, 0, 2, 6], [2, 2, 3, 2], gives=3, why="From 0, 1 and 2 the van fails at once."),
    ],
    generated=lambda st: st.lists(
        st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=1, max_size=6
    ).map(lambda pairs: ([g for g, _ in pairs], [c for _, c in pairs])),
    oracle=_tries_every_start,
    budget=Budget(
        make=lambda n: Case(
            [*[1] * (n - 2), 0, 3],
            [*[1] * (n - 2), 2, 1],
            gives=n - 1,
        ),
        per=14,
        growth="n",
        says="Every start drives the same stretch again; what does one failure say about the "
        "stations before it?",
    ),
    hints=(
        "Add up `gas[i] - cost[i]` over the whole ring: when is there certainly no start?",
        "The van starts at a, and runs dry behind station c. It passed b on its way: with what in "
        "the tank, and would it have done better by starting at b?",
        "One failure rules out a whole stretch of starts. Which station is the next one to try, "
        "and must it ever be tried all the way round?",
    ),
    why="A failure behind a station rules out every start up to it, so one pass leaves one start; "
    "the sum over the ring says whether it gets round.",
    misconceptions=[
        Misconception(
            "largest-surplus",
            _largest_surplus,
            says="The station with the largest surplus need not be a good start: what comes after "
            "it counts, too.",
        ),
        Misconception(
            "first-surplus",
            _first_surplus,
            says="Reaching the next station is not enough: the van must get all the way round.",
        ),
        Misconception(
            "only-to-the-end",
            _only_to_the_end,
            says="The van must go on behind the last station: does the ring give enough for that?",
        ),
        Misconception(
            "keeps-the-debt",
            _keeps_the_debt,
            says="A new start begins with an empty tank, not with the debt of the last one.",
        ),
        Misconception(
            "starts-where-it-failed",
            _starts_where_it_failed,
            says="The station behind which the van failed is ruled out, too.",
        ),
        Misconception(
            "wants-something-left",
            _wants_something_left,
            says="Arriving with an empty tank is good enough.",
        ),
        Misconception(
            "last-start",
            _last_start,
            says="Of several starts the smallest position is asked for.",
        ),
        Misconception(
            "total-only",
            _total_only,
            says="The sum says whether there is a start, not where it is.",
        ),
        Misconception(
            "says-whether",
            _says_whether,
            says="The question is where, not whether: return a position, or -1.",
        ),
        Misconception(
            "tries-every-start",
            _tries_every_start,
            says="Every start drives the same stretch again.",
            verdict="too many steps",
        ),
    ],
)

EXERCISES = [MAJORITY_ELEMENT, BEST_DAYS, GAS_STATION]
