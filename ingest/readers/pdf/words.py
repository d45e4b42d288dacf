"""The words of a page with their places, as they were drawn; the layout makes blocks of them.

Places are in points of the page as it is seen (turned and cropped; one on its head as if it were turned), origin top
left, y downwards. Areas and words are
made by the ten thousand, and so are not frozen, which would take three times as long; nobody changes them.
"""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(slots=True)
class Area:
    """A rectangle on the page."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(slots=True)
class PrintedWord:
    """Letters that are drawn together: no white space within, and one type.

    `glyphs` (best a `range`) has for each character of `text` the index that pdfium counts it by, -1 for a character
    that stands for none, and less for what an annotation says, see `rag.values.Page`. `raised` is 1 for a superscript,
    -1 for a subscript. `joined` says that it stands right after the word before it, without a blank. `size` is in
    points, `baseline` the height that its letters stand on. `upright` is False for one that lies on its side on the
    page as seen; its `baseline` is how far from the left its letters stand. A `slanting` one is not upright either: it
    runs along no edge of the page, as a label of a drawing may.
    """

    text: str
    place: Area
    baseline: float
    size: float
    glyphs: Sequence[int]
    bold: bool = False
    italic: bool = False
    mono: bool = False
    raised: int = 0
    joined: bool = False
    upright: bool = True
    slanting: bool = False


@dataclass(frozen=True, slots=True)
class Note:
    """What was added to a page: an annotation's words (`kind` "comment") or a form field, `text` "Name: value"
    (`kind` "field"). It is the annotation `index` (from 0) of the page."""

    kind: str
    text: str
    place: Area
    index: int = 0


@dataclass(frozen=True, slots=True)
class PageContent:
    """A page as it is drawn: words that can be seen, in the file's order, with what else is drawn.

    `number` is 1-based, `label` is the file's own for the page, "" where it has none. `rules` are straight lines and
    thin boxes (tables, fractions), `fills` are boxes with a colour behind text, `pictures` are images.
    """

    number: int
    width: float
    height: float
    label: str = ""
    words: Sequence[PrintedWord] = ()
    rules: tuple[Area, ...] = ()
    fills: tuple[Area, ...] = ()
    pictures: tuple[Area, ...] = ()
    notes: tuple[Note, ...] = ()
    problems: tuple[str, ...] = ()
    method: str = "pdfium"
