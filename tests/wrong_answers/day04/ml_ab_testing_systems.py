"""Answers on A/B testing that must be rejected, and ones that must pass."""

from hashlib import md5, sha256
from math import exp, log, sqrt

import numpy as np

from daybyday.checking import Wrong

# --- salted-assignment -------------------------------------------------------------------------


def python_s_own_hash(user, salt, percentages):
    place, end = hash((salt, user)) % 100, 0
    for arm, percentage in percentages.items():
        end += percentage
        if place < end:
            return arm
    return None


def another_digest(user, salt, percentages):
    place, end = int(md5(f"{salt}:{user}".encode()).hexdigest()[:8], 16) / 2**32, 0
    for arm, percentage in percentages.items():
        end += percentage
        if 100 * place < end:
            return arm
    return None


def pops_arms(user, salt, percentages):
    place, end = int(sha256(f"{salt}:{user}".encode()).hexdigest()[:8], 16) / 2**32, 0
    while percentages:
        arm = next(iter(percentages))
        end += percentages.pop(arm)
        if 100 * place < end:
            return arm
    return None


def says_none_in_words(user, salt, percentages):
    return slices_the_bytes(user, salt, percentages) or "not in the experiment"


def adds_up_again(user, salt, percentages):
    place = int(sha256(f"{salt}:{user}".encode()).hexdigest()[:8], 16) / 2**32
    arms = list(percentages)
    for number, arm in enumerate(arms):
        end = 0
        for other in arms[: number + 1]:
            end += percentages[other]
        if 100 * place < end:
            return arm
    return None


def slices_the_bytes(user, salt, percentages):
    number = int.from_bytes(sha256(bytes(f"{salt}:{user}", "utf-8")).digest()[:4], "big")
    left = number / 2**32 * 100
    for arm in percentages:
        left -= percentages[arm]
        if left < 0:
            return arm
    return None


# --- stopping-day ------------------------------------------------------------------------------


def sums_again(steps, rho, alpha):
    for day in range(1, len(steps) + 1):
        total = 0.0
        for step in steps[:day]:
            total += step
        if abs(total) >= sqrt((day + rho) * log((day + rho) / (rho * alpha**2))):
            return day
    return None


def sums_in_place(steps, rho, alpha):
    for day in range(1, len(steps) + 1):
        if day > 1:
            steps[day - 1] += steps[day - 2]
        if abs(steps[day - 1]) >= sqrt((day + rho) * log((day + rho) / (rho * alpha**2))):
            return day
    return None


def zero_for_never(steps, rho, alpha):
    return by_capital(steps, rho, alpha) or 0


def asks_the_first(steps, rho, alpha):
    return by_capital(steps, rho, alpha) if abs(steps[0]) >= 0 else None


def rho_left_out(steps, rho, alpha):
    return by_capital(steps, 1, alpha)


def by_capital(steps, rho, alpha):
    total = day = 0
    while day < len(steps):
        total += steps[day]
        day += 1
        if sqrt(rho / (day + rho)) * exp(total**2 / (2 * (day + rho))) >= 1 / alpha:
            return day
    return None


# --- z-by-users --------------------------------------------------------------------------------


def goes_through_all_rows(users, arms, likes):
    share, error = {}, 0.0
    for arm in "AB":
        own = [(u, like) for u, a, like in zip(users, arms, likes, strict=True) if a == arm]
        people = {u for u, _ in own}
        share[arm] = sum(like for _, like in own) / len(own)
        squares = 0.0
        for person in people:
            y = n = 0
            for user, like in own:
                if user == person:
                    y += like
                    n += 1
            squares += (y - share[arm] * n) ** 2
        error += len(people) / (len(people) - 1) * squares / len(own) ** 2
    root = sqrt(error)
    return (share["B"] - share["A"]) / root if root > 1e-6 else 0.0


def divides_by_zero(users, arms, likes):
    variances, shares = _arrays(users, arms, likes)
    return (shares[1] - shares[0]) / sqrt(round(sum(variances), 12))


def takes_the_pooled_share(users, arms, likes):
    variances, shares = _arrays(users, arms, likes, pooled=True)
    root = sqrt(sum(variances))
    return (shares[1] - shares[0]) / root if root > 1e-6 else 0.0


def sorts_the_rows(users, arms, likes):
    rows = sorted(zip(users, arms, likes, strict=True))
    users[:], arms[:], likes[:] = (list(column) for column in zip(*rows, strict=True))
    return with_arrays(users, arms, likes)


def _arrays(users, arms, likes, pooled=False):
    _, places = np.unique(np.array(users), return_inverse=True)
    in_b, liked = np.array(arms) == "B", np.array(likes, float)
    variances, shares = [], []
    for chosen in (~in_b, in_b):
        y, n = np.bincount(places[chosen], liked[chosen]), np.bincount(places[chosen])
        y, n = y[n > 0], n[n > 0]
        share = y.sum() / n.sum()
        rest = y - (liked.mean() if pooled else share) * n
        variances.append(float(len(n) * rest.var(ddof=1) / n.sum() ** 2))
        shares.append(float(share))
    return variances, shares


def with_arrays(users, arms, likes):
    variances, shares = _arrays(users, arms, likes)
    root = sqrt(sum(variances))
    return (shares[1] - shares[0]) / root if root > 1e-6 else 0.0


# --- days-needed -------------------------------------------------------------------------------


def says_it_in_words():
    return "two weeks"


def takes_weeks_for_days():
    return 1.93


def by_rule_of_thumb():
    return 2 * 16 * 0.041 * 0.959 / 0.002**2 * 0.75 * 1.05 / (60_000 * 0.3)


WRONG = {
    "salted-assignment": [
        Wrong("python's-own-hash", python_s_own_hash, "wrong"),
        Wrong("another-digest", another_digest, "wrong"),
        Wrong("pops-arms", pops_arms, "changed its input", "percentages"),
        Wrong("says-none-in-words", says_none_in_words, "wrong"),
        Wrong("adds-up-again", adds_up_again, "too many steps", "running sum"),
    ],
    "stopping-day": [
        Wrong("sums-again", sums_again, "too many steps", "carry it on"),
        Wrong("sums-in-place", sums_in_place, "changed its input", "steps"),
        Wrong("zero-for-never", zero_for_never, "wrong"),
        Wrong("asks-the-first", asks_the_first, "crashed", "IndexError"),
        Wrong("rho-left-out", rho_left_out, "wrong"),
    ],
    "z-by-users": [
        Wrong("goes-through-all-rows", goes_through_all_rows, "too many steps", "sum once"),
        Wrong("divides-by-zero", divides_by_zero, "crashed", "ZeroDivisionError"),
        Wrong("takes-the-pooled-share", takes_the_pooled_share, "wrong"),
        Wrong("sorts-the-rows", sorts_the_rows, "changed its input", "users"),
    ],
    "days-needed": [
        Wrong("says-it-in-words", says_it_in_words, "wrong"),
        Wrong("takes-weeks-for-days", takes_weeks_for_days, "wrong"),
    ],
}

RIGHT = {
    "salted-assignment": [slices_the_bytes],
    "stopping-day": [by_capital],
    "z-by-users": [with_arrays],
    "days-needed": [by_rule_of_thumb],
}

_PLACE = "100 * place {} end * 2 ** 32".format
_BOUNDARY = "abs(total) {} sqrt((day + rho) * log((day + rho) / (rho * alpha ** 2)))".format

EQUIVALENT = {
    "salted-assignment": {
        f"line 12: `{_PLACE('<')}` -> `{_PLACE('<=')}`": "one place in a billion is an arm's end",
    },
    "stopping-day": {
        "line 9: `total += step` -> `total -= step`": "only the size of the sum is compared",
        f"line 10: `{_BOUNDARY('>=')}` -> `{_BOUNDARY('>')}`": "no sum meets the boundary exactly",
    },
    "z-by-users": {
        "line 15: `error > 1e-06` -> `error >= 1e-06`": "no standard error is exactly that",
        "line 5: `True` -> `False`": "the three lists have the same length",
        "line 7: `1` -> `2`": "ratings counted twice halve shares and standard error alike",
    },
}
