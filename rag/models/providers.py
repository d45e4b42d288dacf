"""Chat models and embeddings by the name of their LangChain provider: "openai:gpt-4o-mini".

They come from the package `langchain`, the extra `models`, and from that of the provider. Nothing else needs them:
import this module late, where a provider is named. The provider's package reads the key from an environment
variable of its own (OPENAI_API_KEY, ANTHROPIC_API_KEY, …).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from langchain_core.callbacks import CallbackManagerForLLMRun
from langchain_core.embeddings import Embeddings
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, ChatResult

from rag.errors import LecternError, ModelUnavailable
from rag.models.generation.limits import limited

try:
    from langchain.chat_models import init_chat_model
    from langchain.embeddings import init_embeddings
except ImportError as error:
    raise ModelUnavailable(
        f'A model named "provider:model" needs a package that is not installed ({error.name}). '
        'Run, in the folder of Lectern: pip install -e ".[models]"'
    ) from error


class ProviderChatModel(BaseChatModel):
    """`model`, which is `name` in the settings; raises ModelUnavailable, whatever `model` raises."""

    name: str
    model: BaseChatModel
    max_tokens: int | None = None

    @property
    def _llm_type(self) -> str:
        return "lectern-provider"

    def _stream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        *,
        max_tokens: int | None = None,
        **kwargs: Any,
    ) -> Iterator[ChatGenerationChunk]:
        with _explained("models.generator", self.name):
            for message in self._limited(max_tokens).stream(messages, stop=stop, **kwargs):
                yield ChatGenerationChunk(message=AIMessageChunk(content=message.text))

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        *,
        max_tokens: int | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        with _explained("models.generator", self.name):
            reply = self._limited(max_tokens).invoke(messages, stop=stop, **kwargs)
        return ChatResult(generations=[ChatGeneration(message=AIMessage(reply.text))])

    def _limited(self, max_tokens: int | None) -> BaseChatModel:
        limit = max_tokens or self.max_tokens
        return limited(self.model, limit) if limit else self.model


class ProviderEmbeddings(Embeddings):
    """`embeddings`, which are `name` in the settings; raise ModelUnavailable, whatever `embeddings` raises."""

    def __init__(self, name: str, embeddings: Embeddings) -> None:
        self.model = name
        self._embeddings = embeddings

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        with _explained("models.embedder", self.model):
            return self._embeddings.embed_documents(texts)

    def embed_query(self, text: str) -> list[float]:
        with _explained("models.embedder", self.model):
            return self._embeddings.embed_query(text)


def chat_model(name: str) -> ProviderChatModel:
    """The chat model "provider:model", by `init_chat_model`. Nothing is sent yet."""
    provider, _, model = name.partition(":")
    with _explained("models.generator", name):
        return ProviderChatModel(name=name, model=init_chat_model(model, model_provider=provider))


def embeddings(name: str) -> ProviderEmbeddings:
    """The embeddings "provider:model", by `init_embeddings`. Nothing is sent yet."""
    provider, _, model = name.partition(":")
    with _explained("models.embedder", name):
        return ProviderEmbeddings(name, init_embeddings(model, provider=provider))


@contextmanager
def _explained(setting: str, name: str) -> Iterator[None]:
    """Turn what the packages of providers raise into a ModelUnavailable that says what to look at."""
    try:
        yield
    except LecternError:
        raise
    except Exception as error:  # each provider's package has errors of its own, without a common class
        reason = " ".join(str(error).split()) or type(error).__name__
        raise ModelUnavailable(
            f'The model "{name}" cannot be used: {reason.rstrip(".")}. Check the name in {setting}, the provider\'s '
            "package and key (an environment variable, such as OPENAI_API_KEY), and the connection."
        ) from error
