"""A tree of HTML: how it is parsed, and what is asked of its elements. Nothing is fetched, no script runs."""

import html
import re
from functools import lru_cache
from typing import TypeAlias

from lxml import etree
from lxml import html as parser

from ingest.readers.cleaning import printable
from ingest.readers.ooxml.parsing import parsed

BLOCKS = frozenset(
    (
        *(
            "address",
            "article",
            "aside",
            "blockquote",
            "body",
            "center",
            "dd",
            "details",
            "dialog",
            "dir",
            "div",
        ),
        *(
            "dl",
            "dt",
            "fieldset",
            "figcaption",
            "figure",
            "footer",
            "form",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
        ),
        *(
            "header",
            "hgroup",
            "hr",
            "html",
            "legend",
            "li",
            "listing",
            "main",
            "menu",
            "nav",
            "ol",
            "p",
            "pre",
        ),
        *(
            "search",
            "section",
            "summary",
            "table",
            "tbody",
            "td",
            "tfoot",
            "th",
            "thead",
            "tr",
            "ul",
            "xmp",
            "caption",
        ),
    )
)
"""Elements that stand on lines of their own."""
_UNSEEN = frozenset(
    (
        *(
            "script",
            "style",
            "template",
            "head",
            "noscript",
            "iframe",
            "object",
            "embed",
            "canvas",
            "svg",
            "audio",
        ),
        *(
            "video",
            "map",
            "select",
            "datalist",
            "textarea",
            "input",
            "rp",
            "del",
            "s",
            "strike",
            "noframes",
            "frameset",
        ),
        *("param", "track", "source", "link", "meta", "title", "base", "colgroup", "col", "applet"),
    )
)
_HIDING = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_FOR_READERS = re.compile(
    r"\b(?:sr-only|visually-?hidden|screen-reader-text|assistive-text)\b", re.IGNORECASE
)
_MARKING = re.compile(
    r"\b(?:mw-editsection|headerlink|anchorjs-link|anchor-link|linenos?|lineno|lnum|line-?num(?:ber)?|mw-cite-backlink)\b",
    re.IGNORECASE,
)
_VERSE = re.compile(r"(?:^|\s)(?:line|linegroup-line|verse-?line|poem-?line|verse|l|v)(?:$|\s)")
_STANZA = re.compile(r"(?:^|[\s_-])(?:line-?group|stanza|verses?|poem|poetry|lg)(?:$|[\s_-])", re.IGNORECASE)
_MENUS = frozenset(
    ("nav", "form", "dialog", "alertdialog", "button", "menu", "aside", "header", "footer", "navigation")
)
_SHORT = 40  # characters of what is hidden from those who read with their ears, or is for them alone
_ENTITY = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,31});")
_XML = frozenset(("amp", "lt", "gt", "quot", "apos"))

Element: TypeAlias = etree._Element


def parse(text: str) -> Element | None:
    """The tree of a web page, None where there is no element in it."""
    text = printable(text).strip()
    text = re.sub(r"^<\?xml[^>]{0,300}\?>", "", text)  # the text is decoded already, whatever it says
    if not text:
        return None
    try:
        reader = parser.HTMLParser(no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
        root: Element | None = parser.document_fromstring(text, parser=reader)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None
    return root


def parse_strict(text: str) -> Element | None:
    """The tree of a page of a book, which is XML; as HTML where it is not well formed."""
    named = _ENTITY.sub(
        lambda found: found.group() if found[1] in _XML else html.unescape(found.group()), printable(text)
    )
    bare = re.sub(r"^\s*<\?xml[^>]{0,300}\?>", "", named)
    root = parsed(bare.encode("utf-8"))
    return parse(text) if root is None else root


def tag(element: Element) -> str:
    """The name of an element, without its namespace, in lower case; "" of what is none."""
    name = element.tag
    return _local(name) if isinstance(name, str) else ""


@lru_cache(maxsize=2000)
def _local(name: str) -> str:
    return name.rpartition("}")[2].lower()


def attribute(element: Element, name: str) -> str:
    """The value of an attribute, whatever its namespace; "" where there is none."""
    value = element.get(name)
    if value is None:
        value = next(
            (said for key, said in element.items() if key.rpartition("}")[2].rpartition(":")[2] == name), ""
        )
    return str(value)


def classes(element: Element) -> str:
    """The classes and the name of an element, as one text."""
    return f"{element.get('class', '')} {element.get('id', '')}"


def plain(element: Element) -> str:
    """All words of an element on one line, whatever they are."""
    return " ".join("".join(map(str, element.itertext())).split())


def is_unseen(element: Element) -> bool:
    """Whether nothing of an element is seen in a browser, or is only a mark beside the words."""
    name = tag(element)
    if not name or name in _UNSEEN:
        return not (name == "script" and is_formula(element))
    if name == "dialog" and element.get("open") is None:
        return True
    if _hides(element):
        return True
    if attribute(element, "type") == "pagebreak" or element.get("role") == "doc-pagebreak":
        return True
    kind = element.get("class", "")
    if _MARKING.search(kind):
        return True
    for_one_sense = element.get("aria-hidden") == "true" or bool(kind and _FOR_READERS.search(kind))
    return for_one_sense and name != "math" and len(plain(element)) <= _SHORT


def _hides(element: Element) -> bool:
    """Whether it hides itself, by an attribute or a style of its own."""
    hidden = element.get("hidden") not in (None, "until-found", "false")
    return hidden or bool(_HIDING.search(element.get("style", "")))


def hidden_words(element: Element) -> str:
    """What an element says that its page hides by its own word; "" where that is a menu or little."""
    if not _hides(element) or tag(element) in _MENUS or element.get("role") in _MENUS:
        return ""
    parts = [
        f"{inner.text or ''} {(inner.tail or '') if inner is not element else ''}"
        for inner in element.iter()
        if isinstance(inner.tag, str) and tag(inner) not in _UNSEEN
    ]
    words = " ".join(" ".join(parts).split())
    return words if len(words) > _SHORT else ""


def is_verse(element: Element) -> bool:
    """Whether an element is a line of a poem, which goes on in the element after it."""
    if tag(element) not in ("div", "p"):
        return False
    if _VERSE.search(element.get("class", "")):
        return True
    above = element.getparent()
    is_part = above is not None and bool(_STANZA.search(above.get("class", "")))
    return is_part and (tag(element) == "div" or not any(tag(inner) == "br" for inner in element.iter()))


def is_formula(element: Element) -> bool:
    """Whether a script is a formula, for MathJax."""
    kind = str(element.get("type", "")).lower()
    return kind.startswith(("math/tex", "math/mml", "math/asciimath"))
