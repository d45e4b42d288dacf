"""Formulas of LaTeX: their source, without what only says how it is set; commands of the source written out."""

import re

from ingest.readers.tex.preamble import Macro
from ingest.readers.tex.scanning import group, optional

_SET = re.compile(
    r"\\(?:label|tag)\*?\s*\{[^{}]*\}|\\(?:nonumber|notag|displaystyle|textstyle|limits|nolimits|allowdisplaybreaks"
    r"|hfill|noindent|centering)(?![a-zA-Z])|\\[!]|\\(?:[hv]space)\*?\s*\{[^{}]*\}"
)
_BREAK = re.compile(r"\\\\(?:\*)?(?:\s*\[[^\]]{0,20}\])?")
_COMMAND = re.compile(r"\\([a-zA-Z]+)")
NESTED, EXPANDED = 3, 20_000
"""How many commands of a source in each other, and in all, are written out at most."""
_TIMES = 2  # how deep commands in commands are written out
_LONGEST = 20_000  # characters that a formula may become


def formula(source: str, macros: dict[str, Macro]) -> str:
    """A formula as it is kept: a line for each of its lines."""
    words = source
    for _ in range(_TIMES):
        words = _written_out(words, macros)
    lines = (" ".join(_SET.sub(" ", line).replace("\\,", " ").split()) for line in _BREAK.split(words))
    return "\n".join(line for line in lines if line.strip(" &.,;"))


def _written_out(source: str, macros: dict[str, Macro]) -> str:
    parts: list[str] = []
    position = length = 0
    for found in _COMMAND.finditer(source):
        macro = macros.get(found[1])
        if macro is None or found.start() < position or length > _LONGEST:
            continue
        body, after = applied(macro, source, found.end())
        parts += [source[position : found.start()], body]
        # What follows stands apart from the last command of the body, as from the one that it stands for.
        if re.search(r"\\[a-zA-Z]+$", body) and source[after : after + 1].isalpha():
            parts.append(" ")
        length += len(body)
        position = after
    return "".join([*parts, source[position:]])


def applied(macro: Macro, text: str, start: int) -> tuple[str, int]:
    """What a command with its arguments at `start` stands for, and where these end."""
    arguments: list[str] = []
    if macro.otherwise is not None:
        said, after = optional(text, start)
        arguments.append(said if after > start else macro.otherwise)
        start = after
    while len(arguments) < min(9, macro.arguments):
        said, start = group(text, start)
        arguments.append(said)
    body = re.sub(
        r"#([1-9])",
        lambda found: arguments[int(found[1]) - 1] if int(found[1]) <= len(arguments) else "",
        macro.body,
    )
    return body[:_LONGEST], start
