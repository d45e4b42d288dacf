"""The numbered sources of an answer: the sentences it rests on, each once."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from rag.language.layout import is_reference, lists_sources
from rag.values import Answer, Citation, Evidence, Kind, Outcome, ShortAnswer
from rag.values.pages import FORM_FIELD
from rag.values.places import in_cells


@dataclass(frozen=True, slots=True)
class NumberedSource:
    """Words on a page. `number` is what the reader sees in brackets, from 1.

    `start` and `end` are on the stored page text, `words` spans of it too: the ones that count most.
    `score` in [0, 1] says how well the words carry the answer; `label`, `method` and `at` are those of the place
    (`rag.values.places`). `answered` is when (UNIX time) the answer was given: it says which version of the document is
    meant, 0 for today's. `beside` is what the words are where they are no running text (`apart`).
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
    label: str = ""
    method: str = ""
    at: str = ""
    answered: float = 0.0
    beside: str = ""

    def holds(self, citation: Citation) -> bool:
        """Whether the citation's words are among this source's."""
        return (
            (self.document_id, self.page) == (citation.document_id, citation.page)
            and self.start <= citation.start
            and citation.end <= self.end
        )


def sources(answer: Answer, answered: float = 0.0) -> tuple[NumberedSource, ...]:
    """The evidence in its order, whose first sentences were shown before the answer was there; then what else is cited.

    So a number stands for the same words from the first moment on. `answered` is when the answer was stored.
    """
    found: list[NumberedSource] = []
    cited = _cited(answer)
    for evidence in answer.evidence:
        whole = evidence.citation()
        if not any(source.holds(whole) for source in found):
            inside = next((citation for citation in cited if whole.holds(citation)), whole)
            found.append(_source(len(found) + 1, inside, answer.evidence))
    for citation in cited:
        if not any(source.holds(citation) for source in found):
            found.append(_source(len(found) + 1, citation, answer.evidence))
    return tuple(replace(source, answered=answered) for source in found)


def headline(answer: Answer) -> ShortAnswer | None:
    """The short answer of an answer, if it is sure."""
    sure = answer.outcome is Outcome.ANSWERED and answer.short is not None and answer.short.sure
    return answer.short if sure else None


def first_cited(answer: Answer, known: Iterable[NumberedSource]) -> int:
    """The number of the source that the answer's first words rest on; 1 where nothing is cited."""
    sources = list(known)
    found = (number for citation in _cited(answer) for number in numbers([citation], sources))
    return next(found, 1)


def numbers(citations: Iterable[Citation], known: Iterable[NumberedSource]) -> list[int]:
    """The numbers of the sources that hold `citations`, each once, in order."""
    sources = list(known)
    found = (
        next((source.number for source in sources if source.holds(citation)), None) for citation in citations
    )
    return sorted({number for number in found if number is not None})


def called(text: str, beside: str) -> str:
    """A line after what it is, where it is no running text: "Comment: ..."."""
    return f"{beside[0].upper()}{beside[1:]}: {text}" if beside else text


def apart(found: Evidence) -> str:
    """What a unit is, where it is no part of the running text: "comment", "form field", "note", or of a list of works
    "reference"; else ""."""
    match found.kind:
        case Kind.NOTE if is_reference(found.text, found.context) or any(
            map(lists_sources, found.context[-1:])
        ):
            return "reference"
        case Kind.COMMENT | Kind.NOTE:
            return found.kind.value
        case Kind.FIELD if found.context[-1:] == (FORM_FIELD,):
            return FORM_FIELD
    return ""


def beside(citations: Iterable[Citation], known: Iterable[NumberedSource]) -> str:
    """What the source of the first citation is, where it is no running text; "" elsewhere."""
    first = next(iter(citations), None)
    return next((source.beside for source in known if first is not None and source.holds(first)), "")


def _cited(answer: Answer) -> list[Citation]:
    short = [answer.short.citation] if answer.short is not None else []
    return short + [citation for claim in answer.claims for citation in claim.citations]


def _source(number: int, citation: Citation, evidence: Iterable[Evidence]) -> NumberedSource:
    """The evidence sentence that the citation lies in, with its best words; else the citation itself."""
    for sentence in evidence:
        whole = sentence.citation()
        words = _words(sentence, citation)
        source = NumberedSource(
            number,
            whole.document_id,
            whole.document,
            whole.page,
            whole.start,
            whole.end,
            whole.quote,
            whole.score,
            words,
            whole.label,
            whole.method,
            in_cells(sentence.cells, words or ((whole.start, whole.end),)) or whole.at,
            beside=apart(sentence),
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
        label=citation.label,
        method=citation.method,
        at=citation.at,
    )


def _words(sentence: Evidence, citation: Citation) -> tuple[tuple[int, int], ...]:
    """The cited part of a sentence, or its best words where the whole of it is cited."""
    if (citation.start, citation.end) != (sentence.start, sentence.end):
        return ((citation.start, citation.end),)
    return tuple((sentence.start + start, sentence.start + end) for start, end in sentence.marks)
