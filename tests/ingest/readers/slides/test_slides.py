"""Slides as pages of blocks."""

import pytest

from ingest.readers.base import ReadFile
from ingest.readers.slides.reader import SlidesReader
from rag.errors import Refusal, UnreadableFile
from rag.values.pages import Kind, Page
from tests.ingest.readers.slides.decks import (
    SPACES,
    box,
    bullet,
    cell,
    deck,
    frame,
    paragraph,
    relations,
    slide,
    table,
    title,
)


def read(path, limit: int = 100) -> ReadFile:
    return SlidesReader().read(path, limit, lambda done, total: None)


def said(page: Page) -> list[tuple[str, str]]:
    return [(block.kind.value, page.text[block.start : block.end]) for block in page.blocks]


def one(tmp_path, *shapes: str, **more) -> Page:
    return read(deck(tmp_path / "a.pptx", slide(*shapes), **more)).pages[0]


def test_a_slide_is_its_title_and_its_list_with_what_introduces_it(tmp_path):
    body = box(paragraph("We need:"), bullet("milk"), bullet("of cows", 1), bullet("bread"))
    page = one(tmp_path, body, title("Shopping"))
    assert said(page) == [
        ("heading", "Shopping"),
        ("paragraph", "We need:"),
        ("item", "milk"),
        ("item", "of cows"),
        ("item", "bread"),
    ]
    items = [block for block in page.blocks if block.kind is Kind.ITEM]
    assert [(item.depth, item.lead) for item in items] == [(0, "We need:"), (1, "milk"), (0, "We need:")]
    assert {item.headings for item in items} == {("Shopping",)}


def test_numbers_are_shown_and_a_deeper_level_does_not_break_them(tmp_path):
    def numbered(text: str, kind: str, level: int = 0) -> str:
        return paragraph(text, f'lvl="{level}"><a:buAutoNum type="{kind}"/>')

    body = box(
        numbered("a", "arabicPeriod"),
        numbered("b", "alphaLcParenR", 1),
        numbered("c", "arabicPeriod"),
        paragraph("between"),
        numbered("d", "arabicPeriod"),
    )
    assert one(tmp_path, body).text == "1. a\na) b\n2. c\n\nbetween\n\n1. d"


def test_bullets_and_places_come_from_the_layout(tmp_path):
    layout = (
        slide(
            '<p:sp><p:nvSpPr><p:cNvPr id="1" name="s"/><p:nvPr><p:ph type="body" idx="7"/></p:nvPr></p:nvSpPr>'
            '<p:spPr><a:xfrm><a:off x="100" y="50"/><a:ext cx="500" cy="250"/></a:xfrm></p:spPr><p:txBody><a:lstStyle>'
            '<a:lvl1pPr><a:buChar char="-"/></a:lvl1pPr></a:lstStyle>'
            f"{paragraph('Click to edit')}</p:txBody></p:sp>"
        )
        .replace("p:sld ", "p:sldLayout ")
        .replace("/p:sld>", "/p:sldLayout>")
    )
    more = {
        "ppt/slideLayouts/l.xml": layout,
        "ppt/slides/_rels/slide1.xml.rels": relations(("slideLayout", "../slideLayouts/l.xml")),
    }
    page = one(tmp_path, box(paragraph("milk"), holder='<p:ph idx="7"/>'), more=more)
    assert said(page) == [("item", "milk")]
    (spot,) = page.spots
    assert (spot.left, spot.top, spot.right, spot.bottom) == pytest.approx((0.1, 0.1, 0.6, 0.6))
    assert page.shape == 2 and page.method == "slide" and page.label == ""


def test_what_is_written_on_the_layout_itself_is_furniture(tmp_path):
    shapes = (
        box(paragraph("University of X"), at=(0, 0, 9, 9)),
        box(paragraph("How to use this"), at=(1200, 0, 9, 9)),
    )
    layout = slide(*shapes, box(paragraph("Click"), holder='<p:ph type="title"/>'))
    more = {
        "ppt/slideLayouts/l.xml": layout.replace("p:sld ", "p:sldLayout ").replace(
            "/p:sld>", "/p:sldLayout>"
        ),
        "ppt/slides/_rels/slide1.xml.rels": relations(("slideLayout", "../slideLayouts/l.xml")),
    }
    page = one(tmp_path, box(paragraph("Words")), more=more)
    assert said(page) == [("paragraph", "Words"), ("furniture", "University of X")]


def test_what_is_in_a_group_stands_where_the_group_puts_it(tmp_path):
    group = (
        '<p:grpSp><p:nvGrpSpPr><p:cNvPr id="1" name="g"/></p:nvGrpSpPr><p:grpSpPr><a:xfrm>'
        '<a:off x="500" y="0"/><a:ext cx="100" cy="100"/><a:chOff x="0" y="0"/><a:chExt cx="10" cy="10"/>'
        f"</a:xfrm></p:grpSpPr>{box(paragraph('in'), at=(5, 5, 5, 5))}</p:grpSp>"
    )
    (spot,) = one(tmp_path, group).spots
    assert (spot.left, spot.top, spot.right, spot.bottom) == pytest.approx((0.55, 0.1, 0.6, 0.2))


def test_merged_cells_are_filled_and_heads_joined(tmp_path):
    page = one(
        tmp_path,
        table(
            cell("Name", 'rowSpan="2"') + cell("Marks", 'gridSpan="2"') + cell("", 'hMerge="1"'),
            cell("", 'vMerge="1"') + cell("oral") + cell("written"),
            cell("Ann", 'rowSpan="2"') + cell("1") + cell("2"),
            cell("", 'vMerge="1"') + cell("3") + cell("4"),
        ),
    )
    assert page.text == "Name\tMarks oral\tMarks written\nAnn\t1\t2\nAnn\t3\t4"
    assert page.blocks[0].is_head and [c.head for c in page.blocks[2].cells] == [
        "Name",
        "Marks oral",
        "Marks written",
    ]


def test_a_row_over_the_whole_table_is_its_caption(tmp_path):
    rows = (
        cell("Prices", 'gridSpan="2"') + cell("", 'hMerge="1"'),
        cell("What") + cell("How much"),
        cell("A") + cell("1"),
    )
    assert said(one(tmp_path, table(*rows)))[:2] == [("caption", "Prices"), ("row", "What\tHow much")]


def test_a_table_of_one_column_and_other_drawings_are_boxes_of_text(tmp_path):
    column = table(cell("first"), cell("second"), settings="")
    other = frame(f"<a:sp><a:txSp><a:txBody>{paragraph('third')}</a:txBody></a:txSp></a:sp>")
    assert said(one(tmp_path, column, other)) == [
        ("paragraph", word) for word in ("first", "second", "third")
    ]


def test_a_chart_is_a_table_of_what_it_shows(tmp_path):
    def points(kind: str, *values: str, code: str = "") -> str:
        held = "".join(f'<c:pt idx="{n}"><c:v>{value}</c:v></c:pt>' for n, value in enumerate(values))
        return f"<c:{kind}Ref><c:{kind}Cache>{code}{held}</c:{kind}Cache></c:{kind}Ref>"

    def rich(words: str) -> str:
        return f"<c:title><c:tx><c:rich>{paragraph(words)}</c:rich></c:tx></c:title>"

    chart = (
        f"<c:chartSpace {SPACES}><c:chart>{rich('Votes')}<c:plotArea><c:barChart><c:ser>"
        f"<c:tx>{points('str', '2020')}</c:tx><c:cat>{points('str', 'Yes', 'No')}</c:cat>"
        f"<c:val>{points('num', '0.125', '0.5', code='<c:formatCode>0.0%</c:formatCode>')}</c:val></c:ser>"
        f"</c:barChart><c:catAx>{rich('Answer')}</c:catAx><c:valAx>{rich('Share')}</c:valAx></c:plotArea></c:chart>"
        "</c:chartSpace>"
    )
    more = {
        "ppt/charts/c.xml": chart,
        "ppt/slides/_rels/slide1.xml.rels": relations(("chart", "../charts/c.xml")),
    }
    assert said(one(tmp_path, frame('<c:chart r:id="r1"/>'), more=more)) == [
        ("caption", "Votes"),
        ("row", "Answer\t2020"),
        ("row", "Yes\t12.5%"),
        ("row", "No\t50.0%"),
        ("caption", "Share"),
    ]


def test_smartart_is_read_in_the_order_of_its_tree(tmp_path):
    def point(key: str, words: str, settings: str = "") -> str:
        return f'<dgm:pt modelId="{key}" {settings}><dgm:t>{paragraph(words)}</dgm:t></dgm:pt>'

    points = [point("0", "", 'type="doc"'), point("b", "second"), point("c", "under"), point("a", "first")]
    points.append(point("z", "drawn", 'type="pres"'))
    lines = (("0", "b", 1), ("0", "a", 0), ("a", "c", 0), ("c", "a", 0))
    joined = "".join(f'<dgm:cxn srcId="{a}" destId="{b}" srcOrd="{n}"/>' for a, b, n in lines)
    data = (
        f"<dgm:dataModel {SPACES}><dgm:ptLst>{''.join(points)}</dgm:ptLst>"
        f"<dgm:cxnLst>{joined}</dgm:cxnLst></dgm:dataModel>"
    )
    more = {
        "ppt/diagrams/data1.xml": data,
        "ppt/slides/_rels/slide1.xml.rels": relations(("diagramData", "../diagrams/data1.xml")),
    }
    page = one(tmp_path, frame('<dgm:relIds r:dm="r1"/>'), more=more)
    assert [(page.text[b.start : b.end], b.depth) for b in page.blocks] == [
        ("first", 0),
        ("under", 1),
        ("second", 0),
    ]


def test_notes_comments_and_margins_are_kept_apart(tmp_path):
    notes = slide(
        box(paragraph("Say hello."), holder='<p:ph type="body" idx="1"/>'),
        box(paragraph("Course 7"), holder='<p:ph type="hdr"/>'),
    )
    comments = f'<p:cmLst {SPACES}><p:cm authorId="0"><p:text>Too long</p:text></p:cm></p:cmLst>'
    more = {
        "ppt/notesSlides/n.xml": notes,
        "ppt/comments/c.xml": comments,
        "ppt/slides/_rels/slide1.xml.rels": relations(
            ("notesSlide", "../notesSlides/n.xml"), ("comments", "../comments/c.xml")
        ),
    }
    page = one(
        tmp_path, box(paragraph("4"), holder='<p:ph type="sldNum"/>'), box(paragraph("Words")), more=more
    )
    assert said(page) == [
        ("paragraph", "Words"),
        ("note", "Say hello."),
        ("comment", "Too long"),
        ("furniture", "Course 7"),
        ("furniture", "4"),
    ]


def test_only_one_alternative_is_read_and_a_formula_that_stands_alone_is_one(tmp_path):
    math = "<a:p><a14:m><m:oMath><m:r><m:t>E=m</m:t></m:r></m:oMath></a14:m></a:p>"
    both = (
        f'<mc:AlternateContent><mc:Choice Requires="a14">{box(math)}</mc:Choice>'
        f"<mc:Fallback>{box(paragraph('E is m'))}</mc:Fallback></mc:AlternateContent>"
    )
    assert said(one(tmp_path, both)) == [("formula", "E = m")]


def test_code_fields_and_raised_figures(tmp_path):
    mono = '><a:latin typeface="Consolas"/>'
    page = one(
        tmp_path,
        box(paragraph("if a:", run=mono), paragraph("    b()", run=mono)),
        box(paragraph("Room: 4.01"), paragraph("Time: noon")),
        box('<a:p><a:r><a:t>10</a:t></a:r><a:r><a:rPr baseline="30000"/><a:t>6</a:t></a:r></a:p>'),
    )
    assert said(page) == [
        ("code", "if a:\n    b()"),
        ("field", "Room: 4.01"),
        ("field", "Time: noon"),
        ("paragraph", "10⁶"),
    ]


def test_pictures_are_described_where_that_says_something(tmp_path):
    def picture(words: str) -> str:
        return f'<p:pic><p:nvPicPr><p:cNvPr id="1" name="p" descr="{words}"/></p:nvPicPr><p:spPr/></p:pic>'

    said_of = (
        "Picture 3",
        "IMG_0031.jpg",
        r"C:\My files\a.png",
        "A leaf&#10;Description automatically generated",
    )
    assert one(tmp_path, *map(picture, said_of)).text == "A leaf"


def test_shapes_are_put_in_order_where_the_file_has_none(tmp_path):
    below, right = (
        box(paragraph("below"), at=(0, 300, 400, 100)),
        box(paragraph("right"), at=(500, 100, 400, 300)),
    )
    left = box(paragraph("left"), at=(0, 100, 400, 100))
    assert one(tmp_path, below, right, left).text == "left\n\nbelow\n\nright"


def test_large_words_at_the_top_are_the_title_where_no_placeholder_is(tmp_path):
    top = box(paragraph("Cells", run='sz="3600">'), at=(0, 10, 900, 50))
    page = one(tmp_path, box(paragraph("They divide."), at=(0, 200, 900, 100)), top)
    assert said(page) == [("heading", "Cells"), ("paragraph", "They divide.")]


def test_what_stands_at_the_foot_of_all_slides_is_furniture(tmp_path):
    slides = [
        slide(
            box(paragraph(f"Words {n}"), at=(0, 100, 900, 100)),
            box(paragraph(f"Page {n}"), at=(0, 470, 100, 20)),
        )
        for n in range(4)
    ]
    pages = read(deck(tmp_path / "a.pptx", *slides)).pages
    assert said(pages[2]) == [("paragraph", "Words 2"), ("furniture", "Page 2")]


def test_hidden_slides_are_read_and_said(tmp_path):
    found = read(deck(tmp_path / "a.pptx", slide(title("A")), slide(title("B"), settings='show="0"')))
    assert [page.text for page in found.pages] == ["A", "B"] and found.title == "A"
    assert found.problems == ("Slide 2 is hidden when the slides are shown; it was read too.",)


def test_a_broken_slide_costs_only_itself(tmp_path):
    path = deck(tmp_path / "a.pptx", slide(title("A")), "not XML", slide(title("C")))
    found = read(path)
    assert [page.text for page in found.pages] == ["A", "", "C"]
    assert found.problems[0].startswith("Slide 2 could not be read")


def test_slides_are_found_where_the_presentation_is_broken(tmp_path):
    path = deck(tmp_path / "a.pptx", slide(title("A")), slide(title("B")), more={"ppt/presentation.xml": "<"})
    assert [page.text for page in read(path).pages] == ["A", "B"]


@pytest.mark.parametrize(
    ("main", "ending"),
    [
        (
            "application/vnd.ms-powerpoint.slideshow.macroEnabled.main+xml",
            "ms-powerpoint.slideshow.macroEnabled.12",
        ),
        ("application/vnd.ms-powerpoint.presentation.macroEnabled.main+xml", "presentation.macroEnabled.12"),
        ("application/vnd.openxmlformats-officedocument.presentationml.template.main+xml", "ml.template"),
        ("application/vnd.openxmlformats-officedocument.presentationml.slideshow.main+xml", "ml.slideshow"),
    ],
)
def test_shows_templates_and_macros_have_their_own_type(tmp_path, main, ending):
    assert read(deck(tmp_path / "a.ppsx", slide(title("A")), main=main)).media_type.endswith(ending)


def test_strict_files_are_read_alike(tmp_path):
    strict = "http://purl.oclc.org/ooxml"
    usual = "http://schemas.openxmlformats.org"
    content = slide(title("A"), box(bullet("b"))).replace(
        f"{usual}/officeDocument/2006", f"{strict}/officeDocument"
    )
    more = {"ppt/slides/slide1.xml": content.replace(f"{usual}/drawingml/2006", f"{strict}/drawingml")}
    assert said(one(tmp_path, more=more)) == [("heading", "A"), ("item", "b")]


def test_pages_over_the_limit_are_left_out_and_said(tmp_path):
    found = read(deck(tmp_path / "a.pptx", *(slide(title(str(n) + " title")) for n in range(3))), limit=2)
    assert len(found.pages) == 2 and "1 were left out" in found.problems[-1]


def test_entities_are_not_expanded(tmp_path):
    bomb = '<!DOCTYPE x [<!ENTITY e "secret">]>' + slide(title("A &e; b"))
    assert "secret" not in read(deck(tmp_path / "a.pptx", bomb)).pages[0].text


def test_what_cannot_be_read_is_refused(tmp_path):
    empty = deck(tmp_path / "a.pptx", slide())
    broken = deck(tmp_path / "b.pptx", "x", "y")
    cut = tmp_path / "c.pptx"
    cut.write_bytes(empty.read_bytes()[:300])
    for path, refusal in ((empty, Refusal.EMPTY), (broken, Refusal.DAMAGED), (cut, Refusal.DAMAGED)):
        with pytest.raises(UnreadableFile) as caught:
            read(path)
        assert caught.value.refusal is refusal
