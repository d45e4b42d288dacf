"""What a document is about, in one sentence of its own that was chosen when it was read."""

import re

from rag.language.tables import joined
from rag.store.library import Library
from rag.values import Kind
from rag.values.spoken import read_aloud

_SHORT, _LONG = 30, 240  # characters of a sentence that says something, and that is read at a glance
_ENDS = (".", "!", "?", "。", "؟")


def main_point(library: Library, document_id: int) -> str:
    """The sentence, on one line; "" where none stands for the document. One of its own summary is preferred."""
    sums_up = re.compile(rf"[\d.\s]*(?:{joined('about', 'summaries')})\b.{{0,20}}", re.IGNORECASE)
    first = ""
    for found in library.units.summaries(document_id):
        unit = found.unit
        said = " ".join(read_aloud(found.text, unit.start, unit.cells, found.rest_text).split())
        whole = said.endswith(_ENDS) and _SHORT <= len(said) <= _LONG
        if unit.kind not in (Kind.PARAGRAPH, Kind.ITEM) or not whole:
            continue
        if unit.context and sums_up.fullmatch(unit.context[-1]):
            return said
        first = first or (said if unit.kind is Kind.PARAGRAPH else "")
    return first
