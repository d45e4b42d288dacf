"""Measure follow-up questions: what is expanded, what is left alone, what is called vague, and recall@5.

    python -m benchmarks.follow_ups [--data ../shared/data] [--tune]

Standing alone is measured on questions asked after a conversation of `mtrag_un` that has nothing to do
with them. `--tune` also prints recall@5 of several sets for a grid of `retrieval.alpha` and fusion.
"""

import argparse
import json
import random
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from benchmarks.remembered import Remembered
from evaluation.bench.corpus import COLLECTION, library_folder
from evaluation.bench.dataset import Dataset, DatasetQuestion, load, sample
from evaluation.metrics.intervals import Interval, mean
from evaluation.metrics.retrieval import distinct, hit_at, recall_at
from rag.models.embedding.embedder import Embedder, load_embedder
from rag.question.question import Question, Scope
from rag.question.understanding import understand
from rag.retrieval.retriever import Retriever
from rag.settings import Retrieval, Settings
from rag.store.library import Library
from rag.values import Turn

CONVERSATIONS = "mtrag_un"
STANDING_ALONE = ("squad2_half", "clapnq", "pubmedqa", "xquad/en", "xquad/de", "xquad/zh", "xquad/ar")
GRID = (*(Retrieval(alpha=alpha) for alpha in (0.2, 0.3, 0.4, 0.5, 0.6, 0.7)), Retrieval(fusion="rrf"))

Query = Callable[[DatasetQuestion], Question]


def main() -> int:
    options = _options()
    conversations = load(options.data / CONVERSATIONS)
    embedder = Remembered(load_embedder(Settings().models))
    for line in (
        *_alone(options.data, conversations),
        *_vague(options.data / CONVERSATIONS, conversations),
        *_recall(conversations, embedder),
        *(_tuned(options.data, embedder) if options.tune else ()),
    ):
        sys.stdout.write(line + "\n")
        sys.stdout.flush()
    embedder.save()
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--tune", action="store_true", help="also try fusion settings on all sets")
    return parser.parse_args()


def _alone(data: Path, conversations: Dataset) -> Iterator[str]:
    histories = [question.history for question in conversations.questions if question.history]
    for name in STANDING_ALONE:
        chosen = random.Random(0)
        asked = load(data / name).questions
        unchanged = [not _changed(understand(q.text, chosen.choice(histories))) for q in asked]
        vague = [bool(understand(q.text).request) for q in asked]
        yield f"{name}: left alone {_shown(mean(unchanged))}, called vague without history {_shown(mean(vague))}"


def _vague(folder: Path, conversations: Dataset) -> Iterator[str]:
    lines = (folder / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    kinds = {line["id"]: line["answerability"] for line in map(json.loads, lines)}
    expanded = {q.id: understand(q.text, q.history) for q in conversations.questions}
    for lacking in (True, False):
        of = [expanded[key] for key, kind in kinds.items() if (kind == "UNDERSPECIFIED") is lacking]
        name = "underspecified" if lacking else "other"
        yield f"{name} turns: called vague {_shown(mean([bool(one.request) for one in of]))}"
    followed = [_changed(expanded[q.id]) for q in conversations.questions if q.history]
    yield f"turns with history: expanded {_shown(mean(followed))}"


def _recall(conversations: Dataset, embedder: Embedder) -> Iterator[str]:
    with_documents = [question for question in conversations.questions if question.gold.documents]
    groups = {
        "all": with_documents,
        "with history": [q for q in with_documents if q.history],
        "answerable": [q for q in with_documents if q.gold.answerable],
        "answerable, with history": [q for q in with_documents if q.gold.answerable and q.history],
    }
    ways: dict[str, Query] = {
        "question alone": lambda q: _alone_as(q.text),
        "last user turn + question": lambda q: _alone_as(" ".join([*_asked(q.history)[-1:], q.text])),
        "expanded": lambda q: _alone_as(understand(q.text, q.history).search.text),
        "expanded, in context": _in_context,
    }
    for way, query in ways.items():
        found = _rankings(conversations, with_documents, embedder, Settings().retrieval, query)
        for name, group in groups.items():
            recall = mean([recall_at(found[q.id], q.gold.documents, 5) for q in group])
            hit = mean([hit_at(found[q.id], q.gold.documents, 5) for q in group])
            best = mean([min(5, len(q.gold.documents)) / len(q.gold.documents) for q in group])
            yield (
                f"{way} | {name}: recall@5 {_shown(recall)} of at most {best.value if best else 0:.3f}, "
                f"hit@5 {_shown(hit)}"
            )


def _tuned(data: Path, embedder: Embedder) -> Iterator[str]:
    for name in (CONVERSATIONS, *STANDING_ALONE):
        dataset = load(data / name)
        asked = [q for q in sample(dataset.questions, 600, seed=1) if q.gold.documents]
        for settings in GRID:
            found = _rankings(dataset, asked, embedder, settings, _in_context)
            recall = mean([recall_at(found[q.id], q.gold.documents, 5) for q in asked])
            yield f"{name} | {settings.fusion} {settings.alpha}: recall@5 {_shown(recall)}"


def _in_context(question: DatasetQuestion) -> Question:
    return understand(question.text, question.history, Scope(COLLECTION))


def _alone_as(text: str) -> Question:
    return Question.of(text, Scope(COLLECTION))


def _changed(question: Question) -> bool:
    return question.search.text != question.asked.text


def _asked(history: Sequence[Turn]) -> list[str]:
    return [turn.text for turn in history if turn.role == "user"]


def _rankings(
    dataset: Dataset,
    questions: Sequence[DatasetQuestion],
    embedder: Embedder,
    settings: Retrieval,
    query: Query,
) -> dict[str, list[str]]:
    """By question id, the names of the documents found, best first."""
    folder = library_folder(dataset, embedder, Settings().ingestion.chunk_tokens, lambda *_: None)
    library = Library.open(folder)
    try:
        retriever = Retriever(library.search, embedder, settings.changed(top_k=30))
        queries = {question.id: query(question) for question in questions}
        return {
            key: distinct(passage.document for passage in retriever.retrieve(asked))
            for key, asked in queries.items()
        }
    finally:
        library.close()


def _shown(interval: Interval | None) -> str:
    if interval is None:
        return "-"
    return f"{interval.value:.3f} [{interval.low:.3f}, {interval.high:.3f}] ({interval.count})"


if __name__ == "__main__":
    raise SystemExit(main())
