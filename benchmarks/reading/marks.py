"""Whether what is marked on a page is what is quoted, asked of another reader of PDF (pdfplumber).

    python -m benchmarks.reading.marks FOLDER... [--units 1000] [--ocr 50] [--seed 0] [--show 20]

Units are drawn at random from all PDFs of the folders. Of each the boxes are asked for as the app asks for them, and
the characters that pdfplumber finds in these boxes are compared with the quoted ones: as bags, for the order in a file
is nobody's; without white space, hyphens, accents and what is added to show that letters are raised. A unit agrees
where both have at least 98 % of their characters in common. What pdfplumber knows no letter for agrees with anything.
What an annotation says is not drawn on the page: that agrees where it has a box.

With `--ocr N` also N of the units are read off the picture of their page, cut at their boxes, by the OCR engine. Its
letters and digits alone are compared, and nine of ten are enough: it misreads some itself.
"""

import argparse
import random
import re
import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pdfplumber
from pdfplumber.page import Page as OtherPage

from benchmarks.reading.seen import read_in
from ingest.readers.pdf.reader import PdfReader
from ingest.units.units import units
from rag.errors import UnreadableFile
from rag.pages.boxes import Box
from rag.pages.rendering import locate
from rag.values import NO_GLYPH, Kind, Page

_PAGES = 5000
_ALIKE, _SEEN = 0.98, 0.9
_UNKNOWN = re.compile(r"\(cid:\d+\)")
_WILD = "\ufffd"
_LEFT_OUT = re.compile(r"[\s\-\u00ad\u2010-\u2015\u2212^_()\u0300-\u036f\x00-\x1f]")


@dataclass(frozen=True, slots=True)
class Quote:
    """A unit, or its rest on the next page."""

    path: Path
    page: Page
    kind: Kind
    start: int
    end: int

    @property
    def text(self) -> str:
        return self.page.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class QuoteCheck:
    """How a quote fared: the share of characters that both have, and what the other reader reads there."""

    quote: Quote
    boxes: int
    alike: float
    other: str
    least: float = _ALIKE

    @property
    def fault(self) -> str:
        """In one word what is wrong, "" where nothing is."""
        if self.alike >= self.least:
            return ""
        if not self.boxes:
            return "no box"
        surplus = len(_bare(self.other)) - len(_bare(self.quote.text))
        return "more" if surplus > 0 else "less" if surplus < 0 else "other"


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.reading.marks", description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER", help="a folder of PDFs, or a PDF")
    parser.add_argument("--units", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--show", type=int, default=20, help="how many that fail are printed")
    parser.add_argument("--ocr", type=int, default=0, metavar="N", help="read N of them off the picture too")
    options = parser.parse_args()
    drawn = _drawn(list(_files(options.folders)), max(options.units, options.ocr), options.seed)
    if options.units:
        _report(list(_judged(drawn)), options.show)
    if options.ocr:
        seen = random.Random(options.seed).sample(drawn, min(options.ocr, len(drawn)))
        sys.stdout.write("\nRead off the picture:\n")
        _report([_seen(quote) for quote in seen], options.show)
    return 0


def _files(folders: Sequence[Path]) -> Iterator[Path]:
    for folder in folders:
        yield from [folder] if folder.is_file() else sorted(folder.rglob("*.pdf"))


def _drawn(paths: Sequence[Path], count: int, seed: int) -> list[Quote]:
    """Units at random: each file is read once, and of each only what may be drawn is kept."""
    chance = random.Random(seed)
    drawn: list[tuple[float, int, Quote]] = []
    for path in paths:
        for quote in _quotes(path):
            drawn.append((chance.random(), len(drawn), quote))
        drawn = sorted(drawn)[:count]
        sys.stderr.write(".")
        sys.stderr.flush()
    return sorted((quote for _, _, quote in drawn), key=lambda quote: (quote.path, quote.page.number))


def _quotes(path: Path) -> list[Quote]:
    try:
        read = PdfReader().read(path, _PAGES, lambda done, total: None)
    except UnreadableFile:
        return []
    pages = {page.number: page for page in read.pages}
    found: list[Quote] = []
    for unit in units(read.pages):
        found.append(Quote(path, pages[unit.page], unit.kind, unit.start, unit.end))
        if unit.rest is not None:
            found.append(Quote(path, pages[unit.rest.page], unit.kind, unit.rest.start, unit.rest.end))
    return found


def _judged(quotes: Sequence[Quote]) -> Iterator[QuoteCheck]:
    by_file: dict[Path, list[Quote]] = defaultdict(list)
    for quote in quotes:
        by_file[quote.path].append(quote)
    for path, own in by_file.items():
        try:
            with pdfplumber.open(path) as document:
                for quote in own:
                    yield _checked(quote, document.pages[quote.page.number - 1])
        except Exception as error:  # noqa: BLE001 - broken files make it raise anything
            sys.stderr.write(f"pdfplumber cannot read {path.name}: {error}\n")


def _checked(quote: Quote, page: OtherPage) -> QuoteCheck:
    boxes = _boxes(quote)
    if _is_annotation(quote):
        return QuoteCheck(quote, len(boxes), float(bool(boxes)), "")
    other = _characters(page, boxes)
    return QuoteCheck(quote, len(boxes), _alike(_printed(quote), other), other)


def _boxes(quote: Quote) -> tuple[Box, ...]:
    page, span = quote.page, (quote.start, quote.end)
    return locate(quote.path, page.number, page.text, [span], page.glyphs)


def _seen(quote: Quote) -> QuoteCheck:
    """A quote beside what is read off the picture in its boxes."""
    boxes = _boxes(quote)
    if _is_annotation(quote):
        return QuoteCheck(quote, len(boxes), float(bool(boxes)), "")
    other = read_in(quote.path, quote.page.number, boxes)
    ours, theirs = (Counter(filter(str.isalnum, _bare(text).casefold())) for text in (_printed(quote), other))
    most = max(ours.total(), theirs.total())
    return QuoteCheck(quote, len(boxes), (ours & theirs).total() / most if most else 1.0, other, _SEEN)


def _printed(quote: Quote) -> str:
    """Its words without the slashes that stand for the bars of fractions."""
    drawn = {place for start, length, _ in quote.page.glyphs for place in range(start, start + length)}
    places = range(quote.start, quote.end)
    if not drawn:
        return quote.text
    return "".join(quote.page.text[at] for at in places if quote.page.text[at] != "/" or at in drawn)


def _is_annotation(quote: Quote) -> bool:
    runs = [
        index
        for start, length, index in quote.page.glyphs
        if start < quote.end and quote.start < start + length
    ]
    return bool(runs) and max(runs) < NO_GLYPH


def _characters(page: OtherPage, boxes: Sequence[Box]) -> str:
    """What stands in the boxes, by the middles of characters; each once, also where it is drawn twice."""
    left, top, right, bottom = page.cropbox
    width, height = right - left, bottom - top
    found: dict[tuple[str, int, int], str] = {}
    for character in page.chars:
        x = ((character["x0"] + character["x1"]) / 2 - left) / width
        y = ((character["top"] + character["bottom"]) / 2 - top) / height
        if any(box.left <= x <= box.right and box.top <= y <= box.bottom for box in boxes):
            text = _UNKNOWN.sub(_WILD, character["text"])
            found[text, round(x * width), round(y * height)] = text
    return "".join(found.values())


def _alike(quoted: str, other: str) -> float:
    """The share of characters that both have, in [0, 1]."""
    ours, theirs = Counter(_bare(quoted)), Counter(_bare(other))
    wild = theirs.pop(_WILD, 0) + ours.pop(_WILD, 0)
    common = (ours & theirs).total()
    unmatched = max(ours.total(), theirs.total()) - common
    return 1.0 if not unmatched else (common + min(wild, unmatched)) / (common + unmatched)


def _bare(text: str) -> str:
    return _LEFT_OUT.sub("", unicodedata.normalize("NFKD", text))


def _report(verdicts: Sequence[QuoteCheck], shown: int) -> None:
    failed = [verdict for verdict in verdicts if verdict.fault]
    agree = len(verdicts) - len(failed)
    sys.stdout.write(f"{agree} of {len(verdicts)} agree: {agree / max(1, len(verdicts)):.4f}\n")
    kinds = Counter(verdict.quote.kind for verdict in verdicts)
    faults = Counter((verdict.quote.kind, verdict.fault) for verdict in failed)
    for (kind, fault), count in faults.most_common():
        sys.stdout.write(f"{count:5} of {kinds[kind]:5} {kind.value:10} {fault}\n")
    for verdict in failed[:shown]:
        quote = verdict.quote
        where = f"{quote.path.name}, page {quote.page.number}, {quote.kind.value}"
        sys.stdout.write(f"\n{where}: {verdict.fault}, alike {verdict.alike:.3f}\n")
        sys.stdout.write(f"  quoted {quote.text!r}\n  there  {verdict.other!r}\n")


if __name__ == "__main__":
    sys.exit(main())
