"""What the tables have in common."""

from sqlalchemy import Column, ForeignKey, Integer, MetaData, String

metadata = MetaData()


def parent(name: str, column: str, nullable: bool = False) -> "Column[int]":
    """What a row belongs to, by its number: it goes with that."""
    return Column(name, Integer, ForeignKey(column, ondelete="CASCADE"), nullable=nullable, index=True)


def key_part(name: str, column: str) -> "Column[int]":
    """The same where it is the key of the row, or a part of the key."""
    return Column(name, Integer, ForeignKey(column, ondelete="CASCADE"), primary_key=True)


def linked() -> "tuple[Column[int], Column[str]]":
    """What refers to a collection, see rag/store/collection_links.py."""
    return (
        Column("collection_id", Integer, ForeignKey("collections.id"), index=True),
        Column("missing_collection", String, nullable=False, server_default=""),
    )
