"""Pages one after another."""

import pytest

from ingest.readers.base import Section
from ingest.readers.book import Book
from ingest.units.units import units
from rag.errors import Refusal, UnreadableFile
from rag.values import Cell, Kind, Spot


def test_headings_and_tables_go_on_from_page_to_page() -> None:
    book = Book("a/b", "sheet", 10)
    page = book.page("Costs")
    page.heading("Costs", 1)
    page.table(("Item", "Price"), (("Pen", "2"),), (("A1", "B1"), ("A2", "B2")))
    page = book.page("Costs")
    page.table(("Item", "Price"), (("Ink", "5"),), ((), ("A3", "B3")), goes_on=True)
    page.table(("Other",), (("x",),))
    read = book.finish("")
    assert (read.title, read.sections) == ("Costs", (Section(1, 0, "Costs"),))
    assert [page.text for page in read.pages] == ["Costs\n\nItem\tPrice\nPen\t2", "Ink\t5\n\nOther\nx"]
    rows = [block for page in read.pages for block in page.blocks if block.kind is Kind.ROW]
    assert [row.table for row in rows] == [0, 0, 0, 1, 1]
    assert rows[2].cells == (Cell("Item", 0, 3, "A3"), Cell("Price", 4, 5, "B3"))
    assert all(row.headings == ("Costs",) for row in rows)
    assert [(page.number, page.label, page.method) for page in read.pages] == [
        (1, "Costs", "sheet"),
        (2, "Costs", "sheet"),
    ]


def test_one_sheet_of_several_does_not_name_the_workbook() -> None:
    book = Book("a/b", "sheet", 10)
    for name in ("Costs", "Prices"):
        book.page(name).heading(name, 1)
    assert book.finish("").title == ""


def test_heads_over_heads_and_what_introduces_rows() -> None:
    book = Book("a/b", "sheet", 10)
    heads = (("", "2023", ""), ("Item", "Q1", "Q2"))
    addresses = (("A1", "B1", "C1"), ("A2", "B2", "C2"), ("A3", "B3", "C3"), ("A4", "B4", "C4"))
    names = ("Item", "2023 / Q1", "2023 / Q2")
    book.page().table(
        names, (("Fruit", "", ""), ("Pear", "1", "2")), addresses, head_rows=heads, leads=("", "Fruit")
    )
    (page,) = book.finish("").pages
    assert page.text == "\t2023\t\nItem\tQ1\tQ2\nFruit\t\t\nPear\t1\t2"
    assert [(block.is_head, block.lead) for block in page.blocks] == [
        (True, ""),
        (True, ""),
        (False, ""),
        (False, "Fruit"),
    ]
    assert page.blocks[3].cells[1] == Cell("2023 / Q1", 31, 32, "B4")
    found = units([page])
    assert found[1].context == ("Fruit", "Item | 2023 / Q1 | 2023 / Q2")


def test_a_page_of_pictures_in_characters_has_words() -> None:
    book = Book("a/b", "sheet", 10)
    book.page().add(Kind.PARAGRAPH, "🤠😅")
    assert book.finish("").pages[0].text == "🤠😅"


def test_words_have_their_place() -> None:
    book = Book("a/b", "slide", 10)
    page = book.page(shape=4 / 3)
    page.heading("Title", 1)
    page.place(0, 0.1, 0.1, 0.9, 0.2)
    start = page.length
    page.add(Kind.PARAGRAPH, "Words")
    page.place(start, 0.1, 0.3, 0.5, 0.4, 0.8)
    page.place(page.length, 0, 0, 1, 1)  # an empty box has no words
    read = book.finish("").pages[0]
    assert read.spots == (Spot(0, 5, 0.1, 0.1, 0.9, 0.2), Spot(5, 12, 0.1, 0.3, 0.5, 0.4, 0.8))
    assert read.shape == 4 / 3


def test_pages_beyond_the_limit_are_told_of() -> None:
    book = Book("a/b", "slide", 1)
    for word in ("one", "two", "three"):
        book.page(leaves=True).add(Kind.PARAGRAPH, word)
    read = book.finish("presentation1")
    assert [page.text for page in read.pages] == ["one"]
    assert read.problems == ("Only the first 1 pages were read; 2 were left out.",)
    assert read.title == ""


def test_a_file_without_words_is_refused() -> None:
    book = Book("a/b", "slide", 9)
    book.page()
    with pytest.raises(UnreadableFile) as refused:
        book.finish("A title")
    assert refused.value.refusal is Refusal.EMPTY
