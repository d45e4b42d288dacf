"""Sentences with their offsets, by sentencex (Wikimedia's segmenter, about 300 languages)."""

import re
from functools import cache

import sentencex

from rag.language.identify import language
from rag.language.tables import joined, listed

_SHORT = 12  # characters of an abbreviation at most
_BULLETS = "•▪●"
_LABEL = rf"(?:{joined('captions', 'labels')})\s\d{{1,3}}"
# With a colon only: "Table 3." at the beginning of a line may end a sentence.
_CAPTION = re.compile(rf"{_LABEL}:\s")
_LONE_LABEL = re.compile(rf"{_LABEL}\.")


def spans(text: str, spoken: str = "") -> list[tuple[int, int]]:
    """The (start, end) of each sentence of `text`: in order, without bullets, none empty, end exclusive.

    A blank line always ends a sentence, and so does the end of a short line that has no full stop
    (a heading, a list item), which would otherwise run into the sentence after it. A caption begins one:
    the rows of its table would otherwise be part of it. Its label ("Table 1.") belongs to it. An abbreviation
    before a number ends none. `spoken` is the language where it is known, an ISO 639-1 code.
    """
    found: list[tuple[int, int]] = []
    for boundary in sentencex.get_sentence_boundaries(spoken or language(text), text):
        for start, end in _lines(text, boundary["start_index"], boundary["end_index"]):
            start, end = _trimmed(text, start, end)
            joins = bool(found) and (
                _is_captioned(text, found[-1], start) or _is_short(text, found[-1], start)
            )
            if start < end and joins:
                found[-1] = found[-1][0], end
            elif start < end:
                found.append((start, end))
    return found


def _lines(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Cut before a line that looks like a new item: after a heading-like line, before a bullet or caption."""
    cuts = [start]
    position = text.find("\n", start, end)
    while position != -1:
        if _is_heading(text[cuts[-1] : position]) or _starts_item(text[position + 1 : end]):
            cuts.append(position + 1)
        position = text.find("\n", position + 1, end)
    return list(zip(cuts, [*cuts[1:], end], strict=True))


def _is_heading(line: str) -> bool:
    line = line.strip()
    return line.startswith("#") or (0 < len(line) <= 60 and line.endswith(":"))


def _starts_item(rest: str) -> bool:
    rest = rest.lstrip(" \t")
    marked = rest[:2] in ("- ", "* ", "• ", "– ", "# ", "##") or rest[:1] in (*_BULLETS, "\n")
    return marked or bool(_CAPTION.match(rest))


def _is_captioned(text: str, label: tuple[int, int], start: int) -> bool:
    """Whether the sentence at `label` is the "Table 1." of what goes on from it on its line, which looks like prose
    without."""
    begins_line = text[: label[0]].rstrip(" \t")[-1:] in ("", "\n")
    same_line = "\n" not in text[label[1] : start]
    return begins_line and same_line and bool(_LONE_LABEL.fullmatch(text, *label))


def _is_short(text: str, before: tuple[int, int], start: int) -> bool:
    """Whether what seems to be a sentence ends with an abbreviation that goes on with a number ("approx. 340 km")."""
    word = text[max(before[0], before[1] - _SHORT) : before[1]].split()[-1]
    goes_on = word.endswith(".") and word[:-1].casefold().lstrip("([") in _goes_on()
    return goes_on and text[start : start + 1].isdigit() and "\n" not in text[before[1] : start].strip(" \t")


@cache
def _goes_on() -> frozenset[str]:
    return frozenset(listed("abbreviations", "goes_on"))


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and (text[start].isspace() or text[start] in _BULLETS):
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
