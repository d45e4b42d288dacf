"""The codes of number formats: their sections and what these are made of."""

import re
from dataclasses import dataclass
from functools import lru_cache

GENERAL = "General"
# The codes that files name by number alone. Dates that are shown as the reader's computer likes it (14, 22) are
# written so that every reader understands them.
BUILT_IN = {
    0: GENERAL, 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00",
    5: '"$"#,##0;-"$"#,##0', 6: '"$"#,##0;-"$"#,##0', 7: '"$"#,##0.00;-"$"#,##0.00', 8: '"$"#,##0.00;-"$"#,##0.00',
    9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??", 14: "yyyy-mm-dd", 15: "d-mmm-yy",
    16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss",
    22: "yyyy-mm-dd h:mm", 27: "yyyy-mm-dd", 28: "yyyy-mm-dd", 29: "yyyy-mm-dd", 30: "yyyy-mm-dd", 31: "yyyy-mm-dd",
    32: "h:mm", 33: "h:mm:ss", 34: "h:mm", 35: "h:mm:ss", 36: "yyyy-mm-dd", 37: "#,##0;-#,##0", 38: "#,##0;-#,##0",
    39: "#,##0.00;-#,##0.00", 40: "#,##0.00;-#,##0.00", 41: '#,##0;-#,##0;"-"', 42: '"$"#,##0;-"$"#,##0;"-"',
    43: '#,##0.00;-#,##0.00;"-"', 44: '"$"#,##0.00;-"$"#,##0.00;"-"', 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0",
    48: "##0.0E+0", 49: "@", 50: "yyyy-mm-dd", 51: "yyyy-mm-dd", 52: "yyyy-mm-dd", 53: "yyyy-mm-dd",
    54: "yyyy-mm-dd", 55: "yyyy-mm-dd", 56: "yyyy-mm-dd", 57: "yyyy-mm-dd", 58: "yyyy-mm-dd",
}  # fmt: skip
_NONE = ("", "standard")  # what some programs write for General
_LONGEST = 500  # characters of a code
_TOKEN = re.compile(
    r"""(?P<quoted>"[^"]*"?)
    |\\(?P<escaped>.)
    |_(?P<blank>.)
    |\*(?P<fill>.)
    |\[(?P<bracket>[^\]]*)\]
    |(?P<general>General)
    |(?P<noon>AM/PM|A/P|上午/下午)
    |(?P<date>y+|m+|d+|h+|s+|e+(?![+-])|g+|b+|a{3,4})
    |(?P<exponent>E[+-])
    |(?P<digit>[0\#?])
    |(?P<other>.)""",
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_CONDITION = re.compile(r"(<=|>=|<>|=|<|>)\s*(-?\d+(?:\.\d+)?)")
_ELAPSED = re.compile(r"h+|m+|s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class CodeToken:
    """A piece of a code. `kind`: "text" (as it is), "digit", "point", "comma", "percent", "exponent", "slash", "date",
    "elapsed", "noon", "at" (the text of a cell), "general"."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Part:
    """A section of a code. `condition` is a comparison and a number, or None. `language` is a language's number in
    Windows, 0 for none. `is_date`: it writes a date or a time."""

    tokens: tuple[CodeToken, ...]
    condition: tuple[str, float] | None = None
    language: int = 0

    @property
    def is_date(self) -> bool:
        return any(token.kind in ("date", "elapsed", "noon") for token in self.tokens)


@lru_cache(maxsize=2000)
def parsed(code: str) -> tuple[Part, ...]:
    """The sections of a code, those that are parted by semicolons; at least one."""
    if code.casefold() in _NONE:
        code = GENERAL
    found: list[Part] = []
    tokens: list[CodeToken] = []
    condition, language = None, 0
    for match in _TOKEN.finditer(code[:_LONGEST]):
        kind, text = match.lastgroup or "other", match.group(match.lastgroup or 0)
        if kind == "other" and text == ";":
            found.append(Part(tuple(tokens), condition, language))
            tokens, condition, language = [], None, 0
        elif kind == "bracket":
            compared = _CONDITION.fullmatch(text.strip())
            if compared:
                condition = compared[1], float(compared[2])
            elif text.startswith("$"):
                shown, _, number = text[1:].partition("-")
                tokens += [CodeToken("text", shown)] if shown else []
                language = _language(number) or language
            elif _ELAPSED.fullmatch(text):
                tokens.append(CodeToken("elapsed", text.lower()))
        elif kind != "fill":
            tokens.append(_token(kind, text))
    return (*found, Part(tuple(tokens), condition, language))


def _token(kind: str, text: str) -> CodeToken:
    if kind == "quoted":
        return CodeToken("text", text.strip('"'))
    if kind == "escaped":
        return CodeToken("text", text)
    if kind == "blank":
        return CodeToken("text", " ")
    if kind == "date":
        return CodeToken("date", text.lower())
    if kind == "other":
        named = {".": "point", ",": "comma", "%": "percent", "/": "slash", "@": "at"}.get(text, "text")
        return CodeToken(named, text)
    return CodeToken(kind, text)


def _language(number: str) -> int:
    try:
        return int(number.partition(",")[0] or "0", 16) & 0xFFFF
    except ValueError:
        return 0
