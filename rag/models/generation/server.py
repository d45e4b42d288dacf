"""A model on an OpenAI-compatible server (Ollama, llama-server, vLLM), with errors that say what to do."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from langchain_core.callbacks import CallbackManagerForLLMRun
from langchain_core.messages import BaseMessage
from langchain_core.outputs import ChatGenerationChunk, ChatResult
from pydantic import PrivateAttr, SecretStr

from rag.models.elsewhere.breaker import CircuitBreaker
from rag.models.elsewhere.client import answered, api_key, checked, guarded, longest_wait
from rag.models.elsewhere.waiting import waited
from rag.models.elsewhere.wording import needed
from rag.models.generation.limits import limited
from rag.settings import Models, ServedModel, elsewhere

with needed():
    from langchain_openai import ChatOpenAI

_SECONDS = 120.0
_TAUGHT = "lectern-writer"
"""What a model is called that was taught to say units in fewer words (`python -m rag.models.export writer`)."""


class ServerChatModel(ChatOpenAI):
    """ChatOpenAI that raises ModelUnavailable, waits for no server that fails again and again, and writes several
    replies at once. Raises Interrupted wherever it waits."""

    _breaker: CircuitBreaker = PrivateAttr(default_factory=lambda: CircuitBreaker(5, 30.0))
    _longest: float = PrivateAttr(default=longest_wait(_SECONDS, 0))

    @classmethod
    def of(cls, models: Models) -> "ServerChatModel":
        """The model that the settings name. Nothing is sent yet."""
        patience = elsewhere().patience
        model = cls(
            model=models.generator,
            base_url=models.base_url,
            api_key=SecretStr(api_key()),
            timeout=_SECONDS,
            max_retries=patience.retries,
            temperature=0,
        )
        model._breaker = CircuitBreaker(patience.failures, patience.rest)
        model._longest = longest_wait(_SECONDS, patience.retries)
        return model

    @property
    def taught(self) -> bool:
        """Whether it was taught to say units in fewer words: it has the name under which such a model is exported."""
        return self.model_name.rpartition("/")[2].startswith(_TAUGHT)

    def replies(
        self, fixed: Sequence[BaseMessage], asked: Sequence[BaseMessage], max_tokens: int
    ) -> list[str]:
        """What the model says to each of `asked` after the messages `fixed`, in the order of `asked`, asked for side by
        side: the server writes them together."""
        model = limited(self, max_tokens)
        calls = [partial(model._whole, [*fixed, message]) for message in asked]
        results = answered(calls, self._longest, self._breaker, self._place())
        return [result.generations[0].message.text for result in results]

    def _stream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> Iterator[ChatGenerationChunk]:
        with guarded(self._breaker, self._place()):
            pieces = super()._stream(messages, stop, run_manager, **kwargs)
            while (piece := waited(partial(next, pieces, None), self._longest)) is not None:
                yield piece

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        whole = partial(self._whole, messages, stop, run_manager, **kwargs)
        return answered([whole], self._longest, self._breaker, self._place())[0]

    def _whole(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        with guarded(self._breaker, self._place()):
            return super()._generate(messages, stop, run_manager, **kwargs)

    def _place(self) -> ServedModel:
        return ServedModel(str(self.openai_api_base), self.model_name)


def check_server(models: Models) -> tuple[str, ...]:
    """The names of the server's models. ModelUnavailable where it does not answer or lacks ours."""
    return checked(ServedModel(models.base_url, models.generator))
