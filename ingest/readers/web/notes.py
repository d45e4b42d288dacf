"""Notes of web pages and books: what is one, and the marks that point to it."""

import re

from ingest.readers.web.dom import Element, attribute, classes, plain, tag

_TYPES = frozenset(("footnote", "footnotes", "endnote", "endnotes", "rearnote", "rearnotes", "note"))
_CLASSES = re.compile(
    r"(?:^|[\s_-])(?:footnotes?|endnotes?|references|reflist|fn-?list)(?=$|[\s_-])", re.IGNORECASE
)
_ROLES = frozenset(("doc-footnote", "doc-endnote", "doc-endnotes"))
_BACK = frozenset(["↩", "↩︎", "↩️", "^", "↑", "⤴", "#", "¶", "§", "🔗", "⏎"])
_NOTED = frozenset(("li", "p", "div", "aside", "section", "ol", "ul", "dl", "td", "dd"))
_LONGEST = 1500  # characters of what a class alone makes a note
_MARK = re.compile(r"\[?\s*(?:\d{1,4}|[*†‡§¶]{1,3}|[a-z])\s*\]?")


def is_note(element: Element) -> bool:
    """Whether an element is a foot- or endnote, or holds some."""
    if tag(element) not in _NOTED:
        return False
    if _TYPES & set(attribute(element, "type").split()) and element.get("type") is None:
        return True
    if element.get("role") in _ROLES:
        return True
    is_list = tag(element) in ("ol", "ul", "dl", "section", "div")
    named = bool(_CLASSES.search(element.get("class", "")))
    return named and (is_list or len(plain(element)) <= _LONGEST)


def is_raised(element: Element) -> bool:
    """Whether an element is set above the line, and short."""
    return tag(element) == "sup" and len(plain(element)) <= 8


def is_mark(element: Element) -> bool:
    """Whether an element is the mark that points to a note."""
    link = (
        element
        if tag(element) == "a"
        else next((child for child in element.iter() if tag(child) == "a"), None)
    )
    if link is None or not _MARK.fullmatch(plain(element)):
        return False
    noted = "noteref" in attribute(link, "type") or link.get("role") == "doc-noteref"
    raised = tag(element) == "sup" or any(tag(child) == "sup" for child in link)
    return noted or (raised and "#" in link.get("href", ""))


def is_back(element: Element) -> bool:
    """Whether a link only leads back from a note, or to the heading that it stands in."""
    return (
        plain(element) in _BACK
        or element.get("role") == "doc-backlink"
        or ("backlink" in classes(element) and len(plain(element)) < 4)
    )
