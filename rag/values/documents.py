"""A document in the library, and its chunks as searched and as found.

Frozen; offsets in characters, end exclusive.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Document:
    """A file in the library, as listed. `sha256` is of its bytes; `added` is a UNIX time in seconds.

    `problems` is the health report: one plain line for each thing the reader could not do. `reader` is the version of
    the readers that read it, `method` how they read its first page (`rag.values.Page`). `only_for` is the person who
    alone reads it, "" for all members of the collection.
    """

    id: int
    collection: str
    name: str
    title: str
    sha256: str
    media_type: str
    size: int
    pages: int
    chunks: int
    owner: str
    added: float
    problems: tuple[str, ...] = ()
    reader: int = 0
    method: str = ""
    only_for: str = ""


@dataclass(frozen=True, slots=True)
class Chunk:
    """Consecutive sentences of one page: `text == page.text[start:end]`.

    `id` is a hash of document, page and text. `header` is embedded in front of the text and not
    part of it ("title › section").
    """

    id: str
    page: int
    start: int
    end: int
    text: str
    header: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """A chunk as retrieved, with the scores that put it at its 1-based `rank`.

    `score` in [0, 1] is the fused one; `dense` in [-1, 1] the cosine; `lexical` >= 0 the BM25 score;
    `None` where that search did not find the chunk.
    """

    chunk_id: str
    document_id: int
    document: str
    page: int
    start: int
    end: int
    text: str
    header: str
    score: float
    dense: float | None
    lexical: float | None
    rank: int
