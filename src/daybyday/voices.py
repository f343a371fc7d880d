"""Synthetic voices in a process of their own: the same text gives the same samples each time.

SVOX Pico and espeak-ng keep state from one text to the next, espeak-ng draws random numbers and
Pico reads memory that it never wrote: whoever spoke before would be heard in what comes after.
So each text is spoken by a fresh process, `python -m daybyday.voices`, which imports little and
forks once a text. (Clearing that memory is up to the GNU C library; elsewhere two runs of a
Pico voice may differ by a rounding.)

::

    from daybyday.voices import speak

    [samples], rate = speak("espeak", "en-us", [("It was the best of times.", 1.0)])
"""

import ctypes
import json
import multiprocessing
import os
import subprocess
import sys
from array import array
from importlib import import_module

from daybyday.errors import CourseError

__all__ = ["PACKAGES", "speak"]

#: The package that each maker of voices comes from.
PACKAGES = {"pico": "py_nanotts", "espeak": "espeakng_loader"}
_ESPEAK_WORDS_A_MINUTE = 175
# Constants of espeak-ng's speak_lib.h.
_SYNCHRONOUS, _RATE, _UTF8 = 2, 1, 1


def speak(maker: str, name: str, texts: list[tuple[str, float]]) -> tuple[list[bytes], int]:
    """Speak texts, each as if it were the first.

    Args:
        maker: a key of `PACKAGES`.
        name: the maker's name of a voice, e.g. "en-GB" or "en-us+f3".
        texts: (text, pace) each; pace 1 is the voice's own.

    Returns:
        For each text 16-bit little-endian mono samples, and the rate (samples a second).

    Raises:
        CourseError: the maker has no such voice or cannot be started.
    """
    done = subprocess.run(
        [sys.executable, "-m", "daybyday.voices"],
        input=json.dumps([maker, name, texts]).encode(),
        capture_output=True,
        check=False,
        # Pico reads memory that it never wrote; with this the GNU C library clears it.
        env={**os.environ, "MALLOC_PERTURB_": "255"},
    )
    if done.returncode:
        said = (done.stderr.decode(errors="replace").strip() or "no message").split("\n")[-1]
        raise CourseError(f"The voice {maker}/{name} cannot speak: {said}")
    head, _, rest = done.stdout.partition(b"\n")
    rate, *sizes = json.loads(head)
    pieces, at = [], 0
    for size in sizes:
        pieces.append(rest[at : at + size])
        at += size
    return pieces, rate


def _pico(name: str, text: str, pace: float) -> tuple[int, bytes]:
    return 16_000, import_module("py_nanotts").NanoTTS().speak(text, voice=name, speed=pace)


def _espeak(name: str, text: str, pace: float) -> tuple[int, bytes]:
    loader = import_module("espeakng_loader")
    library = ctypes.CDLL(loader.get_library_path())
    rate = library.espeak_Initialize(_SYNCHRONOUS, 0, loader.get_data_path().encode(), 0)
    if rate <= 0:
        raise OSError("espeak-ng could not be started; reinstall espeakng-loader.")
    if library.espeak_SetVoiceByName(name.encode()):
        raise ValueError("espeak-ng has no such voice; try en-us, en-gb-x-rp or en-us+f3.")
    library.espeak_SetParameter(_RATE, round(_ESPEAK_WORDS_A_MINUTE * pace), 0)
    collected = array("h")

    @ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.c_void_p)
    def collect(samples, count, _events):
        if samples and count > 0:
            collected.extend(samples[:count])
        return 0

    library.espeak_SetSynthCallback(collect)
    library.espeak_ng_SetRandSeed(ctypes.c_long(1))  # by default it is the clock
    spoken = text.encode()
    library.espeak_Synth(spoken, len(spoken) + 1, 0, 0, 0, _UTF8, None, None)
    library.espeak_Synchronize()
    return rate, collected.tobytes()


_MAKERS = {"pico": _pico, "espeak": _espeak}


def _job(job: tuple[str, str, str, float]) -> tuple[int, bytes]:
    maker, name, text, pace = job
    return _MAKERS[maker](name, text, pace)


def _main() -> None:
    maker, name, texts = json.loads(sys.stdin.buffer.read())
    jobs = [(maker, name, text, pace) for text, pace in texts]
    try:
        if len(jobs) == 1:
            spoken = [_job(jobs[0])]
        else:
            with multiprocessing.get_context("fork").Pool(1, maxtasksperchild=1) as pool:
                spoken = pool.map(_job, jobs, chunksize=1)
    except (OSError, ValueError) as error:  # an exit inside the pool would be waited for
        sys.exit(str(error))
    head = [spoken[0][0] if spoken else 0, *(len(samples) for _, samples in spoken)]
    sys.stdout.buffer.write(json.dumps(head).encode() + b"\n")
    for _, samples in spoken:
        sys.stdout.buffer.write(samples)


if __name__ == "__main__":
    _main()
