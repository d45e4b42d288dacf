"""The sheets of a workbook, and what holds for all of them."""

from dataclasses import dataclass

from ingest.readers.sheets.xlsx.package import DAMAGED, Package, PartBroken, attribute, is_on
from ingest.readers.sheets.xlsx.strings import clean
from rag.errors import UnreadableFile

_SHEETS = ("worksheet", "chartsheet", "dialogsheet", "xlMacrosheet", "xlIntlMacrosheet")


@dataclass(frozen=True, slots=True)
class SheetEntry:
    """A sheet: its name, its part, whether people do not see it."""

    name: str
    part: str
    hidden: bool


@dataclass(frozen=True, slots=True)
class Workbook:
    """The part of the workbook, its sheets in order; `is_1904`: its days are counted from 1904, as on old Macs."""

    part: str
    sheets: tuple[SheetEntry, ...]
    is_1904: bool = False


def main_part(package: Package, usual: str) -> str:
    """The name of the part that is the workbook. Raises UnreadableFile where there is none."""
    stated = package.of_kind("", "officeDocument")
    found = [name for name in (*stated, usual) if name in package]
    if not found:
        raise UnreadableFile(DAMAGED.format("the part that lists its sheets is missing"))
    return found[0]


def workbook(package: Package) -> Workbook:
    """The workbook of a package. Raises UnreadableFile where it cannot be read."""
    part = main_part(package, "xl/workbook.xml")
    try:
        root = package.tree(part)
    except PartBroken as error:
        raise UnreadableFile(DAMAGED.format("the list of its sheets cannot be read")) from error
    related = package.related(part)
    found = []
    for entry in root.iter("{*}sheet"):
        kind, target = related.get(attribute(entry, "id"), ("", ""))
        if kind in _SHEETS:
            hidden = entry.get("state", "visible").lower() in ("hidden", "veryhidden")
            found.append(SheetEntry(clean(entry.get("name", "")), target, hidden))
    is_1904 = any(is_on(entry.get("date1904", "")) for entry in root.iter("{*}workbookPr"))
    return Workbook(part, tuple(found), is_1904)


def title(package: Package) -> str:
    """The title that the file states, "" for none."""
    for name in package.of_kind("", "core-properties"):
        try:
            found = next(package.tree(name).iter("{*}title"), None)
        except PartBroken:
            continue
        if found is not None and found.text:
            return " ".join(clean(found.text).split())
    return ""
