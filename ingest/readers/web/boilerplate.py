"""What of a web page is beside its text: menus, banners, notes on cookies, the foot of the site.

It is kept, as furniture: it is found and answers nothing. So a menu that is taken for text does little harm, and so
does text that is taken for a menu; the rules are few and look for what pages say of themselves first.
"""

import re

from ingest.readers.web.dom import BLOCKS, Element, classes, is_unseen, tag

_ROLES = frozenset(
    ("navigation", "banner", "contentinfo", "complementary", "search", "menu", "menubar", "toolbar")
)
_MAIN_NAMES = re.compile(
    r"^(?:main|content|main-?content|page-?content|mw-content-text|bodyContent|article|post|entry-content)$",
    re.IGNORECASE,
)
_NAMES = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|navbox|navigation|menu|menubar|topbar|breadcrumbs?|cookies?|consent"
    r"|gdpr|banner|footer|masthead|toolbar|share|sharing|social|related|pagination|pager|toc|catlinks|skip|adverts?"
    r"|sponsors?|newsletter|subscribe|login|searchbox|promo|popup|modal|noprint|printfooter|vector-\S+)(?=$|[\s_-])",
    re.IGNORECASE,
)
_BOX_NAMES = re.compile(r"(?:^|[\s_-])side-?bar(?=$|[\s_-])", re.IGNORECASE)
_STOPS = re.compile(r"[.!?؟](?=\s|$)|[。！？]")
_PROSE, _FEW_LINKED = (
    2,
    0.2,
)  # sentences that a box of text has at least, and the share of its words in links at most
_SHARE = 0.25  # of the words of a page that its main part has at least
_LINKED = 0.5  # the share of words in links that makes a part that is named like a menu one
_MENU = 0.85  # the share that makes any list a menu
_FEW = 4  # links of a menu
_SHORT = 600  # characters of what is named like a banner, whatever is in it
_LABEL = 45  # characters of a link in a menu, on average


class Measures:
    """The characters of each element that is seen, in all and in links, and its links."""

    def __init__(self, root: Element) -> None:
        self.words: dict[Element, int] = {}
        self.linked: dict[Element, int] = {}
        self.links: dict[Element, int] = {}
        for element in reversed(list(root.iter())):
            if not tag(element) or is_unseen(element):
                continue
            seen = [child for child in element if child in self.words]
            words = _length(element.text) + sum(self.words[child] + _length(child.tail) for child in seen)
            is_link = tag(element) == "a"
            self.words[element] = words
            self.linked[element] = words if is_link else sum(self.linked[child] for child in seen)
            self.links[element] = 1 if is_link else sum(self.links[child] for child in seen)

    def share(self, element: Element) -> float:
        """How much of the words of an element is in links."""
        return self.linked.get(element, 0) / max(1, self.words.get(element, 0))


def beside(root: Element) -> set[Element]:
    """The elements that are beside the text of a page."""
    sizes = Measures(root)
    total = max(1, sizes.words.get(root, 0))
    main = _main(root, sizes, total)
    found = _around(root, main) if main else set()
    for element in root.iter():
        if tag(element) in BLOCKS and element in sizes.words and tag(element) not in ("html", "body"):
            inside = _is_inside(element, main)
            if sizes.words[element] <= (1 - _SHARE) * total and _is_beside(element, sizes, inside):
                found.add(element)
    return found


def _main(root: Element, sizes: Measures, total: int) -> list[Element]:
    """The parts that the page says to be its main one, the outermost; [] where it says none, or none that has much."""
    for is_one in (_says_main, lambda element: tag(element) == "article", _is_named_main):
        parts = [
            element for element in root.iter() if tag(element) and is_one(element) and element in sizes.words
        ]
        outer = [part for part in parts if not any(above in parts for above in part.iterancestors())]
        if outer and sum(sizes.words[part] for part in outer) >= _SHARE * total:
            return outer
    return []


def _says_main(element: Element) -> bool:
    return tag(element) == "main" or element.get("role") == "main"


def _is_named_main(element: Element) -> bool:
    return tag(element) in ("div", "section", "td") and bool(_MAIN_NAMES.match(element.get("id", "")))


def _around(root: Element, main: list[Element]) -> set[Element]:
    """What stands around the main parts; but the title of the page, where they have none."""
    kept = {above for part in main for above in part.iterancestors()} | set(main)
    titled = any(tag(inner) == "h1" for part in main for inner in part.iter())
    if not titled:
        titles = [element for element in root.iter() if tag(element) == "h1"]
        kept |= {above for title in titles[:1] for above in (title, *title.iterancestors())}
    around = {
        child
        for above in kept - set(main)
        for child in above
        if child not in kept and tag(above) != "h1" and tag(child) in BLOCKS
    }
    return around


def _is_inside(element: Element, main: list[Element]) -> bool:
    return any(above in main for above in (element, *element.iterancestors())) if main else False


def _is_beside(element: Element, sizes: Measures, inside: bool) -> bool:
    name = tag(element)
    if name in ("nav", "search") or element.get("role") in _ROLES:
        return True
    if name in ("header", "footer", "aside"):
        part_of = any(
            tag(above) in ("article", "main", "section", "blockquote") for above in element.iterancestors()
        )
        return not (inside or part_of)
    linked, words = sizes.share(element), sizes.words[element]
    named = bool(_NAMES.search(classes(element)))
    boxed = bool(_BOX_NAMES.search(classes(element)))
    if boxed and not named and _is_running(element, linked):
        return False
    if (named or boxed) and (linked >= _LINKED or (not inside and words <= _SHORT)):
        return True
    if inside or name not in ("ul", "ol", "table", "div", "td", "p", "center", "dl"):
        return False
    return is_menu(element, sizes)


def _is_running(element: Element, linked: float) -> bool:
    """Whether what is named a sidebar is one of a book: a box of running text ("Back to basics: ...")."""
    return linked <= _FEW_LINKED and len(_STOPS.findall(" ".join(element.itertext()))) >= _PROSE


def is_menu(element: Element, sizes: Measures) -> bool:
    """Whether an element is little more than links, with few words each."""
    linked, words, links = sizes.share(element), sizes.words.get(element, 0), sizes.links.get(element, 0)
    return links >= _FEW and linked >= _MENU and words <= _LABEL * links


def _length(text: str | None) -> int:
    return len("".join(text.split())) if text else 0
