"""What is a person's: all of it to take with them, and all of it deleted."""

import io
import json
import shutil
import time
import zipfile
from dataclasses import asdict
from pathlib import Path
from typing import Any

from rag.errors import LecternError
from rag.store.people.people import People
from rag.store.people.sessions import Sessions
from rag.values import Document
from rag.values.people import ClassRole
from rag.values_json import answer_to_store
from service.classroom.seat import Seat

_ALL = 1_000_000


def exported(seat: Seat) -> bytes:
    """A ZIP archive of everything that is the asker's: account, chats with answers, notes, own documents with their
    files, and what is known of their uploads and their sessions."""
    person, mine = seat.people.get(seat.asker.person), own_documents(seat)
    told = {
        "account": asdict(person),
        "courses": list(seat.people.courses(person.id)),
        "chats": [_chat(seat, talk.id) for talk in seat.conversations.list(limit=_ALL)],
        "notes": [asdict(note) for note in seat.notes.list()],
        "uploads": [asdict(job) | {"path": ""} for job in seat.jobs.list() if job.owner == person.id],
        "signed_in": [
            {"since": one.since, "until": one.until, "way": one.way}
            for one in Sessions(seat.library.database).of(person.id)
        ],
        "documents": [asdict(document) for document in mine],
        "exported": time.time(),
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("lectern.json", json.dumps(told, ensure_ascii=False, indent=1, default=str))
        for document in mine:
            original = seat.library.original(document.id)
            if original is not None:
                archive.write(original, f"documents/{document.id}-{Path(document.name).name}")
    return file.getvalue()


def delete_all(seat: Seat) -> None:
    """Delete the asker's account and everything that is theirs. What they added for all members of a course stays
    with it. Raises LecternError for the only owner."""
    person = seat.people.get(seat.asker.person)
    if person.role is ClassRole.OWNER:
        seat.people.check_other_owner()
    for job in seat.jobs.list():
        if job.owner == person.id:
            seat.cancel(job.id)
    seat.library.remove_documents([document.id for document in own_documents(seat)])
    for talk in seat.conversations.ids():
        seat.conversations.delete(talk)
    for note in seat.notes.list():
        seat.notes.delete(note.id)
    seat.jobs.forget_own()
    for key in seat.keys.list():
        if key.revoked is None:
            seat.keys.revoke(key.id)
    shutil.rmtree(seat.library.packs, ignore_errors=True)
    Sessions(seat.library.database).close_all(person.id)
    People(seat.library.database).forget(person.id)
    seat.library.versions.drop_uncited()


def own_documents(seat: Seat) -> list[Document]:
    """Those that the asker alone reads."""
    return [one for one in seat.library.documents() if one.only_for and one.only_for == seat.asker.person]


def _chat(seat: Seat, conversation_id: int) -> dict[str, Any]:
    said = []
    for message in seat.conversations.messages(conversation_id):
        told: dict[str, Any] = {"role": message.role, "text": message.text, "created": message.created}
        told["answer"] = None if message.answer is None else answer_to_store(message.answer)
        told["feedback"] = None if message.feedback is None else asdict(message.feedback)
        told["files"] = list(message.files)
        said.append(told)
    try:
        return asdict(seat.conversations.get(conversation_id)) | {"messages": said}
    except LecternError:  # deleted in another window meanwhile
        return {"messages": said}
