import numpy as np
import pytest

from rag.evidence.fields import field_answer
from rag.question.question import Question
from rag.store.documents.units import StoredUnit
from rag.values import Answer, Kind, Outcome, Passage, Unit
from rag.writing.keyed import unit_of, with_field
from tests.rag.examples import passage


class Lines:
    """Units of one page, each a line of its own."""

    def __init__(self, *lines: tuple[Kind, str], over: str = "Printers") -> None:
        self.text = "\n".join(text for _, text in lines)
        self.units, start = [], 0
        for kind, text in lines:
            unit = Unit(kind, 1, start, start + len(text), (over,))
            self.units.append(StoredUnit(1, unit, text, "", np.zeros(1, dtype=np.float32)))
            start += len(text) + 1

    def of(self, passages: list[Passage]) -> list[list[StoredUnit]]:
        return [self.units for _ in passages]

    def of_table(self, document_id: int, table_number: int) -> list[StoredUnit]:
        return []


PRINTER = Lines(
    (Kind.FIELD, "Tray: A4, 250 sheets"),
    (Kind.FIELD, "Tray 2: A3, 100 sheets"),
    (Kind.ITEM, "- F-12: paper jam behind the drum"),
    (Kind.ITEM, "- F-31: cover open"),
    (Kind.DEFINITION, "Fuser – the heated roller that fixes the toner"),
    (Kind.PARAGRAPH, "Speed: said of nothing here."),
)


def said(question: str, lines: Lines = PRINTER) -> str:
    found = field_answer(Question.of(question), [passage(lines.text)], lines)
    return "" if found is None else found.stored.text[slice(*found.answering)]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("What is a fuser?", "the heated roller that fixes the toner"),
        ("What does F-12 mean?", "paper jam behind the drum"),
        ("F-31", "cover open"),
        ("Which code stands for an open cover?", ""),  # "code" is said nowhere
        ("What do you call the heated roller?", "Fuser"),
        ("What is the tray of the printers?", "A4, 250 sheets"),
        ("What is the tray of the scanner?", ""),
        ("What does F-99 mean?", ""),
        ("What is the speed?", ""),  # a sentence is no field
        ("Why a fuser?", ""),
    ],
)
def test_what_stands_beside_a_key_or_a_meaning(question: str, expected: str) -> None:
    assert said(question) == expected


def test_what_stands_over_the_units_counts() -> None:
    codes = Lines(*[(Kind.ITEM, "- F-12: paper jam"), (Kind.ITEM, "- F-31: cover open")], over="Error codes")
    assert said("Which code stands for an open cover?", codes) == "F-31"


def test_a_field_may_be_asked_for_by_another_beside_it() -> None:
    course = Lines(
        (Kind.FIELD, "Lecturer: Ada Lund"), (Kind.FIELD, "E-mail: ada@example.edu"), over="Sailing"
    )
    assert said("What is the lecturer's e-mail address?", course) == "ada@example.edu"
    assert said("What is the dean's e-mail address?", course) == ""
    # The name is not the address that is asked for.
    assert said("What is the e-mail of Ada Lund?", course) == ""
    assert said("What is Ada Lund?", course) == "Lecturer"


def test_a_remark_in_a_key_need_not_be_said() -> None:
    form = Lines((Kind.FIELD, "Deposit paid (crowns): 750"), (Kind.FIELD, "Date of return: 19 August"))
    assert said("How much deposit was paid?", form) == "750"


def test_a_numbered_line_of_an_algorithm_is_no_field() -> None:
    steps = Lines((Kind.ITEM, "1: Input: a jar, a lid function q"), (Kind.ITEM, "2: return q"))
    assert said("What is the lid function?", steps) == said("What is 1?", steps) == ""


RING = Lines(
    (Kind.CODE, "class Ring:\n    def __init__(self, size=64, max_age: int = 90):\n        self.next = 0"),
    over="A Ring Buffer",
)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("What is the default size of the ring buffer?", "64"),
        ("What is the max age?", "90"),
        ("What is the default size of the heap?", ""),
        ("What is the default of the ring buffer?", ""),  # of what?
        ("What is the colour?", ""),
    ],
)
def test_a_name_in_a_program_is_what_it_is_set_to(question: str, expected: str) -> None:
    assert said(question, RING) == expected


def test_a_name_that_is_set_to_two_things_is_no_answer() -> None:
    assert said("What is the size?", Lines((Kind.CODE, "def a(size=1):\n    b(size=2)"))) == ""
    assert said("What is the size?", Lines((Kind.CODE, "if size == 1:\n    return size = total + 2"))) == ""


def test_two_that_differ_are_no_answer() -> None:
    two = Lines((Kind.FIELD, "Office: Tower B"), (Kind.FIELD, "Office: Tower C"))
    assert said("Where is the office?", two) == ""


def test_the_answer_cites_the_unit_whole_and_its_part() -> None:
    found = field_answer(Question.of("What is a fuser?"), [passage(PRINTER.text)], PRINTER)
    assert found is not None
    answer = with_field(Answer("?", "?", Outcome.SILENT, "", evidence=(unit_of(found),)), found)
    assert answer.outcome is Outcome.ANSWERED and answer.short is not None and answer.short.sure
    assert answer.short.text == "the heated roller that fixes the toner"
    assert PRINTER.text[answer.short.citation.start : answer.short.citation.end] == answer.short.text
    assert answer.claims[0].citations[0].quote == "Fuser – the heated roller that fixes the toner"


def test_a_long_value_is_not_what_its_key_is_the_word_for():
    note = Lines(
        (
            Kind.FIELD,
            "Note: when the drum turns under light it is given a charge, called the corona current, in the dark",
        ),
        (Kind.FIELD, "Corona: the wire of the drum"),
    )
    assert said("What is the corona current?", note) == ""
    assert said("What is the wire of the drum called?", note) == "Corona"
