"""Fit the gate's coefficients on answerable and unanswerable questions and write `rag/data/gate.json`.

    python -m benchmarks.fit_gate ../shared/data/squad2_half ../shared/data/clapnq [--limit N] [--reader]

Each question is asked of its own document alone (`context_doc`), for that is what "unanswerable" was
judged by. Sets and the two classes weigh the same. With `--reader` the coefficients that also hear the
reader are fitted, on documents that it was not trained on. Figures are cross-validated by document.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import balanced_accuracy_score, roc_auc_score
from sklearn.model_selection import GroupKFold
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import StandardScaler

from benchmarks.remembered import Remembered
from evaluation.corpus import COLLECTION, library_folder
from evaluation.dataset import Dataset, load, sample
from rag import evidence, gate
from rag.assistant import SpanReader
from rag.models.embedder import Embedder, load_embedder
from rag.reader import load_reader
from rag.retriever import Retriever
from rag.settings import Settings
from rag.store.library import Library

TARGET = Path(gate.__file__).parent / "data" / "gate.json"


@dataclass(frozen=True, slots=True)
class Example:
    """A question's features, whether it is answerable, the document's group and its question set."""

    features: dict[str, float]
    answerable: bool
    group: str
    dataset: str


def main() -> int:
    options = _options()
    embedder = Remembered(load_embedder(Settings().models))
    reader, held_out = _reader() if options.reader else (None, {})
    examples: list[Example] = []
    for folder in options.folders:
        examples += _examples(load(folder), embedder, options.limit, reader, held_out)
        embedder.save()
    names = list(examples[0].features)
    if options.reader:
        # Few questions are left that the reader was not taught on, so few coefficients are fitted.
        names = ["without_reader", "none", "span"]
    _report(examples, names)
    stored = json.loads(TARGET.read_text()) if TARGET.exists() else {}
    stored["origin"] = "benchmarks/fit_gate.py on " + ", ".join(f.name for f in options.folders)
    stored["licence"] = "SQuAD 2.0: CC BY-SA 4.0; CLAP NQ: Apache-2.0, passages CC BY-SA 3.0"
    stored["reader" if options.reader else "retrieval"] = _plain(_fit(examples, names), names, len(examples))
    TARGET.write_text(json.dumps(stored, indent=2) + "\n")
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--limit", type=int, default=600, help="questions of each set")
    parser.add_argument("--reader", action="store_true", help="hear the reader too")
    return parser.parse_args()


def _reader() -> tuple[SpanReader | None, dict[str, frozenset[str]]]:
    """The shipped reader, and by question set the groups of documents that it was not taught on."""
    taught = json.loads((Path(evidence.__file__).parent / "adapters" / "report.json").read_text())
    return load_reader(Settings().models), {taught["dataset"]: frozenset(taught["held_out"])}


def _examples(
    dataset: Dataset,
    embedder: Embedder,
    limit: int,
    reader: SpanReader | None,
    held_out: dict[str, frozenset[str]],
) -> Iterator[Example]:
    settings = Settings()
    library = Library.open(
        library_folder(dataset, embedder, settings.ingestion.chunk_tokens, lambda *_: None)
    )
    retriever = Retriever(library.search, embedder, settings.retrieval)
    keys = {document.name: document.id for document in library.documents(COLLECTION)}
    kept = held_out.get(dataset.name)
    asked = [question for question in dataset.questions if kept is None or _group(question.context) in kept]
    for done, question in enumerate(sample(asked, limit, seed=2)):
        passages = retriever.retrieve(question.text, COLLECTION, frozenset({keys[question.context]}))
        found = evidence.select(question.text, passages, embedder, settings.answering.evidence)
        if found:
            reading = reader.read(question.text, found) if reader is not None else None
            values = dict(gate.features(question.text, found, passages, reading))
            yield Example(values, bool(question.gold.answerable), _group(question.context), dataset.name)
        if done % 50 == 0:
            sys.stderr.write(f"{dataset.name}: {done}\n")


def _group(document: str) -> str:
    return document.split("#")[0]


def _matrix(examples: Sequence[Example], names: Sequence[str]) -> np.ndarray:
    return np.array([[example.features[name] for name in names] for example in examples])


def _fit(examples: Sequence[Example], names: Sequence[str]) -> Pipeline:
    sizes: dict[tuple[str, bool], int] = {}
    for example in examples:
        key = (example.dataset, example.answerable)
        sizes[key] = sizes.get(key, 0) + 1
    weights = np.array([1 / sizes[example.dataset, example.answerable] for example in examples])
    model = make_pipeline(StandardScaler(), LogisticRegression(C=0.3, max_iter=3000))
    right = [example.answerable for example in examples]
    return model.fit(
        _matrix(examples, names), right, logisticregression__sample_weight=weights / weights.mean()
    )


def _report(examples: Sequence[Example], names: Sequence[str]) -> None:
    predicted = np.zeros(len(examples))
    for train, test in GroupKFold(8).split(examples, groups=[example.group for example in examples]):
        model = _fit([examples[i] for i in train], names)
        predicted[test] = model.predict_proba(_matrix([examples[i] for i in test], names))[:, 1]
    for dataset in sorted({example.dataset for example in examples}):
        rows = np.array([example.dataset == dataset for example in examples])
        truth = np.array([example.answerable for example in examples])[rows]
        found = predicted[rows]
        sys.stdout.write(
            f"{dataset}: {rows.sum()} questions, AUC {roc_auc_score(truth, found):.3f}, "
            f"balanced accuracy at 0.5 {balanced_accuracy_score(truth, found > 0.5):.3f}\n"
        )
        for threshold in (0.3, 0.4, 0.5, 0.6, 0.7):
            passed = found > threshold
            sys.stdout.write(
                f"  threshold {threshold}: answers {passed[truth].mean():.2f} of the answerable, "
                f"abstains from {1 - passed[~truth].mean():.2f} of the others\n"
            )


def _plain(model: Pipeline, names: Sequence[str], questions: int) -> dict[str, object]:
    """The pipeline as one intercept and one coefficient a feature, for raw features."""
    scaler, regression = model[0], model[1]
    weights = regression.coef_[0] / scaler.scale_
    intercept = float(regression.intercept_[0] - (weights * scaler.mean_).sum())
    return {
        "questions": questions,
        "intercept": round(intercept, 4),
        "coefficients": {name: round(float(w), 4) for name, w in zip(names, weights, strict=True)},
    }


if __name__ == "__main__":
    sys.exit(main())
