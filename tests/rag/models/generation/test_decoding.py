import pytest

from rag.models.generation.decoding import cut_at_stops, runs_in_a_circle


@pytest.mark.parametrize(
    ("tokens", "circle"),
    [
        ([], False),
        ([7] * 11, False),  # shorter than 12
        ([7] * 12, True),
        ([1, 2] * 6, True),
        ([1, 2] * 5 + [1, 3], False),
        ([9, 9, *([1, 2, 3, 4, 5] * 3)], True),  # three times five
        ([1, 2, 3, 4, 5] * 2 + [1, 2, 3, 4, 6], False),
        (list(range(24)) * 3, True),
        (list(range(25)) * 3, False),  # longer than any circle looked for
    ],
)
def test_circles(tokens, circle):
    assert runs_in_a_circle(tokens) is circle


@pytest.mark.parametrize(
    ("pieces", "stops", "expected"),
    [
        (["ab", "cd"], [], "abcd"),
        (["ab", "cd"], ["bc"], "a"),  # across pieces
        (["ab", "cd"], ["x", "d", "c"], "ab"),  # the first to occur, not the first named
        (["ab", "cd"], ["de"], "abcd"),  # held back, then given after all
        (["stop"], ["stop"], ""),
    ],
)
def test_stops(pieces, stops, expected):
    assert "".join(cut_at_stops(iter(pieces), stops)) == expected


def test_without_stops_nothing_is_held_back():
    stream = cut_at_stops(iter(["a", "b"]), [])
    assert next(stream) == "a"
