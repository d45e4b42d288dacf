"""Delimited text: a page is a block of rows, the delimiter and the encoding are found."""

import csv
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

from ingest.readers.base import Progress, ReadFile
from ingest.readers.book import Book
from ingest.readers.cleaning import printable
from ingest.readers.decoding import decoded
from ingest.readers.sheets import looks
from ingest.readers.sheets.count import Room
from ingest.readers.sheets.delimited.dialect import Dialect, dialect, is_comment
from ingest.readers.sheets.grid import Shown
from ingest.readers.sheets.pages import SheetPages
from ingest.readers.sheets.sheet import ShownSheet
from rag.errors import Refusal, UnreadableFile

_USUAL = {".tsv": "\t", ".tab": "\t", ".psv": "|"}
_BEGINNING = 200  # records that tell how many fields one has
_LONGEST_CELL = 40_000  # characters


class DelimitedReader:
    """CSV, TSV and the like. What stands above the heads is a title or a comment."""

    def read(self, path: Path, page_limit: int, progress: Progress) -> ReadFile:
        text, problems = decoded(path.read_bytes())
        text = printable(text)
        found = dialect(text, _USUAL.get(path.suffix.lower(), ""))
        room = Room()
        sheet = ShownSheet("", delimited=True)
        try:
            _fill(sheet, _records(found, text), room)
        except csv.Error as error:
            raise UnreadableFile(
                "Its lines cannot be parted into fields: a field is longer than a million characters. "
                "Save it again as CSV and add that.",
                Refusal.DAMAGED,
            ) from error
        book = Book("text/csv", "sheet", page_limit)
        SheetPages(book, progress).write(sheet)
        return book.finish("", (*problems, *room.problems))


def _records(found: Dialect, text: str) -> Iterator[Sequence[str]]:
    """The records; at the top a comment, or a title that has fewer fields than the others, is one field."""
    records = iter(found.records(text))
    first = list(islice(records, _BEGINNING))
    counts = Counter(len(fields) for fields in first if len(fields) > 1 and not is_comment(fields))
    usual = counts.most_common(1)[0][0] if counts else 1
    begun = False
    for fields in first:
        begun |= len(fields) >= usual
        spoken = is_comment(fields) and fields[0].lstrip("#%/-").startswith(" ")  # "#name,town" are heads
        above = (not begun or is_comment(fields)) and len(fields) != usual
        yield [found.delimiter.join(fields)] if above or spoken else fields
    yield from records


def _fill(sheet: ShownSheet, records: Iterable[Sequence[str]], room: Room) -> None:
    of = looks.of
    for row, fields in enumerate(records):
        held: dict[int, Shown] = {}
        for column, field in enumerate(fields):
            words = field.strip()
            if words:
                if not room():
                    break
                words = words[:_LONGEST_CELL].replace("\t", " ")
                held[column] = Shown(words, of(words))
        if held:
            sheet.grid.rows[row] = held
        if room.is_full:
            return
