"""Source code: declarations as headings, comments as text."""

from pathlib import Path

from tests.ingest.readers.reading import block, read, shown


def test_python(tmp_path: Path) -> None:
    source = '"""Tools for counting all kinds of things."""\n\n\nclass A:\n'
    source += "    def f(self):\n        # short\n        return 1\n"
    found = read(tmp_path, "a.py", source)
    assert shown(found) == [
        ("paragraph", "Tools for counting all kinds of things."),
        ("heading", "A"),
        ("code", "class A:"),
        ("heading", "A.f"),
        ("code", "def f(self):\n        # short\n        return 1"),
    ]
    assert block(found, "return 1").headings == ("A", "A.f")
    assert found.title == ""


def test_what_is_said_above_a_function_is_about_it(tmp_path: Path) -> None:
    source = (
        "/*\n * Gives the sum of both of the numbers.\n */\nint add(int a, int b) {\n    return a + b;\n}\n"
    )
    found = read(tmp_path, "a.c", source)
    assert shown(found)[:2] == [("heading", "add"), ("paragraph", "Gives the sum of both of the numbers.")]


def test_code_is_in_blocks_of_forty_lines(tmp_path: Path) -> None:
    found = read(tmp_path, "a.json", "\n".join(f'"key{i}": {i},' for i in range(90)))
    assert [words.count("\n") + 1 for _, words in shown(found)] == [40, 40, 10]
