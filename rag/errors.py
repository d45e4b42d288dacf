"""Errors that a person can act on. Anything else that is raised is a bug and should surface."""

from enum import StrEnum
from pathlib import Path


class LecternError(Exception):
    """Base of every error shown to people: the message names the thing, the expectation, the remedy."""


class Refusal(StrEnum):
    """Why a file could not be read: it is locked, broken, has no text, or is of a kind or size that is not taken."""

    PASSWORD = "password"
    DAMAGED = "damaged"
    EMPTY = "empty"
    REFUSED = "refused"


class UnreadableFile(LecternError):
    """A file could not be read; `refusal` says of which kind the reason is, the message what to do."""

    def __init__(self, message: str, refusal: Refusal = Refusal.DAMAGED) -> None:
        super().__init__(message)
        self.refusal = refusal


class ModelUnavailable(LecternError):
    """A model cannot be loaded or reached."""


class EmbedderMismatch(LecternError):
    """The library's vectors were made by another embedder than the one now configured."""


class LibraryUnavailable(LecternError):
    """The library's folder or database cannot be opened or written."""


class LibraryInUse(LibraryUnavailable):
    """Another process serves the library."""


class DamagedLibrary(LibraryUnavailable):
    """What is stored in the library is not what was stored: `what` is wrong with the one in `folder`. The message says
    which copy to restore, or how else to mend it."""

    def __init__(self, message: str, folder: Path, what: str) -> None:
        super().__init__(message)
        self.folder = folder
        self.what = what


class UnreadableAnswer(LecternError):
    """A stored answer was written by a newer Lectern, or is damaged."""


class UnknownCollection(LecternError):
    """No collection of that name is in the library."""


class NotAllowed(LecternError):
    """Somebody sees a thing, but may not do that with it; the message says who can."""


class QuestionTooLong(LecternError):
    """A question has more characters than can be asked at once."""


class InvalidSetting(LecternError):
    """A setting's name is unknown or its value is out of range."""


class InvalidTestSet(LecternError):
    """A test set cannot be imported; the message names the line."""
