"""The blocks of plain text."""

import time

import pytest

from ingest.blocks.plain import blocks
from rag.values.pages import Block


def shown(text: str) -> list[tuple[str, str]]:
    return [(block.kind.value, text[block.start : block.end]) for block in blocks(text)]


def kinds(text: str) -> list[str]:
    return [block.kind.value for block in blocks(text)]


def block(text: str, words: str) -> Block:
    return next(block for block in blocks(text) if words in text[block.start : block.end])


def test_a_wrapped_paragraph_is_one() -> None:
    text = "The wall was built in the year of the flood, when the river rose by\n12. It fell – so they say\n– in May."
    assert kinds(text) == ["paragraph"]


def test_paragraphs_on_lines_of_their_own() -> None:
    assert kinds("Film the dance for ten minutes.\nThen measure each run.\n\nEnd it.") == ["paragraph"] * 3


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("Head\n====\n\nText goes on.", 1),
        ("Head\n----\nText goes on.", 1),
        ("OPENING HOURS\n\nFrom nine to five.", 1),
        ("OPENING HOURS\nFrom nine to five.", 1),
        ("2.1 Weather\n\nIt rains.", 1),
        ("1 Introduction\n\nIt rains.", 1),
        ("Lab 2: Counting mites\nYou count them.", 1),
        ("Boat shed\n\nThe slip is closed.", 1),
        ("Boat shed\nThe slip is closed on all days of the week but one.", 1),
        ("茶园笔记\n\n云岭茶园建于1954年。", 1),
        ("第一章 茶\n云岭茶园建于1954年。", 1),
    ],
)
def test_headings(text: str, level: int) -> None:
    first, last = blocks(text)[0], blocks(text)[-1]
    assert (first.kind.value, first.level) == ("heading", level)
    assert last.headings == (text.split("\n")[0],)


@pytest.mark.parametrize(
    "text",
    [
        "A sentence.\n\nMore.",
        "Steps:\n\n1. a\n2. b",
        "the last line alone",
        "Dear all,\n\nwe meet.",
        "One\n\nTwo\n\nThree\n\nFour\n\nFive",
    ],
)
def test_no_headings(text: str) -> None:
    assert "heading" not in kinds(text)


def test_the_path_of_headings() -> None:
    text = "HANDBOOK\n\n1 Walls\n\nOld.\n\n1.1 Stones\n\nHard.\n\n2 Roofs\n\nWet.\n\nReferences\n\nSmith. The wall."
    assert block(text, "Hard").headings == ("HANDBOOK", "1 Walls", "1.1 Stones")
    assert block(text, "Wet").headings == ("HANDBOOK", "2 Roofs")
    assert (block(text, "Smith").kind.value, block(text, "Smith").headings) == (
        "note",
        ("HANDBOOK", "References"),
    )


def test_the_last_item_ends_where_its_words_end() -> None:
    text = "Steps:\n1. Shake the jar.\n2. Count the mites\n   on the tray.\nDivide the number by three."
    assert shown(text)[1:] == [
        ("item", "1. Shake the jar."),
        ("item", "2. Count the mites\n   on the tray."),
        ("paragraph", "Divide the number by three."),
    ]
    assert block(text, "Shake").lead == "Steps:"


def test_nested_items() -> None:
    text = "Bring\n  • tools\n      ◦ a saw\n      ◦ a hammer\n  • rope\n\nThen go."
    assert [(block(text, word).depth, block(text, word).lead) for word in ("tools", "saw", "hammer", "rope")] == [
        (0, ""), (1, "tools"), (1, "tools"), (0, "")
    ]  # fmt: skip
    assert block(text, "Then").kind.value == "paragraph"


def test_nested_by_marks_alone() -> None:
    text = "Please do this:\na) read\nb) write\n1. in ink\n2. in chalk\nc) hand in"
    assert [block.depth for block in blocks(text)[1:]] == [0, 0, 1, 1, 0]


def test_loose_items() -> None:
    assert kinds("1. Shake it\n\n2. Add it\n\n3. Wait") == ["item"] * 3


def test_fields() -> None:
    assert shown("Office: Tower B,\n  floor 3\nPhone: 12") == [
        ("field", "Office: Tower B,\n  floor 3"),
        ("field", "Phone: 12"),
    ]
    assert kinds("Text goes here.\n\nRoom: B 101\n\nMore text.") == ["paragraph", "field", "paragraph"]
    assert kinds("Remember: the office is closed.") == ["paragraph"]


def test_definitions() -> None:
    assert kinds("Cope - the row of stones\nSmoot - a hole\n  for hares") == ["definition"] * 2
    assert kinds("Glossary\n\nCope: the row of stones\n\nBatter: Lean") == [
        "heading",
        "definition",
        "definition",
    ]


def test_questions_with_their_answers() -> None:
    assert kinds("Q: When?\nA: At noon\non Monday.\n\nQ: Who?\nA: Anna.") == ["definition"] * 2
    assert kinds("What is a smoot?\nA hole for hares.") == ["definition"]
    assert kinds("Who is it?\n\nAnna Berg does it.\n\nWhen is it?\n\nIt is at noon.") == ["definition"] * 2
    assert kinds("Why walls?\n\nThey hold.\n\nThey last.") == ["heading", "paragraph", "paragraph"]


@pytest.mark.parametrize(
    "text",
    [
        "Room   Price\nA      12\nB      14",
        "Room\tPrice\nA\t12\nB\t14",
        "Room,Price,Beds\nA,12,1\nB,14,2",
        "| Room | Price |\n|------|-------|\n| A    | 12    |\n| B    | 14    |",
        "Room   Price\n====   =====\nA      12\nB      14",
    ],
)
def test_drawn_tables(text: str) -> None:
    rows = [block for block in blocks(text) if block.kind.value == "row"]
    assert [row.is_head for row in rows] == [True, False, False]
    assert {row.table for row in rows} == {0}
    assert [(cell.head, text[cell.start : cell.end]) for cell in rows[2].cells[:2]] == [
        ("Room", "B"),
        ("Price", "14"),
    ]


def test_empty_cells_of_a_drawn_table() -> None:
    text = "Day    Open   Close\nMonday 9:00   17:00\nFriday        16:00"
    assert [text[cell.start : cell.end] for cell in blocks(text)[2].cells] == ["Friday", "", "16:00"]


def test_tables_are_numbered() -> None:
    assert [block.table for block in blocks("a,b,c\n1,2,3\n4,5,6\n\nx\ty\n1\t2\n3\t4")] == [0, 0, 0, 1, 1, 1]


def test_prose_is_no_table() -> None:
    text = "Stones, walls, and roofs are old\nand so are trees, hills, and the sea, too\nas we, they, and it"
    assert "row" not in kinds(text)


def test_code() -> None:
    text = "Here it is:\n\n    def f(x):\n        return x\n\n    print(f(3))\n\nThat was it."
    assert kinds(text) == ["paragraph", "code", "paragraph"]
    assert kinds("```\nsome words\n\nmore\n```\nText.") == ["code", "paragraph"]
    assert kinds("    Only indented words that\n    are no code at all.") == ["paragraph"]


def test_turns() -> None:
    text = "Anna: Hello and welcome.\nBen: Thank you\nvery much.\nAnna: When did you begin?\nBen: In May."
    assert kinds(text) == ["paragraph"] * 4
    assert kinds("00:01:02 so we begin\n00:01:05 with walls\n00:01:09 and end") == ["paragraph"] * 3


def test_records_are_no_turns() -> None:
    assert kinds("Name: Anna\nPhone: 12\n\nName: Ben\nPhone: 13") == ["field"] * 4


def test_what_stands_beside() -> None:
    assert kinds("Contents\n1 Walls ....... 3\n2 Roofs ....... 7\n\nText goes on.") == ["furniture"] * 3 + [
        "paragraph"
    ]
    assert kinds("Text.\n\nFigure 2.2. Where the gland\nlies on the bee.\n\nText.") == [
        "paragraph",
        "caption",
        "paragraph",
    ]
    assert kinds("Text.\n----------\n[1] At the wall.\n[2] See\nthere.") == [
        "paragraph",
        "furniture",
        "note",
        "note",
    ]


@pytest.mark.parametrize(
    "part",
    [
        "word ",
        "x",
        " ",
        "ab\n",
        "- a\n",
        "| a | b |\n",
        "a  b   c\n",
        "Head\n\nText.\n\n",
        "Key: v\n",
        "``` x\n\n",
    ],
)
def test_long_texts_take_no_time(part: str) -> None:
    began = time.process_time()
    blocks(part * (5_000_000 // len(part)))
    assert time.process_time() - began < 15
