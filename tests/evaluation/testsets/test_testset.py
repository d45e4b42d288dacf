"""Test set files as people make them: 70 kinds of malformed ones, and the odd ones that are right."""

import csv
import io
import json
import random
import zipfile
from datetime import datetime

import openpyxl
import pytest

from evaluation.testsets.testset import MAX_BYTES, Case, load, parse, to_csv, to_jsonl, to_xlsx
from rag.errors import InvalidTestSet
from rag.values import Task, Turn

HEADER = "question,answers,document,page,answerable\n"


def workbook(*rows, title="Sheet"):
    book = openpyxl.Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def drawn(draw):
    """A workbook whose sheet `draw` has filled."""
    book = openpyxl.Workbook()
    draw(book.active)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def repacked(change, content=None):
    """The workbook with each of its files changed: `change(name, bytes)` gives the new bytes, or None to drop it."""
    source = zipfile.ZipFile(io.BytesIO(content or workbook(["question"], ["A?"])))
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in source.namelist():
            data = change(name, source.read(name))
            if data is not None:
                archive.writestr(name, data)
    return target.getvalue()


def in_sheet(old, new, content=None):
    return repacked(
        lambda name, data: data.replace(old, new) if name.endswith("sheet1.xml") else data, content
    )


def flagged(local, central, value):
    """The workbook with one byte set in every header of its ZIP, at the given offsets."""
    data = bytearray(workbook(["question"], ["A?"]))
    for mark, offset in ((b"PK\x03\x04", local), (b"PK\x01\x02", central)):
        position = data.find(mark)
        while position >= 0:
            data[position + offset] = value
            position = data.find(mark, position + 4)
    return bytes(data)


def _bomb():
    """120 MB of spaces in 120 KB."""
    return in_sheet(b"</sheetData>", b"</sheetData>" + b" " * 120_000_000)


def _laughs():
    """Entities within entities, a thousand million letters when spelt out."""
    entities = b"".join(b'<!ENTITY e%d "%s">' % (n + 1, b"&e%d;" % n * 10) for n in range(9))
    head = b'<!DOCTYPE w [<!ENTITY e0 "a">' + entities + b"]><worksheet "
    return in_sheet(b"<sheetData>", b"<sheetData><row><c t='inlineStr'><is><t>&e9;</t></is></c></row>",
                    in_sheet(b"<worksheet ", head))  # fmt: skip


def _error(sheet):
    sheet.append(["question", "answers"])
    sheet.append(["A?", "#N/A"])
    sheet["B2"].data_type = "e"


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
    "JSON lines": (
        '{"question": "What?", "answers": ["a", "b"]}\n',
        Case("What?", ("a", "b"), answerable=True),
    ),
    "JSON text answer": ('{"question": "What?", "answer": "a"}\n', Case("What?", ("a",), answerable=True)),
    "JSON array": ('[{"question": "What?", "page": 2, "document": "a"}]', Case("What?", (), "a", 2, True)),
    "JSON null": (
        '{"question": "What?", "page": null, "answerable": false}',
        Case("What?", answerable=False),
    ),
    "JSON NaN, as pandas writes": ('{"question": "A?", "answers": NaN, "page": NaN}', Case("A?")),
    "JSON half a character": ('{"question": "A\\ud800?"}', Case("A?")),
    "BOM twice": (b"\xef\xbb\xbf\xef\xbb\xbfquestion\nA?\n", Case("A?")),
    "quoted header behind a BOM": (b'\xef\xbb\xbf"question"\nA?\n', Case("A?")),
    "index column of pandas": (",question\n0,A?\n", Case("A?")),
    "lines of commas at the end": ("question,answers\nA?,a\n,\n,\n", Case("A?", ("a",), answerable=True)),
    "page in Arabic digits": (HEADER + "A?,a,n.pdf,٣,\n", Case("A?", ("a",), "n.pdf", 3, True)),
    "Japanese encoding": (
        "question\n日本の首都はどこですか、そして人口は？\n".encode("shift_jis"),
        Case("日本の首都はどこですか、そして人口は？"),
    ),
    "points, what was said before, task": (
        "question,key points,history,task\nWhy?,a is b. | c is d.,What is a? | Assistant: a is b.,Explain\n",
        Case(
            "Why?",
            answerable=True,
            points=("a is b.", "c is d."),
            history=(Turn("user", "What is a?"), Turn("assistant", "a is b.")),
            task=Task.EXPLAIN,
        ),
    ),
    "points and turns as JSON": (
        '{"question": "Why?", "points": ["a | b"], "task": "summarize", "history": ["What?", {"role": "ai", '
        '"content": "This."}]}',
        Case(
            "Why?",
            answerable=True,
            points=("a | b",),
            history=(Turn("user", "What?"), Turn("assistant", "This.")),
            task=Task.SUMMARISE,
        ),
    ),
    "turns as JSON in a cell": (
        'question;history\nWhy?;"[{""role"": ""assistant"", ""text"": ""user: me""}]"\n',
        Case("Why?", history=(Turn("assistant", "user: me"),)),
    ),
    "a bracket before a turn": (
        "question,history\nWhy?,[1] is what?\n",
        Case("Why?", history=(Turn("user", "[1] is what?"),)),
    ),
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
    "no task": ("question,task\nA?,list\nB?,dance\n", 'Line 3: the task is "dance", .* fact, explain'),
    "point too long": ("question,points\nA?," + "x" * 30_000 + "\n", "Line 2: a point has 30,000 characters"),
    "turn of nobody": (
        '{"question": "A?", "history": [{"role": "tool", "text": "x"}]}',
        "no turn of a conver",
    ),
    "too many turns": ("question,history\nA?," + " | ".join("abc" * 40) + "\n", "120 turns stand before"),
    "page not a number": (HEADER + "A?,a,n.pdf,three,\n", 'Line 2: the page is "three"'),
    "page zero": (HEADER + "A?,a,n.pdf,0,\n", 'Line 2: the page is "0"'),
    "page negative": (HEADER + "A?,a,n.pdf,-1,\n", 'Line 2: the page is "-1"'),
    "page a fraction": (HEADER + "A?,a,n.pdf,1.5,\n", 'Line 2: the page is "1.5"'),
    "page a range": (HEADER + "A?,a,n.pdf,3-4,\n", 'Line 2: the page is "3-4"'),
    "page nan": (HEADER + "A?,a,n.pdf,nan,\n", 'Line 2: the page is "nan"'),
    "page Roman": (HEADER + "A?,a,n.pdf,iv,\n", 'Line 2: the page is "iv"'),
    "page with a word": (HEADER + "A?,a,n.pdf,p. 3,\n", 'Line 2: the page is "p. 3"'),
    "page beyond all books": (HEADER + "A?,a,n.pdf,99999999999,\n", 'Line 2: the page is "99999999999"'),
    "page infinite": ('{"question": "A?", "document": "a", "page": 1e999}', 'Line 1: the page is "inf"'),
    "page without document": (HEADER + "A?,a,,3,\n", "Line 2: a page is given without a document"),
    "question that nobody sees": ("question\n\u200b\n", "Line 2: the question is empty"),
    "answerable a number": (HEADER + "A?,a,,,2\n", 'Line 2: answerable is "2"'),
    "answerable unclear": (HEADER + "A?,a,,,maybe\n", 'Line 2: answerable is "maybe"'),
    "unquoted comma": (HEADER + "A?,a, b, c, d, e\n", "Line 2: it has 6 cells, but the header has 5"),
    "quote not closed": (HEADER + 'A?,"never closed\nB?,b\n', "line 2: the quotation marks are wrong"),
    "text after a quote": (HEADER + '"A" or B?,a\n', "line 2: the quotation marks are wrong"),
    "question too long": (HEADER + "x" * 3000 + ",a\n", "Line 2: the question has 3,000 characters"),
    "answer too long": (HEADER + "A?," + "x" * 30_000 + "\n", "Line 2: an answer has 30,000 characters"),
    "a line of a million letters": (
        HEADER + "x" * 1_000_000 + "\n",
        "Line 2: the question has 1,000,000 characters",
    ),
    "a line of a million commas": (HEADER + "," * 1_000_000 + "\n", "no questions below"),
    "a million commas, then a word": (
        HEADER + "A?" + "," * 1_000_000 + "x\n",
        "Line 2: it has 1000001 cells",
    ),
    "header not closed": ('"question\nA?\n', "line 1: the quotation marks are wrong"),
    "bars between the cells": ("question|answers\nA?|a\n", 'no column "question".*"question\\|answers"'),
    "Markdown table": ("| question | answer |\n|---|---|\n| A? | a |\n", 'no column "question"'),
    "cell beyond all measure": (HEADER + "x" * 1_100_000 + "\n", "field larger than field limit"),
    "PDF named csv": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "not a test set"),
    "old Excel or password": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "not a test set"),
    "picture": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "not a test set"),
    "RTF": (b"{\\rtf1\\ansi question}", "not a test set"),
    "web page": (b"<!DOCTYPE html><table><tr><td>question</td></tr></table>", "not a test set"),
    "old Excel as a web page": (b"<html xmlns:x='x'><table></table></html>", "not a test set"),
    "gzip": (b"\x1f\x8b\x08\x00question", "not a test set"),
    "Parquet": (b"PAR1\x15\x04question", "not a test set"),
    "nothing but zeros": (b"\0" * 100, "is empty"),
    "UTF-16 without BOM": ("question\nA?\n".encode("utf-16-le"), "zero bytes"),
    "UTF-8 cut in the middle": ("question\nGröß".encode()[:-1], "not text in a known encoding"),
    "zero bytes": (b"question\nA\0B?\n", "zero bytes"),
    "UTF-16 cut in the middle": ("question\nWhat?\n".encode("utf-16")[:-1], "not text in a known encoding"),
    "JSON broken": ('{"question": "A?"}\n{"question": \n', "Line 2: it is not a JSON object"),
    "JSON of other things": ('{"question": "A?"}\n["B?"]\n', "Line 2: .* is not a JSON object"),
    "JSON array broken": ('[{"question": "A?"},', "not a JSON array"),
    "JSON array of texts": ('["A?", "B?"]', "Line 1: 'A\\?' is not a JSON object"),
    "JSON without question": ('{"answers": ["a"]}\n', 'Line 1: there is no column "question"'),
    "JSON question null": ('{"question": null}\n', "Line 1: the question is empty"),
    "JSON key twice": ('{"question": "A?", "question": "B?"}\n', 'Line 1: .*"question" stands twice'),
    "JSON nested answer": (
        '{"question": "A?", "answers": [{"text": "a"}]}\n',
        "Line 1: .* a text is expected",
    ),
    "JSON question a list": ('{"question": ["A?"]}\n', "Line 1: .* a text is expected"),
    "JSON page true": ('{"question": "A?", "document": "a", "page": true}\n', 'Line 1: the page is "true"'),
    "JSON over many lines": ('{\n "question": "A?"\n}\n', "Line 1: it is not a JSON object"),
    "JSON lines with commas": (
        '{"question": "A?"},\n{"question": "B?"}\n',
        "Line 1: it is not a JSON object",
    ),
    "JSON within an object": ('{"cases": [{"question": "A?"}]}', 'Line 1: there is no column "question"'),
    "JSON number without end": (
        '{"question": "A?", "answers": ' + "9" * 5000 + "}",
        "Line 1: it is not a JSON object",
    ),
    "JSON comma at the end": ('[{"question": "A?"},]', "not a JSON array"),
    "JSON too deep": ("[" * 100_000, "not a JSON array"),
    "ZIP that is no workbook": (None, "not a readable workbook"),
    "workbook damaged": (workbook(["question"], ["A?"])[:-200], "not a readable workbook"),
    "workbook cut short": (b"PK\x03\x04", "not a readable workbook"),
    "workbook empty": (workbook(), "first sheet is empty"),
    "workbook with a password inside": (flagged(6, 8, 1), "not a readable workbook"),
    "workbook packed in an unknown way": (flagged(8, 10, 99), "not a readable workbook"),
    "workbook with a wrong checksum": (flagged(14, 16, 255), "not a readable workbook"),
    "workbook without its sheet": (
        repacked(lambda name, data: None if name.endswith("sheet1.xml") else data),
        "not a readable workbook",
    ),
    "workbook of broken XML": (in_sheet(b"</row>", b""), "not a readable workbook"),
    "workbook that unpacks to 120 MB": (_bomb(), "unpacks to more than 100 MB"),
    "workbook of entities": (_laughs(), "not a readable workbook"),
    "workbook with a cell in the last row": (
        drawn(lambda sheet: (sheet.append(["question"]), sheet.cell(1_048_576, 1, "A?"))),
        "more than 100,000 rows",
    ),
    "Word file": (
        repacked(
            lambda name, data: data.replace(b"spreadsheetml.sheet.main", b"wordprocessingml.document.main")
        ),
        "not a readable workbook",
    ),
    "workbook with an error in a cell": (
        drawn(_error),
        'Line 2: in the column "answers" stands the error #N/A',
    ),
    "workbook page that became a date": (
        workbook(["question", "document", "page"], ["A?", "n.pdf", datetime(2024, 5, 3)]),
        'Line 2: the page is "2024-05-03"',
    ),
    "workbook with a title above the header": (
        workbook(["My exam"], ["question"], ["A?"]),
        'columns found: "My exam',
    ),
    "workbook without header": (workbook(["A?"], ["B?"]), 'no column "question"'),
    "workbook header alone": (workbook(["question"]), "no questions below"),
    "workbook formula without value": (
        workbook(["question"], ['=CONCAT("A","?")']),
        "Line 2: .* stands a formula",
    ),
    "workbook page a text": (
        workbook(["question", "document", "page"], ["A?", "n", "x"]),
        'Line 2: the page is "x"',
    ),
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
    assert len(MALFORMED) >= 70


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


def test_workbook_cells_read_as_they_show():
    def draw(sheet):
        sheet.append(["question", "answers"])
        for value in (datetime(2017, 6, 12), 3.0, 0.1 + 0.2, 0.5, True):
            sheet.append(["A?", value])
        sheet["B5"].number_format = "0%"

    answers = [case.answers for case in parse("exam.xlsx", drawn(draw)).cases]
    assert answers == [("2017-06-12",), ("3",), ("0.3",), ("50%",), ("true",)]


def test_a_merged_cell_belongs_to_each_of_its_rows():
    def draw(sheet):
        for row in (["question", "answers"], ["A?", "shared"], ["B?"], ["C?", "own"]):
            sheet.append(row)
        sheet.merge_cells("B2:B3")

    answers = [case.answers for case in parse("exam.xlsx", drawn(draw)).cases]
    assert answers == [("shared",), ("shared",), ("own",)]


def test_a_merged_cell_as_large_as_the_sheet_takes_no_time():
    def draw(sheet):
        sheet.append(["question"])
        sheet.append(["A?"])

    content = in_sheet(
        b"</sheetData>", b'</sheetData><mergeCells><mergeCell ref="A2:XFD1048576"/></mergeCells>'
    )
    assert parse("exam.xlsx", content).cases == (Case("A?"),)


def test_a_workbook_that_says_it_is_smaller_is_read_whole():
    content = workbook(["question"], ["A?"], ["B?"])
    assert len(parse("exam.xlsx", in_sheet(b'ref="A1:A3"', b'ref="A1"', content)).cases) == 2


def test_damaged_workbooks_never_end_in_a_traceback():
    """Three hundred workbooks, each with three bytes of its files changed."""
    chance = random.Random(7)
    plain = workbook(
        ["question", "answers", "page", "document"], ["A?", "a", 3, "n.pdf"], ["B?", "=1+1", None, ""]
    )

    def damage(_, data):
        spoilt = bytearray(data)
        for _ in range(3 if chance.random() < 0.5 else 0):
            spoilt[chance.randrange(len(spoilt))] = chance.randrange(256)
        return bytes(spoilt)

    refused = 0
    for _ in range(300):
        try:
            parse("exam.xlsx", repacked(damage, plain))
        except InvalidTestSet:
            refused += 1
    assert refused > 100


def test_what_it_is_decides_and_not_its_name():
    assert only(workbook(["question"], ["A?"]), "exam.csv") == Case("A?")
    assert only("question\nA?\n", "exam.xlsx") == Case("A?")


FULL = (
    Case('=HYPERLINK("http://x","y")', ("+1", "-1", "@SUM(A1)", "a | b"), "-notes.pdf", 2, True, "=note"),
    Case('Größe, "wie"\nviel?', ("北京",), answerable=False),
    Case("'=quoted?", answerable=None),
    Case("plain?"),
)
LONG = (
    Case(
        "And why?",
        answerable=True,
        points=("-1 is\nless | more", "1350"),
        history=(Turn("user", "assistant: who?"), Turn("assistant", "=a | b:\nc")),
        task=Task.EXPLAIN,
    ),
    Case("How many?", answerable=True, points=("7",)),
    Case("So?", history=(Turn("user", "Who?"),)),
)


@pytest.mark.parametrize("write", [to_csv, to_jsonl, to_xlsx])
@pytest.mark.parametrize("cases", [LONG, LONG[1:2], LONG[2:]])
def test_points_turns_and_task_come_back_as_they_were(write, cases):
    content = write(cases)
    assert parse("exam", content.encode() if isinstance(content, str) else content).cases == cases


def test_columns_of_these_names_that_mean_something_else_are_left_out_as_before():
    found = parse("exam.csv", b"question,Points,task\nA?,2.5,warm-up\nB?,1,\n")
    assert found.cases == (Case("A?"), Case("B?")) and found.ignored == ("Points", "task")


def test_csv_round_trip():
    assert parse("exam.csv", to_csv(FULL[:2] + FULL[3:]).encode()).cases == FULL[:2] + FULL[3:]


def test_jsonl_round_trip():
    assert parse("exam.jsonl", to_jsonl(FULL[:2] + FULL[3:]).encode()).cases == FULL[:2] + FULL[3:]
    assert json.loads(to_jsonl(FULL[:1]))["answers"] == ["+1", "-1", "@SUM(A1)", "a | b"]


def test_workbook_round_trip():
    assert parse("exam.xlsx", to_xlsx(FULL[:2] + FULL[3:])).cases == FULL[:2] + FULL[3:]


def test_an_exported_workbook_computes_nothing():
    sheet = openpyxl.load_workbook(io.BytesIO(to_xlsx(FULL))).active
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert all(cell.quotePrefix for cell in cells)  # so that editing one makes no formula of it


def test_a_workbook_has_no_room_for_endless_texts_or_for_characters_that_nobody_sees():
    with pytest.raises(InvalidTestSet, match="does not fit into a cell .* Take CSV or JSONL"):
        to_xlsx([Case("A?", ("x" * 20_000, "y" * 20_000))])
    assert parse("exam.xlsx", to_xlsx([Case("A\x07?")])).cases == (Case("A?"),)


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "\r=", "＝", "  ="])
def test_exported_csv_computes_nothing(start):
    rows = list(csv.reader(io.StringIO(to_csv([Case(f"{start}1+1", (f"{start}1",), note=f"{start}x")]))))
    for cell in rows[1]:
        assert not cell.lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r", "＝"))
