"""Which document of the library a test set means: people leave out endings and write as they like."""

from collections.abc import Iterable
from pathlib import PurePath

from rag.errors import InvalidTestSet


class Names:
    """The names of a collection's documents."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = sorted(names)

    def find(self, wanted: str) -> str:
        """The one document of that name: exactly, else without regard to case, else without its ending.

        Raises InvalidTestSet where there is none, or more than one.
        """
        for same in (str, str.casefold, _stem):
            found = [name for name in self._names if same(name) == same(wanted)]
            if len(found) == 1:
                return found[0]
            if found:
                raise InvalidTestSet(
                    f'"{wanted}" may be any of: {_listed(found)}. Write the whole file name.'
                )
        raise InvalidTestSet(
            f'The test set names the document "{wanted}", which is not in the collection. '
            f"There are: {_listed(self._names)}. Add the file, or mend the name."
        )

    def has(self, wanted: str) -> bool:
        """Whether `find` finds one."""
        try:
            return bool(self.find(wanted))
        except InvalidTestSet:
            return False


def _stem(name: str) -> str:
    return PurePath(name.replace("\\", "/")).stem.casefold()


def _listed(names: list[str]) -> str:
    more = f" and {len(names) - 10} more" if len(names) > 10 else ""
    return (", ".join(f'"{name}"' for name in names[:10]) or "none") + more
