"""Which list each item is of, and its place there: over page ends, and over what stands between two items of one list.

Notes, captions and what hangs under an item end no list. Where anything else stands between them, the numbers tell: a
step with the number that follows goes on with the list, as on a lab sheet with a paragraph under each step.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ingest.blocks.marks import ItemMark, follows, item_mark
from ingest.units.page_ends import BESIDE, running
from rag.language.layout import item_count, item_number
from rag.values import Block, Kind, Page

_FAR = 20  # blocks between two items of one list at most; the rows of a table are one
_MOST = 8  # lists that may go on at one time
_MARK = 24  # characters that a mark and the beginning of its item have


@dataclass(frozen=True, slots=True)
class ItemPlace:
    """Which list of a document an item is of, from 0, its 1-based place there, and the line that introduces it."""

    number: int
    place: int
    lead: str


@dataclass(slots=True)
class _Open:
    """A list that may go on: where it stands, its last numbers by depth, the blocks passed since its last item."""

    number: int
    first: Block
    lead: str
    depth: int = 0
    length: int = 0
    last: dict[int, ItemMark] = field(default_factory=dict)
    passed: int = 0
    parted: bool = False

    def takes(self, block: Block, mark: ItemMark | None) -> bool:
        """Whether an item right after its last one is of this list: it does not begin to count anew."""
        anew = mark is not None and mark.kind == "number" and mark.value == 1
        last = self.last.get(block.depth)
        return not (anew and block.depth <= self.depth and last is not None and last.kind == "number")

    def counts_on(self, block: Block, mark: ItemMark | None) -> bool:
        """Whether an item has the number that comes next in this list."""
        last = self.last.get(block.depth)
        return mark is not None and last is not None and self.passed <= _FAR and follows(last, mark)

    def add(self, block: Block, mark: ItemMark | None, lead: str) -> ItemPlace:
        for deeper in [depth for depth in self.last if depth > block.depth]:
            del self.last[deeper]
        if mark is not None and mark.value is not None:
            self.last[block.depth] = mark
        self.parted = self.parted or self.passed > 0
        self.depth, self.passed, self.length = block.depth, 0, self.length + 1
        # A reader that took the parts of the list for several gave the later ones what stands between as a lead.
        mistaken = self.parted and block.depth <= self.first.depth
        return ItemPlace(self.number, self.length, self.lead if mistaken else lead)


def places(pages: Sequence[Page], leads: Sequence[Sequence[str]]) -> Iterator[list[ItemPlace | None]]:
    """For each page the places of its blocks, None for what is no item; `leads` are what introduces each block."""
    lists = _Lists()
    cut: ItemPlace | None = None  # of the item that goes on over the page end
    for page, introduced in zip(pages, leads, strict=True):
        first = running(page) if cut is not None else None
        found: list[ItemPlace | None] = []
        for block, lead in zip(page.blocks, introduced, strict=True):
            if block is first and block.kind is Kind.ITEM:
                found.append(cut)
            else:
                found.append(lists.place(page, block, lead))
        going_on = [
            place
            for block, place in zip(page.blocks, found, strict=True)
            if block.goes_on and place is not None
        ]
        cut = going_on[-1] if going_on else None
        yield found


def _mark(beginning: str) -> ItemMark | None:
    """The mark of an item; the number of a line of an algorithm ("3:") is one where the line is an item."""
    mark, count = item_mark(beginning), item_count(beginning)
    if mark is not None or not count.endswith(":"):
        return mark
    return ItemMark("number", count, len(count), item_number(beginning), 0)


class _Lists:
    """The lists of a document, as far as it is read."""

    def __init__(self) -> None:
        self._count = 0
        self._open: list[_Open] = []  # that which had the last item is last
        self._table: int | None = None

    def place(self, page: Page, block: Block, lead: str) -> ItemPlace | None:
        """The place of a block that comes next."""
        if block.kind is not Kind.ITEM:
            self._pass(block)
            return None
        self._table = None
        mark = _mark(page.text[block.start : min(block.end, block.start + _MARK)])
        same = [one for one in self._open if one.first.headings == block.headings]
        found = next((one for one in reversed(same) if one.counts_on(block, mark)), None)
        if found is None and same and not same[-1].passed and same[-1].takes(block, mark):
            found = same[-1]
        if found is None:
            found = _Open(self._count, block, lead)
            self._count += 1
        others = [one for one in self._open if one is not found and one.passed <= _FAR]
        self._open = [*others[-_MOST:], found]
        return found.add(block, mark, lead)

    def _pass(self, block: Block) -> None:
        if block.kind is Kind.HEADING:
            self._open = []
        elif block.kind not in BESIDE and not block.hangs:
            in_table = block.kind is Kind.ROW and block.table == self._table
            self._table = block.table
            for one in self._open:
                one.passed += not in_table
