"""What the blocks of a document are to each other: paths of headings, leads of lists, what goes on over a page."""

import itertools
import re
from collections.abc import Sequence

from ingest.blocks.lines import definition_of, field_of
from ingest.readers.pdf.layout import marks
from ingest.readers.pdf.layout.draft import Draft
from ingest.readers.pdf.layout.tables.cells import Table, text
from rag.values import Kind

_LEAD = 240  # characters of a paragraph that introduces a list without a colon
_SENTENCE = re.compile(r"(?<=[.!?。！？])\s+")
_EDGES = 8.0  # points: columns of a table that goes on
_TEXT = (Kind.PARAGRAPH, Kind.ITEM, Kind.ROW, Kind.CODE, Kind.FIELD, Kind.DEFINITION)


def name_kinds(pages: Sequence[Sequence[Draft]]) -> None:
    """Fields, definitions, references, contents and index lines told from paragraphs."""
    section = ""
    for drafts in pages:
        for draft in drafts:
            if draft.kind is Kind.HEADING:
                section = _section(draft.text)
            elif section == "references" and draft.kind in (Kind.PARAGRAPH, Kind.ITEM):
                draft.kind = Kind.NOTE
            elif section == "glossary" and draft.kind is Kind.PARAGRAPH and definition_of(draft.text):
                draft.kind = Kind.DEFINITION
        _mark_fields(drafts)
    _mark_contents(pages)


def _section(title: str) -> str:
    if marks.is_references(title):
        return "references"
    if marks.is_glossary(title):
        return "glossary"
    return ""


def _mark_fields(drafts: Sequence[Draft]) -> None:
    """Fields: "Key: value" lines that follow each other, or whose key is bold; definitions in a row."""
    fields = [draft.kind is Kind.PARAGRAPH and field_of(draft.text) is not None for draft in drafts]
    for index, draft in enumerate(drafts):
        if not fields[index]:
            continue
        near = [i for i in (index - 1, index + 1) if 0 <= i < len(drafts)]
        short = len(draft.text) < 90 and not draft.text.endswith((".", "!", "?"))
        if _has_bold_key(draft) or (short and any(fields[i] for i in near)):
            draft.kind = Kind.FIELD
    terms = [draft.kind is Kind.PARAGRAPH and definition_of(draft.text) is not None for draft in drafts]
    for index, draft in enumerate(drafts):
        if terms[index] and sum(terms[max(0, index - 2) : index + 3]) >= 3:
            draft.kind = Kind.DEFINITION


def _has_bold_key(draft: Draft) -> bool:
    words = draft.strips[0].words
    key = next((i for i, word in enumerate(words) if word.text.endswith((":", "："))), None)
    if key is None or not any(map(str.isalpha, words[0].text)):
        return False
    rest = [*words[key + 1 :], *(word for strip in draft.strips[1:] for word in strip.words)]
    return all(word.bold for word in words[:key]) and words[0].bold and not all(word.bold for word in rest)


def _mark_contents(pages: Sequence[Sequence[Draft]]) -> None:
    """Lines of a contents page and of an index are furniture."""
    open_ = ""
    for number, drafts in enumerate(pages):
        led = [any(marks.has_leader(strip.text) for strip in draft.strips) for draft in drafts]
        for index, draft in enumerate(drafts):
            if draft.kind is Kind.HEADING and not led[index]:
                is_index = marks.is_index(draft.text) and 2 * number >= len(pages)
                name = "contents" if marks.is_contents(draft.text) else "index" if is_index else ""
                if name or not (open_ and _is_listed(draft, open_)):
                    open_ = name
                    continue
            leads = led[index] and any(led[i] for i in (index - 1, index + 1) if 0 <= i < len(led))
            if leads or (open_ and _is_listed(draft, open_)):
                draft.kind, draft.level = Kind.FURNITURE, 0
            elif open_ and draft.kind is not Kind.ROW and len(draft.text) > 120:
                open_ = ""


def _is_listed(draft: Draft, kind: str) -> bool:
    if draft.grid is not None:
        return all(marks.ends_in_page(text(row[-1])) for row in draft.grid.rows if row[-1])
    ends = sum(
        marks.ends_in_page(strip.text) if kind == "contents" else marks.is_index_line(strip.text)
        for strip in draft.strips
    )
    return 2 * ends >= len(draft.strips)


def set_paths(pages: Sequence[Sequence[Draft]], slides: bool) -> None:
    """The path of headings of each draft."""
    path: list[tuple[int, str]] = []
    for drafts in pages:
        if slides and any(draft.kind is Kind.HEADING and draft.level == 1 for draft in drafts):
            path = []
        for draft in drafts:
            if draft.kind is Kind.FURNITURE:
                continue
            if draft.kind is Kind.HEADING:
                while path and path[-1][0] >= draft.level:
                    path.pop()
                draft.headings = tuple(title for _, title in path)
                path.append((draft.level, " ".join(draft.text.split())))
            else:
                draft.headings = tuple(title for _, title in path)


def set_leads(flow: Sequence[Draft]) -> None:
    """For the items of each list the line that introduces it, and how deep they are."""
    lead, open_ = "", False
    indents: list[float] = []
    before: Draft | None = None
    for draft in flow:
        if draft.kind is Kind.ITEM:
            if not open_:
                lead, indents, open_ = _lead(before), [], True
            draft.lead = lead
            left = draft.strips[0].left
            slack = 0.5 * draft.size
            while indents and left < indents[-1] - slack:
                indents.pop()
            if not indents or left > indents[-1] + slack:
                indents.append(left)
            draft.depth = len(indents) - 1
        elif draft.kind not in (Kind.FURNITURE, Kind.NOTE, Kind.CODE, Kind.FORMULA):
            open_ = False
        if draft.kind not in (Kind.FURNITURE, Kind.NOTE):
            before = draft


def _lead(before: Draft | None) -> str:
    if before is None or before.kind not in (Kind.PARAGRAPH, Kind.FIELD):
        return ""
    words = " ".join(before.text.split())
    if words.endswith((":", "：")):
        return _SENTENCE.split(words)[-1]
    return words if len(words) <= _LEAD and before.kind is Kind.PARAGRAPH else ""


def join_over_columns(drafts: list[Draft]) -> list[Draft]:
    """A page's drafts, what goes on at the top of the next column joined to what it began with."""
    done: list[Draft] = []
    for draft in drafts:
        last = next((other for other in reversed(done) if other.kind is not Kind.CAPTION), None)
        if last is not None and draft.fresh and runs_on(last, draft):
            last.strips.extend(draft.strips)
            last.filled = draft.filled
        else:
            done.append(draft)
    return done


def runs_on(last: Draft, draft: Draft) -> bool:
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


def mark_over_pages(flows: Sequence[Sequence[Draft]]) -> None:
    """What goes on at the next page's top."""
    for before, after in itertools.pairwise(flows):
        last = next((draft for draft in reversed(before) if draft.kind is not Kind.CAPTION), None)
        first = next((draft for draft in after if draft.kind is not Kind.CAPTION), None)
        if last is None or first is None or last.kind is Kind.HEADING:
            continue
        if runs_on(last, first):
            last.goes_on = True
            first.kind = last.kind
            first.depth = last.depth


def number_tables(flows: Sequence[Sequence[Draft]]) -> None:
    """Numbers the tables of a document; one that goes on over a page keeps its number and its heads."""
    count = 0
    last: Draft | None = None
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
    if max(map(abs, apart), default=0.0) > _EDGES * 3 or table.heads:
        return None
    return Table(table.edges, table.rows, 0, before.names)
