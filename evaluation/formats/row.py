"""A row of a test set file, before its values are understood."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Row:
    """`cells` by our column names; `line` is 1-based; `ignored` are columns that mean nothing here.

    `problem` is set where the row's shape is wrong already. `titles` are what the columns are called in the file, by
    our names.
    """

    line: int
    cells: Mapping[str, Any] = field(default_factory=dict)
    ignored: tuple[str, ...] = ()
    problem: str = ""
    titles: Mapping[str, str] = field(default_factory=dict)
