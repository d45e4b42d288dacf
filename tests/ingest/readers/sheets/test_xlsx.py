"""Excel workbooks of today, part by part."""

from pathlib import Path

import pytest

from ingest.readers.base import ReadFile
from ingest.readers.sheets.xlsx.reader import XlsxReader
from rag.errors import Refusal, UnreadableFile
from rag.values.pages import Block, Kind
from tests.ingest.readers.sheets.workbooks import links, sheet, text, workbook

_STYLES = """<styleSheet><numFmts><numFmt numFmtId="164" formatCode="0.0%"/></numFmts>
<fonts><font/><font><b/></font></fonts><fills><fill><patternFill patternType="none"/></fill></fills>
<cellXfs><xf numFmtId="0" fontId="0" fillId="0"/><xf numFmtId="164" fontId="0" fillId="0"/>
<xf numFmtId="14" fontId="0" fillId="0"/><xf numFmtId="0" fontId="1" fillId="0"/></cellXfs></styleSheet>"""


def read(path: Path, limit: int = 100) -> ReadFile:
    return XlsxReader().read(path, limit, lambda done, total: None)


def said(found: ReadFile, kind: Kind) -> list[str]:
    return [
        page.text[block.start : block.end]
        for page in found.pages
        for block in page.blocks
        if block.kind is kind
    ]


def rows(found: ReadFile) -> list[tuple[Block, str]]:
    return [
        (b, page.text[b.start : b.end]) for page in found.pages for b in page.blocks if b.kind is Kind.ROW
    ]


@pytest.mark.parametrize("strict", [False, True])
def test_cells_are_read_as_they_are_shown(tmp_path: Path, strict: bool) -> None:
    cells = (
        f'<row r="1">{text("A1", "Day", 3)}{text("B1", "Share", 3)}{text("C1", "Sum", 3)}</row>'
        '<row r="2"><c r="A2" s="2"><v>44197</v></c><c r="B2" s="1"><v>0.125</v></c>'
        '<c r="C2"><f>1+1</f><v>2</v></c></row>'
        '<row r="3"><c r="A3" s="2" t="d"><v>2021-01-02</v></c><c r="B3" t="e"><v>#DIV/0!</v></c>'
        '<c r="C3" t="b"><v>1</v></c><c r="D3"><f>A1</f></c></row>'
    )
    path = workbook(tmp_path / "a.xlsx", {"Sales": sheet(cells)}, {"xl/styles.xml": _STYLES}, strict=strict)
    found = read(path)
    assert [words for _, words in rows(found)] == [
        "Day\tShare\tSum",
        "2021-01-01\t12.5%\t2",
        "2021-01-02\t#DIV/0!\tTRUE",
    ]
    assert [(cell.head, cell.address) for cell in rows(found)[1][0].cells] == [
        ("Day", "A2"),
        ("Share", "B2"),
        ("Sum", "C2"),
    ]
    assert (found.pages[0].label, found.pages[0].method, found.title) == ("Sales", "sheet", "Sales")
    assert any("1 formulas have no stored value" in line for line in found.problems)


def test_shared_strings_without_reading_aids_and_escapes(tmp_path: Path) -> None:
    strings = (
        '<sst><si><r><t>東</t></r><r><t>京</t></r><rPh sb="0" eb="1"><t>トウキョウ</t></rPh></si>'
        "<si><t>a_x000D_\nb</t></si></sst>"
    )
    cells = '<row><c t="s"><v>0</v></c><c t="s"><v>1</v></c><c t="s"><v>99</v></c></row>'
    found = read(workbook(tmp_path / "a.xlsx", {"S": sheet(cells)}, {"xl/sharedStrings.xml": strings}))
    assert rows(found)[0][1] == "東京\ta\nb"


def test_days_from_1904_hidden_sheets_and_names_that_say_nothing(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "a.xlsx",
        {
            "Sheet1": sheet('<row><c s="2"><v>0</v></c></row>'),
            "Plan": sheet(f"<row>{text('A1', 'secret')}</row>"),
        },
        {"xl/styles.xml": _STYLES},
        '<workbookPr date1904="1"/>',
        {"Plan": "veryHidden"},
    )
    found = read(path)
    assert [page.text for page in found.pages] == ["1904-01-01", "Plan\n\nsecret"]
    assert [page.label for page in found.pages] == ["Sheet1", "Plan"]
    assert found.problems == ('The sheet "Plan" is hidden in the file; it was read like the others.',)


def test_pages_are_blocks_of_rows_with_heads_as_names(tmp_path: Path) -> None:
    body = "".join(
        f'<row r="{n}">{text(f"A{n}", f"item {n}")}<c r="B{n}"><v>{n}</v></c></row>' for n in range(2, 92)
    )
    found = read(
        workbook(
            tmp_path / "a.xlsx",
            {"S": sheet(f'<row r="1">{text("A1", "Item")}{text("B1", "Count")}</row>{body}')},
        )
    )
    assert [sum(b.kind is Kind.ROW for b in page.blocks) for page in found.pages] == [40, 40, 11]
    assert {b.table for b, _ in rows(found)} == {0}
    last, words = rows(found)[-1]
    assert (words, [cell.head for cell in last.cells], last.cells[1].address) == (
        "item 91\t91",
        ["Item", "Count"],
        "B91",
    )
    few = read(workbook(tmp_path / "b.xlsx", {"S": sheet(body)}), limit=2)
    assert len(few.pages) == 2 and "Only the first 2 pages" in few.problems[-1]


def test_comments_and_their_answers(tmp_path: Path) -> None:
    parts = {
        "xl/worksheets/_rels/sheet1.xml.rels": links(
            r1="comments:../comments1.xml", r2="threadedComment:../threadedComments/t1.xml"
        ),
        "xl/comments1.xml": '<comments><commentList><comment ref="A1"><text><t>old form</t></text></comment>'
        '<comment ref="B2"><text><r><t>look </t></r><r><t>here</t></r></text></comment></commentList></comments>',
        "xl/threadedComments/t1.xml": '<ThreadedComments><threadedComment ref="A1" personId="p"><text>Why?</text>'
        "</threadedComment></ThreadedComments>",
        "xl/persons/person.xml": '<personList><person displayName="Ada" id="p"/></personList>',
    }
    found = read(workbook(tmp_path / "a.xlsx", {"S": sheet(f"<row>{text('A1', 'Total')}</row>")}, parts))
    comments = [
        (b.lead, found.pages[0].text[b.start : b.end])
        for b in found.pages[0].blocks
        if b.kind is Kind.COMMENT
    ]
    assert comments == [("A1: Total", "Ada: Why?"), ("B2", "look here")]


_CHART = """<c:chartSpace xmlns:c="c" xmlns:a="a"><c:chart>
<c:title><c:tx><c:rich><a:p><a:r><a:t>Rain</a:t></a:r></a:p></c:rich></c:tx>
</c:title><c:plotArea><c:barChart><c:ser>
<c:tx><c:strRef><c:f>{0}!$B$1</c:f><c:strCache><c:pt idx="0"><c:v>mm</c:v></c:pt>
</c:strCache></c:strRef></c:tx><c:cat>
<c:strRef><c:f>{0}!$A$2</c:f><c:strCache><c:pt idx="0"><c:v>May</c:v></c:pt></c:strCache>
</c:strRef></c:cat>
<c:val><c:numRef><c:f>{0}!$B$2</c:f><c:numCache><c:pt idx="0"><c:v>3.50</c:v></c:pt></c:numCache></c:numRef>
</c:val></c:ser></c:barChart>
<c:valAx><c:title><c:tx><c:rich><a:p><a:r><a:t>Height</a:t></a:r></a:p></c:rich></c:tx></c:title>
</c:valAx></c:plotArea></c:chart></c:chartSpace>"""
_DRAWN = """<xdr:wsDr xmlns:xdr="x" xmlns:a="a" xmlns:r="r" xmlns:c="c" xmlns:mc="mc" xmlns:dgm="d">
<xdr:sp><xdr:nvSpPr><xdr:cNvPr descr=""/></xdr:nvSpPr>
<xdr:txBody><a:p><a:r><a:t>In a </a:t></a:r><a:r><a:t>box</a:t></a:r></a:p></xdr:txBody></xdr:sp>
<xdr:pic><xdr:nvPicPr><xdr:cNvPr descr="A map of Rome"/></xdr:nvPicPr></xdr:pic>
<mc:AlternateContent><mc:Choice><xdr:graphicFrame><c:chart r:id="c1"/></xdr:graphicFrame></mc:Choice>
<mc:Fallback>
<xdr:sp><xdr:txBody><a:p><a:r><a:t>not shown</a:t></a:r></a:p></xdr:txBody></xdr:sp>
</mc:Fallback></mc:AlternateContent>
<xdr:graphicFrame><dgm:relIds r:dm="d1"/></xdr:graphicFrame></xdr:wsDr>"""
_DIAGRAM = """<d:dataModel xmlns:d="d" xmlns:a="a"><d:ptLst>
<d:pt><d:t><a:p><a:r><a:t>First step</a:t></a:r></a:p></d:t></d:pt>
<d:pt type="pres"><d:t><a:p><a:r><a:t>layout</a:t></a:r></a:p></d:t></d:pt></d:ptLst></d:dataModel>"""


@pytest.mark.parametrize(("source", "table"), [("S", []), ("[1]Other", ["\tmm", "May\t3.5"])])
def test_charts_boxes_pictures_diagrams(tmp_path: Path, source: str, table: list[str]) -> None:
    parts = {
        "xl/worksheets/_rels/sheet1.xml.rels": links(r1="drawing:../drawings/drawing1.xml"),
        "xl/drawings/drawing1.xml": _DRAWN,
        "xl/drawings/_rels/drawing1.xml.rels": links(
            c1="chart:../charts/chart1.xml", d1="diagramData:../diagrams/data1.xml"
        ),
        "xl/charts/chart1.xml": _CHART.format(source),
        "xl/diagrams/data1.xml": _DIAGRAM,
    }
    found = read(workbook(tmp_path / "a.xlsx", {"S": sheet("")}, parts))
    assert said(found, Kind.CAPTION) == ["A map of Rome", "Rain"]
    assert said(found, Kind.ITEM) == ["In a box", "Height", "mm", "First step"]
    assert [words for _, words in rows(found)] == table


def test_the_head_line_of_the_print_is_furniture(tmp_path: Path) -> None:
    margin = (
        '<headerFooter><oddHeader>&amp;L&amp;"Arial,Bold"&amp;12Course plan&amp;RPage &amp;P</oddHeader>'
        "<oddFooter>&amp;P</oddFooter></headerFooter>"
    )
    found = read(workbook(tmp_path / "a.xlsx", {"S": sheet(f"<row>{text('A1', 'words')}</row>", margin)}))
    assert said(found, Kind.FURNITURE) == ["Course plan Page"]


def test_the_heads_that_the_file_states_are_believed(tmp_path: Path) -> None:
    cells = f"<row>{text('A1', 'Name')}{text('B1', 'Town')}</row><row>{text('A2', 'Ann')}{text('B2', 'Rome')}</row>"
    parts = {
        "xl/worksheets/_rels/sheet1.xml.rels": links(r1="table:../tables/table1.xml"),
        "xl/tables/table1.xml": '<table ref="A1:B2"/>',
    }
    assert not any(b.is_head for b, _ in rows(read(workbook(tmp_path / "a.xlsx", {"S": sheet(cells)}))))
    assert [b.is_head for b, _ in rows(read(workbook(tmp_path / "b.xlsx", {"S": sheet(cells)}, parts)))] == [
        True,
        False,
    ]


def test_millions_of_empty_cells_cost_nothing(tmp_path: Path) -> None:
    empty = "".join(
        f'<row r="{n}" s="1" customFormat="1"><c r="A{n}" s="1"/><c r="XFD{n}" s="1"/></row>'
        for n in range(2, 100_000)
    )
    cells = (
        f'<row r="1">{text("A1", "first")}</row>{empty}<row r="1048576">{text("XFD1048576", "last")}</row>'
    )
    found = read(
        workbook(
            tmp_path / "a.xlsx",
            {"S": sheet(cells, '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>')},
        )
    )
    assert found.pages[0].text.split() == ["S", "first", "last"]


_BOMB = '<!DOCTYPE x [<!ENTITY a "{0}"><!ENTITY b "&a;&a;&a;">]>'


@pytest.mark.parametrize(
    "part", ["xl/sharedStrings.xml", "xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml"]
)
def test_entities_are_refused(tmp_path: Path, part: str) -> None:
    bad = _BOMB.format("x" * 50) + "<sst><si><t>&b;</t></si></sst>"
    with pytest.raises(UnreadableFile, match="declares entities") as refused:
        read(workbook(tmp_path / "a.xlsx", {"S": sheet(f"<row>{text('A1', 'words')}</row>")}, {part: bad}))
    assert refused.value.refusal is Refusal.REFUSED


def test_other_files_are_never_opened(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("hidden words", encoding="utf-8")
    bad = f'<!DOCTYPE x [<!ENTITY a SYSTEM "file://{secret}">]><sst><si><t>&a;</t></si></sst>'
    with pytest.raises(UnreadableFile, match="declares entities"):
        read(
            workbook(
                tmp_path / "a.xlsx",
                {"S": sheet('<row><c t="s"><v>0</v></c></row>')},
                {"xl/sharedStrings.xml": bad},
            )
        )


def test_what_is_damaged_is_said(tmp_path: Path) -> None:
    whole = sheet(f"<row>{text('A1', 'words')}</row>")
    found = read(workbook(tmp_path / "a.xlsx", {"A": whole[: whole.index("</row>") + 6], "B": whole}))
    assert found.problems == ('The sheet "A" is damaged: only its beginning was read.',)
    with pytest.raises(UnreadableFile, match="list of its sheets") as refused:
        read(workbook(tmp_path / "b.xlsx", {"A": whole}, {"xl/workbook.xml": "<workbook"}))
    assert refused.value.refusal is Refusal.DAMAGED
    (tmp_path / "c.xlsx").write_bytes(b"PK\x03\x04 no more")
    with pytest.raises(UnreadableFile, match="cannot be unpacked"):
        read(tmp_path / "c.xlsx")
    with pytest.raises(UnreadableFile) as empty:
        read(workbook(tmp_path / "d.xlsx", {"A": sheet("")}))
    assert empty.value.refusal is Refusal.EMPTY
