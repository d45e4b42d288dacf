"""Subtitles: what is said, by the minute, with the time of each paragraph."""

from pathlib import Path

import pytest

from rag.errors import UnreadableFile
from rag.pages.times import written
from rag.values.places import time_of
from tests.ingest.readers.reading import read, shown


def said(tmp_path: Path, text: str, name: str = "a.vtt") -> list[str]:
    return [words for kind, words in shown(read(tmp_path, name, text)) if kind == "paragraph"]


def test_a_page_is_a_minute_and_every_paragraph_has_its_time(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        "a.srt",
        "1\n00:00:58,000 --> 00:00:59,500\nA cell\n\n2\n00:00:59,500 --> 00:01:02,000\n<i>has a wall.</i>\n\n"
        "3\n00:01:30,000 --> 00:01:31,000\nIt is thin.\n\n4\n01:02:05,000 --> 01:02:06,000\nThe end.\n",
    )
    assert [(page.label, page.text, page.method) for page in found.pages] == [
        ("0:00", "0:58\n\nA cell has a wall.", "minute"),
        ("1:00", "1:30\n\nIt is thin.", "minute"),
        ("1:02:00", "1:02:05\n\nThe end.", "minute"),
    ]
    assert time_of(found.pages[1], found.pages[1].text.index("thin")) == "1:30"
    assert time_of(found.pages[0], 0) == "0:58"
    assert written(3599) == "59:59"


def test_notes_styles_and_names_of_cues_are_not_read(tmp_path: Path) -> None:
    text = (
        "WEBVTT - title\n\nSTYLE\n::cue { color: red }\n\nNOTE this is\na note\n\nintro\n"
        "00:01.000 --> 00:02.000 align:start\n"
        "{\\an8}Hello &amp; <c.red>welcome</c>.\n\n00:03.000 --> 00:04.000\n♪♪\n"
    )
    assert said(tmp_path, text) == ["Hello & welcome."]


def test_voices_are_named_where_they_change(tmp_path: Path) -> None:
    text = (
        "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ann>One\n\n00:02.000 --> 00:03.000\n<v Ann>two.\n\n"
        "00:03.000 --> 00:04.000\n<v Bob>Three.\n\n00:04.000 --> 00:05.000\n>> Four.\n"
    )
    assert said(tmp_path, text) == ["Ann: One two.", "Bob: Three.", ">> Four."]


def test_captions_that_roll_are_read_once(tmp_path: Path) -> None:
    text = (
        "WEBVTT\n\n00:01.000 --> 00:02.000\nso this\nis<00:01.500><c> how</c>\n\n00:02.000 --> 00:02.010\nis how\n\n"
        "00:02.010 --> 00:04.000\nis how\nit<00:02.500><c> rolls</c>\n"
    )
    assert said(tmp_path, text) == ["so this is how it rolls"]


def test_what_is_said_twice_is_read_twice(tmp_path: Path) -> None:
    cues = ["No.", "No.", "Yes.", "I see.", "Well.", "So.", "Now."]
    text = "\n".join(
        f"{n}\n00:00:0{n},000 --> 00:00:0{n},900\n{words}\n" for n, words in enumerate(cues, start=1)
    )
    assert " ".join(said(tmp_path, text, "a.srt")).count("No.") == 2


def test_two_languages_are_told_apart(tmp_path: Path) -> None:
    text = "1\n00:00:01,000 --> 00:00:02,000\n我们看\nWe look\n\n"
    text += "2\n00:00:02,000 --> 00:00:03,000\n一个细胞。\nat a cell.\n"
    assert said(tmp_path, text, "a.srt") == ["我们看 一个细胞。", "We look at a cell."]


@pytest.mark.parametrize("text", ["WEBVTT\n", "WEBVTT\n\nNOTE a\n", "Just words, and --> an arrow."])
def test_a_file_without_cues_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(UnreadableFile, match="no subtitles"):
        read(tmp_path, "a.vtt", text)
