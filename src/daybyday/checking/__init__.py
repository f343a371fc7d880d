'''Exercises checked at once: what an author writes, and what a learner calls.

A learner calls three functions, in a notebook or in a plain script::

    from daybyday import Todo, check, hint, solution

    check("two-sum/contains-duplicate", contains_duplicate)   # shows and returns a Report
    hint("two-sum/contains-duplicate")                        # the next hint, counted
    solution("two-sum/contains-duplicate")                    # after an attempt, or reveal=True

An author writes one module a lesson, `src/daybyday/checks/day01/dsa_two_sum.py`::

    """Exercises of the lesson Two Sum."""

    from daybyday.checking import Budget, Case, Exercise, Misconception


    def _oracle(nums):
        """Independent of the reference: another way to the same answer."""
        return len(set(nums)) < len(nums)


    def _only_neighbours(nums):
        return any(a == b for a, b in zip(nums, nums[1:]))


    EXERCISES = [
        Exercise(
            slug="contains-duplicate",              # id: two-sum/contains-duplicate
            title="Contains Duplicate",
            function="contains_duplicate",          # the name the statement asks for
                parameters="nums",                      # "nums, target": the statement's names
            cases=[                                 # fixed: one for each mistake people make
                Case([1, 2, 3, 1], gives=True),
                Case([], gives=False, why="An empty list holds no pair."),
            ],
            generated=lambda st: (st.lists(st.integers(-9, 9), max_size=8),),
            oracle=_oracle,
            budget=Budget(make=lambda n: (list(range(n)),), per=8, growth="n",
                          says="Look each number up in what you have seen instead of searching."),
            hints=("What do you have to remember …?", "Which container answers … in one step?"),
            why="A set answers *seen before?* in constant expected time, so one pass is enough.",
            misconceptions=[
                Misconception("only-neighbours", _only_neighbours,
                              says="Equal numbers need not stand next to each other."),
            ],
        ),
    ]

The id is `lesson-slug/exercise-slug`; the lesson's slug comes from the module's file name
(`dsa_two_sum.py` is `two-sum`). Importing a checks module should cost little: take numpy and
others in at the top only when the lesson's own statement needs them.

**Exercise** (all by keyword; see `daybyday.checking.exercise` for each field)

- `slug`, `title`, `function`, `parameters`, `cases`, `hints` (two or three), `why` (the sentence
  that goes with the solution) are needed.
- `cases`: a list of `Case(*arguments, gives=…, why="…")`, or a function that returns it (for
  cases that load data). Without `gives` the oracle answers. `why` is the sentence shown when this
  case fails and no misconception was recognised.
- `generated=lambda st: …` gets `hypothesis.strategies` and returns a tuple with one strategy a
  parameter, or one strategy of whole argument tuples (when they depend on each other). It is
  called only when the fixed cases have passed. `examples` (100) cases are tried, the same each
  time, and the failing one is reduced to the smallest. Keep sizes and ranges small: small ranges
  meet duplicates, ties and empties.
- `oracle`: gets its own copy of the arguments, returns what is expected. Another algorithm than
  the reference, not a copy.
- `compare`: how a result is judged, `exactly()` by default; see below.
- `budget`: `Budget(make, per, growth, sizes=(200, 2000), says="…")`: at each size `make(n)` gives
  the arguments (or a `Case`) of the costly input, made of counted elements, and the answer may
  take `per * growth(n)` counted steps (lines + comparisons + hashes of elements;
  `daybyday.counting`). growth is "1", "log n", "n", "n log n", "n^2", "n^3" or a function.
  Choose `per` about twice what the reference takes (`pytest tests/test_exercises.py` prints it).
- `changes="head"`: names of the parameters that the function is asked to change (everything else
  must be left as it was: verdict *changed its input*); `answer="nums"` judges that parameter after
  the call instead of the result.
- `new_nodes=True`: the result may hold no node of the arguments: a copy is asked for.
- `misconceptions`: wrong answers that are recognised for a learner; see below.
- `formerly=("old-lesson/old-slug",)`: earlier ids, so that a record is not lost.
- `seconds` (5), `memory_mb` (512), `steps` (1,000,000: limit of counted lines of one call),
  `allows=("processes",)` for an exercise that needs child processes, and
  `in_process="reason"` for an answer that cannot run in a forked child (JAX): no limits but steps.

**Kinds**

- *Function on plain values*: as above. Types are exact: True is not 1, a tuple is not a list, a
  numpy integer is not an int.
- *Class driven by calls*: `kind="class"`, `function="LRUCache"`; a case is a sequence of calls
  `Case(("LRUCache", 2), ("put", 1, 1), ("get", 1), gives=[None, None, 1])`, the first being the
  constructor; `gives` has one result a call, None for the constructor. `oracle` is a class of the
  same shape, or a function `(*calls) -> results`. `generated=lambda st: …` is one strategy of
  tuples of calls.
- *Linked lists, trees, graphs*: write `linked(1, 2, 3)`, `linked(3, 2, 0, -4, back_to=1)`,
  `linked(7, 13, 11, random=[None, 0, 2])` (a second pointer, by position),
  `tree(3, 9, 20, None, None, 15, 7)` (level order), `graph({1: [2], 2: [1]})` as arguments and as
  `gives`. They are plain values (`.values`, `.back_to`, `.random`, `.edges`); the learner's
  function gets `ListNode` (`val`, `next`, `random`), `TreeNode` (`val`, `left`, `right`),
  `GraphNode` (`val`, `neighbors`) and may return them. The oracle gets the plain values.
  Strategies: `.map(lambda v: linked(*v))`, and `trees(st, st.integers(0, 3))` for small trees. An
  oracle that looks at `tree.by_path()` does not walk along links as the answers do.
- *Numeric*: `compare=close(rel=1e-6, absolute=1e-9)`; arrays are compared with shape. numpy
  arrays may be arguments and results.
- *Artefact* (audio, ranking, model): `compare=metric("recall@10", function, at_least=0.8)` where
  `function(got, *arguments)` gives the figure; or `at_most=`.
- *Estimate*: a function without parameters (or with some) that returns a number in a stated unit:
  `compare=within_factor(2, unit="GB")`, `cases=[Case(gives=1.6)]`. The answer to a wrong one says
  which order of magnitude was missed. `check(id, 1.6)` works too. Mutants within the factor
  are taken as equivalent.
- *Find the fault*: either the learner mends a given function (kind function; give the faulty
  one as a `Misconception`, `says="This is still …"`), or finds an input on which it fails:
  a function without parameters that returns the tuple of arguments, judged by
  `compare=reveals(faulty, right, valid=…)`.

**Comparisons** (`daybyday.checking.compare`): `exactly()`, `in_any_order()` (of the outer list),
`groups_in_any_order()` (also inside each), `close(rel, absolute)`,
`satisfies(fault, asks="…")` with `fault(got, *arguments)` returning None or a sentence (several
right answers), `metric(…)`, `within_factor(…)`, `reveals(…)`.

**Misconceptions and wrong answers: where they live.** A wrong answer that a learner should be told
about lives in the checks module, as a `Misconception(name, answer, says, verdict="wrong")`:
`answer` is the whole wrong function (or class), `says` the sentence. It is recognised where it
does the same as the learner's answer on the shown call and on nine in ten of the fixed and forty
generated inputs; of several the one that agrees most; a costly one (verdict "too many steps") by
its count at the smallest size of the budget. The tests run each of them
through the check and ask for its verdict and its sentence, so they *are* the wrong answers that
the tests hold. `tests/wrong_answers/day01/dsa_two_sum.py` adds what needs no sentence of its own,
the right answers written another way, and the mutants that are no mistakes::

    from daybyday.checking import Wrong

    WRONG = {
        "contains-duplicate": [
            Wrong("compares-all-pairs", all_pairs, verdict="too many steps", words="Look each"),
            Wrong("crashes-on-empty", crashes, verdict="crashed", words="IndexError"),
        ],
    }
    RIGHT = {"contains-duplicate": [sort_first]}            # at least one
    EQUIVALENT = {                                          # allowed survivors among the mutants
        "contains-duplicate": {"line 4: `i < n` -> `i <= n`": "why no input can tell"},
    }

`words` is a part of the text of the report. Each exercise needs at least three wrong answers
(misconceptions included) and one right one. Line numbers are those of the solution's cell.
`pytest tests/test_exercises.py -k two-sum` says what is missing, with the surviving mutants in
the form to paste.

**Reports** have `verdict`, `call`, `expected`, `got`, `message`, `seconds`, `steps`; verdicts are
`not started`, `crashed`, `wrong`, `changed its input`, `too many steps`, `timed out`,
`out of memory`, `passed`. A notebook's output carries the record in its metadata under `daybyday`.

**What the child cannot do**: start processes (unless allowed), signal others, ask for input, or
reach the kernel's sockets; BLAS and OpenMP run on one thread in it. Module-level names and random
state that it changes stay as they were in the notebook; files that it writes are written. To debug
an answer, call it yourself: breakpoints do not reach the child.

**Environment**: `DAYBYDAY_PROGRESS=off` (or a path) keeps the learner's record out of a run of
the solutions; `DAYBYDAY_SANDBOX=inprocess` forces the fallback for machines without fork.
'''

from importlib import import_module

_HOME = {
    "exercise": ("Budget", "Case", "Exercise", "Misconception", "Todo", "Wrong"),
    "compare": (
        "Comparison",
        "close",
        "exactly",
        "groups_in_any_order",
        "in_any_order",
        "metric",
        "reveals",
        "satisfies",
        "within_factor",
    ),
    "literals": ("GraphNode", "ListNode", "TreeNode", "Tree", "graph", "linked", "tree", "trees"),
    "learner": ("check", "hint", "solution"),
    "report": ("Report",),
}
_MODULE = {name: module for module, names in _HOME.items() for name in names}
__all__ = sorted(_MODULE)


def __getattr__(name: str):
    """Load one of the public names on first use."""
    if name not in _MODULE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_MODULE[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
