"""The words that answer, and where they stand.

Frozen; offsets in characters, end exclusive.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Citation:
    """Exact words on a page: `quote` equals the stored page text between `start` and `end`.

    `score` in [0, 1] says how well the words carry what they are cited for.
    """

    document_id: int
    document: str
    page: int
    start: int
    end: int
    quote: str
    score: float

    def holds(self, other: "Citation") -> bool:
        """Whether the other's words are among these."""
        here = (self.document_id, self.page) == (other.document_id, other.page)
        return here and self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence of a passage. `marks` are (start, end) spans of its best words, relative to `text`.

    `start` and `end` are on the page; `score` in [0, 1] is the estimated probability that the
    sentence answers the question, `rank` its 1-based place, `cosine` in [-1, 1] its similarity in meaning.
    """

    passage_rank: int
    document_id: int
    document: str
    page: int
    start: int
    end: int
    text: str
    score: float
    rank: int
    marks: tuple[tuple[int, int], ...] = ()
    cosine: float = 0.0

    def citation(self) -> Citation:
        """The whole sentence, as a citation."""
        return Citation(
            self.document_id, self.document, self.page, self.start, self.end, self.text, self.score
        )

    def holds(self, cited: Citation) -> bool:
        """Whether the cited words are words of this sentence."""
        return self.citation().holds(cited)
