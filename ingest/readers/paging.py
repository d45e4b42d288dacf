"""A text and its blocks as a file of one page, with its sections and its title."""

from collections.abc import Sequence

from ingest.readers.base import ReadFile, Section
from rag.common.titles import is_placeholder
from rag.values.pages import Block, Kind, Page

_TITLE_LENGTH = 120


def one_page(
    text: str, blocks: Sequence[Block], media_type: str, problems: tuple[str, ...], stated: str = ""
) -> ReadFile:
    """The file; every heading among its blocks begins a section.

    Its title is the one that it states, else its first heading where it begins with that, else a short first line.
    """
    sections = tuple(
        Section(1, block.start, " ".join(text[block.start : block.end].split()))
        for block in blocks
        if block.kind is Kind.HEADING
    )
    page = Page(1, text, "text", sections[0].title if sections else "", blocks=tuple(blocks))
    return ReadFile(_title(text, sections, stated), media_type, (page,), problems, sections)


def _title(text: str, sections: Sequence[Section], stated: str) -> str:
    first = " ".join(text.lstrip().split("\n", 1)[0][: 2 * _TITLE_LENGTH].split())
    if stated and not is_placeholder(stated):
        found = stated
    elif sections and not text[: sections[0].start].strip():
        found = sections[0].title
    else:
        found = first if 3 < len(first) <= _TITLE_LENGTH and first[-1] not in ".,;:!?" else ""
    return "" if is_placeholder(found) else found
