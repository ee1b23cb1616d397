from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from businesses.privacy.exporting import hand_out, request_export, write_export
from tenants.actors import SYSTEM
from tenants.context import enter
from tenants.models import Business

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(BaseCommand):
    help = "Write a copy of a business's data: a zip of JSON and CSV, and what was uploaded."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", help="short name")
        parser.add_argument("file", help="where to write it")

    def handle(self, *args: Any, **options: Any) -> None:
        business = Business.objects.filter(slug=options["slug"]).first()
        if business is None:
            raise CommandError(f"There is no business called {options['slug']}.")
        target, now = Path(options["file"]), timezone.now()
        with enter(business.schema_name):
            export = write_export(export_id=request_export(by=SYSTEM, now=now).pk, now=now)
            target.touch(mode=0o600)
            with hand_out(export=export, by=SYSTEM, now=now) as source, target.open("wb") as copy:
                shutil.copyfileobj(source, copy)
        self.stdout.write(f"{target}: {export.rows} rows.")
