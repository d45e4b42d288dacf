"""The gate's examples: what it looks at when questions are asked whose answer, or that there is none, is known."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from evaluation.bench.corpus import COLLECTION, library_folder
from evaluation.bench.dataset import Dataset, sample
from evaluation.testsets import testset
from rag.answering.judging import JUDGED
from rag.evidence import gate, ranking
from rag.evidence.judge import Judge
from rag.models.embedding.embedder import Embedder
from rag.models.span.loading import ADAPTER, JUDGE
from rag.question.question import Scope
from rag.question.understanding import understand
from rag.retrieval.retriever import Retriever
from rag.settings import Settings
from rag.store.library import Library
from rag.values import Turn
from training.material.documents import group_of, seen_groups


@dataclass(frozen=True, slots=True)
class GateExample:
    """A question's features, whether it is answerable, its document's group, the set that it is of, what it
    was asked of, and which of the gate's models judges it."""

    features: dict[str, float]
    answerable: bool
    group: str
    source: str
    asked_of: str
    scope: str

    @property
    def part(self) -> str:
        return f"{self.source}, {self.asked_of}"


class Street:
    """The street up to the gate."""

    def __init__(self, embedder: Embedder, judge: Judge | None) -> None:
        self.embedder = embedder
        self.judge = judge
        self.settings = Settings()

    def features(
        self,
        library: Library,
        question: str,
        history: Sequence[Turn] = (),
        documents: frozenset[int] | None = None,
    ) -> tuple[str, dict[str, float]] | None:
        """What the gate looks at and by which of its models, None where it is not asked."""
        asked = understand(question, history, Scope(documents=documents))
        if asked.request:
            return None
        retriever = Retriever(library.search, self.embedder, self.settings.retrieval)
        passages = retriever.retrieve(asked)
        found = ranking.select(asked, passages, library.units, self.embedder, JUDGED)
        if not found:
            return None
        doubts = self.judge.doubts(asked, found, passages) if self.judge is not None else ()
        return gate.scope(passages), dict(gate.features(asked, found, passages, doubts))


def of_dataset(dataset: Dataset, street: Street, limit: int, whole: bool) -> Iterator[GateExample]:
    """At most `limit` questions, none that the street's reader or judge knows; each asked of its own document where
    it has one, and with `whole` of all of them too."""
    size = street.settings.ingestion.chunk_tokens
    library = Library.open(library_folder(dataset, street.embedder, size, lambda *_: None))
    keys = {document.name: document.id for document in library.documents(COLLECTION)}
    known = seen_groups(ADAPTER) | seen_groups(JUDGE) if street.judge is not None else frozenset()
    fresh = [question for question in dataset.questions if group_of(question) not in known]
    for question in sample(fresh, limit, seed=2):
        own = frozenset({keys[question.context]}) if question.context else None
        scopes = [own, None] if own and whole else [own]
        for scope in scopes:
            seen = street.features(library, question.text, question.history, scope)
            if seen is not None:
                judged, features = seen
                asked_of = "whole" if scope is None else "own document"
                group = group_of(question) or question.id
                answerable = bool(question.gold.answerable)
                yield GateExample(features, answerable, group, dataset.name, asked_of, judged)


def of_testset(path: Path, folder: Path, street: Street) -> Iterator[GateExample]:
    """The cases of a test set, asked of the library in `folder`."""
    library = Library.open(folder)
    for case in testset.load(path).cases:
        seen = street.features(library, case.question)
        if seen is not None:
            judged, features = seen
            answerable = case.answerable is not False
            yield GateExample(features, answerable, case.question, path.name, "whole", judged)


def kept(path: Path | None) -> list[GateExample]:
    """The examples that `keep` wrote to a file."""
    if path is None or not path.exists():
        return []
    return [GateExample(**json.loads(line)) for line in path.read_text().splitlines()]


def keep(path: Path | None, examples: Sequence[GateExample]) -> None:
    """Add examples to a file, a JSON line each."""
    if path is not None:
        with path.open("a") as file:
            file.writelines(json.dumps(asdict(example)) + "\n" for example in examples)
