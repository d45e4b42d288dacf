"""How far the preparation of a model is."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from rag.errors import LecternError


class Stage(StrEnum):
    """What is done to a model, in this order."""

    FETCHING = "fetching"
    CHECKING = "checking"
    CONVERTING = "converting"


@dataclass(frozen=True, slots=True)
class Progress:
    """Of a stage `done` of `whole` is done: bytes, while it is fetched or checked, else steps. `doing` is words."""

    stage: Stage
    done: int
    whole: int
    doing: str

    @property
    def share(self) -> float:
        """How much of the stage is done, in [0, 1]."""
        return min(1.0, self.done / self.whole) if self.whole else 0.0


Listener = Callable[[Progress], None]


class PreparationStopped(LecternError):
    """A person stopped the preparation of a model."""

    def __init__(self) -> None:
        super().__init__("Stopped. What was fetched is kept, and the next time goes on from there.")
