"""Teach the embedded model to answer from evidence.

python -m training train DATASET_DIR... --out RUN [--epochs N] [--rate R] [--start ADAPTER]
    [--written DATASET_DIR...] [--watched DATASET_DIR...] [--near-misses SHARE] [--alone SHARE]
    [--decision-weight N] [--answered] [--limit N] [--smoke]
python -m training measure DATASET_DIR [--adapter FILE] [--limit N]
python -m training ask DATASET_DIR... --out RUN [--library DIR] [--sentences N]
python -m training judge DATASET_DIR... --out RUN [--written DATASET_DIR...] [--watched DATASET_DIR...]
    [--asked FILE] [--start ADAPTER] [--rate R]
python -m training write --gguf FILE --out RUN [--epochs N] [--rate R] [--upper N]
python -m training mix BEFORE AFTER --share S --out FILE
"""

import argparse
import json
import logging
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from evaluation.bench.dataset import Dataset, DatasetQuestion, load
from rag.command import exit_status
from rag.evidence.judge import Judge
from rag.models.embedding.embedder import Embedder, load_embedder
from rag.models.span.loading import load_span_model
from rag.settings import Settings
from rag.writing.reader import Reader
from training.material import lines
from training.material.documents import group_of, seen_groups, some
from training.material.examples import TrainingExample, build, from_json
from training.options import LIMIT, SMOKE, parser
from training.teaching.batches import ReadingTask
from training.teaching.judge_runs import ask_about, judge
from training.teaching.loop import ADAPTER_FILE, train
from training.teaching.mixing import mix
from training.teaching.recipe import Recipe
from training.teaching.runs import PARTS, account, base, must_fill_a_step, of_part, sets, tell
from training.teaching.scores import read_all, report
from training.teaching.writing_runs import write


def main(arguments: Sequence[str] | None = None) -> int:
    """The exit status: 0 done, 1 something failed, 2 wrong usage."""
    options = parser(__doc__).parse_args(arguments)
    logging.basicConfig(stream=sys.stderr, level=logging.INFO, format="%(message)s")
    return exit_status(lambda: _run(options))


def _run(options: argparse.Namespace) -> int:
    found = _COMMANDS[options.command](options)
    sys.stdout.write(json.dumps(found, indent=2) + "\n")
    return 0


def _train(options: argparse.Namespace) -> dict[str, Any]:
    recipe = replace(
        Recipe(),
        epochs=options.epochs,
        learning_rate=options.rate,
        near_misses=options.near_misses,
        alone=options.alone,
        decision_weight=options.decision_weight,
    )
    if options.answered:
        recipe = replace(recipe, answered=True, absent=0.0, removed=0.0)
    limit = SMOKE if options.smoke else options.limit
    datasets, parts = sets(options.datasets, options.written, options.watched, options.start)
    embedder = load_embedder(Settings().models)
    examples, unseen = (
        _kept(options.out / f"{name}.jsonl", _asked(recipe, of_part(name, datasets, parts)), limit, embedder)
        for name in PARTS
    )
    if recipe.answered:
        examples, unseen = ([e for e in part if e.gold is not None] for part in (examples, unseen))
    must_fill_a_step(examples, recipe, options.datasets)
    model, tokenizer = base()
    task = ReadingTask(tokenizer, examples, unseen, recipe)
    history = train(model, task, recipe, options.out, options.start)
    found = account(
        datasets,
        parts,
        recipe,
        history,
        start=str(options.start) if options.start else None,
        examples=len(examples),
        unseen_examples=len(unseen),
    )
    # Before measuring, which asks this file what was taught.
    tell(options.out, found, history)
    adapter, most = options.out / ADAPTER_FILE, SMOKE if options.smoke else LIMIT
    found["measured"] = {
        dataset.name: measured(dataset, adapter, most, embedder)
        for dataset in datasets[: len(options.datasets)]
    }
    tell(options.out, found, history)
    return found


def _asked(
    recipe: Recipe, asked_of: Iterator[tuple[Dataset, list[DatasetQuestion]]]
) -> Iterator[tuple[Dataset, list[DatasetQuestion]]]:
    """The questions that the recipe wants: those without an answer need no search where none of them is taught."""
    for dataset, questions in asked_of:
        yield dataset, [q for q in questions if q.gold.answerable or not recipe.answered]


def _mix(options: argparse.Namespace) -> dict[str, Any]:
    mix(options.before, options.after, options.share, options.out)
    return {"adapter": str(options.out), "share": options.share}


def _measure(options: argparse.Namespace) -> dict[str, Any]:
    return measured(load(options.dataset), options.adapter, options.limit, load_embedder(Settings().models))


def measured(dataset: Dataset, adapter: Path, limit: int, embedder: Embedder) -> dict[str, Any]:
    """The scores of an adapter on documents that it never saw, each question asked of its own document."""
    seen = seen_groups(adapter)
    fresh = [question for question in dataset.questions if group_of(question) not in seen]
    examples = list(_examples(dataset, fresh, limit, embedder))
    model = load_span_model(Settings().models, adapter)
    reads = read_all(Judge(model), Reader(model), examples, _progress)
    return {"dataset": dataset.name, "groups": sorted({e.group for e in examples}), **report(reads)}


def _kept(
    path: Path, asked_of: Iterator[tuple[Dataset, list[DatasetQuestion]]], limit: int, embedder: Embedder
) -> list[TrainingExample]:
    def made() -> Iterator[TrainingExample]:
        for dataset, questions in asked_of:
            yield from _examples(dataset, questions, limit, embedder)

    return [from_json(values) for values in lines.made_once(path, made)]


def _examples(
    dataset: Dataset, questions: Sequence[DatasetQuestion], limit: int, embedder: Embedder
) -> Iterator[TrainingExample]:
    return build(dataset, some(questions, limit), embedder, Recipe().sentences)


def _progress(done: int, total: int) -> None:
    if done % 50 == 0 or done == total:
        sys.stderr.write(f"{done}/{total}\n")


_COMMANDS = {
    "train": _train,
    "measure": _measure,
    "ask": ask_about,
    "judge": judge,
    "write": write,
    "mix": _mix,
}


if __name__ == "__main__":
    sys.exit(main())
