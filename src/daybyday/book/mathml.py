"""Formulas as MathML, made at build time: no script, readable aloud, and one font on demand."""

import html
import re
from functools import lru_cache

from docutils import nodes
from math_core import LatexError, LatexToMathML
from sphinx.util import logging

logger = logging.getLogger(__name__)


@lru_cache(1)
def _converter() -> LatexToMathML:
    return LatexToMathML()


def mathml(latex: str, display: bool = False) -> str:
    """The MathML element of a LaTeX formula.

    Raises:
        ValueError: the formula uses something that the converter does not know.
    """
    try:
        return _converter().convert_with_local_state(latex, displaystyle=display)
    except LatexError as error:
        raise ValueError(str(error)) from error


def characters(document: nodes.document) -> set[str]:
    """What a document's formulas are written with, for the font that draws them."""
    found: set[str] = set()
    for formula in document.findall(lambda node: isinstance(node, nodes.math | nodes.math_block)):
        try:
            markup = mathml(formula.astext(), isinstance(formula, nodes.math_block))
        except ValueError:
            continue
        found.update(html.unescape(re.sub(r"<[^>]*>", "", markup)))
    return found


def _write(self, node: nodes.Element, display: bool) -> None:
    latex = node.astext()
    try:
        markup = mathml(latex, display)
    except ValueError as error:
        logger.warning(
            "the formula %r cannot be drawn: %s", latex, error, location=node, type="math"
        )
        markup = f"<code>{self.encode(latex)}</code>"
    self.body.append(markup if not display else f'<div class="math">{markup}</div>\n')


def visit_math(self, node: nodes.math) -> None:
    """Write a formula within a line."""
    _write(self, node, display=False)
    raise nodes.SkipNode


def visit_displaymath(self, node: nodes.math_block) -> None:
    """Write a formula that stands by itself."""
    for target in node.get("ids", []):
        self.body.append(f'<span id="{target}"></span>')
    _write(self, node, display=True)
    raise nodes.SkipNode
