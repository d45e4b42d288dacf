"""Formulas of web pages: each is read once, as its TeX where that is given, else as a line."""

import re

from ingest.readers.formulas.mathml import linear
from ingest.readers.web.dom import Element, attribute, classes, is_formula, tag

_DRAWN = re.compile(r"\b(?:katex|mwe-math-element|MathJax\w*|mjx-\w+|MJX\w*)\b", re.IGNORECASE)
_PREVIEW = re.compile(r"\bMathJax(?:_Preview|_Display|_SVG|_CHTML|_SVG_Display|_MathML)?\b|\bMathJax_SVG\b")
_STYLE = re.compile(r"\{\s*\\(?:displaystyle|textstyle)\s*(.*)\}\s*", re.DOTALL)
_DISPLAY = re.compile(r"\b(?:katex-display|mwe-math-\w+-display|MathJax_Display|display)\b")
_IS_TEX = re.compile(r"[\\^_{}]")


def formula_of(element: Element) -> tuple[str, bool] | None:
    """The formula that an element draws, and whether it has a line of its own; None where it is no formula.

    The words are "" where the same formula is read from its script.
    """
    name, kind = tag(element), classes(element)
    if name == "script":
        source = element.text or ""
        return (clean(source), "mode=display" in element.get("type", "")) if is_formula(element) else None
    if name == "math":
        return of_math(element), element.get("display") == "block" or element.get("mode") == "display"
    if name == "mjx-container" or (kind.strip() and _DRAWN.search(kind)):
        return _of_drawn(element, name, kind)
    if name == "img" and (found := _of_picture(element)):
        return found, _DISPLAY.search(kind) is not None
    return None


def _of_drawn(element: Element, name: str, kind: str) -> tuple[str, bool] | None:
    if _PREVIEW.search(kind) and _has_script(element):
        return "", False
    display = bool(_DISPLAY.search(kind)) or element.get("display") == "true"
    for child in element.iter():
        if tag(child) == "math":
            return of_math(child), display or child.get("display") == "block"
    for child in element.iter():
        if tag(child) == "annotation":
            return clean(child.text or ""), display
    stated = next(
        (
            child.get(key, "")
            for child in element.iter()
            for key in ("data-tex", "aria-label", "alt")
            if isinstance(child.tag, str) and child.get(key)
        ),
        "",
    )
    return (clean(stated), display) if stated else None


def _has_script(element: Element) -> bool:
    """Whether the formula that is drawn here is in a script right after it."""
    after = element.getnext()
    for _ in range(3):
        if after is None:
            return False
        if tag(after) == "script":
            return is_formula(after)
        after = after.getnext()
    return False


def _of_picture(element: Element) -> str:
    kind, alt = classes(element), element.get("alt", "").strip()
    is_tex = re.search(r"\b(?:tex|latex|math|equation|mwe-math\S*)\b", kind, re.IGNORECASE) or (
        alt.startswith(("$", "\\(", "\\[", "{\\displaystyle")) and len(alt) > 2
    )
    return clean(alt) if is_tex and alt else ""


def written(words: str) -> str:
    """A formula in a line of text: between dollars where it needs to be read as TeX."""
    return f"${words}$" if words and _IS_TEX.search(words) else words


def clean(source: str) -> str:
    """TeX without what says how it is set and without its dollars."""
    words = " ".join(source.replace("<![CDATA[", "").replace("]]>", "").strip("% \n\t").split())
    for opening, closing in (("$$", "$$"), ("\\[", "\\]"), ("\\(", "\\)"), ("$", "$")):
        if words.startswith(opening) and words.endswith(closing) and len(words) > 2 * len(opening):
            words = words[len(opening) : -len(closing)].strip()
            break
    while found := _STYLE.fullmatch(words):
        words = found[1].strip()
    return re.sub(r"^\\(?:displaystyle|textstyle)\b\s*", "", words).strip()


def of_math(element: Element) -> str:
    """MathML as TeX where it says it itself, else as a line."""
    for child in element.iter():
        if tag(child) == "annotation" and "tex" in attribute(child, "encoding").lower() and child.text:
            return clean(child.text)
    stated = element.get("alttext", "")
    return clean(stated) if stated else linear(element)
