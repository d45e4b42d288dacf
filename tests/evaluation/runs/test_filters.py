from dataclasses import replace

from evaluation.runs.filters import ALL, FILTER_MEANINGS, filters
from evaluation.runs.outcome import WORDS, Cause, Grade
from evaluation.runs.record import failed
from rag.store.testsets import Case
from rag.values import Claim, Seconds, Source, Verdict
from tests.evaluation.examples import answer, passage, record, report, unsure

HALF = (Claim("Perhaps.", Verdict.PARTLY, Source.MODEL),)
ELSEWHERE = {"passages": (passage(document="saxons"),)}


def timed(position, seconds, **changes):
    made = record(position, given=answer(seconds=Seconds(total=seconds), **changes))
    return replace(made, position=position)


def test_each_filter_lets_through_what_it_names():
    records = [
        record(0),  # right
        record(1, given=answer("Odo did.", short="Odo")),  # wrong, on the right page
        record(2, given=answer("Odo did.", short="Odo", **ELSEWHERE)),  # wrong, its page not found
        record(3, given=answer(abstained=True)),
        record(4, Case("Why?", answerable=False), answer()),  # answered, though nothing answers it
        record(5, given=answer(claims=HALF)),
        failed(6, Case("Lost?"), "The model cannot be reached."),
        record(7, given=unsure()),
    ]
    found = {name: [record.position for record in kept] for name, kept in filters(records).items()}
    assert found == {
        "All": [0, 1, 2, 3, 4, 5, 6, 7],
        "Right": [0, 5],
        "Partly right": [],
        "Wrong": [1, 2],
        "Unsure": [7],
        "No answer, though there is one": [3],
        "An answer, though there is none": [4],
        "Could not be asked": [6],
        "Nothing to judge by": [],
        "The page was not found": [2],
        "The page was found, the answer not": [1, 3],
        "Unsupported": [5],
        "Slow": [],  # all took one second
    }


def test_a_filter_holds_what_the_report_counts():
    records = [record(0), record(1, given=answer("Odo did.", short="Odo")), failed(2, Case("Lost?"), "Gone.")]
    summary, found = report(records).summary(), filters(records)
    for kind in Grade:
        assert len(found[WORDS[kind].capitalize()]) == summary["outcomes"][kind.value]
    for kind in Cause:
        assert len(found[WORDS[kind].capitalize()]) == summary["causes"][kind.value]


def test_what_is_filtered_is_told():
    assert set(filters([])) == {ALL, *FILTER_MEANINGS}


def test_slow_is_the_slowest_tenth():
    # 1..11 seconds: the 90th percentile is 10, so 10 and 11 are slow
    records = [timed(second, float(second)) for second in range(1, 12)]
    assert [record.position for record in filters(records)["Slow"]] == [10, 11]


def test_nothing_to_look_at():
    assert set(filters([]).values()) == {()}
