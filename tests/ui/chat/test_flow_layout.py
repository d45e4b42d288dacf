"""How an answer is laid out: paragraphs, items, tables, and which source each sentence has."""

from rag.values import (
    Answer,
    AnswerCell,
    AnswerPart,
    Cell,
    Citation,
    Claim,
    Evidence,
    Kind,
    Outcome,
    Shape,
    Source,
    Task,
    Verdict,
)
from ui.chat.flow.blocks import BlockLook, FlowSentence
from ui.chat.flow.layout import laid_out
from ui.chat.flow.units import joined, unit_block
from ui.chat.sources import sources


def _evidence(start: int, text: str, **more: object) -> Evidence:
    return Evidence(1, 1, "a.pdf", 1, start, start + len(text), text, 0.9, 1, **more)  # type: ignore[arg-type]


def _quote(found: Evidence) -> Claim:
    return Claim(found.text, Verdict.SUPPORTED, Source.EVIDENCE, found.citations())


ONE, TWO, ROW = _evidence(0, "It is ice."), _evidence(20, "It is far."), _evidence(40, "- dust")
CLAIMS = (_quote(ONE), _quote(TWO), _quote(ROW))


def _answer(**more: object) -> Answer:
    base: dict[str, object] = {"claims": CLAIMS, "evidence": (ONE, TWO, ROW), "task": Task.EXPLAIN}
    return Answer("?", "?", Outcome.ANSWERED, **({"text": ""} | base | more))  # type: ignore[arg-type]


def _read(answer: Answer) -> list[tuple[str, str, list[tuple[str, tuple[int, ...]]], bool]]:
    return [
        (block.look, block.lead, [(one.text, one.numbers) for one in block.sentences], block.quoted)
        for block in laid_out(answer, sources(answer))
    ]


def test_parts_are_lines_paragraphs_and_items() -> None:
    parts = (
        AnswerPart(Shape.LINE, text="Two things:"),
        AnswerPart(Shape.PARAGRAPH, (1, 0), "Ice:"),
        AnswerPart(Shape.ITEM, (2,), "1."),
    )
    assert _read(_answer(parts=parts)) == [
        ("line", "", [("Two things:", ())], False),
        ("paragraph", "Ice:", [("It is far.", (2,)), ("It is ice.", (1,))], True),
        ("item", "1.", [("dust", (3,))], True),
    ]


def test_a_table_cites_in_its_cells() -> None:
    rows = ((AnswerCell("Side"), AnswerCell("Mass")), (AnswerCell("Ice"), AnswerCell("3 t", (0, 1))))
    answer = _answer(parts=(AnswerPart(Shape.TABLE, (0, 1), "", rows),))
    (table,) = laid_out(answer, sources(answer))
    assert table.look is BlockLook.TABLE
    assert [[(cell.text, cell.numbers) for cell in row] for row in table.rows] == [
        [("Side", ()), ("Mass", ())],
        [("Ice", ()), ("3 t", (1, 2))],
    ]


def test_without_parts_prose_flows_and_an_item_stands_alone() -> None:
    assert _read(_answer()) == [
        ("paragraph", "", [("It is ice.", (1,)), ("It is far.", (2,))], True),
        ("item", "", [("dust", (3,))], True),
    ]


def test_one_sentence_of_the_models_makes_it_no_quotation() -> None:
    own = Claim("Ice is\ncold.", Verdict.PARTLY, Source.MODEL, ONE.citations(), ("no cold",))
    answer = _answer(claims=(own, CLAIMS[1]))
    (block,) = laid_out(answer, sources(answer))
    assert not block.quoted
    assert block.sentences[0] == FlowSentence("Ice is cold.", (1,), Verdict.PARTLY, ("no cold",))
    assert block.sentences[1] == FlowSentence("It is far.", (2,), quote=True)


def test_the_items_of_a_list_have_its_numbers() -> None:
    text = "It has three:\n1. It is ice.\n2. It is far."
    opener = Claim("It has three:", Verdict.SUPPORTED, Source.EVIDENCE, (_citation(80, "It has three:"),))
    assert _read(_answer(claims=(opener, *CLAIMS[:2]), text=text, task=Task.LIST))[1:] == [
        ("item", "1.", [("It is ice.", (1,))], True),
        ("item", "2.", [("It is far.", (2,))], True),
    ]


def _citation(start: int, quote: str) -> Citation:
    return Citation(1, "a.pdf", 1, start, start + len(quote), quote, 0.9)


def _row(start: int, first: str, second: str, marks: tuple[tuple[int, int], ...] = ()) -> Evidence:
    text = f"{first}|{second}"
    middle = start + len(first)
    cells = (Cell("Name", start, middle), Cell("Mass", middle + 1, start + len(text)))
    return _evidence(start, text, kind=Kind.ROW, cells=cells, marks=marks)


def test_rows_under_the_same_heads_are_one_table_and_empty_columns_are_left_out() -> None:
    blocks = joined([unit_block(_row(0, "Ice", "", ((0, 3),)), [1]), unit_block(_row(10, "Dust", ""), [2])])
    (table,) = blocks
    assert [[(cell.text, cell.numbers, cell.marked) for cell in row] for row in table.rows] == [
        [("Name", (), False)],
        [("Ice", (1,), True)],
        [("Dust", (2,), False)],
    ]


def test_code_keeps_its_lines() -> None:
    (code,) = joined([unit_block(_evidence(0, "a = 1\nb = 2", kind=Kind.CODE), [1])])
    assert code.look is BlockLook.CODE and code.sentences[0] == FlowSentence("a = 1\nb = 2", (1,))


def test_a_formula_stands_by_itself_in_an_answer() -> None:
    formula = _evidence(60, "T = 2π √ l / g", kind=Kind.FORMULA)
    answer = _answer(claims=(_quote(ONE), _quote(formula)), evidence=(ONE, formula))
    assert [look for look, *_ in _read(answer)] == ["paragraph", "formula"]
