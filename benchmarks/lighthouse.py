"""Lighthouse over the built site: median of three runs a page and preset.

    python benchmarks/lighthouse.py [--runs N] [PAGE…]

Needs Chromium and the npm package `lighthouse` (`npm install --prefix FOLDER lighthouse`, then
`--lighthouse FOLDER/node_modules/.bin/lighthouse`). Not part of the tests: its performance score
depends on what else the machine does.
"""

import argparse
import functools
import gzip
import io
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from daybyday import curriculum

CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
PAGES = (
    "index.html",
    "pages/days/day-01.html",
    "notebooks/day01/dsa-two-sum.html",
    "notebooks/day01/ml-candidate-retrieval.html",
    "notebooks/day01/speech-streaming-asr.html",
)
FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-background-networking"


class _Host(SimpleHTTPRequestHandler):
    """Compresses text as every host of static pages does."""

    def send_head(self):
        path = Path(self.translate_path(self.path))
        kind = self.guess_type(path)
        accepted = "gzip" in self.headers.get("Accept-Encoding", "")
        if not (accepted and path.is_file() and ("text" in kind or "script" in kind)):
            return super().send_head()
        content = gzip.compress(path.read_bytes(), 6)
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        return io.BytesIO(content)

    def log_message(self, *args) -> None:
        pass


def measure(command: str, address: str, preset: str) -> dict[str, int]:
    """One run: the score of each category, 0 to 100."""
    with tempfile.NamedTemporaryFile(suffix=".json") as report:
        options = ["--quiet", "--output=json", f"--output-path={report.name}"]
        options += [f"--chrome-flags={FLAGS}"] + (
            ["--preset=desktop"] if preset == "desktop" else []
        )
        chromium = shutil.which("chromium") or shutil.which("google-chrome") or ""
        environment = os.environ | {"CHROME_PATH": chromium}
        subprocess.run([command, address, *options], check=True, env=environment)
        found = json.loads(Path(report.name).read_text("utf-8"))["categories"]
    return {name: round(100 * (found[name]["score"] or 0)) for name in CATEGORIES}


def main() -> None:
    """Serve the site, measure, print a table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("pages", nargs="*", default=PAGES, metavar="PAGE")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--lighthouse", default=shutil.which("lighthouse"))
    parser.add_argument("--site", type=Path, help="default: _build/html of the course")
    args = parser.parse_args()
    if not args.lighthouse:
        sys.exit("lighthouse is not here: npm install lighthouse, then name it by --lighthouse.")
    site = args.site or curriculum.find_root() / "_build" / "html"
    handler = functools.partial(_Host, directory=str(site))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(f"{'page':46} {'preset':8} " + " ".join(f"{name:>14}" for name in CATEGORIES))
    for page in args.pages:
        for preset in ("mobile", "desktop"):
            address = f"http://127.0.0.1:{server.server_port}/{page}"
            runs = [measure(args.lighthouse, address, preset) for _ in range(args.runs)]
            medians = [statistics.median(run[name] for run in runs) for name in CATEGORIES]
            print(f"{page:46} {preset:8} " + " ".join(f"{m:14.0f}" for m in medians), flush=True)


if __name__ == "__main__":
    main()
