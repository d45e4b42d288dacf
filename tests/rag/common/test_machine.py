import errno

import pytest

from rag.common import machine


@pytest.fixture
def container(tmp_path, monkeypatch):
    monkeypatch.setattr(machine, "_CONTAINER", tmp_path / "memory.max")
    monkeypatch.setattr(machine, "_of_the_computer", lambda: 8_000)
    return tmp_path / "memory.max"


@pytest.mark.parametrize(
    ("limit", "expected"), [("2000\n", 2_000), ("9000\n", 8_000), ("max\n", 8_000), (None, 8_000)]
)
def test_a_container_has_no_more_than_its_limit(container, limit, expected):
    if limit is not None:
        container.write_text(limit, encoding="utf-8")
    assert machine.memory_bytes() == expected


def test_where_nobody_says_it_is_not_known(container, monkeypatch):
    monkeypatch.setattr(machine, "_of_the_computer", lambda: None)
    assert machine.memory_bytes() is None


def test_without_the_function_of_unix_nothing_breaks(monkeypatch):
    monkeypatch.setattr(machine, "sysconf", None)
    monkeypatch.setattr(machine.sys, "platform", "other")
    assert machine._of_the_computer() is None


def test_this_computer_has_memory():
    assert machine.memory_bytes() > 10**8


def _from(error: Exception, cause: BaseException) -> Exception:
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (MemoryError(), "too little free memory"),
        (OSError(errno.ENOMEM, "Cannot allocate memory"), "too little free memory"),
        (
            RuntimeError("unable to mmap 90868376 bytes from file <model.safetensors>"),
            "too little free memory",
        ),
        (RuntimeError("std::bad_alloc"), "too little free memory"),
        (ImportError("libtorch.so: failed to map segment from shared object"), "too little free memory"),
        (OSError(errno.EMFILE, "Too many open files"), "no more files"),
        (OSError(errno.ENOSPC, "No space left on device"), "disk is full"),
        (_from(ValueError("the model is broken"), MemoryError()), "too little free memory"),
    ],
)
def test_what_the_computer_lacks_is_said_with_what_to_do(error: Exception, words: str) -> None:
    assert words in machine.shortage(error)


def test_what_is_a_bug_stays_one() -> None:
    assert machine.shortage(ValueError("no such thing")) == ""


def test_an_error_that_came_from_itself_ends() -> None:
    error = ValueError("round and round")
    error.__cause__ = error
    assert machine.shortage(error) == ""
