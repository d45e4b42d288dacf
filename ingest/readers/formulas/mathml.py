"""Formulas in MathML as one line: "E = m⋅c^2", "(a + b)/2", "x_1", "√(y)"."""

import re
from collections.abc import Sequence

from lxml import etree

from ingest.readers.cleaning import printable

_SPACED = re.compile(r"\s*([=≠<>≤≥≈≡∼→⇒⇔↔∈∉⊂⊆+±−])\s*")
_SIMPLE = re.compile(r"[\w.,′∞]+|\([^()]*\)|[^\w\s]")
_SIGN = re.compile(r"(?<=[\w)\]}′])-(?=[\w(\[{√])")
_SKIPPED = frozenset(
    {"annotation", "annotation-xml", "mspace", "none", "mprescripts", "mphantom", "maligngroup"}
)


def linear(element: etree._Element) -> str:
    """The formula of a math:math element, "" where it is empty."""
    said = printable(_part(element)).replace("\u2061", "").replace("\u2062", "").replace("\n", " ")
    said = _SIGN.sub(" - ", _SPACED.sub(r" \1 ", said))
    return " ".join(said.split())


def _part(element: etree._Element) -> str:
    tag = element.tag
    kind = tag.rpartition("}")[2] if isinstance(tag, str) else "none"
    if kind in _SKIPPED:
        return ""
    parts = [child for child in element if isinstance(child.tag, str)]
    if not parts:
        return _word(kind, "".join(element.itertext()))
    said = [_part(child) for child in parts]
    made = _MADE.get(kind)
    if made is not None and len(said) >= made[0]:
        return made[1].format(*(_held(each) for each in said), *([""] * 3), plain=said[0])
    if kind == "mfenced":
        between = (element.get("separators", ",") or "").strip()[:1]
        return f"{element.get('open', '(')}{f'{between} '.join(said)}{element.get('close', ')')}"
    if kind in ("mtr", "mlabeledtr"):
        return ", ".join(said)
    if kind == "mtable":
        return f"[{'; '.join(said)}]" if len(said) > 1 else "".join(said)
    if kind == "msqrt":
        return f"√({_joined(said)})"
    return _joined(said)


def _joined(said: Sequence[str]) -> str:
    """The parts of a row; a blank parts words of several letters from what they would run into."""
    found = ""
    for part in said:
        apart = (
            part and found[-1:].isalnum() and part[0].isalnum() and (len(part) > 1 or found[-2:].isalpha())
        )
        found += f" {part}" if apart else part
    return found


def _word(kind: str, text: str) -> str:
    words = " ".join(text.split())
    return f" {words} " if kind == "mtext" and words else words


def _held(said: str) -> str:
    """In brackets, where it is more than one sign or word."""
    said = said.strip()
    return said if _SIMPLE.fullmatch(said) or not said else f"({said})"


# How many parts each has at least, and how they are said.
_MADE = {
    "mfrac": (2, "{0}/{1}"),
    "msup": (2, "{0}^{1}"),
    "msub": (2, "{0}_{1}"),
    "msubsup": (3, "{0}_{1}^{2}"),
    "munder": (2, "{plain}_{1}"),
    "mover": (2, "{plain}^{1}"),
    "munderover": (3, "{plain}_{1}^{2}"),
    "mroot": (2, "root_{1}({plain})"),
}
