"""Paragraphs of runs, and what is seen of documents that are made of them."""

from ingest.readers.sections.composing import composed
from ingest.readers.sections.grids import rows_of
from ingest.readers.sections.lines import lines_of, paragraphs_of
from ingest.readers.sections.pieces import Found, Piece, SectionCell, SectionRow, SectionTable, row_of
from rag.values.pages import Kind, Page


def pages(found: list[Found], *beside: str) -> tuple[Page, ...]:
    return composed(found, beside, "", "text/x", 100, lambda done, total: None).pages


def prose(words: str, bold: bool = False) -> list[Piece]:
    return paragraphs_of([(words, bold)])


def cell(words: str, bold: bool = False, span: int = 1) -> SectionCell:
    return SectionCell(list(prose(words, bold)), span)


def test_lines_know_what_is_bold_at_their_beginning() -> None:
    lines = lines_of([("Bold  ", True), ("plain\nnext", False), (" \n ", True)])
    assert [(line.text, line.bold) for line in lines] == [("Bold plain", 4), ("next", 0)]
    assert [
        (piece.text, piece.bold) for piece in paragraphs_of([("Whole\nAll", True), (" of it", False)])
    ] == [
        ("Whole", 5),
        ("All of it", 3),
    ]


def test_a_bold_line_is_a_heading_under_one_that_a_style_names() -> None:
    text = [("Words that are long enough to be what stands under a heading. " * 2, False)]
    bold = paragraphs_of([("Aims\n", True), *text])
    found = pages([Piece(Kind.HEADING, "Top", level=1), *paragraphs_of(text), *bold, *paragraphs_of(text)])
    assert [block.headings for block in found[0].blocks] == [
        (),
        ("Top",),
        ("Top",),
        ("Top", "Aims"),
        ("Top", "Aims"),
    ]
    many: list[Found] = [piece for number in range(8) for piece in prose(f"Line {number}", True)]
    assert {block.kind for block in pages(many)[0].blocks} == {Kind.PARAGRAPH}


def test_typed_marks_make_items_where_they_follow_each_other() -> None:
    typed: list[Found] = [
        piece for words in ("1. One", "2. Two", "Prose", "- A", "- B", "3. Alone") for piece in prose(words)
    ]
    found = pages(typed)[0]
    assert [(block.kind.value, found.text[block.start : block.end]) for block in found.blocks] == [
        ("item", "1. One"),
        ("item", "2. Two"),
        ("paragraph", "Prose"),
        ("item", "- A"),
        ("item", "- B"),
        ("paragraph", "3. Alone"),
    ]


def test_a_long_table_goes_on_under_its_heads() -> None:
    rows = [SectionRow([cell("a"), cell("b")], is_head=True)]
    rows += [SectionRow([cell(f"row {number}"), cell("x" * 400)]) for number in range(20)]
    found = pages([Piece(Kind.HEADING, "T", level=1), SectionTable(rows)])
    assert len(found) == 3
    assert [page.label for page in found] == ["T"] * 3
    assert {block.table for page in found for block in page.blocks if block.kind is Kind.ROW} == {0}
    assert next(block.is_head for block in found[1].blocks) is False
    assert found[1].blocks[0].cells[0].head == "a"


def test_running_heads_end_the_first_page() -> None:
    found = pages([*prose("Words.")], "Draft", "Draft", "1")
    assert [block.kind for block in found[0].blocks] == [Kind.PARAGRAPH, Kind.FURNITURE]


def test_heads_are_found() -> None:
    def head(*rows: list[SectionCell]) -> tuple[str, ...]:
        return rows_of(SectionTable([SectionRow(row) for row in rows]))[0]

    assert head([cell("A", True), cell("B", True)], [cell("x"), cell("y")]) == ("A", "B")
    figures = [[cell("2019"), cell("120")], [cell("2020"), cell("90")]]
    assert head([cell("Year"), cell("Ducks")], *figures) == ("Year", "Ducks")
    assert head([cell("Name"), cell("Ann")], [cell("Town"), cell("Bonn")]) == ("", "")


def test_merged_cells_are_said_where_they_count() -> None:
    down = SectionCell(goes_on=True)
    table = SectionTable(
        [
            SectionRow([cell("Place"), cell("Ducks", span=2)], is_head=True),
            SectionRow([cell("Lake"), cell("3"), cell("4")]),
            row_of({0: down, 2: cell("6")}, 3),
        ]
    )
    assert rows_of(table) == (("Place", "Ducks", "Ducks"), ("Lake", "3", "4"), ("Lake", "", "6"))


def test_a_table_that_only_sets_what_is_in_it_is_none() -> None:
    found = pages([SectionTable([SectionRow([cell("Alone."), SectionCell()])])])
    assert [block.kind for block in found[0].blocks] == [Kind.PARAGRAPH]
