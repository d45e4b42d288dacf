"""`lectern keys`: made and shown once, listed without the secret, revoked."""

from pathlib import Path

import pytest

from api.keys import main
from rag.common.machine import TOO_LITTLE_MEMORY
from rag.settings import Settings, Sharing
from rag.store.access.keys import Keys, KeyScope
from rag.store.library import Library
from rag.store.people.people import People
from rag.values.people import ClassRole


def test_a_key_is_shown_once_listed_and_revoked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    where = ["--library", str(tmp_path / "library")]
    assert main([*where, "make", "notebook", "--scopes", "ask, write"]) == 0
    said = capsys.readouterr()
    secret = said.out.strip()
    assert "shown only now" in said.err and secret not in said.err
    library = Library.open(tmp_path / "library")
    found = Keys(library.database).find(secret)
    library.close()
    assert found is not None and found.scopes == {KeyScope.ASK, KeyScope.WRITE}
    assert main(where) == 0
    listed = capsys.readouterr().out
    assert "notebook" in listed and "ask, write" in listed and "never" in listed and "good" in listed
    assert secret not in listed and found.begins in listed
    assert main([*where, "revoke", "1"]) == 0
    assert main([*where, "revoke", "1"]) == 1
    assert "no key 1 that is still good" in capsys.readouterr().err
    assert main(where) == 0
    assert "revoked on" in capsys.readouterr().out


def test_in_a_class_it_is_said_that_a_key_of_nobody_opens_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = {}
    for mode in ("laptop", "class"):
        Settings(sharing=Sharing(mode=mode)).save(tmp_path / mode)
        assert main(["--library", str(tmp_path / mode), "make", "notebook"]) == 0
        said[mode] = capsys.readouterr().err
    assert "opens nothing" in said["class"] and "page You" in said["class"]
    assert "opens nothing" not in said["laptop"]


def test_in_a_class_a_key_is_made_for_a_person_and_may_what_they_may(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Settings(sharing=Sharing(mode="class")).save(tmp_path)
    library = Library.open(tmp_path)
    people = People(library.database)
    people.add("Olga", "olga@example.org", ClassRole.OWNER)
    sam = people.add("Sam", "Sam@example.org", ClassRole.STUDENT)
    where = ["--library", str(tmp_path), "make", "notebook", "--person"]
    assert main([*where, " SAM@example.org"]) == 0
    said = capsys.readouterr()
    found = Keys(library.database).find(said.out.strip())
    assert found is not None and found.owner == sam.id and "opens nothing" not in said.err
    assert main(where[:2]) == 0
    assert "sam@example.org" in capsys.readouterr().out
    people.close(sam.id)
    for nobody in ("sam@example.org", "sue@example.org", ""):
        assert main([*where, nobody]) == 1
        assert "Nobody signs in by" in capsys.readouterr().err
    assert len(Keys(library.database).list()) == 1
    library.close()


def test_on_a_laptop_a_key_is_for_nobody_in_particular(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--library", str(tmp_path), "make", "notebook", "--person", "sam"]) == 1
    assert "Leave out --person" in capsys.readouterr().err


def test_wrong_usage(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    where = ["--library", str(tmp_path / "library")]
    with pytest.raises(SystemExit, match="2"):
        main([*where, "make", "a", "--scopes", "everything"])
    assert "there are ask, read, write, evaluate" in capsys.readouterr().err
    assert main([*where, "make", " "]) == 1
    assert "A key needs a name" in capsys.readouterr().err


def test_what_the_computer_lacks_is_said_in_words(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fails(folder: Path, url: str | None) -> Library:
        raise MemoryError

    monkeypatch.setattr(Library, "open", fails)
    assert main([]) == 1
    assert capsys.readouterr().err == f"{TOO_LITTLE_MEMORY}\n"
