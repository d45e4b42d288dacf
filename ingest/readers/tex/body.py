"""What a LaTeX source says, as pieces in reading order."""

import re
from dataclasses import dataclass, replace

from ingest.blocks.marked.inline import HARD
from ingest.blocks.textlines import last_sentence
from ingest.readers.cleaning import printable
from ingest.readers.sections import runs
from ingest.readers.sections.pieces import Piece
from ingest.readers.tex import commands, environments
from ingest.readers.tex.formulas import EXPANDED, NESTED, applied, formula
from ingest.readers.tex.numbering import Numbers
from ingest.readers.tex.preamble import TexSource
from ingest.readers.tex.scanning import OVERLAY, VERB, VERBATIM, closing, environment_end, group, optional
from ingest.readers.tex.symbols import ESCAPED, SIGNS, accented, is_accent
from ingest.readers.web.formulas import written
from rag.values.pages import Kind

_TOKEN = re.compile(
    r"\\([a-zA-Z@]+)(\*?)|\\(.)|\$\$|\$|[{}]|~|\n[ \t]*\n\s*|-{2,3}|``|''|[^\\${}~\n`'-]+|.", re.DOTALL
)
_HEADING = re.compile(r"[a-z]{0,12}?(part|chapter|(?:sub){0,2}section|(?:sub)?paragraph)")
_DEFINING = re.compile(
    r"(?:re)?newcommand|providecommand|DeclareRobustCommand|NewDocumentCommand|[gex]?def|let|font|newif"
)
_LONG_DEF = re.compile(r"\s*\*?\s*(?:\\[a-zA-Z@]+|\{\\[a-zA-Z@]+\})(?:\s*\[[^\]]*\]){0,2}[#\d]*\s*=?\s*")
_DEEPEST = 40  # groups inside each other
_LINES = 8  # tables, notes, headings inside each other
_LEAD = 200  # characters


@dataclass(frozen=True, slots=True)
class TexState:
    """What is being read: `depth` counts groups inside each other, `item_depth` lists."""

    kind: Kind = Kind.PARAGRAPH
    how: str = ""
    depth: int = 0
    in_list: int = 0
    expanding: int = 0


class Body:
    """Reads the text of a source."""

    def __init__(self, source: TexSource, verbatim: list[str]) -> None:
        self.source = source
        self.verbatim = verbatim
        self.numbers = Numbers(source)
        self.pieces: list[Piece] = []
        self.item: Piece | None = None
        self._runs: list[runs.Run] = []
        self._notes: list[str] = []
        self.flat = 0
        self.expanded = 0
        self._footnotes = 0

    def read(self, text: str, state: TexState) -> None:
        """Read a part of the source."""
        position = 0
        while found := _TOKEN.match(text, position):
            sign, position = found.group(), found.end()
            if found[1]:
                position, state = self._command(found[1], found[2] == "*", text, position, state)
            elif found[3]:
                position = self._escaped(found[3], text, position, state)
            elif sign in ("$", "$$"):
                position = self._math(sign, text, position, state)
            elif sign == "{":
                end = closing(text, position - 1, "{", "}") or len(text) + 1
                if state.depth < _DEEPEST:
                    self.read(text[position : end - 1], replace(state, depth=state.depth + 1))
                position = end
            elif sign.startswith("\n") and sign.count("\n") > 1:
                self.flush(state)
            elif sign != "}":
                self.say({"~": " ", "--": "–", "---": "—", "``": "“", "''": "”"}.get(sign, sign), state)

    def say(self, text: str, state: TexState) -> None:
        """Add words to the line in the making."""
        self._runs += runs.run(text, state.how)

    def line(self, text: str) -> str:
        """What a part of the source says, on one line."""
        if self.flat > _LINES:
            return ""
        kept, self._runs = self._runs, []
        self.flat += 1
        self.read(text, TexState(depth=1))
        self.flat -= 1
        words, self._runs = runs.one_line(self._runs), kept
        return printable(" ".join(words.split()))

    def flush(self, state: TexState) -> None:
        """End the paragraph in the making, and write the notes to it."""
        if self.flat:
            self._runs.append((" ", ""))
            return
        found, self._runs = runs.paragraphs_of(self._runs), []
        for lines in found:
            item, self.item = self.item, None
            if item is not None and state.kind is Kind.PARAGRAPH:
                self.pieces.append(replace(item, lines=lines))
            elif state.kind is Kind.PARAGRAPH:
                self.pieces.append(Piece(Kind.PARAGRAPH, lines=lines, hangs=state.in_list > 0))
            else:
                self.add(Piece(state.kind, " ".join(line.text for line in lines)))
        notes, self._notes = self._notes, []
        self.pieces += [Piece(Kind.NOTE, note, group="notes") for note in notes]

    def add(self, piece: Piece) -> None:
        """Add a piece, where it has words."""
        if piece.words.strip() or piece.kind is Kind.HEADING:
            self.pieces.append(piece)

    def lead(self, state: TexState) -> str:
        """The line that introduces a list: the item that it is in, or the paragraph before it."""
        before = self.pieces[-1] if self.pieces else None
        if before is not None and before.kind is Kind.ITEM and state.in_list:
            return before.said[:_LEAD]
        if before is None or before.kind is not Kind.PARAGRAPH:
            return ""
        is_open = before.said.endswith((":", "：")) or not before.said.endswith((".", "!", "?"))
        sentence = last_sentence(before.said)
        return sentence if is_open and len(sentence) <= _LEAD else ""

    def display(self, source: str, state: TexState) -> None:
        """A formula on a line of its own."""
        words = printable(formula(source, self.source.macros))
        if self.flat:
            self.say(f" {written(' '.join(words.split()))} ", state)
            return
        self.flush(state)
        self.add(Piece(Kind.FORMULA, words, hangs=state.in_list > 0))

    def _math(self, sign: str, text: str, start: int, state: TexState) -> int:
        """A formula between dollars; where it ends."""
        found = re.compile(r"\\.|\$", re.DOTALL)
        end = next(
            (match.start() for match in found.finditer(text, start) if match.group() == "$"), len(text)
        )
        if sign == "$$":
            self.display(text[start:end], state)
            return min(len(text), end + 2)
        words = " ".join(formula(text[start:end], self.source.macros).split())
        self.say(written(words), state)
        return end + 1

    def _escaped(self, sign: str, text: str, start: int, state: TexState) -> int:
        """A backslash with one sign after it; where its arguments end."""
        if sign == "\\":
            _, end = optional(text, start + text.startswith("*", start))
            self._runs.append((HARD, ""))
            return end
        if sign in "([":
            end = text.find("\\)" if sign == "(" else "\\]", start)
            inner = text[start : end if end >= 0 else len(text)]
            if sign == "[":
                self.display(inner, state)
            else:
                self.say(written(" ".join(formula(inner, self.source.macros).split())), state)
            return end + 2 if end >= 0 else len(text)
        if is_accent(sign):
            letter, end = group(text, start)
            self.say(accented(sign, self.line(letter) if letter.startswith("\\") else letter), state)
            return end
        self.say(ESCAPED.get(sign, sign), state)
        return start

    def _command(
        self, name: str, starred: bool, text: str, start: int, state: TexState
    ) -> tuple[int, TexState]:
        """A command of letters; where its arguments end, and what is being read from there on."""
        macro = self.source.macros.get(name)
        if name == "begin":
            return self._environment(text, start, state), state
        if name in (VERB, VERBATIM):
            kept, end = group(text, start)
            words = printable(self.verbatim[int(kept)])
            if name == VERB or self.flat:
                self.say(words, state)
            else:
                self.flush(state)
                self.add(Piece(Kind.CODE, words.strip("\n").expandtabs(4), hangs=state.in_list > 0))
            return end, state
        if macro is not None and state.expanding < NESTED and self.expanded < EXPANDED:
            self.expanded += 1
            body, end = applied(macro, text, start)
            self.read(body, replace(state, expanding=state.expanding + 1))
            return end, state
        if _DEFINING.fullmatch(name):
            return self._definition(name, text, start), state
        if (found := _HEADING.fullmatch(name)) and (
            starred or text[start : start + 1] in ("{", "[", " ", "\n")
        ):
            return self._heading(found[1], starred or name != found[1], text, start, state), state
        if overlay := OVERLAY.match(text, start):
            start = overlay.end()
        if is_accent(name):
            letter, end = group(text, start)
            self.say(accented(name, self.line(letter) if letter.startswith("\\") else letter), state)
            return end, state
        if name in SIGNS:
            self.say(SIGNS[name], state) if SIGNS[name] != "\n" else self._runs.append((HARD, ""))
            empty = re.compile(r"[ \t]*\{\}|[ \t]+").match(text, start)
            spaced = empty is not None and not empty.group().endswith("}") and name in ("ldots", "dots")
            return (empty.end() if empty and not spaced else start), state
        if name in commands.BOLD and text[start : start + 1] != "{":
            return start, replace(state, how="bold")
        return environments.command(self, name, text, start, state), state

    def _definition(self, name: str, text: str, start: int) -> int:
        """Where a definition of a command ends."""
        found = _LONG_DEF.match(text, start)
        if name in ("let", "font") or found is None:
            end = text.find("\n", start)
            return end if end >= 0 else len(text)
        if name == "newif":
            return found.end()
        _, end = group(text, found.end())
        return end

    def _heading(self, name: str, unnumbered: bool, text: str, start: int, state: TexState) -> int:
        _, after = optional(text, start)
        title, end = group(text, after)
        if not text[after:end].lstrip().startswith("{"):
            return start  # a command of the source that is named like a heading
        words = self.line(re.sub(r"\\(?:footnote|thanks)\s*\{[^{}]*\}|\\label\s*\{[^{}]*\}", "", title))
        self.flush(state)
        number = "" if unnumbered else self.numbers.heading(name)
        if words:
            self.add(Piece(Kind.HEADING, f"{number} {words}".strip(), level=self.numbers.level(name)))
        return end

    def note(self, name: str, words: str, state: TexState) -> None:
        """A footnote: its mark in the line, and its words after the paragraph."""
        self._footnotes += name != "footnotetext"
        if name != "footnotetext":
            self.say(f"[{self._footnotes}]", state)
        if words:
            self._notes.append(f"[{self._footnotes}] {words}")

    def _environment(self, text: str, start: int, state: TexState) -> int:
        name, begin = group(text, start)
        inside, end = environment_end(text, name.strip(), begin)
        if state.depth < _DEEPEST:
            environments.read(self, name.strip(), text[begin:inside], replace(state, depth=state.depth + 1))
        return end
