"""What is read of the commands and environments of LaTeX that are more than signs."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from ingest.readers.sections import runs
from ingest.readers.sections.pieces import Piece
from ingest.readers.tex import commands, lists, slides, tables, theorems
from ingest.readers.tex.formulas import EXPANDED, NESTED, applied, formula
from ingest.readers.tex.scanning import OVERLAY, group, optional
from ingest.readers.web.formulas import written
from rag.values.pages import Kind

if TYPE_CHECKING:
    from ingest.readers.tex.body import Body, TexState

_IS_MATH = re.compile(
    r"(?<!\\)[_^]|\\(?:[dt]?frac|sum|int|prod|sqrt|left|infty|begin\{(?:cases|[pb]?matrix))(?![a-zA-Z])"
)
_DOLLARS = re.compile(r"\$[^$]*\$|\\\(.*?\\\)", re.DOTALL)
# Arguments that are names of files, keys and the like, with nothing after them on the line.
_NAMES = re.compile(
    r"(?:\{[\w:./-]{1,40}\}){2,4}[ \t]*(?=\n|$)|\{[\w-]{0,40}[:./_\d][\w:./-]{0,40}\}[ \t]*(?=\n|$)"
)


def command(body: Body, name: str, text: str, start: int, state: TexState) -> int:
    """Read a command; where those of its arguments end that are not read as the text around it."""
    if name in ("footnote", "footnotetext", "thanks", "endnote", "marginpar", "sidenote", "marginnote"):
        _, after = optional(text, start)
        said, end = group(text, after)
        body.note(name, body.line(said), state)
        return end
    if name == "footnotemark":
        body.note(name, "", state)
        return optional(text, start)[1]
    if name in ("caption", "captionof", "subcaption"):
        return _caption(body, name, text, start, state)
    if name in ("frametitle", "framesubtitle"):
        said, end = group(text, optional(text, start)[1])
        body.flush(state)
        body.add(slides.titled(body.line(said), name == "framesubtitle"))
        return end
    if name == "frame":
        said, end = group(text, start)
        read(body, "frame", said, state)
        return end
    if name in ("title", "author", "date", "institute", "subtitle"):
        _, after = optional(text, start)
        return group(text, after)[1]
    if name == "maketitle" or name == "titlepage":
        title(body, state)
        return start
    if name in (
        "par",
        "newpage",
        "clearpage",
        "pagebreak",
        "bigskip",
        "medskip",
        "smallskip",
        "item",
        "pause",
    ):
        body.flush(state)
        return optional(text, start)[1] if name == "item" else start
    if name == "appendix":
        body.numbers.begin_appendix()
        return start
    if name in ("setcounter", "addtocounter"):
        counter, after = group(text, start)
        value, end = group(text, after)
        body.numbers.set(counter, value, name == "addtocounter")
        return end
    return _words(body, name, text, start, state)


def _words(body: Body, name: str, text: str, start: int, state: TexState) -> int:
    """Commands within a line."""
    if name in ("url", "path", "nolinkurl", "email"):
        said, end = group(text, start)
        body.say(said.replace("\\", ""), state)
        return end
    if name == "href":
        address, after = group(text, start)
        said, end = group(text, after)
        words = body.line(said)
        body.say(
            words if address.split(":")[-1] in words or ":" not in address else f"{words} ({address})", state
        )
        return end
    if name in commands.REFERRING or commands.CITING.fullmatch(name):
        return _reference(body, name, text, start, state)
    if name in ("textsuperscript", "textsubscript"):
        said, end = group(text, start)
        words = body.line(said)
        body.say(runs.raised(words, False) if name == "textsuperscript" else words, state)
        return end
    if name in commands.BOLD:
        said, end = group(text, start)
        body.read(said, replace(state, how="bold", depth=state.depth + 1))
        return end
    if name == "texorpdfstring":
        said, after = group(text, start)
        body.read(said, replace(state, depth=state.depth + 1))
        return group(text, after)[1]
    if name == "bibitem":
        body.flush(state)
        _, after = optional(text, start)
        key, end = group(text, after)
        body.say(f"[{key}] ", state)
        return end
    if (
        name not in commands.SWALLOWED
        and (alone := _NAMES.match(text, start))
        and _is_alone(text, name, start)
    ):
        return alone.end()
    for _ in range(commands.SWALLOWED.get(name, 0)):
        _, start = optional(text, start)
        _, start = group(text, start)
    end = optional(text, start)[1]
    # A bracket after a command without braces may be text: "\\small [sic]".
    if end > start and text[start : start + 1] == "[":
        start = end
    return start if text[start : start + 1] in ("{", "[", "\\") else len(text[:start]) + _blanks(text, start)


def _is_alone(text: str, name: str, start: int) -> bool:
    """Whether nothing stands before a command on its line."""
    before = text[max(0, start - len(name) - 200) : start - len(name) - 1]
    return not before.rpartition("\n")[2].strip()


def _blanks(text: str, start: int) -> int:
    """How many blanks a command swallows; a line without words ends a paragraph all the same."""
    found = re.compile(r"[ \t]+(?!\n)").match(text, start)
    return len(found.group()) if found else 0


def _reference(body: Body, name: str, text: str, start: int, state: TexState) -> int:
    """What is referred to, by the name that the source has for it."""
    notes: list[str] = []
    while (after := optional(text, start))[1] > start:
        notes.append(body.line(after[0]))
        start = after[1]
    said, end = group(text, start)
    if name in commands.REFERRING:
        body.say(f"({said})" if name == "eqref" else said, state)
        return end
    words = "; ".join(
        [", ".join(part.strip() for part in said.split(",")), *(note for note in notes if note)]
    )
    body.say(f"[{words}]", state)
    return end


def _caption(body: Body, name: str, text: str, start: int, state: TexState) -> int:
    if name == "captionof":
        _, start = group(text, start)
    start += text.startswith("*", start)
    _, after = optional(text, start)
    said, end = group(text, after)
    body.flush(state)
    body.add(Piece(Kind.CAPTION, body.line(said)))
    return end


def title(body: Body, state: TexState) -> None:
    """The title of the source and who wrote it, where it is typeset."""
    body.flush(state)
    said = {key: body.line(words).replace(" ,", ",") for key, words in body.source.said.items()}
    if said.get("title"):
        body.add(Piece(Kind.HEADING, said["title"], level=1))
    for key in ("subtitle", "author", "institute", "date"):
        if said.get(key):
            body.add(Piece(Kind.PARAGRAPH, said[key]))


def read(body: Body, name: str, text: str, state: TexState) -> None:
    """Read what is inside the environment `name`."""
    bare = name.rstrip("*")
    own = body.source.environments.get(name)
    if overlay := OVERLAY.match(text):
        text = text[overlay.end() :]
    if name in commands.DROPPED:
        return
    if own is not None and state.expanding < NESTED and body.expanded < EXPANDED:
        body.expanded += 1
        begin, start = applied(own[0], text, 0)
        body.read(f"{begin}\n{text[start:]}\n{own[1]}", replace(state, expanding=state.expanding + 1))
    elif name in commands.FORMULAS:
        inside = _after(text, 1 if bare == "alignat" else 0)
        body.display(inside if "\\begin" in inside else re.sub(r"(?<!\\)&", " ", inside), state)
    elif name in commands.TABLES:
        _table(body, _after(text, commands.TABLES[name]), state)
    elif body.flat and (name in commands.LISTS or name in commands.BLOCKS or name == "frame"):
        body.read(_after(text, 0), state)
    elif name in commands.LISTS:
        lists.read(body, name, text, state)
    elif name in ("frame", "slide"):
        slides.frame(body, text, state)
    elif name in commands.BLOCKS:
        slides.block(body, text, state)
    elif name in body.source.theorems or bare in commands.THEOREMS:
        theorems.read(body, name, text, state)
    elif name == "abstract":
        body.flush(state)
        body.add(Piece(Kind.HEADING, bare.capitalize(), level=2))
        body.read(text, state)
        body.flush(state)
    else:
        kind = Kind.NOTE if name == "thebibliography" else state.kind
        body.flush(state)
        body.read(_after(text, commands.ARGUMENTS.get(name, 0)), replace(state, kind=kind))
        body.flush(replace(state, kind=kind))


def _after(text: str, arguments: int) -> str:
    """What comes after the options and the arguments of an environment."""
    _, start = optional(text, 0)
    for _ in range(arguments):
        _, start = group(text, start)
        _, start = optional(text, start)
    return text[start:]


def _table(body: Body, text: str, state: TexState) -> None:
    rows = tables.grid(text, lambda cell: _cell(body, cell))
    if body.flat:  # a table in a cell, a heading, a note
        body.say("; ".join(", ".join(filter(None, row)) for row in rows if any(row)), state)
        return
    body.flush(state)
    body.pieces += [Piece(Kind.ROW, rows=rows)] if rows else []


def _cell(body: Body, text: str) -> str:
    """The words of a cell; one of a column of formulas has no dollars of its own."""
    if _IS_MATH.search(_DOLLARS.sub("", text)):
        return written(" ".join(formula(text, body.source.macros).split()))
    return body.line(text)
