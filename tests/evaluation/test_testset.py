"""Test set files as people make them: 40 kinds of malformed ones, and the odd ones that are right."""

import io
import json
import zipfile

import openpyxl
import pytest

from evaluation.testset import MAX_BYTES, Case, load, parse, to_csv, to_jsonl
from rag.errors import InvalidTestSet

HEADER = "question,answers,document,page,answerable\n"


def workbook(*rows, title="Sheet"):
    book = openpyxl.Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def only(content, name="exam.csv"):
    (case,) = parse(name, content if isinstance(content, bytes) else content.encode()).cases
    return case


UMLAUT = Case("Größe?", ("übergroß",), answerable=True)

WELL_READ = {
    "plain": (HEADER + "What?,a token,notes.pdf,3,yes\n", Case("What?", ("a token",), "notes.pdf", 3, True)),
    "question only": ("question\nWhat?\n", Case("What?")),
    "no newline at the end": ("question\nWhat?", Case("What?")),
    "UTF-8 with BOM": ("\ufeffquestion,answers\nGröße?,übergroß\n", UMLAUT),
    "UTF-16 with BOM": ("question,answers\nGröße?,übergroß\n".encode("utf-16"), UMLAUT),
    "UTF-32 with BOM": ("question,answers\nGröße?,übergroß\n".encode("utf-32"), UMLAUT),
    "Windows encoding": ("question,answers\nGröße?,übergroß\n".encode("cp1252"), UMLAUT),
    "Cyrillic encoding": (
        "question\nКакая столица у Норвегии и когда она была основана королём Харальдом?\n".encode("cp1251"),
        Case("Какая столица у Норвегии и когда она была основана королём Харальдом?"),
    ),
    "semicolons": ("question;answers\nWhat, then?;a, b\n", Case("What, then?", ("a, b",), answerable=True)),
    "tabs": ("question\tanswers\nWhat?\ta\n", Case("What?", ("a",), answerable=True)),
    "sep line": ("sep=;\nquestion;answers\nWhat?;a\n", Case("What?", ("a",), answerable=True)),
    "blank lines": ("\n\nquestion\n\nWhat?\n\n\n", Case("What?")),
    "Windows line ends": ("question,answers\r\nWhat?,a\r\n", Case("What?", ("a",), answerable=True)),
    "old Mac line ends": ("question,answers\rWhat?,a\r", Case("What?", ("a",), answerable=True)),
    "quotes, commas, line breaks": (
        'question,answers\n"He said ""what"", then\nleft?","a, b"\n',
        Case('He said "what", then\nleft?', ("a, b",), answerable=True),
    ),
    "alternatives": ("question,answers\nWhat?,a | b | a\n", Case("What?", ("a", "b"), answerable=True)),
    "other names": ("Frage;Antwort;Datei;Seite\nWas?;x;a.pdf;2\n", Case("Was?", ("x",), "a.pdf", 2, True)),
    "names in capitals": ("QUESTION,Expected_Answer\nWhat?,a\n", Case("What?", ("a",), answerable=True)),
    "columns in any order": ("page,document,question\n2,a.pdf,What?\n", Case("What?", (), "a.pdf", 2, True)),
    "fewer cells": (HEADER + "What?,a\n", Case("What?", ("a",), answerable=True)),
    "empty cells too many": (HEADER + "What?,a,,,,,,\n", Case("What?", ("a",), answerable=True)),
    "page from a spreadsheet": (HEADER + "What?,a,n.pdf,3.0,\n", Case("What?", ("a",), "n.pdf", 3, True)),
    "not answerable": (HEADER + "What?,,,,nein\n", Case("What?", answerable=False)),
    "control characters": ("question\nWh\x07at?\n", Case("What?")),
    "formula kept as text": ("question,answers\nWhat?,=1+1\n", Case("What?", ("=1+1",), answerable=True)),
    "formula made safe": ("question,answers\nWhat?,'=1+1\n", Case("What?", ("=1+1",), answerable=True)),
    "JSON lines": ('{"question": "What?", "answers": ["a", "b"]}\n', Case("What?", ("a", "b"), answerable=True)),
    "JSON text answer": ('{"question": "What?", "answer": "a"}\n', Case("What?", ("a",), answerable=True)),
    "JSON array": ('[{"question": "What?", "page": 2, "document": "a"}]', Case("What?", (), "a", 2, True)),
    "JSON null": ('{"question": "What?", "page": null, "answerable": false}', Case("What?", answerable=False)),
    "JSON number as answer": ('{"question": "What?", "answers": 7}', Case("What?", ("7",), answerable=True)),
}


@pytest.mark.parametrize("kind", WELL_READ)
def test_odd_but_right(kind):
    content, case = WELL_READ[kind]
    assert only(content) == case


MALFORMED = {
    "empty": (b"", "is empty"),
    "only a BOM": (b"\xef\xbb\xbf", "is empty"),
    "only white space": (b" \n\t\r\n ", "is empty"),
    "header alone": (HEADER, "no questions below"),
    "no header": ("What is a token?,a piece\nWho?,me\n", 'no column "question".*"What is a token\\?"'),
    "header without question": ("answers,page\na,1\n", 'no column "question"'),
    "same column twice": ("question,question\nA?,B?\n", "all mean question"),
    "two columns of one meaning": ("question,answer,expected\nA?,b,c\n", "all mean answers"),
    "question missing": (HEADER + "A?,,,,\n,an answer,,,\n", "Line 3: the question is empty"),
    "page not a number": (HEADER + "A?,a,n.pdf,three,\n", 'Line 2: the page is "three"'),
    "page zero": (HEADER + "A?,a,n.pdf,0,\n", 'Line 2: the page is "0"'),
    "page negative": (HEADER + "A?,a,n.pdf,-1,\n", 'Line 2: the page is "-1"'),
    "page a fraction": (HEADER + "A?,a,n.pdf,1.5,\n", 'Line 2: the page is "1.5"'),
    "page a range": (HEADER + "A?,a,n.pdf,3-4,\n", 'Line 2: the page is "3-4"'),
    "page nan": (HEADER + "A?,a,n.pdf,nan,\n", 'Line 2: the page is "nan"'),
    "page without document": (HEADER + "A?,a,,3,\n", "Line 2: a page is given without a document"),
    "answerable unclear": (HEADER + "A?,a,,,maybe\n", 'Line 2: answerable is "maybe"'),
    "unquoted comma": (HEADER + "A?,a, b, c, d, e\n", "Line 2: it has 6 cells, but the header has 5"),
    "quote not closed": (HEADER + 'A?,"never closed\nB?,b\n', "line 2: the quotation marks are wrong"),
    "text after a quote": (HEADER + '"A" or B?,a\n', "line 2: the quotation marks are wrong"),
    "question too long": (HEADER + "x" * 3000 + ",a\n", "Line 2: the question has 3,000 characters"),
    "answer too long": (HEADER + "A?," + "x" * 30_000 + "\n", "Line 2: an answer has 30,000 characters"),
    "cell beyond all measure": (HEADER + "x" * 1_100_000 + "\n", "field larger than field limit"),
    "PDF named csv": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "not a test set"),
    "old Excel or password": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "not a test set"),
    "picture": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "not a test set"),
    "RTF": (b"{\\rtf1\\ansi question}", "not a test set"),
    "zero bytes": (b"question\nA\0B?\n", "zero bytes"),
    "UTF-16 cut in the middle": ("question\nWhat?\n".encode("utf-16")[:-1], "not text in a known encoding"),
    "JSON broken": ('{"question": "A?"}\n{"question": \n', "Line 2: it is not a JSON object"),
    "JSON of other things": ('{"question": "A?"}\n["B?"]\n', "Line 2: .* is not a JSON object"),
    "JSON array broken": ('[{"question": "A?"},', "not a JSON array"),
    "JSON array of texts": ('["A?", "B?"]', "Line 1: 'A\\?' is not a JSON object"),
    "JSON without question": ('{"answers": ["a"]}\n', 'Line 1: there is no column "question"'),
    "JSON question null": ('{"question": null}\n', "Line 1: the question is empty"),
    "JSON key twice": ('{"question": "A?", "question": "B?"}\n', 'Line 1: .*"question" stands twice'),
    "JSON nested answer": ('{"question": "A?", "answers": [{"text": "a"}]}\n', "Line 1: .* a text is expected"),
    "JSON question a list": ('{"question": ["A?"]}\n', "Line 1: .* a text is expected"),
    "JSON page true": ('{"question": "A?", "document": "a", "page": true}\n', 'Line 1: the page is "true"'),
    "JSON too deep": ("[" * 100_000, "not a JSON array"),
    "ZIP that is no workbook": (None, "not a readable workbook"),
    "workbook damaged": (workbook(["question"], ["A?"])[:-200], "not a readable workbook"),
    "workbook cut short": (b"PK\x03\x04", "not a readable workbook"),
    "workbook empty": (workbook(), "first sheet is empty"),
    "workbook without header": (workbook(["A?"], ["B?"]), 'no column "question"'),
    "workbook header alone": (workbook(["question"]), "no questions below"),
    "workbook formula without value": (workbook(["question"], ['=CONCAT("A","?")']), "Line 2: .* is a formula"),
    "workbook page a text": (workbook(["question", "document", "page"], ["A?", "n", "x"]), 'Line 2: the page is "x"'),
    "too many cases": ("question\n" + "A?\n" * 20_001, "more than 20,000 cases"),
}


def _zip():
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("question.txt", "A?")
    return target.getvalue()


@pytest.mark.parametrize("kind", MALFORMED)
def test_malformed_says_where_and_what_to_do(kind):
    content, message = MALFORMED[kind]
    content = _zip() if content is None else content
    with pytest.raises(InvalidTestSet, match=message) as raised:
        parse("exam.csv", content if isinstance(content, bytes) else content.encode())
    assert len(str(raised.value)) < 2000


def test_there_are_forty_kinds():
    assert len(MALFORMED) >= 40


def test_too_large(tmp_path):
    with pytest.raises(InvalidTestSet, match="51 MB, but at most 50"):
        parse("exam.csv", b"x" * (MAX_BYTES + 2**20))
    path = tmp_path / "exam.csv"
    with path.open("wb") as target:
        target.truncate(MAX_BYTES + 2**20)
    with pytest.raises(InvalidTestSet, match="at most 50 MB"):
        load(path)


def test_file_that_is_not_there(tmp_path):
    with pytest.raises(InvalidTestSet, match="cannot be read"):
        load(tmp_path / "none.csv")


def test_up_to_ten_problems_at_once():
    lines = "".join(f"A?,a,n.pdf,p{number},\n" for number in range(12))
    with pytest.raises(InvalidTestSet) as raised:
        parse("exam.csv", (HEADER + "fine?,,,,\n" + lines).encode())
    text = str(raised.value)
    assert text.startswith("Nothing was imported from exam.csv:\nLine 3:")
    assert text.count("Line ") == 10 and text.endswith("… and 2 more.")


def test_lines_are_counted_through_line_breaks_in_cells():
    content = 'question,page,document\n"A\nlong\none?",1,n\nB?,x,n\n'
    with pytest.raises(InvalidTestSet, match="Line 5: the page"):
        parse("exam.csv", content.encode())


def test_unknown_columns_are_told():
    found = parse("exam.csv", b"question,difficulty,author\nA?,hard,me\n")
    assert found.ignored == ("difficulty", "author")
    assert (found.name, found.lines) == ("exam", (2,))


def test_workbook():
    content = workbook(
        ["Question", "Answers", "Document", "Page", "Answerable", "Points"],
        ["What?", "a | b", "notes.pdf", 3, None, 5],
        [None, None, None, None, None, None],
        ["Who?", 1997, None, None, True, 1],
        ["Why?", None, None, None, "no", None],
    )
    found = parse("exam.xlsx", content)
    assert found.cases == (
        Case("What?", ("a", "b"), "notes.pdf", 3, True),
        Case("Who?", ("1997",), answerable=True),
        Case("Why?", answerable=False),
    )
    assert found.lines == (2, 4, 5)
    assert found.ignored == ("Points",)


def test_what_it_is_decides_and_not_its_name():
    assert only(workbook(["question"], ["A?"]), "exam.csv") == Case("A?")
    assert only("question\nA?\n", "exam.xlsx") == Case("A?")


FULL = (
    Case('=HYPERLINK("http://x","y")', ("+1", "-1", "@SUM(A1)", "a | b"), "-notes.pdf", 2, True, "=note"),
    Case("Größe, \"wie\"\nviel?", ("北京",), answerable=False),
    Case("'=quoted?", answerable=None),
    Case("plain?"),
)


def test_csv_round_trip():
    assert parse("exam.csv", to_csv(FULL[:2] + FULL[3:]).encode()).cases == FULL[:2] + FULL[3:]


def test_jsonl_round_trip():
    assert parse("exam.jsonl", to_jsonl(FULL[:2] + FULL[3:]).encode()).cases == FULL[:2] + FULL[3:]
    assert json.loads(to_jsonl(FULL[:1]))["answers"] == ["+1", "-1", "@SUM(A1)", "a | b"]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "\r=", "＝", "  ="])
def test_exported_csv_computes_nothing(start):
    import csv

    rows = list(csv.reader(io.StringIO(to_csv([Case(f"{start}1+1", (f"{start}1",), note=f"{start}x")]))))
    for cell in rows[1]:
        assert not cell.lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r", "＝"))
