"""Citations at the size of the whole course.

sphinxcontrib-bibtex asks, for every bibliography and every entry of the bibliography files, each
citation of the course whether it names the entry: with 180 lessons that is hundreds of millions of
questions. Here one table answers them. The extension also formats an entry anew for each
bibliography that lists it, twice, at each build; here that is done once and kept with Sphinx's
environment. pybtex besides searches all installed distributions whenever a style asks for one of
its parts; those are found once.
"""

import ast
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from typing import ClassVar

import pybtex.plugin
from pybtex.plugin import find_plugin, register_plugin
from pybtex.style import FormattedEntry
from sphinx.application import Sphinx
from sphinxcontrib.bibtex.domain import BibtexDomain

# The one filter that lessons write: what this page cites.
CITED_HERE = ast.dump(ast.parse("docname in docnames"))


class Style(find_plugin("pybtex.style.formatting", "alpha")):
    """The style `alpha`, which remembers how it formatted an entry."""

    texts: ClassVar[dict] = {}

    def format_entry(self, label, entry, bib_data=None) -> FormattedEntry:
        """The entry with its label; its text from before where nothing in it changed."""
        key = repr(entry)
        if key not in self.texts:
            self.texts[key] = super().format_entry(label, entry, bib_data).text
        return FormattedEntry(entry.key, self.texts[key], label)


class Bibliography(BibtexDomain):
    """The domain of sphinxcontrib-bibtex with a table of who cites what."""

    def env_updated(self) -> Iterable[str]:
        """Count citations once all pages are read, then label and format the entries."""
        by_page = defaultdict(dict)
        for reference in self.citation_refs:
            by_page[reference.docname].update(dict.fromkeys(each.key for each in reference.targets))
        self.cited = {name: list(keys) for name, keys in by_page.items()}
        Style.texts = self.data.setdefault("texts", {})
        return super().env_updated()

    def get_all_cited_keys(self, docnames: list[str]) -> Iterable[str]:
        """Each page's keys in the order of the pages."""
        for name in docnames:
            yield from self.cited.get(name, ())

    def get_filtered_entries(self, bibliography_key) -> Iterable[tuple]:
        """The entries of one bibliography as (key, entry), unsorted."""
        bibliography = self.bibliographies[bibliography_key]
        if ast.dump(bibliography.filter_) != CITED_HERE:
            yield from super().get_filtered_entries(bibliography_key)
            return
        entries = self.bibdata.data.entries
        files = {key for file in bibliography.bibfiles for key in self.bibdata.bibfiles[file].keys}
        for key in [*self.cited.get(bibliography_key.docname, ()), *bibliography.keys]:
            plain = key.removeprefix(bibliography.keyprefix)
            if plain in files:
                yield bibliography.keyprefix + plain, entries[plain]


def setup(app: Sphinx) -> None:
    """Replace the domain; the extension that brings it must have been set up."""
    app.add_domain(Bibliography, override=True)
    register_plugin("pybtex.style.formatting", "daybyday", Style)
    if not hasattr(pybtex.plugin._load_entry_point, "cache_info"):
        pybtex.plugin._load_entry_point = cache(pybtex.plugin._load_entry_point)
