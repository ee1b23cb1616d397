from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError

from audit.queries import Verdict, chains, verify
from tenants.context import PUBLIC
from tenants.models import Business

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(BaseCommand):
    help = "Check the record of deeds: `audit verify` walks every chain and names the first row that is not right."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("what", choices=["verify"])
        parser.add_argument("--business", metavar="SLUG", help="one chain only; `public` is the platform's own")
        parser.add_argument("--head", default="", metavar="HASH", help="with --business: must still be in the chain")

    def handle(self, *args: Any, **options: Any) -> None:
        slugs = dict(Business.objects.values_list("schema_name", "slug"))
        if options["head"] and not options["business"]:
            raise CommandError("--head is one chain's: say which with --business.")
        schemas = [self.schema(options["business"])] if options["business"] else chains()
        verdicts = [verify(schema, expected=options["head"]) for schema in schemas]
        for verdict in verdicts:
            self.tell(slugs.get(verdict.schema, verdict.schema), verdict)
        if broken := [verdict for verdict in verdicts if verdict.broken]:
            raise CommandError(f"{len(broken)} of {len(verdicts)} chains are broken.")

    def schema(self, name: str) -> str:
        """The chain of a business by its short name, or of one that is gone by its schema's."""
        business = Business.objects.filter(slug=name).first()
        if business is None and name != PUBLIC and name not in chains():
            raise CommandError(f"There is no business called {name}.")
        return name if business is None else str(business.schema_name)

    def tell(self, name: str, verdict: Verdict) -> None:
        if verdict.broken:
            self.stderr.write(f"{name}: broken after {verdict.count} right links: {verdict.broken}")
        else:
            self.stdout.write(f"{name}: {verdict.count} links, head {verdict.head}")
