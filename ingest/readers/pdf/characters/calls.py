"""The calls to PDFium that are made for every character, with plain addresses: twice as fast as with typed pointers."""

import ctypes
from typing import Any

import pypdfium2.raw as pdfium


def call(function: Any, result: Any, *arguments: Any) -> Any:
    """A function of PDFium that takes and gives plain addresses. It takes less time than letting go of the
    interpreter's lock for it would."""
    return ctypes.PYFUNCTYPE(result, *arguments)(ctypes.cast(function, ctypes.c_void_p).value or 0)


unicode_of = call(pdfium.FPDFText_GetUnicode, ctypes.c_uint, ctypes.c_void_p, ctypes.c_int)
"""(text page, index) -> the character."""

object_of = call(pdfium.FPDFText_GetTextObject, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int)
"""(text page, index) -> the address of the text object, None where there is none."""

box_of = call(pdfium.FPDFText_GetLooseCharBox, ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)
"""(text page, index, address of an FS_RECTF) -> whether the box around the character was written there."""

is_generated = call(pdfium.FPDFText_IsGenerated, ctypes.c_int, ctypes.c_void_p, ctypes.c_int)
"""(text page, index) -> 1 where PDFium made the character up."""

matrix_of = call(pdfium.FPDFText_GetMatrix, ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)
"""(text page, index, address of an FS_MATRIX) -> whether the character's matrix was written there."""

size_of = call(pdfium.FPDFText_GetFontSize, ctypes.c_double, ctypes.c_void_p, ctypes.c_int)
"""(text page, index) -> the size before the matrix."""

origin_of = call(
    pdfium.FPDFText_GetCharOrigin,
    ctypes.c_int,
    ctypes.c_void_p,
    ctypes.c_int,
    ctypes.c_void_p,
    ctypes.c_void_p,
)
"""(text page, index, address of a double, of another) -> whether the point it stands on was written there."""

font_of = call(pdfium.FPDFTextObj_GetFont, ctypes.c_void_p, ctypes.c_void_p)
"""(text object) -> the address of its font."""

mode_of = call(pdfium.FPDFTextObj_GetTextRenderMode, ctypes.c_int, ctypes.c_void_p)
"""(text object) -> whether it is filled, stroked, neither."""


def address_of(pointer: Any) -> int:
    """Where a pointer points."""
    return ctypes.cast(pointer, ctypes.c_void_p).value or 0


def font_at(address: int) -> Any:
    """The font at an address."""
    return ctypes.cast(address, pdfium.FPDF_FONT)
