"""Paths of headings, leads of lists, and the kinds that a section or the lines around tell."""

import re
from collections.abc import Sequence

from ingest.blocks.lines import definition_of, field_of
from ingest.readers.pdf.layout import marks
from ingest.readers.pdf.layout.draft import LaidDraft
from ingest.readers.pdf.layout.tables.cells import text
from rag.values import Kind

_LEAD = 240  # characters of a paragraph that introduces a list without a colon
_BESIDE = (Kind.FURNITURE, Kind.NOTE, Kind.CAPTION)
_FURTHER = 3  # widths of a letter that what hangs under an item may stand further in than its words
_MEANING = 240  # characters of a definition among others
_SENTENCE = re.compile(r"(?<=[.!?。！？])\s+")


def name_kinds(pages: Sequence[Sequence[LaidDraft]]) -> None:
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


def _mark_fields(drafts: Sequence[LaidDraft]) -> None:
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
        if terms[index] and len(draft.text) <= _MEANING and sum(terms[max(0, index - 2) : index + 3]) >= 3:
            draft.kind = Kind.DEFINITION


def _has_bold_key(draft: LaidDraft) -> bool:
    words = draft.strips[0].words
    key = next((i for i, word in enumerate(words) if word.text.endswith((":", "："))), None)
    if key is None or not any(map(str.isalpha, words[0].text)):
        return False
    rest = [*words[key + 1 :], *(word for strip in draft.strips[1:] for word in strip.words)]
    return all(word.bold for word in words[:key]) and words[0].bold and not all(word.bold for word in rest)


def _mark_contents(pages: Sequence[Sequence[LaidDraft]]) -> None:
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


def _is_listed(draft: LaidDraft, kind: str) -> bool:
    if draft.grid is not None:
        return all(marks.ends_in_page(text(row[-1])) for row in draft.grid.rows if row[-1])
    ends = sum(
        marks.ends_in_page(strip.text) if kind == "contents" else marks.is_index_line(strip.text)
        for strip in draft.strips
    )
    return 2 * ends >= len(draft.strips)


def set_paths(pages: Sequence[Sequence[LaidDraft]], slides: bool) -> None:
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


def set_leads(flow: Sequence[LaidDraft]) -> None:
    """For the items of each list the line that introduces it, and how deep they are; what hangs under them."""
    lead, open_ = "", False
    item: LaidDraft | None = None
    indents: list[float] = []
    before: LaidDraft | None = None
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
            item = draft
        elif draft.kind in _BESIDE:
            continue
        elif open_ and item is not None and _hangs(draft, item):
            draft.hangs = True
        else:
            open_ = False
        before = draft


def _hangs(draft: LaidDraft, item: LaidDraft) -> bool:
    """Whether a block belongs to the item above it: each of its lines stands further in than the mark of that item,
    about where its words do. Formulas and code do wherever they stand; what ends with a colon opens something new."""
    if draft.kind in (Kind.CODE, Kind.FORMULA):
        return True
    if draft.kind is Kind.HEADING or not draft.strips or draft.text.endswith((":", "：")):
        return False
    left = min(strip.left for strip in draft.strips)
    return item.strips[0].left + 0.5 * item.size <= left <= item.indent + _FURTHER * item.size


def _lead(before: LaidDraft | None) -> str:
    if before is None or before.kind not in (Kind.PARAGRAPH, Kind.FIELD):
        return ""
    words = " ".join(before.text.split())
    if words.endswith((":", "：")):
        return _SENTENCE.split(words)[-1]
    return words if len(words) <= _LEAD and before.kind is Kind.PARAGRAPH else ""
