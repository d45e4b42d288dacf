"""A causal language model on CTranslate2 as a LangChain chat model: a quarter of the memory, no torch."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import ctranslate2
import numpy as np
from langchain_core.messages import BaseMessage
from pydantic import PrivateAttr
from tokenizers import Tokenizer

from rag.common.interruption import check, watching
from rag.errors import ModelUnavailable
from rag.models.generation.chat_format import ChatFormat
from rag.models.generation.streaming import StreamingChatModel, turns
from rag.models.weights.threads import threads

_ENDS = ("<|im_end|>", "<|endoftext|>", "<|eot_id|>", "<end_of_turn>", "<|end|>", "</s>")
_BEFORE_STOP = 400  # prompt tokens that are read in one call: a call cannot be ended while it reads


class CompiledChatModel(StreamingChatModel):
    """The model in a folder that CTranslate2 converted, its tokenizer and chat format beside it. Greedy: the same
    prompt gives the same reply.

    `stream` and `invoke` take LangChain's standard `max_tokens` and `stop`; closing the stream ends the generation
    before its next token.
    """

    name: str | None = "compiled"
    taught: bool = False
    carried: float = 0.0
    _generator: Any = PrivateAttr()
    _tokenizer: Any = PrivateAttr()
    _format: Any = PrivateAttr()
    _ends: list[str] = PrivateAttr()
    _pad: str = PrivateAttr()

    @classmethod
    def of(
        cls, folder: Path, name: str = "compiled", taught: bool = False, carried: float = 0.0
    ) -> "CompiledChatModel":
        """The model in `folder`, which was `taught` what Lectern asks or not; a claim is `carried` from so many
        log-odds.
        Raises ModelUnavailable where it cannot be loaded."""
        try:
            model = cls(name=name, taught=taught, carried=carried)
            model._tokenizer = Tokenizer.from_str((folder / "tokenizer.json").read_text("utf-8"))
            model._format = ChatFormat.of(folder)
            model._generator = ctranslate2.Generator(str(folder), device="cpu", intra_threads=threads())
        except (OSError, ValueError, RuntimeError, MemoryError) as error:
            raise ModelUnavailable(
                f"The writer in {folder} cannot be loaded ({error}). Remove and prepare it again, or choose another "
                "one on the Settings page."
            ) from error
        vocabulary = model._tokenizer.get_vocab()
        model._pad = model._pieces("\n")[0]
        model._ends = [end for end in _ENDS if end in vocabulary]
        return model

    @property
    def _llm_type(self) -> str:
        return "lectern-compiled"

    def replies(
        self, fixed: Sequence[BaseMessage], asked: Sequence[BaseMessage], max_tokens: int
    ) -> list[str]:
        """What the model says to each of `asked` after the messages `fixed`, in the order of `asked`.

        They are written side by side: eight take about the time of two. What is fixed is read once a process, so it
        must be one of a few texts; empty lines after it make the prompts of a group equally long.
        Raises Interrupted between two tokens, at the latest after some 400 of the prompt.
        """
        begun = self._format.text(turns(fixed), reply=False)
        rests = [self._format.text(turns([*fixed, message])) for message in asked]
        static = self._pieces(begun) if all(rest.startswith(begun) for rest in rests) else []
        prompts = [self._pieces(rest[len(begun) :] if static else rest) for rest in rests]
        said: dict[int, str] = {}
        ended = watching()
        for group in groups([len(prompt) for prompt in prompts], _BEFORE_STOP):
            check()
            longest = max(len(prompts[index]) for index in group)
            results = self._generator.generate_batch(
                [[self._pad] * (longest - len(prompts[index])) + prompts[index] for index in group],
                static_prompt=static or None,
                include_prompt_in_result=False,
                max_length=max_tokens,
                end_token=self._ends,
                sampling_topk=1,
                callback=lambda step: ended(),
            )
            check()
            said.update({i: self._text(r.sequences_ids[0]) for i, r in zip(group, results, strict=True)})
        return [said[index] for index in range(len(asked))]

    def odds(
        self, fixed: Sequence[BaseMessage], asked: Sequence[BaseMessage], yes: str, no: str
    ) -> list[float]:
        """The log-odds that the model begins its reply to each of `asked` after `fixed` with the token `yes`, not `no`.

        They are read one after the other, for what would make them equally long is no part of what was taught.
        Raises Interrupted between two.
        """
        one, other = (self._tokenizer.token_to_id(token) for token in (yes, no))
        found: list[float] = []
        for message in asked:
            check()
            (result,) = self._generator.generate_batch(
                [self._pieces(self._format.text(turns([*fixed, message])))],
                include_prompt_in_result=False,
                max_length=1,
                return_logits_vocab=True,
            )
            logits = np.array(result.logits[0][0])
            found.append(float(logits[one] - logits[other]))
        return found

    def texts(self, messages: Sequence[BaseMessage], limit: int) -> Iterator[str]:
        """The reply's text as it becomes certain: a character that is spread over several tokens comes whole."""
        prompt = self._pieces(self._format.text(turns(messages)))
        steps = self._generator.generate_tokens(
            prompt, max_length=limit, sampling_topk=1, end_token=self._ends
        )
        ids: list[int] = []
        given = ""
        for step in steps:
            if step.is_last and step.token in self._ends:
                return
            ids.append(step.token_id)
            text = self._text(ids)
            if not text.endswith("\ufffd"):
                yield text[len(given) :]
                given = text

    def _pieces(self, text: str) -> list[str]:
        pieces: list[str] = self._tokenizer.encode(text, add_special_tokens=False).tokens
        return pieces

    def _text(self, ids: Sequence[int]) -> str:
        text: str = self._tokenizer.decode(list(ids), skip_special_tokens=True)
        return text


def groups(lengths: Sequence[int], most: int) -> Iterator[list[int]]:
    """The indices of `lengths`, those of like length together, in groups that are as wide as their longest and have at
    most `most` in all; one that is longer is alone.

    CTranslate2 reads of a group as much as its shortest has at once, and the rest token by token, which is slow and,
    after a fixed beginning, comes back as part of the reply.
    """
    group: list[int] = []
    for index in sorted(range(len(lengths)), key=lambda i: (lengths[i], i)):
        if group and lengths[index] * (len(group) + 1) > most:
            yield group
            group = []
        group.append(index)
    if group:
        yield group
