"""A read file as JSON: how the reading child hands it to its parent, page by page and then the rest."""

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from ingest.readers.base import ReadFile, Section
from rag.values import Kind, Page, Rest, Unit
from rag.values.blocks_json import (
    block_from_json,
    block_to_json,
    cells_from_json,
    cells_to_json,
    spots_from_json,
    spots_to_json,
)


def file_to_json(file: ReadFile) -> dict[str, Any]:
    """The file without its pages, each of which is one by itself: a long document has much of them."""
    return {
        "title": file.title,
        "media_type": file.media_type,
        "problems": file.problems,
        "sections": [asdict(section) for section in file.sections],
        "units": [unit_to_json(unit) for unit in file.units],
    }


def file_from_json(body: dict[str, Any], pages: Iterable[Page]) -> ReadFile:
    """The file that `file_to_json` was given, of these pages."""
    return ReadFile(
        title=body["title"],
        media_type=body["media_type"],
        pages=tuple(pages),
        problems=tuple(body["problems"]),
        sections=tuple(Section(**section) for section in body["sections"]),
        units=tuple(_unit(unit) for unit in body["units"]),
    )


def page_to_json(page: Page) -> dict[str, Any]:
    return {
        "number": page.number,
        "text": page.text,
        "method": page.method,
        "heading": page.heading,
        "problems": page.problems,
        "label": page.label,
        "blocks": [block_to_json(block) for block in page.blocks],
        "glyphs": page.glyphs,
        "spots": spots_to_json(page.spots),
        "shape": page.shape,
    }


def unit_to_json(unit: Unit) -> dict[str, Any]:
    return {
        "kind": unit.kind.value,
        "page": unit.page,
        "start": unit.start,
        "end": unit.end,
        "context": unit.context,
        "depth": unit.depth,
        "table": unit.table,
        "cells": cells_to_json(unit.cells),
        "rest": None if unit.rest is None else asdict(unit.rest),
        "under": unit.under,
        "item": unit.item,
        "summary": unit.summary,
    }


def page_from_json(body: dict[str, Any]) -> Page:
    """The page that `page_to_json` was given."""
    made = {
        "problems": tuple(body["problems"]),
        "blocks": tuple(block_from_json(block) for block in body["blocks"]),
        "glyphs": tuple((start, length, index) for start, length, index in body["glyphs"]),
        "spots": spots_from_json(body["spots"]),
    }
    return Page(**{**body, **made})


def _unit(body: dict[str, Any]) -> Unit:
    made = {
        "kind": Kind(body["kind"]),
        "context": tuple(body["context"]),
        "cells": cells_from_json(body["cells"]),
        "rest": None if body["rest"] is None else Rest(**body["rest"]),
        "under": None if body["under"] is None else tuple(body["under"]),
        "item": None if body["item"] is None else tuple(body["item"]),
    }
    return Unit(**{**body, **made})
