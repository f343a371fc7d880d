"""Wrong and right answers to the exercises on model serving."""

from collections import deque

from daybyday.checking import Wrong

# --- admit-in-time -----------------------------------------------------------------------------


def looks_at_all(requests, service, most):
    answer, ends = [], []
    for due, allowance in requests:
        inside = 0
        for end in ends:
            if end > due:
                inside += 1
        end = max(due, ends[-1] if ends else 0) + service
        good = inside < most and end <= due + allowance
        answer.append(end if good else None)
        if good:
            ends.append(end)
    return answer


def asks_for_the_last(requests, service, most):
    requests[-1]
    return looks_at_all(requests, service, most)


def gives_booleans(requests, service, most):
    return [end is not None for end in looks_at_all(requests, service, most)]


def empties_the_list(requests, service, most):
    answer = looks_at_all(requests, service, most)
    requests.clear()
    return answer


def with_a_queue(requests, service, most):
    answer, inside, free = [], deque(), 0
    for due, allowance in requests:
        while inside and inside[0] <= due:
            inside.popleft()
        end = max(free, due) + service
        if len(inside) < most and end <= due + allowance:
            inside.append(end)
            free = end
            answer.append(end)
        else:
            answer.append(None)
    return answer


# --- pass-down ---------------------------------------------------------------------------------


def adds_up_again(service, allowance):
    called = []

    def call(node, left):
        name, work, keep, children = node
        if left < work + keep:
            return 0
        called.append((name, left))
        used = [work]
        for child in children:
            total = 0
            for part in used:
                total += part
            used.append(call(child, left - total - keep))
        return sum(used) + keep

    call(service, allowance)
    return called


def names_only(service, allowance):
    return [name for name, _ in by_deadline(service, allowance)]


def gives_a_dict(service, allowance):
    return dict(by_deadline(service, allowance))


def forgets_to_return(service, allowance):
    by_deadline(service, allowance)


def by_deadline(service, allowance):
    def call(node, now, until):
        name, work, keep, children = node
        if now + work + keep > until:
            return now
        called.append((name, until - now))
        now += work
        for child in children:
            now = call(child, now, until - keep)
        return now + keep

    called = []
    call(service, 0, allowance)
    return called


# --- ask-again ---------------------------------------------------------------------------------


def forgets_the_limits(attempts, allowance, pause):
    return counts_down(attempts, allowance, pause)[:2]


def takes_the_first(attempts, allowance, pause):
    attempts[0]
    return counts_down(attempts, allowance, pause)


def takes_them_out(attempts, allowance, pause):
    answer = counts_down(attempts, allowance, pause)
    while attempts:
        attempts.pop()
    return answer


def counts_down(attempts, allowance, pause):
    left, limits = allowance, []
    for place, (needs, works) in enumerate(attempts):
        if place:
            if left <= pause:
                break
            left -= pause
            pause *= 2
        limits.append(left)
        if works and needs <= left:
            return True, allowance - left + needs, limits
        left -= min(needs, left)
    return False, allowance - left, limits


# --- answers-per-second ------------------------------------------------------------------------


def says_it_in_words():
    return "sixty-seven"


def in_milliseconds():
    return 66.7 / 1_000


def by_trying():
    answers = 300.0
    while answers * 8 + (300 - answers) * 2 > 1_000:
        answers -= 0.01
    return answers


WRONG = {
    "admit-in-time": [
        Wrong("looks-at-all", looks_at_all, "too many steps", "looked at again"),
        Wrong("asks-for-the-last", asks_for_the_last, "crashed", "IndexError"),
        Wrong("gives-booleans", gives_booleans, "wrong"),
        Wrong("empties-the-list", empties_the_list, "changed its input", "requests"),
    ],
    "pass-down": [
        Wrong("adds-up-again", adds_up_again, "too many steps", "carry it along"),
        Wrong("names-only", names_only, "wrong"),
        Wrong("gives-a-dict", gives_a_dict, "wrong"),
        Wrong("forgets-to-return", forgets_to_return, "wrong"),
    ],
    "ask-again": [
        Wrong("forgets-the-limits", forgets_the_limits, "wrong"),
        Wrong("takes-the-first", takes_the_first, "crashed", "IndexError"),
        Wrong("takes-them-out", takes_them_out, "changed its input", "attempts"),
    ],
    "answers-per-second": [
        Wrong("says-it-in-words", says_it_in_words, "wrong"),
        Wrong("in-milliseconds", in_milliseconds, "wrong"),
    ],
}

RIGHT = {
    "admit-in-time": [with_a_queue],
    "pass-down": [by_deadline],
    "ask-again": [counts_down],
    "answers-per-second": [by_trying],
}

EQUIVALENT = {
    "admit-in-time": {"line 4: `0` -> `-1`": "nobody arrives before 0"},
}
