import pytest

from rag.evidence.features.announcing import announces, opens_agenda, speaks_of_texts


@pytest.mark.parametrize(
    "text",
    [
        "Chapter 3 explains dough in detail.",
        "In this section we look at ovens.",
        "Let's take a look at some loaves:",
        "We will come back to yeast later.",
        "How dough rises, why it falls, and what it costs to wait.",
        "Details of the oven are given in Appendix B.",
    ],
)
def test_what_a_text_says_of_itself_announces(text: str) -> None:
    assert announces(text, "en")


@pytest.mark.parametrize(
    "text",
    [
        "Section 230 protects bakers.",
        "In this work we present a new oven.",
        "We will see that bread is light.",
        "When dough rises, what matters is warmth.",
        "Chapter 7 describes the remedy, which is to wait.",
        "In this section we call warm dough a sponge.",
        "Why does it rise, what makes gas, and how long does it take?",
    ],
)
def test_what_says_something_does_not(text: str) -> None:
    assert not announces(text, "en")


def test_other_languages_have_their_own_words() -> None:
    assert announces("In diesem Kapitel werden wir Hefe untersuchen.", "de")
    assert announces("Dans ce chapitre, nous parlons de levure.", "fr")
    assert announces("En este capítulo veremos la levadura.", "es")


def test_agendas_and_questions_about_texts_are_told() -> None:
    assert opens_agenda("By the end, you will be able to:", "en")
    assert not opens_agenda("You need:", "en")
    assert speaks_of_texts("What does lesson 14 cover?", "en")
    assert not speaks_of_texts("Why does dough rise?", "en")
