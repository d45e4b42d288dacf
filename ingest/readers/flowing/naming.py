"""What a paragraph is where no style says so: a caption, a field, a definition, an item of a list, code."""

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.blocks.lines import ItemMark, asks_or_answers, caption_label, field_of, follows, item_mark
from ingest.blocks.marked.inline import Words
from ingest.blocks.marked.paragraphs import kind_of
from ingest.blocks.pairs import explains
from ingest.blocks.textlines import last_sentence
from ingest.readers.flowing.pieces import SectionParagraph, SectionRows, Written
from rag.values.pages import Kind

_CAPTION = 300  # characters
_LEAD = 200
_NEAR = 15  # pieces within which the next item of a list is looked for
_DEEPEST = 4  # levels of items whose marks were typed, from 0
_CODE_BLOCK = 2500  # characters of code in one block
_CODE = re.compile(
    r"[{};=<>\\|$#@&_*]|\w\(|\[\w|::|->|^\s{2,}|^\s*(?:def|class|for|while|if|import|from|return)\b"
)
_AROUND_END = re.compile(r"[^\S\n]*\n[^\S\n]*")
_AS_SET = (Kind.CODE, Kind.FORMULA)
_MIDDLE = ("・", "･")  # bullets of Japanese, which no blank follows
_TYPED = "•▪●‣◦∙⁃■□▫○◆◇►▶➢➤❖"


def named(pieces: Sequence[Written]) -> list[Written]:
    """The pieces, each said what it is; code put together, paragraphs with blank lines in them parted."""
    found = _with_code(_parted(pieces))
    _typed_items(found)
    for before, piece, after in zip([None, *found], found, [*found[1:], None], strict=False):
        if isinstance(piece, SectionParagraph) and piece.kind is Kind.PARAGRAPH:
            piece.kind = _kind(piece, before, after)
    _leads(found)
    return found


def _parted(pieces: Sequence[Written]) -> list[Written]:
    """The pieces that have words, without blanks around their line ends; parted where blank lines are in them."""
    found: list[Written] = []
    for piece in pieces:
        if isinstance(piece, SectionRows) or piece.kind in _AS_SET or piece.mono:
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


def _with_code(pieces: Sequence[Written]) -> list[Written]:
    """Lines of code that follow each other as one block."""
    found: list[Written] = []
    index = 0
    while index < len(pieces):
        last = index
        while last < len(pieces) and _is_set(pieces[last]):
            last += 1
        run = [piece for piece in pieces[index:last] if isinstance(piece, SectionParagraph)]
        if run and _is_code(run):
            found += _blocks(run)
        else:
            found += [piece for piece in run if piece.text.strip()]
            last = max(last, index + 1)
            found += [] if run else [pieces[index]]
        index = last
    return found


def _is_set(piece: Written) -> bool:
    if isinstance(piece, SectionRows):
        return False
    return piece.kind is Kind.CODE or (piece.mono and piece.kind is Kind.PARAGRAPH)


def _is_code(run: Sequence[SectionParagraph]) -> bool:
    if any(piece.kind is Kind.CODE for piece in run):
        return True
    lines = [line for piece in run for line in piece.text.split("\n") if line.strip()]
    alike = sum(_CODE.search(line[:300]) is not None for line in lines)
    return bool(lines) and 3 * alike >= len(lines)


def _blocks(run: Sequence[SectionParagraph]) -> list[SectionParagraph]:
    found: list[SectionParagraph] = []
    for piece in run:
        last = found[-1] if found else None
        if last is None or len(last.text) + len(piece.text) > _CODE_BLOCK:
            found.append(replace(piece, kind=Kind.CODE))
        else:
            last.text += "\n" + piece.text
    return [piece for piece in found if piece.text.strip()]


def _typed_items(pieces: Sequence[Written]) -> None:
    """Items whose mark was typed: with a bullet, or with numbers that follow each other."""
    marks = [
        item_mark(piece.text)
        if isinstance(piece, SectionParagraph) and piece.kind is Kind.PARAGRAPH
        else None
        for piece in pieces
    ]
    open_marks: list[ItemMark] = []
    parted = False
    for index, (piece, mark) in enumerate(zip(pieces, marks, strict=True)):
        if isinstance(piece, SectionRows) or piece.kind in (Kind.HEADING, Kind.ITEM):
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


def _kind(piece: SectionParagraph, before: Written | None, after: Written | None) -> Kind:
    first = piece.text.split("\n")[0]
    if len(piece.text) <= _CAPTION and caption_label(first):
        return Kind.CAPTION
    kind = kind_of(Words(first, min(piece.bold, len(first)))) if "\n" not in piece.text else None
    if kind is not None:
        return kind
    if asks_or_answers(first) == "asked" and "\n" in piece.text:
        return Kind.DEFINITION
    near = (other for other in (before, after) if isinstance(other, SectionParagraph))
    if _is_field(piece) and any(_is_field(other) for other in near):
        return Kind.DEFINITION if explains(piece.text) else Kind.FIELD
    return piece.kind


def _is_field(piece: SectionParagraph) -> bool:
    fits = piece.kind in (Kind.PARAGRAPH, Kind.FIELD) and "\n" not in piece.text
    return fits and field_of(piece.text) is not None


def _leads(pieces: Sequence[Written]) -> None:
    """Give each item the line that introduces it: what stands before its list, or the item that it is under."""
    above: list[str] = []
    before: Written | None = None
    for piece in pieces:
        if isinstance(piece, SectionParagraph) and piece.kind in (Kind.NOTE, Kind.COMMENT, Kind.FURNITURE):
            continue
        if isinstance(piece, SectionParagraph) and piece.kind is Kind.ITEM:
            if not above:
                above = [_lead(before)]
            del above[piece.depth + 1 :]
            above += [above[-1]] * (piece.depth + 1 - len(above))
            piece.lead = above[piece.depth]
            above.append(piece.text[:_LEAD])
        else:
            above = []
        before = piece


def _lead(before: Written | None) -> str:
    if not isinstance(before, SectionParagraph) or before.kind is not Kind.PARAGRAPH:
        return ""
    said = before.text
    if said.endswith((":", "：")):
        return last_sentence(said)
    is_open = not said.endswith((".", "!", "?", "。")) and len(said) <= _LEAD
    return last_sentence(said) if is_open else ""
