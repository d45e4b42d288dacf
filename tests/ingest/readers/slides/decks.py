"""Tiny presentations made of strings."""

import zipfile
from pathlib import Path

SPACES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:a14="http://schemas.microsoft.com/office/drawing/2010/main"'
)
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"


def paragraph(text: str, properties: str = "", run: str = "") -> str:
    return f"<a:p><a:pPr {properties}</a:pPr><a:r><a:rPr {run}</a:rPr><a:t>{text}</a:t></a:r></a:p>".replace(
        "<a:pPr </a:pPr>", ""
    ).replace("<a:rPr </a:rPr>", "")


def bullet(text: str, level: int = 0) -> str:
    return paragraph(text, f'lvl="{level}"><a:buChar char="•"/>')


def box(*paragraphs: str, at: tuple[int, int, int, int] | None = None, holder: str = "") -> str:
    """A shape at (x, y, width, height) of a slide of 1000 by 500."""
    place = "" if at is None else _place("a:xfrm", at)
    body = f"<p:txBody><a:bodyPr/>{''.join(paragraphs)}</p:txBody>"
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="1" name="s"/><p:nvPr>{holder}</p:nvPr></p:nvSpPr>'
        f"<p:spPr>{place}</p:spPr>{body}</p:sp>"
    )


def title(text: str) -> str:
    return box(paragraph(text), holder='<p:ph type="title"/>')


def frame(data: str, at: tuple[int, int, int, int] = (0, 0, 10, 10)) -> str:
    return (
        '<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="1" name="f"/><p:nvPr/></p:nvGraphicFramePr>'
        f'{_place("p:xfrm", at)}<a:graphic><a:graphicData uri="u">{data}</a:graphicData></a:graphic></p:graphicFrame>'
    )


def table(*rows: str, settings: str = 'firstRow="1"') -> str:
    said = "".join(f'<a:tr h="1">{row}</a:tr>' for row in rows)
    return frame(f"<a:tbl><a:tblPr {settings}/>{said}</a:tbl>")


def cell(text: str, spans: str = "") -> str:
    return f"<a:tc {spans}><a:txBody>{paragraph(text)}</a:txBody></a:tc>"


def relations(*held: tuple[str, str]) -> str:
    """Of (kind, target) pairs; their ids are r1, r2 …"""
    said = "".join(
        f'<Relationship Id="r{number}" Type="{RELATIONS}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(held, 1)
    )
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{said}</Relationships>'


def slide(*shapes: str, settings: str = "") -> str:
    return f"<p:sld {SPACES} {settings}><p:cSld><p:spTree>{''.join(shapes)}</p:spTree></p:cSld></p:sld>"


def deck(path: Path, *slides: str, main: str = MAIN, more: dict[str, str | bytes] | None = None) -> Path:
    """A file with these slides; `more` are further parts, or other ones, by their names."""
    names = [f"slides/slide{number}.xml" for number in range(1, len(slides) + 1)]
    listed = "".join(f'<p:sldId id="{255 + n}" r:id="r{n}"/>' for n in range(1, len(slides) + 1))
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": f'<Types><Override PartName="/ppt/presentation.xml" ContentType="{main}"/></Types>',
        "_rels/.rels": relations(("officeDocument", "ppt/presentation.xml")),
        "ppt/presentation.xml": f"<p:presentation {SPACES}><p:sldIdLst>{listed}</p:sldIdLst>"
        '<p:sldSz cx="1000" cy="500"/></p:presentation>',
        "ppt/_rels/presentation.xml.rels": relations(*(("slide", name) for name in names)),
        **{f"ppt/{name}": content for name, content in zip(names, slides, strict=True)},
        **(more or {}),
    }
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def _place(tag: str, at: tuple[int, int, int, int]) -> str:
    x, y, wide, tall = at
    return f'<{tag}><a:off x="{x}" y="{y}"/><a:ext cx="{wide}" cy="{tall}"/></{tag}>'
