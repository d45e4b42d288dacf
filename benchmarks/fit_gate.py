"""Fit the gate's coefficients on answerable and unanswerable questions and write `rag/data/gate.json`.

    python -m ingest samples/course ../shared/data/course --library DIR --collection Course
    python -m benchmarks.fit_gate ../shared/data/{squad2_half,clapnq,mtrag_un} --whole clapnq \
        --library DIR --testsets benchmarks/course_develop.csv samples/testset.csv [--limit N] [--reader]

A question with a document of its own (`context_doc`) is asked of that document alone, for that is what
"unanswerable" was judged by; of the sets in `--whole`, of the whole corpus too. The test sets are asked of
DIR. Sets and the two classes weigh the same. With `--reader` the coefficients that also hear the reader are
fitted, on documents that it was not trained on. Figures are cross-validated by document.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GroupKFold
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import StandardScaler

from benchmarks.remembered import Remembered
from evaluation import testset
from evaluation.corpus import COLLECTION, library_folder
from evaluation.dataset import Dataset, load, sample
from rag import evidence, gate
from rag.conversation import expand
from rag.models.embedder import Embedder, load_embedder
from rag.models.span_loading import ADAPTER
from rag.reader import Reader, load_reader
from rag.retriever import Retriever
from rag.settings import Settings
from rag.store.library import Library
from rag.values import Turn
from training.documents import group_of, seen_groups

TARGET = Path(gate.__file__).parent / "data" / "gate.json"
LICENCE = "SQuAD 2.0: CC BY-SA 4.0; CLAP NQ, MTRAG: Apache-2.0, passages CC BY-SA 3.0; the course's: our own"
# What the reader adds: few questions are left that it was not taught on, so few coefficients are fitted.
_HEARD = ("without_reader", "none")


@dataclass(frozen=True, slots=True)
class Example:
    """A question's features, whether it is answerable, its document's group, and the set it counts in."""

    features: dict[str, float]
    answerable: bool
    group: str
    part: str


def main() -> int:
    options = _options()
    embedder = Remembered(load_embedder(Settings().models))
    street = _Street(embedder, load_reader(Settings().models) if options.reader else None)
    examples: list[Example] = []
    for folder in options.folders:
        examples += _of_dataset(load(folder), street, options)
        sys.stderr.write(f"{folder.name}: {len(examples)} examples so far\n")
        embedder.save()
    for path in options.testsets:
        examples += _of_testset(path, options.library, street)
    names = _HEARD if options.reader else tuple(examples[0].features)
    _report(examples, names)
    stored = json.loads(TARGET.read_text()) if TARGET.exists() else {}
    stored["origin"] = "benchmarks/fit_gate.py on " + ", ".join(p.name for p in _sources(options))
    stored["licence"] = LICENCE
    stored["reader" if options.reader else "retrieval"] = _plain(_fit(examples, names), names, len(examples))
    TARGET.write_text(json.dumps(stored, indent=2) + "\n")
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--whole", nargs="*", default=[], metavar="NAME", help="ask these of all, too")
    parser.add_argument("--library", type=Path, help="the library that the test sets are about")
    parser.add_argument("--testsets", nargs="*", type=Path, default=[])
    parser.add_argument("--limit", type=int, default=1000, help="questions of each set")
    parser.add_argument("--reader", action="store_true", help="hear the reader too")
    return parser.parse_args()


def _sources(options: argparse.Namespace) -> list[Path]:
    return [*options.folders, *options.testsets]


class _Street:
    """The street up to the gate."""

    def __init__(self, embedder: Embedder, reader: Reader | None) -> None:
        self.embedder = embedder
        self.reader = reader
        self.settings = Settings()

    def features(
        self,
        library: Library,
        question: str,
        history: Sequence[Turn] = (),
        documents: frozenset[int] | None = None,
    ) -> dict[str, float] | None:
        """What the gate looks at, None where it is not asked."""
        expanded = expand(question, history)
        if expanded.vague:
            return None
        retriever = Retriever(library.search, self.embedder, self.settings.retrieval)
        passages = retriever.retrieve(
            expanded.query, documents=documents, asked=expanded.asked, context=expanded.context
        )
        limit = self.settings.answering.evidence
        found = evidence.select(expanded.query, passages, self.embedder, limit)
        if not found:
            return None
        reading = self.reader.read(expanded.query, found) if self.reader is not None else None
        return dict(gate.features(expanded.query, found, passages, reading))


def _of_dataset(dataset: Dataset, street: _Street, options: argparse.Namespace) -> Iterator[Example]:
    size = street.settings.ingestion.chunk_tokens
    library = Library.open(library_folder(dataset, street.embedder, size, lambda *_: None))
    keys = {document.name: document.id for document in library.documents(COLLECTION)}
    known = seen_groups(ADAPTER) if options.reader else frozenset()
    fresh = [question for question in dataset.questions if group_of(question) not in known]
    for question in sample(fresh, options.limit, seed=2):
        own = frozenset({keys[question.context]}) if question.context else None
        scopes = [own, None] if own and dataset.name in options.whole else [own]
        for scope in scopes:
            values = street.features(library, question.text, question.history, scope)
            if values is not None:
                part = f"{dataset.name}, {'whole' if scope is None else 'own document'}"
                group = group_of(question) or question.id
                yield Example(values, bool(question.gold.answerable), group, part)


def _of_testset(path: Path, folder: Path, street: _Street) -> Iterator[Example]:
    library = Library.open(folder)
    for case in testset.load(path).cases:
        values = street.features(library, case.question)
        if values is not None:
            yield Example(values, case.answerable is not False, case.question, path.stem)


def _matrix(examples: Sequence[Example], names: Sequence[str]) -> np.ndarray:
    return np.array([[example.features[name] for name in names] for example in examples])


def _fit(examples: Sequence[Example], names: Sequence[str]) -> Pipeline:
    sizes = Counter((example.part, example.answerable) for example in examples)
    weights = np.array([1 / sizes[example.part, example.answerable] for example in examples])
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
    for part in dict.fromkeys(example.part for example in examples):
        rows = np.array([example.part == part for example in examples])
        truth, found = np.array([example.answerable for example in examples])[rows], predicted[rows]
        sys.stdout.write(f"{part}: {rows.sum()} questions, AUC {roc_auc_score(truth, found):.3f}\n")
        for threshold in (0.35, 0.4, 0.45, 0.5, 0.55):
            passed, silent = (found >= threshold)[truth].mean(), (found < threshold)[~truth].mean()
            sys.stdout.write(
                f"  threshold {threshold}: answers {passed:.2f} of the answerable, abstains from "
                f"{silent:.2f} of the others, balanced accuracy {(passed + silent) / 2:.3f}\n"
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
