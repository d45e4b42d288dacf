"""The small Markdown that the course is written in: a lecture is front matter and blocks."""

import re
from dataclasses import dataclass
from xml.sax.saxutils import escape

PREFIXES = (
    ("## ", "section"),
    ("### ", "subsection"),
    ("- ", "list"),
    ("| ", "table"),
    ("> ", "box"),
    ("$ ", "formula"),
    ("!", "directive"),
)
FIELDS = ("number", "title", "summary", "keywords")
INLINE = re.compile(r"`(?P<code>[^`]+)`|\$(?P<math>[^$]+)\$|\*\*(?P<bold>[^*]+)\*\*|\*(?P<italic>[^*]+)\*")


@dataclass(frozen=True, slots=True)
class TextBlock:
    """One paragraph-like thing. `kind` is "paragraph", "code" or a kind of PREFIXES; a list has one
    line an item, a table one line a row, code its own lines; everything else is a single line."""

    kind: str
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        """All lines as one."""
        return " ".join(self.lines)


@dataclass(frozen=True, slots=True)
class Lecture:
    """One handout. `number` is 1-based; `keywords` are separated by commas."""

    number: int
    title: str
    summary: str
    keywords: str
    blocks: tuple[TextBlock, ...]


def parse(source: str) -> Lecture:
    """The lecture written in `source`; ValueError names a field that the front matter lacks."""
    _, front, body = source.split("---\n", 2)
    found = dict(line.split(": ", 1) for line in front.strip().splitlines())
    if missing := [name for name in FIELDS if name not in found]:
        raise ValueError(f"The front matter lacks {', '.join(missing)}; it must have {', '.join(FIELDS)}.")
    blocks = tuple(_block(group) for group in _groups(body))
    return Lecture(int(found["number"]), found["title"], found["summary"], found["keywords"], blocks)


def _groups(body: str) -> list[list[str]]:
    """Runs of lines between blank lines; a fenced listing is one run, blank lines and all."""
    groups: list[list[str]] = [[]]
    fenced = False
    for line in body.splitlines():
        if line.startswith("```"):
            fenced = not fenced
        if line.strip() or fenced:
            groups[-1].append(line)
        elif groups[-1]:
            groups.append([])
    return [group for group in groups if group]


def _block(group: list[str]) -> TextBlock:
    first = group[0]
    if first.startswith("```"):
        return TextBlock("code", tuple(group[1:-1]))
    prefix, kind = next((pair for pair in PREFIXES if first.startswith(pair[0])), ("", "paragraph"))
    if kind == "table":
        return TextBlock(kind, tuple(line for line in group if not set(line) <= set("|- ")))
    if kind == "list":
        items = "\n".join(group).removeprefix(prefix).split("\n- ")
        return TextBlock(kind, tuple(" ".join(item.split()) for item in items))
    stripped = [line.removeprefix(prefix) for line in group]
    return TextBlock(kind, (" ".join(line.strip() for line in stripped),))


def cells(row: str) -> list[str]:
    """The cells of a table row such as "| a | b |"."""
    return [cell.strip() for cell in row.strip().strip("|").split("|")]


def inline(text: str) -> str:
    """`text` with its *italic*, **bold**, `code` and $math$ as the XML that reportlab sets."""
    parts, last = [], 0
    for match in INLINE.finditer(text):
        parts += [escape(text[last : match.start()]), _styled(match)]
        last = match.end()
    return "".join([*parts, escape(text[last:])])


def math(text: str) -> str:
    """A formula as XML: `x_t` lowers, `x^2` raises, and the whole is italic."""
    raised = re.sub(r"\^(\w+)", r'<super size="8" rise="4">\1</super>', escape(text))
    lowered = re.sub(r"_(\w+)", r'<sub size="8" rise="2.5">\1</sub>', raised)
    return f"<i>{lowered}</i>"


def _styled(match: re.Match[str]) -> str:
    kind, text = str(match.lastgroup), match[str(match.lastgroup)]
    if kind == "math":
        return math(text)
    if kind == "code":
        return f'<font face="Courier" size="9.5">{escape(text)}</font>'
    return f"<b>{inline(text)}</b>" if kind == "bold" else f"<i>{inline(text)}</i>"
