"""The words of a paragraph: its runs of letters, as they are shown once all changes are accepted."""

from collections.abc import Callable
from dataclasses import dataclass, field

from ingest.readers.formulas.office import linear
from ingest.readers.health import HiddenWords
from ingest.readers.letters.fonts import is_mono
from ingest.readers.letters.symbols import is_symbolic, shown
from ingest.readers.word.fields import Fields
from ingest.readers.word.names import Element, M, W, elements, switch, value
from ingest.readers.word.styles import Letters, Styles, letters_of

_GONE = frozenset(
    W + name
    for name in (
        "del",
        "moveFrom",
        "pPr",
        "rPr",
        "sdtPr",
        "sdtEndPr",
        "instrText",
        "delText",
        "delInstrText",
        "rt",
    )
)
_SIGNS = {
    f"{W}tab": "\t",
    f"{W}ptab": "\t",
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "-",
}
_DRAWN = frozenset(W + name for name in ("drawing", "pict", "object"))
_NOTES = {f"{W}footnoteReference": "footnote", f"{W}endnoteReference": "endnote"}
_PAGE_ENDS = ("page", "column")
_BR = f"{W}br"
_CHAR = f"{W}char"
_CHECK_BOX = f"{W}checkBox"
_COMMENT_REFERENCE = f"{W}commentReference"
_CUSTOM_MARK_FOLLOWS = f"{W}customMarkFollows"
_DD_LIST = f"{W}ddList"
_DEL = f"{W}del"
_FF_DATA = f"{W}ffData"
_FLD_CHAR = f"{W}fldChar"
_FLD_CHAR_TYPE = f"{W}fldCharType"
_FLD_SIMPLE = f"{W}fldSimple"
_FONT = f"{W}font"
_ID = f"{W}id"
_INSTR = f"{W}instr"
_INSTR_TEXT = f"{W}instrText"
_LIST_ENTRY = f"{W}listEntry"
_R = f"{W}r"
_RUBY = f"{W}ruby"
_RUBY_BASE = f"{W}rubyBase"
_R_PR = f"{W}rPr"
_SYM = f"{W}sym"
_T = f"{W}t"
_TYPE = f"{W}type"
_VAL = f"{W}val"


@dataclass(slots=True)
class Fragment:
    """Some letters that are set alike; a formula has no font."""

    text: str
    bold: bool = False
    mono: bool = False
    size: float = 0.0
    formula: bool = False


@dataclass(slots=True)
class RunsOfWords:
    """The words of a paragraph, and what hangs on them: what is drawn, notes (kind, id), comments (id)."""

    fragments: list[Fragment] = field(default_factory=list)
    drawn: list[Element] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The words."""
        return "".join(fragment.text for fragment in self.fragments)

    @property
    def is_formula(self) -> bool:
        """Whether there is nothing but formulas."""
        said = [fragment for fragment in self.fragments if fragment.text.strip(" \t\n.,;")]
        return bool(said) and all(fragment.formula for fragment in said)

    @property
    def is_mono(self) -> bool:
        """Whether all words are in letters of one width."""
        said = [fragment for fragment in self.fragments if fragment.text.strip()]
        return bool(said) and all(fragment.mono for fragment in said)

    @property
    def size(self) -> float:
        """The size of most letters."""
        said = max(self.fragments, key=lambda fragment: len(fragment.text), default=None)
        return said.size if said is not None else 0.0

    def bold(self, start: int = 0) -> int:
        """How many characters from `start` of the words on are bold."""
        count, position = 0, 0
        for fragment in self.fragments:
            position += len(fragment.text)
            if position <= start:
                continue
            if not fragment.bold and fragment.text.strip():
                break
            count = position - start
        return max(0, count)


class InlineReader:
    """Reads the paragraphs of one part of a document, one after another: fields go on from one to the next."""

    def __init__(
        self, styles: Styles, fields: Fields, note: Callable[[str, str, bool], str], hidden: HiddenWords
    ) -> None:
        """`note` gives the mark of the note (kind, id, whether its mark is written out)."""
        self._hidden = hidden
        self._styles = styles
        self._fields = fields
        self._note = note

    def read(self, paragraph: Element, letters: Letters, into: RunsOfWords) -> None:
        """Add the words of a paragraph whose style sets its letters so."""
        for child in elements(paragraph):
            self._part(child, letters, into)

    def _part(self, element: Element, letters: Letters, into: RunsOfWords) -> None:
        tag = element.tag
        if tag == _R:
            self._run(element, letters, into)
        elif tag in (f"{M}oMath", f"{M}oMathPara"):
            self._formula(element, letters, into)
        elif tag in _GONE:
            return
        elif tag == _FLD_SIMPLE:
            self._fields.simple(element.get(_INSTR, ""))
            self.read(element, letters, into)
            self._fields.end()
        elif tag in _DRAWN:
            into.drawn.append(element)
        else:
            self.read(element, letters, into)

    def _formula(self, element: Element, letters: Letters, into: RunsOfWords) -> None:
        parts = [element] if element.tag == f"{M}oMath" else element.findall(f"{M}oMath")
        said = "\n".join(filter(None, map(linear, parts)))
        if said and self._fields.is_shown:
            before = into.fragments[-1].text if into.fragments else ""
            gap = " " if before[-1:].isalnum() and said[0].isalnum() else ""
            into.fragments.append(Fragment(gap + said, size=letters.size or 0.0, formula=True))

    def _run(self, run: Element, letters: Letters, into: RunsOfWords) -> None:
        properties = run.find(_R_PR)
        if properties is not None:
            styled = self._styles.letters(value(properties, "rStyle"))
            letters = letters_of(properties).over(styled).over(letters)
            is_deleted = properties.find(_DEL) is not None
            if letters.hidden or is_deleted:
                self._skim(run, is_deleted)
                return
        for child in elements(run):
            tag = child.tag
            if tag == _T:
                if self._fields.is_shown:
                    self._add(shown(child.text or "", letters.font or ""), letters, into)
            elif tag == _FLD_CHAR:
                self._mark(child, letters, into)
            elif tag == _INSTR_TEXT:
                self._fields.code(child.text or "")
            elif tag in _DRAWN:
                into.drawn.append(child)
            elif not self._fields.is_shown or tag in _GONE:
                continue
            elif tag == _BR and child.get(_TYPE) in _PAGE_ENDS:
                self._add("\n" if into.text.strip() else "", letters, into)
            elif tag in _SIGNS:
                self._add(_SIGNS[tag], letters, into)
            elif tag == _SYM:
                self._add(_symbol(child), letters, into)
            elif tag in _NOTES:
                self._refer(child, _NOTES[tag], letters, into)
            elif tag == _COMMENT_REFERENCE:
                into.comments.append(child.get(_ID, ""))
            elif tag in (_RUBY, _RUBY_BASE, f"{M}oMath", f"{M}oMathPara"):
                self._part(child, letters, into)

    def _skim(self, run: Element, is_deleted: bool) -> None:
        """Follow the fields that letters which are not read begin and end; count the hidden ones."""
        for child in elements(run):
            if child.tag == _FLD_CHAR:
                self._fields.turn(child.get(_FLD_CHAR_TYPE, ""))
            elif child.tag == _INSTR_TEXT:
                self._fields.code(child.text or "")
            elif child.tag == _T and self._fields.is_shown and not is_deleted:
                self._hidden.add(child.text or "")

    def _mark(self, element: Element, letters: Letters, into: RunsOfWords) -> None:
        self._fields.turn(element.get(_FLD_CHAR_TYPE, ""))
        form = element.find(_FF_DATA)
        box = form.find(_CHECK_BOX) if form is not None else None
        chosen = form.find(_DD_LIST) if form is not None else None
        said = ""
        if box is not None:
            ticked = switch(box, "checked")
            said = "☒" if (switch(box, "default") if ticked is None else ticked) else "☐"
        elif chosen is not None:
            entries = [entry.get(_VAL, "") for entry in chosen.findall(_LIST_ENTRY)]
            index = value(chosen, "result") or value(chosen, "default") or "0"
            said = entries[int(index)] if index.isdigit() and int(index) < len(entries) else ""
        if said and self._fields.may_say:
            self._add(said, letters, into)

    def _refer(self, element: Element, kind: str, letters: Letters, into: RunsOfWords) -> None:
        name = element.get(_ID, "")
        own = element.get(_CUSTOM_MARK_FOLLOWS, "0") not in ("0", "false", "off")
        into.notes.append((kind, name))
        self._add(self._note(kind, name, own), letters, into)

    @staticmethod
    def _add(text: str, letters: Letters, into: RunsOfWords) -> None:
        if text:
            fragment = Fragment(text, bool(letters.bold), is_mono(letters.font), letters.size or 0.0)
            into.fragments.append(fragment)


def _symbol(element: Element) -> str:
    font, code = element.get(_FONT, ""), element.get(_CHAR, "")
    try:
        letter = chr(int(code, 16))
    except (ValueError, OverflowError):
        return ""
    return shown(letter, font) if is_symbolic(font) or letter >= "\ue000" else letter
