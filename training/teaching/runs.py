"""What every run has in common: the model that is taught, what it must not know, and what the run tells of itself."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import torch
from transformers import AutoModelForCausalLM, AutoTokenizer

from evaluation.bench.dataset import Dataset, DatasetQuestion, load
from rag.errors import InvalidTestSet
from rag.models.weights.packaged import GENERATOR, packaged_path
from rag.models.weights.weights import converted
from training.material.documents import (
    REPORT,
    Split,
    all_taught,
    all_watched,
    group_of,
    splits,
    taught_groups,
)
from training.teaching.curves import draw
from training.teaching.loop import History
from training.teaching.recipe import Recipe

CURVES = "curves.png"
PARTS = ("taught", "watched")
"""The parts of a split that a run sees: to learn by, and to stop early by."""


def base() -> tuple[Any, Any]:
    """The embedded model, in float32, and its tokenizer."""
    place = converted(packaged_path(*GENERATOR))
    model = AutoModelForCausalLM.from_pretrained(place, dtype=torch.float32)
    return model, AutoTokenizer.from_pretrained(place)


def sets(
    folders: Sequence[Path],
    written: Sequence[Path] = (),
    looked_at: Sequence[Path] = (),
    start: Path | None = None,
) -> tuple[list[Dataset], list[Split]]:
    """The question sets of `folders`, each with its split, then those of `written`, of which all is taught, and those
    of `looked_at`, of which all is watched.

    Raises InvalidTestSet where the adapter that the run begins with knows what it would be measured by.
    """
    measured, to_teach, to_watch = ([load(path) for path in paths] for paths in (folders, written, looked_at))
    parts = splits([dataset.questions for dataset in measured])
    parts += [all_taught(dataset.questions) for dataset in to_teach]
    parts += [all_watched(dataset.questions) for dataset in to_watch]
    if start is not None:
        _must_be_new_to(start, parts)
    return measured + to_teach + to_watch, parts


def of_part(
    name: str, datasets: Sequence[Dataset], parts: Sequence[Split]
) -> Iterator[tuple[Dataset, list[DatasetQuestion]]]:
    """Each question set with its questions of one part of the split: "taught", "watched" or "held_out"."""
    for dataset, part in zip(datasets, parts, strict=True):
        groups = getattr(part, name)
        yield dataset, [question for question in dataset.questions if group_of(question) in groups]


def kept_apart(parts: Sequence[Split]) -> frozenset[str]:
    """What is watched or held out: no run teaches it."""
    return frozenset().union(*(part.watched | part.held_out for part in parts))


def _must_be_new_to(start: Path, parts: Sequence[Split]) -> None:
    """What is watched or held out must be unknown to the adapter that the run begins with."""
    known = taught_groups(start) & kept_apart(parts)
    if known:
        raise InvalidTestSet(
            f"{start} was taught {', '.join(sorted(known)[:3])}, which this run would measure it by. "
            "Give the question sets that it was trained on, in their order, or leave --start out."
        )


def must_fill_a_step(examples: Sequence[Any], recipe: Recipe, folders: Sequence[Path]) -> None:
    if len(examples) < recipe.batch:
        raise InvalidTestSet(
            f"{', '.join(map(str, folders))} leaves {len(examples)} examples to train on, but a step "
            f"takes {recipe.batch}. Give it more articles: some are always held out."
        )


def account(
    datasets: Sequence[Dataset], parts: Sequence[Split], recipe: Recipe, history: History, **more: Any
) -> dict[str, Any]:
    """Which articles were taught and which were not, by what recipe, and how the losses went."""
    return {
        "datasets": [dataset.name for dataset in datasets],
        "recipe": asdict(recipe),
        **more,
        **{
            name: sorted(group for part in parts for group in getattr(part, name))
            for name in ("taught", "watched", "held_out")
        },
        "kept_after_steps": history.unseen[history.best()][0],
        "losses": [round(loss, 4) for loss in history.losses],
        "unseen": [[step, round(loss, 4)] for step, loss in history.unseen],
    }


def tell(folder: Path, found: dict[str, Any], history: History) -> None:
    """Write the report, and the losses as a picture."""
    (folder / REPORT).write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    draw(history, folder / CURVES)
