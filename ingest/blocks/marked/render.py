"""The plain text and the blocks of a Markdown text."""

from markdown_it.tree import SyntaxTreeNode

from ingest.blocks import speech
from ingest.blocks.lines import asks_or_answers
from ingest.blocks.marked import front, html, inline, paragraphs, syntax
from ingest.blocks.marked.inline import Words
from ingest.blocks.textlines import last_sentence, lines_of
from ingest.blocks.writer import PageWriter
from ingest.readers.cleaning import printable
from ingest.readers.formulas.tex import linear
from rag.values.pages import Block, Kind

_LEAD = 200  # characters
_LONG, _FEW = 80_000, 4  # lines of a text, colons of a conversation


def rendered(text: str) -> tuple[str, list[Block], str]:
    """The plain text, its blocks, and the title that it states, "" where it states none."""
    said, body = front.split(text)
    writer = PageWriter(_speakers(body))
    for key, value in said.items():
        writer.add(Kind.FIELD, f"{key}: {value}", group="front")
    _children(syntax.parsed(body), writer)
    return writer.text, writer.blocks, said.get("title", said.get("Title", ""))


def write(text: str, writer: PageWriter) -> None:
    """Write a text with Markdown marks; as it is where the parser would not be done in time."""
    if syntax.is_parsable(text):
        _children(syntax.parsed(text), writer)
    else:
        writer.add(Kind.PARAGRAPH, text)


def sections(text: str) -> list[tuple[int, str]]:
    """The text parted at its headings, in order: (level, words) of a heading, (0, source) of what is between them."""
    if not syntax.is_parsable(text):
        return [(0, text)]
    lines, found, begun = text.split("\n"), list[tuple[int, str]](), 0
    for node in syntax.parsed(text).children:
        if node.type == "heading" and node.map is not None:
            found.append((0, "\n".join(lines[begun : node.map[0]])))
            found.append((int(node.tag[1]), " ".join(line.text for line in _lines(node))))
            begun = node.map[1]
    found.append((0, "\n".join(lines[begun:])))
    return [(level, words) for level, words in found if words.strip()]


def _speakers(body: str) -> frozenset[str]:
    """Those who speak in turns, where the text is a conversation."""
    if body.count("\n") > _LONG or body.count(":") < _FEW:
        return frozenset()
    return speech.speakers(lines_of(body.replace("**", "").replace("__", "")))


def _children(node: SyntaxTreeNode, writer: PageWriter) -> None:
    nodes = node.children
    index = 0
    while index < len(nodes):
        index += _pair(nodes, index, writer) or _one(
            nodes[index], nodes[index - 1] if index else None, writer
        )


def _pair(nodes: list[SyntaxTreeNode], index: int, writer: PageWriter) -> int:
    """Write two paragraphs that are one thing, a question and its answer or a term and its meaning; give how many."""
    if index + 1 >= len(nodes) or nodes[index].type != "paragraph" or nodes[index + 1].type != "paragraph":
        return 0
    first, second = _lines(nodes[index]), _lines(nodes[index + 1])
    if not first or not second:
        return 0
    begins = first[-1] if len(first) == 1 else None
    answers = asks_or_answers(second[0].text) == "answered"
    asks = begins is not None and paragraphs.is_question(begins) and second[0].bold < len(second[0].text)
    if asks or (answers and asks_or_answers(first[0].text) == "asked"):
        writer.add(Kind.DEFINITION, f"{paragraphs.joined(first)}\n{paragraphs.joined(second)}")
        return 2
    if begins is not None and second[0].text.startswith(": "):
        writer.add(Kind.DEFINITION, f"{begins.text}: {paragraphs.joined(second)[2:]}", group="terms")
        return 2
    return 0


def _one(node: SyntaxTreeNode, before: SyntaxTreeNode | None, writer: PageWriter) -> int:
    kind = node.type
    if kind == "heading":
        writer.heading(" ".join(line.text for line in _lines(node)), int(node.tag[1]))
    elif kind == "paragraph":
        paragraphs.write(_lines(node), writer)
    elif kind in ("bullet_list", "ordered_list"):
        _list(node, writer, 0, _lead(node, before))
    elif kind in ("fence", "code_block"):
        writer.add(Kind.CODE, printable(node.content))
    elif kind == "formula":
        writer.add(Kind.FORMULA, linear(printable(node.content)))
    elif kind == "table":
        _table(node, writer)
    elif kind == "html_block":
        html.write(node.content, writer)
    elif kind == "footnote":
        writer.add(Kind.NOTE, f"[{node.info}] {' '.join(line.text for line in _lines(node))}", group="notes")
    else:
        _children(node, writer)
    return 1


def _lines(node: SyntaxTreeNode) -> list[Words]:
    return inline.lines_of(node.children[0] if node.children else None)


def _list(node: SyntaxTreeNode, writer: PageWriter, depth: int, lead: str) -> None:
    """The items of a list; where all of them are links to places of the file, they are its contents."""
    items = node.children
    contents = len(items) > 1 and all(_is_anchor(item) for item in items)
    for item in items:
        words = ""
        answered = _answered(item, writer, lead, depth)
        for number, child in enumerate(item.children[answered:], answered):
            if child.type == "paragraph" and number == 0:
                words = _item(item, _lines(child), writer, depth, lead, contents)
            elif child.type in ("bullet_list", "ordered_list"):
                _list(child, writer, depth + 1, words[:_LEAD])
            else:
                before, writer.hanging = writer.hanging, True
                _one(child, None, writer)
                writer.hanging = before


def _answered(item: SyntaxTreeNode, writer: PageWriter, lead: str, depth: int) -> int:
    """Write the first two paragraphs of an item where they are a question in bold and its answer; give how many."""
    pair = item.children[:2]
    if [child.type for child in pair] != ["paragraph", "paragraph"]:
        return 0
    first, second = _lines(pair[0]), _lines(pair[1])
    if len(first) != 1 or not paragraphs.is_question(first[0]):
        return 0
    words = f"{_number(item)}{first[0].text}\n{paragraphs.joined(second)}"
    writer.add(Kind.DEFINITION, words, group="list", depth=depth, lead=lead)
    return 2


def _number(item: SyntaxTreeNode) -> str:
    return f"{item.info}{item.markup} " if item.info else ""


def _item(
    item: SyntaxTreeNode, lines: list[Words], writer: PageWriter, depth: int, lead: str, contents: bool
) -> str:
    """Write the first paragraph of an item, with its number as in the source; give its words."""
    words = paragraphs.joined(lines)
    under = writer.outline.path[-1] if writer.outline.path else ""
    kind = paragraphs.kind_of(lines[0], under) if len(lines) > 0 and not item.info else None
    if len(lines) > 1 and paragraphs.is_question(lines[0]):
        kind, words = Kind.DEFINITION, f"{lines[0].text}\n{paragraphs.joined(lines[1:])}"
    own = Kind.FURNITURE if contents else kind or Kind.ITEM
    writer.add(own, _number(item) + words, group="list", depth=depth, lead=lead)
    return words


def _is_anchor(item: SyntaxTreeNode) -> bool:
    first = item.children[0] if item.children else None
    lines = _lines(first) if first is not None and first.type == "paragraph" else []
    return bool(lines) and all(line.anchor for line in lines)


def _lead(node: SyntaxTreeNode, before: SyntaxTreeNode | None) -> str:
    """The line that introduces a list: one that ends with a colon, or that stands right above it."""
    if before is None or before.type != "paragraph":
        return ""
    words = paragraphs.joined(_lines(before))
    close = before.map is not None and node.map is not None and before.map[1] == node.map[0]
    if words.endswith((":", "：")):
        return last_sentence(words)
    is_open = close and not words.endswith((".", "!", "。"))
    return last_sentence(words) if is_open and len(words) <= _LEAD else ""


def _table(node: SyntaxTreeNode, writer: PageWriter) -> None:
    rows = [
        [_cell(cell) for cell in row.children]
        for part in node.children
        for row in part.children
        if row.type == "tr"
    ]
    if rows:
        writer.table(rows[0], rows[1:])


def _cell(node: SyntaxTreeNode) -> str:
    return " ".join(" ".join(line.text for line in _lines(node)).split())
