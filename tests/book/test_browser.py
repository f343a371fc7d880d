"""The site as a reader meets it, in a real Chromium: read, search, filter, mark, export, listen."""

import functools
import json
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

import pytest

from daybyday import progress

LESSON = "notebooks/day01/dsa-two-sum.html"
SPEECH = "notebooks/day01/speech-streaming-asr.html"
KINDS = {
    "home": "index.html",
    "lesson": LESSON,
    "lesson with a design": "notebooks/day01/ml-candidate-retrieval.html",
    "lesson with sound": SPEECH,
    "exercises": "exercises/day01/dsa-two-sum.html",
    "solutions": "solutions/day01/dsa-two-sum.html",
    "day": "pages/days/day-01.html",
    "planned day": "pages/days/day-30.html",
    "week": "pages/weeks/week-1.html",
    "track": "pages/tracks/dsa.html",
    "tracker": "pages/tracker.html",
    "roadmap": "pages/roadmap.html",
    "patterns": "pages/patterns.html",
    "prerequisites": "pages/prerequisites.html",
    "progress": "pages/progress.html",
    "status": "pages/status.html",
    "prose": "pages/start.html",
    "resources": "pages/resources.html",
    "search": "search.html?q=hash+map",
}


class _Silent(SimpleHTTPRequestHandler):
    def log_message(self, *args) -> None:
        pass


@pytest.fixture(scope="module")
def address(site):
    """The site on a free loopback port."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Silent, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@pytest.fixture
def reader(browser, address):
    """A page of a new reader; at the end nothing may have complained or come from elsewhere."""
    context = browser.new_context(
        viewport={"width": 1280, "height": 900}, permissions=["clipboard-read", "clipboard-write"]
    )
    complaints: list[str] = []
    context.on("weberror", lambda error: complaints.append(str(error.error)))
    context.on(
        "console", lambda said: said.type in {"error", "warning"} and complaints.append(said.text)
    )
    context.on(
        "request",
        lambda asked: (
            urlsplit(asked.url).hostname not in {"127.0.0.1", None, ""}
            and complaints.append(f"asked {asked.url}")
        ),
    )
    context.on(
        "response", lambda got: got.status >= 400 and complaints.append(f"{got.status} {got.url}")
    )
    page = context.new_page()
    page.set_default_timeout(20_000)
    yield page
    context.close()
    assert complaints == []


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_page_opens_without_complaint(reader, address, kind):
    reader.goto(f"{address}/{KINDS[kind]}")
    reader.evaluate("scrollTo(0, document.body.scrollHeight)")
    reader.wait_for_load_state("networkidle")
    assert reader.locator("h1").count() == 1


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_overflows_at_360_pixels(reader, address, kind):
    reader.set_viewport_size({"width": 360, "height": 740})
    reader.goto(f"{address}/{KINDS[kind]}")
    assert reader.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 390)])
@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing(reader, address, kind, scheme, width):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    reader.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    reader.set_viewport_size({"width": width, "height": 900})
    reader.goto(f"{address}/{KINDS[kind]}")
    reader.wait_for_load_state("networkidle")
    results = axe.Axe().run(reader)
    assert results.violations_count == 0, results.generate_report()


def test_search_finds_a_lesson_by_its_pattern(reader, address):
    reader.goto(address)
    reader.keyboard.press("/")
    reader.keyboard.type("complement lookup")
    reader.keyboard.press("Enter")
    found = reader.locator("#search-lessons a").first
    assert found.text_content() == "Two Sum"
    found.click()
    reader.wait_for_url(f"**/{LESSON}")


def test_search_finds_a_term_of_the_text(reader, address):
    reader.goto(f"{address}/search.html?q=denial+of+service")
    results = reader.locator("#search-results li a")
    results.first.wait_for()
    assert any(
        "dsa-two-sum" in href for href in results.evaluate_all("all => all.map(a => a.href)")
    )


def test_search_says_when_there_is_nothing(reader, address):
    reader.goto(f"{address}/search.html?q=xyzzyplugh")
    reader.get_by_text("did not match any documents").wait_for()


def test_lessons_are_filtered_and_the_choice_can_be_shared(reader, address):
    reader.goto(f"{address}/pages/tracks/dsa.html")
    rows = reader.locator("#lesson-table > li:visible")
    everything = rows.count()
    reader.get_by_label("Difficulty").select_option("easy")
    easy = rows.count()
    assert 0 < easy < everything
    reader.get_by_label("Search", exact=True).fill("sum")
    few = rows.count()
    assert 0 < few < easy
    assert reader.locator(".filter-count").text_content() == f"{few} of {everything}"
    reader.reload()
    assert rows.count() == few
    reader.get_by_label("Search", exact=True).fill("no such lesson")
    assert reader.locator(".no-match").is_visible()
    reader.get_by_role("button", name="Clear").click()
    reader.wait_for_function("!location.search")
    assert rows.count() == everything


def test_problems_are_filtered_by_list(reader, address):
    reader.goto(f"{address}/pages/patterns.html")
    reader.get_by_label("List").select_option("blind75")
    assert reader.locator(".problems > li:visible").count() == 75
    reader.get_by_label("State").select_option("published")
    titles = reader.locator(".problems > li:visible .problem-title").all_text_contents()
    assert "Contains Duplicate" in titles
    empty = reader.locator("main section:not([hidden]):has(> .problems):not(:has(li:visible))")
    assert empty.count() == 0


def mark_two_sum(reader, address) -> None:
    reader.goto(f"{address}/{LESSON}")
    reader.get_by_role("button", name="Mark as done").click()


def test_progress_is_shown_everywhere_and_kept(reader, address):
    mark_two_sum(reader, address)
    reader.reload()
    assert reader.locator("[data-done]").get_attribute("aria-pressed") == "true"
    assert "is-done" in reader.locator("#side a[data-lesson=two-sum]").get_attribute("class")
    reader.goto(f"{address}/pages/days/day-01.html")
    assert "1 of 3 done by you" in reader.locator(".facts").text_content()
    for page in ("tracker", "weeks/week-1", "tracks/dsa", "prerequisites"):
        reader.goto(f"{address}/pages/{page}.html")
        link = reader.locator("main a[data-lesson=two-sum]").first
        assert "is-done" in link.get_attribute("class"), page
    reader.goto(f"{address}/{LESSON}")
    reader.get_by_role("button", name="Done", exact=True).click()
    reader.reload()
    assert reader.get_by_role("button", name="Mark as done").is_visible()


def test_the_home_page_says_where_to_go_on(reader, address):
    mark_two_sum(reader, address)
    reader.goto(address)
    reader.get_by_text("Go on with").get_by_role("link").click()
    assert "/notebooks/day" in reader.url
    assert not reader.url.endswith(LESSON)


def test_progress_travels_to_another_reader_and_to_the_command_line(
    reader, browser, address, tmp_path
):
    mark_two_sum(reader, address)
    reader.goto(f"{address}/pages/progress.html")
    assert reader.locator("[data-total-done]").text_content() == "1"
    with reader.expect_download() as download:
        reader.get_by_role("button", name="Export").click()
    file = tmp_path / "progress.json"
    download.value.save_as(file)
    record = progress.parse(file.read_text("utf-8"))
    assert list(record["lessons"]) == ["two-sum"]

    other = browser.new_context().new_page()
    other.goto(f"{address}/pages/progress.html")
    other.locator("#import").set_input_files(file)
    other.get_by_text("Imported progress.json").wait_for()
    assert other.locator("[data-total-done]").text_content() == "1"
    other.locator("#done-list").get_by_role("link", name="Two Sum").wait_for()
    other.context.close()


def test_the_browser_merges_as_the_command_line_does(reader, address, tmp_path):
    exercise, other = "two-sum/contains-duplicate", "two-sum/ransom-note"
    mine = progress.empty() | {
        "exercises": {
            exercise: {
                "attempts": 4,
                "verdict": "wrong",
                "last": "2026-11-03T10:00:00Z",
                "passes": ["2026-11-01"],
                "fingerprint": "aaa",
                "hints": 1,
            }
        },
        "lessons": {"two-sum": {"done": "2026-11-02"}},
        "kept": 1,
    }
    theirs = progress.empty() | {
        "exercises": {
            exercise: {
                "attempts": 2,
                "verdict": "passed",
                "last": "2026-11-02T10:00:00Z",
                "passes": ["2026-11-01", "2026-11-02"],
                "fingerprint": "bbb",
                "hints": 2,
                "solution": "2026-11-01T09:00:00Z",
            },
            other: {"attempts": 1, "verdict": "wrong", "last": "2026-11-01T10:00:00Z"},
        },
        "lessons": {"two-sum": {"done": "2026-11-01"}, "streaming-asr": {"done": "2026-11-04"}},
        "also-kept": 2,
    }
    file = tmp_path / "theirs.json"
    file.write_text(json.dumps(theirs), "utf-8")
    reader.goto(f"{address}/pages/progress.html")
    store = "record => localStorage.setItem('daybyday-progress', JSON.stringify(record))"
    reader.evaluate(store, mine)
    reader.reload()
    reader.locator("#import").set_input_files(file)
    reader.get_by_text("Imported theirs.json").wait_for()
    merged = json.loads(reader.evaluate("localStorage.getItem('daybyday-progress')"))
    assert merged == json.loads(json.dumps(progress.merge(mine, theirs)))


@pytest.mark.parametrize("text", ["not json", "[1]", '{"version": 1, "exercises": 3}', "{}"])
def test_a_file_that_is_no_record_changes_nothing(reader, address, tmp_path, text):
    mark_two_sum(reader, address)
    file = tmp_path / "other.json"
    file.write_text(text, "utf-8")
    reader.goto(f"{address}/pages/progress.html")
    reader.locator("#import").set_input_files(file)
    reader.get_by_text("other.json is not a progress file").wait_for()
    assert reader.locator("[data-total-done]").text_content() == "1"


def test_a_passed_problem_counts_towards_its_lists(reader, address):
    record = progress.empty()
    record["exercises"]["two-sum/contains-duplicate"] = {"passes": ["2026-11-01"]}
    reader.goto(f"{address}/pages/patterns.html")
    store = "record => localStorage.setItem('daybyday-progress', JSON.stringify(record))"
    reader.evaluate(store, record)
    reader.reload()
    passed = reader.locator("[data-list-passed=blind75]").text_content()
    assert passed == "1 of 75 passed by you"
    reader.get_by_label("State").select_option("done")
    assert reader.locator(".problems > li:visible").count() == 1


def test_what_a_lesson_rests_on_is_shown_from_the_keyboard(reader, address):
    reader.goto(f"{address}/pages/prerequisites.html")
    reader.locator("[data-node=valid-parentheses] a").focus()
    assert "is-needed" in reader.locator("[data-node=two-sum]").get_attribute("class")
    assert "rests on 1 lesson" in reader.locator(".needs-status").text_content()
    assert "is-origin" in reader.locator("[data-dot=valid-parentheses]").get_attribute("class")
    drawn = reader.locator('[data-edge="valid-parentheses two-sum"]')
    assert drawn.get_attribute("class") == "is-needed"
    reader.locator("[data-dot=binary-tree-traversal]").hover()
    assert drawn.get_attribute("class") == "is-needed"
    assert "is-needed" in reader.locator("[data-node=valid-parentheses]").get_attribute("class")


def test_sound_is_fetched_when_it_is_played_and_plays(reader, address):
    fetched = []
    reader.on("request", lambda asked: "_audio/" in asked.url and fetched.append(asked.url))
    reader.goto(f"{address}/{SPEECH}")
    reader.wait_for_load_state("networkidle")
    assert fetched == []
    player = reader.locator("audio").first
    player.evaluate("clip => { clip.muted = true; return clip.play(); }")
    reader.wait_for_function("document.querySelector('audio').currentTime > 0.2")
    assert len(set(fetched)) == 1
    assert player.evaluate("clip => clip.duration") > 1


def test_a_trace_is_stepped_from_the_keyboard(reader, address):
    reader.goto(f"{address}/{LESSON}")
    player = reader.locator(".dd-steps").first
    player.scroll_into_view_if_needed()
    before = player.inner_text()
    player.locator("input[type=range]").focus()
    for _ in range(3):
        reader.keyboard.press("ArrowRight")
    assert "4 / " in player.inner_text()
    assert player.inner_text() != before
    reader.keyboard.press("Home")
    assert "1 / " in player.inner_text()


def test_code_is_copied(reader, address):
    reader.goto(f"{address}/{LESSON}")
    block = reader.locator(".cell_input .highlight").first
    block.hover()
    block.get_by_role("button").click()
    block.get_by_text("Copied").wait_for(timeout=5_000)  # the clipboard answers later
    copied = reader.evaluate("navigator.clipboard.readText()")
    assert copied == block.locator("pre").inner_text().rstrip()


def test_the_theme_is_switched_and_kept(reader, address):
    paper = "getComputedStyle(document.body).backgroundColor"
    reader.goto(address)
    light = reader.evaluate(paper)
    reader.locator("#theme").click()
    dark = reader.evaluate(paper)
    assert dark != light
    reader.goto(f"{address}/{LESSON}")
    assert reader.evaluate(paper) == dark


def test_the_system_theme_is_followed(reader, address):
    reader.emulate_media(color_scheme="dark")
    reader.goto(address)
    assert reader.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(21, 24, 28)"


def test_next_and_previous_lead_through_the_days_and_the_track(reader, address):
    reader.goto(f"{address}/pages/days/day-01.html")
    reader.locator("a[rel=next]").click()
    reader.wait_for_url("**/day-02.html")
    reader.locator("a[rel=prev]").click()
    reader.wait_for_url("**/day-01.html")
    reader.goto(f"{address}/{LESSON}")
    reader.locator(".today a", has_text="Streaming ASR").click()
    reader.wait_for_url(f"**/{SPEECH}")
    assert reader.locator("a[rel=next]").count() == 1


def test_the_contents_open_on_a_telephone_and_close_with_escape(reader, address):
    reader.set_viewport_size({"width": 390, "height": 800})
    reader.goto(f"{address}/{LESSON}")
    assert not reader.locator("#side").is_visible()
    reader.get_by_role("button", name="Contents").click()
    assert reader.locator("#side a", has_text="Exercises").is_visible()
    reader.keyboard.press("Escape")
    assert not reader.locator("#side").is_visible()
    assert reader.evaluate("document.activeElement.id") == "menu"


def test_the_first_tab_leads_to_the_content(reader, address):
    reader.goto(f"{address}/{LESSON}")
    reader.keyboard.press("Tab")
    assert reader.evaluate("document.activeElement.textContent") == "Skip to the content"
    reader.keyboard.press("Enter")
    assert reader.evaluate("document.activeElement.id") == "main"


def test_formulas_are_drawn_in_their_own_font(reader, address):
    reader.goto(f"{address}/{LESSON}")
    reader.evaluate("document.fonts.ready.then(() => 0)")
    assert reader.evaluate("document.fonts.check('16px \"Daybyday Math\"')")
    assert reader.locator("math").count() > 10
    height = "all => Math.min(...all.map(m => m.getBoundingClientRect().height))"
    assert reader.locator("math").evaluate_all(height) > 5


def test_it_works_from_a_folder(browser, site):
    context = browser.new_context()
    page = context.new_page()
    complaints = []
    page.on("console", lambda said: said.type == "error" and complaints.append(said.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(f"file://{site}/{LESSON}")
    page.get_by_role("button", name="Mark as done").click()
    page.goto(f"file://{site}/search.html?q=hash")
    page.locator("#search-results li a").first.wait_for()
    assert page.locator("#search-lessons a", has_text="Two Sum").count() == 1
    page.goto(f"file://{site}/pages/tracker.html")
    assert page.locator("a.is-done").count() >= 1
    context.close()
    assert complaints == []


def test_it_reads_without_scripts(browser, address):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/{LESSON}")
    assert page.locator("#side a", has_text="Exercises").is_visible()
    assert not page.get_by_role("button", name="Mark as done").is_visible()
    page.locator("details.fold summary").first.click()
    assert page.locator("details.fold p").first.is_visible()
    page.goto(f"{address}/pages/tracks/dsa.html")
    assert page.locator("#lesson-table > li:visible").count() == 60
    assert not page.locator("form.filters").is_visible()
    context.close()


def test_printing_leaves_the_text_alone(reader, address):
    reader.goto(f"{address}/{LESSON}")
    reader.emulate_media(media="print")
    for part in (".bar", "#side", ".lesson-bar"):
        assert not reader.locator(part).is_visible()
    assert reader.locator("h2").first.is_visible()
