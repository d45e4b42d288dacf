"""The generator of the settings: embedded, of the catalogue, a GGUF file, from Hugging Face, a server or a provider."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from langchain_core.language_models import BaseChatModel

from rag.errors import ModelUnavailable
from rag.models.catalogue.entries import catalogue
from rag.models.catalogue.preparing import prepared
from rag.models.weights.weights import converted
from rag.settings import Models, provider_of


def load_generator(models: Models) -> BaseChatModel:
    """A chat model that streams; ModelUnavailable, with the remedy, where it cannot be had.

    A server is not asked here: see `rag.models.generation.server.check_server`.
    """
    load = next(load for fits, load in _KINDS if fits(models))
    return load(models)


def _from_server(models: Models) -> BaseChatModel:
    from rag.models.generation.server import ServerChatModel

    return ServerChatModel.of(models)


def _from_provider(models: Models) -> BaseChatModel:
    # Imported late: `langchain` is an extra.
    from rag.models.providers import chat_model

    return chat_model(models.generator)


def _embedded(models: Models) -> BaseChatModel:
    # Imported late: torch and transformers take seconds.
    from rag.models.embedded import embedded_model
    from rag.models.generation.local import LocalChatModel
    from rag.models.weights.device import choose_device

    whole, tokenizer = embedded_model(choose_device(models.device))
    return LocalChatModel(model=whole.view(), tokenizer=tokenizer, name="SmolLM2-135M-Instruct")


def _from_catalogue(models: Models) -> BaseChatModel:
    # Imported late: CTranslate2 takes a second, and the other kinds do without this engine.
    from rag.models.generation.compiled import CompiledChatModel

    entry = catalogue()[models.generator]
    return CompiledChatModel.of(
        prepared(entry.name), entry.label, taught=bool(entry.taught), carried=entry.carried
    )


def _from_gguf(models: Models) -> BaseChatModel:
    path = Path(models.generator).expanduser()
    return _from_folder(converted(path), models, path.stem)


def _from_hugging_face(models: Models) -> BaseChatModel:
    return _from_folder(models.generator, models, models.generator)


def _from_folder(place: str | Path, models: Models, name: str) -> BaseChatModel:
    # Imported late: torch and transformers take seconds, and a server needs neither.
    from transformers import AutoModelForCausalLM, AutoTokenizer

    from rag.models.generation.local import LocalChatModel
    from rag.models.weights.device import choose_device, generation_dtype
    from rag.models.weights.quiet import quieten

    quieten()
    device = choose_device(models.device)
    try:
        tokenizer = AutoTokenizer.from_pretrained(place)
        model: Any = AutoModelForCausalLM.from_pretrained(place, dtype=generation_dtype(device))
        return LocalChatModel(model=model.to(device).eval(), tokenizer=tokenizer, name=name)
    except ImportError as error:
        raise ModelUnavailable(
            f'The generator "{models.generator}" needs a package that is not installed: {error} '
            f"Run: pip install {error.name or 'the package it names'}"
        ) from error
    except (OSError, ValueError, KeyError, RuntimeError) as error:
        reason = (str(error).strip().splitlines() or [type(error).__name__])[0].rstrip(".")
        raise ModelUnavailable(
            f'The generator "{models.generator}" cannot be loaded: {reason}. Set models.generator to '
            '"embedded", to a .gguf file, to the folder of a Hugging Face causal model, to a Hugging '
            "Face name that is in the local cache (the first download needs a connection and "
            'HF_HUB_OFFLINE=0), or to "provider:model", a model of a LangChain provider; or set '
            "models.base_url for a server."
        ) from error


_KINDS: tuple[tuple[Callable[[Models], bool], Callable[[Models], BaseChatModel]], ...] = (
    (lambda models: bool(models.base_url), _from_server),
    (lambda models: models.generator == "embedded", _embedded),
    (lambda models: models.generator in catalogue(), _from_catalogue),
    (lambda models: models.generator.lower().endswith(".gguf"), _from_gguf),
    (lambda models: bool(provider_of(models.generator)), _from_provider),
    (lambda models: True, _from_hugging_face),
)
