"""What is said of a damaged library: what is wrong, and the ways back."""

import time
from dataclasses import dataclass
from pathlib import Path

from rag.errors import DamagedLibrary


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy of the database that is kept beside it. `made` is a UNIX time."""

    path: Path
    made: float

    @property
    def day(self) -> str:
        """When it was made, as people say it."""
        return time.strftime("%d %B %Y, %H:%M", time.localtime(self.made)).lstrip("0")


def copies(folder: Path) -> list[Copy]:
    """The copies in `copies/` of a library's folder, the newest first."""
    try:
        found = [Copy(path, path.stat().st_mtime) for path in (folder / "copies").glob("*.db")]
    except OSError:  # deleted meanwhile, or a folder that cannot be listed
        return []
    return sorted(found, key=lambda copy: -copy.made)


def damaged(folder: Path, what: str) -> DamagedLibrary:
    """The error that says `what` is wrong with the library in `folder`, and what to do."""
    where = f'--library "{folder}"'
    known = copies(folder)
    restore = (
        f'Restore the copy of {known[0].day}: python -m rag.store restore "{known[0].path}" {where}.'
        if known
        else f"Restore a backup: python -m rag.store restore FILE {where}."
    )
    return DamagedLibrary(
        f"Your library in {folder} is damaged: {what}. {restore} Or read the originals of your documents anew; "
        f"collections and chats are kept where they can be read: python -m ingest --rebuild {where}.",
        folder,
        what,
    )
