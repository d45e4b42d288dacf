"""Which pages of a PDF OCR looks at: those without text or with bad text whole, those with text for their pictures."""

import time
from collections.abc import Callable
from dataclasses import replace

import pypdfium2

from ingest.readers.desk import PageTooLong
from ingest.readers.ocr.values import SeenPage
from ingest.readers.pdf.pictures.places import SeenPicture, places
from ingest.readers.pdf.words import PageContent
from rag.values import PageProblem

SECONDS = 60.0
"""What the pictures on pages with text may cost together, a file: they say little that its text does not. Counted by
the clock or by the processor, whichever is less: what else runs on the computer decides nothing of what is read."""

_STAMP = 12  # words at most on a scan that somebody stamped
_SCAN = 0.8  # of the page, that its picture takes


class PictureReading:
    """Looks at page after page of a document; at none where there is no document, as PDFium cannot open it."""

    def __init__(
        self,
        document: pypdfium2.PdfDocument | None,
        clock: Callable[[], float] = time.monotonic,
        processor: Callable[[], float] = time.process_time,
    ) -> None:
        self._document = document
        self._clocks = clock, processor
        self._left = SECONDS
        self._known: set[bytes] = set()

    def at(self, content: PageContent) -> tuple[PageContent, SeenPage | None, tuple[SeenPicture, ...]]:
        """A page with what is wrong with it, what is seen of it as a whole, and in the pictures beside its text."""
        is_bad = not content.words and bool(content.pictures or PageProblem.DRAWN in content.problems)
        is_bad = is_bad or PageProblem.GARBLED in content.problems
        is_stamped = not is_bad and 0 < len(content.words) <= _STAMP and _is_scan(content)
        if self._document is not None and (is_bad or is_stamped):
            from ingest.readers.pdf.pictures import scanned  # most files need none of its libraries

            return (*scanned.seen(self._document, content, is_stamped), ())
        content, found = self._pictures(content)
        return content, None, found

    def _pictures(self, content: PageContent) -> tuple[PageContent, tuple[SeenPicture, ...]]:
        if self._document is None:
            return content, ()
        found: list[SeenPicture] = []
        problems: list[str] = []
        for number, place in enumerate(places(content)):
            if self._left <= 0:
                problems.append(PageProblem.UNSEARCHED)
                break
            from ingest.readers.pdf.pictures import pictured

            began = [clock() for clock in self._clocks]
            name = f"page-{content.number}-picture-{number}"
            try:
                seen = pictured.seen(self._document, content, place, name, self._known)
                problems += [PageProblem.PICTURED] * seen.doubtful
                found += [SeenPicture(place, seen)] if seen.lines and not seen.doubtful else []
            except PageTooLong:
                problems.append(PageProblem.PICTURED)
            except pypdfium2.PdfiumError:  # it cannot be drawn, and so nobody sees it
                continue
            finally:
                self._left -= min(clock() - before for clock, before in zip(self._clocks, began, strict=True))
        told = dict.fromkeys((*content.problems, *problems))
        return (replace(content, problems=tuple(told)) if problems else content), tuple(found)


def _is_scan(content: PageContent) -> bool:
    """Whether a picture takes nearly all of the page."""
    areas = [(place.right - place.left) * (place.bottom - place.top) for place in content.pictures]
    return max(areas, default=0.0) > _SCAN * content.width * content.height
