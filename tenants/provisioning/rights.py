"""What the role the product works as may do: rows of every table, and nothing to the tables themselves."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction
from psycopg import sql

from tenants.connection import connection

# Of what is made from now on, by migrations or for a new business.
DEFAULTS = (
    "ALTER DEFAULT PRIVILEGES GRANT USAGE ON SCHEMAS TO {role}",
    "ALTER DEFAULT PRIVILEGES GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {role}",
    "ALTER DEFAULT PRIVILEGES GRANT USAGE, SELECT ON SEQUENCES TO {role}",
)
# Schemas with a table of ours the role cannot read: from before it was there. What it may read was granted by us, and
# what a migration has taken from it since stays taken.
LACKING = """
SELECT DISTINCT n.nspname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind = 'r' AND c.relowner = (SELECT oid FROM pg_roles WHERE rolname = current_user)
  AND NOT has_table_privilege(%s, c.oid, 'SELECT')
"""
SCHEMA = (
    "GRANT USAGE ON SCHEMA {schema} TO {role}",
    "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {schema} TO {role}",
    "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA {schema} TO {role}",
)


def grant_rights() -> None:
    """Give the role its rights where it lacks them; run by the tables' owner, before migrations."""
    role = sql.Identifier(settings.DATABASE_ROLE)
    with connection.cursor() as cursor:
        for statement in DEFAULTS:
            cursor.execute(sql.SQL(statement).format(role=role).as_string(None))
        cursor.execute(LACKING, [settings.DATABASE_ROLE])
        lacking = [schema for (schema,) in cursor.fetchall()]
        for schema in lacking:
            with transaction.atomic():
                for statement in SCHEMA:
                    named = sql.SQL(statement).format(role=role, schema=sql.Identifier(schema))
                    cursor.execute(named.as_string(None))
