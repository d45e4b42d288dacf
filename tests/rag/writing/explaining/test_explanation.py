"""Which units an explanation is made of, and how they are put together; the numbers are worked out by hand."""

import numpy as np

from rag.evidence.candidates import Place
from rag.evidence.kept import evidence_of
from rag.store.documents.units import StoredUnit
from rag.values import Answer, Evidence, Kind, Outcome, Source, Task, Unit
from rag.writing.explaining.choice import chosen, place_of
from rag.writing.explaining.explanation import explained, points_back

OVEN, FLOUR = (1, 0), (1, 500)
BASE = Answer("Why?", "Why?", Outcome.ANSWERED, "")


def stored(
    start: int,
    text: str,
    under: tuple[int, int] = OVEN,
    kind: Kind = Kind.PARAGRAPH,
    vector: tuple[float, ...] = (1, 0),
    context: tuple[str, ...] = (),
) -> StoredUnit:
    unit = Unit(kind, 1, start, start + len(text), context, under=under)
    return StoredUnit(1, unit, text, "", np.array(vector, dtype=np.float32))


def book(*units: StoredUnit) -> dict[Place, StoredUnit]:
    return {(1, unit.unit.page, unit.unit.start): unit for unit in units}


def found(units: dict[Place, StoredUnit], *scores: float) -> list[Evidence]:
    """The units with these scores, best first; 0 leaves one out."""
    pairs = sorted(zip(scores, units.values(), strict=True), key=lambda pair: -pair[0])
    return [
        evidence_of(unit, 1, "a.pdf", score, rank) for rank, (score, unit) in enumerate(pairs, 1) if score
    ]


def test_the_best_come_first_and_what_says_the_same_later() -> None:
    units = book(
        stored(0, "Heat makes gas grow."),
        stored(30, "In the oven gas grows."),  # of nearly the same meaning
        stored(60, "Steam helps too.", vector=(0, 1)),
    )
    best = found(units, 0.9, 0.8, 0.7)
    # .85 log-odds lie between the second and the third, less than 2 for the likeness of the first two
    assert [e.start for e in chosen(best, units, 7)] == [0, 60]
    assert [e.start for e in chosen(best, units, 100)] == [0, 60, 30]


def test_a_section_speaks_for_its_units_and_what_hardly_answers_is_left_out() -> None:
    vectors = np.eye(5)
    units = book(
        stored(0, "One two three four.", OVEN, vector=tuple(vectors[0])),
        stored(30, "Five six seven eight.", FLOUR, vector=tuple(vectors[1])),
        stored(60, "Nine ten eleven twelve.", FLOUR, vector=tuple(vectors[2])),
        stored(90, "Eleven more words.", FLOUR, vector=tuple(vectors[3])),
        stored(120, "Far away.", FLOUR, vector=tuple(vectors[4])),
    )
    best = found(units, 0.8, 0.79, 0.78, 0.2, 0.001)
    # Above the least (-1.39 log-odds) stand 2.77; 2.71 and 2.65 and 0: a quarter of the sums is .69 and 1.34.
    assert [e.start for e in chosen(best, units, 8)] == [30, 60]
    assert [e.start for e in chosen(best, units, 99)] == [30, 60, 0, 90]
    assert chosen([], units, 99) == []


def test_sections_stand_together_and_each_sentence_has_its_number() -> None:
    units = book(stored(0, "Gas grows."), stored(20, "So it rises."), stored(600, "Rye is dense.", FLOUR))
    best = found(units, 0.4, 0.45, 0.42)
    answer = explained(BASE, best, units, Task.EXPLAIN)
    assert answer.text == "Gas grows. [1] So it rises. [2]\nRye is dense. [3]"
    assert (answer.task, answer.outcome) == (Task.EXPLAIN, Outcome.ANSWERED)
    assert [claim.citations[0].start for claim in answer.claims] == [0, 20, 600]
    assert all(claim.source is Source.EVIDENCE for claim in answer.claims)


def test_a_likely_answer_stands_first() -> None:
    units = book(stored(0, "Gas grows."), stored(20, "Bread rises as gas grows in heat."))
    assert explained(BASE, found(units, 0.4, 0.9), units, Task.EXPLAIN).text.startswith("Bread rises")
    # .3 is more than four times .06, and not of .1.
    assert explained(BASE, found(units, 0.06, 0.3), units, Task.EXPLAIN).text.startswith("Bread rises")
    assert explained(BASE, found(units, 0.1, 0.3), units, Task.EXPLAIN).text.startswith("Gas grows")


def test_what_a_sentence_leans_on_comes_before_it() -> None:
    units = book(stored(0, "Gas grows."), stored(20, "It lifts the dough.", context=("Oven", "Gas grows.")))
    assert (
        explained(BASE, found(units, 0, 0.4), units, Task.EXPLAIN).text
        == "Gas grows. [1] It lifts the dough. [2]"
    )


def test_an_item_comes_with_the_line_that_opens_its_list_and_that_line_not_alone() -> None:
    units = book(
        stored(0, "You need:"),
        stored(20, "a tin", kind=Kind.ITEM, context=("You need:",)),
        stored(40, "a knife", kind=Kind.ITEM, context=("You need:",)),
    )
    with_item = explained(BASE, found(units, 0, 0, 0.4), units, Task.EXPLAIN)
    assert with_item.text == "You need: [1]\n- a knife [2]"
    assert explained(BASE, found(units, 0.4, 0, 0), units, Task.EXPLAIN).claims == ()


def test_places() -> None:
    units = book(stored(7, "Gas grows."))
    assert [place_of(e) for e in found(units, 0.5)] == list(units)


def test_what_another_unit_has_said_is_left_out() -> None:
    units = book(
        stored(0, "Heat makes gas grow in dough."),
        stored(40, "Gas grows in heat.", vector=(0, 1)),  # each word of content is in the first
    )
    assert [e.start for e in chosen(found(units, 0.9, 0.8), units, 100)] == [0]


def test_a_sentence_that_was_cut_because_it_is_long_is_told_whole() -> None:
    first = "Bakers let the dough rise in a warm place, as every one of them was taught by another one, and they wait,"
    units = book(
        stored(0, first), stored(len(first) + 1, "for yeast is slow."), stored(600, "Rye is dense.", FLOUR)
    )
    answer = explained(BASE, found(units, 0, 0.9, 0), units, Task.EXPLAIN)
    assert [claim.text for claim in answer.claims] == [first, "for yeast is slow."]
    answer = explained(BASE, found(units, 0.9, 0, 0), units, Task.EXPLAIN)
    assert [claim.text for claim in answer.claims] == [first, "for yeast is slow."]


def test_a_sentence_that_was_cut_stays_together_where_it_comes_first() -> None:
    first = "Bakers let the dough rise in a warm place, as every one of them was taught by another one, and they wait,"
    rest = "for yeast is slow."
    units = book(
        stored(0, "Gas grows."), stored(20, first), stored(21 + len(first), rest), stored(400, "It cools.")
    )
    answer = explained(BASE, found(units, 0.4, 0.9, 0.3, 0.4), units, Task.EXPLAIN)
    assert [claim.text for claim in answer.claims] == [first, rest, "Gas grows.", "It cools."]


def test_the_section_of_what_is_likely_comes_first() -> None:
    units = book(stored(0, "Gas grows."), stored(600, "Rye is dense.", FLOUR))
    first, second = found(units, 0.7, 0.6)
    assert explained(BASE, [second, first], units, Task.EXPLAIN).text == "Gas grows. [1]\nRye is dense. [2]"
    first, second = found(units, 0.4, 0.3)
    assert explained(BASE, [second, first], units, Task.EXPLAIN).text == "Rye is dense. [1]\nGas grows. [2]"


def test_a_formula_comes_with_the_sentence_that_opens_it() -> None:
    units = book(stored(0, "Gas is found by:"), stored(20, "g = m / t"), stored(40, "Rye is dense."))
    answer = explained(BASE, found(units, 0.4, 0, 0), units, Task.EXPLAIN)
    assert answer.text == "Gas is found by: [1] g = m / t [2]"


def test_what_goes_on_from_another_sentence_does_not_come_first() -> None:
    assert points_back("To avoid this, dough is kept warm.")
    assert points_back("And then it rises.")
    assert points_back("The dough therefore rises.")
    assert not points_back("The two loaves that rise are warm.")
    units = book(stored(0, "Gas may leave."), stored(20, "To avoid this, dough is folded."))
    answer = explained(BASE, found(units, 0.1, 0.9), units, Task.EXPLAIN)
    assert answer.text == "Gas may leave. [1] To avoid this, dough is folded. [2]"
