"""Displayed formulas: the lines that stand above and below each other put in one block, fractions on one line."""

from collections.abc import Sequence
from dataclasses import replace

from ingest.readers.pdf.layout import marks
from ingest.readers.pdf.layout.draft import LaidDraft
from ingest.readers.pdf.layout.formulas.fractions import in_line
from ingest.readers.pdf.layout.strips import Strip
from ingest.readers.pdf.layout.tables.grids import Rule
from ingest.readers.pdf.words import Area, PrintedWord
from rag.values import Kind

_NEAR = 1.7  # of the size: how far below each other the lines of a formula are
_WIDE = 200.0  # points: no bar of a fraction is wider


def with_formulas(drafts: Sequence[LaidDraft], across: Sequence[Rule]) -> list[LaidDraft]:
    """The drafts with each formula whole."""
    done: list[LaidDraft] = []
    index = 0
    while index < len(drafts):
        group = [drafts[index]]
        while index + len(group) < len(drafts) and _belongs(group[-1], drafts[index + len(group)]):
            group.append(drafts[index + len(group)])
        if any(draft.kind is Kind.FORMULA for draft in group):
            done.append(_whole(group, across))
        else:
            done += group
        index += len(group)
    return done


def _is_piece(draft: LaidDraft) -> bool:
    if draft.kind is Kind.FORMULA:
        return True
    short = draft.kind is Kind.PARAGRAPH and 0 < len(draft.strips) <= 3 and not draft.bold
    return short and len(draft.text) <= 24 and not marks.has_words(draft.text)


def _belongs(before: LaidDraft, after: LaidDraft) -> bool:
    if not (_is_piece(before) and _is_piece(after)):
        return False
    above, below = before.strips[-1], after.strips[0]
    return below.base - above.base < _NEAR * max(above.size, below.size)


def _whole(group: Sequence[LaidDraft], across: Sequence[Rule]) -> LaidDraft:
    strips = [strip for draft in group for strip in draft.strips]
    formula = replace(group[0], kind=Kind.FORMULA, strips=strips)
    bars = [rule for rule in across if rule.end - rule.start < _WIDE and _is_bar(rule, strips)]
    words = [word for strip in strips for word in strip.words]
    if len(bars) == 1:
        formula.lines = (tuple(_in_line(words, bars[0])),)
    return formula


def _is_bar(rule: Rule, strips: Sequence[Strip]) -> bool:
    inside = [s for s in strips if s.right > rule.start - 2 and s.left < rule.end + 2]
    above = any(strip.base <= rule.at + 1 for strip in inside)
    return above and any(strip.top >= rule.at - 2 for strip in inside)


def _in_line(words: Sequence[PrintedWord], bar: Rule) -> list[PrintedWord]:
    """The words of a formula on one line, what is below the bar after what is above it."""

    def is_in(word: PrintedWord) -> bool:
        return bar.start - 2 <= (word.place.left + word.place.right) / 2 <= bar.end + 2

    over = [word for word in words if is_in(word) and word.place.bottom <= bar.at + 2]
    under = [word for word in words if is_in(word) and word not in over]
    rest = sorted((word for word in words if not is_in(word)), key=lambda word: word.place.left)
    before = [word for word in rest if word.place.left < bar.start]
    after = [word for word in rest if word.place.left >= bar.start]
    if not over or not under:
        return sorted(words, key=lambda word: word.place.left)
    return [*before, *in_line(over, under, Area(bar.start, bar.at, bar.end, bar.at)), *after]
