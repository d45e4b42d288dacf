"""What people noted at cells: notes, and comments with their answers."""

from ingest.readers.sheets.sheet import Remark
from ingest.readers.sheets.xlsx.package import Package, PartBroken, attribute, local
from ingest.readers.sheets.xlsx.strings import clean, rich


def remarks(package: Package, sheet: str, persons: dict[str, str]) -> list[Remark]:
    """The remarks on the sheet of this part, in the order of the file; `persons` are names by identity.

    A comment that has answers is also kept as a note for older programs, which is left out.
    """
    found: list[Remark] = []
    for name in package.of_kind(sheet, "threadedComment"):
        try:
            entries = list(package.tree(name).iter("{*}threadedComment"))
        except PartBroken:
            continue
        for entry in entries:
            words = clean("".join(child.text or "" for child in entry if local(child) == "text"))
            who = persons.get(attribute(entry, "personId"), "")
            if words:
                found.append(Remark(attribute(entry, "ref"), f"{who}: {words}" if who else words))
    answered = {remark.address for remark in found}
    for name in package.of_kind(sheet, "comments"):
        try:
            entries = list(package.tree(name).iter("{*}comment"))
        except PartBroken:
            continue
        for entry in entries:
            words = "\n".join(rich(child) for child in entry if local(child) == "text").strip()
            if words and attribute(entry, "ref") not in answered:
                found.append(Remark(attribute(entry, "ref"), words))
    return found


def persons(package: Package, workbook: str) -> dict[str, str]:
    """The names of those who comment, by their identities."""
    found: dict[str, str] = {}
    for name in package.of_kind(workbook, "person"):
        try:
            entries = list(package.tree(name).iter("{*}person"))
        except PartBroken:
            continue
        found |= {attribute(entry, "id"): clean(attribute(entry, "displayName")) for entry in entries}
    return found
