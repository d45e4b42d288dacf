"""Two answers as one."""

from dataclasses import replace

from rag.question.question import Question
from rag.values import Answer, AnswerPart, Outcome, Shape, ShortAnswer
from rag.writing.composition import quoted
from rag.writing.plans.joining import joined
from tests.rag.examples import passage, sentence

QUESTION = Question.of("Where does rye grow, and who sells it?")
FIELD = sentence("Rye grows in the north.")
SHOP = replace(sentence("Olga sells it.", start=50), passage_rank=1)
PARAGRAPH = AnswerPart(Shape.PARAGRAPH, (0,))


def answer(found, text: str, chunk: str) -> Answer:
    passages = (replace(passage(text), chunk_id=chunk),)
    made = Answer("?", "?", Outcome.ANSWERED, text, (quoted(found),), evidence=(found,), passages=passages)
    return replace(made, parts=(PARAGRAPH,), confidence=0.9)


def test_each_stands_under_its_question_with_its_own_claims() -> None:
    second = replace(answer(SHOP, SHOP.text, "b"), short=ShortAnswer("Olga", SHOP.cited(0, 4, 0.9)))
    both = joined(QUESTION, QUESTION.parts, [answer(FIELD, FIELD.text, "a"), second])
    assert both.outcome is Outcome.ANSWERED
    assert both.text.splitlines() == [
        "Where does rye grow?",
        "Rye grows in the north. [1]",
        "Who sells it?",
        "Olga: Olga sells it. [2]",
    ]
    assert [part.claims for part in both.parts] == [(), (0,), (), (1,)]
    assert [p.rank for p in both.passages] == [1, 2]
    assert [(e.rank, e.passage_rank) for e in both.evidence] == [(1, 1), (2, 2)]


def test_what_is_not_answered_says_so_in_its_place() -> None:
    nothing = Answer("?", "?", Outcome.SILENT, "Nothing.", parts=(AnswerPart(Shape.LINE, text="Nothing."),))
    both = joined(QUESTION, QUESTION.parts, [answer(FIELD, FIELD.text, "a"), nothing])
    assert both.outcome is Outcome.ANSWERED
    assert both.text.splitlines()[2:] == ["Who sells it?", "Nothing."]


def test_what_the_first_answer_says_is_not_said_again() -> None:
    first = answer(FIELD, FIELD.text, "a")
    two = (quoted(FIELD), quoted(SHOP))
    second = replace(answer(SHOP, SHOP.text, "b"), claims=two, parts=(AnswerPart(Shape.PARAGRAPH, (0, 1)),))
    both = joined(QUESTION, QUESTION.parts, [first, second])
    assert both.text.splitlines()[2:] == ["Who sells it?", "Olga sells it. [3]"]
    again = joined(QUESTION, QUESTION.parts, [first, first])
    assert again.text.splitlines()[2:] == ["Who sells it?", "Rye grows in the north. [2]"]


def test_no_long_question_stands_over_its_answer() -> None:
    asked = ("Where, " + "I would like to know " * 5 + "does rye grow?", "Who sells it?")
    both = joined(QUESTION, asked, [answer(FIELD, FIELD.text, "a"), answer(SHOP, SHOP.text, "b")])
    assert both.text.splitlines() == ["Rye grows in the north. [1]", "Olga sells it. [2]"]
