"""Two businesses with the same file, each with a secret of its own: whoever searches finds nothing of the other's."""

from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from django.db import connections
from django.utils import timezone

from knowledge.models import Audience, Source
from knowledge.operations import add_source, approve_source, read_version
from knowledge.queries import search
from tenants.actors import SYSTEM
from tenants.context import enter
from tests.knowledge.documents import PETS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from uuid import UUID

    from tenants.models import Business

SECRET = "The code of the safe of {slug} is written down at the bar."
QUESTIONS = (
    *("are dogs welcome", "code of the safe", "where can I leave my dog"),
    *("is there a terrace", "safe marios bella"),
)
AT_ONCE = 4


def fill(business: Business) -> set[UUID]:
    """Both files, told to everybody; their sources."""
    with enter(business.schema_name):
        for content in (PETS, SECRET.format(slug=business.slug)):
            version = add_source(content=content.encode(), name="rules.md", by=SYSTEM, now=timezone.now())
            read_version(version_id=version.pk, now=timezone.now())
            approve_source(source_id=version.source_id, audience=Audience.PUBLIC, by=SYSTEM, now=timezone.now())
        return set(Source.objects.values_list("pk", flat=True))


def crossings(businesses: Sequence[Business], own: Sequence[set[UUID]], seeds: Iterator[int]) -> tuple[int, int]:
    """How many passages were found, and how many of them are the other business's: by source, or by its secret."""
    found = strange = 0
    for seed in seeds:
        order = random.Random(seed)
        which = order.randrange(len(businesses))
        other = businesses[1 - which].slug
        with enter(businesses[which].schema_name):
            for each in search(order.choice(QUESTIONS)):
                found += 1
                strange += each.source not in own[which] or f"of {other} is" in each.text
    return found, strange


def crossings_at_once(businesses: Sequence[Business], own: Sequence[set[UUID]], searches: int) -> tuple[int, int]:
    """The same from several threads, each with a connection that goes from one business to the other."""

    def some(part: int) -> tuple[int, int]:
        try:
            return crossings(businesses, own, iter(range(part, searches, AT_ONCE)))
        finally:
            connections.close_all()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        parts = list(pool.map(some, range(AT_ONCE)))
    return sum(found for found, _strange in parts), sum(strange for _found, strange in parts)
