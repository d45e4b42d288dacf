"""Values for tests, made by hand."""

from collections.abc import Sequence

from rag.language.tables import phrase
from rag.store.documents.units import StoredUnit
from rag.values import Evidence, Passage, SpanReading


def said(key: str, spoken: str = "en") -> str:
    """What Lectern says itself under this key, in this language."""
    return phrase("frame", key, spoken)


def passage(
    text: str,
    rank: int = 1,
    document: str = "a.pdf",
    page: int = 1,
    start: int = 0,
    score: float = 1.0,
    header: str = "",
):
    """A passage of document 1 whose chunk begins at `start` of its page."""
    return Passage(
        chunk_id=f"{document}-{page}-{start}",
        document_id=1,
        document=document,
        page=page,
        start=start,
        end=start + len(text),
        text=text,
        header=header,
        score=score,
        dense=0.5,
        lexical=1.0,
        rank=rank,
    )


def sentence(text: str, rank: int = 1, score: float = 0.9, start: int = 0, page: int = 1) -> Evidence:
    """A sentence of evidence of document 1."""
    return Evidence(1, 1, "a.pdf", page, start, start + len(text), text, score, rank)


class Unread:
    """Where no units are kept: the passages' sentences are found for each question."""

    def of(self, passages: Sequence[Passage]) -> list[list[StoredUnit]]:
        return [[] for _ in passages]

    def of_table(self, document_id: int, table_number: int) -> list[StoredUnit]:
        return []


def reading(text: str, start: int = 0, *, sentence: int = 0, p_answer: float = 0.5) -> SpanReading:
    """The words `text` from `start` on of a sentence."""
    return SpanReading(sentence, start, start + len(text), text, p_answer)
