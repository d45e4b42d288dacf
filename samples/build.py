"""Typeset the sample course: `python -m samples.build [--out FOLDER]`."""

import argparse
import logging
from pathlib import Path

from samples.handout import typeset
from samples.markup import parse

HERE = Path(__file__).parent
TEXTS = HERE / "text"
COURSE_FOLDER = HERE / "course"


def build(folder: Path) -> list[Path]:
    """Write one PDF for each text, named like it, into `folder`; the paths in lecture order."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for text in sorted(TEXTS.glob("*.md")):
        path = folder / f"{text.stem}.pdf"
        typeset(parse(text.read_text(encoding="utf-8")), path)
        written.append(path)
    return written


def main() -> None:
    """Read the arguments, build, and say what was written."""
    parser = argparse.ArgumentParser(description="Typeset the sample course from samples/text.")
    parser.add_argument("--out", type=Path, default=COURSE_FOLDER, help="folder for the PDFs")
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    for path in build(parser.parse_args().out):
        logging.info("%s: %d bytes", path, path.stat().st_size)


if __name__ == "__main__":
    main()
