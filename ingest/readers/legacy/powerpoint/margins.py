"""What stands beside a slide: the footer, the header, the date, and the comments on it."""

from collections.abc import Iterator
from struct import unpack_from

from ingest.readers.cleaning import printable
from ingest.readers.legacy.powerpoint import records
from ingest.readers.legacy.powerpoint.records import SlideRecord

_OF_SLIDES = 3
_SHOWN = {0: 0x04, 1: 0x10, 2: 0x20}  # which flag says that the date, the header, the footer is shown


def running(slide: SlideRecord | None, document: SlideRecord) -> Iterator[str]:
    """The date, header and footer of a slide: its own, else those of all slides."""
    own = slide.first(records.FOOTERS) if slide is not None else None
    usual = (
        each for each in document.records() if each.kind == records.FOOTERS and each.instance == _OF_SLIDES
    )
    found = own or next(usual, None)
    if found is None:
        return
    atom = found.first(records.FOOTERS_ATOM)
    flags = unpack_from("<H", atom.data, 2)[0] if atom is not None and len(atom.data) >= 4 else 0
    for words in found.records():
        if words.kind == records.TEXT and flags & _SHOWN.get(words.instance, 0):
            yield _words(words)


def comments(slide: SlideRecord | None) -> Iterator[str]:
    """What was commented on a slide."""
    for comment in slide.within(records.COMMENT) if slide is not None else ():
        for words in comment.records():
            if words.kind == records.TEXT and words.instance == 1:
                yield _words(words)


def _words(record: SlideRecord) -> str:
    return printable(record.data.decode("utf-16-le", "replace")).strip()
