"""What an OLE container is, by the names in it."""

from pathlib import Path

import pytest

from ingest.readers.sniffing import sniff
from tests.ingest.readers.containers import container


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["\x05SummaryInformation", "Workbook"], "xls"),
        (["BOOK"], "xls"),
        (["1Table", "WordDocument"], "doc"),
        (["PowerPoint Document", "Current User"], "ppt"),
        (["PP40"], "ppt"),
        (["EncryptionInfo", "EncryptedPackage"], "locked"),
        (["__properties_version1.0"], "ole"),
    ],
)
def test_streams_tell(tmp_path: Path, names: list[str], expected: str) -> None:
    path = tmp_path / "a.bin"
    path.write_bytes(container(dict.fromkeys(names, b"")))
    assert sniff(path) == expected


def test_what_is_embedded_counts_for_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.bin"
    path.write_bytes(container({"WordDocument": b""}, storages=("ObjectPool",)))
    assert sniff(path) == "doc"


def test_a_damaged_container_is_told_by_the_names_in_its_bytes(tmp_path: Path) -> None:
    path = tmp_path / "a.bin"
    whole = container({"Workbook": b""})
    path.write_bytes(whole[:40] + b"\xff" * 40 + whole[80:])
    assert sniff(path) == "xls"
    path.write_bytes(whole[:300])
    assert sniff(path) == "ole"
