"""Every page of the built site: links, headings, pictures, weight, and nothing from elsewhere."""

import gzip
import json
import re
from collections import Counter
from functools import cache
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

pytest.importorskip("bs4")
from bs4 import BeautifulSoup

LIMIT = 300_000  # bytes of a lesson page without figures and audio, compressed


@cache
def read(page: Path) -> BeautifulSoup:
    return BeautifulSoup(page.read_text("utf-8"), "html.parser")


@pytest.fixture(scope="session")
def every_page(site) -> list[Path]:
    pages = sorted(page for page in site.rglob("*.html") if "_static" not in page.parts)
    assert len(pages) > 80
    return pages


@cache
def anchors(page: Path) -> set[str]:
    return {tag["id"] for tag in read(page).find_all(id=True)}


def test_every_link_and_anchor_resolves(site, every_page):
    faults = []
    for page in every_page:
        for tag in read(page).find_all(["a", "link", "script", "img", "audio", "source"]):
            address = tag.get("href") or tag.get("src")
            if not address or urlsplit(address).scheme in {"http", "https", "mailto", "data"}:
                continue
            parts = urlsplit(address)
            target = (page.parent / unquote(parts.path)).resolve() if parts.path else page
            if not target.is_file():
                faults.append(f"{page.relative_to(site)}: {address} is not there")
            elif parts.fragment and unquote(parts.fragment) not in anchors(target):
                faults.append(f"{page.relative_to(site)}: {address} has no such anchor")
    assert not faults, "\n".join(faults)


def test_no_page_loads_anything_from_elsewhere(site, every_page):
    faults = []
    for page in every_page:
        soup = read(page)
        loaded = [tag.get("src") for tag in soup.find_all(src=True)]
        loaded += [
            tag.get("href") for tag in soup.find_all("link") if "canonical" not in tag["rel"]
        ]
        loaded += re.findall(r"url\(\s*[\"']?([^\"')]+)", "".join(map(str, soup.find_all("style"))))
        faults += [
            f"{page.relative_to(site)}: {address}"
            for address in loaded
            if address and (urlsplit(address).scheme in {"http", "https"} or address[:2] == "//")
        ]
    assert not faults, "\n".join(faults)


def test_identifiers_are_unique(site, every_page):
    faults = []
    for page in every_page:
        counts = Counter(tag["id"] for tag in read(page).find_all(id=True))
        faults += [f"{page.relative_to(site)}: {name}" for name, n in counts.items() if n > 1]
    assert not faults, "\n".join(faults)


def test_headings_are_in_order(site, every_page):
    faults = []
    for page in every_page:
        levels = [int(tag.name[1]) for tag in read(page).find_all(re.compile("^h[1-6]$"))]
        if levels.count(1) != 1 or levels[0] != 1:
            faults.append(f"{page.relative_to(site)}: {levels.count(1)} first-level headings")
        for above, below in pairwise(levels):
            if below > above + 1:
                faults.append(f"{page.relative_to(site)}: h{below} follows h{above}")
    assert not faults, "\n".join(faults)


def test_every_page_has_a_title_and_a_description_of_its_own(site, every_page):
    titles = Counter(read(page).title.string for page in every_page)
    assert {title: n for title, n in titles.items() if n > 1} == {}
    for page in every_page:
        description = read(page).find("meta", attrs={"name": "description"})["content"]
        assert len(description) > 30, page.relative_to(site)


def test_pictures_have_words_a_size_and_come_late(site, every_page):
    faults = []
    for page in every_page:
        for picture in read(page).find_all("img"):
            what = f"{page.relative_to(site)}: {picture['src'].split('/')[-1][:20]}"
            alt = picture.get("alt", "").strip()
            if len(alt) < 20 or alt.endswith(".png"):
                faults.append(f"{what} has no words")
            if not (picture.get("width") and picture.get("height")):
                faults.append(f"{what} has no size")
            if picture.get("loading") != "lazy":
                faults.append(f"{what} is not loaded late")
        for drawing in read(page).find_all("svg", role="img"):
            if not (drawing.get("aria-label") or drawing.get("aria-labelledby")):
                faults.append(f"{page.relative_to(site)}: a drawing has no words")
    assert not faults, "\n".join(faults)


def test_sound_is_a_file_that_loads_on_demand(site, every_page):
    clips = [(page, clip) for page in every_page for clip in read(page).find_all("audio")]
    assert clips, "the speech lesson has players"
    for page, clip in clips:
        assert clip["preload"] == "none", page
        assert clip.get("controls") is not None
        assert clip.get("aria-label") or clip.find_parent("figure"), page
        source = clip.get("src") or clip.find("source")["src"]
        assert not source.startswith("data:"), page


def test_a_page_weighs_little(site, every_page):
    """The page with its scripts, sheet and fonts, each compressed; pictures and sound aside."""
    shared = [site / "_static" / name for name in ("daybyday.css", "daybyday.js")]
    shared += [site / "_static/fonts/formulas.woff2"]
    common = sum(len(gzip.compress(file.read_bytes())) for file in shared)
    assert common < 100_000
    heavy = {
        page.relative_to(site).as_posix(): weight
        for page in every_page
        if (weight := common + len(gzip.compress(page.read_bytes()))) > LIMIT
    }
    assert not heavy


def test_the_sidebar_lists_a_week_and_not_the_course(site, course):
    page = site / course.lessons[0].notebook.with_suffix(".html")
    links = read(page).find("nav", id="side").find_all("a")
    assert len(links) < 50
    assert any("Two Sum" in link.text for link in links)


def test_a_lesson_says_what_its_run_was(site, course):
    for lesson in course.published:
        text = read(site / lesson.notebook.with_suffix(".html")).find("footer").text
        assert re.search(r"Last run\s*ok in \d", text), lesson.slug
        assert lesson.title in text


def test_a_lesson_lists_what_it_cites_and_nothing_else(site, course):
    for lesson in course.published:
        cells = json.loads((course.root / lesson.notebook).read_text("utf-8"))["cells"]
        prose = "".join("".join(c["source"]) for c in cells if c["cell_type"] == "markdown")
        roles = re.findall(r"\{cite:\w+\}`([^`]+)`", prose)
        keys = {re.sub(r"\{.*?\}", "", key).strip() for role in roles for key in role.split(",")}
        page = read(site / lesson.notebook.with_suffix(".html"))
        entries = page.select("div.citation")
        assert len(entries) == len(keys) > 0, lesson.slug
        here = {f"#{entry['id']}" for entry in entries}
        assert {a["href"] for a in page.select(".bibtex-citation a")} == here, lesson.slug


def test_exercises_fold_their_hints_and_answers(site, course):
    from daybyday.checking import registry

    for lesson in course.published:
        page = read(site / lesson.exercise.with_suffix(".html"))
        for exercise in registry.of_lesson(lesson.slug):
            section = page.find(id=f"exercise-{exercise.slug}")
            assert section, f"{lesson.exercise}: no anchor for {exercise.id}"
            section = section if section.name == "section" else section.find_parent("section")
            folds = section.find_all("details")
            assert len(folds) == len(exercise.hints) + 1, exercise.id
            assert all(fold.get("open") is None for fold in folds)
            assert folds[0].p.text == exercise.hints[0].replace("`", "")


def test_all_lists_come_from_the_map(site, course):
    tracker = read(site / "pages/tracker.html")
    assert len(tracker.select("table.tracker td")) == len(course.lessons)
    patterns = read(site / "pages/patterns.html")
    assert len(patterns.select("[data-exercise]")) == len(course.problems)
    for key in course.tracks:
        rows = read(site / f"pages/tracks/{key}.html").select("#lesson-table > li")
        assert len(rows) == 60
    assert len(read(site / "pages/prerequisites.html").select("[data-node]")) == len(course.lessons)
    edges = read(site / "pages/prerequisites.html").select("[data-edge]")
    assert len(edges) == sum(len(lesson.prerequisites) for lesson in course.lessons)
    assert len(list((site / "pages/days").glob("*.html"))) == len(course.days)
    assert len(list((site / "pages/weeks").glob("*.html"))) == len(course.weeks)


def test_downloads_are_the_notebooks_themselves(site, course):
    for lesson in course.published:
        for file in (lesson.notebook, lesson.exercise, lesson.solution):
            assert (site / "_notebooks" / file).read_bytes() == (course.root / file).read_bytes()
