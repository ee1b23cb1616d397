"""``manage.py understand [--business SLUG] [--menu FILE] < in.jsonl > out.jsonl``.

``agents.understanding.lines`` tells of the lines.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError

from agents.understanding.lines import answer_all, default_context
from agents.understanding.orders.menu_files import MenuError, read_menu

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from agents.understanding.orders import Menu
    from agents.understanding.types import Context


class Command(BaseCommand):
    help = "Reads messages as JSON lines and answers each with its intent and slots."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--business", help="the slug of a business, for its own words, hours and time zone")
        parser.add_argument("--menu", type=Path, help="a menu in the import's JSON, instead of the business's own")

    def handle(self, *args: Any, business: str | None = None, menu: Path | None = None, **options: Any) -> None:
        base, own = _of_business(business) if business else (default_context(), None)
        answer_all(sys.stdin.buffer, sys.stdout.buffer, base, _menu(menu) if menu else own)


def _menu(path: Path) -> Menu:
    try:
        return read_menu(path)
    except MenuError as error:
        raise CommandError(str(error)) from error


def _of_business(slug: str) -> tuple[Context, Menu]:
    """Its words, hours and time zone, and what can be ordered from it."""
    from agents.desk import context_now  # noqa: PLC0415 - only a business needs the database
    from agents.menus import menu_of  # noqa: PLC0415
    from businesses.desk import current_desk  # noqa: PLC0415
    from tenants.context import enter  # noqa: PLC0415
    from tenants.models import Business  # noqa: PLC0415

    business = Business.objects.filter(slug=slug).first()
    if business is None:
        raise CommandError(f"There is no business {slug!r}.")
    with enter(business.schema_name):
        return context_now(), menu_of(current_desk())
