"""What an answer is made of on the page. Plain text all through: the component sets it as text, never as markup."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from rag.values import Verdict


class BlockLook(StrEnum):
    """How a block is drawn."""

    SHORT = "short"
    LINE = "line"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    TABLE = "table"
    CODE = "code"
    FORMULA = "formula"
    DRAFT = "draft"


@dataclass(frozen=True, slots=True)
class FlowSentence:
    """A sentence, or the words of a cell, and the numbers (from 1) of the sources that it rests on.

    `verdict` is what the check found of a sentence in the model's own words, None for the material's; `reasons` are
    plain words for a verdict short of supported. `marked` words are the ones in a row that count most. A `quote` is in
    the material's words among sentences in the model's.
    """

    text: str
    numbers: tuple[int, ...] = ()
    verdict: Verdict | None = None
    reasons: tuple[str, ...] = ()
    marked: bool = False
    quote: bool = False


@dataclass(frozen=True, slots=True)
class FlowPicture:
    """A PNG in Base64, and how large it is shown: in CSS pixels."""

    png: str
    width: int
    height: int


FlowRow = tuple[FlowSentence, ...]
"""The cells of a row."""


@dataclass(frozen=True, slots=True)
class FlowBlock:
    """A paragraph, an item of a list, a table, code, a formula, or a line of Lectern's own.

    `lead` stands before its sentences: the number of an item, a side that is compared. Of a table `rows` has the cells,
    its heads first. `quoted` says that all of it is the material's own words, and is to look so. `picture` is shown in
    place of the words of a formula, which describe it.
    """

    look: BlockLook
    sentences: tuple[FlowSentence, ...] = ()
    lead: str = ""
    rows: tuple[FlowRow, ...] = ()
    quoted: bool = False
    picture: FlowPicture | None = None


def used_numbers(blocks: Iterable[FlowBlock]) -> set[int]:
    """The numbers of the sources that are cited in `blocks`."""
    cells = (cell for block in blocks for row in (block.sentences, *block.rows) for cell in row)
    return {number for cell in cells for number in cell.numbers}
