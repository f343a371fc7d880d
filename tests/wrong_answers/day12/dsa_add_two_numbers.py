"""Answers to the exercises of Add Two Numbers, wrong with their verdicts or right anew."""

from itertools import zip_longest

from daybyday.checking import ListNode, Wrong

# --- plus-one ----------------------------------------------------------------------------------


def recounts_for_each_digit(digits):
    result, carry = [], 1
    for place in range(len(digits)):
        total = carry
        for column in range(place + 1):
            total = digits[-1 - column] + carry if column == place else total
        carry, digit = divmod(total, 10)
        result.append(digit)
    return [1] * carry + result[::-1]


def asks_for_ten(digits):
    result = [*digits[:-1], digits[-1] + 1]
    for place in reversed(range(len(result))):
        if result[place] == 10:
            result[place] = 0
            result[place - 1] += 1
    return result


def counts_the_nines(digits):
    nines = 0
    while nines < len(digits) and digits[-1 - nines] == 9:
        nines += 1
    kept = digits[: len(digits) - nines]
    if not kept:
        return [1] + [0] * nines
    return [*kept[:-1], kept[-1] + 1] + [0] * nines


# --- add-binary --------------------------------------------------------------------------------


def adds_as_decimal(a, b):
    return str(int(a) + int(b))


def two_ones_make_a_carry(a, b):
    columns, carry = [], 0
    for x, y in zip_longest(reversed(a), reversed(b), fillvalue="0"):
        total = int(x) + int(y) + carry
        carry = int(total == 2)
        columns.append(str(total % 2))
    return "1" * carry + "".join(reversed(columns))


def fills_up_with_zeros(a, b):
    width = max(len(a), len(b))
    text, carry = "", 0
    for x, y in zip(a.zfill(width)[::-1], b.zfill(width)[::-1], strict=True):
        ones = [x, y, str(carry)].count("1")
        text += "01"[ones % 2]
        carry = ones // 2
    return ("1" if carry else "") + text[::-1]


def slices_for_each_column(a, b):
    columns, carry = [], 0
    while a or b or carry:
        ones = carry
        for text in (a, b):
            for place, digit in enumerate(text):
                ones += digit == "1" and place == len(text) - 1
        a, b = a[:-1], b[:-1]
        columns.append(str(ones % 2))
        carry = ones // 2
    return "".join(reversed(columns))


# --- add-and-share -----------------------------------------------------------------------------


def leads_on_in_the_shorter(first, second):
    sentinel = last = ListNode()
    carry = 0
    while carry or (first and second):
        total = carry + first.val + second.val
        first, second = first.next, second.next
        carry, digit = divmod(total, 10)
        last.next = last = ListNode(digit)
    last.next = first or second
    return sentinel.next


def waits_for_the_second(first, second):
    sentinel = last = ListNode()
    carry = 0
    while carry or second:
        total = carry
        if first:
            total, first = total + first.val, first.next
        if second:
            total, second = total + second.val, second.next
        carry, digit = divmod(total, 10)
        last.next = last = ListNode(digit)
    last.next = first
    return sentinel.next


def forgets_the_second(first, second):
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
    last.next = first
    return sentinel.next


def in_three_loops(first, second):
    sentinel = last = ListNode()
    carry = 0
    while first and second:
        carry, digit = divmod(first.val + second.val + carry, 10)
        last.next = last = ListNode(digit)
        first, second = first.next, second.next
    rest = first or second
    while carry and rest:
        carry, digit = divmod(rest.val + carry, 10)
        last.next = last = ListNode(digit)
        rest = rest.next
    last.next = ListNode(1) if carry else rest
    return sentinel.next


# --- sum-of-two-integers -----------------------------------------------------------------------


def counts_up(a, b):
    step = 1 if b > 0 else -1
    for _ in range(abs(b)):
        a += step
    return a


def without_a_mask(a, b):
    while b:
        a, b = a ^ b, (a & b) << 1
    return a


def clamps(a, b):
    return max(-(2**31), min(2**31 - 1, a + b))


def column_by_column(a, b):
    bits, carry = 0, 0
    for place in range(32):
        x, y = a >> place & 1, b >> place & 1
        bits |= (x ^ y ^ carry) << place
        carry = x & y | x & carry | y & carry
    return bits if bits < 2**31 else bits - 2**32


# --- reverse-integer ---------------------------------------------------------------------------


def turns_the_sign_too(x):
    return int(str(x)[::-1])


def unsigned_bound(x):
    turned = int(str(abs(x))[::-1])
    if turned >= 2**32:
        return 0
    return -turned if x < 0 else turned


def counts_up_to_it(x):
    turned = int(str(abs(x))[::-1])
    for _ in range(min(turned, 10**4)):
        pass
    return 0 if turned >= 2**31 else -turned if x < 0 else turned


def compares_texts(x):
    text = str(abs(x))[::-1].lstrip("0")
    if len(text) == 10 and text > "2147483647":
        return 0
    return int(text or "0") * (-1 if x < 0 else 1)


# --- multiply-strings --------------------------------------------------------------------------


def adds_again_and_again(num1, num2):
    total = 0
    for _ in range(int(num2)):
        total += int(num1)
    return str(total)


def carry_of_the_row_is_lost(num1, num2):
    result = [0] * (len(num1) + len(num2))
    for i, x in enumerate(reversed(num1)):
        carry = 0
        for j, y in enumerate(reversed(num2)):
            carry, result[i + j] = divmod(result[i + j] + int(x) * int(y) + carry, 10)
    return "".join(map(str, reversed(result))).lstrip("0") or "0"


def column_after_column(num1, num2):
    a, b = [int(d) for d in reversed(num1)], [int(d) for d in reversed(num2)]
    carry, text = 0, []
    for column in range(len(a) + len(b)):
        low = max(0, column - len(b) + 1)
        carry += sum(a[i] * b[column - i] for i in range(low, min(column + 1, len(a))))
        text.append(str(carry % 10))
        carry //= 10
    while len(text) > 1 and text[-1] == "0":
        text.pop()
    return "".join(reversed(text))


WRONG = {
    "plus-one": [
        Wrong("recounts-for-each-digit", recounts_for_each_digit, "too many steps", "One walk"),
        Wrong("asks-for-ten", asks_for_ten, "wrong", ""),
    ],
    "add-binary": [
        Wrong("adds-as-decimal", adds_as_decimal, "wrong", ""),
        Wrong("two-ones-make-a-carry", two_ones_make_a_carry, "wrong", ""),
        Wrong("slices-for-each-column", slices_for_each_column, "too many steps", "One walk"),
    ],
    "add-and-share": [
        Wrong("leads-on-in-the-shorter", leads_on_in_the_shorter, "crashed", "AttributeError"),
        Wrong("forgets-the-second", forgets_the_second, "wrong", ""),
        Wrong("waits-for-the-second", waits_for_the_second, "too many steps", "copies"),
    ],
    "sum-of-two-integers": [
        Wrong("counts-up", counts_up, "wrong", ""),
        Wrong("without-a-mask", without_a_mask, "too many steps", "never"),
        Wrong("clamps", clamps, "wrong", ""),
    ],
    "reverse-integer": [
        Wrong("turns-the-sign-too", turns_the_sign_too, "crashed", "ValueError"),
        Wrong("unsigned-bound", unsigned_bound, "wrong", ""),
        Wrong("counts-up-to-it", counts_up_to_it, "too many steps", ""),
    ],
    "multiply-strings": [
        Wrong("adds-again-and-again", adds_again_and_again, "crashed", "ValueError"),
        Wrong("carry-of-the-row-is-lost", carry_of_the_row_is_lost, "wrong", ""),
    ],
}

RIGHT = {
    "plus-one": [counts_the_nines],
    "add-binary": [fills_up_with_zeros],
    "add-and-share": [in_three_loops],
    "sum-of-two-integers": [column_by_column],
    "reverse-integer": [compares_texts],
    "multiply-strings": [column_after_column],
}

_ZERO = "it only matters for x = 0, whose result 0 has no sign"
EQUIVALENT = {
    "reverse-integer": {
        "line 10: `x < 0` -> `x <= 0`": _ZERO,
        "line 10: `0` -> `1`": _ZERO,
    },
}
