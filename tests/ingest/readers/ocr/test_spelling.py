"""Unsure letters, read as those of known words."""

from collections.abc import Mapping

import numpy as np
import pytest

from ingest.readers.ocr.seeing.engine import LineText
from ingest.readers.ocr.seeing.rivals import rivals
from ingest.readers.ocr.seeing.spelling import is_known_language, respelt

KNOWN = frozenset(("written", "pencil", "combine", "with", "wish"))


def line(text: str, instead: Mapping[int, Mapping[str, float]], sure: float = 1.0) -> LineText:
    """`instead` has the rivals of the characters that have some."""
    places = tuple(index / len(text) for index in range(len(text)))
    return LineText(text, places, (sure,) * len(text), tuple(instead.get(at, {}) for at in range(len(text))))


def test_unsure_letters_make_a_known_word_and_stay_unsure() -> None:
    found = respelt(line("Is wriffen", {6: {"t": 2.0, "l": 4.0}, 7: {"t": 1.0}}), KNOWN)
    assert found.text == "Is written"
    assert found.sure == (1.0,) * 6 + (0.25, 0.5) + (1.0,) * 2


@pytest.mark.parametrize("lost", [5.6, None])
def test_a_word_that_is_hardly_drawn_there_is_none(lost: float | None) -> None:
    read = line("percil", {2: {} if lost is None else {"n": lost}})
    assert respelt(read, KNOWN).text == "percil"


def test_of_two_words_that_may_stand_there_neither_is_taken() -> None:
    assert respelt(line("wixh", {2: {"t": 1.0, "s": 1.5}}), KNOWN).text == "wixh"
    assert respelt(line("wixh", {2: {"t": 1.0, "s": 2.0}}), KNOWN).text == "with"


def test_known_words_stay() -> None:
    assert respelt(line("wish", {2: {"t": 0.1}}), KNOWN).text == "wish"


def test_more_letters_than_one_of_three_are_not_changed() -> None:
    assert respelt(line("wexy", {1: {"i": 0.1}, 2: {"t": 0.1}, 3: {"h": 0.1}}), KNOWN).text == "wexy"


def test_a_word_read_as_two_becomes_one() -> None:
    found = respelt(line("I com bine it", {5: {"": 1.0}}), KNOWN)
    assert found.text == "I combine it"
    assert len(found.places) == len(found.sure) == len(found.rivals) == len(found.text)


def test_the_language_is_told_by_words_that_are_sure() -> None:
    assert is_known_language([line("written with pencil", {}), line("xyzzy", {}, 0.5)], KNOWN)
    assert not is_known_language([line("geschrieben mit pencil", {})], KNOWN)
    assert not is_known_language([line("12 a", {})], KNOWN)


def test_rivals_have_to_stand_in_each_column_of_a_character() -> None:
    likely = np.array(
        [[0.9, 0.05, 0.05], [0.0, 0.5, 0.5], [0.0, 0.8, 0.2], [0.1, 0.1, 0.8]], dtype=np.float32
    )
    first, second = rivals(likely, ("blank", "a", "b"))
    assert first == {"b": pytest.approx(np.log(0.5 * 0.8 / (0.5 * 0.2)))}  # "a": two columns
    assert second == {"": pytest.approx(np.log(8)), "a": pytest.approx(np.log(8))}


def test_what_is_sure_has_no_rivals() -> None:
    assert rivals(np.array([[0.0005, 0.999, 0.0005]], dtype=np.float32), ("blank", "a", "b")) == ({},)
