"""Reading the record: whether a chain is whole, and what is exported."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ObjectDoesNotExist

from audit.canonical import GENESIS, instant, link_hash
from audit.models import Entry, Link
from tenants.context import public

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

BITE = 2_000


@dataclass(frozen=True, slots=True)
class Verdict:
    """``count`` links are right; ``broken`` says what is wrong with the first that is not, empty where all are.

    ``head`` is the last right link's hash: kept elsewhere, it tells later that nothing was cut off the end.
    """

    schema: str
    count: int
    head: str
    broken: str = ""


def chains() -> list[str]:
    """Every chain there is, those of deleted businesses too; the platform's own is ``public``."""
    with public():
        return sorted(set(Entry.objects.values_list("schema", flat=True).distinct()))


def verify(schema: str, *, expected: str = "") -> Verdict:
    """Walk the chain from its first link. ``expected`` is a head noted earlier, which must still be in it."""
    count, previous, is_met = 0, GENESIS, not expected
    with public():
        for entry in linked(schema):
            if fault := fault_of(entry, sequence=count + 1, previous=previous):
                return Verdict(schema, count, previous, fault)
            count, previous = entry.link.sequence, entry.link.hash
            is_met = is_met or previous == expected
        loose = Entry.objects.of(schema).filter(link=None).order_by("pk").first()
    if loose is not None:
        return Verdict(schema, count, previous, f"entry {loose.pk} ({loose}) is in no chain")
    if not is_met:
        return Verdict(schema, count, previous, f"the link {expected[:12]}… noted earlier is gone")
    return Verdict(schema, count, previous)


def linked(schema: str) -> Iterator[Entry]:
    """The chain's entries in order, some thousands a query."""
    entries, after = Entry.objects.of(schema).whole().order_by("link__sequence"), 0
    while bite := list(entries.filter(link__sequence__gt=after)[:BITE]):
        yield from bite
        after = bite[-1].link.sequence


def fault_of(entry: Entry, *, sequence: int, previous: str) -> str:
    """What is wrong with the entry that ought to be this link; nothing: empty."""
    link = entry.link
    named = f"link {link.sequence}, entry {entry.pk} ({entry})"
    if link.sequence != sequence:
        return f"link {sequence} is missing before {named}"
    if entry.content_digest() != entry.digest:
        return f"{named} says something else than was written"
    if link.previous != previous:
        return f"{named} does not follow the one before it"
    if link.hash != link_hash(previous=previous, sequence=sequence, digest=entry.digest):
        return f"{named} has another hash than its content"
    if is_altered(entry):
        return f"the particulars of {named} are not those that were written"
    return ""


def is_altered(entry: Entry) -> bool:
    """Whether what is personal was changed; that it was forgotten is no fault."""
    particulars = particulars_of(entry)
    return particulars is not None and particulars.content_digest() != entry.particulars_digest


def particulars_of(entry: Entry) -> Any:
    try:
        return entry.particulars
    except ObjectDoesNotExist:
        return None


def link_of(entry: Entry) -> Link | None:
    try:
        return entry.link
    except ObjectDoesNotExist:
        return None


def rows(entries: Iterable[Entry]) -> Iterator[dict[str, Any]]:
    """Each as exported: all that is hashed, and the link, so that the chain can be checked elsewhere."""
    for entry in entries:
        link, particulars = link_of(entry), particulars_of(entry)
        yield {
            "sequence": link.sequence if link else None,
            "at": instant(entry.at),
            "actor_kind": entry.actor_kind,
            "actor_id": entry.actor_id,
            "deed": entry.deed,
            "about": entry.about,
            "detail": entry.detail,
            "particulars": particulars.values if particulars else {},
            "salt": particulars.salt if particulars else "",
            "particulars_digest": entry.particulars_digest,
            "correlation_id": entry.correlation_id,
            "schema": entry.schema,
            "uid": str(entry.uid),
            "digest": entry.digest,
            "previous": link.previous if link else "",
            "hash": link.hash if link else "",
        }
