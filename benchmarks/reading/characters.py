"""How many characters of PDFs are read, beside those that PDFium itself gives: a file a line where they differ.

    python -m benchmarks.reading.characters FOLDER... [--pages 10] [--within 0.02]

Files are read as when they are added: in a process with limits. What is no white space is counted on the first PAGES
pages. A difference is told with what can explain it: words that are hidden or drawn twice, and read once or not at all;
words of a form, an annotation or a picture, which PDFium does not give; no map from glyphs to letters.
"""

import argparse
import sys
import time
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import pypdfium2

from ingest.reading import FileReader
from rag.errors import UnreadableFile
from rag.settings import Ingestion
from rag.values import Page


def main() -> int:
    """Print the files that differ, and how many do not."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.reading.characters", description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER")
    parser.add_argument("--pages", type=int, default=10)
    parser.add_argument("--within", type=float, default=0.02, help="a share of the characters")
    options = parser.parse_args()
    same = differ = refused = 0
    longest, slowest = 0.0, ""
    with FileReader(Ingestion()) as reader:
        for path in _files(options.folders):
            began = time.monotonic()
            try:
                pages = reader.read(path, lambda done, total: None).pages
            except UnreadableFile as error:
                refused += 1
                sys.stdout.write(f"{path.name}: not read: {error}\n")
                continue
            finally:
                took = time.monotonic() - began
                longest, slowest = max((longest, slowest), (took, path.name))
            ours, theirs = _letters(pages[: options.pages]), _given(path, options.pages)
            if ours.total() and theirs is None:
                sys.stdout.write(f"{path.name}: {ours.total()}, and PDFium opens it not\n")
                differ += 1
            elif theirs is None or abs(ours.total() - theirs.total()) <= options.within * theirs.total():
                same += 1
            else:
                differ += 1
                sys.stdout.write(_told(path.name, pages[: options.pages], ours, theirs))
    sys.stdout.write(
        f"{same} within {options.within:.0%}, {differ} not, {refused} not read; "
        f"longest {longest:.1f} s ({slowest})\n"
    )
    return 0


def _files(folders: Sequence[Path]) -> Iterator[Path]:
    for folder in folders:
        yield from [folder] if folder.is_file() else sorted(folder.rglob("*.pdf"))


def _letters(pages: Sequence[Page]) -> Counter[str]:
    return _bare("".join(page.text for page in pages))


def _bare(text: str) -> Counter[str]:
    """The characters that are seen, ligatures as their letters."""
    plain = unicodedata.normalize("NFKC", text)
    return Counter(letter for letter in plain if unicodedata.category(letter)[0] not in "ZC")


def _given(path: Path, most: int) -> Counter[str] | None:
    """The characters that PDFium gives; None where it cannot open the file."""
    try:
        with pypdfium2.PdfDocument(path) as document:
            texts = [
                document[index].get_textpage().get_text_range() for index in range(min(most, len(document)))
            ]
    except pypdfium2.PdfiumError:
        return None
    return _bare("".join(texts))


def _told(name: str, pages: Sequence[Page], ours: Counter[str], theirs: Counter[str]) -> str:
    methods = "+".join(sorted({page.method for page in pages}))
    problems = (
        ", ".join(dict.fromkeys(problem for page in pages for problem in page.problems)) or "no problem told"
    )
    more, less = (ours - theirs).total(), (theirs - ours).total()
    lost = "".join(letter for letter, _ in (theirs - ours).most_common(12))
    return f"{name}: {ours.total()} of {theirs.total()} ({methods}; {problems}); {more} more, {less} less: {lost}\n"


if __name__ == "__main__":
    sys.exit(main())
