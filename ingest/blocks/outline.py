"""The path of headings that a place of a text is under."""

LOWEST = "plain"
"""The style that is below every other, but for what a text begins with."""


class Outline:
    """Headings as they come; each has a level, and ends those of its level and below."""

    def __init__(self) -> None:
        self._open: list[tuple[int, str]] = []
        self._styles: list[tuple[str, int]] = []

    @property
    def path(self) -> tuple[str, ...]:
        """The titles of the headings that are open, outermost first."""
        return tuple(title for _, title in self._open)

    def above(self, level: int) -> tuple[str, ...]:
        """The path that a heading of `level` stands under."""
        return tuple(title for above, title in self._open if above < level)

    def enter(self, level: int, title: str) -> None:
        """Begin what is under a heading."""
        self.leave(level)
        self._open.append((level, title))

    def leave(self, level: int) -> None:
        """End what is under the headings of `level` and below."""
        self._open = [(above, text) for above, text in self._open if above < level]

    def level_of(self, style: tuple[str, int]) -> int:
        """The level of a heading of this style: that of the last one of it, else one below what is open.

        A style is a name and a rank: "2.1" is below "2", whether that was seen or not.
        """
        name, rank = style
        if style in self._styles:
            del self._styles[self._styles.index(style) + 1 :]
        else:
            while self._styles and self._styles[-1][0] == name and self._styles[-1][1] > rank:
                self._styles.pop()
            while len(self._styles) > 1 and self._styles[-1][0] == LOWEST:
                self._styles.pop()
            self._styles.append(style)
        return len(self._styles)
