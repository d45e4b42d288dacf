"""Blocks, cells and spots as JSON: short, for a page has many."""

from dataclasses import astuple
from typing import Any

from rag.values.pages import Block, Cell, Kind, Spot


def block_to_json(block: Block) -> dict[str, Any]:
    """Only what is not as for most blocks; `block_from_json` makes the block again."""
    body: dict[str, Any] = {"kind": block.kind.value, "start": block.start, "end": block.end}
    for name in ("level", "depth", "lead", "is_head", "goes_on", "hangs"):
        if value := getattr(block, name):
            body[name] = value
    if block.headings:
        body["headings"] = list(block.headings)
    if block.table is not None:
        body["table"] = block.table
    if block.cells:
        body["cells"] = cells_to_json(block.cells)
    return body


def block_from_json(body: dict[str, Any]) -> Block:
    """The block that `body` was made from."""
    known = {**body, "kind": Kind(body["kind"]), "headings": tuple(body.get("headings", ()))}
    return Block(**{**known, "cells": cells_from_json(body.get("cells", ()))})


def cells_to_json(cells: tuple[Cell, ...]) -> list[dict[str, Any]]:
    return [
        {
            "head": cell.head,
            "start": cell.start,
            "end": cell.end,
            **({"address": cell.address} if cell.address else {}),
        }
        for cell in cells
    ]


def cells_from_json(body: Any) -> tuple[Cell, ...]:
    return tuple(Cell(**cell) for cell in body)


def spots_to_json(spots: tuple[Spot, ...]) -> list[list[float]]:
    """Each as the list of its fields, the fractions rounded to a ten-thousandth."""
    return [[spot.start, spot.end, *(round(value, 4) for value in astuple(spot)[2:])] for spot in spots]


def spots_from_json(body: Any) -> tuple[Spot, ...]:
    return tuple(Spot(*fields) for fields in body)
