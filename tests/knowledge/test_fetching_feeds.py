"""Feeds of JSON as another server has them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from knowledge.fetching.faults import FetchFailed, Hitch
from knowledge.fetching.feed import Template, feed_pages, fields_of
from knowledge.fetching.web import Web
from tests.knowledge.far_site import FarSite, Page

if TYPE_CHECKING:
    from knowledge.fetching.pages import Fetched

ROOMS = (
    b'{"data": {"rooms": [{"name": "Blue", "price": {"night": 120.50}, "has": ["bath", "view"], "pets": true}, {}]}}'
)
FIELDS = "Price = price.night\nHas = has\npets\nNothing = price"


def fetched(site: FarSite, **given: Any) -> list[Fetched]:
    told = {"items_at": "data.rooms", "title_at": "name", "fields": fields_of(FIELDS), "secret": {}, **given}
    with Web({site.host}) as web:
        return list(feed_pages(f"{site.address}/rooms", web, Template(**told), lambda _total: None))


def test_of_each_item_what_is_wanted_is_taken_as_it_is_written(far_site: FarSite) -> None:
    far_site.pages["/rooms"] = Page(ROOMS)

    (page,) = fetched(far_site, secret={"Authorization": "Bearer canary"})

    assert page.content == b"## Blue\n\nPrice: 120.50\n\nHas: bath, view\n\npets: yes"
    assert page.hitch == Hitch.LEFT_OUT
    assert far_site.asked[0][1]["authorization"] == "Bearer canary"


def test_a_feed_in_parts_is_followed_at_its_own_host_only(far_site: FarSite) -> None:
    far_site.pages = {
        "/rooms": Page(ROOMS, headers=(("Link", '</rooms?page=2>; rel="next"'),)),
        "/rooms?page=2": Page(ROOMS, headers=(("Link", '<https://elsewhere.example/3>; rel="next"'),)),
    }

    assert [page.hitch for page in fetched(far_site)] == [Hitch.LEFT_OUT, Hitch.LEFT_OUT, Hitch.ELSEWHERE]


def test_a_secret_is_for_the_server_it_was_given_for(far_site: FarSite) -> None:
    other = FarSite({"/rooms": Page(ROOMS)})
    far_site.pages["/rooms"] = Page(status=302, headers=(("Location", f"{other.address}/rooms"),))
    template = Template(items_at="data.rooms", title_at="name", fields=(), secret={"X-Key": "canary"})
    with Web({far_site.host, other.host}) as web:
        list(feed_pages(f"{far_site.address}/rooms", web, template, lambda _total: None))
    other.close()

    assert far_site.asked[0][1]["x-key"] == "canary"
    assert "x-key" not in other.asked[0][1]


def test_a_secret_goes_over_no_open_line() -> None:
    template = Template(items_at="", title_at="name", fields=(), secret={"X-Key": "canary"})
    with Web() as web, pytest.raises(FetchFailed) as error:
        list(feed_pages("http://example.com/rooms", web, template, lambda _total: None))
    assert error.value.hitch == Hitch.OPEN_LINE


@pytest.mark.parametrize(
    ("body", "hitch"),
    [
        (b"<html>", Hitch.JSON),
        (b"[" * 100_000, Hitch.JSON),
        (b"[1, 2]", Hitch.NO_ITEMS),
        (json.dumps({"data": {"rooms": []}}).encode(), Hitch.NO_ITEMS),
        (json.dumps({"data": {"rooms": [{"other": 1}]}}).encode(), Hitch.NO_ITEMS),
    ],
)
def test_what_is_no_such_feed_says_why(far_site: FarSite, body: bytes, hitch: Hitch) -> None:
    far_site.pages["/rooms"] = Page(body)
    with pytest.raises(FetchFailed) as error:
        fetched(far_site)
    assert error.value.hitch == hitch


def test_a_part_that_is_out_of_order_fails_the_whole_so_that_nothing_is_taken_for_gone(far_site: FarSite) -> None:
    far_site.pages = {
        "/rooms": Page(ROOMS, headers=(("Link", '</rooms?page=2>; rel="next"'),)),
        "/rooms?page=2": Page(status=503),
    }
    with pytest.raises(FetchFailed) as error:
        fetched(far_site)
    assert error.value.is_passing
