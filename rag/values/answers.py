"""A question's answer, and what it is made of. Seconds are of wall time.

Frozen; offsets in characters, end exclusive.
"""

from dataclasses import dataclass, field
from enum import StrEnum

from rag.values.documents import Passage
from rag.values.evidence import Citation, Evidence


class Task(StrEnum):
    """What a question wants done."""

    FACT = "fact"
    EXPLAIN = "explain"
    COMPARE = "compare"
    LIST = "list"
    SUMMARISE = "summarise"
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


class Shape(StrEnum):
    """How a part of an answer is set."""

    LINE = "line"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class AnswerCell:
    """A cell of a table in an answer: its words, and the 0-based indices of the claims that it is taken from."""

    text: str
    claims: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class AnswerPart:
    """A piece of an answer, in the order of reading.

    `claims` are 0-based indices of `Answer.claims`. A line has words of Lectern's own in `text` and no claims. A
    paragraph is its claims one after the other; an item is the same, as an item of a list; `text` is then what stands
    before them ("" for nothing): a heading, a side that is compared, the number of an item. A table has `rows` of
    cells, the first of them its heads.
    """

    shape: Shape
    claims: tuple[int, ...] = ()
    text: str = ""
    rows: tuple[tuple[AnswerCell, ...], ...] = ()


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
    `suggestions` are questions that the material answers. `parts` say how the claims are set; where there are none,
    each claim stands by itself, in order. `judged_by` says in words which model judged where that of a server does, or
    the local one in its place; "" where no server is set.
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
    parts: tuple[AnswerPart, ...] = ()
    judged_by: str = ""

    @property
    def from_catalogue(self) -> bool:
        """Whether it tells what the library knows of its documents: nothing was searched for it."""
        return self.task is Task.ABOUT or (self.task is Task.SUMMARISE and not self.passages)

    @property
    def abstained(self) -> bool:
        """Whether it is no answer: silent, or unsure."""
        return self.outcome is not Outcome.ANSWERED
