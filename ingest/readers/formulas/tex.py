"""Formulas in TeX as one types them on a line: "E = m⋅c^2", "(a + b)/2", "x_1", "√(y)"."""

import re
from collections.abc import Iterator

from ingest.readers.formulas import texsigns

_TOKEN = re.compile(r"\\[a-zA-Z]+\*?|\\.|[{}^_&~]|[^\\{}^_&~\s]|\s+", re.DOTALL)
_SIMPLE = re.compile(r"[\w.,′∞]+|\([^()]*\)|[^\w\s]")
_ONE = re.compile(r"\d+(?:[.,]\d+)?|[^\W\d_]+′?|\([^()]*\)")  # what a stroke before it holds together
_SPACED = re.compile(r"\s*([=≠<>≤≥≈≡∼∝→⇒⇔↔∈∉⊂⊆+±])\s*")
_MINUS = re.compile(r"(?<=[\w)\]}′])\s*-\s*(?=[\w(\[{√])")
_WITHIN = re.compile(r"(?<=[(\[])\s+|\s+(?=[)\]])")
_LINES = re.compile(r"\\\\(?:\*)?(?:\s*\[[^\]]{0,20}\])?|\n[ \t]*\n")
_AROUND = re.compile(r"\\(?:begin|end)\s*\{([a-zA-Z]+)\*?\}(?:\{[lcr| ]*\})?")
_NO_BRACKET = re.compile(r"\\(?:left|right)\s*\.")
_LONGEST, _DEEPEST = 5000, 40


def linear(source: str) -> str:
    """A formula without its TeX, a line for each of its lines; its source where it has commands that are not known,
    or is too long to say on a line."""
    if len(source) > _LONGEST:
        return source.strip()
    try:
        lines = [
            _Reader(line).read() for line in _LINES.split(_NO_BRACKET.sub(" ", _AROUND.sub(_opened, source)))
        ]
    except _UnknownError:
        return source.strip()
    return "\n".join(tidy for line in lines if (tidy := _tidied(line)))


def _opened(found: re.Match[str]) -> str:
    """What begins or ends a matrix has to stay, as it cannot be said in lines; what only aligns lines goes."""
    return " " if found[1] in texsigns.ALIGNED else found.group()


def _tidied(line: str) -> str:
    line = _WITHIN.sub("", _MINUS.sub(" - ", _SPACED.sub(r" \1 ", line)))
    return " ".join(line.split())


class _UnknownError(Exception):
    """There is a command that cannot be said."""


class _Reader:
    """Reads one line."""

    def __init__(self, source: str) -> None:
        self._tokens: list[str] = _TOKEN.findall(source)
        self._at = 0
        self._depth = 0

    def read(self) -> str:
        """The whole line."""
        said = ""
        while self._at < len(self._tokens):
            said += self._until_end()
            self._at += 1  # a bracket that closes nothing
        return said

    def _until_end(self) -> str:
        """What comes before the end of the group."""
        self._depth += 1
        if self._depth > _DEEPEST:
            raise _UnknownError
        said = "".join(self._parts())
        self._depth -= 1
        return said

    def _parts(self) -> Iterator[str]:
        before = ""
        while self._at < len(self._tokens) and self._tokens[self._at] != "}":
            token = self._tokens[self._at]
            if token in "^_":
                self._at += 1
                part = token + _held(self._argument())
                part = "′" * (len(part) - 1) if token == "^" and set(part[1:]) == {"′"} else part
            else:
                part = self._one()
            apart = before[-1:].isalnum() and part[:1].isalnum() and (len(before) > 1 or len(part) > 1)
            gap = " " if apart and not (before.isdecimal() and part.isdecimal()) else ""
            before = part if part else before
            yield gap + part

    def _one(self) -> str:
        """What the next token says, with its arguments."""
        token = self._tokens[self._at]
        self._at += 1
        if token == "{":
            said = self._until_end()
            self._at += 1
            return said
        if token in "&~" or token.isspace():
            return " "
        if token == "'":
            return "′"
        return self._command(token[1:].rstrip("*")) if token.startswith("\\") else token

    def _command(self, name: str) -> str:
        if name in ("frac", "dfrac", "tfrac", "cfrac"):
            above, below = _held(self._argument()), self._argument()
            return f"{above}/{below if _ONE.fullmatch(below) else f'({below})'}"
        if name == "sqrt":
            degree = self._optional()
            return f"root_{_held(degree)}({self._argument()})" if degree else f"√({self._argument()})"
        if name in ("binom", "dbinom", "tbinom"):
            return f"C({self._argument()}, {self._argument()})"
        if name in texsigns.WORDS:
            return f" {self._words()} "
        if name in texsigns.FONTS:
            return self._argument()
        if name in texsigns.DROPPED:
            return " " if name in texsigns.SPACES else ""
        if name in texsigns.TAKEN:
            self._argument()
            return ""
        if name in texsigns.MARKED:
            return self._argument() + texsigns.MARKED[name]
        if name in texsigns.SIGNS:
            return texsigns.SIGNS[name]
        if name in texsigns.FUNCTIONS:
            return name
        raise _UnknownError

    def _argument(self) -> str:
        while self._at < len(self._tokens) and self._tokens[self._at].isspace():
            self._at += 1
        if self._at >= len(self._tokens) or self._tokens[self._at] in "}^_":
            raise _UnknownError
        return self._one().strip()

    def _optional(self) -> str:
        """What stands in square brackets next, "" where nothing does."""
        if self._at >= len(self._tokens) or self._tokens[self._at] != "[":
            return ""
        try:
            end = self._tokens.index("]", self._at)
        except ValueError:
            return ""
        inner, self._at = "".join(self._tokens[self._at + 1 : end]), end + 1
        return _Reader(inner).read().strip()

    def _words(self) -> str:
        """The words of a group as they are."""
        if self._at >= len(self._tokens) or self._tokens[self._at] != "{":
            return self._argument()
        try:
            end = self._tokens.index("}", self._at)
        except ValueError:
            raise _UnknownError from None
        words = "".join(self._tokens[self._at + 1 : end])
        self._at = end + 1
        if "\\" in words or "{" in words:
            raise _UnknownError
        return words.strip()


def _held(said: str) -> str:
    """In brackets, where it is more than one sign or word."""
    said = said.strip()
    return said if _SIMPLE.fullmatch(said) or not said else f"({said})"
