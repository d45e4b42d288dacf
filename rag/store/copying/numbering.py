"""The numbers that rows were given, which go on where they were.

None is given twice, also of rows that were deleted: answers cite documents by theirs, caches know chunks by theirs.
"""

from sqlalchemy import Column, Connection, Table, func, select

from rag.store import schema


def number_on(reading: Connection, writing: Connection) -> None:
    """Let the database that is written to go on where the other one is."""
    for table in schema.metadata.sorted_tables:
        column = table.autoincrement_column
        if column is None:
            continue
        last = max(_given(reading, table, column), _highest(writing, column))
        if last and writing.dialect.name == "postgresql":
            writing.exec_driver_sql("SELECT setval(%s, %s)", (_sequence(table, column), last))
        elif last and _is_counted(table):
            writing.exec_driver_sql("DELETE FROM sqlite_sequence WHERE name = ?", (table.name,))
            writing.exec_driver_sql(
                "INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", (table.name, last)
            )


def _given(connection: Connection, table: Table, column: "Column[int]") -> int:
    """The highest number that was given, 0 for none."""
    if connection.dialect.name == "postgresql":
        found = connection.exec_driver_sql(
            f"SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM {_sequence(table, column)}"
        )
        return max(int(found.scalar_one()), _highest(connection, column))
    if not _is_counted(table):
        return _highest(connection, column)
    found = connection.exec_driver_sql("SELECT seq FROM sqlite_sequence WHERE name = ?", (table.name,))
    return int(found.scalar() or 0)


def _highest(connection: Connection, column: "Column[int]") -> int:
    return int(connection.execute(select(func.max(column))).scalar() or 0)


def _is_counted(table: Table) -> bool:
    """Whether SQLite keeps the highest number, so that none comes twice."""
    return bool(table.dialect_options["sqlite"]["autoincrement"])


def _sequence(table: Table, column: "Column[int]") -> str:
    """What PostgreSQL calls the numbers of a table."""
    return f"{table.name}_{column.name}_seq"
