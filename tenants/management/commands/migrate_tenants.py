from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError

from tenants.provisioning.fleet import migrate_lagging
from tenants.provisioning.template import record_template

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(BaseCommand):
    help = "Migrate every business that lags, several at once; a failing one is reported and does not stop the rest."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--processes", type=int, default=2, help="how many businesses at once (default 2)")

    def handle(self, *args: Any, **options: Any) -> None:
        record_template()
        failed = []
        total = 0
        for done, total, outcome in migrate_lagging(processes=options["processes"]):  # total is told below
            self.stdout.write(f"[{done}/{total}] {outcome.schema} {'failed' if outcome.error else 'migrated'}")
            if outcome.error:
                self.stderr.write(outcome.error)
                failed.append(outcome.schema)
        if failed:
            raise CommandError(
                f"{len(failed)} of {total} businesses failed: {', '.join(failed)}. Run it again when mended."
            )
        self.stdout.write(f"{total} businesses migrated; all are up to date.")
