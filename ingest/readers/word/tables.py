"""Tables of Word: their rows and cells, those that were taken out left out."""

from collections.abc import Callable, Iterator

from ingest.readers.sections.pieces import Found, SectionCell, SectionRow
from ingest.readers.word.names import Element, W, elements, number, switch, value

_MOST = 200  # columns
_FIRST_ROW = 0x0020
_HOLDING = frozenset(W + name for name in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"))


def rows(table: Element, read: Callable[[Element], list[Found]]) -> Iterator[SectionRow]:
    """The rows of a table. `read` reads what stands in a cell."""
    for row in _inner(table, f"{W}tr"):
        properties = row.find(f"{W}trPr")
        if properties is not None and properties.find(f"{W}del") is not None:
            continue
        made = SectionRow(
            skipped=min(max(number(properties, "gridBefore") or 0, 0), _MOST),
            is_head=bool(switch(properties, "tblHeader")),
        )
        for cell in _inner(row, f"{W}tc"):
            own = cell.find(f"{W}tcPr")
            if own is not None and own.find(f"{W}cellDel") is not None:
                continue
            span = min(max(number(own, "gridSpan") or 1, 1), _MOST)
            if value(own, "hMerge") in ("", "continue") and made.cells:
                made.cells[-1].span += span
                made.cells[-1].pieces += read(cell)
                continue
            goes_on = value(own, "vMerge") in ("", "continue")
            made.cells.append(SectionCell(read(cell), span, goes_on))
        yield made


def has_first_row(look: Element | None) -> bool:
    """Whether a table (its `w:tblLook`) shows its first row as its style says."""
    if look is None:
        return False
    said = look.get(f"{W}firstRow")
    if said is not None:
        return said in ("1", "true", "on")
    try:
        return bool(int(look.get(f"{W}val", "0"), 16) & _FIRST_ROW)
    except ValueError:
        return False


def _inner(parent: Element, tag: str) -> Iterator[Element]:
    for child in elements(parent):
        if child.tag == tag:
            yield child
        elif child.tag in _HOLDING:
            yield from _inner(child, tag)
