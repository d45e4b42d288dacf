"""Text as the answer scores see it: normalised and cut into tokens, in any script."""

import re
import string
import unicodedata

ARTICLES = frozenset({"a", "an", "the"})
"""Left out, as in SQuAD. Other languages' articles stay: without the language, "die" cannot be told."""

# Scripts written without spaces: their characters are tokens, as in MLQA (Lewis et al. 2020).
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)


def _is_punctuation(character: str) -> bool:
    return character in string.punctuation or unicodedata.category(character).startswith("P")


def tokens(text: str, punctuation: str = "") -> list[str]:
    """Tokens of `text`: lower case, without punctuation and English articles, cut at white space, and
    at every character in scripts without spaces (SQuAD: Rajpurkar et al. 2016; MLQA: Lewis et al. 2020).

    `punctuation` is what each punctuation mark becomes: "" joins what it separates (SQuAD's way,
    "U.S." is "us"), " " keeps it apart ("Oxford-based" is "oxford", "based").
    """
    lowered = unicodedata.normalize("NFKC", text).lower()
    bare = "".join(punctuation if _is_punctuation(character) else character for character in lowered)
    return [token for token in _UNSPACED.sub(r" \g<0> ", bare).split() if token not in ARTICLES]


def count(text: str) -> int:
    """How many words a text has: what stands between white space; in scripts without spaces, its characters."""
    return len(_UNSPACED.sub(r" \g<0> ", text).split())
