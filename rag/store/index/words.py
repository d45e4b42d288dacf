"""The index of words of a database: which term stands in which chunk, and where. It is FTS5's where that is."""

from collections.abc import Mapping, Sequence
from typing import Protocol

import numpy as np
from sqlalchemy import Connection

from rag.store.index.fts5 import FTS5
from rag.store.index.server_words import ServerWords


class WordIndex(Protocol):
    """Two fields a chunk, header and body, of index terms with spaces between. A token is what FTS5's tokenizer makes
    of a term."""

    def make(self, connection: Connection) -> None:
        """Make the tables of the index in a new library."""
        ...

    def add(self, connection: Connection, fields: Sequence[tuple[int, str, str]]) -> None:
        """Put chunks in: key, header and body of each."""
        ...

    def remove_document(self, connection: Connection, document_id: int) -> None:
        """Take the chunks of a document out, before they are deleted themselves."""
        ...

    def keys(self, connection: Connection) -> list[tuple[int, np.ndarray]]:
        """For each document that has chunks its id and their keys (n,)."""
        ...

    def lengths(self, connection: Connection, after: int = 0) -> np.ndarray:
        """(n,) how many tokens the chunks with keys above `after` have, header and body together, in the order of their
        keys."""
        ...

    def chunks(self, connection: Connection, token: str) -> tuple[np.ndarray, np.ndarray]:
        """The key of the chunk (n,) of each place where the token stands, ascending, and whether it is in the body."""
        ...

    def places(self, connection: Connection, token: str) -> np.ndarray:
        """(n,) those places as numbers: `key << 1 | in body`, then `PLACE_BITS` bits of which token of the field."""
        ...


_INDEXES: Mapping[str, WordIndex] = {"sqlite": FTS5(), "postgresql": ServerWords()}


def words_of(connection: Connection) -> WordIndex:
    """The index of words of the database of that connection."""
    return _INDEXES[connection.dialect.name]
