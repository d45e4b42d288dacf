from evaluation.testsets.keeping import keep
from rag.store.testsets import Case, TestSets

ONE, TWO = [Case("One?")], [Case("Two?")]


def test_the_same_cases_are_kept_once(library):
    sets = TestSets(library.database)
    first = keep(sets, "exam", "", ONE)
    assert keep(sets, "exam", "", ONE) == first
    second = keep(sets, "exam", "", TWO)
    assert second != first and keep(sets, "exam", "", TWO) == second
    assert [stored.name for stored in sets.all()] == ["exam", "exam (2)"]
