"""Numbers as lists write them: "iv", "B", "三", "2nd"."""

from collections.abc import Callable

from ingest.readers.letters.numerals import roman
from rag.language.tables import table

_MOST = 30_000  # larger numbers are written in figures
_HANS = "〇一二三四五六七八九"
_LEGAL_HANS, _LEGAL_HANT, _LEGAL_JA = "零壹贰叁肆伍陆柒捌玖", "零壹貳參肆伍陸柒捌玖", "〇壱弐参四伍六七八九"
_KOREAN = "영일이삼사오육칠팔구"
_AIUEO = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"
_IROHA = "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセス"
_GANADA, _CHOSUNG = "가나다라마바사아자차카타파하", "ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ"
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_RUSSIAN = "абвгдежзиклмнопрстуфхцчшщыэюя"
_ARABIC, _ABJAD = "أبتثجحخدذرزسشصضطظعغفقكلمنهوي", "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ"
_THAI = "กขคงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮ"
_HEBREW = "אבגדהוזחטיכלמנסעפצקרשת"
_HINDI = "कखगघङचछजझञटठडढणतथदधनपफबभमयरलवशषसह"
_CHICAGO = "*†‡§"
_CARDINALS = {value: word for word, value in reversed(table("numbers", "en")["cardinals"].items())}
_ORDINALS = {value: word for word, value in reversed(table("numbers", "en")["ordinals"].items())}
_HUNDRED = next(word for word, value in table("numbers", "en")["magnitudes"].items() if value == 100)


def written(value: int, how: str) -> str:
    """The number as the format `how` of Word (`w:numFmt`) writes it; in figures where the format is not known."""
    if how == "none":
        return ""
    writer = _WRITERS.get(how)
    return str(value) if writer is None or not 0 < value < _MOST else writer(value)


def _letters(alphabet: str) -> Callable[[int], str]:
    """Letters one after another; after the last one they are doubled: "z", "aa", "bb"."""
    return lambda value: alphabet[(value - 1) % len(alphabet)] * min((value - 1) // len(alphabet) + 1, 10)


def _circle(alphabet: str) -> Callable[[int], str]:
    return lambda value: alphabet[(value - 1) % len(alphabet)]


def _digits(alphabet: str) -> Callable[[int], str]:
    return lambda value: "".join(alphabet[int(figure)] for figure in str(value))


def _counted(figures: str, units: str) -> Callable[[int], str]:
    """Chinese ways to count: "十二", "一百〇三". `units` are the signs of 10, 100, 1,000 and 10,000."""

    def counting(value: int) -> str:
        if value >= 10_000:
            rest = value % 10_000
            return counting(value // 10_000) + units[3] + (counting(rest) if rest else "")
        said, gap = "", False
        for place in (3, 2, 1, 0):
            figure = value // 10**place % 10
            if figure == 0:
                gap = bool(said)
                continue
            said += (figures[0] if gap else "") + figures[figure] + (units[place - 1] if place else "")
            gap = False
        # Ten is "十" and not "一十", but in the figures of the law.
        bare = said.startswith(figures[1] + units[0]) and figures[1] in "一일"
        return said[1:] if bare else said

    return counting


def _ordinal(value: int) -> str:
    ending = {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")
    return f"{value}{'th' if value % 100 in (11, 12, 13) else ending}"


def _in_words(value: int, last: dict[int, str]) -> str:
    """The number in words, the last of which is taken from `last`; in figures from 1,000 on."""
    if value >= 1000:
        return str(value)
    if value >= 100 and value % 100:
        return f"{_CARDINALS[value // 100]} {_HUNDRED} {_in_words(value % 100, last)}"
    if value >= 100:
        return f"{_CARDINALS[value // 100]} {last.get(100, _HUNDRED)}"
    if value in last:
        return last[value]
    return f"{_CARDINALS[value // 10 * 10]}-{last[value % 10]}"


def _enclosed(first: str, most: int) -> Callable[[int], str]:
    return lambda value: chr(ord(first) + value - 1) if value <= most else str(value)


_CHINESE = _counted(_HANS, "十百千万")
_WRITERS: dict[str, Callable[[int], str]] = {
    "lowerRoman": roman,
    "upperRoman": lambda value: roman(value).upper(),
    "lowerLetter": _letters("abcdefghijklmnopqrstuvwxyz"),
    "upperLetter": _letters("ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
    "decimalZero": lambda value: f"{value:02d}",
    "ordinal": _ordinal,
    "cardinalText": lambda value: _in_words(value, _CARDINALS).capitalize(),
    "ordinalText": lambda value: _in_words(value, _ORDINALS).capitalize(),
    "hex": lambda value: f"{value:X}",
    "chicago": _letters(_CHICAGO),
    "numberInDash": lambda value: f"- {value} -",
    "decimalFullWidth": _digits("０１２３４５６７８９"),
    "decimalFullWidth2": _digits("０１２３４５６７８９"),
    "decimalEnclosedCircle": _enclosed("①", 20),
    "decimalEnclosedCircleChinese": _enclosed("①", 20),
    "decimalEnclosedParen": _enclosed("⑴", 20),
    "decimalEnclosedFullstop": _enclosed("⒈", 20),
    "ideographEnclosedCircle": _enclosed("㊀", 10),
    "chineseCounting": _CHINESE,
    "chineseCountingThousand": _CHINESE,
    "ideographDigital": _digits(_HANS),
    "japaneseCounting": _CHINESE,
    "japaneseDigitalTenThousand": _digits(_HANS),
    "taiwaneseCounting": _CHINESE,
    "taiwaneseCountingThousand": _CHINESE,
    "taiwaneseDigital": _digits("○一二三四五六七八九"),
    "chineseLegalSimplified": _counted(_LEGAL_HANS, "拾佰仟万"),
    "ideographLegalTraditional": _counted(_LEGAL_HANT, "拾佰仟萬"),
    "japaneseLegal": _counted(_LEGAL_JA, "拾百阡萬"),
    "koreanDigital": _digits(_KOREAN),
    "koreanDigital2": _digits(_HANS),
    "koreanCounting": _counted(_KOREAN, "십백천만"),
    "aiueo": _circle(_AIUEO),
    "aiueoFullWidth": _circle(_AIUEO),
    "iroha": _circle(_IROHA),
    "irohaFullWidth": _circle(_IROHA),
    "ganada": _circle(_GANADA),
    "chosung": _circle(_CHOSUNG),
    "ideographTraditional": _circle(_STEMS),
    "ideographZodiac": _circle(_BRANCHES),
    "russianLower": _letters(_RUSSIAN),
    "russianUpper": _letters(_RUSSIAN.upper()),
    "arabicAlpha": _letters(_ARABIC),
    "arabicAbjad": _letters(_ABJAD),
    "thaiLetters": _letters(_THAI),
    "hebrew1": _letters(_HEBREW),
    "hebrew2": _letters(_HEBREW),
    "hindiConsonants": _letters(_HINDI),
    "thaiNumbers": _digits("๐๑๒๓๔๕๖๗๘๙"),
    "hindiNumbers": _digits("०१२३४५६७८९"),
}
