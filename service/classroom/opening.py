"""The start of a class: the link for its first owner, and what is swept away as long as it runs."""

import logging
import sys
import threading
import time

from rag.errors import LecternError
from rag.store.conversations import Conversations
from rag.store.people.audit import Audit
from rag.store.people.guests import forget_guests
from rag.store.people.invitations import Invitations
from rag.store.people.people import People
from rag.store.people.sessions import Sessions
from rag.values.people import ALONE, ClassRole
from service.engine import Engine

_log = logging.getLogger(__name__)
_DAY = 86400.0
_AUDIT_DAYS = 365
_LOCAL = "http://localhost:8501"


def address(engine: Engine) -> str:
    """What people type to get here, without a slash at the end; of this computer where nobody has set it."""
    return engine.settings.sharing.address.rstrip("/") or _LOCAL


def first_owner_link(engine: Engine) -> str:
    """The link by which the first owner makes their account, valid for a day, in place of earlier ones; "" where there
    is an owner, or only one person."""
    database = engine.library.database
    if not engine.by_class or People(database).has_owner():
        return ""
    invitations = Invitations(database)
    for old in invitations.all():
        if old.role is ClassRole.OWNER and not old.resets:
            invitations.revoke(old.token_hash)
    return f"{address(engine)}/welcome/{invitations.make(ClassRole.OWNER, days=1)}"


def open_class(engine: Engine) -> None:
    """Say on standard output how its first owner comes in, where there is none, and begin to sweep."""
    if link := first_owner_link(engine):
        sys.stdout.write(
            f"Nobody has an account yet. The first owner opens this link, within a day:\n  {link}\n"
        )
        sys.stdout.flush()
    keep_sweeping(engine)


def sweep(engine: Engine, now: float | None = None) -> int:
    """Delete the chats that are older than the class keeps them, and what of sessions and log nobody needs, and
    guests whose session is over; how many chats were too old. A chat's age counts from what was written last."""
    now = time.time() if now is None else now
    database, days = engine.library.database, engine.settings.sharing.keep_chats_days
    if not engine.by_class:
        return 0
    Sessions(database).sweep()
    Audit(database, ALONE).forget(now - _AUDIT_DAYS * _DAY)
    guests = forget_guests(database)
    gone = Conversations(database).delete_before(now - days * _DAY) if days else 0
    if guests or gone:
        engine.library.versions.drop_uncited()
    if gone:
        People(database).noted_by_program("deleted old chats", str(gone))
    return gone


def keep_sweeping(engine: Engine, pause: float = 3600.0) -> None:
    """Sweep now and every `pause` seconds, in the background."""

    def work() -> None:
        while True:
            try:
                sweep(engine)
            except LecternError as error:  # the library cannot be written now; it is tried again
                _log.warning("nothing was swept: %s", error)
            time.sleep(pause)

    threading.Thread(target=work, name="sweeping", daemon=True).start()
