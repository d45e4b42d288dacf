"""The numbered sources of an answer: the sentences it rests on, each once, in the order they are met."""

from collections.abc import Iterable
from dataclasses import dataclass

from rag.values import Answer, Citation, Evidence


@dataclass(frozen=True, slots=True)
class NumberedSource:
    """Words on a page. `number` is what the reader sees in brackets, from 1.

    `start` and `end` are on the stored page text, `words` spans of it too: the ones that count most.
    `score` in [0, 1] says how well the words carry the answer.
    """

    number: int
    document_id: int
    document: str
    page: int
    start: int
    end: int
    quote: str
    score: float
    words: tuple[tuple[int, int], ...] = ()

    def holds(self, citation: Citation) -> bool:
        """Whether the citation's words are among this source's."""
        return (
            (self.document_id, self.page) == (citation.document_id, citation.page)
            and self.start <= citation.start
            and citation.end <= self.end
        )


def sources(answer: Answer) -> tuple[NumberedSource, ...]:
    """The short answer's and the claims' sources first, then the rest of the evidence."""
    found: list[NumberedSource] = []
    for citation in _cited(answer):
        if not any(source.holds(citation) for source in found):
            found.append(_source(len(found) + 1, citation, answer.evidence))
    for evidence in answer.evidence:
        citation = evidence.citation()
        if not any(source.holds(citation) for source in found):
            found.append(_source(len(found) + 1, citation, answer.evidence))
    return tuple(found)


def numbers(citations: Iterable[Citation], known: Iterable[NumberedSource]) -> list[int]:
    """The numbers of the sources that hold `citations`, each once, in order."""
    sources = list(known)
    found = (
        next((source.number for source in sources if source.holds(citation)), None) for citation in citations
    )
    return sorted({number for number in found if number is not None})


def _cited(answer: Answer) -> list[Citation]:
    short = [answer.short.citation] if answer.short is not None else []
    return short + [citation for claim in answer.claims for citation in claim.citations]


def _source(number: int, citation: Citation, evidence: Iterable[Evidence]) -> NumberedSource:
    """The evidence sentence that the citation lies in, with its best words; else the citation itself."""
    for sentence in evidence:
        whole = sentence.citation()
        source = NumberedSource(
            number,
            whole.document_id,
            whole.document,
            whole.page,
            whole.start,
            whole.end,
            whole.quote,
            whole.score,
            _words(sentence, citation),
        )
        if source.holds(citation):
            return source
    return NumberedSource(
        number,
        citation.document_id,
        citation.document,
        citation.page,
        citation.start,
        citation.end,
        citation.quote,
        citation.score,
    )


def _words(sentence: Evidence, citation: Citation) -> tuple[tuple[int, int], ...]:
    """The cited part of a sentence, or its best words where the whole of it is cited."""
    if (citation.start, citation.end) != (sentence.start, sentence.end):
        return ((citation.start, citation.end),)
    return tuple((sentence.start + start, sentence.start + end) for start, end in sentence.marks)
