"""The text of an answer with its numbers: where they stand, and what they are."""

from dataclasses import replace

from api.answers import AnswerMark, citations_json, marked
from rag.values import (
    Answer,
    AnswerPart,
    Citation,
    Claim,
    Evidence,
    Kind,
    Outcome,
    Shape,
    ShortAnswer,
    Source,
    Verdict,
)
from service.outside.links import known_by

FIRST = Citation(3, "comets.pdf", 2, 10, 40, "It was found by Mirela in 1987", 0.9, "2", "pdfium")
YEAR = replace(FIRST, start=36, end=40, quote="1987", score=0.8)
OTHER = Citation(4, "costs.xlsx", 1, 0, 5, "B7: 9", 0.5, "Costs", "sheet", "B7")


def claim(text: str, *citations: Citation) -> Claim:
    return Claim(text, Verdict.SUPPORTED, Source.EVIDENCE, citations)


def answer(*parts: AnswerPart, claims: tuple[Claim, ...] = (), **more: object) -> Answer:
    return Answer("?", "?", Outcome.ANSWERED, "", claims, parts=parts, **more)  # type: ignore[arg-type]


def test_each_sentence_has_its_numbers_and_a_place_has_one() -> None:
    said = answer(
        AnswerPart(Shape.PARAGRAPH, (0, 1)),
        AnswerPart(Shape.ITEM, (2,)),
        claims=(
            claim("Mirela found it.", FIRST),
            claim("It cost 9.", OTHER),
            claim("In 1987.", FIRST, OTHER),
        ),
    )
    found = marked(said)
    assert found.text == "Mirela found it. [1] It cost 9. [2]\n- In 1987. [1] [2]"
    assert found.sources == (FIRST, OTHER)
    assert [found.text[mark.start : mark.end] for mark in found.marks] == ["[1]", "[2]", "[1]", "[2]"]
    assert found.marks[0] == AnswerMark(17, 20, 1)


def test_a_short_answer_that_is_sure_stands_first_with_the_number_of_its_sentence() -> None:
    paragraph = AnswerPart(Shape.PARAGRAPH, (0,))
    claims = (claim("Mirela found it in 1987.", FIRST),)
    sure = answer(paragraph, claims=claims, short=ShortAnswer("1987", YEAR))
    assert marked(sure).text == "1987 [1]\nMirela found it in 1987. [1]"
    guess = replace(sure, short=ShortAnswer("1987", replace(YEAR, score=0.4)))
    assert marked(guess).text == "Mirela found it in 1987. [1]"


def test_lines_tables_suggestions_and_the_notice_are_said_too() -> None:
    said = answer(
        AnswerPart(Shape.LINE, text="In short:\nthis."),
        AnswerPart(Shape.TABLE, (0, 1), "Costs"),
        AnswerPart(Shape.ITEM, (1,), "2."),
        claims=(claim("Item: a; Cost: 9", OTHER), claim("Item: b", FIRST)),
        suggestions=("Who found Zanthor?",),
        notice="Writing took long.",
    )
    assert marked(said).text.splitlines() == [
        "In short:",
        "this.",
        "Costs",
        "Item: a; Cost: 9 [1]",
        "Item: b [2]",
        "2. Item: b [2]",
        "- Who found Zanthor?",
        "",
        "Writing took long.",
    ]


def test_a_heading_is_told_from_what_stands_under_it_and_code_keeps_its_lines() -> None:
    code = Citation(3, "comets.pdf", 3, 0, 16, "def f():\n    x()", 0.9)
    unit = Evidence(1, 3, "comets.pdf", 3, 0, 16, code.quote, 0.9, 1, kind=Kind.CODE)
    said = answer(
        AnswerPart(Shape.PARAGRAPH, (0,), "Comets"),
        AnswerPart(Shape.PARAGRAPH, (1,)),
        claims=(claim("Mirela\nfound it.", FIRST), claim(code.quote, unit.citation())),
        evidence=(unit,),
    )
    assert marked(said).text == "Comets: Mirela found it. [1]\ndef f():\n    x() [2]"


def test_an_answer_without_parts_is_its_claims_or_its_text() -> None:
    assert marked(answer(claims=(claim("a", FIRST), claim("b", OTHER)))).text == "a [1]\nb [2]"
    silent = Answer("?", "?", Outcome.SILENT, "I found nothing.")
    assert marked(silent).text == "I found nothing." and marked(silent).sources == ()


def test_a_number_in_the_material_is_no_mark() -> None:
    said = answer(AnswerPart(Shape.PARAGRAPH, (0,)), claims=(claim("As shown in [7].", FIRST),))
    assert marked(said).text == "As shown in [7]. [1]"
    assert [mark.number for mark in marked(said).marks] == [1]


def test_a_source_says_where_it_is_and_leads_there() -> None:
    found = marked(answer(claims=(claim("a", OTHER),)))
    (told,) = citations_json(found, "http://localhost:8501")
    assert (
        told["url"]
        == f"http://localhost:8501/library?document=4&page=1&start=0&end=5&words={known_by(OTHER.quote)}"
    )
    assert told["place"] == "sheet “Costs”, B7"
    assert (told["number"], told["document"], told["quote"]) == (1, "costs.xlsx", "B7: 9")
