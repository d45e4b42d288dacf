"""Chats and notes taken along: numbers in the text, their sources at the end, and nothing that becomes markup."""

import io
import json
import shutil
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from ingest.readers.word.reader import WordReader
from rag.store.conversations import Conversation, Feedback, Message, State
from rag.store.notes.notes import KeptNote
from rag.values import AnswerPart, Citation, Claim, Kind, Shape, ShortAnswer, Source, Task, Verdict
from tests.ui.fakes import TEXT, answer
from ui.chat.export import to_json
from ui.export.chat import paper_of_chat
from ui.export.docx import to_docx
from ui.export.markdown import to_markdown
from ui.export.notes import paper_of_notes
from ui.export.paper import Paper, PaperPart, TextRun, TextStyle

ITEMS = (AnswerPart(Shape.ITEM, (0,)), AnswerPart(Shape.ITEM, (1,)))
TALK = Conversation(1, "Course", "Who found *Zanthor*?", "", 0.0, 86400.0 * 400, 4)
MESSAGES = [
    Message(1, 1, "user", "Who found Zanthor?", State.DONE, 0.0),
    Message(2, 1, "assistant", "Mirela found it.", State.DONE, 0.0, answer(7), Feedback(True)),
    Message(3, 1, "user", "And why?", State.DONE, 0.0),
    Message(4, 1, "assistant", "No model.", State.FAILED, 0.0),
]


def test_a_chat_has_numbers_in_its_text_and_their_sources_at_its_end() -> None:
    lines = to_markdown(paper_of_chat(TALK, MESSAGES)).splitlines()
    assert lines[0] == r"# Who found \*Zanthor\*?" and lines[2].startswith("Asked of Course, ")
    assert lines[4:] == [
        "## Who found Zanthor?",
        "",
        r"**Mirela \[1\]**",
        "",
        r"Mirela found it\. \(checked\) \[1\] It may be old\. \(only partly in the material\)",
        "",
        "## And why?",
        "",
        r"No model\.",
        "",
        "## Sources",
        "",
        r"\[1\] zanthor\.txt, page 1: “It was found by Mirela in 1987\.”",
    ]


def test_a_guess_stands_nowhere_and_a_quotation_needs_no_verdict() -> None:
    whole = answer(7)
    assert whole.short is not None
    guess = ShortAnswer("Mirela", replace(whole.short.citation, score=0.4))
    text = f"- {TEXT[46:77]}"
    quote = Claim(text, Verdict.SUPPORTED, Source.EVIDENCE, (whole.evidence[0].citation(),))
    given = replace(MESSAGES[1], answer=replace(whole, short=guess, claims=(quote, quote)))
    made = to_markdown(paper_of_chat(TALK, [given]))
    assert made.splitlines()[4].removeprefix("- ") == r"It was found by Mirela in 1987\. \[1\]"
    assert made.count("1987") == 2  # said once, and quoted at the end


def test_what_two_answers_cite_has_one_number_and_a_list_is_one() -> None:
    whole = answer(7)
    other = Citation(7, "zanthor.txt", 1, 0, 25, TEXT[:25], 0.9)
    items = tuple(
        Claim(cited.quote, Verdict.SUPPORTED, Source.EVIDENCE, (cited,))
        for cited in (other, whole.evidence[0].citation())
    )
    listed = replace(whole, short=None, task=Task.LIST, claims=items, text="x", parts=ITEMS)
    paper = paper_of_chat(TALK, [MESSAGES[1], replace(MESSAGES[1], id=5, answer=listed)])
    assert [cited.quote for cited in paper.sources] == [TEXT[46:77], TEXT[:25]]
    assert paper.parts[2:] == (
        PaperPart(TextStyle.ITEM, (TextRun(TEXT[:25], (2,)),)),
        PaperPart(TextStyle.ITEM, (TextRun(TEXT[46:77], (1,)),)),
    )


def test_json_keeps_everything() -> None:
    body = json.loads(to_json(TALK, MESSAGES))
    assert body["messages"][1]["answer"]["claims"][0]["citations"][0]["page"] == 1
    assert body["messages"][1]["feedback"] == {"positive": True, "note": ""}
    assert body["messages"][0]["time"] == "1970-01-01T00:00:00+00:00"


NOTE = KeptNote(
    "Course",
    "Ice & <b>dust</b>.\n• It is *old*.",
    (Citation(7, "a_b.pdf", 3, 0, 3, "Ice", 1.0, label="iii", method="pdfium"),),
    ((18, 1),),
    heading="What is it?",
    remark="Ask\n\n# again",
)


def test_a_note_has_its_remark_and_whatever_it_says_stays_text() -> None:
    lines = to_markdown(paper_of_notes([NOTE], "All notes")).splitlines()
    assert lines[4:12] == [
        "## What is it?",
        "",
        r"Ice \& \<b\>dust\<\/b\>\. \[1\]",
        "",
        r"• It is \*old\*\.",
        "",
        r"> Remark\: Ask",
        "> ",
    ]
    assert lines[12] == r"> \# again"
    assert lines[-1] == r"\[1\] a\_b\.pdf, page iii: “Ice”"


def test_a_passage_is_headed_by_its_place() -> None:
    assert paper_of_notes([replace(NOTE, heading="")], "").parts[0].runs[0].text == "a_b.pdf, page iii"


PAPER = Paper(
    "A & B <title>",
    "about",
    (
        PaperPart.of(TextStyle.HEADING, "Why \x00\x0b\ud800so?"),
        PaperPart(TextStyle.SHORT, (TextRun("Because", (2,)),)),
        PaperPart(TextStyle.TEXT, (TextRun("First.", (1, 2)), TextRun("Then <w:p/> & more."))),
        PaperPart.of(TextStyle.ITEM, "one item"),
        PaperPart.of(TextStyle.ASIDE, "line\nline"),
    ),
    (
        Citation(1, "über.pdf", 2, 0, 4, "words\tin cells", 1.0, method="pdfium"),
        Citation(1, "b.pptx", 4, 0, 4, "5 < 6", 1.0, method="slide"),
    ),
)


def test_our_own_reader_reads_the_word_file(tmp_path: Path) -> None:
    path = tmp_path / "notes.docx"
    path.write_bytes(to_docx(PAPER))
    read = WordReader().read(path, 100, lambda done, total: None)
    text = "\n".join(page.text for page in read.pages)
    for words in (
        "Why so?",
        "Because [2]",
        "First. [1] [2] Then <w:p/> & more.",
        "one item",
        "[1] über.pdf, page 2: “words in cells”",
        "[2] b.pptx, slide 4: “5 < 6”",
    ):
        assert words in text
    kinds = {block.kind for page in read.pages for block in page.blocks}
    assert {Kind.HEADING, Kind.ITEM, Kind.PARAGRAPH} <= kinds
    assert "A & B <title>" in text


def test_its_parts_are_declared_and_its_numbers_lead_somewhere() -> None:
    with zipfile.ZipFile(io.BytesIO(to_docx(PAPER))) as archive:
        types = archive.read("[Content_Types].xml").decode()
        document = archive.read("word/document.xml").decode()
        for name in archive.namelist():
            if name.startswith("word/") and name.endswith(".xml"):
                assert f'PartName="/{name}"' in types
    for number in (1, 2):
        assert f'w:anchor="source{number}"' in document and f'w:name="source{number}"' in document


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_the_word_file(tmp_path: Path) -> None:
    path = tmp_path / "notes.docx"
    path.write_bytes(to_docx(PAPER))
    command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to"]
    subprocess.run([*command, "txt:Text (encoded):UTF8", "--outdir", str(tmp_path), str(path)], check=True,
                   timeout=120, capture_output=True)  # fmt: skip
    text = (tmp_path / "notes.txt").read_text(encoding="utf-8-sig")
    assert "First. [1] [2] Then <w:p/> & more." in text and "• one item" in text
    assert "[2] b.pptx, slide 4: “5 < 6”" in text
