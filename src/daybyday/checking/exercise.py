"""What an author writes down about one exercise."""

import hashlib
import inspect
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from daybyday.checking.compare import Comparison, exactly

VERDICTS = (
    "not started",
    "crashed",
    "wrong",
    "changed its input",
    "too many steps",
    "timed out",
    "out of memory",
    "passed",
)
_UNSET = object()


class Todo(NotImplementedError):
    """What an untouched exercise raises: `raise Todo`."""

    def __init__(self, message: str = "this exercise is still to do"):
        super().__init__(message)


class Case:
    """One call with its arguments and, where the author states it, the expected answer.

    Args:
        *arguments: the positional arguments; for a class, its calls as tuples.
        gives: the expected answer; without it the exercise's oracle answers.
        why: one sentence shown when this case fails.
    """

    __slots__ = ("arguments", "gives", "why")

    def __init__(self, *arguments: Any, gives: Any = _UNSET, why: str = ""):
        self.arguments = arguments
        self.gives = gives
        self.why = why

    @property
    def stated(self) -> bool:
        """Whether the author stated the answer."""
        return self.gives is not _UNSET

    def __repr__(self) -> str:
        gives = f", gives={self.gives!r}" if self.stated else ""
        return f"Case({', '.join(map(repr, self.arguments))}{gives})"


@dataclass(frozen=True)
class Misconception:
    """A wrong answer that people give, recognised by what it returns.

    Args:
        name: kebab-case, says the mistake.
        answer: the whole wrong function or class.
        says: the sentence a learner who made it reads.
        verdict: the verdict that the check must give to it.
    """

    name: str
    answer: Callable
    says: str
    verdict: str = "wrong"


@dataclass(frozen=True)
class Wrong:
    """A wrong answer of the tests: `words` must stand in the text of its report."""

    name: str
    answer: Any
    verdict: str = "wrong"
    words: str = ""


_GROWTHS: dict[str, Callable[[int], float]] = {
    "1": lambda n: 1,
    "log n": lambda n: math.log2(max(n, 2)),
    "n": lambda n: n,
    "n log n": lambda n: n * math.log2(max(n, 2)),
    "n^2": lambda n: n * n,
    "n^3": lambda n: n**3,
}


@dataclass(frozen=True)
class Budget:
    """How many counted steps an answer may take at given sizes.

    Args:
        make: from a size n to the tuple of arguments (or a `Case`) that costs most.
        per: steps allowed per unit of growth; about twice what the reference takes.
        growth: a key of the growth table ("n log n") or a function of n.
        sizes: the sizes tried, rising.
        says: the sentence for an answer that takes more.
        shown: how a growth that is a function is written for the reader.
    """

    make: Callable[[int], Any]
    per: float
    growth: str | Callable[[int], float] = "n"
    sizes: tuple[int, ...] = (200, 2000)
    says: str = ""
    shown: str = ""

    def __post_init__(self):
        if isinstance(self.growth, str) and self.growth not in _GROWTHS:
            raise ValueError(f"growth {self.growth!r} is none of {', '.join(_GROWTHS)}")

    def most(self, n: int) -> int:
        """Steps allowed at size n."""
        growth = _GROWTHS[self.growth] if isinstance(self.growth, str) else self.growth
        return math.ceil(self.per * growth(n))

    def case(self, n: int) -> Case:
        """The costly input of size n."""
        made = self.make(n)
        return made if isinstance(made, Case) else Case(*made)

    @property
    def formula(self) -> str:
        """The bound in words, such as `8 · n log n`."""
        growth = self.growth if isinstance(self.growth, str) else (self.shown or "f(n)")
        return f"{self.per:g} · {growth}"


@dataclass(frozen=True, kw_only=True)
class Exercise:
    """One exercise as data; the package's docstring says how to write one.

    Attributes:
        slug: the second half of the id.
        title: what the learner reads.
        function: the name that the statement asks for.
        parameters: names of the parameters, "nums, target" or a tuple.
        cases: fixed cases, or a function that returns them.
        hints: two or three sentences, each leading a step further.
        why: the sentence that goes with the solution.
        kind: "function" or "class".
        generated: from `hypothesis.strategies` to strategies of arguments.
        oracle: an independent way to the expected answer.
        compare: how a result is judged.
        budget: the limit of counted steps at some sizes.
        changes: names of the parameters that the answer is asked to change.
        answer: "result", or the name of the changed parameter that is judged.
        new_nodes: whether the result may hold no node of the arguments, as a copy must not.
        misconceptions: wrong answers that are recognised.
        examples: number of generated cases.
        formerly: earlier ids of this exercise.
        seconds: limit of one check's calls together, by the clock of the parent.
        memory_mb: limit of what one check may take in addition, in MB.
        steps: limit of counted lines of one call.
        allows: "processes" where the answer needs them.
        in_process: the reason why the answer cannot run in a forked child, or "".
        lesson: slug of the lesson, filled in by the registry.
    """

    slug: str
    title: str
    function: str
    parameters: str | tuple[str, ...]
    cases: Sequence[Case] | Callable[[], Sequence[Case]]
    hints: tuple[str, ...]
    why: str
    kind: str = "function"
    generated: Callable[[Any], Any] | None = None
    oracle: Callable | None = None
    compare: Comparison = field(default_factory=exactly)
    budget: Budget | None = None
    changes: str | tuple[str, ...] = ()
    answer: str = "result"
    new_nodes: bool = False
    misconceptions: Sequence[Misconception] = ()
    examples: int = 100
    formerly: tuple[str, ...] = ()
    seconds: float = 5.0
    memory_mb: int = 512
    steps: int = 1_000_000
    allows: tuple[str, ...] = ()
    in_process: str = ""
    lesson: str = ""

    def __post_init__(self):
        for name in ("parameters", "changes"):
            value = getattr(self, name)
            if isinstance(value, str):
                parts = tuple(part.strip() for part in value.split(",") if part.strip())
                object.__setattr__(self, name, parts)
        for name in ("hints", "formerly", "allows"):
            if isinstance(getattr(self, name), str):
                object.__setattr__(self, name, (getattr(self, name),))
        if self.kind not in ("function", "class"):
            raise ValueError(f"{self.slug}: kind {self.kind!r} is neither function nor class")
        for name in {*self.changes, self.answer} - {"result"}:
            if name not in self.parameters:
                raise ValueError(f"{self.slug}: {name!r} is not one of its parameters")

    @property
    def id(self) -> str:
        """`lesson-slug/exercise-slug`."""
        return f"{self.lesson}/{self.slug}"

    @property
    def signature(self) -> str:
        """The call that the statement asks for, `two_sum(nums, target)`."""
        return f"{self.function}({', '.join(self.parameters)})"

    def fixed_cases(self) -> list[Case]:
        """The fixed cases, loaded if need be."""
        return list(self.cases() if callable(self.cases) else self.cases)

    def fingerprint(self) -> str:
        """Twelve hex digits that change when what is asked changes; worked out once."""
        if "_fingerprint" not in self.__dict__:
            object.__setattr__(self, "_fingerprint", self._digits())
        return self.__dict__["_fingerprint"]

    def _digits(self) -> str:
        cases = _source(self.cases) if callable(self.cases) else list(map(repr, self.cases))
        asked = (
            self.function,
            self.parameters,
            self.kind,
            self.changes,
            self.answer,
            self.compare.name,
            cases,
            _source(self.oracle),
            self.budget and (self.budget.formula, self.budget.sizes),
        )
        if self.new_nodes:
            asked += ("new nodes",)
        return hashlib.sha256(repr(asked).encode()).hexdigest()[:12]


def _source(function: Callable | None) -> str:
    """The text of a function, or its name where there is no text."""
    try:
        return inspect.getsource(function) if function else ""
    except (OSError, TypeError):
        return getattr(function, "__qualname__", repr(type(function)))
