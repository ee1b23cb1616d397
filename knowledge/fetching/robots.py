"""What a site lets programs fetch, and how often (RFC 9309): nothing of it while it cannot say."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from protego import Protego

from knowledge.fetching.faults import FetchFailed
from knowledge.fetching.web import AGENT, BETWEEN

if TYPE_CHECKING:
    from knowledge.fetching.web import Web

LARGEST = 500 * 1024
"""Bytes: as much as RFC 9309 has crawlers read."""
LONGEST_DELAY = 10.0


class Robots:
    """The rules of each site that one job comes to, asked for once."""

    def __init__(self, web: Web) -> None:
        self._web = web
        self._rules: dict[str, Protego] = {}

    def may(self, address: str) -> bool:
        """Raises ``FetchFailed`` where the site cannot say now."""
        return self._rules_of(address).can_fetch(address, AGENT)

    def between(self, address: str) -> float:
        """Seconds between two requests: as it asks, within reason. Asks for nothing itself."""
        rules = self._rules.get(_site_of(address))
        return min(LONGEST_DELAY, max(BETWEEN, (rules and rules.crawl_delay(AGENT)) or 0.0))

    def _rules_of(self, address: str) -> Protego:
        site = _site_of(address)
        if site not in self._rules:
            try:
                body = self._web.get(f"{site}/robots.txt", most=LARGEST).body or b""
            except FetchFailed as error:
                if error.is_passing:
                    raise
                body = b""  # there are none
            self._rules[site] = Protego.parse(body.decode("utf-8", "replace"))
        return self._rules[site]


def _site_of(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"
