"""What FTS5 makes of an index term: one token mostly, but "3.4" is the two tokens 3 and 4 in a row."""

import sqlite3
import threading
from functools import lru_cache

from rag.store.schema import TOKENIZER


class Tokenizer:
    """FTS5's own tokenizer, asked by way of an index in memory. Safe to use from many threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
        self._connection.execute(f"CREATE VIRTUAL TABLE term USING fts5(text, tokenize = '{TOKENIZER}')")
        self._connection.execute("CREATE VIRTUAL TABLE token USING fts5vocab(term, instance)")
        self._asked = lru_cache(maxsize=10_000)(self.split)

    def tokens(self, term: str) -> tuple[str, ...]:
        """The tokens of a term, in order; none where it has only signs."""
        return (term.lower(),) if term.isascii() and term.isalnum() else self._asked(term)

    def split(self, text: str) -> tuple[str, ...]:
        """The tokens of a text of any length, in order."""
        with self._lock:
            self._connection.execute("DELETE FROM term")
            self._connection.execute("INSERT INTO term VALUES (?)", (text,))
            found = self._connection.execute("SELECT term FROM token ORDER BY offset").fetchall()
        return tuple(token for (token,) in found)
