from dataclasses import replace

import pytest

from rag.evidence.tables.answer import TableAnswer, table_answer
from rag.models.embedding.embedder import Embedder
from rag.question.question import Question
from tests.fakes import FakeEmbeddings
from tests.rag.evidence.tables.examples import OneTable

GRAINS = OneTable(
    ("Grain", "Water (ml)", "Minutes", "Used for"),
    [
        ("Millet", "250", "20", "porridge"),
        ("Black rice", "300", "45", "salads"),
        ("Bulgur", "180", "12", "tabbouleh"),
        ("Red lentils", "240", "", "soup"),
    ],
    ("Cooking times of grains",),
)
PLAN = OneTable(
    ("Week", "Date", "Topic"),
    [("1", "2 Sept", "Sails"), ("2", "9 Sept", "Knots and splices"), ("3", "16 Sept", "Trip to the yard")],
)


def answer(question: str, table: OneTable = GRAINS) -> TableAnswer | None:
    return table_answer(Question.of(question), [table.passage], table, Embedder(FakeEmbeddings()))


def said(question: str, table: OneTable = GRAINS) -> str:
    """The words of the cell that answers, or what is computed, or the rows as a whole."""
    found = answer(question, table)
    if found is None:
        return ""
    if found.computed:
        return found.computed
    if found.cell is not None:
        return table.text[found.cell.start : found.cell.end]
    return "\n".join(row.text for row in found.rows)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("How many minutes does bulgur take?", "12"),
        ("How much water does millet need?", "250"),
        ("What is black rice used for?", "salads"),
        ("Which grain is used for soup?", "Red lentils"),
        ("Which grain needs the most water?", "Black rice"),
        ("Which grain has the lowest minutes?", "Bulgur"),
        ("How many grains are there?", "4"),
        ("What is the sum of the water for all grains?", "970"),
        ("What is the average of the water of the grains?", "242.5"),
    ],
)
def test_a_cell_or_what_is_computed_from_a_column(question: str, expected: str) -> None:
    assert said(question) == expected


def test_a_row_that_sums_up_the_others_is_none_of_them() -> None:
    sales = OneTable(
        ("Segment", "Sales (kg)"), [("Coffee", "40"), ("Tea", "70"), ("Total", "110"), ("Average:", "55")]
    )
    assert said("Which segment has the highest sales?", sales) == "Tea"
    assert said("Which segment has the lowest sales?", sales) == "Coffee"
    assert said("What is the sum of the sales of the segments?", sales) == "110"
    assert said("How many segments are there?", sales) == "2"


def test_a_row_is_found_by_a_number_or_a_part_of_a_cell() -> None:
    assert said("What is the topic of week 2?", PLAN) == "Knots and splices"
    assert said("When is the trip to the yard?", PLAN) == "16 Sept"
    found = answer("What happens in week 3?", PLAN)
    assert found is not None and [row.text for row in found.rows] == ["3\t16 Sept\tTrip to the yard"]


@pytest.mark.parametrize(
    "question",
    [
        "How many minutes does white rice take?",
        "How many minutes does quinoa take?",
        "What happens in week 9?",
        "Why does millet need water?",
        "Who invented porridge?",
        "How many bits of salt does the salads cook put into black rice?",
    ],
)
def test_another_thing_than_a_row_has_is_not_answered(question: str) -> None:
    assert answer(question, PLAN if "week" in question else GRAINS) is None


def test_an_empty_cell_is_no_answer() -> None:
    found = answer("How many minutes do red lentils take?")
    assert found is None or found.cell is None


def test_equal_values_are_all_shown() -> None:
    table = OneTable(("Town", "Height (m)"), [("Alba", "12"), ("Brin", "40"), ("Cole", "40")])
    found = answer("Which town has the greatest height?", table)
    assert found is not None and [row.text for row in found.rows] == ["Brin\t40", "Cole\t40"]
    assert found.cell is None


def test_the_oldest_has_the_lowest_year() -> None:
    table = OneTable(("Mill", "Built"), [("North mill", "1812"), ("South mill", "1790")])
    found = answer("Which is the oldest mill?", table)
    assert found is not None and [row.text for row in found.rows] == ["South mill\t1790"]


HALVES = OneTable(
    ("Zone", "Sales", "Profit", "January–June 2023 / Depreciation"),
    [("Norland", "120", "14", "3"), ("Midland", "95", "11", "2")],
)


def test_a_number_that_a_head_has_too_is_no_value_of_its_column() -> None:
    assert said("What were the sales of Norland in January–June 2023?", HALVES) == "120"


def test_of_one_row_that_is_named_nothing_is_the_first_or_the_most() -> None:
    assert said("How high were Midland's sales in the first half?", HALVES) != "Midland"


def test_a_thing_is_not_defined_by_the_row_of_one_whose_name_is_longer_or_shorter() -> None:
    models = OneTable(("Model", "Year"), [("Progressive GAN", "2017"), ("Posterior", "1990")], ("GAN",))
    assert answer("What is a GAN?", models) is None
    assert answer("What is posterior collapse?", models) is None
    assert said("What is posterior?", models) == "1990"
    assert said("What is black rice used for?") == "salads"


def test_rows_of_numbers_explain_nothing() -> None:
    times = OneTable(("Grain", "Water", "Minutes"), [("Millet", "250", "20"), ("Millet", "180", "12")])
    uses = OneTable(
        ("Grain", "Minutes", "Used for"), [("Millet", "20", "porridge"), ("Millet", "12", "salad")]
    )
    assert said("Explain millet", times) == "" and len(said("Millet", times).split("\n")) == 2
    assert len(said("Explain millet", uses).split("\n")) == 2


ROOMS = OneTable(("Room", "Seats", "Beamer"), [("R5", "32", "yes"), ("R6", "36", "no")])


def test_what_is_said_nowhere_is_of_no_column() -> None:
    assert said("How many seats does R5 have?", ROOMS) == "32"
    assert said("How many windows does R5 have?", ROOMS) == ""
    told = replace(ROOMS.passage, text="Each room has chairs.\n" + ROOMS.text)
    found = table_answer(
        Question.of("How many chairs does R5 have?"), [told], ROOMS, Embedder(FakeEmbeddings())
    )
    assert found is not None and found.cell is not None


def test_a_row_of_numbers_does_not_say_what_a_thing_is() -> None:
    scores = OneTable(("Method", "News", "Essays"), [("Zanthor", "0.99", "0.97"), ("Mirela", "0.81", "0.80")])
    assert answer("What is Zanthor?", scores) is None
    assert said("What does Zanthor have for news?", scores) == "0.99"
    tells = OneTable(("Method", "Idea"), [("Zanthor", "asks twice"), ("Mirela", "asks once")])
    assert "asks twice" in said("What is Zanthor?", tells)


REPORT = OneTable(
    ("Sign", "Value", "Normal range"),
    [("Pressure", "142 mmHg", "120 mmHg"), ("Pulse", "78", "60")],
    ("Report",),
)


def test_of_what_is_measured_and_its_limits_the_first_answers() -> None:
    assert said("What is the pressure in the report?", REPORT) == "142 mmHg"
    assert said("What is the normal range of the pulse?", REPORT) == "60"


def test_a_row_of_a_form_answers_only_what_all_stands_in_it() -> None:
    form = OneTable(
        ("", "", ""), [("Patient:", "Jane Roe", "12 Lane"), ("Insurance:", "Blue", "Gold")], ("Drugs report",)
    )
    assert answer("Which drugs does the patient take?", form) is None
    assert said("Patient", form) == "Patient:\tJane Roe\t12 Lane"
