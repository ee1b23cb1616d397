"""A feed of JSON: what is taken of each item, by a template of paths, written as a text with a heading an item."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from knowledge.fetching.addresses import host_of, joined, plain
from knowledge.fetching.faults import FetchFailed, Hitch
from knowledge.fetching.pages import LONGEST_TITLE, MOST_BYTES_OF_ONE, Fetched

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from knowledge.fetching.pages import Reckon
    from knowledge.fetching.web import Web

MOST_ANSWERS = 20
"""Of a feed that is given out in parts (``Link: rel="next"``, RFC 8288)."""
LONGEST_VALUE = 4_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """Paths are keys parted by dots, numbers within lists: ``items_at`` to the list, empty where it is the whole.

    ``fields`` are labels with their paths within an item. ``secret`` is a header, for this server alone.
    """

    items_at: str
    title_at: str
    fields: tuple[tuple[str, str], ...]
    secret: Mapping[str, str]


def fields_of(text: str) -> tuple[tuple[str, str], ...]:
    """``Label = path`` a line; a path alone is its own label. Raises ``ValueError`` naming a line without a path."""
    found = []
    for line in filter(None, map(str.strip, text.splitlines())):
        label, equals, path = (part.strip() for part in line.partition("="))
        if equals and not (label and path):
            raise ValueError(line)
        found.append((label, path or label))
    return tuple(found)


def feed_pages(address: str, web: Web, template: Template, reckon: Reckon) -> Iterator[Fetched]:
    """Each answer of the feed is a page. Raises ``FetchFailed`` where the first cannot be had or has no items."""
    place, home, seen = plain(address), host_of(plain(address)), set[str]()
    if template.secret and urlsplit(place).scheme != "https" and not web.is_named(place):
        raise FetchFailed(Hitch.OPEN_LINE)
    while place and place not in seen:
        seen.add(place)
        reckon(len(seen))
        try:
            answer = web.get(
                place, most=MOST_BYTES_OF_ONE, headers={"Accept": "application/json"}, secret=template.secret
            )
            text, left_out = _written(_items(answer.body or b"", template.items_at), template)
            following = joined(answer.address, answer.next) if answer.next else ""
        except FetchFailed as error:
            if len(seen) == 1 or error.is_passing:  # half a feed would take the rest for gone
                raise
            yield Fetched(address=place, hitch=error.hitch)
            return
        yield Fetched(address=place, content=text.encode(), hitch=Hitch.LEFT_OUT if left_out else None)
        place = following
        if place and (host_of(place) != home or len(seen) == MOST_ANSWERS):
            yield Fetched(address=place, hitch=Hitch.ELSEWHERE if host_of(place) != home else Hitch.MANY)
            return


def _items(body: bytes, path: str) -> list[Any]:
    try:
        # Numbers as they are written: 12.50 is no 12.5.
        whole = json.loads(body, parse_float=str, parse_int=str)
    except (ValueError, RecursionError) as error:
        raise FetchFailed(Hitch.JSON) from error
    items = _at(whole, path)
    if not isinstance(items, list) or not items:
        raise FetchFailed(Hitch.NO_ITEMS)
    return items


def _written(items: list[Any], template: Template) -> tuple[str, int]:
    """The items as text, and how many have none of what is wanted."""
    texts = []
    for item in items:
        lines = [f"{label}: {told}" for label, path in template.fields if (told := _told(_at(item, path)))]
        title = _told(_at(item, template.title_at)) if template.title_at else ""
        if lines or (title and not template.fields):
            texts.append("\n\n".join([*([f"## {title[:LONGEST_TITLE]}"] if title else []), *lines]))
    if not texts:
        raise FetchFailed(Hitch.NO_ITEMS)
    return "\n\n".join(texts), len(items) - len(texts)


def _at(value: Any, path: str) -> Any:
    for key in path.split(".") if path else ():
        if isinstance(value, dict):
            value = value.get(key)
        elif isinstance(value, list) and key.isdecimal() and len(key) < 6 and int(key) < len(value):
            value = value[int(key)]
        else:
            return None
    return value


def _told(value: Any) -> str:
    """On one line; of a list its texts, of anything deeper nothing."""
    if isinstance(value, list):
        return ", ".join(filter(None, (_told(each) for each in value if not isinstance(each, list))))[:LONGEST_VALUE]
    if isinstance(value, bool):
        return "yes" if value else "no"
    return " ".join(value.split())[:LONGEST_VALUE] if isinstance(value, str) else ""
