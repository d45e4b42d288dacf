"""The values that flow down the street. Frozen; offsets in characters, end exclusive; seconds for time."""

from dataclasses import dataclass, field
from enum import StrEnum


class PageProblem(StrEnum):
    """What a reader found wrong with a page, in words for the health report."""

    SCANNED = "no text (looks scanned)"
    DRAWN = "no text (only drawings)"
    GARBLED = "garbled text"
    HIDDEN = "hidden text"
    FAILED = "not readable"


_UNREAD = frozenset({PageProblem.SCANNED, PageProblem.GARBLED, PageProblem.FAILED})


@dataclass(frozen=True, slots=True)
class Page:
    """One page, slide or whole text file. `number` is 1-based; `text` is what every offset refers to.

    `method` says how it was read: "pdfium", "pypdf", "text". `heading` is the outline entry that the
    page falls under, or "" where the file has none. `problems` are plain words for the health report.
    """

    number: int
    text: str
    method: str = "text"
    heading: str = ""
    problems: tuple[str, ...] = ()

    @property
    def unread(self) -> bool:
        """Whether it has words that could not be read."""
        return not _UNREAD.isdisjoint(self.problems)


@dataclass(frozen=True, slots=True)
class Document:
    """A file in the library, as listed. `sha256` is of its bytes; `added` is a UNIX time in seconds.

    `problems` is the health report: one plain line for each thing the reader could not do.
    """

    id: int
    collection: str
    name: str
    title: str
    sha256: str
    media_type: str
    size: int
    pages: int
    chunks: int
    owner: str
    added: float
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Chunk:
    """Consecutive sentences of one page: `text == page.text[start:end]`.

    `id` is a hash of document, page and text. `header` is embedded in front of the text and not
    part of it ("title › section").
    """

    id: str
    page: int
    start: int
    end: int
    text: str
    header: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """A chunk as retrieved, with the scores that put it at its 1-based `rank`.

    `score` in [0, 1] is the fused one; `dense` in [-1, 1] the cosine; `lexical` >= 0 the BM25 score;
    `None` where that search did not find the chunk.
    """

    chunk_id: str
    document_id: int
    document: str
    page: int
    start: int
    end: int
    text: str
    header: str
    score: float
    dense: float | None
    lexical: float | None
    rank: int


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


class Task(StrEnum):
    """What a question wants done."""

    FACT = "fact"
    ABOUT = "about"
    TALK = "talk"


class Outcome(StrEnum):
    """What came of a question: an answer, places that may answer it, or neither."""

    ANSWERED = "answered"
    UNSURE = "unsure"
    SILENT = "silent"


class Verdict(StrEnum):
    """What the check found about a claim."""

    SUPPORTED = "supported"
    PARTLY = "partly"
    UNSUPPORTED = "unsupported"


class Source(StrEnum):
    """Who wrote a claim: the language model, or the evidence word for word."""

    MODEL = "model"
    EVIDENCE = "evidence"


@dataclass(frozen=True, slots=True)
class Claim:
    """One sentence of the answer. `reasons` are plain words for a verdict short of supported."""

    text: str
    verdict: Verdict
    source: Source
    citations: tuple[Citation, ...] = ()
    reasons: tuple[str, ...] = ()


_SURE = 0.5


@dataclass(frozen=True, slots=True)
class ShortAnswer:
    """A span of the evidence that is the answer (a name, a date, a number), with its own citation.

    The citation's score is the probability in [0, 1] that the span is right.
    """

    text: str
    citation: Citation

    @property
    def sure(self) -> bool:
        """Whether it can stand alone; else it is shown as a guess, among more of the evidence."""
        return self.citation.score >= _SURE


@dataclass(frozen=True, slots=True)
class SpanReading:
    """The likeliest short answer that the reader finds in the evidence.

    `sentence` is the 0-based index into the evidence that it was given, `start:end` the span in that
    sentence's text. `p_answer` in [0, 1] is the probability of the likeliest span of all the sentences, which
    may be longer or shorter than this one.
    """

    sentence: int
    start: int
    end: int
    text: str
    p_answer: float


@dataclass(frozen=True, slots=True)
class Turn:
    """One message of the conversation so far; `role` is "user" or "assistant"."""

    role: str
    text: str


@dataclass(frozen=True, slots=True)
class Seconds:
    """Wall time from the question to the end of each stage; `None` where the stage did not run."""

    retrieve: float | None = None
    evidence: float | None = None
    first_token: float | None = None
    total: float | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """Everything that is shown for one question.

    `passages` are the retrieved ones, best first; `evidence` the selected sentences, which are all
    that the model was shown. `confidence` in [0, 1] is the gate's probability that the evidence
    answers the question, `None` where there was no evidence to judge. A silent answer has no claims: `text` then
    says what is there instead. The claims of an unsure one are the places that may answer. `stopped`
    means that a person cut the writing short. `notice` is a plain sentence for the reader, "" for none.
    `suggestions` are questions that the material answers, for one who only said hello.
    """

    question: str
    search_query: str
    outcome: Outcome
    text: str
    claims: tuple[Claim, ...] = ()
    short: ShortAnswer | None = None
    evidence: tuple[Evidence, ...] = ()
    passages: tuple[Passage, ...] = ()
    confidence: float | None = None
    notice: str = ""
    stopped: bool = False
    seconds: Seconds = field(default_factory=Seconds)
    task: Task = Task.FACT
    suggestions: tuple[str, ...] = ()

    @property
    def abstained(self) -> bool:
        """Whether it is no answer: silent, or unsure."""
        return self.outcome is not Outcome.ANSWERED
