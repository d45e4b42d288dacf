"""Pages set by hand: words on lines at given places."""

from collections.abc import Sequence

from ingest.readers.pdf.laid import Laid, Line
from ingest.readers.pdf.layout import blocks
from ingest.readers.pdf.words import Area, PageContent, PrintedWord
from rag.values import Kind

_WIDTH = 0.5  # of the size: how wide every letter is
_BLANK = 0.25


def line(
    text: str,
    left: float,
    base: float,
    size: float = 10,
    bold: bool = False,
    mono: bool = False,
    spread: float | None = None,
) -> list[PrintedWord]:
    """Words side by side from `left` on; `spread` is the width of the blanks."""
    words = []
    for part in text.split():
        right = left + _WIDTH * size * len(part)
        place = Area(left, base - 0.7 * size, right, base + 0.2 * size)
        words.append(PrintedWord(part, place, base, size, (-1,) * len(part), bold, mono=mono))
        left = right + (_BLANK * size if spread is None else spread)
    return words


def column(
    texts: Sequence[str], left: float, top: float, size: float = 10, lead: float = 12, **type_: bool
) -> list[PrintedWord]:
    """Lines below each other, the first with its base line at `top`."""
    return [
        word
        for number, text in enumerate(texts)
        for word in line(text, left, top + number * lead, size, **type_)
    ]


def page(
    *words: Sequence[PrintedWord],
    number: int = 1,
    rules: Sequence[tuple[float, float, float, float]] = (),
    fills: Sequence[tuple[float, float, float, float]] = (),
    width: float = 595,
    height: float = 842,
) -> PageContent:
    return PageContent(
        number,
        width,
        height,
        words=tuple(word for some in words for word in some),
        rules=tuple(Area(*rule) for rule in rules),
        fills=tuple(Area(*fill) for fill in fills),
    )


def text(line_: Line) -> str:
    return " ".join(word.text for word in line_)


def words_of(block: Laid) -> str:
    """The words of a block; the cells of a row parted by " | "."""
    if block.cells:
        return " | ".join(" ".join(map(text, cell.lines)) for cell in block.cells)
    return " ".join(map(text, block.lines))


def told(*pages: PageContent) -> list[list[tuple[Kind, str]]]:
    """The kind and the words of each block, page by page."""
    return [[(block.kind, words_of(block)) for block in laid] for laid in blocks(pages)]


def only(pages: Sequence[PageContent], kind: Kind) -> list[Laid]:
    return [block for laid in blocks(pages) for block in laid if block.kind is kind]
