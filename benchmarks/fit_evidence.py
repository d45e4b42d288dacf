"""Fit the coefficients of evidence selection on development sets and write `rag/data/evidence.json`.

    python -m benchmarks.fit_evidence ../shared/data/squad2_half ../shared/data/clapnq [--limit N]

A sentence is right if it overlaps a gold span of an answerable question. Each question is asked of the
whole corpus and, where it has one, of its own document alone, so that both ways of use are in the fit.
The coefficients come from a logistic regression; the figures printed are cross-validated by document.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from benchmarks.remembered import Remembered
from evaluation.corpus import COLLECTION, library_folder
from evaluation.dataset import Dataset, Question, load, sample
from rag import evidence
from rag.models.embedder import Embedder, load_embedder
from rag.retriever import Retriever
from rag.settings import Settings
from rag.store.library import Library
from rag.values import Passage

TARGET = Path(evidence.__file__).parent / "data" / "evidence.json"


@dataclass(frozen=True, slots=True)
class Example:
    """A question's candidate sentences: features (n, f) and whether each is right (n,)."""

    features: np.ndarray
    right: np.ndarray
    group: str


def main() -> int:
    options = _options()
    embedder = Remembered(load_embedder(Settings().models))
    examples: list[Example] = []
    for folder in options.folders:
        found = list(_examples(load(folder), embedder, options.limit))
        examples += found
        sys.stderr.write(f"{folder.name}: {len(found)} questions\n")
    embedder.save()
    names = list(evidence.features(evidence.Asked.of(""), _nothing(), 0.0, {}))
    _report(examples)
    model = _fit(examples)
    TARGET.write_text(
        json.dumps(
            {
                "origin": "benchmarks/fit_evidence.py on " + ", ".join(f.name for f in options.folders),
                "licence": "SQuAD 2.0: CC BY-SA 4.0; CLAP NQ: Apache-2.0, passages CC BY-SA 3.0",
                "questions": len(examples),
                "intercept": round(float(model.intercept_[0]), 4),
                "coefficients": {
                    name: round(float(w), 4) for name, w in zip(names, model.coef_[0], strict=True)
                },
            },
            indent=2,
        )
        + "\n"
    )
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--limit", type=int, default=600, help="questions of each set")
    return parser.parse_args()


def _examples(dataset: Dataset, embedder: Embedder, limit: int) -> Iterator[Example]:
    settings = Settings()
    folder = library_folder(dataset, embedder, settings.ingestion.chunk_tokens, lambda *_: None)
    library = Library.open(folder)
    retriever = Retriever(library.search, embedder, settings.retrieval)
    keys = {document.name: document.id for document in library.documents(COLLECTION)}
    names = {identity: name for name, identity in keys.items()}
    answerable = [q for q in dataset.questions if q.gold.answerable and q.gold.spans]
    for question in sample(answerable, limit, seed=1):
        scopes = [None] + ([frozenset({keys[question.context]})] if question.context else [])
        for scope in scopes:
            passages = retriever.retrieve(question.text, COLLECTION, scope)
            example = _example(question, passages, embedder, names)
            if example is not None:
                yield example


def _example(
    question: Question, passages: Sequence[Passage], embedder: Embedder, names: dict[int, str]
) -> Example | None:
    asked = evidence.Asked.of(question.text)
    found = evidence.candidates(passages)
    weights = evidence.term_weights(asked, found)
    found = evidence.most_promising(asked, found, weights)
    right = np.array([_is_right(question, candidate, names) for candidate in found])
    if not right.any():
        return None
    vectors = embedder.encode([question.text, *(candidate.text for candidate in found)])
    rows = [
        list(evidence.features(asked, candidate, float(vector @ vectors[0]), weights).values())
        for candidate, vector in zip(found, vectors[1:], strict=True)
    ]
    document = min(question.gold.documents)
    return Example(np.array(rows), right, document.split("#")[0])


def _is_right(question: Question, candidate: evidence.Candidate, names: dict[int, str]) -> bool:
    start, end = candidate.passage.start + candidate.start, candidate.passage.start + candidate.end
    return any(
        names[candidate.passage.document_id] == span.document
        and candidate.passage.page == span.page
        and span.start < end
        and start < span.end
        for span in question.gold.spans
    )


def _fit(examples: Sequence[Example]) -> LogisticRegression:
    features = np.vstack([example.features for example in examples])
    right = np.concatenate([example.right for example in examples])
    return LogisticRegression(C=1.0, max_iter=3000).fit(features, right)


def _report(examples: Sequence[Example]) -> None:
    groups = [example.group for example in examples]
    first = third = 0
    for train, test in GroupKFold(5).split(examples, groups=groups):
        model = _fit([examples[i] for i in train])
        for i in test:
            order = np.argsort(-model.decision_function(examples[i].features))
            first += bool(examples[i].right[order[0]])
            third += bool(examples[i].right[order[:3]].any())
    total = len(examples)
    sys.stdout.write(f"right sentence first {first / total:.3f}, in the first three {third / total:.3f}\n")


def _nothing() -> evidence.Candidate:
    passage = Passage("", 0, "", 1, 0, 0, "", "", 0.0, None, None, 1)
    return evidence.Candidate(passage, 0, 0, frozenset(), frozenset(), True)


if __name__ == "__main__":
    sys.exit(main())
