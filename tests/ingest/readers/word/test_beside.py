"""What stands beside the text of a Word document: notes, comments, running heads, boxes, charts, diagrams, pictures."""

from pathlib import Path

import pytest

from tests.ingest.readers.word.making import p, part, r, read, shown


def note(kind: str, name: int, text: str) -> str:
    return f'<w:{kind} w:id="{name}">{p(text)}</w:{kind}>'


def test_notes_come_after_their_paragraph(tmp_path: Path) -> None:
    first = r("Said") + '<w:r><w:footnoteReference w:id="2"/></w:r>' + r(".")
    second = (
        r("Again") + '<w:r><w:footnoteReference w:id="1"/></w:r><w:r><w:endnoteReference w:id="1"/></w:r>'
    )
    own = '<w:r><w:footnoteReference w:customMarkFollows="1" w:id="3"/><w:t>*</w:t></w:r>'
    separator = '<w:footnote w:type="separator" w:id="0"><w:p><w:r><w:t>no</w:t></w:r></w:p></w:footnote>'
    found = read(
        tmp_path,
        p(first) + p(second) + p(r("Star") + own),
        {
            "footnotes": part(
                "footnotes",
                separator
                + note("footnote", 1, "one")
                + note("footnote", 2, "two")
                + note("footnote", 3, "* own"),
            ),
            "endnotes": part("endnotes", note("endnote", 1, "at the end")),
        },
    )
    assert shown(found) == [
        ("paragraph", "Said[1]."),
        ("note", "[1] two"),
        ("paragraph", "Again[2][i]"),
        ("note", "[2] one"),
        ("note", "[i] at the end"),
        ("paragraph", "Star*"),
        ("note", "* own"),
    ]


def test_comments_where_they_were_made_and_those_without_a_place(tmp_path: Path) -> None:
    comments = note("comment", 1, "Really?") + note("comment", 2, "Lost.")
    text = r("Words.") + '<w:r><w:commentReference w:id="1"/></w:r>'
    found = read(tmp_path, p(text) + p("End."), {"comments": part("comments", comments)})
    assert shown(found) == [
        ("paragraph", "Words."),
        ("comment", "Really?"),
        ("paragraph", "End."),
        ("comment", "Lost."),
    ]


def test_running_heads_are_there_once_on_the_first_page(tmp_path: Path) -> None:
    section = '<w:sectPr><w:headerReference r:id="rheader"/><w:footerReference r:id="rfooter"/></w:sectPr>'
    parts = {
        "header": part("hdr", p("University")),
        "footer": part("ftr", p("University") + p("Page 1") + p("2")),
    }
    found = read(
        tmp_path, p("One", "H1", section) + p("Text.") + p("Two", "H1") + p("Text.") + section, parts
    )
    assert [text for kind, text in shown(found) if kind == "furniture"] == ["University", "Page 1"]
    assert found.pages[0].text == "One\n\nText.\n\nUniversity\nPage 1"


def box(text: str) -> str:
    inner = f"<w:txbxContent>{p(text)}</w:txbxContent>"
    return (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>{inner}</w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict><v:textbox>{inner}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def test_text_boxes_are_read_once(tmp_path: Path) -> None:
    inner = f"<v:textbox><w:txbxContent>{p('Old box', 'H1')}</w:txbxContent></v:textbox>"
    old = f"<w:r><w:pict><v:shape>{inner}</v:shape></w:pict></w:r>"
    found = read(tmp_path, p("Real", "H1") + p(r("Text.") + box("In a box.")) + p(old) + p("After."))
    assert shown(found) == [
        ("heading", "Real"),
        ("paragraph", "Text."),
        ("paragraph", "In a box."),
        ("paragraph", "Old box"),
        ("paragraph", "After."),
    ]


@pytest.mark.parametrize(
    ("description", "said"),
    [
        ("A bridge over the Danube in Ulm", ["A bridge over the Danube in Ulm"]),
        ("A cat on a mat. Description automatically generated with high confidence", ["A cat on a mat"]),
        ("image001.png", []),
        ("Picture 3", []),
        ("https://example.org/x", []),
        ("", []),
    ],
)
def test_descriptions_of_pictures(tmp_path: Path, description: str, said: list[str]) -> None:
    named = f'<wp:docPr id="1" name="n" descr="{description}"/>'
    picture = f"<w:r><w:drawing><wp:inline>{named}</wp:inline></w:drawing></w:r>"
    found = read(tmp_path, p(r("Text.") + picture))
    assert [text for kind, text in shown(found) if kind == "caption"] == said


def points(*words: str) -> str:
    inner = "".join(f'<c:pt idx="{i}"><c:v>{word}</c:v></c:pt>' for i, word in enumerate(words))
    return f"<c:strCache>{inner}</c:strCache>"


def test_charts_are_tables(tmp_path: Path) -> None:
    series = "".join(
        f"<c:ser><c:tx><c:strRef>{points(name)}</c:strRef></c:tx>"
        f"<c:cat><c:strRef>{points('May', 'June')}</c:strRef></c:cat>"
        f"<c:val><c:numRef>{points(*values).replace('str', 'num')}</c:numRef></c:val></c:ser>"
        for name, values in (("Rain", ("4.2999999999999998", "2")), ("Sun", ("7", "8")))
    )
    title = "<c:title><c:tx><c:rich><a:p><a:r><a:t>Weather</a:t></a:r></a:p></c:rich></c:tx></c:title>"
    chart = part("x", f"<c:chart>{title}<c:plotArea><c:barChart>{series}</c:barChart></c:plotArea></c:chart>")
    shows = '<w:r><w:drawing><c:chart r:id="rchart"/></w:drawing></w:r>'
    found = read(tmp_path, p(shows), {"chart": chart})
    assert shown(found) == [
        ("caption", "Weather"),
        ("row", "\tRain\tSun"),
        ("row", "May\t4.3\t7"),
        ("row", "June\t2\t8"),
    ]
    assert [cell.head for cell in found.pages[0].blocks[-1].cells] == ["", "Rain", "Sun"]


def test_diagrams_are_lists(tmp_path: Path) -> None:
    def point(name: str, text: str, kind: str = "node") -> str:
        return f'<dgm:pt modelId="{name}" type="{kind}"><dgm:t><a:p><a:r><a:t>{text}</a:t></a:r></a:p></dgm:t></dgm:pt>'

    links = "".join(
        f'<dgm:cxn srcId="{above}" destId="{below}" srcOrd="{order}"/>'
        for above, below, order in (("0", "b", 1), ("0", "a", 0), ("a", "c", 0))
    )
    data = part(
        "x", point("0", "", "doc") + point("b", "Later") + point("c", "Under") + point("a", "First") + links
    )
    shows = '<w:r><w:drawing><dgm:relIds r:dm="rdiagramData"/></w:drawing></w:r>'
    found = read(tmp_path, p(shows), {"diagramData": data})
    assert shown(found) == [("item", "First"), ("item", "Under"), ("item", "Later")]
    assert [block.depth for block in found.pages[0].blocks] == [0, 1, 0]
