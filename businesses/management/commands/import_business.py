from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError

from businesses.privacy.importing import import_business
from tenants.actors import SYSTEM
from tenants.context import enter
from tenants.errors import AppError
from tenants.models import Business

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(BaseCommand):
    help = "Fill a new business, without customers or bookings yet, from the copy of another one's data."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", help="short name of the new business")
        parser.add_argument("file", help="what export_business, or the admin, has written")

    def handle(self, *args: Any, **options: Any) -> None:
        business = Business.objects.filter(slug=options["slug"]).first()
        if business is None:
            raise CommandError(f"There is no business called {options['slug']}.")
        try:
            with enter(business.schema_name):
                counts = import_business(archive=Path(options["file"]), by=SYSTEM)
        except AppError as error:
            raise CommandError(str(error.detail)) from error
        for name, count in counts.items():
            self.stdout.write(f"{count:>8} {name}")
