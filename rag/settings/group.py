"""What every group of settings has: it cannot be changed, and what is wrong with it is said in words."""

from collections.abc import Mapping
from functools import cache
from typing import Any, Self

from pydantic import (
    BaseModel,
    ConfigDict,
    ModelWrapValidatorHandler,
    ValidationError,
    ValidationInfo,
    field_validator,
    model_validator,
)

from rag.errors import InvalidSetting
from rag.settings.messages import explained
from rag.settings.setting import Setting


class Checked(BaseModel):
    """Values that are checked together when they are made; making wrong ones raises InvalidSetting."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    @classmethod
    def table(cls) -> str:
        """The table of settings.toml that holds the values; "" for the whole file."""
        return ""

    @model_validator(mode="wrap")
    @classmethod
    def _in_words(cls, values: Any, make: ModelWrapValidatorHandler[Self]) -> Self:
        try:
            return make(values)
        except ValidationError as error:
            raise InvalidSetting(explained(cls.table(), error, every_setting())) from error


class Group(Checked):
    """The settings of one part. Text stands for a number or a truth value too, as on a command line."""

    @classmethod
    def table(cls) -> str:
        """The name of the group: "retrieval" for Retrieval."""
        return cls.__name__.lower()

    def changed(self, **values: object) -> Self:
        """A copy with these values, checked as a whole. Raises InvalidSetting."""
        return type(self).model_validate(dict(self) | values)

    @field_validator("*", mode="before")
    @classmethod
    def _of_its_kind(cls, value: object, info: ValidationInfo) -> object:
        """Pydantic would take 1 for true, true for 1, and half a character, which no file can hold."""
        if isinstance(value, str):
            value.encode()
        elif isinstance(value, bool) is not (cls.model_fields[str(info.field_name)].annotation is bool):
            raise ValueError("a truth value is no number, and no number is a truth value")
        return value

    def _check_order(self, lower: str, upper: str) -> None:
        """Raises InvalidSetting where the field `lower` is above the field `upper`."""
        low, high = getattr(self, lower), getattr(self, upper)
        if low > high:
            raise InvalidSetting(
                f"{self.table()}.{lower} is {low}, but must not be above {self.table()}.{upper}, which is {high}. "
                "Lower the first, or raise the second."
            )


@cache
def every_setting() -> Mapping[str, Setting]:
    """Every setting there is, by its name "group.field"."""
    return {
        f"{group.table()}.{field}": Setting.of(f"{group.table()}.{field}", schema)
        for group in Group.__subclasses__()
        for field, schema in group.model_json_schema()["properties"].items()
    }
