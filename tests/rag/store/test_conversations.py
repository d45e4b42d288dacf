from collections.abc import Iterator
from pathlib import Path

import pytest

from rag import values_json
from rag.errors import LecternError
from rag.store.conversations import Conversations, Feedback, State
from rag.values import (
    Answer,
    Citation,
    Claim,
    Evidence,
    Outcome,
    Passage,
    Seconds,
    ShortAnswer,
    Source,
    Turn,
    Verdict,
)
from tests.rag.store.stores import Stores

_CITED = Citation(7, "gans.pdf", 3, 10, 20, "two models", 0.9)
ANSWER = Answer(
    question="What is a GAN?",
    search_query="what is a gan",
    outcome=Outcome.ANSWERED,
    text="A GAN is two models.",
    claims=(Claim("A GAN is two models.", Verdict.PARTLY, Source.MODEL, (_CITED,), ("a reason",)),),
    short=ShortAnswer("two models", _CITED),
    evidence=(Evidence(1, 7, "gans.pdf", 3, 10, 20, "two models", 0.9, 1, ((0, 3),)),),
    passages=(Passage("abc", 7, "gans.pdf", 3, 0, 40, "A GAN is two models.", "GANs", 0.8, 0.7, None, 1),),
    confidence=0.8,
    seconds=Seconds(retrieve=0.01, total=1.5),
)


@pytest.fixture
def conversations(stores: Stores, tmp_path: Path) -> Iterator[Conversations]:
    library = stores.open(tmp_path)
    yield Conversations(library.database)
    library.close()


def test_an_answer_is_kept_whole(conversations: Conversations) -> None:
    talk = conversations.create("Course")
    message = conversations.ask(talk.id, "What is a GAN?")
    assert message.state is State.WRITING
    assert [m.id for m in conversations.unfinished()] == [message.id]
    conversations.finish(message.id, ANSWER)
    kept = conversations.message(message.id)
    assert kept.answer == ANSWER
    assert (kept.state, kept.text) == (State.DONE, ANSWER.text)
    assert conversations.unfinished() == []


def test_a_question_keeps_the_names_of_the_files_that_came_with_it(conversations: Conversations) -> None:
    talk = conversations.create("Course")
    conversations.ask(talk.id, "What do they say?", ["a.pdf", "b.txt"])
    conversations.ask(talk.id, "And now?")
    files = [message.files for message in conversations.messages(talk.id)]
    assert files == [("a.pdf", "b.txt"), (), (), ()]
    conversations.delete(talk.id)
    assert conversations.messages(talk.id) == []


def test_a_conversation_is_named_after_its_first_question(conversations: Conversations) -> None:
    talk = conversations.create("Course")
    conversations.ask(talk.id, "word " * 30)
    conversations.ask(talk.id, "another")
    title = conversations.get(talk.id).title
    assert len(title) <= 80 and title.startswith("word word") and title.endswith("…")
    conversations.rename(talk.id, "  My   talk ")
    assert conversations.get(talk.id).title == "My talk"


def test_listing_and_search(conversations: Conversations) -> None:
    first = conversations.create("Course")
    second = conversations.create("Course", owner="ada")
    conversations.create("Course")  # without messages: not listed
    conversations.ask(first.id, "What is 50% of a GAN?")
    conversations.finish(conversations.ask(second.id, "Attention?").id, ANSWER)
    conversations.ask(first.id, "And now?")
    assert [talk.id for talk in conversations.list()] == [first.id, second.id]
    assert [talk.messages for talk in conversations.list()] == [4, 2]
    assert [talk.id for talk in conversations.list("gan")] == [first.id, second.id]  # a question, an answer
    assert [talk.id for talk in conversations.list("gan two")] == [second.id]
    assert [talk.id for talk in conversations.list("0%")] == [first.id]
    assert [talk.id for talk in conversations.list("%")] == [first.id]
    assert [talk.id for talk in conversations.list(owner="ada")] == [second.id]


def test_history_leaves_out_what_failed(conversations: Conversations) -> None:
    talk = conversations.create()
    conversations.finish(conversations.ask(talk.id, "What is a GAN?").id, ANSWER)
    conversations.fail(conversations.ask(talk.id, "Broken?").id, "The model cannot be loaded.")
    current = conversations.ask(talk.id, "And then?")
    question, history = conversations.exchange(current)
    assert question == "And then?"
    assert history == [
        Turn("user", "What is a GAN?"),
        Turn("assistant", ANSWER.text),
        Turn("user", "Broken?"),
    ]


def test_feedback_is_kept_changed_and_taken_back(conversations: Conversations) -> None:
    message = conversations.ask(conversations.create().id, "What is a GAN?")
    conversations.rate(message.id, Feedback(False, "wrong page"))
    assert conversations.message(message.id).feedback == Feedback(False, "wrong page")
    conversations.rate(message.id, Feedback(True))
    assert conversations.message(message.id).feedback == Feedback(True)
    conversations.rate(message.id, None)
    assert conversations.message(message.id).feedback is None


def test_deleting_takes_messages_along(conversations: Conversations) -> None:
    talk = conversations.create()
    message = conversations.ask(talk.id, "What is a GAN?")
    conversations.rate(message.id, Feedback(True))
    conversations.delete(talk.id)
    conversations.delete(talk.id)
    with pytest.raises(LecternError, match="no longer there"):
        conversations.message(message.id)
    with pytest.raises(LecternError, match="Start a new one"):
        conversations.get(talk.id)


def test_an_answer_of_a_newer_lectern_leaves_the_rest_of_the_chat_readable(
    conversations: Conversations, monkeypatch: pytest.MonkeyPatch
) -> None:
    talk = conversations.create()
    conversations.finish(conversations.ask(talk.id, "What is a GAN?").id, ANSWER)
    with monkeypatch.context() as newer:
        newer.setattr(values_json, "UPGRADES", [*values_json.UPGRADES, lambda body: body])
        conversations.finish(conversations.ask(talk.id, "And what is a VAE?").id, ANSWER)
    _, first, _, second = conversations.messages(talk.id)
    newest = len(values_json.UPGRADES) + 1
    assert (first.answer, first.problem) == (ANSWER, "")
    assert (second.answer, second.text, second.state) == (None, ANSWER.text, State.DONE)
    assert f"a newer Lectern (version {newest + 1}, this one knows {newest})" in second.problem
    assert conversations.exchange(conversations.ask(talk.id, "And then?"))[1][-1].text == ANSWER.text


def test_a_conversation_keeps_which_documents_it_searches(conversations: Conversations) -> None:
    talk = conversations.create("", documents=[3, 5])
    assert conversations.get(talk.id).documents == (3, 5)
    conversations.ask(talk.id, "What?")
    assert [listed.documents for listed in conversations.list()] == [(3, 5)]
    conversations.move(talk.id, "", [5])
    assert conversations.get(talk.id).documents == (5,)
    conversations.move(talk.id, "")
    assert conversations.get(talk.id).documents == ()
