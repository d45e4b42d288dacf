import pytest

from ui.entrance.reach import refusal


@pytest.mark.parametrize("address", ["localhost", "127.0.0.1", "127.8.8.8", "::1"])
def test_on_this_computer_alone_nobody_signs_in(address: str) -> None:
    assert refusal(address, "settings.toml", False) == ""


@pytest.mark.parametrize("address", [None, "", "0.0.0.0", "::", "192.168.1.7", "lectern.example.org"])
def test_others_do_not_come_in_without_signing_in(address: str | None) -> None:
    told = refusal(address, "/data/settings.toml", False)
    assert "/data/settings.toml" in told and 'mode = "class"' in told
    assert refusal(address, "/data/settings.toml", True) == ""
