"""A sentence-transformers model as LangChain embeddings, on the device and numbers that suit it."""

import threading
from pathlib import Path

import torch
from langchain_core.embeddings import Embeddings
from sentence_transformers import SentenceTransformer
from transformers.utils.hub import cached_file

from rag.models.embedding.fingerprint import fingerprint_of
from rag.models.weights.device import choose_device, embedding_dtype
from rag.models.weights.quiet import quieten

quieten()
_WEIGHTS = ("*.safetensors", "pytorch_model*.bin")


class SentenceEmbeddings(Embeddings):
    """`name` is a folder or a Hugging Face name. Rows come out as float32 whatever the model uses."""

    def __init__(self, name: str, device: str = "auto") -> None:
        chosen = choose_device(device)
        self._name = name
        self._model = SentenceTransformer(
            name, device=chosen, model_kwargs={"dtype": embedding_dtype(chosen)}
        )
        self._lock = threading.Lock()  # a fast tokenizer cannot be shared by two threads

    @property
    def dimension(self) -> int:
        """How long each vector is."""
        return int(self._model.get_embedding_dimension() or len(self.embed_query("dimension")))

    @property
    def max_tokens(self) -> int:
        """The most tokens of a text, special ones included."""
        return int(self._model.max_seq_length or 512)

    def count_tokens(self, text: str) -> int:
        """Tokens of `text` by the model's own tokenizer, special ones left out, however many."""
        with self._lock:
            return len(self._model.tokenizer.tokenize(text))

    def cut(self, text: str) -> str:
        """As much of the beginning of `text` as is embedded; all of it where it has no more than `max_tokens`."""
        with self._lock:
            found = self._model.tokenizer(text, return_offsets_mapping=True, truncation=False)
        if len(found["input_ids"]) <= self.max_tokens:
            return text
        end: int = found["offset_mapping"][self.max_tokens - 2][1]
        return text[:end]

    def fingerprint(self, name: str) -> str:
        """Short name, and a hash of the weights' bytes and the token limit: the same on every machine."""
        return fingerprint_of(name, self.max_tokens, self._weights())

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return self._encode(texts, "document")

    def embed_query(self, text: str) -> list[float]:
        return self._encode([text], "query")[0]

    def _encode(self, texts: list[str], kind: str) -> list[list[float]]:
        encode = self._model.encode_query if kind == "query" else self._model.encode_document
        with self._lock, torch.inference_mode():
            rows = encode(texts, batch_size=len(texts), convert_to_tensor=True, show_progress_bar=False)
        vectors: list[list[float]] = rows.float().cpu().tolist()
        return vectors

    def _weights(self) -> list[Path]:
        folder = Path(self._name)
        if not folder.is_dir():
            config = cached_file(self._name, "config.json")
            folder = Path(config or "").parent
        return sorted(path for pattern in _WEIGHTS for path in folder.glob(pattern))
