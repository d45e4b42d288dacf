"""The numbers that PowerPoint puts before paragraphs: "3.", "(c)", "iv)"."""

from ingest.readers.letters.numerals import roman

_HAN = "一二三四五六七八九"


def shown(kind: str, value: int) -> str:
    """The number `value` as numbering of this kind shows it, with its brackets or its full stop."""
    scheme = kind.casefold()
    digits = str(value)
    if scheme.startswith("alpha"):
        digits = _letters(value)
    elif scheme.startswith("roman"):
        digits = roman(value) if value < 4000 else digits
    elif scheme.startswith("circlenum") and value <= 20:
        return chr(0x2775 + value) if "black" in scheme and value <= 10 else chr(0x245F + value)
    elif scheme.startswith("ea1ch") or scheme.startswith("ea1jpnchs"):
        digits = _han(value)
    if scheme.startswith(("alphauc", "romanuc")):
        digits = digits.upper()
    if scheme.endswith("parenboth"):
        return f"({digits})"
    if scheme.endswith("parenr"):
        return f"{digits})"
    if scheme.endswith("plain"):
        return digits
    return f"{digits}-" if scheme.endswith("minus") else f"{digits}."


class SlideNumbers:
    """Counts the paragraphs of a text: a deeper level does not break the numbers of one above, anything else does."""

    def __init__(self) -> None:
        self._open: dict[int, tuple[str, int]] = {}

    def mark(self, level: int, kind: str, first: int) -> str:
        """The number before the next paragraph, "" where its `kind` is that of no numbers."""
        for deeper in [held for held in self._open if held > level]:
            del self._open[deeper]
        if kind in ("", "•"):
            self._open.pop(level, None)
            return ""
        scheme = f"{kind} {first}"
        before, last = self._open.get(level, ("", 0))
        value = last + 1 if before == scheme else first
        self._open[level] = scheme, value
        return shown(kind, value)


def _letters(value: int) -> str:
    """a … z, aa, bb …: PowerPoint repeats the letter."""
    return chr(ord("a") + (value - 1) % 26) * min(50, (value - 1) // 26 + 1)


def _han(value: int) -> str:
    if value > 99:
        return str(value)
    tens, ones = divmod(value, 10)
    return (_HAN[tens - 1] if tens > 1 else "") + ("十" if tens else "") + (_HAN[ones - 1] if ones else "")
