"""Where the book's source is hosted, and the links that open a notebook there.

The address comes from `repository.url` in `_config.yml`, else from `GITHUB_REPOSITORY`
(set by GitHub's workflows), else from the git remote `origin`. Where none of them names a
public host there are no launch links at all, rather than dead ones.
"""

import os
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

_HOSTS = {"github.com": "gh", "gitlab.com": "gl"}
_REMOTE = re.compile(r"^(?:https?://(?:[^@/]+@)?|ssh://git@|git@)([^/:]+)[/:](.+?)(?:\.git)?/?$")


@dataclass(frozen=True)
class Repository:
    """A hosted repository: `host` such as github.com, `name` such as owner/course."""

    host: str
    name: str
    branch: str = "main"

    @property
    def url(self) -> str:
        """Address of its front page."""
        return f"https://{self.host}/{self.name}"

    def file(self, path: str) -> str:
        """Address that shows one file of the book's branch."""
        between = "/-/blob/" if self.host == "gitlab.com" else "/blob/"
        return f"{self.url}{between}{quote(self.branch)}/{quote(path)}"

    def binder(self, path: str) -> str | None:
        """Address that opens a notebook in JupyterLab on mybinder.org."""
        if self.host not in _HOSTS:
            return None
        name = quote(self.name, safe="/" if self.host == "github.com" else "")
        where = f"{_HOSTS[self.host]}/{name}/{quote(self.branch, safe='')}"
        return f"https://mybinder.org/v2/{where}?urlpath={quote('lab/tree/' + path, safe='')}"

    def colab(self, path: str) -> str | None:
        """Address that opens a notebook in Colab, which reads from GitHub only."""
        if self.host != "github.com":
            return None
        return (
            f"https://colab.research.google.com/github/{self.name}/blob/"
            f"{quote(self.branch)}/{quote(path)}"
        )


def parse(remote: str, branch: str = "main") -> Repository | None:
    """The repository that an address names, None for a path or an unknown form."""
    match = _REMOTE.match(remote.strip())
    if not match or "." not in match[1] or "/" not in match[2]:
        return None
    return Repository(match[1], match[2], branch)


def _branch_of_workflow() -> str:
    """The branch that a workflow runs on; empty for tags and pull requests (`12/merge`)."""
    name = os.environ.get("GITHUB_REF_NAME", "")
    is_branch = os.environ.get("GITHUB_REF_TYPE") == "branch"
    return name if is_branch and not name.endswith("/merge") else ""


def find(root: Path, config: dict) -> Repository | None:
    """The repository of the book at `root`, whose `_config.yml` reads as `config`."""
    given = config.get("repository") or {}
    branch = given.get("branch") or _branch_of_workflow() or "main"
    if given.get("url"):
        return parse(given["url"], branch)
    if name := os.environ.get("GITHUB_REPOSITORY"):
        server = os.environ.get("GITHUB_SERVER_URL", "https://github.com")
        return parse(f"{server}/{name}", branch)
    done = subprocess.run(
        ["git", "-C", str(root), "remote", "get-url", "origin"],
        capture_output=True,
        text=True,
        check=False,
    )
    return parse(done.stdout, branch) if done.returncode == 0 else None
