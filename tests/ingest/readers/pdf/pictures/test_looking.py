"""Which pictures of a page are looked at, and what is told of those that are not read."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pypdfium2
import pytest

from ingest.readers.desk import PageTooLong
from ingest.readers.ocr.values import SeenLine, SeenPage, SeenWord
from ingest.readers.pdf.pictures import looking, pictured
from ingest.readers.pdf.pictures.looking import PictureReading
from ingest.readers.pdf.pictures.places import places
from ingest.readers.pdf.words import Area, PageContent
from rag.values import PageProblem
from tests.ingest.readers.pdf.layout.typeset import line, page

NOTHING = SeenPage(1, 1, 1, 1)
WORD = SeenWord("June", 0.9, (0, 0, 1, 1), (0, 0, 1, 1))
DATE = replace(NOTHING, lines=(SeenLine((WORD,), 1, 1),))
LARGE = Area(60, 400, 500, 700)  # a quarter of the page


def with_pictures(*at: Area, words: str = "Some words.") -> PageContent:
    return replace(page(line(words, 60, 100)), pictures=at)


def test_large_pictures_are_looked_at_the_largest_first() -> None:
    small, larger = Area(0, 0, 100, 100), Area(0, 300, 590, 800)
    assert places(with_pictures(small, LARGE, larger)) == [larger, LARGE]


def test_what_is_off_the_page_does_not_count() -> None:
    assert places(with_pictures(Area(-5000, 0, 50, 100))) == []


def test_strips_are_one_picture() -> None:
    strips = [Area(60, 400 + 20 * number, 500, 420 + 20 * number) for number in range(15)]
    assert places(with_pictures(*strips)) == [LARGE]


def test_what_the_page_writes_on_is_no_picture_of_words() -> None:
    assert places(with_pictures(Area(0, 0, 590, 800), words="A line of five words.")) == []
    assert len(places(with_pictures(Area(0, 0, 590, 800), words="A line of four"))) == 1


@pytest.fixture
def look(monkeypatch: pytest.MonkeyPatch) -> Callable[..., PictureReading]:
    def made(
        *sees: SeenPage | type[Exception], seconds: float = 0.0, worked: float | None = None
    ) -> PictureReading:
        """Each picture takes so many seconds by the clock, and of the processor as many or those `worked`."""
        now, had, given = [0.0], [0.0], iter(sees)

        def seen(*arguments: Any) -> SeenPage:
            now[0] += seconds
            had[0] += seconds if worked is None else worked
            found = next(given)
            if isinstance(found, SeenPage):
                return found
            raise found

        monkeypatch.setattr(pictured, "seen", seen)
        return PictureReading(pypdfium2.PdfDocument.new(), lambda: now[0], lambda: had[0])

    return made


def test_what_is_seen_is_given_with_its_place(look: Callable[..., PictureReading]) -> None:
    content, whole, (found,) = look(DATE).at(with_pictures(LARGE))
    assert (content.problems, whole, found.place, found.seen) == ((), None, LARGE, DATE)


@pytest.mark.parametrize(
    ("sees", "problems"),
    [
        (NOTHING, ()),
        (replace(DATE, doubtful=True), (PageProblem.PICTURED,)),
        (PageTooLong, (PageProblem.PICTURED,)),
    ],
)
def test_what_cannot_be_read_is_told(
    look: Callable[..., PictureReading], sees: SeenPage | type[Exception], problems: tuple[str, ...]
) -> None:
    content, _, found = look(sees).at(with_pictures(LARGE))
    assert (content.problems, found) == (problems, ())


def test_there_is_an_end_to_the_time_for_a_file(look: Callable[..., PictureReading]) -> None:
    one = look(DATE, DATE, seconds=looking.SECONDS / 2)
    told = [one.at(with_pictures(LARGE))[0].problems for _ in range(3)]
    assert told == [(), (), (PageProblem.UNSEARCHED,)]


@pytest.mark.parametrize(("seconds", "worked"), [(looking.SECONDS, 1.0), (1.0, looking.SECONDS)])
def test_neither_other_programs_nor_many_processors_shorten_it(
    look: Callable[..., PictureReading], seconds: float, worked: float
) -> None:
    one = look(DATE, DATE, seconds=seconds, worked=worked)
    assert [one.at(with_pictures(LARGE))[0].problems for _ in range(2)] == [(), ()]
