"""Whether there is a door at all. Known before anything that is heavy is imported: a laptop starts without it."""

from rag.errors import LecternError
from rag.settings import Settings, default_library


def is_class() -> bool:
    """Whether the settings of the library say that a class signs in. Where they cannot be read the answer is no: then
    the library is not opened either, and every page says why."""
    try:
        return Settings.load(default_library()).sharing.by_class
    except LecternError:
        return False
