"""Whether there is a door at all. Known before anything that is heavy is imported: a laptop starts without it."""

from rag.errors import LecternError
from rag.settings import Settings, Sharing, default_library


def is_class() -> bool:
    """Whether the settings of the library say that a class signs in. Where they cannot be read the answer is no: then
    the library is not opened either, and every page says why."""
    return _sharing().by_class


def by_https() -> bool:
    """Whether the address of the class, as it is set, begins with https."""
    sharing = _sharing()
    return sharing.by_class and sharing.address.startswith("https:")


def _sharing() -> Sharing:
    try:
        return Settings.load(default_library()).sharing
    except LecternError:
        return Sharing()
