"""A causal language model on this machine as a LangChain chat model."""

from collections.abc import Iterator, Sequence
from typing import Any

from jinja2 import TemplateError
from langchain_core.messages import BaseMessage
from pydantic import PrivateAttr

from rag.errors import InvalidSetting
from rag.models.generation.decoding import Decoder, Detokenizer
from rag.models.generation.streaming import StreamingChatModel, turns
from rag.models.interruptible import make_interruptible

_UNLIMITED = 10**9


class LocalChatModel(StreamingChatModel):
    """`model` and `tokenizer` are a transformers pair. Greedy: the same prompt gives the same reply.

    `stream` and `invoke` take LangChain's standard `max_tokens` (of the reply, as long as `max_tokens` of the
    model where it is not given) and `stop`. Closing the stream ends the generation before its next token.
    """

    model: Any
    tokenizer: Any
    name: str | None = "local"
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
        text = self._formatted(turns(messages))
        return list(self.tokenizer.encode(text, add_special_tokens=self.tokenizer.chat_template is None))

    def texts(self, messages: Sequence[BaseMessage], limit: int) -> Iterator[str]:
        """The reply, piece by piece."""
        prompt = self.prompt_tokens(messages)
        tokens = self._decoder.tokens(prompt, min(limit, self._room_after(len(prompt))), self._ends)
        detokenizer = Detokenizer(self.tokenizer)
        return (detokenizer.push(token) for token in tokens)

    def _formatted(self, said: list[dict[str, str]]) -> str:
        if self.tokenizer.chat_template is None:
            return "\n\n".join(turn["content"] for turn in said) + "\n\n"
        try:
            return self._templated(said)
        except TemplateError:
            # Some families (Gemma) have no system role: its words then open the first message.
            first, *rest = said
            if first["role"] != "system" or not rest:
                raise
            opening = {"role": rest[0]["role"], "content": f"{first['content']}\n\n{rest[0]['content']}"}
            return self._templated([opening, *rest[1:]])

    def _templated(self, said: list[dict[str, str]]) -> str:
        text: str = self.tokenizer.apply_chat_template(said, tokenize=False, add_generation_prompt=True)
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
