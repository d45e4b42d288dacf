"""The run that teaches a model of the catalogue to say units in fewer words."""

import argparse
import logging
import re
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from safetensors import safe_open
from safetensors.torch import save_file

from rag.common.files import sha256
from training.material.rewordings import DocumentUse, Rewording, rewordings
from training.teaching.loop import ADAPTER_FILE, train
from training.teaching.recipe import Recipe
from training.teaching.runs import tell
from training.teaching.upper import halves
from training.teaching.writing import Writing

log = logging.getLogger(__name__)

WRITER_FILE = "writer.safetensors"
_WRITING = replace(
    Recipe(),
    first_layer=0,
    learning_rate=3e-4,
    epochs=3.0,
    look_steps=60,
    patience=4,
    warmup=30,
    dropout=0.05,
)
_LAYER = re.compile(r"\.layers\.(\d+)\.")


def write(options: argparse.Namespace) -> dict[str, Any]:
    """Teach the upper layers of the model in `options.gguf`; the adapter is `writer.safetensors` in `options.out`."""
    recipe = replace(_WRITING, epochs=options.epochs or _WRITING.epochs, learning_rate=options.rate)
    found = rewordings(options.data)
    taught, watched = (
        [one for one in found if one.use is part] for part in (DocumentUse.TAUGHT, DocumentUse.WATCHED)
    )
    model = halves(options.gguf, options.upper)
    task = Writing(model, taught[: options.limit], watched[: options.limit], recipe)
    log.info("%d examples, %d tokens, %d steps", len(taught), task.tokens, task.steps)
    history = train(model.upper, task, recipe, options.out)
    _raise(options.out / ADAPTER_FILE, options.out / WRITER_FILE, model.layers)
    told = {
        "base_sha256": sha256(options.gguf),
        "recipe": asdict(recipe),
        "upper_layers": options.upper,
        "examples": len(taught),
        "tokens": task.tokens,
        **{str(part): sorted({one.group for one in found if one.use is part}) for part in DocumentUse},
        "kept_after_steps": history.unseen[history.best()][0],
        "losses": [round(loss, 4) for loss in history.losses],
        "unseen": [[step, round(loss, 4)] for step, loss in history.unseen],
    }
    tell(options.out, told, history)
    return {name: value for name, value in told.items() if name not in (*DocumentUse, "losses")}


def held_out(data: Path) -> Sequence[Rewording]:
    """What no run sees: to measure by."""
    return [one for one in rewordings(data) if one.use is DocumentUse.HELD_OUT]


def _raise(adapter: Path, path: Path, layers: int) -> None:
    """Keep an adapter of the upper half under the names that its layers have in the whole model."""
    with safe_open(adapter, framework="pt") as stored:
        metadata = stored.metadata()
        matrices = {
            _LAYER.sub(lambda found: f".layers.{int(found[1]) + layers}.", name): stored.get_tensor(name)
            for name in stored.keys()  # noqa: SIM118
        }
    save_file(matrices, path, metadata=metadata)
