"""Who there is in a class, and who asks: the value that is carried to every store."""

from dataclasses import dataclass
from enum import StrEnum


class ClassRole(StrEnum):
    """What a person may do: the owner runs the server, a teacher fills courses, a student asks, a guest reads one."""

    OWNER = "owner"
    TEACHER = "teacher"
    STUDENT = "student"
    GUEST = "guest"


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks a store for something: a person by id, and the role. `role` None is a library that one person has for
    themselves, on a laptop, and also the program itself: all of it is theirs."""

    person: str = ""
    role: ClassRole | None = None

    @property
    def sets_up(self) -> bool:
        """Whether they may change models and settings, and see to people."""
        return self.role in (None, ClassRole.OWNER)

    @property
    def teaches(self) -> bool:
        """Whether they may make courses, and fill those that are theirs."""
        return self.sets_up or self.role is ClassRole.TEACHER

    @property
    def adds(self) -> bool:
        """Whether they may add documents, if only for themselves."""
        return self.role is not ClassRole.GUEST


ALONE = Asker()
"""The only person there is, or the program itself."""

NOBODY = Asker("nobody", ClassRole.GUEST)
"""Who has not signed in: nothing is theirs, for ids of people are random hex digits."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with an account. `id` is 32 hex digits; `login` is what they sign in with, in small letters, "" for a
    guest. `created` is a UNIX time. `named` says whether teachers may see the name beside what was asked; `closed`
    whether the account was closed: nobody can sign in with it.
    """

    id: str
    name: str
    login: str
    role: ClassRole
    created: float
    named: bool = False
    closed: bool = False

    @property
    def asker(self) -> Asker:
        """The person as one who asks."""
        return NOBODY if self.closed else Asker(self.id, self.role)
