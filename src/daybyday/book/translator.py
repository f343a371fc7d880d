"""How Sphinx's nodes become HTML on this site, where its own way does not serve."""

from pathlib import Path

from docutils import nodes
from PIL import Image
from sphinx.writers.html5 import HTML5Translator


class Translator(HTML5Translator):
    """Pictures with a size and loaded late, tables that scroll by themselves."""

    def visit_image(self, node: nodes.image) -> None:
        """Write a picture with width and height, so that nothing jumps when it arrives."""
        size = self._size(node["uri"])
        if size:
            node["width"], node["height"] = (str(number) for number in size)
        node["loading"] = "lazy"
        before = len(self.body)
        super().visit_image(node)
        for at in range(before, len(self.body)):
            if size and 'style="width: ' in self.body[at]:
                width, height = size
                self.body[at] = self.body[at].replace(
                    f'style="width: {width}px; height: {height}px;"',
                    f'width="{width}" height="{height}" decoding="async"',
                )

    def _size(self, uri: str) -> tuple[int, int] | None:
        path = Path(self.builder.srcdir, uri)
        if not path.is_file() or path.suffix == ".svg":
            return None
        with Image.open(path) as picture:
            # A plot drawn at 144 dots an inch is meant to be shown at two thirds of its pixels.
            shrink = min(1.0, 96 / max(picture.info.get("dpi", (96,))[0], 1))
            return round(picture.width * shrink), round(picture.height * shrink)

    def visit_citation(self, node: nodes.citation) -> None:
        """Write a work cited as an item of its list; docutils' own role is deprecated."""
        before = len(self.body)
        super().visit_citation(node)
        for at in range(before, len(self.body)):
            self.body[at] = self.body[at].replace('role="doc-biblioentry"', 'role="listitem"')

    def visit_table(self, node: nodes.table) -> None:
        """Let a wide table scroll inside the page."""
        self.body.append('<div class="scroll">')
        super().visit_table(node)

    def depart_table(self, node: nodes.table) -> None:
        """Close what `visit_table` opened."""
        super().depart_table(node)
        self.body.append("</div>\n")
