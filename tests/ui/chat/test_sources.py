from dataclasses import replace

from rag.values import Answer, Cell, Citation, Evidence, Kind, Outcome, ShortAnswer
from rag.values.pages import FORM_FIELD
from rag.values.places import said
from tests.ui.fakes import answer
from ui.chat.flow.cards import card
from ui.chat.flow.layout import quotations
from ui.chat.sources import apart, first_cited, numbers, sources


def test_a_short_answer_and_a_claim_from_one_sentence_are_one_source() -> None:
    whole = answer(7)
    (source,) = sources(whole)
    assert (source.number, source.start, source.end) == (1, 46, 77)
    assert source.quote == "It was found by Mirela in 1987."
    assert source.words == ((62, 68),)  # what the short answer cites
    assert numbers(whole.claims[0].citations, [source]) == [1]
    assert numbers(whole.claims[1].citations, [source]) == []


def test_sources_are_numbered_as_they_were_shown_and_then_what_else_is_cited() -> None:
    first = Evidence(1, 7, "a.pdf", 1, 0, 10, "first one.", 0.9, 1, ((0, 5),))
    second = Evidence(1, 7, "a.pdf", 2, 0, 11, "second one.", 0.5, 2)
    other = Citation(8, "b.pdf", 3, 5, 9, "else", 0.4)
    part = Citation(7, "a.pdf", 2, 7, 10, "one", 0.4)
    given = answer(7).claims[0]
    claims = tuple(
        type(given)(given.text, given.verdict, given.source, (citation,)) for citation in (other, part)
    )
    whole = Answer("?", "?", Outcome.ANSWERED, "", claims, evidence=(first, second))
    known = sources(whole)
    assert [(source.document, source.page) for source in known] == [("a.pdf", 1), ("a.pdf", 2), ("b.pdf", 3)]
    assert known[0].words == ((0, 5),)  # the best words of an uncited sentence
    assert known[1].words == ((7, 10),)  # and what is cited of another
    assert numbers([other, second.citation(), other], known) == [2, 3]
    assert first_cited(whole, known) == 3
    assert first_cited(Answer("?", "?", Outcome.SILENT, "", evidence=(first,)), known) == 1


def test_no_evidence_no_sources() -> None:
    assert sources(Answer("?", "?", Outcome.SILENT, "nothing")) == ()


def test_a_source_is_at_the_cell_that_is_cited_else_in_its_row() -> None:
    cells = (Cell("Item", 0, 4, "A7"), Cell("Price", 5, 7, "B7"))
    row = Evidence(
        1, 7, "a.xlsx", 1, 0, 7, "Tent\t12", 0.9, 1, cells=cells, label="Costs", method="sheet", at="A7:B7"
    )  # fmt: skip
    uncited = Answer("?", "?", Outcome.ANSWERED, "", evidence=(row,))
    assert [said(source) for source in sources(uncited)] == ["sheet “Costs”, A7:B7"]
    short = Answer(
        "?", "?", Outcome.ANSWERED, "", short=ShortAnswer("12", row.cited(5, 7, 0.9)), evidence=(row,)
    )
    assert [said(source) for source in sources(short)] == ["sheet “Costs”, B7"]


def test_what_is_no_running_text_is_named_as_what_it_is() -> None:
    comment = Evidence(1, 7, "a.pdf", 1, 0, 10, "Not so fast", 0.9, 1, kind=Kind.COMMENT)
    field = Evidence(1, 7, "a.pdf", 1, 20, 30, "Name: Ada", 0.8, 2, kind=Kind.FIELD, context=(FORM_FIELD,))
    plain = Evidence(1, 7, "a.pdf", 1, 40, 50, "Room: B12", 0.7, 3, kind=Kind.FIELD, context=("Course",))
    known = sources(Answer("?", "?", Outcome.ANSWERED, "", evidence=(comment, field, plain)))
    assert [source.beside for source in known] == ["comment", "form field", ""]
    assert [card(source)["title"] for source in known] == [
        "a.pdf, page 1, comment",
        "a.pdf, page 1, form field",
        "a.pdf, page 1",
    ]
    blocks = quotations((comment, plain), known)
    assert [sentence.text for block in blocks for sentence in block.sentences] == [
        "Comment: Not so fast",
        "Room: B12",
    ]


def test_an_entry_of_a_list_of_works_is_no_note() -> None:
    entry = Evidence(1, 7, "a.pdf", 1, 0, 10, "A. Baker. On loaves. 1997.", 0.9, 1, kind=Kind.NOTE)
    listed = [replace(entry, context=(heading,)) for heading in ("References", "8 Further reading", "Dough")]
    assert [apart(found) for found in listed] == ["reference", "reference", "note"]
