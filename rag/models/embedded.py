"""The embedded causal model, in memory once a process and device: it reads, judges and writes."""

import threading
from pathlib import Path
from typing import Any

from transformers import AutoModelForCausalLM, AutoTokenizer

from rag.models.adapted import AdaptedModel
from rag.models.weights.device import generation_dtype
from rag.models.weights.packaged import GENERATOR, packaged_path
from rag.models.weights.quiet import quieten
from rag.models.weights.weights import converted

_loading = threading.Lock()
_loaded: dict[tuple[Path, str], tuple[AdaptedModel, Any]] = {}


def embedded_model(device: str) -> tuple[AdaptedModel, Any]:
    """The model and its tokenizer, on a `device` as torch names it; the same for all who ask."""
    place = converted(packaged_path(*GENERATOR))
    with _loading:
        if (place, device) not in _loaded:
            _loaded[place, device] = _load(place, device)
        return _loaded[place, device]


def _load(place: Path, device: str) -> tuple[AdaptedModel, Any]:
    quieten()
    tokenizer = AutoTokenizer.from_pretrained(place)
    # Other implementations of attention would add the mask of `Packed` to the scores.
    model: Any = AutoModelForCausalLM.from_pretrained(
        place, dtype=generation_dtype(device), attn_implementation="sdpa"
    )
    return AdaptedModel(model.to(device).eval()), tokenizer
