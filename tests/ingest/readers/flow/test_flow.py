"""Documents without pages: paragraphs, tables and sections."""

from ingest.readers.book import Book
from ingest.readers.flow import sections
from ingest.readers.flow.grids import FlowCell, table_pieces
from ingest.readers.flow.lines import lines_of
from ingest.readers.flow.pieces import FlowPiece, prose, settled
from rag.values.pages import Kind, Page


def pages(pieces: list[FlowPiece], *once: str) -> tuple[Page, ...]:
    book = Book("text/x", "section", 100)
    sections.write(pieces, book, lambda done, total: None, once)
    return book.finish("").pages


def cell(words: str, bold: bool = False, columns: int = 1, rows: int = 1) -> FlowCell:
    return FlowCell(tuple(prose([(words, bold)])), columns, rows)


def test_lines_know_what_is_bold_at_their_beginning() -> None:
    lines = lines_of([("Bold  ", True), ("plain\nnext", False), (" \n ", True)])
    assert [(line.text, line.bold) for line in lines] == [("Bold plain", 4), ("next", 0)]


def test_a_bold_line_is_a_heading_unless_too_much_is_bold() -> None:
    assert [piece.kind for piece in prose([("Aims\n", True), ("Words.", False)])] == [
        Kind.HEADING,
        Kind.PARAGRAPH,
    ]
    many = [piece for number in range(8) for piece in prose([(f"Line {number}", True)])]
    assert {piece.kind for piece in settled(many)} == {Kind.PARAGRAPH}


def test_typed_marks_make_items_where_they_follow_each_other() -> None:
    typed = [
        piece
        for words in ("1. One", "2. Two", "Prose", "- A", "- B", "3. Alone")
        for piece in prose([(words, False)])
    ]
    assert [(piece.kind.value, piece.text) for piece in settled(typed)] == [
        ("item", "1. One"),
        ("item", "2. Two"),
        ("paragraph", ""),
        ("item", "A"),
        ("item", "B"),
        ("paragraph", ""),
    ]


def test_a_long_table_goes_on_under_its_heads() -> None:
    rows = tuple((f"row {number}", "x" * 400) for number in range(20))
    found = pages([FlowPiece(Kind.HEADING, "T", level=1), FlowPiece(Kind.ROW, head=("a", "b"), rows=rows)])
    assert len(found) == 3
    assert [page.label for page in found] == ["T"] * 3
    assert {block.table for page in found for block in page.blocks if block.kind is Kind.ROW} == {0}
    assert next(block.is_head for block in found[1].blocks) is False
    assert found[1].blocks[0].cells[0].head == "a"


def test_a_heading_does_not_end_a_page() -> None:
    long = FlowPiece(Kind.PARAGRAPH, lines=lines_of([("word " * 700, False)]))
    found = pages([long, FlowPiece(Kind.HEADING, "Next", level=3), long])
    assert [page.text.startswith("Next") for page in found] == [False, True]


def test_running_heads_end_the_first_page() -> None:
    found = pages([FlowPiece(Kind.PARAGRAPH, lines=lines_of([("Words.", False)]))], "Draft")
    assert [block.kind for block in found[0].blocks] == [Kind.PARAGRAPH, Kind.FURNITURE]


def test_heads_are_found() -> None:
    def head(*rows: list[FlowCell]) -> tuple[str, ...]:
        return next(iter(table_pieces(rows))).head

    assert head([cell("A", True), cell("B", True)], [cell("x"), cell("y")]) == ("A", "B")
    assert head([cell("Year"), cell("Ducks")], [cell("2019"), cell("120")]) == ("Year", "Ducks")
    assert head([cell("Name"), cell("Ann")], [cell("Town"), cell("Bonn")]) == ()
    assert head([cell("A", True, columns=2), FlowCell(covered=True)], [cell("1"), cell("2")]) in (
        (),
        ("A", "A"),
    )


def test_a_table_that_only_sets_what_is_in_it_is_none() -> None:
    assert [piece.kind for piece in table_pieces([[cell("Alone."), FlowCell()]])] == [Kind.PARAGRAPH]
