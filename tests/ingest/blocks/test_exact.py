"""What is true of the blocks of any text: exact spans, in order, and every character that is not blank in one."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.blocks import plain
from ingest.blocks.marked.render import rendered
from rag.values.pages import Block, Kind

ROOT = Path(__file__).parents[3]
SAMPLES = sorted((*ROOT.glob("samples/text/*.md"), *ROOT.glob("*.md"), *ROOT.glob("docs/*.md")))
WORDS = """
# ## - * 1. 2. a) [ ] [x] > ``` ~~~ --- === | |a|b| |---|---| **bold** **Key:** **Why?** $$ $x$ <p> <br> <table><tr><td>
<!-- a,b,c References Glossary HEAD ![alt](x) [a](#b) \\[ &nbsp; &#10; 茶园 ۱ [^1]: [1] 00:01:02 12 • o – : = ? .
word it
"""
LINES = [
    "Key: value", "Term – meaning", "Q: a?", "A: b.", "Who is it?", "Anna: Hi.", "**Key:** v", ": meaning",
    "Figure 1. A",
    "[1] note", "[^1]: note", "1 Intro ..... 3", "words go on", "A sentence.", "You need:", "a   b   c",
    "a\tb", "    x = 1;",
]  # fmt: skip
PIECES = st.sampled_from([*WORDS.split(), *LINES, " ", "  ", "    ", "\t", "\n", "\n\n", "\u200b", "\r"])


def check(text: str, blocks: Sequence[Block]) -> None:
    position = 0
    for block in blocks:
        assert position <= block.start < block.end <= len(text)
        assert not text[position : block.start].strip()
        assert text[block.start : block.end].strip()
        assert (block.kind is Kind.HEADING) == (block.level > 0)
        assert (block.kind is Kind.ROW) == (block.table is not None)
        position, at = block.end, block.start
        for cell in block.cells:
            assert at <= cell.start <= cell.end <= block.end
            assert text[cell.start : cell.end] == text[cell.start : cell.end].strip()
            at = cell.end
    assert not text[position:].strip()


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_samples(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    check(text, plain.blocks(text))
    words, blocks, _ = rendered(text)
    check(words, blocks)


@given(
    st.lists(PIECES, max_size=25).map("".join)
    | st.lists(PIECES, max_size=15).map("\n".join)
    | st.text(max_size=60)
)
@settings(max_examples=200, deadline=None)
def test_any_text(text: str) -> None:
    check(text, plain.blocks(text))
    words, blocks, _ = rendered(text)
    check(words, blocks)
