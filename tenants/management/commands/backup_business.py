from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from tenants.actors import SYSTEM
from tenants.backups.writing import back_up_business
from tenants.models import Business

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(BaseCommand):
    help = "Write one business into a file, while it is at work: rows, files, roles and who has them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", help="short name")
        parser.add_argument("file", nargs="?", type=Path, help="by default one named by name and time, in var/backups")

    def handle(self, *args: Any, **options: Any) -> None:
        business = Business.objects.filter(slug=options["slug"]).first()
        if business is None:
            raise CommandError(f"There is no business called {options['slug']}.")
        by_time = settings.VAR_DIR / "backups" / f"{business.slug}-{timezone.now():%Y-%m-%dT%H%M%SZ}.zip"
        file = (options["file"] or by_time).resolve()
        back_up_business(business=business, file=file, by=SYSTEM)
        self.stdout.write(f"Written: {file} ({file.stat().st_size // 1024} KiB)")
