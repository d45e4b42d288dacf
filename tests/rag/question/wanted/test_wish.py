"""Wishes about the answer before, and how long an answer is to be."""

import pytest

from rag.question.understanding import understand
from rag.question.wanted.extent import Extent, extent_of, without_extent
from rag.question.wanted.wish import Wish, WishKind, wish_of
from rag.values import Task, Turn

TALK = (
    Turn("user", "Which tools does a baker need?"),
    Turn("assistant", "You need:\n1. A peel: it moves loaves.\n2. A scraper: it cuts dough."),
)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Shorter please", WishKind.SHORTER),
        ("Explain that in simpler words", WishKind.SIMPLER),
        ("more detail", WishKind.LONGER),
        ("In a table?", WishKind.TABLE),
        ("can you give me an example of that?", WishKind.EXAMPLE),
        ("explain that", WishKind.AGAIN),
        ("Kürzer bitte", WishKind.SHORTER),
        ("plus court", WishKind.SHORTER),
        ("un ejemplo", WishKind.EXAMPLE),
        ("could you put this into a table?", WishKind.TABLE),
        ("I don't get it, simpler please", WishKind.SIMPLER),
        ("which page is that on?", WishKind.WHERE),
        ("where does it say that?", WishKind.WHERE),
        ("Auf welcher Seite steht das?", WishKind.WHERE),
    ],
)
def test_a_wish_is_the_whole_of_what_is_said(text: str, kind: WishKind) -> None:
    assert wish_of(text) == Wish(kind)


@pytest.mark.parametrize(
    "text", ["an example of yeast", "Which one is shorter?", "the exam", "the other one", "Where is that?"]
)
def test_other_questions_are_no_wishes(text: str) -> None:
    assert wish_of(text) is None


def test_a_wish_is_the_question_before_with_another_plan() -> None:
    shorter = understand("shorter", TALK)
    assert shorter.text == "shorter"
    assert shorter.search.text == TALK[0].text
    assert shorter.extent == Extent(0.5, before=14)
    assert shorter.extent.words(200) == 7
    again = understand("even shorter", [*TALK, Turn("user", "shorter"), Turn("assistant", "A peel.")])
    assert again.search.text == TALK[0].text
    assert again.extent == Extent(0.5, before=2)
    example = understand("an example please", TALK)
    assert example.example and example.task is Task.EXPLAIN


def test_the_second_one_is_an_item_of_the_answer() -> None:
    second = understand("the second one", TALK)
    assert second.wish == Wish(WishKind.NTH, 2)
    assert second.asked.text == "A scraper"
    assert "baker" in second.search.text
    later = [*TALK, Turn("user", "the second one"), Turn("assistant", "It cuts dough. [1]")]
    assert understand("the first one", later).asked.text == "A peel"
    assert understand("the last one", TALK).asked.text == "A scraper"
    assert understand("and the second?", TALK).asked.text == "A scraper"
    assert understand("number two", TALK).asked.text == "A scraper"


@pytest.mark.parametrize(
    "said",
    [
        "There are two: (1) a peel, and (2) a scraper for dough. Both are old. [1]",
        "Four tools (peel, scraper for dough, bowl, oven) are enough. [1] All are old. [2]",
        "Take these: a peel, a scraper for dough, a bowl. [1]",
    ],
)
def test_the_second_of_what_one_sentence_lists(said: str) -> None:
    found = understand("the second one", [TALK[0], Turn("assistant", said)])
    assert found.asked.text.removeprefix("a ") == "scraper for dough"


def test_which_one_is_asked_back_where_no_answer_lists_so_many() -> None:
    prose = [TALK[0], Turn("assistant", "A peel moves loaves. [1] It is flat. [2]")]
    for said in (TALK, prose):
        assert "which one" in understand("the third one", said).request


def test_one_of_other_things_than_were_asked_for_is_no_item():
    assert understand("the second tool", TALK).asked.text == "A scraper"
    assert understand("What is the second law?", TALK).wish is None


def test_what_was_wished_is_no_topic_of_the_conversation():
    wished = [*TALK, Turn("user", "put that in a table"), Turn("assistant", "A peel.")]
    assert understand("why?", wished).search.text == understand("why?", TALK).search.text
    second = [*TALK, Turn("user", "the second one"), Turn("assistant", "It cuts dough.")]
    assert "scraper" in understand("why?", second).search.text


def test_how_many_sentences_a_wish_names():
    assert understand("in one sentence", TALK).extent == Extent(sentences=1)


def test_the_page_is_that_of_the_answer_before():
    where = understand("which page is that on?", TALK)
    assert where.places and where.search.text == TALK[0].text
    assert not understand("which page is that on?").places


@pytest.mark.parametrize(
    ("question", "extent"),
    [
        ("Summarise the text in three sentences", Extent(sentences=3)),
        ("Explain yeast in one sentence", Extent(sentences=1)),
        ("Fasse das in zwei Sätzen zusammen", Extent(sentences=2)),
        ("Summarise the slides on ovens in 5 points", Extent(sentences=5)),
        ("Summarise it in three key points", Extent(sentences=3)),
        ("In which points do they differ?", Extent()),
        ("Briefly, what is yeast?", Extent(0.5)),
        ("What is yeast?", Extent()),
    ],
)
def test_how_long_an_answer_is_to_be(question: str, extent: Extent) -> None:
    assert extent_of(question, "de" if question.startswith("Fasse") else "en") == extent


def test_the_words_for_it_are_not_searched() -> None:
    assert without_extent("Summarise chapter 2 in three sentences", "en") == "Summarise chapter 2"


def test_an_example_after_the_places_is_one_and_no_place() -> None:
    history = [
        Turn("user", "What is a GAN?"), Turn("assistant", "A pair of networks. [1]"),
        Turn("user", "On which page is that?"), Turn("assistant", "a.pdf, page 1"),
    ]  # fmt: skip
    assert not understand("Give me an example", history).places


def test_the_second_law_is_no_sentence_about_the_first() -> None:
    said = "A body stays at rest. [1] It is also called the law of inertia. [2]"
    history = [Turn("user", "What is Newton's first law?"), Turn("assistant", said)]
    assert understand("What is the second law?", history).search.text.startswith("What is the second law?")


def test_where_to_get_it_does_not_ask_for_the_page() -> None:
    history = [Turn("user", "Which software do I need?"), Turn("assistant", "You need R. [1]")]
    assert not understand("Where do I get it?", history).places
    assert understand("Where did you get that from?", history).places


def test_a_step_that_no_answer_lists_is_looked_for_in_the_material():
    history = [Turn("user", "How is bread baked?"), Turn("assistant", "It is baked in an oven.")]
    assert understand("What is the second step?", history).request == ""
    assert understand("the second one", history).request
