"""A calendar entry (RFC 5545) that a mail program offers to add, move or remove."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workflows.mail.facts import BookingFacts

PRODUCT = "-//X-Seven//Appointments//EN"
OCTETS_PER_LINE = 75


def calendar_entry(facts: BookingFacts, *, written_at: datetime) -> str:
    """Return the entry: one UID per booking, its version as SEQUENCE, so that a newer mail replaces an older one's."""
    return calendar_of([facts], written_at=written_at)


def calendar_of(dates: Sequence[BookingFacts], *, written_at: datetime) -> str:
    """The entries of several bookings, all cancelled or none: each as by itself, so that each is replaced by itself."""
    method = "CANCEL" if dates[0].is_cancelled else "PUBLISH"
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{PRODUCT}",
        f"METHOD:{method}",
        *(line for facts in dates for line in _entry(facts, written_at)),
        "END:VCALENDAR",
    ]
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _entry(facts: BookingFacts, written_at: datetime) -> list[str]:
    return [
        "BEGIN:VEVENT",
        f"UID:{facts.uid}",
        f"SEQUENCE:{facts.version}",
        f"DTSTAMP:{_stamp(written_at)}",
        f"DTSTART:{_stamp(facts.starts_at)}",
        f"DTEND:{_stamp(facts.ends_at)}",
        f"SUMMARY:{_escaped(f'{facts.service} · {facts.business}')}",
        f"LOCATION:{_escaped(facts.address)}",
        f"DESCRIPTION:{_escaped(facts.reference)}",
        f"STATUS:{'CANCELLED' if facts.is_cancelled else 'CONFIRMED'}",
        "END:VEVENT",
    ]


def _stamp(instant: datetime) -> str:
    return f"{instant.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _escaped(text: str) -> str:
    for raw, written in (("\\", "\\\\"), (";", r"\;"), (",", r"\,"), ("\r\n", r"\n"), ("\n", r"\n"), ("\r", r"\n")):
        text = text.replace(raw, written)
    return text


def _folded(line: str) -> str:
    """Break after at most 75 octets, never inside a character; continuation lines start with a space."""
    parts, part, size = [], "", 0
    for character in line:
        octets = len(character.encode())
        if size + octets > OCTETS_PER_LINE:
            parts.append(part)
            part, size = " ", 1
        part, size = part + character, size + octets
    return "\r\n".join([*parts, part])
