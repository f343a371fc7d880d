"""Which of the package's own files a notebook can import, found from its text.

A result stays good as long as nothing changes that the notebook could have used. Import statements
are followed through the package, in functions too. Where the text does not settle what is
imported, more is counted rather than less:

- a cell that is not plain Python (a magic, a syntax error) counts as importing everything;
- a name that a package loads on demand (PEP 562) counts as all that the package loads so;
- a string that is exactly a module's name, such as an argument of `import_module` or of
  `python -m`, counts as importing it, and an f-string that begins with a package's name as
  importing all below it;
- the exercise checks are loaded by exercise id: the strings of the form `lesson/exercise` in the
  notebook say which modules, and an id that is computed counts as all of them.
"""

import ast
import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

PACKAGE = "daybyday"
CHECKS = f"{PACKAGE}.checks"
EXERCISE_ID = re.compile(r"([a-z0-9]+(?:-[a-z0-9]+)*)/[a-z0-9]+(?:-[a-z0-9]+)*")
ASKING = {"check", "hint", "solution"}
# Tags that decide whether or how a cell is executed.
STEERING_TAGS = {"skip-execution", "raises-exception"}


@dataclass
class Uses:
    """What a piece of source uses.

    Args:
        names: dotted names below the package that are imported: modules, or names in modules.
        strings: modules of the package that a string names.
        below: packages of which anything may be imported.
        lessons: slugs of lessons whose exercise checks are asked for.
        others: top-level names of other packages.
        all_checks: an exercise id is computed.
        everything: the text does not settle what is imported.
        defines: names that the source itself binds at its top level.
        lazy: whether it is a module that loads names on demand.
        words: strings that occur in it and could name a submodule.
    """

    names: list[str] = field(default_factory=list)
    strings: list[str] = field(default_factory=list)
    below: list[str] = field(default_factory=list)
    lessons: list[str] = field(default_factory=list)
    others: list[str] = field(default_factory=list)
    all_checks: bool = False
    everything: bool = False
    defines: list[str] = field(default_factory=list)
    lazy: bool = False
    words: list[str] = field(default_factory=list)


def uses_of(text: str, module: str | None = None, is_package: bool = False) -> Uses:
    """What a piece of Python source uses.

    Args:
        module: the module's dotted name, by which relative imports are resolved.
        is_package: whether the source is a package's `__init__`.
    """
    uses = Uses()
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError):
        uses.everything = True
        return uses
    inside_fstrings = set()
    bound: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                _note(uses, alias.name)
                bound[alias.asname or alias.name.partition(".")[0]] = (
                    alias.name if alias.asname else alias.name.partition(".")[0]
                )
        elif isinstance(node, ast.ImportFrom):
            base = _base(node, module, is_package)
            for alias in node.names:
                _note(uses, base if alias.name == "*" else f"{base}.{alias.name}")
                bound[alias.asname or alias.name] = f"{base}.{alias.name}"
        elif isinstance(node, ast.JoinedStr):
            inside_fstrings.update(id(part) for part in node.values)
            first = node.values[0] if node.values else None
            if isinstance(first, ast.Constant) and str(first.value).startswith(f"{PACKAGE}."):
                uses.below.append(str(first.value).rpartition(".")[0])
        elif isinstance(node, ast.Call):
            name = node.func.id if isinstance(node.func, ast.Name) else ""
            name = node.func.attr if isinstance(node.func, ast.Attribute) else name
            literal = node.args and isinstance(node.args[0], ast.Constant)
            if name in ASKING and not literal:
                uses.all_checks = True
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            first, _, rest = _dotted(node).partition(".")
            if bound.get(first, "").partition(".")[0] == PACKAGE:
                uses.names.append(f"{bound[first]}.{rest}")
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            if id(node) in inside_fstrings:
                continue
            word = node.value
            if re.fullmatch(rf"{PACKAGE}(\.\w+)*", word):
                uses.strings.append(word)
            elif match := EXERCISE_ID.fullmatch(word):
                uses.lessons.append(match[1])
            if word.isidentifier():
                uses.words.append(word)
    uses.defines = _bound(tree)
    uses.lazy = "__getattr__" in uses.defines
    for name in ("names", "strings", "below", "lessons", "others", "words"):
        setattr(uses, name, sorted(set(getattr(uses, name))))
    return uses


def _note(uses: Uses, dotted: str) -> None:
    top = dotted.partition(".")[0]
    (uses.names if top == PACKAGE else uses.others).append(dotted if top == PACKAGE else top)


def _base(node: ast.ImportFrom, module: str | None, is_package: bool) -> str:
    if not node.level:
        return node.module or ""
    parts = (module or "").split(".")
    parts = parts[: len(parts) - node.level + is_package]
    return ".".join([*parts, *([node.module] if node.module else [])])


def _dotted(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return f"{_dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""


def _bound(tree: ast.Module) -> list[str]:
    names = []
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            names.append(node.name)
        elif isinstance(node, ast.Assign):
            names += [target.id for target in node.targets if isinstance(target, ast.Name)]
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            names.append(node.target.id)
    return sorted(set(names))


@dataclass
class Notebook:
    """What the run has to know of a notebook's text.

    Args:
        code: hash of what is executed: code cells, kernel, tags that steer execution.
        uses: what the code uses.
        claims: number of cells tagged `claim`.
        timed: for each code cell whether it is tagged `timed`.
        cells: position of each code cell among all cells, from 0.
    """

    code: str
    uses: Uses
    claims: int
    timed: list[bool]
    cells: list[int]


def read_notebook(text: str) -> Notebook:
    """Look at a notebook.

    Raises:
        ValueError: the text is not a notebook.
    """
    try:
        notebook = json.loads(text)
        cells = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
        positions = [n for n, c in enumerate(notebook["cells"]) if c["cell_type"] == "code"]
        sources = ["".join(cell["source"]) for cell in cells]
        tags = [set(cell.get("metadata", {}).get("tags", [])) for cell in cells]
        kernel = notebook.get("metadata", {}).get("kernelspec", {}).get("name", "python3")
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"not a notebook: {error!r}") from None
    executed = [kernel, *zip(sources, [sorted(each & STEERING_TAGS) for each in tags], strict=True)]
    return Notebook(
        code=digest(json.dumps(executed)),
        uses=_together(uses_of(source) for source in sources),
        claims=sum("claim" in each for each in tags),
        timed=["timed" in each for each in tags],
        cells=positions,
    )


def _together(parts: Iterable[Uses]) -> Uses:
    whole = Uses()
    for part in parts:
        for name in ("names", "strings", "below", "lessons", "others"):
            setattr(whole, name, sorted({*getattr(whole, name), *getattr(part, name)}))
        whole.all_checks |= part.all_checks
        whole.everything |= part.everything
    return whole


def digest(data: str | bytes) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(data.encode() if isinstance(data, str) else data).hexdigest()


class Package:
    """The files of a package as they are on disk now.

    Args:
        folder: the package's folder.
        known: analyses by hash, from an earlier run; new ones are added.
    """

    def __init__(self, folder: Path, known: dict[str, dict] | None = None):
        self.folder = folder
        self.known = {} if known is None else known
        self.modules: dict[str, Path] = {}
        self.data: list[Path] = []
        for file in sorted(folder.rglob("*")):
            if "__pycache__" in file.parts or not file.is_file():
                continue
            if file.suffix == ".py":
                parts = file.relative_to(folder).with_suffix("").parts
                parts = parts[:-1] if parts[-1] == "__init__" else parts
                self.modules[".".join((PACKAGE, *parts))] = file
            else:
                self.data.append(file)
        self._bytes: dict[Path, bytes] = {}
        self._hashes: dict[Path, str] = {}
        self._names: dict[Path, str] = {}
        self._who_reads: dict[Path, set[str]] = {}
        self._uses: dict[str, Uses] = {}
        self._leads: dict[str, list[str]] = {}

    def bytes_of(self, file: Path) -> bytes:
        """A file's content, read once."""
        if file not in self._bytes:
            self._bytes[file] = file.read_bytes()
        return self._bytes[file]

    def hash_of(self, file: Path) -> str:
        """A file's hash."""
        if file not in self._hashes:
            self._hashes[file] = digest(self.bytes_of(file))
        return self._hashes[file]

    @cached_property
    def whole(self) -> str:
        """Hash of all of the package's files."""
        files = sorted([*self.modules.values(), *self.data])
        return digest(json.dumps([(self.name_of(file), self.hash_of(file)) for file in files]))

    def name_of(self, file: Path) -> str:
        """A file's path within the package."""
        if file not in self._names:
            self._names[file] = file.relative_to(self.folder).as_posix()
        return self._names[file]

    def uses_of(self, module: str) -> Uses:
        """What a module uses."""
        if module not in self._uses:
            file = self.modules[module]
            key = self._key(module)
            if key not in self.known:
                text = self.bytes_of(file).decode("utf-8", "replace")
                self.known[key] = vars(uses_of(text, module, file.name == "__init__.py"))
            self._uses[module] = Uses(**self.known[key])
        return self._uses[module]

    def _key(self, module: str) -> str:
        return f"{module} {self.hash_of(self.modules[module])}"

    def analysed(self) -> list[str]:
        """Keys of the analyses in `known` that this package asked for."""
        return [self._key(module) for module in self._uses]

    def _leads_to(self, module: str) -> list[str]:
        """The modules that importing a module imports at once or can import later."""
        if module not in self._leads:
            self._leads[module] = self._targets(self.uses_of(module))
        return self._leads[module]

    def closure(self, uses: Uses) -> "Closure":
        """What source with these uses can import and read of the package."""
        found: set[str] = set()
        names = set(uses.names) | set(uses.strings)
        todo = self._targets(uses)
        checks = checks_added = False
        while todo:
            module = todo.pop()
            if module in found:
                continue
            found.add(module)
            mine = self.uses_of(module)
            checks |= CHECKS in (*mine.names, *mine.strings, *mine.below)
            names |= {*mine.names, *(() if mine.lazy else mine.strings)}
            todo += self._leads_to(module)
            if checks and not checks_added:
                todo += self._checks_of(uses)
                checks_added = True
            if uses.everything or mine.everything:
                todo += self.modules
                names |= self.modules.keys()
        if uses.everything and not found:
            return self.closure(Uses(names=list(self.modules)))
        files = sorted([*(self.modules[module] for module in found), *self._data_of(found)])
        return Closure(files, names)

    def _targets(self, uses: Uses) -> list[str]:
        targets = []
        # What a module loads on demand counts for those who ask it for a name: `_resolve`.
        for name in (*uses.names, *(() if uses.lazy else uses.strings)):
            targets += self._resolve(name)
        for package in uses.below:
            if package != CHECKS:
                inside = [module for module in self.modules if module.startswith(package + ".")]
                targets += [loaded for name in (package, *inside) for loaded in self._resolve(name)]
        return targets

    def _resolve(self, dotted: str) -> list[str]:
        """The modules that importing a dotted name loads."""
        parts = dotted.split(".")
        loaded = [".".join(parts[:n]) for n in range(1, len(parts) + 1)]
        loaded = [module for module in loaded if module in self.modules]
        if not loaded:
            return []
        last = loaded[-1]
        rest = parts[last.count(".") + 1 :]
        uses = self.uses_of(last)
        if uses.lazy and not (rest and rest[0] in uses.defines):
            loaded += [f"{last}.{word}" for word in uses.words if f"{last}.{word}" in self.modules]
            for target in uses.strings:
                loaded += self._resolve(".".join([target, *rest]))
        return loaded

    def _checks_of(self, uses: Uses) -> list[str]:
        """The checks modules of the lessons whose exercises the notebook asks for."""
        endings = tuple("_" + slug.replace("-", "_") for slug in uses.lessons)
        return [
            loaded
            for module in self.modules
            if module.startswith(CHECKS + ".") and (uses.all_checks or module.endswith(endings))
            for loaded in self._resolve(module)
        ]

    def _data_of(self, found: set[str]) -> list[Path]:
        """Data files that one of these modules can read.

        A data file belongs to the nearest folder with modules. Where modules there or below
        mention it or its folder, those are its readers, otherwise all of them.
        """
        for file in self.data:
            if file not in self._who_reads:
                self._who_reads[file] = self._readers(file)
        return [file for file in self.data if found & self._who_reads[file]]

    def _readers(self, file: Path) -> set[str]:
        home = next(each for each in file.parents if any(each.glob("*.py")))
        near = {m: source for m, source in self.modules.items() if source.is_relative_to(home)}
        words = [file.name, *file.relative_to(home).parts[:-1]]
        readers = {
            module
            for module, source in near.items()
            if any(word.encode() in self.bytes_of(source) for word in words)
        }
        return readers or set(near)


@dataclass
class Closure:
    """What can be imported and read of the package.

    Args:
        files: modules and data files, sorted.
        names: dotted names that are imported anywhere among them.
    """

    files: list[Path]
    names: set[str]
