"""The values that flow down the street. Frozen; offsets in characters, end exclusive; seconds for time."""

from rag.values.answers import (
    Answer,
    Claim,
    Outcome,
    Seconds,
    ShortAnswer,
    Source,
    SpanReading,
    Task,
    Turn,
    Verdict,
)
from rag.values.documents import Chunk, Document, Passage
from rag.values.evidence import Citation, Evidence
from rag.values.pages import (
    NO_GLYPH,
    Block,
    Cell,
    Kind,
    Page,
    PageProblem,
    Rest,
    Span,
    Spot,
    Unit,
    of_annotation,
)

__all__ = [
    "NO_GLYPH",
    "Answer",
    "Block",
    "Cell",
    "Chunk",
    "Citation",
    "Claim",
    "Document",
    "Evidence",
    "Kind",
    "Outcome",
    "Page",
    "PageProblem",
    "Passage",
    "Rest",
    "Seconds",
    "ShortAnswer",
    "Source",
    "Span",
    "SpanReading",
    "Spot",
    "Task",
    "Turn",
    "Unit",
    "Verdict",
    "of_annotation",
]
