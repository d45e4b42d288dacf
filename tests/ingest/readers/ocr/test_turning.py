"""How a picture is turned."""

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from ingest.readers.ocr.seeing.turning import quarter_turns

WHITE = np.full((100, 100, 3), 255, dtype=np.uint8)
LYING = np.array([[10, 10], [90, 10], [90, 20], [10, 20]], dtype=np.float32)
STANDING = np.array([[10, 10], [20, 10], [20, 90], [10, 90]], dtype=np.float32)


def _engine(*sure: float) -> Any:
    """It reads the lines of one way after those of the other, as sure as said."""
    left = list(sure)

    def read(cuts: list[Any]) -> list[SimpleNamespace]:
        mean = left.pop(0)
        return [SimpleNamespace(mean=mean) for _ in cuts]

    return SimpleNamespace(read=read)


@pytest.mark.parametrize(
    ("line", "sure", "turns"),
    [(LYING, (0.95,), 0), (LYING, (0.3, 0.9), 2), (STANDING, (0.95,), 1), (STANDING, (0.3, 0.9), 3)],
)
def test_the_way_that_reads_well_is_right(line: Any, sure: tuple[float, ...], turns: int) -> None:
    assert quarter_turns(_engine(*sure), WHITE, [line]) == turns


def test_lying_lines_of_what_is_upright_are_not_read_for_it() -> None:
    assert quarter_turns(_engine(), WHITE, [LYING], is_upright=True) == 0
    assert quarter_turns(_engine(0.3, 0.9), WHITE, [STANDING], is_upright=True) == 3
