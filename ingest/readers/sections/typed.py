"""Items of lists: those whose marks were typed, and what introduces each of them."""

from collections.abc import Sequence

from ingest.blocks.lines import ItemMark, follows, item_mark
from ingest.blocks.textlines import last_sentence
from ingest.readers.sections.pieces import Piece
from rag.values.pages import Kind

_LEAD = 200  # characters
_NEAR = 15  # pieces within which the next item of a list is looked for
_DEEPEST = 4  # levels of items whose marks were typed, from 0
_MIDDLE = ("・", "･")  # bullets of Japanese, which no blank follows
_TYPED = "•▪●‣◦∙⁃■□▫○◆◇►▶➢➤❖"


def find_items(pieces: Sequence[Piece]) -> None:
    """Items whose mark was typed: with a bullet, or with numbers that follow each other."""
    marks = [item_mark(piece.text) if piece.kind is Kind.PARAGRAPH else None for piece in pieces]
    open_marks: list[ItemMark] = []
    parted = False
    for index, (piece, mark) in enumerate(zip(pieces, marks, strict=True)):
        if piece.rows or piece.kind in (Kind.HEADING, Kind.ITEM):
            open_marks = []
        elif mark is None:
            parted = parted or piece.kind is Kind.PARAGRAPH
            if piece.kind is Kind.PARAGRAPH and piece.text.startswith(_MIDDLE):
                piece.kind = Kind.ITEM
        elif (
            mark.text[0] in _TYPED
            or mark.kind == "check"
            or any(follows(before, mark) for before in open_marks)
            or any(after is not None and follows(mark, after) for after in marks[index + 1 : index + _NEAR])
        ):
            piece.kind, piece.depth = Kind.ITEM, _depth(open_marks, mark, parted)
            parted = False


def _depth(open_marks: list[ItemMark], mark: ItemMark, parted: bool) -> int:
    """How deep an item is: beside the one that it follows, or that is of its look where it is a first one; else under
    the one before it, if they are not `parted` by text."""
    depths = range(len(open_marks) - 1, -1, -1)
    following = [depth for depth in depths if follows(open_marks[depth], mark)]
    alike = [depth for depth in depths if _look(open_marks[depth]) == _look(mark)]
    both = [depth for depth in following if depth in alike]
    for depth in (both or following or alike)[:1]:
        del open_marks[depth:]
    if parted and not following and not alike:
        open_marks.clear()
    open_marks.append(mark)
    del open_marks[: max(0, len(open_marks) - 1 - _DEEPEST)]
    return len(open_marks) - 1


def _look(mark: ItemMark) -> str:
    """The mark with one sign for all figures, one for all capitals, one for all small letters."""
    if mark.kind == "bullet":
        return mark.text
    signs = (
        "0" if sign.isdigit() else "A" if sign.isupper() else "a" if sign.isalpha() else sign
        for sign in mark.text
    )
    return mark.kind + "".join(dict.fromkeys(signs))


def give_leads(pieces: Sequence[Piece]) -> None:
    """Give each item the line that introduces it: what stands before its list, or the item that it is under."""
    above: list[str] = []
    before: Piece | None = None
    for piece in pieces:
        if piece.kind in (Kind.NOTE, Kind.COMMENT, Kind.FURNITURE):
            continue
        if piece.kind is Kind.ITEM:
            if not above:
                above = [_lead(before)]
            del above[piece.depth + 1 :]
            above += [above[-1]] * (piece.depth + 1 - len(above))
            piece.lead = above[piece.depth]
            above.append(piece.text[:_LEAD])
        else:
            above = []
        before = piece


def _lead(before: Piece | None) -> str:
    if before is None or before.kind is not Kind.PARAGRAPH:
        return ""
    said = before.text
    if said.endswith((":", "：")):
        return last_sentence(said)
    is_open = not said.endswith((".", "!", "?", "。")) and len(said) <= _LEAD
    return last_sentence(said) if is_open else ""
