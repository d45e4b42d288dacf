"""What one line of text is."""

import time

import pytest

from ingest.blocks.lines import ItemMark, caption_label, definition_of, field_of, follows, item_mark


@pytest.mark.parametrize(
    ("line", "kind", "text", "words", "value"),
    [
        ("- a jar", "bullet", "-", "a jar", None),
        ("  * a jar", "bullet", "*", "a jar", None),
        ("• a jar", "bullet", "•", "a jar", None),
        ("•a jar", "bullet", "•", "a jar", None),
        ("▪ a jar", "bullet", "▪", "a jar", None),
        ("– a jar", "bullet", "–", "a jar", None),
        ("‣ a jar", "bullet", "‣", "a jar", None),
        ("◦ a jar", "bullet", "◦", "a jar", None),
        ("· a jar", "bullet", "·", "a jar", None),
        ("o a jar", "bullet", "o", "a jar", None),
        ("\uf0b7\ta jar", "bullet", "\uf0b7", "a jar", None),
        ("\uf0a7 a jar", "bullet", "\uf0a7", "a jar", None),
        ("1. Shake it", "number", "1.", "Shake it", 1),
        ("12) Shake it", "number", "12)", "Shake it", 12),
        ("(3) Shake it", "number", "(3)", "Shake it", 3),
        ("1.Shake it", "number", "1.", "Shake it", 1),
        ("a) Shake it", "letter", "a)", "Shake it", 1),
        ("(b) Shake it", "letter", "(b)", "Shake it", 2),
        ("C. Shake it", "letter", "C.", "Shake it", 3),
        ("iv. Shake it", "number", "iv.", "Shake it", 4),
        ("(ix) Shake it", "number", "(ix)", "Shake it", 9),
        ("XIV. Shake it", "number", "XIV.", "Shake it", 14),
        ("Step 3: Shake it", "number", "Step 3:", "Shake it", 3),
        ("Schritt 2: Schütteln", "number", "Schritt 2:", "Schütteln", 2),
        ("[ ] call her", "check", "[ ]", "call her", 0),
        ("- [x] call her", "check", "- [x]", "call her", 1),
        ("☑ call her", "check", "☑", "call her", 1),
        ("☐ call her", "check", "☐", "call her", 0),
        ("① first", "number", "①", "first", 1),
        ("1、茶园", "number", "1、", "茶园", 1),
        ("十二、茶园", "number", "十二、", "茶园", 12),
    ],
)
def test_item_marks(line: str, kind: str, text: str, words: str, value: int | None) -> None:
    found = item_mark(line)
    assert found is not None
    assert (found.kind, found.text, line[found.end :], found.value) == (kind, text, words, value)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "   ",
        "Words alone",
        "1.5 litres of water",
        "1984. It was a cold day",
        "2,140 m",
        "-5 degrees",
        "---",
        "- - -",
        "* * *",
        "-",
        "**bold**",
        "A. M. Veldkamp led it",
        "e. g. this",
        "(c) 2020 The Authors",
        "of the wall",
        "12:30 lunch",
        "I am",
        "civil. And so",
        "[1] A note",
    ],
)
def test_no_item_marks(line: str) -> None:
    assert item_mark(line) is None


def test_indent_of_a_mark() -> None:
    assert item_mark("\t  - a") == ItemMark("bullet", "-", 5, None, 6)
    assert item_mark("- a") == ItemMark("bullet", "-", 2, None, 0)


def test_a_mark_alone_on_its_line() -> None:
    assert item_mark("•") == ItemMark("bullet", "•", 1, None, 0)
    assert item_mark("3.") == ItemMark("number", "3.", 2, 3, 0)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("1. a", "2. b", True),
        ("1. a", "3. b", False),
        ("a) a", "b) b", True),
        ("h) a", "i) b", True),
        ("i) a", "ii) b", True),
        ("iv) a", "v) b", True),
        ("- a", "- b", True),
        ("- a", "* b", False),
        ("[ ] a", "[x] b", True),
        ("Step 1: a", "Step 2: b", True),
    ],
)
def test_follows(before: str, after: str, expected: bool) -> None:
    first, second = item_mark(before), item_mark(after)
    assert first is not None and second is not None
    assert follows(first, second) == expected


@pytest.mark.parametrize(
    ("line", "key", "value"),
    [
        ("Office: Tower B, floor 3", "Office", "Tower B, floor 3"),
        ("Office hours: Mon 13–14", "Office hours", "Mon 13–14"),
        ("E-mail: a@example.edu", "E-mail", "a@example.edu"),
        ("  Phone:  +47 55", "Phone", "+47 55"),
        ("Tel.: 123", "Tel.", "123"),
        ("Web page: https://example.edu", "Web page", "https://example.edu"),
        ("Starts: 12:30", "Starts", "12:30"),
        ("Credits (ECTS): 7.5", "Credits (ECTS)", "7.5"),
        ("电话：123", "电话", "123"),
        ("Phone:4411", "Phone", "4411"),
    ],
)
def test_fields(line: str, key: str, value: str) -> None:
    assert field_of(line) == (key, value)


@pytest.mark.parametrize(
    "line",
    [
        "https://example.edu",
        "See https://example.edu for more",
        "We meet at 12:30 in the yard",
        "at 12:30",
        "You need: a jar",
        "The reason is simple: nobody came",
        "Steps:",
        ": value",
        "12:30 Anna: hello",
        "One, two: three",
        "A key of far too many words: value",
        "for example: a jar",
        "Note: the lab is closed on all days on which the school is closed as well.",
        "C:\\Users",
        "std::vector",
        "x" * 70 + ": y",
    ],
)
def test_no_fields(line: str) -> None:
    assert field_of(line) is None


@pytest.mark.parametrize(
    ("line", "term", "meaning"),
    [
        ("Smoot – a hole for hares", "Smoot", "a hole for hares"),
        ("Smoot: a hole for hares", "Smoot", "a hole for hares"),
        ("E-4031: paper jam", "E-4031", "paper jam"),
        ("404 - not found", "404", "not found"),
        ("404: not found", "404", "not found"),
        ("GPA = grade point average", "GPA", "grade point average"),
        ("Q: When does it open?", "Q", "When does it open?"),
        ("A: At noon.", "A", "At noon."),
        ("Frage 2: Wann?", "Frage", "Wann?"),
    ],
)
def test_definitions(line: str, term: str, meaning: str) -> None:
    assert definition_of(line) == (term, meaning)


@pytest.mark.parametrize(
    "line",
    [
        "x = 5",
        "2: for i in range(k):",
        "f = a + b",
        "He came – as he said – late",
        "pages 3 – 5",
        "It is a jar – of glass",
        "Plain words",
        "term –",
        "– meaning",
    ],
)
def test_no_definitions(line: str) -> None:
    assert definition_of(line) is None


@pytest.mark.parametrize(
    ("line", "label"),
    [
        ("Figure 2.2. Where it lies.", "Figure 2.2"),
        ("Table 3: Thresholds", "Table 3"),
        ("Table 3 Thresholds", "Table 3"),
        ("Fig. 4 – The wall", "Fig. 4"),
        ("Fig 4: The wall", "Fig 4"),
        ("Abb. 4: Die Mauer", "Abb. 4"),
        ("Tabelle 1", "Tabelle 1"),
        ("图 3 茶园", "图 3"),
        ("图3：茶园", "图3"),
        ("Figure A.1: More", "Figure A.1"),
        ("Table II. More", "Table II"),
        ("Figura 2: El muro", "Figura 2"),
    ],
)
def test_captions(line: str, label: str) -> None:
    assert caption_label(line) == label


@pytest.mark.parametrize(
    "line",
    [
        "Figure 3 shows that",
        "Table of contents",
        "Tables 3 and 4",
        "as in Figure 3.",
        "Figure it out: now",
        "图3显示了",
    ],
)
def test_no_captions(line: str) -> None:
    assert caption_label(line) is None


@pytest.mark.parametrize(
    "part", [" ", "\t", "[", "- ", "1. ", "a ", ":", "x: ", "Figure ", "(", " = ", " – ", "一"]
)
def test_long_lines_take_no_time(part: str) -> None:
    line = part * (3_000_000 // len(part))
    began = time.perf_counter()
    for ask in (item_mark, field_of, definition_of, caption_label):
        ask(line)
    assert time.perf_counter() - began < 2
