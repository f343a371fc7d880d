"""The outline of each track: the fixed headings in order, and where a lesson's own go.

The lint asks for them, `daybyday new` writes them. The texts beside the headings are what
an author reads in a new notebook.
"""

from dataclasses import dataclass

CLOSING = {
    "Connections": "What the other two lessons of the day do with the same idea, linked, in terms "
    "of this lesson's own functions.",
    "Exercises": "What the exercises ask, in one sentence each, with a link to their notebook.",
    "References": "The works cited above, through the bibliography file.",
}


@dataclass(frozen=True)
class Outline:
    """The second-level headings of a track's lessons.

    Args:
        minutes: the least and the most a lesson may take a reader.
        before: fixed headings before the lesson's own sections, each with what it holds.
        own: what each of the lesson's own sections holds; so many at least.
        after: fixed headings after them.
    """

    minutes: tuple[int, int]
    before: dict[str, str]
    own: tuple[str, ...]
    after: dict[str, str]

    @property
    def fixed(self) -> tuple[str, ...]:
        """The fixed headings in order."""
        return (*self.before, *self.after)


OUTLINES = {
    "dsa": Outline(
        minutes=(45, 60),
        before={
            "The problem": "The story, two worked examples, the constraints, the types.",
            "Brute force": "The simplest correct version, its cost counted.",
        },
        own=(
            "A better approach under its own name, with the invariant or the exchange argument "
            "that makes it right, stepped through and counted.",
        ),
        after={
            "Do they agree?": "A cross-check on generated inputs against an independent oracle.",
            "What it costs": "Time and space claimed for each approach; counted steps that grow "
            "as claimed; the plot.",
            "Edge cases and pitfalls": "The inputs that break a careless version, run.",
            "Variations": "The neighbouring problems and what changes.",
            "In production": "Where the pattern runs, with something measured: memory, cache, "
            "skew, adversarial input.",
            "Staff-level discussion": "What separates a senior answer: constraints to ask for, "
            "concurrency, scale-out, API design.",
            **CLOSING,
        },
    ),
    "ml": Outline(
        minutes=(60, 90),
        before={
            "The problem": "Who needs what, and why the obvious way fails.",
            "Requirements": "Functional ones, and non-functional ones with figures.",
            "Back of the envelope": "Traffic, storage, memory and cost, computed.",
            "Architecture": "The diagram, the APIs, the data model.",
        },
        own=(
            "A component, built and run: the simplest correct version first, measured.",
            "A second component, built and run, measured against the first.",
        ),
        after={
            "Measurements": "What the map says is measured, with the plot, read aloud.",
            "Scaling up": "10 and 100 times as much, computed or simulated, and what breaks first.",
            "Trade-offs": "A table of options with measured or computed columns.",
            "When it fails": "A fault injected, and what the design does.",
            "Monitoring": "Which signal shows it, and its threshold.",
            "Interview discussion": "What is asked next, and what a good answer weighs.",
            **CLOSING,
        },
    ),
    "speech": Outline(
        minutes=(45, 60),
        before={
            "The problem": "Who speaks to what, and what makes it hard.",
            "The signal": "What the waveform or the spectrogram shows; listen, with a transcript.",
            "Production architecture": "The diagram.",
        },
        own=(
            "The classical method, run on the same clips.",
            "The method in use today, side by side with the classical one.",
        ),
        after={
            "Measurements": "WER, EER, DER, PESQ, STOI, real-time factor, as fits, with an "
            "interval where samples are few.",
            "Streaming and latency": "What a listener waits for, and why.",
            "On the device": "Memory, CPU, quantisation.",
            "Scaling up": "Many sessions on one machine, and what breaks first.",
            "Trade-offs": "A table of options with measured columns.",
            "When it fails": "Noise, accents, overlap, drop-outs, heard and measured.",
            **CLOSING,
        },
    ),
}
