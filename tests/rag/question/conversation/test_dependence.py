import pytest

from rag.language.text import Text
from rag.question.conversation.dependence import dependence
from rag.question.conversation.utterance import Utterance


@pytest.mark.parametrize(
    ("question", "rule"),
    [
        ("And the price?", "opening"),
        ("How about Vanguard?", "opening"),
        ("Why?", "bare"),
        ("What are its disadvantages?", "bare"),
        ("Who discovered it in Sweden?", "pronoun"),
        ("How long is its tail?", "pronoun"),
        ("How old was he when he left Paris?", "pronoun"),
        ("Is this song famous in Asia?", "demonstrative"),
        ("Which other songs reached the charts?", "more"),
        ("Are there any other terms that a beginner needs?", "more"),
        ("How can I create one?", "last"),
        ("Do other planets also have an atmosphere?", "also"),
        ("Adele paints as well?", "also"),
        ("What kind of food should I eat?", "personal"),
        ("Data isolation", "fragment"),
        ("When was the song recorded?", "definite"),
    ],
)
def test_what_depends_on_the_conversation(question, rule):
    assert dependence(Utterance.of(Text.of(question, "en"), {"song"})) == rule


@pytest.mark.parametrize(
    "question",
    [
        "When did Beyonce release her album?",
        "What is insulin and where is it produced?",
        "Where does it snow the most?",
        "Is it safe to swim after lunch?",
        "Who claimed that he had seen Elvis?",
        "How do they throw fish at pike place market?",
        "What is the symptom that doctors look for?",
        "When was the treaty signed?",
        "When was the song of songs written?",
        "Which of these is a planet?",
        "Joint symptoms of arthritis: does exercise help to ease these symptoms?",
        "IBM Cloud Certification",
        "What is also known as the Windy City?",
        "Which networks learn as well as people?",
        "Which tax form should I file for a company in Delaware?",
        "How do I compute precision?",
        "Is there a dragon in Wales?",
    ],
)
def test_standing_alone(question):
    assert dependence(Utterance.of(Text.of(question, "en"), {"song"})) == ""
