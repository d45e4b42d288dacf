"""Plain text: one page, its text as in the file but for line ends and control characters."""

import re
from pathlib import Path

from ingest.blocks import plain
from ingest.readers.base import Progress, ReadFile
from ingest.readers.decoding import words_of
from ingest.readers.markdown import read_markdown
from ingest.readers.paging import one_page

_MARKDOWN = re.compile(r"\s*#{1,6}[ \t]+\S")
_BEGINNING = 1000  # characters


class TextReader:
    """Plain text. One that begins with a Markdown heading is taken for Markdown; in others "#" is a comment."""

    media_type = "text/plain"

    def read(self, path: Path, page_limit: int, progress: Progress) -> ReadFile:
        text, problems = words_of(path.read_bytes())
        if _MARKDOWN.match(text[:_BEGINNING]):
            found = read_markdown(text, self.media_type, problems)
        else:
            found = one_page(text, plain.blocks(text), self.media_type, problems)
        progress(1, 1)
        return found
