"""The group of settings that says who uses Lectern."""

from typing import Literal

from pydantic import Field

from rag.settings.group import Group


class Sharing(Group):
    """Who uses this Lectern: one person on a laptop, or a class that signs in. What is set here holds after the next
    start. The secret of the provider comes from the environment variable LECTERN_OIDC_SECRET and is never stored."""

    mode: Literal["laptop", "class"] = Field(
        default="laptop", title="Who uses Lectern",
        description="laptop: one person, without signing in. class: people with accounts; the first owner signs in by "
        "the link that is printed at the start.",
    )  # fmt: skip
    address: str = Field(
        default="", title="Address",
        description='What people type to get here, for links: "https://lectern.example.org". Empty: this computer.',
    )  # fmt: skip
    sign_in_days: float = Field(
        default=14.0, ge=0.01, le=365, title="Days until one must sign in again",
        description="Counted from signing in.",
    )  # fmt: skip
    keep_chats_days: int = Field(
        default=0, ge=0, le=3650, title="Days that chats are kept",
        description="Chats that nobody has written in for so long are deleted, of everybody in the class. 0: they are "
        "kept.",
    )  # fmt: skip
    provider: str = Field(
        default="", title="Sign-in provider",
        description='The address of an OpenID Connect provider: "https://id.example.org". Empty: passwords alone.',
    )  # fmt: skip
    client: str = Field(
        default="", title="Client name at the provider",
        description="What the provider calls this Lectern (client_id).",
    )  # fmt: skip
    newcomers: Literal["refuse", "student"] = Field(
        default="refuse", title="Newcomers from the provider",
        description="refuse: only those who have an account here. student: whoever the provider knows gets one, "
        "without a course.",
    )  # fmt: skip

    @property
    def by_class(self) -> bool:
        """Whether people have accounts."""
        return self.mode == "class"
