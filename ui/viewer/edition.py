"""Which version of a document a source is shown from: the one that its answer rests on, as long as that is kept."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rag.errors import LecternError
from rag.store.documents.versions import Version
from rag.values import Document, Page
from ui import resources
from ui.chat.sources import NumberedSource


@dataclass(frozen=True, slots=True)
class Edition:
    """A page of a version of a document, and the file of that if it was kept. `replaced` is when (UNIX time) it was
    replaced by a newer one; 0 for today's."""

    document: Document
    page: Page
    path: Path | None
    replaced: float = 0.0


def edition(source: NumberedSource, number: int) -> Edition:
    """The 1-based page of the version that the source's answer was given from. Raises LecternError where it is gone."""
    library = resources.engine().library
    document = library.document(source.document_id)
    version = _version(source)
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
