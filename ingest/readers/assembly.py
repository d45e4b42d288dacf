"""Raw pages into what is handed on: clean texts, headings in their places, a title."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ingest.readers import cleaning, health, layout, running
from ingest.readers.base import Section
from rag.common.titles import is_placeholder
from rag.values import Page

_NUMBER = re.compile(r"(\d+|[A-Z]|[IVX]+)([.]\d+)*[.]?\s+(?=\S)")
_USUAL = re.compile(
    r"abstract|introduction|conclusions?|acknowledg|references|bibliography|appendix|supplement", re.I
)
_MANY = 5  # numbered headings, from which on the others are not headings
_PROGRAM = re.compile(r"^microsoft (office )?(word|powerpoint) - ", re.I)


@dataclass(frozen=True, slots=True)
class RawPage:
    """A page before cleaning: text as the library gave it, the type of its lines, what is wrong."""

    text: str
    method: str = "pdfium"
    lines: tuple[layout.Line, ...] = ()
    problems: tuple[str, ...] = ()


def without_running_lines(raw: Sequence[RawPage]) -> list[RawPage]:
    """The pages without their running heads and feet, which would be quoted as if they were sentences."""
    dropped = running.running_lines([(page.text, page.lines) for page in raw])
    pages = []
    for page, indices in zip(raw, dropped, strict=True):
        text, lines = running.without(page.text, page.lines, indices)
        pages.append(replace(page, text=text, lines=lines))
    return pages


def cleaned(raw: Sequence[RawPage]) -> list[str]:
    """The text of each page as it is stored: see `cleaning` for what may change."""
    words = cleaning.vocabulary(page.text for page in raw)
    texts = []
    for page in raw:
        text = layout.with_paragraphs(page.text, page.lines)
        texts.append(cleaning.tidied(cleaning.printable(cleaning.unbroken(text, words))))
    return texts


def pages(raw: Sequence[RawPage], texts: Sequence[str], sections: Sequence[Section]) -> tuple[Page, ...]:
    """The pages, each under the heading that is in force where it begins (else its own first)."""
    done, heading = [], ""
    for number, (page, text) in enumerate(zip(raw, texts, strict=True), start=1):
        begun = [section.title for section in sections if section.page == number]
        done.append(Page(number, text, page.method, heading or "".join(begun[:1]), page.problems))
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


def headings(raw: Sequence[RawPage], texts: Sequence[str]) -> tuple[Section, ...]:
    """The lines that are set as headings, for a file without an outline.

    Where most are numbered, bold lines without a number are rows of tables, and left out; what comes
    before an abstract is the authors.
    """
    body = layout.body_size([line for page in raw for line in page.lines])
    found: list[Section] = []
    for number, (page, text) in enumerate(zip(raw, texts, strict=True), start=1):
        position = 0
        for heading in layout.headings(page.text, page.lines, body):
            words = [cleaning.printable(word) for word in heading.replace("\ufffe", "").split()]
            match = re.compile(r"\s+".join(map(re.escape, words))).search(text, position)
            if match:
                position = match.end()
                found.append(Section(number, match.start(), " ".join(words)))
    abstract = next((i for i, section in enumerate(found) if section.title.casefold() == "abstract"), 0)
    numbered = sum(bool(_NUMBER.match(section.title)) for section in found)
    return tuple(
        section
        for section in found[abstract:]
        if numbered < _MANY or _NUMBER.match(section.title) or _USUAL.match(section.title)
    )


def title(stated: str, first: RawPage | None) -> str:
    """The title that the file states, else the largest words of its first page; "" where neither says anything."""
    stated = " ".join(_PROGRAM.sub("", cleaning.printable(stated)).split())
    if len(stated) > 3 and not is_placeholder(stated) and not health.is_garbled(stated):
        return stated[:200]
    shown = "" if first is None else layout.title(first.text, first.lines)
    shown = " ".join(cleaning.printable(shown).split())
    return "" if is_placeholder(shown) else shown
