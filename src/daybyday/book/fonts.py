"""The site's two fonts, cut down at build time to the characters that it uses.

Headings are set in Source Serif, formulas in STIX Two Math; both come from wheels and are under
the SIL Open Font License. A cut-down font is a modified one, which may not keep a reserved name,
so both are renamed; the copyright and licence notes inside the files stay.
"""

import base64
import hashlib
import io
import logging
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path

HEADINGS = ("font_source_serif_pro", "files/SourceSerifPro-Semibold.ttf")
FORMULAS = ("ziamath", "fonts/STIXTwoMath-Regular.ttf")
LATIN = [*range(0x20, 0x7F), *range(0xA0, 0x180), *range(0x2010, 0x2027), 0x2190, 0x2192, 0x20AC]
# What formulas need although no formula spells it: braces and bars that grow are made of parts
# that the font's own tables name, accents and primes appear in more than one form.
ALWAYS = [*range(0x20, 0x7F), 0x2032, 0x2033, 0x221A]
_KEPT_NAMES = (0, 7, 13, 14)


def cut(font: tuple[str, str], characters: Iterable[int], family: str, cache: Path) -> bytes:
    """A WOFF2 file with these characters only, from `cache` (a folder) where it was made before.

    Args:
        font: package and path of the font inside it.
        characters: Unicode code points; those that the font lacks are left out.
        family: the name that the cut font gets.
    """
    from fontTools import subset
    from fontTools.ttLib import TTFont

    wanted = sorted(set(characters))
    key = hashlib.sha256(repr((font, wanted, family, 1)).encode()).hexdigest()[:16]
    kept = cache / f"{key}.woff2"
    if kept.is_file():
        return kept.read_bytes()
    logging.getLogger("fontTools").setLevel(logging.ERROR)
    options = subset.Options(
        flavor="woff2", hinting=False, name_IDs=list(_KEPT_NAMES), drop_tables=["DSIG", "FFTM"]
    )
    package, path = font  # found, not imported: only its file is wanted
    loaded = TTFont(Path(find_spec(package).submodule_search_locations[0], path))
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=wanted)
    cutter.subset(loaded)
    for number in (1, 4, 6):
        loaded["name"].setName(
            family.replace(" ", "") if number == 6 else family, number, 3, 1, 0x409
        )
    made = io.BytesIO()
    loaded.flavor = "woff2"
    loaded.save(made)
    cache.mkdir(parents=True, exist_ok=True)
    part = kept.with_suffix(".part")
    part.write_bytes(made.getvalue())
    part.replace(kept)
    return made.getvalue()


def heading_face(cache: Path) -> str:
    """The style rule of the headings' font, which carries the font itself: 20 kB, no flicker."""
    encoded = base64.b64encode(cut(HEADINGS, LATIN, "Daybyday Serif", cache)).decode()
    return (
        '@font-face{font-family:"Daybyday Serif";font-weight:600;font-display:block;'
        f'src:url("data:font/woff2;base64,{encoded}") format("woff2")}}\n'
    )


def formula_font(characters: Iterable[str], cache: Path) -> bytes:
    """The font of formulas, with what they use; browsers load it on pages with formulas only."""
    return cut(FORMULAS, [*ALWAYS, *map(ord, characters)], "Daybyday Math", cache)
