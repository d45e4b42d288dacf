"""What places are called; each name is written down by hand."""

import pytest

from rag.values import Block, Cell, Citation, Kind, Page
from rag.values.places import PageName, briefly, counted, in_cells, noun, of_page, on, said, time_of

CELLS = (
    Cell("Item", 0, 4, "A7"),
    Cell("Price", 5, 7, "B7"),
    Cell("Note", 8, 8, "C7"),
    Cell("Who", 9, 12, "D7"),
)
ROW = Page(2, "Tent\t12\t\tEva", "sheet", label="Costs", blocks=(Block(Kind.ROW, 0, 12, cells=CELLS),))
SPEECH = Page(
    3,
    "2:00\n\nGood morning.\n\n[00:02:40]\n\nWe begin.",
    "minute",
    label="2:00",
    blocks=(
        Block(Kind.FURNITURE, 0, 4),
        Block(Kind.PARAGRAPH, 6, 19),
        Block(Kind.FURNITURE, 21, 31),
        Block(Kind.PARAGRAPH, 33, 42),
    ),
)


@pytest.mark.parametrize(
    ("place", "full", "short"),
    [
        (PageName("a.pdf", 3), "page 3", "p. 3"),
        (PageName("a.pdf", 3, "iv", "pdfium"), "page iv", "p. iv"),
        (PageName("a.pdf", 3, "3", "ocr"), "page 3", "p. 3"),
        (PageName("a.pdf", 3, "A long heading, not a number", "pdfium"), "page 3", "p. 3"),
        (PageName("a.PNG", 1, "", "ocr"), "picture", "picture"),
        (PageName("a.tiff", 2, "", "ocr"), "picture 2", "picture 2"),
        (PageName("a.pptx", 3, "", "slide"), "slide 3", "slide 3"),
        (PageName("a.pptx", 3, "2", "slide"), "slide 2", "slide 2"),
        (PageName("a.xlsx", 1, "Costs", "sheet", "B7"), "sheet “Costs”, B7", "“Costs”, B7"),
        (PageName("a.xlsx", 1, "Costs", "sheet"), "sheet “Costs”", "“Costs”"),
        (PageName("a.csv", 2, "", "sheet", "A7:D7"), "A7:D7", "A7:D7"),
        (PageName("a.csv", 2, "2", "sheet"), "sheet 2", "sheet 2"),
        (PageName("a.docx", 4, "2.1\nMethods", "section"), "section “2.1 Methods”", "“2.1 Methods”"),
        (PageName("a.docx", 4, "", "section"), "section 4", "section 4"),
        (PageName("a.vtt", 13, "12:00", "minute", "12:40"), "12:40", "12:40"),
        (PageName("a.vtt", 13, "12:00", "minute"), "12:00", "12:00"),
        (PageName("a.ipynb", 2, "4–7", "cells"), "cells 4–7", "cells 4–7"),
        (PageName("a.ipynb", 2, "Loading", "cells"), "cells “Loading”", "cells “Loading”"),
        (PageName("a.ipynb", 2, "", "cells"), "cell group 2", "cell group 2"),
    ],
)  # fmt: skip
def test_each_kind_of_page_has_its_word(place: PageName, full: str, short: str) -> None:
    assert (said(place), briefly(place)) == (full, short)


def test_a_long_name_is_cut_where_there_is_little_room() -> None:
    place = PageName("a.docx", 1, "The history of the southern lighthouse", "section")
    assert said(place) == "section “The history of the southern lighthouse”"
    assert briefly(place) == "“The history of the sout…”"


def test_what_was_cited_before_there_were_words_for_it_is_on_a_page() -> None:
    assert said(Citation(1, "a.pptx", 3, 0, 1, "x", 0.9)) == "page 3"


def test_words_in_one_cell_are_at_its_address_and_others_in_the_row() -> None:
    assert in_cells(CELLS, [(5, 7)]) == "B7"
    assert in_cells(CELLS, [(6, 7)]) == "B7"
    assert in_cells(CELLS, [(0, 4), (9, 12)]) == "A7:D7"
    assert in_cells(CELLS, [(0, 12)]) == "A7:D7"
    assert in_cells((Cell("", 0, 4, "A7:B8"),), [(0, 4)]) == "A7:B8"
    assert in_cells((Cell("Item", 0, 4), Cell("Price", 5, 7)), [(5, 7)]) == ""
    assert in_cells((), [(5, 7)]) == ""


def test_a_page_tells_where_on_it_words_are() -> None:
    assert on(ROW, [(9, 12)]) == "D7"
    assert on(SPEECH, [(33, 42)]) == "00:02:40"
    assert on(Page(1, "Words."), [(0, 6)]) == ""
    assert on(SPEECH, []) == "" and on(ROW, []) == ""


def test_a_time_is_the_last_one_before_the_words() -> None:
    assert time_of(SPEECH, 6) == "2:00"
    assert time_of(SPEECH, 33) == "00:02:40"
    assert time_of(Page(1, "Words 2:00.", blocks=(Block(Kind.PARAGRAPH, 0, 11),)), 6) == ""


def test_a_page_as_a_whole() -> None:
    assert said(of_page(ROW, "a.xlsx")) == "sheet “Costs”"
    assert [noun("slide"), noun("ocr", "scan.pdf"), noun("ocr", "scan.jpeg"), noun("")] == [
        "slide",
        "page",
        "picture",
        "page",
    ]


@pytest.mark.parametrize(
    ("method", "name", "word"),
    [("sheet", "a.csv", "part"), ("sheet", "a.xlsx", "sheet"), ("slide", "a.tsv", "slide")],
)
def test_rows_of_text_are_counted_in_parts(method: str, name: str, word: str) -> None:
    assert counted(method, name) == word
