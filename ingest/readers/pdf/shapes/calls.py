"""The calls to PDFium that are made for every object of a page and every corner, with plain addresses."""

import ctypes
from typing import Any

import pypdfium2.raw as pdfium

from ingest.readers.pdf.characters.calls import call

_INT, _PLACE = ctypes.c_int, ctypes.c_void_p

object_at = call(pdfium.FPDFPage_GetObject, _PLACE, _PLACE, _INT)
"""(page, index) -> the address of an object."""

object_in = call(pdfium.FPDFFormObj_GetObject, _PLACE, _PLACE, ctypes.c_ulong)
"""(form object, index) -> the address of an object."""

kind_of = call(pdfium.FPDFPageObj_GetType, _INT, _PLACE)
"""(object) -> what it is: text, a path, a picture, a form."""

matrix_at = call(pdfium.FPDFPageObj_GetMatrix, _INT, _PLACE, _PLACE)
"""(object, address of an FS_MATRIX) -> whether its matrix was written there."""

fill_of = call(pdfium.FPDFPageObj_GetFillColor, _INT, *(_PLACE,) * 5)
"""(object, addresses of red, green, blue, alpha) -> whether they were written there."""

stroke_of = call(pdfium.FPDFPageObj_GetStrokeColor, _INT, *(_PLACE,) * 5)
"""(object, addresses of red, green, blue, alpha) -> whether they were written there."""

draw_mode = call(pdfium.FPDFPath_GetDrawMode, _INT, _PLACE, _PLACE, _PLACE)
"""(path, addresses of the way it is filled and of whether it is stroked) -> whether they were written there."""

clip_path = call(pdfium.FPDFPageObj_GetClipPath, _PLACE, _PLACE)
"""(object) -> the address of what it is cut off by, None for nothing."""

clip_paths = call(pdfium.FPDFClipPath_CountPaths, _INT, _PLACE)
"""(clip path) -> how many outlines it has."""

clip_segments = call(pdfium.FPDFClipPath_CountPathSegments, _INT, _PLACE, _INT)
"""(clip path, index of an outline) -> how many segments it has."""

clip_segment = call(pdfium.FPDFClipPath_GetPathSegment, _PLACE, _PLACE, _INT, _INT)
"""(clip path, index of an outline, index) -> the address of a segment."""

segments_of = call(pdfium.FPDFPath_CountSegments, _INT, _PLACE)
"""(path) -> how many segments it has."""

segment_of = call(pdfium.FPDFPath_GetPathSegment, _PLACE, _PLACE, _INT)
"""(path, index) -> the address of a segment."""

segment_type = call(pdfium.FPDFPathSegment_GetType, _INT, _PLACE)
"""(segment) -> what it is: a move, a line, a curve."""

is_closed = call(pdfium.FPDFPathSegment_GetClose, _INT, _PLACE)
"""(segment) -> whether the outline is closed after it."""

point_of = call(pdfium.FPDFPathSegment_GetPoint, _INT, _PLACE, _PLACE, _PLACE)
"""(segment, address of a float, of another) -> whether the point that it ends at was written there."""


def pointer(address: int) -> Any:
    """The object at an address, as PDFium's other functions take it."""
    return ctypes.cast(address, pdfium.FPDF_PAGEOBJECT)
