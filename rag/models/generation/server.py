"""A model on an OpenAI-compatible server (Ollama, llama-server, vLLM), with errors that say what to do."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from langchain_core.callbacks import CallbackManagerForLLMRun
from langchain_core.messages import BaseMessage
from langchain_core.outputs import ChatGenerationChunk, ChatResult
from pydantic import SecretStr

from rag.errors import ModelUnavailable
from rag.settings import Models

try:
    import openai
    from langchain_openai import ChatOpenAI
except ImportError as error:
    raise ModelUnavailable(
        f"A model on a server needs a package that is not installed ({error.name}). "
        'Run, in the folder of Lectern: pip install -e ".[server]"'
    ) from error

_SECONDS, _CHECK_SECONDS = 120.0, 10.0


class ServerChatModel(ChatOpenAI):
    """ChatOpenAI that raises ModelUnavailable."""

    @classmethod
    def of(cls, models: Models) -> "ServerChatModel":
        """The model that the settings name. Nothing is sent yet."""
        return cls(
            model=models.generator,
            base_url=models.base_url,
            api_key=SecretStr(_key()),
            timeout=_SECONDS,
            max_retries=1,
            temperature=0,
        )

    def _stream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> Iterator[ChatGenerationChunk]:
        with _explained(self._place()):
            yield from super()._stream(messages, stop, run_manager, **kwargs)

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        with _explained(self._place()):
            return super()._generate(messages, stop, run_manager, **kwargs)

    def _place(self) -> Models:
        return Models(generator=self.model_name, base_url=str(self.openai_api_base))


def check_server(models: Models) -> tuple[str, ...]:
    """The names of the server's models. ModelUnavailable where it does not answer or lacks ours."""
    with _explained(models):
        names = _names(models)
    if names and models.generator not in names:
        raise ModelUnavailable(_missing(models, names))
    return names


def _key() -> str:
    return os.environ.get("LECTERN_API_KEY") or "none"  # most local servers want some key, any key


def _names(models: Models) -> tuple[str, ...]:
    client = openai.OpenAI(base_url=models.base_url, api_key=_key(), timeout=_CHECK_SECONDS, max_retries=0)
    with client:
        return tuple(sorted(model.id for model in client.models.list()))


@contextmanager
def _explained(models: Models) -> Iterator[None]:
    """Turn what the client raises into a ModelUnavailable that says what to do."""
    try:
        yield
    except openai.APITimeoutError as error:
        raise ModelUnavailable(
            f"The server at {models.base_url} did not answer in time. Is it overloaded, or still loading "
            "its model? Try again, or choose a smaller model."
        ) from error
    except openai.APIConnectionError as error:
        raise ModelUnavailable(
            f"No server answers at {models.base_url} ({error.__cause__ or error}). Start it, or correct "
            "models.base_url (Ollama: http://localhost:11434/v1)."
        ) from error
    except (openai.AuthenticationError, openai.PermissionDeniedError) as error:
        raise ModelUnavailable(
            f"The server at {models.base_url} refuses the key. Set the environment variable "
            "LECTERN_API_KEY to one that it accepts, and start Lectern again."
        ) from error
    except openai.NotFoundError as error:
        raise ModelUnavailable(_not_found(models)) from error
    except (openai.OpenAIError, AttributeError, TypeError, ValueError) as error:
        raise ModelUnavailable(
            f"The server at {models.base_url} answered with an error for model "
            f'"{models.generator}": {error}. Its own log says more.'
        ) from error


def _not_found(models: Models) -> str:
    try:
        names = _names(models)
    except (openai.OpenAIError, AttributeError, TypeError, ValueError):
        names = ()
    if names:
        return _missing(models, names)
    return (
        f'The server at {models.base_url} knows no such address or no model "{models.generator}". '
        "Correct models.base_url (it often ends in /v1) or models.generator."
    )


def _missing(models: Models, names: tuple[str, ...]) -> str:
    return (
        f'The server at {models.base_url} has no model "{models.generator}". '
        f"It has: {', '.join(names)}. Set models.generator to one of them."
    )
