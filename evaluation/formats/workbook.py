"""XLSX: the first sheet, as the values that a spreadsheet last showed."""

import io
import zipfile
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import ParseError

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from evaluation.formats.cells import plain_text
from evaluation.formats.header import columns
from evaluation.formats.row import Row
from rag.errors import InvalidTestSet

_UNPACKED = 500 * 1024 * 1024
_WIDEST = 200


def looks_like(content: bytes) -> bool:
    """Whether it is a ZIP file, which a workbook is."""
    return content.startswith(b"PK")


def rows(file_name: str, content: bytes) -> Iterator[Row]:
    """The rows below the header; `line` is the sheet's row number. Raises InvalidTestSet."""
    values = _sheet(file_name, content, data_only=True)
    formulas = _sheet(file_name, content, data_only=False)
    names: list[str | None] | None = None
    ignored: tuple[str, ...] = ()
    for line, (cells, written) in enumerate(zip(values, formulas, strict=True), 1):
        if all(cell is None or not str(cell).strip() for cell in written):
            continue
        if names is None:
            titles = [plain_text(cell) if cell is not None else "" for cell in cells]
            names = columns(file_name, titles)
            ignored = tuple(title for title, name in zip(titles, names, strict=True) if title and not name)
            continue
        yield _row(line, cells, written, names, ignored)
    if names is None:
        raise InvalidTestSet(f"{file_name}: the first sheet is empty. Its first row names the columns.")


def _sheet(file_name: str, content: bytes, data_only: bool) -> list[tuple[Any, ...]]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > _UNPACKED:
                raise InvalidTestSet(f"{file_name} unpacks to more than 500 MB. Split it, or save it as CSV.")
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=data_only)
        if not book.worksheets:
            raise InvalidTestSet(f"{file_name} has no sheet with cells. Put the questions on its first sheet.")
        return list(book.worksheets[0].iter_rows(values_only=True, max_col=_WIDEST))
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, ParseError, OSError, EOFError) as error:
        raise InvalidTestSet(
            f"{file_name} is not a readable workbook ({error}). Save it as XLSX again, or as CSV (UTF-8)."
        ) from error


def _row(
    line: int,
    cells: tuple[Any, ...],
    written: tuple[Any, ...],
    names: list[str | None],
    ignored: tuple[str, ...],
) -> Row:
    for name, cell, formula in zip(names, cells, written, strict=False):
        if name and cell is None and formula is not None:
            problem = f"the {name} is a formula without a stored value. "
            return Row(line, ignored=ignored, problem=problem + "Save the file in a spreadsheet, or write the value.")
    return Row(line, {name: cell for name, cell in zip(names, cells, strict=False) if name}, ignored)
