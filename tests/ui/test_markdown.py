import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.markdown import escape, escape_lines, highlighted, marked, megabytes, plural, shortened


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain words", "plain words"),
        ("a *b* _c_", r"a \*b\* \_c\_"),
        ("<b>x</b>", r"\<b\>x\<\/b\>"),
        ("# no heading", r"\# no heading"),
        ("1. no list", r"1\. no list"),
        ("[a](http)", r"\[a\]\(http\)"),
        ("$x^2$", r"\$x\^2\$"),
        ("two\n\nlines\tand  blanks", "two lines and blanks"),
        (":red[x]", r"\:red\[x\]"),
    ],
)
def test_nothing_is_left_that_markdown_reads(text: str, shown: str) -> None:
    assert escape(text) == shown


def test_shortcodes_and_arrows_are_parted_without_a_visible_sign() -> None:
    assert escape(":smile:").replace("\u2060", "") == r"\:smile\:"
    assert "\u2060" in escape(":smile:") and "\u2060" in escape("a -> b")


def test_marked_words_are_bold_and_keep_their_blanks() -> None:
    assert marked("a comet of ice", [(2, 7)]) == "a **comet** of ice"
    assert marked("a comet of ice", [(1, 8)]) == "a **comet** of ice"  # white space is never inside
    assert marked("ab* cd", [(0, 2), (1, 3)]) == r"**ab\*** cd"  # overlapping marks are one
    assert marked("abc", []) == "abc"
    # Between a mark that is inside and a letter that is not stands a word joiner, or there is no bold.
    assert marked("占34%的土", [(1, 4)]) == "占**34\\%\u2060**的土"
    assert marked("US$30 m", [(2, 5)]) == "US**\u2060\\$30** m"


def test_a_quote_stands_on_a_ground_within_its_context() -> None:
    text = "Ice. It was Mirela. Then"
    assert highlighted(text, (5, 19), [(12, 18)]) == (r"Ice\. :yellow-background[It was **Mirela**\.] Then")


def test_sizes_and_counts() -> None:
    assert [megabytes(10), megabytes(2048), megabytes(3 * 1024 * 1024)] == ["1 KB", "2 KB", "3.0 MB"]
    assert [plural(1, "page"), plural(1200, "page")] == ["1 page", "1,200 pages"]
    assert shortened("one two three", 8) == "one two…"


def test_lines_are_kept_where_they_are_asked_for() -> None:
    text = "One\nTwo\n\nThe quote. End\nLast"
    assert escape_lines("One\n- two\n\nthree") == "One  \n\\- two\n\nthree"
    assert highlighted(text, (9, 19), lines=True) == (
        "One  \nTwo\n\n:yellow-background[The quote\\.] End  \nLast"
    )
    assert highlighted("One\nTwo", (0, 0), lines=True) == "One  \nTwo"


# What remark-gfm makes links of in the text that is left after parsing (mdast-util-gfm-autolink-literal).
_AUTOLINKS = (
    re.compile(r"(https?://|www(?=\.))([-.\w]+)([^ \t\r\n]*)", re.IGNORECASE),
    re.compile(r"([-.\w+]+)@([-\w]+(?:\.[-\w]+)+)"),
)


def _parsed(markdown: str) -> str:
    """The text that Markdown's backslashes leave."""
    return re.sub(r"\\(.)", r"\1", markdown)


@given(
    st.lists(
        st.sampled_from(
            [
                "http",
                "https",
                "HTTP",
                ":",
                "//",
                "/",
                "www",
                "WWW",
                ".",
                "a.b",
                "me",
                "@",
                "-",
                " ",
                "x",
                "ä",
                "\u2060",
            ]
        ),
        max_size=12,
    ).map("".join)
)
def test_no_bare_address_becomes_a_link_and_every_character_stays(text: str) -> None:
    left = _parsed(escape(text))
    assert not any(link.search(left) for link in _AUTOLINKS)
    assert left.replace("\u2060", "") == " ".join(text.split()).replace("\u2060", "")


@pytest.mark.parametrize(
    "address",
    [
        "http://a.example/x?y=1",
        "https://a.example",
        "see www.example.org.",
        "me@example.org",
        "WWW.EXAMPLE.ORG",
    ],
)
def test_an_address_would_have_been_a_link(address: str) -> None:
    assert any(link.search(address) for link in _AUTOLINKS)
    assert not any(link.search(_parsed(escape(address))) for link in _AUTOLINKS)
    assert not any(link.search(_parsed(escape_lines(address))) for link in _AUTOLINKS)
    assert not any(link.search(_parsed(marked(address, [(0, 3)]))) for link in _AUTOLINKS)
