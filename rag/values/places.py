"""What a place in a document is called: "page iv", "slide 3", "sheet “Costs”, B7", "section “2.1 Methods”", "12:40".

Every page, and everything that stands on one, is called so, in answers, in the app and in what is exported.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Protocol

from rag.values.pages import Cell, Kind, Page, Span

PICTURES = frozenset({".png", ".jpg", ".jpeg", ".tif", ".tiff", ".webp", ".bmp", ".gif"})
"""How the names of pictures end."""

_DELIMITED = frozenset({".csv", ".tsv", ".tab", ".psv"})
_NOUNS = {"slide": "slide", "section": "section", "sheet": "sheet", "minute": "minute", "cells": "cell group"}
_TIME = re.compile(r"\W*((?:\d{1,2}:)?\d{1,2}:\d{2})(?!\d)")
_PRINTED = 12  # characters of what is printed on a page or slide; what is longer is a title
_SHORT = 24  # characters of a name beside an answer


class Placed(Protocol):
    """What stands on a page: `label`, `method` as `Page` has them, `at` as `on` gives it."""

    @property
    def document(self) -> str:
        """The name of its file."""

    @property
    def page(self) -> int:
        """From 1."""

    @property
    def label(self) -> str:
        """What is printed on the page, or what the file calls it."""

    @property
    def method(self) -> str:
        """How the page was read, "" where that is not known: then it is called a page."""

    @property
    def at(self) -> str:
        """Where on it: the address of a cell, a time; "" elsewhere."""


@dataclass(frozen=True, slots=True)
class PageName:
    """A page of a document, to be called by its name."""

    document: str
    page: int
    label: str = ""
    method: str = ""
    at: str = ""


def of_page(page: Page, document: str) -> PageName:
    """A page as a whole."""
    return PageName(document, page.number, page.label, page.method)


def said(place: Placed) -> str:
    """What a place is called in a sentence: "page 3", "sheet “Costs”, B7"."""
    return _said(place, 0)


def briefly(place: Placed) -> str:
    """The same for where there is little room: "p. 3", "“Costs”, B7"."""
    return _said(place, _SHORT)


def noun(method: str, document: str = "") -> str:
    """What a page is that was read so, of a file of that name: "page", "slide", "picture"."""
    if method == "ocr" and PurePath(document).suffix.lower() in PICTURES:
        return "picture"
    return _NOUNS.get(method, "page")


def counted(method: str, document: str) -> str:
    """What the pages of a file are called where they are counted: a table of text has parts, it has no sheets."""
    delimited = method == "sheet" and PurePath(document).suffix.lower() in _DELIMITED
    return "part" if delimited else noun(method, document)


def on(page: Page, spans: Sequence[Span]) -> str:
    """Where on a page the words of `spans` stand: the address of their cell or row, a time; "" elsewhere."""
    if page.method == "sheet":
        rows = (block for block in page.blocks if block.cells and _touch(block.start, block.end, spans))
        return next((in_cells(block.cells, spans) for block in rows), "")
    return time_of(page, spans[0][0]) if page.method == "minute" and spans else ""


def in_cells(cells: Sequence[Cell], spans: Sequence[Span]) -> str:
    """The address of the cell that all of `spans` touch, else that of the whole row ("B7:E7"); "" without addresses."""
    known = [cell for cell in cells if cell.address and cell.start < cell.end]
    touched = [cell for cell in known if _touch(cell.start, cell.end, spans)]
    chosen = touched if len(touched) == 1 else known
    if not chosen:
        return ""
    first, last = chosen[0].address.split(":")[0], chosen[-1].address.split(":")[-1]
    return first if first == last else f"{first}:{last}"


def time_of(page: Page, start: int) -> str:
    """When the words at `start` of a page of speech are said, as it stands before them; "" where that is not known."""
    told = ""
    for block in page.blocks:
        if block.start > start:
            break
        if block.kind is Kind.FURNITURE and (found := _TIME.match(page.text, block.start, block.end)):
            told = found[1]
    return told


def _said(place: Placed, most: int) -> str:
    """The name; `most` is 0 where there is room."""
    number = f"{place.page:d}"
    name = " ".join(place.label.split())
    name = "" if name == number else name
    quoted = f"“{_cut(name, most)}”" if name else ""
    what = noun(place.method, place.document)
    match what:
        case "page" | "slide":
            printed = name if name and len(name) <= _PRINTED else number
            return f"p. {printed}" if most and what == "page" else f"{what} {printed}"
        case "sheet" if quoted or place.at:
            parts = [quoted if most or not quoted else f"sheet {quoted}", place.at]
            return ", ".join(part for part in parts if part)
        case "section" if quoted:
            return quoted if most else f"section {quoted}"
        case "minute":
            return place.at or name or f"minute {number}"
        case "cell group" if name:
            return f"cells {name}" if name[0].isdigit() or name[0] == "[" else f"cells {quoted}"
        case "picture" if number == "1":
            return what
    return f"{what} {number}"


def _cut(name: str, most: int) -> str:
    return f"{name[: most - 1].rstrip()}…" if most and len(name) > most else name


def _touch(start: int, end: int, spans: Iterable[Span]) -> bool:
    return any(first < end and start < last for first, last in spans)
