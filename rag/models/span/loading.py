"""The fine-tuned reader and judge: the embedded generator with an adapter of `rag/models/adapters` merged in."""

from pathlib import Path
from typing import Any

from transformers import AutoModelForCausalLM, AutoTokenizer

from rag.models.span.adapter import merge
from rag.models.span.span_model import SpanModel
from rag.models.weights.device import choose_device, generation_dtype
from rag.models.weights.packaged import GENERATOR, packaged_path
from rag.models.weights.quiet import quieten
from rag.models.weights.weights import converted
from rag.settings import Models

ADAPTER = Path(__file__).parent.parent / "adapters" / "reader.safetensors"
JUDGE = ADAPTER.parent / "judge" / "judge.safetensors"
"""The same, taught on to tell what is not answered, which costs it some of the words."""


def load_span_model(models: Models, adapter: Path = ADAPTER) -> SpanModel:
    """The embedded model taught to read; merged in float32, then in the numbers that suit the device."""
    import torch

    quieten()
    place = converted(packaged_path(*GENERATOR))
    device = choose_device(models.device)
    tokenizer = AutoTokenizer.from_pretrained(place)
    # Other implementations of attention would add the mask of `Packed` to the scores.
    model: Any = AutoModelForCausalLM.from_pretrained(place, dtype=torch.float32, attn_implementation="sdpa")
    merge(model, adapter)
    return SpanModel(model.to(dtype=generation_dtype(device), device=device).eval(), tokenizer)


def load_span_models(models: Models) -> tuple[SpanModel, SpanModel] | None:
    """The reader's model and the judge's; the same one where there is no judge, None where there is neither."""
    if not ADAPTER.exists():
        return None
    reader = load_span_model(models)
    return reader, load_span_model(models, JUDGE) if JUDGE.exists() else reader
