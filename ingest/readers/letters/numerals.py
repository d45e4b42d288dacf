"""The numbers of lists and headings, as they are written."""

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_GREEK = "αβγδεζηθικλμνξοπρστυφχψω"
_LARGEST = 4000  # of Roman numbers


def as_number(number: int, kind: str) -> str:
    """A number as the style of lists `kind` of CSS writes it, with its dot; "" for the style "none"."""
    if kind in ("none", "disc", "circle", "square"):
        return ""
    said = str(number)
    if kind.endswith(("alpha", "latin")) and number > 0:
        said = letters(number)
    elif kind.endswith("roman") and 0 < number < _LARGEST:
        said = roman(number)
    elif kind == "lower-greek" and 0 < number <= len(_GREEK):
        said = _GREEK[number - 1]
    elif kind == "decimal-leading-zero":
        said = f"{number:02d}"
    return f"{said.upper() if kind.startswith('upper') else said}."


def letters(number: int) -> str:
    """1 is "a", 27 is "aa"."""
    said = ""
    while number > 0:
        number, place = divmod(number - 1, 26)
        said = chr(ord("a") + place) + said
    return said


def roman(number: int) -> str:
    """A number in Roman letters, in lower case."""
    said = ""
    for value, letter in _ROMAN:
        count, number = divmod(number, value)
        said += letter * count
    return said
