"""What belongs to what: a value to its clause, a description to its name, a cause to its effect.

Every word of a claim may be in one sentence of the evidence and the claim still be false, because it
joins the subject of one clause to the value of another.
"""

import itertools
import re
from collections.abc import Iterator, Sequence

from rag.checking.comparison import Comparison, joins
from rag.checking.tokens import Token, TokenKind
from rag.language.dates import dates
from rag.language.tables import joined, listed

# Turned around, these say something else: A because B, B because A.
_HINGES = frozenset(listed("grammar", "hinges"))
_BESIDE = 3
# These join equals, whose order says nothing (A as well as B, A is B).
_EVEN = frozenset(listed("grammar", "equals"))
_BOUNDARY = re.compile(rf"[;:.]|,\s|\b(?:{'|'.join(listed('grammar', 'boundaries'))})\b", re.IGNORECASE)
_CLAUSE_END = re.compile(rf";|\.\s|\b(?:{'|'.join(listed('grammar', 'clause_ends'))})\b", re.IGNORECASE)
_COMMA = re.compile(rf"\s*,\s*(?:{joined('grammar', 'articles')})\s*$", re.IGNORECASE)


def reversed_hinges(compared: Comparison) -> Iterator[str]:
    """A because B, where the evidence has B because A."""
    for i, token in enumerate(compared.tokens):
        if token.text.casefold() not in _HINGES:
            continue
        left = _beside(compared, range(i - 1, -1, -1), token)
        right = _beside(compared, range(i + 1, len(compared.tokens)), token)
        if token.text.casefold() == "than" and not _compares_alike(compared, i):
            continue
        for index in compared.alignment.sentences:
            theirs = compared.sentence(index)
            for j, other in enumerate(theirs):
                if other.key == token.key and _fronted(theirs, j) is False:
                    ours_left = [place for s, place in left if s == index]
                    ours_right = [place for s, place in right if s == index]
                    if ours_left and ours_right and min(ours_left) > j > max(ours_right):
                        yield f"the two sides of “{token.text}” have changed places"


def renamed(compared: Comparison) -> Iterator[str]:
    """A description (X, the mayor of Y) that the evidence gives to another name."""
    places = compared.alignment.places
    for i in range(2, len(compared.tokens)):
        place = places[i]
        if place is None or place[1] < 2:
            continue
        theirs = compared.sentence(place[0])
        mine = _described(compared.claim, compared.tokens, i)
        other = _described(compared.evidence[place[0]], theirs, place[1])
        if mine and other and not {t.key for t in mine} & {t.key for t in other}:
            yield f"the evidence says this of “{other[-1].text}”, the claim of “{mine[-1].text}”"


def strayed(compared: Comparison) -> Iterator[str]:
    """Values that stand in another clause of the evidence, whose words the claim leaves out: a doubt."""
    for i, token in enumerate(compared.tokens):
        place = compared.alignment.places[i]
        if token.kind is not TokenKind.NUMBER or place is None:
            continue
        sentence, j = place
        theirs = compared.sentence(sentence)
        clauses = _clauses(compared.evidence[sentence], theirs)
        others = [(k, at) for k, at in compared.alignment.pairs(sentence) if _speaks(compared.tokens[k])]
        counted = _counted(theirs, j)
        if any(clauses[at] == clauses[j] and theirs[at].key != counted for _, at in others):
            continue
        aligned = {at for _, at in compared.alignment.pairs(sentence)}
        near = {clauses[at] for _, at in others} - {clauses[j]}
        for rival in range(len(theirs)):
            if clauses[rival] in near and rival not in aligned and _rivals(compared, sentence, j, rival):
                yield f"the evidence has “{theirs[rival].text}” of this, and “{token.text}” of something else"
                break


def skipped(compared: Comparison) -> Iterator[str]:
    """A claim that goes on from one subject to what is said of another (A did x and B did y: A did y)."""
    for sentence in compared.alignment.sentences:
        theirs = compared.sentence(sentence)
        text = compared.evidence[sentence]
        for (i, j), (k, m) in itertools.pairwise(compared.alignment.pairs(sentence)):
            if m - j < 4 or any(compared.tokens[between].carries for between in range(i + 1, k)):
                continue
            last, between = theirs[m - 1], theirs[j + 1 : m]
            adjacent = text[last.end : theirs[m].start].isspace()
            subject = last.kind is TokenKind.NAME or (last.kind is TokenKind.CONTENT and _speaks(theirs[m]))
            said = any(token.kind in (TokenKind.CONTENT, TokenKind.UNIT) for token in between[:-1])
            if adjacent and subject and said and _CLAUSE_END.search(text[theirs[j].end : last.start]):
                yield f"the evidence says this of “{last.text}”"


def halved(compared: Comparison) -> Iterator[str]:
    """A name that is only the end of a longer one (BERT of Sentence-BERT), which has another name's place."""
    for i, token in enumerate(compared.tokens):
        place = compared.alignment.places[i]
        if token.kind is not TokenKind.NAME or place is None:
            continue
        theirs, text = compared.sentence(place[0]), compared.evidence[place[0]]
        if not _is_end_of_compound(text, theirs[place[1]]) or _is_end_of_compound(compared.claim, token):
            continue
        if any(other.key == token.key and not _is_end_of_compound(text, other) for other in theirs):
            yield f"the evidence says this of a longer name than “{token.text}”"


def mirrored(compared: Comparison) -> Iterator[str]:
    """Words that change places around a preposition (Storm of the Century, Century of the Storm)."""
    known = [*map(list, compared.alignment.evidence), *compared.title_tokens]
    pairs = {pair for sentence in known for pair in _linked(sentence)}
    for one, link, two in _linked(compared.tokens):
        if (two, link, one) in pairs and (one, link, two) not in pairs and one != two:
            yield f"“{one}” and “{two}” have changed places around “{link}”"


def _linked(tokens: Sequence[Token]) -> Iterator[tuple[str, str, str]]:
    """Names and nouns with one or two words of grammar between them; names may have further words."""
    for i, token in enumerate(tokens):
        if token.kind not in (TokenKind.NAME, TokenKind.CONTENT):
            continue
        for width in (1, 2):
            k = i + width + 1
            between = tokens[i + 1 : k]
            if k >= len(tokens) or any(t.carries or joins(t) or t.text.casefold() in _EVEN for t in between):
                break
            if tokens[k].kind in (TokenKind.NAME, TokenKind.CONTENT):
                yield token.key, " ".join(t.key for t in between), tokens[k].key
                break


def _beside(compared: Comparison, indices: range, hinge: Token) -> list[tuple[int, int]]:
    """The places of the words nearest to a hinge on one side; what "than" compares by left out."""
    near = [k for k in indices if compared.tokens[k].carries and compared.tokens[k].kind is not TokenKind.CUE]
    if hinge.text.casefold() == "than":
        near = [k for k in near if abs(compared.tokens[k].start - hinge.end) > 1 and k != near[0]] or near
    found = [compared.alignment.places[k] for k in near[:_BESIDE]]
    return [place for place in found if place is not None]


def _compares_alike(compared: Comparison, i: int) -> bool:
    """Whether the word before "than" is in the evidence: slower than, against faster than."""
    word = next((k for k in range(i - 1, -1, -1) if compared.tokens[k].carries), None)
    return word is not None and compared.alignment.places[word] is not None


def _fronted(theirs: Sequence[Token], j: int) -> bool:
    return not any(token.carries for token in theirs[:j])


def _described(text: str, tokens: Sequence[Token], i: int) -> list[Token]:
    """The name before a comma and an article, after which word i stands; nothing where it is not so."""
    for back in (2, 1):
        named = tokens[i - back]
        if named.kind is TokenKind.NAME and _COMMA.fullmatch(text[named.end : tokens[i].start]):
            longer = tokens[i - back - 1] if i > back else named
            return [longer, named] if longer.kind is TokenKind.NAME else [named]
    return []


def _clauses(text: str, tokens: Sequence[Token]) -> list[int]:
    """For each token the number of its clause, from 0."""
    cuts = [match.start() for match in _BOUNDARY.finditer(text)]
    dated = [(date.start, date.end) for date in dates(text)]
    cuts = [cut for cut in cuts if not any(start <= cut < end for start, end in dated)]
    return [sum(cut <= token.start for cut in cuts) for token in tokens]


def _speaks(token: Token) -> bool:
    return token.kind in (TokenKind.NAME, TokenKind.CONTENT)


def _counted(tokens: Sequence[Token], j: int) -> str | None:
    """What a number counts: the word right after it and its unit."""
    after = next((token for token in tokens[j + 1 : j + 3] if token.kind is not TokenKind.UNIT), None)
    return after.key if after is not None and _speaks(after) else None


def _rivals(compared: Comparison, sentence: int, j: int, other: int) -> bool:
    """Whether two numbers of a sentence could stand for each other: both dates, or of the same thing."""
    theirs = compared.sentence(sentence)
    one, two = theirs[j], theirs[other]
    if two.kind is not TokenKind.NUMBER or one.key == two.key or one.weak or two.weak:
        return False
    dated = [(date.start, date.end) for date in dates(compared.evidence[sentence])]
    is_date = [
        token.key.startswith("@")
        or any(start <= token.start < end for start, end in dated)
        or re.fullmatch(r"#(?:1\d{3}|20\d\d)", token.key) is not None
        for token in (one, two)
    ]
    if any(is_date):
        return all(is_date)
    ours, theirs_counted = _counted(theirs, j), _counted(theirs, other)
    return one.unit == two.unit and (ours == theirs_counted or None in (ours, theirs_counted))


def _is_end_of_compound(text: str, token: Token) -> bool:
    return token.start > 1 and text[token.start - 1] in "-‐‑" and text[token.start - 2].isalpha()
