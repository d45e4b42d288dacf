"""What answers are made with: the library, and each room's part."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from langchain_core.language_models import BaseChatModel

from rag.checking.checker import Checker
from rag.evidence.judge import Judge
from rag.models.embedding.encoder import Encoder
from rag.question.question import Question
from rag.retrieval.retriever import Retriever
from rag.settings import Settings, elsewhere
from rag.store.library import Library
from rag.writing.direct import DirectAnswers
from rag.writing.plans.gathering import Gatherer
from rag.writing.reader import Reader
from rag.writing.rewording.rewriter import Rewriter
from rag.writing.structured import StructuredAnswers
from rag.writing.writer import Writer

_ROOM = 1.2  # of the words that are shown: 210 quoted words were said in 180 by the taught 0.5B


@dataclass(frozen=True)
class Means:
    """Made once an assistant; safe to use from many threads. `judge`, `reader` and `generator` may be missing.

    `fingerprint` is that of the embedder, `tokens` counts the tokens that it makes of a text: a word that it knows is
    one.
    """

    library: Library
    settings: Settings
    encoder: Encoder
    fingerprint: str
    tokens: Callable[[str], int]
    retriever: Retriever
    judge: Judge | None
    reader: Reader | None
    generator: BaseChatModel | None
    direct: DirectAnswers = field(init=False)
    structured: StructuredAnswers = field(init=False)
    gatherer: Gatherer = field(init=False)
    checker: Checker = field(init=False)
    writer: Writer | None = field(init=False, default=None)
    rewriter: Rewriter | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        made: dict[str, object] = {
            "direct": DirectAnswers(self.library),
            "structured": StructuredAnswers(self.library.units, self.encoder),
            "gatherer": Gatherer(self.retriever, self.library.units, self.encoder),
            "checker": Checker(self.encoder),
        }
        if self.generator is not None:
            made["writer"] = Writer(self.generator, self.settings.answering)
            if self.writes:
                made["rewriter"] = Rewriter(self.generator, Checker(self.encoder))
        for name, part in made.items():
            object.__setattr__(self, name, part)

    def with_room(self, question: Question) -> Question:
        """The question, for which more is quoted where a taught model says it in fewer words afterwards."""
        if self.rewriter is None or not self.rewriter.taught:
            return question
        return replace(question, extent=question.extent.times(_ROOM))

    @property
    def writes(self) -> bool:
        """Whether a model words whole answers."""
        settings = self.settings
        return self.generator is not None and settings.answering.write and not settings.models.small

    @property
    def quotes_instead(self) -> bool:
        """Whether the material's own words stand in for a server that was to write, and fails."""
        return bool(self.settings.models.base_url) and elsewhere().patience.fallback
