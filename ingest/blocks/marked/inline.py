"""What a paragraph of Markdown reads like when it is rendered, and which of its words are bold."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from markdown_it.tree import SyntaxTreeNode

from ingest.readers.cleaning import printable
from ingest.readers.formulas.tex import linear

_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_OPENS = re.compile(r"<(script|style)\b", re.IGNORECASE)
_CLOSES = re.compile(r"</(script|style)\b", re.IGNORECASE)
_ALT = re.compile(r"<img\b[^>]{0,500}?\balt=[\"']([^\"'>]{1,300})[\"']", re.IGNORECASE)
# Attributes as Kramdown (Jekyll, OpenStax) writes them behind what they are of: {: .note data-type="term"}, {:toc}
_ATTRIBUTES = re.compile(r"\{:(?:\s*(?:[.#]?[\w-]+|[\w-]+=(?:\"[^\"]*\"|'[^']*')))+\s*\}")
_MAIL = re.compile(r"mailto:", re.IGNORECASE)
_SPACES = re.compile(r"[^\S\n]+")
HARD, SOFT = "\n", "\r"


@dataclass(frozen=True, slots=True)
class Words:
    """A line of a paragraph as it reads. The first `bold` characters of it are bold; `hard`: it was broken on purpose.

    `picture`: it is nothing but pictures; `anchor`: nothing but a link to a place of its own file; `formula`: nothing
    but one formula.
    """

    text: str
    bold: int = 0
    hard: bool = False
    picture: bool = False
    anchor: bool = False
    formula: bool = False


def lines_of(node: SyntaxTreeNode | None) -> list[Words]:
    """The lines of an inline node, without those that are empty."""
    runs: list[tuple[str, str]] = []
    for child in node.children if node is not None else ():
        _render(child, "", runs)
    return lines_of_runs(runs)


def lines_of_runs(runs: Sequence[tuple[str, str]]) -> list[Words]:
    """The lines of (text, how it is set) runs, parted at `HARD` and `SOFT`; how is "bold", "picture", "anchor",
    "formula", "html" for a mark, "" for nothing."""
    found, line, hidden = list[Words](), list[tuple[str, str]](), False
    for text, how in runs:
        if how == "html":
            hidden = (hidden or _OPENS.match(text) is not None) and _CLOSES.match(text) is None
        elif text in (HARD, SOFT):
            found += _line(line, text == HARD)
            line = []
        elif not hidden:
            line.append((text, how))
    return found + _line(line, False)


def one_line(node: SyntaxTreeNode | None) -> str:
    """The words of an inline node on one line."""
    return " ".join(line.text for line in lines_of(node))


def _render(node: SyntaxTreeNode, how: str, runs: list[tuple[str, str]]) -> None:
    """Add what `node` reads like to `runs`, with how it is set: "bold", "picture", "anchor", "html" for a mark."""
    kind = node.type
    if kind == "softbreak":
        runs.append((SOFT, how))
    elif kind == "hardbreak" or (kind == "html_inline" and _BREAK.match(node.content)):
        runs.append((HARD, how))
    elif kind == "html_inline":
        runs.append((node.content, "html"))
        runs += [(found[1], "picture") for found in _ALT.finditer(node.content[:1000])]
    elif kind == "image":
        runs.append((one_line(node) or str(node.attrs.get("title", "")), "picture"))
    elif kind == "footnote_mark":
        runs.append((f"[{node.content}]", how))
    elif kind == "link":
        _link(node, how, runs)
    elif kind == "s":
        return
    elif node.children:
        for child in node.children:
            _render(child, "bold" if kind == "strong" else how, runs)
    elif kind == "text":
        runs.append((_ATTRIBUTES.sub("", node.content.replace("\n", " ").replace("\r", " ")), how))
    elif kind == "formula_inline":
        runs.append((linear(" ".join(node.content.splitlines())).replace("\n", ", "), "formula"))
    elif kind in ("code_inline", "text_special"):
        runs.append((node.content.replace("\n", " ").replace("\r", " "), how))


def _link(node: SyntaxTreeNode, how: str, runs: list[tuple[str, str]]) -> None:
    """The words of a link, as they are rendered; behind them an e-mail address that they do not say. An address of the
    web is no part of what a page says, and in a sentence nobody wants to read it."""
    address = str(node.attrs.get("href", ""))
    first = len(runs)
    for child in node.children:
        _render(child, "anchor" if address.startswith("#") else how, runs)
    words = "".join(text for text, _ in runs[first:]).casefold()
    mail = _MAIL.sub("", address).partition("?")[0] if _MAIL.match(address) else ""
    if mail and mail.casefold() not in words:
        runs.append((f" ({mail})", how))


def _line(runs: Sequence[tuple[str, str]], hard: bool) -> list[Words]:
    text = _tidied("".join(part for part, _ in runs)).strip()
    if not text:
        return []
    solid = [(part, how) for part, how in runs if part.strip()]
    bold = 0
    for part, how in solid:
        if how != "bold":
            break
        bold += len(part)
    length = len(_tidied("".join(part for part, _ in solid)[:bold]).strip())
    kinds = {how for _, how in solid}
    formula = kinds == {"formula"} and len(solid) == 1
    return [Words(text, length, hard, kinds == {"picture"}, kinds == {"anchor"}, formula)]


def _tidied(text: str) -> str:
    return _SPACES.sub(" ", printable(text).replace("\n", " "))
