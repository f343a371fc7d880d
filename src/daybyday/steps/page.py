"""The page's part: a trace as self-contained HTML, a strip of frames that a script turns over.

All frames are in the document, so that without scripts, and in print, they stand as a strip.
"""

from __future__ import annotations

import re
from functools import cache
from html import escape
from importlib.resources import files
from typing import TYPE_CHECKING

from daybyday.steps.kinds import Value

if TYPE_CHECKING:
    from daybyday.steps.trace import Frame, Steps


@cache
def _asset(name: str) -> str:
    """Return a style sheet or script of this folder without comments and indentation."""
    text = files(__package__).joinpath(name).read_text(encoding="utf-8")
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    lines = (line.strip() for line in text.splitlines())
    joined = "\n".join(line for line in lines if line)
    return (
        re.sub(r"\s*([{};,]|(?<=[a-z]):(?= ))\s*", r"\1", joined)
        if name.endswith(".css")
        else joined
    )


def player(steps: Steps, told: list[str]) -> str:
    """Return the player; ``told`` has each step's panels in words."""
    pictures = [
        panel.kind.draw([frame.snaps[i] for frame in steps.frames])
        for i, panel in enumerate(steps.panels)
    ]
    frames = "\n".join(
        _frame(steps, frame, [picture[i] for picture in pictures], told[i])
        for i, frame in enumerate(steps.frames)
    )
    listing = ""
    if steps.code:
        lines = "".join(_code_line(line) for line in steps.code)
        listing = f'<div class="dd-code">{lines}</div>\n'
    title = escape(steps.title)
    return (
        f'<div class="dd-steps" role="figure" aria-label="Steps of {title}">\n'
        f"<style>{_asset('player.css')}</style>\n"
        f'<div class="dd-title">{title}</div>\n'
        f'<div class="dd-body">\n{listing}<ol class="dd-frames">\n{frames}\n</ol>\n</div>\n'
        f"<script>{_asset('player.js')}</script>\n</div>"
    )


def _code_line(line: str) -> str:
    indent = len(line) - len(line.lstrip())
    return f'<div style="--i:{indent}">{escape(line)}</div>'


def _frame(steps: Steps, frame: Frame, pictures: list[str], told: str) -> str:
    values, panels = [], []
    for panel, picture in zip(steps.panels, pictures, strict=True):
        name = escape(panel.kind.label or panel.name)
        if isinstance(panel.kind, Value):
            values.append(f"<span>{name} = {picture}</span>")
            continue
        legend = "".join(f'<i class="{s}">{escape(words)}</i>' for s, words in panel.kind.legend())
        panels.append(f"<div><small>{name}{legend}</small>{picture or '<em>…</em>'}</div>")
    if frame.calls:
        open_calls = " → ".join(escape(call) for call in frame.calls)
        panels.append(f'<div><small>calls</small><div class="dd-calls">{open_calls}</div></div>')
    if values:
        panels.insert(0, f'<div class="dd-values">{"".join(values)}</div>')
    line = "" if frame.line is None else f' data-l="{frame.line}"'
    code = "" if frame.line is None else f"<i>{escape(steps.code[frame.line].strip())}</i>"
    note = f"<span>{escape(frame.note)}</span>" if frame.note else ""
    words = escape(told or "nothing set yet")
    return (
        f'<li{line}><div role="img" aria-label="{words}">{"".join(panels)}</div>'
        f"<p>{code}{note}</p></li>"
    )
