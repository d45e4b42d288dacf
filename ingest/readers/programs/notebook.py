"""Jupyter notebooks (nbformat 2 to 4): a page is the cells under a heading."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ingest.blocks.marked import render
from ingest.readers.base import Progress, ReadFile
from ingest.readers.book import Book
from ingest.readers.cleaning import printable
from ingest.readers.decoding import decoded
from ingest.readers.programs.outputs import output_pieces, text_of
from ingest.readers.sections.parting import write_sections
from ingest.readers.sections.pieces import Piece
from rag.errors import UnreadableFile
from rag.values.pages import Kind

_DAMAGED = "It is damaged, or no notebook: it does not say what its cells are. Save it again with Jupyter and add that."
_LOWEST = 6  # level of headings


class NotebookReader:
    """Reads text, code and what the code gave; no pictures."""

    media_type = "application/x-ipynb+json"

    def read(self, path: Path, page_limit: int, progress: Progress) -> ReadFile:
        text, problems = decoded(path.read_bytes())
        try:
            notebook = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise UnreadableFile(_DAMAGED) from error
        cells = _cells(notebook)
        book = Book(self.media_type, "cells", page_limit)
        pieces: list[Piece] = []
        for cell in cells:
            pieces += _of_cell(cell)
        write_sections(pieces, book)
        progress(1, 1)
        return book.finish(_title(notebook), problems)


def _cells(notebook: Any) -> list[dict[str, Any]]:
    """The cells, which older notebooks keep in worksheets.

    Raises UnreadableFile where there are none to be found.
    """
    if not isinstance(notebook, dict):
        raise UnreadableFile(_DAMAGED)
    found = notebook.get("cells")
    if not isinstance(found, list):
        sheets = notebook.get("worksheets")
        if not isinstance(sheets, list):
            raise UnreadableFile(_DAMAGED)
        parts = [sheet.get("cells") for sheet in sheets if isinstance(sheet, dict)]
        found = [cell for part in parts if isinstance(part, list) for cell in part]
    return [cell for cell in found if isinstance(cell, dict)]


def _title(notebook: dict[str, Any]) -> str:
    metadata = notebook.get("metadata")
    stated = metadata.get("title", "") if isinstance(metadata, dict) else ""
    return printable(stated)[:300] if isinstance(stated, str) else ""


def _of_cell(cell: dict[str, Any]) -> Iterator[Piece]:
    kind = cell.get("cell_type")
    source = printable(text_of(cell.get("source", cell.get("input", ""))))
    if kind == "heading":  # of nbformat 3
        level = cell.get("level", 1)
        yield Piece(
            Kind.HEADING, " ".join(source.split()), level=level if level in range(1, _LOWEST + 1) else 1
        )
    elif kind == "markdown":
        yield from markdown_pieces(source)
    elif kind == "code":
        if source.strip():
            yield Piece(Kind.CODE, source)
        outputs = cell.get("outputs")
        yield from output_pieces(outputs if isinstance(outputs, list) else [])
    else:
        yield from (Piece(Kind.PARAGRAPH, part) for part in source.split("\n\n") if part.strip())


def markdown_pieces(source: str) -> list[Piece]:
    """The headings of a Markdown text, and what is between them."""
    return [
        Piece(Kind.HEADING, words, level=level) if level else Piece(Kind.PARAGRAPH, words, is_markdown=True)
        for level, words in render.sections(source)
    ]
