"""When what stands on pages of speech is said."""

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import Connection, RowMapping, select, tuple_

from rag.store import rows, schema
from rag.values.places import time_of

_AT_ONCE = 300  # pages in one query; SQLite takes some thousand terms


def times(connection: Connection, units: Sequence[RowMapping]) -> Mapping[tuple[int, int, int], str]:
    """(document, page, start) of each of the `units` that is on a page of speech -> when it is said."""
    spoken = [row for row in units if row["method"] == "minute"]
    pages = list({(row["document_id"], row["page"]) for row in spoken})
    found: dict[tuple[int, int, int], str] = {}
    for first in range(0, len(pages), _AT_ONCE):
        found |= _of_pages(connection, pages[first : first + _AT_ONCE], spoken)
    return found


def _of_pages(
    connection: Connection, wanted: Collection[tuple[int, int]], spoken: Sequence[RowMapping]
) -> dict[tuple[int, int, int], str]:
    table = schema.pages.c
    query = select(schema.pages).where(tuple_(table.document_id, table.number).in_(wanted))
    pages = {
        (row["document_id"], row["number"]): rows.page_of(row) for row in connection.execute(query).mappings()
    }
    places = [(row["document_id"], row["page"], row["start"]) for row in spoken]
    return {place: time_of(pages[place[:2]], place[2]) for place in places if place[:2] in pages}
