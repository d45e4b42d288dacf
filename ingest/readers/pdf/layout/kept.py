"""Words of a long document put away: in a sixth of the memory, and made again each time that they are gone through."""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, pairwise, product
from typing import overload

from ingest.readers.pdf.layout.strips import Strip
from ingest.readers.pdf.words import Area, PrintedWord

_PLACES = 6  # numbers of a word
_BYTE = 256
_EITHER = (False, True)
_TYPES = tuple(product(_EITHER, _EITHER, _EITHER, (0, 1, -1), _EITHER, _EITHER, _EITHER))
"""What a word can be: bold, italic, mono, raised, joined, upright, slanting."""

_FLAGS = {one: index for index, one in enumerate(_TYPES)}


class KeptWords(Sequence[PrintedWord]):
    """Words as numbers and one text. Each time they are asked for they are new objects, equal to those given."""

    __slots__ = ("_ends", "_firsts", "_flags", "_numbers", "_odd", "_text", "_values")

    def __init__(self, words: Sequence[PrintedWord]) -> None:
        self._text = "".join([word.text for word in words])
        self._ends = array("i", accumulate(len(word.text) for word in words))
        numbers: list[float] = []
        self._firsts = array("i")
        self._odd: dict[int, Sequence[int]] | None = None
        flags = bytearray()
        for word in words:
            place, glyphs = word.place, word.glyphs
            numbers += (place.left, place.top, place.right, place.bottom, word.baseline, word.size)
            first = glyphs[0] if glyphs else -1
            if glyphs != range(first, first + len(word.text)):
                self._odd = self._odd or {}
                self._odd[len(flags)] = glyphs
            self._firsts.append(first)
            flags.append(
                _FLAGS[
                    word.bold, word.italic, word.mono, word.raised, word.joined, word.upright, word.slanting
                ]
            )
        self._flags = bytes(flags)
        # Words of one line have most of their numbers in common.
        known = {number: index for index, number in enumerate(dict.fromkeys(numbers))}
        self._values = array("d", known)
        self._numbers = array("B" if len(known) <= _BYTE else "I", map(known.__getitem__, numbers))

    def __len__(self) -> int:
        return len(self._flags)

    def __iter__(self) -> Iterator[PrintedWord]:
        numbers = list(map(self._values.tolist().__getitem__, self._numbers))
        left, top, right, bottom, base, size = (numbers[start::_PLACES] for start in range(_PLACES))
        texts = [self._text[begun:end] for begun, end in pairwise((0, *self._ends))]
        glyphs: list[Sequence[int]] = [
            range(first, first + len(text)) for first, text in zip(self._firsts, texts, strict=True)
        ]
        for index, own in (self._odd or {}).items():
            glyphs[index] = own
        rows = zip(texts, map(Area, left, top, right, bottom), base, size, glyphs, self._flags, strict=True)
        return iter([PrintedWord(*row, *_TYPES[flags]) for *row, flags in rows])

    @overload
    def __getitem__(self, index: int) -> PrintedWord: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[PrintedWord]: ...

    def __getitem__(self, index: int | slice) -> PrintedWord | Sequence[PrintedWord]:
        return tuple(self)[index]


def put_away(strips: Iterable[Strip]) -> None:
    """Have strips keep their words so."""
    for strip in strips:
        if strip.words and not isinstance(strip.words, KeptWords):
            strip.words = KeptWords(strip.words)
