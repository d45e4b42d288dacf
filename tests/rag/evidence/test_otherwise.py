"""Another thing of the same kind, told by words that exclude each other."""

from dataclasses import replace

from rag.evidence.otherwise.kinds import OtherKind, nearest, other_kind
from rag.evidence.otherwise.subjects import other_subject
from rag.evidence.otherwise.times import lacks_time, other_time
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
    assert other("How deep is the lower pond?", "The long lake and the pond are deep.") is None


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


def test_another_number_after_the_same_word_is_another_thing() -> None:
    found = other("When is assignment 3 due?", "Assignment 1 is due on 8 March.")
    assert found == OtherKind("assignment 3", "Assignment 1")
    assert other("When is assignment 3 due?", "Assignments 1 and 3 are due in March.") is None
    assert other("When is assignment 3 due?", "The assignment is due on 8 March.") is None
    assert other("Do assignments 1 and 2 differ?", "Assignment 2 is a report.") is None
    assert other("How far apart are assignment 1 and assignment 2?", "Assignment 2 is due in May.") is None
    assert other("How far is it if it lasts three seconds?", "One second is a kilometre.") is None


def test_what_a_heading_counts_is_another_thing_too() -> None:
    step = replace(sentence("3. Roll the jar."), context=("Guide", "Lab 2: Mites"))
    asked = Question.of("How long is the jar rolled in lab 3?")
    assert other_kind(asked, step, [POND]) == OtherKind("lab 3", "Lab 2")
    assert other_kind(Question.of("How long is the jar rolled in lab 2?"), step, [POND]) is None


def test_the_opposite_of_a_word_is_another_thing() -> None:
    found = other("Why are dictionaries forbidden?", "Dictionaries are allowed in the exam.")
    assert found == OtherKind("forbidden", "allowed", is_word=True)
    assert other("Are dictionaries forbidden?", "Dictionaries are allowed in the exam.") is None
    assert other("Which books are allowed?", "Novels are not forbidden.") is None
    assert other("Who bought the mill?", "The mill was sold to Anna Berg.") is None
    assert other("Who are the un-elected members?", "The unelected members are clerks.") is None


SPORES = replace(
    sentence("Its spores live for forty years.", start=43),
    context=("Diseases", "Foulbrood is caused by the bacterium Paenibacillus."),
)
DISEASES = passage("Nosema is a lesser trouble. So is Chalkbrood.")


def test_it_is_what_was_named_before() -> None:
    found = other_subject(Question.of("How long do the spores of Nosema live?"), SPORES, [DISEASES])
    assert found == OtherKind("Nosema", "Foulbrood", is_word=True)


def test_no_other_name_is_meant_where_it_is_there_or_nowhere() -> None:
    for question in (
        "How long do the spores of Paenibacillus live?",
        "How long do the spores of Anthrax live?",
    ):
        assert other_subject(Question.of(question), SPORES, [DISEASES]) is None
    alone = replace(SPORES, context=("Diseases",))
    assert other_subject(Question.of("How long do spores of Nosema live?"), alone, [DISEASES]) is None
    plain = replace(SPORES, text="Spores live for forty years.")
    assert other_subject(Question.of("How long do spores of Nosema live?"), plain, [DISEASES]) is None


def test_what_is_to_be_explained_is_looked_for_in_the_unit_with_most_of_its_words() -> None:
    question = Question.of("Why are dictionaries forbidden in the exam?")
    no, yes = sentence("Calculators are not allowed."), sentence("Dictionaries are allowed in the exam.", 2)
    assert nearest(question, [no, yes]) == yes
    assert nearest(question, [no]) == no


def test_where_a_time_is_asked_for_and_none_is_told() -> None:
    built = Question.of("When was the dam built?")
    assert lacks_time(built, [sentence("The dam is 1 340 m long and cost 12 500 000 crowns.")])
    assert lacks_time(built, [sentence("The dam is the work of Anna Berg.")])
    assert not lacks_time(built, [sentence("The dam was built in 1931.")])
    assert not lacks_time(built, [sentence("The dam, which was begun in 911, is long.")])
    assert not lacks_time(built, [sentence("The dam was built after the war.")])
    assert not lacks_time(built, [sentence("It is seen from 7 to 10.")])
    assert not lacks_time(built, [sentence("The dam is long."), sentence("It was built in 1931.")])
    assert not lacks_time(built, [sentence("Der Damm ist das Werk von Anna Berg und ihrem Bruder.")])
    assert not lacks_time(Question.of("Who built the dam?"), [sentence("The dam is long.")])
