from dataclasses import replace

import numpy as np

from rag.evidence.kept import ahead, asking_last, evidence_of, saying_more, without_asking, without_siblings
from rag.question.question import Question
from rag.store.documents.units import StoredUnit
from rag.values import Kind, Rest, Unit
from tests.rag.examples import sentence


def stored(
    text: str, start: int = 0, context: tuple[str, ...] = (), rest: Rest | None = None, more: str = ""
) -> StoredUnit:
    unit = Unit(Kind.PARAGRAPH, 1, start, start + len(text), context, rest=rest)
    return StoredUnit(1, unit, text, more, np.zeros(1, dtype=np.float32), "iv")


BROTHER = stored("Her brother Edwin was a clockmaker.")


def test_a_unit_that_leans_knows_on_which_words() -> None:
    he = stored("He built the clock.", 36, ("Her brother Edwin was a clockmaker.",))
    found = evidence_of(he, 1, "a.pdf", 0.9, 1, before=BROTHER)
    assert found.leans_on is not None
    assert (found.leans_on.quote, found.leans_on.start) == ("Her brother Edwin was a clockmaker.", 0)
    assert evidence_of(stored("The clock runs.", 36), 1, "a.pdf", 0.9, 1, before=BROTHER).leans_on is None


def test_what_goes_on_is_cited_on_both_pages() -> None:
    found = evidence_of(stored("The captain was", 0, (), Rest(2, 0, 13), "Ebba Norling."), 1, "a.pdf", 0.9, 1)
    first, second = found.citations()
    assert (first.page, first.label, first.quote) == (1, "iv", "The captain was")
    assert (second.page, second.start, second.end, second.quote) == (2, 0, 13, "Ebba Norling.")
    assert found.whole == "The captain was Ebba Norling."
    start = found.whole.index("Ebba")
    name = found.cited(start, start + 12, 0.8)
    assert (name.page, name.start, name.end, name.quote) == (2, 0, 12, "Ebba Norling")
    assert found.holds(name) and found.holds(found.cited(4, 11, 0.8))


def test_what_goes_ahead_is_there_once() -> None:
    one = evidence_of(stored("One."), 1, "a.pdf", 0.5, 1)
    two = evidence_of(stored("Two.", 9), 1, "a.pdf", 0.5, 2)
    assert [(e.text, e.rank) for e in ahead([two], [one, two])] == [("Two.", 1), ("One.", 2)]


def test_what_asks_something_itself_comes_last():
    asks, says = (
        sentence("How far is the food?", 1),
        sentence("A second stands for a kilometre.", 2, start=40),
    )
    assert [(one.text, one.rank) for one in asking_last([asks, says], set())] == [
        (says.text, 1),
        (asks.text, 2),
    ]
    heading = replace(asks, kind=Kind.HEADING)
    place = (heading.document_id, heading.page, heading.start)
    assert (
        asking_last([heading, says], {place}) == (heading, says) == without_asking([heading, says], {place})
    )
    assert [one.text for one in asking_last([heading, says], set())] == [says.text, heading.text]
    assert without_asking([heading, says], set()) == (says,)
    assert without_asking([heading], set()) == (heading,)


def test_a_line_that_has_only_words_of_the_question_is_no_answer():
    line, says = sentence("3 Tidal range", 1), sentence("The tidal range is twelve metres.", 2, start=40)
    asked = Question.of("What is the tidal range?")
    assert saying_more(asked, [line, says]) == (says,)
    assert saying_more(asked, [line]) == (line,)
    heading = replace(line, kind=Kind.HEADING)
    assert saying_more(asked, [heading, says]) == (heading, says)
    metres = sentence("Tidal range: 12", 1)
    assert saying_more(asked, [metres, says]) == (metres, says)
    whether = Question.of("Is there a tidal range?")
    assert saying_more(whether, [line, says]) == (line, says)


def test_beside_a_definition_that_answers_stand_none_of_other_things():
    texts = ("E-31: paper jam", "E-32: toner empty", "E-31 is rare.", "Press the key.")
    jam, toner, rare, press = (sentence(text, rank, start=rank * 40) for rank, text in enumerate(texts, 1))
    found = [
        replace(jam, kind=Kind.ITEM),
        replace(toner, kind=Kind.ITEM),
        replace(rare, kind=Kind.ITEM),
        press,
    ]
    kept = without_siblings(found, 1, Question.of("What does E-31 mean?"))
    assert [one.text for one in kept] == [jam.text, rare.text, press.text]
