"""What is said of a wish that is not met."""

from dataclasses import replace

from rag.question.question import Question
from rag.question.understanding import understand
from rag.question.wanted.undone import Undone
from rag.values import Answer, AnswerPart, Outcome, Shape, Source, Turn
from rag.writing.composition import quoted
from rag.writing.plans.wishes import with_remark
from tests.rag.examples import said, sentence

TALK = (Turn("user", "Why does dough rise?"), Turn("assistant", "Yeast makes gas."))


def answer(text: str) -> Answer:
    parts = (AnswerPart(Shape.PARAGRAPH, (0,)),)
    return Answer("?", "?", Outcome.ANSWERED, text, (quoted(sentence(text)),), parts=parts)


def notice(wish: str, text: str, writes: bool = False) -> str:
    return with_remark(answer(text), understand(wish, TALK), writes).notice


def test_what_cannot_be_made_is_said_beside_what_the_material_says():
    assert notice("Translate that into German", "Yeast makes gas.") == said("no_translation")
    assert notice("Give me a quiz about dough", "Yeast makes gas.") == said("no_quiz")
    assert all(said(f"no_{kind.value}") for kind in Undone)


def test_a_wish_that_is_not_met_is_remarked():
    assert notice("in simpler words", "Yeast.") == said("no_simpler")
    assert notice("in simpler words", "Yeast makes gas.") == said("not_fewer")
    assert notice("in simpler words", "Yeast makes gas.", writes=True) == said("not_simpler")
    assert notice("in a table", "Yeast makes gas.") == said("no_table")
    assert notice("give me an example", "Yeast makes gas.") == said("no_example")
    assert notice("give me an example", "For example, sour dough rises for a day.") == ""
    assert notice("shorter", "Yeast.") == ""
    assert notice("shorter", "Yeast makes gas.") == said("no_shorter")


def test_a_question_without_a_wish_has_no_remark():
    told = answer("Yeast makes gas.")
    assert with_remark(told, Question.of("Why does dough rise?"), writes=False) is told


def test_a_models_simpler_words_need_no_remark():
    told = answer("Yeast makes gas.")
    said = replace(told, claims=(replace(told.claims[0], source=Source.MODEL),))
    assert with_remark(said, understand("in simpler words", TALK), writes=True) is said


def test_sides_that_are_compared_stand_side_by_side():
    talk = (Turn("user", "Compare rye with wheat"), Turn("assistant", "Rye is dark."))
    told_of = ["Both are grains.", "Rye is dark.", "Wheat is pale.", "It is sweet."]
    parts = [AnswerPart(Shape.PARAGRAPH, (i,), head) for i, head in enumerate(["", "rye", "wheat", ""])]
    claims = tuple(quoted(sentence(text)) for text in told_of)
    told = Answer("?", "?", Outcome.ANSWERED, " ".join(told_of), claims, parts=tuple(parts))
    table = with_remark(told, understand("in a table", talk), writes=False)
    assert table.notice == said("side_by_side") and table.parts[0] == parts[0]
    assert [[cell.text for cell in row] for row in table.parts[1].rows] == [
        ["rye", "wheat"],
        ["Rye is dark.", "Wheat is pale. It is sweet."],
    ]
    assert [cell.claims for cell in table.parts[1].rows[1]] == [(1,), (2, 3)]
    alone = with_remark(replace(told, parts=tuple(parts[:2])), understand("in a table", talk), writes=False)
    assert alone.notice == said("no_table")
