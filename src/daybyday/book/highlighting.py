"""Colours of code and stems of words at the size of the whole course.

Sphinx makes a formatter, with its whole style sheet, for every block of code, although it only
reads what it was made with; pages share most of their words; and IPython's lexer tries a dozen
patterns for magics before each token, of which lessons have none. `benchmarks/book.py` measures.
"""

from functools import cache

from pygments.lexers.python import PythonLexer
from sphinx.application import Sphinx
from sphinx.highlighting import PygmentsBridge
from sphinx.search.en import SearchEnglish


def setup(app: Sphinx) -> None:
    """Choose the lexer of cells and replace two methods by ones that remember."""
    app.add_lexer("ipython3", PythonLexer)
    for owner, name in (
        (PygmentsBridge, "get_formatter"),
        (SearchEnglish, "stem"),
    ):
        method = getattr(owner, name)
        if not hasattr(method, "cache_info"):
            setattr(owner, name, cache(method))
