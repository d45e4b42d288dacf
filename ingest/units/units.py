"""Units: found once, when a file is read, with their context and exact places."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.units.context import context, leans, opens
from ingest.units.leads import leads
from ingest.units.listing import places
from ingest.units.page_ends import running, with_rest
from ingest.units.sentences import pieces, sentences
from rag.language.identify import language
from rag.language.layout import names_references
from rag.values import Block, Kind, Page, Unit

_BY_SENTENCE = frozenset({Kind.PARAGRAPH, Kind.NOTE, Kind.COMMENT, Kind.ITEM, Kind.DEFINITION})
_SHORT_ITEM = 300  # characters up to which an item or a definition is one unit, whatever its sentences
_WHOLE = frozenset({Kind.ITEM, Kind.DEFINITION})
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
    introduced = [leads(page) for page in pages]
    for index, (page, listed) in enumerate(zip(pages, places(pages, introduced), strict=True)):
        spoken = language(page.text, usual)
        follows = pages[index + 1] if index + 1 < len(pages) else None
        begun = taken
        taken = 0
        heads: dict[int, str] = {}
        first = running(page)
        for block, lead, place in zip(page.blocks, introduced[index], listed, strict=True):
            start = block.start
            if begun and block is first:
                start += begun
            item = None if place is None else (place.number, place.place)
            led = replace(block, lead=lead if place is None else place.lead)
            made = [
                replace(unit, under=under, item=item) for unit in _of_block(page, led, start, spoken, heads)
            ]
            if made and block.kind is Kind.HEADING:
                under = page.number, made[0].start
            if made and block.goes_on and follows is not None:
                made[-1], taken = with_rest(
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
        spans = list(sentences(text, start, block.end, spoken))
    else:
        spans = list(pieces(text, start, block.end))
    before, headings = "", block.headings
    for first, last in spans:
        said = text[first:last]
        lead = before if before and (before.endswith(":") or leans(said, spoken)) else block.lead
        yield Unit(block.kind, page.number, first, last, context(headings, lead), block.depth)
        if not before and len(spans) > 1 and opens(said, spoken):
            headings = (*headings, said)
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


def _language(pages: Sequence[Page]) -> str:
    """The language of a document, by the beginnings of some of its pages."""
    some = pages[:: len(pages) // _SAMPLE + 1]
    return language(" ".join(page.text[: _SAMPLED // len(some)] for page in some)) if some else ""
