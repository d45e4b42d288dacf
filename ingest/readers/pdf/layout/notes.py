"""Footnotes, notes in the margin, and what was added to a page."""

import re
from collections.abc import Sequence

from ingest.blocks.lines import item_mark
from ingest.readers.pdf.layout import marks
from ingest.readers.pdf.layout.draft import LaidDraft
from ingest.readers.pdf.layout.strips import Row, Strip, merged
from ingest.readers.pdf.layout.tables.grids import Rule
from ingest.readers.pdf.words import Note, PrintedWord
from rag.values import Kind, of_annotation
from rag.values.pages import FORM_FIELD

_SMALLER = 0.94  # of the body's size
_SHORT = 0.66  # of the width of the text: rules that are longer part tables


def split(
    rows: Sequence[Row], body: float, across: Sequence[Rule], foot: float, wide: float
) -> tuple[list[Row], list[Row]]:
    """The rows of a column, and those at its foot that are notes: small, below a rule that is short beside the text of
    the page, which is `wide` points wide, or with a mark."""
    across = [rule for rule in across if rule.end - rule.start < _SHORT * wide]
    start = len(rows)
    while start and _is_small(rows[start - 1], body):
        start -= 1
    if start == len(rows):
        return list(rows), []
    if start == 0 and not _below_rule(rows, 0, across):
        alone = _has_mark(rows[0]) and rows[0][0].top > 0.6 * foot
        return ([], list(rows)) if alone else (list(rows), [])
    for index in range(start, len(rows)):
        if _below_rule(rows, index, across):
            return list(rows[:index]), list(rows[index:])
    low = [i for i in range(start, len(rows)) if _has_mark(rows[i]) and rows[i][0].top > 0.5 * foot]
    if low and _room_above(rows, low[0]):
        return list(rows[: low[0]]), list(rows[low[0] :])
    return list(rows), []


def _is_small(row: Row, body: float) -> bool:
    return all(strip.inside is None and strip.size < _SMALLER * body for strip in row)


def _has_mark(row: Row) -> bool:
    strip = merged(row)
    first = strip.words[0]
    raised = (first.raised == 1 or first.size < 0.85 * strip.size) and len(first.text) <= 3
    return raised or bool(re.match(r"(?:\d{1,3}|[*†‡§¶]{1,3})[.)]?\s*(?=[^\W\d_])", strip.text))


def _room_above(rows: Sequence[Row], index: int) -> bool:
    if index == 0:
        return True
    above, here = rows[index - 1][0], rows[index][0]
    return here.top - above.bottom > 0.25 * here.size or above.size > here.size


def _below_rule(rows: Sequence[Row], index: int, across: Sequence[Rule]) -> bool:
    """Whether one of the rules stands right above a row, and nothing between."""
    here = rows[index][0]
    top = rows[index - 1][0].bottom - 2 if index else here.top - 2.5 * here.size
    return any(
        top <= rule.at <= here.top + 2 and abs(rule.start - here.left) < 2 * here.size for rule in across
    )


def footnotes(rows: Sequence[Row], right_to_left: bool = False) -> list[LaidDraft]:
    """One draft for each note: it begins with a mark."""
    drafts: list[LaidDraft] = []
    for row in rows:
        strip = merged(row, right_to_left)
        if (
            not drafts
            or _has_mark(row)
            or (item_mark(strip.text) is not None and marks.is_bullet(strip.text) is False)
        ):
            drafts.append(LaidDraft(Kind.NOTE, [strip]))
        else:
            drafts[-1].strips.append(strip)
    return drafts


def in_margin(rows: Sequence[Row], main: tuple[float, float], body: float) -> bool:
    """Whether a column is a narrow one of small words beside the text from `main[0]` to `main[1]`."""
    strips: list[Strip] = [strip for row in rows for strip in row]
    if not strips or any(strip.inside is not None for strip in strips):
        return False
    left, right = min(s.left for s in strips), max(s.right for s in strips)
    outside = left >= main[1] - 2 or right <= main[0] + 2
    narrow = right - left < 0.4 * (main[1] - main[0])
    return outside and narrow and all(strip.size < _SMALLER * body for strip in strips)


def added(notes: Sequence[Note]) -> list[LaidDraft]:
    """What was added to a page, as comments and fields; their words are not drawn."""
    drafts = []
    for note in notes:
        lines = [
            tuple(
                PrintedWord(
                    text, note.place, note.place.bottom, 10.0, (of_annotation(note.index),) * len(text)
                )
                for text in line.split()
            )
            for line in note.text.splitlines()
        ]
        if any(lines):
            filled = note.kind == "field"
            kind, lead = (Kind.FIELD, FORM_FIELD) if filled else (Kind.COMMENT, "")
            drafts.append(LaidDraft(kind, lead=lead, lines=tuple(line for line in lines if line)))
    return drafts
