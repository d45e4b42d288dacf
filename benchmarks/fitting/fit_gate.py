"""Fit the gate's coefficients on answerable and unanswerable questions and write `rag/evidence/data/gate.json`.

    python -m ingest samples/course ../shared/data/course --library DIR --collection Course
    python -m benchmarks.fitting.fit_gate ../shared/data/{squad2_half,clapnq,mtrag_un} --whole clapnq \
        --library DIR --testsets benchmarks/course_develop.csv samples/testset.csv [--limit N] [--judge] \
        [--keep FILE]

A question with a document of its own (`context_doc`) is asked of that document alone, for that is what
"unanswerable" was judged by; of the sets in `--whole`, of the whole corpus too. The test sets are asked of
DIR. Where few passages were to be had and where many, coefficients of their own are fitted; sets and the two
classes weigh the same in each. With `--judge` the coefficients that also hear the judge are fitted, on
documents that it was not trained on. Figures are cross-validated by document. Asking takes half an hour:
what was asked is kept in FILE, and the sets that are there already are not asked again.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GroupKFold
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import StandardScaler

from benchmarks.fitting.gate_examples import GateExample, Street, keep, kept, of_dataset, of_testset
from benchmarks.remembered import Remembered
from evaluation.bench.dataset import load
from rag.compose import load_judge_and_reader
from rag.evidence import gate
from rag.models.embedding.embedder import load_embedder
from rag.settings import Settings

TARGET = Path(gate.__file__).parent / "data" / "gate.json"
LICENCE = "SQuAD 2.0: CC BY-SA 4.0; CLAP NQ, MTRAG: Apache-2.0, passages CC BY-SA 3.0; the course's: our own"
# What the judge adds: few questions are left that it was not taught on, so few coefficients are fitted. Among many
# passages the best sentence says more, beside the judge, than `without_judge` makes of it: passages are liker to their
# questions in some collections, and the threshold is one for all (cross-validated, 57 of 70 course questions are right
# for 54, with as many rightly silent; balanced accuracy is higher by .01 to .02 on clapnq and equal on mtrag_un).
_HEARD = {gate.FEW: ("without_judge", "doubt"), gate.MANY: ("without_judge", "doubt", "best")}
# A class of fewer questions than this weighs less: a handful must not weigh as much as hundreds.
_WHOLE_CLASS = 20
# How much more an unanswerable question weighs once the judge is heard. At the default threshold, both errors are
# then about equally frequent in one's own document, and of what two courses do not answer .9 is left unanswered.
_SILENCE = {gate.FEW: 1.2, gate.MANY: 0.7}


def main() -> int:
    options = _options()
    embedder = Remembered(load_embedder(Settings().models))
    street = Street(embedder, load_judge_and_reader(Settings().models)[0] if options.judge else None)
    examples = kept(options.keep)
    known = {example.source for example in examples}
    for path in (path for path in _sources(options) if path.name not in known):
        if path in options.folders:
            fresh = list(of_dataset(load(path), street, options.limit, path.name in options.whole))
        else:
            fresh = list(of_testset(path, options.library, street))
        examples += fresh
        sys.stderr.write(f"{path.name}: {len(examples)} examples so far\n")
        keep(options.keep, fresh)
        embedder.save()
    stored = json.loads(TARGET.read_text()) if TARGET.exists() else {}
    stored["origin"] = "benchmarks/fitting/fit_gate.py on " + ", ".join(p.name for p in _sources(options))
    stored["licence"] = LICENCE
    if options.judge:
        for scope in gate.SCOPES:
            stored[scope] = _fitted(
                scope, [example for example in examples if example.scope == scope], _HEARD[scope]
            )
    else:
        stored["retrieval"] = _fitted("all", examples, tuple(examples[0].features))
    TARGET.write_text(json.dumps(stored, indent=2) + "\n")
    return 0


def _fitted(title: str, examples: Sequence[GateExample], names: Sequence[str]) -> dict[str, object]:
    sys.stdout.write(f"{title}: {len(examples)} questions\n")
    silence = _SILENCE.get(title, 1.0)
    _report(examples, names, silence)
    return _plain(_fit(examples, names, silence), names, len(examples))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--whole", nargs="*", default=[], metavar="NAME", help="ask these of all, too")
    parser.add_argument("--library", type=Path, help="the library that the test sets are about")
    parser.add_argument("--testsets", nargs="*", type=Path, default=[])
    parser.add_argument("--limit", type=int, default=1000, help="questions of each set")
    parser.add_argument("--judge", action="store_true", help="hear the judge too")
    parser.add_argument(
        "--keep", type=Path, metavar="FILE", help="what was asked, to fit again without asking"
    )
    return parser.parse_args()


def _sources(options: argparse.Namespace) -> list[Path]:
    return [*options.folders, *options.testsets]


def _matrix(examples: Sequence[GateExample], names: Sequence[str]) -> np.ndarray:
    return np.array([[example.features[name] for name in names] for example in examples])


def _fit(examples: Sequence[GateExample], names: Sequence[str], silence: float = 1.0) -> Pipeline:
    """`silence` is how much more an unanswerable question weighs than an answerable one."""
    sizes = Counter((example.part, example.answerable) for example in examples)
    weights = np.array(
        [
            (1.0 if e.answerable else silence) / max(sizes[e.part, e.answerable], _WHOLE_CLASS)
            for e in examples
        ]
    )
    model = make_pipeline(StandardScaler(), LogisticRegression(C=0.3, max_iter=3000))
    right = [example.answerable for example in examples]
    return model.fit(
        _matrix(examples, names), right, logisticregression__sample_weight=weights / weights.mean()
    )


def _report(examples: Sequence[GateExample], names: Sequence[str], silence: float) -> None:
    predicted = np.zeros(len(examples))
    groups = [example.group for example in examples]
    for train, test in GroupKFold(min(8, len(set(groups)))).split(examples, groups=groups):
        model = _fit([examples[i] for i in train], names, silence)
        predicted[test] = model.predict_proba(_matrix([examples[i] for i in test], names))[:, 1]
    for part in dict.fromkeys(example.part for example in examples):
        rows = np.array([example.part == part for example in examples])
        truth, found = np.array([example.answerable for example in examples])[rows], predicted[rows]
        if truth.all() or not truth.any():
            continue
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
