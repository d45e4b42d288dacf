"""What is said where a lock cannot be opened."""

from rag.errors import Refusal, UnreadableFile


def does_not_fit() -> UnreadableFile:
    """The error for a wrong password."""
    return UnreadableFile(
        "The password does not fit. Look at capital letters and the keyboard, and try again.",
        Refusal.PASSWORD,
    )


def unknown_lock() -> UnreadableFile:
    """The error for a way to lock that cannot be opened here."""
    return UnreadableFile(
        "It is locked in a way that cannot be opened here. Open it with the program that it comes from, "
        "save it without a password, and add that.",
        Refusal.PASSWORD,
    )


def not_locked() -> UnreadableFile:
    """The error for a file that has no lock."""
    return UnreadableFile("It needs no password. Add it as it is.", Refusal.REFUSED)
