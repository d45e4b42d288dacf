"""CSV, as spreadsheets of every country write it: comma, semicolon or tab; any encoding; with or without BOM."""

import codecs
import csv
import io
import logging
from collections.abc import Iterator, Sequence
from dataclasses import replace

import charset_normalizer

from evaluation.formats.cells import texts_of
from evaluation.formats.header import NAMES, columns, meaning
from evaluation.formats.row import Row
from rag.errors import InvalidTestSet
from rag.store.testsets import Case

_DELIMITERS = (",", ";", "\t")
# UTF-32 first: its little-endian BOM begins with that of UTF-16.
_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
# PDF, old Excel, PNG, JPEG, GIF, RTF, gzip, Parquet, SQLite, web page, program.
_OTHER_KINDS = (b"%pdf", b"\xd0\xcf\x11\xe0", b"\x89png", b"\xff\xd8\xff", b"gif8", b"{\\rtf", b"\x1f\x8b", b"par1",
                b"sqlite format", b"<html", b"<!doctype", b"<?xml", b"mz\x90")  # fmt: skip
_FIELD_LIMIT = 1_000_000
_ACCENTS = 0.15

logger = logging.getLogger(__name__)


def looks_like(content: bytes) -> bool:
    """Text, of whatever kind; PDF, pictures and old Excel files are not."""
    return not content.lstrip().lower().startswith(_OTHER_KINDS)


def decoded(file_name: str, content: bytes) -> str:
    """The text of `content`: by its BOM, as UTF-8, or in the encoding that fits best (charset-normalizer)."""
    named = next((encoding for bom, encoding in _BOMS if content.startswith(bom)), "utf-8")
    try:
        text = content.decode(named)
    except UnicodeDecodeError as error:
        cut = error.end == len(content) and error.reason == "unexpected end of data" and error.start > 0
        guessed = _guessed(content) if named == "utf-8" and not cut else None
        if guessed is None:
            raise InvalidTestSet(
                f"{file_name} is not text in a known encoding ({error.reason}). Save it as CSV (UTF-8)."
            ) from error
        text = guessed
    if "\0" in text:
        raise InvalidTestSet(
            f"{file_name} holds zero bytes: it is no text, or damaged. Save it as CSV (UTF-8)."
        )
    return text.lstrip("\ufeff")


def _guessed(content: bytes) -> str | None:
    """Text in an older encoding. Few bytes beyond ASCII are accents, as spreadsheets of western Europe write
    them; charset-normalizer needs more than a few to go by, and takes "größe" for Chinese."""
    accents = sum(byte >= 0x80 for byte in content)
    if accents < len(content) * _ACCENTS:
        try:
            return content.decode("cp1252")
        except UnicodeDecodeError as error:
            logger.info("not Windows-1252 either: %s", error)
    best = charset_normalizer.from_bytes(content).best()
    return None if best is None else str(best)


def rows(file_name: str, content: bytes) -> Iterator[Row]:
    """The rows below the header. Raises InvalidTestSet where the header or the quoting is wrong."""
    text = decoded(file_name, content).replace("\r\n", "\n").replace("\r", "\n")
    skipped = 0
    lines = text.split("\n")
    while skipped < len(lines) and (not lines[skipped].strip() or lines[skipped].lower().startswith("sep=")):
        skipped += 1
    body = "\n".join(lines[skipped:])
    table = _table(file_name, body, _delimiter(body))
    _, titles = next(table)
    names = columns(file_name, titles)
    ignored = tuple(title for title, name in zip(titles, names, strict=True) if title.strip() and not name)
    titled = {name: title for title, name in zip(titles, names, strict=True) if name}
    for line, cells in table:
        if any(cell.strip() for cell in cells):
            yield replace(_row(line + skipped, cells, names, ignored), titles=titled)


def write(cases: Sequence[Case]) -> str:
    """Cases as CSV that no spreadsheet computes: every cell quoted, and one that a spreadsheet would take
    for a formula begins with an apostrophe (OWASP, CSV injection), which reading takes off again."""
    target = io.StringIO()
    writer = csv.writer(target, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(NAMES)
    for case in cases:
        writer.writerow([safe(text) for text in texts_of(case)])
    return target.getvalue()


def safe(cell: str) -> str:
    """A cell that a spreadsheet shows and does not compute."""
    return f"'{cell}" if cell.lstrip(" ").startswith(_FORMULA) else cell


def _delimiter(body: str) -> str:
    """The one that makes the header mean most."""

    def known(delimiter: str) -> int:
        header = next(csv.reader(io.StringIO(body.split("\n", 1)[0]), delimiter=delimiter), [])
        return sum(meaning(title) is not None for title in header)

    return max(_DELIMITERS, key=known)


def _table(file_name: str, body: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """(1-based line where it begins, cells) of each record."""
    csv.field_size_limit(_FIELD_LIMIT)
    reader = csv.reader(io.StringIO(body, newline=""), delimiter=delimiter, strict=True)
    begins = 1
    try:
        for cells in reader:
            yield begins, cells
            begins = reader.line_num + 1
    except csv.Error as error:
        raise InvalidTestSet(
            f"{file_name}, line {begins}: the quotation marks are wrong ({error}). A cell with quotation marks in "
            'it stands between quotation marks, and those inside are doubled: "he said ""no"""'
        ) from error


def _row(line: int, cells: Sequence[str], names: Sequence[str | None], ignored: tuple[str, ...]) -> Row:
    if any(cell.strip() for cell in cells[len(names) :]):
        return Row(
            line,
            ignored=ignored,
            problem=f"it has {len(cells)} cells, but the header has {len(names)}. "
            "Put a text with the delimiter in it between quotation marks.",
        )
    return Row(line, {name: cell for name, cell in zip(names, cells, strict=False) if name}, ignored)
