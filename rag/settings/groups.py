"""The groups of settings: of each its type, default, bounds or choices, label, and what it does."""

import re
from typing import Any, Literal, Self

from pydantic import Field, model_validator

from rag.errors import InvalidSetting
from rag.settings.group import Group

MOST_PASSAGES = 50
"""As many passages as can be kept."""


# "openai:gpt-4o-mini", but no drive of Windows ("C:\models") and no address.
_WITH_PROVIDER = re.compile(r"([a-z][a-z0-9_]+):(?!//).+")


def provider_of(name: str) -> str:
    """The LangChain provider in the name of a model, "openai" of "openai:gpt-4o-mini"; "" for one without."""
    found = _WITH_PROVIDER.fullmatch(name)
    return found[1] if found and not name.lower().endswith(".gguf") else ""


class Retrieval(Group):
    """How passages are found. For a follow-up question, `alpha` is half way from its value to 1."""

    alpha: float = Field(
        default=0.5, ge=0, le=1, title="Meaning against words",
        description="1 searches by meaning alone, 0 by words alone.",
    )  # fmt: skip
    top_k: int = Field(
        default=12, ge=1, le=MOST_PASSAGES, title="Passages kept",
        description="With more, more of the material is looked at, and an answer takes longer.",
    )  # fmt: skip
    pool: int = Field(
        default=60, ge=1, le=1000, title="Passages compared",
        description="How many each of the two searches finds, before the best are kept.",
    )  # fmt: skip
    fusion: Literal["convex", "rrf"] = Field(
        default="convex", title="How the two are joined",
        description="convex adds the scores of the two searches, rrf goes by the ranks in them.",
    )  # fmt: skip

    @model_validator(mode="after")
    def _keep_what_was_found(self) -> Self:
        self._check_order("top_k", "pool")
        return self


class Answering(Group):
    """When and how an answer is given. `threshold` and `unsure` are compared with the gate's confidence.

    `benchmarks/fitting/fit_outcomes.py` fits both. Of 70 questions that two courses answer, the defaults answer 51 (48
    of them rightly), are unsure of 17 and silent on 2; of 30 that they do not answer, 2 are answered, 8 unsure, 20
    silent (the gate was fitted on these questions among others).
    """

    threshold: float = Field(
        default=0.6, ge=0, le=1, title="How sure before answering",
        description="Below this probability Lectern gives no answer. Higher: fewer wrong answers, and fewer answers.",
    )  # fmt: skip
    unsure: float = Field(
        default=0.25, ge=0, le=1, title="How sure before showing places",
        description="Between this probability and the one above, Lectern shows two places that may answer. "
        "Below it, Lectern says that it found nothing.",
    )  # fmt: skip
    evidence: int = Field(
        default=5, ge=1, le=20, title="Sentences of evidence",
        description="How many are shown for an answer.",
    )  # fmt: skip
    prompt_sentences: int = Field(
        default=3, ge=1, le=20, title="Sentences given to the model",
        description="From how many of them the model writes; no more than are shown.",
    )  # fmt: skip
    prompt_tokens: int = Field(
        default=350, ge=64, le=100_000, title="Longest prompt",
        description="The most that the model is given to read, in its word pieces.",
    )  # fmt: skip
    max_new_tokens: int = Field(
        default=48, ge=8, le=4096, title="Longest answer",
        description="The most that the model writes, in its word pieces.",
    )  # fmt: skip
    seconds: float = Field(
        default=120.0, ge=5, le=3600, title="Time for one question, in seconds",
        description="A question that takes longer is given up, so that the next one has its turn.",
    )  # fmt: skip
    write: bool = Field(
        default=True, title="Let the model write",
        description="Off: answers are sentences of the material, word for word, at once.",
    )  # fmt: skip

    @model_validator(mode="after")
    def _write_from_what_is_shown(self) -> Self:
        self._check_order("prompt_sentences", "evidence")
        return self


class Models(Group):
    """What computes. With `base_url` set, the generator is a model of that name on an OpenAI-compatible
    server, and questions and evidence leave this machine for that address. The key comes from the
    environment variable LECTERN_API_KEY and is never stored. Of a model named "provider:model" the provider's
    own package decides where its key comes from."""

    embedder: str = Field(
        default="embedded", title="Model that searches",
        description='"embedded", a Hugging Face name, a folder, or "provider:model". '
        "Another one needs every document embedded anew: `python -m ingest --reembed`.",
    )  # fmt: skip
    generator: str = Field(
        default="embedded", title="Model that writes",
        description='"embedded", a name of the catalogue ("qwen-0.5b"), a Hugging Face name, a folder, a .gguf file, '
        '"provider:model" ("openai:gpt-4o-mini"), or a model of the server below.',
    )  # fmt: skip
    former: str = Field(
        default="embedded", title="Model that wrote before",
        description="The way back, after another one was chosen on the Settings page.",
    )  # fmt: skip
    writer: Literal["auto", "none"] = Field(
        default="auto", title="Fetch a model that writes",
        description="none: `lectern prepare` fetches no model where the embedded one writes. auto: it fetches the "
        "recommended one where the catalogue lets it (now it does not).",
    )  # fmt: skip
    base_url: str = Field(
        default="", title="Server",
        description="The address of an OpenAI-compatible server; empty: the model runs on this computer.",
    )  # fmt: skip
    device: str = Field(
        default="auto", title="Device", examples=["auto", "cpu", "cuda", "mps"],
        description="auto takes a graphics card where there is one. A second one can be named: cuda:1.",
    )  # fmt: skip
    adapter: bool = Field(
        default=True, title="Look for short answers",
        description="By the fine-tuned reader, which runs on this computer whichever model writes.",
    )  # fmt: skip

    @property
    def small(self) -> bool:
        """Whether the generator is the embedded one: it words a short answer well, but what has to be
        explained it makes up, so that is quoted instead."""
        return self.generator == "embedded" and not self.base_url

    def using(self, name: str) -> Self:
        """A copy in which the model `name` of the catalogue writes; the one that did is kept as the former.

        Raises InvalidSetting where a server writes.
        """
        if self.base_url:
            raise InvalidSetting(
                f'A server writes, "{self.base_url}". Empty models.base_url (“Server” under Tuning) first.'
            )
        chosen = "none" if name == "embedded" else "auto"  # a choice, which nothing may undo
        former = self.former if name == self.generator else self.generator
        return self.changed(generator=name, former=former, writer=chosen)

    @property
    def reads_elsewhere(self) -> str:
        """Who reads questions and evidence: the server's address, or the generator's provider; "" for nobody."""
        return self.base_url or provider_of(self.generator)

    @property
    def embeds_elsewhere(self) -> str:
        """Who reads documents and questions: the provider of the embedder; "" for nobody."""
        return provider_of(self.embedder)


class Ingestion(Group):
    """The limits of reading one file, and how long the passages are that it is cut into."""

    page_seconds: float = Field(
        default=20.0, ge=1, le=3600, title="Time to read one page, in seconds",
        description="A file with a page that takes longer is given up.",
    )  # fmt: skip
    ocr_seconds: float = Field(
        default=60.0, ge=1, le=3600, title="Time to recognise one scanned page, in seconds",
        description="A page that takes longer is left out, and named.",
    )  # fmt: skip
    megabytes: int = Field(
        default=2048, ge=256, le=65536, title="Memory to read one file, in MB",
        description="A file that takes more is given up.",
    )  # fmt: skip
    file_megabytes: int = Field(
        default=200, ge=1, le=4096, title="Largest file, in MB",
        description="Larger ones are refused.",
    )  # fmt: skip
    pages: int = Field(
        default=5000, ge=1, le=100_000, title="Most pages of a file",
        description="What comes after is not read.",
    )  # fmt: skip
    chunk_tokens: int = Field(
        default=200, ge=32, le=240, title="Length of a passage",
        description="In word pieces of the model that searches.",
    )  # fmt: skip

    @model_validator(mode="before")
    @classmethod
    def _without_former(cls, values: Any) -> Any:
        """`seconds` was the time for a whole file; a file of settings may still have it, and it says nothing now."""
        if isinstance(values, dict):
            return {name: value for name, value in values.items() if name != "seconds"}
        return values
