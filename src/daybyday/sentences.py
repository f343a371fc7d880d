"""One sentence a line: the normal form of markdown prose.

A changed sentence is then one changed line. Rendering stays the same: a line break inside
a paragraph is a space. Only paragraphs are touched, also those in lists, quotations and
directives, never headings, tables, fences, formulas or HTML.
"""

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from markdown_it import MarkdownIt
from mdit_py_plugins.amsmath import amsmath_plugin
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.myst_blocks import myst_block_plugin

# What a line must not begin with to go on with the paragraph above it.
_STARTS_BLOCK = re.compile(
    r"""^\s*(?:
        \#{1,6}(?:\s|$) | [-*+](?:\s|$) | \d{1,9}[.)](?:\s|$) | > | \| | `{3} | ~{3} | :{3}
      | <[A-Za-z/!?] | \$\$ | \\begin\{ | \([\w-]+\)=\s*$ | %(?:\s|$) | \+\+\+ | :\s
      | \[[^\]]+\]:\s | =+\s*$ | -{2,}\s*$ | (?:[*_-]\s*){3,}$
    )""",
    re.VERBOSE,
)
_DIRECTIVE = re.compile(r"^:{3,}\s*(?:\{[\w:.-]+\}.*)?$")
_OPTION = re.compile(r"^:[\w-]+:")

# Spans in which no sentence ends: code with any number of backticks (and a role before it),
# formulas, links and images with their targets, HTML tags and autolinks.
_PROTECTED = re.compile(
    r"""(?:\{[\w:.-]+\})?(?P<ticks>`+)(?!`).+?(?<!`)(?P=ticks)(?!`)
      | (?<!\\)\$\$.+?\$\$ | (?<![\\$])\$(?![\s$])(?:\\.|[^$\\])+?(?<!\s)\$(?!\d)
      | \\\(.+?\\\)
      | !?\[(?:\\.|[^\[\]\\]|\[[^\[\]]*\])*\]
        (?:\((?:[^()\s]|\([^()]*\))*(?:\s+"[^"]*")?\)|\[[^\]]*\])?
      | <[^<>\s][^<>]*>""",
    re.VERBOSE | re.DOTALL,
)
# A full stop after one of these never ends a sentence …
_NEVER_LAST = {"e.g", "i.e", "vs", "cf", "viz", "approx", "ca", "resp", "dr", "mr", "mrs", "prof"}
# … after one of these it does not where a number follows …
_COUNTED = set(
    "fig figs eq eqs sec secs ch chap no nos vol pp p thm lem def prop alg tab ref refs app".split()
)
# … and after one of these it does only where the author broke the line.
_SELDOM_LAST = {"al", "inc", "ltd", "jr", "ed", "eds"}
_CLOSERS = "[\"'\u201d\u2019)\\]*_]*"
_END = re.compile(rf"[.!?…]+{_CLOSERS}(?P<space>\s+)")
_OPENS = re.compile("^[\"'\u201c\u2018(\\[*_]*[A-ZÀ-ÖØ-Þ0-9\x00]")
_LAST_WORD = re.compile(rf"([\w.]*\w)\.{_CLOSERS}$")
_NUMBER = re.compile(r"^[(\[]?[\d\x00]")


def one_sentence_a_line(markdown: str) -> str:
    """The same markdown with each sentence of its prose on a line of its own."""
    lines = markdown.rstrip().lstrip("\n").split("\n")
    made: list[str] = []
    done = 0
    for start, end, replacement in _paragraphs(lines):
        made += lines[done:start] + replacement
        done = end
    return "\n".join(made + lines[done:])


@cache
def _parser() -> MarkdownIt:
    """The blocks of MyST; what is inside a block stays text."""
    parser = MarkdownIt("commonmark").enable("table").disable("inline")
    for plugin in (amsmath_plugin, dollarmath_plugin, myst_block_plugin):
        parser.use(plugin)
    return parser


def _paragraphs(lines: list[str]) -> Iterator[tuple[int, int, list[str]]]:
    """(first line, line after the last, lines instead) of each paragraph."""
    # The last line break keeps the plugins from looking past the end of the text.
    tokens = _parser().parse("\n".join([*_without_directives(lines), ""]))
    for token, following in pairwise(tokens):
        if token.type == "paragraph_open" and token.map:
            start, end = token.map
            texts = following.content.split("\n")
            first = lines[start].rstrip()
            prefix = first[: len(first) - len(texts[0].rstrip())]
            further = re.sub(r"[^>\s]", " ", prefix.expandtabs(4))
            sentences = list(_sentences(texts))
            yield start, end, [prefix + sentences[0], *(further + text for text in sentences[1:])]


def _without_directives(lines: list[str]) -> Iterator[str]:
    """The lines with each `:::` line and the options below it as a rule: the rest is prose."""
    in_options = False
    for line in lines:
        opens = bool(_DIRECTIVE.match(line))
        in_options = opens or (in_options and bool(_OPTION.match(line)))
        yield "***" if in_options else line


def _sentences(lines: list[str]) -> Iterator[str]:
    """The sentences of a paragraph; the author's own breaks count where a sentence may end."""
    text = ""
    for number, line in enumerate(lines):
        is_last = number == len(lines) - 1
        hard_break = not is_last and (line.endswith("  ") or line.endswith("\\"))
        text += line.strip() if not line.endswith("  ") or is_last else line.strip() + "  "
        if hard_break:
            yield from _split(text)
            text = ""
        elif not is_last:
            text += "\n"
    yield from _split(text)


def _split(text: str) -> Iterator[str]:
    masked = _PROTECTED.sub(lambda span: "\x00" * len(span[0]), text)
    start = 0
    for end in _END.finditer(masked):
        head, tail = masked[: end.start("space")], masked[end.end() :]
        if not tail.strip() or _STARTS_BLOCK.match(text[end.end() :]):
            continue
        chosen = "\n" in end["space"]
        if (chosen or _OPENS.match(tail)) and _may_end(head, tail, chosen):
            yield _joined(text[start : end.start("space")])
            start = end.end()
    yield _joined(text[start:])


def _may_end(head: str, tail: str, chosen: bool) -> bool:
    """Whether a sentence may end after `head`; `chosen` where the author broke the line there."""
    word = _LAST_WORD.search(head)
    if not word:
        return True
    last = word[1].lower()
    if last in _NEVER_LAST or (last in _COUNTED and _NUMBER.match(tail)):
        return False
    is_initial = len(last.rpartition(".")[2]) == 1 and word[1][-1].isupper()
    return chosen or not (is_initial or last in _SELDOM_LAST)


def _joined(text: str) -> str:
    """The text on one line; a hard break's two spaces at its end stay."""
    hard = "  " if text.endswith("  ") else ""
    return re.sub(r"\s*\n\s*", " ", text).strip() + hard
