"""Documents that an earlier Lectern read are read again: it can be stopped, and chats are kept."""

from pathlib import Path

import pytest

from ingest.pipeline import FileOutcome, FileResult, Ingester, Step, outdated
from rag.store.conversations import Conversations
from rag.store.library import Library
from rag.values import Answer, Citation, Claim, Outcome, Source, Verdict

WORDS = "A diffusion model removes noise step by step."


@pytest.fixture
def old(library: Library, ingester: Ingester, tmp_path: Path) -> Library:
    """Two documents that an earlier Lectern read."""
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(f"{WORDS} It is {name}.")
        ingester.ingest([tmp_path / name], "Course")
    with library.database.begin() as connection:
        connection.exec_driver_sql("UPDATE documents SET reader = 0")
    return library


def test_it_can_be_stopped_and_goes_on_where_it_was(old: Library, ingester: Ingester) -> None:
    def stop(event: Step | FileResult) -> None:
        if isinstance(event, FileResult):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        ingester.reread(stop)
    assert len(outdated(old)) == 1 and len(old.documents()) == 2
    (left,) = outdated(old)
    (result,) = ingester.reread().results
    assert (result.name, result.state) == (left.name, FileOutcome.REPLACED)
    assert outdated(old) == [] and ingester.reread().results == ()


def test_chats_and_what_they_cite_are_kept(old: Library, ingester: Ingester) -> None:
    document = old.documents()[0]
    talks = Conversations(old.database)
    talk = talks.create("Course")
    message = talks.ask(talk.id, "What does a diffusion model do?")
    cited = Citation(document.id, document.name, 1, 0, len(WORDS), WORDS, 0.9)
    claim = Claim(WORDS, Verdict.SUPPORTED, Source.EVIDENCE, (cited,))
    talks.finish(message.id, Answer("What?", "what", Outcome.ANSWERED, WORDS, (claim,)))
    before = talks.messages(talk.id)
    ingester.reread()
    assert talks.messages(talk.id) == before
    assert old.page(document.id, 1).text[cited.start : cited.end] == WORDS
