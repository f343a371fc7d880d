"""One plot style for the whole course.

Call once, in the cell that first imports pyplot, and draw as usual::

    from daybyday.plots import labelled_axes, name_lines, use_style

    use_style()
    figure, axes = labelled_axes("input size n (values)", "steps (values looked at)")
    axes.loglog(sizes, steps, marker="o", label="hash map")
    name_lines(axes)

What the style promises:

* *Black and white, colour-blind readers.*  Successive lines differ in colour, in
  lightness and in dash pattern; bars get hatches from :func:`bar_fills`; images get
  the colour map cividis, whose lightness only rises.  The hues follow Paul Tol's
  high-contrast scheme (SRON technical note EPS/TN/09-002), darkened so that every
  line has a contrast of at least 3:1 with the paper.
* *Light and dark pages.*  A figure is an opaque white card, because dark themes show
  pictures as they are.
* *Labelled axes.*  :func:`labelled_axes` refuses an empty label.  Write the unit in
  brackets: ``"time (s)"``, ``"level (dB)"``, ``"recall@100 (share of held-out items)"``.
* *Small and repeatable.*  In a notebook, figures become PNG of about 870 x 500 pixels
  and 15 to 60 kB without a date in them.

The figure's text alternative is not drawn here.  It belongs to the cell's metadata:
``{"mystnb": {"image": {"alt": "..."}}}``.
"""

import matplotlib
from cycler import cycler
from matplotlib.axes import Axes
from matplotlib.figure import Figure

__all__ = ["COLOURS", "bar_fills", "labelled_axes", "name_lines", "use_style"]

#: The course's colours by name, in the order in which lines take them.
COLOURS = {
    "blue": "#004488",
    "gold": "#BF8B00",
    "red": "#AA3355",
    "black": "#111111",
    "sky": "#5588BB",
    "grey": "#777777",
}
_DASHES = ["-", (0, (6, 2)), (0, (6, 2, 1.5, 2)), (0, (1.5, 1.5)), (0, (10, 3)), (0, (3, 1, 1, 1))]
_HATCHES = ["", "//", "..", "\\\\", "xx", "--"]

_STYLE = {
    "axes.axisbelow": True,
    "axes.edgecolor": "#444444",
    "axes.grid": True,
    "axes.labelsize": 10,
    "axes.prop_cycle": cycler(color=COLOURS.values()) + cycler(linestyle=_DASHES),
    "axes.spines.right": False,
    "axes.spines.top": False,
    "axes.titlelocation": "left",
    "axes.titlesize": 11,
    "figure.constrained_layout.use": True,
    "figure.dpi": 150,
    "figure.facecolor": "white",
    "figure.figsize": (5.8, 3.3),
    "font.size": 10,
    "grid.color": "#DDDDDD",
    "grid.linewidth": 0.6,
    "image.cmap": "cividis",
    "legend.frameon": False,
    "legend.handlelength": 3.5,
    "lines.linewidth": 1.8,
    "lines.markersize": 5,
    "savefig.dpi": "figure",
    "savefig.facecolor": "white",
    "savefig.transparent": False,
}


def use_style() -> None:
    """Make the course's style the default for every figure drawn from here on.

    In a Jupyter kernel it also fixes the output format (one PNG, compressed well);
    in a plain script it only sets matplotlib's parameters.
    """
    matplotlib.rcParams.update(_STYLE)
    try:
        from IPython import get_ipython
        from matplotlib_inline.backend_inline import set_matplotlib_formats
    except ImportError:
        return
    shell = get_ipython()
    if shell is not None and hasattr(shell, "kernel"):
        set_matplotlib_formats("png", pil_kwargs={"optimize": True})


def labelled_axes(
    x_label: str, y_label: str, title: str = "", *, width: float = 5.8, height: float = 3.3
) -> tuple[Figure, Axes]:
    """Return a new figure and its axes, labelled.

    Args:
        x_label: quantity and unit, e.g. ``"time (s)"``.
        y_label: the same for the upright axis.
        title: what the figure shows, at most one short line; may stay empty.
        width: inches; 5.8 suits the page and stays legible on a telephone.
        height: inches.

    Raises:
        ValueError: a label is empty; a reader cannot guess what an axis means.
    """
    import matplotlib.pyplot as plt

    for axis, label in (("x", x_label), ("y", y_label)):
        if not label.strip():
            raise ValueError(f"The {axis} axis has no label: give the quantity and its unit.")
    figure, axes = plt.subplots(figsize=(width, height))
    axes.set_xlabel(x_label)
    axes.set_ylabel(y_label)
    if title:
        axes.set_title(title)
    return figure, axes


def name_lines(axes: Axes, *, gap_points: float = 12.0) -> None:
    """Write every labelled line's name at its right-hand end instead of in a legend.

    Names that would overlap are pushed apart to ``gap_points`` (points, 1/72 inch).
    Call it last, after scales and limits are set.
    """
    axes.figure.draw_without_rendering()  # until then limits and layout are not the final ones
    lines = [line for line in axes.get_lines() if not line.get_label().startswith("_")]
    ends = []
    for line in lines:
        x, y = line.get_xdata()[-1], line.get_ydata()[-1]
        ends.append((axes.transData.transform((x, y))[1] * 72 / axes.figure.dpi, x, y, line))
    previous = float("-inf")
    for height, x, y, line in sorted(ends, key=lambda end: end[0]):
        place = max(height, previous + gap_points)
        previous = place
        axes.annotate(
            line.get_label(),
            (x, y),
            xytext=(8, place - height),
            textcoords="offset points",
            color=COLOURS["black"],
            va="center",
            annotation_clip=False,
        )


def bar_fills(number: int) -> list[dict[str, str]]:
    """Return keyword arguments for ``number`` bars or bar groups: colour, edge and hatch.

    Use as ``axes.bar(x, height, **fill)``; the hatch is what tells them apart in print.
    """
    colours = list(COLOURS.values())
    return [
        {
            "color": colours[position % len(colours)],
            "edgecolor": "white",
            "hatch": _HATCHES[position % len(_HATCHES)],
        }
        for position in range(number)
    ]
