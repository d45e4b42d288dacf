"""Errors that a person can act on. Anything else that is raised is a bug and should surface."""


class LecternError(Exception):
    """Base of every error shown to people: the message names the thing, the expectation, the remedy."""


class UnreadableFile(LecternError):
    """A file could not be read (encrypted, damaged, empty, wrong kind, too slow, too large)."""


class ModelUnavailable(LecternError):
    """A model cannot be loaded or reached."""


class EmbedderMismatch(LecternError):
    """The library's vectors were made by another embedder than the one now configured."""


class LibraryUnavailable(LecternError):
    """The library's folder or database cannot be opened or written."""


class UnreadableAnswer(LecternError):
    """A stored answer was written by a newer Lectern, or is damaged."""


class UnknownCollection(LecternError):
    """No collection of that name is in the library."""


class QuestionTooLong(LecternError):
    """A question has more characters than can be asked at once."""


class InvalidSetting(LecternError):
    """A setting's name is unknown or its value is out of range."""


class InvalidTestSet(LecternError):
    """A test set cannot be imported; the message names the line."""
