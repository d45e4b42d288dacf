"""Words that point out of their question: pronouns without antecedent, "this", "the song", "another".

English grammar where it is about word order; the words themselves lie in `rag/language/data`.
"""

import re
from collections.abc import Sequence

from rag.language.tables import joined, listed
from rag.language.words import Word, is_function_word
from rag.question.conversation.utterance import Utterance

_EXPLETIVE = re.compile(joined("anaphora", "expletives"), re.IGNORECASE)
_BEFORE_NOUNS = frozenset(listed("anaphora", "before_nouns"))
_WHAT_IS = re.compile(joined("anaphora", "what_is"), re.IGNORECASE)
_EXPLETIVE_LEAD = len("was ")
_SUBJECTS, _OBJECTS, _POSSESSIVES, _CLAUSES, _BEFORE_THAT, _ASKS_NOUN, _COMPLEMENTS = (
    frozenset(listed("anaphora", name))
    for name in ("subjects", "objects", "possessives", "clauses", "before_that", "asks_noun", "complements")
)
SOME_WORDS = 4
_FEW_WORDS = 2


def by_pronoun(asked: Utterance) -> bool:
    return any(
        word in asked.classes.pronouns and not _has_antecedent(asked, place)
        for place, word in enumerate(asked.folded)
    )


def _has_antecedent(asked: Utterance, place: int) -> bool:
    """Whether something before the pronoun, in the question itself, can be what it stands for."""
    word, before = asked.folded[place], asked.folded[:place]
    start = asked.words[place].start - asked.words[0].start
    if word == "it" and _EXPLETIVE.search(asked.text, max(0, start - _EXPLETIVE_LEAD)):
        return True
    if word == "they" and len(asked.contents) > _FEW_WORDS:
        return True  # "How do they throw fish at Pike Place Market?": people, nobody in particular
    if word == "das":  # the article, but for "Wer hat das erfunden?"
        return any(later.text[0].isupper() for later in asked.words[place + 1 :])
    if place and asked.words[place].text == "Sie":
        return True
    if len(before) > 1 and before[0] in _SUBJECTS and asked.content[1]:
        # "Who gave their name", but "Who invented it", where the one noun is its verb.
        return word not in _OBJECTS or len(_nouns(asked, place)) > 1
    # "Which university has its origins": what is asked for can own, but is nothing yet for "it" to be.
    # "How long is its tail": a measure cannot.
    owners = (i for i in range(place) if asked.content[i] and asked.folded[max(0, i - 1)] != "how")
    owns = word in _POSSESSIVES and any(owners)
    return owns or bool(_nouns(asked, place))


def _nouns(asked: Utterance, place: int) -> list[int]:
    """Places before `place` of what may be nouns; what is asked for ("how many employees") left out."""
    light = asked.classes.relational | asked.classes.requests
    found, wanted = [], False
    for i in range(place):
        goes_on = asked.content[i] or asked.folded[i] == "of"
        wanted = asked.folded[i] in _ASKS_NOUN or (wanted and goes_on)
        if asked.content[i] and not wanted and asked.folded[i] not in light:
            found.append(i)
    return found


def by_demonstrative(asked: Utterance) -> bool:
    return any(
        word in asked.classes.demonstratives and _points_back(asked, place)
        for place, word in enumerate(asked.folded)
    )


def _points_back(asked: Utterance, place: int) -> bool:
    """Whether a demonstrative is one: no conjunction, not "those who", no noun named just before it."""
    word, before = asked.folded[place], asked.folded[place - 1] if place else ""
    following = asked.words[place + 1] if place + 1 < len(asked.words) else None
    if following is None:
        return word != "that" or not before or before in _BEFORE_THAT
    named = any(earlier.term == following.term for earlier in asked.words[:place])
    noun = following.text.casefold()
    if named or noun in _CLAUSES or noun in asked.classes.here or (before == "of" and place < SOME_WORDS):
        return False
    if word == "that":
        # "Why is that needed?": after words that only ask it is no conjunction.
        plain = is_function_word(noun) or following.term in asked.said or _only_asks(asked, place)
        return plain and (not before or before in _BEFORE_THAT)
    return not (word == "those" and noun.endswith("ing"))


def _only_asks(asked: Utterance, place: int) -> bool:
    """Whether there is something before `place`, and all of it only asks ("why is")."""
    return place > 0 and all(word in asked.classes.asking for word in asked.folded[:place])


def by_comparison(asked: Utterance) -> bool:
    """ "Any other", or "other" and "another" of something that was spoken of, or in a very short question."""
    return any(
        word in asked.classes.more
        and (
            len(asked.contents) <= 1
            or asked.folded[place - 1 : place] == ("any",)
            or _spoken_of(asked, asked.words[place + 1 : place + 3])
        )
        for place, word in enumerate(asked.folded)
    )


def by_description(asked: Utterance) -> bool:
    """ "the song" where a song was spoken of, and the question says no more of which one it is."""
    if len(asked.contents) > SOME_WORDS or asked.complemented:
        return False
    for place, word in enumerate(asked.folded):
        if word in asked.classes.articles:
            end = place + 1
            while end < len(asked.words) and asked.content[end]:
                end += 1
            complement = asked.folded[end] if end < len(asked.words) else ""
            if complement not in _COMPLEMENTS and _is_known(asked, place, end):
                return True
    return False


def _is_known(asked: Utterance, article: int, end: int) -> bool:
    """Whether what the words between the `article` and `end` name was spoken of: all of them where they are all that is
    asked for ("What are the survey modes?" after a survey asks for modes, "the stages of the survey cycle" of a cycle);
    else, as a verb may be among them, one of the first two."""
    named = asked.words[article + 1 : end]
    start = asked.words[0].start
    before = asked.text[: asked.words[article].start - start].strip()
    noun_only = _WHAT_IS.fullmatch(before) or (article and asked.folded[article - 1] in _BEFORE_NOUNS)
    if end == len(asked.words) and noun_only:
        return all(_spoken_of(asked, [word]) for word in named) and bool(named)
    return _spoken_of(asked, named[:_FEW_WORDS])


def _spoken_of(asked: Utterance, noun: Sequence[Word]) -> bool:
    light = asked.classes.relational | asked.classes.here
    return any(
        word.term in asked.said and word.text.casefold() not in light and not is_function_word(word.text)
        for word in noun
    )
