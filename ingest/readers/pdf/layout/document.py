"""Pages of words to pages of blocks: page by page first, then what only the whole document tells."""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from statistics import median

from ingest.blocks.lines import item_mark
from ingest.readers.pdf.laid import Laid, Line
from ingest.readers.pdf.layout import notes, sideways, vertical
from ingest.readers.pdf.layout.columns import Column
from ingest.readers.pdf.layout.draft import LaidDraft
from ingest.readers.pdf.layout.formulas.displayed import with_formulas
from ingest.readers.pdf.layout.furniture import furniture
from ingest.readers.pdf.layout.kept import KeptWords, put_away
from ingest.readers.pdf.layout.outline import continued, headings, sections
from ingest.readers.pdf.layout.page import LineBox, PageRows, in_columns, page_rows
from ingest.readers.pdf.layout.passages import passages
from ingest.readers.pdf.layout.setting import Typesetting, setting
from ingest.readers.pdf.layout.strips import Row, Strip, merged
from ingest.readers.pdf.layout.tables import aligned
from ingest.readers.pdf.layout.tables.cells import Table
from ingest.readers.pdf.words import PageContent
from rag.values import Kind


def blocks(pages: Iterable[PageContent]) -> list[list[Laid]]:
    """The blocks of each page in reading order: text, notes, what lies on its side, comments, furniture.

    Where the words of the pages are put away (`KeptWords`), so are those of the blocks.
    """
    seen, turns, kept, slides = _rows(pages)
    rough = setting([page.rows for page in seen])
    dropped = furniture([page.content for page in seen], [page.rows for page in seen], rough.body)
    laid_out, running = [], []
    for page, gone, is_kept in zip(seen, dropped, kept, strict=True):
        laid_out.append(in_columns(page, gone))
        running.append([page.rows[index] for index in sorted(gone)])
        if is_kept:
            put_away(_strips(laid_out[-1]))
            page.rows = []
    how = setting([column for page in laid_out for column in _flat(page)])
    flows, others = [], []
    for page, columns, is_kept in zip(seen, laid_out, kept, strict=True):
        text, small = _page(page, columns, replace(how, right_to_left=page.right_to_left))
        flows.append(continued.join_over_columns(text))
        others.append(small)
        if is_kept:
            put_away(strip for draft in (*flows[-1], *small) for strip in draft.every_strip)
    headings.mark_headings(flows, how)
    if slides:
        for page, drafts in zip(seen, flows, strict=True):
            headings.mark_slide_titles(drafts, page.content.height)
    sections.name_kinds(flows)
    flows = [_with_furniture_last(drafts) for drafts in flows]
    texts = [[draft for draft in drafts if draft.kind is not Kind.FURNITURE] for drafts in flows]
    continued.number_tables(texts)
    if not slides:
        continued.mark_over_pages(texts)
    sections.set_paths(texts, slides)
    sections.set_leads([draft for drafts in texts for draft in drafts])
    done = []
    for page, drafts, small, edge in zip(seen, flows, others, running, strict=True):
        path = next(
            (d.headings for d in reversed(drafts) if d.kind not in (Kind.FURNITURE, Kind.HEADING)), ()
        )
        for draft in small:
            draft.headings = path
        content = page.content
        lying = sideways.drafts(page.sideways, content)
        edges = [LaidDraft(Kind.FURNITURE, [merged(row)]) for row in edge]
        own = [draft for draft in drafts if draft.kind is not Kind.FURNITURE]
        listed = [draft for draft in drafts if draft.kind is Kind.FURNITURE]
        every = [*own, *small, *lying, *notes.added(content.notes), *listed, *edges]
        every.sort(key=lambda draft: draft.kind is Kind.FURNITURE)
        done.append([block for draft in every for block in _finished(draft)])
    return [
        page if turn is None else [turn.back(block) for block in page]
        for page, turn in zip(done, turns, strict=True)
    ]


def _rows(
    pages: Iterable[PageContent],
) -> tuple[list[PageRows], list[sideways.PageTurn | None], list[bool], bool]:
    """The pages in rows, how each is turned, whether its words are put away, and whether they are slides."""
    seen: list[PageRows] = []
    turns: list[sideways.PageTurn | None] = []
    kept: list[bool] = []
    slides = _Slides()
    for given in pages:
        page = replace(given, words=tuple(given.words))
        down = vertical.turned(page)
        turn = down or sideways.turned(page)
        slides.add(page if down is not None or turn is None else turn.page)
        # One that is turned back has to know its words again.
        is_kept = isinstance(given.words, KeptWords) and turn is None
        turns.append(turn)
        kept.append(is_kept)
        seen.append(page_rows(page if turn is None else turn.page, is_kept))
    return seen, turns, kept, slides.are_slides


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


def _strips(columns: Sequence[Column]) -> Iterator[Strip]:
    """Those of columns, of the tables and boxes among them, too."""
    for column in _flat(columns):
        for row in column:
            yield from row
            if isinstance(row[0].inside, Table):
                yield from row[0].inside.strips


def _page(
    page: PageRows, columns: Sequence[Column], how: Typesetting
) -> tuple[list[LaidDraft], list[LaidDraft]]:
    """The drafts of a page's text, and those of its notes."""
    text: list[LaidDraft] = []
    small: list[LaidDraft] = []
    main = _main(columns)
    strips = [strip for column in columns for row in column for strip in row]
    wide = max((s.right for s in strips), default=0.0) - min((s.left for s in strips), default=0.0)
    for column in columns:
        if notes.in_margin(column, main, how.body):
            small += [_as_note(draft) for draft in passages(column, how)]
            continue
        rows, foot = notes.split(column, how.body, page.across, page.content.height, wide)
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


class _Slides:
    """Whether pages are slides: wider than high, with few words in large type."""

    def __init__(self) -> None:
        self._wide = 0
        self._words: list[int] = []
        self._sizes = array("d")

    def add(self, page: PageContent) -> None:
        self._wide += page.width > 1.1 * page.height
        self._words.append(len(page.words))
        self._sizes.extend([word.size / page.height for word in page.words])

    @property
    def are_slides(self) -> bool:
        if not self._words or self._wide < 0.8 * len(self._words):
            return False
        return bool(self._sizes) and median(self._words) < 250 and median(self._sizes) > 0.018


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
