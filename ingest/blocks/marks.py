"""The mark that an item of a list begins with: a bullet, a number, a letter, a box to tick."""

import re
from dataclasses import dataclass
from typing import Literal

from rag.language.tables import listed

MarkKind = Literal["bullet", "number", "letter", "check"]


@dataclass(frozen=True, slots=True)
class ItemMark:
    """The mark `text`; the words of the item begin at the offset `end` of the line.

    `value` is the number that a mark counts ("iv." is 4, "c)" is 3), 1 and 0 for a box that is ticked or not, else
    None. `indent` is the columns of blanks before the mark.
    """

    kind: MarkKind
    text: str
    end: int
    value: int | None
    indent: int


_BLANKS = " \t\u00a0\u2002\u2003\u2007\u2009\u202f\u3000"
_FAR = 400  # columns: an indent that is larger counts as this
_TIGHT = "•▪●‣◦∙⁃■□▫○◆◇►▶➢➤❖"  # marks that the words may follow without a blank
_BULLET = re.compile(rf"[{_TIGHT}\uf020-\uf0ff](?![{_TIGHT}\uf020-\uf0ff])|[-–—*+·o→✦★](?=[\s])")
_BOX = re.compile(r"(?:[-*+•]\s{1,4})?(?:\[( |x|X|✓|✔)\]|([☐☑☒✅❌✓✔✗✘]))(?=\s|$)")
_TICKS = ("x", "X", "✓", "✔", "☑", "☒", "✅")
_DIGITS = re.compile(r"\(\d{1,3}\)|（\d{1,3}）|\d{1,3}(?:\.\)|[.)．）、])")
_LETTER = re.compile(r"\([A-Za-z]\)|[A-Za-z][.)]")
_ROMAN = re.compile(r"\(([ivx]{1,7}|[IVX]{1,7})\)|([ivx]{1,7}|[IVX]{1,7})[.)]")
_CJK = re.compile(r"[（(]?([一二三四五六七八九十]{1,3})[、）)．.]")
_CIRCLED = re.compile(r"[①-⑳❶-❿]|\d\ufe0f?\u20e3")
_STEP = re.compile(
    rf"(?:{'|'.join(listed('marks', 'steps'))})\s?(\d{{1,3}})\s?[:.)：–—-](?=\s+\S)", re.IGNORECASE
)
_INITIALS = re.compile(r"\s*[A-Za-z]\.")
_YEAR = re.compile(r"\s*\d{4}\b")
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10}
_HANS = "一二三四五六七八九十"


def item_mark(line: str) -> ItemMark | None:
    """The mark that `line` begins with, None where it begins with words (or is a rule, "1.5 litres", an initial)."""
    bare = line.lstrip(_BLANKS)
    start = len(line) - len(bare)
    found = _found(bare)
    if found is None:
        return None
    kind, width, value = found
    rest = bare[width:].lstrip()
    if (
        not rest
        and not (kind == "bullet" and bare[0] in _TIGHT)
        and not (kind == "number" and bare[width - 1] in ".)")
    ):
        return None
    if kind == "bullet" and not rest.strip("-–—*+_=~•· \t") and rest:
        return None
    indent = len(line[:start][:_FAR].expandtabs(4))
    return ItemMark(kind, bare[:width], len(line) - len(rest), value, indent)


def follows(before: ItemMark, mark: ItemMark) -> bool:
    """Whether `mark` can be the next one of the list that `before` is in; "(i)" is a letter and a number."""
    if before.kind == "bullet" or mark.kind == "bullet":
        return before.text == mark.text
    if before.kind == "check" or mark.kind == "check":
        return before.kind == mark.kind
    if _is_lettered(before) != _is_lettered(mark):
        return False
    return any(b + 1 == m for b in _readings(before) for m in _readings(mark))


def _is_lettered(mark: ItemMark) -> bool:
    """Whether letters count: "c)", "iv."; not "Step 3:", which has a figure."""
    inner = mark.text.strip("().")
    return inner.isascii() and inner.isalpha()


def _found(bare: str) -> tuple[MarkKind, int, int | None] | None:
    if (box := _BOX.match(bare)) is not None:
        return "check", box.end(), int((box[1] or box[2]).strip() in _TICKS)
    if (bullet := _BULLET.match(bare)) is not None:
        return "bullet", bullet.end(), None
    if (step := _STEP.match(bare)) is not None:
        return "number", step.end(), int(step[1])
    if (circled := _CIRCLED.match(bare)) is not None:
        return "number", circled.end(), _circled(circled.group())
    if (digits := _DIGITS.match(bare)) is not None and _may_end(bare, digits.end()):
        return "number", digits.end(), int(digits.group().strip("()（）.．、"))
    if (roman := _ROMAN.match(bare)) is not None and _may_end(bare, roman.end()):
        numeral = roman[1] or roman[2]
        if (value := _roman(numeral)) and (len(numeral) > 1 or numeral in "iI"):
            return "number", roman.end(), value
    if (letter := _LETTER.match(bare)) is not None and _may_end(bare, letter.end(), blank=True):
        return "letter", letter.end(), _letter(letter.group())
    if (hans := _CJK.match(bare)) is not None:
        return "number", hans.end(), _chinese(hans[1])
    return None


def _may_end(bare: str, end: int, blank: bool = False) -> bool:
    """Whether a mark may end there: before a blank that no initial or year follows, or before the words themselves."""
    rest = bare[end : end + 20]
    if not rest or rest[0].isspace():
        dotted = bare[end - 1] == "."
        is_year = bare[0] == "(" and bare[1] in "cC" and _YEAR.match(rest)
        return bool(
            not is_year and not (dotted and bare[0].isalpha() and (not rest or _INITIALS.match(rest)))
        )
    bracketed = bare[end - 1] in ")）、．"
    capital = rest[0].isalpha() and not rest[0].islower()
    return (
        not blank
        and rest[0].isalpha()
        and (bracketed or (capital and bare[0].isdigit() and rest[1:2].isalpha()))
    )


def _readings(mark: ItemMark) -> set[int]:
    letters = mark.text.strip("().")
    found = {mark.value or 0}
    if len(letters) == 1 and letters.isascii() and letters.isalpha():
        found |= {_letter(letters), _roman(letters) or -9}
    return found


def _letter(text: str) -> int:
    return ord(text.strip("().").lower()) - ord("a") + 1


def _roman(numeral: str) -> int:
    """The value of a numeral up to 39, 0 where it is none."""
    if not re.fullmatch(r"x{0,3}(?:ix|iv|v?i{0,3})", numeral.lower()):
        return 0
    values = [_ROMAN_VALUES[letter] for letter in numeral.lower()]
    return sum(-v if v < max(values[i:]) else v for i, v in enumerate(values))


def _circled(text: str) -> int:
    if text[0].isdigit() and text[0].isascii():
        return int(text[0])
    return ord(text) - (ord("①") if text <= "⑳" else ord("❶")) + 1


def _chinese(text: str) -> int:
    if len(text) == 1:
        return _HANS.index(text) + 1
    tens, _, ones = text.partition("十")
    return (_HANS.index(tens[0]) + 1 if tens else 1) * 10 + (_HANS.index(ones[0]) + 1 if ones else 0)
