"""The saver's own DDL, as statements a migration of a business's schema can run.

Tables come from the installed saver, so that a new version's tables are taken over by a new migration here; an index
cannot be built concurrently inside a transaction, and on an empty table need not be.
"""

from __future__ import annotations

from langgraph.checkpoint.postgres.base import MIGRATIONS

from conversations.threads import THREADS

TABLES = ("checkpoint_migrations", *THREADS)


def statements(first: int, last: int) -> list[str]:
    """The saver's migrations ``first`` to ``last``, and the rows with which it notes that they ran."""
    ddl = [statement.replace("CONCURRENTLY ", "").strip() for statement in MIGRATIONS[first : last + 1]]
    noted = ", ".join(f"({version})" for version in range(first, last + 1))
    return [*ddl, f"INSERT INTO checkpoint_migrations (v) VALUES {noted};"]  # noqa: S608  # numbers of a range


def removal() -> list[str]:
    return [f"DROP TABLE IF EXISTS {table};" for table in reversed(TABLES)]
