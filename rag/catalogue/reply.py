"""What the catalogue answers: a line that leads in, and claims that each point at a place."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from rag.values import Citation, Claim, Document, Source, Verdict
from rag.values.places import noun

Point = tuple[str, Citation | None]
"""A line of the answer, and the place that it points at, if it has one."""


@dataclass(frozen=True, slots=True)
class Reply:
    """`lead` comes first, "" for none; then the points, each one a claim. `more` is said last, "" for nothing."""

    lead: str
    points: tuple[Point, ...] = ()
    more: str = ""

    @property
    def claims(self) -> tuple[Claim, ...]:
        """The points as claims: the words are the catalogue's or the page's, so nothing has to be checked."""
        return tuple(
            Claim(text, Verdict.SUPPORTED, Source.EVIDENCE, (cited,) if cited is not None else ())
            for text, cited in self.points
        )

    @property
    def text(self) -> str:
        """Plain text as shown: the lead, the points as a numbered list with [n] where they point, and the rest."""
        places: list[Citation] = []
        lines = []
        for count, (text, cited) in enumerate(self.points, 1):
            mark = ""
            if cited is not None:
                if cited not in places:
                    places.append(cited)
                mark = f" [{places.index(cited) + 1}]"
            lines.append(f"{count}. {text}{mark}" if len(self.points) > 1 else f"{text}{mark}")
        return "\n".join([*([self.lead] if self.lead else []), *lines, *([self.more] if self.more else [])])


def shortened(reply: Reply, most: int) -> Reply:
    """The reply with its first `most` points, if that is not 0 and it has more."""
    return replace(reply, points=reply.points[:most], more="") if 0 < most < len(reply.points) else reply


def counted(count: int, noun: str) -> str:
    """`1 page`, `2 pages`."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def length(document: Document) -> str:
    """How long a document is: `12 pages`, `30 slides`."""
    return counted(document.pages, noun(document.method, document.name))


def listed(names: Sequence[str], limit: int) -> str:
    """`a, b, c and 4 more`."""
    shown = list(names[:limit])
    rest = len(names) - len(shown)
    return f"{', '.join(shown)} and {rest} more" if rest else ", ".join(shown)


def described(document: Document) -> str:
    """A document by title and file name, as far as they differ, with its length."""
    pages = length(document)
    if document.title in (document.name, document.name.rpartition(".")[0]):
        return f"{document.name}, {pages}"
    return f"{document.title} ({document.name}, {pages})"
