"""Rows of tables with the heads of their columns."""

from collections.abc import Sequence

from ingest.readers.pdf.laid import Laid
from ingest.readers.pdf.layout import blocks
from ingest.readers.pdf.layout.strips import rows_of
from ingest.readers.pdf.layout.tables.stacked import _is_table_like
from ingest.readers.pdf.words import PageContent, PrintedWord
from rag.values import Kind
from tests.ingest.readers.pdf.layout.typeset import column, line, only, page, text, told, words_of

METALS = [
    ("Metal", "Melts at", "Used for"),
    ("Tin", "232", "cans"),
    ("Zinc", "420", "roofs"),
    ("Iron", "1538", "nails"),
]
PROSE = ["The workshop keeps three metals and their", "values were all measured in our own oven."]


def rows(
    cells: Sequence[Sequence[str]], top: float, lead: float = 16, lefts: Sequence[float] = (60, 160, 260)
) -> list[PrintedWord]:
    """Rows of cells, the first row in bold."""
    return [
        word
        for number, row in enumerate(cells)
        for left, cell in zip(lefts, row, strict=True)
        for word in line(cell, left, top + lead * number, bold=not number)
    ]


def grid(xs: Sequence[float], ys: Sequence[float]) -> list[tuple[float, float, float, float]]:
    across = [(xs[0], y, xs[-1], y + 0.5) for y in ys]
    return across + [(x, ys[0], x + 0.5, ys[-1]) for x in xs]


def cells(block: Laid) -> list[tuple[str, str]]:
    return [(cell.head, " ".join(map(text, cell.lines))) for cell in block.cells]


def test_a_ruled_table() -> None:
    rules = grid((55, 155, 255, 355), (105, 121, 137, 153, 169))
    head, tin, zinc, iron = only([page(rows(METALS, 116), rules=rules)], Kind.ROW)
    assert (head.is_head, words_of(head)) == (True, "Metal | Melts at | Used for")
    assert cells(tin) == [("Metal", "Tin"), ("Melts at", "232"), ("Used for", "cans")]
    assert [block.table for block in (head, tin, zinc, iron)] == [0, 0, 0, 0]


def test_a_table_without_rules_between_paragraphs() -> None:
    (laid,) = told(page(column(PROSE, 60, 60), rows(METALS, 100), column(PROSE, 60, 180)))
    assert [kind for kind, _ in laid] == [Kind.PARAGRAPH, *[Kind.ROW] * 4, Kind.PARAGRAPH]
    assert laid[2] == (Kind.ROW, "Tin | 232 | cans")


def test_words_over_numbers_are_heads_without_bold() -> None:
    plain = [
        word
        for row, y in zip(METALS, (100, 116, 132, 148), strict=True)
        for left, cell in zip((60, 160, 260), row, strict=True)
        for word in line(cell, left, y)
    ]
    found = only([page(plain)], Kind.ROW)
    assert [block.is_head for block in found] == [True, False, False, False]


def test_a_cell_of_several_lines_and_an_empty_one() -> None:
    words = [
        *line("Week", 60, 116, bold=True),
        *line("Topic", 160, 116, bold=True),
        *line("Read", 310, 116, bold=True),
        *line("1", 60, 132),
        *line("What is a map and", 160, 132),
        *line("ch. 1", 310, 132),
        *line("what is it for", 160, 144),
        *line("2", 60, 160),
        *line("Old maps", 160, 160),
    ]
    ruled = page(words, rules=grid((55, 155, 305, 400), (105, 120, 148, 166)))
    _, first, second = only([ruled], Kind.ROW)
    assert words_of(first) == "1 | What is a map and what is it for | ch. 1"
    assert len(first.cells[1].lines) == 2
    assert cells(second) == [("Week", "2"), ("Topic", "Old maps"), ("Read", "")]
    assert [words_of(block) for block in only([page(words)], Kind.ROW)[1:2]] == [words_of(first)]


def test_a_table_goes_on_over_the_page_with_and_without_heads() -> None:
    again = [METALS[0], ("Lead", "327", "pipes"), ("Gold", "1064", "rings")]
    with_heads = only(
        [page(column(PROSE, 60, 60), rows(METALS, 700)), page(rows(again, 60), number=2)], Kind.ROW
    )
    assert {block.table for block in with_heads} == {0}
    assert [block.is_head for block in with_heads] == [True, False, False, False, True, False, False]
    body = rows([("", "", ""), *again[1:], ("Clay", "1400", "pots")], 44)
    without = only([page(rows(METALS, 700)), page(body, number=2)], Kind.ROW)
    assert {block.table for block in without} == {0}
    assert cells(without[-1])[0] == ("Metal", "Clay")


def test_a_head_above_two_columns_goes_before_the_head_of_each() -> None:
    words = [
        *line("2023", 187, 100, bold=True),
        *line("2024", 337, 100, bold=True),
        *rows(
            [
                ("Parish", "Men", "Women", "Men", "Women"),
                ("Alva", "12", "14", "15", "17"),
                ("Borg", "19", "18", "11", "10"),
            ],
            116,
            lefts=(60, 160, 220, 310, 370),
        ),
    ]
    found = only([page(words)], Kind.ROW)
    assert [cell.head for cell in found[-1].cells] == [
        "Parish",
        "2023 Men",
        "2023 Women",
        "2024 Men",
        "2024 Women",
    ]


def test_a_cell_that_goes_over_rows_leads_those_below() -> None:
    words = [
        *rows([("Day", "Time", "Course"), ("Monday", "8-10", "Algebra")], 116),
        *line("10-12", 160, 148),
        *line("Optics", 260, 148),
    ]
    rules = [rule for rule in grid((55, 155, 255, 355), (105, 121, 153)) if True] + [(155, 137, 355, 137.5)]
    last = only([page(words, rules=rules)], Kind.ROW)[-1]
    assert (last.lead, words_of(last)) == ("Monday", " | 10-12 | Optics")


def test_lines_of_numbers_beside_a_cell_that_goes_over_them_are_rows() -> None:
    lefts = (110, 160, 260)
    words = [*line("Layers", 60, 116), *rows([("Kind", "Score", "Seconds")], 116, lefts=lefts)]
    for top, layers in ((132, "6"), (164, "4")):
        words += line(layers, 60, top + 6)
        words += rows([("x", "0.9", "2.7"), ("y", "0.8", "5.3")], top, 12, lefts)
    found = only([page(words, rules=grid((55, 105, 155, 255, 355), (105, 121, 151, 183)))], Kind.ROW)
    assert [words_of(block) for block in found][1:3] == ["6 | x | 0.9 | 2.7", " | y | 0.8 | 5.3"]
    assert found[2].lead == "6"


def test_two_columns_of_keys_and_values_are_rows() -> None:
    prices = [("Small cup", "1.20"), ("Large cup", "1.80"), ("Pot of tea", "3.40")]
    words = [
        word
        for i, row in enumerate(prices)
        for left, cell in zip((60, 200), row, strict=True)
        for word in line(cell, left, 100 + 14 * i)
    ]
    assert [words_of(block) for block in only([page(words)], Kind.ROW)] == [
        "Small cup | 1.20",
        "Large cup | 1.80",
        "Pot of tea | 3.40",
    ]


def test_a_caption_has_its_label() -> None:
    caption = line("Table 2. Metals of the workshop.", 60, 80)
    (laid,) = told(page(caption, rows(METALS, 100)))
    assert laid[0] == (Kind.CAPTION, "Table 2. Metals of the workshop.")


def test_a_justified_column_is_no_table() -> None:
    spread = [
        word for i, some in enumerate(PROSE * 4) for word in line(some, 60, 100 + 12 * i, spread=7.5 - i % 3)
    ]
    assert not only([page(spread)], Kind.ROW)


def test_numbered_lines_are_no_table() -> None:
    words = [
        word
        for i, some in enumerate(("Rinse the jar", "Dry the jar", "Label the jar"))
        for word in (*line(f"{i + 1}", 60, 100 + 12 * i), *line(some, 80, 100 + 12 * i))
    ]
    assert [block.kind for block in blocks([page(words)])[0]] == [Kind.ITEM] * 3


def test_the_numbered_lines_of_an_algorithm_between_rules_are_a_list() -> None:
    steps = ("Input: a jar and a lid q", "rinse the jar, dry it", "return the jar with q")
    words = [
        word
        for i, some in enumerate(steps)
        for word in (*line(f"{i + 1}:", 60, 120 + 12 * i), *line(some, 80, 120 + 12 * i))
    ]
    rules = [(55, y, 355, y + 0.5) for y in (90, 106, 150)]
    (laid,) = told(page(line("Algorithm 1 Cleaning a jar", 60, 102), words, rules=rules))
    assert [said for kind, said in laid if kind is Kind.ITEM] == [
        f"{i + 1}: {some}" for i, some in enumerate(steps)
    ]
    assert not [kind for kind, _ in laid if kind in (Kind.ROW, Kind.FIELD, Kind.DEFINITION)]


def test_a_drawing_is_no_table() -> None:
    words = [*line("engine", 100, 150), *line("wheel", 300, 250)]
    drawing: PageContent = page(words, rules=grid((80, 110, 120, 200, 310), (100, 150, 160, 240, 255, 300)))
    assert not only([drawing], Kind.ROW)


def test_items_between_a_table_and_the_rule_of_the_foot_are_no_rows() -> None:
    points = (
        "Tin melts long before zinc does, and zinc long",
        "Iron is hard to melt, and so it was rarely cast",
    )
    words = line("Summary", 60, 100, bold=True, size=14)
    for number, point in enumerate(points * 2):
        words += [*line("•", 60, 120 + 36 * number), *line(point, 75, 120 + 36 * number)]
        words += line("before it.", 75, 136 + 36 * number)
    assert not _is_table_like(rows_of(words))
    assert _is_table_like(rows_of(rows(METALS, 100)))
