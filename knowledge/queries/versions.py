"""Versions of a source, and what one says that another does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef

from knowledge.comparing import compared
from knowledge.models import Chunk, DocumentVersion
from tenants.models import User

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from knowledge.comparing import Pair
    from knowledge.models import Source

MOST_LISTED, MOST_LINES = 20, 2_000


def versions_of(source: Source) -> QuerySet[DocumentVersion]:
    """The newest first, without what is in them; ``is_told`` tells which one is."""
    told = Chunk.objects.filter(version=OuterRef("pk")).exclude(audience=None)
    return source.versions.defer("content").annotate(is_told=Exists(told)).order_by("-number")


def names_of(actors: Iterable[str]) -> dict[str, str]:
    """What people are called who are written as ``Actor`` writes them; of others, and of who is gone, nothing."""
    keys = {each: each.partition(":")[2] for each in actors if each.startswith("staff:")}
    people = User.objects.in_bulk([int(key) for key in keys.values() if key.isdecimal()])
    found = ((each, people.get(int(key))) for each, key in keys.items() if key.isdecimal())
    return {each: person.get_full_name() or person.email for each, person in found if person is not None}


def changes(before: DocumentVersion, after: DocumentVersion) -> tuple[Pair, ...]:
    """Line by line, without those that are the same; of long ones the beginning is compared."""
    return tuple(pair for pair in compared(_text_of(before), _text_of(after)) if pair.kind != "same")


def _text_of(version: DocumentVersion) -> str:
    lines: list[str] = []
    heading = ""
    for chunk in version.chunks.order_by("position")[:MOST_LINES]:
        if chunk.heading != heading:
            heading = chunk.heading
            lines.append(heading)
        lines += chunk.text.splitlines()
    return "\n".join(lines[:MOST_LINES])
