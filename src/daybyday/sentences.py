"""One sentence a line: the normal form of markdown prose.

A changed sentence is then one changed line. Rendering stays the same: a line break inside
a paragraph is a space. Only paragraphs, list items and simple quotations are touched, never
headings, tables, fences, formulas, HTML or directives.
"""

import re
from collections.abc import Iterator

_FENCE = re.compile(r"^(?P<indent>\s*)(?P<marks>`{3,}|~{3,})")
_ITEM = re.compile(r"^(?P<indent>\s*)(?P<marker>[-*+]|\d{1,9}[.)])(?P<gap> {1,4})(?=\S)")
_QUOTE = re.compile(r"^> ?(?=[^\s>])")
# What a line must not begin with to be the continuation of a paragraph.
_STARTS_BLOCK = re.compile(
    r"""^\s*(?:
        \#{1,6}(?:\s|$) | [-*+](?:\s|$) | \d{1,9}[.)](?:\s|$) | > | \| | `{3} | ~{3} | :{3}
      | <[A-Za-z/!?] | \$\$ | \\begin\{ | \\\[ | \([\w-]+\)=\s*$ | %(?:\s|$) | \+\+\+ | :\s
      | :[\w-]+:
      | \[[^\]]+\]:\s | ={2,}\s*$ | -{2,}\s*$ | (?:[*_-]\s*){3,}$
    )""",
    re.VERBOSE,
)
# The line under a table's head or under a heading: what stands above it is no prose.
_TABLE_RULE = re.compile(r"^\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)+\|?\s*$")
_UNDERLINE = re.compile(r"^\s{0,3}(?:=+|-+)\s*$")

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
    "fig figs eq eqs sec secs ch chap no nos vol pp p thm lem def prop alg tab ref refs app".split()  # noqa: SIM905
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
    return "\n".join(_blocks(markdown.strip("\n").split("\n")))


def _blocks(lines: list[str]) -> Iterator[str]:
    """The lines of the normal form, block by block."""
    at, blank = 0, True
    offset = 0  # how far the text of the list item around us is indented, 0 outside lists
    while at < len(lines):
        line = lines[at]
        if not line.strip():
            if not blank:
                yield ""
            at, blank = at + 1, True
            continue
        if not line.startswith(" ") and not _ITEM.match(line):
            offset = 0
        is_code = blank and line.startswith((" " * (offset + 4), "\t"))
        end = at + 1 if is_code else _verbatim_end(lines, at)
        if end > at:
            yield from (text.rstrip() for text in lines[at:end])
        else:
            first, rest = _prefixes(line)
            end = at + 1
            while end < len(lines) and _continues(lines[end], quoted=first.startswith(">")):
                end += 1
            block = lines[at:end]
            if _is_ruled(lines[end : end + 1]):
                while end < len(lines) and lines[end].strip():
                    end += 1
                yield from (text.rstrip() for text in lines[at:end])
            else:
                texts = [block[0][len(first) :], *(_unprefixed(text, rest) for text in block[1:])]
                for number, sentence in enumerate(_sentences(texts)):
                    yield (rest if number else first) + sentence
            if _ITEM.match(line):
                offset = len(first)
        at, blank = end, False


def _verbatim_end(lines: list[str], at: int) -> int:
    """End of the block at `at` when it is to be left alone, else `at`."""
    line = lines[at]
    if fence := _FENCE.match(line):
        closing = re.compile(rf"^\s*{re.escape(fence['marks'])}{fence['marks'][0]}*\s*$")
        return _until(lines, at + 1, closing.match)
    stripped = line.strip()
    if stripped.startswith("$$") and not (len(stripped) > 3 and stripped.endswith("$$")):
        return _until(lines, at + 1, lambda text: "$$" in text)
    if environment := re.match(r"\s*\\begin\{(.+?)\}", line):
        closing_tag = rf"\end{{{environment[1]}}}"
        return _until(lines, at, lambda text: closing_tag in text)
    if stripped.startswith("\\["):
        return _until(lines, at, lambda text: "\\]" in text)
    if raw := re.match(r"\s*<(script|style|pre|textarea)\b", line, re.IGNORECASE):
        closing_tag = f"</{raw[1].lower()}>"
        return _until(lines, at, lambda text: closing_tag in text.lower())
    if stripped.startswith("<!--"):
        return _until(lines, at, lambda text: "-->" in text)
    if re.match(r"\s*<[A-Za-z/!?]", line):
        end = at
        while end < len(lines) and lines[end].strip():
            end += 1
        return end
    if _ITEM.match(line) or _QUOTE.match(line):
        return at
    return at + 1 if _STARTS_BLOCK.match(line) else at


def _until(lines: list[str], start: int, closes) -> int:
    """Index after the first line from `start` that `closes`, or the end."""
    for number in range(start, len(lines)):
        if closes(lines[number]):
            return number + 1
    return len(lines)


def _prefixes(line: str) -> tuple[str, str]:
    """What stands before the text on the block's first line, and on its further lines."""
    if item := _ITEM.match(line):
        return item[0], " " * len(item[0])
    if _QUOTE.match(line):
        return "> ", "> "
    indent = line[: len(line) - len(line.lstrip())]
    return indent, indent


def _continues(line: str, *, quoted: bool) -> bool:
    """Whether a line goes on with the paragraph above it."""
    if quoted:
        inner = _QUOTE.sub("", line, count=1)
        return inner != line and not _STARTS_BLOCK.match(inner)
    return bool(line.strip()) and not (_STARTS_BLOCK.match(line) or _is_ruled([line]))


def _unprefixed(line: str, prefix: str) -> str:
    return _QUOTE.sub("", line, count=1) if prefix == "> " else line.lstrip()


def _is_ruled(following: list[str]) -> bool:
    """Whether the next line makes a table or a heading of what stands above it."""
    return any(_TABLE_RULE.match(line) or _UNDERLINE.match(line) for line in following)


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
