from dataclasses import replace

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

    def reworded(self, question, units, simpler):
        assert (question, simpler, list(units)) == ("?", False, UNITS)
        yield units[1], Claim("Two.", Verdict.SUPPORTED, Source.MODEL, units[1].citations())
        if self.interrupted:
            raise Interrupted


def test_what_is_reworded_takes_the_place_of_the_quotation_and_the_rest_stays():
    wording = Wording(ANSWER, "?")
    assert list(wording.sentences(Second())) == ["Two."]
    answer = wording.answer()
    assert [claim.source for claim in answer.claims] == [Source.EVIDENCE, Source.MODEL]
    assert answer.text == "One is told at length. [1]\n- Two. [2]"
    assert answer.parts == PARTS


def test_what_came_before_an_interruption_is_kept():
    wording = Wording(ANSWER, "?")
    with pytest.raises(Interrupted):
        list(wording.sentences(Second(interrupted=True)))
    assert wording.answer().claims[1].text == "Two."


def test_an_answer_of_which_nothing_is_reworded_is_as_it_was():
    assert Wording(ANSWER, "?").answer() is ANSWER


class Silent:
    """Finds that the units of some numbers say nothing."""

    def __init__(self, *numbers):
        self.numbers = numbers

    def reworded(self, question, units, simpler):
        yield from ((units[number], None) for number in self.numbers)


def prose(count):
    units = [sentence(f"Number {n} is told at length.", n, start=50 * n) for n in range(1, count + 1)]
    parts = (AnswerPart(Shape.PARAGRAPH, (0, 1)), AnswerPart(Shape.PARAGRAPH, tuple(range(2, count))))
    return replace(ANSWER, claims=tuple(map(quoted, units)), evidence=tuple(units), parts=parts)


def test_what_says_nothing_is_left_out_and_the_rest_has_new_numbers():
    wording = Wording(prose(4), "?")
    assert list(wording.sentences(Silent(1, 2))) == []
    answer = wording.answer()
    assert answer.parts == (AnswerPart(Shape.PARAGRAPH, (0,)), AnswerPart(Shape.PARAGRAPH, (1,)))
    assert answer.text == "Number 1 is told at length. [1]\nNumber 4 is told at length. [2]"
    assert answer.evidence == prose(4).evidence


def test_a_part_of_which_nothing_is_left_is_gone():
    wording = Wording(prose(4), "?")
    list(wording.sentences(Silent(2, 3)))
    assert wording.answer().parts == (AnswerPart(Shape.PARAGRAPH, (0, 1)),)


@pytest.mark.parametrize("numbers", [(0,), (1, 2)])
def test_the_first_claim_stays_and_at_least_two(numbers):
    answer = prose(3)
    wording = Wording(answer, "?")
    list(wording.sentences(Silent(*numbers)))
    assert wording.answer() is answer


def test_an_item_belongs_to_its_list():
    wording = Wording(
        replace(ANSWER, claims=ANSWER.claims * 2, parts=(*PARTS, AnswerPart(Shape.ITEM, (2, 3)))), "?"
    )
    wording._silent = {1, 2, 3}
    assert len(wording.answer().claims) == 4
