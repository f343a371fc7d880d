"""Mermaid diagrams drawn at build time: an SVG in the page instead of a script in every page.

The drawing is done by Mermaid itself, run by the wheel `mermaidx` in an embedded JavaScript
engine. A drawing takes about a second, so it is kept under `_build/diagrams` by its content.
"""

import hashlib
import html
import re
from functools import lru_cache
from pathlib import Path

from docutils import nodes
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

logger = logging.getLogger(__name__)

# Mermaid computes shades from its theme's colours, so it needs real ones. Each stands for a
# variable of the site's style sheet and is replaced after drawing: one SVG for both themes.
_COLOURS = {
    "#e1f001": "var(--diagram-fill)",
    "#e1f002": "var(--diagram-line)",
    "#e1f003": "var(--ink)",
    "#e1f004": "var(--diagram-stroke)",
    "#e1f005": "var(--diagram-group)",
    "#e1f006": "var(--paper)",
    "#e1f007": "var(--diagram-note)",
}
_FILL, _LINE, _INK, _STROKE, _GROUP, _PAPER, _NOTE = _COLOURS
# Pixels of the text column, share of its size at which a drawing's words can still be read, and
# the height that a drawing is brought down to if that keeps them readable.
COLUMN, SMALLEST, TALLEST = 800, 0.7, 800
FONT = "Helvetica, Arial, sans-serif"
CONFIG = {
    "theme": "base",
    "look": "classic",
    "htmlLabels": False,
    "fontFamily": FONT,
    "flowchart": {
        "htmlLabels": False,
        "curve": "basis",
        "padding": 10,
        "nodeSpacing": 36,
        "rankSpacing": 38,
    },
    "themeVariables": {
        "fontFamily": FONT,
        "fontSize": "15px",
        "primaryColor": _FILL,
        "primaryBorderColor": _STROKE,
        "primaryTextColor": _INK,
        "secondaryColor": _GROUP,
        "secondaryBorderColor": _STROKE,
        "secondaryTextColor": _INK,
        "tertiaryColor": _GROUP,
        "tertiaryBorderColor": _LINE,
        "tertiaryTextColor": _INK,
        "lineColor": _LINE,
        "textColor": _INK,
        "mainBkg": _FILL,
        "nodeBorder": _STROKE,
        "clusterBkg": _GROUP,
        "clusterBorder": _LINE,
        "titleColor": _INK,
        "edgeLabelBackground": _PAPER,
        "nodeTextColor": _INK,
        "actorBkg": _FILL,
        "actorBorder": _STROKE,
        "actorTextColor": _INK,
        "actorLineColor": _LINE,
        "signalColor": _INK,
        "signalTextColor": _INK,
        "labelBoxBkgColor": _FILL,
        "labelBoxBorderColor": _STROKE,
        "labelTextColor": _INK,
        "loopTextColor": _INK,
        "noteBkgColor": _NOTE,
        "noteBorderColor": _LINE,
        "noteTextColor": _INK,
        "activationBkgColor": _GROUP,
        "activationBorderColor": _STROKE,
        "transitionColor": _LINE,
        "labelColor": _INK,
        "stateLabelColor": _INK,
        "stateBkg": _FILL,
        "labelBackgroundColor": _PAPER,
        "compositeBackground": _GROUP,
        "attributeBackgroundColorOdd": _PAPER,
        "attributeBackgroundColorEven": _GROUP,
        "rowOdd": _PAPER,
        "rowEven": _GROUP,
    },
}


class diagram(nodes.General, nodes.Element):
    """A drawn diagram; attributes `svg` and `source`."""


def draw(source: str, cache: Path) -> str:
    """The SVG of a Mermaid source, from `cache` (a folder) where it was drawn before.

    Raises:
        ValueError: Mermaid cannot read the source.
    """
    key = hashlib.sha256(repr((_renderer(), CONFIG, source)).encode()).hexdigest()[:20]
    kept = cache / f"{key}.svg"
    if kept.is_file():
        return kept.read_text("utf-8")
    drawn = _drawn(source)
    # A row too wide to read in the column stands upright instead, as a phone would want it too.
    if _box(drawn)[2] > COLUMN / SMALLEST and (upright := _upright(source)):
        drawn = min(drawn, _drawn(upright), key=lambda svg: _box(svg)[2])
    svg = _themed(drawn, f"d{key[:8]}", source)
    cache.mkdir(parents=True, exist_ok=True)
    part = kept.with_suffix(".part")
    part.write_text(svg, "utf-8")
    part.replace(kept)
    return svg


def _drawn(source: str) -> str:
    import mermaidx

    try:
        return mermaidx.render(source, config=CONFIG).svg()
    except Exception as error:
        raise ValueError(str(error).strip().splitlines()[0]) from error


def _box(svg: str) -> list[float]:
    """Left, top, width and height of a drawing in pixels."""
    return [float(number) for number in re.search(r'viewBox="([^"]+)"', svg)[1].split()]


def _upright(source: str) -> str:
    """The source of a flow chart from left to right, drawn from top to bottom; else nothing."""
    found, count = re.subn(
        r"^(\s*(?:flowchart|graph)) LR\b", r"\1 TB", source, count=1, flags=re.MULTILINE
    )
    return found if count else ""


@lru_cache(1)
def _renderer() -> str:
    from importlib.metadata import version

    return f"mermaidx {version('mermaidx')}, {Path(__file__).read_text('utf-8')}"


def _themed(svg: str, name: str, source: str) -> str:
    """The SVG with the site's colours, an id of its own and a text alternative."""
    old = re.search(r'<svg[^>]*\bid="([^"]+)"', svg)[1]
    svg = re.sub(rf"(?<=[\"#(]){re.escape(old)}(?=[-_\s\"){{.,>:])", name, svg)
    for colour, variable in _COLOURS.items():
        svg = re.sub(re.escape(colour), variable, svg, flags=re.IGNORECASE)
    svg = _without_unused_rules(svg)
    svg = re.sub(r'\s(data-[a-z-]+|name)="[^"]*"', "", svg)
    svg = re.sub(r"\d+\.\d{3,}", lambda number: f"{float(number[0]):.2f}", svg)
    title = f'<title id="{name}-title">{html.escape(alternative(source, svg))}</title>'
    head, rest = svg.split(">", 1)
    head = re.sub(r'\s(role|aria-[a-z]+|width|height|style)="[^"]*"', "", head)
    _, _, width, height = _box(head)
    # Below a certain size the words get too small: then the figure scrolls instead.
    least = SMALLEST * width
    scale = max(SMALLEST, min(1, TALLEST / height))
    width, height = scale * width, scale * height
    head += f' width="{width:.0f}" height="{height:.0f}" style="min-width:{least:.0f}px"'
    return f'{head} role="img" aria-labelledby="{name}-title">{title}{rest}'


def _without_unused_rules(svg: str) -> str:
    """Drop style rules for classes that the drawing does not have: most of Mermaid's sheet."""
    used = {word for value in re.findall(r'class="([^"]*)"', svg) for word in value.split()}

    def kept(rule: re.Match) -> str:
        parts = [
            selector
            for selector in rule[1].split(",")
            if all(word in used for word in re.findall(r"\.([\w-]+)", selector))
            and '[data-look="neo"]' not in selector
        ]
        return f"{','.join(parts)}{{{rule[2]}}}" if parts else ""

    def sheet(match: re.Match) -> str:
        rules = re.sub(r"@keyframes [\w-]+\{(?:[^{}]*\{[^{}]*\})*\}", "", match[1])
        return f"<style>{re.sub(r'([^{}]+){([^{}]*)}', kept, rules)}</style>"

    return re.sub(r"<style>(.*?)</style>", sheet, svg, flags=re.DOTALL)


def alternative(source: str, svg: str) -> str:
    """What a diagram says in words: its `accTitle` and `accDescr`, else the labels in it."""
    given = re.findall(r"^\s*acc(?:Title|Descr)\s*:\s*(.+)$", source, flags=re.MULTILINE)
    if given:
        return " ".join(given)
    labels = (
        " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split())
        for text in re.findall(r"<text\b.*?</text>", svg, flags=re.DOTALL)
    )
    return "Diagram: " + "; ".join(dict.fromkeys(label for label in labels if label))


class MermaidDirective(SphinxDirective):
    """Fence `mermaid`: a diagram."""

    has_content = True

    def run(self) -> list[nodes.Node]:
        """Draw it, or show its source with a warning where Mermaid cannot read it."""
        source = "\n".join(self.content)
        cache = self.env.app.daybyday.course.root / "_build" / "diagrams"
        try:
            return [diagram(svg=draw(source, cache), source=source)]
        except ValueError as error:
            logger.warning("Mermaid cannot draw this: %s", error, location=self.get_location())
            return [nodes.literal_block(source, source, language="text")]


def visit_diagram(self, node: diagram) -> None:
    """Write the SVG."""
    self.body.append(f'<figure class="diagram scroll">{node["svg"]}</figure>\n')
    raise nodes.SkipNode
