"""What is done to a file before it is written into the library: read, then cut and embedded.

The stages know no library, so that they are the same in this process, beside others, and on another computer.
"""

import stat
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ingest.readers.base import Progress, ReadFile
from ingest.reading import FileReader, Stopped, until
from ingest.splitter import split
from ingest.units.embedded import embedded_units
from ingest.units.summaries import summarised
from rag.common import files
from rag.common.titles import title_from_name
from rag.errors import Refusal, UnreadableFile
from rag.models.embedding.embedder import Embedder
from rag.store.library import embedded_text
from rag.values import Chunk, Unit

_BATCH = 8  # small, so that stopping takes well under a second

Known = Callable[[str], np.ndarray | None]
"""The vector (d,) of a text, None where it has to be made."""


def nothing_known(text: str) -> np.ndarray | None:
    """Where every vector has to be made."""
    return None


@dataclass(frozen=True, slots=True)
class Errand:
    """One file to be prepared: where it is, what the library calls it, the SHA-256 of its bytes, and the folder in
    which its slow pages wait while it is read, None where there is no such folder."""

    path: Path
    name: str
    sha256: str
    keep: Path | None


@dataclass(frozen=True, slots=True)
class Meanwhile:
    """What is told and asked while a file is prepared. `reading` is told of pages, `embedding` of chunks: how many are
    done, of how many. `known` gives what is known of vectors; `given_title` what a person called the document, ""
    where nobody did."""

    reading: Progress = lambda done, total: None
    embedding: Progress = lambda done, total: None
    stop: Callable[[], bool] = lambda: False
    known: Callable[[], Known] = lambda: nothing_known
    given_title: Callable[[], str] = lambda: ""


@dataclass(frozen=True, slots=True)
class Prepared:
    """All that is written of a file. `vectors` is (len(chunks), d) and `unit_vectors` (len(units), d), float32 unit
    rows; `title` is what the file says of itself, or made of its name."""

    read: ReadFile
    title: str
    chunks: Sequence[Chunk]
    vectors: np.ndarray
    units: Sequence[Unit]
    unit_vectors: np.ndarray


Preparing = Callable[[Errand, Meanwhile], Prepared]
"""Both stages, wherever they are done. Raises as they do."""


def digest(path: Path) -> str:
    """The SHA-256 of a file's bytes, in hexadecimal; raises UnreadableFile where there is no such file."""
    try:
        mode = path.stat().st_mode
        if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):  # opening a pipe would wait for ever
            raise UnreadableFile(
                "It is a pipe or a device, not a file. Save what it gives as a file and add that.",
                Refusal.REFUSED,
            )
        return files.sha256(path)
    except FileNotFoundError as error:
        raise UnreadableFile("There is no such file or folder. Check the path.") from error


def read_file(errand: Errand, reader: FileReader, meanwhile: Meanwhile) -> ReadFile:
    """The first stage: pages of blocks, and their units. Raises UnreadableFile and Stopped."""
    return reader.read(errand.path, meanwhile.reading, meanwhile.stop, errand.keep)


def prepared(
    errand: Errand, read: ReadFile, embedder: Embedder, chunk_tokens: int, meanwhile: Meanwhile
) -> Prepared:
    """The second stage: a file as read, cut into chunks of about `chunk_tokens` word pieces; chunks and units embedded.
    Raises Stopped."""
    title = read.title or title_from_name(errand.name)
    shown, check = meanwhile.given_title() or title, until(meanwhile.stop)
    chunks = split(read.pages, shown, errand.sha256, embedder, chunk_tokens, read.sections, read.units, check)
    count = len(chunks)
    texts = [embedded_text(chunk.header, chunk.text) for chunk in chunks]
    texts += embedded_units(read.pages, read.units)
    vectors = embed(
        texts,
        embedder,
        _BATCH,
        lambda share: meanwhile.embedding(int(share * count), count),
        meanwhile.stop,
        meanwhile.known(),
    )
    units = summarised(read.units, texts[count:], vectors[count:])
    return Prepared(read, title, chunks, vectors[:count], units, vectors[count:])


def embed(
    texts: Sequence[str],
    embedder: Embedder,
    batch: int,
    progress: Callable[[float], None],
    stop: Callable[[], bool] = lambda: False,
    known: Known = nothing_known,
) -> np.ndarray:
    """(len(texts), d) float32 unit rows. Embedded in order of length, so that a batch pads little; those that are
    `known` are not embedded again.

    Long texts take longer and come last, so `progress` is told the share of the characters, in [0, 1]. Raises Stopped
    between two batches.
    """
    vectors = np.zeros((len(texts), embedder.dimension), dtype=np.float32)
    order = []
    for index in sorted(range(len(texts)), key=lambda index: len(texts[index])):
        vector = known(texts[index])
        if vector is not None and len(vector) == embedder.dimension:
            vectors[index] = vector
        else:
            order.append(index)
    characters, done = sum(len(texts[index]) for index in order) or 1, 0
    for first in range(0, len(order), batch):
        if stop():
            raise Stopped
        progress(done / characters)
        chosen = order[first : first + batch]
        done += sum(len(texts[index]) for index in chosen)
        vectors[chosen] = embedder.encode([texts[index] for index in chosen])
    progress(1.0)
    if stop():
        raise Stopped
    return vectors
