from rag.evidence.kept import evidence_of
from rag.values import Answer, Kind, Outcome, Task, Unit
from rag.writing.enumeration import with_list
from tests.rag.evidence.lists.test_whole import GRIND, HEADINGS, LAB, Pages, numbered


def answered(question: str, best: int, pages: Pages = LAB) -> Answer:
    found = pages.answer(question, best)
    assert found is not None
    base = Answer(
        question, question, Outcome.SILENT, "", evidence=(evidence_of(pages.units[best], 1, "a", 0.9, 1),)
    )
    return with_list(base, found)


def test_a_list_is_said_line_by_line_after_what_opens_it() -> None:
    answer = answered("What do I need for sharpening the scythe?", 1)
    assert (answer.outcome, answer.task) == (Outcome.ANSWERED, Task.LIST)
    assert answer.text == "For sharpening you need:\n1. a whetstone\n2. 30 ml of water"
    assert [claim.citations[0].quote for claim in answer.claims] == [
        "For sharpening you need:",
        "a whetstone",
        "30 ml of water",
    ]


def test_an_item_keeps_its_own_number() -> None:
    answer = answered("List the steps for sharpening the scythe", 4)
    _, *items = answer.text.splitlines()
    assert items == ["1. Wet the stone.", "2. Draw it along the blade.", "3. Wipe the blade dry."]


def test_items_within_items_do_not_count_on() -> None:
    pages = numbered((Kind.PARAGRAPH, 1, 0, "The steps of grinding the scythe:"))
    for place, depth, text in ((1, 0, "Wet it."), (2, 1, "well"), (3, 0, "Grind it.")):
        context = (*HEADINGS, "The steps of grinding the scythe:")
        pages.add(Unit(Kind.ITEM, 1, 0, 0, context, depth=depth, item=(0, place)), text)
    _, *items = answered("List the steps of grinding the scythe", 0, pages).text.splitlines()
    assert items == ["1. Wet it.", "– well", "2. Grind it."]


def test_one_item_comes_alone_and_a_number_is_said_first() -> None:
    assert (
        answered("What is the second step of sharpening the scythe?", 4).text == "2. Draw it along the blade."
    )
    counted = answered("How many steps does sharpening have?", 5)
    assert counted.short is not None and counted.short.text == "3"


def test_the_sentences_of_an_item_stand_together_each_with_its_citation() -> None:
    answer = answered("What are the steps of grinding the scythe?", 2, GRIND)
    assert answer.text.splitlines()[2] == "2. Draw it along the blade. Never push."
    assert [part.claims for part in answer.parts] == [(0,), (1,), (2, 3), (4,)]
    assert answer.claims[3].citations[0].quote == "Never push."
    counted = answered("How many steps does grinding the scythe have?", 0, GRIND)
    assert counted.short is not None and counted.short.text == "3"
