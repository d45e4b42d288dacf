"""Marks of lists and of Markdown are not read aloud."""

import pytest

from rag.language.layout import plain_line


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("- The exam is\non 4 May.", "The exam is on 4 May."),
        ("## Dates", "Dates"),
        ("• **Smoot**: a hole for hares", "Smoot: a hole for hares"),
        ("Use `pip` and *only* pip.", "Use pip and only pip."),
        ("2. Add the sugar.", "2. Add the sugar."),
        ("x_1 and a*b*c stay", "x_1 and a*b*c stay"),
        ("-3 degrees", "-3 degrees"),
    ],
)
def test_a_plain_line(text, line):
    assert plain_line(text) == line
