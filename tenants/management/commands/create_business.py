from __future__ import annotations

import getpass
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from tenants.actors import SYSTEM
from tenants.errors import AppError
from tenants.hosts import url_of
from tenants.limits.names import canonical_name
from tenants.models import Business, Category, User
from tenants.operations import create_business

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(BaseCommand):
    help = "Create a business with its schema, host, category template and owner."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", help="short name; the business answers on <slug>.<platform host>")
        parser.add_argument("--name", required=True)
        parser.add_argument("--category", required=True, choices=Category.values)
        parser.add_argument("--country", required=True, help="two letters, such as IT")
        parser.add_argument("--currency", required=True, help="three letters, such as EUR")
        parser.add_argument("--timezone", required=True, help="such as Europe/Rome")
        parser.add_argument(
            "--owner", required=True, help="e-mail of the owner; created when new, asking for a password"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        fields = {key: options[key] for key in ("slug", "name", "category", "country", "currency", "timezone")}
        owner = User.objects.filter(email=canonical_name(options["owner"])).first()
        if owner is None:
            password = getpass.getpass(f"Password for {options['owner']}: ")
            owner = User.objects.create_user(options["owner"], password, email_verified_at=timezone.now())
        try:
            business = create_business(details=Business(**fields), owner=owner, by=SYSTEM)
        except AppError as error:
            raise CommandError(f"{error.detail} {error.errors or ''}") from error
        self.stdout.write(f"{business.name} answers on {url_of(business.slug)}")
