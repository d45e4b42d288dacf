"""Headings of a document: those that its styles name, else lines in bold that stand alone."""

import re
from collections.abc import Sequence

from ingest.blocks.lines import caption_label, field_of
from ingest.readers.sections.pieces import Piece, is_bold
from rag.values.pages import Kind

_LONGEST_STYLED = 300  # characters: what is longer is a paragraph, whatever its style
_SENTENCE = 120  # characters of a sentence that is none either
_LONGEST, _WORDS = 90, 12
_SHARE = 0.5  # of the paragraphs: where more are bold and short, these are no headings
_LEVELS = 3
_FRONT = 4000  # characters before the first heading: more are no title page
_LEAST = 60  # characters under a heading
_FIGURES = 4  # in a heading: more of them are a date, an address, a sum
_CHAPTER = re.compile(r"第[一二三四五六七八九十百\d]{1,4}[章节節讲講课課部篇]")
_NO_NAME = re.compile(r"[@_=<>|\\]|://|\.{3}|[:：]\s")
_ENDS = (".", ",", ";", ":", "!", "…", "：", "。", "，", "；")
_NUMBER = re.compile(r"(\d{1,2}(?:\.\d{1,2}){0,4})[.)]?\s+(?=[^\W\d_])")


def headed(pieces: Sequence[Piece]) -> None:
    """Say which pieces are headings, and of which level: 1 for the highest."""
    paragraphs = [piece for piece in pieces if not piece.rows]
    styled = [paragraph for paragraph in paragraphs if paragraph.kind is Kind.HEADING]
    for paragraph in styled:
        length = len(paragraph.text)
        if length > _LONGEST_STYLED or (length > _SENTENCE and paragraph.text.endswith(_ENDS)):
            paragraph.kind = Kind.ITEM if paragraph.numbered else Kind.PARAGRAPH
            paragraph.level = 0
    beside = [paragraph for paragraph in styled if paragraph.aside]
    main = [paragraph for paragraph in styled if paragraph.level and not paragraph.aside]
    if main:  # what stands in a box beside the text is under its own heading, and ends none
        for paragraph in beside:
            paragraph.kind, paragraph.level = Kind.PARAGRAPH, 0
    found = main or [paragraph for paragraph in beside if paragraph.level]
    if not any(paragraph.kind is Kind.HEADING for paragraph in paragraphs):
        found = _guessed(pieces)
    elif main:
        _find_below(pieces)
    highest = min((paragraph.level for paragraph in found), default=1)
    for paragraph in found:
        paragraph.level -= highest - 1


def _find_below(pieces: Sequence[Piece]) -> None:
    """Make headings of bold lines under headings that a style names, or on a title page before the first of these.

    They begin no page.
    """
    last = 0
    names = {id(piece) for piece in _standing_out(pieces)}
    first = next(index for index, piece in enumerate(pieces) if piece.kind is Kind.HEADING)
    is_text = sum(len(piece.words) for piece in pieces[:first]) > _FRONT
    for piece in pieces[first if is_text else 0 :]:
        if piece.kind is Kind.HEADING:
            last = piece.level
        elif id(piece) in names and is_bold(piece):
            _make_heading(piece, max(_LEVELS, last + 1))


def _guessed(pieces: Sequence[Piece]) -> list[Piece]:
    """Make headings of lines that stand out: the larger, the higher."""
    found = _standing_out(pieces)
    sizes = sorted({piece.size for piece in found}, reverse=True)
    for piece in found:
        number = _NUMBER.match(piece.text)
        rank = min(sizes.index(piece.size) + 1, _LEVELS)
        if number is not None and "." in number[1]:
            rank = max(rank, number[1].count(".") + 1)
        _make_heading(piece, rank)
    return found


def _make_heading(piece: Piece, level: int) -> None:
    piece.kind, piece.level, piece.lead = Kind.HEADING, level, ""
    piece.text = " ".join(piece.text.split())


def _standing_out(pieces: Sequence[Piece]) -> list[Piece]:
    """The lines that look like headings; none where there are too many of them."""
    running = [piece for piece in pieces if piece.kind in (Kind.PARAGRAPH, Kind.ITEM) and piece.text]
    body = _usual_size(running)
    found = [
        piece
        for piece, after in zip(pieces, [*pieces[1:], None][: len(pieces)], strict=True)
        if after is not None and _stands_out(piece, body)
    ]
    found = _with_sections(pieces, found)
    return found if len(found) <= _SHARE * len(running) else []


def _with_sections(pieces: Sequence[Piece], found: list[Piece]) -> list[Piece]:
    """Those headings that have something under them: some words, a table, or a smaller heading that has."""
    names = {id(piece) for piece in found}
    kept: list[Piece] = []
    length, next_size = 0, -1.0
    for piece in reversed(pieces):
        if piece.rows:
            length += _LEAST
        elif id(piece) not in names:
            length += len(piece.text)
        elif length >= _LEAST or (length == 0 and kept and 0 <= next_size < piece.size):
            kept.append(piece)
            length, next_size = 0, piece.size
        else:  # a line of those under the heading above it
            length += len(piece.text)
            next_size = -1.0
    return kept[::-1]


def _usual_size(paragraphs: Sequence[Piece]) -> float:
    """The size of most letters."""
    counted: dict[float, int] = {}
    for paragraph in paragraphs:
        counted[paragraph.size] = counted.get(paragraph.size, 0) + len(paragraph.text)
    return max(counted, key=lambda size: counted[size]) if counted else 0.0


def _is_chapter(text: str) -> bool:
    """Whether a line says that it begins a chapter ("第三章"), or has a number of more parts ("2.1 Costs")."""
    number = _NUMBER.match(text)
    parted = number is not None and "." in number[1] and text[number.end()].isupper()
    return parted or _CHAPTER.match(text) is not None


def _stands_out(paragraph: Piece, body: float) -> bool:
    text = paragraph.text.strip()
    set_apart = paragraph.bold >= len(text) or (body and paragraph.size >= body + 2) or _is_chapter(text)
    is_short = len(text) <= _LONGEST and len(text.split()) <= _WORDS and "\n" not in text
    kind_fits = paragraph.kind is Kind.PARAGRAPH or (paragraph.kind is Kind.ITEM and paragraph.numbered)
    return bool(
        kind_fits
        and not paragraph.aside
        and set_apart
        and is_short
        and not text.endswith(_ENDS)
        and sum(map(str.isalpha, text)) * 3 > len(text)
        and sum(map(str.isdigit, text)) <= _FIGURES
        and not _NO_NAME.search(text)
        and field_of(text) is None
        and caption_label(text) is None
    )
