"""How many of the lines that must be found are found as well as OCR may be asked: within two wrong characters of forty.

`python -m benchmarks.reading.ocr_lines FOLDER [--only KIND]`: FOLDER has a `manifest.jsonl` as `office.py` reads it.
"""

import argparse
import json
import statistics
import sys
import time
import unicodedata
from pathlib import Path

from ingest.reading import FileReader
from ingest.texts import text_of
from rag.settings import Ingestion

KINDS = ("image", "scan_pdf")
WRONG = 2 / 40


def plain(text: str) -> str:
    """As `office.py` compares texts."""
    return " ".join(unicodedata.normalize("NFKC", text).split()).casefold()


def distance(wanted: str, text: str) -> int:
    """The least number of characters to add, drop or change so that `wanted` is somewhere in `text`."""
    row = [0] * (len(text) + 1)  # it may begin anywhere
    for number, letter in enumerate(wanted, start=1):
        before, row = row, [number]
        for index, other in enumerate(text):
            row.append(min(before[index] + (letter != other), before[index + 1] + 1, row[index] + 1))
    return min(row)  # and end anywhere


def is_found(wanted: str, text: str) -> bool:
    """Whether a line is in a text with at most two wrong characters of forty, in proportion."""
    return distance(plain(wanted), plain(text)) <= int(len(plain(wanted)) * WRONG)


def main(arguments: list[str] | None = None) -> int:
    """Print what is missed, the counts by kind, and the seconds a page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", default="")
    options = parser.parse_args(arguments)
    rows = [json.loads(line) for line in (options.folder / "manifest.jsonl").read_text("utf-8").splitlines()]
    seconds: list[float] = []
    with FileReader(Ingestion()) as reader:
        for kind in (kind for kind in KINDS if kind.startswith(options.only)):
            exact = near = wanted = 0
            for row in (row for row in rows if row["kind"] == kind):
                began = time.monotonic()
                read = text_of(options.folder / row["file"], reader)
                pages = read["pages"]
                if pages:
                    seconds.append((time.monotonic() - began) / len(pages))
                text = "\n".join(page["text"] for page in pages)
                for line in row["must_find"]:
                    wanted += 1
                    exact += plain(line["text"]) in plain(text)
                    found = is_found(line["text"], text)
                    near += found
                    if not found:
                        sys.stdout.write(f"missed in {row['file']}: {line['text']}\n")
            sys.stdout.write(f"{kind}: {near} of {wanted} lines found, {exact} without a wrong character\n")
    if seconds:
        sys.stdout.write(f"{statistics.median(seconds):.1f} s a page (median of files)\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
