"""What goes on in the next column or over the end of a page: paragraphs, items, tables."""

from collections.abc import Sequence
from itertools import pairwise

from ingest.readers.pdf.layout import marks
from ingest.readers.pdf.layout.draft import LaidDraft
from ingest.readers.pdf.layout.tables.cells import Table, text
from rag.values import Kind

_EDGES = 24.0  # points: how far the columns of a table that goes on may be apart


def join_over_columns(drafts: list[LaidDraft]) -> list[LaidDraft]:
    """A page's drafts, what goes on at the top of the next column joined to what it began with."""
    done: list[LaidDraft] = []
    for draft in drafts:
        last = next((other for other in reversed(done) if other.kind is not Kind.CAPTION), None)
        if last is not None and draft.fresh and runs_on(last, draft):
            last.strips.extend(draft.strips)
            last.filled = draft.filled
        else:
            done.append(draft)
    return done


def runs_on(last: LaidDraft, draft: LaidDraft) -> bool:
    """Whether a draft at the top of a column or page is the rest of the last one before it."""
    if last.kind not in (Kind.PARAGRAPH, Kind.ITEM) or draft.kind is not Kind.PARAGRAPH or not last.strips:
        return False
    if abs(last.strips[-1].size - draft.size) > 0.06 * draft.size or last.bold != draft.bold:
        return False
    words = last.text.rstrip()
    if words.endswith("-") and draft.text[:1].isalpha():
        return True
    if marks.ends_sentence(words):
        return False
    if marks.begins_small(draft.text):
        return True
    return last.kind is Kind.PARAGRAPH and len(last.strips) > 1 and len(draft.text) > 20


def mark_over_pages(flows: Sequence[Sequence[LaidDraft]]) -> None:
    """What goes on at the next page's top."""
    for before, after in pairwise(flows):
        last = next((draft for draft in reversed(before) if draft.kind is not Kind.CAPTION), None)
        first = next((draft for draft in after if draft.kind is not Kind.CAPTION), None)
        if last is None or first is None or last.kind is Kind.HEADING:
            continue
        if runs_on(last, first):
            last.goes_on = True
            first.kind = last.kind
            first.depth = last.depth


def number_tables(flows: Sequence[Sequence[LaidDraft]]) -> None:
    """Numbers the tables of a document; one that goes on over a page keeps its number and its heads."""
    count = 0
    last: LaidDraft | None = None
    for drafts in flows:
        for index, draft in enumerate(drafts):
            if draft.grid is None:
                if draft.kind is not Kind.CAPTION:
                    last = None
                continue
            first = all(other.kind is Kind.CAPTION for other in drafts[:index])
            goes_on = last is not None and last.grid is not None and first
            grid = _continued(last.grid, draft.grid) if goes_on and last is not None and last.grid else None
            if grid is not None and last is not None:
                draft.grid, draft.number = grid, last.number
                last.goes_on = _is_cut(grid)
            else:
                draft.number = count
                count += 1
            last = draft


def _is_cut(table: Table) -> bool:
    """Whether the first row of a page is the rest of the one before."""
    row = table.rows[0]
    return table.heads == 0 and not row[0] and any(cell and marks.begins_small(cell[0].text) for cell in row)


def _continued(before: Table, table: Table) -> Table | None:
    """The table as the rest of the one before, None where it is another one."""
    if len(before.edges) != len(table.edges):
        return None
    apart = [b - a for a, b in zip(before.edges, table.edges, strict=True)]
    heads = 0
    for old, new in zip(before.rows[: before.heads], table.rows, strict=False):
        if [text(cell) for cell in old] != [text(cell) for cell in new]:
            break
        heads += 1
    if heads:
        return Table(table.edges, table.rows, heads, before.names)
    if max(map(abs, apart), default=0.0) > _EDGES or table.heads:
        return None
    return Table(table.edges, table.rows, 0, before.names)
