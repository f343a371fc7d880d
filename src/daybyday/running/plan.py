"""In which order notebooks run, and which shard has which."""

import heapq
import re
from collections.abc import Mapping, Sequence

from daybyday.errors import CourseError


def longest_first(paths: Sequence[str], seconds: Mapping[str, float]) -> list[str]:
    """The notebooks, the one that took longest last time first.

    One that never ran is taken for as long as the longest known, so that it cannot be the one
    that all wait for at the end.
    """
    unknown = max(seconds.values(), default=0.0)
    return sorted(paths, key=lambda path: (-seconds.get(path, unknown), path))


def read_shard(text: str) -> tuple[int, int]:
    """The number and the count in `2/3`.

    Raises:
        CourseError: the text is not of that form, or the number is not among 1…count.
    """
    match = re.fullmatch(r"(\d+)/(\d+)", text)
    number, count = map(int, match.groups()) if match else (0, 0)
    if not 1 <= number <= count:
        raise CourseError(f"--shard {text}: write number/count, such as 1/3, 2/3 or 3/3.", code=2)
    return number, count


def shards(paths: Sequence[str], seconds: Mapping[str, float], count: int) -> list[list[str]]:
    """Divide notebooks among `count` machines so that all take about as long.

    Greedy: the longest that is left goes to the shard that has least (Graham 1969, at most 4/3
    of the best possible). Every machine that knows the same times computes the same division.
    """
    known = [seconds[path] for path in paths if path in seconds]
    typical = sorted(known)[len(known) // 2] if known else 1.0
    weights = {path: seconds.get(path, typical) for path in paths}
    heap = [(0.0, number) for number in range(count)]
    division: list[list[str]] = [[] for _ in range(count)]
    for path in longest_first(paths, weights):
        load, number = heapq.heappop(heap)
        division[number].append(path)
        heapq.heappush(heap, (load + weights[path], number))
    return [sorted(each) for each in division]
