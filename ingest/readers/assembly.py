"""Sections in their places, pages under them, and a title, for files of any kind that has pages."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from ingest.readers import cleaning, health
from ingest.readers.base import Section
from rag.common.titles import is_placeholder
from rag.values import Page

_NUMBER = re.compile(r"(\d+|[A-Z]|[IVX]+)([.]\d+)*[.]?\s+(?=\S)")
_PROGRAM = re.compile(r"^microsoft (office )?(word|powerpoint) - ", re.I)
_LONGEST = 200


def under_headings(pages: Sequence[Page], sections: Sequence[Section]) -> tuple[Page, ...]:
    """The pages, each under the heading that is in force where it begins (else its own first)."""
    done, heading = [], ""
    for page in pages:
        begun = [section.title for section in sections if section.page == page.number]
        done.append(replace(page, heading=heading or "".join(begun[:1])))
        heading = begun[-1] if begun else heading
    return tuple(done)


def outline(entries: Iterable[tuple[int, str]], texts: Sequence[str]) -> tuple[Section, ...]:
    """The (0-based page, title) entries of a file's outline, each at the line that has its words.

    At the start of the page where no line has them; entries that lead nowhere are left out.
    """
    found = []
    for index, title in entries:
        name = " ".join(cleaning.printable(title).split())
        if 0 <= index < len(texts) and name:
            found.append(Section(index + 1, _place(texts[index], name), name))
    return tuple(sorted(found, key=lambda section: (section.page, section.start)))


def _place(text: str, words: str) -> int:
    bare = _NUMBER.sub("", words).split() or words.split()
    pattern = r"^(?:[\dA-Z]+[.\d]*\s+)?" + r"\s+".join(re.escape(word) for word in bare)
    match = re.search(pattern, text, re.IGNORECASE | re.MULTILINE)
    return match.start() if match else 0


def title(stated: str, shown: str) -> str:
    """The title that a file states of itself, else the one that it shows; "" where neither says anything."""
    stated = " ".join(_PROGRAM.sub("", cleaning.printable(stated)).split())
    if len(stated) > 3 and not is_placeholder(stated) and not health.is_garbled(stated):
        return stated[:_LONGEST]
    shown = " ".join(cleaning.printable(shown).split())
    return "" if is_placeholder(shown) else shown
