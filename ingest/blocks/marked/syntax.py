"""The Markdown that is understood: CommonMark, tables, struck out words, footnotes, formulas between dollars."""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.tree import SyntaxTreeNode

_LONGEST = 4_000_000  # characters that are parsed
_MARKS = re.compile(r"[\[\]*_<`|~$&\\\n!]")
_DENSEST = 30_000  # marks that one paragraph may have
_STANZA_END = re.compile(r"\n[ \t]*\n")
_NOTE = re.compile(r"\[\^([^\]\s]{1,60})\]:[ \t]*")
_NOTED = re.compile(r"\[\^([^\]\s]{1,60})\]")
_FORMULA = 2000  # characters of a formula at most
_TRIES = 4  # signs that are looked at for the end of a formula


def is_parsable(text: str) -> bool:
    """Whether the parser is done with `text` in time: it is not too long, and no paragraph is all marks."""
    if len(text) > _LONGEST:
        return False
    start = 0
    for end in [found.start() for found in _STANZA_END.finditer(text)] + [len(text)]:
        if end - start > _DENSEST and sum(1 for _ in _MARKS.finditer(text, start, end)) > _DENSEST:
            return False
        start = end
    return True


def parsed(text: str) -> SyntaxTreeNode:
    """The tree of what `text` says."""
    return SyntaxTreeNode(_parser().parse(text))


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    parser.block.ruler.before("fence", "formula", _formula_block, {"alt": ["paragraph", "reference", "list"]})
    parser.block.ruler.before("reference", "footnote", _footnote, {"alt": ["paragraph", "reference"]})
    parser.inline.ruler.before("escape", "formula", _formula)
    parser.inline.ruler.before("link", "footnote_mark", _footnote_mark)
    return parser


def _formula_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Lines from "$$" or "\\[" to the line that ends with its counterpart."""
    line = _line(state, start)
    opening = line[:2]
    closing = {"$$": "$$", "\\[": "\\]"}.get(opening)
    if closing is None or state.is_code_block(start):
        return False
    last = start
    while not (
        len(_line(state, last)) > (2 if last == start else 0) and _line(state, last).endswith(closing)
    ):
        last += 1
        if last >= end or last - start > 60:
            return False
    if silent:
        return True
    token = state.push("formula", "", 0)
    inner = "\n".join(_line(state, index) for index in range(start, last + 1))
    token.content = inner.removeprefix(opening).removesuffix(closing).strip()
    token.map = [start, last + 1]
    state.line = last + 1
    return True


def _footnote(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """ "[^1]: words", with the lines that are indented under it or right under it."""
    found = _NOTE.match(_line(state, start)[:80])
    if found is None or state.is_code_block(start):
        return False
    if silent:
        return True
    words, last = [_line(state, start)[found.end() :]], start + 1
    while last < end:
        line, indented = _line(state, last), state.sCount[last] - state.blkIndent >= 2
        if _NOTE.match(line[:80]) or (not line and not (last + 1 < end and state.sCount[last + 1] >= 4)):
            break
        if state.isEmpty(last - 1) and not indented and line:
            break
        words.append(line)
        last += 1
    token = state.push("footnote_open", "aside", 1)
    token.info, token.map = found[1], [start, last]
    inline = state.push("inline", "", 0)
    inline.content, inline.map, inline.children = "\n".join(words).strip(), [start, last], []
    state.push("footnote_close", "aside", -1)
    state.line = last
    return True


def _line(state: StateBlock, index: int) -> str:
    return state.src[state.bMarks[index] + state.tShift[index] : state.eMarks[index]].rstrip()


def _formula(state: StateInline, silent: bool) -> bool:
    """A formula between dollars, or between "\\(" and "\\)"; no prices: "$5 and $6"."""
    source, start = state.src, state.pos
    if source[start] not in "$\\":
        return False
    opening = next((mark for mark in ("$$", "$", "\\(") if source.startswith(mark, start)), None)
    if opening is None:
        return False
    closing = "\\)" if opening == "\\(" else opening
    begin, limit = start + len(opening), min(len(source), start + _FORMULA)
    if begin >= limit or (opening == "$" and source[begin].isspace()):
        return False
    end, tries = source.find(closing, begin + 1, limit), _TRIES
    while (
        end != -1 and opening == "$" and (source[end - 1] in " \n\\" or source[end + 1 : end + 2].isdigit())
    ):
        tries -= 1
        end = source.find(closing, end + 1, limit) if tries else -1
    if end == -1:
        return False
    if not silent:
        state.push("formula_inline", "", 0).content = source[begin:end].strip()
    state.pos = end + len(closing)
    return True


def _footnote_mark(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] != "[" or state.src[state.pos + 1 : state.pos + 2] != "^":
        return False
    found = _NOTED.match(state.src, state.pos)
    if found is None:
        return False
    if not silent:
        state.push("footnote_mark", "", 0).content = found[1]
    state.pos = found.end()
    return True
