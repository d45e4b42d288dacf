"""What one setting is: its words, and its bounds or choices, as its field declares them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

Kind = Literal["boolean", "integer", "number", "string"]


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting, by its `name` "group.field", with a `label` and what it does (`description`).

    `low` and `high` bound a number, both included; `None`: it is not a number. `choices` are all
    the values there are, `suggestions` the usual ones; empty: any value of the kind.
    """

    name: str
    label: str
    description: str
    kind: Kind
    default: object
    low: float | None = None
    high: float | None = None
    choices: tuple[str, ...] = ()
    suggestions: tuple[str, ...] = ()

    @classmethod
    def of(cls, name: str, schema: Mapping[str, Any]) -> "Setting":
        """The setting that a property of a JSON schema describes."""
        return cls(
            name,
            schema["title"],
            schema["description"],
            schema["type"],
            schema["default"],
            schema.get("minimum"),
            schema.get("maximum"),
            tuple(schema.get("enum", ())),
            tuple(schema.get("examples", ())),
        )

    @property
    def expected(self) -> str:
        """What its value must be, in words."""
        if self.choices:
            return " or ".join(f'"{choice}"' for choice in self.choices)
        if self.kind == "boolean":
            return "true or false"
        if self.kind == "string":
            return "text, in quotes"
        number = "a whole number" if self.kind == "integer" else "a number"
        return f"{number} from {self.low} to {self.high}"
