"""Notebooks: cells under headings, what the code gave, old formats."""

import json
from pathlib import Path
from typing import Any

import pytest

from rag.errors import Refusal, UnreadableFile
from tests.ingest.readers.reading import block, read, shown


def notebook(*cells: dict[str, Any]) -> str:
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4})


def code(source: str, *outputs: dict[str, Any]) -> dict[str, Any]:
    return {"cell_type": "code", "source": source, "outputs": outputs}


def test_a_page_is_the_cells_under_a_heading(tmp_path: Path) -> None:
    marked = {"cell_type": "markdown", "source": ["# Intro\n", "Some **text**.\n", "## Data\n", "- one\n"]}
    raw = {"cell_type": "raw", "source": "As it is."}
    found = read(tmp_path, "a.ipynb", notebook(marked, code("x = 1"), raw))
    assert [(page.label, page.method) for page in found.pages] == [("Intro", "cells"), ("Data", "cells")]
    assert shown(found)[1] == ("paragraph", "Some text.")
    assert shown(found)[3:] == [("item", "one"), ("code", "x = 1"), ("paragraph", "As it is.")]
    assert block(found, "x = 1").headings == ("Intro", "Data")


@pytest.mark.parametrize(
    ("output", "blocks"),
    [
        (
            {"output_type": "stream", "text": ["10%\r20%\r30%\n", "\x1b[31mred\x1b[0m\n"]},
            [("code", "30%\nred")],
        ),
        ({"output_type": "execute_result", "data": {"text/plain": "42"}}, [("code", "42")]),
        (
            {
                "output_type": "display_data",
                "data": {"text/plain": "<Figure size 6x4 with 1 Axes>", "image/png": "iVB"},
            },
            [],
        ),
        (
            {
                "output_type": "execute_result",
                "data": {"text/html": "<table><tr><th>a<tr><td>1</table>", "text/plain": "a 1"},
            },
            [("row", "a"), ("row", "1")],
        ),
        (
            {"output_type": "execute_result", "data": {"text/latex": "$\\displaystyle x^{2}$"}},
            [("formula", "x^{2}")],
        ),
        (
            {"output_type": "error", "ename": "KeyError", "evalue": "'a'", "traceback": ["secret line"]},
            [("code", "KeyError: 'a'")],
        ),
    ],
)
def test_what_the_code_gave(tmp_path: Path, output: dict[str, Any], blocks: list[tuple[str, str]]) -> None:
    assert shown(read(tmp_path, "a.ipynb", notebook(code("run", output))))[1:] == blocks


def test_older_notebooks(tmp_path: Path) -> None:
    cells = [
        {"cell_type": "heading", "level": 2, "source": "Old"},
        {"cell_type": "code", "input": "1", "outputs": [{"output_type": "pyout", "text": ["one"]}]},
    ]
    found = read(tmp_path, "a.ipynb", json.dumps({"worksheets": [{"cells": cells}], "nbformat": 3}))
    assert shown(found) == [("heading", "Old"), ("code", "1"), ("code", "one")]


@pytest.mark.parametrize("text", ["{}", "[1", "[" * 100_000, '{"cells": 5}', "null"])
def test_what_is_no_notebook_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(UnreadableFile) as refused:
        read(tmp_path, "a.ipynb", text)
    assert refused.value.refusal is Refusal.DAMAGED


def test_wrong_types_do_no_harm(tmp_path: Path) -> None:
    odd = [
        1,
        {"cell_type": "code", "source": 5, "outputs": 7},
        {"cell_type": "markdown", "source": ["Fine.", 3]},
    ]
    assert shown(read(tmp_path, "a.ipynb", json.dumps({"cells": odd}))) == [("paragraph", "Fine.")]
