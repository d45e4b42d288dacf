"""A model that writes, by a server, beside the same model here."""

from langchain_core.messages import HumanMessage

from rag.models.generation.server import ServerChatModel
from rag.settings import Models
from tests.rag.models.elsewhere.served import Causal, serving
from tests.rag.models.tiny import tiny_chat


def test_it_writes_what_it_writes_here_streamed_at_once_and_side_by_side():
    here = tiny_chat("abcdefg ö.")
    asked = ["a", "d", "f"]
    replies = [here.invoke(text).text for text in asked]
    assert replies == ["bcdefg ö.", "efg ö.", "g ö."]
    with serving({"m": Causal(here.model, here.tokenizer)}) as url:
        there = ServerChatModel.of(Models(generator="m", base_url=url))
        assert ["".join(piece.text for piece in there.stream(text)) for text in asked] == replies
        assert [there.invoke(text).text for text in asked] == replies
        assert there.replies([], [HumanMessage(text) for text in asked], 64) == replies
        assert there.replies([], [HumanMessage("a")], 3) == ["bcd"]
