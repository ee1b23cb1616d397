from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from tenants.connection import unhurried
from tenants.provisioning.rights import grant_rights
from tenants.provisioning.template import record_template

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(BaseCommand):
    help = "Bring the database up to date (public schema, template, every business), and the static files."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--processes", type=int, default=2, help="how many businesses to migrate at once")

    def handle(self, *args: Any, **options: Any) -> None:
        with unhurried():
            grant_rights()
            call_command("migrate_schemas", shared=True, interactive=False, verbosity=0)
        record_template()
        if settings.STATIC_IS_COLLECTED:
            call_command("collectstatic", interactive=False, verbosity=0)
        call_command("migrate_tenants", processes=options["processes"], stdout=self.stdout, stderr=self.stderr)
