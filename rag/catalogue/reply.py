"""What the catalogue answers: a line that leads in, and claims that each point at a place."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from rag.values import AnswerCell, AnswerPart, Citation, Claim, Document, Shape, Source, Verdict
from rag.values.places import noun

Point = tuple[str, Citation | None]
"""A line of the answer, and the place that it points at, if it has one."""


@dataclass(frozen=True, slots=True)
class PointTable:
    """Points that are rows of a table, from the 0-based point `first` on: their cells under `heads`."""

    first: int
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Reply:
    """`lead` comes first, "" for none; then the points, each one a claim. `more` is said last, "" for nothing. Points
    that are in none of the `tables` are a numbered list."""

    lead: str
    points: tuple[Point, ...] = ()
    more: str = ""
    tables: tuple[PointTable, ...] = ()

    @property
    def claims(self) -> tuple[Claim, ...]:
        """The points as claims: the words are the catalogue's or the page's, so nothing has to be checked."""
        return tuple(
            Claim(text, Verdict.SUPPORTED, Source.EVIDENCE, (cited,) if cited is not None else ())
            for text, cited in self.points
        )

    @property
    def parts(self) -> tuple[AnswerPart, ...]:
        """How the points are set, in order."""
        numbers = self._numbers
        starts = {table.first: table for table in self.tables}
        found: list[AnswerPart] = []
        for index, number in enumerate(numbers):
            if index in starts:
                found.append(_set(starts[index]))
            elif number is not None:
                shape = Shape.ITEM if number else Shape.PARAGRAPH
                found.append(AnswerPart(shape, (index,), number))
        return tuple(found)

    @property
    def text(self) -> str:
        """Plain text as shown: the lead, the points as a numbered list with [n] where they point, and the rest."""
        places: list[Citation] = []
        lines = []
        for number, (text, cited) in zip(self._numbers, self.points, strict=True):
            mark = ""
            if cited is not None:
                if cited not in places:
                    places.append(cited)
                mark = f" [{places.index(cited) + 1}]"
            lines.append(f"{number} {text}{mark}" if number else f"{text}{mark}")
        return "\n".join([*([self.lead] if self.lead else []), *lines, *([self.more] if self.more else [])])

    @property
    def _numbers(self) -> list[str | None]:
        """What stands before each point: "1.", or "" before one that is alone; None for the rows of a table."""
        rows = {table.first + index for table in self.tables for index in range(len(table.rows))}
        listed = [index for index in range(len(self.points)) if index not in rows]
        numbers: list[str | None] = [None] * len(self.points)
        for count, index in enumerate(listed, 1):
            numbers[index] = f"{count}." if len(listed) > 1 else ""
        return numbers


def _set(table: PointTable) -> AnswerPart:
    head = tuple(map(AnswerCell, table.heads))
    body = (
        tuple(AnswerCell(cell, (table.first + index,)) for cell in row)
        for index, row in enumerate(table.rows)
    )
    claims = tuple(range(table.first, table.first + len(table.rows)))
    return AnswerPart(Shape.TABLE, claims, rows=(head, *body))


def shortened(reply: Reply, most: int) -> Reply:
    """The reply with its first `most` points, if that is not 0 and it has more."""
    if not 0 < most < len(reply.points):
        return reply
    tables = (
        replace(table, rows=table.rows[: most - table.first]) for table in reply.tables if table.first < most
    )
    return replace(reply, points=reply.points[:most], more="", tables=tuple(tables))


def counted(count: int, noun: str) -> str:
    """`1 page`, `2 pages`."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def length(document: Document) -> str:
    """How long a document is: `12 pages`, `30 slides`."""
    return counted(document.pages, noun(document.method, document.name))


def listed(names: Sequence[str], limit: int) -> str:
    """`a, b, c and 4 more`."""
    shown = list(names[:limit])
    rest = len(names) - len(shown)
    return f"{', '.join(shown)} and {rest} more" if rest else ", ".join(shown)


def described(document: Document) -> str:
    """A document by title and file name, as far as they differ, with its length."""
    pages = length(document)
    if document.title in (document.name, document.name.rpartition(".")[0]):
        return f"{document.name}, {pages}"
    return f"{document.title} ({document.name}, {pages})"
