"""Launch links follow the repository that builds the book, and are absent where none is known."""

import subprocess

import pytest

from daybyday.book import repository

PATH = "exercises/day01/dsa-two-sum.ipynb"


@pytest.mark.parametrize(
    "remote",
    [
        "https://github.com/owner/course",
        "https://github.com/owner/course.git",
        "https://token@github.com/owner/course.git",
        "git@github.com:owner/course.git",
        "ssh://git@github.com/owner/course.git/",
    ],
)
def test_every_form_of_address_is_read(remote):
    found = repository.parse(remote)
    assert found.url == "https://github.com/owner/course"
    assert "token" not in repr(found)


@pytest.mark.parametrize("remote", ["", "/srv/git/course.git", "../course", "file:///srv/course"])
def test_a_local_remote_gives_no_links(remote):
    assert repository.parse(remote) is None


def test_binder_opens_the_notebook_in_jupyterlab():
    address = repository.parse("https://github.com/owner/course", "week/2").binder(PATH)
    assert address == (
        "https://mybinder.org/v2/gh/owner/course/week%2F2"
        "?urlpath=lab%2Ftree%2Fexercises%2Fday01%2Fdsa-two-sum.ipynb"
    )


def test_gitlab_has_binder_but_no_colab():
    found = repository.parse("https://gitlab.com/group/sub/course")
    assert "/gl/group%2Fsub%2Fcourse/main" in found.binder(PATH)
    assert found.colab(PATH) is None
    assert "/-/blob/main/" in found.file(PATH)


def test_an_unknown_host_has_no_launch_links():
    found = repository.parse("https://git.example.org/owner/course")
    assert found.binder(PATH) is None
    assert found.colab(PATH) is None


@pytest.fixture
def clone(tmp_path, monkeypatch):
    for name in ("GITHUB_REPOSITORY", "GITHUB_REF_NAME", "GITHUB_SERVER_URL", "GITHUB_REF_TYPE"):
        monkeypatch.delenv(name, raising=False)
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    return tmp_path


def test_nothing_known_means_no_repository(clone):
    assert repository.find(clone, {}) is None


def test_settings_come_before_the_workflow_and_that_before_the_remote(clone, monkeypatch):
    command = ["git", "-C", str(clone), "remote", "add", "origin", "git@github.com:three/c.git"]
    subprocess.run(command, check=True)
    assert repository.find(clone, {}).name == "three/c"
    monkeypatch.setenv("GITHUB_REPOSITORY", "two/c")
    assert repository.find(clone, {}).name == "two/c"
    settings = {"repository": {"url": "https://github.com/one/c", "branch": "spring"}}
    found = repository.find(clone, settings)
    assert (found.name, found.branch) == ("one/c", "spring")


def test_a_pull_request_links_to_the_main_branch(clone, monkeypatch):
    monkeypatch.setenv("GITHUB_REPOSITORY", "two/c")
    monkeypatch.setenv("GITHUB_REF_TYPE", "branch")
    monkeypatch.setenv("GITHUB_REF_NAME", "12/merge")
    assert repository.find(clone, {}).branch == "main"
    monkeypatch.setenv("GITHUB_REF_NAME", "spring")
    assert repository.find(clone, {}).branch == "spring"
