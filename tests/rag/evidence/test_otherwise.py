"""Another thing of the same kind, told by words that exclude each other."""

from rag.evidence.otherwise import OtherKind, other_kind, other_time
from rag.question.question import Question
from tests.rag.examples import passage, sentence

POND = passage("The pond was measured in spring.")


def other(question: str, text: str) -> OtherKind | None:
    return other_kind(Question.of(question), sentence(text), [POND])


def test_the_opposite_or_another_number_before_the_same_word_is_another_thing() -> None:
    found = other("How deep is the lower pond?", "The upper pond is two metres deep.")
    assert found == OtherKind("lower pond", "upper pond")
    found = other("Who printed the second edition?", "The first edition was printed by Okpara.")
    assert found == OtherKind("second edition", "first edition")


def test_what_is_named_too_or_only_described_is_the_same_thing() -> None:
    assert other("How deep is the lower pond?", "The upper pond is deep, the lower pond is not.") is None
    assert other("How deep is the old pond?", "The upper pond is two metres deep.") is None
    assert other("How deep is the lower pond?", "The pond is two metres deep.") is None
    assert other("How deep is the lower pond?", "The upper lake and the pond are deep.") is None


def test_another_language_has_other_words() -> None:
    assert other("How deep is the lower pond?", "Der obere Teich ist zwei Meter tief und sehr kalt.") is None


TRIP = sentence("The trip is on 4 May 2024.")
EXAM = sentence("The exam is on 6 June 2023.", start=100)


def test_what_is_asked_of_one_year_and_said_of_another_is_another_thing() -> None:
    question = Question.of("When is the trip in 2023?")
    assert other_time(question, [EXAM, TRIP], [POND]) == OtherKind("2023", "2024")
    both = sentence("The trip of 2023 was on 5 May.", start=200)
    assert other_time(question, [EXAM, TRIP, both], [POND]) is None
    assert other_time(Question.of("When is the exam in 2023?"), [EXAM, TRIP], [POND]) is None
    assert other_time(Question.of("When is the trip?"), [EXAM, TRIP], [POND]) is None


def test_a_year_that_stands_before_the_sentence_is_its_year_too() -> None:
    told = passage("In 2023 there was one trip. The trip went to the lake.")
    went = sentence("The trip went to the lake.", start=28)
    assert other_time(Question.of("When is the trip in 2023?"), [went, TRIP], [told]) is None


def test_a_month_is_a_time_too() -> None:
    july = sentence("Month: July; Mites per 100 bees: 3; Treatment: acid")
    question = Question.of("What is the treatment of mites in June?")
    assert other_time(question, [july], [POND]) == OtherKind("June", "July")
    assert other_time(question, [july, sentence("In June the treatment of mites is thymol.")], [POND]) is None
