"""Answers that need no search and no model: to a remark, to a question about the documents, to a vague question."""

from dataclasses import replace

from rag.catalogue.catalogue import Catalogue
from rag.catalogue.headings import Reading
from rag.catalogue.mentions import standing
from rag.catalogue.reply import Reply
from rag.language.tables import phrase
from rag.question.about import About
from rag.question.question import Question
from rag.question.small_talk import SmallTalk
from rag.question.suggestions import suggestions
from rag.store.library import Library
from rag.values import Answer, Outcome, Task
from rag.writing.parts import lines

_SUGGESTED = 3

_IDENTITY = (
    "I am Lectern. I answer questions from your own course material, on this computer alone. Every sentence shows the "
    "page that it comes from, and what the material does not say, I do not say."
)
_ABILITIES = (
    "I am Lectern. I answer questions from your material. You can ask what something is, who, when, how many, why; for "
    "a cell of a table or a whole list. You can ask about the documents too: which one mentions a topic, what is on a "
    "page, what a chapter is about, which figures there are. Each answer opens the page that it comes from."
)
_ADDING = (
    "Drop files on the box where you type, or open the library page and choose them there. They are read on this "
    "computer, and you can ask about them as soon as they are ready."
)
_REPLIES = {
    SmallTalk.REMARK: "All right. What would you like to know next?",
    SmallTalk.GREETING: "Hello! What would you like to know?",
    SmallTalk.WELLBEING: "All is well here, thank you. What would you like to know?",
    SmallTalk.GOODBYE: "Goodbye, and good luck with your studies!",
    SmallTalk.THANKS: "You are welcome!",
    SmallTalk.ADDING: _ADDING,
    SmallTalk.ABILITIES: _ABILITIES,
    SmallTalk.IDENTITY: _IDENTITY,
}
_NO_SUGGESTIONS = frozenset({SmallTalk.GOODBYE, SmallTalk.ADDING})


class DirectAnswers:
    """Answers from what the library and Lectern know of themselves."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._catalogue = Catalogue(library)

    def answer(self, question: Question) -> Answer | None:
        """The answer to a question that needs no search; None for one that does."""
        if question.talk is not None:
            return self._talk(question, question.talk)
        reply = (
            self._catalogue.answer(question.about, question.scope, question.extent.sentences)
            if question.about
            else None
        )
        if reply is not None:
            return _about(question, reply)
        if question.request:
            return Answer(
                question.text,
                question.search.text,
                Outcome.SILENT,
                question.request,
                parts=lines(question.request),
            )
        return None

    def narrowed(self, question: Question, within: About) -> Question | None:
        """The question for the page that `within` names; None where there is no such page."""
        pages = self._catalogue.pages(within, question.scope)
        return replace(question, scope=replace(question.scope, pages=pages), within=None) if pages else None

    def places(self, question: Question, answer: Answer) -> Answer:
        """The places that `answer` rests on, as the answer to the `question` where it stands."""
        cited = [citation for claim in answer.claims for citation in claim.citations]
        if not cited:
            nowhere = phrase("frame", "no_places", question.search.language)
            return Answer(question.text, "", Outcome.SILENT, nowhere, task=Task.ABOUT, parts=lines(nowhere))
        meant = {one.document_id for one in cited}
        documents = self._library.documents(question.scope.collection)
        readings = [Reading(self._library, document) for document in documents if document.id in meant]
        stands = "stands" if answer.outcome is Outcome.ANSWERED else "may_stand"
        reply = standing(readings, cited, phrase("frame", stands, question.search.language))
        told = _about(question, reply)
        return replace(told, task=Task.ABOUT)

    def _talk(self, question: Question, remark: SmallTalk) -> Answer:
        wanted = remark not in _NO_SUGGESTIONS
        offered = suggestions(self._library, question.scope.collection, _SUGGESTED) if wanted else []
        return Answer(
            question.text,
            "",
            Outcome.ANSWERED,
            _REPLIES[remark],
            task=Task.TALK,
            parts=lines(_REPLIES[remark]),
            suggestions=tuple(offered),
        )


def _about(question: Question, reply: Reply) -> Answer:
    """What the catalogue says; a reply without a place only asks which document is meant. Where a summary is asked for,
    it is one."""
    outcome = Outcome.ANSWERED if reply.points else Outcome.SILENT
    task = Task.SUMMARISE if question.task is Task.SUMMARISE else Task.ABOUT
    parts = (*lines(reply.lead), *reply.parts, *lines(reply.more))
    return Answer(question.text, "", outcome, reply.text, reply.claims, task=task, parts=parts)
