"""What a check found, as text, as HTML and as data."""

import html
import sys
from dataclasses import dataclass, field
from typing import Any

METADATA_KEY = "daybyday"

_SIGNS = {"passed": "✓", "not started": "○"}


@dataclass
class Report:
    """The outcome of one check.

    Attributes:
        id: of the exercise.
        title: of the exercise.
        verdict: one of `daybyday.checking.exercise.VERDICTS`.
        call: the smallest failing call found, or "".
        expected: what it should give, shown.
        got: what it gave, shown.
        message: one sentence that helps.
        seconds: wall time of the learner's calls.
        steps: counted steps: of the call shown, else of the largest one that was counted.
        notes: further sentences (left threads, changed globals, what could not be guarded).
        printed: the beginning of what the shown call printed.
        misconception: name of the recognised one, or "".
        tried: number of calls made.
        fingerprint: of the exercise.
    """

    id: str
    title: str
    verdict: str
    call: str = ""
    expected: str = ""
    got: str = ""
    message: str = ""
    seconds: float = 0.0
    steps: int = 0
    notes: list[str] = field(default_factory=list)
    printed: str = ""
    misconception: str = ""
    tried: int = 0
    fingerprint: str = ""
    _shown_in: Any = field(default=None, repr=False, compare=False)

    @property
    def passed(self) -> bool:
        """Whether the answer is right."""
        return self.verdict == "passed"

    def record(self) -> dict:
        """The report as JSON-able data."""
        return {
            name: getattr(self, name)
            for name in self.__dataclass_fields__
            if not name.startswith("_")
        }

    @classmethod
    def from_record(cls, record: dict) -> "Report":
        """The report behind such data; unknown keys are ignored."""
        known = {name for name in cls.__dataclass_fields__ if not name.startswith("_")}
        return cls(**{name: value for name, value in record.items() if name in known})

    def rows(self) -> list[tuple[str, str]]:
        """The labelled parts that are there."""
        parts = [("call", self.call), ("expected", self.expected), ("got", self.got)]
        if self.printed.strip():
            parts.append(("printed", _cut(self.printed.rstrip(), 600)))
        return [(label, text) for label, text in parts if text]

    def __str__(self) -> str:
        lines = [f"{_SIGNS.get(self.verdict, '✗')} {self.verdict} · {self.id} · {self.title}"]
        for label, text in self.rows():
            first, *rest = text.splitlines()
            lines.append(f"  {label + ':':<10}{first}")
            lines += [" " * 12 + line for line in rest]
        lines += [f"  {sentence}" for sentence in (self.message, *self.notes) if sentence]
        return "\n".join(lines)

    def __repr__(self) -> str:
        return str(self)

    def _repr_html_(self) -> str:
        """The report for a notebook: words carry the verdict, colour only repeats it."""
        kind = {"passed": "good", "not started": "open"}.get(self.verdict, "bad")
        sign = _SIGNS.get(self.verdict, "✗")
        rows = "".join(
            f"<dt>{label}</dt><dd><pre>{html.escape(text)}</pre></dd>"
            for label, text in self.rows()
        )
        sentences = "".join(
            f"<p>{_inline(sentence)}</p>" for sentence in (self.message, *self.notes) if sentence
        )
        return (
            f'{_STYLE}<div class="dbd-report dbd-{kind}" role="group" aria-label="Check of '
            f'{html.escape(self.title, quote=True)}">'
            f'<p class="dbd-verdict"><span aria-hidden="true">{sign}</span> '
            f"<strong>{self.verdict}</strong> · {html.escape(self.title)} "
            f"<code>{html.escape(self.id)}</code></p>"
            f"{f'<dl>{rows}</dl>' if rows else ''}{sentences}</div>"
        )

    def _repr_mimebundle_(self, include=None, exclude=None) -> tuple[dict, dict]:
        data = {"text/plain": str(self), "text/html": self._repr_html_()}
        return data, {METADATA_KEY: self.record()}

    def show(self) -> None:
        """Show the report: rich in a notebook, as text elsewhere."""
        shell = _notebook()
        if shell is None:
            say(str(self))
            return
        data, metadata = self._repr_mimebundle_()
        shell.display_pub.publish(data=data, metadata=metadata)
        self._shown_in = shell.execution_count

    def _ipython_display_(self) -> None:
        # The last expression of the cell that called `check` has been shown already.
        shell = _notebook()
        if shell is None or self._shown_in != shell.execution_count:
            self.show()


@dataclass
class Notice:
    """A hint or a solution, shown like a report.

    Attributes:
        title: its first line.
        text: a sentence or two.
        code: Python code, or "".
        after: what comes below.
        record: JSON-able data for the output's metadata.
    """

    title: str
    text: str
    code: str = ""
    after: str = ""
    record: dict = field(default_factory=dict, repr=False)
    _shown_in: Any = field(default=None, repr=False, compare=False)

    def __str__(self) -> str:
        code = "\n" + self.code + "\n" if self.code else ""
        parts = [self.title, code, f"  {self.text}", f"  {self.after}" if self.after else ""]
        return "\n".join(part for part in parts if part)

    def __repr__(self) -> str:
        return str(self)

    def _repr_html_(self) -> str:
        code = f"<pre>{html.escape(self.code)}</pre>" if self.code else ""
        after = f'<p class="dbd-after">{_inline(self.after)}</p>' if self.after else ""
        return (
            f'{_STYLE}<div class="dbd-report dbd-open" role="group" aria-label="'
            f'{html.escape(self.title, quote=True)}"><p class="dbd-verdict"><strong>'
            f"{html.escape(self.title)}</strong></p>{code}<p>{_inline(self.text)}</p>{after}</div>"
        )

    def _repr_mimebundle_(self, include=None, exclude=None) -> tuple[dict, dict]:
        data = {"text/plain": str(self), "text/html": self._repr_html_()}
        return data, {METADATA_KEY: self.record}

    show = Report.show
    _ipython_display_ = Report._ipython_display_


def say(text: str) -> None:
    """Print, with a question mark for each sign that the terminal does not know."""
    encoding = sys.stdout.encoding or "ascii"
    print(text.encode(encoding, "replace").decode(encoding))


def _notebook() -> Any:
    """The running shell where it can show HTML, else None."""
    module = sys.modules.get("IPython")
    shell = module.get_ipython() if module else None
    return shell if shell is not None and hasattr(shell, "kernel") else None


def _cut(text: str, limit: int) -> str:
    return (
        text if len(text) <= limit else f"{text[:limit]}… ({len(text) - limit:,} more characters)"
    )


def _inline(sentence: str) -> str:
    """A sentence with its `code` marked up."""
    parts = html.escape(sentence).split("`")
    return "".join(f"<code>{part}</code>" if i % 2 else part for i, part in enumerate(parts))


# `currentColor` and transparent tints read on a light and on a dark page alike.
_STYLE = """<style>
.dbd-report{border:1px solid color-mix(in srgb,currentColor 25%,transparent);
border-left-width:6px;border-radius:4px;padding:.5em .9em;margin:.4em 0;line-height:1.45}
.dbd-good{border-left-color:#2e9e4f}.dbd-bad{border-left-color:#d1495b;border-left-style:double}
.dbd-open{border-left-color:#888;border-left-style:dashed}
.dbd-report p{margin:.25em 0}.dbd-report .dbd-verdict{font-size:1.05em}
.dbd-report code,.dbd-report pre{font-family:ui-monospace,Menlo,Consolas,monospace;
font-size:.92em;background:none;color:inherit;border:0;padding:0}
.dbd-report dl{display:grid;grid-template-columns:max-content 1fr;gap:.15em .9em;margin:.4em 0}
.dbd-report dt{opacity:.75;font-weight:600}.dbd-report dd{margin:0;min-width:0}
.dbd-report pre{margin:0;white-space:pre-wrap;overflow-wrap:anywhere}
</style>"""
