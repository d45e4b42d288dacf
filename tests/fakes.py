"""Fakes small enough to predict by hand."""

import hashlib
import zlib
from collections.abc import Iterator
from typing import Any

import numpy as np
from langchain_core.callbacks import CallbackManagerForLLMRun
from langchain_core.embeddings import Embeddings
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, ChatResult


class FakeEmbeddings(Embeddings):
    """A bag of words: one of 64 dimensions a word (by CRC-32), unit length. Same words, cosine 1."""

    dimension = 64

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return [self.embed_query(text) for text in texts]

    def embed_query(self, text: str) -> list[float]:
        vector = np.zeros(self.dimension, dtype=np.float32)
        for word in text.lower().split():
            vector[zlib.crc32(word.strip(".,;:?!()").encode()) % self.dimension] += 1
        norm = float(np.linalg.norm(vector))
        return list((vector / norm if norm else vector).astype(float))


class TwoSpaces(FakeEmbeddings):
    """Embeds a question in another way than a document: as the text that `meant` names for it.

    A question that is embedded as a document is near to whatever repeats its words, not to what it means.
    """

    def __init__(self, meant: dict[str, str]) -> None:
        self.meant = meant

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return [super(TwoSpaces, self).embed_query(text) for text in texts]

    def embed_query(self, text: str) -> list[float]:
        return super().embed_query(self.meant[text])


class FakeChatModel(BaseChatModel):
    """Says `reply`, word by word, whatever it is asked; remembers the prompts it was given."""

    reply: str = "A fake reply."
    prompts: list[list[BaseMessage]] = []

    @property
    def _llm_type(self) -> str:
        return "fake"

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        self.prompts.append(messages)
        return ChatResult(generations=[ChatGeneration(message=AIMessage(self.reply))])

    def _stream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> Iterator[ChatGenerationChunk]:
        self.prompts.append(messages)
        for index, word in enumerate(self.reply.split(" ")):
            yield ChatGenerationChunk(message=AIMessageChunk(content=word if index == 0 else f" {word}"))


def hash_of(text: str) -> str:
    """The SHA-256 of a file of that text."""
    return hashlib.sha256(text.encode()).hexdigest()
