"""Paragraphs of a shape as blocks: items of lists, fields, code, captions, formulas."""

from collections.abc import Sequence

from ingest.blocks.lines import caption_label, field_of
from ingest.blocks.marks import item_mark
from ingest.blocks.writer import PageWriter
from ingest.readers.slides.text.paragraphs import SlideParagraph
from rag.values.pages import Kind

_LEAD = 200  # characters
_ALONE = 80  # characters of a field that stands alone
_ENDS = (".", "!", "?", "。", "！", "？")


def write_body(writer: PageWriter, words: Sequence[SlideParagraph], lead: str = "") -> None:
    """Write the paragraphs of a shape; `lead` is what stands right over it and may introduce a list."""
    kinds = _kinds(words)
    levels: list[tuple[int, str]] = []  # the items that are open, by their level
    before, group = lead, f"shape {writer.length}"
    index = 0
    while index < len(words):
        paragraph, kind = words[index], kinds[index]
        if kind is Kind.CODE:
            last = index
            while last < len(words) and kinds[last] is Kind.CODE:
                last += 1
            writer.add(kind, "\n".join("    " * word.level + word.text for word in words[index:last]))
            index, levels, before = last, [], ""
            continue
        if kind is Kind.ITEM:
            while levels and levels[-1][0] >= paragraph.level:
                levels.pop()
            above = levels[-1][1] if levels else before
            writer.add(kind, paragraph.shown, group, depth=len(levels), lead=" ".join(above.split())[:_LEAD])
            levels.append((paragraph.level, paragraph.text))
        else:
            levels = []
            _write_plain(writer, paragraph, kind, group)
            before = paragraph.text if introduces(paragraph.text) else ""
        index += 1


def introduces(text: str) -> bool:
    """Whether words may introduce a list: they are short, or open it."""
    return len(text) <= _LEAD and not text.endswith(_ENDS)


def _write_plain(writer: PageWriter, paragraph: SlideParagraph, kind: Kind, group: str) -> None:
    lines = paragraph.shown.split("\n")
    if kind is Kind.PARAGRAPH and len(lines) > 1 and all(field_of(line) for line in lines):
        for line in lines:
            writer.add(Kind.FIELD, line, group)
    else:
        writer.add(kind, paragraph.shown, group if kind is Kind.FIELD else "")


def _kinds(words: Sequence[SlideParagraph]) -> list[Kind]:
    found = [_kind(word) for word in words]
    plain = [kind is Kind.PARAGRAPH for kind in found]
    marked = [held and item_mark(word.text) is not None for word, held in zip(words, plain, strict=True)]
    fields = [held and field_of(word.text) is not None for word, held in zip(words, plain, strict=True)]
    for index, word in enumerate(words):
        near = [other for other in (index - 1, index + 1) if 0 <= other < len(words)]
        if marked[index] and any(marked[other] for other in near):
            found[index] = Kind.ITEM  # somebody has typed the marks
        elif fields[index]:
            alone = len(words) == 1 and len(word.text) <= _ALONE and not word.text.endswith(_ENDS)
            if alone or any(fields[other] for other in near):
                found[index] = Kind.FIELD
    return found


def _kind(word: SlideParagraph) -> Kind:
    if word.formula:
        return Kind.FORMULA
    if word.mark or word.level > 0:
        return Kind.CODE if word.mono and not word.mark else Kind.ITEM
    if word.mono:
        return Kind.CODE
    return Kind.CAPTION if caption_label(word.text) else Kind.PARAGRAPH
