"""What may be asked of a collection that nobody has asked about yet: one question of each sort that works well."""

from collections.abc import Iterator, Sequence

from rag.language.identify import language
from rag.store.library import Library
from rag.values import Document
from service.suggesting.candidates import Sort, SuggestedQuestion, comparisons, made_of, summary_of
from service.suggesting.trial import Likely, Turn, first_answered

_DOCUMENTS = 12  # that are looked at
_PAGES = 40  # of each, from its start
_ORDER = (Sort.FACT, Sort.CELL, Sort.LIST, Sort.COMPARE, Sort.EXPLAIN, Sort.SUMMARY)


def opening(
    library: Library, documents: Sequence[Document], likely: Likely, turn: Turn
) -> list[SuggestedQuestion]:
    """At most one question of each sort that is answered, from different documents as far as there are."""
    made = [list(_of_document(library, document)) for document in documents[:_DOCUMENTS] if document.chunks]
    kept: list[SuggestedQuestion] = []
    for sort in _ORDER:
        used = {question.document_id for question in kept}
        fresh = sorted(made, key=lambda questions: any(one.document_id in used for one in questions))
        of_sort = (one for one in _one_of_each(fresh) if one.sort is sort)
        kept += first_answered(of_sort, likely, turn, 1)
    return kept


def _one_of_each(made: Sequence[Sequence[SuggestedQuestion]]) -> Iterator[SuggestedQuestion]:
    """The questions of the first document, then those of the second, and so on."""
    for questions in made:
        yield from questions


def _of_document(library: Library, document: Document) -> Iterator[SuggestedQuestion]:
    units = library.units.of_pages(document.id, 1, _PAGES)
    text = "\n\n".join(page.text for page in library.pages(document.id)[:_PAGES])
    yield from made_of(units, text)
    yield from comparisons(units, text)
    wanted = summary_of(document, language(text))
    if wanted and any(found.unit.summary for found in units):
        yield SuggestedQuestion(wanted, Sort.SUMMARY, document.id, 1, 0, True, (document.title,))
