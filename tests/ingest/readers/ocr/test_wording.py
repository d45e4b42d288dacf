"""Words of a line by its letters and its ink; pages that make no sense."""

import numpy as np
import pytest

from ingest.readers.ocr.seeing.engine import LineText
from ingest.readers.ocr.seeing.ink import Ink
from ingest.readers.ocr.seeing.reading import is_doubtful
from ingest.readers.ocr.seeing.wording import pieces


def line(text: str, ink: str, sure: float = 0.9) -> tuple[LineText, Ink]:
    """`ink` has ten pixels a character: a blank is no ink. Each letter of `text` stands in the middle of its own."""
    filled = [place for place, character in enumerate(ink) if character != " "]
    letters = iter(filled)
    places: list[float] = []
    for character in text:
        places.append(places[-1] if character == " " else (next(letters) + 0.5) / len(ink))
    blank = np.array([character == " " or at % 10 in (0, 9) for character in ink for at in range(10)])
    return LineText(text, tuple(places), (sure,) * len(text)), Ink(0.8, 0.5, 0.1, blank)


def test_words_begin_and_end_with_their_ink() -> None:
    found = pieces(*line("to be", "to be"), 20)
    assert [piece.text for piece in found] == ["to", "be"]
    assert (found[0].left, found[0].right) == pytest.approx((1 / 50, 19 / 50))
    assert (found[1].left, found[1].right) == pytest.approx((31 / 50, 49 / 50))
    assert not found[1].joined


def test_a_blank_that_the_engine_did_not_see_is_seen_by_its_gap() -> None:
    found = pieces(*line("to beor not", "to be or not"), 20)
    assert [piece.text for piece in found] == ["to", "be", "or", "not"]


def test_figures_are_not_parted_by_a_gap() -> None:
    assert [piece.text for piece in pieces(*line("in 12 5", "in 1 2 5"), 20)] == ["in", "12", "5"]


def test_chinese_characters_stand_alone_and_together() -> None:
    found = pieces(*line("中国人 a", "中国人 a"), 20)
    assert [(piece.text, piece.joined) for piece in found] == [
        ("中", False),
        ("国", True),
        ("人", True),
        ("a", False),
    ]


def test_an_empty_line_has_no_words() -> None:
    assert pieces(LineText("", (), ()), Ink(0.8, 0.5, 0.0, np.zeros(10, dtype=np.bool_)), 20) == []


def test_a_page_of_an_unknown_script_is_doubtful() -> None:
    good = (400.0, 20.0, LineText("a" * 40, (0.0,) * 40, (0.98,) * 40))
    few = (400.0, 20.0, LineText(". , .", (0.0,) * 5, (0.98,) * 5))  # three letters where forty have room
    spot = (40.0, 40.0, LineText("", (), ()))
    assert not is_doubtful([good, good, few])
    assert is_doubtful([few, few, good])
    assert not is_doubtful([spot, spot])  # of a photograph
