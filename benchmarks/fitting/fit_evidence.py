"""Fit the coefficients of evidence selection on development sets and write `rag/evidence/data/ranking.json`.

    python -m benchmarks.fitting.fit_evidence ../shared/data/{squad2_half,clapnq,chunking_eval,xquad/en} \
        --written training/courses/*/ [--limit N]

A sentence is right if it overlaps a gold span of an answerable question, asked of the whole corpus as
students do. The coefficients maximise the probability that the first sentence is a right one (a conditional
logit, McFadden 1974: only sentences of the same question are compared); then scale and intercept are fitted,
so that a score is a probability. The sets of `--written`, whose questions mostly use other words than the text, weigh
together as much as the others together; the sets of each kind weigh the same. The figures printed are
cross-validated by document.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from scipy.special import logsumexp, softmax
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from benchmarks.remembered import Remembered
from evaluation.bench.corpus import COLLECTION, library_folder
from evaluation.bench.dataset import Dataset, DatasetQuestion, load, sample
from rag.evidence import ranking
from rag.evidence.candidates import Candidate, candidates
from rag.evidence.features.similarity import Similarity, similarities
from rag.models.embedding.embedder import Embedder, load_embedder
from rag.question.question import Question, Scope
from rag.retrieval.retriever import Retriever
from rag.settings import Settings
from rag.store.documents.units import StoredUnit
from rag.store.library import Library
from rag.values import Kind, Passage, Unit

_L2 = 1e-3
LICENCE = (
    "SQuAD 2.0, XQuAD: CC BY-SA 4.0; CLAP NQ: Apache-2.0, passages CC BY-SA 3.0; chunking_evaluation: MIT; "
    "the courses: our own"
)
TARGET = Path(ranking.__file__).parent / "data" / "ranking.json"


@dataclass(frozen=True, slots=True)
class RankingExample:
    """A question's candidate sentences: features (n, f) and whether each is right (n,); what it weighs in the fit."""

    features: np.ndarray
    right: np.ndarray
    group: str
    weight: float = 1.0


def main() -> int:
    options = _options()
    embedder = Remembered(load_embedder(Settings().models))
    examples: list[RankingExample] = []
    sets: list[str] = []
    for folder in [*options.folders, *options.written]:
        found = list(_examples(load(folder), embedder, options.limit))
        share = len(options.written if folder in options.written else options.folders) * len(found)
        examples += [replace(example, weight=1 / share) for example in found]
        sets += [folder.name] * len(found)
        sys.stderr.write(f"{folder.name}: {len(found)} questions\n")
    embedder.save()
    names = list(ranking.features(Question.of(""), _nothing(), Similarity(0.0, 0.0, 0.0), {}))
    _report(examples, sets)
    intercept, weights = _fit(examples)
    TARGET.write_text(
        json.dumps(
            {
                "origin": "benchmarks/fitting/fit_evidence.py on "
                + ", ".join(f.name for f in [*options.folders, *options.written]),
                "licence": LICENCE,
                "questions": len(examples),
                "intercept": round(intercept, 4),
                "coefficients": {name: round(float(w), 4) for name, w in zip(names, weights, strict=True)},
            },
            indent=2,
        )
        + "\n"
    )
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument(
        "--written", nargs="*", type=Path, default=[], help="sets that were written to teach by"
    )
    parser.add_argument("--limit", type=int, default=600, help="questions of each set")
    return parser.parse_args()


def _examples(dataset: Dataset, embedder: Embedder, limit: int) -> Iterator[RankingExample]:
    settings = Settings()
    folder = library_folder(dataset, embedder, settings.ingestion.chunk_tokens, lambda *_: None)
    library = Library.open(folder)
    retriever = Retriever(library.search, embedder, settings.retrieval)
    names = {document.id: document.name for document in library.documents(COLLECTION)}
    answerable = [q for q in dataset.questions if q.gold.answerable and q.gold.spans]
    for question in sample(answerable, limit, seed=1):
        passages = retriever.retrieve(Question.of(question.text, Scope(COLLECTION)))
        example = _example(question, passages, library, embedder, names)
        if example is not None:
            yield example


def _example(
    question: DatasetQuestion,
    passages: Sequence[Passage],
    library: Library,
    embedder: Embedder,
    names: dict[int, str],
) -> RankingExample | None:
    asked = Question.of(question.text)
    found = candidates(passages, library.units, embedder)
    weights = ranking.term_weights(asked, found)
    right = np.array([_is_right(question, candidate, names) for candidate in found])
    if not right.any():
        return None
    alike = similarities(asked, found, embedder)
    rows = [
        list(ranking.features(asked, candidate, similarity, weights).values())
        for candidate, similarity in zip(found, alike, strict=True)
    ]
    # Long documents are few, so theirs are told apart by question.
    group = question.context.split("#")[0] if "#" in question.context else question.id
    return RankingExample(np.array(rows), right, group)


def _is_right(question: DatasetQuestion, candidate: Candidate, names: dict[int, str]) -> bool:
    start, end = candidate.unit.start, candidate.unit.end
    return any(
        names[candidate.passage.document_id] == span.document
        and candidate.passage.page == span.page
        and span.start < end
        and start < span.end
        for span in question.gold.spans
    )


def _fit(examples: Sequence[RankingExample]) -> tuple[float, np.ndarray]:
    """The intercept and the coefficients (f,)."""
    found = minimize(_loss, np.zeros(examples[0].features.shape[1]), args=(examples,), jac=True)
    scores = np.concatenate([example.features @ found.x for example in examples])
    right = np.concatenate([example.right for example in examples])
    weights = np.concatenate([np.full(len(example.right), example.weight) for example in examples])
    scaled = LogisticRegression(C=1e6).fit(scores[:, None], right, sample_weight=weights / weights.mean())
    return float(scaled.intercept_[0]), found.x * scaled.coef_[0, 0]


def _loss(weights: np.ndarray, examples: Sequence[RankingExample]) -> tuple[float, np.ndarray]:
    """Weighted mean of the negative log-probability that a right sentence comes first, with its gradient."""
    total, gradient = 0.0, np.zeros_like(weights)
    for example in examples:
        scores = example.features @ weights
        among_all, among_right = softmax(scores), softmax(np.where(example.right, scores, -np.inf))
        total += example.weight * (logsumexp(scores) - logsumexp(scores[example.right]))
        gradient += example.weight * (example.features.T @ (among_all - among_right))
    whole = sum(example.weight for example in examples)
    return total / whole + _L2 * weights @ weights, gradient / whole + 2 * _L2 * weights


def _report(examples: Sequence[RankingExample], sets: Sequence[str]) -> None:
    placed: dict[str, list[int]] = {name: [] for name in sets}
    for train, test in GroupKFold(5).split(examples, groups=[example.group for example in examples]):
        _, weights = _fit([examples[i] for i in train])
        for i in test:
            order = np.argsort(-(examples[i].features @ weights))
            placed[sets[i]].append(int(np.argmax(examples[i].right[order])))
    for name, places in placed.items():
        first, third = np.mean(np.array(places) == 0), np.mean(np.array(places) < 3)
        sys.stdout.write(
            f"{name}: {len(places)} questions, right sentence first {first:.3f}, in the first three {third:.3f}\n"
        )


def _nothing() -> Candidate:
    passage = Passage("", 0, "", 1, 0, 0, "", "", 0.0, None, None, 1)
    stored = StoredUnit(0, Unit(Kind.PARAGRAPH, 1, 0, 0), "", "", np.zeros(1, dtype=np.float32))
    return Candidate(passage, stored, "", frozenset(), frozenset(), None)


if __name__ == "__main__":
    sys.exit(main())
