"""A causal language model on this machine as a LangChain chat model."""

from collections.abc import Iterator, Sequence
from typing import Any

from jinja2 import TemplateError
from langchain_core.callbacks import CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, ChatResult
from pydantic import PrivateAttr

from rag.errors import InvalidSetting
from rag.models.generation.decoding import Decoder, Detokenizer, cut_at_stops
from rag.models.interruptible import make_interruptible

_ROLES = {"human": "user", "ai": "assistant", "system": "system"}
_UNLIMITED = 10**9


class LocalChatModel(BaseChatModel):
    """`model` and `tokenizer` are a transformers pair. Greedy: the same prompt gives the same reply.

    `stream` and `invoke` take LangChain's standard `max_tokens` (of the reply, as long as `max_tokens` of the
    model where it is not given) and `stop`. Closing the stream ends the generation before its next token.
    """

    model: Any
    tokenizer: Any
    name: str | None = "local"
    max_tokens: int = 256
    _decoder: Decoder = PrivateAttr()
    _ends: frozenset[int] = PrivateAttr()

    def model_post_init(self, context: Any) -> None:
        make_interruptible(self.model)
        self._decoder = Decoder(self.model)
        self._ends = _end_tokens(self.model, self.tokenizer)

    @property
    def _llm_type(self) -> str:
        return "lectern-local"

    def prompt_tokens(self, messages: Sequence[BaseMessage]) -> list[int]:
        """The conversation in the model's own chat format, up to where its reply begins."""
        turns = [{"role": _ROLES.get(m.type, "user"), "content": m.text} for m in messages]
        text = self._formatted(turns)
        return list(self.tokenizer.encode(text, add_special_tokens=self.tokenizer.chat_template is None))

    def _stream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        *,
        max_tokens: int | None = None,
        **kwargs: Any,
    ) -> Iterator[ChatGenerationChunk]:
        prompt = self.prompt_tokens(messages)
        limit = min(max_tokens or self.max_tokens, self._room_after(len(prompt)))
        tokens = self._decoder.tokens(prompt, limit, self._ends)
        detokenizer = Detokenizer(self.tokenizer)
        for text in cut_at_stops((detokenizer.push(token) for token in tokens), stop or []):
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

    def _formatted(self, turns: list[dict[str, str]]) -> str:
        if self.tokenizer.chat_template is None:
            return "\n\n".join(turn["content"] for turn in turns) + "\n\n"
        try:
            return self._templated(turns)
        except TemplateError:
            # Some families (Gemma) have no system role: its words then open the first message.
            first, *rest = turns
            if first["role"] != "system" or not rest:
                raise
            opening = {"role": rest[0]["role"], "content": f"{first['content']}\n\n{rest[0]['content']}"}
            return self._templated([opening, *rest[1:]])

    def _templated(self, turns: list[dict[str, str]]) -> str:
        text: str = self.tokenizer.apply_chat_template(turns, tokenize=False, add_generation_prompt=True)
        return text

    def _room_after(self, prompt: int) -> int:
        room = getattr(self.model.config, "max_position_embeddings", None) or _UNLIMITED
        if prompt >= room:
            raise InvalidSetting(
                f"The prompt has {prompt} tokens, but the model takes {room}, its reply included. "
                "Lower answering.prompt_tokens, or choose a model with a longer context."
            )
        return int(room) - prompt


def _end_tokens(model: Any, tokenizer: Any) -> frozenset[int]:
    """Every token that ends a reply: of the tokenizer, of the generation settings, of chat formats."""
    configured = getattr(model.generation_config, "eos_token_id", None)
    ends = set(configured if isinstance(configured, list) else [configured])
    ends.add(tokenizer.eos_token_id)
    vocabulary = tokenizer.get_vocab()
    ends |= {vocabulary.get(end) for end in ("<|im_end|>", "<|eot_id|>", "<end_of_turn>", "<|end|>")}
    return frozenset(end for end in ends if end is not None)
