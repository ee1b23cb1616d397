from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError

from tenants.actors import SYSTEM
from tenants.errors import AppError
from tenants.models import Business
from tenants.operations import delete_business

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(BaseCommand):
    help = "Delete a business for good: its schema, host, memberships, events, workflows and files."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", help="short name")
        parser.add_argument("--confirm", required=True, metavar="SLUG", help="the short name once more")

    def handle(self, *args: Any, **options: Any) -> None:
        business = Business.objects.filter(slug=options["slug"]).first()
        if business is None:
            raise CommandError(f"There is no business called {options['slug']}.")
        try:
            receipt = delete_business(business=business, confirmed_name=options["confirm"], by=SYSTEM)
        except AppError as error:
            raise CommandError(str(error.detail)) from error
        for name, count in receipt.counts.items():
            self.stdout.write(f"{count:>8} {name}")
        for name, trouble in receipt.troubles.items():
            self.stderr.write(f"Not erased: {name} ({trouble})")
        self.stdout.write(f"{business.name} is deleted.")
