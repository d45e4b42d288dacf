"""Teach the embedded model to answer from evidence.

    python -m training train DATASET_DIR --out RUN [--epochs N] [--smoke]
    python -m training measure DATASET_DIR [--adapter FILE] [--limit N] [--all-groups]
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

from rag.errors import LecternError
from rag.models.embedder import load_embedder
from rag.models.packaged import GENERATOR, packaged_path
from rag.models.span_loading import ADAPTER, load_span_model
from rag.models.weights import converted
from rag.reader import Reader
from rag.settings import Settings
from training.examples import Example, build, held_out
from training.loop import train
from training.recipe import Recipe
from training.scores import read_all, report

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
    measure = commands.add_parser("measure", help="short answers and abstention on held-out articles")
    measure.add_argument("dataset", type=Path)
    measure.add_argument("--adapter", type=Path, default=ADAPTER)
    measure.add_argument("--limit", type=int, default=400)
    measure.add_argument("--all-groups", action="store_true", help="a set that was never trained on")
    return parser


def _train(options: argparse.Namespace) -> dict[str, Any]:
    recipe = replace(Recipe(), epochs=options.epochs)
    examples = list(build(options.dataset, load_embedder(Settings().models), recipe.sentences))
    kept = held_out(examples)
    taught = [example for example in examples if example.group not in kept]
    if options.smoke:
        taught = taught[:_SMOKE]
    place = converted(packaged_path(*GENERATOR))
    model = AutoModelForCausalLM.from_pretrained(place, dtype=torch.float32)
    losses = train(model, AutoTokenizer.from_pretrained(place), taught, recipe, options.out)
    found = {
        "dataset": options.dataset.resolve().name,
        "recipe": asdict(recipe),
        "examples": len(taught),
        "held_out": sorted(kept),
        "losses": [round(loss, 4) for loss in losses],
    }
    (options.out / "report.json").write_text(json.dumps(found, indent=1) + "\n")
    return found


def _measure(options: argparse.Namespace) -> dict[str, Any]:
    settings = Settings()
    examples = list(build(options.dataset, load_embedder(settings.models), Recipe().sentences))
    if not options.all_groups:
        kept = held_out(examples)
        examples = [example for example in examples if example.group in kept]
    reader = Reader(load_span_model(settings.models, options.adapter))
    reads = read_all(reader, _sample(examples, options.limit), _progress)
    return {"dataset": options.dataset.resolve().name, **report(reads)}


def _sample(examples: Sequence[Example], limit: int) -> list[Example]:
    return random.Random(0).sample(list(examples), min(limit, len(examples)))


def _progress(done: int, total: int) -> None:
    if done % 50 == 0 or done == total:
        sys.stderr.write(f"{done}/{total}\n")


if __name__ == "__main__":
    sys.exit(main())
