"""Formulas of Office files (OMML) as text in one line: "x^2 + y_1 = (a)/(b)"."""

import re
import unicodedata
from collections.abc import Callable

from lxml import etree

_LETTERS = re.compile("[\u210e\U0001d400-\U0001d7ff]+")  # letters drawn as mathematics: 𝑥 is an x
_SIGNS = "=≠<>≤≥≈≡≅∼≔∝→⟶⇒⇔↔∈∉⊂⊆"
_SPACED = re.compile(
    rf"(?<![_^\s])\s*([{_SIGNS}]+)\s*"
    r"|(?<=[^\W_])\s*([+−±])\s*(?=[^\W_]|[(\[{√|…∑∫∏])"
    r"|(?<=[)\]}!|′…])\s*([+−±-])\s*(?=[^\W_]|[(\[{√|…∑∫∏])"
    r"|(?<=[^\W_])(?<![^\W\d_]{2})\s*(-)\s*(?=[^\W_]|[(\[{√])"
)
# Signs inside a script stand without blanks: they are other characters until the blanks are set.
_HELD = {ord(sign): 0x100000 + ord(sign) for sign in f"{_SIGNS}+−±-"}
_FREED = {held: sign for sign, held in _HELD.items()}
_ONE = re.compile(r"[\w′*∞+−-]|\d+(?:\.\d+)?|[^\W\d_]+")  # what needs no brackets as a script
_SCRIPTED = frozenset({"sSup", "sSub", "sSubSup", "sPre"})
_MACRONS = ("\u0305", "\u00af", "\u203e")
_DROPPED = frozenset({"del", "moveFrom", "rPr", "ctrlPr"})


def linear(element: etree._Element) -> str:
    """What an `m:oMath` or any part of it says, in one line; several lines where it is a system of equations.

    Fractions are "(a)/(b)", scripts "x_1^2", roots "√(x)", matrices "[a, b; c, d]". "" where it is empty.
    """
    spaced = (
        _SPACED.sub(lambda found: f" {found.group().strip()} ", line) for line in _row(element).split("\n")
    )
    lines = (" ".join(line.translate(_FREED).split()) for line in spaced)
    return "\n".join(line for line in lines if line)


def _row(element: etree._Element | None) -> str:
    """The parts of an element one after another."""
    said, before = "", ""
    for child in () if element is None else element:
        part = _part(child)
        # "a_n b" is not "a_nb".
        said += f" {part}" if before in _SCRIPTED and said[-1:].isalnum() and part[:1].isalnum() else part
        before = _name(child) if part else before
    return said.strip(" ")


def _part(element: etree._Element) -> str:
    name = _name(element)
    if name in _DROPPED or name.endswith("Pr"):
        return ""
    if name == "t":
        words = " ".join(re.split(r"\s", element.text or ""))
        return _LETTERS.sub(lambda found: unicodedata.normalize("NFKC", found.group()), words)
    if name in ("br", "cr"):
        return "\n"
    if name == "tab":
        return " "
    made = _MADE.get(name)
    return made(element) if made else "".join(map(_part, element))


def _fraction(element: etree._Element) -> str:
    above, below = _row(_child(element, "num")), _row(_child(element, "den"))
    kind = _setting(element, "type", "bar")
    if kind == "noBar":
        return f"{above}¦{below}"
    return f"{above}/{below}" if kind == "lin" else f"({above})/({below})"


def _scripted(element: etree._Element) -> str:
    return _base(element) + _scripts(element, "sub", "sup")


def _base(element: etree._Element) -> str:
    """What a script stands on, in brackets where it were on the last part only."""
    base = _row(_child(element, "e"))
    return base if _is_whole(base) else f"({base})"


def _before(element: etree._Element) -> str:
    return _scripts(element, "sub", "sup") + _row(_child(element, "e"))


def _scripts(element: etree._Element, *names: str) -> str:
    said = ""
    for mark, name in zip("_^", names, strict=True):
        words = _row(_child(element, name)) if name else ""
        if words:
            said += mark + (words if _ONE.fullmatch(words) else f"({words})").translate(_HELD)
    return said


def _root(element: etree._Element) -> str:
    degree = _row(_child(element, "deg"))
    sign = {"": "√", "3": "∛", "4": "∜"}.get(degree)
    return (sign or f"{degree}√") + f"({_row(_child(element, 'e'))})"


def _sum(element: etree._Element) -> str:
    said = _setting(element, "chr", "∫") + _scripts(element, "sub", "sup")
    return f"{said} {_row(_child(element, 'e'))} "


def _bracketed(element: etree._Element) -> str:
    begin, end = _setting(element, "begChr", "("), _setting(element, "endChr", ")")
    parts = [child for child in element if _name(child) == "e"]
    inner = [_row(part) for part in parts]
    if len(parts) == 1 and [_name(child) for child in parts[0] if not _name(child).endswith("Pr")] == ["m"]:
        inner = [inner[0][1:-1]]  # a matrix has brackets of its own where it stands in none
    return begin + _setting(element, "sepChr", "|").join(inner) + end


def _function(element: etree._Element) -> str:
    name, argument = _row(_child(element, "fName")), _row(_child(element, "e"))
    return name + argument if argument.startswith(("(", "[", "{")) else f"{name} {argument}"


def _limit(element: etree._Element) -> str:
    below = _name(element) == "limLow"
    return _base(element) + _scripts(element, *(("lim", "") if below else ("", "lim")))


def _accented(element: etree._Element) -> str:
    return _marked(_row(_child(element, "e")), _setting(element, "chr", "\u0302"))


def _barred(element: etree._Element) -> str:
    sign = "\u0304" if _setting(element, "pos", "bot") == "top" else "\u0332"
    return _marked(_row(_child(element, "e")), sign)


def _marked(inner: str, sign: str) -> str:
    """What stands under or over a sign: "x̄", or "(a + b)" and the sign."""
    sign = "\u0304" if sign in _MACRONS else sign
    single = len(inner) == 1 and unicodedata.combining(sign)
    return unicodedata.normalize("NFC", inner + sign) if single else f"({inner}){sign}"


def _matrix(element: etree._Element) -> str:
    rows = [row for row in element if _name(row) == "mr"]
    return "[" + "; ".join([", ".join([_row(cell) for cell in row]) for row in rows]) + "]"


def _system(element: etree._Element) -> str:
    lines = [_row(child).replace("&", "") for child in element if _name(child) == "e"]
    return "\n".join(lines) if _name(element.getparent()) in ("oMath", "") else "; ".join(lines)


def _phantom(element: etree._Element) -> str:
    hidden = _setting(element, "show", "1") in ("0", "off", "false")
    return "" if hidden else _row(_child(element, "e"))


_MADE: dict[str, Callable[[etree._Element], str]] = {
    "f": _fraction,
    "sSup": _scripted,
    "sSub": _scripted,
    "sSubSup": _scripted,
    "sPre": _before,
    "rad": _root,
    "nary": _sum,
    "d": _bracketed,
    "func": _function,
    "limLow": _limit,
    "limUpp": _limit,
    "acc": _accented,
    "bar": _barred,
    "m": _matrix,
    "eqArr": _system,
    "phant": _phantom,
}


def _is_whole(text: str) -> bool:
    """Whether a script on the text is on all of it: a word, or what stands in one pair of brackets."""
    if len(text) <= 1 or re.fullmatch(r"\w+", text):
        return True
    depth = 0
    for index, sign in enumerate(text):
        depth += (sign in "([{|⟨‖⌈⌊") - (sign in ")]}⟩⌉⌋")
        if depth <= 0 and index < len(text) - 1:
            return False
    return True


def _child(element: etree._Element, name: str) -> etree._Element | None:
    return next((child for child in element if _name(child) == name), None)


def _setting(element: etree._Element, name: str, default: str) -> str:
    """The value of a property; what a property without a value means is "" for signs that are left out."""
    for properties in element:
        if _name(properties) == f"{_name(element)}Pr":
            child = _child(properties, name)
            if child is not None:
                values = [value for key, value in child.attrib.items() if key.rpartition("}")[2] == "val"]
                return str(values[0]) if values else ("1" if name == "show" else "")
    return default


def _name(element: etree._Element | None) -> str:
    tag = "" if element is None else element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""
