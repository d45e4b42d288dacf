"""Teach the embedded model to answer from evidence.

python -m training train DATASET_DIR --out RUN [--epochs N] [--smoke]
python -m training measure DATASET_DIR [--adapter FILE] [--limit N]
"""

import argparse
import json
import logging
import random
import sys
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import torch
from transformers import AutoModelForCausalLM, AutoTokenizer

from evaluation.dataset import Question, load
from rag.errors import InvalidTestSet, LecternError
from rag.models.embedder import load_embedder
from rag.models.packaged import GENERATOR, packaged_path
from rag.models.span_loading import ADAPTER, load_span_model
from rag.models.weights import converted
from rag.reader import Reader
from rag.settings import Settings
from training.examples import build, group_of, held_out
from training.loop import train
from training.recipe import Recipe
from training.scores import read_all, report

REPORT = "report.json"
_SMOKE = 24


def main(arguments: Sequence[str] | None = None) -> int:
    """The exit status: 0 done, 1 something failed, 2 wrong usage."""
    options = _parser().parse_args(arguments)
    logging.basicConfig(stream=sys.stderr, level=logging.INFO, format="%(message)s")
    try:
        found = {"train": _train, "measure": _measure}[options.command](options)
    except LecternError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write(json.dumps(found, indent=2) + "\n")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    learn = commands.add_parser("train", help="train an adapter; go on with a run that was broken off")
    learn.add_argument("dataset", type=Path)
    learn.add_argument("--out", type=Path, required=True, metavar="RUN")
    learn.add_argument("--epochs", type=float, default=Recipe().epochs)
    learn.add_argument("--smoke", action="store_true", help=f"{_SMOKE} examples, to see that it runs")
    measure = commands.add_parser("measure", help="short answers and abstention on articles not trained on")
    measure.add_argument("dataset", type=Path)
    measure.add_argument("--adapter", type=Path, default=ADAPTER)
    measure.add_argument("--limit", type=int, default=400)
    return parser


def _train(options: argparse.Namespace) -> dict[str, Any]:
    recipe = replace(Recipe(), epochs=options.epochs)
    dataset = load(options.dataset)
    kept = held_out(dataset.questions)
    questions = [question for question in dataset.questions if group_of(question) not in kept]
    if options.smoke:
        questions = _sample(questions, _SMOKE)
    examples = list(build(dataset, questions, load_embedder(Settings().models), recipe.sentences))
    if len(examples) < recipe.batch:
        raise InvalidTestSet(
            f"{options.dataset} leaves {len(examples)} examples to train on, but a step takes {recipe.batch}. "
            "Give it more articles: some are always held out."
        )
    place = converted(packaged_path(*GENERATOR))
    model = AutoModelForCausalLM.from_pretrained(place, dtype=torch.float32)
    losses = train(model, AutoTokenizer.from_pretrained(place), examples, recipe, options.out)
    found = {
        "dataset": dataset.name,
        "recipe": asdict(recipe),
        "examples": len(examples),
        "taught": sorted({example.group for example in examples}),
        "held_out": sorted(kept),
        "losses": [round(loss, 4) for loss in losses],
    }
    (options.out / REPORT).write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    return found


def _measure(options: argparse.Namespace) -> dict[str, Any]:
    settings, dataset = Settings(), load(options.dataset)
    taught = taught_groups(options.adapter)
    fresh = [question for question in dataset.questions if group_of(question) not in taught]
    questions = _sample(fresh, options.limit)
    examples = list(build(dataset, questions, load_embedder(settings.models), Recipe().sentences))
    reader = Reader(load_span_model(settings.models, options.adapter))
    reads = read_all(reader, examples, _progress)
    return {"dataset": dataset.name, "groups": sorted({e.group for e in examples}), **report(reads)}


def taught_groups(adapter: Path) -> frozenset[str]:
    """The articles that an adapter was trained on, from the report beside it."""
    path = adapter.parent / REPORT
    try:
        return frozenset(json.loads(path.read_text(encoding="utf-8"))["taught"])
    except (OSError, ValueError, KeyError) as error:
        raise InvalidTestSet(
            f'{path} does not say under "taught" which articles the adapter knows ({error!r}), so nothing '
            "can be measured honestly. Keep the report of the training run beside its adapter."
        ) from error


def _sample(questions: Sequence[Question], limit: int) -> list[Question]:
    return random.Random(0).sample(list(questions), min(limit, len(questions)))


def _progress(done: int, total: int) -> None:
    if done % 50 == 0 or done == total:
        sys.stderr.write(f"{done}/{total}\n")


if __name__ == "__main__":
    sys.exit(main())
