"""Markdown: one page, its text as it reads when it is rendered."""

from pathlib import Path

from ingest.blocks import plain
from ingest.blocks.marked import syntax
from ingest.blocks.marked.render import rendered
from ingest.readers.base import Progress, ReadFile
from ingest.readers.decoding import words_of
from ingest.readers.paging import one_page
from rag.errors import Refusal, UnreadableFile


class MarkdownReader:
    """Markdown without its marks: what is a heading, an item, a field is said by the blocks of the page."""

    media_type = "text/markdown"

    def read(self, path: Path, page_limit: int, progress: Progress) -> ReadFile:
        text, problems = words_of(path.read_bytes())
        found = read_markdown(text, self.media_type, problems)
        progress(1, 1)
        return found


def read_markdown(text: str, media_type: str, problems: tuple[str, ...]) -> ReadFile:
    """A text with Markdown marks as a file; as plain text where the parser would not be done in time.

    Raises UnreadableFile where there is nothing but marks.
    """
    if not syntax.is_parsable(text):
        return one_page(text, plain.blocks(text), media_type, problems)
    words, blocks, title = rendered(text)
    if not any(map(str.isalnum, words)):
        raise UnreadableFile(
            "There is no text in it. If it should have some, save it again and add that.", Refusal.EMPTY
        )
    return one_page(words, blocks, media_type, problems, title)
