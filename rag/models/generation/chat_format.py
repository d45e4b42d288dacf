"""A model's own chat format, from the template that lies beside its weights."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NoReturn

from jinja2 import TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from rag.errors import ModelUnavailable

_TEMPLATE, _CONFIG = "chat_template.jinja", "tokenizer_config.json"


class ChatFormat:
    """Turns a conversation into the text that the model was taught to go on from. Needs no transformers."""

    def __init__(self, template: str, special: Mapping[str, Any]) -> None:
        environment = ImmutableSandboxedEnvironment(trim_blocks=True, lstrip_blocks=True)
        environment.globals["raise_exception"] = _refuse
        self._template = environment.from_string(template)
        self._special = {name: text for name, text in special.items() if isinstance(text, str)}

    @classmethod
    def of(cls, folder: Path) -> "ChatFormat":
        """The format of a folder as transformers saves it; ModelUnavailable where there is none."""
        try:
            config = json.loads((folder / _CONFIG).read_text(encoding="utf-8"))
            beside = folder / _TEMPLATE
            template = beside.read_text(encoding="utf-8") if beside.is_file() else config["chat_template"]
            return cls(template, config)
        except (OSError, ValueError, KeyError, TypeError, TemplateError) as error:
            raise ModelUnavailable(
                f"The model in {folder} has no chat format that can be read ({error!r}). Prepare it again."
            ) from error

    def text(self, turns: Sequence[Mapping[str, str]], reply: bool = True) -> str:
        """The conversation as text; with `reply` up to where the model's reply begins. A turn has "role" and
        "content"."""
        shown: str = self._template.render(messages=turns, add_generation_prompt=reply, **self._special)
        return shown


def _refuse(message: str) -> NoReturn:
    raise TemplateError(message)
