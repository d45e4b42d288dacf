"""XLSX: the first sheet, as the values that a spreadsheet last showed."""

import io
import logging
import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import openpyxl
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import range_boundaries
from openpyxl.utils.exceptions import InvalidFileException

from evaluation.formats.alternatives import plain_text
from evaluation.formats.cells import texts_of
from evaluation.formats.header import NAMES, columns
from evaluation.formats.row import Row
from rag.errors import InvalidTestSet
from rag.store.testsets import Case

_UNPACKED = 100 * 1024 * 1024
_WIDEST, _TALLEST = 200, 100_000
_LONGEST = 32_767  # characters that a cell of a spreadsheet holds
_MERGE = re.compile(rb'<mergeCell ref="([A-Z]+[0-9]+:[A-Z]+[0-9]+)"')
_WIDTHS = (60, 40, 24, 8, 12, 24, 60, 40, 12)
# openpyxl trusts what it reads: whatever is wrong inside of a file comes out as any of these. XML that is none is a
# SyntaxError, of whichever of two parsers.
_DAMAGE = (
    zipfile.BadZipFile, zlib.error, InvalidFileException, SyntaxError, LookupError, ValueError, TypeError,
    AttributeError, ArithmeticError, RuntimeError, OSError, EOFError,
)  # fmt: skip

logger = logging.getLogger(__name__)


def looks_like(content: bytes) -> bool:
    """Whether it is a ZIP file, which a workbook is."""
    return content.startswith(b"PK")


def rows(file_name: str, content: bytes) -> Iterator[Row]:
    """The rows below the header; `line` is the sheet's row number. Raises InvalidTestSet."""
    names: list[str | None] | None = None
    ignored: tuple[str, ...] = ()
    titled: dict[str, str] = {}
    for line, cells in enumerate(_sheet(file_name, content), 1):
        if all(cell is None or not str(cell).strip() for cell in cells):
            continue
        if names is None:
            titles = [plain_text(cell) if cell is not None else "" for cell in cells]
            names = columns(file_name, titles)
            ignored = tuple(title for title, name in zip(titles, names, strict=True) if title and not name)
            titled = {name: title for title, name in zip(titles, names, strict=True) if name}
            continue
        yield replace(_row(line, cells, names, ignored), titles=titled)
    if names is None:
        raise InvalidTestSet(f"{file_name}: the first sheet is empty. Its first row names the columns.")


def write(cases: Sequence[Case]) -> bytes:
    """Cases as a workbook of texts: nothing in it is a formula, nor becomes one when a cell is edited.

    Raises InvalidTestSet where a text does not fit into a cell.
    """
    table = [texts_of(case) for case in cases]
    for text in (text for texts in table for text in texts):
        if len(text) > _LONGEST:
            raise InvalidTestSet(
                f'A text of {len(text):,} characters ("{text[:40]} …") does not fit into a cell of a workbook, '
                f"which holds {_LONGEST:,}. Take CSV or JSONL."
            )
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Questions")
    sheet.freeze_panes = "A2"
    for letter, width in zip("ABCDEFGHI", _WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.append([_text_cell(sheet, title, bold=True) for title in NAMES])
    for texts in table:
        sheet.append([_text_cell(sheet, text) for text in texts])
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


class _Wrong(str):
    """A cell without a value; the text says why."""


def _text_cell(sheet: Any, text: str, bold: bool = False) -> Any:
    cell = WriteOnlyCell(sheet, plain_text(text))
    cell.data_type = "s"
    cell.quotePrefix = True
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    cell.font = Font(bold=bold)
    return cell


def _sheet(file_name: str, content: bytes) -> list[list[Any]]:
    """What the rows of the first sheet show; cells without a value that can be used are `_Wrong`."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > _UNPACKED:
                raise InvalidTestSet(f"{file_name} unpacks to more than 100 MB. Split it, or save it as CSV.")
            shown, written = _first_sheet(content, data_only=True), _first_sheet(content, data_only=False)
            # openpyxl tells of merged cells only when it makes every cell of them, which may be billions.
            merges = _MERGE.findall(archive.read(shown._worksheet_path))
        table = [
            [_value(*cells) for cells in zip(*pair, strict=True)]
            for pair in zip(_rows(shown), _rows(written), strict=True)
        ]
    except _DAMAGE as error:
        logger.info("%s: %r", file_name, error)
        raise InvalidTestSet(
            f"{file_name} is not a readable workbook with a sheet of cells. Save it as XLSX again, or as CSV (UTF-8)."
        ) from error
    if len(table) > _TALLEST:
        raise InvalidTestSet(
            f"{file_name} has more than {_TALLEST:,} rows. Delete the empty ones, or split it."
        )
    for merge in merges:
        _fill_down(table, *range_boundaries(merge.decode()))
    return table


def _first_sheet(content: bytes, data_only: bool) -> Any:
    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=data_only)
    if not book.worksheets:
        raise ValueError("no sheet with cells")
    sheet = book.worksheets[0]
    sheet.reset_dimensions()  # what a file says of its own size is often wrong, and would cut it short
    return sheet


def _rows(sheet: Any) -> Iterator[tuple[Any, ...]]:
    return (cells[:_WIDEST] for cells in sheet.iter_rows(max_row=_TALLEST + 1))


def _value(shown: Any, written: Any) -> Any:
    if shown.value is None and written.value is not None:
        return _Wrong("a formula without a stored value. Save the file in a spreadsheet, or write the value.")
    if shown.data_type == "e":
        return _Wrong(f"the error {shown.value}. Mend its formula, or write the value.")
    if isinstance(shown.value, int | float) and "%" in (shown.number_format or ""):
        return f"{shown.value * 100:.15g}%"
    return shown.value


def _fill_down(table: list[list[Any]], left: int, top: int, _right: int, bottom: int) -> None:
    """Give every row of a merged cell the value that it shows (bounds 1-based)."""
    if top > len(table) or left > len(table[top - 1]):
        return
    value = table[top - 1][left - 1]
    for cells in table[top:bottom]:
        cells += [None] * (left - len(cells))
        if value is None or cells[left - 1] is not None:
            return
        cells[left - 1] = value


def _row(line: int, cells: Sequence[Any], names: Sequence[str | None], ignored: tuple[str, ...]) -> Row:
    named = {name: cell for name, cell in zip(names, cells, strict=False) if name}
    for name, cell in named.items():
        if isinstance(cell, _Wrong):
            return Row(line, ignored=ignored, problem=f'in the column "{name}" stands {cell}')
    return Row(line, named, ignored)
