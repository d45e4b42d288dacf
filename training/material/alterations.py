"""Ways to make a true sentence false by one change. Nothing here is shared with the checker."""

import calendar
import itertools
import random
import re
from collections.abc import Callable, Iterable, Sequence


def _table(text: str) -> dict[str, str]:
    """The pairs of "one=other; two=another"."""
    return dict(pair.strip(" ").split("=") for pair in text.split(";"))


Alter = Callable[[str, random.Random, Sequence[str], Sequence[str]], str | None]

_MONTHS = list(calendar.month_name)[1:]
_WORDS = ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
_ORDINALS = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth"]
_YEAR = re.compile(r"\b(1[0-9]\d\d|20[0-2]\d)(s?)\b(?!,)")
_NUMBER = re.compile(r"(?<![\w.,$£€-])\d+(?:,\d{3})*(?:\.\d+)?(?![\w])")
_NAME = re.compile(r"(?<![.!?:] )(?<!^)\b[A-Z][a-zà-ÿ]+(?: [A-Z][a-zà-ÿ]+){0,2}\b")
_NOT_NAMES = frozenset(_MONTHS).union(
    re.findall(
        r"\w+",
        "The A An In On At It He She They We This That These Those There But And Or If As For With By "
        "From To His Her Its Their When While After Before Since Although However Many Some Most Because ",
    )
)
_UNITS = _table(
    "km=miles; kilometres=miles; kilometers=miles; miles=kilometres; mile=kilometre; metres=feet; "
    "meters=feet; feet=metres; foot=metre; m=ft; ft=m; inches=centimetres; cm=inches; mm=cm; sq mi=km2; "
    "acres=hectares; kg=pounds; pounds=kilograms; tons=pounds; tonnes=pounds; %= million; "
    "percent=million; per cent=million; million=billion; billion=million; thousand=million; "
    "hundred=thousand; years=months; year=month; months=years; month=year; weeks=days; days=weeks; "
    "day=week; hours=minutes; hour=minute; minutes=hours; seconds=minutes; dollars=euros; euros=dollars; "
    "°C=°F; °F=°C; degrees=percent; century=decade; centuries=decades; decades=centuries "
)
_NUMBER_WORD = r"(?:\d[\d,.]*\d|\d|" + "|".join([*_WORDS, "one", "twenty", "thirty", "hundred"]) + r")"
_UNIT = re.compile(
    rf"\b({_NUMBER_WORD}(?:st|nd|rd|th)?(?: (?:million|billion))?(?: ?- ?| )?)"
    rf"({'|'.join(sorted(map(re.escape, _UNITS), key=len, reverse=True))})(?![\w])"
)
_MONEY = re.compile(r"[$£€](?= ?\d)")
_AUXILIARY = re.compile(
    r"\b(is|are|was|were|has|have|had|can|could|will|would|may|might|should|must|does|did)\b(?! not| n)"
)
_PAST = re.compile(
    r"(?<= )(?!need|seed|speed|indeed|hundred|bred|red)([a-z]{3,}ed)\b(?= (?:the|a|an|in|to|his|her|their|its)\b)"
)
_NEGATED = re.compile(
    r"\b(is|are|was|were|has|have|had|can|could|will|would|may|do|does|did)(?: ?n't| not)\b|\bcannot\b"
)
_NEVER = re.compile(r"\b(?:never|not) ")
_OPPOSITES = _table(
    "before=after; after=before; more=less; less=more; most=least; largest=smallest; smallest=largest; "
    "highest=lowest; higher=lower; lower=higher; increased=decreased; increase=decrease; "
    "decreased=increased; increases=decreases; north=south; south=north; northern=southern; "
    "southern=northern; east=west; west=east; western=eastern; eastern=western; above=below; below=above; "
    "early=late; late=early; earlier=later; later=earlier; always=never; won=lost; lost=won; began=ended; "
    "ended=began; first=last; last=first; oldest=newest; minimum=maximum; maximum=minimum; "
    "inside=outside; outside=inside; allowed=prohibited; supported=opposed; opposed=supported; old=new; "
    "new=old; large=small; small=large; high=low; low=high; all=some; many=few; few=many; best=worst; "
    "strong=weak; public=private; private=public; left=right; positive=negative; male=female; "
    "with=without; over=under; including=excluding; beginning=end; possible=impossible; older=younger; "
    "accepted=rejected; rejected=accepted; longest=shortest; rise=fall; upper=lower "
)
_OPPOSITE = re.compile(rf"\b({'|'.join(_OPPOSITES)})\b")
_ACTION = re.compile(r"\b[a-z]{2,}\b")
_FLAT = frozenset(["and", "or", "as", "well", "both", "nor", "is", "are", "was", "were", "including", "such"])


def name_pool(claims: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    """For each group, the names that occur in the other groups' claims."""
    by_group: dict[str, set[str]] = {}
    for group, claim in claims:
        by_group.setdefault(group, set()).update(names_in([claim]))
    every = sorted(set().union(*by_group.values()))
    return {group: tuple(name for name in every if name not in own) for group, own in by_group.items()}


def names_in(texts: Iterable[str]) -> list[str]:
    """The names that occur in the texts, sorted."""
    return sorted({match.group() for text in texts for match in _names(text)})


def _number(claim: str, rng: random.Random, pool: Sequence[str], evidence: Sequence[str]) -> str | None:
    """±1, ±10%, another number of the evidence, or the next number word."""
    options: list[tuple[int, int, str]] = []
    for match in _NUMBER.finditer(claim):
        if _YEAR.fullmatch(match.group()):
            continue
        value = float(match.group().replace(",", ""))
        changed = rng.choice([value + 1, max(value - 1, 0), value * 1.1, value * 0.9, value * 10])
        digits = len(match.group().partition(".")[2])
        options.append(
            (*match.span(), f"{changed:,.{digits}f}" if digits or value >= 1000 else f"{changed:.0f}")
        )
        others = [
            m.group() for text in evidence for m in _NUMBER.finditer(text) if m.group() != match.group()
        ]
        if others:
            options.append((*match.span(), rng.choice(others)))
    for table in (_WORDS, _ORDINALS):
        for match in re.finditer(rf"\b({'|'.join(table)})\b", claim):
            other = rng.choice([word for word in table if word != match.group()])
            options.append((*match.span(), other))
    return _changed(claim, options, rng)


def _date(claim: str, rng: random.Random, pool: Sequence[str], evidence: Sequence[str]) -> str | None:
    """Another month, another day of the month, or a year up to ten years off."""
    options: list[tuple[int, int, str]] = []
    for match in _YEAR.finditer(claim):
        step = 10 if match[2] else 1
        changed = int(match[1]) + step * rng.choice([-10, -3, -1, 1, 2, 10])
        options.append((*match.span(), f"{changed}{match[2]}"))
    for match in re.finditer(rf"(?<=[\w,] )({'|'.join(_MONTHS)})\b", claim):
        options.append((*match.span(), rng.choice([month for month in _MONTHS if month != match.group()])))
    for match in re.finditer(
        rf"\b\d{{1,2}}(?= (?:{'|'.join(_MONTHS)}))|(?<=[yhletr] )\b\d{{1,2}}(?= ?, \d{{4}})", claim
    ):
        options.append((*match.span(), str(int(match.group()) % 28 + 1)))
    return _changed(claim, options, rng)


def _name(claim: str, rng: random.Random, pool: Sequence[str], evidence: Sequence[str]) -> str | None:
    """A name of another document, of as many words where there is one; or another name of the evidence."""
    options = []
    near = names_in(evidence)
    for match in _names(claim):
        size = match.group().count(" ")
        same = [name for name in pool if name.count(" ") == size] or list(pool)
        if same:
            options.append((*match.span(), rng.choice(same)))
        others = [name for name in near if name not in match.group() and match.group() not in name]
        if others:
            options.append((*match.span(), rng.choice(others)))
    return _changed(claim, options, rng)


def _unit(claim: str, rng: random.Random, pool: Sequence[str], evidence: Sequence[str]) -> str | None:
    """Another unit or magnitude after a number, or another currency before it."""
    options = [(m.start(2), m.end(2), _UNITS[m[2]]) for m in _UNIT.finditer(claim)]
    options += [(*m.span(), "€" if m.group() == "$" else "$") for m in _MONEY.finditer(claim)]
    return _changed(claim, options, rng)


def _negation(claim: str, rng: random.Random, pool: Sequence[str], evidence: Sequence[str]) -> str | None:
    """A "not" or "never" put in, or taken out."""
    removed = [(*m.span(), m[1] or "can") for m in _NEGATED.finditer(claim)]
    removed += [(*m.span(), "") for m in _NEVER.finditer(claim) if claim[m.end() : m.end() + 4] != "only"]
    if removed:
        return _changed(claim, removed, rng)
    options = [(m.end(), m.end(), rng.choice([" not", " never"])) for m in _AUXILIARY.finditer(claim)]
    options += [
        (m.end(), m.end(), "n't") for m in _AUXILIARY.finditer(claim) if m[1] in ("is", "was", "were", "did")
    ]
    options += [(m.start(), m.start(), "never ") for m in _PAST.finditer(claim)]
    return _changed(claim, options, rng)


def _opposite(claim: str, rng: random.Random, pool: Sequence[str], evidence: Sequence[str]) -> str | None:
    """A word turned into its opposite."""
    return _changed(claim, [(*m.span(), _OPPOSITES[m.group()]) for m in _OPPOSITE.finditer(claim)], rng)


def _roles(claim: str, rng: random.Random, pool: Sequence[str], evidence: Sequence[str]) -> str | None:
    """Two names, or two phrases with "the", that change places around an action."""
    found = [match.span() for match in _names(claim)]
    found += [
        m.span() for m in re.finditer(r"(?<=\bthe )[a-z]{3,}(?= (?:of|to|in|and|[a-z]+ed|was|is)\b)", claim)
    ]
    found.sort()
    options = []
    for (a0, a1), (b0, b1) in itertools.pairwise(found):
        between = claim[a1:b0]
        words = _ACTION.findall(between)
        acts = [word for word in words if word not in _FLAT and word != "the"]
        if 0 < len(words) <= 8 and acts and "," not in between and claim[a0:a1] != claim[b0:b1]:
            options.append((a0, b1, claim[b0:b1] + between + claim[a0:a1]))
    return _changed(claim, options, rng)


def _names(text: str) -> list[re.Match[str]]:
    return [match for match in _NAME.finditer(text) if not _NOT_NAMES & set(match.group().split())]


def _changed(claim: str, options: Sequence[tuple[int, int, str]], rng: random.Random) -> str | None:
    options = [option for option in options if claim[option[0] : option[1]] != option[2]]
    if not options:
        return None
    start, end, put = rng.choice(list(options))
    return claim[:start] + put + claim[end:]


ALTERATIONS: dict[str, Alter] = {
    "number": _number,
    "date": _date,
    "name": _name,
    "unit": _unit,
    "negation": _negation,
    "opposite": _opposite,
    "swapped roles": _roles,
}
