"""What a reader found wrong with pages, and the plain lines that the health report makes of it."""

from collections.abc import Sequence

from ingest.readers.cleaning import garbled_share
from rag.values import Page, PageProblem
from rag.values.places import briefly, noun, of_page

LOCKED = "It is protected with a password."
"""How the reason begins why a file is refused that nobody but its owner can open."""

_SCRIPTS = (
    "OCR reads Latin, Chinese and Japanese letters, not Cyrillic, Greek, Arabic, Hebrew, Korean or others"
)
"""What the models of `ingest.readers.ocr` know; others come out wrong."""
_UNCERTAIN = 0.6  # a word that is surer than this is not counted
_REMEDIES = {
    PageProblem.SCANNED: "{pages} only pictures, in which no words can be read.",
    PageProblem.DRAWN: "{pages} no text, only drawings.",
    PageProblem.GARBLED: "{pages} garbled text: the file does not say which letters its shapes are. Look for another "
    "version.",
    PageProblem.HIDDEN: "{pages} text that cannot be seen when reading the file. Check what it says before you "
    "trust it.",
    PageProblem.FAILED: "{pages} no text that could be read, because the file is damaged there. Try another copy "
    "of it.",
    PageProblem.PICTURED: f"{{pages}} pictures with words that could not be read, which are left out. {_SCRIPTS}.",
    PageProblem.UNSEARCHED: "{pages} pictures that were not searched for words: it would have taken too long.",
    PageProblem.UNSURE: f"{{pages}} words that cannot be read with certainty, which are left out. {_SCRIPTS}.",
    PageProblem.SLOW: "{pages} been left out, because recognising the words (OCR) took too long. Raise the setting "
    "ingestion.ocr_seconds, and add the file again.",
}

_GARBLED_SHARE = 0.1
_FEW_CHARACTERS = 20
_FEW_HIDDEN = 12  # letters and digits
_HIDDEN = (
    "It has words that cannot be seen when it is opened; they were left out. Look at what they say before you trust "
    "it. What you need of them, make visible, and add the file again."
)


class HiddenWords:
    """Counts what a file without pages says and nobody sees, as its reader meets it and leaves it out."""

    def __init__(self) -> None:
        self._letters = 0

    def add(self, text: str) -> None:
        """Words that were left out."""
        self._letters += sum(map(str.isalnum, text))

    @property
    def problems(self) -> tuple[str, ...]:
        """The line of the health report; none where it is only a word or so, as marks of an index are."""
        return (_HIDDEN,) if self._letters >= _FEW_HIDDEN else ()


def is_garbled(text: str) -> bool:
    """Whether more than a tenth of the visible characters are not characters of any script."""
    return garbled_share(text) > _GARBLED_SHARE


def health(pages: Sequence[Page], count: int) -> tuple[str, ...]:
    """One line for each thing that is wrong with a file of `count` pages, of which `pages` were read."""
    lines = _by_ocr(pages)
    for problem, remedy in _REMEDIES.items():
        found = [page for page in pages if problem in page.problems]
        if found:
            have = "has" if len(found) == 1 else "have"
            lines.append(remedy.format(pages=f"{_named(found)} {have}"))
    if len(pages) < count:
        lines.append(
            f"Only the first {len(pages)} of {count} pages were read. Raise the setting ingestion.pages, "
            "or split the file."
        )
    visible = sum(not character.isspace() for page in pages for character in page.text)
    if 0 < visible < _FEW_CHARACTERS:
        lines.append(f"There is almost no text in it: {visible} characters.")
    return tuple(lines)


def _by_ocr(pages: Sequence[Page]) -> list[str]:
    """ "14 pages by OCR, 23 words uncertain (pages 3 and 7)", where there are any; the same of pictures on pages."""
    whole = [page for page in pages if page.method == "ocr" and page.spots]
    with_pictures = [page for page in pages if page.method == "pdfium" and page.spots]
    return [
        *_recognised(whole, "{count} page{s} by OCR", len(pages)),
        *_recognised(with_pictures, "Pictures on {count} page{s} by OCR", len(pages)),
    ]


def _recognised(read: Sequence[Page], said: str, count_of_all: int) -> list[str]:
    if not read:
        return []
    unsure = {page.number: sum(spot.sure < _UNCERTAIN for spot in page.spots) for page in read}
    count = sum(unsure.values())
    said = said.format(count=len(read), s="s" * (len(read) > 1))
    said = f"{said}, {count or 'no'} word{'s' * (count != 1)} uncertain"
    where = [page for page in read if unsure[page.number]]
    if count and count_of_all > 1:
        named = _named(where)
        said += f" ({named[0].lower()}{named[1:]})"
    return [f"{said}."]


def _named(pages: Sequence[Page]) -> str:
    """ "Page 3", "Pages i–iv and 7": runs of pages, in order, by what is printed on them."""
    runs: list[list[Page]] = []
    for page in pages:
        if runs and page.number == runs[-1][-1].number + 1:
            runs[-1].append(page)
        else:
            runs.append([page])
    texts = ["–".join(dict.fromkeys((_called(run[0]), _called(run[-1])))) for run in runs]
    if len(texts) > 10:
        texts = [*texts[:9], f"{sum(map(len, runs[9:]))} more"]
    listed = texts[0] if len(texts) == 1 else f"{', '.join(texts[:-1])} and {texts[-1]}"
    return f"Page{'s' if len(pages) > 1 else ''} {listed}"


def _called(page: Page) -> str:
    """What is printed on a page, else its number: the name of a sheet or section is none."""
    return briefly(of_page(page, "")).removeprefix("p. ") if noun(page.method) == "page" else str(page.number)
