"""Styles of paragraphs in RTF, by their numbers."""

import re
from dataclasses import dataclass

from ingest.readers.letters.fonts import is_mono
from ingest.readers.rtf.flow import RtfFlow
from ingest.readers.rtf.fonts import RtfFonts
from ingest.readers.rtf.state import RtfState
from ingest.readers.sections.pieces import Piece
from rag.language.tables import joined
from rag.values.pages import Kind

_HEADING = re.compile(rf"(?:{joined('styles', 'heading')})\s?([1-9])\b.*", re.IGNORECASE)
_TITLE = re.compile(joined("styles", "title"), re.IGNORECASE)
_KINDS = (
    (re.compile(joined("styles", "contents"), re.IGNORECASE), Kind.FURNITURE),
    (re.compile(joined("styles", "caption"), re.IGNORECASE), Kind.CAPTION),
    (re.compile(joined("styles", "code"), re.IGNORECASE), Kind.CODE),
)
_BODY = 9  # the outline level of what is no heading, from 0
_LONGEST_MARK = 20


@dataclass(frozen=True, slots=True)
class RtfStyle:
    """A style: what it is called, and the level of headings from 0 that it states."""

    name: str
    outline: int | None


def paragraph_of(
    flow: RtfFlow, state: RtfState, styles: dict[int, RtfStyle], whole_mono: bool
) -> Piece | None:
    """The paragraph that is open, None where it has no words. `whole_mono`: the whole file is in such letters."""
    raw = "".join(text for text, *_ in flow.letters)
    text = raw.strip()
    style = styles.get(state.style, RtfStyle("", None))
    kind = next((kind for pattern, kind in _KINDS if pattern.fullmatch(style.name)), Kind.PARAGRAPH)
    kind = Kind.FURNITURE if flow.contents else kind
    mono = not whole_mono and bool(text) and all(mono for said, _, mono, _ in flow.letters if said.strip())
    if not text:
        return Piece(kind, "") if kind is Kind.CODE else None
    sizes: dict[float, int] = {}
    bold, gone = 0, len(raw) - len(raw.lstrip())
    position, is_bold = 0, True
    for said, thick, _, size in flow.letters:
        sizes[size] = sizes.get(size, 0) + len(said)
        position += len(said)
        is_bold = is_bold and (thick or not said.strip())
        bold = position - gone if is_bold else bold
    piece = Piece(
        kind,
        text,
        bold=max(0, min(bold, len(text))),
        size=max(sizes, key=lambda size: sizes[size]),
    )
    level = _level(state, style)
    if kind is Kind.CODE or (mono and kind is Kind.PARAGRAPH and flow.mark is None and not level):
        piece.mono, piece.text = True, raw.rstrip()
    elif kind is Kind.PARAGRAPH and level:
        piece.kind, piece.level = Kind.HEADING, level
    if flow.mark is not None and piece.kind in (Kind.PARAGRAPH, Kind.HEADING):
        _numbered(piece, flow.mark, state.depth)
    return piece


def _level(state: RtfState, style: RtfStyle) -> int:
    outline = style.outline if state.outline is None else state.outline
    if outline is not None:
        return outline + 1 if 0 <= outline < _BODY else 0
    if _TITLE.fullmatch(style.name):
        return 1
    found = _HEADING.fullmatch(style.name)
    return int(found[1]) if found else 0


def _numbered(piece: Piece, mark: str, depth: int) -> None:
    """Put the number that is shown before a paragraph into it; a bullet gives no mark."""
    mark = " ".join(mark.split())
    if piece.kind is Kind.PARAGRAPH:
        piece.kind, piece.depth = Kind.ITEM, max(0, min(depth, 8))
    is_bullet = mark == "o" or not any(map(str.isalnum, mark)) or len(mark) > _LONGEST_MARK
    if not is_bullet:
        piece.text, piece.numbered = f"{mark} {piece.text}", True
        piece.bold += len(mark) + 1 if piece.bold else 0


def is_all_mono(fonts: RtfFonts, font: int) -> bool:
    """Whether letters of which nothing is said have one width."""
    return is_mono(fonts.name(font))
