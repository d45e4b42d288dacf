"""A served model, and the local one that does its work where the server fails, if that is wanted."""

import logging
import threading
from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

from rag.errors import ModelUnavailable
from rag.models.span.form import ScoredSpan

log = logging.getLogger(__name__)
T = TypeVar("T")

HERE = "this computer"


class TaughtModel(Protocol):
    """What judges and reads."""

    def p_none(self, prompts: Sequence[str]) -> tuple[float, ...]:
        """After each prompt the probability in [0, 1] that there is no answer."""
        ...

    def best_span(self, prompt: str, sentences: Sequence[str], priors: Sequence[float]) -> ScoredSpan:
        """The likeliest words of `sentences`."""
        ...


class ServedFirst:
    """`served`, which is called `told`; where it raises ModelUnavailable, what `local` loads, which is loaded then.
    None: there is none, and the error goes on."""

    def __init__(
        self, served: TaughtModel, told: str, local: Callable[[], TaughtModel] | None = None
    ) -> None:
        self._served = served
        self._told = told
        self._local = local
        self._loading = threading.Lock()
        self._loaded: TaughtModel | None = None

    def p_none_told(self, prompts: Sequence[str]) -> tuple[str, tuple[float, ...]]:
        """Who judged, in words, and after each prompt the probability in [0, 1] that there is no answer."""
        return self._by(lambda model: model.p_none(prompts))

    def p_none(self, prompts: Sequence[str]) -> tuple[float, ...]:
        """The same, without who judged."""
        return self.p_none_told(prompts)[1]

    def best_span(self, prompt: str, sentences: Sequence[str], priors: Sequence[float]) -> ScoredSpan:
        """The likeliest words of `sentences`."""
        return self._by(lambda model: model.best_span(prompt, sentences, priors))[1]

    def _by(self, work: Callable[[TaughtModel], T]) -> tuple[str, T]:
        try:
            return self._told, work(self._served)
        except ModelUnavailable as error:
            if self._local is None:
                raise
            log.warning("%s The model of this computer does it instead.", error)
        return f"{HERE}, instead of {self._told}", work(self._model(self._local))

    def _model(self, load: Callable[[], TaughtModel]) -> TaughtModel:
        with self._loading:
            if self._loaded is None:
                self._loaded = load()
            return self._loaded
