"""The tables of who is who in a class, and of what lets people and programs in."""

from sqlalchemy import JSON, Boolean, Column, Float, ForeignKey, Integer, String, Table, Text

from rag.store.tables.base import key_part, metadata, parent

# Who is who in a class; see rag/store/people.
people = Table(
    "people",
    metadata,
    Column("id", String(32), primary_key=True, nullable=False),
    Column("name", String, nullable=False),
    # What they sign in with, in small letters; NULL for guests.
    Column("login", String, unique=True),
    Column("role", String, nullable=False),
    Column("created", Float, nullable=False),
    Column("named", Boolean, nullable=False),
    Column("closed", Boolean, nullable=False),
    # Argon2's own text of a password, "" where there is none.
    Column("password", String, nullable=False),
    # Issuer and subject of OpenID Connect, NULL for those who sign in by password.
    Column("subject", String, unique=True),
)

memberships = Table(
    "memberships",
    metadata,
    key_part("collection_id", "collections.id"),
    Column(
        "person_id",
        String(32),
        ForeignKey("people.id", ondelete="CASCADE"),
        primary_key=True,
        nullable=False,
        index=True,
    ),
    Column("since", Float, nullable=False),
)

# Of the key that a browser keeps, only its SHA-256 is here.
sessions = Table(
    "sessions",
    metadata,
    Column("key_hash", String(64), primary_key=True, nullable=False),
    Column("person_id", String(32), ForeignKey("people.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("since", Float, nullable=False),
    Column("until", Float, nullable=False),
    Column("seen", Float, nullable=False),
    Column("revoked", Float),
    Column("way", String, nullable=False),
)

# Tries to sign in, a row for each thing that one counts for, by its hash; see rag/store/people/tries.py.
tries = Table(
    "tries",
    metadata,
    Column("counts_for", String(64), primary_key=True, nullable=False),
    Column("id", String(32), primary_key=True, nullable=False),
    Column("moment", Float, nullable=False, index=True),
)

# Links that make a person, or set their password anew; of the token, too, only the hash.
invitations = Table(
    "invitations",
    metadata,
    Column("token_hash", String(64), primary_key=True, nullable=False),
    Column("role", String, nullable=False),
    parent("collection_id", "collections.id", nullable=True),
    # Whose password it sets anew, NULL where it makes somebody.
    Column("person_id", String(32), ForeignKey("people.id", ondelete="CASCADE"), index=True),
    Column("name", String, nullable=False),
    Column("made_by", String, nullable=False),
    Column("created", Float, nullable=False),
    Column("until", Float, nullable=False),
    Column("uses", Integer, nullable=False),
    Column("used", Integer, nullable=False),
)

# Who changed what; `detail` has names, never a text that somebody wrote.
audit = Table(
    "audit",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("moment", Float, nullable=False, index=True),
    Column("person", String, nullable=False),
    Column("action", String, nullable=False),
    Column("detail", Text, nullable=False),
    sqlite_autoincrement=True,
)

# What lets other programs in, by the hash of the secret that they show; see rag/store/access/keys.py.
api_keys = Table(
    "api_keys",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("hash", String(64), nullable=False, unique=True),
    Column("name", String, nullable=False),
    Column("begins", String, nullable=False),
    Column("scopes", JSON, nullable=False),
    Column("owner", String, nullable=False, index=True),
    Column("created", Float, nullable=False),
    Column("used", Float),
    Column("revoked", Float),
    sqlite_autoincrement=True,
)
