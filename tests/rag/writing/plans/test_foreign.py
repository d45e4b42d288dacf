"""What is said where the material is in another language than the question."""

import string
from dataclasses import replace

import pytest

from rag.language.tables import languages_with, table
from rag.question.question import Question
from rag.values import Answer, Outcome, Shape
from rag.writing.plans.foreign import held_whole, other_language, shared, with_language
from tests.rag.examples import passage, sentence

COMET = passage("The comet Zanthor was found by Mirela in 1987 and comes back every ten years.")
KOMET = passage("Der Komet Zanthor wurde 1987 von Mirela gefunden und kommt alle zehn Jahre wieder.")
FRAGE = Question.of("Wann wurde der Komet Zanthor gefunden?")
FOUND = [sentence("Zanthor was found in 1987.")]
SILENT = Answer("?", "?", Outcome.SILENT, "Nichts.", passages=(COMET,))


def test_the_language_is_another_one_where_no_passage_is_in_that_of_the_question():
    assert other_language(FRAGE, [COMET]) == "en"
    assert other_language(FRAGE, [COMET, KOMET]) == "" == other_language(FRAGE, [])
    assert other_language(Question.of("When was the comet found?"), [KOMET]) == "de"
    assert other_language(Question.of("彗星是什么时候被发现的？"), [COMET]) == "en"


def test_a_name_is_in_no_language():
    assert other_language(Question.of("Zanthor"), [KOMET]) == ""
    assert other_language(Question.of("Was Zanthor in Rom?"), [KOMET]) == ""  # "was" and "in" are in both


def test_what_to_do_is_said_first_and_in_the_language_of_the_question():
    told = with_language(SILENT, FRAGE)
    first, second = told.text.split("\n")
    assert "auf Englisch" in first and second == "Nichts."
    assert (told.parts[0].shape, told.parts[0].text) == (Shape.LINE, first)
    other = with_language(replace(SILENT, passages=(KOMET,)), Question.of("When was the comet found?"))
    assert "Ask in German" in other.text


def test_nothing_is_said_of_an_answer_or_of_material_in_the_same_language():
    answered = replace(SILENT, outcome=Outcome.ANSWERED)
    same = replace(SILENT, passages=(KOMET,))
    assert with_language(answered, FRAGE) is answered and with_language(same, FRAGE) is same


def test_what_has_a_word_of_the_question_is_shown():
    near, far = sentence("The comet Zanthor was found in 1987."), sentence("A comet is made of ice.")
    assert shared(FRAGE, [far, near]) == [near]
    museum = sentence("The Museum of Salt opened in 1998.")
    assert shared(Question.of("Wann wurde das Salzmuseum eröffnet?"), [far, museum]) == [museum]


@pytest.mark.parametrize("spoken", languages_with("frame"))
def test_every_language_says_all_that_english_says_with_as_much_to_fill_in(spoken):
    def gaps(text: str) -> int:
        return sum(name is not None for _, name, _, _ in string.Formatter().parse(text))

    english, said = table("frame", "en"), table("frame", spoken)
    assert said.keys() == english.keys() and said["languages"].keys() == english["languages"].keys()
    texts = [key for key in english if key != "languages"]
    assert {key: gaps(said[key]) for key in texts} == {key: gaps(english[key]) for key in texts}


def test_what_has_all_that_is_named_answers_though_it_is_in_another_language():
    held = held_whole(Question.of("Was geschah 1987 mit Zanthor?"), [sentence("Ice is cold."), *FOUND], [])
    assert held == FOUND
    assert held_whole(Question.of("Wer hat 1990 Zanthor gefunden?"), FOUND, []) == []
    assert held_whole(Question.of("Was geschah dann?"), FOUND, []) == []
