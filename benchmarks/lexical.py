"""Time the search by words against SQLite's bm25() in one library, as a ratio: below 1 ours is faster.

    python -m benchmarks.lexical [--rows 60000] [--repeats 7] [--library DIR] [--json]

The library is made up: words are drawn by Zipf's law, so the commonest stands in almost every chunk and most in
a few. Its collections hold 89, 10 and 1 % of the chunks; bm25() is asked as Lectern asked it before, with the
collection as a filter. Each is measured in turn with the same words, others each time; the medians are compared.
"""

import argparse
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from sqlalchemy import text

from rag.store.library import Library
from rag.store.rows import NewDocument
from rag.store.search import Search
from rag.values import Chunk, Page

_VOCABULARY, _WORDS, _HEADER_WORDS = 60_000, 90, 6
_SHARES = {"most": 0.89, "tenth": 0.10, "hundredth": 0.01}
_CHUNKS = 200  # a document
_FOUND = 60
_LENGTHS = (1, 3, 8, 30)
# Ranks of words by how often they stand in the library.
_KINDS = {"common": range(60), "mixed": range(0, 6000, 60), "rare": range(2000, 6000)}


@dataclass(frozen=True, slots=True)
class Timing:
    """Medians in milliseconds of processor time, for a query of so many words over a collection ("": all)."""

    collection: str
    chunks: int
    words: int
    kind: str
    bm25: float
    first: float
    again: float

    @property
    def ratios(self) -> tuple[float, float]:
        """Of the first search for these words to bm25(), and of another one while the library stays as it is."""
        return self.first / self.bm25, self.again / self.bm25


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.lexical", description=__doc__)
    parser.add_argument("--rows", type=int, default=60_000)
    parser.add_argument("--repeats", type=int, default=7)
    parser.add_argument("--library", type=Path, metavar="DIR", help="keep the library there for another time")
    parser.add_argument("--json", action="store_true", help="a line of JSON for each pair")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        library = Library.open(options.library or Path(folder))
        if not library.collections():
            _fill(library, options.rows)
        for timing in _timings(library, options.repeats):
            sys.stdout.write((json.dumps(asdict(timing)) if options.json else _readable(timing)) + "\n")
        library.close()
    return 0


def _fill(library: Library, rows: int) -> None:
    chance = np.random.default_rng(0)
    for collection, share in _SHARES.items():
        wanted = round(rows * share)
        for first in range(0, wanted, _CHUNKS):
            _add(library, chance, collection, f"{first}.txt", min(_CHUNKS, wanted - first))
        sys.stderr.write(f"{collection}: {wanted} chunks\n")


def _add(library: Library, chance: np.random.Generator, collection: str, name: str, count: int) -> None:
    lengths = np.clip(chance.lognormal(np.log(_WORDS), 0.4, count), 10, 400).astype(int)
    texts = [_sentence(chance, length) for length in lengths]
    headers = [_sentence(chance, _HEADER_WORDS) for _ in texts]
    chunks = [
        Chunk(f"{collection}{name}{index}", 1, 0, len(body), body, header)
        for index, (body, header) in enumerate(zip(texts, headers, strict=True))
    ]
    new = NewDocument(collection, name, name, "0" * 64, "text/plain", 1)
    library.add_document(new, [Page(1, "")], chunks, np.ones((count, 1), np.float32), "none", None)


_CUMULATED = np.cumsum(1 / np.arange(1, _VOCABULARY + 1))


def _sentence(chance: np.random.Generator, words: int) -> str:
    ranks = np.searchsorted(_CUMULATED, chance.random(words) * _CUMULATED[-1])
    return " ".join(_word(int(rank)) for rank in ranks)


def _word(rank: int) -> str:
    """A made-up word that no stemmer shortens, another for each rank."""
    consonants, vowels = "bcdfghjklmnprtvz", "aeiou"
    letters = ""
    while rank or not letters:
        rank, left = divmod(rank, len(consonants) * len(vowels))
        letters += consonants[left // len(vowels)] + vowels[left % len(vowels)]
    return f"{letters}x"


def _timings(library: Library, repeats: int) -> Iterator[Timing]:
    chance = np.random.default_rng(1)
    sizes = {collection.name: collection.chunks for collection in library.collections()}
    for collection, chunks in {"": sum(sizes.values()), **sizes}.items():
        for kind, ranks in _KINDS.items():
            for words in _LENGTHS:
                asked = [chance.choice(list(ranks), words, replace=False) for _ in range(repeats)]
                taken = [
                    _taken(library, [_word(int(r)) for r in drawn], collection or None) for drawn in asked
                ]
                medians = (round(statistics.median(column), 2) for column in zip(*taken, strict=True))
                yield Timing(collection, chunks, words, kind, *medians)


def _taken(library: Library, terms: Sequence[str], collection: str | None) -> tuple[float, float, float]:
    """Milliseconds of bm25(), of ours, and of ours again."""
    search = Search(library.database, library.folder / "vectors.faiss")  # which remembers no words
    search.lexical(["warm"], 1, collection)  # reads which chunks are whose
    _by_fts5(library, ["warm"], collection)
    return (
        _milliseconds(lambda: _by_fts5(library, terms, collection)),
        _milliseconds(lambda: search.lexical(terms, _FOUND, collection)),
        _milliseconds(lambda: search.lexical(terms, _FOUND, collection)),
    )


def _by_fts5(library: Library, terms: Sequence[str], collection: str | None) -> None:
    joins = (
        "JOIN chunks ON chunks.key = chunk_terms.rowid JOIN documents ON documents.id = chunks.document_id "
        "JOIN collections ON collections.id = documents.collection_id WHERE collections.name = :collection AND"
    )
    statement = text(
        "SELECT chunk_terms.rowid, bm25(chunk_terms, 0.6, 1.0) AS score FROM chunk_terms "
        f"{'WHERE' if collection is None else joins} chunk_terms MATCH :query ORDER BY score, chunk_terms.rowid "
        "LIMIT :limit"
    )
    values: dict[str, object] = {"query": " OR ".join(f'"{term}"' for term in terms), "limit": _FOUND}
    if collection is not None:
        values["collection"] = collection
    with library.database.read() as connection:
        connection.execute(statement, values).all()


def _milliseconds(call: Callable[[], object]) -> float:
    began = time.thread_time()
    call()
    return (time.thread_time() - began) * 1000


def _readable(timing: Timing) -> str:
    place = f"{timing.collection or 'all'} ({timing.chunks:,} chunks)"
    first, again = timing.ratios
    return (
        f"{place:28} {timing.words:2} {timing.kind:6} words: bm25() {timing.bm25:7.2f} ms, ours {timing.first:7.2f} ms "
        f"(ratio {first:.2f}), again {timing.again:6.2f} ms (ratio {again:.2f})"
    )


if __name__ == "__main__":
    sys.exit(main())
