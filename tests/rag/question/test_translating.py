import pytest
from langchain_core.language_models import GenericFakeChatModel
from langchain_core.messages import AIMessage

from rag.question.question import Scope
from rag.question.translating import Translator, language_of_most, request
from rag.question.understanding import understand


def put(asked, said, wanted="en"):
    question = understand(asked, (), Scope("course"))
    return Translator(GenericFakeChatModel(messages=iter([AIMessage(said)]))).put(question, wanted)


def test_it_is_searched_as_the_material_would_ask_it():
    found = put(
        "Wann wurde die Brücke über den Fluss gebaut?",
        '"When was the bridge over the river built?"\nIn 1899.',
    )
    assert found.search.text == "When was the bridge over the river built?"
    assert found.text == "Wann wurde die Brücke über den Fluss gebaut?"
    assert found.scope == Scope("course")


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("Was geschah 1899 mit der Brücke über den Fluss?", "What happened to the bridge over the river?"),
        ("Was ist die Brücke über den Fluss?", "Die Brücke ist ein Bauwerk über den Fluss."),
        ("什么是 BERT 的层数？", "How many layers does the model have?"),
        ("Was ist das?", ""),
        ("Was ist das?", "What is that? " * 20),
    ],
)
def test_what_is_no_such_question_is_not_taken(asked, said):
    assert put(asked, said) is None


def test_a_question_in_the_language_of_the_material_needs_no_model():
    model = GenericFakeChatModel(messages=iter([]))
    assert Translator(model).put(understand("When was the bridge built?"), "en") is None


def test_a_language_that_nobody_knows_is_not_asked_for():
    assert put("Wann wurde die Brücke gebaut?", "When?", "") is None


def test_the_material_has_the_language_of_most_of_it():
    german = "Die Brücke wurde im Jahr 1899 über den Fluss gebaut."
    english = "The bridge over the river was built in the year 1899."
    assert language_of_most([german, english, english]) == "en"
    assert language_of_most([]) == ""


def test_the_model_is_asked_in_one_form():
    system, user = request("Was  ist\nEis?", "English")
    assert (system.text, user.text) == ("Put the question in English.", "Was ist Eis?")
