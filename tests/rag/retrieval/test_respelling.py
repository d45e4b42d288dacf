import pytest

from rag.common.spelling import edits
from rag.question.question import Question
from rag.retrieval.respelling import respelled

READ = [
    "A queen emerges 16 days after the egg was laid, a drone after 24 days.",
    "The Nasonov gland gives off a lemony scent. The drone has no sting.",
]
DICTIONARY = {"long", "need", "take", "many", "gland", "sting", "casual", "causal", "what", "does"}


def mended(text, read=READ):
    found = respelled(Question.of(text), read, DICTIONARY.__contains__)
    return found.search.text if found else None


@pytest.mark.parametrize(
    ("one", "other", "count"),
    [
        ("dasy", "days", 1),
        ("quen", "queen", 1),
        ("drons", "drone", 1),
        ("same", "same", 0),
        ("ab", "ba", 1),
        ("", "ab", 2),
    ],
)
def test_edits(one, other, count):
    assert edits(one, other) == edits(other, one) == count


def test_words_that_nobody_knows_are_spelled_as_the_material_does():
    assert mended("how long do drons need") == "how long do drone need"
    assert mended("what is the nasanov gland") == "what is the nasonov gland"
    assert mended("how many dasy does a quen take to emrge") == "how many days does a queen take to emerges"


@pytest.mark.parametrize(
    "text",
    [
        "What is a causal sting?",  # a word of the dictionary is meant as it is
        "What is a drone?",  # it stands there
        "How long do bumblebees need?",  # nothing is spelled nearly so
        "What happens after 25 days?",  # a number is no typing error
        "What is RNA?",  # too short
    ],
)
def test_what_is_no_typing_error_stays(text):
    assert mended(text, [*READ, "It is a casual stung RNB."]) is None


def test_the_question_as_it_was_asked_is_kept():
    found = respelled(Question.of("how long do drons need"), READ, DICTIONARY.__contains__)
    assert found is not None and found.text == "how long do drons need" and "drone" in found.terms


def test_of_words_as_near_the_more_frequent_one_is_meant():
    assert mended("the lemom", ["A lemon, a lemon and a lemoz."]) == "the lemon"


def test_a_question_in_another_language_stays():
    assert (
        mended(
            "Was ist denn eine Kammer und wozu dient sie?", ["Der Kummer ist ein Gefühl, das lange bleibt."]
        )
        is None
    )


def test_another_word_two_edits_away_is_not_meant():
    assert mended("what is the captial of it", ["A caption stands below the caption."]) is None
    assert mended("what is the captial of it", ["The capital is large."]) == "what is the capital of it"
