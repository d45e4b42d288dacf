import pytest

from rag.common.interruption import Interrupted
from rag.values import Answer, AnswerPart, Claim, Outcome, Shape, Source, Verdict
from rag.writing.composition import quoted
from rag.writing.rewording.wording import Wording
from tests.rag.examples import sentence

UNITS = [sentence("One is told at length.", 1), sentence("Two is told at length.", 2, start=50)]
PARTS = (AnswerPart(Shape.PARAGRAPH, (0,)), AnswerPart(Shape.ITEM, (1,)))
ANSWER = Answer("?", "?", Outcome.ANSWERED, "", tuple(map(quoted, UNITS)), evidence=tuple(UNITS), parts=PARTS)


class Second:
    """Rewords the second unit, then is interrupted if it is to be."""

    def __init__(self, interrupted=False):
        self.interrupted = interrupted

    def reworded(self, units):
        assert list(units) == UNITS
        yield units[1], Claim("Two.", Verdict.SUPPORTED, Source.MODEL, units[1].citations())
        if self.interrupted:
            raise Interrupted


def test_what_is_reworded_takes_the_place_of_the_quotation_and_the_rest_stays():
    wording = Wording(ANSWER)
    assert list(wording.sentences(Second())) == ["Two."]
    answer = wording.answer()
    assert [claim.source for claim in answer.claims] == [Source.EVIDENCE, Source.MODEL]
    assert answer.text == "One is told at length. [1]\n- Two. [2]"
    assert answer.parts == PARTS


def test_what_came_before_an_interruption_is_kept():
    wording = Wording(ANSWER)
    with pytest.raises(Interrupted):
        list(wording.sentences(Second(interrupted=True)))
    assert wording.answer().claims[1].text == "Two."


def test_an_answer_of_which_nothing_is_reworded_is_as_it_was():
    assert Wording(ANSWER).answer() is ANSWER
