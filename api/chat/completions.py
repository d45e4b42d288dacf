"""An answer in the form of OpenAI's completions, whole or in chunks."""

import time
import uuid
from collections.abc import Callable, Iterator
from typing import Any

from api.answers import MarkedAnswer, citation_json, citations_json, marked
from rag.events import EvidenceFound
from rag.values import Answer
from rag.values.places import said
from service.outside.links import page_link

CountTokens = Callable[[str], int]
"""How many tokens a text has."""


class Completion:
    """What is said of one question to `model`. Links lead to the app at `base`; `asked` is all that was sent."""

    def __init__(self, model: str, asked: str, base: str, count_tokens: CountTokens) -> None:
        self._asked = asked
        self._base = base
        self._count = count_tokens
        self._known = {
            "id": f"chatcmpl-{uuid.uuid4().hex}",
            "created": int(time.time()),
            "model": model,
        }

    def whole(self, answer: Answer) -> dict[str, Any]:
        """The completion of an answer."""
        text = marked(answer)
        message = {"role": "assistant", "content": text.text, "refusal": None, **self._sources(text)}
        choice = {"index": 0, "message": message, "logprobs": None, "finish_reason": "stop"}
        body = {**self._known, "object": "chat.completion", "choices": [choice]}
        return {**body, "usage": self._usage(text), **self._beside(answer, text)}

    def begin(self) -> dict[str, Any]:
        """The first chunk: somebody is there."""
        return self._chunk({"role": "assistant", "content": ""})

    def found(self, event: EvidenceFound) -> dict[str, Any]:
        """A chunk without text: what was found, before a word is said. It is judged once `confidence` is no null."""
        evidence = [
            citation_json(found.citation(), self._base, number)
            for number, found in enumerate(event.evidence, 1)
        ]
        told = {"stage": "evidence", "confidence": event.confidence, "evidence": evidence}
        return {**self._chunk({}), "lectern": told}

    def rest(self, answer: Answer, with_usage: bool) -> Iterator[dict[str, Any]]:
        """The chunks of the checked answer: its text line by line, then its sources, then what it took."""
        text = marked(answer)
        for line in text.text.splitlines(keepends=True):
            yield self._chunk({"content": line})
        yield {**self._chunk(self._sources(text), "stop"), **self._beside(answer, text)}
        if with_usage:
            body = {**self._known, "object": "chat.completion.chunk", "choices": []}
            yield {**body, "usage": self._usage(text)}

    def _chunk(self, delta: dict[str, Any], finish: str | None = None) -> dict[str, Any]:
        choice = {"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish}
        return {**self._known, "object": "chat.completion.chunk", "choices": [choice]}

    def _sources(self, text: MarkedAnswer) -> dict[str, Any]:
        """Of a message: what its marks stand for, in OpenAI's form and in ours."""
        notes = [
            {
                "type": "url_citation",
                "url_citation": {
                    "start_index": mark.start,
                    "end_index": mark.end,
                    "url": page_link(cited, self._base),
                    "title": f"{cited.document}, {said(cited)}",
                },
            }
            for mark in text.marks
            for cited in [text.sources[mark.number - 1]]
        ]
        return {"annotations": notes, "citations": citations_json(text, self._base)}

    def _beside(self, answer: Answer, text: MarkedAnswer) -> dict[str, Any]:
        """Beside the choices: the sources once more, where many clients look, and what Lectern knows of the answer."""
        about = {
            "stage": "answer",
            "outcome": answer.outcome.value,
            "task": answer.task.value,
            "confidence": answer.confidence,
            "short": answer.short.text if answer.short is not None and answer.short.sure else None,
            "seconds": answer.seconds.total,
        }
        return {"citations": citations_json(text, self._base), "lectern": about}

    def _usage(self, text: MarkedAnswer) -> dict[str, int]:
        asked, said_ = self._count(self._asked), self._count(text.text)
        return {"prompt_tokens": asked, "completion_tokens": said_, "total_tokens": asked + said_}
