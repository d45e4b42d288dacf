"""What of which version of a document is shown: of the one that an answer rests on, as long as that is kept."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from rag.errors import LecternError
from rag.store.documents.versions import Version
from rag.values import Document, Page
from ui import resources
from ui.chat.sources import NumberedSource
from ui.session import Opened

Change = Callable[[Opened], None]
"""Shows what is opened now."""


@dataclass(frozen=True, slots=True)
class Edition:
    """A page of a version of a document, and the file of that if it was kept. `replaced` is when (UNIX time) it was
    replaced by a newer one; 0 for today's."""

    document: Document
    page: Page
    path: Path | None
    replaced: float = 0.0


@dataclass(frozen=True, slots=True)
class DocumentView:
    """What is looked at: a `source` (its words, or other words of its document), the `shown` page of it, and the
    version of the document that is meant, None for today's."""

    source: NumberedSource
    shown: Edition
    version: Version | None

    def texts(self) -> list[Page]:
        """All pages of that version by their words and names alone."""
        library = resources.engine().library
        if self.version is None:
            return library.page_texts(self.shown.document.id)
        return library.versions.page_texts(self.version.id)

    @property
    def key(self) -> tuple[int, int, str]:
        """What the texts are the same for, as long as it is the same."""
        version = 0 if self.version is None else self.version.id
        return self.shown.document.id, version, resources.engine().library.seen


def look(source: NumberedSource, opened: Opened) -> DocumentView:
    """What is opened of the document of `source`. Raises LecternError where it is gone."""
    version, spot = _version(source), opened.spot
    number = (source.page if spot is None else spot.page) + opened.turned
    shown = edition(source.document_id, version, number)
    if spot is None:
        return DocumentView(source, shown, version)
    at = spot.page, spot.start, spot.end
    moved = NumberedSource(
        source.number, source.document_id, source.document, *at, spot.quote, 0.0, answered=source.answered
    )
    return DocumentView(moved, shown, version)


def edition(document_id: int, version: Version | None, number: int) -> Edition:
    """The 1-based page of a version of a document. Raises LecternError where it is gone."""
    library = resources.engine().library
    document = library.document(document_id)
    if version is None:
        return Edition(document, library.page(document.id, number), library.original(document.id))
    page = library.versions.page(version.id, number)
    if page is None:
        raise LecternError(f"Page {number} of that version is no longer in the library.")
    return Edition(version.document, page, library.versions.original(version), version.replaced)


def _version(source: NumberedSource) -> Version | None:
    """The one that the answer's time says, where its page holds the quote, else the first other one whose page does;
    None for today's, also where no page holds it."""
    if not source.quote or not source.answered:
        return None
    library = resources.engine().library
    for version in _by_time(source):
        try:
            page = (
                library.page(source.document_id, source.page)
                if version is None
                else library.versions.page(version.id, source.page)
            )
        except LecternError:
            continue
        if page is not None and page.text[source.start : source.end] == source.quote:
            return version
    return None


def _by_time(source: NumberedSource) -> Iterator[Version | None]:
    known = resources.engine().library.versions.of(source.document_id, source.answered)
    later = [version for version in known if version.replaced >= source.answered]
    yield from later
    yield None
    yield from known[len(later) :]
