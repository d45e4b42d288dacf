"""A slide or section is found in the PDF that was made of its file, by its words."""

from pathlib import Path

import pytest

from rag.errors import UnreadableFile
from rag.pages.drawing import render
from rag.pages.office.finding import boxes, find
from rag.pages.page_image import Marks
from tests.rag.pages.office.material import PAGES, write_pdf

SECOND = (
    "Found by\n\nIt was found by Mirela in 1987.\n\nHer brother built the clock.\n\nA note that is not on it."
)
MIRELA = SECOND.index("It was"), SECOND.index("1987.") + 5


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    return write_pdf(tmp_path / "a.pdf", PAGES)


def test_a_slide_is_on_the_page_of_its_number(pdf: Path) -> None:
    assert find(pdf, "Comets\n\nA comet is a body of ice, too.", None, likely=1) == 1
    assert find(pdf, "Comets\n\nA comet is a body of ice, too.", None, likely=3) == 3


def test_where_slides_are_left_out_it_is_found_by_its_words(pdf: Path) -> None:
    assert find(pdf, SECOND, MIRELA, likely=3) == 2
    assert find(pdf, SECOND, MIRELA, likely=9) == 2


def test_a_section_is_found_by_its_quote_and_else_by_its_beginning(pdf: Path) -> None:
    section = " ".join(" ".join(lines) for lines in PAGES[1:])
    start = section.index("This slide")
    assert find(pdf, section, (start, start + 21)) == 3
    assert find(pdf, PAGES[2][1], None) == 3


def test_words_that_are_nowhere_are_found_nowhere(pdf: Path) -> None:
    text = "Nothing of this is drawn anywhere."
    assert find(pdf, text, (0, len(text))) is None
    assert find(pdf, "", None) is None
    with pytest.raises(UnreadableFile):
        render(pdf, 2, text, Marks((0, len(text)), converted="text"))


def test_the_marks_are_on_the_line_of_the_words(pdf: Path) -> None:
    (box,) = boxes(pdf, 2, SECOND, [MIRELA])
    assert 72 / 720 - 0.01 < box.left < 72 / 720 + 0.01
    line = (405 - 290) / 405  # its base, from the top
    assert box.top < line < box.bottom + 0.02 and box.bottom - box.top < 0.06
    image = render(pdf, 2, SECOND, Marks(MIRELA, converted="slides"), 600)
    assert image.boxes == (box,)
    assert render(pdf, 2, SECOND, Marks((0, 0), converted="slides"), 600).boxes == ()


def test_a_note_that_is_not_drawn_is_not_marked_there(pdf: Path) -> None:
    note = SECOND.index("A note"), len(SECOND)
    with pytest.raises(UnreadableFile):
        render(pdf, 2, SECOND, Marks(note, converted="slides"))
