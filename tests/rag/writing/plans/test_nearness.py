"""What is said where something else is there than what is asked for."""

from rag.evidence.otherwise.kinds import OtherKind
from rag.evidence.tables.near import near_rows
from rag.question.question import Question
from rag.values import Answer, Outcome, Shape
from rag.writing.plans.nearness import missing_name, nothing_of, with_near_rows, with_nearest, with_other_kind
from tests.rag.evidence.tables.test_near import ALLOYS
from tests.rag.examples import passage, sentence

BASE = Answer("?", "?", Outcome.SILENT, "")
EXAM = passage("The exam of 2024 is in room H-204. Professor Lindqvist reads it.")


def test_the_row_that_is_there_is_said_to_be_of_another_thing():
    question = Question.of("What is the melting point of red brass?")
    found = near_rows(question, [ALLOYS.passage], ALLOYS)
    assert found is not None
    answer = with_near_rows(BASE, found, "en")
    assert answer.outcome is Outcome.UNSURE
    assert answer.text.splitlines()[0] == "It gives “Melting point” of Rose brass, not of “red brass”."
    assert [part.shape for part in answer.parts] == [Shape.LINE, Shape.TABLE]
    assert answer.claims[0].citations[0].quote.startswith("Rose brass")


def test_a_number_or_name_that_nothing_has_is_missing():
    assert missing_name(Question.of("When is the exam in 2025?"), [EXAM]) == "2025"
    assert missing_name(Question.of("When is the exam of Okpara?"), [EXAM]) == "Okpara"
    assert missing_name(Question.of("When is the exam of Lindqvst in 2024?"), [EXAM]) == ""


def test_what_is_written_together_is_named_whole():
    assert missing_name(Question.of("What does error E-4039 mean?"), [EXAM]) == "E-4039"


def test_where_nothing_is_near_only_that_is_said():
    answer = nothing_of(BASE, "2025", "en")
    assert answer.outcome is Outcome.SILENT
    assert answer.text == "I found nothing about “2025” in the material."
    assert [part.text for part in answer.parts] == [answer.text]


def test_the_nearest_places_are_shown_and_nothing_is_claimed():
    answer = with_nearest(BASE, "2025", [sentence("The exam of 2024 is in room H-204.")], "en")
    assert answer.outcome is Outcome.UNSURE
    assert answer.text == (
        "I found nothing about “2025”. What comes nearest:\nThe exam of 2024 is in room H-204. [1]"
    )


def test_what_is_said_of_another_kind_is_said_to_be_of_it():
    answer = with_other_kind(
        BASE, OtherKind("lower pond", "upper pond"), [sentence("The upper pond is deep.")], "en"
    )
    assert answer.outcome is Outcome.UNSURE
    assert answer.text == "It speaks of “upper pond”, not of “lower pond”.\nThe upper pond is deep. [1]"
