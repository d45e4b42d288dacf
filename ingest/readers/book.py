"""Pages one after another, for formats whose pages are slides, sections, sheets, minutes."""

import unicodedata

from ingest.blocks.outline import Outline
from ingest.blocks.writer import PageWriter
from ingest.readers.base import ReadFile, Section
from rag.common.titles import is_placeholder
from rag.errors import Refusal, UnreadableFile
from rag.values.pages import Kind, Page


class Book:
    """A file of many pages in the making. Headings go on from page to page, and so do the numbers of tables."""

    def __init__(self, media_type: str, method: str, limit: int) -> None:
        """`method` is that of its pages (`rag.values.Page`); what comes after the first `limit` pages is left out."""
        self._media_type = media_type
        self._method = method
        self._limit = limit
        self._outline = Outline()
        self._pages: list[Page] = []
        self._left_out = 0
        self._open: tuple[PageWriter, str, float] | None = None

    @property
    def is_full(self) -> bool:
        """Whether there is no room for another page."""
        return len(self._pages) + (self._open is not None) >= self._limit

    def page(self, label: str = "", shape: float = 0.0, leaves: bool = False) -> PageWriter:
        """The writer of the next page; the one before it is done. What `leaves` stands under no heading before it."""
        tables = self._close()
        if leaves:
            self._outline = Outline()
        writer = PageWriter(outline=self._outline, tables=tables)
        self._open = writer, label, shape
        return writer

    def finish(self, title: str, problems: tuple[str, ...] = ()) -> ReadFile:
        """The file; its title is the one that it states, else its first heading where it begins with that and it is
        not the name of one sheet of several.

        Raises UnreadableFile where no page has a word.
        """
        self._close()
        if not any(any(map(_says, page.text)) for page in self._pages):
            raise UnreadableFile(
                "There is no text in it. If it should have some, save it again and add that.", Refusal.EMPTY
            )
        if self._left_out:
            problems += (f"Only the first {self._limit} pages were read; {self._left_out} were left out.",)
        sections = tuple(
            Section(page.number, block.start, " ".join(page.text[block.start : block.end].split()))
            for page in self._pages
            for block in page.blocks
            if block.kind is Kind.HEADING
        )
        first = sections[0].title if sections and sections[0].start == 0 and sections[0].page == 1 else ""
        if first and self._pages[0].method == "sheet" and len({page.label for page in self._pages}) > 1:
            first = ""  # the name of one sheet is none of the workbook
        stated = next((words for words in (title, first) if words and not is_placeholder(words)), "")
        return ReadFile(stated, self._media_type, tuple(self._pages), problems, sections)

    def _close(self) -> int:
        """Keep the page that is open; how many tables there are so far."""
        if self._open is None:
            return 0
        writer, label, shape = self._open
        self._open = None
        if len(self._pages) >= self._limit:
            self._left_out += 1
            return writer.tables
        heads = (block for block in writer.blocks if block.kind is Kind.HEADING)
        heading = next((writer.text[block.start : block.end] for block in heads), "")
        self._pages.append(
            Page(
                len(self._pages) + 1,
                writer.text,
                self._method,
                " ".join(heading.split()),
                label=label,
                blocks=tuple(writer.blocks),
                spots=tuple(writer.spots),
                shape=shape,
            )
        )
        return writer.tables


def _says(character: str) -> bool:
    """Whether a character says something alone: a letter, a digit, a picture such as an emoji."""
    return character.isalnum() or unicodedata.category(character) == "So"
