"""The words that answer, and where they stand.

Frozen; offsets in characters, end exclusive.
"""

from dataclasses import dataclass, replace

from rag.values.pages import Cell, Kind, Rest
from rag.values.places import in_cells
from rag.values.spoken import read_aloud


@dataclass(frozen=True, slots=True)
class Citation:
    """Exact words on a page: `quote` equals the stored page text between `start` and `end`.

    `score` in [0, 1] says how well the words carry what they are cited for. `label` is what is printed on the page,
    `method` how it was read (`rag.values.Page`), `at` where on it the words stand (`rag.values.places`); all are ""
    where that is not known.
    """

    document_id: int
    document: str
    page: int
    start: int
    end: int
    quote: str
    score: float
    label: str = ""
    method: str = ""
    at: str = ""

    def holds(self, other: "Citation") -> bool:
        """Whether the other's words are among these."""
        here = (self.document_id, self.page) == (other.document_id, other.page)
        return here and self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Evidence:
    """A unit of a passage: a sentence, a row, an item. `marks` are (start, end) spans of its best words, relative to
    `text`.

    `start` and `end` are on the page; `score` in [0, 1] is the estimated probability that the
    unit answers the question, `rank` its 1-based place, `cosine` in [-1, 1] its similarity in meaning. `context` is
    what it is understood by, outermost first, and no part of it; `cells` are those of a row. Where it goes on over the
    page end, `rest` says where, and `rest_text` are the words there. `label`, `method` and `at` are those of its place
    as in `Citation`. `leans_on` is the sentence before it, where it points back at it ("It ...").
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
    kind: Kind = Kind.PARAGRAPH
    context: tuple[str, ...] = ()
    cells: tuple[Cell, ...] = ()
    rest: Rest | None = None
    rest_text: str = ""
    label: str = ""
    leans_on: Citation | None = None
    method: str = ""
    at: str = ""

    def citation(self) -> Citation:
        """The whole of it on the page where it begins, as a citation."""
        return Citation(
            self.document_id,
            self.document,
            self.page,
            self.start,
            self.end,
            self.text,
            self.score,
            self.label,
            self.method,
            self.at,
        )

    def citations(self) -> tuple[Citation, ...]:
        """The whole of it, a citation for each page that it is on."""
        first = self.citation()
        if self.rest is None:
            return (first,)
        there = self.rest
        rest = replace(
            first,
            page=there.page,
            start=there.start,
            end=there.end,
            quote=self.rest_text,
            label=there.label or str(there.page),
            at="",
        )
        return first, rest

    @property
    def whole(self) -> str:
        """Its words, those on the next page after a blank."""
        return f"{self.text} {self.rest_text}" if self.rest_text else self.text

    @property
    def read(self) -> str:
        """Its words on one line as they are read aloud: a row with its column heads."""
        return read_aloud(self.text, self.start, self.cells, self.rest_text)

    def cited(self, start: int, end: int, score: float) -> Citation:
        """The characters `start:end` of `whole` as a citation; of words on two pages those on the first."""
        split = len(self.text)
        if self.rest is not None and start > split:
            first, begin = self.citations()[1], start - split - 1
            finish = end - split - 1
        else:
            first, begin, finish = self.citation(), start, min(end, split)
        span = first.start + begin, first.start + finish
        return replace(
            first,
            start=span[0],
            end=span[1],
            quote=first.quote[begin:finish],
            score=score,
            at=(in_cells(self.cells, [span]) if first.page == self.page else "") or first.at,
        )

    def holds(self, cited: Citation) -> bool:
        """Whether the cited words are words of this sentence."""
        return any(mine.holds(cited) for mine in self.citations())
