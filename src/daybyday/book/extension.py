"""The Sphinx extension: the site's theme, views, formulas, diagrams and progress marks.

The theme is the course's own rather than sphinx-book-theme, which Jupyter Book brings: that one
ships 540 kB of icon script to every page, lists the whole course in every sidebar (540 pages
take nine minutes to write) and fails accessibility checks on its search button.
"""

import filecmp
import hashlib
import json
import re
import shutil
from functools import lru_cache
from pathlib import Path

import yaml
from docutils import nodes
from markupsafe import Markup
from sphinx.application import Sphinx
from sphinx.environment.adapters.toctree import TocTree
from sphinx.transforms import SphinxTransform

from daybyday import curriculum
from daybyday.book import bibliography, diagrams, fonts, highlighting, mathml, repository, views
from daybyday.book.site import Site
from daybyday.book.translator import Translator

HERE = Path(__file__).parent
BAR = (
    ("pages/start", "Using it"),
    ("pages/roadmap", "Roadmap"),
    ("pages/tracker", "Tracker"),
    ("pages/tracks/dsa", "DSA"),
    ("pages/tracks/ml", "ML systems"),
    ("pages/tracks/speech", "Speech"),
    ("pages/patterns", "Patterns"),
)
_CHECK = re.compile(r"""^check\(\s*["']([\w./-]+)["']""", re.MULTILINE)


class LessonParts(SphinxTransform):
    """Put the bar below the facts line, hints to the exercises, and the way on at the end."""

    default_priority = 400

    def apply(self, **kwargs) -> None:
        """Change the document in place; other pages are left alone."""
        place = self.app.daybyday.place(self.env.docname)
        if place.lesson is None:
            return
        section = next(self.document.findall(nodes.section), None)
        if section is None:
            return
        facts = section[1] if len(section) > 1 else None
        has_facts = place.kind == "lesson" and isinstance(facts, nodes.paragraph)
        if has_facts:
            facts["classes"].append("facts")
        section.insert(2 if has_facts else 1, views.view(name="lesson-bar", argument=""))
        self._exercises(section, place.kind)
        section.append(views.view(name="lesson-end", argument=""))

    def _exercises(self, top: nodes.section, kind: str) -> None:
        """The lesson's list of exercises; on their own pages an anchor and folded hints each."""
        for section in [part for part in top if isinstance(part, nodes.section)]:
            if kind == "lesson":
                if section[0].astext() == "Exercises":
                    section.append(views.view(name="exercises", argument=""))
                continue
            for block in section.findall(nodes.literal_block):
                if call := _CHECK.search(block.astext()):
                    section["ids"].append(views.exercise_anchor(call[1]))
                    section.append(views.view(name="hints", argument=call[1]))
                    break


def make_site(app: Sphinx) -> None:
    """Load the map and what else the views show."""
    root = curriculum.find_root(app.srcdir)
    config = yaml.safe_load((Path(app.srcdir) / "_config.yml").read_text("utf-8")) or {}
    app.daybyday = Site(curriculum.load(root), repository.find(root, config))


def to_rewrite(app: Sphinx, env) -> list[str]:
    """The pages whose text is unchanged but whose views show something new."""
    site, known = app.daybyday, getattr(env, "daybyday_shown", {})
    shown = {"": _digest([sorted(site.published), repr(site.repository), _fingerprint()])}
    of_all = _digest([site.records, site.added, site.updated])
    for name in env.found_docs:
        lesson = site.place(name).lesson
        own = [site.records.get(f"{name}.ipynb"), site.exercises(lesson)] if lesson else of_all
        shown[name] = _digest(own)
    env.daybyday_shown = shown
    if known.get("") != shown[""]:
        return sorted(env.found_docs)
    return [name for name, digest in shown.items() if name and known.get(name) != digest]


def _digest(value: object) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True, default=vars).encode()).hexdigest()


@lru_cache(1)
def _fingerprint() -> str:
    """What the package's own files are, so that a change of theme rewrites every page."""
    files = sorted(path for path in HERE.rglob("*") if path.suffix in {".py", ".html", ".css"})
    return _digest([path.read_text("utf-8") for path in files])


def page_context(app: Sphinx, name: str, template: str, context: dict, doctree) -> None:
    """What the theme's templates need on this page."""
    site: Site = app.daybyday
    place = site.place(name)
    context["css_files"] = [css for css in context["css_files"] if _is(css, "daybyday.css")]
    context["script_files"] = [js for js in context["script_files"] if _is(js, "daybyday.js")]
    context |= {
        "kind": place.kind if name != "search" else "search",
        "track": place.lesson.track if place.lesson else place.track,
        "bar_links": BAR,
        "mark": Markup(_mark()),
        "side": Markup(views.render(site, app.builder, name, "_side")),
        "side_label": f"Week {place.week}" if place.week else "Contents",
        "page_toc": Markup(_page_toc(app, name)) if doctree is not None else "",
        "description": _description(site, place, doctree),
        "site_counts": f"{len(site.published)} of {len(site.course.lessons)} lessons published.",
    }


def _is(asset, name: str) -> bool:
    return str(getattr(asset, "filename", asset)).split("?")[0].endswith(name)


@lru_cache(1)
def _mark() -> str:
    svg = (HERE / "theme" / "static" / "mark.svg").read_text("utf-8").strip()
    return svg.replace("<svg ", '<svg class="mark" aria-hidden="true" ', 1)


def _page_toc(app: Sphinx, name: str) -> str:
    """The headings below the page's title as a list, or nothing where there are few."""
    toc = TocTree(app.env).get_toc_for(name, app.builder)
    inner = next(iter(toc.findall(nodes.bullet_list)), None)
    below = (
        [item for item in inner.findall(nodes.bullet_list) if item is not inner] if inner else []
    )
    if not below or len(below[0]) < 3:
        return ""
    return app.builder.render_partial(below[0])["fragment"]


def _description(site: Site, place, doctree) -> str:
    """One or two sentences for search engines and link previews."""
    if place.lesson:
        what = {"lesson": "", "exercises": "Exercises: ", "solutions": "Solutions: "}[place.kind]
        return f"{what}{place.lesson.objective}"
    if place.kind == "day":
        day = site.course.day(place.day)
        return f"Day {day.day}: {day.theme}. {day.why}"
    if place.kind == "week":
        week = site.course.weeks[place.week - 1]
        return f"Week {week.week} of the course, {week.title}: its days, themes and lessons."
    if doctree is not None:
        for paragraph in doctree.findall(nodes.paragraph):
            text = " ".join(paragraph.astext().split())
            if len(text) > 40:
                return text if len(text) <= 200 else text[:200].rsplit(" ", 1)[0] + " …"
    return "A course in sixty days: algorithms, ML system design and speech technology."


def write_course_script(app: Sphinx) -> None:
    """`_static/course.js`: the lessons and problems, for search and the progress page."""
    site: Site = app.daybyday
    lessons = {
        lesson.slug: {
            "title": lesson.title,
            "track": lesson.track,
            "day": lesson.day,
            "page": app.builder.get_target_uri(site.page_of(lesson)),
            "published": site.is_published(lesson),
            "difficulty": lesson.difficulty,
            "words": " ".join(
                [lesson.focus_area, *lesson.also_covers, *lesson.tags]
                + [
                    f"{problem.title} {problem.pattern}"
                    for problem in site.course.problems_of(lesson)
                ]
            ),
        }
        for lesson in site.course.lessons
    }
    text = f"window.daybydayLessons = {json.dumps(lessons, ensure_ascii=False)};\n"
    _write(Path(app.outdir, "_static", "course.js"), text.encode())


def add_files(app: Sphinx, error) -> None:
    """Put the fonts, audio files and downloadable notebooks beside the pages."""
    if error or app.builder.format != "html":
        return
    write_course_script(app)
    static, cache = Path(app.outdir, "_static"), app.daybyday.course.root / "_build" / "fonts"
    used = set().union(*getattr(app.env, "daybyday_formulas", {}).values())
    _write(static / "fonts" / "formulas.woff2", fonts.formula_font(used, cache))
    sheet, face = static / "daybyday.css", fonts.heading_face(cache)
    if sheet.is_file() and not (text := sheet.read_text("utf-8")).startswith(face):
        _write(sheet, f"{face}{text}".encode())
    _sweep(app)
    root = app.daybyday.course.root
    notebooks = {
        file.as_posix(): root / file
        for lesson in app.daybyday.course.published
        for file in (lesson.notebook, lesson.exercise, lesson.solution)
        if (root / file).is_file()
    }
    _mirror(notebooks, Path(app.outdir, "_notebooks"))
    sounds = Path(app.srcdir, "_audio")
    _mirror({path.name: path for path in sounds.glob("*")}, Path(app.outdir, "_audio"))


def _sweep(app: Sphinx) -> None:
    """Remove pages and pictures that the book no longer has; Sphinx leaves them."""
    out = Path(app.outdir)
    kept = {out / f"{name}.html" for name in (*app.env.found_docs, "search")}
    kept |= {out / app.builder.imagedir / name for _, name in app.env.images.values()}
    for path in [*out.rglob("*.html"), *(out / app.builder.imagedir).glob("*")]:
        if path not in kept and "_static" not in path.parts:
            path.unlink()


def _mirror(sources: dict[str, Path], folder: Path) -> None:
    """Make a folder hold exactly these files."""
    for path in [path for path in folder.rglob("*") if path.is_file()]:
        if path.relative_to(folder).as_posix() not in sources:
            path.unlink()
    for name, source in sources.items():
        _copy(source, folder / name)


def _write(target: Path, content: bytes) -> None:
    if not target.is_file() or target.read_bytes() != content:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)


def _copy(source: Path, target: Path) -> None:
    if not target.is_file() or not filecmp.cmp(source, target):
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(source, target)


def leave_out_of_search(app: Sphinx, doctree) -> None:
    """Exercises repeat their solutions' text: find the solutions' page only once."""
    if app.daybyday.place(app.env.docname).kind == "exercises":
        app.env.metadata[app.env.docname]["nosearch"] = True


def allow_parallel_reading(app: Sphinx) -> None:
    """Declare for two extensions of Jupyter Book, which do not say so, that they keep nothing.

    One numbers sections once all pages are read, the other makes LaTeX only.
    """
    for name in ("sphinx_multitoc_numbering", "sphinx_jupyterbook_latex"):
        if name in app.extensions:
            app.extensions[name].parallel_read_safe = True


def note_formulas(app: Sphinx, doctree) -> None:
    """Remember what characters the page's formulas need."""
    if not hasattr(app.env, "daybyday_formulas"):
        app.env.daybyday_formulas = {}
    if used := mathml.characters(doctree):
        app.env.daybyday_formulas[app.env.docname] = used


def forget_formulas(app: Sphinx, env, docname: str) -> None:
    """Forget a page that is read again or gone."""
    getattr(env, "daybyday_formulas", {}).pop(docname, None)


def merge_formulas(app: Sphinx, env, docnames, other) -> None:
    """Take over what a reading process remembered."""
    env.daybyday_formulas = getattr(env, "daybyday_formulas", {}) | other.daybyday_formulas


def setup(app: Sphinx) -> dict:
    """Register everything with Sphinx."""
    app.add_html_theme("daybyday", str(HERE / "theme"))
    app.add_js_file("daybyday.js", loading_method="defer")
    app.set_translator("html", Translator)
    hidden = {"text": (views.skip, None), "latex": (views.skip, None)}
    app.add_node(views.view, html=(views.visit_view, None), **hidden)
    app.add_node(diagrams.diagram, html=(diagrams.visit_diagram, None), **hidden)
    app.add_html_math_renderer(
        "mathml", (mathml.visit_math, None), (mathml.visit_displaymath, None)
    )
    app.add_config_value("daybyday_contact", "", "html", [str])
    # Jupyter Book sets it for an extension that this site does not load.
    app.add_config_value("comments_config", {}, "")
    bibliography.setup(app)
    highlighting.setup(app)
    app.add_directive("course", views.CourseDirective)
    app.add_directive("mermaid", diagrams.MermaidDirective)
    app.add_transform(LessonParts)
    app.connect("builder-inited", make_site)
    app.connect("builder-inited", allow_parallel_reading)
    app.connect("doctree-read", leave_out_of_search)
    app.connect("env-updated", to_rewrite)
    app.connect("html-page-context", page_context, priority=900)
    app.connect("build-finished", add_files)
    app.connect("doctree-read", note_formulas)
    app.connect("env-purge-doc", forget_formulas)
    app.connect("env-merge-info", merge_formulas)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
