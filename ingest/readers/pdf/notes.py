"""What was added to a page: comments and the values of form fields."""

import ctypes
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from ingest.readers.cleaning import printable
from ingest.readers.pdf.seen import Seen
from ingest.readers.pdf.words import Area, Note, PrintedWord

_MOST = 500
_BEFORE, _AFTER_COLON = 80.0, 250.0  # points between a field and its label at most
_COMMENTS = frozenset(
    getattr(pdfium, f"FPDF_ANNOT_{name}")
    for name in (
        "TEXT", "FREETEXT", "HIGHLIGHT", "UNDERLINE", "SQUIGGLY", "STRIKEOUT", "LINE", "SQUARE", "CIRCLE",
        "POLYGON", "POLYLINE", "INK", "CARET", "STAMP",
    )
)  # fmt: skip
_HIDDEN = 1 << 1 | 1 << 5  # PDF 32000-1, table 165: hidden, no view
_TICKED = (pdfium.FPDF_FORMFIELD_CHECKBOX, pdfium.FPDF_FORMFIELD_RADIOBUTTON)
_VALUED = (pdfium.FPDF_FORMFIELD_TEXTFIELD, pdfium.FPDF_FORMFIELD_COMBOBOX, pdfium.FPDF_FORMFIELD_LISTBOX)


def notes(
    document: pypdfium2.PdfDocument, page: pypdfium2.PdfPage, seen: Seen, words: Sequence[PrintedWord]
) -> tuple[Note, ...]:
    """The comments and the filled-in fields; those left out that the words of the page say at the same place."""
    count = pdfium.FPDFPage_GetAnnotCount(page.raw)
    if count <= 0:
        return ()
    form = document.formenv.raw if document.formenv else None
    found: list[Note] = []
    for index in range(min(count, _MOST)):
        item = pdfium.FPDFPage_GetAnnot(page.raw, index)
        if not item:
            continue
        try:
            note = _note(item, form, seen, index, words)
        finally:
            pdfium.FPDFPage_CloseAnnot(item)
        known = note is not None and any(replace(note, index=other.index) == other for other in found)
        if note is not None and not known and not _is_said(note, words):
            found.append(note)
    return tuple(found)


def _note(item: Any, form: Any, seen: Seen, index: int, words: Sequence[PrintedWord]) -> Note | None:
    if pdfium.FPDFAnnot_GetFlags(item) & _HIDDEN:
        return None
    kind = pdfium.FPDFAnnot_GetSubtype(item)
    if kind in _COMMENTS:
        text = _string(item, b"Contents")
        return Note("comment", text, _place(item, seen), index) if any(map(str.isalnum, text)) else None
    if kind == pdfium.FPDF_ANNOT_WIDGET and form is not None:
        place = _place(item, seen)
        text = _field(item, form, label_before(place, words))
        return Note("field", text, place, index) if text else None
    return None


def label_before(place: Area, words: Sequence[PrintedWord]) -> str:
    """What is printed right before a field, on its line: the words without a gap between them; "" for none."""
    line = [
        word
        for word in words
        if word.upright
        and place.top - 2 <= (word.place.top + word.place.bottom) / 2 <= place.bottom + 2
        and word.place.right <= place.left + 2
    ]
    found: list[str] = []
    edge, room = place.left, _BEFORE
    for word in sorted(line, key=lambda word: -word.place.right):
        if not found and word.text.endswith((":", "：")):
            room = _AFTER_COLON
        if edge - word.place.right > room:
            break
        found.insert(0, word.text if word.joined else f" {word.text}")
        edge, room = word.place.left, 0.8 * word.size
    return "".join(found).strip()


def _field(item: Any, form: Any, label: str) -> str:
    """The value of a field after its name: what is shown where one points at it, the `label` that is printed before
    it, or else what programs call it."""
    kind = pdfium.FPDFAnnot_GetFormFieldType(form, item)
    name = _text(lambda buffer, size: pdfium.FPDFAnnot_GetFormFieldAlternateName(form, item, buffer, size))
    if kind in _VALUED and any(map(str.isalpha, label)):
        name = name or label
    name = name or _text(lambda buffer, size: pdfium.FPDFAnnot_GetFormFieldName(form, item, buffer, size))
    value = ""
    if kind in _VALUED:
        value = _text(lambda buffer, size: pdfium.FPDFAnnot_GetFormFieldValue(form, item, buffer, size))
    elif kind in _TICKED and pdfium.FPDFAnnot_IsChecked(form, item):
        value = _text(lambda buffer, size: pdfium.FPDFAnnot_GetFormFieldExportValue(form, item, buffer, size))
        value = "yes" if value in ("", "On", "Yes", "1") else value
    return f"{name.rstrip(' :')}: {value}" if name and value else value


def _is_said(note: Note, words: Sequence[PrintedWord]) -> bool:
    """Whether the words that stand at the place of a note say the same."""
    at = note.place
    there = "".join(
        word.text
        for word in words
        if at.left - 2 <= (word.place.left + word.place.right) / 2 <= at.right + 2
        and at.top - 2 <= (word.place.top + word.place.bottom) / 2 <= at.bottom + 2
    )
    said = note.text if note.kind == "comment" else note.text.partition(": ")[2] or note.text
    bare = _bare(said)
    return bool(bare) and bare in _bare(there)


def _bare(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())


def _place(item: Any, seen: Seen) -> Area:
    box = pdfium.FS_RECTF()
    pdfium.FPDFAnnot_GetRect(item, ctypes.byref(box))
    return seen.place(box.left, box.bottom, box.right, box.top)


def _string(item: Any, key: bytes) -> str:
    return _text(lambda buffer, size: pdfium.FPDFAnnot_GetStringValue(item, key, buffer, size))


def _text(get: Callable[[Any, int], int]) -> str:
    """A string that PDFium writes as UTF-16 and gives the length of, in bytes."""
    size = get(None, 0)
    if not 2 < size < 1 << 20:
        return ""
    buffer = (ctypes.c_ushort * (size // 2 + 1))()
    get(buffer, size)
    text = bytes(buffer)[: size - 2].decode("utf-16-le", "replace")
    return " ".join(printable(text).split())
