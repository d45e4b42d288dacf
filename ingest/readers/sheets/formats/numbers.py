"""A number as a section of a code writes it."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from ingest.readers.sheets.formats.codes import CodeToken

_LARGEST = Decimal("1e300")
_PLACES = 30  # after the point; Excel knows as many
_DIGITS = 15  # that a spreadsheet keeps of a number


def exact(value: float) -> Decimal:
    """The number with the digits that a spreadsheet keeps."""
    return Decimal(f"{value:.{_DIGITS}g}")


def general(value: float) -> str:
    """A number without a format: whole ones with all their digits, others with ten at most."""
    number = exact(value)
    if number == number.to_integral_value() and abs(number) < Decimal(10) ** _DIGITS:
        return f"{number:f}".partition(".")[0].replace("-0", "0") if not number else f"{int(number)}"
    if Decimal("1e-4") <= abs(number) < Decimal(10) ** 11:
        places = max(0, 9 - max(0, number.adjusted()))
        rounded = number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
        return _bare(f"{rounded:f}")
    mantissa, _, exponent = f"{number:.5E}".partition("E")
    return f"{_bare(mantissa)}E{exponent[0]}{exponent[1:].zfill(2)}"


def _bare(digits: str) -> str:
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


def formatted(value: float, tokens: Sequence[CodeToken]) -> str:
    """A number that is not negative, as the tokens of a section write it."""
    number = abs(exact(value))
    if any(token.kind == "slash" for token in tokens) and any(token.kind == "digit" for token in tokens):
        return _fraction(number, tokens)
    if any(token.kind == "exponent" for token in tokens):
        return _scientific(number, tokens)
    number *= Decimal(100) ** sum(token.kind == "percent" for token in tokens)
    return _plain(number, tokens)


def _plain(number: Decimal, tokens: Sequence[CodeToken]) -> str:
    point = next((index for index, token in enumerate(tokens) if token.kind == "point"), len(tokens))
    before, after = tokens[:point], tokens[point + 1 :]
    digits = [index for index, token in enumerate(tokens) if token.kind == "digit"]
    if not digits:
        return "".join(token.text for token in tokens)
    whole = [index for index in digits if index < point]
    commas = [index for index, token in enumerate(tokens) if token.kind == "comma"]
    grouped = any(whole and whole[0] < comma < whole[-1] for comma in commas)
    scaled = sum(digits[-1] < comma or (bool(whole) and whole[-1] < comma < point) for comma in commas)
    places = sum(token.kind == "digit" for token in after)
    number = _rounded(number / Decimal(1000) ** scaled, places)
    left, _, right = f"{number:f}".partition(".")
    left = "" if left == "0" else left
    shown = _left(left, before, grouped)
    if point < len(tokens):
        shown += "." + _right(right, after)
    return shown


def _rounded(number: Decimal, places: int) -> Decimal:
    if number > _LARGEST:
        return number
    return (
        Decimal(int(number.scaleb(places).to_integral_value(ROUND_HALF_UP))).scaleb(-places)
        if places <= 30
        else number
    )


def _left(digits: str, tokens: Sequence[CodeToken], grouped: bool) -> str:
    """The digits before the point in their places, from right to left; what there is no place for is at the first."""
    places = [index for index, token in enumerate(tokens) if token.kind == "digit"]
    shown: list[str] = []
    rest, written = digits, 0

    def put(digit: str) -> None:
        nonlocal written
        if grouped and written and written % 3 == 0:
            shown.append(",")
        shown.append(digit)
        written += digit.isdigit()

    for index in range(len(tokens) - 1, -1, -1):
        token = tokens[index]
        if token.kind == "digit":
            if rest:
                put(rest[-1])
                rest = rest[:-1]
            elif token.text == "0":
                put("0")
            elif token.text == "?":
                shown.append(" ")
            while index == places[0] and rest:
                put(rest[-1])
                rest = rest[:-1]
        elif token.kind != "comma":
            shown.append(token.text[::-1])
    if not places and rest:
        shown.append(rest[::-1])
    return "".join(shown)[::-1]


def _right(digits: str, tokens: Sequence[CodeToken]) -> str:
    """The digits after the point in their places; zeros at the end only where the code has "0"."""
    count = sum(token.kind == "digit" for token in tokens)
    digits = digits.ljust(count, "0")
    kept = len(digits.rstrip("0"))
    shown, place = "", 0
    for token in tokens:
        if token.kind == "digit":
            if place < kept or token.text == "0":
                shown += digits[place]
            elif token.text == "?":
                shown += " "
            place += 1
        elif token.kind != "comma":
            shown += token.text
    return shown


def _scientific(number: Decimal, tokens: Sequence[CodeToken]) -> str:
    at = next(index for index, token in enumerate(tokens) if token.kind == "exponent")
    mantissa, power = tokens[:at], tokens[at + 1 :]
    point = next((index for index, token in enumerate(mantissa) if token.kind == "point"), len(mantissa))
    step = max(1, sum(token.kind == "digit" for token in mantissa[:point]))
    places = sum(token.kind == "digit" for token in mantissa[point:])
    exponent = number.adjusted() // step * step if number else 0
    if number and _rounded(number.scaleb(-exponent), places) >= Decimal(10) ** step:
        exponent += step
    sign = "-" if exponent < 0 else "+" if tokens[at].text.endswith("+") else ""
    written = _plain(number.scaleb(-exponent), mantissa)
    return f"{written}E{sign}{_plain(Decimal(abs(exponent)), power)}"


def _fraction(number: Decimal, tokens: Sequence[CodeToken]) -> str:
    slash = next(index for index, token in enumerate(tokens) if token.kind == "slash")
    start = slash
    while start and tokens[start - 1].kind == "digit":
        start -= 1
    fixed = ""
    end = slash + 1
    while end < len(tokens) and (tokens[end].kind == "digit" or tokens[end].text.isdigit()):
        fixed += tokens[end].text
        end += 1
    has_whole = any(token.kind == "digit" for token in tokens[:start])
    whole = int(number) if has_whole else 0
    part = Fraction(number) - whole
    if fixed.isdigit() and int(fixed):
        below = int(fixed)
        above = round(part * below)
    else:
        nearest = part.limit_denominator(10 ** min(4, max(1, len(fixed))) - 1)
        above, below = nearest.numerator, nearest.denominator
    if has_whole and above == below:
        whole, above = whole + 1, 0
    said = "".join(token.text for token in tokens[:start] if token.kind == "text" and token.text.strip())
    after = "".join(token.text for token in tokens[end:] if token.kind == "text")
    if has_whole and not above:
        return f"{said}{whole}{after}"
    return f"{said}{f'{whole} ' if whole else ''}{above}/{below}{after}"
