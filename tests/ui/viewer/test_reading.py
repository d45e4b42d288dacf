"""A page without a picture as Markdown: what is marked, read back, is what is cited."""

from benchmarks.reading.read_back import of_markdown as marked
from ingest.blocks.writer import PageWriter
from rag.pages.reading.parts import Marking
from rag.values import Block, Kind, Page
from ui.viewer.reading import pieces

ADDRESSES = [["A1", "B1", "D1"], ["A2", "B2", "D2"], ["A4", "B4", "D4"]]


def page(writer: PageWriter, method: str = "section") -> Page:
    return Page(1, writer.text, method, blocks=tuple(writer.blocks))


def section() -> Page:
    writer = PageWriter()
    writer.heading("2.1 Methods", 2)
    writer.add(Kind.PARAGRAPH, "We took *two* telescopes.\nBoth were old.")
    writer.add(Kind.ITEM, "A lens", "list")
    writer.add(Kind.ITEM, "with glass of 1987", "list", depth=1)
    writer.add(Kind.ITEM, "b) A mirror", "list")
    writer.add(Kind.CODE, "def f(x):\n    return [x]  # a | b")
    writer.add(Kind.NOTE, "1 It was foggy.")
    writer.add(Kind.FURNITURE, "Journal of Comets")
    writer.table(["Name", "Year"], [["Zanthor | x", "1987"]])
    return page(writer)


def whole(shown: Page, quote: str = "", word: str = "") -> str:
    start = shown.text.index(quote) if quote else 0
    first = shown.text.index(word) if word else 0
    marking = Marking((start, start + len(quote)), ((first, first + len(word)),) if word else ())
    return "\n\n".join(piece.body for piece in pieces(shown, marking))


def same(quote: str, shown: Page) -> bool:
    return "".join("".join(marked(whole(shown, quote))).split()) == "".join(quote.split())


def test_a_page_is_shown_by_its_parts() -> None:
    body = whole(section())
    assert body.startswith("**2\\.1 Methods**\n\nWe took \\*two\\* telescopes\\.  \nBoth were old\\.\n\n")
    assert "- • A lens\n  - • with glass of 1987\n- b\\) A mirror" in body
    assert ":small[1 It was foggy\\.]" in body
    assert ":small[:gray[Journal of Comets]]" in body
    assert body.endswith("| Name | Year |\n| --- | --- |\n| Zanthor \\| x | 1987 |")
    assert marked(body) == []


def test_whatever_is_cited_is_marked() -> None:
    shown = section()
    for block in shown.blocks:
        assert same(shown.text[block.start : block.end], shown), block
    assert same("telescopes.\nBoth", shown)
    assert same("return [x]  # a |", shown)
    assert same(shown.text, shown)
    body = whole(shown, "with glass of 1987", "1987")
    assert "- • :yellow-background[with glass of **1987**]" in body


def test_code_keeps_its_blanks_and_is_code_where_nothing_is_marked() -> None:
    shown = section()
    (code,) = [piece for piece in pieces(shown, Marking()) if piece.code]
    assert (code.code, code.is_marked) == ("def f(x):\n    return [x]  # a | b", False)
    start = shown.text.index("return")
    (code,) = [piece for piece in pieces(shown, Marking((start, start + 10))) if piece.code]
    assert code.is_marked
    assert code.body.splitlines()[1].startswith("\u00a0" * 4 + ":yellow-background[return")


def test_a_sheet_is_a_grid_with_letters_and_numbers() -> None:
    writer = PageWriter()
    writer.heading("Costs", 1)
    writer.table(["Item", "Price", "Who"], [["Tent", "12", "Eva"], ["Rope", "", "Jan"]], ADDRESSES)
    shown = page(writer, "sheet")
    body = whole(shown, "12")
    assert body == (
        "**Costs**\n\n"
        "|  | A | B | C | D |\n| ---: | --- | --- | --- | --- |\n"
        "| :gray[1] | Item | Price |  | Who |\n"
        "| :gray[2] | Tent | :yellow-background[12] |  | Eva |\n"
        "| :gray[4] | Rope |  |  | Jan |"
    )
    assert marked(whole(shown, "Tent\t12\tEva")) == ["Tent", "12", "Eva"]


def test_of_many_rows_those_around_the_mark_are_shown_under_the_heads() -> None:
    writer = PageWriter()
    rows = [[f"Item {number}", str(number)] for number in range(2, 202)]
    addresses = [[f"AA{number}", f"AB{number}"] for number in range(1, 202)]
    writer.table(["Item", "Price"], rows, addresses)
    body = whole(page(writer, "sheet"), "Item 100")
    lines = body.splitlines()
    assert lines[0] == "|  | AA | AB |"
    assert lines[2] == "| :gray[1] | Item | Price |"
    assert lines[3].startswith("| ⋮ |") and lines[-1].startswith("| ⋮ |")
    assert "| :gray[88] | Item 88 | 88 |" in lines and "Item 87 " not in body
    assert "| :gray[100] | :yellow-background[Item 100] | 100 |" in lines
    assert "| :gray[112] | Item 112 | 112 |" in lines and "Item 113 " not in body


def test_a_table_that_goes_on_stands_under_its_heads() -> None:
    writer = PageWriter(tables=1)
    writer.table(["Name", "Year"], [["Zanthor", "1987"]], goes_on=True)
    assert whole(page(writer)).splitlines()[0] == "| Name | Year |"


def test_words_in_no_block_are_shown_and_marked() -> None:
    shown = Page(1, "before Heading after", blocks=(Block(Kind.HEADING, 7, 14, level=1),))
    assert whole(shown) == "before\n\n**Heading**\n\nafter"
    assert marked(whole(shown, "after")) == ["after"]
    assert same("before Heading after", shown)


def test_of_a_very_long_text_what_is_around_the_mark_is_shown() -> None:
    writer = PageWriter()
    for number in range(1000):
        writer.add(Kind.PARAGRAPH, f"Paragraph {number}.")
    shown = page(writer)
    body = whole(shown, "Paragraph 500.")
    assert marked(body) == ["Paragraph 500."]
    assert "Paragraph 400" in body and "Paragraph 300\\." not in body and "Paragraph 700" not in body
    assert whole(shown).startswith("Paragraph 0")


def test_tables_beside_one_another_are_one_grid() -> None:
    writer = PageWriter()
    writer.table(["Item"], [["Tent"]], [["A1"], ["A2"]])
    writer.table(["Who"], [["Eva"], ["Jan"]], [["D1"], ["D2"], ["D3"]])
    assert whole(page(writer, "sheet"), "Eva").splitlines() == [
        "|  | A | B | C | D |",
        "| ---: | --- | --- | --- | --- |",
        "| :gray[1] | Item |  |  | Who |",
        "| :gray[2] | Tent |  |  | :yellow-background[Eva] |",
        "| :gray[3] |  |  |  | Jan |",
    ]


def test_rows_without_a_head_stand_under_empty_ones() -> None:
    writer = PageWriter()
    writer.table([], [["Tent", "12"], ["Rope"]])
    lines = whole(page(writer)).splitlines()
    assert lines[:2] == ["|  |  |", "| --- | --- |"] and lines[3] == "| Rope |  |"
