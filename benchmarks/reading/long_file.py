"""What a long PDF costs: seconds and memory of its whole ingestion, by its pages, and the share of section summaries.

    python -m benchmarks.reading.long_file FILE [--pages 250 500 1000 2000]

The pages of FILE are repeated, each with its own number written on it. Each length goes into a fresh library by the
command line; memory is the most that any of its processes held. Seconds are those of the clock and of all processors.
"""

import argparse
import io
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import pypdf
from reportlab.pdfgen.canvas import Canvas

from ingest.units.summaries import summarised
from rag.store.library import Library

_EDGE = 12.0  # points from the foot of the page


def main() -> int:
    """Print a line a length."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.reading.long_file", description=__doc__)
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--pages", type=int, nargs="+", default=[250, 500, 1000, 2000])
    options = parser.parse_args()
    sys.stdout.write(
        "pages  chunks  units  seconds (clock)  (processors)  ms a page  MB at most  summaries\n"
    )
    for pages in options.pages:
        with tempfile.TemporaryDirectory() as scratch:
            long = Path(scratch, "long.pdf")
            repeated(options.file, pages, long)
            _measure(long, pages, Path(scratch, "library"))
    return 0


def repeated(path: Path, pages: int, to: Path) -> None:
    """Write a PDF of so many pages: those of `path` again and again, each with its number at its foot."""
    own, made = pypdf.PdfReader(path), pypdf.PdfWriter()
    for number in range(1, pages + 1):
        page = made.add_page(own.pages[(number - 1) % len(own.pages)])
        page.merge_page(_numbered(number, float(page.mediabox.width), float(page.mediabox.height)))
    with to.open("wb") as file:
        made.write(file)


def _numbered(number: int, width: float, height: float) -> pypdf.PageObject:
    drawn = io.BytesIO()
    canvas = Canvas(drawn, pagesize=(width, height))
    canvas.drawCentredString(width / 2, _EDGE, f"Page {number}")
    canvas.save()
    return pypdf.PdfReader(drawn).pages[0]


def _measure(path: Path, pages: int, folder: Path) -> None:
    command = [sys.executable, "-m", "ingest", str(path), "--collection", "Long", "--library", str(folder)]
    began = time.monotonic()
    started = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(started.pid, 0)
    seconds = time.monotonic() - began
    started.returncode = os.waitstatus_to_exitcode(status)
    if started.returncode:
        raise SystemExit(f"The ingestion of {pages} pages failed with {started.returncode}.")
    library = Library.open(folder)
    try:
        (document,) = library.documents()
        stored = library.units.of_document(document.id)
        vectors = np.stack([one.vector for one in stored])
        summed = time.monotonic()
        summarised([one.unit for one in stored], [one.text for one in stored], vectors)
        summaries = time.monotonic() - summed
    finally:
        library.close()
    sys.stdout.write(
        f"{pages:5}  {document.chunks:6}  {len(stored):5}  {seconds:15.1f}  {used.ru_utime + used.ru_stime:12.1f}  "
        f"{1000 * seconds / pages:9.1f}  {used.ru_maxrss / 1024:10.0f}  {summaries / seconds:9.2%}\n"
    )
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
