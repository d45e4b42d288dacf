"""What a reader found wrong with pages, and the plain lines that the health report makes of it."""

from collections.abc import Sequence

from ingest.readers.cleaning import garbled_share
from rag.values import Page, PageProblem

LOCKED = "It is protected with a password."
"""How the reason begins why a file is refused that nobody but its owner can open."""

_OCR = "run text recognition (OCR) on"
_REMEDIES = {
    PageProblem.SCANNED: f"{{pages}} no text and {{look}} scanned. Run{_OCR[3:]} the file and add it again.",
    PageProblem.DRAWN: f"{{pages}} no text, only drawings. If there should be text, {_OCR} the file.",
    PageProblem.GARBLED: "{pages} garbled text: the file does not say which letters its shapes are. Look for another "
    f"version, or {_OCR} it.",
    PageProblem.HIDDEN: "{pages} text that cannot be seen when reading the file. Check what it says before you "
    "trust it.",
    PageProblem.FAILED: "{pages} no text that could be read, because the file is damaged there. Try another copy "
    "of it.",
}

_GARBLED_SHARE = 0.1
_FEW_CHARACTERS = 20


def is_garbled(text: str) -> bool:
    """Whether more than a tenth of the visible characters are not characters of any script."""
    return garbled_share(text) > _GARBLED_SHARE


def health(pages: Sequence[Page], count: int) -> tuple[str, ...]:
    """One line for each thing that is wrong with a file of `count` pages, of which `pages` were read."""
    lines = []
    for problem, remedy in _REMEDIES.items():
        numbers = [page.number for page in pages if problem in page.problems]
        if numbers:
            have, look = ("has", "looks") if len(numbers) == 1 else ("have", "look")
            lines.append(remedy.format(pages=f"{_named(numbers)} {have}", look=look))
    if len(pages) < count:
        lines.append(
            f"Only the first {len(pages)} of {count} pages were read. Raise the setting ingestion.pages, "
            "or split the file."
        )
    visible = sum(not character.isspace() for page in pages for character in page.text)
    if 0 < visible < _FEW_CHARACTERS:
        lines.append(f"There is almost no text in it: {visible} characters.")
    return tuple(lines)


def _named(numbers: Sequence[int]) -> str:
    """ "Page 3", "Pages 1–4 and 7": runs of page numbers, in order."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1] = [runs[-1][0], number]
        else:
            runs.append([number])
    texts = ["–".join(str(number) for number in run) for run in runs]
    if len(texts) > 10:
        texts = [*texts[:9], f"{sum(r[-1] - r[0] + 1 for r in runs[9:])} more"]
    listed = texts[0] if len(texts) == 1 else f"{', '.join(texts[:-1])} and {texts[-1]}"
    return f"Page{'s' if len(numbers) > 1 else ''} {listed}"
