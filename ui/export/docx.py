"""A paper as a Word file (Office Open XML, ISO 29500): five small files in an archive."""

import io
import re
import zipfile
from xml.sax.saxutils import escape as escaped

from rag.values import Citation
from rag.values.places import said
from ui.export.paper import Paper, PaperPart, TextStyle

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
# What XML 1.0 has no place for: control characters, halves of a pair, what is no character.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

_TYPES = (
    f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_WORD}.document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{_WORD}.styles+xml"/>'
    f'<Override PartName="/word/numbering.xml" ContentType="{_WORD}.numbering+xml"/></Types>'
)
_RELATIONS = (
    f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="r1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>'
)
_DOCUMENT_RELATIONS = (
    f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="r1" Type="{_OFFICE}/styles" Target="styles.xml"/>'
    f'<Relationship Id="r2" Type="{_OFFICE}/numbering" Target="numbering.xml"/></Relationships>'
)
_NUMBERING = (
    f'{_HEAD}<w:numbering xmlns:w="{_W}"><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0">'
    '<w:numFmt w:val="bullet"/><w:lvlText w:val="•"/><w:pPr><w:ind w:left="360" w:hanging="360"/></w:pPr></w:lvl>'
    '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
)


def _style(key: str, name: str, paragraph: str, run: str = "", default: bool = False) -> str:
    first = ' w:default="1"' if default else ""
    based = "" if default else '<w:basedOn w:val="Normal"/>'
    return (
        f'<w:style w:type="paragraph"{first} w:styleId="{key}"><w:name w:val="{name}"/>{based}'
        f"<w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
    )


_STYLES = (
    f'{_HEAD}<w:styles xmlns:w="{_W}">'
    + _style("Normal", "Normal", '<w:spacing w:after="120" w:line="276" w:lineRule="auto"/>', default=True)
    + _style("Title", "Title", '<w:spacing w:after="60"/>', '<w:b/><w:sz w:val="40"/>')
    + _style("Subtitle", "Subtitle", '<w:spacing w:after="240"/>', '<w:color w:val="5C6066"/>')
    + _style(
        "Heading1", "heading 1",
        '<w:keepNext/><w:spacing w:before="300" w:after="100"/><w:outlineLvl w:val="0"/>',
        '<w:b/><w:sz w:val="28"/>',
    )
    + _style("ListBullet", "List Bullet", '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>')
    + _style("Quote", "Quote", '<w:ind w:left="360"/>', "<w:i/>")
    + _style("Bibliography", "Bibliography", '<w:ind w:left="480" w:hanging="480"/>', '<w:sz w:val="20"/>')
    + "</w:styles>"
)  # fmt: skip
_PARAGRAPHS = {
    TextStyle.HEADING: "Heading1",
    TextStyle.SHORT: "Normal",
    TextStyle.TEXT: "Normal",
    TextStyle.ITEM: "ListBullet",
    TextStyle.ASIDE: "Quote",
}


def to_docx(paper: Paper) -> bytes:
    """The numbers stand in the text and lead to their sources at its end, which have the quoted words."""
    body = [_paragraph("Title", _text(paper.title)), _paragraph("Subtitle", _text(paper.about))]
    body += map(_part, paper.parts)
    if paper.sources:
        body.append(_paragraph("Heading1", _text("Sources")))
        body += (_source(number, cited) for number, cited in enumerate(paper.sources, 1))
    page = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1304" w:right="1304" w:bottom="1304" '
    page += 'w:left="1304" w:header="709" w:footer="709" w:gutter="0"/></w:sectPr>'
    document = f'{_HEAD}<w:document xmlns:w="{_W}"><w:body>{"".join(body)}{page}</w:body></w:document>'
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (
            ("[Content_Types].xml", _TYPES),
            ("_rels/.rels", _RELATIONS),
            ("word/document.xml", document),
            ("word/_rels/document.xml.rels", _DOCUMENT_RELATIONS),
            ("word/styles.xml", _STYLES),
            ("word/numbering.xml", _NUMBERING),
        ):
            archive.writestr(name, content.encode("utf-8"))
    return made.getvalue()


def _part(part: PaperPart) -> str:
    runs: list[str] = []
    for run in part.runs:
        runs.append(_text((" " if runs else "") + run.text, bold=part.style is TextStyle.SHORT))
        runs += (_text(" ") + _link(number) for number in run.numbers)
    return _paragraph(_PARAGRAPHS[part.style], "".join(runs))


def _source(number: int, cited: Citation) -> str:
    mark = f'<w:bookmarkStart w:id="{number}" w:name="source{number}"/>{_text(f"[{number}]")}'
    place = f" {cited.document}, {said(cited)}: “{' '.join(cited.quote.split())}”"
    return _paragraph("Bibliography", f'{mark}<w:bookmarkEnd w:id="{number}"/>{_text(place)}')


def _link(number: int) -> str:
    return f'<w:hyperlink w:anchor="source{number}">{_text(f"[{number}]")}</w:hyperlink>'


def _paragraph(style: str, content: str) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{content}</w:p>'


def _text(text: str, bold: bool = False) -> str:
    """A run of plain text; its line ends stay."""
    look = "<w:rPr><w:b/></w:rPr>" if bold else ""
    lines = (escaped(line) for line in _NOT_XML.sub("", text).splitlines())
    held = "<w:br/>".join(f'<w:t xml:space="preserve">{line}</w:t>' for line in lines)
    return f"<w:r>{look}{held}</w:r>"
