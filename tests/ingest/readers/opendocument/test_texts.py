"""OpenDocument texts: what is shown is read, once, with what it is."""

import zipfile
from pathlib import Path

import pytest
from lxml import etree

from ingest.readers.formulas import mathml
from ingest.readers.opendocument.numbering import formatted
from rag.errors import Refusal, UnreadableFile
from tests.ingest.readers.opendocument.packed import SPACES, packed, read, shown

_NUMBERED = (
    '<text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-format="1" '
    'style:num-suffix="."/><text:list-level-style-number text:level="2" style:num-format="a" style:num-suffix=")" '
    'text:display-levels="1"/></text:list-style>'
)


def item(words: str, more: str = "") -> str:
    return f"<text:list-item><text:p>{words}</text:p>{more}</text:list-item>"


def test_each_section_is_a_page_with_its_number(tmp_path: Path) -> None:
    outline = (
        '<office:styles><text:outline-style><text:outline-level-style text:level="1" style:num-format="1"/>'
        '<text:outline-level-style text:level="2" style:num-format="1" text:display-levels="2"/>'
        "</text:outline-style></office:styles>"
    )
    body = (
        '<text:h text:outline-level="1">Aims</text:h><text:h text:outline-level="2">Scope</text:h><text:p>One.</text:p>'
        '<text:h text:outline-level="2">Terms</text:h><text:p>Two.</text:p>'
        '<text:h text:outline-level="1" text:is-list-header="true">Annex</text:h><text:p>Three.</text:p>'
    )
    found = read(packed(tmp_path / "a.odt", "text", body, common=outline))
    assert [page.label for page in found.pages] == ["1.1 Scope", "1.2 Terms", "Annex"]
    assert found.pages[1].blocks[1].headings == ("1 Aims", "1.2 Terms")
    assert [page.method for page in found.pages] == ["section"] * 3


def test_a_long_section_is_parted_at_deeper_headings_and_between_blocks(tmp_path: Path) -> None:
    prose = f"<text:p>{'word ' * 300}</text:p>"
    body = f'<text:h text:outline-level="1">A</text:h>{prose * 2}<text:h text:outline-level="3">B</text:h>{prose * 4}'
    found = read(packed(tmp_path / "a.odt", "text", body))
    assert [page.label for page in found.pages] == ["A", "B", "B"]
    assert all(len(page.text) < 4600 for page in found.pages)
    assert found.pages[2].blocks[0].headings == ("A", "B")


def test_lists_count_as_they_show(tmp_path: Path) -> None:
    body = (
        f'<text:p>These:</text:p><text:list text:style-name="L">{item("One")}'
        + item("Two", f"<text:list>{item('Deep')}{item('Deeper')}</text:list>")
        + '</text:list><text:p>Between.</text:p><text:list text:style-name="L" text:continue-numbering="true">'
        + f"{item('Three')}</text:list><text:list text:style-name='L'>{item('Again')}"
        + '<text:list-item text:start-value="7"><text:p>Seven</text:p></text:list-item>'
        + "<text:list-header><text:p>Plain</text:p></text:list-header></text:list>"
    )
    found = read(packed(tmp_path / "a.odt", "text", body, _NUMBERED))
    words = [words for kind, words in shown(found) if kind == "item"]
    assert words == ["1. One", "2. Two", "a) Deep", "b) Deeper", "3. Three", "1. Again", "7. Seven"]
    items = [block for block in found.pages[0].blocks if block.kind == "item"]
    assert [(block.depth, block.lead) for block in items[:4]] == [
        (0, "These:"),
        (0, "These:"),
        (1, "2. Two"),
        (1, "2. Two"),
    ]


def test_an_item_that_only_holds_a_list_does_not_count(tmp_path: Path) -> None:
    nested = f"<text:list-item><text:list>{item('Below')}</text:list></text:list-item>"
    body = f'<text:list text:style-name="L">{item("One")}{nested}{item("Two")}</text:list>'
    found = read(packed(tmp_path / "a.odt", "text", body, _NUMBERED))
    assert [words for _, words in shown(found)] == ["1. One", "a) Below", "2. Two"]


def test_notes_comments_and_changes(tmp_path: Path) -> None:
    body = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>gone</text:p></text:deletion>"
        "</text:changed-region></text:tracked-changes>"
        "<text:p>Text<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>A note.</text:p>"
        "</text:note-body></text:note> goes<text:s text:c='2'/>on<office:annotation><dc:creator>Ann</dc:creator>"
        "<text:p>Why?</text:p></office:annotation>.</text:p>"
    )
    found = read(packed(tmp_path / "a.odt", "text", body))
    assert shown(found) == [("paragraph", "Text goes on."), ("note", "[1] A note."), ("comment", "Why?")]


def test_what_is_hidden_is_not_read(tmp_path: Path) -> None:
    none = '<style:text-properties text:display="none"/>'
    hidden = (
        f'<style:style style:name="H" style:family="text">{none}</style:style>'
        '<style:style style:name="P" style:family="paragraph" style:parent-style-name="Q"/>'
        f'<style:style style:name="Q" style:family="paragraph">{none}</style:style>'
    )
    body = (
        '<text:p>Seen<text:span text:style-name="H"> unseen</text:span></text:p>'
        '<text:p text:style-name="P">Unseen</text:p>'
        '<text:section text:display="none"><text:p>Unseen</text:p></text:section>'
        '<text:p>Also<text:hidden-text text:is-hidden="true">unseen</text:hidden-text></text:p>'
    )
    found = read(packed(tmp_path / "a.odt", "text", body, hidden))
    assert [words for _, words in shown(found)] == ["Seen", "Also"]
    # unseen, Unseen, Unseen, unseen: 24 letters
    assert ["words that cannot be seen" in line for line in found.problems] == [True]


def test_tables_with_merged_and_repeated_cells(tmp_path: Path) -> None:
    body = (
        "<table:table><table:table-header-rows><table:table-row>"
        '<table:table-cell><text:p>Day</text:p></table:table-cell><table:table-cell table:number-columns-spanned="2">'
        "<text:p>Hours</text:p></table:table-cell><table:covered-table-cell/></table:table-row>"
        "</table:table-header-rows><table:table-row>"
        '<table:table-cell table:number-rows-spanned="2"><text:p>Monday</text:p></table:table-cell>'
        '<table:table-cell table:number-columns-repeated="2"><text:p>8</text:p></table:table-cell></table:table-row>'
        "<table:table-row><table:covered-table-cell/><table:table-cell><text:p>9</text:p></table:table-cell>"
        "<table:table-cell/></table:table-row></table:table>"
    )
    found = read(packed(tmp_path / "a.odt", "text", body))
    assert shown(found) == [("row", "Day\tHours\tHours"), ("row", "Monday\t8\t8"), ("row", "Monday\t9\t")]
    assert [cell.head for cell in found.pages[0].blocks[1].cells] == ["Day", "Hours", "Hours"]


def test_boxes_pictures_and_formulas(tmp_path: Path) -> None:
    body = (
        '<text:p>Before <draw:frame><draw:object xlink:href="./Object 1"/></draw:frame> after.'
        "<draw:frame><draw:text-box><text:p>In a box</text:p></draw:text-box></draw:frame>"
        "<draw:frame><draw:image/><svg:title>A ship</svg:title><svg:desc>A ship at sea</svg:desc></draw:frame></text:p>"
    )
    formula = '<math xmlns="http://www.w3.org/1998/Math/MathML"><msup><mi>c</mi><mn>2</mn></msup></math>'
    path = packed(tmp_path / "a.odt", "text", body, **{"Object 1__content.xml": formula})
    assert shown(read(path)) == [
        ("paragraph", "Before c^2 after."),
        ("paragraph", "In a box"),
        ("caption", "A ship"),
        ("caption", "A ship at sea"),
    ]


def test_headers_once_and_contents_as_furniture(tmp_path: Path) -> None:
    head = "<style:header><text:p>Draft</text:p></style:header>"
    common = (
        f"<office:master-styles><style:master-page>{head}</style:master-page>"
        f"<style:master-page>{head}</style:master-page></office:master-styles>"
    )
    body = (
        "<text:table-of-content><text:table-of-content-source><text:index-title-template>X</text:index-title-template>"
        "</text:table-of-content-source><text:index-body><text:p>Aims 1</text:p></text:index-body>"
        "</text:table-of-content><text:p>Words.</text:p>"
    )
    found = read(packed(tmp_path / "a.odt", "text", body, common=common))
    assert shown(found) == [("furniture", "Aims 1"), ("paragraph", "Words."), ("furniture", "Draft")]


def test_flat_files_and_those_of_openoffice_1(tmp_path: Path) -> None:
    flat = tmp_path / "a.fodt"
    flat.write_text(
        f'<?xml version="1.0"?><office:document {SPACES}><office:body><office:text><text:p>Flat.</text:p>'
        "</office:text></office:body></office:document>",
        encoding="utf-8",
    )
    assert shown(read(flat)) == [("paragraph", "Flat.")]
    old = tmp_path / "a.sxw"
    with zipfile.ZipFile(old, "w") as archive:
        archive.writestr(
            "content.xml",
            '<!DOCTYPE office:document-content PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "office.dtd">'
            '<office:document-content xmlns:office="http://openoffice.org/2000/office" office:class="text" '
            'xmlns:text="http://openoffice.org/2000/text"><office:body><text:h text:level="1">Old</text:h>'
            "<text:unordered-list><text:list-item><text:p>Item</text:p></text:list-item></text:unordered-list>"
            "</office:body></office:document-content>",
        )
    assert shown(read(old)) == [("heading", "Old"), ("item", "Item")]


def test_refusals(tmp_path: Path) -> None:
    manifest = (
        f'<manifest:manifest {SPACES}><manifest:file-entry manifest:full-path="content.xml">'
        "<manifest:encryption-data/></manifest:file-entry></manifest:manifest>"
    )
    cases = {
        Refusal.PASSWORD: packed(tmp_path / "a.odt", "text", "x", **{"META-INF__manifest.xml": manifest}),
        Refusal.EMPTY: packed(tmp_path / "b.odt", "text", "<text:p/>"),
    }
    broken = tmp_path / "c.odt"
    with zipfile.ZipFile(broken, "w") as archive:
        archive.writestr("content.xml", "<office:document-content")
    cases[Refusal.DAMAGED] = broken
    for refusal, path in cases.items():
        with pytest.raises(UnreadableFile) as caught:
            read(path)
        assert caught.value.refusal is refusal


def test_entities_are_not_expanded(tmp_path: Path) -> None:
    path = tmp_path / "a.fodt"
    path.write_text(
        f'<!DOCTYPE d [<!ENTITY a "lol">]><office:document {SPACES}><office:body><office:text>'
        "<text:p>One &a; two</text:p></office:text></office:body></office:document>",
        encoding="utf-8",
    )
    assert "lol" not in read(path).pages[0].text


@pytest.mark.parametrize(
    ("count", "form", "said"), [(28, "a", "ab"), (4, "I", "IV"), (3, "1", "3"), (3, "", ""), (0, "a", "0")]
)
def test_numbers(count: int, form: str, said: str) -> None:
    assert formatted(count, form) == said


@pytest.mark.parametrize(
    ("formula", "said"),
    [
        ("<mfrac><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow><mn>2</mn></mfrac>", "(a + b)/2"),
        ("<msqrt><mi>y</mi></msqrt>", "√(y)"),
        ("<msubsup><mi>x</mi><mn>1</mn><mn>2</mn></msubsup>", "x_1^2"),
        ("<semantics><mi>E</mi><annotation>hidden</annotation></semantics>", "E"),
        ("<mtable><mtr><mn>1</mn><mn>2</mn></mtr><mtr><mn>3</mn></mtr></mtable>", "[1, 2; 3]"),
    ],
)
def test_formulas(formula: str, said: str) -> None:
    source = f'<math xmlns="http://www.w3.org/1998/Math/MathML">{formula}</math>'
    assert mathml.linear(etree.fromstring(source)) == said
