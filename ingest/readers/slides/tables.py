"""Tables of a slide: their rows, with merged cells filled, and which rows are heads."""

from dataclasses import dataclass

from lxml import etree

from ingest.readers.ooxml.elements import child, children, is_on, number
from ingest.readers.slides.text.paragraphs import paragraphs
from ingest.readers.slides.text.styles import SlideStyles

_WIDEST = 200  # columns
_FIGURE = frozenset("0123456789.,%+-−–/$€£: ")


@dataclass(frozen=True, slots=True)
class SlideGrid:
    """A table: what stands over all of its columns before the heads, the `head` of each column, and the rows."""

    captions: tuple[str, ...]
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class _Row:
    cells: list[str]
    alone: bool  # one cell goes over all columns
    spans: bool  # a cell goes over several columns
    deep: int  # rows that its deepest cell goes over
    bold: bool


def grid(table: etree._Element) -> SlideGrid:
    """The table of an `a:tbl`. A merged cell is repeated in each row and column that it goes over."""
    rows = _filled(table)
    captions: list[str] = []
    while len(rows) > 1 and rows[0].alone and len(rows[0].cells) > 1:
        captions += [rows[0].cells[0]] if rows[0].cells[0] else []
        rows = rows[1:]
    head: tuple[str, ...] = ()
    if rows and (is_on(child(table, "tblPr"), "firstRow") or _is_head(rows)) and any(rows[0].cells):
        deep = min(max(rows[0].deep, 1 + _goes_on(rows)), max(1, len(rows) - 1))
        head = tuple(_joined(parts) for parts in zip(*(row.cells for row in rows[:deep]), strict=True))
        rows = rows[deep:]
    width = max((len(row.cells) for row in rows), default=0)
    said = (tuple([row.cells[0]] if row.alone else row.cells) for row in rows)
    return SlideGrid(tuple(captions), head or ("",) * width, tuple(said))


def _filled(table: etree._Element) -> list[_Row]:
    wide = min(
        _WIDEST, max((sum(1 for _ in children(row, "tc")) for row in children(table, "tr")), default=0)
    )
    above: dict[int, tuple[str, int]] = {}  # column -> what a cell above says, and for how many more rows
    rows: list[_Row] = []
    for row in children(table, "tr"):
        cells, bolds, spanning, deep = [""] * wide, list[bool](), 1, 1
        reach, across = 0, ""
        for column, cell in enumerate(list(children(row, "tc"))[:wide]):
            said = paragraphs(child(cell, "txBody"), SlideStyles())
            text = " ".join(" ".join(paragraph.shown for paragraph in said).split())
            if is_on(cell, "vMerge") and above.get(column, ("", 0))[1] > 0:
                text, left = above[column]
                above[column] = text, left - 1
            elif is_on(cell, "hMerge") and column < reach:
                text = across
            bolds += [paragraph.bold for paragraph in said]
            span, down = number(cell, "gridSpan", 1), number(cell, "rowSpan", 1)
            if span > 1 and not is_on(cell, "hMerge"):
                reach, across, spanning = column + span, text, max(spanning, span)
            if down > 1:
                deep = max(deep, down)
                for below in range(column, min(wide, column + max(1, span))):
                    above[below] = text, down - 1
            cells[column] = text
        rows.append(_Row(cells, spanning >= wide, spanning > 1, deep, bool(bolds) and all(bolds)))
    return rows


def _is_head(rows: list[_Row]) -> bool:
    """Whether the first row reads as heads do, where nothing says that it is one."""
    first, *others = rows
    if not others or not all(first.cells[1:]) or len(first.cells) < 2:
        return False
    if any(_is_figure(cell) for cell in first.cells) or any(len(cell) > 60 for cell in first.cells):
        return False
    longest = max(map(len, first.cells))
    if all(sum(map(len, row.cells)) > 4 * longest * len(row.cells) for row in others):
        return True
    figures = any(_is_figure(cell) for row in others for cell in row.cells)
    return figures or (first.bold and not all(row.bold for row in others)) or not first.cells[0]


def _goes_on(rows: list[_Row]) -> bool:
    """Whether the second row has the heads under heads that go over several columns."""
    if len(rows) < 3 or not rows[0].spans:
        return False
    first = rows[1].cells[0]
    return (not first or first == rows[0].cells[0]) and not any(map(_is_figure, rows[1].cells))


def _is_figure(text: str) -> bool:
    return any(map(str.isdigit, text)) and _FIGURE.issuperset(text)


def _joined(parts: tuple[str, ...]) -> str:
    """The heads of a column one under the other, each once."""
    return " ".join(dict.fromkeys(part for part in parts if part))
