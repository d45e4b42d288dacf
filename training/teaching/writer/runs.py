"""The run that teaches a model of the catalogue what the writer does: to reword, to check, to translate."""

import argparse
import logging
import re
import sys
from collections.abc import Sequence
from dataclasses import asdict, replace
from itertools import islice
from pathlib import Path
from typing import Any

from safetensors import safe_open
from safetensors.torch import save_file

from rag.common.files import sha256
from training.material.claims import WrittenClaim, claims
from training.material.rewordings import DocumentUse, Rewording, rewordings
from training.material.translations import Translation, translations
from training.teaching.loop import ADAPTER_FILE, train
from training.teaching.recipe import Recipe
from training.teaching.runs import tell
from training.teaching.writer.lessons import claim_lessons, rewording_lessons, translation_lessons
from training.teaching.writer.packed import Lesson
from training.teaching.writer.upper import halves
from training.teaching.writer.writing import Writing

log = logging.getLogger(__name__)

WRITER_FILE = "writer.safetensors"
_WRITING = replace(
    Recipe(),
    first_layer=0,
    learning_rate=3e-4,
    epochs=3.0,
    look_steps=150,
    patience=4,
    warmup=30,
    dropout=0.05,
)
_WATCHED = 64  # lessons of each task
_LAYER = re.compile(r"\.layers\.(\d+)\.")


def write(options: argparse.Namespace) -> dict[str, Any]:
    """Teach the upper layers of the model in `options.gguf`; the adapter is `writer.safetensors` in `options.out`."""
    recipe = replace(_WRITING, epochs=options.epochs or _WRITING.epochs, learning_rate=options.rate)
    model = halves(options.gguf, options.upper)
    said, claimed = rewordings(options.data, files=options.said), claims(options.data)
    put = translations(options.data / "xquad")
    taught, watched = (
        _lessons(model.tokenizer, said, claimed, put, part, min(options.limit, most))
        for part, most in ((DocumentUse.TAUGHT, sys.maxsize), (DocumentUse.WATCHED, _WATCHED))
    )
    task = Writing(model, _flat(taught), _flat(watched), recipe)
    log.info("%d lessons, %d tokens, %d steps", len(_flat(taught)), task.tokens, task.steps)
    start = _sunk(options.start, options.out, model.layers) if options.start else None
    history = train(model.upper, task, recipe, options.out, start)
    _raise(options.out / ADAPTER_FILE, options.out / WRITER_FILE, model.layers)
    told = {
        "base_sha256": sha256(options.gguf),
        "recipe": asdict(recipe),
        "upper_layers": options.upper,
        "start": sha256(options.start) if options.start else "",
        "lessons": {name: len(lessons) for name, lessons in taught.items()},
        "tokens": task.tokens,
        **{
            str(part): sorted(
                {one.group for one in said if one.use is part}
                | {one.group for one in claimed if one.use is part}
                | {one.group for one in put if one.use is part}
            )
            for part in DocumentUse
        },
        "kept_after_steps": history.unseen[history.best()][0],
        "losses": [round(loss, 4) for loss in history.losses],
        "unseen": [[step, round(loss, 4)] for step, loss in history.unseen],
    }
    tell(options.out, told, history)
    return {name: value for name, value in told.items() if name not in (*DocumentUse, "losses")}


def _lessons(
    tokenizer: Any,
    said: Sequence[Rewording],
    claimed: Sequence[WrittenClaim],
    put: Sequence[Translation],
    part: DocumentUse,
    limit: int,
) -> dict[str, list[Lesson]]:
    """By task the lessons of one part of the documents, `limit` each at most."""
    made = {
        "reword": rewording_lessons(tokenizer, [one for one in said if one.use is part]),
        "check": claim_lessons(tokenizer, [one for one in claimed if one.use is part]),
        "translate": translation_lessons(tokenizer, [one for one in put if one.use is part]),
    }
    return {name: list(islice(lessons, limit)) for name, lessons in made.items()}


def _flat(lessons: dict[str, list[Lesson]]) -> list[Lesson]:
    return [one for group in lessons.values() for one in group]


def held_out(data: Path) -> Sequence[Rewording]:
    """What no run sees: to measure by."""
    return [one for one in rewordings(data) if one.use is DocumentUse.HELD_OUT]


def _raise(adapter: Path, path: Path, layers: int) -> None:
    """Keep an adapter of the upper half under the names that its layers have in the whole model."""
    _moved(adapter, path, layers)


def _sunk(adapter: Path, out: Path, layers: int) -> Path:
    """An adapter of the whole model under the names that its layers have in the upper half: a file in `out`."""
    out.mkdir(parents=True, exist_ok=True)
    path = out / "start.safetensors"
    _moved(adapter, path, -layers)
    return path


def _moved(adapter: Path, path: Path, by: int) -> None:
    with safe_open(adapter, framework="pt") as stored:
        metadata = stored.metadata()
        matrices = {
            _LAYER.sub(lambda found: f".layers.{int(found[1]) + by}.", name): stored.get_tensor(name)
            for name in stored.keys()  # noqa: SIM118
        }
    save_file(matrices, path, metadata=metadata)
