"""Markdown: the words as they read, and what each of them is."""

import time
from pathlib import Path

import pytest

from ingest.readers.base import ReadFile, Section
from ingest.readers.markdown import MarkdownReader
from ingest.readers.text import TextReader
from rag.errors import UnreadableFile
from rag.values.pages import Block, Kind


def read(tmp_path: Path, text: str, name: str = "a.md") -> ReadFile:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    reader = MarkdownReader() if name.endswith(".md") else TextReader()
    return reader.read(path, 10, lambda done, total: None)


def shown(found: ReadFile) -> list[tuple[str, str]]:
    page = found.pages[0]
    return [(block.kind.value, page.text[block.start : block.end]) for block in page.blocks]


def block(found: ReadFile, words: str) -> Block:
    page = found.pages[0]
    return next(block for block in page.blocks if words in page.text[block.start : block.end])


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("A *b* **c** _d_ `e`", "A b c d e"),
        ("It is ~~22~~ 23 °C", "It is 23 °C"),
        ("Tom&#39;s &amp; &lt;x&gt;", "Tom's & <x>"),
        (r"\*no emphasis\*", "*no emphasis*"),
        ("[words](other.md) and [more](#part)", "words and more"),
        ("[a.example](https://a.example/)", "a.example"),
        ("[the page](https://a.example/x?y=1)", "the page"),
        ("[the lecturer](mailto:i@a.example?subject=x)", "the lecturer (i@a.example)"),
        ('a **stay**{: data-type="term"} of {: .big #one } it', "a stay of it"),
        ("{:toc} is `{:toc}` in a set {: 1, 2 }", "is {:toc} in a set {: 1, 2 }"),
        ("<https://a.example>", "https://a.example"),
        ("One\ntwo", "One two"),
        ("One  \ntwo", "One\ntwo"),
        ("One<br>two", "One\ntwo"),
        ("H<sub>2</sub>O <!-- hidden -->", "H2O"),
        ("a <script>b()</script> c", "a c"),
        ("![the wall](x.png)", "the wall"),
        ("> quoted\n> words", "quoted words"),
        ("It costs $5 and $6", "It costs $5 and $6"),
        ("$a_1 * b_2 * c$ holds", "a_1 * b_2 * c holds"),
        (r"So $\frac{1}{2}$ and \(x \leq 1\)", "So 1/2 and x ≤ 1"),
        (r"The $\tuple{x}$ here", r"The \tuple{x} here"),
        ("**Mass** $m$ and `$PATH`", "Mass m and $PATH"),
        ("<p align='center'>Words &amp; more</p>", "Words & more"),
        ("A[^1]\n\n[^1]: Note", "A[1]\n\n[1] Note"),
        ("[^1]: Note", "[1] Note"),
    ],
)
def test_the_text_is_what_is_shown(tmp_path: Path, text: str, words: str) -> None:
    assert read(tmp_path, text).pages[0].text == words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("**Key:** value  \n**Other:** 3", [("field", "Key: value"), ("field", "Other: 3")]),
        ("**Key:** value\n**Other:** 3", [("field", "Key: value"), ("field", "Other: 3")]),
        ("- **Cope**: a row of stones", [("definition", "Cope: a row of stones")]),
        ("**Cope** – a row of stones", [("definition", "Cope – a row of stones")]),
        ("**When?**\nAt noon.", [("definition", "When?\nAt noon.")]),
        ("**When?**\n\nAt noon.", [("definition", "When?\nAt noon.")]),
        ("Q: When?\nA: At noon.", [("definition", "Q: When?\nA: At noon.")]),
        ("Q: When?\n\nA: At noon.", [("definition", "Q: When?\nA: At noon.")]),
        ("Term\n: meaning", [("definition", "Term: meaning")]),
        ("Term\n\n: meaning", [("definition", "Term: meaning")]),
        ("**Note:** it is old.", [("paragraph", "Note: it is old.")]),
        ("**Hours**\n\nFrom 7.", [("heading", "Hours"), ("paragraph", "From 7.")]),
        ("3. a\n4. b", [("item", "3. a"), ("item", "4. b")]),
        ("- [x] a\n- [ ] b", [("item", "[x] a"), ("item", "[ ] b")]),
        ("- [A](#a)\n- [B](#b)", [("furniture", "A"), ("furniture", "B")]),
        ("Figure 1. A wall", [("caption", "Figure 1. A wall")]),
        ("$$\na = b\n\nc = d\n$$", [("formula", "a = b\nc = d")]),
        ("$$E = mc^2$$", [("formula", "E = mc^2")]),
        ("$E = mc^2$", [("formula", "E = mc^2")]),
        ("$a$ $b$", [("paragraph", "a b")]),
        ("\\[\n\\int_0^1 x\\,dx\n\\]", [("formula", "∫_0^1 x dx")]),
        ("\\begin{align}\na &= b\n\\end{align}", [("formula", "a = b")]),
        ("```\na\n  b\n```", [("code", "a\n  b")]),
        (
            "---\ntitle: T\ntags: [a, b]\n---\nText",
            [("field", "title: T"), ("field", "tags: a, b"), ("paragraph", "Text")],
        ),
        ("<details><summary>Reset</summary>Hold it.</details>", [("definition", "Reset: Hold it.")]),
        ("<h2>Head</h2>\n\nText", [("heading", "Head"), ("paragraph", "Text")]),
        ("# References\n\nSmith. The wall.", [("heading", "References"), ("note", "Smith. The wall.")]),
        ("Term\n: meaning\ngoes on", [("definition", "Term: meaning goes on")]),
        ("1. **Who?**\n\n   Anna.", [("definition", "1. Who?\nAnna.")]),
        ("[TOC]\n\nText", [("furniture", "[TOC]"), ("paragraph", "Text")]),
        (
            "**Anna:** Hi.\n\n**Ben:** Ho.\n\n**Anna:** So.\n\n**Ben:** No.",
            [
                ("paragraph", "Anna: Hi."),
                ("paragraph", "Ben: Ho."),
                ("paragraph", "Anna: So."),
                ("paragraph", "Ben: No."),
            ],
        ),
        ("---\n\nText", [("paragraph", "Text")]),
    ],
)
def test_kinds(tmp_path: Path, text: str, expected: list[tuple[str, str]]) -> None:
    assert shown(read(tmp_path, text)) == expected


def test_tables(tmp_path: Path) -> None:
    found = read(tmp_path, "| A | B |\n|---|---|\n| *1* |  |\n|  | 2 |\n\n| C |\n|---|\n| 3 |")
    page = found.pages[0]
    assert page.text == "A\tB\n1\t\n\t2\n\nC\n3"
    assert [block.table for block in page.blocks] == [0, 0, 0, 1, 1]
    assert [block.is_head for block in page.blocks] == [True, False, False, True, False]
    cells = [[(cell.head, page.text[cell.start : cell.end]) for cell in block.cells] for block in page.blocks]
    assert cells[1:3] == [[("A", "1"), ("B", "")], [("A", ""), ("B", "2")]]


def test_lists(tmp_path: Path) -> None:
    found = read(tmp_path, "Please bring:\n\n- a pen\n- tools\n  - a saw\n- rope\n\nThen go.")
    assert (block(found, "pen").lead, block(found, "pen").depth) == ("Please bring:", 0)
    assert (block(found, "saw").lead, block(found, "saw").depth) == ("tools", 1)
    assert block(found, "rope").lead == "Please bring:"
    assert block(found, "Then").kind is Kind.PARAGRAPH


def test_what_is_folded_away_is_under_its_summary(tmp_path: Path) -> None:
    found = read(tmp_path, "# Head\n\n<details>\n<summary>Reset</summary>\n\nHold it.\n\n</details>\n\nText.")
    assert (block(found, "Hold").headings, block(found, "Text").headings) == (("Head", "Reset"), ("Head",))


def test_headings_and_title(tmp_path: Path) -> None:
    found = read(tmp_path, "# **Big** [topic](x)\nIntro\n\nPart\n----\n```\n# code\n```\n## Last ##\nEnd")
    text = found.pages[0].text
    assert found.sections == (
        Section(1, 0, "Big topic"),
        Section(1, text.index("Part"), "Part"),
        Section(1, text.index("Last"), "Last"),
    )
    assert (found.title, found.media_type, found.pages[0].heading) == (
        "Big topic",
        "text/markdown",
        "Big topic",
    )
    assert block(found, "End").headings == ("Big topic", "Last")
    assert block(found, "Last").level == 2


def test_the_title_that_it_states(tmp_path: Path) -> None:
    assert read(tmp_path, "---\ntitle: 'The wall'\n---\n## Part\n\nText").title == "The wall"


def test_text_that_begins_with_a_heading_is_markdown(tmp_path: Path) -> None:
    found = read(tmp_path, "# Head\n\n**bold** words", "a.txt")
    assert (found.media_type, found.pages[0].text) == ("text/plain", "Head\n\nbold words")


@pytest.mark.parametrize("text", ["---", "<!-- hidden words -->", "[ref]: https://a.example"])
def test_nothing_to_read(tmp_path: Path, text: str) -> None:
    with pytest.raises(UnreadableFile, match="There is no text in it"):
        read(tmp_path, text)


@pytest.mark.parametrize(
    "part", ["[", "![", "*a ", "<a ", "> ", "- ", "`", "$", "|", "[^", "**Key:** value\n", "<!--\n"]
)
def test_what_would_take_long_takes_no_time(tmp_path: Path, part: str) -> None:
    began = time.process_time()
    read(tmp_path, "Words\n\n" + part * (1_000_000 // len(part)))
    assert time.process_time() - began < 15


def test_blanks_in_a_heading(tmp_path: Path) -> None:
    began = time.process_time()
    assert read(tmp_path, "# a" + " " * 200_000 + "b").sections[0].title == "a b"
    assert time.process_time() - began < 2


def test_data_without_blanks_is_left_out_and_said(tmp_path: Path) -> None:
    found = read(tmp_path, "# Head\n\n" + "x1" * 1_000_000 + "\n\nWords.")
    assert found.pages[0].text == "Head\n\nWords."
    assert found.problems == (
        "2,000,000 characters without any blank between them were left out: they are no words.",
    )
    with pytest.raises(UnreadableFile):
        read(tmp_path, "x1" * 1_000_000)
    assert "茶" in read(tmp_path, "茶园位于海拔八百米的山坡上，" * 1000).pages[0].text
