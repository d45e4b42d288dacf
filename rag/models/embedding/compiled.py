"""The embedded sentence encoder on CTranslate2, as LangChain embeddings."""

import json
from pathlib import Path

import ctranslate2
import numpy as np
from langchain_core.embeddings import Embeddings
from tokenizers import Tokenizer

from rag.models.embedding.engine import engine_folder
from rag.models.embedding.fingerprint import fingerprint_of
from rag.models.weights.threads import threads

_LIMITS = "sentence_bert_config.json"


class CompiledEmbeddings(Embeddings):
    """The model in a folder of sentence-transformers that takes the mean of its tokens' vectors (all-MiniLM-L6-v2).

    Its vectors are those of `SentenceEmbeddings` to a cosine of .999999, in two thirds of the time (a question: half).
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        self.max_tokens = int(json.loads((folder / _LIMITS).read_text(encoding="utf-8"))["max_seq_length"])
        self._encoder = ctranslate2.Encoder(str(engine_folder(folder)), device="cpu", intra_threads=threads())

    @property
    def dimension(self) -> int:
        """How long each vector is."""
        return len(self.embed_query("dimension"))

    def count_tokens(self, text: str) -> int:
        """Tokens of `text`, special ones left out, however many."""
        return len(self._tokenizer.encode(text, add_special_tokens=False).ids)

    def cut(self, text: str) -> str:
        """As much of the beginning of `text` as is embedded; all of it where it has no more than `max_tokens`."""
        found = self._tokenizer.encode(text)
        if len(found.ids) <= self.max_tokens:
            return text
        return text[: found.offsets[self.max_tokens - 2][1]]

    def fingerprint(self, name: str) -> str:
        """As that of `SentenceEmbeddings`: the vectors compare."""
        return fingerprint_of(name, self.max_tokens, [self._folder / "model.safetensors"])

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        rows = [self._ids(text) for text in texts]
        if not rows:
            return []
        output = self._encoder.forward_batch(rows)
        states = np.array(output.last_hidden_state)
        lengths = np.array([len(row) for row in rows])
        inside = np.arange(states.shape[1])[None, :] < lengths[:, None]
        means = (states * inside[:, :, None]).sum(axis=1) / lengths[:, None]
        units = means / np.maximum(np.linalg.norm(means, axis=1, keepdims=True), 1e-12)
        vectors: list[list[float]] = units.tolist()
        return vectors

    def embed_query(self, text: str) -> list[float]:
        return self.embed_documents([text])[0]

    def _ids(self, text: str) -> list[int]:
        """The tokens of a text with the special ones, the last of which stays where the rest is cut off."""
        ids: list[int] = self._tokenizer.encode(text).ids
        return ids if len(ids) <= self.max_tokens else [*ids[: self.max_tokens - 1], ids[-1]]
