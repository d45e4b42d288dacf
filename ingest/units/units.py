"""Units: found once, when a file is read, with their context and exact places."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.units.context import context, leans
from ingest.units.leads import leads
from ingest.units.sentences import pieces, sentences
from rag.language.identify import language
from rag.language.layout import names_references
from rag.values import Block, Kind, Page, Rest, Unit

_BY_SENTENCE = frozenset({Kind.PARAGRAPH, Kind.NOTE, Kind.COMMENT, Kind.ITEM, Kind.DEFINITION})
_SHORT_ITEM = 300  # characters up to which an item or a definition is one unit, whatever its sentences
_WHOLE = frozenset({Kind.ITEM, Kind.DEFINITION})
_BESIDE = frozenset({Kind.FURNITURE, Kind.CAPTION, Kind.NOTE, Kind.COMMENT})
"""What stands at the top of a page though the text goes on below it: figures, notes, what was added."""
_ENDS = (".", "!", "?", "。", "！", "？", "؟", ":", ";", ".”", '."', ".)", "…")
_SAMPLE, _SAMPLED = 5, 2000  # pages, and characters of them, that tell the language of a document
_ROWS_TO_HEAD = 120  # characters of a table's head that are kept as context of its rows


def units(pages: Sequence[Page]) -> list[Unit]:
    """The units of a document, in order.

    Furniture and heads of tables are no units. What goes on over a page end is one unit, with a `rest`.
    """
    found: list[Unit] = []
    under: tuple[int, int] | None = None
    taken = 0  # characters at the beginning of the page's first running block that a unit before it has
    usual = _language(pages)
    for index, page in enumerate(pages):
        spoken = language(page.text, usual)
        follows = pages[index + 1] if index + 1 < len(pages) else None
        begun = taken
        taken = 0
        heads: dict[int, str] = {}
        first = _running(page)
        for block, lead in zip(page.blocks, leads(page), strict=True):
            start = block.start
            if begun and block is first:
                start += begun
            introduced = replace(block, lead=lead)
            made = [replace(unit, under=under) for unit in _of_block(page, introduced, start, spoken, heads)]
            if made and block.kind is Kind.HEADING:
                under = page.number, made[0].start
            if made and block.goes_on and follows is not None:
                made[-1], taken = _with_rest(
                    made[-1], page, follows, block.kind, language(follows.text, usual)
                )
            found += made
    return found


def _of_block(page: Page, block: Block, start: int, spoken: str, heads: dict[int, str]) -> Iterator[Unit]:
    text = page.text
    while start < block.end and text[start].isspace():
        start += 1
    if block.kind is Kind.FURNITURE or start >= block.end:
        return
    if block.kind is Kind.ROW:
        yield from _row(page, block, heads)
        return
    whole = (block.kind in _WHOLE and block.end - start <= _SHORT_ITEM) or _is_reference(block)
    if block.kind in _BY_SENTENCE and not whole:
        spans = sentences(text, start, block.end, spoken)
    else:
        spans = pieces(text, start, block.end)
    before = ""
    for first, last in spans:
        said = text[first:last]
        lead = before if before and (before.endswith(":") or leans(said, spoken)) else block.lead
        yield Unit(block.kind, page.number, first, last, context(block.headings, lead), block.depth)
        before = said


def _is_reference(block: Block) -> bool:
    """Whether a block is an entry of a list of references: its author, title and journal are no sentences."""
    return block.kind is Kind.NOTE and any(map(names_references, block.headings[-1:]))


def _row(page: Page, block: Block, heads: dict[int, str]) -> Iterator[Unit]:
    """A row, by its own heads, or by the words of the head rows of its table that came before it."""
    table = block.table if block.table is not None else -1
    if block.is_head:
        words = " | ".join(page.text[cell.start : cell.end] for cell in block.cells if cell.start < cell.end)
        # Heads over heads are joined in the names of the cells: "2023 / Q1".
        heads[table] = "" if table in heads else " ".join(words.split())[:_ROWS_TO_HEAD]
        return
    named = heads.get(table) or " | ".join(cell.head for cell in block.cells if cell.head)[:_ROWS_TO_HEAD]
    around = context([*block.headings, *([block.lead] if block.lead else [])], named)
    yield Unit(
        block.kind,
        page.number,
        block.start,
        block.end,
        around,
        table=block.table,
        cells=block.cells,
    )


def _running(page: Page) -> Block | None:
    """The first block of a page that can be the rest of what began before it."""
    return next((block for block in page.blocks if block.kind not in _BESIDE), None)


def _language(pages: Sequence[Page]) -> str:
    """The language of a document, by the beginnings of some of its pages."""
    some = pages[:: len(pages) // _SAMPLE + 1]
    return language(" ".join(page.text[: _SAMPLED // len(some)] for page in some)) if some else ""


def _with_rest(last: Unit, page: Page, follows: Page, kind: Kind, spoken: str) -> tuple[Unit, int]:
    """The unit with its rest on the page that follows, and how many characters of that page's block are its rest.

    The rest of a whole item or row is all of that block; of a sentence, what is left of it.
    """
    block = _running(follows)
    said = page.text[last.start : last.end]
    if block is None or block.kind is not kind or said.endswith(_ENDS):
        return last, 0
    end = block.end
    if kind is not Kind.ROW:
        joined = f"{said} {follows.text[block.start : block.end]}"
        spans = sentences(joined, 0, len(joined), spoken)
        whole = next((stop for begin, stop in spans if stop > len(said)), len(joined))
        end = block.start + max(0, whole - len(said) - 1)
    if end <= block.start:
        return last, 0
    return replace(last, rest=Rest(follows.number, block.start, end)), end - block.start
