"""The units of a document: kept with their vectors, and read by the place of the passages that were found."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from sqlalchemy import ColumnElement, Connection, RowMapping, and_, or_, select, true

from rag.language.identify import language
from rag.language.words import content_words_among, words
from rag.store import schema
from rag.store.database import Database, insert_all
from rag.store.documents.headings import Place, as_vector, heading_of, vectors_of_headings
from rag.store.documents.times import times
from rag.store.index.vectors import wrong_vectors
from rag.store.people.access import Access
from rag.values import Kind, Page, Passage, Rest, Unit
from rag.values.blocks_json import cells_from_json, cells_to_json
from rag.values.spoken import read_aloud


@dataclass(frozen=True)
class StoredUnit:
    """A unit of the document `document_id` with its words, those of its `rest` ("" for none), and its vector.

    `label` is what is printed on its page, `method` how that was read, `time` when it is said. `vector` is (d,)
    float32, a unit vector but for what float16 loses (1e-3), `heading` that of the heading that it stands under, None
    without one. `kept_terms` as `terms_to_keep` gives them.
    """

    document_id: int
    unit: Unit
    text: str
    rest_text: str
    vector: np.ndarray
    label: str = ""
    heading: np.ndarray | None = None
    kept_terms: str = ""
    method: str = ""
    time: str = ""

    @cached_property
    def read(self) -> str:
        """Its words on one line as they are read aloud, those on the next page too; a row with its column heads."""
        return read_aloud(self.text, self.unit.start, self.unit.cells, self.rest_text)

    @cached_property
    def content(self) -> frozenset[str]:
        """The index terms of its words of content."""
        return frozenset(self._terms.partition("\n")[0].split())

    @cached_property
    def terms(self) -> frozenset[str]:
        """The index terms of all its words."""
        return frozenset(self._terms.split())

    @cached_property
    def _terms(self) -> str:
        return self.kept_terms or terms_to_keep(self.read)


def terms_to_keep(read: str) -> str:
    """The index terms of a text: those of content, a line end, the others."""
    spoken = language(read)
    found = words(read, spoken)
    content = {word.term for word in content_words_among(found, read, spoken)}
    return " ".join(sorted(content)) + "\n" + " ".join(sorted({word.term for word in found} - content))


def insert_units(
    connection: Connection,
    document_id: int,
    units: Sequence[Unit],
    pages: Sequence[Page],
    vectors: np.ndarray,
) -> None:
    """Keep units of `pages` with their `vectors` (n, d), inside a caller's transaction."""
    texts = {page.number: page.text for page in pages}
    labels = {page.number: page.label for page in pages}
    halves = np.ascontiguousarray(vectors, dtype=np.float16)
    kept = (
        {
            "document_id": document_id,
            "page": unit.page,
            "start": unit.start,
            "end": unit.end,
            "kind": unit.kind.value,
            "text": texts[unit.page][unit.start : unit.end],
            "context": list(unit.context),
            "depth": unit.depth,
            "table_number": unit.table,
            "cells": cells_to_json(unit.cells),
            "rest": []
            if (rest := unit.rest) is None
            else [rest.page, rest.start, rest.end, labels[rest.page]],
            "rest_text": "" if unit.rest is None else texts[unit.rest.page][unit.rest.start : unit.rest.end],
            "heading_page": None if unit.under is None else unit.under[0],
            "summary": unit.summary,
            "heading_start": None if unit.under is None else unit.under[1],
            "list_number": None if unit.item is None else unit.item[0],
            "list_place": None if unit.item is None else unit.item[1],
            "terms": _terms_of(unit, texts),
            "vector": vector.tobytes(),
        }
        for unit, vector in zip(units, halves, strict=True)
    )
    insert_all(connection, schema.units, kept)


def _terms_of(unit: Unit, texts: Mapping[int, str]) -> str:
    rest = "" if unit.rest is None else texts[unit.rest.page][unit.rest.start : unit.rest.end]
    return terms_to_keep(read_aloud(texts[unit.page][unit.start : unit.end], unit.start, unit.cells, rest))


def embedded_unit(unit: Unit, text: str, rest: str = "") -> str:
    """What is embedded for a unit: its words `text` (and those of its `rest` on the next page) on one line.

    A row is embedded with its column heads, and an item after what introduces its list: alone, "a sleeping bag" is
    like no question.
    """
    words = read_aloud(text, unit.start, unit.cells, rest)
    return f"{unit.context[-1]} {words}" if unit.kind is Kind.ITEM and unit.context else words


class Units:
    """Reads the units of a library. Safe to use from many threads."""

    def __init__(self, database: Database, access: Access) -> None:
        self._database = database.asked_by(access.asker)
        self._access = access

    def of(self, passages: Sequence[Passage]) -> list[list[StoredUnit]]:
        """For each passage its units in order, that first which goes on there from the page before.

        None for a document read before units were kept.
        """
        if not passages:
            return []
        table = schema.units.c
        begun = [
            and_(
                table.document_id == passage.document_id,
                table.page == passage.page,
                table.start >= passage.start,
                table.start < passage.end,
            )
            for passage in passages
        ]
        gone_on = [
            and_(
                table.document_id == passage.document_id,
                table.page == passage.page - 1,
                table.rest_text != "",
            )
            for passage in passages
        ]
        found = self._read(or_(*begun, *gone_on))
        return [[unit for unit in found if _is_in(unit, passage)] for passage in passages]

    def of_table(self, document_id: int, table_number: int) -> list[StoredUnit]:
        """The rows of a table of a document, in order."""
        table = schema.units.c
        return self._read(and_(table.document_id == document_id, table.table_number == table_number))

    def of_list(self, document_id: int, list_number: int) -> list[StoredUnit]:
        """The items of a list of a document, in order."""
        table = schema.units.c
        return self._read(and_(table.document_id == document_id, table.list_number == list_number))

    def of_pages(self, document_id: int, first: int, last: int) -> list[StoredUnit]:
        """The units of the 1-based pages from `first` to `last` of a document, in order."""
        table = schema.units.c
        return self._read(and_(table.document_id == document_id, table.page.between(first, last)))

    def summaries(self, document_id: int) -> list[StoredUnit]:
        """The units of a document that stand for their sections, in order."""
        table = schema.units.c
        return self._read(and_(table.document_id == document_id, table.summary > 0))

    def of_document(self, document_id: int) -> list[StoredUnit]:
        """All units of a document, in order."""
        return self._read(schema.units.c.document_id == document_id)

    def pages_with(self, document_id: int, texts: Collection[str]) -> dict[str, list[int]]:
        """For each of the `texts` the 1-based pages of a document that have a unit of these very words, in order."""
        table = schema.units.c
        query = select(table.text, table.page).where(table.document_id == document_id, table.text.in_(texts))
        query = query.where(self._access.of_documents(table.document_id)).order_by(table.page)
        found: dict[str, list[int]] = {}
        with self._database.read() as connection:
            for text, page in connection.execute(query):
                found.setdefault(text, []).append(page)
        return found

    def all(self) -> list[StoredUnit]:
        """The units of all documents."""
        return self._read(true())

    def _read(self, condition: ColumnElement[bool]) -> list[StoredUnit]:
        """The units that meet a condition, by document, page and place."""
        table, page = schema.units.c, schema.pages.c
        same = and_(page.document_id == table.document_id, page.number == table.page)
        query = select(schema.units, page.label, page.method).join(schema.pages, same).where(condition)
        query = query.where(self._access.of_documents(table.document_id))
        with self._database.read() as connection:
            rows = (
                connection.execute(query.order_by(table.document_id, table.page, table.start))
                .mappings()
                .all()
            )
            if wrong := wrong_vectors((row["vector"] for row in rows), np.float16):
                raise self._database.damage(f"{wrong} vectors of units have another length than the others")
            headings, said = vectors_of_headings(connection, rows), times(connection, rows)
            return [_unit(row, headings, said) for row in rows]


def _is_in(found: StoredUnit, passage: Passage) -> bool:
    unit, rest = found.unit, found.unit.rest
    begins = [(unit.page, unit.start)] if rest is None else [(unit.page, unit.start), (rest.page, rest.start)]
    return found.document_id == passage.document_id and any(
        page == passage.page and passage.start <= start < passage.end for page, start in begins
    )


def _unit(row: RowMapping, headings: Mapping[Place, np.ndarray], said: Mapping[Place, str]) -> StoredUnit:
    place = heading_of(row)
    unit = Unit(
        kind=Kind(row["kind"]),
        page=row["page"],
        start=row["start"],
        end=row["end"],
        context=tuple(row["context"]),
        depth=row["depth"],
        table=row["table_number"],
        cells=cells_from_json(row["cells"]),
        rest=Rest(*row["rest"]) if row["rest"] else None,
        under=None if place is None else place[1:],
        item=None if row["list_number"] is None else (row["list_number"], row["list_place"]),
        summary=row["summary"],
    )
    return StoredUnit(
        document_id=row["document_id"],
        unit=unit,
        text=row["text"],
        rest_text=row["rest_text"],
        vector=as_vector(row["vector"]),
        label=row["label"] or str(row["page"]),
        heading=None if place is None else headings.get(place),
        kept_terms=row["terms"],
        method=row["method"],
        time=said.get((row["document_id"], row["page"], row["start"]), ""),
    )
