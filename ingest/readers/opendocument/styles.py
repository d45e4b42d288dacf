"""What the styles of a document say that matters for reading: what is bold, hidden, a title, a list of which kind."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.readers.opendocument.names import Element, child, children, name_of, value

_GROUPS = ("office:automatic-styles", "office:styles")
_TEXT = ("style:text-properties", "style:properties")
_CODED = re.compile(r"_([0-9a-fA-F]{1,6})_")
_LONGEST = 50  # parents of a style


@dataclass(frozen=True, slots=True)
class Look:
    """A style with what it has from its parents. `names` are its own and theirs; None is what no style says.

    `numbering` is the name of its list style.
    """

    names: tuple[str, ...] = ()
    bold: bool | None = None
    hidden: bool = False
    numbering: str | None = None


class OpenDocumentStyles:
    """The styles that the automatic ones of `roots[0]` and the common ones of all `roots` make up."""

    def __init__(self, roots: Sequence[Element]) -> None:
        self._styles: dict[tuple[str, str], Element] = {}
        self.lists: dict[str, Element] = {}
        self.outline: Element | None = None
        self._looks: dict[tuple[str, str], Look] = {}
        for index, root in enumerate(roots):
            for group in children(root, *_GROUPS):
                if index == 0 or name_of(group) == "office:styles":
                    self._take(group)

    def look(self, family: str, name: str) -> Look:
        """The look of a style of a family ("paragraph", "text", "section"); an empty one where there is none."""
        key = family, name
        if key not in self._looks:
            self._looks[key] = self._made(family, name)
        return self._looks[key]

    def property(self, family: str, name: str, group: str, attribute: str) -> str:
        """What a style or the nearest of its parents says that an attribute of a group of properties is, or ""."""
        for style in self._chain(family, name):
            properties = child(style, group, "style:properties")
            found = value(properties, attribute) if properties is not None else ""
            if found:
                return found
        return ""

    def _take(self, group: Element) -> None:
        for style in children(group):
            kind, name = name_of(style), value(style, "style:name")
            if kind == "style:style":
                self._styles.setdefault((value(style, "style:family"), name), style)
            elif kind == "text:list-style":
                self.lists.setdefault(name, style)
            elif kind == "text:outline-style":
                self.outline = style if self.outline is None else self.outline
                self.lists.setdefault(name or "Outline", style)

    def _chain(self, family: str, name: str) -> list[Element]:
        found: list[Element] = []
        while name and len(found) < _LONGEST and (style := self._styles.get((family, name))) is not None:
            found.append(style)
            name = value(style, "style:parent-style-name")
        return found

    def _made(self, family: str, name: str) -> Look:
        chain = self._chain(family, name)
        names = [name, *(value(style, "style:parent-style-name") for style in chain)]
        texts = [found for style in chain if (found := child(style, *_TEXT)) is not None]
        weights = [weight for text in texts if (weight := value(text, "fo:font-weight"))]
        shown = next((said for text in texts if (said := value(text, "text:display"))), "")
        numbering = next(
            (value(style, "style:list-style-name") for style in chain if _states_list(style)), None
        )
        return Look(
            tuple(
                _CODED.sub(lambda code: chr(min(int(code[1], 16), 0x10FFFF)), each) for each in names if each
            ),
            _is_bold(weights[0]) if weights else None,
            shown == "none",
            numbering,
        )


def _states_list(style: Element) -> bool:
    return any(key.rpartition("}")[2] == "list-style-name" for key in map(str, style.keys()))


def _is_bold(weight: str) -> bool:
    return weight == "bold" or (weight.isdigit() and int(weight[:4]) >= 600)
