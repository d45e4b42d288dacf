"""Small Word documents, made of strings."""

import zipfile
from collections.abc import Mapping
from pathlib import Path

from ingest.readers.base import ReadFile
from ingest.readers.word.reader import WordReader

SPACES = " ".join(
    f'xmlns:{short}="{name}"'
    for short, name in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
        "dgm": "http://schemas.openxmlformats.org/drawingml/2006/diagram",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "v": "urn:schemas-microsoft-com:vml",
    }.items()
)
_RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STYLES = """
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="H2"><w:name w:val="heading 2"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="H3"><w:name w:val="Überschrift 3"/></w:style>
<w:style w:type="paragraph" w:styleId="Mine"><w:name w:val="My chapter"/><w:basedOn w:val="H1"/></w:style>
<w:style w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/></w:style>
<w:style w:type="paragraph" w:styleId="Bild"><w:name w:val="caption"/></w:style>
<w:style w:type="paragraph" w:styleId="Src"><w:name w:val="Source Code"/></w:style>
<w:style w:type="character" w:styleId="Secret"><w:name w:val="Secret"/><w:rPr><w:vanish/></w:rPr></w:style>
<w:style w:type="table" w:styleId="Fine"><w:name w:val="Fine"/><w:tblStylePr w:type="firstRow"/></w:style>
"""


def p(text: str, style: str = "", properties: str = "") -> str:
    """A paragraph; `text` may have elements of its own in place of words."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    runs = text if text.startswith("<") else f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'
    return f"<w:p><w:pPr>{named}{properties}</w:pPr>{runs}</w:p>"


def r(text: str, properties: str = "") -> str:
    """A run of letters."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def listed(text: str, number: int, level: int = 0, style: str = "") -> str:
    """A paragraph in a list."""
    return p(text, style, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def part(name: str, content: str) -> str:
    """A part of a document."""
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{name} {SPACES}>{content}</w:{name}>'


def save(path: Path, body: str, parts: Mapping[str, str] | None = None) -> Path:
    """A document. `parts` are by kind ("numbering", "header"), each linked to the text as "r" and its kind."""
    held = {"styles": part("styles", STYLES), **(parts or {})}
    links = "".join(
        f'<Relationship Id="r{kind}" Type="{_RELATED}/{kind}" Target="{kind}.xml"/>' for kind in held
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(
            "_rels/.rels",
            f'<Relationships><Relationship Id="a" Type="{_RELATED}/officeDocument" Target="word/document.xml"/>'
            "</Relationships>",
        )
        archive.writestr("word/_rels/document.xml.rels", f"<Relationships>{links}</Relationships>")
        archive.writestr("word/document.xml", part("document", f"<w:body>{body}</w:body>"))
        for kind, content in held.items():
            archive.writestr(f"word/{kind}.xml", content)
    return path


def read(tmp_path: Path, body: str, parts: Mapping[str, str] | None = None) -> ReadFile:
    """What is read of a document."""
    return WordReader().read(save(tmp_path / "a.docx", body, parts), 100, lambda done, total: None)


def shown(found: ReadFile) -> list[tuple[str, str]]:
    """The kinds and the words of all blocks."""
    return [
        (block.kind.value, page.text[block.start : block.end])
        for page in found.pages
        for block in page.blocks
    ]
