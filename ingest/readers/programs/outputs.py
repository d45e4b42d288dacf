"""What the code of a notebook gave: text, tables, formulas, the names of errors."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from ingest.readers.cleaning import printable
from ingest.readers.sections.pieces import Piece
from ingest.readers.web.formulas import clean
from ingest.readers.web.html import html_pieces
from rag.values.pages import Kind

_COLOURS = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b\].{0,200}?\x07")
_OBJECT = re.compile(
    r"<[\w.\[\]' ,]+?(?: at 0x[0-9a-fA-F]+| object| size|:).{0,200}>|<[\w.]{1,80} ?[^<>\n]{0,80}>"
)
_LONGEST = 20_000  # characters of one output
_TABLES = (Kind.ROW, Kind.CAPTION)


def output_pieces(outputs: Sequence[Any]) -> Iterator[Piece]:
    """What is read of the outputs of a cell, in order; what is printed piece by piece is one."""
    printed = ""
    for output in outputs:
        if not isinstance(output, dict):
            continue
        if output.get("output_type") == "stream":
            printed += text_of(output.get("text", ""))
            continue
        yield from _code(printed)
        printed = ""
        if output.get("output_type") in ("error", "pyerr"):
            name, said = (text_of(output.get(key, "")) for key in ("ename", "evalue"))
            yield from _code(": ".join(part for part in (name, said) if part))
        else:
            yield from _shown(output)
    yield from _code(printed)


def text_of(value: Any) -> str:
    """Text that a notebook keeps as one string or as its lines."""
    if isinstance(value, list):
        return "".join(part for part in value if isinstance(part, str))
    return value if isinstance(value, str) else ""


def _shown(output: dict[str, Any]) -> Iterator[Piece]:
    """The richest form of a result that can be read: a table, Markdown, a formula, else its plain text."""
    data = output.get("data")
    forms = data if isinstance(data, dict) else output  # older notebooks name the forms html, latex, text
    page = text_of(forms.get("text/html", forms.get("html", "")))
    if "<table" in page.lower():
        rows = [piece for piece in html_pieces(page) if piece.kind in _TABLES]
        if any(piece.rows for piece in rows):
            yield from rows
            return
    if marked := printable(text_of(forms.get("text/markdown", ""))):
        yield Piece(Kind.PARAGRAPH, marked, is_markdown=True)
        return
    if formula := clean(printable(text_of(forms.get("text/latex", forms.get("latex", ""))))):
        yield Piece(Kind.FORMULA, formula)
        return
    words = text_of(forms.get("text/plain", forms.get("text", "")))
    if not _OBJECT.fullmatch(words.strip()[:1000]):
        if not words.strip() and page:
            yield from html_pieces(page)
        yield from _code(words)


def _code(text: str) -> Iterator[Piece]:
    """Text that was printed; of a line that was written again and again the last."""
    bare = _COLOURS.sub("", text).replace("\r\n", "\n")
    lines = [line.rstrip("\r").rpartition("\r")[2] for line in bare.split("\n")]
    words = printable("\n".join(lines)).expandtabs(8)
    if len(words) > _LONGEST:
        words = words[:_LONGEST].rpartition("\n")[0] or words[:_LONGEST]
    if words.strip():
        yield Piece(Kind.CODE, words.strip("\n"))
