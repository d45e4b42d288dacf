"""Which lines of plain text are formulas."""

import pytest

from ingest.blocks import plain
from ingest.blocks.verbatim.equations import is_equation
from rag.values.pages import Kind


@pytest.mark.parametrize(
    "line",
    [
        "E = m c^2", "E = mc^2", "F = G * m1 * m2 / r^2   (3)", "a^2 + b^2 = c^2", "x_1 <= x_2 + 1",
        "f(x) = sin(x) / x",
        "v(t) = v0 + a*t", "2 H2 + O2 → 2 H2O", "s = 1/2 g t²", "p·V = n·R·T",
    ],
)  # fmt: skip
def test_formulas(line: str) -> None:
    assert is_equation(line)


@pytest.mark.parametrize(
    "line",
    [
        "Room = B12", "Price = 5", "The sum = a + b", "x = 5", "CPU = central unit", "a == b", "x = foo(1);",
        "int x = a + b", "name = 'a/b'", "A - B", "- a = b", "= a + b", "9 - 5 = 4", "key=value", "Tel. = 0201/44 55",
        "a += b * c", "<b>x = y</b>",
    ],
)  # fmt: skip
def test_no_formulas(line: str) -> None:
    assert not is_equation(line)


def test_it_stands_by_itself() -> None:
    blocks = plain.blocks("The energy is told by this.\n\nE = m c^2\n\nwhere m is the mass of it.")
    assert [block.kind for block in blocks] == [Kind.PARAGRAPH, Kind.FORMULA, Kind.PARAGRAPH]
    assert Kind.FORMULA not in [block.kind for block in plain.blocks("It is\nE = m c^2\nfor a mass at rest.")]
