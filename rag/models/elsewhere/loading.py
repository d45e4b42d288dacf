"""The judge's and the reader's model, each on a server where the environment says so, else on this computer."""

import json
import threading
from collections.abc import Callable
from functools import partial

from tokenizers import Tokenizer

from rag.errors import ModelUnavailable
from rag.models.elsewhere.fallback import ServedFirst, TaughtModel
from rag.models.weights.packaged import GENERATOR, packaged_path
from rag.models.weights.weights import converted
from rag.settings import Elsewhere, Models, Patience, ServedModel


class _Here:
    """The models of this computer, loaded together when the first of them is needed, and once. Safe to use from many
    threads."""

    def __init__(self, models: Models) -> None:
        self._models = models
        self._lock = threading.Lock()
        self._loaded: list[tuple[TaughtModel, TaughtModel] | None] = []

    def reader(self) -> TaughtModel | None:
        """None where what it was taught is not installed."""
        return None if (both := self._both()) is None else both[0]

    def judge(self) -> TaughtModel | None:
        """See `reader`."""
        return None if (both := self._both()) is None else both[1]

    def _both(self) -> tuple[TaughtModel, TaughtModel] | None:
        with self._lock:
            if not self._loaded:
                self._loaded.append(_both_here(self._models))
            return self._loaded[0]


def load_taught(models: Models, served: Elsewhere) -> tuple[TaughtModel | None, TaughtModel | None]:
    """The model of the reader and that of the judge; None for one that is neither served nor here. Of what is served
    nothing is asked yet, and nothing is loaded for it as long as the server answers."""
    here = _Here(models)
    return (
        _model(served.reader, served.patience, here.reader),
        _model(served.judge, served.patience, here.judge),
    )


def _model(
    place: ServedModel | None, patience: Patience, local: Callable[[], TaughtModel | None]
) -> TaughtModel | None:
    if place is None:
        return local()
    # Imported late: the client of servers is an extra.
    from rag.models.elsewhere.client import ModelServer
    from rag.models.elsewhere.span_model import ServerSpanModel

    tokenizer, end = taught_tokenizer()
    model = ServerSpanModel(ModelServer(place, patience), tokenizer, end)
    return ServedFirst(model, place.told, partial(_needed, local) if patience.fallback else None)


def _needed(local: Callable[[], TaughtModel | None]) -> TaughtModel:
    loaded = local()
    if loaded is None:
        raise ModelUnavailable(
            "What the reader was taught is not installed (rag/models/adapters/reader.safetensors). Restore the file."
        )
    return loaded


def _both_here(models: Models) -> tuple[TaughtModel, TaughtModel] | None:
    # Imported late: torch and transformers take seconds.
    from rag.models.span.loading import load_span_models

    return load_span_models(models)


def taught_tokenizer() -> tuple[Tokenizer, int]:
    """The tokenizer of the embedded model, which judge and reader have too, and its token that ends a reply."""
    folder = converted(packaged_path(*GENERATOR))
    try:
        tokenizer = Tokenizer.from_str((folder / "tokenizer.json").read_text(encoding="utf-8"))
        name = json.loads((folder / "tokenizer_config.json").read_text(encoding="utf-8"))["eos_token"]
        end = tokenizer.token_to_id(name)
        if end is None:
            raise KeyError(name)
    except (OSError, ValueError, KeyError) as error:
        raise ModelUnavailable(
            f"The tokenizer in {folder} cannot be read ({error}). Delete the folder; it is made anew."
        ) from error
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer, end
