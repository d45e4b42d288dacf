from rag.values import Cell
from rag.values.spoken import on_one_line, read_aloud, row, spoken


def test_white_space_becomes_single_blanks_and_places_lead_back() -> None:
    said = on_one_line(" a\n  bc ")
    assert said.text == "a bc "
    assert said.span(2, 4) == (5, 7)


def test_a_row_is_read_with_its_heads_and_empty_cells_are_left_out() -> None:
    # "Pewter\t\t7.3" begins at 10 of its page
    cells = (Cell("Alloy", 10, 16), Cell("Melts at", 17, 17), Cell("Density", 18, 21))
    said = row("Pewter\t\t7.3", 10, cells)
    assert said.text == "Alloy: Pewter; Density: 7.3"
    place = said.text.index("7.3")
    assert said.span(place, place + 3) == (8, 11)
    assert said.span(0, 5) == (0, 0)  # the head is not in the row


def test_what_goes_on_is_read_on() -> None:
    said = spoken("The captain\nwas", 0, (), "Ebba\nNorling.")
    assert said.text == "The captain was Ebba Norling."
    start = said.text.index("Ebba")
    # after the 15 characters of the first page and a blank
    assert said.span(start, start + 12) == (16, 28)


def test_a_head_that_stands_before_its_value_is_not_said_twice() -> None:
    text = "Name:\tAnna"
    cells = (Cell("", 0, 5), Cell("Name", 6, 10))
    assert read_aloud(text, 0, cells) == "Name: Anna"
    assert read_aloud("Name\tAnna", 0, (Cell("", 0, 4), Cell("Name", 5, 9))) == "Name: Anna"
