"""Clips: level, shapes, players; real and synthetic speech alike; the same samples each time."""

import base64
import io
import os
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import soundfile

from daybyday import speech, voices
from daybyday.errors import CourseError

SHARED = os.environ.get("DAYBYDAY_DATA")
needs_data = pytest.mark.skipif(
    not SHARED or not Path(SHARED, "librivox").is_dir(), reason="DAYBYDAY_DATA holds no corpora"
)


def _sine(amplitude: float, rate: int = 16_000) -> np.ndarray:
    return amplitude * np.sin(2 * np.pi * 1_000 * np.arange(rate) / rate)


def test_level_is_relative_to_full_scale():
    assert speech.level(np.ones(10)) == pytest.approx(0)
    assert speech.level(_sine(1)) == pytest.approx(-3.01, abs=0.01)
    assert speech.level(np.zeros(4)) == float("-inf")


def test_at_level_refuses_to_clip_or_to_lift_silence():
    assert speech.level(speech.at_level(_sine(0.1), -30)) == pytest.approx(-30, abs=1e-3)
    with pytest.raises(ValueError, match="of full scale"):
        speech.at_level(_sine(0.1), -1)
    with pytest.raises(ValueError, match="silent"):
        speech.at_level(np.zeros(4))


def test_resampling_keeps_a_tone_and_removes_what_does_not_fit():
    tone = speech.resample(_sine(0.5, 48_000), 48_000)
    assert tone.dtype == np.float32
    assert len(tone) == 16_000
    assert speech.level(tone) == pytest.approx(speech.level(_sine(0.5)), abs=0.05)
    high = 0.5 * np.sin(2 * np.pi * 12_000 * np.arange(48_000) / 48_000)
    inner = speech.resample(high, 48_000)[500:-500]  # the tone begins and ends with a click
    assert speech.level(inner) < -80


def test_pcm_is_sixteen_bits_and_never_wraps():
    clip = speech.Clip("c", np.array([0, 1, -1, 2], np.float32), "", "nobody", synthetic=False)
    assert np.frombuffer(clip.pcm, "<i2").tolist() == [0, 32767, -32767, 32767]


def _is_a_clip(clip: speech.Clip, rate: int = speech.RATE) -> None:
    assert clip.samples.dtype == np.float32
    assert clip.samples.ndim == 1
    assert clip.rate == rate
    assert speech.level(clip.samples) == pytest.approx(speech.SPEECH_LEVEL, abs=0.01)
    assert np.abs(clip.samples).max() < 1
    assert clip.transcript == " ".join(clip.transcript.lower().split())


def test_recording_and_voices_are_clips_of_one_shape():
    phrases = speech.two_cities()
    assert len(phrases) == 11
    assert sum(len(clip.transcript.split()) for clip in phrases) == 119
    for clip in (*phrases, *(speech.say("Hello, you.", voice) for voice in speech.VOICES)):
        _is_a_clip(clip)
    assert not phrases[0].synthetic
    assert speech.say("Hello, you.", "espeak/en-us").transcript == "hello you"


@pytest.mark.parametrize("voice", ["pico/en-GB", "espeak/en-us+f3"])
def test_a_voice_says_the_same_whatever_was_said_before(voice):
    maker, name = voice.split("/")
    first = speech.say("One more time.", voice).samples
    speech.say("Something else in between.", voice)
    again = speech.say("One more time.", voice).samples
    together, _rate = voices.speak(maker, name, [("Something else.", 1.0), ("One more time.", 1.0)])
    alone, _rate = voices.speak(maker, name, [("One more time.", 1.0)])
    assert np.array_equal(first, again)
    assert together[1] == alone[0]


def test_unknown_voices_are_named():
    with pytest.raises(CourseError, match="did you mean pico/en-US"):
        speech.say("x", "pico/en-UK")
    with pytest.raises(CourseError, match="no such voice"):
        voices.speak("espeak", "en-xx", [("One.", 1.0), ("Two.", 1.0)])
    with pytest.raises(CourseError, match="no such voice"):
        speech.say("x", "espeak/nobody-speaks-this")


def test_synthetic_digits_have_the_shapes_of_real_ones():
    digits = speech.spoken_digits(["espeak/en-us"], takes=[0, 3])
    assert [clip.transcript for clip in digits[:4]] == ["zero", "zero", "one", "one"]
    assert len({clip.name for clip in digits}) == 20
    for clip in digits:
        _is_a_clip(clip, rate=8_000)
    assert digits[0].seconds != digits[1].seconds


@needs_data
def test_real_digits_and_sentences():
    digits = speech.spoken_digits(takes=[0])
    assert len(digits) == 10 * len(speech.digit_speakers())
    for clip in digits:
        _is_a_clip(clip, rate=8_000)
    sentences = speech.librivox()
    assert len(sentences) == 5
    for clip in sentences:
        _is_a_clip(clip)
        assert clip.phones[0][0] == "SIL"
        assert clip.phones[-1][2] <= clip.seconds + 0.05


def test_player_plays_exactly_the_samples_with_words_beside_them():
    clip = speech.two_cities()[9]
    page = speech.player(clip).data
    sound = base64.b64decode(re.search(r"base64,([^\"]+)", page)[1])
    played, rate = soundfile.read(io.BytesIO(sound), dtype="int16")
    assert rate == clip.rate
    assert np.abs(played - np.frombuffer(clip.pcm, "<i2")).max() <= 1
    assert "“for good or for evil”" in page
    assert "(recording)" in page
    assert "(synthetic voice)" in speech.player(speech.say("Hi <b>", "espeak/en-us")).data


def test_spectrogram_puts_a_tone_at_its_frequency_and_level():
    import matplotlib

    matplotlib.use("agg")
    import matplotlib.pyplot as plt

    clip = speech.Clip("tone", _sine(0.5).astype(np.float32), "", "nobody", synthetic=True)
    figure, axes = plt.subplots()
    image = speech.spectrogram(axes, clip)
    levels = np.asarray(image.get_array())
    row = levels[:, 50].argmax()
    left, right, low, high = image.get_extent()
    assert (low, high) == (0, 8_000)
    assert (row + 0.5) * high / len(levels) == pytest.approx(1_000, abs=40)
    assert levels[row, 50] == pytest.approx(20 * np.log10(0.5), abs=2)
    assert (left, right) == pytest.approx((-0.005, 1.0), abs=0.02)
    plt.close(figure)


def test_import_opens_no_audio_device_and_starts_no_synthesiser():
    code = "import sys, daybyday.speech; print([m for m in sys.modules if m in {names}])"
    names = {"sounddevice", "moonshine_voice", "hibari", "onnxruntime", "matplotlib.pyplot"}
    done = subprocess.run(
        [sys.executable, "-c", code.format(names=names)], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
