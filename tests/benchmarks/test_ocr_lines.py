"""The count of lines that OCR found."""

import pytest

from benchmarks.reading.ocr_lines import distance, is_found


@pytest.mark.parametrize(
    ("wanted", "text", "wrong"),
    [
        ("star", "the star shines", 0),
        ("star", "the stan shines", 1),
        ("star", "a stir, so", 1),
        ("star", "", 4),
    ],
)
def test_distance_to_the_nearest_place(wanted: str, text: str, wrong: int) -> None:
    assert distance(wanted, text) == wrong


def test_two_wrong_characters_of_forty() -> None:
    line = "rows must be independent of each other ok"  # 41
    assert is_found(line, f"before {line.replace('independent', 'in dependant')} after")
    assert not is_found(line, line.replace("must be", "mvst bo so"))
    assert not is_found("written", "wristen")  # a short one has none
