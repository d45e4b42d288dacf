"""Raised and lowered letters as Unicode has them: 10⁶, H₂O; else after ^ or _."""

from ingest.readers.pdf.words import PrintedWord

_PLAIN = "0123456789+-−=()abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUVWαβγδθφχ"
_RAISED = dict(
    zip(_PLAIN, "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂᵅᵝᵞᵟᶿᵠᵡ", strict=True)
)
_LOWERED = dict(
    zip("0123456789+-−=()aehijklmnoprstuvxβγρφχ", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ", strict=True)
)
_ORDINALS = frozenset(("st", "nd", "rd", "th", "er", "re", "ère", "ème", "e", "o", "a", "os", "as"))
_LETTERS = 2  # more of them than these are a word, which is to be found as such


def script(word: PrintedWord, before: str) -> str:
    """How a raised or lowered word is written, `before` being the character it follows; one without is itself.

    Signs that are raised by nature stay as they are, and so does the end of an ordinal.
    """
    return raised(word.text, word.raised, before, word.joined)


def raised(text: str, by: int, before: str, joined: bool) -> str:
    """How `text` is written that is raised (`by` 1), lowered (-1) or neither (0), see `script`."""
    if by == 0 or not any(map(str.isalnum, text)):
        return text
    if by > 0 and before.isdigit() and joined and text in _ORDINALS:
        return text
    table = _RAISED if by > 0 else _LOWERED
    has_all = all(character in table or not character.isalnum() for character in text)
    if has_all and sum(map(str.isalpha, text)) <= _LETTERS:
        return "".join(table.get(character, character) for character in text)
    return ("^" if by > 0 else "_") + (text if text.isalnum() else f"({text})")
