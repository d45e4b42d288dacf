"""What is said of a wish that is not met."""

from dataclasses import replace

from rag.question.question import Question
from rag.question.understanding import understand
from rag.values import Answer, AnswerPart, Outcome, Shape, Source, Turn
from rag.writing.composition import quoted
from rag.writing.plans.wishes import (
    NO_EXAMPLE,
    NO_SHORTER,
    NO_SIMPLER,
    NO_TABLE,
    NOT_FEWER,
    NOT_SIMPLER,
    SIDE_BY_SIDE,
    with_remark,
)
from tests.rag.examples import sentence

TALK = (Turn("user", "Why does dough rise?"), Turn("assistant", "Yeast makes gas."))


def answer(text: str) -> Answer:
    parts = (AnswerPart(Shape.PARAGRAPH, (0,)),)
    return Answer("?", "?", Outcome.ANSWERED, text, (quoted(sentence(text)),), parts=parts)


def notice(wish: str, text: str, writes: bool = False) -> str:
    return with_remark(answer(text), understand(wish, TALK), writes).notice


def test_a_wish_that_is_not_met_is_remarked():
    assert notice("in simpler words", "Yeast.") == NO_SIMPLER
    assert notice("in simpler words", "Yeast makes gas.") == NOT_FEWER
    assert notice("in simpler words", "Yeast makes gas.", writes=True) == NOT_SIMPLER
    assert notice("in a table", "Yeast makes gas.") == NO_TABLE
    assert notice("give me an example", "Yeast makes gas.") == NO_EXAMPLE
    assert notice("give me an example", "For example, sour dough rises for a day.") == ""
    assert notice("shorter", "Yeast.") == ""
    assert notice("shorter", "Yeast makes gas.") == NO_SHORTER


def test_a_question_without_a_wish_has_no_remark():
    told = answer("Yeast makes gas.")
    assert with_remark(told, Question.of("Why does dough rise?"), writes=False) is told


def test_a_models_simpler_words_need_no_remark():
    told = answer("Yeast makes gas.")
    said = replace(told, claims=(replace(told.claims[0], source=Source.MODEL),))
    assert with_remark(said, understand("in simpler words", TALK), writes=True) is said


def test_sides_that_are_compared_stand_side_by_side():
    talk = (Turn("user", "Compare rye with wheat"), Turn("assistant", "Rye is dark."))
    said = ["Both are grains.", "Rye is dark.", "Wheat is pale.", "It is sweet."]
    parts = [AnswerPart(Shape.PARAGRAPH, (i,), head) for i, head in enumerate(["", "rye", "wheat", ""])]
    claims = tuple(quoted(sentence(text)) for text in said)
    told = Answer("?", "?", Outcome.ANSWERED, " ".join(said), claims, parts=tuple(parts))
    table = with_remark(told, understand("in a table", talk), writes=False)
    assert table.notice == SIDE_BY_SIDE and table.parts[0] == parts[0]
    assert [[cell.text for cell in row] for row in table.parts[1].rows] == [
        ["rye", "wheat"],
        ["Rye is dark.", "Wheat is pale. It is sweet."],
    ]
    assert [cell.claims for cell in table.parts[1].rows[1]] == [(1,), (2, 3)]
    alone = with_remark(replace(told, parts=tuple(parts[:2])), understand("in a table", talk), writes=False)
    assert alone.notice == NO_TABLE
