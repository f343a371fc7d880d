"""Formulas and diagrams are drawn when the site is built."""

import re
import xml.etree.ElementTree as ElementTree

import pytest

pytest.importorskip("math_core")

from daybyday.book import diagrams, fonts, mathml

USED = "\N{MATHEMATICAL ITALIC SMALL N}∑→"
FLOW = "flowchart LR\n  A[Read & score] -->|yes| B[(Table)]\n  B --> C{More?}"


@pytest.mark.parametrize(
    ("latex", "element"),
    [
        (r"O(n \log n)", "mi"),
        (r"\frac{a}{b}", "mfrac"),
        (r"\sum_{i=1}^n i", "munderover"),
        (r"\begin{cases} 1 & n = 1 \\ 2 & \text{otherwise} \end{cases}", "mtable"),
        (r"\operatorname*{arg\,max}_w P(w \mid O)", "munder"),
    ],
)
def test_formulas_become_mathml(latex, element):
    text = mathml.mathml(latex, display=True).replace("&ApplyFunction;", "")
    tree = ElementTree.fromstring(text)
    assert tree.tag == "math"
    assert tree.get("display") == "block"
    assert tree.find(f".//{element}") is not None


def test_an_unknown_command_is_named():
    with pytest.raises(ValueError, match="nosuchcommand"):
        mathml.mathml(r"\nosuchcommand{x}")


def test_a_diagram_is_sound_svg_with_its_words(tmp_path):
    svg = diagrams.draw(FLOW, tmp_path)
    tree = ElementTree.fromstring(svg)
    title = tree.find("{http://www.w3.org/2000/svg}title")
    assert tree.get("role") == "img"
    assert tree.get("aria-labelledby") == title.get("id")
    for word in ("Read & score", "Table", "More?", "yes"):
        assert word in title.text
    assert int(tree.get("width")) > 100


def test_a_diagram_takes_the_colours_of_the_page(tmp_path):
    svg = diagrams.draw(FLOW, tmp_path)
    assert "var(--diagram-fill)" in svg
    assert "var(--ink)" in svg
    assert not re.search("e1f00", svg, re.IGNORECASE), "a stand-in colour was not replaced"
    assert "<script" not in svg


def test_a_row_too_wide_for_the_column_stands_upright(tmp_path):
    chain = " --> ".join(f"{name}[the {name} stage of it]" for name in "abcdefghij")
    tree = ElementTree.fromstring(diagrams.draw(f"flowchart LR\n  {chain}", tmp_path))
    width, height = int(tree.get("width")), int(tree.get("height"))
    assert width < diagrams.COLUMN
    assert height > 2 * width
    assert height <= diagrams.TALLEST
    least = float(re.search(r"min-width:(\d+)px", tree.get("style"))[1])
    assert least <= width


def test_a_row_that_fits_stays_a_row(tmp_path):
    tree = ElementTree.fromstring(diagrams.draw(FLOW, tmp_path))
    assert int(tree.get("width")) > int(tree.get("height"))


def test_its_own_words_for_a_diagram_come_first(tmp_path):
    source = "flowchart LR\n  accTitle: How a request travels\n  A --> B"
    assert ">How a request travels</title>" in diagrams.draw(source, tmp_path)


def test_a_diagram_is_drawn_once(tmp_path):
    first = diagrams.draw(FLOW, tmp_path)
    (kept,) = tmp_path.iterdir()
    kept.write_text(first.replace("Table", "Kept"), "utf-8")
    assert "Kept" in diagrams.draw(FLOW, tmp_path)


def test_a_faulty_diagram_is_refused(tmp_path):
    with pytest.raises(ValueError, match=r"\w"):
        diagrams.draw("flowchart LR\n  A --> --> B[", tmp_path)
    assert not list(tmp_path.iterdir())


def test_the_fonts_are_cut_down_and_renamed(tmp_path):
    from fontTools.ttLib import TTFont

    made = fonts.formula_font(USED, tmp_path)
    assert len(made) < 40_000
    (kept,) = tmp_path.iterdir()
    font = TTFont(kept)
    assert set(map(ord, USED)) <= set(font.getBestCmap())
    assert font["name"].getDebugName(1) == "Daybyday Math"
    assert "Open Font License" in font["name"].getDebugName(13)
    assert "MATH" in font
    assert fonts.formula_font(USED, tmp_path) == made
