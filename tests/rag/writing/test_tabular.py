from rag.evidence.tables.answer import TableAnswer, table_answer
from rag.models.embedding.embedder import Embedder
from rag.question.question import Question
from rag.values import Answer, Kind, Outcome
from rag.writing.tabular import rows_of, with_table
from tests.fakes import FakeEmbeddings
from tests.rag.evidence.tables.examples import OneTable

MILLS = OneTable(
    ("Mill", "Built", "Stones"),
    [("North", "1812", "2"), ("South", "1790", "3"), ("East", "1840", "4"), ("West", "1851", "5")],
)


def answered(question: str) -> Answer:
    found = table_answer(Question.of(question), [MILLS.passage], MILLS, Embedder(FakeEmbeddings()))
    assert isinstance(found, TableAnswer)
    base = Answer(question, question, Outcome.SILENT, "", evidence=tuple(rows_of(found)))
    return with_table(base, found)


def test_a_cell_is_the_short_answer_and_its_row_the_claim() -> None:
    answer = answered("When was the South mill built?")
    assert answer.outcome is Outcome.ANSWERED
    assert answer.short is not None and answer.short.text == "1790" and answer.short.sure
    cited = answer.short.citation
    assert MILLS.text[cited.start : cited.end] == "1790"
    (claim,) = answer.claims
    assert claim.text == "Mill: South; Built: 1790; Stones: 3"
    assert claim.citations[0].quote == "South\t1790\t3"
    (row,) = answer.evidence
    assert row.kind is Kind.ROW and [row.text[a:b] for a, b in row.marks] == ["1790"]


def test_what_is_computed_from_many_rows_cites_each_of_them_in_one_line() -> None:
    answer = answered("What is the total of the stones?")
    assert answer.short is not None and answer.short.text == "14"
    (claim,) = answer.claims
    assert claim.text == "Stones, added up over 4 rows: 14"
    assert [cited.quote for cited in claim.citations] == ["2", "3", "4", "5"]
    assert all(MILLS.text[cited.start : cited.end] == cited.quote for cited in claim.citations)


def test_what_was_counted_is_named() -> None:
    (claim,) = answered("How many mills are there?").claims
    assert claim.text == "4 rows: North, South, East, West"
