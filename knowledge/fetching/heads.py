"""What the head of a web page says of it."""

from __future__ import annotations

from dataclasses import dataclass
from html.parser import HTMLParser

from knowledge.reading.faults import Unreadable
from knowledge.reading.kinds import text_of

MOST_LOOKED_AT = 100_000
"""Letters; a head is at the beginning."""


@dataclass(slots=True)
class Head:
    title: str = ""
    canonical: str = ""


def head_of(body: bytes) -> Head:
    parser = _Parser()
    try:
        parser.feed(text_of(body)[:MOST_LOOKED_AT])
    except Unreadable:  # a picture, or a file to be read: it has no head
        return Head()
    return Head(" ".join(parser.head.title.split()), parser.head.canonical.strip())


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.head = Head()
        self._is_titling = self._is_over = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self._is_titling = tag == "title" and not self.head.title
        self._is_over = self._is_over or tag == "body"
        if tag == "link" and not self._is_over and "canonical" in (given.get("rel") or "").lower().split():
            self.head.canonical = self.head.canonical or given.get("href") or ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "title":
            self._is_titling = False

    def handle_data(self, data: str) -> None:
        if self._is_titling and not self._is_over:
            self.head.title += data
