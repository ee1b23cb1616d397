from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError
from psycopg import sql

from tenants.connection import connection, unhurried
from tenants.models import Business

if TYPE_CHECKING:
    from argparse import ArgumentParser

LONGEST_WAIT = "3s"


class Command(BaseCommand):
    help = (
        "Write a business's tables anew, so that nothing of removed rows is left in PostgreSQL's files; "
        "each is locked meanwhile."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", help="short name")

    def handle(self, *args: Any, **options: Any) -> None:
        business = Business.objects.filter(slug=options["slug"]).first()
        if business is None:
            raise CommandError(f"There is no business called {options['slug']}.")
        with unhurried(), connection.cursor() as cursor:
            cursor.execute("SELECT set_config('lock_timeout', %s, false)", [LONGEST_WAIT])
            cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = %s", [business.schema_name])
            names = sorted(name for (name,) in cursor.fetchall())
            for name in names:
                table = sql.Identifier(business.schema_name, name)
                cursor.execute(sql.SQL("VACUUM (FULL, ANALYZE) {}").format(table).as_string(None))
        self.stdout.write(f"{business.name}: {len(names)} tables are written anew.")
