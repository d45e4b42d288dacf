"""`python -m benchmarks.attack.databases [--tries 300] [--seed 1]`: library.db damaged in every way, then used.

After each damage the library is opened and everything in it read. It must work as before, or say that it is damaged;
it must never say nothing and give other words, nor end in a traceback. Then it is begun anew from its originals,
which must always work. Prints how many were noticed at the opening, at the use, by the full check, or by nobody.
"""

import argparse
import random
import shutil
import sqlite3
import sys
import tempfile
import traceback
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import numpy as np

from benchmarks.attack import say
from benchmarks.attack.kills import fill
from rag.errors import LecternError
from rag.store.care.check import check
from rag.store.care.salvage import salvage
from rag.store.conversations import Conversations
from rag.store.library import Library

_PAGE = 8192  # bytes, as a new library has them
_DIMENSION = 64
_READ = ("list of documents", "pages", "search by meaning", "search by words", "units", "chats")


def _garble_page(file: Path, chance: random.Random) -> None:
    body = bytearray(file.read_bytes())
    start = chance.randrange(len(body) // _PAGE) * _PAGE
    body[start : start + _PAGE] = chance.randbytes(_PAGE)
    file.write_bytes(body)


def _zero_page(file: Path, chance: random.Random) -> None:
    body = bytearray(file.read_bytes())
    start = chance.randrange(len(body) // _PAGE) * _PAGE
    body[start : start + _PAGE] = bytes(_PAGE)
    file.write_bytes(body)


def _flip_bits(file: Path, chance: random.Random) -> None:
    body = bytearray(file.read_bytes())
    for _ in range(chance.choice((1, 10, 100))):
        body[chance.randrange(len(body))] ^= 1 << chance.randrange(8)
    file.write_bytes(body)


def _cut(file: Path, chance: random.Random) -> None:
    body = file.read_bytes()
    file.write_bytes(body[: chance.randrange(len(body))])


def _exchange_pages(file: Path, chance: random.Random) -> None:
    body = bytearray(file.read_bytes())
    one, other = (chance.randrange(1, len(body) // _PAGE) * _PAGE for _ in range(2))
    body[one : one + _PAGE], body[other : other + _PAGE] = (
        body[other : other + _PAGE],
        body[one : one + _PAGE],
    )
    file.write_bytes(body)


def _write_nonsense(file: Path, chance: random.Random) -> None:
    """A value of another kind in a cell, with good checksums."""
    with closing(sqlite3.connect(file)) as connection, connection:
        tables = ("meta", "documents", "pages", "chunks", "units", "conversations", "messages", "collections")
        table = chance.choice(tables)
        columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})") if not row[5]]
        value = chance.choice(("abc", b"\xff\xfe\x00", -1, 1e300, "", "[[["))
        try:
            connection.execute(f'UPDATE {table} SET "{chance.choice(columns)}" = ?', (value,))
        except sqlite3.IntegrityError:
            return


_DAMAGES: tuple[Callable[[Path, random.Random], None], ...] = (
    _garble_page, _zero_page, _flip_bits, _cut, _exchange_pages, _write_nonsense,
)  # fmt: skip


def main() -> int:
    """1 where something ended in a traceback, or the library could not be begun anew."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tries", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    chance = random.Random(options.seed)
    counts: Counter[str] = Counter()
    wrong = 0
    with tempfile.TemporaryDirectory(prefix="lectern-attack-") as place:
        whole, folder = Path(place) / "whole", Path(place) / "library"
        fill(whole)
        library = Library.open(whole)
        talks = Conversations(library.database)
        talks.ask(talks.create("Course").id, "What?")
        library.close()
        before = _used(whole)
        for number in range(options.tries):
            damage = _DAMAGES[number % len(_DAMAGES)]
            shutil.rmtree(folder, ignore_errors=True)
            shutil.copytree(whole, folder)
            damage(folder / "library.db", chance)
            name = f"{number} {damage.__name__}"
            try:
                outcome = _outcome(folder, before)
                counts[outcome] += 1
                salvage(folder)
                Library.open(folder).close()
                counts["begun anew"] += 1
            except Exception:  # noqa: BLE001 - what an attack is for
                wrong += 1
                say(f"WRONG {name}: {traceback.format_exc(limit=-4)}")
    say(f"tries: {options.tries}; {dict(counts)}; wrong: {wrong}")
    return int(bool(wrong))


def _outcome(folder: Path, before: list[object]) -> str:
    try:
        library = Library.open(folder)
        library.close()
    except LecternError:
        return "noticed at the opening"
    try:
        now = _used(folder)
    except LecternError:
        return "noticed at the use"
    if now == before:
        return "harmless"
    if check(folder, full=True):
        return "other words, noticed by the full check"
    parts = [name for name, one, other in zip(_READ, before, now, strict=True) if one != other]
    say(f"SILENT: other {', '.join(parts)}")
    return "other words, noticed by nobody"


def _used(folder: Path) -> list[object]:
    """Everything that an answer reads."""
    library = Library.open(folder)
    try:
        talks = Conversations(library.database)
        return [
            library.documents(),
            [library.pages(document.id) for document in library.documents()],
            library.search.dense(np.ones(_DIMENSION, dtype=np.float32) / 8, 5),
            library.search.lexical(["paragraph", "text"], 5),
            [(unit.text, unit.unit, unit.vector.tobytes()) for unit in library.units.all()],
            [[message.text for message in talks.messages(talk.id)] for talk in talks.list()],
        ]
    finally:
        library.close()


if __name__ == "__main__":
    sys.exit(main())
