"""What columns may be called."""

from collections import Counter
from collections.abc import Sequence

from rag.errors import InvalidTestSet

NAMES = {
    "question": "question, questions, query, user input, prompt, frage, pregunta, domanda, 问题, 問題, السؤال",
    "answers": "answers, answer, expected, expected answer, expected answers, reference answer, gold answer, "
    "ground truth, reference, antwort, antworten, réponse, réponses, respuesta, 答案, الجواب",
    "document": "document, documents, doc, file, file name, filename, source, dokument, datei, fichier, 文件",
    "page": "page, pages, page number, slide, seite, folie, página, 页, 頁",
    "answerable": "answerable, has answer, is answerable, beantwortbar",
    "note": "note, notes, comment, comments, remark, notiz, kommentar, bemerkung",
    "points": "points, key points, expected points, nuggets, must say, stichpunkte, kernpunkte, 要点, 要點",
    "history": "history, chat history, earlier turns, said before, verlauf, 历史",
    "task": "task, aufgabe, tâche, tarea, 任务",
}
_MEANING = {alias: name for name, aliases in NAMES.items() for alias in aliases.split(", ")}


def meaning(title: str) -> str | None:
    """Our name of a column, None where it means nothing here. Case, spaces, "_" and "-" do not matter."""
    plain = " ".join(title.replace("_", " ").replace("-", " ").casefold().split()).rstrip("?:(s)*").rstrip()
    return _MEANING.get(plain) or _MEANING.get(" ".join(title.replace("_", " ").casefold().split()))


def columns(file_name: str, titles: Sequence[str]) -> list[str | None]:
    """Our name for each title. Raises InvalidTestSet without a question column, or where two mean the same."""
    meanings = [meaning(title) for title in titles]
    if "question" not in meanings:
        seen = ", ".join(f'"{title}"' for title in titles if title.strip())[:300] or "none"
        raise InvalidTestSet(
            f'{file_name}, line 1: there is no column "question" (columns found: {seen}). '
            "The first line names the columns, for example: question,answers,document,page,answerable"
        )
    twice = [name for name, count in Counter(name for name in meanings if name).items() if count > 1]
    if twice:
        which = ", ".join(f'"{title}"' for title in titles if meaning(title) == twice[0])
        raise InvalidTestSet(
            f"{file_name}, line 1: the columns {which} all mean {twice[0]}. Keep one; "
            'alternatives of an answer go into one cell, set apart by " | ".'
        )
    return meanings
