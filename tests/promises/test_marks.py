"""Promise 2: the marks on the picture of a page sit on the quoted words."""

import io
from typing import NamedTuple

import numpy as np
import pypdfium2
import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.browser.tab import Tab
from tests.promises.conftest import Stock

pytestmark = [pytest.mark.browser, pytest.mark.models, pytest.mark.timeout(600)]

_COLOURED = 30  # of 255: how much more a marked pixel differs between red, green and blue than the bare page
_AROUND = 5.0  # points by which a mark may be larger than the ink of the words


class Letter(NamedTuple):
    """A character of a page and the box of its ink, in points from the lower left corner."""

    character: str
    left: float
    bottom: float
    right: float
    top: float


class Sheet:
    """A page (1-based) of a file, as another reader of PDFs sees it."""

    def __init__(self, path: str, page: int) -> None:
        with pypdfium2.PdfDocument(path) as document:
            opened = document[page - 1]
            words = opened.get_textpage()
            text = [words.get_text_range(i, 1) for i in range(words.count_chars())]
            self._letters = [
                Letter(character, *words.get_charbox(i))
                for i, character in enumerate(text)
                if character.isalnum() or character in ",."
            ]
            self.width, self.height = opened.get_size()
            self._page = opened.render(scale=2).to_pil().convert("RGB")

    def letters(self, quote: str) -> list[Letter]:
        """The letters of a quote, which stands on the page once."""
        text = "".join(letter.character for letter in self._letters)
        wanted = "".join(character for character in quote if character.isalnum() or character in ",.")
        assert wanted and text.count(wanted) == 1, f"{quote!r} stands on the page {text.count(wanted)} times"
        start = text.index(wanted)
        return self._letters[start : start + len(wanted)]

    def marked(self, picture: Image.Image) -> np.ndarray:
        """Which pixels (rows, columns) of a picture of the page are coloured more than the page is."""
        bare = self._page.resize(picture.size)
        return _colour(picture) - _colour(bare) > _COLOURED

    def area(self, letter: Letter, shape: tuple[int, ...], around: float = 0.0) -> tuple[slice, slice]:
        """The rows and columns of a letter in a picture of that shape, and `around` points around it."""
        down, across = shape[0] / self.height, shape[1] / self.width
        rows = (self.height - letter.top - around) * down, (self.height - letter.bottom + around) * down
        columns = (letter.left - around) * across, (letter.right + around) * across
        return slice(max(0, int(rows[0])), int(rows[1]) + 1), slice(
            max(0, int(columns[0])), int(columns[1]) + 1
        )


def _colour(picture: Image.Image) -> np.ndarray:
    """How far red, green and blue are apart, 0 to 255, by rows and columns."""
    pixels = np.asarray(picture.convert("RGB"), dtype=np.int16)
    return pixels.max(axis=2) - pixels.min(axis=2)


@pytest.mark.parametrize(
    ("question", "document", "page"),
    [
        ("What is the core of Zanthor made of?", "zanthor.pdf", 2),
        ("When were GANs introduced?", "02-gans.pdf", 1),
    ],
)
def test_the_marks_sit_on_the_quoted_words_and_nowhere_else(
    tab: Tab, stock: Stock, question: str, document: str, page: int
) -> None:
    tab.ask(question)
    tab.cited(tab.answer(), 1).first.click()
    tab.settled()
    image = tab.sources().get_by_alt_text(f"Page {page} of {document}")
    expect(image).to_be_visible()
    quote = "".join(tab.sources().locator(".stMarkdownColoredBackground").first.all_inner_texts())

    sheet = Sheet(str(stock.files / document), page)
    served = tab.page.request.get(image.evaluate("image => image.src"))
    marked = sheet.marked(Image.open(io.BytesIO(served.body())))
    letters = sheet.letters(quote)
    bare = [letter for letter in letters if not marked[sheet.area(letter, marked.shape)].any()]
    assert len(letters) > 20 and bare == []
    assert marked.any()
    outside = marked.copy()
    for letter in letters:
        outside[sheet.area(letter, marked.shape, _AROUND)] = False
    assert outside.sum() < 0.05 * marked.sum()
