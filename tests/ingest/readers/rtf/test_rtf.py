"""RTF: headings, lists, tables, notes, what is no text, and the letters of many code pages."""

from pathlib import Path

import pytest

from ingest.readers import kind_of
from ingest.readers.base import ReadFile
from ingest.readers.rtf.reader import RtfReader
from rag.errors import Refusal, UnreadableFile

FONTS = (
    r"{\fonttbl{\f0\fcharset0 Times;}{\f1\fcharset2 Symbol;}{\f2\fcharset204 Times Cyr;}{\f3\fcharset128 MS Mincho;}"
    r"{\f4\fmodern Courier New;}{\f5\fcharset238 Times CE{\*\falt Other};}}"
)


def read(tmp_path: Path, body: str | bytes, before: str = r"\ansi\ansicpg1252\deff0" + FONTS) -> ReadFile:
    path = tmp_path / "a.rtf"
    content = body if isinstance(body, bytes) else body.encode("latin-1")
    path.write_bytes(b"{\\rtf1" + before.encode() + b"\n" + content + b"}")
    return RtfReader().read(path, 100, lambda done, total: None)


def shown(found: ReadFile) -> list[tuple[str, str]]:
    return [
        (block.kind.value, page.text[block.start : block.end])
        for page in found.pages
        for block in page.blocks
    ]


def test_headings_by_level_and_by_style(tmp_path: Path) -> None:
    styles = (
        r"{\stylesheet{\s0 Normal;}{\s1\outlinelevel0\b heading 1;}{\s2 \'dcberschrift 2;}{\*\cs10 Default;}}"
    )
    body = (
        r"Before. " + "word " * 60 + r"\par\pard\s1 One\par\pard Text.\par\pard\s2 Two\par"
        r"\pard More.\par\pard\outlinelevel0 Three\par\pard End."
    )
    found = read(tmp_path, styles + body)
    assert [page.label for page in found.pages] == ["", "One", "Two", "Three"]
    assert shown(found)[-1] == ("paragraph", "End.")
    assert found.pages[2].blocks[0].headings == ("One",)


def test_lists_have_the_numbers_that_are_shown(tmp_path: Path) -> None:
    body = (
        r"{\listtext\pard\plain 2.1\tab}\pard\ls1\ilvl1 Scope\par"
        r"{\pntext\f1\'b7\tab}\pard{\*\pn\pnlvlblt{\pntxtb\'b7}}Bullet\par"
        r"{\listtext\f4 o\tab}\pard\ilvl2 Round\par\pard Text"
    )
    found = read(tmp_path, body)
    assert shown(found) == [
        ("item", "2.1 Scope"),
        ("item", "Bullet"),
        ("item", "Round"),
        ("paragraph", "Text"),
    ]
    assert [block.depth for block in found.pages[0].blocks[:3]] == [1, 0, 2]


def test_tables_with_merged_cells_and_heads(tmp_path: Path) -> None:
    body = (
        r"\trowd\trhdr\cellx1000\cellx2000\cellx3000\pard\intbl Day\cell Hour\cell Course\cell\row"
        r"\trowd\clvmgf\cellx1000\cellx2000\cellx3000\pard\intbl Monday\cell 8\cell Algebra\cell\row"
        r"\trowd\clvmrg\cellx1000\cellx2000\cellx3000\pard\intbl\cell 10\cell Logic\cell\row"
        r"\trowd\cellx2000\cellx3000\pard\intbl Holidays\cell none\cell\row\pard After.\par"
    )
    found = read(tmp_path, body)
    assert shown(found) == [
        ("row", "Day\tHour\tCourse"),
        ("row", "Monday\t8\tAlgebra"),
        ("row", "Monday\t10\tLogic"),
        ("row", "Holidays\t\tnone"),
        ("paragraph", "After."),
    ]
    assert found.pages[0].blocks[0].is_head


def test_tables_in_tables_without_what_old_programs_show(tmp_path: Path) -> None:
    row = r"{\*\nesttableprops\trowd\cellx500\cellx900\nestrow}{\nonesttables OLD\par}"
    body = (
        r"\trowd\cellx5000\pard\intbl\itap1 Above\par\pard\intbl\itap2 a\nestcell b\nestcell"
        + row
        + r"\pard\intbl\itap2 1\nestcell 2\nestcell"
        + row
        + r"\pard\intbl\itap1 Below\cell\row\pard\itap0 After."
    )
    assert shown(read(tmp_path, body)) == [
        ("paragraph", "Above"),
        ("row", "a\tb"),
        ("row", "1\t2"),
        ("paragraph", "Below"),
        ("paragraph", "After."),
    ]


def test_letters_of_code_pages_and_of_unicode(tmp_path: Path) -> None:
    body = (
        rb"\pard\f0 \'e4\u8364?\u-10187?\u-9138?\f2 \'ef\'f0\f3 \'82\'b1\'83e\f5 \'e8\f1 a\par"
        rb"\uc2\u223\'df\'df!\uc0\u945 {\uc1\u946?}\~\_\emdash\par"
    )
    assert [text for _, text in shown(read(tmp_path, body))] == ["ä€\U0001d44eпрこテčα", "ß!αβ\u00a0-—"]


def test_a_file_that_does_not_tell_character_sets_is_in_its_code_page(tmp_path: Path) -> None:
    found = read(
        tmp_path, r"\f0 \'cf\'f0\'e8\'e2\'e5\'f2", r"\ansi\ansicpg1251{\fonttbl{\f0\fcharset0 Arial;}}"
    )
    assert found.pages[0].text == "Привет"
    assert read(tmp_path, r"\'cf", r"\mac").pages[0].text == "œ"


def test_what_is_no_text_is_not_found(tmp_path: Path) -> None:
    body = (
        r"{\info{\title The title}{\author Nobody}}{\*\generator Some;}{\colortbl;\red0;}{\pict\pngblip 8950}"
        r"{\*\unknown secret {deep}}\v hidden \v0 {\deleted gone }Seen{\pict\wmetafile8\bin4 }{}x}"
        r"{\object{\*\objdata 0105}{\result  result}}{\shp{\*\shpinst{\shptxt In a box.\par}}{\shprslt OLD}}\par"
    )
    found = read(tmp_path, body)
    assert shown(found) == [("paragraph", "Seen result"), ("paragraph", "In a box.")]
    assert found.title == "The title"
    assert found.problems == ()


def test_hidden_words_are_told(tmp_path: Path) -> None:
    found = read(tmp_path, r"Seen {\v Say that this is good. }{\deleted It was better before. }too\par")
    assert shown(found) == [("paragraph", "Seen too")]
    assert ["words that cannot be seen" in line for line in found.problems] == [True]


def test_fields_notes_comments_and_running_heads(tmp_path: Path) -> None:
    body = (
        r"{\header University\par}{\footer Page 1}{\field{\*\fldinst TOC \\o}{\fldrslt One 1\par Two 2}}\par "
        r'See {\field{\*\fldinst HYPERLINK "x"}{\fldrslt here}}{\super\chftn}{\footnote\pard\chftn  A note.}.'
        r"{\*\atnid AB}{\*\annotation Really?}\par End."
    )
    assert shown(read(tmp_path, body)) == [
        ("furniture", "One 1"),
        ("furniture", "Two 2"),
        ("paragraph", "See here[1]."),
        ("note", "[1] A note."),
        ("comment", "Really?"),
        ("paragraph", "End."),
        ("furniture", "University"),
        ("furniture", "Page 1"),
    ]


def test_descriptions_unicode_twins_and_code(tmp_path: Path) -> None:
    body = (
        r"{\*\shppict{\pict{\*\picprop{\sp{\sn wzDescription}{\sv A bridge in Ulm}}}89}}{\nonshppict{\pict 89}}Text."
        r"{\upr{old}{\*\ud{ new}}}\par{\f4 x = f(1)\par    return x\par}"
    )
    assert shown(read(tmp_path, body)) == [
        ("paragraph", "Text. new"),
        ("caption", "A bridge in Ulm"),
        ("code", "x = f(1)\n   return x"),
    ]


@pytest.mark.parametrize(
    "body",
    [
        rb"\pard Text\cell\row\nestcell\nestrow}}}} more {{{",
        rb"Text {\*",
        rb"Text\bin999999999 x",
        rb"Text\u99999999?\'zz\fs\f99999\itap-5\par\uc-3\u1",
        rb"\itap9 Text\nestcell",
        b"Text" + b"{" * 5000,
        rb"{\fldinst{\field{\fldrslt Text",
    ],
)
def test_broken_files_give_what_can_be_read(tmp_path: Path, body: bytes) -> None:
    try:
        assert "Text" in read(tmp_path, body).pages[0].text
    except UnreadableFile as error:
        assert error.refusal is Refusal.EMPTY and b"fldinst" in body


def test_what_is_no_rtf(tmp_path: Path) -> None:
    path = tmp_path / "a.rtf"
    path.write_bytes(b"no such thing")
    with pytest.raises(UnreadableFile):
        RtfReader().read(path, 10, lambda done, total: None)
    path = tmp_path / "a.doc"
    path.write_bytes(b"{\\rtf1 Text}")
    assert kind_of(path).label == "RTF"
    with pytest.raises(UnreadableFile) as refused:
        read(tmp_path, "")
    assert refused.value.refusal is Refusal.EMPTY
