"""The addresses a site map names, and those of the maps that an index of maps names (sitemaps.org, protocol 0.9)."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from knowledge.fetching.faults import FetchFailed, Hitch
from knowledge.fetching.unpacking import GZIP, unpacked

if TYPE_CHECKING:
    from collections.abc import Callable

    from knowledge.fetching.web import Answer, Web

LARGEST = 10_000_000
MOST_MAPS = 20
"""Of one index."""


def is_site_map(body: bytes) -> bool:
    start = body[:2_000].lstrip(b"\xef\xbb\xbf \r\n\t")
    return start.startswith(GZIP) or (start.startswith(b"<") and (b"<urlset" in start or b"<sitemapindex" in start))


def addresses_of(first: Answer, web: Web, may: Callable[[str], bool]) -> list[str]:
    """All pages in the order they are named, each once. A map of the index that cannot be had fails the whole: what it
    names would be taken for gone. Raises ``FetchFailed``.
    """
    names, is_index = _named(first.body or b"")
    if not is_index:
        return names
    found: list[str] = []
    for address in names[:MOST_MAPS]:
        inner, is_another = _named(web.get(address, most=LARGEST, may=may).body or b"")
        found += [] if is_another else inner
    return list(dict.fromkeys(found))


def _named(body: bytes) -> tuple[list[str], bool]:
    """What a map names, and whether it is an index."""
    try:
        root = fromstring(unpacked(body, LARGEST) if body.startswith(GZIP) else body)
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise FetchFailed(Hitch.MAP) from error
    kind = root.tag.rpartition("}")[2]
    if kind not in {"urlset", "sitemapindex"}:
        raise FetchFailed(Hitch.MAP)
    places = (each for entry in root for each in entry if each.tag.rpartition("}")[2] == "loc")
    return list(dict.fromkeys((each.text or "").strip() for each in places)), kind == "sitemapindex"
