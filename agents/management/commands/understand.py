"""``manage.py understand [--business SLUG] < in.jsonl > out.jsonl``; agents.understanding.lines tells of the lines."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError

from agents.understanding.lines import answer_all, default_context

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from agents.understanding.types import Context


class Command(BaseCommand):
    help = "Reads messages as JSON lines and answers each with its intent and slots."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--business", help="the slug of a business, for its own words, hours and time zone")

    def handle(self, *args: Any, business: str | None = None, **options: Any) -> None:
        base = _business_context(business) if business else default_context()
        answer_all(sys.stdin.buffer, sys.stdout.buffer, base)


def _business_context(slug: str) -> Context:
    from agents.desk import context_now  # noqa: PLC0415 - only a business needs the database
    from tenants.context import enter  # noqa: PLC0415
    from tenants.models import Business  # noqa: PLC0415

    business = Business.objects.filter(slug=slug).first()
    if business is None:
        raise CommandError(f"There is no business {slug!r}.")
    with enter(business.schema_name):
        return context_now()
