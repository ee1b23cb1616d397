"""A web page, or all pages that a site map names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.fetching.addresses import host_of, joined, plain
from knowledge.fetching.faults import FetchFailed, Hitch
from knowledge.fetching.heads import head_of
from knowledge.fetching.pages import LONGEST_TITLE, MOST_BYTES_OF_ONE, MOST_PAGES, Fetched
from knowledge.fetching.robots import Robots
from knowledge.fetching.site_maps import LARGEST, addresses_of, is_site_map

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from knowledge.fetching.pages import Reckon
    from knowledge.fetching.web import Answer, Web


def site_pages(address: str, web: Web, known: Mapping[str, Fetched], reckon: Reckon) -> Iterator[Fetched]:
    """What is there at the address: a page is itself, a site map is the pages it names at the same host.

    A page that says it is another's copy (``rel=canonical``) goes by that address, and once. Raises ``FetchFailed``.
    """
    robots = Robots(web)
    web.between = robots.between
    walk = Walk(web, robots, known)
    first = walk.ask(address, LARGEST)
    if first.body is None or not is_site_map(first.body):
        reckon(1)
        yield walk.page(plain(address), first)
        return
    named = addresses_of(first, web, robots.may)
    if not named:
        raise FetchFailed(Hitch.NO_PAGES)
    reckon(min(len(named), MOST_PAGES))
    home, seen = host_of(first.address), set[str]()
    for each in named[:MOST_PAGES]:
        page = walk.one(each, home)
        if page.address not in seen:
            seen.add(page.address)
            yield page
    if len(named) > MOST_PAGES:
        yield Fetched(address=first.address, hitch=Hitch.MANY)


class Walk:
    def __init__(self, web: Web, robots: Robots, known: Mapping[str, Fetched]) -> None:
        self._web, self._robots, self._known = web, robots, known

    def ask(self, address: str, most: int) -> Answer:
        """With what was known of it, so that nothing is sent of what has not changed."""
        known = self._known.get(plain(address))
        asked: dict[str, str] = {}
        if known is not None and known.content is not None:
            asked = {"If-None-Match": known.tag, "If-Modified-Since": known.modified}
        headers = {name: value for name, value in asked.items() if value}
        return self._web.get(address, most=most, headers=headers, may=self._robots.may)

    def one(self, address: str, home: str) -> Fetched:
        """Why it is not there, instead of an error. What could not be had for now stays as it was known."""
        try:
            place = plain(address)
            if host_of(place) != home:
                raise FetchFailed(Hitch.ELSEWHERE)
            answer = self.ask(place, MOST_BYTES_OF_ONE)
            if host_of(answer.address) != home:
                raise FetchFailed(Hitch.ELSEWHERE)
            return self.page(place, answer)
        except FetchFailed as error:
            known = self._known.get(address) if error.is_passing else None
            if known is None:
                return Fetched(address=address, hitch=error.hitch)
            return Fetched(address=address, title=known.title, content=known.content, hitch=error.hitch)

    def page(self, asked: str, answer: Answer) -> Fetched:
        if answer.body is None:
            known = self._known.get(asked)
            if known is None or known.content is None:  # nobody has asked whether it has changed
                raise FetchFailed(Hitch.ANSWER)
            return known
        if len(answer.body) > MOST_BYTES_OF_ONE:
            raise FetchFailed(Hitch.LARGE)
        head = head_of(answer.body)
        return Fetched(
            address=_canonical(head.canonical, answer.address),
            title=head.title[:LONGEST_TITLE],
            content=answer.body,
            tag=_said(answer, "ETag", 200),
            modified=_said(answer, "Last-Modified", 64),
        )


def _said(answer: Answer, name: str, most: int) -> str:
    """A header that can be said back; empty for one that cannot."""
    value = answer.headers.get(name, "")
    return value if value.isascii() and value.isprintable() and len(value) <= most else ""


def _canonical(said: str, address: str) -> str:
    """Only within the host: a page speaks for no other."""
    try:
        found = joined(address, said)
    except FetchFailed:
        return plain(address)
    return found if host_of(found) == host_of(address) else plain(address)
