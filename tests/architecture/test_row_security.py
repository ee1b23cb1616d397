"""Every shared table that holds rows of a business shows a business its own, whatever the SQL."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.conf import settings
from django.db import DatabaseError, connection, transaction

from events.operations import publish
from tenants.actors import SYSTEM
from tenants.context import enter, public

if TYPE_CHECKING:
    from tenants.models import Business

NAMES = ("schema", "schema_name", "business_id", "tenant_id", "business")
# Tell which businesses there are and who works where: read on every host before it is known whose it is, and by people
# who work in more than one.
DIRECTORY = {"tenants_business", "tenants_domain", "tenants_membership", "tenants_invitation", "tenants_customrole"}
DIRECTORY |= {"tenants_branch"}
# A person's own, on whichever host: they see and end them all from any.
OF_PEOPLE = {"tenants_signin", "tenants_tokenfamily"}
COLUMNS = """
SELECT c.relname, a.attname, c.relrowsecurity AND c.relforcerowsecurity
    AND EXISTS (SELECT 1 FROM pg_policy p
        WHERE p.polrelid = c.oid AND pg_get_expr(p.polqual, p.polrelid) LIKE '%%current_schema%%')
FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND a.attname = ANY(%s)
ORDER BY a.attname = 'schema'
"""


def shared() -> dict[str, tuple[str, bool]]:
    """Table of the public schema with a column that names a business: the column, and whether a policy holds it."""
    with public(), connection.cursor() as cursor:
        cursor.execute(COLUMNS, [list(NAMES)])
        return {table: (column, bool(is_held)) for table, column, is_held in cursor.fetchall()}


def test_every_shared_table_with_a_business_has_a_policy(db: None) -> None:
    found = shared()
    assert {table for table, (_column, is_held) in found.items() if not is_held} - DIRECTORY - OF_PEOPLE == set()
    assert (DIRECTORY | OF_PEOPLE) - set(found) == set(), "an exception that is none"
    assert {"events_outboxevent", "events_delivery", "audit_entry", "audit_link", "audit_particulars"} <= set(found)


def test_the_test_sees_a_table_without_one(db: None) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE NONE")
        cursor.execute("CREATE TABLE usage_of_somebody (id bigint, schema text)")
        assert shared()["usage_of_somebody"] == ("schema", False)
        transaction.set_rollback(True)


def test_no_row_of_another_business_is_seen_by_raw_sql(marios: Business, bella: Business) -> None:
    for business in (marios, bella):
        with enter(business.schema_name), transaction.atomic():
            publish(type="booking.held", aggregate="booking:K7F-2QM", payload={}, by=SYSTEM)
    held = {table: column for table, (column, is_held) in shared().items() if is_held}
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # the chain's links, which a commit would write
    with enter(marios.schema_name), connection.cursor() as cursor:
        seen = {}
        for table, column in held.items():
            cursor.execute(f'SELECT DISTINCT "{column}" FROM public."{table}"')
            seen[table] = {name for (name,) in cursor.fetchall()}
        assert seen["events_outboxevent"] == seen["audit_entry"] == seen["audit_link"] == {marios.schema_name}
        assert {table: names for table, names in seen.items() if names - {marios.schema_name}} == {}
        for table, column in held.items():
            with transaction.atomic():
                try:
                    cursor.execute(f'DELETE FROM public."{table}" WHERE "{column}" <> %s', [marios.schema_name])
                    assert cursor.rowcount == 0
                except DatabaseError as refused:
                    assert "permission denied" in str(refused)  # noqa: PT017  # either will do
                    transaction.set_rollback(True)


def test_nothing_is_written_in_the_name_of_another(marios: Business, bella: Business) -> None:
    statement = (
        "INSERT INTO public.events_delivery (event_uid, subscriber, schema, delivered_at) "
        "VALUES (gen_random_uuid(), 'x', %s, now())"
    )
    with enter(marios.schema_name), connection.cursor() as cursor:
        cursor.execute(statement, [marios.schema_name])
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            cursor.execute(statement, [bella.schema_name])


def test_the_product_works_as_a_role_that_owns_nothing(marios: Business) -> None:
    for schema in ("public", marios.schema_name):
        with enter(schema), connection.cursor() as cursor:
            cursor.execute("SELECT current_user, rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")
            assert cursor.fetchone() == (settings.DATABASE_ROLE, False)
            cursor.execute("SELECT count(*) FROM pg_tables WHERE tableowner = current_user")
            assert cursor.fetchone() == (0,)
            for forbidden in (
                "ALTER TABLE audit_entry DISABLE TRIGGER USER",
                "DROP TABLE audit_entry CASCADE",
                "DROP POLICY own_schema ON events_outboxevent",
                "CREATE TABLE public.mine (id int)",
            ):
                with pytest.raises(DatabaseError, match=r"must be owner|permission denied"), transaction.atomic():
                    cursor.execute(forbidden)
