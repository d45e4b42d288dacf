"""The type of a text object: how large, in which direction, in which kind of font and colour it is set."""

import ctypes
import math
import re
from dataclasses import dataclass, field
from typing import Any

import pypdfium2.raw as pdfium

from ingest.readers.pdf.characters.calls import font_at, font_of, matrix_of, mode_of, size_of
from ingest.readers.pdf.characters.tex import has_symbols
from ingest.readers.pdf.seen import Seen
from ingest.readers.pdf.shapes.calls import fill_of, stroke_of

Colour = tuple[int, int, int]

_BOLD = re.compile(r"bold|black|heavy|demi|[-,]bd\b|cmbx", re.I)
_ITALIC = re.compile(r"ital|obli|slanted|[-,]it\b|cmti|cmmi", re.I)
_MONO = re.compile(r"courier|mono|consol|typewriter|menlo|cmtt|inconsolata|fixed", re.I)
_SLANT = 0.2  # of one way in the other: scans are less crooked
_FIXED_PITCH, _ITALIC_FLAG, _FORCE_BOLD = 1, 1 << 6, 1 << 18  # PDF 32000-1, table 123


@dataclass(frozen=True, slots=True)
class Font:
    """What the name and the flags of a font say. `is_tex`: it has symbols where others have letters."""

    name: str = ""
    bold: bool = False
    italic: bool = False
    mono: bool = False
    is_tex: bool = False


@dataclass(slots=True, eq=False)
class Type:
    """What all characters of one text object share. `number` tells the objects of a page apart.

    Made by the thousand, and so not frozen, as words are not: nobody changes one.

    `quarter` is the direction of its lines as seen, `straight` whether they run along an edge of the page; `slant` is
    that direction itself, as (right, down), where they are far from doing so. `address` is where PDFium keeps the
    object. `colour` is None where it is no plain colour.
    """

    number: int
    address: int
    font: Font
    size: float
    quarter: int = 0
    straight: bool = True
    slant: tuple[float, float] | None = None
    bold: bool = False
    invisible: bool = False
    colour: Colour | None = (0, 0, 0)


@dataclass(slots=True)
class Types:
    """The types of the text objects of one page, each looked up once."""

    page: int
    seen: Seen
    _types: dict[int, Type] = field(default_factory=dict)
    _fonts: dict[int, Font] = field(default_factory=dict)

    def type(self, address: int, index: int) -> Type:
        """The type of the text object at `address`, of which character `index` is one."""
        found = self._types.get(address)
        if found is None:
            found = self._types[address] = self._new(address, index)
        return found

    def _new(self, address: int, index: int) -> Type:
        matrix = pdfium.FS_MATRIX(a=1, d=1)
        matrix_of(self.page, index, ctypes.addressof(matrix))
        a, b = matrix.a, matrix.b
        size = size_of(self.page, index) * math.hypot(matrix.c, matrix.d)
        across, up = abs(a), abs(b)
        font = self._font(address)
        mode = mode_of(address)
        stroked = mode in (pdfium.FPDF_TEXTRENDERMODE_STROKE, pdfium.FPDF_TEXTRENDERMODE_STROKE_CLIP)
        both = mode == pdfium.FPDF_TEXTRENDERMODE_FILL_STROKE
        colour, alpha = colour_of(address, stroked)
        return Type(
            len(self._types),
            address,
            font,
            size,
            self.seen.quarter(a, b),
            min(across, up) < 0.02 * max(across, up, 1e-9),
            self.seen.direction(a, b) if min(across, up) > _SLANT * max(across, up) else None,
            font.bold or both,
            mode == pdfium.FPDF_TEXTRENDERMODE_INVISIBLE or (alpha == 0 and not both),
            None if both or mode == pdfium.FPDF_TEXTRENDERMODE_CLIP else colour,
        )

    def _font(self, item: int) -> Font:
        address = font_of(item)
        if address is None:
            return Font()
        if address not in self._fonts:
            self._fonts[address] = _read(font_at(address))
        return self._fonts[address]


def colour_of(item: int, stroked: bool = False) -> tuple[Colour | None, int]:
    """The colour that the object at an address is filled (or stroked) with and how opaque it is, 0–255."""
    parts = (ctypes.c_uint * 4)(0, 0, 0, 255)
    at = ctypes.addressof(parts)
    if not (stroke_of if stroked else fill_of)(item, at, at + 4, at + 8, at + 12):
        return None, 255
    red, green, blue, alpha = parts
    return (red, green, blue), alpha


def _read(font: Any) -> Font:
    buffer = ctypes.create_string_buffer(128)
    pdfium.FPDFFont_GetBaseFontName(font, buffer, len(buffer))
    name = buffer.value.decode("utf-8", "replace")
    name = name[7:] if name[6:7] == "+" else name
    flags, angle = max(0, pdfium.FPDFFont_GetFlags(font)), ctypes.c_int(0)
    pdfium.FPDFFont_GetItalicAngle(font, angle)
    heavy = pdfium.FPDFFont_GetWeight(font) >= 600 or bool(flags & _FORCE_BOLD)
    return Font(
        name,
        heavy or bool(_BOLD.search(name)),
        bool(flags & _ITALIC_FLAG) or angle.value != 0 or bool(_ITALIC.search(name)),
        bool(flags & _FIXED_PITCH) or bool(_MONO.search(name)),
        has_symbols(name),
    )
