"""Cleaning only deletes, changes white space, or writes a line-end hyphen as "-"."""

import pytest

from ingest.readers.cleaning import garbled_share, printable, tidied, unbroken, unspaced, vocabulary


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("a\r\nb\rc\x0cd\u2028e", "a\nb\nc\nd\ne"),
        ("nu\x00ll, so\u00adft, \ufeffmark, \ud800lone, \u202ebidi", "null, soft, mark, lone, bidi"),
        ("می\u200cخواهم", "می\u200cخواهم"),  # a joiner that is part of the spelling
        ("\ttab and \u00a0 no-break", "\ttab and \u00a0 no-break"),
    ],
)
def test_printable(raw: str, clean: str) -> None:
    assert printable(raw) == clean


def test_tidied_keeps_lines_and_at_most_one_blank_line() -> None:
    assert tidied("  a \t b\u00a0 \n\n\n\nc  \n d\n") == "a b\n\nc\nd"


@pytest.mark.parametrize(
    ("raw", "whole"),
    [
        ("ob\ufffejective", "objective"),  # unknown: joined
        ("exam-\nple", "example"),
        ("exam-  \r\n  ple", "example"),
        ("task\ufffespecific", "task-specific"),  # both parts are words of the document
        ("left-to\uffferight", "left-to-right"),  # a compound already
        ("LLaMA\ufffe65B", "LLaMA-65B"),  # a number after the hyphen
        ("n\ufffegram", "n-gram"),
        ("pre\ufffetrained", "pre-trained"),  # the document writes it so
        ("in\ufffefor\ufffemation", "information"),  # three lines
        ("3 -\n4", "3 -\n4"),  # not a broken word
        ("- item\n- item", "- item\n- item"),
    ],
)
def test_unbroken(raw: str, whole: str) -> None:
    words = vocabulary(["A specific task: the model is pre-trained."])
    assert unbroken(raw, words) == whole


def test_vocabulary_leaves_out_the_fragments_of_broken_words() -> None:
    words = vocabulary(["ob\ufffejective task-specific Task"])
    assert words == {"task-specific": 1, "task": 2, "specific": 1}


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("", 0.0),
        ("plain words", 0.0),
        ("\ue000\ue001ab", 0.5),  # 2 private-use of 4
        ("\ufffd b", 0.5),
        ("/G43/G24 ab", 0.5),  # two glyph names, two letters
        ("漢字とかなと English", 0.0),
        ("نص عربي مع BERT", 0.0),  # another script, but a word of its own
        ("αx + β", 0.0),
        ("aжaж", 0.75),  # 3 neighbours of another script, 4 letters
    ],
)
def test_garbled_share(text: str, share: float) -> None:
    assert garbled_share(text) == share


def test_letters_set_apart_are_put_together():
    assert unspaced("closed o n   S u n d a y s .") == "closed o n   Sundays ."
    assert unspaced("a b c") == "a b c"
    assert unspaced("Plan A is a b and c") == "Plan A is a b and c"
    assert unspaced("A B C D E F") == "ABCDEF"
