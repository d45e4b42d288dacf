"""Every setting there is: frozen, validated when made, each used somewhere and documented here."""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any

import platformdirs

from rag.errors import InvalidSetting


def _within(name: str, value: float, low: float, high: float) -> None:
    if not low <= value <= high:
        raise InvalidSetting(f"{name} is {value}, but must lie between {low} and {high}.")


@dataclass(frozen=True, slots=True)
class Retrieval:
    """`alpha` is the weight of the dense score in the fusion (for a follow-up, half way from it to 1),
    `top_k` the passages kept, `pool` how many each search contributes, `fusion` "convex" or "rrf"."""

    alpha: float = 0.5
    top_k: int = 12
    pool: int = 60
    fusion: str = "convex"

    def __post_init__(self) -> None:
        _within("retrieval.alpha", self.alpha, 0, 1)
        _within("retrieval.top_k", self.top_k, 1, 50)
        _within("retrieval.pool", self.pool, self.top_k, 1000)
        if self.fusion not in ("convex", "rrf"):
            raise InvalidSetting(f'retrieval.fusion is "{self.fusion}", but must be "convex" or "rrf".')


@dataclass(frozen=True, slots=True)
class Answering:
    """`threshold` is the gate's: below this probability Lectern abstains; higher means fewer wrong
    answers and more abstentions. On 100 questions about two courses the default answers .73 of what they
    answer and abstains from .80 of the rest; 0.35 gives .87 and .63, 0.55 gives .54 and .90 (with the gate
    fitted on these questions among others; `benchmarks/fit_gate.py` cross-validates).
    `evidence` is how many sentences are shown, `prompt_sentences` how
    many of them the model sees, `write` whether the model writes at all."""

    threshold: float = 0.45
    evidence: int = 5
    prompt_sentences: int = 3
    prompt_tokens: int = 350
    max_new_tokens: int = 48
    write: bool = True

    def __post_init__(self) -> None:
        _within("answering.threshold", self.threshold, 0, 1)
        _within("answering.evidence", self.evidence, 1, 20)
        _within("answering.prompt_sentences", self.prompt_sentences, 1, self.evidence)
        _within("answering.prompt_tokens", self.prompt_tokens, 64, 100_000)
        _within("answering.max_new_tokens", self.max_new_tokens, 8, 4096)


@dataclass(frozen=True, slots=True)
class Models:
    """`embedder` and `generator` are "embedded" (the packaged ones), a Hugging Face name, a folder,
    or for the generator a .gguf file. With `base_url` set, the generator is a model of that name on
    an OpenAI-compatible server, and questions and evidence leave this machine for that address.
    The key comes from the environment variable LECTERN_API_KEY and is never stored. `adapter` says
    whether the fine-tuned reader looks for short answers; it runs here whatever the generator is."""

    embedder: str = "embedded"
    generator: str = "embedded"
    base_url: str = ""
    device: str = "auto"
    adapter: bool = True

    @property
    def small(self) -> bool:
        """Whether the generator is the embedded one: it words a short answer well, but what has to be
        explained it makes up, so that is quoted instead."""
        return self.generator == "embedded" and not self.base_url


@dataclass(frozen=True, slots=True)
class Ingestion:
    """Limits for one file: `seconds` and `megabytes` (memory) of the reading process,
    `file_megabytes` on disk, `pages`; and the size of chunks in word pieces of the embedder."""

    seconds: float = 120.0
    megabytes: int = 2048
    file_megabytes: int = 200
    pages: int = 5000
    chunk_tokens: int = 200

    def __post_init__(self) -> None:
        _within("ingestion.seconds", self.seconds, 1, 3600)
        _within("ingestion.megabytes", self.megabytes, 256, 65536)
        _within("ingestion.file_megabytes", self.file_megabytes, 1, 4096)
        _within("ingestion.pages", self.pages, 1, 100_000)
        _within("ingestion.chunk_tokens", self.chunk_tokens, 32, 240)


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings. `Settings.load` reads `settings.toml` of a library folder over the defaults."""

    retrieval: Retrieval = field(default_factory=Retrieval)
    answering: Answering = field(default_factory=Answering)
    models: Models = field(default_factory=Models)
    ingestion: Ingestion = field(default_factory=Ingestion)

    @classmethod
    def from_mapping(cls, values: Mapping[str, Mapping[str, Any]]) -> "Settings":
        """Settings from `{"retrieval": {"alpha": 0.5}, …}`; unknown names raise InvalidSetting."""
        settings = cls()
        for group, changes in values.items():
            for name, value in changes.items():
                settings = settings.changed(f"{group}.{name}", value)
        return settings

    @classmethod
    def load(cls, folder: Path) -> "Settings":
        """The settings kept in `folder/settings.toml`, or the defaults where there is no such file."""
        path = folder / "settings.toml"
        if not path.exists():
            return cls()
        try:
            return cls.from_mapping(tomllib.loads(path.read_text(encoding="utf-8")))
        except (OSError, ValueError, AttributeError) as error:  # ValueError: not TOML, or not UTF-8
            raise InvalidSetting(f"{path} cannot be read as TOML ({error}). Mend or delete it.") from error

    def save(self, folder: Path) -> None:
        """Write what differs from the defaults to `folder/settings.toml`, all or nothing."""
        plain = Settings()
        lines = []
        for group in fields(self):
            mine, default = asdict(self)[group.name], asdict(plain)[group.name]
            changed = {name: value for name, value in mine.items() if value != default[name]}
            if changed:
                lines.append(f"[{group.name}]")
                lines += [f"{name} = {_toml(value)}" for name, value in changed.items()]
        folder.mkdir(parents=True, exist_ok=True)
        temporary = folder / "settings.toml.new"
        temporary.write_text("\n".join(lines) + "\n", encoding="utf-8")
        os.replace(temporary, folder / "settings.toml")

    def changed(self, name: str, value: object) -> "Settings":
        """A copy with one setting changed, named "group.field"; text is converted to its type."""
        group_name, _, field_name = name.partition(".")
        known = {f"{g.name}.{f.name}" for g in fields(self) for f in fields(getattr(self, g.name))}
        if name not in known:
            raise InvalidSetting(f'There is no setting "{name}". There are: {", ".join(sorted(known))}.')
        group = getattr(self, group_name)
        converted = _converted(name, value, type(getattr(group, field_name)))
        return replace(self, **{group_name: replace(group, **{field_name: converted})})


def _toml(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return str(value)


def _converted(name: str, value: object, kind: type) -> object:
    if kind is bool and isinstance(value, str):
        if value.lower() not in ("true", "false"):
            raise InvalidSetting(f'{name} is "{value}", but must be true or false.')
        return value.lower() == "true"
    if isinstance(value, bool) is not (kind is bool):
        raise InvalidSetting(f"{name} is {value!r}, but must be of type {kind.__name__}.")
    if kind is str and not isinstance(value, str):
        raise InvalidSetting(f"{name} is {value!r}, but must be text, in quotes.")
    try:
        return kind(value)
    except (TypeError, ValueError) as error:
        raise InvalidSetting(f"{name} is {value!r}, but must be of type {kind.__name__}.") from error


def default_library() -> Path:
    """LECTERN_LIBRARY where set, else the user's data folder."""
    chosen = os.environ.get("LECTERN_LIBRARY")
    return Path(chosen) if chosen else Path(platformdirs.user_data_dir("lectern"))


def cache_folder() -> Path:
    """LECTERN_CACHE where set, else the user's cache folder; everything in it can be deleted."""
    chosen = os.environ.get("LECTERN_CACHE")
    return Path(chosen) if chosen else Path(platformdirs.user_cache_dir("lectern"))
