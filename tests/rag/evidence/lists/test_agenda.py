"""A list of what is to come is no answer, by its lead or by standing on page after page."""

from dataclasses import replace

from rag.values import Kind, Unit
from tests.rag.evidence.lists.test_whole import Pages, texts

LEAD = Pages(
    (Kind.PARAGRAPH, "Today:"),
    (Kind.ITEM, "1. Sharpening the scythe"),
    (Kind.ITEM, "2. Oiling the scythe"),
    (Kind.PARAGRAPH, "Bring a whetstone."),
)


def slides(*pages: int) -> Pages:
    """The same topics on each of these pages, as one list each."""
    found = Pages()
    for number, page in enumerate(pages):
        for place, text in enumerate(("1. Sharpening the scythe", "2. Oiling", "3. Storing")):
            found.add(Unit(Kind.ITEM, page, 0, 0, ("Scythes",), item=(number, place)), text)
    found.units = [replace(one, unit=replace(one.unit, start=i)) for i, one in enumerate(found.units)]
    return found


def test_what_a_word_for_an_agenda_opens_is_none_but_where_it_is_asked_for() -> None:
    assert texts(LEAD.answer("What are the parts of sharpening the scythe?", 1)) == []
    assert len(texts(LEAD.answer("What is on the agenda for the scythe?", 1))) == 2


def test_topics_that_stand_on_pages_apart_are_an_agenda() -> None:
    assert texts(slides(2, 9).answer("What are the parts of scythes?", 0)) == []


def test_one_slide_that_is_shown_step_by_step_is_none() -> None:
    assert len(texts(slides(2, 3).answer("What are the parts of scythes?", 0))) == 3


def test_questions_that_the_material_asks_answer_none_but_one_for_questions() -> None:
    asked = Pages(
        (Kind.PARAGRAPH, "Questions to explore of the scythe are:"),
        (Kind.ITEM, "1. Is it sharp?"),
        (Kind.ITEM, "2. Is it dry?"),
    )
    assert texts(asked.answer("What are the parts of the scythe?", 0)) == []
    assert len(texts(asked.answer("Which questions of the scythe are to explore?", 0))) == 2
