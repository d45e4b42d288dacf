"""A text taken apart once, for all who ask about its words."""

from dataclasses import dataclass
from functools import cached_property

from rag.language.identify import language
from rag.language.names import Name, names_among
from rag.language.words import Word, content_words_among, words


@dataclass(frozen=True)
class Text:
    """A text with its words, in order, stemmed in its `language` (as of `rag.language.identify`)."""

    text: str
    language: str
    words: tuple[Word, ...]

    @classmethod
    def of(cls, text: str, spoken: str = "") -> "Text":
        """Take `text` apart in the language `spoken` ("": the one it seems to be in)."""
        spoken = spoken or language(text)
        return cls(text, spoken, tuple(words(text, spoken)))

    @cached_property
    def contents(self) -> tuple[Word, ...]:
        """The words that carry content."""
        return tuple(content_words_among(self.words, self.text, self.language))

    @cached_property
    def terms(self) -> frozenset[str]:
        """The terms of `contents`."""
        return frozenset(word.term for word in self.contents)

    @cached_property
    def names(self) -> tuple[Name, ...]:
        """The capitalised words, in order."""
        return tuple(names_among(self.words, self.text, self.language))

    @property
    def search_terms(self) -> list[str]:
        """The terms to search for, in order: those of content, or all where no word has content ("what is it?")."""
        return [word.term for word in self.contents or self.words]
