"""A comparison, made of what a fake library has for each side."""

from dataclasses import replace

from rag.evidence.kept import evidence_of
from rag.question.question import Question
from rag.store.documents.units import StoredUnit
from rag.values import Answer, Cell, Kind, Outcome, Task
from rag.writing.plans.comparison import NOT_THERE, compared, defined, tabulated
from rag.writing.plans.gathering import Gathered
from tests.rag.examples import passage
from tests.rag.writing.explaining.test_explanation import book, stored

BASE = Answer("?", "?", Outcome.SILENT, "")
QUESTION = Question.of("What is the difference between rye and wheat?")
WHEAT = stored(0, "Wheat makes a light loaf.", vector=(0, 1))
RYE = stored(100, "Rye makes a dense loaf.", vector=(1, 0))
BOTH = stored(200, "Unlike rye, wheat has much gluten.", vector=(0.7, 0.7))


class Shelf:
    """Finds all that it has, in its order, whatever is asked."""

    def __init__(self, *units: StoredUnit, score: float = 0.9, unlikely: tuple[str, ...] = ()) -> None:
        self.units = units
        self.score = score
        self.unlikely = unlikely

    def gather(self, question: Question, limit: int) -> Gathered:
        score = 0.001 if question.search.text in self.unlikely else self.score
        found = [evidence_of(unit, 1, "a.pdf", score, rank) for rank, unit in enumerate(self.units, 1)]
        return Gathered((passage("x"),), tuple(found[:limit]), book(*self.units))

    def rows(self, document_id: int, table_number: int) -> list[StoredUnit]:
        return list(self.units)


def test_what_compares_comes_first_and_then_each_side_under_its_name() -> None:
    answer = compared(QUESTION, BASE, Shelf(WHEAT, RYE, BOTH))  # type: ignore[arg-type]
    assert answer is not None
    assert answer.outcome is Outcome.ANSWERED
    assert answer.task is Task.COMPARE
    assert [(part.text, part.claims) for part in answer.parts] == [("", (0,)), ("rye", (1,)), ("wheat", (2,))]
    assert [claim.text for claim in answer.claims] == [BOTH.text, RYE.text, WHEAT.text]
    assert answer.text.splitlines()[1] == "rye: Rye makes a dense loaf. [2]"


def test_a_side_that_is_not_there_is_named_and_the_answer_unsure() -> None:
    answer = compared(QUESTION, BASE, Shelf(WHEAT))  # type: ignore[arg-type]
    assert answer is not None
    assert answer.outcome is Outcome.UNSURE
    assert answer.text.splitlines() == [NOT_THERE.format("“rye”"), "wheat: Wheat makes a light loaf. [1]"]


def test_nothing_of_any_side_is_no_comparison() -> None:
    assert compared(QUESTION, BASE, Shelf(stored(0, "Oats are for horses."))) is None  # type: ignore[arg-type]


def row(start: int, name: str, gluten: str) -> StoredUnit:
    made = stored(start, f"{name}\t{gluten}", kind=Kind.ROW)
    split = start + len(name)
    cells = (Cell("Flour", start, split), Cell("Gluten", split + 1, split + 1 + len(gluten)))
    return replace(made, unit=replace(made.unit, table=1, cells=cells))


def test_a_caption_names_what_its_title_does_and_not_what_it_explains_further() -> None:
    under = [
        replace(made, unit=replace(made.unit, context=(caption,)))
        for made, caption in (
            (row(300, "Ovens", "2"), "Table 1. Costs of a bakery. Rye is explained in Lecture 8."),
            (row(350, "Protein", "9 g"), "Table 2. What rye has."),
        )
    ]
    answer = compared(QUESTION, BASE, Shelf(WHEAT, BOTH, *under))  # type: ignore[arg-type]
    assert answer is not None
    assert "Protein" in answer.text
    assert "Ovens" not in answer.text


def test_a_row_of_one_side_alone_is_left_out_where_sentences_speak_of_it() -> None:
    rye = row(300, "Rye", "2 %")
    answer = compared(QUESTION, BASE, Shelf(WHEAT, RYE, BOTH, rye))  # type: ignore[arg-type]
    assert answer is not None
    assert "2 %" not in answer.text


def test_two_rows_of_one_table_are_a_small_table() -> None:
    shelf = Shelf(row(0, "Rye", "2 %"), row(50, "Oats", "0 %"), row(100, "Wheat", "10 %"))
    answer = tabulated(QUESTION, BASE, shelf)  # type: ignore[arg-type]
    assert answer is not None
    (table,) = answer.parts
    assert [[cell.text for cell in cells] for cells in table.rows] == [
        ["Flour", "Gluten"],
        ["Rye", "2 %"],
        ["Wheat", "10 %"],
    ]


def test_what_both_sides_are_is_compared_without_a_sentence_that_compares() -> None:
    rye, wheat = (
        stored(0, "Rye is a hardy grass."),
        stored(50, "Wheat is a grass of the plains.", vector=(0, 1)),
    )
    answer = defined(QUESTION, BASE, Shelf(rye, wheat))  # type: ignore[arg-type]
    assert answer is not None
    assert [part.text for part in answer.parts] == ["rye", "wheat"]
    # Neither says what it is: each is told by itself, or is not.
    assert defined(QUESTION, BASE, Shelf(WHEAT, RYE)) is not None  # type: ignore[arg-type]
    assert defined(QUESTION, BASE, Shelf(WHEAT, RYE, score=0.001)) is None  # type: ignore[arg-type]


def test_where_one_side_alone_is_told_and_the_other_named_the_comparison_is_unsure() -> None:
    answer = defined(QUESTION, BASE, Shelf(WHEAT, RYE, unlikely=("rye",)))  # type: ignore[arg-type]
    assert answer is not None
    assert answer.outcome is Outcome.UNSURE
    assert answer.text.splitlines()[0] == "The material may answer this here:"
    assert defined(QUESTION, BASE, Shelf(WHEAT)) is None  # type: ignore[arg-type]
