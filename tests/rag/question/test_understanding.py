import pytest

from rag.question.question import Scope
from rag.question.understanding import understand
from rag.values import Task, Turn


def changed(question):
    """Whether words of the conversation were added to what is searched for."""
    return question.search.text != question.asked.text


ENGLISH = (
    Turn("user", "What is the transistor?"),
    Turn("assistant", "A transistor is a semiconductor device, built at Bell Labs in 1947."),
)
GERMAN = (
    Turn("user", "Was ist ein Transistor?"),
    Turn("assistant", "Ein Transistor ist ein Halbleiterbauelement. Er wurde 1947 gebaut."),
)
CHINESE = (
    Turn("user", "晶体管是什么？"),
    Turn("assistant", "晶体管是一种半导体器件，1947年在贝尔实验室发明。"),
)
ARABIC = (
    Turn("user", "ما هو الترانزستور؟"),
    Turn("assistant", "الترانزستور جهاز من أشباه الموصلات اخترع في مختبرات بل عام 1947."),
)


@pytest.mark.parametrize(
    "question",
    [
        "who invented it?",
        "and in 2020?",
        "why?",
        "What are the advantages?",
        "Is there another one?",
        "How does this device work?",
        "When was the device built?",
        "size?",
        "What else?",
        "How old was it when they replaced it?",
    ],
)
def test_a_leaning_question_gets_the_topic_of_the_conversation(question):
    found = understand(question, ENGLISH)
    assert changed(found) and not found.request
    assert "transistor" in found.search.text
    if found.search.text.startswith(f"{question} ("):
        assert found.context.text == f"{ENGLISH[0].text} {ENGLISH[1].text}"
    else:  # put as a question of its own, which leans on nothing any more
        assert "it" not in found.search.text.split() and found.context is None


@pytest.mark.parametrize(
    "question",
    [
        "What is the capital of France?",
        "Who was Napoleon and when did he die?",
        "Which company makes its own chips?",
        "Is it possible to grow silicon crystals in space?",
        "How many people live in a city that has no river?",
        "Who gave their name to Normandy?",
        "What does this chapter say about photosynthesis?",
    ],
)
def test_a_question_that_stands_alone_is_left_exactly_alone(question):
    found = understand(question, ENGLISH)
    assert (found.search.text, changed(found), found.request) == (question, False, "")
    assert found.context is None


def test_the_same_subject_brings_nothing_of_the_conversation():
    found = understand("Which transistor is used in radio receivers?", ENGLISH)
    assert found.search.text == "Which transistor is used in radio receivers?" and not changed(found)
    assert found.context is None


@pytest.mark.parametrize(
    ("history", "leaning", "alone"),
    [
        (
            GERMAN,
            ["Wer hat das erfunden?", "Und 2020?", "Wann wurde er gebaut?", "Warum?"],
            "Wie hoch ist der Eiffelturm?",
        ),
        (CHINESE, ["谁发明了它？", "那价格呢？", "为什么？"], "法国的首都是哪里？"),
        (ARABIC, ["من اخترعه؟", "لماذا؟", "وماذا عن السعر؟"], "ما هي عاصمة فرنسا؟"),
    ],
)
def test_other_languages(history, leaning, alone):
    topic = {"W": "Transistor", "法": "晶体管", "م": "الترانزستور"}[alone[0]]
    for question in leaning:
        assert topic in understand(question, history).search.text
    assert understand(alone, history).search.text == alone


@pytest.mark.parametrize(
    "question",
    [
        "tell me more",
        "and?",
        "it?",
        "??",
        "",
        "what is that?",
        "and in 2020?",
        "Warum?",
        "为什么？",
        "لماذا؟",
    ],
)
def test_without_a_conversation_nothing_can_be_searched(question):
    found = understand(question)
    assert found.request and not changed(found) and found.search.text == question
    assert found.request.endswith((".", "?"))


@pytest.mark.parametrize("question", ["thanks!", "Hello", "ok great", "help"])
def test_a_remark_is_no_question_even_in_a_conversation(question):
    found = understand(question, ENGLISH)
    assert found.talk is not None and found.task is Task.TALK and not found.request


def test_marks_alone_are_vague_even_in_a_conversation():
    assert understand("??", ENGLISH).request


def test_the_request_names_the_word_that_is_not_known():
    assert "“it”" in understand("who invented it?").request
    assert "“this”" in understand("Does this court publish a roster?").request


def test_a_greeting_is_no_topic():
    assert understand("who invented it?", (Turn("user", "hello"), Turn("assistant", "Hi!"))).request


def test_what_was_asked_in_vain_is_forgotten_but_for_the_last_question():
    refused = Turn("assistant", "The material does not answer this question.")
    history = (*ENGLISH, Turn("user", "What is the capital of Mongolia?"), refused)
    assert "Mongolia" in understand("When was it founded?", history).search.text
    later = (*history, Turn("user", "Who sold the transistor?"), Turn("assistant", "Western Electric did."))
    assert "Mongolia" not in understand("When was it founded?", later).search.text
    german = (*GERMAN, Turn("user", "Was ist die Mongolei?"), refused, Turn("user", "Wer verkaufte ihn?"))
    assert "Mongolei" not in understand("Wann wurde er gebaut?", german).search.text


def test_a_refusal_tells_nothing():
    history = (*ENGLISH, Turn("user", "Who sold it?"), Turn("assistant", "I do not know who the vendor was."))
    assert "vendor" not in understand("When?", history).search.text


def test_the_topic_outlives_several_turns():
    history = (
        Turn("user", "Who was Ada Lovelace?"),
        Turn("assistant", "Ada Lovelace wrote about the Analytical Engine."),
        Turn("user", "When was she born?"),
        Turn("assistant", "In 1815."),
        Turn("user", "And where?"),
        Turn("assistant", "In London."),
    )
    assert "Lovelace" in understand("When did she die?", history).search.text


@pytest.mark.parametrize(
    ("question", "page", "document"),
    [
        ("On page 3, what is the density of pewter?", "3", ""),
        ("What is the density of pewter on page iv of the notes?", "iv", "the notes"),
    ],
)
def test_a_question_of_one_page_is_asked_without_it(question, page, document):
    made = understand(question)
    assert made.text == question and made.search.text.casefold().strip("?") == "what is the density of pewter"
    assert made.within is not None and (made.within.number, made.within.document) == (page, document)


def test_a_page_of_another_kind_is_no_place():
    assert understand("What is the effect of caching on page load?").within is None
    assert understand("What is on page 3?").within is None


@pytest.mark.parametrize(
    ("text", "searched"),
    [
        ("What is this document about?", {3}),
        ("What's it about?", {3}),
        ("Summarise the file for me", {3}),
        ("Who wrote it?", {3}),
        ("How many pages are there?", {3}),
        ("What does this paper say about moss?", {3}),
        ("Worum geht es in dieser Datei und was ist Moos?", {3}),
        ("Which documents are there?", None),
        ("What is this course about?", None),
        ("What is moss?", None),
        ("Compare this paper with the moss handbook.", None),
        ("Which figures are there?", None),
    ],
)
def test_what_points_at_a_document_is_asked_of_what_was_attached(text, searched):
    asked = understand(text, (), Scope("Course", attached=frozenset({3})))
    assert asked.scope.documents == (None if searched is None else frozenset(searched))


def test_attached_documents_that_are_not_searched_are_not_meant():
    scope = Scope("Course", frozenset({1, 2}), attached=frozenset({3}))
    assert understand("What is this document about?", (), scope).scope == scope
    assert understand("What is this document about?").scope == Scope()


def test_the_second_one_is_what_the_second_such_sentence_opens_with():
    said = "Bread is of many kinds. [1] Rye breads are dark. [2] They keep long. [3] The wheat breads are pale. [4]"
    talk = [Turn("user", "What kinds of breads are there?"), Turn("assistant", said)]
    found = understand("the second one", talk)
    assert found.asked.text == "wheat breads" and found.task is Task.EXPLAIN
    assert (
        understand("the second one", [talk[0], Turn("assistant", "1. Rye [1]\n2. Oats [2]")]).asked.text
        == "Oats"
    )
