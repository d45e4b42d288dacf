"""The judge's and the reader's model, each on a server where the environment says so, else on this computer."""

import json
from collections.abc import Callable
from functools import partial

from tokenizers import Tokenizer

from rag.errors import ModelUnavailable
from rag.models.elsewhere.fallback import ServedFirst, TaughtModel
from rag.models.weights.packaged import GENERATOR, packaged_path
from rag.models.weights.weights import converted
from rag.settings import Elsewhere, Models, Patience, ServedModel


def load_taught(models: Models, served: Elsewhere) -> tuple[TaughtModel, TaughtModel] | None:
    """The model of the reader and that of the judge; None where there is neither. Of what is served nothing is asked
    yet, and nothing is loaded as long as the server answers."""
    if served.reader is None and served.judge is None:
        return _both_here(models)
    here = partial(_here, models)
    return (
        _model(served.reader, served.patience, lambda: here()[0]),
        _model(served.judge, served.patience, lambda: here()[1]),
    )


def _model(place: ServedModel | None, patience: Patience, local: Callable[[], TaughtModel]) -> TaughtModel:
    if place is None:
        return local()
    # Imported late: the client of servers is an extra.
    from rag.models.elsewhere.client import ModelServer
    from rag.models.elsewhere.span_model import ServerSpanModel

    tokenizer, end = taught_tokenizer()
    model = ServerSpanModel(ModelServer(place, patience), tokenizer, end)
    return ServedFirst(model, place.told, local if patience.fallback else None)


def _here(models: Models) -> tuple[TaughtModel, TaughtModel]:
    loaded = _both_here(models)
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
