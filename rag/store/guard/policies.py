"""The policies of a guarded database, made of the rules of `rag/store/people/access`: that alone says what is whose."""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy.dialects import postgresql

from rag.store import schema
from rag.store.guard.signing import PROGRAM
from rag.store.people.access import Access, Condition
from rag.values.people import Asker, ClassRole

KEYS = "asker_key"
"""The table of the key that askers are signed with. It is its owner's alone."""

_PERSON = "person-who-asks"
_ASKER = "lectern.asker"
"""The setting of a transaction that says who asks."""

TELL = f"SELECT set_config('{_ASKER}', %s, true)"

_POSTGRESQL: Any = postgresql.dialect  # its types lack a part of it

Rule = Callable[[Access], Condition]

_OWN: Mapping[str, Rule] = {
    "conversations": lambda access: access.conversations(),
    "notes": lambda access: access.notes(),
    "jobs": lambda access: access.jobs(),
    "testsets": lambda access: access.testsets(),
    "runs": lambda access: access.runs(),
}
"""What people read and change themselves."""

_READ: Mapping[str, Rule] = {
    "collections": lambda access: access.collections(),
    "documents": lambda access: access.documents(),
    "memberships": lambda access: schema.memberships.c.person_id == access.asker.person,
}
"""What people read, and the program changes for those who may."""

_OWN_PARTS = {
    "messages": ("conversation_id", "conversations"),
    "attachments": ("message_id", "messages"),
    "attached_jobs": ("message_id", "messages"),
    "feedback": ("message_id", "messages"),
    "cases": ("testset_id", "testsets"),
    "records": ("run_id", "runs"),
}
_READ_PARTS = {
    "pages": ("document_id", "documents"),
    "chunks": ("document_id", "documents"),
    "units": ("document_id", "documents"),
    "versions": ("document_id", "documents"),
    "version_pages": ("version_id", "versions"),
}
"""What is whose it is a part of, by that one's number. The policy of that one is asked with it: to write its rule here
again takes the server several times as long to plan each query."""

OPEN = frozenset({"meta", "migrations"})
"""What says what the database itself is: read by all, changed by the program."""

# SECURITY DEFINER: the key is read by the functions' owner, and by nobody who calls them.
_FUNCTIONS = (
    """
    CREATE OR REPLACE FUNCTION {schema}.lectern_claim(part integer) RETURNS text
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    DECLARE
        told text[] := string_to_array(current_setting('{asker}', true), ':');
        proof bytea;
    BEGIN
        IF cardinality(told) IS DISTINCT FROM 3 THEN RETURN NULL; END IF;
        SELECT sha256(key.outer_pad || sha256(key.inner_pad || convert_to(told[1] || ':' || told[2], 'UTF8')))
            INTO proof FROM {schema}.{keys} AS key;
        IF encode(proof, 'hex') IS DISTINCT FROM told[3] THEN RETURN NULL; END IF;
        RETURN told[part];
    END $$
    """,
    """
    CREATE OR REPLACE FUNCTION {schema}.lectern_role() RETURNS text LANGUAGE sql STABLE
    RETURN {schema}.lectern_claim(1)
    """,
    """
    CREATE OR REPLACE FUNCTION {schema}.lectern_person() RETURNS text LANGUAGE sql STABLE
    RETURN {schema}.lectern_claim(2)
    """,
)


def functions(in_schema: str) -> Iterator[str]:
    """What the policies ask: who asks, where that is signed; NULL where it is not. `in_schema` is quoted."""
    for function in _FUNCTIONS:
        yield function.format(schema=in_schema, asker=_ASKER, keys=KEYS)


def policies(tables: Sequence[str]) -> Iterator[str]:
    """The statements that guard these tables, in place of what guarded them before. What nobody is allowed is the
    program's alone: also a table that this module does not know."""
    for table in sorted(set(tables) - {KEYS}):
        yield f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY"
        yield f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY"  # or the owner of the table would see everything
        for name in ("lectern_changes", "lectern_reads"):
            yield f"DROP POLICY IF EXISTS {name} ON {table}"
        if table in _OWN or table in _OWN_PARTS:
            allowed = _allowed(table)
            yield f"CREATE POLICY lectern_changes ON {table} USING ({allowed}) WITH CHECK ({allowed})"
            continue
        yield f"CREATE POLICY lectern_changes ON {table} USING ({_IS_PROGRAM}) WITH CHECK ({_IS_PROGRAM})"
        if table in OPEN:
            yield f"CREATE POLICY lectern_reads ON {table} FOR SELECT USING (true)"
        elif table in _READ or table in _READ_PARTS:
            yield f"CREATE POLICY lectern_reads ON {table} FOR SELECT USING ({_allowed(table)})"


def rules() -> str:
    """Names the rules of this Lectern: another text when one of them changes."""
    text = "\n".join(
        [*functions("s"), *policies([*_OWN, *_READ, *_OWN_PARTS, *_READ_PARTS, *OPEN, "another"])]
    )
    return hashlib.sha256(text.encode()).hexdigest()[:16]


_ROLE = "(SELECT lectern_role())"  # in a subquery: asked once a query, not once a row
_IS_PROGRAM = f"{_ROLE} = '{PROGRAM}'"


def _allowed(table: str) -> str:
    """The condition on the rows of a table in SQL, for whoever asks."""
    if part := {**_OWN_PARTS, **_READ_PARTS}.get(table):
        column, whole = part
        return f"CASE WHEN {_IS_PROGRAM} THEN true ELSE {column} IN (SELECT {whole}.id FROM {whole}) END"
    return _by_role({**_OWN, **_READ}[table])


def _by_role(rule: Rule) -> str:
    """The condition of a rule; of roles for which it is the same, once."""
    roles: dict[str, list[str]] = {}
    for role in ClassRole:
        roles.setdefault(_in_sql(rule, role), []).append(f"'{role.value}'")
    cases = " ".join(f"WHEN {_ROLE} IN ({', '.join(same)}) THEN {said}" for said, same in roles.items())
    return f"CASE WHEN {_IS_PROGRAM} THEN true {cases} ELSE false END"


def _in_sql(rule: Rule, role: ClassRole) -> str:
    condition = rule(Access(Asker(_PERSON, role)))
    compiled = condition.compile(dialect=_POSTGRESQL(), compile_kwargs={"literal_binds": True})
    return str(compiled).replace(f"'{_PERSON}'", "(SELECT lectern_person())")
