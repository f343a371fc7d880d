"""The course's plot style: what it promises about print, colour and labels."""

import io
from itertools import combinations, pairwise

import matplotlib
import pytest

matplotlib.use("Agg")
import matplotlib.pyplot as plt

from daybyday.plots import COLOURS, bar_fills, labelled_axes, name_lines, use_style


def luminance(colour: str) -> float:
    """Relative luminance of an sRGB colour (WCAG 2.2)."""
    parts = matplotlib.colors.to_rgb(colour)
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def lightness(colour: str) -> float:
    """CIE L* of an sRGB colour, 0 to 100."""
    y = luminance(colour)
    return 116 * y ** (1 / 3) - 16 if y > 0.008856 else 903.3 * y


@pytest.fixture(autouse=True)
def style():
    with matplotlib.rc_context():
        use_style()
        yield
        plt.close("all")


@pytest.mark.parametrize("name", COLOURS)
def test_every_line_is_visible_on_white_paper(name):
    assert 1.05 / (luminance(COLOURS[name]) + 0.05) >= 3


def test_the_first_four_lines_differ_in_grey():
    first = list(COLOURS.values())[:4]
    assert min(abs(lightness(a) - lightness(b)) for a, b in combinations(first, 2)) >= 10


def test_no_two_lines_share_a_dash_pattern():
    dashes = [str(entry["linestyle"]) for entry in matplotlib.rcParams["axes.prop_cycle"]]
    assert len(set(dashes)) == len(dashes) == len(COLOURS)


def test_bars_differ_in_hatch():
    assert len({fill["hatch"] for fill in bar_fills(6)}) == 6
    assert len(bar_fills(9)) == 9


@pytest.mark.parametrize("labels", [("", "steps (calls)"), ("n (values)", "  ")])
def test_an_axis_without_a_label_is_refused(labels):
    with pytest.raises(ValueError, match="has no label"):
        labelled_axes(*labels)


def test_names_of_lines_that_end_together_do_not_overlap():
    figure, axes = labelled_axes("n (values)", "steps (calls)")
    for number, end in enumerate([1e10, 1.5e6, 1.2e6, 1.1e6]):
        axes.loglog([1e2, 1e5], [1e3, end], label=f"way {number}")
    axes.plot([1e2, 1e3], [1e3, 1e3])
    name_lines(axes)
    figure.canvas.draw()
    boxes = sorted((text.get_window_extent() for text in axes.texts), key=lambda box: box.y0)
    assert len(boxes) == 4
    assert all(low.y1 <= high.y0 for low, high in pairwise(boxes))


def test_a_figure_is_small_opaque_and_the_same_twice():
    def png() -> bytes:
        figure, axes = labelled_axes("n (values)", "steps (calls)", "Steps")
        axes.loglog([1, 10, 100], [1, 100, 10_000], marker="o", label="pairs")
        name_lines(axes)
        picture = io.BytesIO()
        figure.savefig(picture, format="png")
        return picture.getvalue()

    first = png()
    assert first == png()
    assert len(first) < 60_000
    corner = plt.imread(io.BytesIO(first))[0, 0]
    assert list(corner) == [1, 1, 1, 1]
