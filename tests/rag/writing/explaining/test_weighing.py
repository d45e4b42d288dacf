from rag.evidence.kept import evidence_of
from rag.writing.explaining.weighing import weighed
from tests.rag.writing.explaining.test_explanation import book, stored


def test_what_the_judge_is_surer_of_comes_first_and_nothing_is_left_out_where_it_is_sure_of_none():
    units = book(stored(0, "Yeast is old."), stored(50, "Yeast makes gas."))
    found = [evidence_of(unit, 1, "a.pdf", 0.3, rank) for rank, unit in enumerate(units.values(), 1)]
    first, second = weighed(found, (0.99, 0.6), units)
    assert [first.start, second.start] == [50, 0]
    assert first.score > 0.3 > second.score
    assert weighed(found, (), units) == found


def test_where_it_is_sure_of_one_what_is_far_less_likely_elsewhere_is_left_out():
    units = book(
        stored(0, "Yeast makes gas.", under=(1, 1)),
        stored(50, "Dough is kept warm.", under=(1, 1)),
        stored(100, "Rye is a grass.", under=(2, 2)),
    )
    found = [evidence_of(unit, 1, "a.pdf", 0.3, rank) for rank, unit in enumerate(units.values(), 1)]
    # Judged .81, .03 and .01: a twentieth of .81 is .04.
    kept = weighed(found, (0.09, 0.93, 0.98), units)
    assert [one.start for one in kept] == [0, 50]
