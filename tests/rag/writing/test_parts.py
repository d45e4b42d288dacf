from dataclasses import replace

from rag.values import AnswerCell, AnswerPart, Cell, Kind, Shape
from rag.writing.composition import quoted
from rag.writing.parts import lines, paragraphs, rows
from tests.rag.examples import sentence


def test_sentences_are_one_paragraph_and_code_stands_alone():
    code = replace(sentence("x = 1", start=40), kind=Kind.CODE)
    found = [sentence("One."), sentence("Two.", start=10), code, sentence("Three.", start=60)]
    parts = paragraphs(list(map(quoted, found)), found)
    assert [part.claims for part in parts] == [(0, 1), (2,), (3,)]
    assert {part.shape for part in parts} == {Shape.PARAGRAPH}


def test_rows_of_one_table_are_set_under_their_heads():
    row = replace(sentence("Oak | 12 m", start=100), cells=(Cell("Tree", 100, 103), Cell("Height", 106, 110)))
    (table,) = rows([row], first=1)
    assert table.shape is Shape.TABLE
    assert table.claims == (1,)
    assert table.rows == (
        (AnswerCell("Tree"), AnswerCell("Height")),
        (AnswerCell("Oak", (1,)), AnswerCell("12 m", (1,))),
    )


def test_rows_without_heads_are_paragraphs():
    assert rows([sentence("Oak 12 m")]) == (AnswerPart(Shape.PARAGRAPH, (0,)),)


def test_each_line_of_lecterns_own_is_a_part():
    assert lines("One.\n\nTwo.") == (
        AnswerPart(Shape.LINE, text="One."),
        AnswerPart(Shape.LINE, text="Two."),
    )
