"""What the usual services are called in each language.

An owner names services in one language, and customers come in others. The name of a usual
service is told in the customer's language and understood in all of them (part ``services`` of the languages' files); a
name of the owner's own stays as it is written.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from businesses.clock import spoken
from languages import codes, rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


@cache
def usual() -> tuple[dict[str, tuple[str, ...]], ...]:
    """A service a row: its names by language, the one told first."""
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    for code in codes():
        things = dict(rows("services", "seen_to", code))
        for service, names in rows("services", "usual", code):
            called = [names, things[service]] if service in things else [names]
            found.setdefault(service, {})[code] = tuple(name.strip() for name in ",".join(called).split(","))
    return tuple(found.values())


@cache
def _rows() -> dict[str, dict[str, tuple[str, ...]]]:
    """By the names told, in every language, and by the other names in English, in which most are written."""
    rows: dict[str, dict[str, tuple[str, ...]]] = {}
    for row in usual():
        for name in (*(names[0] for names in row.values()), *row.get("en", ())):
            rows.setdefault(name.casefold(), row)
    return rows


def called(name: str) -> str:
    """The service's name in the active language, where it is a usual one."""
    row, language = _rows().get(name.casefold()), spoken()
    if row is None or language not in row or name.casefold() in map(str.casefold, row[language]):
        return name
    told = row[language][0]
    return told[:1].upper() + told[1:]


def aliases_of(services: Sequence[tuple[str, Iterable[str]]]) -> list[tuple[str, ...]]:
    """Per service, given by its name and the owner's aliases, all it is called beside its name in any language.

    What the owner calls one service is no other's.
    """
    own = [(name, *aliases) for name, aliases in services]
    taken = {each.casefold() for names in own for each in names}
    return [(*names[1:], *(other for other in _otherwise(names[0]) if other.casefold() not in taken)) for names in own]


def _otherwise(name: str) -> Iterator[str]:
    """All other names, of every language; its own as well: who offers a "Tire change" is asked for snow tires."""
    own = name.casefold()
    yield from dict.fromkeys(
        each for names in _rows().get(own, {}).values() for each in names if each.casefold() != own
    )
