"""A page as text in Markdown: its headings, lists, tables and code, a sheet as a grid, with the cited words marked."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rag.pages.reading.markup import BULLET, is_counted
from rag.pages.reading.parts import Marking, parts, tables
from rag.values import Block, Kind, Page
from ui.markdown import Markdown, escape
from ui.viewer.grid import grid, is_grid
from ui.viewer.words import rule, spaced, table_row, words

_AROUND = 120  # blocks before and after a mark that are shown


@dataclass(frozen=True, slots=True)
class ShownPiece:
    """A stretch of a page to be shown at once. `code` are the words of one in type of fixed width, "" for others;
    `is_marked` says whether any of them are marked."""

    body: Markdown
    code: str = ""
    is_marked: bool = False


def pieces(page: Page, marking: Marking) -> list[ShownPiece]:
    """The page from its beginning; of a very long one what is around the marks."""
    made: list[ShownPiece] = []
    for piece in _pieces(page.text, _near(parts(page), marking), marking):
        if made and not piece.code and not made[-1].code:
            made[-1] = ShownPiece(f"{made[-1].body}\n\n{piece.body}")
        else:
            made.append(piece)
    return made


def _near(shown: Sequence[Block], marking: Marking) -> Sequence[Block]:
    if len(shown) <= 2 * _AROUND or all(block.kind is Kind.ROW for block in shown):
        return shown
    first = next((i for i, block in enumerate(shown) if marking.touches(block.start, block.end)), 0)
    return shown[max(0, first - _AROUND) : first + _AROUND]


def _pieces(text: str, shown: Sequence[Block], marking: Marking) -> Iterator[ShownPiece]:
    lists: list[Block] = []
    for group in [*_grids(tables(shown)), []]:
        block = group[0] if group else None
        if block is not None and block.kind is Kind.ITEM:
            lists.append(block)
            continue
        if lists:
            yield ShownPiece(_list(text, lists, marking))
            lists = []
        if block is None:
            return
        if block.kind is Kind.ROW:
            yield ShownPiece(table(text, group, marking))
        elif block.kind is Kind.CODE:
            yield _code(text, block, marking)
        else:
            yield ShownPiece(_block(text, block, marking))


def _grids(groups: Sequence[list[Block]]) -> Iterator[list[Block]]:
    """The groups of blocks; tables of a sheet that follow one another, or stand beside one another, are one grid."""
    together: list[Block] = []
    for group in groups:
        if group[0].kind is Kind.ROW and is_grid(group):
            together += group
            continue
        if together:
            yield together
        together = []
        yield group
    if together:
        yield together


def _code(text: str, block: Block, marking: Marking) -> ShownPiece:
    plain = text[block.start : block.end]
    return ShownPiece(
        spaced(text, block.start, block.end, marking), plain, marking.touches(block.start, block.end)
    )


def _block(text: str, block: Block, marking: Marking) -> Markdown:
    match block.kind:
        case Kind.HEADING:
            plain = Marking(marking.quote)  # what is bold already cannot become bolder
            return f"**{words(text, block.start, block.end, plain)}**"
        case Kind.NOTE | Kind.COMMENT | Kind.CAPTION:
            return f":small[{words(text, block.start, block.end, marking)}]"
        case Kind.FURNITURE:
            return f":small[:gray[{words(text, block.start, block.end, marking)}]]"
    return words(text, block.start, block.end, marking, lines=True)


def _list(text: str, items: Sequence[Block], marking: Marking) -> Markdown:
    """Items with their bullets (the style sheet draws none), those that are deeper under those that are not."""
    lines: list[Markdown] = []
    above: list[int] = []
    for item in items:
        while above and above[-1] >= item.depth:
            above.pop()
        bullet = "" if is_counted(text[item.start : item.end]) else f"{BULLET} "
        lines.append(f"{'  ' * len(above)}- {bullet}{words(text, item.start, item.end, marking)}")
        above.append(item.depth)
    return "\n".join(lines)


def table(text: str, rows: Sequence[Block], marking: Marking) -> Markdown:
    """Rows of a sheet as a grid, others under their heads; those of a table that goes on from another page under the
    heads that it began with."""
    if is_grid(rows):
        return grid(text, rows, marking)
    width = max(1, *(len(row.cells) for row in rows))
    first, body = rows[0], rows
    if first.is_head:
        heads, body = _row(text, first, marking, width), rows[1:]
    else:
        known = [escape(cell.head) for cell in first.cells]
        heads = table_row([*known, *("" for _ in range(width - len(known)))])
    return "\n".join([heads, rule(width), *(_row(text, row, marking, width) for row in body)])


def _row(text: str, row: Block, marking: Marking, width: int) -> Markdown:
    if not row.cells:
        return table_row([words(text, row.start, row.end, marking)])
    cells = [words(text, cell.start, cell.end, marking) for cell in row.cells]
    return table_row([*cells, *("" for _ in range(width - len(cells)))])
