"""Codes that are no characters: ligatures in the text fonts of TeX, shapes that nobody knows in others."""

import pytest

from ingest.readers.pdf.characters.letters import UNKNOWN, letters


@pytest.mark.parametrize(
    ("code", "font", "said"),
    [
        (0x0C, "CMR10", "fi"),
        (0x0E, "SFRM1000", "ffi"),
        (0x0C, "Harbour Sans", UNKNOWN),
        (0x0C, "CMMI10", "β"),
        (0x02, "Harbour Sans", "-"),
        (0x41, "Harbour Sans", "A"),
    ],
)
def test_codes_below_the_blank(code: int, font: str, said: str) -> None:
    assert letters(code, font) == said
