from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError

from tenants.actors import SYSTEM
from tenants.backups.restoring import restore_business
from tenants.errors import AppError, ConfirmationMismatch
from tenants.hosts import url_of
from tenants.models import Business

if TYPE_CHECKING:
    from argparse import ArgumentParser

IS_THERE = "{slug} is there, and would lose what came since the backup. Nothing was changed. To go on: CONFIRM={slug}"


class Command(BaseCommand):
    help = "Bring a business back from its file, under a new short name, or in place of what has the name."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("slug", help="short name it shall have")
        parser.add_argument("--confirm", default="", metavar="SLUG", help="that name once more, where it is there")
        parser.add_argument("--suspended", action="store_true", help="a new one answers nobody and mails nobody yet")

    def handle(self, *args: Any, **options: Any) -> None:
        slug = options["slug"]
        try:
            restored = restore_business(
                file=options["file"],
                slug=slug,
                confirmed_name=options["confirm"] or _asked(slug),
                is_suspended=options["suspended"],
                by=SYSTEM,
            )
        except ConfirmationMismatch as error:
            raise CommandError(IS_THERE.format(slug=slug)) from error
        except AppError as error:
            raise CommandError(f"{error.detail}. {error.errors or ''} Nothing was changed.") from error
        for name, trouble in restored.troubles.items():
            self.stderr.write(f"Not ended: {name} ({trouble})")
        self.stdout.write(f"{restored.business.name} is at {url_of(slug)}, with {restored.members} of its people.")


def _asked(slug: str) -> str:
    """The name a person at the terminal repeats, where it is of a business that is there."""
    if not sys.stdin.isatty() or not Business.objects.filter(slug=slug).exists():
        return ""
    return input(f"{slug} is there: its rows and files become those of the backup. Type {slug} to go on: ").strip()
