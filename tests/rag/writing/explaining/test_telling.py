from rag.evidence.kept import evidence_of
from rag.question.question import Question
from rag.values import Kind
from rag.writing.explaining.telling import telling
from tests.rag.writing.explaining.test_explanation import book, stored

QUESTION = Question.of("Why does bread rise?")


def test_questions_references_labels_and_agendas_say_nothing():
    units = book(
        stored(0, "Yeast makes gas, so bread rises."),
        stored(50, "What do we know of yeast and gas?"),
        stored(100, "A. Baker. On the rise of bread. Journal of Loaves, 46(2):174–199, 1997."),
        stored(200, "Bread rise"),
        stored(300, "An extended example"),
        stored(400, "gas from yeast", kind=Kind.ITEM, context=("What is in dough:",)),
        stored(500, "2 Gas and ovens", kind=Kind.ITEM),
    )
    found = [evidence_of(unit, 1, "a.pdf", 0.5, rank) for rank, unit in enumerate(units.values(), 1)]
    assert [one.start for one in telling(QUESTION, found, units)] == [0, 400]
    assert telling(QUESTION, found[1:3], units) == found[1:3]  # nothing else is there
