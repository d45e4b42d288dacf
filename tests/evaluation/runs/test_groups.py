from evaluation.runs.groups import by_outcome, by_task
from evaluation.runs.record import failed
from rag.store.testsets import Case
from rag.values import Claim, Source, Task, Verdict
from tests.evaluation.examples import answer, citation, record, unsure

BOTH = tuple(
    Claim(text, Verdict.SUPPORTED, source, (citation(),))
    for text, source in (("Rollo led.", Source.MODEL), ("He died in 930.", Source.EVIDENCE))
)
WHY = Case("Why?", points=("Rollo led.", "It rained."), answerable=True, task=Task.EXPLAIN)
RECORDS = [
    record(0),  # a fact of four words, right, by the model
    record(1, WHY, answer("Rollo led. [1] He died in 930. [2]", claims=BOTH, task=Task.EXPLAIN)),
    record(2, WHY, unsure()),  # six words
    record(3, given=answer(abstained=True)),  # four words
    failed(4, WHY, "Gone."),
]


def test_by_task():
    found = by_task(RECORDS)
    assert list(found) == ["fact", "explain", "not known"]  # nobody says which task the silent case has
    told = {
        name: (block["cases"], block["answered"], block["unsure"], block["silent"])
        for name, block in found.items()
    }
    assert told == {"fact": (1, 1, 0, 0), "explain": (3, 1, 1, 0), "not known": (1, 0, 0, 1)}
    why = found["explain"]
    assert (why["points"]["value"], why["points"]["count"]) == (1 / 4, 2)  # a half, and none
    assert (why["right"]["value"], why["right"]["count"]) == (1 / 4, 2)
    assert (why["words"]["value"], why["own_sentences"]["value"], why["own_sentences"]["count"]) == (
        6,
        1 / 2,
        2,
    )
    assert found["fact"]["points"] is None and found["not known"]["own_sentences"] is None


def test_by_outcome():
    found = by_outcome(RECORDS)
    assert {name: block["cases"] for name, block in found.items()} == {
        "answered": 2, "unsure": 1, "silent": 1, "could not be asked": 1,
    }  # fmt: skip
    assert found["answered"]["words"]["value"] == 5 and found["silent"]["words"]["value"] == 4
    assert found["answered"]["own_sentences"]["value"] == 2 / 3
    assert found["could not be asked"]["words"] is None and found["could not be asked"]["right"] is None


def test_of_nothing():
    assert by_task([]) == {} == by_outcome([])
