"""A formula is shown as its page shows it, in the answer and beside its words."""

import base64
import io
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from rag.common.files import sha256
from rag.store.rows import NewDocument
from rag.values import Block, Kind, Page
from service.engine import Engine
from ui.chat.flow.blocks import BlockLook, FlowBlock, FlowSentence
from ui.chat.flow.formulas import with_pictures
from ui.chat.sources import NumberedSource
from ui.viewer.cutting import formula

TEXT = "It is E = mc."
PAGE = Page(1, TEXT, "pdfium", blocks=(Block(Kind.PARAGRAPH, 0, 5), Block(Kind.FORMULA, 6, 13)))
SOURCE = NumberedSource(1, 1, "a.pdf", 1, 6, 13, "E = mc.", 0.9)
BLOCK = FlowBlock(BlockLook.FORMULA, (FlowSentence("E = mc.", (1,)),), quoted=True)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    canvas = Canvas(str(tmp_path / "a.pdf"))
    canvas.drawString(72, 700, TEXT)
    canvas.save()
    return tmp_path / "a.pdf"


def test_only_a_formula_that_is_drawn_has_a_picture(engine: Engine, path: Path) -> None:
    assert formula(SOURCE, PAGE, path) is not None
    assert formula(SOURCE, PAGE, None) is None
    assert formula(SOURCE, replace(PAGE, method="section"), path) is None
    assert formula(replace(SOURCE, start=0, end=5, quote="It is"), PAGE, path) is None
    assert formula(replace(SOURCE, quote="E = md."), PAGE, path) is None  # the page has changed


def test_a_formula_of_an_answer_has_its_picture(engine: Engine, path: Path) -> None:
    new = NewDocument("Course", "a.pdf", "A", sha256(path), "application/pdf", 9)
    vectors = np.zeros((0, 4), dtype=np.float32)
    key = engine.library.add_document(new, [PAGE], [], vectors, "fake", path).id
    text = FlowBlock(BlockLook.PARAGRAPH, BLOCK.sentences)
    shown, kept = with_pictures([BLOCK, text], [replace(SOURCE, document_id=key)])
    assert kept is text
    assert shown.picture is not None
    with Image.open(io.BytesIO(base64.b64decode(shown.picture.png))) as drawn:
        assert drawn.width // 2 == shown.picture.width < 120  # of 900 for the whole page


def test_a_formula_of_a_document_that_is_gone_keeps_its_words(engine: Engine) -> None:
    assert with_pictures([BLOCK], [replace(SOURCE, document_id=99)]) == [BLOCK]
