"""Chunks of whole sentences, checked with an embedder whose tokens are words."""

import re

import pytest

from ingest.readers.base import Section
from ingest.splitter import split
from rag.values import Chunk, Kind, Page, Rest, Unit


class Words:
    """One token a word or punctuation mark; CJK characters are one token each."""

    def __init__(self, max_tokens: int = 42) -> None:
        self.max_tokens = max_tokens

    def count_tokens(self, text: str) -> int:
        return len(re.findall(r"[\u3040-\u9fff]|[^\W\u3040-\u9fff]+|[^\w\s]", text))


def sentence(number: int, words: int = 9) -> str:
    """`words` words and a full stop: `words` + 1 tokens."""
    return " ".join([f"Sentence{number}", *["word"] * (words - 1)]) + "."


def cut(*texts: str, title: str = "", target: int = 20, sections: tuple[Section, ...] = ()) -> list[Chunk]:
    pages = [Page(number, text) for number, text in enumerate(texts, start=1)]
    chunks = split(pages, title, "sha", Words(), target, sections)
    for chunk in chunks:
        page = pages[chunk.page - 1]
        assert chunk.text == page.text[chunk.start : chunk.end] == chunk.text.strip() != ""
        assert Words().count_tokens(f"{chunk.header}\n{chunk.text}") <= 42 - 2
    return chunks


def test_chunks_are_whole_sentences_of_the_wanted_size() -> None:
    text = " ".join(sentence(i) for i in range(6))
    # Six sentences of 10 tokens, 20 wanted: three chunks of two.
    assert [chunk.text for chunk in cut(text)] == [f"{sentence(i)} {sentence(i + 1)}" for i in (0, 2, 4)]


def test_no_tiny_rest() -> None:
    text = " ".join(sentence(i) for i in range(5))
    # 20 + 30 (cost 0 + 0.25) is better than 20 + 20 + 10 (0 + 0 + 0.25, and another cut).
    assert sorted(chunk.text.count(".") for chunk in cut(text)) == [2, 3]


def test_a_chunk_never_crosses_a_page() -> None:
    chunks = cut(sentence(1), sentence(2), "", "  \n ", sentence(3))
    assert [(chunk.page, chunk.text) for chunk in chunks] == [
        (1, sentence(1)),
        (2, sentence(2)),
        (5, sentence(3)),
    ]


def test_the_words_after_a_page_end_are_in_a_chunk_too() -> None:
    pages = [Page(1, "She bought the"), Page(2, "Heron. It sank.")]
    units = [Unit(Kind.PARAGRAPH, 1, 0, 14, rest=Rest(2, 0, 6)), Unit(Kind.PARAGRAPH, 2, 7, 15)]
    chunks = split(pages, "", "sha", Words(), 20, units=units)
    assert [(chunk.page, chunk.text) for chunk in chunks] == [(1, "She bought the"), (2, "Heron. It sank.")]


def test_what_goes_on_below_a_caption_is_in_a_chunk_and_so_is_the_caption() -> None:
    pages = [Page(1, "She bought the"), Page(2, "Figure 3. A ship.\nHeron. It sank.")]
    units = [
        Unit(Kind.PARAGRAPH, 1, 0, 14, rest=Rest(2, 18, 24)),
        Unit(Kind.CAPTION, 2, 0, 17),
        Unit(Kind.PARAGRAPH, 2, 25, 33),
    ]
    for most in (4, 20):
        chunks = [chunk for chunk in split(pages, "", "sha", Words(), most, units=units) if chunk.page == 2]
        assert (
            " ".join(" ".join(chunk.text for chunk in chunks).split()) == "Figure 3. A ship. Heron. It sank."
        )


def test_a_paragraph_is_the_better_place_to_cut() -> None:
    parts = [sentence(i, 6) for i in range(6)]  # 7 tokens each, 42 in all: two chunks of three are even
    text = f"{' '.join(parts[:4])}\n\n{' '.join(parts[4:])}"
    # 28 + 14 costs 0.16 + 0.09 = 0.25; 21 + 21 costs 0.005 + 0.3 for the cut.
    assert [chunk.text.count(".") for chunk in cut(text)] == [4, 2]
    text = f"{' '.join(parts[:5])}\n\n{parts[5]}"
    # 35 + 7 costs 0.5625 + 0.4225 = 0.985; 21 + 21 is cheaper now.
    assert [chunk.text.count(".") for chunk in cut(text)] == [3, 3]


def test_a_heading_stays_with_its_text() -> None:
    text = f"{sentence(0, 19)}\n\nMethods\n\n{sentence(1, 19)}"
    sections = (Section(1, text.index("Methods"), "Methods"),)
    chunks = cut(text, title="Paper", sections=sections)
    assert [chunk.text.split()[0] for chunk in chunks] == ["Sentence0", "Methods"]
    assert [chunk.header for chunk in chunks] == ["Paper", "Paper › Methods"]


def test_a_section_goes_on_over_pages() -> None:
    chunks = cut(sentence(0), sentence(1), title="Paper", sections=(Section(1, 0, "Methods"),))
    assert [chunk.header for chunk in chunks] == ["Paper › Methods"] * 2


def test_the_header_does_not_repeat_itself_and_is_short() -> None:
    assert cut(sentence(0), title="Methods", sections=(Section(1, 0, "methods"),))[0].header == "Methods"
    long = cut(sentence(0), title="very " * 100 + "long")[0].header
    assert Words().count_tokens(long) <= 32


def test_a_sentence_that_is_too_long_comes_in_parts() -> None:
    rows = [f"row{i} | {i} | {i}" for i in range(60)]  # 5 tokens a row, 300 in one sentence
    chunks = cut("\n".join(rows))
    assert "".join("".join(chunk.text.split()) for chunk in chunks) == "".join("".join(rows).split())
    assert all(chunk.text.startswith("row") for chunk in chunks)  # cut at lines


def test_text_without_spaces() -> None:
    text = "漢字" * 100
    chunks = cut(text)
    assert "".join(chunk.text for chunk in chunks) == text
    assert {len(chunk.text) for chunk in chunks} == {20}


def test_a_blob_is_cut_though_it_is_one_token() -> None:
    chunks = cut("x" * 5000)
    assert "".join(chunk.text for chunk in chunks) == "x" * 5000
    assert max(len(chunk.text) for chunk in chunks) <= 40 * 13


def test_a_tokenizer_whose_parts_do_not_add_up() -> None:
    class Greedy(Words):
        def count_tokens(self, text: str) -> int:
            return len(text) // 3 if len(text) > 80 else len(text) // 8

    text = " ".join(sentence(i) for i in range(20))
    chunks = split([Page(1, text)], "", "sha", Greedy(), 20)
    assert all(Greedy().count_tokens(chunk.text) <= 40 for chunk in chunks)
    assert "".join("".join(chunk.text.split()) for chunk in chunks) == "".join(text.split())


def test_ids_depend_on_document_page_place_and_text() -> None:
    pages = [Page(1, sentence(1)), Page(2, sentence(1))]
    first = split(pages, "", "sha", Words(), 20)
    again = split(pages, "another title", "sha", Words(), 20)
    other = split(pages, "", "other", Words(), 20)
    assert [chunk.id for chunk in first] == [chunk.id for chunk in again]
    assert len({chunk.id for chunk in (*first, *other)}) == 4


def test_cutting_a_long_page_can_be_stopped_in_the_middle_of_it() -> None:
    text = " ".join(sentence(i) for i in range(600))
    asked = 0

    def stop_at_the_third() -> None:
        nonlocal asked
        asked += 1
        if asked == 3:  # the page, 256 sentences, 512 sentences
            raise InterruptedError

    with pytest.raises(InterruptedError):
        split([Page(1, text)], "", "sha", Words(), 20, check=stop_at_the_third)
