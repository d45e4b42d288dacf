"""Pictures: each page of one is read by OCR, and laid out as a page of PDF."""

from collections import Counter
from pathlib import Path

from PIL import Image

from ingest.readers import assembly, cleaning, health
from ingest.readers.base import Progress, ReadFile, Section
from ingest.readers.desk import PageTooLong
from ingest.readers.ocr.content import contents
from ingest.readers.ocr.pages import seen_page
from ingest.readers.ocr.pictures import frames, opened, pixels, sheets
from ingest.readers.ocr.spots import with_spots
from ingest.readers.ocr.values import SeenPage
from ingest.readers.pdf import broken
from ingest.readers.pdf.layout import blocks
from ingest.readers.pdf.title import shown_title
from ingest.readers.pdf.words import PageContent
from ingest.readers.pdf.writing import written
from rag.errors import Refusal, UnreadableFile
from rag.values import Kind, Page, PageProblem

_NOTHING = (
    "No words can be read in this picture. If there are some, take it again: nearer, in good light, with the page "
    "filling the picture."
)


class PictureReader:
    """PNG, JPEG, TIFF (its pages), WebP, BMP, GIF."""

    def read(self, path: Path, page_limit: int, progress: Progress) -> ReadFile:
        with opened(path) as picture:
            count = frames(picture)
            number = min(count, page_limit)
            media_type = Image.MIME.get(picture.format or "", "image/png")
            read = []
            for index in range(number):
                read.append(_seen(picture, index))
                progress(index + 1, number)
        pages, title = _pages(read)
        if not any(character.isalnum() for page in pages for character in page.text):
            known = health.health([page for page in pages if page.problems != (PageProblem.SCANNED,)], 0)
            raise UnreadableFile(" ".join(known) or _NOTHING, Refusal.EMPTY)
        sections = tuple(
            Section(page.number, block.start, " ".join(page.text[block.start : block.end].split()))
            for page in pages
            for block in page.blocks
            if block.kind is Kind.HEADING
        )
        pages = assembly.under_headings(pages, sections)
        return ReadFile(assembly.title("", title), media_type, pages, health.health(pages, count), sections)


def _seen(picture: Image.Image, index: int) -> tuple[SeenPage | None, tuple[str, ...]]:
    """A page as read, and what is wrong with it."""
    try:
        seen = seen_page(f"page-{index + 1}", lambda: pixels(picture, index), sheets(picture))
    except PageTooLong:
        return None, (PageProblem.SLOW,)
    return seen, problems_of(seen)


def problems_of(seen: SeenPage) -> tuple[str, ...]:
    """What is wrong with a page as OCR reads it."""
    if seen.doubtful:
        return (PageProblem.UNSURE,)
    return () if seen.lines else (PageProblem.SCANNED,)


def _pages(read: list[tuple[SeenPage | None, tuple[str, ...]]]) -> tuple[tuple[Page, ...], str]:
    """The pages, and the title that the first one shows."""
    blank = SeenPage(1, 1, 1, 1)
    given = [
        (seen or blank, PageContent(number, 0.0, 0.0, problems=problems))
        for number, (seen, problems) in enumerate(read, start=1)
    ]
    content = contents(given)
    laid = broken.made_whole(blocks(content))
    words: Counter[str] = broken.vocabulary(laid) + cleaning.vocabulary(())
    pages = tuple(
        with_spots(written(one.number, own, one, words, ""), seen)
        for (seen, _), one, own in zip(given, content, laid, strict=True)
    )
    return pages, shown_title(content[0]) if content else ""
