"""Everything in a library checked: pages of the file, references, words, vectors, the index of words, originals."""

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from rag.common.files import sha256
from rag.store import schema
from rag.store.care.opening import wrong_pages
from rag.store.care.seals import broken_seals
from rag.values import Kind

_KEPT_AS = {
    "Integer": ("integer",), "Boolean": ("integer",), "Float": ("real", "integer"),
    "String": ("text",), "Text": ("text",), "JSON": ("text",), "LargeBinary": ("blob",),
}  # fmt: skip
"""How SQLite keeps the values of a column, by its type."""
_MOST = 5  # names in one finding
_OFF = 0.02  # by which a vector that was kept as float16 may differ from unit length

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Damage:
    """What is wrong, in words. `broken`: the library is damaged; else it lacks something, but what it says is right."""

    text: str
    broken: bool = True


def check(folder: Path, full: bool = False, progress: Progress = lambda step: None) -> list[Damage]:
    """What is wrong with the library in `folder`; `full` reads every entry and every original.

    Nothing is changed. Raises OSError or sqlite3.Error where the file cannot be opened at all.
    """
    with closing(sqlite3.connect(folder / "library.db", timeout=60)) as connection:
        progress("the pages of library.db")
        if wrong := wrong_pages(connection, full):
            return [Damage(wrong)]
        connection.execute("BEGIN")  # all that follows is read from one moment
        if connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone() is None:
            return []  # it was never filled
        return list(_findings(connection, folder, full, progress))


def wrong_values(file: Path) -> str:
    """Whether tables are missing or values of another kind than what was stored: which, "" where none is. For when
    reading has failed."""
    try:
        with closing(sqlite3.connect(file, timeout=60)) as connection:
            for table in ("chunk_terms", "term_instances"):
                connection.execute(f"SELECT * FROM {table} LIMIT 1").fetchall()
            found = [damage.text for look in (_types, _json) for damage in _named(look(connection))]
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
        return str(error)
    return "; ".join(found)


def _findings(
    connection: sqlite3.Connection, folder: Path, full: bool, progress: Progress
) -> Iterator[Damage]:
    progress("what refers to what")
    broken = connection.execute("PRAGMA foreign_key_check").fetchall()
    if broken:
        yield Damage(f"{len(broken)} entries refer to what is not there, the first is in {broken[0][0]}")
    yield from _meta(connection)
    yield from _counts(connection)
    yield from _originals(connection, folder, full, progress)
    if full:
        for name, look in _LOOKS.items():
            progress(name)
            yield from _named(look(connection))


def _named(found: Iterator[tuple[str, str]]) -> Iterator[Damage]:
    """One finding for each kind of what was found, with the first names."""
    kinds: dict[str, list[str]] = {}
    for kind, name in found:
        kinds.setdefault(kind, []).append(name)
    for kind, names in kinds.items():
        more = f" and {len(names) - _MOST} more" if len(names) > _MOST else ""
        yield Damage(f"{kind}: {', '.join(names[:_MOST])}{more}")


def _meta(connection: sqlite3.Connection) -> Iterator[Damage]:
    known = dict(connection.execute("SELECT key, value FROM meta"))
    for key in ("schema", "generation"):
        if not str(known.get(key)).isdecimal():
            yield Damage(f"{key} of the library is {known.get(key)!r}, which is no number")
    if not known.get("library"):
        yield Damage("the library has lost its identity")


def _counts(connection: sqlite3.Connection) -> Iterator[Damage]:
    unindexed = connection.execute(
        "SELECT (SELECT count(*) FROM chunks WHERE key NOT IN (SELECT id FROM chunk_terms_docsize)), "
        "(SELECT count(*) FROM chunk_terms_docsize WHERE id NOT IN (SELECT key FROM chunks))"
    ).fetchone()
    if any(unindexed):
        yield Damage(
            f"the index of words lacks {unindexed[0]} passages, and has {unindexed[1]} that are no more"
        )
    for (name,) in connection.execute(
        "SELECT name FROM documents WHERE id NOT IN (SELECT document_id FROM pages) ORDER BY name"
    ):
        yield Damage(f'"{name}" has no pages', broken=False)


def _originals(
    connection: sqlite3.Connection, folder: Path, full: bool, progress: Progress
) -> Iterator[Damage]:
    progress("the originals of documents")
    files = folder / "files"
    there = {path.name for path in files.iterdir()} if files.is_dir() else set()
    missing, changed = [], []
    for name, digest, suffix in connection.execute(
        "SELECT name, sha256, suffix FROM documents ORDER BY name"
    ):
        if f"{digest}{suffix}" not in there:
            missing.append(name)
        elif full and sha256(files / f"{digest}{suffix}") != digest:
            changed.append(name)
    for names, what in (
        (missing, "the originals of these documents are missing; add the files again"),
        (changed, "the originals of these documents are damaged; add the files again"),
    ):
        yield from (Damage(finding.text, broken=False) for finding in _named((what, name) for name in names))


# Each look gives (kind of what is wrong, name of the document or entry) for whatever is wrong.


def _json(connection: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    for table in schema.metadata.sorted_tables:
        columns = [column.name for column in table.columns if column.type.__class__.__name__ == "JSON"]
        for column in columns:
            for (value,) in connection.execute(f'SELECT "{column}" FROM "{table.name}"'):
                if not is_json(value):
                    yield f"entries that cannot be read in {table.name}", column


def _types(connection: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    """SQLite keeps a text where a number should be, if it is told to."""
    for table in schema.metadata.sorted_tables:
        for column in table.columns:
            kinds = _KEPT_AS.get(type(column.type).__name__)
            if kinds is None:
                continue
            marks = ", ".join(f"'{kind}'" for kind in (*kinds, "null"))
            query = f'SELECT count(*) FROM "{table.name}" WHERE typeof("{column.name}") NOT IN ({marks})'
            if connection.execute(query).fetchone()[0]:
                yield f"entries of another kind in {table.name}", column.name


def is_json(value: object) -> bool:
    """Whether it is a list or an object, which is all that is kept as JSON, or nothing."""
    try:
        return value is None or isinstance(json.loads(str(value)), list | dict)
    except ValueError:
        return False


def _kinds(connection: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    known = ", ".join(f"'{kind.value}'" for kind in Kind)
    query = f"SELECT DISTINCT kind FROM units WHERE kind NOT IN ({known})"
    yield from (("units of a kind that there is not", str(kind)) for (kind,) in connection.execute(query))


def _words(connection: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    """Passages and units must be what stands at their places."""
    for table, kind in (("chunks", "passages"), ("units", "units")):
        query = (
            f'SELECT d.name, substr(p.text, t.start + 1, t."end" - t.start) IS t.text FROM {table} t '
            "JOIN documents d ON d.id = t.document_id "
            "LEFT JOIN pages p ON p.document_id = t.document_id AND p.number = t.page"
        )
        wrong = dict.fromkeys(name for name, same in connection.execute(query) if not same)
        yield from ((f"{kind} that are not what stands on their page", name) for name in wrong)


def _vectors(connection: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    for table, kind in (("chunks", np.float32), ("units", np.float16)):
        usual = connection.execute(
            f"SELECT length(vector) FROM {table} GROUP BY length(vector) ORDER BY count(*) DESC LIMIT 1"
        ).fetchone()
        rows = connection.execute(
            f"SELECT d.name, t.vector FROM {table} t JOIN documents d ON d.id = t.document_id"
        )
        wrong = dict.fromkeys(name for name, vector in rows if not _is_vector(vector, usual[0], kind))
        yield from ((f"vectors of {table} that are damaged", name) for name in wrong)


def _is_vector(stored: bytes, size: int, kind: type) -> bool:
    if not isinstance(stored, bytes) or len(stored) != size or not size or size % np.dtype(kind).itemsize:
        return False
    length = float(np.linalg.norm(np.frombuffer(stored, dtype=kind).astype(np.float64)))
    return length == 0 or abs(length - 1) < _OFF  # a text without words may have a vector of nothing


def _index(connection: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    try:
        connection.execute("INSERT INTO chunk_terms (chunk_terms) VALUES ('integrity-check')")
    except sqlite3.DatabaseError as error:
        yield "the index of words is damaged", str(error)


def _seals(connection: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    if connection.execute(
        "SELECT 1 FROM sqlite_master WHERE name = 'seals'"
    ).fetchone():  # else it is of before
        yield from broken_seals(connection.execute)


_LOOKS: dict[str, Callable[[sqlite3.Connection], Iterator[tuple[str, str]]]] = {
    "the kinds of the entries": _types,
    "the entries": _json,
    "the kinds of units": _kinds,
    "the words of passages and units": _words,
    "the vectors": _vectors,
    "the index of words": _index,
    "the checksums of chats, notes, titles and pages": _seals,
}
