"""Which paragraphs are headings, and of which level: told by type, numbers and the room around them."""

import re
from collections.abc import Sequence

from ingest.blocks.lines import caption_label, field_of, item_mark
from ingest.readers.pdf.layout import marks
from ingest.readers.pdf.layout.draft import LaidDraft
from ingest.readers.pdf.layout.setting import Typesetting
from rag.values import Kind

_LENGTH, _LINES = 160, 4
_LARGER = 1.12  # of the body's size
_NUMBERED = re.compile(
    r"(?:(?P<deep>(?:\d{1,2}|[A-Z])(?:\.\d{1,2})+)\.?|(?P<one>\d{1,2}|[A-Z]|[IVX]{1,5})\.?)\s+(?=[^\W\d_])"
)
_CHAPTER = re.compile(
    r"(?:chapter|part|unit|lab|lesson|lecture|module|section|appendix|week|kapitel|teil|chapitre|capítulo|"
    r"capitolo|exercise|problem|question|topic|session|aufgabe|übung)\s+(?:\d{1,3}|[A-Z]|[IVX]{1,5})\b|"
    r"第[一二三四五六七八九十\d]{1,3}[章节節]",
    re.I,
)
_KEYS = re.compile(r"[^\W\d_][:：](?=\s)")
_WORDLIKE = re.compile(r"[^\W\d_]{2}|[\u3040-\u9fff]")
_NEVER = re.compile(r"https?://|@|[{}|\\<>]|^\(|^[\d\s.,:%/–-]+$")
_USUAL = re.compile(
    r"(?:abstract|introduction|conclusions?|acknowledge?ments?|references|bibliography|appendix|summary|"
    r"discussion|methods?|results|einleitung|zusammenfassung|literatur|résumé|resumen)\W*$",
    re.I,
)
_ABSTRACT = re.compile(r"(?:abstract|zusammenfassung|résumé|resumen|summary)\W*$", re.I)
_MAY_BE = (Kind.PARAGRAPH, Kind.ITEM)


def mark_headings(pages: Sequence[list[LaidDraft]], how: Typesetting) -> None:
    """Makes headings of the drafts that are set as headings, each with its level."""
    for drafts in pages:
        for index, draft in enumerate(drafts):
            before = drafts[index - 1] if index else None
            after = drafts[index + 1] if index + 1 < len(drafts) else None
            if draft.kind in _MAY_BE and is_heading(draft, before, after, how):
                draft.kind = Kind.HEADING
    _without_runs(pages, how)
    _without_authors(pages)
    for drafts in pages:
        _join_chapters(drafts)
    _set_levels([draft for drafts in pages for draft in drafts if draft.kind is Kind.HEADING])


def is_heading(draft: LaidDraft, before: LaidDraft | None, after: LaidDraft | None, how: Typesetting) -> bool:
    """Whether a paragraph is set and worded as a heading."""
    text = draft.text
    if len(text) > _LENGTH or len(draft.strips) > _LINES or not _WORDLIKE.search(text) or _NEVER.search(text):
        return False
    if caption_label(text) or marks.is_bullet(text):
        return False
    number = _NUMBERED.match(text)
    larger = draft.size > _LARGER * how.body
    bold = draft.bold and not how.bold and draft.size >= 0.95 * how.body
    if text[-1] in ",;" or (
        text[-1] in ".:"
        and not (larger and text[-1] == "." and len(text) < 60)
        and not (bold and text[-1] == ":")
    ):
        return False
    if len(_KEYS.findall(text)) > 1:
        return False  # fields side by side
    if draft.kind is Kind.ITEM:
        return (larger or bold) and number is not None and (draft.size >= how.body)
    if larger:
        return len(text) < 120 or bold
    if bold:
        return field_of(text) is None or bool(_CHAPTER.match(text)) or number is not None
    return _is_plain_heading(draft, before, after, how, number is not None)


def _is_plain_heading(
    draft: LaidDraft, before: LaidDraft | None, after: LaidDraft | None, how: Typesetting, numbered: bool
) -> bool:
    """Whether a line in the type of the text is a heading by its number, its capitals and the room around it."""
    text = draft.text
    if len(draft.strips) > 1 or len(text) > 80 or marks.ends_sentence(text) or draft.filled:
        return False
    if after is None or after.kind is Kind.FORMULA or draft.size < 0.95 * how.body:
        return False
    apart = draft.gap > 1.3 * how.drop(draft.size) or before is None or before.kind is Kind.HEADING
    capitals = sum(map(str.isupper, text)) >= 4 and text.upper() == text
    worded = numbered or bool(_CHAPTER.match(text)) or bool(_USUAL.match(text)) or capitals
    if not worded or not apart:
        return False
    if numbered and not capitals:
        title = _NUMBERED.sub("", text, count=1)
        if not (title[:1].isupper() or not title[:1].isascii()) or len(title.split()) > 9:
            return False
        return after.kind in (Kind.PARAGRAPH, Kind.HEADING, Kind.ITEM) and item_mark(text) is None
    return True


def _without_runs(pages: Sequence[Sequence[LaidDraft]], how: Typesetting) -> None:
    """Takes back headings in the text's size that stand in long runs: bold rows, names, addresses."""
    for drafts in pages:
        run: list[LaidDraft] = []
        for draft in [*drafts, None]:
            small = draft is not None and draft.kind is Kind.HEADING and draft.size <= _LARGER * how.body
            if small and draft is not None and (not run or draft.size == run[-1].size):
                run.append(draft)
                continue
            if len(run) >= 4:
                for item in run:
                    item.kind = Kind.ITEM if item_mark(item.text) else Kind.PARAGRAPH
            run = [draft] if small and draft is not None else []


def _join_chapters(drafts: list[LaidDraft]) -> None:
    """Puts "Chapter 1" and the title that follows it together."""
    for index in range(len(drafts) - 2, -1, -1):
        number, title = drafts[index], drafts[index + 1]
        both = number.kind is Kind.HEADING and title.kind is Kind.HEADING
        if both and _CHAPTER.fullmatch(number.text.rstrip(" .:")) and not _CHAPTER.match(title.text):
            title.strips = [*number.strips, *title.strips]
            del drafts[index]


def _without_authors(pages: Sequence[Sequence[LaidDraft]]) -> None:
    """Takes back what stands between the title of a paper and its abstract."""
    for drafts in pages[:1]:
        titles = [draft for draft in drafts if draft.kind is Kind.HEADING]
        abstract = next((i for i, draft in enumerate(titles) if _ABSTRACT.match(draft.text)), 0)
        largest = max((draft.size for draft in titles[:abstract]), default=0.0)
        for draft in titles[1:abstract]:
            if draft.size < 0.9 * largest:
                draft.kind = Kind.PARAGRAPH


def depth_of(text: str) -> int:
    """How deep a heading is by its number: 1 for "3", 2 for "3.1", 0 without one."""
    number = _NUMBERED.match(text)
    if number is None:
        return 0
    deep = number.group("deep")
    return 1 + deep.count(".") if deep else 1


def _set_levels(headings: Sequence[LaidDraft]) -> None:
    """Levels by size and weight, the largest first; numbered ones below each other as their numbers say."""
    styles = sorted({_style(draft) for draft in headings}, reverse=True)
    ranks: dict[tuple[float, bool, bool], int] = {}
    level = 0
    last: tuple[float, bool, bool] | None = None
    for style in styles:
        if last is None or not _alike(style, last):
            level += 1
            last = style
        ranks[style] = level
    for draft in headings:
        draft.level = ranks[_style(draft)]
    letters = {draft.text[:2] for draft in headings}
    numbered = [draft for draft in headings if depth_of(draft.text) and not _is_word(draft.text, letters)]
    if len(numbered) >= 2:
        base = min(draft.level - depth_of(draft.text) for draft in numbered) + 1
        base = max(1, base)
        for draft in numbered:
            draft.level = base + depth_of(draft.text) - 1
    used = sorted({draft.level for draft in headings})
    for draft in headings:
        draft.level = used.index(draft.level) + 1


def _style(draft: LaidDraft) -> tuple[float, bool, bool]:
    capitals = draft.text.upper() == draft.text
    return (round(2 * draft.size) / 2, draft.bold, capitals)


def _alike(style: tuple[float, bool, bool], other: tuple[float, bool, bool]) -> bool:
    return abs(style[0] - other[0]) < 0.6 and style[1:] == other[1:]


def mark_slide_titles(drafts: Sequence[LaidDraft], height: float) -> None:
    """Makes the title of a slide its heading of level 1; others are of level 2 and deeper."""
    told = [draft for draft in drafts if draft.kind in (*_MAY_BE, Kind.HEADING) and draft.strips]
    top = [draft for draft in told if draft.strips[0].top < 0.4 * height and _WORDLIKE.search(draft.text)]
    if not top:
        return
    largest = max(draft.size for draft in told)
    first = next((draft for draft in top if draft.size >= 0.98 * largest), None)
    if first is None or (len(told) > 1 and first.size < 1.08 * max(d.size for d in told if d is not first)):
        stands_out = top[0].bold or top[0].size >= 0.98 * largest
        first = top[0] if stands_out and top[0].kind is not Kind.ITEM else None
    if first is None or len(first.text) > _LENGTH or marks.is_bullet(first.text):
        return
    for draft in told:
        if draft.kind is Kind.HEADING:
            draft.level = max(2, draft.level)
    first.kind, first.level = Kind.HEADING, 1


def _is_word(text: str, letters: set[str]) -> bool:
    """Whether a heading begins with "A" or "I" as a word: no other one begins with "B" or "II"."""
    return (text.startswith("A ") and "B " not in letters) or (text.startswith("I ") and "II" not in letters)
