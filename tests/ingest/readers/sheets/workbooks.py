"""Workbooks for tests, part by part."""

import zipfile
from pathlib import Path

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT = {
    _MAIN: "http://purl.oclc.org/ooxml/spreadsheetml/main",
    _LINKS: "http://purl.oclc.org/ooxml/officeDocument/relationships",
}


def links(**targets: str) -> str:
    """Relationships: reference=kind:target."""
    entries = (
        f'<Relationship Id="{name}" Type="{_LINKS}/{said.partition(":")[0]}" Target="{said.partition(":")[2]}"/>'
        for name, said in targets.items()
    )
    return f"<Relationships>{''.join(entries)}</Relationships>"


def sheet(rows: str, after: str = "", before: str = "") -> str:
    return f'<worksheet xmlns="{_MAIN}" xmlns:r="{_LINKS}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'


def text(address: str, words: str, style: int = 0) -> str:
    return f'<c r="{address}" s="{style}" t="inlineStr"><is><t>{words}</t></is></c>'


def workbook(
    path: Path,
    sheets: dict[str, str],
    parts: dict[str, str] | None = None,
    properties: str = "",
    states: dict[str, str] | None = None,
    strict: bool = False,
) -> Path:
    """A workbook with these sheets (name: XML); `parts` are more parts or replace those that are made here."""
    entries = "".join(
        f'<sheet name="{name}" sheetId="{n}" state="{(states or {}).get(name, "visible")}" r:id="r{n}"/>'
        for n, name in enumerate(sheets, 1)
    )
    made = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": links(r1="officeDocument:/xl/workbook.xml"),
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_LINKS}">{properties}'
        f"<sheets>{entries}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": links(
            **{f"r{n}": f"worksheet:worksheets/sheet{n}.xml" for n in range(1, len(sheets) + 1)},
            s1="sharedStrings:sharedStrings.xml",
            s2="styles:styles.xml",
            s3="person:persons/person.xml",
        ),
        **{f"xl/worksheets/sheet{n}.xml": xml for n, xml in enumerate(sheets.values(), 1)},
        **(parts or {}),
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in made.items():
            for usual, other in STRICT.items() if strict else ():
                content = content.replace(usual, other)
            archive.writestr(name, content)
    return path
