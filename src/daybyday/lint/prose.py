"""The lint's rules on prose: its length, filler, and figures typed by hand."""

import re

from daybyday.lint.page import Page

WORDS, GOOD_WORDS = (700, 2000), (800, 1600)

_WORD = re.compile(r"[^\W\d_][\w'\u2019-]*")
_FILLER = re.compile(
    r"\b(?:let['\u2019]?s dive|dive (?:deep )?in(?:to)?\b|deep dive|delve|buckle up"
    r"|without further ado|in today['\u2019]s fast|game[- ]changer|it is worth noting"
    r"|needless to say)",
    re.IGNORECASE,
)
# A number with the unit of a measurement; \u00d7 is the multiplication sign.
_TYPED = re.compile(
    r"(?<![\w$`.])~?\d[\d,.]*\s?(?:ms|µs|us|ns|seconds?|minutes?|s\b|%|percent\b|\u00d7"
    r"|x (?:faster|slower)|times (?:faster|slower|as (?:fast|slow))|[kKMGT]i?B|QPS|rps|req/s)(?!\w)"
)
# … unless it is the size of something that the design chooses.
_CHOSEN = "(?:window|frame|hop|chunk|packet|block|step|clip|hangover|buffer|batch)"
_GIVEN_SIZE = re.compile(
    rf"(?:\b{_CHOSEN}(?:e?s)?|\bevery|\beach)\s(?:(?:of|is|are|about|at|to|lasts?)\s)*{_TYPED.pattern}"
    rf"|{_TYPED.pattern}[- ]{_CHOSEN}"
)
# Sections in which figures are given, not measured.
_GIVEN = ("The problem", "Requirements", "Back of the envelope", "References")
_SOURCED = re.compile(r"\]\(|\{cite|\]\[")


def check_prose(page: Page) -> None:
    """Note what is wrong with a lesson's prose."""
    words = 0
    for cell, number, section, text in page.prose():
        if text.lstrip().startswith(("#", "|")) or section == "References":
            continue
        words += len(_WORD.findall(re.sub(r"\]\([^)]*\)", "]", text)))
        if filler := _FILLER.search(text):
            page.error(f"«{filler[0]}» is filler; delete it", cell.number, number)
    for cell, number, section, text in page.prose(keep_code=True):
        if section in _GIVEN or not section or _SOURCED.search(text):
            continue
        plain = _GIVEN_SIZE.sub("", re.sub(r"`[^`]*`", "", text))
        if typed := _TYPED.search(plain):
            message = f"the figure «{typed[0].strip()}» is typed; if it was measured, let a cell "
            message += "print it, if it is given, say by what (a link or a citation)"
            page.warn(message, cell.number, number)
    if not WORDS[0] <= words <= WORDS[1]:
        message = f"{words} words of prose; a lesson has {GOOD_WORDS[0]} to {GOOD_WORDS[1]}"
        page.error(message)
    elif not GOOD_WORDS[0] <= words <= GOOD_WORDS[1]:
        page.warn(f"{words} words of prose; {GOOD_WORDS[0]} to {GOOD_WORDS[1]} is good")
