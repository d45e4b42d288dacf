"""What all parts of a Word document share: its styles, its lists, its notes and comments."""

from collections.abc import Callable
from dataclasses import dataclass, field

from ingest.readers.health import HiddenWords
from ingest.readers.sections.pieces import Found
from ingest.readers.word.names import Element, W, number, value
from ingest.readers.word.numbers.numbering import Numbering
from ingest.readers.word.numbers.numerals import written
from ingest.readers.word.package import WordPackage
from ingest.readers.word.styles import Styles

_BESIDE = ("separator", "continuationSeparator", "continuationNotice")


class NoteMarks:
    """The marks of foot- or endnotes: numbers in the order in which the text refers to them."""

    def __init__(self, settings: Element | None, kind: str) -> None:
        said = None if settings is None else settings.find(f"{W}{kind}Pr")
        usual = "decimal" if kind == "footnote" else "lowerRoman"
        self._how = value(said, "numFmt") or usual
        self._next = number(said, "numStart") or 1
        self._marks: dict[str, str] = {}

    def mark(self, name: str, own: bool) -> str:
        """The mark of the note `name`, "" where it has one of its own in the text."""
        if name not in self._marks:
            self._marks[name] = "" if own else f"[{written(self._next, self._how)}]"
            self._next += not own
        return self._marks[name]


@dataclass(slots=True)
class WordDocument:
    """An open document. `beside` are the parts that are its running heads and feet, in order."""

    package: WordPackage
    styles: Styles
    numbering: Numbering
    marks: dict[str, NoteMarks]
    stories: dict[str, tuple[str, dict[str, Element]]]
    beside: list[str] = field(default_factory=list)
    reading: set[tuple[str, str]] = field(default_factory=set)
    hidden: HiddenWords = field(default_factory=HiddenWords)

    @classmethod
    def opened(cls, package: WordPackage) -> "WordDocument":
        """The document of a package."""

        def root(kind: str) -> Element | None:
            name = package.linked(package.main, kind)
            return package.root(name) if name else None

        styles = Styles(root("styles"))
        settings = root("settings")
        stories = {}
        for kind in ("footnote", "endnote", "comment"):
            name = package.linked(package.main, f"{kind}s") or ""
            part = package.root(name) if name else None
            found = {
                story.get(f"{W}id", ""): story
                for story in (part.iterfind(f"{W}{kind}") if part is not None else ())
                if story.get(f"{W}type") not in _BESIDE
            }
            stories[kind] = name, found
        marks = {kind: NoteMarks(settings, kind) for kind in ("footnote", "endnote")}
        return cls(package, styles, Numbering(root("numbering"), styles), marks, stories)

    def story(self, kind: str, name: str, read: Callable[[str, Element], list[Found]]) -> list[Found]:
        """What a note or comment says; [] where there is none, or where it is being read already."""
        part, found = self.stories[kind]
        if name not in found or (kind, name) in self.reading:
            return []
        self.reading.add((kind, name))
        return read(part, found[name])
