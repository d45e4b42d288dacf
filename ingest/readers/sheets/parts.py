"""What a sheet is made of: lines, lists and tables, in reading order."""

from dataclasses import dataclass, field

from rag.values.pages import Kind


@dataclass(frozen=True, slots=True)
class SheetLine:
    """Words that stand alone. A heading has its `level`, 1 for one under the name of the sheet."""

    kind: Kind
    words: str
    level: int = 0


@dataclass(frozen=True, slots=True)
class SheetList:
    """A column of words; `lead` is the head above them, "" for none."""

    items: tuple[str, ...]
    lead: str = ""


@dataclass(slots=True)
class SheetTable:
    """A table: `head` are its head rows as they stand, `names` what its columns are called, `rows` its other rows.

    Every row has a cell a column, "" for an empty one; `addresses` are those of all cells, the head rows first.
    `leads` are for each of `rows` the words of a row that introduces it and others, "" for none. `is_pairs`: it has
    two columns, what something is called and what it is.
    """

    names: list[str]
    head: list[list[str]] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    addresses: list[list[str]] = field(default_factory=list)
    is_pairs: bool = False
    leads: list[str] = field(default_factory=list)


SheetPart = SheetLine | SheetList | SheetTable
