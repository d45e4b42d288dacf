"""Questions about documents, answered from what the library knows of them."""

import re
from collections.abc import Sequence

from rag.catalogue import documents, labels, mentions, pages, parts
from rag.catalogue.headings import Reading
from rag.catalogue.listing import which_document
from rag.catalogue.naming import named, numbered, says_document
from rag.catalogue.reply import Reply, shortened
from rag.language.tables import listed
from rag.question.about import About, AboutKind
from rag.question.question import Scope
from rag.store.library import Library
from rag.values import Document

_SAYING = frozenset({AboutKind.PAGE, AboutKind.UNIT, AboutKind.OVERVIEW})
_MOST = 400
"""Documents that are read to answer one question."""


class Catalogue:
    """What a library knows of its documents."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def answer(self, asked: Sequence[About], scope: Scope, most: int = 0) -> Reply | None:
        """The first of the ways in which a question can be about documents that has an answer; None if none has.

        Of what a document or a part of it says no more than `most` points are given, where that is not 0.
        """
        known = self._known(scope)
        for about in asked if known else ():
            reply = self._answer(about, known, most)
            if reply is not None:
                return shortened(reply, most) if about.kind in _SAYING else reply
        return None

    def pages(self, about: About, scope: Scope) -> frozenset[tuple[int, int]]:
        """The pages in `scope` that are meant by their label, as (document's id, 1-based number)."""
        known = self._known(scope)
        readings = [Reading(self._library, document) for document in self._meant(about, known)]
        found = pages.stretches(readings, about.number, about.last or about.number)
        return frozenset((one.reading.document.id, page.number) for one in found for page in one.pages)

    def _known(self, scope: Scope) -> list[Document]:
        found = self._library.documents(scope.collection)
        return [one for one in found if scope.documents is None or one.id in scope.documents][:_MOST]

    def _answer(self, about: About, known: Sequence[Document], most: int) -> Reply | None:
        meant = self._meant(about, known)
        if about.kind is not AboutKind.DOCUMENTS and len({document.sha256 for document in meant}) == 1:
            meant = meant[:1]  # the same file in two collections tells the same
        readings = [Reading(self._library, document) for document in meant]
        one = readings[0] if len(readings) == 1 else None
        match about.kind:
            case _ if not readings:
                return None
            case AboutKind.DOCUMENTS:
                return documents.which(readings)
            case AboutKind.PAGES:
                return documents.lengths(readings)
            case AboutKind.TITLE:
                return documents.titles(readings)
            case AboutKind.AUTHOR:
                return documents.authors(readings)
            case AboutKind.LISTING if _has(about.part, "headings"):
                return parts.of_headings(readings, about)
            case AboutKind.LISTING:
                return labels.of_labels(readings, about)
            case AboutKind.ITEM:
                return labels.labelled(readings, about)
            case AboutKind.UNIT:
                return self._unit(readings, about, most)
            case AboutKind.PAGE if about.number:
                return pages.of_pages(readings, about)
            case AboutKind.MENTIONS:
                return mentions.mentions(
                    readings, about.topic, about.part.lower() in ("page", "slide", "seite", "")
                )
            case AboutKind.OVERVIEW:
                return parts.overview(one, most) if one is not None else parts.course(readings)
        return None

    def _meant(self, about: About, known: Sequence[Document]) -> list[Document]:
        """The documents that the question is about; [] where it names something else."""
        if about.of_everything or about.of_this:
            return list(known)
        found = named(about.document, known)
        if about.kind is AboutKind.AUTHOR and not says_document(about.document, known):
            return []
        return found

    def _unit(self, readings: Sequence[Reading], about: About, most: int) -> Reply | None:
        """A chapter of the one document that has it, else the document that is that part of a course by its name."""
        if about.topic:
            return self._headed(readings, about)
        having = parts.units(readings, about)
        if len(having) == 1:
            return parts.unit(*having[0], about)
        named = numbered(about.part, about.number, [reading.document for reading in readings])
        if len(named) == 1:
            return parts.overview(Reading(self._library, named[0]), most)
        if not having:
            return None
        part = about.part.lower()
        article = "an" if part.startswith(tuple("aeiou")) else "a"
        return which_document(f"{article} {part} {about.number}", [reading for reading, _ in having])

    def _headed(self, readings: Sequence[Reading], about: About) -> Reply | None:
        """What stands under the heading that says what is asked for; None where there is none, or several are alike."""
        having = parts.called(readings, about.topic)
        if len(having) == 1:
            return parts.unit(*having[0], about)
        of = [reading for reading, _ in having]
        several = len({reading.document.id for reading in of}) == len(of) > 1
        return which_document(f"a section “{about.topic}”", of) if several else None


def _has(word: str, key: str) -> bool:
    return any(re.fullmatch(pattern, word, re.IGNORECASE) for pattern in listed("about", key))
