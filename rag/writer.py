"""Writing: the model words an answer from the evidence; what it writes is only a draft until checked."""

import threading
from collections.abc import Iterator, Sequence

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import BaseMessage

from rag import prompts
from rag.settings import Answering
from rag.values import Evidence

_PROMPT, _VARIABLES = "answer", frozenset({"question", "evidence"})


class Writer:
    """Drafts an answer with any LangChain chat model, token by token."""

    def __init__(self, model: BaseChatModel, settings: Answering) -> None:
        self._model = model
        self._settings = settings

    def messages(self, question: str, evidence: Sequence[Evidence]) -> list[BaseMessage]:
        """The prompt: the best sentences that fit, in the order of the page, best passage first."""
        shown = sorted(self._fitting(evidence), key=lambda e: (e.passage_rank, e.start))
        text = "\n".join(" ".join(sentence.text.split()) for sentence in shown)
        template = prompts.load(_PROMPT, _VARIABLES)
        return template.format_messages(question=question, evidence=text)

    def write(
        self, question: str, evidence: Sequence[Evidence], stop: threading.Event | None = None
    ) -> Iterator[str]:
        """Pieces of the draft as they come; ends early when `stop` is set."""
        stream = self._model.stream(
            self.messages(question, evidence), max_new_tokens=self._settings.max_new_tokens
        )
        for chunk in stream:
            if stop is not None and stop.is_set():
                return
            if chunk.text:
                yield chunk.text

    def _fitting(self, evidence: Sequence[Evidence]) -> list[Evidence]:
        fitting: list[Evidence] = []
        used = 0
        for sentence in evidence[: self._settings.prompt_sentences]:
            # Four characters a token is generous for English and keeps any model's tokenizer out of here.
            used += len(sentence.text) // 4 + 1
            if fitting and used > self._settings.prompt_tokens:
                break
            fitting.append(sentence)
        return fitting
