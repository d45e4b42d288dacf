"""The fine-tuned reader and judge: the embedded model, each with an adapter of `rag/models/adapters`."""

from pathlib import Path

from rag.models.embedded import embedded_model
from rag.models.span.adapter import explained, read_pairs
from rag.models.span.span_model import SpanModel
from rag.models.weights.device import choose_device
from rag.settings import Models

ADAPTER = Path(__file__).parent.parent / "adapters" / "reader.safetensors"
JUDGE = ADAPTER.parent / "judge" / "judge.safetensors"
"""The same, taught on to tell what is not answered, which costs it some of the words."""


def load_span_model(models: Models, adapter: Path = ADAPTER) -> SpanModel:
    """The embedded model with what it was taught; ModelUnavailable where the file does not fit it."""
    whole, tokenizer = embedded_model(choose_device(models.device))
    with explained(adapter):
        whole.add(str(adapter), read_pairs(adapter))
    return SpanModel(whole.view(str(adapter)), tokenizer)


def load_span_models(models: Models) -> tuple[SpanModel, SpanModel] | None:
    """The reader's model and the judge's; the same one where there is no judge, None where there is neither."""
    if not ADAPTER.exists():
        return None
    reader = load_span_model(models)
    return reader, load_span_model(models, JUDGE) if JUDGE.exists() else reader
