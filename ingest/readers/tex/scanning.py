"""Finding one's way in a LaTeX source: comments, what is verbatim, arguments, environments."""

import re

_VERBATIM = (
    r"verbatim\*?|Verbatim\*?|BVerbatim|LVerbatim|lstlisting|minted|alltt|semiverbatim|comment|pycode|pyblock"
)
_PLACES = re.compile(
    rf"\\begin\s*\{{({_VERBATIM})\}}"
    r"|\\(?:verb\*?|lstinline(?:\[[^\]\n]{0,200}\])?|mintinline\{\w{1,40}\})(?:([^\w\s*{])([^\n]{0,2000}?)\2|\{([^{}\n]{0,2000})\})"
    r"|\\.|(?<!\\)%[^\n]*(?:\n[ \t]*(?!\n|[ \t]*\n))?",
    re.DOTALL,
)
_ARGUMENTS = re.compile(r"(?:\s*\[[^\]]{0,500}\])?(?:\s*\{\w{1,40}\})?[ \t]*\n?")
_BEGIN_OR_END = re.compile(r"\\(begin|end)\s*\{([^{}]{1,60})\}")
_BRACKETS = re.compile(r"\\.|[{}\]]", re.DOTALL)
_OPTIONS = 1500  # characters of what is in square brackets
OVERLAY = re.compile(r"\s*<[\d\s,+|@.:a-z-]{1,40}>")
"""On which of its steps a slide shows something."""
VERBATIM, VERB = "lecternverbatim", "lecternverb"
"""The commands that what is verbatim is replaced by; their argument is its place in the list of it."""


def bare(source: str) -> tuple[str, list[str]]:
    """The source without comments, and what is verbatim in it, replaced by a command with its place in the list."""
    kept: list[str] = []
    parts: list[str] = []
    unended: set[str] = set()
    position = 0
    while found := _PLACES.search(source, position):
        parts.append(source[position : found.start()])
        position = found.end()
        name = found[1]
        if name and name not in unended:
            ending = re.compile(rf"\\end\s*\{{{re.escape(name)}\}}").search(source, position)
            if ending is None:
                unended.add(name)
                continue
            inside, position = source[position : ending.start()], ending.end()
            if name != "comment":
                options = _ARGUMENTS.match(inside) if name in ("lstlisting", "minted", "Verbatim") else None
                kept.append(inside[options.end() :] if options else inside)
                parts.append(f"\\{VERBATIM}{{{len(kept) - 1}}}")
        elif found[2] or found[4] is not None:
            kept.append(found[3] if found[2] else found[4])
            parts.append(f"\\{VERB}{{{len(kept) - 1}}}")
        elif not found.group().startswith("%") and not name:
            parts.append(found.group())
    return "".join([*parts, source[position:]]), kept


def skip_blanks(text: str, start: int) -> int:
    """Where the next sign is, over blanks and one line end."""
    found = re.compile(r"[ \t]*\n?[ \t]*").match(text, start)
    return found.end() if found else start


def group(text: str, start: int) -> tuple[str, int]:
    """The argument that begins at `start` (in braces, a command, or one sign), and where it ends; "" at the end."""
    start = skip_blanks(text, start)
    if start >= len(text):
        return "", start
    if text[start] != "{":
        found = re.compile(r"\\(?:[a-zA-Z]+|.)|.", re.DOTALL).match(text, start)
        return (found.group(), found.end()) if found and text[start] != "}" else ("", start)
    end = closing(text, start, "{", "}")
    return text[start + 1 : end - 1] if end > 0 else text[start + 1 :], end if end > 0 else len(text)


def optional(text: str, start: int) -> tuple[str, int]:
    """What is in square brackets at `start`, and where they end; "" and `start` where there are none."""
    begin = skip_blanks(text, start)
    if begin >= len(text) or text[begin] != "[":
        return "", start
    depth = 0
    for found in _BRACKETS.finditer(text, begin + 1, begin + _OPTIONS):
        sign = found.group()
        depth += {"{": 1, "}": -1}.get(sign, 0)
        if sign == "]" and depth == 0:
            return text[begin + 1 : found.start()], found.end()
    return "", start


def closing(text: str, start: int, opens: str, closes: str) -> int:
    """Where the group that opens at `start` ends, 0 where it does not."""
    depth, index = 0, start
    for found in re.compile(rf"\\.|[{re.escape(opens + closes)}]", re.DOTALL).finditer(text, start):
        index = found.end()
        sign = found.group()
        depth += 1 if sign == opens else -1 if sign == closes else 0
        if depth == 0 and len(sign) == 1:
            return index
    return 0


def environment_end(text: str, name: str, start: int) -> tuple[int, int]:
    """Where the inside of the environment `name` that begins at `start` ends, and where it is over; the end of the
    text where it is not ended."""
    depth = 1
    for found in _BEGIN_OR_END.finditer(text, start):
        if found[2].strip() == name:
            depth += 1 if found[1] == "begin" else -1
            if depth == 0:
                return found.start(), found.end()
    return len(text), len(text)


def split_at(text: str, mark: re.Pattern[str]) -> list[tuple[str, str]]:
    """The text parted at `mark` where that stands in no group and no environment: (the mark before it, a part)."""
    parts: list[tuple[str, str]] = []
    depth, begun, before = 0, 0, ""
    anything = re.compile(rf"(?P<mark>{mark.pattern})|\\(?P<how>begin|end)\s*\{{|\\.|[{{}}]", re.DOTALL)
    position = 0
    while found := anything.search(text, position):
        position = found.end()
        if found["how"]:
            depth += 1 if found["how"] == "begin" else -1
            position = max(position, text.find("}", position) + 1)
        elif found["mark"] and depth == 0:
            parts.append((before, text[begun : found.start()]))
            before, begun = found.group(), found.end()
        elif found.group() in "{}":
            depth += 1 if found.group() == "{" else -1
    return [*parts, (before, text[begun:])]
