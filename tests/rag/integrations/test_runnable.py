import asyncio

import pytest
from langchain_core.messages import AIMessage, HumanMessage, SystemMessage
from langchain_core.runnables import Runnable, RunnableLambda

from rag.errors import LecternError, UnknownCollection
from rag.integrations.runnable import as_runnable
from rag.values import Answer, Turn

WHEN = "When were dogs painted?"
PAINTED = "They were painted in 1650."


def test_a_question_gives_its_answer(assistant):
    lectern = as_runnable(assistant)
    assert isinstance(lectern, Runnable)
    answer = lectern.invoke(WHEN)
    assert isinstance(answer, Answer) and answer.question == WHEN
    assert PAINTED in answer.text
    assert [claim.citations[0].document for claim in answer.claims] == ["dogs.txt"] * len(answer.claims)


def test_it_is_part_of_a_chain_and_of_programs_that_do_not_wait(assistant):
    chain = as_runnable(assistant, "Dogs") | RunnableLambda(lambda answer: PAINTED in answer.text)
    assert chain.invoke(WHEN) is True
    assert asyncio.run(chain.ainvoke(WHEN)) is True
    assert chain.batch([WHEN, {"question": WHEN}]) == [True, True]


@pytest.mark.parametrize(
    ("asked", "searched"),
    [
        (WHEN, {"dogs.txt"}),
        ({"question": WHEN}, {"dogs.txt"}),
        ({"question": WHEN, "collection": "Cats"}, {"cats.txt"}),
        ({"question": WHEN, "collection": None}, {"cats.txt", "dogs.txt"}),
    ],
)
def test_the_questions_own_collection_comes_first(assistant, asked, searched):
    answer = as_runnable(assistant, "Dogs").invoke(asked)
    assert {passage.document for passage in answer.passages} == searched


@pytest.mark.parametrize(
    "history",
    [
        [{"role": "user", "text": "What do dogs do?"}, {"role": "assistant", "text": "Dogs run far."}],
        [{"role": "user", "content": "What do dogs do?"}, {"role": "assistant", "content": "Dogs run far."}],
        [SystemMessage("Be brief."), HumanMessage("What do dogs do?"), AIMessage("Dogs run far.")],
        [("human", "What do dogs do?"), ("ai", "Dogs run far.")],
    ],
)
def test_what_was_said_before_counts(assistant, history):
    asked = {"question": "When were they painted?", "history": history}
    same = [Turn("user", "What do dogs do?"), Turn("assistant", "Dogs run far.")]
    answer = as_runnable(assistant).invoke(asked)
    assert "dogs" in answer.search_query.lower()
    assert answer.search_query == assistant.answer("When were they painted?", history=same).search_query


@pytest.mark.parametrize(
    "asked",
    [
        "  ",
        {},
        {"question": None},
        7,
        {"question": WHEN, "history": [{"role": "user"}]},
        {"question": WHEN, "history": [{"text": "What do dogs do?"}]},
        {"question": WHEN, "history": 7},
        {"question": WHEN, "history": [("nobody", "What?")]},
    ],
)
def test_what_is_no_question_is_refused_with_the_form_of_one(assistant, asked):
    with pytest.raises(LecternError, match=r'no question .*Give its text, or \{"question"'):
        as_runnable(assistant).invoke(asked)


def test_an_unknown_collection_is_an_error(assistant):
    with pytest.raises(UnknownCollection):
        as_runnable(assistant, "Birds").invoke(WHEN)
