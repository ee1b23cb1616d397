from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from businesses.demo.seeding import PASSWORD, PLATFORM_ADMIN, SLUGS, demo_logins, seed_demo
from tenants.hosts import url_of
from tenants.models import User


class Command(BaseCommand):
    help = "Create the five demo businesses where they are missing, and print where they are and who may sign in."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("Demo accounts have a published password: they are made where DEMO=1 asks for them.")
        if not User.objects.filter(email=PLATFORM_ADMIN).exists():
            User.objects.create_superuser(PLATFORM_ADMIN, PASSWORD, name="Platform admin")
        self.stdout.write(
            f"Platform   {settings.PLATFORM_URL}/   admin {settings.PLATFORM_URL}/admin/   {PLATFORM_ADMIN}"
        )
        for slug in SLUGS:
            business = seed_demo(slug, allowed_origins=[settings.PLATFORM_URL])
            self.stdout.write(f"\n{business.name} ({business.get_category_display()})")
            self.stdout.write(f"  site with the widget  {settings.PLATFORM_URL}/demo/{slug}/")
            self.stdout.write(f"  staff pages           {url_of(slug, '/staff/')}")
            self.stdout.write(f"  admin                 {url_of(slug, '/admin/')}")
            for role, email in demo_logins(slug):
                self.stdout.write(f"  {role:<8} {email}")
        self.stdout.write(f"\nEvery demo account has the password {PASSWORD}")
