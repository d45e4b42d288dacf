"""The lines of a column made paragraphs, items, captions, code and formulas, by leading, indent and type."""

from collections.abc import Sequence
from dataclasses import replace

from ingest.blocks.lines import caption_label, field_of, item_mark
from ingest.readers.pdf.layout import marks
from ingest.readers.pdf.layout.draft import LaidDraft
from ingest.readers.pdf.layout.setting import Typesetting
from ingest.readers.pdf.layout.strips import Row, Strip, merged
from ingest.readers.pdf.layout.tables.cells import Table
from rag.values import Kind

_LOOSE = 1.25  # of the usual drop from line to line: the next one begins anew
_SIZES = 1.06  # sizes that are one


def passages(rows: Sequence["Row | Table"], how: Typesetting) -> list[LaidDraft]:
    """The drafts of a column, in order."""
    drafts: list[LaidDraft] = []
    lines = [row if isinstance(row, Table) else merged(row, how.right_to_left) for row in rows if row]
    if how.right_to_left:
        lines = [line if isinstance(line, Table) else _mirrored(line) for line in lines]
    edges = _right_edges(lines)
    left = min((line.left for line in lines if isinstance(line, Strip)), default=0.0)
    before: Strip | None = None
    for index, line in enumerate(lines):
        if isinstance(line, Table):
            drafts.append(LaidDraft(Kind.ROW, list(line.strips), grid=line))
            before = None
            continue
        last = drafts[-1] if drafts and before is not None else None
        if last is not None and before is not None and _goes_on(last, before, line, edges[index], how):
            last.strips.append(line)
        else:
            following = lines[index + 1] if index + 1 < len(lines) else None
            drafts.append(
                _begun(line, following if isinstance(following, Strip) else None, left, edges[index], how)
            )
            drafts[-1].gap = line.base - before.base if before is not None else 99.0
        drafts[-1].filled = edges[index] - line.right < 0.12 * (edges[index] - left)
        before = line
    if drafts:
        drafts[0].fresh = True
    _mark_counted(drafts, how)
    return drafts


def _mark_counted(drafts: Sequence[LaidDraft], how: Typesetting) -> None:
    """Makes items of paragraphs that count on from each other with bare numbers: "1 Sow", "2 Water"."""
    last: dict[int, LaidDraft] = {}
    for draft in drafts:
        may_be = draft.kind in (Kind.PARAGRAPH, Kind.ITEM) and draft.strips
        number = marks.bare_number(draft.text) if may_be else None
        if number is None:
            continue
        left = round(draft.strips[0].left / 3)
        before = last.get(left)
        last[left] = draft
        if before is None or not marks.counts_on(before.text, draft.text):
            continue
        alike = abs(draft.size - before.size) < 0.5 or marks.is_listing([before.text, draft.text])
        plain = not draft.bold and draft.size <= 1.15 * how.body and alike
        if plain and len(before.text) < 400:
            before.kind = draft.kind = Kind.ITEM
            before.indent = draft.indent = draft.strips[0].left


def _mirrored(line: Strip) -> Strip:
    """A line that is written from right to left with its beginning on the left."""
    return replace(line, left=-line.right, right=-line.left)


def _right_edges(lines: Sequence["Strip | Table"]) -> list[float]:
    """For each line how far to the right the lines near it go."""
    edges = []
    for index, line in enumerate(lines):
        if isinstance(line, Table):
            edges.append(0.0)
            continue
        near = [
            other.right
            for other in lines[max(0, index - 6) : index + 7]
            if isinstance(other, Strip) and abs(other.size - line.size) < 0.1 * line.size
        ]
        edges.append(max(near))
    return edges


def _begun(line: Strip, after: Strip | None, left: float, edge: float, how: Typesetting) -> LaidDraft:
    """A draft that begins with this line."""
    mark = item_mark(line.text)
    if line.mono and not how.mono:
        return LaidDraft(Kind.CODE, [line])
    if caption_label(line.text):
        return LaidDraft(Kind.CAPTION, [line], label=caption_label(line.text) or "")
    if (mark is not None and line.size < 1.3 * how.body) or (
        mark is not None and mark.kind in ("bullet", "check")
    ):
        return LaidDraft(Kind.ITEM, [line], indent=_text_left(line, mark.end), label=mark.text)
    if marks.is_formula(line.text) and line.left > left + line.size and not line.bold:
        return LaidDraft(Kind.FORMULA, [line])
    return LaidDraft(Kind.PARAGRAPH, [line], indent=line.left)


def _text_left(line: Strip, end: int) -> float:
    """Where the words of an item begin, after its mark of `end` characters."""
    seen = 0
    for index, word in enumerate(line.words):
        if index and not word.joined:
            seen += 1
        if seen >= end:
            return word.place.left if line.left >= 0 else -word.place.right
        seen += len(word.text)
    return line.left


def _goes_on(draft: LaidDraft, before: Strip, line: Strip, edge: float, how: Typesetting) -> bool:
    """Whether a line is of the same block as the line before it."""
    drop = line.base - before.base
    size = max(line.size, before.size)
    usual = how.drop(before.size)
    if drop < 0.3 * size or drop > 3.2 * size:
        return False
    if draft.kind is Kind.CODE:
        return line.mono and drop < 2.6 * max(usual, size)
    if line.mono and not how.mono:
        return False
    if draft.kind is Kind.FORMULA:
        return marks.is_formula(line.text) and drop < _LOOSE * usual and not item_mark(line.text)
    if max(line.size, before.size) > _SIZES * min(line.size, before.size):
        return _is_notation(line, before, drop, usual)
    if drop > _LOOSE * usual + 0.5 or drop > 2.4 * size:
        return False
    if caption_label(line.text) and not (draft.filled and before.text[-1:] not in ".!?"):
        return False
    if line.bold != before.bold and (draft.bold or line.bold):
        return _runs_in(draft, before, line, edge)
    if marks.counts_on(draft.strips[0].text, line.text) and abs(line.left - draft.strips[0].left) < 2:
        return False
    if field_of(line.text) and field_of(draft.strips[0].text):
        return False
    mark = item_mark(line.text)
    if mark is not None and not _only_looks_like_a_mark(draft, before, line, edge, mark.kind):
        return False
    if marks.is_reference(line.text) and not (draft.filled and line.left > draft.strips[0].left + 1):
        return False
    if draft.kind is Kind.ITEM:
        return _goes_on_item(draft, before, line, edge)
    if marks.is_formula(line.text) and line.left > draft.strips[0].left + 2 * size and not draft.filled:
        return False
    return _goes_on_paragraph(draft, before, line, edge)


def _is_notation(line: Strip, before: Strip, drop: float, usual: float) -> bool:
    """Whether a line of another size is the rest of a formula in the sentence, not a new block."""
    return len(line.text) <= 3 and drop < 0.8 * usual and not marks.ends_sentence(before.text)


def _only_looks_like_a_mark(draft: LaidDraft, before: Strip, line: Strip, edge: float, kind: str) -> bool:
    """Whether a number or dash at the start of a line is in the middle of a sentence that is wrapped."""
    if kind in ("bullet", "check") and line.text[0] not in "-–—*+":
        return False
    if before.text.count("(") > before.text.count(")") and ")" in line.text[:5]:
        return True
    full = _is_filled(before, line, edge)
    inside = draft.kind is Kind.ITEM and line.left > draft.strips[0].left + 0.3 * line.size
    at_edge = abs(line.left - draft.strips[-1].left) < 1.0 and (draft.kind is Kind.PARAGRAPH or inside)
    return full and at_edge and not marks.ends_sentence(before.text) and kind != "letter"


def _is_filled(before: Strip, line: Strip, edge: float) -> bool:
    """Whether the first word of a line would not have had room on the line before."""
    word = line.words[0]
    width = word.place.right - word.place.left
    if len(word.text) > 3 and ord(word.text[0]) > 0x2E7F:
        width = 2.2 * line.size  # scripts without blanks break anywhere, but not before a full stop
    return before.right + width + 0.2 * line.size > edge - 0.5


def _runs_in(draft: LaidDraft, before: Strip, line: Strip, edge: float) -> bool:
    """Whether type changes in the middle of a sentence only because a line in bold was filled."""
    return (
        not (draft.bold and len(draft.strips) == 1 and before.width < 0.6 * line.width)
        and marks.begins_small(line.text)
        and _is_filled(before, line, edge)
    )


def _goes_on_item(draft: LaidDraft, before: Strip, line: Strip, edge: float) -> bool:
    first = draft.strips[0]
    slack = 0.3 * line.size
    if line.left > first.left + slack:
        return line.left <= draft.indent + 3 * line.size or not marks.ends_sentence(before.text)
    if line.left < first.left - slack:
        return len(draft.strips) == 1 and _is_open(before, line, edge) and marks.begins_small(line.text)
    return _is_filled(before, line, edge) and _is_open(before, line, edge)


def _is_open(before: Strip, line: Strip, edge: float) -> bool:
    return not marks.ends_sentence(before.text) or marks.begins_small(line.text)


def _goes_on_paragraph(draft: LaidDraft, before: Strip, line: Strip, edge: float) -> bool:
    slack = 0.6 * line.size
    centred = abs(before.middle - line.middle) < line.size and abs(before.left - line.left) > slack
    if line.left > before.left + slack and not centred:
        hanging = len(draft.strips) == 1 and _is_filled(before, line, edge)
        return hanging and _is_open(before, line, edge) and line.left < before.left + 5 * line.size
    if line.left < before.left - slack and not centred:
        indented = len(draft.strips) == 1 and line.left > before.left - 6 * line.size
        return indented and _is_filled(before, line, edge)
    if _is_filled(before, line, edge):
        return True
    if centred and draft.size > 0 and line.bold and before.bold:
        return not marks.ends_sentence(before.text)
    if marks.ends_sentence(before.text):
        return False
    wide = before.width >= 0.75 * (edge - draft.strips[0].left)
    return marks.begins_small(line.text) or (wide and marks.is_caseless(line.text))
