from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError

from businesses.sealing.errors import NoMasterKey, SealBroken
from businesses.sealing.rotation import rotate_keys
from tenants.actors import SYSTEM
from tenants.context import enter
from tenants.models import Business

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(BaseCommand):
    help = "Seal what is sealed at rest anew: with new keys of the businesses, and those with the first of MASTER_KEYS."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slugs", nargs="*", help="short names; all businesses when none is given")

    def handle(self, *args: Any, **options: Any) -> None:
        businesses = Business.objects.order_by("slug")
        if slugs := options["slugs"]:
            businesses = businesses.filter(slug__in=slugs)
            if missing := sorted(set(slugs) - set(businesses.values_list("slug", flat=True))):
                raise CommandError(f"There is no business called {', '.join(missing)}.")
        failed = []
        for business in businesses:
            try:
                with enter(business.schema_name):
                    done = rotate_keys(by=SYSTEM)
            except (NoMasterKey, SealBroken) as error:
                failed.append(business.slug)
                self.stderr.write(f"{business.slug}: {type(error).__name__} {error}")
            else:
                self.stdout.write(
                    f"{business.slug}: {done.rows} rows, {done.wrapped} keys, {done.deleted} old keys gone"
                )
        if failed:
            raise CommandError(f"Not rotated: {', '.join(failed)}")
