"""Words of a page as they are read aloud: on one line, a row of a table with its column heads."""

from collections.abc import Sequence
from dataclasses import dataclass

from rag.values.pages import Cell


@dataclass(frozen=True, slots=True)
class Spoken:
    """A text on one line; `origin[i]` is where its character `i` stands in the text that it was made from, -1 for
    one that was added."""

    text: str
    origin: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """What `start:end` of it are in the text that it was made from; (0, 0) where they were all added."""
        here = [place for place in self.origin[start:end] if place >= 0]
        return (min(here), max(here) + 1) if here else (0, 0)


def on_one_line(text: str) -> Spoken:
    """`text` with each run of white space as one space."""
    characters: list[str] = []
    origin: list[int] = []
    for index, character in enumerate(text):
        if not character.isspace():
            characters.append(character)
        elif characters and characters[-1] != " ":
            characters.append(" ")
        else:
            continue
        origin.append(index)
    return Spoken("".join(characters), tuple(origin))


def row(text: str, start: int, cells: Sequence[Cell]) -> Spoken:
    """A row as "Head: value; Head: value"; `text` are its words, `start` is where they begin on their page.

    Where the head of a cell is what the cell before it says ("Name: | Anna"), it is not said twice.
    """
    characters: list[str] = []
    origin: list[int] = []

    def add(words: str, first: int) -> None:
        characters.extend(words)
        origin.extend(range(first, first + len(words)) if first >= 0 else [-1] * len(words))

    before = ""
    for cell in cells:
        if cell.start == cell.end:
            continue
        words = text[cell.start - start : cell.end - start]
        if cell.head and cell.head == before:
            add(" " if characters[-1] in ":：" else ": ", -1)
        else:
            add("; " if characters else "", -1)
            add(f"{cell.head}: " if cell.head else "", -1)
        add(words, cell.start - start)
        before = " ".join(words.split()).rstrip(": ")
    return Spoken("".join(characters), tuple(origin))


def read_aloud(text: str, start: int, cells: Sequence[Cell] = (), rest: str = "") -> str:
    """The words of `spoken`, without their places."""
    first = row(text, start, cells).text if cells else " ".join(text.split())
    return f"{first} {' '.join(rest.split())}" if rest else first


def spoken(text: str, start: int, cells: Sequence[Cell] = (), rest: str = "") -> Spoken:
    """A unit as it is read aloud: a row by its cells, anything else on one line, then its words on the next page.

    `text` are its words, `start` is where they begin on their page; places are in `text`, a blank and `rest`.
    """
    first = row(text, start, cells) if cells else on_one_line(text)
    if not rest:
        return first
    more = on_one_line(rest)
    moved = tuple(place + len(text) + 1 for place in more.origin)
    return Spoken(f"{first.text} {more.text}", (*first.origin, -1, *moved))
