"""Which models run on servers of their own, and how long these are waited for: from the environment alone.

    LECTERN_JUDGE_URL      LECTERN_JUDGE_MODEL      ("lectern-judge")
    LECTERN_READER_URL     LECTERN_READER_MODEL     ("lectern-reader")
    LECTERN_EMBEDDER_URL   LECTERN_EMBEDDER_MODEL   ("lectern-embedder")
    LECTERN_SERVER_SECONDS, _RETRIES, _FAILURES, _REST, _FALLBACK

The writer's server is a setting (`models.base_url`), and the key of all of them LECTERN_API_KEY. See
`docs/models_elsewhere.md`.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from rag.errors import InvalidSetting
from rag.settings.groups import Models

_FALLBACKS = ("none", "local")


@dataclass(frozen=True, slots=True)
class ServedModel:
    """A model of that name on the OpenAI-compatible server at `url`, and which settings say both, for errors."""

    url: str
    model: str
    url_setting: str = "models.base_url"
    model_setting: str = "models.generator"

    @property
    def shown(self) -> str:
        """The address as people read it: without a name and password that it may have."""
        parts = urlsplit(self.url)
        return self.url.replace(parts.netloc, parts.netloc.rpartition("@")[2], 1)

    @property
    def told(self) -> str:
        """The model, and the host that it is on."""
        return f"{self.model} on {urlsplit(self.shown).netloc or self.shown}"


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a server is waited for: `seconds` a request, which is sent anew up to `retries` times; after `failures`
    requests in a row that failed all the same it is left alone for `rest` seconds. With `fallback` the local model does
    meanwhile what a server should have."""

    seconds: float = 20.0
    retries: int = 2
    failures: int = 5
    rest: float = 30.0
    fallback: bool = False


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """The models that are served; None for those that run on this computer."""

    judge: ServedModel | None = None
    reader: ServedModel | None = None
    embedder: ServedModel | None = None
    patience: Patience = field(default_factory=Patience)


def elsewhere(environment: Mapping[str, str] | None = None) -> Elsewhere:
    """What the environment says (None: that of this process). Raises InvalidSetting."""
    said = os.environ if environment is None else environment
    return Elsewhere(
        judge=_served(said, "JUDGE"),
        reader=_served(said, "READER"),
        embedder=_served(said, "EMBEDDER"),
        patience=Patience(
            seconds=_number(said, "SECONDS", Patience().seconds, 0.1, 600),
            retries=int(_number(said, "RETRIES", Patience().retries, 0, 10, whole=True)),
            failures=int(_number(said, "FAILURES", Patience().failures, 1, 1000, whole=True)),
            rest=_number(said, "REST", Patience().rest, 0.1, 3600),
            fallback=_fallback(said),
        ),
    )


def who_reads(models: Models, served: Elsewhere) -> tuple[str, ...]:
    """Who else reads questions and the sentences found for them, each once."""
    servers = [place.told for place in (served.judge, served.reader) if place and models.adapter]
    return tuple(dict.fromkeys(filter(None, [models.reads_elsewhere, *servers])))


def who_embeds(models: Models, served: Elsewhere) -> tuple[str, ...]:
    """Who else reads documents and questions, to make vectors of them."""
    if models.embeds_elsewhere:
        return (models.embeds_elsewhere,)
    return (served.embedder.told,) if served.embedder else ()


def _served(said: Mapping[str, str], task: str) -> ServedModel | None:
    setting = f"LECTERN_{task}_URL"
    url = said.get(setting, "").strip().rstrip("/")
    if not url:
        return None
    if not url.startswith(("http://", "https://")):
        shown = url.rpartition("@")[2]  # without a name and password before it
        raise InvalidSetting(
            f'{setting} is "{shown}", but must be the address of a server, such as http://localhost:8000/v1. '
            "Change it, or leave it out, and the model runs on this computer."
        )
    name = f"LECTERN_{task}_MODEL"
    return ServedModel(url, said.get(name, "").strip() or f"lectern-{task.lower()}", setting, name)


def _number(
    said: Mapping[str, str], name: str, default: float, low: float, high: float, whole: bool = False
) -> float:
    setting = f"LECTERN_SERVER_{name}"
    text = said.get(setting, "").strip()
    try:
        value = float(text) if text else float(default)
    except ValueError:
        value = float("nan")
    if not low <= value <= high or (whole and value != int(value)):
        kind = "a whole number" if whole else "a number"
        raise InvalidSetting(
            f'{setting} is "{text}", but must be {kind} from {low:g} to {high:g}. '
            f"Change it, or leave it out for the default, {default:g}."
        )
    return value


def _fallback(said: Mapping[str, str]) -> bool:
    chosen = said.get("LECTERN_SERVER_FALLBACK", "").strip() or "none"
    if chosen not in _FALLBACKS:
        raise InvalidSetting(
            f'LECTERN_SERVER_FALLBACK is "{chosen}", but must be "local" (the model of this computer does what a '
            'server should have) or "none" (the question fails, and says why). Change it, or leave it out.'
        )
    return chosen == "local"
