"""A question set's corpus as a library, made by the real splitter and embedder and kept between runs.

The kept library is named by everything that went into it: the corpus, the embedder, the chunk size and the
code that makes it. So a change to any of them is a new library, and nothing is ever stale.
"""

import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from evaluation.bench import code
from evaluation.bench.dataset import Dataset, DatasetText
from ingest.blocks import plain
from ingest.splitter import split
from ingest.stages import embed
from ingest.units.embedded import embedded_units
from ingest.units.units import units
from rag.models.embedding.embedder import Embedder
from rag.settings import cache_folder
from rag.store.library import Library, embedded_text
from rag.store.rows import NewDocument
from rag.values import Chunk, Page, Unit

COLLECTION = "bench"
_BATCH = 512
# All that this module imports makes the library, but for what only reads it, or says what is in the key already.
NO_MAKERS = ("rag.store.search", "rag.store.jobs", "rag.settings")

Progress = Callable[[str, int, int], None]


def library_folder(
    dataset: Dataset, embedder: Embedder, chunk_tokens: int, progress: Progress, fresh: bool = False
) -> Path:
    """Where the library of a corpus is: the kept one, or (where there is none, or `fresh`) a new one."""
    folder = cache_folder() / "bench" / _key(dataset, embedder, chunk_tokens)
    if fresh and folder.exists():
        shutil.rmtree(folder)
    if not folder.exists():
        folder.parent.mkdir(parents=True, exist_ok=True)
        making = Path(tempfile.mkdtemp(prefix="making-", dir=folder.parent))
        _build(dataset, embedder, chunk_tokens, making, progress)
        settle(making, folder)
    return folder


def settle(making: Path, folder: Path) -> None:
    """Move what was made to where it belongs, unless another process was quicker: then that one's stays."""
    try:
        os.replace(making, folder)
    except OSError:
        if not folder.exists():
            raise
        shutil.rmtree(making)


def _key(dataset: Dataset, embedder: Embedder, chunk_tokens: int) -> str:
    made_by = code.digest([__name__], NO_MAKERS)
    parts = [dataset.corpus_hash, embedder.fingerprint, str(chunk_tokens), made_by]
    digest = hashlib.sha256("\0".join(parts).encode()).hexdigest()
    return f"{dataset.name}-{digest[:16]}"


def _build(dataset: Dataset, embedder: Embedder, chunk_tokens: int, folder: Path, progress: Progress) -> None:
    made = [_made(text, embedder, chunk_tokens) for text in dataset.texts]
    texts = [words for part in made for words in part.embedded]
    vectors = embed(
        texts, embedder, _BATCH, lambda share: progress("embed", int(share * len(texts)), len(texts))
    )
    kept = Library.open(folder)
    try:
        done = 0
        for text, part in zip(dataset.texts, made, strict=True):
            _add(kept, text, part, vectors[done : done + len(part.embedded)], embedder.fingerprint)
            done += len(part.embedded)
            progress("store", done, len(vectors))
        kept.save_vectors()
    finally:
        kept.close()


@dataclass(frozen=True, slots=True)
class _Made:
    """A text's pages with their blocks, its chunks and units, and what is embedded for each of them in that order."""

    pages: tuple[Page, ...]
    chunks: list[Chunk]
    units: list[Unit]
    embedded: list[str]


def _made(text: DatasetText, embedder: Embedder, chunk_tokens: int) -> _Made:
    pages = tuple(replace(page, blocks=tuple(plain.blocks(page.text))) for page in text.pages)
    found = units(pages)
    chunks = split(pages, text.title, _sha256(text), embedder, chunk_tokens, units=found)
    embedded = [embedded_text(chunk.header, chunk.text) for chunk in chunks]
    return _Made(pages, chunks, found, [*embedded, *embedded_units(pages, found)])


def _add(kept: Library, text: DatasetText, made: _Made, vectors: np.ndarray, fingerprint: str) -> None:
    new = NewDocument(
        collection=COLLECTION,
        name=text.name,
        title=text.title,
        sha256=_sha256(text),
        media_type="text/plain",
        size=sum(len(page.text.encode()) for page in text.pages),
    )
    split_at = len(made.chunks)
    kept.add_document(
        new, made.pages, made.chunks, vectors[:split_at], fingerprint, None, made.units, vectors[split_at:]
    )


def _sha256(text: DatasetText) -> str:
    content = "\0".join((text.name, *(page.text for page in text.pages)))
    return hashlib.sha256(content.encode()).hexdigest()
