"""A grid of words into its lines, lists and tables."""

import pytest

from ingest.readers.sheets.grid import CellArea
from ingest.readers.sheets.parts import SheetLine, SheetList, SheetTable
from ingest.readers.sheets.tables import parts
from rag.values.pages import Kind
from tests.ingest.readers.sheets.drawn import grid


def only_table(text: str, *merged: CellArea, delimited: bool = False) -> SheetTable:
    (table,) = [part for part in parts(grid(text, *merged), delimited) if isinstance(part, SheetTable)]
    return table


def test_words_above_numbers_are_heads() -> None:
    table = only_table("Fruit | Price\nApple | 2\nPear | 3")
    assert (table.names, table.head) == (["Fruit", "Price"], [["Fruit", "Price"]])
    assert table.rows == [["Apple", "2"], ["Pear", "3"]]
    assert table.addresses == [["A1", "B1"], ["A2", "B2"], ["A3", "B3"]]


@pytest.mark.parametrize("merged", [[], [CellArea(0, 1, 0, 2), CellArea(0, 3, 0, 4), CellArea(0, 0, 1, 0)]])
def test_heads_over_heads_are_joined(merged: list[CellArea]) -> None:
    first = "Fruit | 2023 | | 2024 |" if merged else " | 2023 | | 2024 |"
    second = " | Q1 | Q2 | Q1 | Q2" if merged else "Fruit | Q1 | Q2 | Q1 | Q2"
    table = only_table(f"{first}\n{second}\nApple | 1 | 2 | 3 | 4\nPear | 5 | 6 | 7 | 8", *merged)
    assert table.names == ["Fruit", "2023 / Q1", "2023 / Q2", "2024 / Q1", "2024 / Q2"]
    assert [len(table.head), len(table.rows)] == [2, 2]


def test_heads_do_not_reach_over_an_empty_column() -> None:
    rows = (
        "| | 2023 | | | 2024\n | Sold | Left | | Sold | Left\nTea | 1 | 2 | | 3 | 4\nMilk | 5 | 6 | | 7 | 8"
    )
    assert only_table(rows).names == ["", "2023 / Sold", "2023 / Left", "2024 / Sold", "2024 / Left"]


def test_years_over_numbers_are_heads_and_numbers_alone_have_none() -> None:
    assert only_table(" | 2021 | 2022\nSales | 5 | 7\nCosts | 4 | 3").names == ["", "2021", "2022"]
    assert only_table("1 | 2\n3 | 4\n5 | 6").head == []


def test_a_title_above_and_notes_beneath_a_table() -> None:
    title, unit, table, note = parts(grid("Sales\nin euros\n\nShop | Sum\nA | 5\nB | 6\n(a) without VAT"))
    assert title == SheetLine(Kind.HEADING, "Sales", 1)
    assert unit == SheetLine(Kind.CAPTION, "in euros")
    assert isinstance(table, SheetTable) and table.names == ["Shop", "Sum"]
    assert note == SheetLine(Kind.NOTE, "(a) without VAT")


def test_tables_parted_by_empty_rows_and_columns() -> None:
    left, right, below = parts(grid("a | x | | b | y\np | 1 | | q | 2\n\nc | d\nr | 3"))
    assert isinstance(left, SheetTable) and isinstance(right, SheetTable) and isinstance(below, SheetTable)
    assert [left.names, right.names, below.names] == [["a", "x"], ["b", "y"], ["c", "d"]]
    assert right.addresses[1] == ["D2", "E2"]


def test_numbers_after_an_empty_row_or_column_are_of_the_same_table() -> None:
    table = only_table("Item | | Sum\nTea | | 4\nMilk | | 5\n\nOther\nJam | | 6")
    assert table.names == ["Item", "Sum"]
    assert table.rows == [["Tea", "4"], ["Milk", "5"], ["Other", ""], ["Jam", "6"]]


def test_words_about_something_else_are_no_rows_of_the_table_above() -> None:
    above, heading, below = parts(
        grid("Item | Sum\nTea | 4\nMilk | 5\n\n*Contact\nName | Anna\nAge | 23\nTown | Rome")
    )
    assert isinstance(above, SheetTable) and len(above.rows) == 2
    assert isinstance(heading, SheetLine) and heading.words == "Contact"
    assert isinstance(below, SheetTable) and below.is_pairs and below.rows[0] == ["Name", "Anna"]


def test_a_column_of_words_is_a_list_and_of_sentences_prose() -> None:
    assert parts(grid("*To buy\nmilk\ntea")) == [SheetList(("milk", "tea"), "To buy")]
    long = "A sentence that goes on and on until it is so long that nobody would call it an item."
    assert parts(grid(f"*About\n{long}\n{long}"))[0] == SheetLine(Kind.HEADING, "About", 2)
    assert parts(grid("Age\n21\n22"))[0].rows == [["21"], ["22"]]  # type: ignore[union-attr]


def test_what_is_merged_over_rows_stands_in_each() -> None:
    table = only_table("Shop | Item | Sum\nA | tea | 4\n | milk | 5", CellArea(1, 0, 2, 0))
    assert table.rows == [["A", "tea", "4"], ["A", "milk", "5"]]
    assert table.addresses[2][0] == "A2"


@pytest.mark.parametrize(("delimited", "heads"), [(True, 1), (False, 0)])
def test_delimited_text_begins_with_heads(delimited: bool, heads: int) -> None:
    assert len(only_table("name | town\nAnna | Rome\nBob | Oslo", delimited=delimited).head) == heads


def test_heads_parted_from_their_rows_by_an_empty_one() -> None:
    assert only_table("Fruit | Price\n\nApple | 2\nPear | 3").names == ["Fruit", "Price"]


def test_an_empty_sheet_has_no_parts() -> None:
    assert parts(grid("")) == []
