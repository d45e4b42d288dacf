"""Formulas in TeX, as they are said on a line."""

import pytest

from ingest.readers.formulas.tex import linear


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("E=mc^2", "E = mc^2"),
        (r"E = m \cdot c^{2}", "E = m ⋅ c^2"),
        (r"P(\text{data})", "P(data)"),
        (r"\left.\frac{dy}{dx}\right|_{x=0}", "dy/dx|_(x = 0)"),
        (r"\frac{1}{2}", "1/2"),
        (r"\frac{a+b}{2n}", "(a + b)/(2n)"),
        (r"\frac12", "1/2"),
        (r"x_{i+1}^2", "x_(i + 1)^2"),
        (r"\sqrt{y}, \sqrt[3]{y}", "√(y), root_3(y)"),
        (r"\int_0^1 x\,dx", "∫_0^1 x dx"),
        (r"\sum_{n=1}^{10} \frac{1}{n^{2}}", "∑_(n = 1)^10 1/(n^2)"),
        (r"v = 3 \text{ metres}", "v = 3 metres"),
        (r"\sin{\left(a - b\right)}", "sin(a - b)"),
        (r"\sigma x", "σ x"),
        (r"\mathbf{A}x \leq b", "Ax ≤ b"),
        (r"f'(x) = -1", "f′(x) = -1"),
        (r"f^{\prime}", "f′"),
        ("2x - 10", "2x - 10"),
        (r"\begin{align} a &= b \\ c &= d \end{align}", "a = b\nc = d"),
        # What is not known, or cannot be said on a line, stays as it is.
        (r"\tuple{x,y}", r"\tuple{x,y}"),
        (r"\begin{pmatrix} a & b \\ c & d \end{pmatrix}", r"\begin{pmatrix} a & b \\ c & d \end{pmatrix}"),
        (r"\frac{1}", r"\frac{1}"),
        ("{" * 5000, "{" * 5000),
    ],
)
def test_linear(source: str, said: str) -> None:
    assert linear(source) == said
