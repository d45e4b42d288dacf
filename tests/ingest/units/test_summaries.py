from dataclasses import replace

import numpy as np

from ingest.units.summaries import summarised, summary_ranks
from rag.values import Kind, Unit


def unit(number: int, kind: Kind = Kind.PARAGRAPH, under: tuple[int, int] = (1, 0)) -> Unit:
    return Unit(kind, 1, number, number + 1, under=under)


def test_the_central_and_the_first_sentence_stand_for_their_section() -> None:
    vectors = np.array([[0.6, 0.8], [1.0, 0.0], [0.98, 0.199], [0.0, 1.0]], dtype=np.float32)
    # the mean is (.645, .5); cosines with it .787, .645, .732, .5; the first has .12 more
    assert summary_ranks([unit(i) for i in range(4)], [9] * 4, vectors, [False] * 4) == [1, 0, 2, 0]


def test_short_ones_headings_and_twins_are_left_out() -> None:
    vectors = np.array([[1, 0], [1, 0], [1, 0], [0, 1]], dtype=np.float32)
    units = [unit(0, Kind.HEADING), unit(1), unit(2), unit(3)]
    assert summary_ranks(units, [9, 9, 9, 2], vectors, [False] * 4) == [0, 1, 0, 0]


def test_each_section_has_its_own() -> None:
    vectors = np.eye(3, dtype=np.float32)
    units = [unit(0), unit(1), unit(2, under=(2, 0))]
    assert summary_ranks(units, [9] * 3, vectors, [False] * 3) == [1, 2, 1]


def test_nothing_stands_for_nothing() -> None:
    assert summary_ranks([], [], np.zeros((0, 2), dtype=np.float32), []) == []


def test_what_opens_a_list_stands_for_nothing() -> None:
    vectors = np.eye(3, dtype=np.float32)
    assert summary_ranks([unit(0), unit(1), unit(2)], [9] * 3, vectors, [True, False, False]) == [0, 1, 2]


def test_of_an_authors_own_summary_all_stands_for_it_in_its_order() -> None:
    vectors = np.array([[0.0, 1.0]] + [[1.0, 0.0]] * 3, dtype=np.float32)
    units = [replace(unit(0, Kind.HEADING), under=None), *(unit(i) for i in (1, 2, 3))]
    ranked = summarised(units, ["Summary", *["Bread needs flour and water."] * 3], vectors)
    assert [one.summary for one in ranked] == [0, 1, 2, 3]
    # Under any other heading the twins say it once.
    ranked = summarised(units, ["Bread", *["Bread needs flour and water."] * 3], vectors)
    assert [one.summary for one in ranked] == [0, 1, 0, 0]


def test_notes_stand_for_a_section_only_where_nothing_else_does() -> None:
    vectors = np.eye(3, dtype=np.float32)
    units = [unit(0, Kind.ITEM), unit(1, Kind.NOTE), unit(2, Kind.ITEM)]
    assert summary_ranks(units, [2, 9, 2], vectors, [False] * 3) == [0, 1, 0]
    assert summary_ranks(units, [9, 9, 2], vectors, [False] * 3) == [1, 0, 0]


def test_what_a_program_printed_stands_for_nothing() -> None:
    units, vectors = [unit(0), unit(1)], np.eye(2, dtype=np.float32)
    texts = ["6 8 10 12 14 16 18 20 22", "Bread needs flour and water."]
    assert [one.summary for one in summarised(units, texts, vectors)] == [0, 1]
