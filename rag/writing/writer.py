"""Writing: the model words an answer from the evidence; what it writes is only a draft until checked."""

from collections.abc import Iterator, Sequence

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import BaseMessage

from rag.common.interruption import check
from rag.language.sentences import spans
from rag.models.generation import prompts
from rag.models.generation.limits import limited
from rag.question.question import Question
from rag.settings import Answering
from rag.values import Evidence, ShortAnswer

# A small model says what it knows in its first sentence and strays in the next.
_SENTENCES = 1


class Writer:
    """Drafts an answer with any LangChain chat model, token by token."""

    def __init__(self, model: BaseChatModel, settings: Answering) -> None:
        self._model = limited(model, settings.max_new_tokens)
        self._settings = settings

    def messages(
        self, question: Question, evidence: Sequence[Evidence], short: ShortAnswer | None = None
    ) -> list[BaseMessage]:
        """The prompt: with a short answer its sentence alone, to be worded; else the few best sentences,
        in the order of the page."""
        asked = prompts.readable(question.search.text)
        if short is None:
            shown = sorted(self._fitting(evidence), key=lambda e: (e.passage_rank, e.start))
            template = prompts.load("answer", frozenset({"question", "evidence"}))
            return template.format_messages(question=asked, evidence=_lines(shown))
        shown = [sentence for sentence in evidence if sentence.holds(short.citation)][:1]
        template = prompts.load("sentence", frozenset({"question", "evidence", "short"}))
        return template.format_messages(question=asked, evidence=_lines(shown), short=short.text)

    def write(
        self,
        question: Question,
        evidence: Sequence[Evidence],
        short: ShortAnswer | None = None,
    ) -> Iterator[str]:
        """Pieces of the draft as they come; ends after a sentence. Raises Interrupted between two pieces."""
        draft = ""
        for chunk in self._model.stream(self.messages(question, evidence, short)):
            check()
            if chunk.text:
                draft += chunk.text
                yield chunk.text
            if len(spans(draft)) > _SENTENCES:
                return

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


def _lines(evidence: Sequence[Evidence]) -> str:
    return "\n".join(found.read for found in evidence)
