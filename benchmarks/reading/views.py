"""Whether what is marked on a page that is no PDF page is what is quoted, read back from what is drawn.

    python -m benchmarks.reading.views FOLDER... [--units 300] [--seed 0] [--show 20]

Units are drawn at random, as many of each kind of file. Slides are read back from the `mark` elements of their
picture, sections, sheets, minutes and notebooks from the marks in their Markdown, pictures and scans by the recognised
words whose middle is in a box. Without white space the words must be the quoted ones to the letter; of pictures,
whose lines may touch one another, 98 % of the letters. For PDF see `benchmarks.reading.marks`.
"""

import argparse
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.reading.read_back import of_boxes, of_markdown, of_slide
from ingest.readers import kind_of, reader_for
from ingest.units.units import units
from rag.errors import UnreadableFile
from rag.pages.reading.parts import Marking
from rag.pages.reading.slide import slide
from rag.pages.spots import marked
from rag.values import Page
from ui.viewer.reading import pieces

_PAGES = 300
_ALIKE = 0.98


@dataclass(frozen=True, slots=True)
class Quoted:
    """The words `start:end` of a page of a file."""

    path: Path
    page: Page
    start: int
    end: int

    @property
    def text(self) -> str:
        return self.page.text[self.start : self.end]


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.reading.views", description=__doc__)
    parser.add_argument(
        "folders", nargs="+", type=Path, metavar="FOLDER", help="a folder of files, or a file"
    )
    parser.add_argument("--units", type=int, default=300)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--show", type=int, default=20, help="how many that fail are printed")
    options = parser.parse_args()
    chosen = _chosen(options.folders, options.units, random.Random(options.seed))
    failed: dict[str, list[tuple[Quoted, str]]] = defaultdict(list)
    counts = Counter(kind for kind, _ in chosen)
    for kind, quoted in chosen:
        drawn = read_back(quoted)
        if not alike(quoted, drawn):
            failed[kind].append((quoted, drawn))
    wrong = sum(map(len, failed.values()))
    agree = len(chosen) - wrong
    sys.stdout.write(f"{agree} of {len(chosen)} agree: {agree / max(1, len(chosen)):.4f}\n")
    for kind, count in sorted(counts.items()):
        sys.stdout.write(f"  {kind}: {count - len(failed[kind])} of {count}\n")
    for quoted, drawn in [one for many in failed.values() for one in many][: options.show]:
        where = f"{quoted.path.name}, {quoted.page.method} {quoted.page.number}"
        sys.stdout.write(f"\n{where}\n  quoted {quoted.text!r}\n  drawn  {drawn!r}\n")
    return int(bool(chosen) and agree / len(chosen) < _ALIKE)


def _chosen(folders: Sequence[Path], count: int, chance: random.Random) -> list[tuple[str, Quoted]]:
    """Units at random with the kinds of their files: of each kind as many, as far as there are so many."""
    of_kind: dict[str, list[Quoted]] = defaultdict(list)
    for path in (path for folder in folders for path in _files(folder)):
        try:
            kind, found = kind_of(path).label, _quotes(path)
        except UnreadableFile:
            continue
        of_kind[kind] += chance.sample(found, min(len(found), count))
        sys.stderr.write(".")
        sys.stderr.flush()
    for found in of_kind.values():
        chance.shuffle(found)
    rounds = [(kind, of_kind[kind][i]) for i in range(count) for kind in of_kind if i < len(of_kind[kind])]
    return rounds[:count]


def _files(folder: Path) -> list[Path]:
    return [folder] if folder.is_file() else sorted(path for path in folder.rglob("*") if path.is_file())


def _quotes(path: Path) -> list[Quoted]:
    read = reader_for(path).read(path, _PAGES, lambda done, total: None)
    pages = {page.number: page for page in read.pages}
    found = []
    for unit in units(read.pages):
        found.append(Quoted(path, pages[unit.page], unit.start, unit.end))
        if unit.rest is not None:
            found.append(Quoted(path, pages[unit.rest.page], unit.rest.start, unit.rest.end))
    return [quoted for quoted in found if quoted.page.method not in ("pdfium", "pypdf")]


def read_back(quoted: Quoted) -> str:
    """The marked words of the page as it is drawn."""
    page, quote = quoted.page, (quoted.start, quoted.end)
    if page.method == "ocr":
        return " ".join(of_boxes(page, marked(page.text, page.spots, [quote])))
    if page.method == "slide":
        return "".join(of_slide(slide(page, Marking(quote)).svg))
    return "".join(word for piece in pieces(page, Marking(quote)) for word in of_markdown(piece.body))


def alike(quoted: Quoted, drawn: str) -> bool:
    """Whether the drawn words are the quoted ones."""
    ours, theirs = "".join(quoted.text.split()), "".join(drawn.split())
    if quoted.page.method != "ocr":
        return ours == theirs
    common = (Counter(ours) & Counter(theirs)).total()
    return common >= _ALIKE * max(len(ours), len(theirs))


if __name__ == "__main__":
    sys.exit(main())
