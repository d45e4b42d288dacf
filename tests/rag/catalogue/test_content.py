"""What a page says is told by its blocks: no running heads, lists whole, tables as tables."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from rag.store.library import Library
from rag.values import Block, Kind, Shape
from tests.rag.catalogue.reading import add, ask, marked, said

RULES = """## Laboratory

Students measure with care. They write it down.

Every student must:

1. Wear goggles
2. Wash both hands

The house was built in 1890. It is of stone.

| Alloy | Density |
|---|---|
| Pewter | 7.3 |
| Brass | 8.5 |

Table 1. Alloys.
"""


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    library = Library.open(tmp_path)
    yield library
    library.close()


def test_a_page_is_told_block_by_block(library: Library) -> None:
    add(library, "rules.pdf", [marked(1, RULES)])
    assert said(library, "What is on page 1?") == [
        "Page 1 of rules.pdf:",
        "1. Laboratory: Students measure with care. [1]",
        "2. Every student must: 1. Wear goggles 2. Wash both hands [2]",
        "3. The house was built in 1890. [3]",
        "Alloy: Pewter; Density: 7.3 [4]",
        "Alloy: Brass; Density: 8.5 [5]",
        "4. Table 1. Alloys. [6]",
    ]


def test_furniture_is_not_told(library: Library) -> None:
    page = marked(1, "A book of rules\n\nWash both hands. Wear goggles.\n\n15")
    first, last = page.blocks[0], page.blocks[-1]
    blocks = (replace(first, kind=Kind.FURNITURE), *page.blocks[1:-1], replace(last, kind=Kind.FURNITURE))
    index = replace(marked(2, "hands, 1"), blocks=(Block(Kind.FURNITURE, 0, 8),))
    add(library, "rules.pdf", [replace(page, blocks=blocks), index])
    assert said(library, "What is on page 1?")[1:] == ["1. Wash both hands. [1]", "2. Wear goggles. [2]"]
    assert said(library, "What does page 1 say about rules?")[0].startswith(
        "Page 1 of rules.pdf has no word of"
    )
    assert said(library, "What is on page 2?") == ["Page 2 of rules.pdf: it has no text of its own."]
    # An index and running heads mention nothing.
    assert [line for line in said(library, "Which page mentions hands?")[1:] if "page 2" in line] == []


def test_a_list_over_a_page_end_is_told_with_what_leads_it_in(library: Library) -> None:
    second = marked(2, "3. Report each accident\n4. Switch off the gas")
    led = tuple(replace(block, lead="Every student must:") for block in second.blocks)
    add(library, "rules.pdf", [marked(1, RULES), replace(second, blocks=led)])
    assert said(library, "What is on page 2?") == [
        "Page 2 of rules.pdf:",
        "Every student must: … 3. Report each accident 4. Switch off the gas [1]",
    ]


def test_a_table_is_told_as_a_table(library: Library) -> None:
    add(library, "rules.pdf", [marked(1, RULES)])
    reply = ask(library, "What does table 1 show?")
    assert reply is not None
    caption, table = reply.parts
    assert caption.shape is Shape.PARAGRAPH and reply.points[0][0] == "Table 1. Alloys."
    assert table.shape is Shape.TABLE and table.claims == (1, 2)
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["Alloy", "Density"],
        ["Pewter", "7.3"],
        ["Brass", "8.5"],
    ]


def test_a_caption_is_of_the_table_that_stands_as_the_others_do(library: Library) -> None:
    both = "| A | B |\n|---|---|\n| {} | 1 |\n"
    above = f"Table 1. One.\n\n{both.format('one')}\nTable 2. Two.\n\n{both.format('two')}"
    below = f"{both.format('one')}\nTable 1. One.\n\n{both.format('two')}\nTable 2. Two."
    add(library, "above.pdf", [marked(1, above)])
    add(library, "below.pdf", [marked(1, below)])
    for name in ("above.pdf", "below.pdf"):
        assert said(library, f"What does table 2 of {name} show?")[1:] == ["A: two; B: 1 [2]"]
        assert said(library, f"What does table 1 of {name} show?")[1:] == ["A: one; B: 1 [2]"]


def test_steps_with_something_under_them_are_one_list(library: Library) -> None:
    steps = "Steps:\n\n1. Heat it.\n\n   Use a flame.\n\n2. Weigh it.\n\n   Write it down.\n\n3. Cool.\n\nThe end."
    add(library, "steps.md", [marked(1, steps), marked(2, "1. Alone")])
    assert said(library, "What is on page 1?")[1:] == [
        "1. Steps: 1. Heat it. 2. Weigh it. 3. Cool. [1]",
        "2. The end. [2]",
    ]
    assert said(library, "What is on page 2?")[1:] == ["Alone [1]"]
