"""How jobs, chats, notes, test sets and runs refer to a collection, by its name in all public values.

While there is such a collection, `collection_id` is its id, so that a new name reaches all of them. Else it is
NULL, and `missing_collection` is the name of one that was deleted, or is yet to be made; or "", which stands for
all collections. A collection that is made takes to itself what is linked to a missing one of its name, so a name
is never both missing and there.

Who does not read the collection is not told its name, which may have changed since: to them "" is linked, all that
they read.
"""

from dataclasses import dataclass

from sqlalchemy import Connection, Label, Table, func, select, update

from rag.common.names import composed
from rag.errors import UnknownCollection
from rag.store import schema
from rag.store.people.access import Access


@dataclass(frozen=True, slots=True)
class CollectionKey:
    """A collection, whatever it is called: `created` tells it from a later one that has its number."""

    id: int
    created: float


_LINKED = (schema.jobs, schema.conversations, schema.notes, schema.testsets, schema.runs)


def name_of(table: Table, access: Access) -> "Label[str]":
    """The name of the collection that a row is linked to, "" for all; a column called `collection`."""
    known = schema.collections
    same = known.c.id == table.c.collection_id
    name = select(known.c.name).where(same, access.collections()).scalar_subquery()
    return func.coalesce(name, table.c.missing_collection).label("collection")


def is_missing(table: Table) -> "Label[bool]":
    """Whether a row is linked to a collection that is not there; a column called `collection_missing`."""
    return (table.c.missing_collection != "").label("collection_missing")


def linked_to(connection: Connection, access: Access, name: str) -> dict[str, object]:
    """The values of a row that link it to the collection of that name ("": to all).

    In a class it must be one that the asker reads, else UnknownCollection is raised; alone one can also name one that
    is yet to be made.
    """
    known = schema.collections
    name = composed(name)
    same = func.composed(known.c.name) == name
    found = connection.execute(select(known.c.id).where(same, access.collections())).scalar()
    if found is None and name and not access.everything:
        raise UnknownCollection(f'There is no collection "{name}" among yours. Choose another one.')
    return {"collection_id": found, "missing_collection": "" if found is not None else name}


def link(connection: Connection, collection_id: int, name: str) -> None:
    """Link what is linked to a missing collection of that name to the one that has the name now."""
    for table in _LINKED:
        connection.execute(
            update(table)
            .where(table.c.missing_collection == name)
            .values(collection_id=collection_id, missing_collection="")
        )


def unlink(connection: Connection, collection_id: int, name: str) -> None:
    """Before a collection is deleted: what is linked to it keeps its name, as that of a missing one."""
    for table in _LINKED:
        connection.execute(
            update(table)
            .where(table.c.collection_id == collection_id)
            .values(collection_id=None, missing_collection=name)
        )
