"""Characters as PDFium gives them: the letters of one glyph in their order, codes that it has two ways to give."""

from pathlib import Path

import pypdfium2
import pytest
from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

from ingest.readers.pdf.content import page_content

SALAM = "\u0633\u0644\u0627\u0645"
"""Sin, lam, alif, mim; lam and alif are one shape."""


def drawn(path: Path, glyphs: list[str]) -> list[str]:
    """The words of a page on which glyphs stand side by side, each for the letters that its font says it stands for."""
    writer = PdfWriter()
    page = writer.add_blank_page(300, 100)
    rows = [f"<{code:04x}> <{says.encode('utf-16-be').hex()}>" for code, says in enumerate(glyphs, start=1)]
    said = DecodedStreamObject()
    said.set_data(
        "begincmap 1 begincodespacerange <0000> <ffff> endcodespacerange "
        f"{len(rows)} beginbfchar {' '.join(rows)} endbfchar endcmap".encode()
    )
    system = {"/Registry": TextStringObject("Adobe"), "/Ordering": TextStringObject("Identity")}
    name = NameObject("/Test")
    inner = DictionaryObject({
        NameObject("/Type"): NameObject("/Font"), NameObject("/Subtype"): NameObject("/CIDFontType2"),
        NameObject("/BaseFont"): name, NameObject("/DW"): NumberObject(600),
        NameObject("/CIDSystemInfo"): DictionaryObject(
            {**{NameObject(key): value for key, value in system.items()}, NameObject("/Supplement"): NumberObject(0)}
        ),
    })  # fmt: skip
    font = DictionaryObject({
        NameObject("/Type"): NameObject("/Font"), NameObject("/Subtype"): NameObject("/Type0"),
        NameObject("/BaseFont"): name, NameObject("/Encoding"): NameObject("/Identity-H"),
        NameObject("/DescendantFonts"): ArrayObject([inner]), NameObject("/ToUnicode"): writer._add_object(said),
    })  # fmt: skip
    page[NameObject("/Resources")] = DictionaryObject(
        {NameObject("/Font"): DictionaryObject({NameObject("/F"): writer._add_object(font)})}
    )
    shown = DecodedStreamObject()
    codes = "".join(f"{code:04x}" for code in range(1, len(glyphs) + 1))
    shown.set_data(f"BT /F 20 Tf 20 50 Td <{codes}> Tj ET".encode())
    page[NameObject("/Contents")] = writer._add_object(shown)
    writer.write(path)
    return [word.text for word in page_content(pypdfium2.PdfDocument(path), 0).words]


@pytest.mark.parametrize(
    ("glyphs", "words"),
    [
        (["\u0645", "\u0627", "\u0644", "\u0633"], [SALAM]),  # from the left, as they stand
        (["\u0645", "\u0644\u0627", "\u0633"], [SALAM]),  # lam and alif as one shape
        (["\u0645", SALAM], [SALAM + "\u0645"]),
        (
            ["\u0645", "\u062d\u064e\u0628"],
            ["\u062d\u064e\u0628\u0645"],
        ),  # with a vowel, which stays on its letter
        (["o", "ffi", "ce"], ["office"]),
        (["a", "\U0001d465", "b"], ["a\U0001d465b"]),  # has two units in PDFium's text
    ],
)
def test_letters_of_one_glyph_are_in_their_order(tmp_path: Path, glyphs: list[str], words: list[str]) -> None:
    assert drawn(tmp_path / "a.pdf", glyphs) == words
