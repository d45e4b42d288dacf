"""A question as one says it in a conversation: what tells whether it stands alone."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from rag.language.names import Name
from rag.language.text import Text
from rag.language.words import Word
from rag.question.closed_classes import ClosedClasses, closed_classes


@dataclass(frozen=True, slots=True)
class Utterance:
    """A question, taken apart.

    `words` and `folded` leave out courtesy at the front; `content` says which words carry content; `all_folded` are
    all words, courtesy included; `said` are the content terms of the conversation so far.
    """

    text: str
    words: tuple[Word, ...]
    folded: tuple[str, ...]
    content: tuple[bool, ...]
    all_folded: tuple[str, ...]
    names: tuple[Name, ...]
    said: AbstractSet[str]
    language: str
    classes: ClosedClasses

    @classmethod
    def of(cls, question: Text, said: AbstractSet[str]) -> "Utterance":
        """Look at a question in the light of what was said before it."""
        classes = closed_classes(question.language)
        found = question.words
        folded = tuple(word.text.casefold() for word in found)
        skip = next((i for i, word in enumerate(folded) if word not in classes.courtesy), len(found))
        carrying = {word.start for word in question.contents}
        kept = found[skip:]
        content = tuple(
            word.start in carrying and form not in classes.asking
            for word, form in zip(kept, folded[skip:], strict=True)
        )
        start = kept[0].start if kept else len(question.text)
        names = tuple(name for name in question.names if name.start >= start)
        return cls(
            question.text[start:],
            kept,
            folded[skip:],
            content,
            folded,
            names,
            said,
            question.language,
            classes,
        )

    @property
    def contents(self) -> list[Word]:
        """The words that carry content."""
        return [word for word, carries in zip(self.words, self.content, strict=True) if carries]

    @property
    def complemented(self) -> bool:
        """Whether a name says what is spoken of (in German every noun has a capital)."""
        if "der" in self.classes.articles:
            return False
        return any(word.text[:1].isupper() for word in self.contents[1:])
