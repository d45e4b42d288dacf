"""Presentations of PowerPoint 97 to 2003, slide by slide."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from struct import error as StructError
from struct import unpack_from

from ingest.blocks.writer import PageWriter
from ingest.readers.base import Progress, ReadFile
from ingest.readers.book import Book
from ingest.readers.legacy.container import Container, damaged
from ingest.readers.legacy.powerpoint import margins, records, texts
from ingest.readers.legacy.powerpoint.listed import ListedSlide, listed
from ingest.readers.legacy.powerpoint.persisted import Persisted
from ingest.readers.legacy.powerpoint.records import SlideRecord
from ingest.readers.legacy.powerpoint.shapes import MARGINS, NOTES_BODY, Box, OldSlideShape, shapes
from ingest.readers.sections.composing import set_out
from ingest.readers.sections.lines import paragraphs_of
from ingest.readers.sections.pieces import Found, Piece, SectionCell, SectionTable, row_of
from ingest.readers.sections.writing import write
from rag.values.pages import Kind

_USUAL = 5760, 4320  # size of a slide that says nothing, in 576ths of an inch
_NEAR = 30  # of these, by which the sides of cells may differ


class OldPowerPointReader:
    """Titles, bodies with their levels, tables, notes, comments, footers."""

    def read(self, path: Path, page_limit: int, progress: Progress) -> ReadFile:
        container = Container(path, "PowerPoint")
        try:
            persisted = Persisted(container)
            slides = listed(persisted)
            if not slides:
                raise damaged("PowerPoint")
            book = Book("application/vnd.ms-powerpoint", "slide", page_limit)
            size = _size(persisted.document)
            for index, slide in enumerate(slides):
                if book.is_full:
                    book.page()  # is counted among those that are left out
                    continue
                writer = book.page(shape=size[0] / size[1], leaves=True)
                _Slide(writer, size).write(slide, persisted)
                progress(index + 1, len(slides))
            return book.finish(container.title)
        except (StructError, IndexError) as error:
            raise damaged("PowerPoint") from error
        finally:
            container.close()


def _size(document: SlideRecord) -> tuple[int, int]:
    atom = document.first(records.DOCUMENT_ATOM)
    width, height = unpack_from("<2i", atom.data) if atom is not None and len(atom.data) >= 8 else _USUAL
    return (width, height) if 0 < width < 1_000_000 and 0 < height < 1_000_000 else _USUAL


class _Slide:
    """A slide in the making."""

    def __init__(self, writer: PageWriter, size: tuple[int, int]) -> None:
        self._writer = writer
        self._size = size

    def write(self, slide: ListedSlide, persisted: Persisted) -> None:
        """Write the title, then what is on the slide, then what is said beside it."""
        found = list(shapes(slide.part, slide.outline)) if slide.part is not None else []
        if not any(shape.texts or shape.cells for shape in found):
            found = [OldSlideShape((text,)) for text in slide.outline]
        title = next((shape for shape in found if _is_title(shape)), None)
        if title is not None:
            self._placed(title.box, [Piece(Kind.HEADING, title.texts[0].words, level=1)])
        said: list[str] = []
        for shape in found:
            if shape.holds in MARGINS:
                said += [text.words for text in shape.texts]
            elif shape is not title:
                self._placed(shape.box, set_out(list(_pieces(shape))))
        for words in margins.comments(slide.part):
            self._writer.add(Kind.COMMENT, words, group="comments")
        for words in dict.fromkeys([*said, *margins.running(slide.part, persisted.document)]):
            if any(map(str.isalpha, words)):
                self._writer.add(Kind.FURNITURE, words, group="margins")
        self._writer.add(Kind.NOTE, "\n".join(_noted(slide.notes, slide.notes_outline)))

    def _placed(self, box: Box | None, pieces: Iterable[Piece]) -> None:
        start = self._writer.length
        write(pieces, self._writer)
        if box is None or self._writer.length == start:
            return
        start += 2 if start else 0
        left, top, right, bottom = (
            min(1.0, max(0.0, side / self._size[index % 2])) for index, side in enumerate(box)
        )
        if left < right:
            self._writer.place(start, left, top, right, bottom)


def _is_title(shape: OldSlideShape) -> bool:
    return bool(shape.texts) and shape.texts[0].kind in texts.TITLES and bool(shape.texts[0].words)


def _pieces(shape: OldSlideShape) -> Iterator[Found]:
    if shape.cells:
        yield _table(shape.cells)
    for text in shape.texts:
        if text.kind in texts.BODIES and len(text.paragraphs) > 1:
            for words, level in text.paragraphs:
                yield Piece(Kind.ITEM, words, depth=level)
        else:
            for words, _ in text.paragraphs:
                yield from paragraphs_of([(words, False)])
    if any(map(str.isalpha, shape.described)):
        yield Piece(Kind.CAPTION, shape.described)


def _table(cells: Sequence[OldSlideShape]) -> SectionTable:
    """The cells of a table row by row, by where they stand."""
    placed = [(cell.box, cell) for cell in cells if cell.box is not None and cell.texts]
    lefts = _sides([box[0] for box, _ in placed])
    tops = _sides([box[1] for box, _ in placed])
    grid: list[dict[int, SectionCell]] = [{} for _ in tops]
    for box, cell in placed:
        row, column = bisect_left(tops, box[1] - _NEAR), bisect_left(lefts, box[0] - _NEAR)
        down = max(1, bisect_left(tops, box[3] - _NEAR) - row)
        across = max(1, bisect_left(lefts, box[2] - _NEAR) - column)
        said = [
            piece
            for text in cell.texts
            for words, _ in text.paragraphs
            for piece in paragraphs_of([(words, False)])
        ]
        grid[row][column] = SectionCell(list(said), across)
        for under in grid[row + 1 : row + down]:
            under.setdefault(column, SectionCell([], across, True))
    return SectionTable([row_of(row, len(lefts)) for row in grid])


def _sides(found: Iterable[float]) -> list[float]:
    sides: list[float] = []
    for side in sorted(found):
        if not sides or side - sides[-1] > _NEAR:
            sides.append(side)
    return sides


def _noted(notes: SlideRecord | None, outline: Sequence[texts.SlideText]) -> list[str]:
    """What the speaker notes, paragraph by paragraph."""
    found = list(shapes(notes, outline)) if notes is not None else []
    body = [
        text
        for shape in found
        for text in shape.texts
        if text.kind == texts.NOTES or shape.holds == NOTES_BODY
    ]
    if not body:
        body = [text for shape in found if shape.holds not in MARGINS for text in shape.texts] or list(
            outline
        )
    return [words for text in body for words, _ in text.paragraphs]
