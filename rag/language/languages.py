"""The languages that Lectern knows, by their ISO 639-1 codes: those that Snowball stems, and some neighbours of
theirs that would otherwise be taken for them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Language:
    """A language: its English name, and the Snowball algorithm that stems it ("": none).

    `folds_first`: accents go before a word is stemmed, not after. Libraries were indexed so in the first six languages.
    """

    name: str
    stemmer: str = ""
    folds_first: bool = False


LANGUAGES = {
    "ar": Language("Arabic", "arabic", folds_first=True),
    "bg": Language("Bulgarian"),
    "bs": Language("Bosnian", "serbian"),
    "ca": Language("Catalan", "catalan"),
    "cs": Language("Czech", "czech"),
    "da": Language("Danish", "danish"),
    "de": Language("German", "german", folds_first=True),
    "el": Language("Greek", "greek"),
    "en": Language("English", "english", folds_first=True),
    "eo": Language("Esperanto", "esperanto"),
    "es": Language("Spanish", "spanish", folds_first=True),
    "et": Language("Estonian", "estonian"),
    "eu": Language("Basque", "basque"),
    "fa": Language("Persian", "persian"),
    "fi": Language("Finnish", "finnish"),
    "fr": Language("French", "french", folds_first=True),
    "ga": Language("Irish", "irish"),
    "he": Language("Hebrew"),
    "hi": Language("Hindi", "hindi"),
    "hr": Language("Croatian", "serbian"),
    "hu": Language("Hungarian", "hungarian"),
    "hy": Language("Armenian", "armenian"),
    "id": Language("Indonesian", "indonesian"),
    "it": Language("Italian", "italian"),
    "lt": Language("Lithuanian", "lithuanian"),
    "ne": Language("Nepali", "nepali"),
    "nl": Language("Dutch", "dutch"),
    "no": Language("Norwegian", "norwegian"),
    "pl": Language("Polish", "polish"),
    "pt": Language("Portuguese", "portuguese"),
    "ro": Language("Romanian", "romanian"),
    "ru": Language("Russian", "russian"),
    "sk": Language("Slovak"),
    "sl": Language("Slovene"),
    "sr": Language("Serbian", "serbian"),
    "st": Language("Sesotho", "sesotho"),
    "sv": Language("Swedish", "swedish"),
    "ta": Language("Tamil", "tamil"),
    "tr": Language("Turkish", "turkish"),
    "uk": Language("Ukrainian"),
    "ur": Language("Urdu"),
    "vi": Language("Vietnamese"),
    # Also any other text in Chinese characters, kana or hangul.
    "zh": Language("Chinese", folds_first=True),
}
