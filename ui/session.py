"""What one visitor is looking at. The only thing that the app keeps in the session state."""

from dataclasses import dataclass, field

import streamlit as st

ADDED = "added"
"""What the address calls the jobs of the files that came last."""

_KEY = "lectern"
_FILES = 50  # told of after the page is loaded again
_DIGITS = 19  # of the largest number that SQLite keeps


@dataclass(frozen=True, slots=True)
class LookedAt:
    """Words on a page that a reader looks at in place of what is cited: `quote` is at `start:end` of its text."""

    page: int
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Opened:
    """The source that a reader opened: which answer's (0: none's), its number, how many pages on, how large.

    `spot` is another place in its document that is shown instead, from which `turned` is counted then; `sought` what
    was searched for there, "" for nothing.
    """

    message_id: int
    number: int
    turned: int = 0
    zoom: float = 1.25
    spot: LookedAt | None = None
    sought: str = ""


@dataclass(frozen=True, slots=True)
class Unasked:
    """A question that could not be put, the `reason` in words for the reader, the jobs and names of its files, and
    how often it has been tried."""

    text: str
    reason: str
    jobs: tuple[int, ...] = ()
    files: tuple[str, ...] = ()
    attempt: int = 1


@dataclass(slots=True)
class Session:
    """One tab. `conversation` None is a new chat; `collection` "" is all of them; `documents` are those of it that
    are searched, () all; `scope_of` is the conversation that both were taken over from; `owner` who adds files.
    `opens` counts the sources that were opened.
    `added` are the jobs of the files that came last into the chat, as long as they are of interest.
    `testset` is the key of the one that is looked at; `notice` is said once on the next page; `declined` are
    drafts' questions thrown away; `closed_boxes` counts the boxes that did what they were opened for: it is part of
    their keys, and a box with a new key is closed. `left` is whether the sidebar has led to another chat;
    `missing` whether the chat that was looked for is not there; `unasked` a question that could not be put;
    `unlocking` is the job whose file was not unlocked by the last password, and why;
    `wide` whether the sources take more of the page than the answers; `reading` what is shown over the page;
    `new_key` a key for other programs that was made just now, which is shown once."""

    conversation: int | None = None
    collection: str = ""
    documents: tuple[int, ...] = ()
    scope_of: int | None = None
    owner: str = ""
    opened: Opened | None = None
    opens: int = 0
    earlier: bool = False
    added: tuple[int, ...] = ()
    testset: int | None = None
    notice: str = ""
    declined: set[str] = field(default_factory=set)
    closed_boxes: int = 0
    left: bool = False
    missing: bool = False
    unasked: Unasked | None = None
    wide: bool = False
    reading: Opened | None = None
    unlocking: tuple[int, str] | None = None
    new_key: str = ""

    def open(self, message_id: int, number: int) -> None:
        """Show a source of an answer, by its number."""
        self.opened = Opened(message_id, number)
        self.opens += 1

    def start(self, conversation: int | None) -> None:
        """Show another conversation, or a new one."""
        self.conversation = conversation
        self.opened = None
        self.earlier = False
        self.added = ()
        self.missing = False


def current() -> Session:
    """This tab's session; a reloaded tab finds its conversation again by the address."""
    if _KEY not in st.session_state:
        chat = st.query_params.get("chat", "")
        found = number_of(chat)
        added = (number_of(part) for part in st.query_params.get(ADDED, "").split("-")[:_FILES])
        st.session_state[_KEY] = Session(
            conversation=found,
            collection=st.query_params.get("collection", ""),
            documents=_numbers(st.query_params.get("documents", "")),
            missing=bool(chat) and found is None,
            added=tuple(number for number in added if number is not None),
        )
    session: Session = st.session_state[_KEY]
    return session


def number_of(text: str) -> int | None:
    """The number that a part of the address is; None where it is none that a database could have given."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < _DIGITS else None


def _numbers(text: str) -> tuple[int, ...]:
    """The numbers of a part of the address that are set apart by commas."""
    found = (number_of(part) for part in text.split(","))
    return tuple(number for number in found if number is not None)
