"""What a notebook can import, found from its text."""

import pytest

from daybyday.running.sources import Package, uses_of

FILES = {
    "__init__.py": (
        "from importlib import import_module\n"
        "__version__ = '1'\n"
        "_HOME = {'check': 'daybyday.checking'}\n"
        "def __getattr__(name):\n    return getattr(import_module(_HOME[name]), name)\n"
    ),
    "errors.py": "",
    "plots.py": "import numpy\nfrom daybyday.errors import X\n",
    "late.py": "def f():\n    from daybyday import plots\n",
    "styled.py": "from pathlib import Path\nSHEET = Path(__file__).parent / 'sheets' / 'a.css'\n",
    "sheets/a.css": "a {}",
    "checking/__init__.py": ("_HOME = {'judge': ('check',)}\ndef __getattr__(name):\n    ...\n"),
    "checking/judge.py": "from . import registry\nfrom .. import errors\n",
    "checking/registry.py": "from importlib import import_module\n"
    "def find(day, name):\n    return import_module(f'daybyday.checks.{day}.{name}')\n",
    "checking/alone.py": "",
    "checks/__init__.py": "",
    "checks/day01/__init__.py": "",
    "checks/day01/dsa_two_sum.py": "",
    "checks/day01/ml_ranking.py": "",
    "book/__init__.py": "",
    "book/page.html": "<p>",
    "runner.py": "COMMAND = ['python', '-m', 'daybyday.errors']\n",
}
CHECKING = {
    "checking/__init__.py",
    "checking/judge.py",
    "checking/registry.py",
    "errors.py",
}
CHECKS = {"checks/__init__.py", "checks/day01/__init__.py"}


@pytest.fixture(scope="module")
def package(tmp_path_factory) -> Package:
    folder = tmp_path_factory.mktemp("package") / "daybyday"
    for name, text in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    return Package(folder)


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("import math", set()),
        ("from daybyday.errors import X", {"errors.py"}),
        ("from daybyday import errors", {"errors.py"}),
        ("import daybyday.errors as e", {"errors.py"}),
        ("from daybyday import plots", {"plots.py", "errors.py"}),
        ("def f():\n    import daybyday.late", {"late.py", "plots.py", "errors.py"}),
        ("from daybyday import __version__", set()),
        ("from daybyday import check", CHECKING),
        ("import daybyday\ndaybyday.check", CHECKING),
        ("import daybyday as d\nd.plots.x", {"plots.py", "errors.py"} | CHECKING),
        ("from daybyday.checking import check", CHECKING),
        ("from daybyday.checking import alone", {"checking/__init__.py", "checking/alone.py"}),
        (
            "from daybyday import check\ncheck('two-sum/pairs', f)",
            CHECKING | CHECKS | {"checks/day01/dsa_two_sum.py"},
        ),
        (
            "from daybyday import check\ncheck(name, f)",
            CHECKING | CHECKS | {"checks/day01/dsa_two_sum.py", "checks/day01/ml_ranking.py"},
        ),
        ("from daybyday.styled import SHEET", {"styled.py", "sheets/a.css"}),
        ("run('python', '-m', 'daybyday.errors')", {"errors.py"}),
        ("from daybyday import runner", {"runner.py", "errors.py"}),
        ("import_module(f'daybyday.book.{x}')", {"book/__init__.py", "book/page.html"}),
    ],
)
def test_closure(package, code, expected):
    files = {package.name_of(file) for file in package.closure(uses_of(code)).files}
    with_root = expected | ({"__init__.py"} if files else set())
    assert files == with_root


@pytest.mark.parametrize("code", ["%matplotlib inline", "!ls", "x ="])
def test_what_cannot_be_read_counts_as_importing_everything(package, code):
    files = {package.name_of(file) for file in package.closure(uses_of(code)).files}
    assert files == set(FILES)


def test_every_module_of_the_real_package_can_be_read():
    from pathlib import Path

    import daybyday

    real = Package(Path(daybyday.__file__).parent)
    for module in real.modules:
        assert not real.uses_of(module).everything, module


def test_the_real_check_leads_to_the_checker_and_one_lesson():
    from pathlib import Path

    import daybyday

    real = Package(Path(daybyday.__file__).parent)
    uses = uses_of("from daybyday import check\ncheck('two-sum/contains-duplicate', f)")
    files = {real.name_of(file) for file in real.closure(uses).files}
    assert {"checking/judge.py", "checking/sandbox.py", "checks/day01/dsa_two_sum.py"} <= files
    assert not {file for file in files if file.startswith(("book/", "cli/", "running/", "lint/"))}
    assert not {file for file in files if "candidate_retrieval" in file}
