"""All settings together, and the file that keeps them."""

import json
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from rag.common.files import private_folder, replacing
from rag.errors import InvalidSetting
from rag.settings.group import Checked, every_setting
from rag.settings.groups import Answering, Ingestion, Models, Retrieval
from rag.settings.messages import unknown
from rag.settings.sharing import Sharing


class Settings(Checked):
    """All settings. `Settings.load` reads `settings.toml` of a library folder over the defaults."""

    retrieval: Retrieval = Retrieval()
    answering: Answering = Answering()
    models: Models = Models()
    ingestion: Ingestion = Ingestion()
    sharing: Sharing = Sharing()

    @classmethod
    def from_mapping(cls, values: Mapping[str, Any]) -> "Settings":
        """Settings from `{"retrieval": {"alpha": 0.5}, …}`; wrong names and values raise InvalidSetting."""
        return cls.model_validate(values)

    @classmethod
    def load(cls, folder: Path) -> "Settings":
        """The settings kept in `folder/settings.toml`, or the defaults where there is no such file.

        Raises InvalidSetting where the file, a name or a value in it is wrong.
        """
        path = folder / "settings.toml"
        if not path.exists():
            return cls()
        try:
            values = tomllib.loads(path.read_text(encoding="utf-8-sig"))  # Windows writes a signature
        except (OSError, ValueError, RecursionError) as error:  # ValueError: not TOML, or not UTF-8
            raise InvalidSetting(f"{path} cannot be read as TOML ({error}). Mend or delete it.") from error
        try:
            return cls.from_mapping(values)
        except InvalidSetting as error:
            raise InvalidSetting(f"In {path}: {error}") from error

    def save(self, folder: Path) -> None:
        """Write what differs from the defaults to `folder/settings.toml`, all or nothing."""
        lines = []
        for group, values in self.model_dump(exclude_defaults=True).items():
            lines.append(f"[{group}]")
            lines += [f"{name} = {_toml(value)}" for name, value in values.items()]
        private_folder(folder)
        with replacing(folder / "settings.toml") as temporary:
            temporary.write_text("\n".join(lines) + "\n", encoding="utf-8")

    def changed(self, name: str, value: object) -> "Settings":
        """A copy with one setting changed, named "group.field"; text is converted to its type."""
        return self.changed_all({name: value})

    def changed_all(self, changes: Mapping[str, object]) -> "Settings":
        """A copy with several settings changed, by name; only the outcome has to be in order."""
        values = self.model_dump()
        for name, value in changes.items():
            if name not in every_setting():
                raise InvalidSetting(unknown(name, every_setting()))
            group, _, field = name.partition(".")
            values[group][field] = value
        return self.from_mapping(values)

    def by_name(self) -> dict[str, object]:
        """The value of every setting, by its name "group.field"."""
        groups = self.model_dump().items()
        return {f"{group}.{field}": value for group, values in groups for field, value in values.items()}


def _toml(value: object) -> str:
    if isinstance(value, str):
        # TOML's text is JSON's, but for one character that TOML wants to be escaped too.
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    return str(value).lower()
