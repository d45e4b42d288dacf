"""What stands on a stretch of a page, told piece by piece: a sentence of each paragraph, lists and tables whole."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from rag.catalogue.headings import Reading
from rag.catalogue.places import LONGEST, gist, in_line, place
from rag.catalogue.reply import Point, PointTable, Reply, counted
from rag.language.layout import item_number, plain_line, without_number
from rag.language.sentences import spans
from rag.language.words import content_words, words
from rag.store.documents.units import StoredUnit
from rag.values import Citation, Kind, Page

_OPENS = (":", "：")
_SENTENCES = frozenset({Kind.PARAGRAPH, Kind.NOTE, Kind.COMMENT})
_OPENED = frozenset({Kind.ITEM, Kind.ROW, Kind.FIELD, Kind.CODE, Kind.FORMULA})
"""What a line that ends with a colon can lead in."""
_HANGS = frozenset({Kind.PARAGRAPH, Kind.NOTE, Kind.CAPTION, Kind.CODE, Kind.FORMULA})
_HANGING = 3  # paragraphs, pictures, pieces of code that hang under an item at most
_MOST_ROWS = 40
_UNDER = " › "


@dataclass(frozen=True, slots=True)
class ToldPiece:
    """What is told of a paragraph, a list, a table: its `points`. Those of a table are its rows, whose cells are in
    `rows`, under `heads`; both are () for anything else."""

    points: tuple[Point, ...]
    heads: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


def told(reading: Reading, page: Page, start: int, end: int) -> Iterator[ToldPiece]:
    """What stands in `start:end` of a page, in order, without running heads, contents and the like.

    Of each paragraph the first sentence is told, of the only one each; a list with the line that leads it in, what a
    heading stands over with that heading.
    """
    if not page.blocks:
        yield from (ToldPiece(((in_line(c), c),)) for c in gist(reading.document, page, start, end))
        return
    here = [found for found in reading.units(page.number) if start <= found.unit.start < end]
    runs = _with_lists_whole([list(run) for _, run in groupby(here, lambda found: _run(page, found))])
    alone = sum(run[0].unit.kind is Kind.PARAGRAPH for run in runs) == 1
    headings: list[StoredUnit] = []
    opener: StoredUnit | None = None
    for index, run in enumerate(runs):
        kind = run[0].unit.kind
        if kind is Kind.HEADING:
            headings += run
            continue
        whole = kind not in _SENTENCES or (alone and kind is Kind.PARAGRAPH)
        follows = runs[index + 1][0].unit.kind if index + 1 < len(runs) else None
        led = kind in _SENTENCES and follows in _OPENED and run[-1].text.rstrip().endswith(_OPENS)
        for piece in _pieces(reading, page, run if whole else run[:1], opener, not index):
            if led and piece.points[0][0] == _words(run[-1]):
                continue  # it comes with what it leads in
            yield from _under(reading, page, headings, piece)
            headings = []
        opener = run[-1] if led else None
    if headings:
        yield ToldPiece(tuple(_point(reading, page, found) for found in headings))


def about_topic(reading: Reading, page: Page, topic: str) -> list[Point]:
    """What the sentences, items and rows of a page say that have the most words of the topic, in order; [] where none
    has one."""
    wanted = {word.term for word in content_words(topic)}
    if page.blocks:
        units = reading.units(page.number)
        said = [(len(wanted & found.terms), _point(reading, page, found)) for found in units]
    else:
        places = [place(reading.document, page, start, end) for start, end in spans(page.text)]
        said = [
            (len(wanted & {w.term for w in words(cited.quote)}), (in_line(cited), cited)) for cited in places
        ]
    most = max((count for count, _ in said), default=0)
    return [point for count, point in said if count == most > 0]


def around(reading: Reading, page: Page, start: int) -> Citation:
    """The sentence, item or row of the page that the character at `start` is in."""
    units = reading.units(page.number) if page.blocks else ()
    edges = ((found.unit.start, found.unit.end) for found in units)
    for first, last in edges if units else spans(page.text):
        if first <= start < last:
            return place(reading.document, page, first, last)
    return place(reading.document, page, start, page.text.find("\n", start) % (len(page.text) + 1))


def laid_out(lead: str, pieces: Sequence[ToldPiece], most: int, noun: str) -> Reply:
    """The first `most` of the pieces as a reply; `noun` is what the others are called."""
    points: list[Point] = []
    tables: list[PointTable] = []
    for piece in pieces[:most]:
        if piece.rows:
            tables.append(PointTable(len(points), piece.heads, piece.rows))
        points += piece.points
    rest = len(pieces) - most
    return Reply(lead, tuple(points), f"And {counted(rest, noun)} more." if rest > 0 else "", tuple(tables))


def table(reading: Reading, rows: Sequence[StoredUnit]) -> Iterator[ToldPiece]:
    """Rows of one table, under their heads where all have the same; else each by itself."""
    shown = rows[:_MOST_ROWS]
    heads = [tuple(cell.head for cell in row.unit.cells) for row in shown]
    points = [_point(reading, reading.page(row.unit.page), row) for row in shown]
    if shown and any(heads[0]) and len(set(heads)) == 1:
        cells = tuple(_cells(row) for row in shown)
        yield ToldPiece(tuple(points), tuple(map(plain_line, heads[0])), cells)
    else:
        yield from (ToldPiece((point,)) for point in points)
    if len(rows) > len(shown):
        yield ToldPiece(((f"And {counted(len(rows) - len(shown), 'row')} more.", None),))


def _run(page: Page, found: StoredUnit) -> tuple[Kind, int]:
    """Names what is told as one: the items of a list, the rows of a table, the sentences of a block."""
    unit = found.unit
    if unit.kind is Kind.ITEM:
        return unit.kind, -1
    if unit.kind is Kind.ROW:
        return unit.kind, -1 if unit.table is None else unit.table
    return unit.kind, _block_of(page, found)


def _with_lists_whole(runs: Sequence[list[StoredUnit]]) -> list[list[StoredUnit]]:
    """The runs, of which items that go on counting after something else ("1.", a paragraph, "2.") are one.

    What stands between them hangs under an item and is left out.
    """
    whole: list[list[StoredUnit]] = []
    last = None  # the place of the list that may go on
    for run in runs:
        kind = run[0].unit.kind
        begins = item_number(run[0].text) if kind is Kind.ITEM else None
        if last is not None and begins is not None and begins == (item_number(whole[last][-1].text) or 0) + 1:
            whole[last] += run
            del whole[last + 1 :]
            continue
        whole.append(run)
        if kind is Kind.ITEM:
            last = len(whole) - 1
        elif kind not in _HANGS or len(whole) - 1 - (last or 0) > _HANGING:
            last = None
    return whole


def _pieces(
    reading: Reading, page: Page, run: Sequence[StoredUnit], opener: StoredUnit | None, first: bool
) -> Iterator[ToldPiece]:
    """A run as pieces, after the line `opener` that leads it in; `first` is the first run of the stretch."""
    kind = run[0].unit.kind
    if kind is Kind.ITEM:
        yield _list(reading, page, run, opener, first)
        return
    if opener is not None:
        yield ToldPiece((_point(reading, page, opener),))
    if kind is Kind.ROW:
        yield from table(reading, run)
    elif kind is Kind.CODE:
        begun = re.compile(r"\s*[^\n]+").match(run[0].text)
        end = run[0].unit.start + (begun.end() if begun else len(run[0].text))
        cited = place(reading.document, page, run[0].unit.start, end)
        rest = " …" if end < run[-1].unit.end else ""
        yield ToldPiece(((f"{in_line(cited)}{rest}", cited),))
    else:
        beside = "Comment: " if kind is Kind.COMMENT else ""
        for found in run:
            said, at = _point(reading, page, found)
            yield ToldPiece(((f"{beside}{said}", at),))


def _list(
    reading: Reading, page: Page, items: Sequence[StoredUnit], opener: StoredUnit | None, first: bool
) -> ToldPiece:
    """A list in one line, of a long item its first sentence, with what leads it in: on the page before, where it is the
    `first` run and comes over from there."""
    firsts = [next(sentences) for _, sentences in groupby(items, lambda item: _block_of(page, item))]
    kept = firsts[:1]
    for item in firsts[1:]:
        if sum(len(one.read) for one in kept) + len(item.read) > LONGEST:
            break
        kept.append(item)
    begun = opener or items[0]
    said = " ".join(map(_words, kept))
    if len(kept) < len(firsts):
        said += f" … and {len(firsts) - len(kept)} more"
    if opener is not None:
        said = f"{_words(opener)} {said}"
    elif first and (lead := _lead(page, items[0])):
        said = f"{plain_line(lead)} … {said}"
    elif len(firsts) == 1:
        said = without_number(said)
    return ToldPiece(((said, place(reading.document, page, begun.unit.start, kept[-1].unit.end)),))


def _block_of(page: Page, found: StoredUnit) -> int:
    """Where the block begins that a unit is of."""
    start = found.unit.start
    return next((b.start for b in page.blocks if b.start <= start < b.end), start)


def _lead(page: Page, item: StoredUnit) -> str:
    return next((b.lead for b in page.blocks if b.start <= item.unit.start < b.end), "")


def _under(
    reading: Reading, page: Page, headings: Sequence[StoredUnit], piece: ToldPiece
) -> Iterator[ToldPiece]:
    """The piece after the headings that stand right over it; those over a table stand by themselves."""
    if headings and piece.rows:
        yield ToldPiece(tuple(_point(reading, page, found) for found in headings))
    elif headings:
        (said, cited), *others = piece.points
        over = _UNDER.join(map(_words, headings))
        piece = ToldPiece(((f"{over}: {said}", cited), *others))
    yield piece


def _point(reading: Reading, page: Page, found: StoredUnit) -> Point:
    return _words(found), place(reading.document, page, found.unit.start, found.unit.end)


def _words(found: StoredUnit) -> str:
    return plain_line(found.read)


def _cells(row: StoredUnit) -> tuple[str, ...]:
    start = row.unit.start
    return tuple(plain_line(row.text[cell.start - start : cell.end - start]) for cell in row.unit.cells)
