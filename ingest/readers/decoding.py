"""The text of a file that is text: by its byte order mark, as UTF-8, or by a guess; without what is no words."""

import codecs
import re

import charset_normalizer

from ingest.readers.cleaning import printable, unspaced
from rag.errors import Refusal, UnreadableFile

_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF32_LE: "utf-32",  # before UTF-16, whose mark it begins with
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_SAMPLE = 200_000  # bytes that the guess of an encoding looks at
_WIDE = 0.2  # of the bytes are zeros at every other place, for UTF-16 without a mark
_LONGEST_WORD = 5000  # characters without a blank; East Asian scripts have none
_UNPARTED = re.compile(rf"\S{{{_LONGEST_WORD},}}")
_ASCII_SHARE = 0.7


def words_of(content: bytes) -> tuple[str, tuple[str, ...]]:
    """The printable text of a file and what the health report says of it.

    Raises UnreadableFile where there is none.
    """
    text, problems = decoded(content)
    text, left_out = _without_blobs(printable(text))
    text = unspaced(text).strip("\n")
    if not any(character.isalnum() for character in text):
        raise UnreadableFile(
            "There is no text in it. If it should have some, save it again and add that.", Refusal.EMPTY
        )
    return text, problems + left_out


def decoded(content: bytes) -> tuple[str, tuple[str, ...]]:
    """The text by its byte order mark, as UTF-8, or by a guess, and what the health report says of the guess.

    Raises UnreadableFile where no encoding fits.
    """
    for mark, encoding in _MARKS.items():
        if content.startswith(mark):
            return content.decode(encoding, errors="replace"), ()
    zeros = content[:_SAMPLE:2].count(0), content[1:_SAMPLE:2].count(0)
    if max(zeros) > _WIDE * len(content[:_SAMPLE]) and min(zeros) < max(zeros) / 4:
        return content.decode("utf-16-be" if zeros[0] > zeros[1] else "utf-16-le", errors="replace"), ()
    try:
        return content.decode("utf-8"), ()
    except UnicodeDecodeError:
        best = charset_normalizer.from_bytes(content[:_SAMPLE]).best()
    if best is None:
        raise UnreadableFile(
            "It is not text, whatever its name says. Save it as text in UTF-8 and add that.", Refusal.REFUSED
        )
    guessed = (
        f"The encoding is not UTF-8; it was read as {best.encoding}. If letters are wrong, save it as UTF-8."
    )
    return content.decode(best.encoding, errors="replace"), (guessed,)


def _without_blobs(text: str) -> tuple[str, tuple[str, ...]]:
    """Without runs of thousands of characters that no blank parts: data, and no words."""
    left_out = [found.span() for found in _UNPARTED.finditer(text) if _is_blob(found.group())]
    if not left_out:
        return text, ()
    starts = [0, *(end for _, end in left_out)]
    ends = [*(start for start, _ in left_out), len(text)]
    count = sum(end - start for start, end in left_out)
    said = f"{count:,} characters without any blank between them were left out: they are no words."
    return "".join(text[start:end] for start, end in zip(starts, ends, strict=True)), (said,)


def _is_blob(run: str) -> bool:
    return run.isascii() or sum(map(str.isascii, run[:_LONGEST_WORD])) > _ASCII_SHARE * _LONGEST_WORD
