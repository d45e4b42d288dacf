"""What a paragraph is where no style says so: a caption, a field, a definition, an item of a list, code."""

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.blocks.lines import asks_or_answers, caption_label, field_of
from ingest.blocks.marked.inline import Words
from ingest.blocks.marked.paragraphs import is_question, kind_of
from ingest.blocks.pairs import explains
from ingest.readers.sections.coded import with_code
from ingest.readers.sections.pieces import Piece
from ingest.readers.sections.typed import find_items, give_leads
from rag.values.pages import Kind

_CAPTION = 300  # characters
_AROUND_END = re.compile(r"[^\S\n]*\n[^\S\n]*")
_AS_SET = (Kind.CODE, Kind.FORMULA)
_GROUPED = {
    Kind.ITEM: "list",
    Kind.NOTE: "notes",
    Kind.FIELD: "fields",
    Kind.FURNITURE: "beside",
    Kind.DEFINITION: "terms",
}


def named(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces, each said what it is; code put together, paragraphs with blank lines in them parted."""
    found = with_code(_parted(pieces))
    find_items(found)
    for before, piece, after in zip([None, *found], found, [*found[1:], None], strict=False):
        if piece.kind is Kind.PARAGRAPH:
            piece.kind = _kind(piece, before, after)
        piece.group = piece.group or _GROUPED.get(piece.kind, "")
    give_leads(found)
    return found


def _parted(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces that have words, without blanks around their line ends; parted where blank lines are in them."""
    found: list[Piece] = []
    for piece in pieces:
        if piece.rows or piece.kind in _AS_SET or piece.mono:
            found.append(piece)
            continue
        if not any(map(str.isalnum, piece.text)):
            continue
        text = _AROUND_END.sub("\n", piece.text.strip())
        if piece.kind is Kind.HEADING:
            found.append(replace(piece, text=" ".join(text.split())))
            continue
        lines = text.split("\n")
        fields = piece.kind is Kind.PARAGRAPH and len(lines) > 1 and all(map(field_of, lines))
        parts = lines if fields else re.split(r"\n{2,}", text)
        whole = piece.bold >= len(piece.text)
        rest = Kind.PARAGRAPH if piece.kind is Kind.ITEM else piece.kind
        for number, part in enumerate(parts):
            bold = len(part) * whole if number or whole else min(piece.bold, len(part))
            found.append(replace(piece, text=part, kind=rest if number else piece.kind, bold=bold))
    return found


def _kind(piece: Piece, before: Piece | None, after: Piece | None) -> Kind:
    first = piece.text.split("\n")[0]
    if len(piece.text) <= _CAPTION and caption_label(first):
        return Kind.CAPTION
    kind = kind_of(Words(first, min(piece.bold, len(first)))) if "\n" not in piece.text else None
    if kind is not None:
        return kind
    asks = asks_or_answers(first) == "asked" or is_question(Words(first, min(piece.bold, len(first))))
    if asks and "\n" in piece.text:
        return Kind.DEFINITION
    near = (other for other in (before, after) if other is not None)
    if _is_field(piece) and any(map(_is_field, near)):
        return Kind.DEFINITION if explains(piece.text) else Kind.FIELD
    return piece.kind


def _is_field(piece: Piece) -> bool:
    fits = piece.kind in (Kind.PARAGRAPH, Kind.FIELD) and "\n" not in piece.text
    return fits and field_of(piece.text) is not None
