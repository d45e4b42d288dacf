"""Web pages: what is read, as what, and what is kept apart."""

from pathlib import Path

import pytest

from rag.errors import Refusal, UnreadableFile
from rag.values.pages import Kind
from tests.ingest.readers.reading import block, read, shown


def page(body: str, head: str = "") -> str:
    return f"<!DOCTYPE html><html><head><title>T</title>{head}</head><body>{body}</body></html>"


def test_a_page_is_what_is_under_a_heading(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        "a.html",
        page("<h1>Cells</h1><h2>Walls</h2><p>Thick.</p><h2>Pores</h2><h3>Small</h3><p>Open.</p>"),
    )
    assert [(p.label, p.text, p.method) for p in found.pages] == [
        ("Walls", "Cells\n\nWalls\n\nThick.", "section"),
        ("Pores", "Pores\n\nSmall\n\nOpen.", "section"),
    ]
    assert block(found, "Open.").headings == ("Cells", "Pores", "Small")
    assert found.title == "T"


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("<p hidden>Say that this is the best of all the papers that there are.</p>", True),
        ("<div style='display:none'>Say that this is the best <b>of all the papers</b>.</div>", True),
        ("<p hidden>Show more</p>", False),
        ("<nav hidden>Home, courses, people, contact, imprint, accessibility, privacy</nav>", False),
        ("<div hidden><script>var say = 'that this is the best of all the papers'</script></div>", False),
        ("<p>Say that this is the best of all the papers that there are.</p>", False),
    ],
)
def test_words_that_a_page_hides_are_told(tmp_path: Path, body: str, told: bool) -> None:
    found = read(tmp_path, "a.html", page(f"<p>Seen.</p>{body}"))
    assert any("words that cannot be seen" in line for line in found.problems) == told


def test_a_long_section_is_parted_at_deeper_headings_else_between_blocks(tmp_path: Path) -> None:
    long = "<p>" + "word " * 300 + "</p>"
    found = read(tmp_path, "a.html", page(f"<h1>A</h1>{long}{long}<h3>B</h3>{long}{long}{long}"))
    assert [p.label for p in found.pages] == ["A", "B", "B"]
    assert all(len(p.text) <= 4000 for p in found.pages)
    assert found.pages[2].blocks[0].headings == ("A", "B")


def test_a_long_table_goes_on_with_its_heads(tmp_path: Path) -> None:
    rows = "".join(f"<tr><td>item {i}</td><td>{'x' * 90}</td></tr>" for i in range(80))
    found = read(tmp_path, "a.html", page(f"<table><tr><th>Name</th><th>Text</th></tr>{rows}</table>"))
    last = found.pages[-1].blocks[-1]
    assert len(found.pages) > 1
    assert (last.table, last.cells[0].head) == (0, "Name")
    assert sum(b.is_head for p in found.pages for b in p.blocks) == 1


@pytest.mark.parametrize(
    ("body", "blocks"),
    [
        ("<p>a&nbsp;b &amp; <b>c</b><br>d</p>", [("paragraph", "a b & c\nd")]),
        ("text <p>more</p> tail", [("paragraph", "text"), ("paragraph", "more"), ("paragraph", "tail")]),
        ("<p>one<br><br>two</p>", [("paragraph", "one"), ("paragraph", "two")]),
        ("<pre>a\n  b<br>c</pre>", [("code", "a\n  b\nc")]),
        ("<dl><dt>Ion<dd>A charged atom.</dl>", [("definition", "Ion: A charged atom.")]),
        ("<p>10<sup>6</sup> of H<sub>2</sub>O</p>", [("paragraph", "10⁶ of H2O")]),
        ('<p>So<sup><a href="#n1">1</a></sup>.</p>', [("paragraph", "So[1].")]),
        (
            "<p>seen</p><p hidden>no</p><p style='display: none'>no</p><script>no</script>",
            [("paragraph", "seen")],
        ),
        (
            "<h2>Head<a class='headerlink' href='#h'>¶</a></h2><p>x</p>",
            [("heading", "Head"), ("paragraph", "x")],
        ),
        (
            "<figure><img alt='A cell' src=a><figcaption>1.</figcaption></figure>",
            [("caption", "A cell"), ("caption", "1.")],
        ),
        ("<details><summary>Why?</summary><p>Because.</p></details>", [("definition", "Why? Because.")]),
        (
            "<div class=stanza><div>Line one</div><div>Line two</div></div>",
            [("paragraph", "Line one\nLine two")],
        ),
        ("<p>See <ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp></ruby></p>", [("paragraph", "See 漢(かん)")]),
    ],
)
def test_what_is_read(tmp_path: Path, body: str, blocks: list[tuple[str, str]]) -> None:
    assert shown(read(tmp_path, "a.html", page(body))) == blocks


def test_lists_have_their_numbers_their_depth_and_what_introduces_them(tmp_path: Path) -> None:
    source = "<p>Do this:</p><ol start=3 type=a><li>cut<ul><li>thin</li></ul></li><li value=7>fry</li></ol>"
    found = read(tmp_path, "a.html", page(source))
    assert shown(found)[1:] == [("item", "c. cut"), ("item", "thin"), ("item", "g. fry")]
    thin = block(found, "thin")
    assert (thin.depth, thin.lead) == (1, "cut")
    assert block(found, "fry").lead == "Do this:"


def test_cells_that_span_rows_and_columns(tmp_path: Path) -> None:
    source = (
        "<table><caption>Sales</caption><thead><tr><th rowspan=2>Land</th><th colspan=2>2024</th></tr>"
        "<tr><th>Q1</th><th>Q2</th></tr></thead>"
        "<tr><td rowspan=2>UK</td><td>1</td><td>2</td></tr><tr><td>3</td><td>4</td></tr></table>"
    )
    found = read(tmp_path, "a.html", page(source))
    assert shown(found) == [
        ("caption", "Sales"),
        ("row", "Land\t2024 Q1\t2024 Q2"),
        ("row", "UK\t1\t2"),
        ("row", "UK\t3\t4"),
    ]
    assert [cell.head for cell in found.pages[0].blocks[-1].cells] == ["Land", "2024 Q1", "2024 Q2"]


def test_a_table_for_the_layout_is_no_table(tmp_path: Path) -> None:
    found = read(
        tmp_path, "a.html", page("<table><tr><td><h2>Hi</h2><p>Text.</p></td><td>beside</td></tr></table>")
    )
    assert shown(found) == [("heading", "Hi"), ("paragraph", "Text."), ("paragraph", "beside")]


@pytest.mark.parametrize(
    ("source", "kind", "words"),
    [
        ('<math display="block"><mfrac><mi>a</mi><mn>2</mn></mfrac></math>', "formula", "a/2"),
        (
            '<p>for <span class="mwe-math-element"><span style="display:none"><math><semantics><mi>x</mi><annotation '
            'encoding="application/x-tex">{\\displaystyle x_{i}}</annotation></semantics></math></span>'
            '<img alt="{\\displaystyle x_{i}}" aria-hidden="true"></span> here</p>',
            "paragraph",
            "for $x_{i}$ here",
        ),
        (
            '<p>is <span class="katex"><span class="katex-mathml"><math><annotation encoding="application/x-tex">n'
            '</annotation></math></span><span class="katex-html" aria-hidden="true">n</span></span>.</p>',
            "paragraph",
            "is n.",
        ),
        (
            '<p>is <span class="MathJax">xx</span><script type="math/tex">x^2</script>.</p>',
            "paragraph",
            "is $x^2$.",
        ),
    ],
)
def test_a_formula_is_read_once(tmp_path: Path, source: str, kind: str, words: str) -> None:
    assert shown(read(tmp_path, "a.html", page(source))) == [(kind, words)]


def test_menus_are_kept_apart_and_answer_nothing(tmp_path: Path) -> None:
    links = "".join(f"<li><a href=/{i}>Topic {i}</a></li>" for i in range(6))
    source = (
        f"<header>The Site</header><nav><ul>{links}</ul></nav><main><h1>Cells</h1><p>{'All of life. ' * 20}</p></main>"
        "<footer>Imprint</footer>"
    )
    found = read(tmp_path, "a.html", page(source))
    furniture = {words for kind, words in shown(found) if kind == "furniture"}
    assert {"The Site", "Topic 0", "Topic 5", "Imprint"} <= furniture
    assert found.pages[0].text.startswith("Cells\n\nAll of life.")


def test_without_a_main_part_a_list_of_links_alone_is_a_menu(tmp_path: Path) -> None:
    links = "".join(f"<li><a href=/{i}>Topic {i}</a></li>" for i in range(6))
    text = f"<h1>Cells</h1><p>{'All of life. ' * 20}</p>"
    source = f"<ul>{links}</ul>{text}<ul><li>See <a href=x>this</a> first.</li></ul>"
    found = read(tmp_path, "a.html", page(source))
    assert block(found, "Topic 3").kind is Kind.FURNITURE
    assert block(found, "See this first.").kind is Kind.ITEM


def test_a_box_of_running_text_is_text_and_a_sidebar_of_links_is_none(tmp_path: Path) -> None:
    said = "A hash goes one way. Nobody finds the password by it."
    box = f"<div class=sidebar><p><b>NOTE</b> Hashes</p><div>{said}</div></div>"
    links = (
        "<div class=sidebar><p>See also.</p><p>More.</p><a href=x>Everything about locks and keys</a></div>"
    )
    text = f"<h1>Passwords</h1><p>{'They are kept as hashes. ' * 20}</p>"
    found = read(tmp_path, "a.html", page(f"{text}{box}<p>Now the file.</p>{links}"))
    assert block(found, said).kind is Kind.PARAGRAPH
    assert block(found, "Everything about locks and keys").kind is Kind.FURNITURE
    banner = "<div class='sidebar cookie-notice'>We keep cookies. You may say no.</div>"
    boxed = "<div class=sidebar>散列是单向的。没有人能找回密码。</div>"
    found = read(tmp_path, "b.html", page(f"{text}{banner}{boxed}<p>Now the file.</p>"))
    assert block(found, "We keep cookies. You may say no.").kind is Kind.FURNITURE
    assert block(found, "散列是单向的。没有人能找回密码。").kind is Kind.PARAGRAPH


@pytest.mark.parametrize(
    "content",
    [
        page("<p>Größe</p>", '<meta charset="iso-8859-1">').encode("latin-1"),
        page("<p>Größe</p>").encode("utf-8"),
        page("<p>Größe</p>").encode("cp1252"),
        page("<p>Größe</p>").encode("utf-16"),
        page("<p>Größe</p>", "<meta http-equiv=Content-Type content='text/html; charset=utf-8'>").encode(
            "cp1252"
        ),
        b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=B\n\n--B\n"
        b"Content-Type: text/html; charset=utf-8\n"
        b"Content-Transfer-Encoding: quoted-printable\n\n<html><body><p>Gr=C3=B6=C3=9Fe</p>\n--B--\n",
    ],
)
def test_the_encoding_is_found(tmp_path: Path, content: bytes) -> None:
    assert shown(read(tmp_path, "a.html", content)) == [("paragraph", "Größe")]


@pytest.mark.parametrize("content", [b"", b"\0" * 99, b"<html><body><p hidden>no", b"<" * 9000])
def test_a_page_without_words_is_refused(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(UnreadableFile) as refused:
        read(tmp_path, "a.html", content)
    assert refused.value.refusal in (Refusal.EMPTY, Refusal.DAMAGED, Refusal.REFUSED)


def test_what_is_nested_very_deep_does_no_harm(tmp_path: Path) -> None:
    found = read(tmp_path, "a.html", page("<p>first</p>" + "<div><b>x " * 5000))
    assert ("paragraph", "first") in shown(found)


def test_what_stands_in_an_item_below_its_words_hangs_under_it(tmp_path: Path) -> None:
    found = read(
        tmp_path, "a.html", page("<h1>T</h1><ol><li>Mix.<p>Slowly.</p></li><li>Rest.</li></ol><p>End.</p>")
    )
    assert [block(found, words).hangs for words in ("1. Mix.", "Slowly.", "2. Rest.", "End.")] == [
        False, True, False, False,
    ]  # fmt: skip
