"""What a chat asks, put to the assistant: as its owner, with what was said before, of the documents it searches."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rag.errors import LecternError
from rag.events import Delta, EvidenceFound
from rag.store.conversations import Conversations
from rag.store.documents.attached import AttachedFile
from rag.values import Answer, Turn
from rag.values.people import ALONE, Asker
from service.chats.pending import PendingAnswer
from service.outbox import Outbox

if TYPE_CHECKING:
    from rag.assistant import Assistant

GONE = "The documents that this chat searches were deleted. Choose others below the box, or all of them, and ask again."


@dataclass(frozen=True, slots=True)
class ChatQuestion:
    """A question as it is to be answered now: a chat may have been moved, or answered, since it was put.

    `documents` are searched, of the chosen ones those that are there (None: all); `attached` came with it or with one
    before it.
    """

    assistant: "Assistant"
    text: str
    collection: str | None
    history: Sequence[Turn]
    documents: frozenset[int] | None
    attached: frozenset[int]
    run: PendingAnswer

    def looked(self) -> EvidenceFound | Answer | None:
        """As `Assistant.look`."""
        return self.assistant.look(
            self.text, self.collection, self.history, self.run.stopping, self.documents, self.attached
        )

    def events(self) -> Iterator[EvidenceFound | Delta | Answer]:
        """As `Assistant.ask`."""
        return self.assistant.ask(
            self.text, self.collection, self.history, self.run.stopping, self.documents, self.attached
        )


def asked_now(
    run: PendingAnswer,
    assistant: "Assistant",
    conversations: Conversations,
    outbox: Outbox,
    asker_of: Callable[[str], Asker],
) -> ChatQuestion:
    """The question of a run, as it is now. Raises LecternError where its chat, or all that it searches, is gone."""
    talk = run.message.conversation_id
    messages = outbox.shown(conversations.messages(talk))
    text, history = conversations.exchange(run.message, messages)
    chat = conversations.get(talk)
    asker = asker_of(chat.owner)
    assistant = assistant if asker == ALONE else assistant.seen_by(asker)
    collection = chat.collection or None
    documents = _still_there(assistant, collection, chat.documents)
    files = conversations.attached(run.message)
    attached = _read_from(assistant, collection, files)
    question = max(said.id for said in messages if said.id < run.message.id and said.role == "user")
    if documents is not None and any(file.message_id == question for file in files):
        documents |= attached  # what comes with a question is searched for it, whatever was chosen before
    return ChatQuestion(assistant, text, collection, history, documents, attached, run)


def _read_from(
    assistant: "Assistant", collection: str | None, files: Sequence[AttachedFile]
) -> frozenset[int]:
    """The documents that files were read as."""
    there = assistant.library.documents(collection) if files else ()
    return frozenset(document.id for document in there if any(file.is_of(document) for file in files))


def _still_there(
    assistant: "Assistant", collection: str | None, chosen: Sequence[int]
) -> frozenset[int] | None:
    """Those of the `chosen` documents that are not deleted, None where all of the collection are searched."""
    if not chosen:
        return None
    there = {document.id for document in assistant.library.documents(collection)}
    if there.isdisjoint(chosen):
        raise LecternError(GONE)
    return frozenset(there.intersection(chosen))
