"""What is read of a picture: lines of words, each at its place, and the straight lines that are drawn."""

from dataclasses import dataclass

Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""


@dataclass(frozen=True, slots=True)
class SeenWord:
    """A word, and how sure its reading is, in [0, 1]. `box` is its place in the picture as it is shown, `upright` that
    on the page as it is read (turned, straightened), both in pixels. `joined` says that no blank is before it."""

    text: str
    sure: float
    box: Box
    upright: Box
    joined: bool = False


@dataclass(frozen=True, slots=True)
class SeenLine:
    """The words of a line. `base` is the height (on the page as read) that the letters stand on, `size` that of the
    type, `stroke` how thick it is, as a share of the size. One that is `lying` runs up or down the page as read, and
    its `base` is how far from the left its letters stand."""

    words: tuple[SeenWord, ...]
    base: float
    size: float
    stroke: float = 0.0
    lying: bool = False

    @property
    def text(self) -> str:
        """The words with blanks between them."""
        return "".join(("" if word.joined else " ") + word.text for word in self.words).strip()

    @property
    def sure(self) -> float:
        """How sure the line is, by its letters."""
        letters = sum(len(word.text) for word in self.words)
        return sum(word.sure * len(word.text) for word in self.words) / letters if letters else 0.0


@dataclass(frozen=True, slots=True)
class SeenPage:
    """A picture as read. `width` and `height` are those of the picture as shown, `across` and `down` those of the page
    as read, in pixels. `rules` are straight lines on the page as read. `doubtful` says that most of what is on it could
    not be read with confidence; what is left are the lines that could."""

    width: float
    height: float
    across: float
    down: float
    lines: tuple[SeenLine, ...] = ()
    rules: tuple[Box, ...] = ()
    doubtful: bool = False

    @property
    def letters(self) -> float:
        """How much was read, each character as far as it is sure."""
        return sum(line.sure * len(line.text) for line in self.lines)
