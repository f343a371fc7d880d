"""How long executing notebooks takes: `daybyday run`, `pytest --nbmake -n`, `jupyter-book build`.

::

    python benchmarks/run.py                    # 24 stand-in notebooks
    python benchmarks/run.py --published        # the course's own notebooks
    python benchmarks/run.py --where            # where the time of one notebook goes

All tools get the same notebooks, the same number of processes where they can take one, the same
capped threads and the same compiled modules (a first pass that is not counted fills those). They
take turns in one session, twice by default. For each tool: wall and processor seconds (those of
all processes it waited for), and its overhead, which is what its processes could have done
besides: (wall x processes - the cells' own time) / notebooks. The cells' own time is that of the
same round of `daybyday run`.

`jupyter-book build` also renders pages; the row `rendering alone` is the same build with
execution off, and is to be taken from it.
"""

import argparse
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from daybyday import curriculum
from daybyday.running.execution import Execution
from daybyday.running.kernel import THREADS
from daybyday.running.task import Task

BIN = Path(sys.executable).parent
# What lessons do, in the proportions of the three tracks: much plain Python, numpy and pandas,
# figures in most, a heavier library in some.
KINDS = {
    "python": [
        "from collections import Counter\nimport random\nrandom.seed(1)",
        "numbers = [random.randrange(10**6) for _ in range(200_000)]",
        "seen = Counter(numbers)\nlen(seen)",
        "assert sum(seen.values()) == len(numbers)",
    ],
    "figure": [
        "import matplotlib.pyplot as plt\nimport numpy as np",
        "x = np.linspace(0, 1, 500)",
        "figure, axes = plt.subplots()\naxes.plot(x, np.sin(20 * x));",
        "figure, axes = plt.subplots(1, 2)\naxes[0].hist(x)\naxes[1].plot(x, x**2);",
    ],
    "table": [
        "import numpy as np\nimport pandas as pd",
        "random = np.random.default_rng(1)\n"
        "table = pd.DataFrame({'key': random.integers(0, 99, 10**6), 'x': random.random(10**6)})",
        "table.groupby('key').x.mean().head()",
    ],
    "signal": [
        "import numpy as np\nfrom scipy.signal import stft",
        "wave = np.random.default_rng(1).standard_normal(16_000 * 20)",
        "_, _, spectrum = stft(wave, 16_000, nperseg=400)\nspectrum.shape",
        "import matplotlib.pyplot as plt\nplt.imshow(np.log(np.abs(spectrum[:, :500])));",
    ],
    "learning": [
        "from sklearn.datasets import load_digits\nfrom sklearn.linear_model import SGDClassifier",
        "X, y = load_digits(return_X_y=True)",
        "model = SGDClassifier(random_state=1).fit(X[:1000], y[:1000])",
        "round(model.score(X[1000:], y[1000:]), 2)",
    ],
    "short": ["1 + 1", "print('not started')"],
}


def notebook(title: str, cells: list[str]) -> dict:
    """A notebook in nbformat's form."""
    prose = {"cell_type": "markdown", "id": "title", "metadata": {}, "source": f"# {title}"}
    code = [
        {
            "cell_type": "code",
            "id": f"cell-{number}",
            "metadata": {},
            "source": source,
            "outputs": [],
            "execution_count": None,
        }
        for number, source in enumerate(cells)
    ]
    spec = {"display_name": "Python 3", "language": "python", "name": "python3"}
    return {
        "cells": [prose, *code],
        "metadata": {"kernelspec": spec},
        "nbformat": 4,
        "nbformat_minor": 5,
    }


def stand_ins(root: Path, count: int) -> list[str]:
    """Write `count` notebooks of the kinds above in turn."""
    names = []
    for number in range(count):
        kind = list(KINDS)[number % len(KINDS)]
        path = f"notebooks/day01/{kind}-{number}.ipynb"
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(json.dumps(notebook(f"{kind} {number}", KINDS[kind])))
        names.append(path)
    return names


def published(root: Path, course: curriculum.Course) -> list[str]:
    """Copy the course's notebooks."""
    names = [path.as_posix() for path in course.notebooks()]
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(course.root / name, root / name)
    return names


class Bench:
    """A folder with a course of its own, and the tools that can execute it."""

    def __init__(self, root: Path, jobs: int):
        self.root, self.jobs = root, jobs
        course = curriculum.load()
        for name in ("curriculum.yml", "interview-lists.yml", "requirements.lock"):
            shutil.copy(course.root / name, root / name)
        (root / "notebooks").mkdir(exist_ok=True)
        home = root / "_build" / "cache" / "home"
        home.mkdir(parents=True)
        self.environment = {
            name: value
            for name, value in os.environ.items()
            if name not in ("PYTHONDONTWRITEBYTECODE", "CI")
        }
        self.environment |= dict.fromkeys(THREADS, "1")
        self.environment |= {
            "DAYBYDAY_COURSE": str(root),
            "DAYBYDAY_PROGRESS": "off",
            "MPLCONFIGDIR": str(home / "matplotlib"),
            "PYTHONPYCACHEPREFIX": str(home / "pycache"),
        }
        self.tools = {
            "daybyday run": self.ours,
            f"pytest --nbmake -n {jobs}": self.nbmake,
            "jupyter-book build": self.book,
            "  rendering alone": lambda names: self.book(names, execute="off"),
        }

    def call(self, *command: str) -> str:
        """Run a command that has to succeed."""
        done = subprocess.run(
            command, cwd=self.root, env=self.environment, capture_output=True, text=True
        )
        if done.returncode:
            sys.exit(f"{' '.join(command)} failed:\n{done.stdout[-3000:]}{done.stderr[-3000:]}")
        return done.stdout

    def ours(self, names: list[str]) -> None:
        """`daybyday run`."""
        self.call(
            sys.executable, "-m", "daybyday", "run", "--fresh", "--jobs", f"{self.jobs}", *names
        )

    def nbmake(self, names: list[str]) -> None:
        """`pytest --nbmake`."""
        options = ["-q", "-p", "no:cacheprovider", "-n", str(self.jobs), "--nbmake"]
        self.call(sys.executable, "-m", "pytest", *options, "--nbmake-timeout=300", *names)

    def book(self, names: list[str], execute: str = "force") -> None:
        """`jupyter-book build --all`."""
        folder = self.root / "book"
        shutil.rmtree(folder, ignore_errors=True)
        for name in names:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(self.root / name, folder / name)
        (folder / "index.md").write_text("# Book\n")
        chapters = "\n".join(f"- file: {name.removesuffix('.ipynb')}" for name in names)
        (folder / "_toc.yml").write_text(f"format: jb-book\nroot: index\nchapters:\n{chapters}\n")
        (folder / "_config.yml").write_text(
            f"title: Book\nexecute:\n  execute_notebooks: '{execute}'\n  timeout: 300\n"
        )
        self.call(str(BIN / "jupyter-book"), "build", "--all", str(folder))

    def measure(self, tool, names: list[str]) -> tuple[float, float]:
        """Wall and processor seconds of a tool."""
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        began = time.perf_counter()
        tool(names)
        wall = time.perf_counter() - began
        now = resource.getrusage(resource.RUSAGE_CHILDREN)
        return wall, now.ru_utime + now.ru_stime - used.ru_utime - used.ru_stime

    def own_seconds(self) -> float:
        """The cells' own time in the last `daybyday run`."""
        records = json.loads((self.root / "_build/run.json").read_text())
        return sum(sum(record["cell_seconds"]) for record in records)


def compare(bench: Bench, names: list[str], rounds: int) -> None:
    """Print the table."""
    print(
        f"{len(names)} notebooks, {bench.jobs} processes, load {os.getloadavg()[0]:.1f}", flush=True
    )
    first = {Path(name).stem.split("-")[0]: name for name in names}
    for tool in bench.tools.values():
        tool(list(first.values()))
    print(f"{'round':5}  {'tool':24} {'wall s':>8} {'cpu s':>8} {'cells s':>8} {'over/nb s':>10}")
    walls: dict[str, list[float]] = {name: [] for name in bench.tools}
    for turn in range(1, rounds + 1):
        for name, tool in bench.tools.items():
            wall, cpu = bench.measure(tool, names)
            if tool == bench.ours:
                own = bench.own_seconds()
            jobs = 1 if tool == bench.tools["jupyter-book build"] else bench.jobs
            over = f"{(wall * jobs - own) / len(names):10.2f}" if name[0] != " " else ""
            walls[name].append(wall)
            print(f"{turn:5}  {name:24} {wall:8.1f} {cpu:8.1f} {own:8.1f} {over}", flush=True)
    ours = statistics.mean(walls["daybyday run"])
    for name, seconds in walls.items():
        print(f"{name:24} {statistics.mean(seconds) / ours:6.2f} x the wall time of daybyday run")


def where(repeats: int) -> None:
    """Print where the time of a notebook with one empty cell goes, and what it would be."""
    text = json.dumps(notebook("Nothing", ["None"]))
    home = curriculum.find_root() / "_build" / "cache" / "home"
    home.mkdir(parents=True, exist_ok=True)
    parts: dict[str, list[float]] = {}

    def note(name: str, seconds: float) -> None:
        parts.setdefault(name, []).append(seconds)

    environment = os.environ | {"PYTHONPYCACHEPREFIX": str(home / "pycache")}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    imports = (
        "import sys; sys.modules['debugpy'] = None; import ipykernel.kernelapp as a; a.IPKernelApp"
    )
    with_debugger = "import ipykernel.kernelapp, ipykernel.ipkernel, ipykernel.debugger"
    for _ in range(repeats + 1):  # the first fills the caches
        for name, code in (
            ("an interpreter that does nothing", "pass"),
            ("... that imports ipykernel", imports + "; import ipykernel.ipkernel"),
            ("... and debugpy (left out by us)", with_debugger),
        ):
            began = time.perf_counter()
            subprocess.run([sys.executable, "-c", code], env=environment, check=True)
            note(name, time.perf_counter() - began)
        execution = _Timed(Task("nothing.ipynb", text, cache_home=str(home)), "", note)
        began = time.perf_counter()
        result = execution.run()
        assert result.status == "ok", result.error
        note("all of one notebook", time.perf_counter() - began)
        note("- of which its cell", sum(result.cell_seconds))
    for name, seconds in parts.items():
        print(f"{name:40} {1000 * statistics.median(seconds[1:]):6.0f} ms")


class _Timed(Execution):
    """An execution that tells how long its parts took."""

    def __init__(self, task: Task, network: str, note):
        super().__init__(task, network)
        self.note = note
        self.began = time.perf_counter()

    def _at_cell(self, cell, cell_index: int) -> None:
        self.note("start of the kernel until its first cell", time.perf_counter() - self.began)
        super()._at_cell(cell, cell_index)

    async def _end(self, client, manager) -> None:
        began = time.perf_counter()
        await super()._end(client, manager)
        self.note("its end", time.perf_counter() - began)


def main() -> None:
    """Parse the call and run."""
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("--notebooks", type=int, default=24, help="number of stand-ins")
    arguments.add_argument("--published", action="store_true", help="the course's own notebooks")
    arguments.add_argument("--rounds", type=int, default=2)
    arguments.add_argument("--jobs", type=int, default=2)
    arguments.add_argument("--where", action="store_true", help="where the time goes")
    chosen = arguments.parse_args()
    if chosen.where:
        where(10)
        return
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        bench = Bench(Path(folder), chosen.jobs)
        root = bench.root
        names = (
            published(root, curriculum.load())
            if chosen.published
            else stand_ins(root, chosen.notebooks)
        )
        compare(bench, names, chosen.rounds)


if __name__ == "__main__":
    main()
