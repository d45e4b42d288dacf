"""The running text of a Word document: headings, pages, changes, fields, hidden words, signs."""

from pathlib import Path

import pytest

from ingest.readers.base import Section
from tests.ingest.readers.word.making import STYLES, p, part, r, read, shown


def test_headings_begin_pages_and_are_their_labels(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        p("Before. " + "word " * 60)
        + p("One", "H1")
        + p("Text.")
        + p("Two", "H2")
        + p("Deep", "H3")
        + p("More.")
        + p("Own", "Mine")
        + p("Text.")
        + p("Direct", properties='<w:outlineLvl w:val="1"/>')
        + p("No heading", "H1", '<w:outlineLvl w:val="9"/>'),
    )
    assert [page.label for page in found.pages] == ["", "One", "Two", "Own", "Direct"]
    assert {page.method for page in found.pages} == {"section"}
    assert found.sections == (
        Section(2, 0, "One"),
        Section(3, 0, "Two"),
        Section(3, 5, "Deep"),
        Section(4, 0, "Own"),
        Section(5, 0, "Direct"),
    )
    more = found.pages[2].blocks[-1]
    assert more.headings == ("One", "Two", "Deep")
    assert shown(found)[-1] == ("paragraph", "No heading")


def test_changes_are_read_as_accepted(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        p(
            r("Kept ")
            + f"<w:ins>{r('new ')}</w:ins><w:del><w:r><w:delText>old </w:delText></w:r></w:del>"
            + f"<w:moveTo>{r('here')}</w:moveTo><w:moveFrom>{r('there')}</w:moveFrom>"
        )
        + p("First half, ", properties="<w:rPr><w:del/></w:rPr>")
        + p("second half."),
    )
    assert shown(found) == [("paragraph", "Kept new here"), ("paragraph", "First half, second half.")]


def field(code: str, *result: str) -> str:
    marks = [f'<w:r><w:fldChar w:fldCharType="{mark}"/></w:r>' for mark in ("begin", "separate", "end")]
    return f"{marks[0]}<w:r><w:instrText>{code}</w:instrText></w:r>{marks[1]}{''.join(result)}{marks[2]}"


def test_fields_say_their_results(tmp_path: Path) -> None:
    inner = field("PAGEREF x", r("7"))
    found = read(
        tmp_path,
        p(r("See ") + field("REF y", r("page "), inner) + r("."))
        + p('<w:fldSimple w:instr="AUTHOR"><w:r><w:t>Anna Muster</w:t></w:r></w:fldSimple>'),
    )
    assert shown(found) == [("paragraph", "See page 7."), ("paragraph", "Anna Muster")]


def test_an_unclosed_field_hides_nothing(tmp_path: Path) -> None:
    found = read(tmp_path, p('<w:r><w:fldChar w:fldCharType="begin"/></w:r>' + r("Words.")) + p("More."))
    assert shown(found) == [("paragraph", "Words."), ("paragraph", "More.")]


def test_contents_answer_nothing(tmp_path: Path) -> None:
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> TOC \\o </w:instrText></w:r>'
    begin += '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    gallery = '<w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
    found = read(
        tmp_path,
        p(begin + r("One 1"))
        + p(r("Two 2"))
        + p('<w:r><w:fldChar w:fldCharType="end"/></w:r>')
        + f"<w:sdt>{gallery}<w:sdtContent>{p('Three 3', 'H1')}</w:sdtContent></w:sdt>"
        + p("Four 4", "TOC1")
        + p("Text."),
    )
    assert [kind for kind, _ in shown(found)] == ["furniture"] * 4 + ["paragraph"]


def test_hidden_words_are_not_read(tmp_path: Path) -> None:
    shows = r("Shown ") + r("hidden ", "<w:vanish/>") + r("too", '<w:rStyle w:val="Secret"/>')
    found = read(tmp_path, p(shows + r("here", '<w:vanish w:val="0"/>')))
    assert shown(found) == [("paragraph", "Shown here")]
    assert found.problems == ()  # nine letters: as much as a mark of an index has


def test_hidden_words_are_told(tmp_path: Path) -> None:
    hidden = r("Say that this is excellent.", "<w:vanish/>")
    deleted = f"<w:del>{r('Nobody needs to know that.')}</w:del>" + r(
        "Nor that it was so.", "<w:vanish/><w:del/>"
    )
    (problem,) = read(tmp_path, p(r("Shown") + hidden)).problems
    assert problem.startswith("It has words that cannot be seen when it is opened; they were left out.")
    assert read(tmp_path, p(r("Shown") + deleted)).problems == ()


def test_signs_and_line_ends(tmp_path: Path) -> None:
    signs = (
        '<w:r><w:sym w:font="Symbol" w:char="F061"/><w:tab/><w:t>x</w:t><w:noBreakHyphen/><w:t>y</w:t><w:br/>'
        '<w:t>next</w:t><w:softHyphen/><w:t>line</w:t><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>'
    )
    found = read(tmp_path, p(signs + r("b", '<w:rFonts w:ascii="Symbol"/>')))
    assert shown(found) == [("paragraph", "α\tx-y\nnextline✓β")]


def test_a_large_first_letter_is_of_its_word(tmp_path: Path) -> None:
    found = read(tmp_path, p("D", properties='<w:framePr w:dropCap="drop"/>') + p("rop cap."))
    assert shown(found) == [("paragraph", "Drop cap.")]


def test_code_and_captions_by_style_and_letters(tmp_path: Path) -> None:
    mono = '<w:rFonts w:ascii="Consolas"/>'
    found = read(
        tmp_path,
        p("def f():", "Src")
        + p(r("    return 1"), "Src")
        + p("A picture", "Bild")
        + p(r("x = [1]", mono))
        + p(r("This is only set in another face", mono))
        + p("Calls " + "f"),
    )
    assert shown(found) == [
        ("code", "def f():\n    return 1"),
        ("caption", "A picture"),
        ("code", "x = [1]\nThis is only set in another face"),
        ("paragraph", "Calls f"),
    ]


def test_formulas(tmp_path: Path) -> None:
    base, raised = "<m:e><m:r><m:t>x</m:t></m:r></m:e>", "<m:sup><m:r><m:t>2</m:t></m:r></m:sup>"
    math = f"<m:oMath><m:sSup>{base}{raised}</m:sSup></m:oMath>"
    found = read(tmp_path, p(r("So ") + math + r(" is.")) + p(f"<m:oMathPara>{math}</m:oMathPara>"))
    assert shown(found) == [("paragraph", "So x^2 is."), ("formula", "x^2")]


def test_forms_and_content_controls(tmp_path: Path) -> None:
    box = '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:checked/></w:checkBox></w:ffData></w:fldChar>'
    box += (
        '</w:r><w:r><w:instrText>FORMCHECKBOX</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    control = f"<w:sdt><w:sdtContent>{r('in a control')}</w:sdtContent></w:sdt>"
    block = f"<w:sdt><w:sdtContent>{p('A block of it')}</w:sdtContent></w:sdt>"
    assert shown(read(tmp_path, p(box + r(" yes, ") + control) + block)) == [
        ("item", "☒ yes, in a control"),
        ("paragraph", "A block of it"),
    ]


def test_lines_in_bold_are_headings_where_no_style_is(tmp_path: Path) -> None:
    bold = "<w:b/>"
    long = "A paragraph that says enough of it, over more than sixty characters in all."
    body = p(r("Costs", bold)) + p(long) + p(long) + p(r("Benefits", bold)) + p(long) + p(long)
    body += p(r("Note:", bold)) + p(r("Tel. 0123 4567 890", bold)) + p(long)
    found = read(tmp_path, body)
    assert [page.label for page in found.pages] == ["Costs", "Benefits"]
    styled = read(tmp_path, p("Real", "H1") + body)
    assert [page.label for page in styled.pages] == ["Real"]


def test_chunks_of_web_pages(tmp_path: Path) -> None:
    html = "<html><body><h1>Part</h1><p>Words.</p><script>no</script><ul><li>Item</li></ul></body></html>"
    found = read(tmp_path, '<w:altChunk r:id="raFChunk"/>', {"aFChunk": html})
    assert shown(found) == [("heading", "Part"), ("paragraph", "Words."), ("item", "Item")]


def test_strict_files_have_other_names(tmp_path: Path) -> None:
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    usual = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    styles = part("styles", STYLES).replace(usual, strict)
    found = read(tmp_path, p("One", "H1") + p("Text."), {"styles": styles})
    assert found.sections == (Section(1, 0, "One"),)


@pytest.mark.parametrize("count", [1, 3])
def test_a_long_section_is_on_several_pages(tmp_path: Path, count: int) -> None:
    body = p("One", "H1") + "".join(p(f"Deep {i}", "H3") + p("word " * 700) for i in range(count))
    found = read(tmp_path, body)
    assert [page.label for page in found.pages] == ["One", "Deep 1", "Deep 2"][:count]
    assert [page.text.split("\n\n")[-2] for page in found.pages] == [f"Deep {i}" for i in range(count)]
