"""Pages of words to pages of blocks: page by page first, then what only the whole document tells."""

from collections.abc import Sequence
from dataclasses import replace
from statistics import median

from ingest.blocks.lines import item_mark
from ingest.readers.pdf.laid import Laid, Line
from ingest.readers.pdf.layout import notes, sideways, vertical
from ingest.readers.pdf.layout.columns import Column
from ingest.readers.pdf.layout.draft import LaidDraft
from ingest.readers.pdf.layout.formulas.displayed import with_formulas
from ingest.readers.pdf.layout.furniture import furniture
from ingest.readers.pdf.layout.outline import continued, headings, sections
from ingest.readers.pdf.layout.page import LineBox, PageRows, in_columns, page_rows
from ingest.readers.pdf.layout.passages import passages
from ingest.readers.pdf.layout.setting import Typesetting, setting
from ingest.readers.pdf.layout.strips import Row, merged
from ingest.readers.pdf.layout.tables import aligned
from ingest.readers.pdf.layout.tables.cells import Table
from ingest.readers.pdf.words import PageContent
from rag.values import Kind


def blocks(pages: Sequence[PageContent]) -> list[list[Laid]]:
    """The blocks of each page in reading order: text, notes, what lies on its side, comments, furniture."""
    downwards = [vertical.turned(page) for page in pages]
    turns = [down or sideways.turned(page) for page, down in zip(pages, downwards, strict=True)]
    as_held = [
        page if down is not None or turn is None else turn.page
        for page, down, turn in zip(pages, downwards, turns, strict=True)
    ]
    slides = _are_slides(as_held)
    pages = [page if turn is None else turn.page for page, turn in zip(pages, turns, strict=True)]
    seen = [page_rows(page) for page in pages]
    rough = setting([page.rows for page in seen])
    dropped = furniture(pages, [page.rows for page in seen], rough.body)
    laid_out = [in_columns(page, gone) for page, gone in zip(seen, dropped, strict=True)]
    how = setting([column for page in laid_out for column in _flat(page)])
    flows, others = [], []
    for page, columns in zip(seen, laid_out, strict=True):
        text, small = _page(page, columns, replace(how, right_to_left=page.right_to_left))
        flows.append(continued.join_over_columns(text))
        others.append(small)
    headings.mark_headings(flows, how)
    if slides:
        for content, drafts in zip(pages, flows, strict=True):
            headings.mark_slide_titles(drafts, content.height)
    sections.name_kinds(flows)
    flows = [_with_furniture_last(drafts) for drafts in flows]
    texts = [[draft for draft in drafts if draft.kind is not Kind.FURNITURE] for drafts in flows]
    continued.number_tables(texts)
    if not slides:
        continued.mark_over_pages(texts)
    sections.set_paths(texts, slides)
    sections.set_leads([draft for drafts in texts for draft in drafts])
    done = []
    for page, drafts, small, gone in zip(seen, flows, others, dropped, strict=True):
        path = next(
            (d.headings for d in reversed(drafts) if d.kind not in (Kind.FURNITURE, Kind.HEADING)), ()
        )
        for draft in small:
            draft.headings = path
        content = page.content
        lying = sideways.drafts(page.sideways, content)
        running = [LaidDraft(Kind.FURNITURE, [merged(page.rows[index])]) for index in sorted(gone)]
        own = [draft for draft in drafts if draft.kind is not Kind.FURNITURE]
        listed = [draft for draft in drafts if draft.kind is Kind.FURNITURE]
        every = [*own, *small, *lying, *notes.added(content.notes), *listed, *running]
        every.sort(key=lambda draft: draft.kind is Kind.FURNITURE)
        done.append([block for draft in every for block in _finished(draft)])
    return [
        page if turn is None else [turn.back(block) for block in page]
        for page, turn in zip(done, turns, strict=True)
    ]


def _with_furniture_last(drafts: Sequence[LaidDraft]) -> list[LaidDraft]:
    return sorted(drafts, key=lambda draft: draft.kind is Kind.FURNITURE)


def _flat(columns: Sequence[Column]) -> list[Column]:
    """Columns with those of the boxes among them."""
    found = []
    for column in columns:
        found.append(column)
        for row in column:
            if isinstance(row[0].inside, LineBox):
                found += row[0].inside.parts
    return found


def _page(
    page: PageRows, columns: Sequence[Column], how: Typesetting
) -> tuple[list[LaidDraft], list[LaidDraft]]:
    """The drafts of a page's text, and those of its notes."""
    text: list[LaidDraft] = []
    small: list[LaidDraft] = []
    main = _main(columns)
    for column in columns:
        if notes.in_margin(column, main, how.body):
            small += [_as_note(draft) for draft in passages(column, how)]
            continue
        rows, foot = notes.split(column, how.body, page.across, page.content.height)
        small += notes.footnotes(foot, page.right_to_left)
        text += with_formulas(_drafts(rows, how), page.across)
    return text, small


def _as_note(draft: LaidDraft) -> LaidDraft:
    draft.kind = Kind.NOTE
    return draft


def _main(columns: Sequence[Column]) -> tuple[float, float]:
    """Where the column with most letters begins and ends."""
    best = max(columns, key=lambda column: sum(len(s.text) for row in column for s in row), default=[])
    strips = [strip for row in best for strip in row]
    return (min((s.left for s in strips), default=0.0), max((s.right for s in strips), default=0.0))


def _drafts(rows: Sequence[Row], how: Typesetting) -> list[LaidDraft]:
    """The drafts of rows among which there are tables and boxes."""
    drafts: list[LaidDraft] = []
    run: list[Row] = []
    for row in rows:
        inside = row[0].inside
        if inside is None:
            run.append(row)
            continue
        drafts += passages(aligned.with_tables(run), how)
        run = []
        if isinstance(inside, Table):
            drafts.append(LaidDraft(Kind.ROW, inside.strips, grid=inside))
        elif isinstance(inside, LineBox):
            for column in inside.parts:
                drafts += _drafts(column, how)
    return drafts + passages(aligned.with_tables(run), how)


def _are_slides(pages: Sequence[PageContent]) -> bool:
    """Whether the pages are slides: wider than high, with few words in large type."""
    if not pages or sum(page.width > 1.1 * page.height for page in pages) < 0.8 * len(pages):
        return False
    words = [len(page.words) for page in pages]
    sizes = [word.size / page.height for page in pages for word in page.words]
    return bool(sizes) and median(words) < 250 and median(sizes) > 0.018


def _finished(draft: LaidDraft) -> list[Laid]:
    """The blocks of a draft, without the bullets of items."""
    if draft.kind is Kind.ITEM and draft.strips:
        mark = item_mark(draft.strips[0].text)
        if mark is not None and mark.kind == "bullet":
            lines = [strip.words for strip in draft.strips]
            lines[0] = _without(lines[0], len(mark.text))
            draft.lines = tuple(line for line in lines if line)
    return draft.laid()


def _without(line: Line, count: int) -> Line:
    """A line without the first `count` characters of its words."""
    words = list(line)
    while words and count >= len(words[0].text):
        count -= len(words[0].text)
        words.pop(0)
    if words and count:
        first = words[0]
        words[0] = replace(first, text=first.text[count:], glyphs=first.glyphs[count:])
    if words and words[0].joined:
        words[0] = replace(words[0], joined=False)
    return tuple(words)
