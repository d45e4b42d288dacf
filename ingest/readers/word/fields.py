"""Fields: what is computed by Word. What they show is read, how they are computed is not."""

from dataclasses import dataclass

from ingest.readers.word.names import Element, W

_LISTS = frozenset({"TOC", "INDEX", "TOA"})


@dataclass(slots=True)
class _Field:
    code: str = ""
    shows: bool = False


class Fields:
    """The fields that are open at a place of a part; they can be in each other, and go on over paragraphs."""

    def __init__(self, root: Element | None = None) -> None:
        """Where not all fields of the part `root` are closed, what stands in them is shown all the same."""
        marks = [mark.get(f"{W}fldCharType") for mark in root.iter(f"{W}fldChar")] if root is not None else []
        self._sound = marks.count("begin") == marks.count("end")
        self._open: list[_Field] = []

    @property
    def is_shown(self) -> bool:
        """Whether words at this place are shown."""
        return not self._open or not self._sound or all(field.shows for field in self._open)

    @property
    def may_say(self) -> bool:
        """Whether a field that has just begun is shown."""
        return not self._sound or all(field.shows for field in self._open[:-1])

    @property
    def is_contents(self) -> bool:
        """Whether this place is in a table of contents or an index."""
        return any(_is_list(field.code) for field in self._open)

    def turn(self, mark: str) -> None:
        """At a mark of a field: "begin", "separate" or "end"."""
        if mark == "begin":
            self._open.append(_Field())
        elif mark == "separate" and self._open:
            self._open[-1].shows = True
        elif mark == "end":
            self.end()

    def code(self, text: str) -> None:
        """At a part of the code of the innermost field."""
        if self._open and not self._open[-1].shows:
            self._open[-1].code += text

    def simple(self, code: str) -> None:
        """At the beginning of a field that says its code and shows what is in it."""
        self._open.append(_Field(code, True))

    def end(self) -> None:
        """At the end of the innermost field."""
        if self._open:
            self._open.pop()


def _is_list(code: str) -> bool:
    words = code.split(None, 1)
    return bool(words) and words[0].upper() in _LISTS
