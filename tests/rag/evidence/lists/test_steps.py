import numpy as np

from rag.evidence.lists.steps import told_steps
from rag.store.documents.units import StoredUnit
from rag.values import Kind, Unit


def section(*texts: str) -> list[StoredUnit]:
    """Sentences of one section, in order."""
    starts = [100 * number for number in range(len(texts))]
    return [
        StoredUnit(
            1, Unit(Kind.PARAGRAPH, 1, start, start + len(text), ()), text, "", np.zeros(1, dtype=np.float32)
        )
        for start, text in zip(starts, texts, strict=True)
    ]


def told(*texts: str) -> list[tuple[str, list[str]]]:
    """The steps of each run, after what stands before them."""
    return [
        ("" if opener is None else opener.text, [step.text for step in steps])
        for opener, steps in told_steps(section(*texts), "en")
    ]


def test_sentences_that_count_their_steps_are_steps_and_what_lies_between_is_not() -> None:
    runs = told(
        "Bread is made by hand.",
        "First the dough is mixed.",
        "It is sticky.",
        "Then it rests for an hour.",
        "Finally it is baked.",
        "Bread keeps for days.",
    )
    steps = ["First the dough is mixed.", "Then it rests for an hour.", "Finally it is baked."]
    assert runs == [("Bread is made by hand.", steps)]


def test_one_step_is_none_and_a_later_one_needs_a_first_one_near() -> None:
    assert told("First the dough is mixed.", "It rests.") == []
    assert told("Then it rests.", "Finally it is baked.") == []
    far = ["It is sticky.", "It is warm.", "It is soft.", "Then it rests."]
    assert told("First the dough is mixed.", *far) == []


def test_each_first_step_begins_a_run_of_its_own() -> None:
    runs = told("First mix.", "Then bake.", "First weigh.", "Then sell.")
    assert runs == [("", ["First mix.", "Then bake."]), ("Then bake.", ["First weigh.", "Then sell."])]


def test_what_is_first_of_something_is_no_step() -> None:
    assert told("First of its kind, the oven is old.", "Then it broke.") == []
