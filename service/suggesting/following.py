"""What may be asked after an answer: questions made of what stands near the places that it cites."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, zip_longest

from rag.language.words import content_terms
from rag.store.library import Library
from rag.values import Answer, Citation
from service.suggesting.candidates import Sort, SuggestedQuestion, comparisons, made_of

_PLACES = 3  # cited pages that are looked at, the first ones
_AROUND = 1  # pages before and after
_ORDER = (Sort.FACT, Sort.EXPLAIN, Sort.CELL, Sort.COMPARE, Sort.LIST)


def following(library: Library, answer: Answer, asked: Sequence[str]) -> list[SuggestedQuestion]:
    """Questions near the places that `answer` cites, the nearest first, of each sort in turn; none is tried yet.

    `asked` are the questions of the chat so far: none of them is among these, nor what the answer says already.
    """
    cited = [citation for claim in answer.claims for citation in claim.citations]
    pages = list(dict.fromkeys((citation.document_id, citation.page) for citation in cited))[:_PLACES]
    made = chain.from_iterable(_near(library, document, page) for document, page in pages)
    new = [question for question in made if _is_new(question, cited, asked)]
    return _in_turn(new)


def in_turn(made: Iterable[SuggestedQuestion], order: Sequence[Sort]) -> Iterator[SuggestedQuestion]:
    """The first of each sort, then the second of each, and so on."""
    questions = list(made)
    for row in zip_longest(*([one for one in questions if one.sort is sort] for sort in order)):
        yield from (question for question in row if question is not None)


def _in_turn(made: Iterable[SuggestedQuestion]) -> list[SuggestedQuestion]:
    by_words: dict[frozenset[str], SuggestedQuestion] = {}
    for question in in_turn(made, _ORDER):
        by_words.setdefault(frozenset(content_terms(question.text)), question)
    return list(by_words.values())


def _near(library: Library, document_id: int, page: int) -> list[SuggestedQuestion]:
    units = library.units.of_pages(document_id, page - _AROUND, page + _AROUND)
    text = "\n\n".join(one.text for one in library.pages(document_id))
    made = [*made_of(units, text), *comparisons(units, text)]
    return sorted(made, key=lambda question: abs(question.page - page))


def _is_new(question: SuggestedQuestion, cited: Sequence[Citation], asked: Sequence[str]) -> bool:
    """Whether neither the chat has asked it, nor the answer's words are those that it asks for."""
    wanted = content_terms(question.text)
    if any(wanted <= content_terms(before) for before in asked):
        return False
    return not any(
        (place.document_id, place.page, place.start) == (question.document_id, question.page, question.start)
        for place in cited
    )
