"""Reading a file that a test makes, and what came out of it."""

from pathlib import Path

from ingest.readers import reader_for
from ingest.readers.base import ReadFile
from rag.values.pages import Block


def read(tmp_path: Path, name: str, content: str | bytes, limit: int = 100) -> ReadFile:
    path = tmp_path / name
    path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    return reader_for(path).read(path, limit, lambda done, total: None)


def shown(found: ReadFile) -> list[tuple[str, str]]:
    """The kind and the words of every block of every page."""
    return [
        (block.kind.value, page.text[block.start : block.end])
        for page in found.pages
        for block in page.blocks
    ]


def block(found: ReadFile, words: str) -> Block:
    """The first block with these words."""
    return next(
        block for page in found.pages for block in page.blocks if words in page.text[block.start : block.end]
    )
