"""Exercises of the lesson Add Two Numbers."""

from decimal import Context

from daybyday.checking import Budget, Case, Exercise, ListNode, Misconception, linked

# --- plus-one ----------------------------------------------------------------------------------


def _next_number(digits):
    """Count on with an integer."""
    return [int(digit) for digit in str(int("".join(map(str, digits))) + 1)]


def _last_digit_only(digits):
    return [*digits[:-1], digits[-1] + 1]


def _carries_once(digits):
    result = list(digits)
    result[-1] += 1
    if result[-1] == 10:
        result[-1] = 0
        if len(result) > 1:
            result[-2] += 1
        else:
            result = [1, 0]
    return result


def _drops_the_carry(digits):
    result = list(digits)
    for place in reversed(range(len(result))):
        result[place] = (result[place] + 1) % 10
        if result[place]:
            break
    return result


def _adds_in_place(digits):
    for place in reversed(range(len(digits))):
        if digits[place] < 9:
            digits[place] += 1
            return digits
        digits[place] = 0
    return [1, *digits]


def _least_first(digits):
    result = list(digits)
    for place in range(len(result)):
        if result[place] < 9:
            result[place] += 1
            return result
        result[place] = 0
    return [*result, 1]


PLUS = Exercise(
    slug="plus-one",
    title="Plus One",
    function="plus_one",
    parameters="digits",
    cases=[
        Case([4, 1, 9], gives=[4, 2, 0]),
        Case([9, 9], gives=[1, 0, 0]),
        Case([1, 2], gives=[1, 3], why="Without a 9 at the end only the last digit changes."),
        Case([0], gives=[1], why="After 0 comes 1."),
        Case([9], gives=[1, 0], why="After 9 the number needs one digit more."),
        Case([1, 9, 9], gives=[2, 0, 0], why="A carry can pass through several nines."),
        Case([9, 8, 9], gives=[9, 9, 0], why="The carry stops at the first digit below 9."),
        Case([9, 1, 9, 3], gives=[9, 1, 9, 4], why="Nines in front of another digit stay."),
    ],
    generated=lambda st: (
        st.tuples(
            st.lists(st.sampled_from([0, 1, 8, 9]), max_size=4), st.lists(st.just(9), max_size=3)
        )
        .map(lambda parts: [*parts[0], *parts[1]])
        .map(lambda digits: digits if digits and digits[0] else [9, *digits]),
    ),
    oracle=_next_number,
    budget=Budget(
        make=lambda n: Case([9] * n, gives=[1] + [0] * n),
        per=10,
        growth="n",
        says="One walk from the last digit towards the first is enough.",
    ),
    hints=(
        "Which digits of a number change when it grows by one, and which one stops that?",
        "Walk from the last digit towards the first: what does a 9 become, what any other digit, "
        "and after which of the two is nothing left to do?",
        "What is true of all digits if the walk comes out at the front?",
    ),
    why="Nines at the end become 0 and pass the carry on; the first other digit takes it, and if "
    "there is none, a 1 comes to the front.",
    misconceptions=[
        Misconception(
            "last-digit-only",
            _last_digit_only,
            says="A digit is at most 9: when it would become 10, a carry goes to the next column.",
        ),
        Misconception(
            "carries-once",
            _carries_once,
            says="The digit that takes the carry may be a 9 itself, and pass it on.",
        ),
        Misconception(
            "drops-the-carry",
            _drops_the_carry,
            says="The carry out of the first digit is lost; the number needs one digit more.",
        ),
        Misconception(
            "adds-in-place",
            _adds_in_place,
            verdict="changed its input",
            says="The list given must stay as it is; change a copy.",
        ),
        Misconception(
            "least-first",
            _least_first,
            says="The most significant digit comes first here: the units stand at the end.",
        ),
    ],
)


# --- add-binary --------------------------------------------------------------------------------


def _by_integers(a, b):
    """Let Python read and write base 2."""
    return format(int(a, 2) + int(b, 2), "b")


def _columns(a, b, width):
    """Return the digits of so many columns, least significant first, and the last carry."""
    columns, carry = [], 0
    for place in range(1, width + 1):
        total = carry + sum(place <= len(n) and n[-place] == "1" for n in (a, b))
        carry, digit = divmod(total, 2)
        columns.append(str(digit))
    return columns, carry


def _no_last_carry(a, b):
    columns, _ = _columns(a, b, max(len(a), len(b)))
    return "".join(reversed(columns))


def _always_writes_the_carry(a, b):
    columns, carry = _columns(a, b, max(len(a), len(b)))
    return "".join(reversed([*columns, str(carry)]))


def _not_turned_back(a, b):
    columns, carry = _columns(a, b, max(len(a), len(b)))
    return "".join([*columns, "1"] if carry else columns)


def _aligned_at_the_front(a, b):
    width = max(len(a), len(b))
    columns, carry = _columns(a.ljust(width, "0"), b.ljust(width, "0"), width)
    return "1" * carry + "".join(reversed(columns))


def _stops_with_the_shorter(a, b):
    columns, carry = _columns(a, b, min(len(a), len(b)))
    return "1" * carry + "".join(reversed(columns))


BINARY = Exercise(
    slug="add-binary",
    title="Add Binary",
    function="add_binary",
    parameters="a, b",
    cases=[
        Case("11", "1", gives="100"),
        Case("1010", "1011", gives="10101"),
        Case("0", "0", gives="0", why="Zero is written with one digit."),
        Case("0", "1", gives="1", why="The answer has no leading zero."),
        Case("1", "1", gives="10", why="The last carry is a digit of the sum."),
        Case("100", "1", gives="101", why="The units stand at the end of both texts."),
        Case("1", "110", gives="111", why="The first number may be the shorter one."),
        Case("11", "11", gives="110", why="A column can hold two ones and a carry."),
        Case("1", "1111", gives="10000", why="A carry can run beyond the shorter number."),
    ],
    generated=lambda st: (
        st.integers(0, 70).map(lambda n: format(n, "b")),
        st.integers(0, 70).map(lambda n: format(n, "b")),
    ),
    oracle=_by_integers,
    budget=Budget(
        make=lambda n: Case("1" * n, "1", gives="1" + "0" * n),
        per=32,
        growth="n",
        says="One walk through the columns is enough.",
    ),
    hints=(
        "At which end of the texts do the columns line up?",
        "How large can the total of a column be, and which digit and which carry does each of its "
        "possible values give?",
        "The digits come out least significant first; what is left to do at the end, besides the "
        "last carry?",
    ),
    why="The lesson's loop in base 2, from the end of both texts: a total of at most 3 leaves one "
    "digit and a carry of at most 1.",
    misconceptions=[
        Misconception(
            "no-last-carry",
            _no_last_carry,
            says="The carry out of the first column is lost; it is one digit more.",
        ),
        Misconception(
            "always-writes-the-carry",
            _always_writes_the_carry,
            says="A last carry of 0 is a leading zero; write the carry only if there is one.",
        ),
        Misconception(
            "not-turned-back",
            _not_turned_back,
            says="The digits came out least significant first and were not turned round.",
        ),
        Misconception(
            "aligned-at-the-front",
            _aligned_at_the_front,
            says="The numbers are aligned at their first digits; units belong to units, and these "
            "stand at the end.",
        ),
        Misconception(
            "stops-with-the-shorter",
            _stops_with_the_shorter,
            says="The digits of the longer number beyond the shorter one are missing.",
        ),
    ],
)


# --- add-and-share -----------------------------------------------------------------------------


def _sum_of_lists(first, second):
    """Write both numbers, add them as integers, and read the sum."""
    total = sum(int("".join(map(str, reversed(head.values)))) for head in (first, second))
    return linked(*map(int, reversed(str(total))))


def _copies_all(first, second):
    sentinel = last = ListNode()
    carry = 0
    while first or second or carry:
        total = carry
        if first:
            total, first = total + first.val, first.next
        if second:
            total, second = total + second.val, second.next
        carry, digit = divmod(total, 10)
        last.next = last = ListNode(digit)
    return sentinel.next


def _shares_too_early(first, second):
    sentinel = last = ListNode()
    carry = 0
    while first and second:
        carry, digit = divmod(first.val + second.val + carry, 10)
        last.next = last = ListNode(digit)
        first, second = first.next, second.next
    rest = first or second
    last.next = rest if rest else ListNode(1) if carry else None
    return sentinel.next


def _adds_the_carry_once(first, second):
    sentinel = last = ListNode()
    carry = 0
    while first and second:
        carry, digit = divmod(first.val + second.val + carry, 10)
        last.next = last = ListNode(digit)
        first, second = first.next, second.next
    rest = first or second
    if carry:
        last.next = ListNode(rest.val + 1, rest.next) if rest else ListNode(1)
    else:
        last.next = rest
    return sentinel.next


def _writes_into_the_rest(first, second):
    sentinel = last = ListNode()
    carry = 0
    while first and second:
        carry, digit = divmod(first.val + second.val + carry, 10)
        last.next = last = ListNode(digit)
        first, second = first.next, second.next
    last.next = rest = first or second
    while carry and rest:
        carry, rest.val = divmod(rest.val + 1, 10)
        last, rest = rest, rest.next
    if carry:
        last.next = ListNode(1)
    return sentinel.next


def _drops_the_rest(first, second):
    sentinel = last = ListNode()
    carry = 0
    while carry or (first and second):
        total = carry
        if first:
            total, first = total + first.val, first.next
        if second:
            total, second = total + second.val, second.next
        carry, digit = divmod(total, 10)
        last.next = last = ListNode(digit)
    return sentinel.next


def _number_lists(st):
    """Return a strategy of digit lists, many of them with nines."""
    digit = st.sampled_from([0, 1, 5, 9])
    return st.lists(digit, min_size=1, max_size=5).map(
        lambda v: linked(*v) if v[-1] or len(v) == 1 else linked(*v, 9)
    )


SHARE = Exercise(
    slug="add-and-share",
    title="Add, and share what is left",
    function="add_and_share",
    parameters="first, second",
    cases=[
        Case(linked(7, 5, 9), linked(8, 4), gives=linked(5, 0, 0, 1)),
        Case(linked(1, 2, 3, 4), linked(5), gives=linked(6, 2, 3, 4)),
        Case(linked(0), linked(0), gives=linked(0), why="Zero is a list of one digit."),
        Case(linked(5), linked(1, 2), gives=linked(6, 2), why="Either list may be the longer one."),
        Case(linked(5), linked(5), gives=linked(0, 1), why="The last carry is a digit."),
        Case(
            linked(9, 9, 9, 1),
            linked(1),
            gives=linked(0, 0, 0, 2),
            why="A carry can run on beyond the shorter list.",
        ),
        Case(
            linked(1),
            linked(9, 9),
            gives=linked(0, 0, 1),
            why="A carry can run beyond the end of the longer list.",
        ),
        Case(
            linked(9, 0, 9),
            linked(9),
            gives=linked(8, 1, 9),
            why="Where the carry stops, the rest follows as it is.",
        ),
    ],
    generated=lambda st: (_number_lists(st), _number_lists(st)),
    oracle=_sum_of_lists,
    budget=Budget(
        make=lambda n: Case(
            *(linked(*[1] * n), linked(7))[:: -1 if n % 2 else 1],  # either list may be longer
            gives=linked(8, *[1] * (n - 1)),
        ),
        per=50,
        growth="1",
        sizes=(200, 2_000, 2_001),
        says="It walks on where nothing is added or carried any more; the rest can follow as it "
        "is.",
    ),
    hints=(
        "From which column on does the sum have the digits of the longer list?",
        "There are two reasons to go on with the loop: which, and how do they combine?",
        "When the loop ends, at most one of the two names still leads to a node: what does the "
        "end of the result need?",
    ),
    why="The loop goes on while there is a carry or both lists have digits; then the rest of the "
    "longer list stands for the columns that are left.",
    misconceptions=[
        Misconception(
            "copies-all",
            _copies_all,
            verdict="too many steps",
            says="This copies the rest node by node; once nothing is carried, link to it.",
        ),
        Misconception(
            "shares-too-early",
            _shares_too_early,
            says="One list has ended, but there was a carry left, and it is lost.",
        ),
        Misconception(
            "adds-the-carry-once",
            _adds_the_carry_once,
            says="The first digit of the rest may be a 9, and pass the carry on.",
        ),
        Misconception(
            "writes-into-the-rest",
            _writes_into_the_rest,
            verdict="changed its input",
            says="A carry was written into nodes of an argument; columns that change need new "
            "nodes.",
        ),
        Misconception(
            "drops-the-rest",
            _drops_the_rest,
            says="The digits of the longer list that are left at the end are missing.",
        ),
    ],
)


# --- sum-of-two-integers -----------------------------------------------------------------------

_MIN, _MAX = -(2**31), 2**31 - 1


def _wrapped(a, b):
    """Add, and take the remainder in the range of 32 bits."""
    return (a + b - _MIN) % 2**32 + _MIN


def _without_a_sign(a, b):
    mask = 0xFFFFFFFF
    a, b = a & mask, b & mask
    while b:
        a, b = a ^ b, ((a & b) << 1) & mask
    return a


def _without_a_shift(a, b):
    mask = 0xFFFFFFFF
    a, b = a & mask, b & mask
    a, b = a ^ b, a & b
    a |= b
    return a if a <= _MAX else ~(a ^ mask)


def _one_round(a, b):
    mask = 0xFFFFFFFF
    a, b = a & mask, b & mask
    a = ((a ^ b) | ((a & b) << 1)) & mask
    return a if a <= _MAX else ~(a ^ mask)


def _never_wraps(a, b):
    return a + b


INTEGERS = Exercise(
    slug="sum-of-two-integers",
    title="Sum of Two Integers",
    function="sum_of_two_integers",
    parameters="a, b",
    cases=[
        Case(5, -8, gives=-3),
        Case(_MAX, 1, gives=_MIN),
        Case(0, 0, gives=0, why="Nothing plus nothing."),
        Case(7, 0, gives=7, why="With nothing to add there is no carry."),
        Case(0, -1, gives=-1, why="All 32 bits of −1 are set."),
        Case(1, 1, gives=2, why="Two ones in a column make a carry."),
        Case(3, 1, gives=4, why="A carry can make another carry."),
        Case(-1, 1, gives=0, why="The carry runs through all bits and out at the top."),
        Case(-2, -3, gives=-5, why="Both may be negative."),
        Case(_MIN, -1, gives=_MAX, why="Below the smallest integer comes the largest."),
        Case(_MIN, _MIN, gives=0, why="The top bits make a carry that is lost."),
        Case(_MAX, _MIN, gives=-1, why="The largest and the smallest make −1."),
        Case(_MAX, 0, gives=_MAX, why="The largest integer is positive."),
        Case(_MIN, 0, gives=_MIN, why="The smallest integer is negative."),
        Case(0, _MAX, gives=_MAX, why="Either argument may be zero."),
    ],
    generated=lambda st: (
        st.integers(-9, 9) | st.integers(_MIN, _MAX) | st.sampled_from([_MIN, _MAX]),
        st.integers(-9, 9) | st.integers(_MIN, _MAX) | st.sampled_from([_MIN, _MAX]),
    ),
    oracle=_wrapped,
    budget=Budget(
        make=lambda n: Case(-1, 1, gives=0),
        per=200,
        growth="1",
        sizes=(1, 2),
        says="A carry moves up one bit a round, so 32 rounds are enough.",
    ),
    steps=5_000,
    hints=(
        "Which operation on bits gives the digit of every column, and which one says where a carry "
        "comes from?",
        "Digits and carries are two numbers again: what do you know about their sum?",
        "Python's integers have no top bit: keep 32 bits in every round, and read the sign at the "
        "end.",
    ),
    why="Digits and shifted carries have the same sum as before; in each round the lowest carry "
    "moves up at least one bit, and the mask lets it fall out at the top.",
    misconceptions=[
        Misconception(
            "without-a-sign",
            _without_a_sign,
            says="These are the right 32 bits, read without a sign: with the top bit set they "
            "stand for a negative number.",
        ),
        Misconception(
            "without-a-shift",
            _without_a_shift,
            says="A carry belongs to the next column: shift it there.",
        ),
        Misconception(
            "one-round",
            _one_round,
            says="A carry can meet a digit and make another carry: repeat until there is none.",
        ),
        Misconception(
            "never-wraps",
            _never_wraps,
            says="Beyond 32 bits the sum has to come out at the other end.",
        ),
    ],
)


# --- reverse-integer ---------------------------------------------------------------------------


def _by_text(x):
    """Write the number, turn the text round, and compare."""
    turned = int(str(abs(x))[::-1]) * (-1 if x < 0 else 1)
    return turned if _MIN <= turned <= _MAX else 0


def _never_too_large(x):
    turned = int(str(abs(x))[::-1])
    return -turned if x < 0 else turned


def _floors_below_zero(x):
    result = 0
    for _ in str(abs(x)):
        x, digit = divmod(x, 10)
        result = 10 * result + digit
    return result if _MIN <= result <= _MAX else 0


def _loses_the_sign(x):
    return abs(_by_text(x))


def _stops_at_the_bound(x):
    turned = _by_text(x)
    return 0 if abs(turned) >= 2147483640 else turned


def _wraps(x):
    turned = _never_too_large(x)
    return (turned - _MIN) % 2**32 + _MIN


def _only_nine_digits(x):
    return _by_text(x) if abs(x) < 10**9 else 0


REVERSE = Exercise(
    slug="reverse-integer",
    title="Reverse Integer",
    function="reverse_integer",
    parameters="x",
    cases=[
        Case(-1250, gives=-521),
        Case(1999999999, gives=0),
        Case(0, gives=0, why="Zero is its own reverse."),
        Case(7, gives=7, why="One digit is its own reverse."),
        Case(-7, gives=-7, why="The sign stays in front."),
        Case(-1, gives=-1, why="The sign stays in front."),
        Case(1020, gives=201, why="A zero inside stays, one at the end vanishes."),
        Case(_MAX, gives=0, why="The largest integer's reverse is too large."),
        Case(_MIN, gives=0, why="The smallest integer's reverse is too small."),
        Case(1463847412, gives=2147483641, why="Ten digits can still fit."),
        Case(-1463847412, gives=-2147483641, why="Ten digits can still fit, with a sign."),
        Case(1563847412, gives=0, why="This reverse is just beyond the bound."),
        Case(-1563847412, gives=0, why="This reverse is just beyond the lower bound."),
        Case(2147447412, gives=2147447412, why="A number can be its own reverse."),
        Case(1000000003, gives=0, why="The last digit decides first."),
        Case(1000000002, gives=2000000001, why="Below the bound all ten digits fit."),
    ],
    generated=lambda st: (
        st.integers(-999, 999)
        | st.integers(_MIN, _MAX)
        | st.integers(1, 2).flatmap(
            lambda first: st.integers(214748355, 214748370).map(
                lambda n: min(int(str(first) + str(n)[::-1]), _MAX)
            )
        ),
    ),
    oracle=_by_text,
    budget=Budget(
        make=lambda n: Case(1463847412, gives=2147483641),
        per=150,
        growth="1",
        sizes=(1, 2),
        says="One round for each digit is enough.",
    ),
    hints=(
        "Which operation takes the last digit off a number, and which appends one to another?",
        "What is the largest `result` to which some digit can still be appended?",
        "If `result` is exactly that, which digits of `x` can still come? And mind how `%` and "
        "`//` treat negative numbers.",
    ),
    why="Before a digit is appended, result is compared with a tenth of the bound; the tenth digit "
    "of a number that fits is 1 or 2, so that one comparison is enough.",
    misconceptions=[
        Misconception(
            "never-too-large",
            _never_too_large,
            says="This does not fit into 32 bits; then the answer is 0.",
        ),
        Misconception(
            "floors-below-zero",
            _floors_below_zero,
            says="Python's division rounds down, so the remainders of a negative number are not "
            "its digits; take the sign off first.",
        ),
        Misconception(
            "loses-the-sign",
            _loses_the_sign,
            says="The sign is lost.",
        ),
        Misconception(
            "stops-at-the-bound",
            _stops_at_the_bound,
            says="This fits: when result equals a tenth of the bound, a small digit has room.",
        ),
        Misconception(
            "wraps",
            _wraps,
            says="Beyond 32 bits the answer is 0, not what is left in the low 32 bits.",
        ),
        Misconception(
            "only-nine-digits",
            _only_nine_digits,
            says="Some numbers of ten digits have a reverse that fits.",
        ),
    ],
)


# --- multiply-strings --------------------------------------------------------------------------


def _in_decimal(num1, num2):
    """Let the decimal module multiply; it has no limit on texts."""
    exactly = Context(prec=len(num1) + len(num2))
    x, y = exactly.create_decimal(num1), exactly.create_decimal(num2)
    return format(exactly.multiply(x, y), "f")


def _rows(num1, num2):
    """Return the columns' totals without any carry, least significant first."""
    totals = [0] * (len(num1) + len(num2))
    for i, x in enumerate(reversed(num1)):
        for j, y in enumerate(reversed(num2)):
            totals[i + j] += int(x) * int(y)
    return totals


def _keeps_leading_zeros(num1, num2):
    carry, columns = 0, []
    for total in _rows(num1, num2):
        carry, digit = divmod(total + carry, 10)
        columns.append(str(digit))
    return "".join(reversed(columns))


def _nothing_for_zero(num1, num2):
    return _keeps_leading_zeros(num1, num2).lstrip("0")


def _strips_both_ends(num1, num2):
    return _keeps_leading_zeros(num1, num2).strip("0") or "0"


def _no_carry(num1, num2):
    return "".join(map(str, reversed(_rows(num1, num2)))).lstrip("0") or "0"


def _overwrites_the_row(num1, num2):
    result = [0] * (len(num1) + len(num2))
    for i, x in enumerate(reversed(num1)):
        carry = 0
        for j, y in enumerate(reversed(num2)):
            carry, result[i + j] = divmod(int(x) * int(y) + carry, 10)
        result[i + len(num2)] = carry
    return "".join(map(str, reversed(result))).lstrip("0") or "0"


def _rows_not_shifted(num1, num2):
    return str(sum(int(x) for x in num1) * sum(int(y) * 10**j for j, y in enumerate(num2[::-1])))


def _through_integers(num1, num2):
    return str(int(num1) * int(num2))


MULTIPLY = Exercise(
    slug="multiply-strings",
    title="Multiply Strings",
    function="multiply_strings",
    parameters="num1, num2",
    cases=[
        Case("12", "34", gives="408"),
        Case("0", "52", gives="0"),
        Case("2", "3", gives="6", why="One digit times one digit can be one digit."),
        Case("9", "9", gives="81", why="One digit times one digit can be two digits."),
        Case("52", "0", gives="0", why="The second number may be zero as well."),
        Case("0", "0", gives="0", why="Zero is written with one digit."),
        Case("10", "10", gives="100", why="Zeros at the end belong to the number."),
        Case("99", "99", gives="9801", why="The largest digits make the largest carries."),
        Case("999", "9", gives="8991", why="The numbers may differ in length."),
        Case("5", "200", gives="1000", why="A carry can leave zeros behind."),
        Case(
            "9" * 4301,
            "2",
            gives="1" + "9" * 4300 + "8",
            why="A text of so many digits is refused by `int`.",
        ),
    ],
    generated=lambda st: (
        st.integers(0, 1200).map(str),
        st.integers(0, 1200).map(str),
    ),
    oracle=_in_decimal,
    budget=Budget(
        make=lambda n: Case("9" * n, "9" * n, gives="9" * (n - 1) + "8" + "0" * (n - 1) + "1"),
        per=9,
        growth="n^2",
        sizes=(20, 100),
        says="Each pair of digits has to be multiplied once.",
    ),
    hints=(
        "In which column does the product of the digits of weights 10^i and 10^j belong?",
        "How many columns can the product have at most, and how large can a carry become if it is "
        "settled at once?",
        "Where does the carry of a whole row go; and what has to be done about zeros in front, "
        "and when not?",
    ),
    why="Each pair of digits is added in column i + j, and since 9 + 81 + 9 is 99, a carry never "
    "exceeds one digit.",
    misconceptions=[
        Misconception(
            "keeps-leading-zeros",
            _keeps_leading_zeros,
            says="A column that was not needed leaves a zero in front; take it away.",
        ),
        Misconception(
            "nothing-for-zero",
            _nothing_for_zero,
            says="Zero must keep one digit when the zeros in front are taken away.",
        ),
        Misconception(
            "strips-both-ends",
            _strips_both_ends,
            says="Zeros at the end belong to the number; only those in front go.",
        ),
        Misconception(
            "no-carry",
            _no_carry,
            says="A column holds one digit; what does not fit goes to the next one.",
        ),
        Misconception(
            "overwrites-the-row",
            _overwrites_the_row,
            says="The rows before are overwritten; add to what the column holds already.",
        ),
        Misconception(
            "rows-not-shifted",
            _rows_not_shifted,
            says="Each row belongs one column further to the left than the one before.",
        ),
        Misconception(
            "through-integers",
            _through_integers,
            verdict="crashed",
            says="Python refuses to read a decimal text as long as this; work on its digits.",
        ),
    ],
)


EXERCISES = [PLUS, BINARY, SHARE, INTEGERS, REVERSE, MULTIPLY]
