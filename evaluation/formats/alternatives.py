"""A cell as text, and several texts in one cell, set apart by " | "."""

import math
import re
import unicodedata
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

_BETWEEN = re.compile(r"\s+\|\s+")
_FORMULA = ("=", "+", "-", "@")


def plain_text(value: Any) -> str:
    """A cell as text: without control characters, and without the mark that keeps spreadsheets from computing."""
    text = _written(value)
    text = "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs")).strip()
    return text[1:] if text.startswith("'") and text[1:].startswith(_FORMULA) else text


def parted(text: str) -> list[str]:
    """The texts of a cell, in order; `joined` puts them together."""
    return [plain_text(part).replace(r" \| ", " | ") for part in _BETWEEN.split(text)]


def joined(texts: Sequence[str]) -> str:
    """Texts in one cell, as `parted` reads them."""
    return " | ".join(text.replace(" | ", r" \| ") for text in texts)


def _written(value: Any) -> str:
    """A value as a person would write it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(
        value, float
    ):  # NaN is how pandas writes an empty cell; 15 digits are what a spreadsheet keeps
        return "" if math.isnan(value) else f"{value:.15g}"
    if isinstance(value, datetime) and value == datetime(value.year, value.month, value.day):
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, date) else str(value)
