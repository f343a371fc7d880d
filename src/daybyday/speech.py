"""What several speech lessons share: clips, voices, levels, players and spectrograms.

::

    from daybyday.speech import player, say, show_speech, two_cities

    phrases = two_cities()                      # one real reader, CC0, eleven phrases
    voice = say("It was the best of times.", "pico/en-GB")     # synthetic, and labelled so
    player(phrases[0], voice)                   # two players with their transcripts
    show_speech(phrases[0])                     # waveform and spectrogram

Every clip is mono float32 at 16 kHz and has been brought to the same level, -26 dBFS, so
that clips can be heard one after the other and compared. Levels are root mean square in dB
relative to full scale, where a constant 1.0 has 0 dBFS (a full-scale sine has -3.01 dBFS).

Nothing that a lesson should teach is here: no features, no noise, no recogniser.
"""

import base64
import html
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import numpy as np

from daybyday import corpora, voices
from daybyday.errors import CourseError

__all__ = [
    "RATE",
    "SPEECH_LEVEL",
    "VOICES",
    "Clip",
    "at_level",
    "digit_speakers",
    "level",
    "librivox",
    "player",
    "say",
    "show_speech",
    "spoken_digits",
    "two_cities",
]

#: Samples a second of every clip but the spoken digits.
RATE = 16_000
#: Root-mean-square level of every clip, in dBFS.
SPEECH_LEVEL = -26.0

#: Voices that the default environment speaks with, and what they are.
#: Any other name of an espeak-ng voice or variant works too, as in "espeak/en-us+m7".
VOICES = {
    "hibari/heart": "neural, American English (hibari-tts)",
    "pico/en-US": "statistical parametric, American English (SVOX Pico)",
    "pico/en-GB": "statistical parametric, British English (SVOX Pico)",
    "espeak/en-us": "formants, American English (espeak-ng)",
    "espeak/en-us+f3": "formants, American English, higher voice (espeak-ng)",
    "espeak/en-gb-x-rp": "formants, British received pronunciation (espeak-ng)",
}


@dataclass(frozen=True, eq=False)
class Clip:
    """A piece of speech with what is said in it.

    Args:
        name: short name, unique among the clips of a lesson.
        samples: mono float32 of shape (n,), full scale 1.0.
        transcript: the words, lower case, without punctuation.
        speaker: who speaks.
        synthetic: whether a program speaks.
        rate: samples a second.
        phones: (phone, start, end) with times in seconds, where the corpus has them.
    """

    name: str
    samples: np.ndarray = field(repr=False)
    transcript: str
    speaker: str
    synthetic: bool
    rate: int = RATE
    phones: tuple[tuple[str, float, float], ...] = field(default=(), repr=False)

    @property
    def seconds(self) -> float:
        """How long the clip lasts."""
        return len(self.samples) / self.rate

    @property
    def pcm(self) -> bytes:
        """The samples as 16-bit little-endian integers, as recognisers take them."""
        return np.rint(np.clip(self.samples, -1, 1) * 32767).astype("<i2").tobytes()

    def with_samples(self, samples: np.ndarray, suffix: str = "") -> "Clip":
        """The same words in other samples, e.g. with noise added; the name gets the suffix."""
        return replace(self, samples=np.asarray(samples, np.float32), name=self.name + suffix)


# --- levels ------------------------------------------------------------------------------------


def level(samples: np.ndarray) -> float:
    """Root-mean-square level in dBFS: 0 for a constant 1.0, minus infinity for silence."""
    power = float(np.mean(np.square(samples, dtype=np.float64))) if len(samples) else 0.0
    return 10 * np.log10(power) if power else float("-inf")


def at_level(samples: np.ndarray, dbfs: float = SPEECH_LEVEL) -> np.ndarray:
    """The samples scaled to a root-mean-square level in dBFS, as float32.

    Raises:
        ValueError: silence has no level to change, or a peak would pass full scale.
    """
    now = level(samples)
    if np.isneginf(now):
        raise ValueError("These samples are silent: no gain brings them to a level.")
    scaled = np.asarray(samples, np.float64) * 10 ** ((dbfs - now) / 20)
    if (peak := np.abs(scaled).max()) > 1:
        message = f"At {dbfs:g} dBFS the highest peak would be {peak:.2f} of full scale: "
        raise ValueError(message + "choose a lower level.")
    return scaled.astype(np.float32)


def resample(samples: np.ndarray, rate: int, to_rate: int = RATE) -> np.ndarray:
    """The samples at another rate (samples a second), band-limited, as float32."""
    if rate == to_rate:
        return np.asarray(samples, np.float32)
    import soxr

    return soxr.resample(np.asarray(samples, np.float32), rate, to_rate, quality="HQ")


def read_wav(path: Path, to_rate: int = RATE) -> np.ndarray:
    """A sound file as mono float32 of shape (n,) at `to_rate` and at the course's level."""
    import soundfile

    samples, rate = soundfile.read(path, dtype="float32", always_2d=True)
    return at_level(resample(samples.mean(axis=1), rate, to_rate))


# --- recordings --------------------------------------------------------------------------------

# Pauses of the reader (seconds) and the printed words between them.
_TWO_CITIES = (
    (0.90, 4.80, "it was the best of times it was the worst of times"),
    (4.80, 8.50, "it was the age of wisdom it was the age of foolishness"),
    (8.50, 13.10, "it was the epoch of belief it was the epoch of incredulity"),
    (13.10, 17.10, "it was the season of light it was the season of darkness"),
    (17.10, 20.90, "it was the spring of hope it was the winter of despair"),
    (20.90, 24.30, "we had everything before us we had nothing before us"),
    (24.30, 28.60, "we were all going direct to heaven we were all going direct the other way"),
    (28.60, 32.45, "in short the period was so far like the present period"),
    (32.45, 36.75, "that some of its noisiest authorities insisted on its being received"),
    (36.75, 38.50, "for good or for evil"),
    (38.50, 42.90, "in the superlative degree of comparison only"),
)


@cache
def two_cities() -> tuple[Clip, ...]:
    """The opening of A Tale of Two Cities, read by one person, cut at the pauses: 11 clips.

    The recording `two_cities.wav` comes with the package moonshine-voice and is CC0. The
    transcript is the printed text; how the reader says each small word is not certain.

    Raises:
        CourseError: the package is not installed.
    """
    found = find_spec("moonshine_voice")  # found, not imported: importing it opens an audio device
    if found is None or found.origin is None:
        raise CourseError(
            "The recording two_cities.wav comes with the package moonshine-voice, which is not "
            "installed: run `make setup`, or `daybyday doctor` for all that is missing."
        )
    whole = read_wav(Path(found.origin).parent / "assets" / "two_cities.wav")
    return tuple(
        Clip(
            f"two-cities-{number}",
            at_level(whole[round(start * RATE) : round(end * RATE)]),
            words,
            "reader of A Tale of Two Cities",
            synthetic=False,
        )
        for number, (start, end, words) in enumerate(_TWO_CITIES, 1)
    )


def librivox() -> tuple[Clip, ...]:
    """Five sentences of Sense and Sensibility with phone times; empty where not fetched.

    `daybyday data get librivox` fetches them.
    """
    folder = corpora.folder("librivox")
    if folder is None:
        return ()
    clips = []
    for path in sorted(folder.glob("*.wav")):
        spoken = path.with_suffix(".txt").read_text(encoding="utf-8")
        aligned = json.loads(path.with_suffix(".phone.json").read_text(encoding="utf-8"))
        phones = tuple(
            (phone["t"], phone["b"], phone["b"] + phone["d"])
            for word in aligned["w"]
            for phone in word["w"]
        )
        name = f"librivox-{path.stem.rpartition('-')[2]}"
        words = " ".join(spoken.split())
        reader = "LibriVox reader of Sense and Sensibility"
        clips.append(Clip(name, read_wav(path), words, reader, synthetic=False, phones=phones))
    return tuple(clips)


_DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def spoken_digits(
    speakers: Sequence[str] | None = None, takes: Iterable[int] = range(5), rate: int = 8_000
) -> tuple[Clip, ...]:
    """The ten digits, one clip each, by real or synthetic speakers: the same shapes for both.

    Args:
        speakers: names of real speakers of the free spoken digits (`digit_speakers()` tells who
            is present) and names of `VOICES`, also mixed; all real speakers by default.
        takes: which takes of each digit, from 0. A synthetic voice varies its pace with the take.
        rate: samples a second; the recordings hold nothing above 4 kHz, so 8,000 keeps all.

    Raises:
        CourseError: a speaker or take that is not there.
    """
    takes = tuple(takes)
    speakers = digit_speakers() if speakers is None else speakers
    clips: list[Clip] = []
    for speaker in speakers:
        if "/" in speaker:
            clips += _synthetic_digits(speaker, takes, rate)
        else:
            clips += (
                _real_digit(digit, speaker, take, rate) for digit in range(10) for take in takes
            )
    return tuple(clips)


def digit_speakers() -> tuple[str, ...]:
    """The real speakers of the free spoken digits that are on this machine, by name."""
    folder = corpora.folder("free-spoken-digits")
    files = (folder / "recordings").glob("0_*_0.wav") if folder else ()
    return tuple(sorted(path.stem.split("_")[1] for path in files))


def _real_digit(digit: int, speaker: str, take: int, rate: int) -> Clip:
    folder = corpora.folder("free-spoken-digits")
    path = (folder or Path()) / "recordings" / f"{digit}_{speaker}_{take}.wav"
    if folder is None or not path.is_file():
        there = ", ".join(digit_speakers()) or "nobody"
        raise CourseError(
            f"No recording {path.name}: on this machine are {there}. "
            "`daybyday data get free-spoken-digits` fetches all speakers."
        )
    samples = read_wav(path, rate)
    return Clip(path.stem, samples, _DIGITS[digit], speaker, synthetic=False, rate=rate)


def _synthetic_digits(voice: str, takes: tuple[int, ...], rate: int) -> Iterator[Clip]:
    """All digits of a voice, spoken in one go, the pace varying with the take."""
    jobs = [(digit, take) for digit in range(10) for take in takes]
    texts = [(_DIGITS[digit], 1 + 0.05 * ((take + 2) % 5 - 2)) for digit, take in jobs]
    for (digit, take), spoken in zip(jobs, _voiced(voice, texts), strict=True):
        samples = at_level(resample(spoken.samples, RATE, rate))
        yield replace(spoken, name=f"{digit}_{voice}_{take}", samples=samples, rate=rate)


# --- synthetic voices --------------------------------------------------------------------------


def say(text: str, voice: str = "hibari/heart", pace: float = 1.0) -> Clip:
    """A synthetic voice saying the text; the same samples each time.

    Args:
        text: what to say; the transcript is this text in lower case without punctuation.
        voice: a name of `VOICES`, or "espeak/" with any voice of espeak-ng.
        pace: 1 is the voice's own pace, 2 twice as fast.

    Raises:
        CourseError: an unknown voice, or its package is not installed.
    """
    return _voiced(voice, [(text, pace)])[0]


def _voiced(voice: str, texts: list[tuple[str, float]]) -> list[Clip]:
    """Clips of one voice saying (text, pace) each."""
    maker, _, name = voice.partition("/")
    if voice not in VOICES and not (maker == "espeak" and name):
        near = get_close_matches(voice, VOICES, n=1)
        meant = f"did you mean {near[0]}?" if near else f"there are {', '.join(VOICES)}."
        raise CourseError(f"No voice is called {voice!r}: {meant}")
    package = voices.PACKAGES.get(maker, "hibari")
    if find_spec(package) is None:
        raise CourseError(f"The voice {voice} needs the package {package}: run `make setup`.")
    if maker == "hibari":
        hibari = _hibari()
        spoken = [hibari(text, speed=pace, seed=1) for text, pace in texts]
        rate = hibari.sample_rate
    else:
        pieces, rate = voices.speak(maker, name, texts)
        spoken = [np.frombuffer(piece, "<i2") / 32768 for piece in pieces]
    return [
        Clip(voice, at_level(resample(samples, rate)), _words(text), voice, synthetic=True)
        for samples, (text, _) in zip(spoken, texts, strict=True)
    ]


def _words(text: str) -> str:
    """A text in lower case without punctuation, as recognisers write it."""
    return " ".join("".join(c for c in text.lower() if c.isalnum() or c in "' ").split())


@cache
def _hibari():
    return import_module("hibari").Hibari()


# --- to hear and to see ------------------------------------------------------------------------


def player(*clips: Clip):
    """A player for each clip with its transcript, speaker, length and level beside it.

    The sound is embedded as FLAC: what plays is to the bit what was recognised, at half the
    weight of WAV (about 20 kB a second at 16 kHz).
    """
    from IPython.display import HTML

    return HTML("\n".join(map(_figure, clips)))


def _figure(clip: Clip) -> str:
    import soundfile

    sound = io.BytesIO()
    soundfile.write(sound, clip.samples, clip.rate, format="FLAC", subtype="PCM_16")
    encoded = base64.b64encode(sound.getvalue()).decode()
    kind = "synthetic voice" if clip.synthetic else "recording"
    label = html.escape(f"{clip.speaker} ({kind}): {clip.transcript}")
    return (
        '<figure class="speech-clip" style="margin: 0.5em 0">'
        f'<audio controls preload="metadata" aria-label="{label}" '
        f'src="data:audio/flac;base64,{encoded}"></audio>'
        f"<figcaption>“{html.escape(clip.transcript)}” · {html.escape(clip.speaker)} ({kind}) · "
        f"{clip.seconds:.1f} s at {level(clip.samples):.0f} dBFS</figcaption></figure>"
    )


def show_speech(clip: Clip, words: Iterable[tuple[str, float, float]] = ()) -> None:
    """Draw the waveform and the spectrogram of a clip, one above the other.

    Args:
        words: (word, start, end) in seconds, written above the waveform at their places.
    """
    import matplotlib.pyplot as plt

    figure, (wave, image) = plt.subplots(
        2, 1, sharex=True, figsize=(6.8, 4.4), height_ratios=(1, 2)
    )
    step = clip.rate // 200  # one upright stroke for 5 ms: looks the same, draws at once
    strokes = clip.samples[: len(clip.samples) // step * step].reshape(-1, step)
    wave.vlines(np.arange(len(strokes)) * step / clip.rate, strokes.min(1), strokes.max(1), lw=0.7)
    wave.set_ylabel("amplitude\n(full scale = 1)")
    for word, start, end in words:
        wave.axvline(start, color="#777777", linewidth=0.5, linestyle="-")
        wave.annotate(
            word,
            ((start + end) / 2, 1.03),
            xycoords=("data", "axes fraction"),
            ha="center",
            va="bottom",
            rotation=60,
            fontsize=8,
        )
    mesh = spectrogram(image, clip)
    image.set_xlabel("time (s)")
    figure.colorbar(mesh, ax=[wave, image], label="level (dB re full-scale sine)", pad=0.01)


def spectrogram(axes, clip: Clip, floor: float = -84.0):
    """Draw a spectrogram into the axes: 25 ms Hann window every 10 ms, level in dB.

    Args:
        axes: matplotlib axes; time in seconds to the right, frequency in Hz upwards.
        floor: dB relative to a full-scale sine, below which all is drawn alike.

    Returns:
        The image, for a colour bar.
    """
    width, hop = round(0.025 * clip.rate), round(0.010 * clip.rate)
    padded = np.pad(clip.samples, width // 2)  # so that frame k is centred on k * 10 ms
    frames = np.lib.stride_tricks.sliding_window_view(padded, width)[::hop]
    window = np.hanning(width + 1)[:-1]
    # A full-scale sine gives half of the window's sum in its bin, hence the 2.
    magnitude = 2 * np.abs(np.fft.rfft(frames * window, 512)).T / window.sum()
    levels = 20 * np.log10(np.maximum(magnitude, 10 ** (floor / 20)))
    levels = 3 * np.round(levels / 3)  # steps of 3 dB halve the weight of the picture
    image = axes.imshow(
        levels,
        origin="lower",
        aspect="auto",
        interpolation="nearest",
        extent=(-0.005, len(frames) * 0.010 - 0.005, 0, clip.rate / 2),
        vmin=floor,
        vmax=max(-20.0, float(levels.max())),
    )
    axes.set_xlim(0, clip.seconds)
    axes.set_ylim(0, clip.rate / 2)
    axes.set_ylabel("frequency (Hz)")
    axes.grid(False)
    return image
