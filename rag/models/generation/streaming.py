"""What the chat models on this machine have in common: text comes in pieces, and a reply is all of them."""

from abc import abstractmethod
from collections.abc import Iterator, Sequence
from typing import Any

from langchain_core.callbacks import CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, ChatResult

from rag.models.generation.decoding import cut_at_stops

_ROLES = {"human": "user", "ai": "assistant", "system": "system"}


class StreamingChatModel(BaseChatModel):
    """`stream` and `invoke` take LangChain's standard `max_tokens` (of the reply, as long as `max_tokens` of the
    model where it is not given) and `stop`. Closing the stream ends the generation before its next token."""

    max_tokens: int = 256

    @abstractmethod
    def texts(self, messages: Sequence[BaseMessage], limit: int) -> Iterator[str]:
        """The reply in at most `limit` tokens, in pieces as they become certain; a piece may be empty."""

    def _stream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        *,
        max_tokens: int | None = None,
        **kwargs: Any,
    ) -> Iterator[ChatGenerationChunk]:
        for text in cut_at_stops(self.texts(messages, max_tokens or self.max_tokens), stop or []):
            if text:
                yield ChatGenerationChunk(message=AIMessageChunk(content=text))
        # LangChain raises on a stream without chunks, and a model may well end at once.
        yield ChatGenerationChunk(message=AIMessageChunk(content="", chunk_position="last"))

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        reply = "".join(chunk.text for chunk in self._stream(messages, stop, run_manager, **kwargs))
        return ChatResult(generations=[ChatGeneration(message=AIMessage(reply))])


def turns(messages: Sequence[BaseMessage]) -> list[dict[str, str]]:
    """The messages as chat formats take them: each with its "role" and its "content"."""
    return [{"role": _ROLES.get(message.type, "user"), "content": message.text} for message in messages]
