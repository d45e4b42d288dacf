"""Lines that run from top to bottom are read from right to left."""

from ingest.readers.pdf.layout.vertical import turned
from ingest.readers.pdf.words import Area, PageContent, PrintedWord
from rag.values import Kind
from tests.ingest.readers.pdf.layout.typeset import line, only, page, text

LINES = ("山路を登りながらこう考えた", "智に働けば角が立つ情に棹さ", "せば流される。")


def standing(words: str, left: float, top: float) -> list[PrintedWord]:
    """A letter a word, each 12 points below the one before."""
    return [
        PrintedWord(
            letter, Area(left, top + 12 * i, left + 12, top + 12 * i + 12), top + 12 * i + 10, 12, (i,)
        )
        for i, letter in enumerate(words)
    ]


def tall(words: str, left: float, top: float) -> list[PrintedWord]:
    """A line as one word, as fonts for this give it."""
    place = Area(left, top, left + 12, top + 12 * len(words))
    return [PrintedWord(words, place, top + 10, 12, range(len(words)))]


def read(page_: PageContent) -> str:
    (block,) = only([page_], Kind.PARAGRAPH)
    return "".join(map(text, block.lines))


def test_lines_of_letters_are_read_from_right_to_left() -> None:
    # As files have them: in any order.
    letters = page(*(standing(words, 500 - 20 * at, 60) for at, words in enumerate(LINES)))
    assert read(letters) == "".join(LINES)
    whole = page(*(tall(words, 460 + 20 * at, 60) for at, words in enumerate(reversed(LINES))))
    assert read(whole) == "".join(LINES)


def test_the_words_are_given_back_with_the_places_that_they_have_on_the_page() -> None:
    (block,) = only([page(standing(LINES[0] + LINES[1], 500, 60))], Kind.PARAGRAPH)
    (word,) = (word for one in block.lines for word in one)
    assert (word.place.left, word.place.top, word.upright) == (500, 60, False)
    assert list(word.glyphs) == [*range(26)]


def test_lines_that_run_across_are_left_alone() -> None:
    assert turned(page(line(LINES[0] + LINES[1], 60, 60), line(LINES[2] * 4, 60, 80))) is None
    assert turned(page(standing("ABCDEFGHIJKLMNOPQRSTUVWXYZ", 60, 60))) is None
    # One narrow column of a table is not the page.
    assert turned(page(standing("甲乙丙丁", 60, 60), line(LINES[0] * 2, 120, 60))) is None
