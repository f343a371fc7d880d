"""The parts of pages that are made from the map and the last run.

A view is a template in `views/`. It is rendered when its page is written, so a new run or a
newly published lesson needs no page to be read again.
"""

from functools import lru_cache
from pathlib import Path

from docutils import nodes
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markdown_it import MarkdownIt
from markupsafe import Markup
from sphinx.util.docutils import SphinxDirective

from daybyday.book import pages
from daybyday.book.site import DIFFICULTIES, LISTS, Site
from daybyday.errors import CourseError

HERE = Path(__file__).parent


class view(nodes.General, nodes.Element):
    """A place where a view stands; attributes `name` and `argument`."""


@lru_cache(1)
def _templates() -> Environment:
    loader = FileSystemLoader([HERE / "views", HERE / "theme"])
    environment = Environment(
        loader=loader,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    inline = MarkdownIt("commonmark", {"html": False})
    environment.filters["inline"] = lambda text: Markup(inline.renderInline(text))
    return environment


def render(site: Site, builder, docname: str, name: str, argument: str = "", **more) -> str:
    """The HTML of a view as it stands on the page `docname`."""

    def url(target: str, anchor: str = "") -> str:
        address = builder.get_relative_uri(docname, target) + (f"#{anchor}" if anchor else "")
        return address or "#"

    def asset(path: str) -> str:
        return "../" * docname.count("/") + path

    template = _templates().get_template(f"{name}.html")
    return template.render(
        site=site,
        course=site.course,
        place=site.place(docname),
        docname=docname,
        argument=argument,
        url=url,
        asset=asset,
        pages=pages,
        lists=LISTS,
        difficulties=DIFFICULTIES,
        config=builder.config,
        anchor=exercise_anchor,
        highlight=lambda code: Markup(builder.highlighter.highlight_block(code, "python")),
        **more,
    )


def exercise_anchor(identity: str) -> str:
    """Where an exercise stands on the pages of its lesson."""
    return f"exercise-{identity.partition('/')[2]}"


def _weeks(site: Site, name: str) -> list[tuple[str, str, str]]:
    return [
        (f"Week {week.week}: {week.title}", f"{name}-week", str(week.week))
        for week in site.course.weeks
    ]


# Views that consist of sections of their own, so that their headings have anchors and stand in
# the page's contents: a function of the site to (title, view, argument) of each.
SECTIONED = {
    "tracker": lambda site: _weeks(site, "tracker"),
    "roadmap": lambda site: _weeks(site, "roadmap"),
    "patterns": lambda site: [
        (pattern, "pattern", pattern) for pattern in site.problems_by_pattern
    ],
}


class CourseDirective(SphinxDirective):
    """Directive `{course} NAME [ARGUMENT]`: a view, or the sections of a sectioned one."""

    required_arguments = 1
    optional_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[nodes.Node]:
        """The nodes that stand for the view."""
        name, *rest = self.arguments
        argument = rest[0] if rest else ""
        if name in SECTIONED:
            return [self._section(*entry) for entry in SECTIONED[name](self.env.app.daybyday)]
        if not (HERE / "views" / f"{name}.html").is_file():
            known = sorted(path.stem for path in (HERE / "views").glob("[!_]*.html"))
            raise self.error(f"no view is called {name!r}; there are {', '.join(known)}.")
        return [view(name=name, argument=argument)]

    def _section(self, title: str, name: str, argument: str) -> nodes.section:
        section = nodes.section("", nodes.title("", title), view(name=name, argument=argument))
        section["names"].append(nodes.fully_normalize_name(title))
        self.state.document.note_implicit_target(section, section)
        return section


def visit_view(self, node: view) -> None:
    """Write the view's HTML."""
    site, docname = self.builder.app.daybyday, self.builder.current_docname
    try:
        self.body.append(render(site, self.builder, docname, node["name"], node["argument"]))
    except CourseError as error:
        raise CourseError(f"{docname}, view {node['name']}: {error}") from error
    raise nodes.SkipNode


def skip(self, node: nodes.Node) -> None:
    """Leave a node out where it cannot be shown (text, LaTeX)."""
    raise nodes.SkipNode
