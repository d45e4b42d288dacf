"""What a command says when it fails, and how it ends."""

import pytest

from rag.command import exit_status
from rag.common.machine import TOO_LITTLE_MEMORY
from rag.errors import LecternError


def raising(error: Exception) -> int:
    raise error


def test_what_a_command_returns_is_its_status(capsys: pytest.CaptureFixture[str]) -> None:
    assert exit_status(lambda: 2) == 2
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (LecternError("Choose another folder."), "Choose another folder."),
        (MemoryError(), TOO_LITTLE_MEMORY),
    ],
)
def test_why_it_failed_is_said_in_words(
    error: Exception, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert exit_status(lambda: raising(error)) == 1
    assert capsys.readouterr() == ("", f"{said}\n")


def test_a_bug_surfaces() -> None:
    with pytest.raises(ZeroDivisionError):
        exit_status(lambda: raising(ZeroDivisionError()))
