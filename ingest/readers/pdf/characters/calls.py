"""The calls to PDFium that are made for every character and every corner, with plain addresses: twice as fast as with typed pointers."""

import ctypes
from typing import Any

import pypdfium2.raw as pdfium


def _call(function: Any, result: Any, *arguments: Any) -> Any:
    return ctypes.CFUNCTYPE(result, *arguments)(ctypes.cast(function, ctypes.c_void_p).value or 0)


unicode_of = _call(pdfium.FPDFText_GetUnicode, ctypes.c_uint, ctypes.c_void_p, ctypes.c_int)
"""(text page, index) -> the character."""

object_of = _call(pdfium.FPDFText_GetTextObject, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int)
"""(text page, index) -> the address of the text object, None where there is none."""

box_of = _call(pdfium.FPDFText_GetLooseCharBox, ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)
"""(text page, index, address of an FS_RECTF) -> whether the box around the character was written there."""

is_generated = _call(pdfium.FPDFText_IsGenerated, ctypes.c_int, ctypes.c_void_p, ctypes.c_int)
"""(text page, index) -> 1 where PDFium made the character up."""

segment_of = _call(pdfium.FPDFPath_GetPathSegment, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int)
"""(path, index) -> the address of a segment."""

segment_type = _call(pdfium.FPDFPathSegment_GetType, ctypes.c_int, ctypes.c_void_p)
"""(segment) -> what it is: a move, a line, a curve."""

is_closed = _call(pdfium.FPDFPathSegment_GetClose, ctypes.c_int, ctypes.c_void_p)
"""(segment) -> whether the outline is closed after it."""

point_of = _call(
    pdfium.FPDFPathSegment_GetPoint, ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p
)
"""(segment, address of a float, of another) -> whether the point that it ends at was written there."""


def address_of(pointer: Any) -> int:
    """Where a pointer points."""
    return ctypes.cast(pointer, ctypes.c_void_p).value or 0


def text_object(address: int) -> Any:
    """The text object at an address."""
    return ctypes.cast(address, pdfium.FPDF_PAGEOBJECT)
