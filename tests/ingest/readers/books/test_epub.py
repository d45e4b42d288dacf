"""EPUB: parts in reading order, titles, notes, locks, damage."""

import io
import zipfile
from pathlib import Path

import pytest

from rag.errors import Refusal, UnreadableFile
from tests.ingest.readers.reading import block, read, shown

CONTAINER = '<container><rootfiles><rootfile full-path="o/c.opf"/></rootfiles></container>'


def chapter(body: str) -> str:
    return (
        '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops">'
        f"<head><title/></head><body>{body}</body></html>"
    )


def book(parts: dict[str, str], navigation: str = "", more: dict[str, str] | None = None) -> bytes:
    """An EPUB of these parts, in their order."""
    items = "".join(
        f'<item id="i{n}" href="{name}" media-type="application/xhtml+xml"/>' for n, name in enumerate(parts)
    )
    spine = "".join(f'<itemref idref="i{n}"/>' for n in range(len(parts)))
    items += '<item id="x" href="toc.ncx" media-type="application/x-dtbncx+xml"/>' if navigation else ""
    package = (
        '<package xmlns:dc="d"><metadata><dc:title>The Book</dc:title></metadata>'
        f"<manifest>{items}</manifest><spine>{spine}</spine></package>"
    )
    files = {"mimetype": "application/epub+zip", "META-INF/container.xml": CONTAINER, "o/c.opf": package}
    files |= {f"o/{name}": text for name, text in parts.items() if text}
    files |= {"o/toc.ncx": navigation} if navigation else {}
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, text in {**files, **(more or {})}.items():
            archive.writestr(name, text)
    return target.getvalue()


def test_parts_in_order_with_the_titles_of_the_contents(tmp_path: Path) -> None:
    contents = (
        "<ncx><navMap><navPoint><navLabel><text>Second</text></navLabel>"
        "<content src='b.xhtml#top'/></navPoint></navMap></ncx>"
    )
    parts = {
        "z.xhtml": chapter("<h1>First</h1><p>One&nbsp;<a id='x'/>two.</p>"),
        "b.xhtml": chapter("<p>Three.</p>"),
    }
    found = read(tmp_path, "a.epub", book(parts, contents))
    assert [(page.label, page.text) for page in found.pages] == [
        ("First", "First\n\nOne two."),
        ("Second", "Second\n\nThree."),
    ]
    assert found.title == "The Book"
    assert block(found, "Three.").headings == ("Second",)


def test_notes_and_page_numbers(tmp_path: Path) -> None:
    body = (
        '<p>So<a epub:type="noteref" href="#n">1</a>.<span epub:type="pagebreak">12</span></p>'
        '<aside epub:type="footnote" id="n"><p>1. Not so.</p></aside>'
    )
    found = read(tmp_path, "a.epub", book({"a.xhtml": chapter(body)}))
    assert shown(found) == [("paragraph", "So[1]."), ("note", "1. Not so.")]


def test_entities_are_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("hidden words")
    text = f'<!DOCTYPE x [<!ENTITY s SYSTEM "{secret.as_uri()}"><!ENTITY a "lol">]>'
    text += "<html><body><p>So &s;&a; it is</p></body></html>"
    found = read(tmp_path, "a.epub", book({"a.xhtml": text}))
    assert "hidden" not in found.pages[0].text


def test_a_lost_part_is_named(tmp_path: Path) -> None:
    found = read(tmp_path, "a.epub", book({"a.xhtml": chapter("<p>Here.</p>"), "b.xhtml": ""}))
    assert found.pages[0].text == "Here."
    assert found.problems == ("1 parts of the book could not be read: they are missing or damaged.",)


def encryption(way: str, name: str) -> dict[str, str]:
    data = f"<EncryptionMethod Algorithm='{way}'/><CipherData><CipherReference URI='{name}'/></CipherData>"
    return {"META-INF/encryption.xml": f"<encryption><EncryptedData>{data}</EncryptedData></encryption>"}


def test_a_book_that_is_locked_is_refused_but_not_for_its_fonts(tmp_path: Path) -> None:
    parts = {"a.xhtml": chapter("<p>Here.</p>")}
    with pytest.raises(UnreadableFile, match="locked") as refused:
        read(tmp_path, "a.epub", book(parts, more=encryption("aes", "o/a.xhtml")))
    assert refused.value.refusal is Refusal.PASSWORD
    fonts = encryption("http://www.idpf.org/2008/embedding", "o/f.otf")
    assert read(tmp_path, "b.epub", book(parts, more=fonts)).pages[0].text == "Here."


def test_a_broken_container_is_refused(tmp_path: Path) -> None:
    whole = book({"a.xhtml": chapter("<p>Here.</p>" * 50)})
    with pytest.raises(UnreadableFile, match="damaged"):
        read(tmp_path, "a.epub", whole[: len(whole) // 2])
