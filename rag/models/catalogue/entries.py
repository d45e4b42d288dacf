"""The catalogue as it is read from its table, `data/models.toml`."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from rag.errors import ModelUnavailable

EMBEDDED = "embedded"
"""The name of the model that comes with Lectern."""

_TABLE = Path(__file__).parent / "data" / "models.toml"


@dataclass(frozen=True, slots=True)
class FilePart:
    """One piece of a file: its number, from 1; the package that holds it, where in its wheel, and how many bytes."""

    number: int
    requirement: str
    member: str
    bytes: int


@dataclass(frozen=True, slots=True)
class ModelEntry:
    """One model. `data/models.toml` says what each field is; sizes are bytes, `context` is tokens.

    `parts` are the pieces of the file in order, () where no packages hold it. `revision` is the publisher's.
    `taught` is the SHA-256 of the file of what it was taught for Lectern, "" where it was taught nothing.
    `carried` are the log-odds from which it is believed that a text carries a claim.
    """

    name: str
    label: str
    publisher: str
    revision: str
    file: str
    sha256: str
    bytes: int
    licence: str
    disk: int
    memory: int
    conversion_memory: int
    recommended_memory: int
    worth_waiting: bool
    prompt: str
    context: int
    taught: str = ""
    carried: float = 0.0
    parts: tuple[FilePart, ...] = ()

    @property
    def embedded(self) -> bool:
        """Whether it comes with Lectern, so that nothing has to be fetched."""
        return self.name == EMBEDDED


@cache
def catalogue() -> Mapping[str, ModelEntry]:
    """Every model by its name, the smallest first."""
    return MappingProxyType({entry.name: entry for entry in map(_entry, _table()["model"])})


def entry_of(name: str) -> ModelEntry:
    """The model of a name. Raises ModelUnavailable where the catalogue has none."""
    if name not in catalogue():
        raise ModelUnavailable(
            f'The catalogue has no model "{name}". It has: {", ".join(catalogue())}. Choose one of them.'
        )
    return catalogue()[name]


def fetches_by_itself() -> bool:
    """Whether the table lets `lectern prepare` fetch the recommended model without being asked."""
    return bool(_table()["automatic"])


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(_TABLE.read_text(encoding="utf-8"))


def _entry(values: Mapping[str, Any]) -> ModelEntry:
    held = values.get("parts")
    return ModelEntry(**{**values, "parts": tuple(_parts(held, values["bytes"])) if held else ()})


def _parts(held: Mapping[str, Any], whole: int) -> Iterator[FilePart]:
    for number in range(1, held["count"] + 1):
        before = (number - 1) * held["bytes"]
        yield FilePart(
            number,
            held["requirement"].format(part=number),
            held["member"].format(part=number),
            min(held["bytes"], whole - before),
        )
