"""OpenDocument slides and sheets."""

from pathlib import Path

import pytest

from rag.errors import Refusal, UnreadableFile
from tests.ingest.readers.opendocument.packed import packed, read, shown

_COMMON = (
    '<office:automatic-styles><style:page-layout style:name="L"><style:page-layout-properties '
    'fo:page-width="20cm" fo:page-height="10cm"/></style:page-layout></office:automatic-styles>'
    '<office:master-styles><style:master-page style:name="M" style:page-layout-name="L">'
    '<draw:frame presentation:class="footer"><draw:text-box><text:p><presentation:footer/></text:p></draw:text-box>'
    '</draw:frame><draw:frame presentation:class="title"><draw:text-box><text:p>Click here</text:p></draw:text-box>'
    "</draw:frame><draw:frame><draw:text-box><text:p>Every slide</text:p></draw:text-box></draw:frame>"
    "</style:master-page></office:master-styles>"
)


def box(words: str, kind: str = "", place: str = "") -> str:
    return (
        f'<draw:frame presentation:class="{kind}" {place}><draw:text-box>{words}</draw:text-box></draw:frame>'
    )


def test_a_slide(tmp_path: Path) -> None:
    body = (
        '<presentation:footer-decl presentation:name="f">Course 1</presentation:footer-decl>'
        '<draw:page draw:master-page-name="M" presentation:use-footer-name="f">'
        + box(
            "<text:list><text:list-item><text:p>One</text:p><text:list><text:list-item><text:p>Deep</text:p>"
            "</text:list-item></text:list></text:list-item></text:list>",
            "outline",
            'svg:x="5cm" svg:y="2cm" svg:width="10cm" svg:height="4cm"',
        )
        + box("<text:p>Topic</text:p>", "title")
        + "<draw:g><draw:rect><text:p>In a group</text:p></draw:rect></draw:g>"
        + '<draw:frame presentation:placeholder="true" presentation:class="subtitle"><draw:text-box><text:p>Add text'
        "</text:p></draw:text-box></draw:frame><office:annotation><text:p>Check</text:p></office:annotation>"
        f"<presentation:notes>{box('<text:p>Say it.</text:p>', 'notes')}</presentation:notes></draw:page>"
    )
    found = read(packed(tmp_path / "a.odp", "presentation", body, common=_COMMON))
    assert shown(found) == [
        ("heading", "Topic"),
        ("item", "One"),
        ("item", "Deep"),
        ("paragraph", "In a group"),
        ("comment", "Check"),
        ("furniture", "Course 1"),
        ("furniture", "Every slide"),
        ("note", "Say it."),
    ]
    page = found.pages[0]
    assert (page.method, page.shape) == ("slide", 2.0)
    spot = page.spots[0]
    assert page.text[spot.start : spot.end] == "One\nDeep"
    assert (spot.left, spot.top, spot.right, spot.bottom) == (0.25, 0.2, 0.75, 0.6)


def test_more_slides_than_may_be_read(tmp_path: Path) -> None:
    body = "".join(f"<draw:page>{box(f'<text:p>Slide {n}</text:p>')}</draw:page>" for n in range(5))
    found = read(packed(tmp_path / "a.odp", "presentation", body), limit=2)
    assert len(found.pages) == 2
    assert "3 were left out" in found.problems[0]


def cell(words: str, how: str = "") -> str:
    return f"<table:table-cell {how}><text:p>{words}</text:p></table:table-cell>"


def test_a_sheet(tmp_path: Path) -> None:
    note = "<office:annotation><text:p>Really?</text:p></office:annotation>"
    two = 'office:value-type="float" office:value="2"'
    rows = [
        cell("Name") + cell("Grade"),
        cell("Ann") + cell("1,5", 'office:value-type="float" office:value="1.5"'),
        cell("Bob") + f"<table:table-cell {two}>{note}<text:p>2,0</text:p></table:table-cell>",
    ]
    body = (
        '<table:table table:name="Grades">'
        + "".join(f"<table:table-row>{row}</table:table-row>" for row in rows)
        + '<table:table-row table:number-rows-repeated="1048573">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row></table:table>'
    )
    found = read(packed(tmp_path / "a.ods", "spreadsheet", body))
    assert ("row", "Ann\t1,5") in shown(found)
    assert ("comment", "Really?") in shown(found)
    row = next(block for block in found.pages[0].blocks if block.kind == "row" and not block.is_head)
    assert [(each.head, each.address) for each in row.cells] == [("Name", "A2"), ("Grade", "B2")]
    assert found.pages[0].label == "Grades"


def test_an_empty_sheet_is_empty_whatever_is_printed_above_it(tmp_path: Path) -> None:
    common = (
        "<office:master-styles><style:master-page><style:footer><text:p>Page <text:page-number>1</text:page-number>"
        "</text:p></style:footer></style:master-page></office:master-styles>"
    )
    path = packed(tmp_path / "a.ods", "spreadsheet", '<table:table table:name="A"/>', common=common)
    with pytest.raises(UnreadableFile) as caught:
        read(path)
    assert caught.value.refusal is Refusal.EMPTY
