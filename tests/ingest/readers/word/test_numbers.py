"""Numbers of lists and headings, as Word counts them."""

from pathlib import Path

import pytest

from ingest.readers.word.numbers.numerals import written
from tests.ingest.readers.word.making import STYLES, listed, p, part, read, shown


def level(depth: int, mark: str, how: str = "decimal", more: str = "", start: int = 1) -> str:
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="{start}"/><w:numFmt w:val="{how}"/>{more}'
        f'<w:lvlText w:val="{mark}"/></w:lvl>'
    )


def listing(number: int, kind: int) -> str:
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{kind}"/></w:num>'


def numbering(levels: str, lists: str = "") -> dict[str, str]:
    lists = lists or '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    return {
        "numbering": part("numbering", f'<w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>{lists}')
    }


def test_levels_count_and_start_anew(tmp_path: Path) -> None:
    levels = level(0, "%1.") + level(1, "%2)", "lowerLetter") + level(2, "%1.%2.%3", "lowerRoman")
    body = "".join(
        listed(name, 1, depth) for name, depth in (("A", 0), ("B", 1), ("C", 1), ("D", 2), ("E", 0), ("F", 1))
    )
    found = read(tmp_path, body, numbering(levels))
    assert [text for _, text in shown(found)] == ["1. A", "a) B", "b) C", "1.b.i D", "2. E", "a) F"]
    assert [block.depth for block in found.pages[0].blocks] == [0, 1, 1, 2, 0, 1]
    assert found.pages[0].blocks[3].lead == "b) C"


def test_headings_have_numbers_by_their_styles(tmp_path: Path) -> None:
    levels = level(0, "%1", more='<w:pStyle w:val="H1"/>') + level(1, "%1.%2", more='<w:pStyle w:val="H2"/>')
    numbers = '<w:numPr><w:numId w:val="1"/></w:numPr>'
    styles = STYLES.replace('<w:outlineLvl w:val="0"/>', f'{numbers}<w:outlineLvl w:val="0"/>')
    styles = styles.replace('<w:outlineLvl w:val="1"/>', f'{numbers}<w:outlineLvl w:val="1"/>')
    none = '<w:numPr><w:numId w:val="0"/></w:numPr>'
    found = read(
        tmp_path,
        p("Text.").join(
            [p("Scope", "H1"), p("Methods", "H2"), p("Data", "H2"), p("Annex", "H1", none), p("End", "H1")]
        ),
        {"styles": part("styles", styles), **numbering(levels)},
    )
    assert [page.label for page in found.pages] == ["1 Scope", "1.1 Methods", "1.2 Data", "Annex", "2 End"]


def test_lists_that_are_started_again_or_go_on(tmp_path: Path) -> None:
    lists = listing(1, 0) + listing(2, 0)
    lists += (
        '<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/>'
        "</w:lvlOverride></w:num>"
    )
    body = listed("A", 1) + listed("B", 2) + listed("C", 3) + listed("D", 3) + listed("E", 1)
    found = read(tmp_path, body, numbering(level(0, "%1."), lists))
    assert [text for _, text in shown(found)] == ["1. A", "2. B", "7. C", "8. D", "9. E"]


def test_a_level_may_never_start_anew_or_count_in_figures(tmp_path: Path) -> None:
    levels = level(0, "%1", "upperRoman") + level(1, "%1.%2", more='<w:lvlRestart w:val="0"/><w:isLgl/>')
    body = listed("A", 1) + listed("B", 1, 1) + listed("C", 1) + listed("D", 1, 1)
    found = read(tmp_path, body, numbering(levels))
    assert [text for _, text in shown(found)] == ["I A", "1.1 B", "II C", "2.2 D"]


def test_bullets_give_no_mark_and_skipped_levels_count(tmp_path: Path) -> None:
    levels = level(0, "\uf0b7", "bullet") + level(1, "%1.%2") + level(2, "Article %3:", "none")
    found = read(
        tmp_path, listed("A", 1) + listed("", 1) + listed("C", 1, 2) + listed("D", 1, 1), numbering(levels)
    )
    assert shown(found) == [("item", "A"), ("item", "Article : C"), ("item", "2.2 D")]


def test_a_list_of_another_kind_and_a_number_without_blank(tmp_path: Path) -> None:
    styles = STYLES + (
        '<w:style w:type="numbering" w:styleId="L"><w:name w:val="L"/><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr>'
        "</w:pPr></w:style>"
    )
    kinds = '<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="L"/></w:abstractNum>'
    chapter = level(0, "第%1章", "chineseCounting", '<w:suff w:val="nothing"/>')
    kinds += f'<w:abstractNum w:abstractNumId="1">{chapter}</w:abstractNum>'
    kinds += listing(1, 0) + listing(2, 1)
    found = read(
        tmp_path, listed("引言", 1), {"styles": part("styles", styles), "numbering": part("numbering", kinds)}
    )
    assert shown(found) == [("item", "第一章引言")]


@pytest.mark.parametrize(
    ("value", "how", "said"),
    [
        (4, "lowerRoman", "iv"),
        (1994, "upperRoman", "MCMXCIV"),
        (28, "lowerLetter", "bb"),
        (3, "upperLetter", "C"),
        (7, "decimalZero", "07"),
        (22, "ordinal", "22nd"),
        (112, "ordinal", "112th"),
        (21, "cardinalText", "Twenty-one"),
        (30, "ordinalText", "Thirtieth"),
        (12, "ordinalText", "Twelfth"),
        (142, "cardinalText", "One hundred forty-two"),
        (12, "chineseCounting", "十二"),
        (105, "japaneseCounting", "一百〇五"),
        (20, "koreanCounting", "이십"),
        (2, "ideographTraditional", "乙"),
        (11, "decimalEnclosedCircle", "⑪"),
        (2, "russianLower", "б"),
        (2, "chicago", "†"),
        (5, "nobody knows", "5"),
        (0, "lowerRoman", "0"),
        (9, "none", ""),
    ],
)
def test_numbers_in_words_and_letters(value: int, how: str, said: str) -> None:
    assert written(value, how) == said
