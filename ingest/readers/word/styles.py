"""Styles: what a paragraph or a run of letters is, by its style and those that this is based on."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from ingest.readers.letters.fonts import is_mono
from ingest.readers.word.names import Element, W, is_on, number, value, whole
from rag.language.tables import joined

_HEADING = re.compile(rf"(?:{joined('styles', 'heading')})\s?([1-9])\b", re.IGNORECASE)
_TITLE = re.compile(joined("styles", "title"), re.IGNORECASE)
_CAPTION = re.compile(joined("styles", "caption"), re.IGNORECASE)
_CODE = re.compile(joined("styles", "code"), re.IGNORECASE)
_CONTENTS = re.compile(joined("styles", "contents"), re.IGNORECASE)
_NONE = 9  # the outline level of what is no heading, from 0
_DEEP = 20  # styles that one is based on


@dataclass(frozen=True, slots=True)
class Letters:
    """How letters are set; None where nothing is said of it. `size` is in points."""

    bold: bool | None = None
    hidden: bool | None = None
    size: float | None = None
    font: str | None = None

    def over(self, other: "Letters") -> "Letters":
        """These, and of what they say nothing, the others."""
        if other is _UNSAID:
            return self
        if self is _UNSAID:
            return other
        return Letters(
            other.bold if self.bold is None else self.bold,
            other.hidden if self.hidden is None else self.hidden,
            other.size if self.size is None else self.size,
            other.font if self.font is None else self.font,
        )


_UNSAID = Letters()
_BOLD, _HIDDEN, _FONTS, _SIZE, _VAL = f"{W}b", f"{W}vanish", f"{W}rFonts", f"{W}sz", f"{W}val"
_ASCII, _HIGH = f"{W}ascii", f"{W}hAnsi"


@dataclass(frozen=True, slots=True)
class WordStyle:
    """A style with all that it is based on. `level` is that of a heading from 1, 0 for none.

    `list_id` and `list_level` are those of its list, None where it has none. `owners` are the names of the style and
    those under it that lists may refer to, nearest first.
    """

    level: int
    letters: Letters
    list_id: str | None
    list_level: int | None
    owners: tuple[str, ...]
    is_title: bool
    is_caption: bool
    is_code: bool
    is_contents: bool


class Styles:
    """The styles of a document, by their ids."""

    def __init__(self, root: Element | None) -> None:
        self._styles = {
            style.get(f"{W}styleId", ""): style
            for style in (root.iter(f"{W}style") if root is not None else ())
        }
        defaults = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr") if root is not None else None
        self._defaults = letters_of(defaults)
        self._known: dict[str, WordStyle] = {}
        self._known_letters: dict[str, Letters] = {}

    @cached_property
    def usual(self) -> str:
        """The id of the style of paragraphs that name none."""
        return next(
            (
                name
                for name, style in self._styles.items()
                if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in ("1", "true", "on")
            ),
            "Normal",
        )

    @cached_property
    def is_mono(self) -> bool:
        """Whether the whole document is set in letters of one width."""
        return is_mono(self.paragraph(None).letters.font)

    def paragraph(self, name: str | None) -> WordStyle:
        """The style of a paragraph, with what holds for all letters of the document."""
        own = name if name is not None and name in self._styles else self.usual
        if own not in self._known:
            self._known[own] = self._made(own)
        return self._known[own]

    def letters(self, name: str | None) -> Letters:
        """How letters of a character style are set."""
        if not name:
            return _UNSAID
        if name not in self._known_letters:
            self._known_letters[name] = self._set(self._chain(name))
        return self._known_letters[name]

    def has_head(self, name: str | None) -> bool:
        """Whether a style of tables sets the first row apart."""
        return any(
            part.get(f"{W}type") == "firstRow"
            for style in self._chain(name)
            for part in style.findall(f"{W}tblStylePr")
        )

    def list_of(self, name: str) -> str | None:
        """The list that a style of lists refers to."""
        return value(self._styles[name].find(f"{W}pPr/{W}numPr"), "numId") if name in self._styles else None

    def _chain(self, name: str | None) -> Iterator[Element]:
        seen = 0
        while name in self._styles and name is not None and seen < _DEEP:
            yield self._styles[name]
            name, seen = value(self._styles[name], "basedOn"), seen + 1

    def _set(self, chain: Iterator[Element]) -> Letters:
        found = _UNSAID
        for style in chain:
            found = found.over(letters_of(style.find(f"{W}rPr")))
        return found

    def _made(self, name: str) -> WordStyle:
        chain = list(self._chain(name))
        names = [(value(style, "name") or style.get(f"{W}styleId", "")).strip() for style in chain]
        lists = [style.find(f"{W}pPr/{W}numPr") for style in chain]
        outline = [number(style.find(f"{W}pPr"), "outlineLvl") for style in chain]
        nearest = names[0] if names else ""
        return WordStyle(
            _level(outline, names),
            self._set(iter(chain)).over(self._defaults),
            next((found for found in (value(listed, "numId") for listed in lists) if found), None),
            next(
                (level for level in (number(listed, "ilvl") for listed in lists) if level is not None), None
            ),
            tuple(style.get(f"{W}styleId", "") for style in chain),
            _TITLE.fullmatch(nearest) is not None,
            any(_CAPTION.fullmatch(one) for one in names),
            any(_CODE.fullmatch(one) for one in names),
            any(_CONTENTS.fullmatch(one) for one in names),
        )


def _level(outline: list[int | None], names: list[str]) -> int:
    """The level of headings of a style: by the outline level that the nearest style states, else by its name."""
    for stated, name in zip(outline, names, strict=True):
        if stated is not None:
            return stated + 1 if 0 <= stated < _NONE else 0
        if (found := _HEADING.fullmatch(name)) is not None:
            return int(found[1])
    return 0


def letters_of(properties: Element | None) -> Letters:
    """How letters are set by properties of their own."""
    if properties is None or not len(properties):
        return _UNSAID
    bold = hidden = font = size = None
    for child in properties:
        tag = child.tag
        if tag == _BOLD:
            bold = is_on(child)
        elif tag == _HIDDEN:
            hidden = is_on(child)
        elif tag == _FONTS:
            font = child.get(_ASCII) or child.get(_HIGH)
        elif tag == _SIZE:
            halves = whole(child.get(_VAL))
            size = None if halves is None else halves / 2
    return Letters(bold, hidden, size, font)
