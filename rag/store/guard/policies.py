"""The policies of a guarded database, made of the rules of `rag/store/people/access`: that alone says what is whose."""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import select
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
    "messages": lambda access: access.messages(),
    "attachments": lambda access: access.of_messages(schema.attachments.c.message_id),
    "attached_jobs": lambda access: access.of_messages(schema.attached_jobs.c.message_id),
    "feedback": lambda access: access.of_messages(schema.feedback.c.message_id),
    "notes": lambda access: access.notes(),
    "jobs": lambda access: access.jobs(),
    "testsets": lambda access: access.testsets(),
    "cases": lambda access: access.cases(),
    "runs": lambda access: access.runs(),
    "records": lambda access: access.records(),
}
"""What people read and change themselves."""


def _of_versions(access: Access) -> Condition:
    table = schema.versions.c
    return schema.version_pages.c.version_id.in_(
        select(table.id).where(access.of_documents(table.document_id))
    )


_READ: Mapping[str, Rule] = {
    "collections": lambda access: access.collections(),
    "documents": lambda access: access.documents(),
    "pages": lambda access: access.of_documents(schema.pages.c.document_id),
    "chunks": lambda access: access.of_documents(schema.chunks.c.document_id),
    "units": lambda access: access.of_documents(schema.units.c.document_id),
    "versions": lambda access: access.of_documents(schema.versions.c.document_id),
    "version_pages": _of_versions,
    "memberships": lambda access: schema.memberships.c.person_id == access.asker.person,
}
"""What people read, and the program changes for those who may."""

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
        changed = _by_role(_OWN[table]) if table in _OWN else _IS_PROGRAM
        yield f"CREATE POLICY lectern_changes ON {table} USING ({changed}) WITH CHECK ({changed})"
        if table in _READ or table in OPEN:
            read = _by_role(_READ[table]) if table in _READ else "true"
            yield f"CREATE POLICY lectern_reads ON {table} FOR SELECT USING ({read})"


def rules() -> str:
    """Names the rules of this Lectern: another text when one of them changes."""
    text = "\n".join([*functions("s"), *policies([*_OWN, *_READ, *OPEN, "another"])])
    return hashlib.sha256(text.encode()).hexdigest()[:16]


_IS_PROGRAM = f"(SELECT lectern_role()) = '{PROGRAM}'"  # in a subquery: asked once a query, not once a row


def _by_role(rule: Rule) -> str:
    """The condition of a rule in SQL, for whoever asks."""
    cases = " ".join(f"WHEN '{role.value}' THEN {_in_sql(rule, role)}" for role in ClassRole)
    return f"CASE (SELECT lectern_role()) WHEN '{PROGRAM}' THEN true {cases} ELSE false END"


def _in_sql(rule: Rule, role: ClassRole) -> str:
    condition = rule(Access(Asker(_PERSON, role)))
    compiled = condition.compile(dialect=_POSTGRESQL(), compile_kwargs={"literal_binds": True})
    return str(compiled).replace(f"'{_PERSON}'", "(SELECT lectern_person())")
