"""What staging does to a notebook's outputs: lighter, and nothing lost."""

import base64
import io
import json

import numpy as np
import pytest
from PIL import Image

from daybyday.book import staging

soundfile = pytest.importorskip("soundfile")


def notebook(**data) -> str:
    output = {"output_type": "display_data", "data": data, "metadata": {}}
    cell = {"cell_type": "code", "source": "x", "metadata": {}, "outputs": [output]}
    return json.dumps({"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


def lightened(folder, **data) -> dict:
    made, _ = staging.lighten(notebook(**data), folder, depth=2)
    return json.loads(made)["cells"][0]["outputs"][0]["data"]


def png(picture: Image.Image, **options) -> str:
    held = io.BytesIO()
    picture.save(held, "PNG", **options)
    return base64.b64encode(held.getvalue()).decode()


def wav(samples: np.ndarray, rate: int = 16_000) -> tuple[str, bytes]:
    held = io.BytesIO()
    soundfile.write(held, samples, rate, format="WAV", subtype="PCM_16")
    return base64.b64encode(held.getvalue()).decode(), held.getvalue()


def test_sound_becomes_a_file_to_the_bit_that_loads_on_demand(tmp_path):
    samples = np.random.default_rng(1).integers(-9000, 9000, 8000).astype("int16")
    encoded, _ = wav(samples)
    page = f'<audio controls preload="auto" src="data:audio/wav;base64,{encoded}"></audio>'
    page = lightened(tmp_path, **{"text/html": page})["text/html"]
    (file,) = tmp_path.iterdir()
    assert f'src="../../_audio/{file.name}"' in page
    assert page.count("preload") == 1
    assert 'preload="none"' in page
    heard, rate = soundfile.read(file, dtype="int16")
    assert rate == 16_000
    assert np.array_equal(heard, samples)


def test_two_players_of_one_clip_share_a_file(tmp_path):
    encoded, _ = wav(np.zeros(1600, "int16"))
    player = f'<audio controls src="data:audio/wav;base64,{encoded}"></audio>'
    lightened(tmp_path, **{"text/html": player * 2})
    assert len(list(tmp_path.iterdir())) == 1


def plot() -> Image.Image:
    """A picture as a plot is: white, few colours, soft edges."""
    fine = Image.new("RGB", (1600, 1000), "white")
    for at in range(0, 1500, 3):
        fine.putpixel((at, at * 2 // 3), (0, 70, 140))
        fine.paste((0, 70, 140), (at, at // 2, at + 8, at // 2 + 8))
    return fine.resize((800, 500), Image.Resampling.LANCZOS)


def test_a_plot_gets_smaller_and_looks_the_same(tmp_path):
    before = png(plot(), dpi=(144, 144))
    after = staging.smaller_png(before)
    assert len(after) < 0.8 * len(before)
    picture = Image.open(io.BytesIO(base64.b64decode(after)))
    assert picture.info["dpi"][0] == pytest.approx(144, abs=0.1)
    difference = np.abs(np.asarray(picture.convert("RGB"), int) - np.asarray(plot(), int))
    assert difference.max() <= 48
    assert difference.mean() < 1


def test_a_picture_with_too_many_colours_keeps_them():
    noise = np.random.default_rng(1).integers(0, 255, (120, 120, 3)).astype("uint8")
    after = staging.smaller_png(png(Image.fromarray(noise)))
    assert np.array_equal(np.asarray(Image.open(io.BytesIO(base64.b64decode(after)))), noise)


def test_transparency_survives():
    drawn = Image.new("RGBA", (60, 60), (0, 0, 0, 0))
    drawn.paste((200, 30, 30, 255), (10, 10, 40, 40))
    after = Image.open(io.BytesIO(base64.b64decode(staging.smaller_png(png(drawn)))))
    assert after.convert("RGBA").getpixel((0, 0))[3] == 0


def test_tables_lose_their_own_style_sheet_only(tmp_path):
    page = '<div><style scoped>.x {}</style><table border="1" class="dataframe"></table></div>'
    page = lightened(tmp_path, **{"text/html": page})["text/html"]
    assert page == '<div><table class="dataframe"></table></div>'


def test_only_what_changed_is_written_again(course_copy):
    folder = course_copy.root / "_build" / "source"
    first = staging.stage(course_copy, folder)
    lesson = folder / "notebooks/day01/dsa-two-sum.ipynb"
    written = lesson.stat().st_mtime_ns
    assert staging.stage(course_copy, folder) == first
    assert lesson.stat().st_mtime_ns == written

    source = course_copy.root / "notebooks/day01/dsa-two-sum.ipynb"
    source.write_text(source.read_text("utf-8").replace("# Two Sum", "# Two Sums", 1), "utf-8")
    assert staging.stage(course_copy, folder) != first
    assert lesson.stat().st_mtime_ns > written


def test_what_is_gone_from_the_course_is_gone_from_the_stage(course_copy):
    folder = course_copy.root / "_build" / "source"
    staging.stage(course_copy, folder)
    (course_copy.root / "exercises/day01/dsa-two-sum.ipynb").unlink()
    staging.stage(course_copy, folder)
    assert not (folder / "exercises/day01/dsa-two-sum.ipynb").exists()
    assert (folder / "solutions/day01/dsa-two-sum.ipynb").exists()
