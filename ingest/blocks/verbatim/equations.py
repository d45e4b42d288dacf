"""Formulas in plain text: a line by itself on which one thing is set equal to, or compared with, another."""

import re

from ingest.blocks.drafts import BlockSource, Draft
from rag.values.pages import Kind

_LONGEST = 120  # characters
_RELATION = re.compile(r"(?<![=<>!:+\-*/|&^%~])(?:=|<=|>=|[≠≈≡∝≤≥⇌→⇒⇔])(?![=<>~/])|(?<=\s)[<>](?=\s)")
_WORD = re.compile(r"[^\W\d_]{3,}")
_FUNCTIONS = frozenset(("sin", "cos", "tan", "cot", "log", "exp", "lim", "max", "min", "sqrt", "det", "mod"))
_TAG = re.compile(r"</?\w+>")
_ALLOWED = re.compile(r"[\w\s()\[\]{}+\-−*/^=<>≠≈≡∝≤≥⇌→⇒⇔±×÷·⋅√∑∏∫∂∞∇∈|!.,'′’_°%:]+")
_OPERATION = re.compile(
    r"[+*/^×÷·⋅√∑∏∫∂²³]|[\w)]\s?[-−]\s?[\w(]|[^\W\d_]\(|\d[^\W\d_]|[^\W\d_](?:_|\s)[^\W\d_]\b"
)
_SIDE = re.compile(r"[\w)\]}²³′'%°.!]\s*$")
_NUMBER = re.compile(r"\s*\(\d{1,3}(?:\.\d{1,3})?[a-z]?\)$")
_CODE = re.compile(r"[;{}]$|\b(?:def|return|let|var|const|int|import|if|for|while)\b|[=(]\s*[\"']|\w\.\w+\(")


def equation(source: BlockSource, index: int) -> list[Draft]:
    """The formula on the line `index`, where it stands by itself and is surely one; [] elsewhere."""
    line = source.lines[index]
    alone = line.parted or index == 0
    if not alone or not source.parted(index + 1) or not is_equation(line.text):
        return []
    return [Draft(Kind.FORMULA, index, index + 1)]


def is_equation(text: str) -> bool:
    """Whether a line is a formula: letters, functions and numbers, reckoned with, on both sides of a relation."""
    if len(text) > _LONGEST or _CODE.search(text) or _TAG.search(text):
        return False
    words = _NUMBER.sub("", text).rstrip(" .,")
    relation = _RELATION.search(words)
    if relation is None or not _ALLOWED.fullmatch(words) or not _FUNCTIONS.issuperset(_WORD.findall(words)):
        return False
    before, after = words[: relation.start()], words[relation.end() :]
    lettered = any(map(str.isalpha, before))
    return lettered and bool(_SIDE.search(before)) and bool(after.strip()) and bool(_OPERATION.search(words))
