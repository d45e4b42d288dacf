"""How many cells of a file are read, and what is said of the rest."""

MOST = 1_000_000
"""Cells of a file that are read at most: more would take more memory than a reader has."""


class Room:
    """Counts the cells of a file as they are read."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._taken = 0

    def __call__(self) -> bool:
        """Take the place of one cell; False where there is none left."""
        self._taken += 1
        return self._taken <= self._most

    @property
    def is_full(self) -> bool:
        """Whether a cell has had no place."""
        return self._taken > self._most

    @property
    def problems(self) -> tuple[str, ...]:
        """What the health report says where there was no room for all."""
        said = f"Only the first {self._most:,} cells were read. Split it, and add the parts, to read the others too."
        return (said,) if self.is_full else ()
