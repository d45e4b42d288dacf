"""Who can reach the server where nobody signs in: this computer alone, unless whoever runs it says otherwise."""

import ipaddress

OPENED = "LECTERN_WITHOUT_SIGN_IN"
"""The environment variable by which somebody says that all who reach the server may have everything."""
_REFUSED = (
    "Lectern is not started: on {address} other computers reach it, and nobody would have to sign in, so that they had "
    'all chats and files. For a class, write these lines into {settings}:\n\n    [sharing]\n    mode = "class"\n\n'
    "For this computer alone, leave --server.address out. If everybody who reaches it may have everything, set the "
    "environment variable {opened}=1.\n"
)


def refusal(address: str | None, settings: str, opened: bool) -> str:
    """Why a server without sign-in is not started on `address` (None or "" are all addresses of the computer); "" where
    it may be. `settings` is the file of the settings, `opened` whether everybody may come in."""
    if opened or is_loopback(address):
        return ""
    return _REFUSED.format(address=address or "all addresses", settings=settings, opened=OPENED)


def is_loopback(address: str | None) -> bool:
    """Whether only programs on this computer reach a server on that address."""
    if address == "localhost":
        return True
    try:
        return ipaddress.ip_address(address or "").is_loopback
    except ValueError:
        return False
