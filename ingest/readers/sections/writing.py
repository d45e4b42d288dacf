"""Pieces as blocks of a page."""

from collections.abc import Iterable

from ingest.blocks.marked import paragraphs, render
from ingest.blocks.writer import PageWriter
from ingest.readers.sections.pieces import Piece
from rag.values.pages import Kind


def write(pieces: Iterable[Piece], writer: PageWriter) -> None:
    """Write the pieces on a page."""
    for piece in pieces:
        writer.hanging = piece.hangs
        if piece.is_markdown:
            render.write(piece.text, writer)
        elif piece.rows:
            writer.table(piece.rows[0], piece.rows[1:], goes_on=piece.more)
        elif piece.kind is Kind.HEADING and not piece.text:
            writer.leave()
        elif piece.kind is Kind.HEADING:
            writer.heading(piece.text, piece.level)
        elif piece.kind is Kind.PARAGRAPH and piece.lines:
            paragraphs.write(piece.lines, writer)
        else:
            under = writer.outline.path[-1] if writer.outline.path else ""
            plain = piece.kind is Kind.ITEM and piece.lines and not piece.mark
            kind = paragraphs.kind_of(piece.lines[0], under) if plain else None
            writer.add(kind or piece.kind, piece.words, piece.group, piece.depth, piece.lead)
    writer.hanging = False
