"""The lines of a picture that stands in a document, in the order in which they are read."""

import hashlib
from itertools import accumulate

from ingest.readers.desk import PageTooLong
from ingest.readers.ocr.content import contents
from ingest.readers.ocr.pages import seen_page
from ingest.readers.ocr.pictures import opened, pixels, sheets
from ingest.readers.ocr.values import Box, SeenPage, SeenWord
from ingest.readers.pdf.layout import blocks
from ingest.readers.pdf.words import PageContent


def lines_in(picture: bytes) -> list[tuple[str, Box, float]]:
    """(text, box in fractions, sure) of each line. Raises UnreadableFile."""
    name = f"picture-{hashlib.sha256(picture).hexdigest()[:32]}"
    with opened(picture) as image:
        try:
            seen = seen_page(name, lambda: pixels(image), sheets(image))
        except PageTooLong:
            return []
    if not seen.lines or seen.doubtful:
        return []
    words = [word for line in seen.lines for word in line.words]
    starts = dict(zip(accumulate((len(word.text) for word in words), initial=0), words, strict=False))
    content = contents([(seen, PageContent(1, 0.0, 0.0))])
    laid = blocks(content)[0]
    every = [
        line
        for block in laid
        for line in (*block.lines, *(own for cell in block.cells for own in cell.lines))
    ]
    return [
        _line(seen, [(word.text, word.joined, starts.get(word.glyphs[0])) for word in line]) for line in every
    ]


def _line(seen: SeenPage, words: list[tuple[str, bool, SeenWord | None]]) -> tuple[str, Box, float]:
    text = "".join(("" if joined or not index else " ") + own for index, (own, joined, _) in enumerate(words))
    known = [word for _, _, word in words if word is not None]
    boxes = [word.box for word in known]
    letters = sum(len(word.text) for word in known) or 1
    sure = sum(word.sure * len(word.text) for word in known) / letters
    box = (
        min((box[0] for box in boxes), default=0.0) / seen.width,
        min((box[1] for box in boxes), default=0.0) / seen.height,
        max((box[2] for box in boxes), default=0.0) / seen.width,
        max((box[3] for box in boxes), default=0.0) / seen.height,
    )
    return text, box, round(sure, 3)
