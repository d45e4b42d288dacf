"""The languages that Lectern knows, by their ISO 639-1 codes."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Language:
    """A language: its English name, and the Snowball algorithm that stems it ("": none)."""

    name: str
    stemmer: str = ""


LANGUAGES = {
    "ar": Language("Arabic", "arabic"),
    "de": Language("German", "german"),
    "en": Language("English", "english"),
    "es": Language("Spanish", "spanish"),
    "fr": Language("French", "french"),
    # Also any other text in Chinese characters, kana or hangul.
    "zh": Language("Chinese"),
}
