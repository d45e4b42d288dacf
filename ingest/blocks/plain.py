"""The blocks of a plain text: each a run of lines, told by its words and by what stands around it."""

import re
from dataclasses import replace

from ingest.blocks import lists, margins, pairs, speech
from ingest.blocks.drafts import BlockSource, Draft
from ingest.blocks.drawn import tables as drawn_tables
from ingest.blocks.headings import style_of, underline_of
from ingest.blocks.lines import asks_or_answers
from ingest.blocks.marks import item_mark
from ingest.blocks.outline import LOWEST, Outline
from ingest.blocks.textlines import Line, is_full, lines_of, wrap_width
from ingest.blocks.verbatim import code, equations
from rag.language.layout import names_references
from rag.values.pages import Block, Kind

_MOST = 80_000  # lines of a text that are looked at closely
_GAP = re.compile(r"\n\s*\n")
_NOTED = (Kind.PARAGRAPH, Kind.ITEM, Kind.DEFINITION, Kind.FIELD)


def blocks(text: str) -> list[Block]:
    """The blocks of `text`, in order; every character that is not blank is in one of them."""
    if text.count("\n") > _MOST:
        return _coarse(text)
    lines = lines_of(text)
    source = _source(lines)
    drafts: list[Draft] = []
    under, index = "", 0
    while index < len(lines):
        found = _found(source, index, under, drafts) or [_paragraph(source, index)]
        if found[0].kind is Kind.HEADING:
            under = lines[index].text
        drafts += found
        index = found[-1].last
    return _placed(source, drafts)


def _source(lines: list[Line]) -> BlockSource:
    marks = [item_mark(line.text) for line in lines]
    tables = drawn_tables.tables(lines, marks)
    return BlockSource(lines, marks, wrap_width(lines), tables, speech.turns(lines), code.fences(lines))


def _coarse(text: str) -> list[Block]:
    """What blank lines part as paragraphs, and nothing else: for texts that are too long to look closer."""
    found, position = list[Block](), 0
    for end in [*(gap.start() for gap in _GAP.finditer(text)), len(text)]:
        words = text[position:end]
        if words.strip():
            start = position + len(words) - len(words.lstrip())
            found.append(Block(Kind.PARAGRAPH, start, position + len(words.rstrip())))
        position = end
    return found


def _found(source: BlockSource, index: int, under: str, drafts: list[Draft]) -> list[Draft]:
    """What begins at the line `index`, [] for a paragraph. The order matters: the surest first."""
    return (
        source.tables.get(index, [])
        or margins.contents(source, index, under)
        or code.code(source, index)
        or margins.drawn(source, index)
        or _turn(source, index)
        or margins.notes(source, index)
        or margins.caption(source, index)
        or equations.equation(source, index)
        or pairs.questions(source, index, drafts)
        or _heading(source, index, drafts)
        or lists.items(source, index, drafts)
        or pairs.fields(source, index, under)
    )


def _heading(source: BlockSource, index: int, drafts: list[Draft]) -> list[Draft]:
    style = style_of(source, index)
    if style is None:
        return []
    words = Draft(Kind.HEADING, index, index + 1, style=style)
    if underline_of(source, index):
        return [words, Draft(Kind.FURNITURE, index + 1, index + 2)]
    return [words]


def _turn(source: BlockSource, index: int) -> list[Draft]:
    return [_paragraph(source, index)] if index in source.turns else []


def _paragraph(source: BlockSource, first: int) -> Draft:
    last = first + 1
    while last < len(source.lines) and not source.parted(last) and not _breaks(source, last):
        last += 1
    return Draft(Kind.PARAGRAPH, first, last)


def _breaks(source: BlockSource, index: int) -> bool:
    """Whether something else begins at the line `index`, in the middle of lines that stand together."""
    line, before = source.lines[index], source.lines[index - 1]
    if index in source.tables or index in source.turns or line.text.startswith(("```", "~~~")):
        return True
    if (
        lists.begins_list(source, index)
        or asks_or_answers(line.text) == "asked"
        or underline_of(source, index)
    ):
        return True
    if (
        margins.contents(source, index, "")
        or margins.drawn(source, index)
        or pairs.begins_fields(source, index)
        or margins.caption(source, index)
    ):
        return True
    fresh = not line.goes_on and not is_full(before, line, source.width)
    return fresh and (before.ends or before.opens)


def _placed(source: BlockSource, drafts: list[Draft]) -> list[Block]:
    """The drafts as blocks, with their headings, levels and tables."""
    outline, found, tables, in_table = Outline(), list[Block](), -1, False
    numbered = any(draft.style == ("number", 0) for draft in drafts)
    for number, draft in enumerate(drafts):
        start, end = source.lines[draft.first].start, source.lines[draft.last - 1].end
        path = outline.path
        if draft.kind is Kind.HEADING:
            title = source.lines[draft.first].text
            is_part = numbered and draft.style[0] == LOWEST and _is_part(title)
            level = outline.level_of(("number", 0) if is_part else _style(drafts, number))
            found.append(Block(draft.kind, start, end, outline.above(level), level))
            outline.enter(level, title)
            in_table = False
            continue
        if draft.kind is Kind.ROW:
            tables += 0 if in_table and not draft.is_head and draft.first not in source.tables else 1
        in_table = draft.kind is Kind.ROW or (in_table and draft.kind is Kind.FURNITURE)
        block = Block(draft.kind, start, end, path, 0, draft.depth, draft.lead)
        if draft.kind is Kind.ROW:
            block = replace(block, table=tables, is_head=draft.is_head, cells=draft.cells)
        elif path and draft.kind in _NOTED and names_references(path[-1]):
            block = replace(block, kind=Kind.NOTE)
        found.append(block)
    return found


def _style(drafts: list[Draft], number: int) -> tuple[str, int]:
    """The style of a heading; one that a text begins with, with another right under it, is its title."""
    after = drafts[number + 1] if number + 1 < len(drafts) else None
    is_title = number == 0 and after is not None and after.kind is Kind.HEADING
    return ("title", 0) if is_title else drafts[number].style


def _is_part(title: str) -> bool:
    """Whether a heading names a part that books have beside their numbered chapters."""
    return names_references(title) or pairs.is_glossary(title)
