"""What `Assistant.ask` says on the way to the answer."""

from dataclasses import dataclass

from rag.values import Evidence, Passage, ShortAnswer

STOPPED = "Stopped before it was answered."
"""What the error says where somebody stopped it before anything was known to answer."""


@dataclass(frozen=True, slots=True)
class EvidenceFound:
    """The ground of the answer, before the model has written a word.

    Comes twice where the gate lets the question pass: first with `confidence` None, then judged: with the
    sentences in the judge's order, and the short answer if there is one.
    """

    search_query: str
    passages: tuple[Passage, ...]
    evidence: tuple[Evidence, ...]
    confidence: float | None = None
    short: ShortAnswer | None = None


@dataclass(frozen=True, slots=True)
class Delta:
    """A piece of the model's draft, not yet checked."""

    text: str
