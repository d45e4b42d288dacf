"""Numbers of charts as their format shows them: "12.5%", "1,204", "May 2012"."""

import datetime
import re

_PARTS = re.compile(r'"([^"]*)"|\\(.)|_.|\*.|\[(?:\$([^\]-]*)[^\]]*|[^\]]*)\]|(.)', re.S)
_PLACES = re.compile(r"[#0?][#0?,]*(?:\.([#0?]*),*)?|\.([#0?]+)")
_POWER = re.compile(r"E[+-]0+", re.I)
_DATE = re.compile(r"(y+|m+|d+|h+|s+|am/pm|a/p)", re.I)
_IS_DATE = re.compile(r"(?<![a-z])[ymdhs]+(?![a-z])", re.I)
_MOST = 60  # characters of a format


def shown(value: str, code: str, since_1904: bool = False) -> str:
    """The number `value` by the format `code`; as it is where it is no number or the format is not understood."""
    try:
        number = float(value)
    except ValueError:
        return value
    if not abs(number) < 1e15:
        return value
    sections = _sections(code[:_MOST])
    if sections[0][0].strip().casefold() in ("", "general", "standard", "@"):
        return _general(number)
    index = 2 if number == 0 and len(sections) > 2 else 1 if number < 0 and len(sections) > 1 else 0
    pattern, written = sections[index]
    if _IS_DATE.search(pattern) and not _PLACES.search(pattern.replace("0", "")):
        return _date(number, pattern, written, since_1904)
    if index == 1:
        number = -number
    return _number(number, pattern, written)


def _sections(code: str) -> list[tuple[str, str]]:
    """Each section twice: its signs alone, and with its words, which are as many characters that mean nothing."""
    signs, written, found = "", "", list[tuple[str, str]]()
    for part in _PARTS.finditer(code):
        words = next((said for said in part.groups()[:3] if said is not None), None)
        if words is None and part[4] == ";":
            found.append((signs, written))
            signs, written = "", ""
        elif words is None:
            signs, written = signs + (part[4] or ""), written + (part[4] or "")
        else:
            signs, written = signs + "\x00" * len(words), written + words
    return [*found, (signs, written)]


def _general(number: float) -> str:
    if number == int(number):
        return str(int(number))
    return f"{number:.10g}" if abs(number) >= 1e-4 else f"{number:.6g}"


def _number(number: float, pattern: str, written: str) -> str:
    places = _PLACES.search(pattern)
    if places is None or "?/" in pattern or "#/" in pattern:
        return written if places is None and "general" not in pattern.casefold() else _general(number)
    number *= 100 ** pattern.count("%")
    signs = places.group().rstrip(",")
    number /= 1000 ** (len(places.group()) - len(signs))
    decimals = (places[1] or places[2] or "").replace(",", "")
    needed = decimals.count("0") + decimals.count("?")
    power = _POWER.match(pattern, places.end())
    if power:
        said = f"{number:.{len(decimals)}E}"
        end = power.end()
    else:
        said = f"{abs(number):{',' if ',' in signs.partition('.')[0] else ''}.{len(decimals)}f}"
        end = places.end()
        whole, _, rest = said.partition(".")
        rest = rest[:needed] + rest[needed:].rstrip("0")
        least = signs.partition(".")[0].count("0")
        whole = whole.zfill(least) if least or whole != "0" else ""
        said = (whole + (f".{rest}" if rest else "")) or "0"
        said = f"-{said}" if number < 0 and any(digit in said for digit in "123456789") else said
    return (written[: places.start()] + said + written[end:]).strip()


def _date(number: float, pattern: str, written: str, since_1904: bool) -> str:
    if number < 0 or number > 2_958_465:
        return _general(number)
    start = datetime.datetime(1904, 1, 1) if since_1904 else datetime.datetime(1899, 12, 30)
    moment = start + datetime.timedelta(seconds=round(number * 86_400))
    said, position, hours, half = "", 0, False, "am/pm" in pattern.casefold() or "a/p" in pattern.casefold()
    for part in _DATE.finditer(pattern):
        said += written[position : part.start()]
        position = part.end()
        code = part.group().casefold()
        minutes = code[0] == "m" and (hours or pattern[part.end() :].lstrip(":.\x00 ")[:1].casefold() == "s")
        said += _piece(moment, code, minutes, half)
        hours = code[0] == "h"
    return (said + written[position:]).strip()


def _piece(moment: datetime.datetime, code: str, minutes: bool, half: bool) -> str:
    width = len(code)
    if code[0] == "a":
        return "AM" if moment.hour < 12 else "PM"
    if code[0] == "y":
        return str(moment.year) if width > 2 else f"{moment.year % 100:02d}"
    if code[0] in "md" and width > 2 and not minutes:
        name = moment.strftime(
            ("%b" if code[0] == "m" else "%a") if width == 3 else "%B" if code[0] == "m" else "%A"
        )
        return name[:1] if width == 5 else name
    hour = (moment.hour + 11) % 12 + 1 if half else moment.hour
    value = {"m": moment.minute if minutes else moment.month, "d": moment.day, "h": hour, "s": moment.second}[
        code[0]
    ]
    return f"{value:02d}" if width > 1 else str(value)
