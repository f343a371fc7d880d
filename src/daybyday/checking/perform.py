"""One call of a learner's answer, and what is observed of it.

Runs in the forked child, or in the kernel itself where there is no fork. What it returns is
JSON-able and has these keys: `status` ("returned", "raised", "todo", "steps", "memory"),
`result`, `changed` (position of an argument -> its encoded value after the call), `shared` (how
many nodes of the arguments the result holds), `error`
(`type`, `text`, `line`, `code`), `call` (for a class: index of the call that failed), `lines`,
`comparisons`, `hashes`, `notes`.
"""

import linecache
import random
import sys
import threading
from dataclasses import replace
from typing import Any

from daybyday import counting
from daybyday.checking import encoding, literals


def perform(answer: Any, request: dict, exceeded=None) -> dict:
    """Call the answer once.

    Args:
        answer: the learner's function or class.
        request: `arguments`, `kind`, `counted` (whether elements count) and `steps` (line limit).
        exceeded: called with the observation so far when the line limit is passed.
    """
    arguments = request["arguments"]
    if request["counted"]:
        arguments = tuple(_counted(argument) for argument in arguments)
    given = any(isinstance(argument, literals.LITERALS) for argument in arguments)
    arguments = literals.build(arguments)
    # The nodes themselves, so that none of their ids is given to a new one.
    owned = {id(node): node for node in literals.nodes(arguments)} if given else {}
    before = [encoding.dumps(encoding.encode(argument)) for argument in arguments]
    watch = _Watch(answer)
    seen: dict = {"status": "returned", "result": None, "changed": {}, "call": None, "shared": 0}
    start = counting.element_counts()

    def passed_limit(tally):
        if exceeded:
            seen.update(status="steps", **_counts(tally, start))
            exceeded(seen)

    done = [0]
    try:
        with counting.counting_lines(answer, request["steps"], passed_limit) as tally:
            if request["kind"] == "class":
                result = drive(answer, arguments, done)
            else:
                result = answer(*arguments)
        seen["result"] = encoding.encode(result)
        if owned:
            seen["shared"] = sum(id(node) in owned for node in literals.nodes(result))
    except counting.StepLimit:
        seen["status"] = "steps"
    except NotImplementedError:  # `raise Todo`, or a learner's own way to say so
        seen["status"] = "todo"
    except MemoryError:
        seen["status"] = "memory"
    except BaseException as error:
        seen.update(status="raised", error=_described(error, answer))
    if seen["status"] == "raised" and request["kind"] == "class":
        seen["call"] = done[0]
    seen.update(_counts(tally, start))
    seen["notes"] = watch.notes()
    for position, (argument, form) in enumerate(zip(arguments, before, strict=True)):
        after = encoding.encode(argument)
        if encoding.dumps(after) != form:
            seen["changed"][str(position)] = after
    return seen


def _counted(argument: Any) -> Any:
    """An argument with counting elements, also in the nodes of lists, trees and graphs."""
    if isinstance(argument, (literals.Linked, literals.Tree)):
        return replace(argument, values=counting.counted(argument.values))
    if isinstance(argument, literals.Graph):
        return replace(argument, edges=counting.counted(argument.edges))
    return counting.counted(argument)


def drive(answer: Any, calls: tuple, done: list | None = None) -> list:
    """Construct the object and make the calls; one result a call, None for the constructor.

    Args:
        answer: the class.
        calls: the constructor's and the methods' calls, (name, *arguments) each.
        done: a list of one number, kept at the index of the call being made.
    """
    done = [0] if done is None else done
    (_, *arguments), *rest = calls
    results = [None]
    held = answer(*arguments)
    for name, *arguments in rest:
        done[0] += 1
        result = getattr(held, name)(*arguments)
        # A later call may change what an earlier one returned, so it is kept as it was.
        results.append(encoding.decode(encoding.encode(result)))
    return results


def _counts(tally, start: tuple[int, int]) -> dict:
    comparisons, hashes = counting.element_counts()
    return {
        "lines": tally.lines,
        "comparisons": comparisons - start[0],
        "hashes": hashes - start[1],
    }


def _described(error: BaseException, answer: Any) -> dict:
    """Name, text and the learner's own line of an exception."""
    home = counting.globals_of(answer)
    number, code = None, ""
    trace = error.__traceback__
    while trace is not None:
        frame = trace.tb_frame
        if frame.f_globals is home and home is not None:
            number = trace.tb_lineno - frame.f_code.co_firstlineno + 1
            code = linecache.getline(frame.f_code.co_filename, trace.tb_lineno).strip()
            name = frame.f_code.co_name
        trace = trace.tb_next
    try:
        text = str(error)
    except Exception:
        text = ""
    return {
        "type": type(error).__name__,
        "text": text[:300],
        "line": number,
        "code": code[:120],
        "function": name if number else "",
    }


class _Watch:
    """What a call leaves behind: module-level names, random state, threads."""

    def __init__(self, answer: Any):
        self.home = counting.globals_of(answer) or {}
        self.names = dict(self.home)
        self.sizes = {n: len(v) for n, v in self.names.items() if type(v) in _SIZED}
        self.random = random.getstate()
        self.numpy = _numpy_state()
        self.threads = set(threading.enumerate())

    def notes(self) -> list[str]:
        """Sentences about what was left changed; none of it reaches the notebook from a child."""
        notes = []
        before, sizes, now = self.names, self.sizes, dict(self.home)
        changed = [
            name
            for name, value in now.items()
            if before.get(name, _ABSENT) is not value
            # The size of a plain container: a cheap sign that it was changed in place.
            or (type(value) in _SIZED and sizes[name] != len(value))
        ]
        changed = [name for name in changed if not name.startswith("__")]
        changed += [name for name in before if name not in now]
        if changed:
            notes.append(f"It changes the module-level name `{'`, `'.join(sorted(changed)[:3])}`.")
        if random.getstate() != self.random or _numpy_state() != self.numpy:
            notes.append("It uses or changes the shared random state.")
        # Not those that a library keeps for itself, such as the monitor of a progress bar.
        kinds = ("threading", self.home.get("__name__"))
        left = [
            thread
            for thread in threading.enumerate()
            if thread not in self.threads and type(thread).__module__ in kinds
        ]
        for thread in left:
            thread.join(0.05)
        left = [thread for thread in left if thread.is_alive()]
        if left:
            threads = "a thread" if len(left) == 1 else f"{len(left)} threads"
            notes.append(f"It leaves {threads} running after it returns.")
        return notes


_SIZED = frozenset({list, dict, set, bytearray})
_ABSENT = object()


def _numpy_state() -> Any:
    module = sys.modules.get("numpy.random")
    if module is None:
        return None
    try:
        state = module.get_state()
        return state[2], state[1][:2].tobytes()
    except Exception:
        return None
