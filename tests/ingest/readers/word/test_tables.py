"""Tables of Word documents: merged cells, heads, what only places things."""

from pathlib import Path

from rag.values.pages import Kind
from tests.ingest.readers.word.making import p, r, read, shown


def cell(text: str, properties: str = "") -> str:
    inner = text if text.startswith("<w:p>") or text.startswith("<w:tbl>") else p(text) if text else "<w:p/>"
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    made = "".join(one if one.startswith("<w:tc>") else cell(one) for one in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{made}</w:tr>"


def table(*rows: str, properties: str = "") -> str:
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr>{''.join(rows)}</w:tbl>"


def span(count: int) -> str:
    return f'<w:gridSpan w:val="{count}"/>'


def rows(tmp_path: Path, body: str) -> list[tuple[bool, str]]:
    found = read(tmp_path, body)
    return [
        (block.is_head, page.text[block.start : block.end])
        for page in found.pages
        for block in page.blocks
        if block.kind is Kind.ROW
    ]


def test_merged_cells(tmp_path: Path) -> None:
    down, again = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    found = rows(
        tmp_path,
        table(
            row("Day", "Hour", "Course"),
            row(cell("Monday", down), "8", "Algebra"),
            row(cell("", again), "10", "Logic"),
            row(cell("Holidays", span(2)), "none"),
        ),
    )
    assert found == [
        (True, "Day\tHour\tCourse"),
        (False, "Monday\t8\tAlgebra"),
        (False, "Monday\t10\tLogic"),
        (False, "Holidays\t\tnone"),
    ]


def test_heads_over_several_columns_name_each_of_them(tmp_path: Path) -> None:
    head = "<w:tblHeader/>"
    found = rows(
        tmp_path,
        table(
            row(cell("Town", '<w:vMerge w:val="restart"/>'), cell("2019", span(2)), properties=head),
            row(cell("", "<w:vMerge/>"), "men", "women", properties=head),
            row("Ulm", "4", "5"),
        ),
    )
    assert found == [(True, "Town\t2019 men\t2019 women"), (False, "Ulm\t4\t5")]


def test_heads_by_style_by_bold_letters_and_by_what_stands_under_them(tmp_path: Path) -> None:
    look = '<w:tblStyle w:val="Fine"/><w:tblLook w:val="0020"/>'
    styled = table(row("Term", "Meaning"), row("atom", "smallest part"), properties=look)
    bold = [cell(p(r(name, "<w:b/>"))) for name in ("Term", "Meaning")]
    figures = table(row("Item", "Price"), row("Pen", "2"), row("Ink", "5"))
    pairs = table(row("Name:", "Anna"), row("Town:", "Ulm"))
    body = styled + p("x") + table(row(*bold), row("atom", "smallest")) + p("x") + figures + p("x") + pairs
    assert [is_head for is_head, _ in rows(tmp_path, body)] == [True, False] * 2 + [True, False, False] + [
        False
    ] * 2


def test_rows_that_were_taken_out_and_lists_in_cells(tmp_path: Path) -> None:
    found = rows(
        tmp_path,
        table(
            row("A", cell(p("one") + p("two"))),
            row("gone", "gone", properties="<w:del/>"),
            row("C", "<w:p/>"),
        ),
    )
    assert found == [(False, "A\tone two"), (False, "C\t")]


def test_what_a_table_lays_out_is_text(tmp_path: Path) -> None:
    inner = table(row("a", "b"), row("1", "2"))
    boxed = table(row(cell(p("In a box") + p("More of it"))))
    found = shown(read(tmp_path, boxed + p("x") + table(row(cell(p("Left") + inner), "Right"))))
    assert found == [
        ("paragraph", "In a box"),
        ("paragraph", "More of it"),
        ("paragraph", "x"),
        ("paragraph", "Left"),
        ("row", "a\tb"),
        ("row", "1\t2"),
        ("paragraph", "Right"),
    ]


def test_a_long_table_goes_on_over_pages(tmp_path: Path) -> None:
    lines = [row(f"name {i}", f"{i}", "x" * 90) for i in range(60)]
    found = read(tmp_path, p("Data", "H1") + table(row("Name", "Number", "Words"), *lines))
    assert len(found.pages) == 2
    last = found.pages[1].blocks[-1]
    assert (last.table, last.cells[0].head, last.is_head) == (0, "Name", False)
    assert all(page.label == "Data" for page in found.pages)
