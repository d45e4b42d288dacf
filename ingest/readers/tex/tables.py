"""Tables of LaTeX: rows parted by line ends, cells by "&", and which rows are heads."""

import re
from collections.abc import Callable

from ingest.readers.sections.heads import headed
from ingest.readers.sections.pieces import Rows
from ingest.readers.tex.scanning import group, optional, split_at

_ROW = re.compile(r"\\\\\*?|\\tabularnewline(?![a-zA-Z])|\\cr(?![a-zA-Z])")
_CELL = re.compile(r"&")
_RULE = re.compile(
    r"\\(?:hline|toprule|midrule|bottomrule|hdashline|doublehline|Xhline\{[^{}]*\}|specialrule(?:\{[^{}]*\}){3})"
    r"(?![a-zA-Z])(?:\s*\[[^\]]*\])?"
)
_PART_RULE = re.compile(
    r"\\(?:cline|cmidrule|arrayrulecolor|rowcolor|rowcolors|noalign|addlinespace|morecmidrules|tabucline|cellcolor)"
    r"(?![a-zA-Z])(?:\s*(?:\[[^\]]*\]|\([^)]*\)|\{[^{}]*\})){0,4}"
)
_SPACED = re.compile(r"\s*\[-?[\d.]+\s*\\?[a-z]{0,12}\]")
_REPEATED = re.compile(r"\\endfirsthead.*?\\end(?:lastfoot|head|foot)(?![a-zA-Z])", re.DOTALL)
_END = re.compile(r"\\end(?:head|firsthead|foot|lastfoot)(?![a-zA-Z])")
_SPANS = re.compile(r"\\multi(column|row)\s*(?=[{\[*])")
_MOST = 100_000  # cells


def grid(source: str, words: Callable[[str], str]) -> Rows:
    """The rows of what is inside a table, that of the heads first; () where there is no word. `words` reads a cell."""
    if "\\endhead" in source:
        source = _REPEATED.sub("\\\\endhead", source)
    rows: list[list[str]] = []
    ruled: list[bool] = []  # whether there is a rule above each row
    held: dict[int, tuple[int, str]] = {}
    cells = 0
    parts = [part for _, part in split_at(source, _ROW)]
    for index, part in enumerate(parts):
        body = _SPACED.sub("", part, count=1) if index and _SPACED.match(part) else part
        has_rule = bool(_RULE.search(body[:400]) or _END.search(body[:400]))
        bare = _PART_RULE.sub("", _END.sub("", _RULE.sub("", body)))
        row = _row(bare, words, held) if bare.strip() else []
        cells += len(row)
        if cells > _MOST:
            break
        if row:
            rows.append(row)
            ruled.append(has_rule)
        elif has_rule:
            ruled.append(True)
            rows.append([])
    return headed(*_with_heads(rows, ruled))


def _row(source: str, words: Callable[[str], str], held: dict[int, tuple[int, str]]) -> list[str]:
    line: list[str] = []
    for _, cell in split_at(source, _CELL):
        wide, down, inner = _spans(cell)
        said = words(inner)
        above = held.pop(len(line), None)
        if above is not None:
            said = said or above[1]
            if above[0] > 1:
                held[len(line)] = above[0] - 1, above[1]
        if down > 1 and said:
            held[len(line)] = down - 1, said
        line += [said, *[""] * (wide - 1)]
    return line


def _spans(cell: str) -> tuple[int, int, str]:
    """How many columns and rows a cell stands in, and what is in it."""
    wide = down = 1
    while found := _SPANS.search(cell):
        _, after = optional(cell, found.end())
        count, after = group(cell, after)
        _, after = optional(cell, after)
        _, after = group(cell, after)
        _, after = optional(cell, after)
        inner, after = group(cell, after)
        number = int(count) if count.strip().isdigit() else 1
        if found[1] == "column":
            wide = max(1, min(number, 100))
        else:
            down = max(1, min(number, 1000))
        cell = cell[: found.start()] + inner + cell[after:]
    return wide, down, cell


def _with_heads(rows: list[list[str]], ruled: list[bool]) -> tuple[list[list[str]], list[bool]]:
    """The rows and which of them are heads: those between the first two rules, where others come after them."""
    solid = [index for index, row in enumerate(rows) if any(row)]
    if not solid:
        return [], []
    after = next(
        (index for index in range(solid[0] + 1, len(rows)) if ruled[index] and not any(rows[index])), 0
    )
    second = next((index for index in range(solid[0] + 1, len(rows)) if ruled[index]), 0)
    cut = min((place for place in (after, second) if place), default=0)
    has_heads = cut > solid[0] and any(index >= cut for index in solid) and cut - solid[0] <= 3
    return [rows[index] for index in solid], [has_heads and index < cut for index in solid]
