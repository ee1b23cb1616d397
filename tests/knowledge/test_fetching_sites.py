"""Web pages and site maps as another server has them."""

from __future__ import annotations

import gzip
import socket
from typing import TYPE_CHECKING

import pytest

from knowledge.fetching import mailbox
from knowledge.fetching import site as sites
from knowledge.fetching.faults import FetchFailed, Hitch
from knowledge.fetching.mailbox import server_of
from knowledge.fetching.site import site_pages
from knowledge.fetching.web import Web
from tests.knowledge.far_site import FarSite, Page, html

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from knowledge.fetching.pages import Fetched

MENU = html("Menu", "<p>Tagliatelle.</p>")


def fetched(site: FarSite, path: str, known: Mapping[str, Fetched] | None = None) -> list[Fetched]:
    with Web({site.host}) as web:
        return list(site_pages(site.address + path, web, known or {}, lambda _total: None))


def refused(site: FarSite, path: str = "/menu") -> Hitch:
    with pytest.raises(FetchFailed) as error:
        fetched(site, path)
    return error.value.hitch


def test_a_page_is_fetched_with_its_title_and_asked_for_again_only_if_it_has_changed(far_site: FarSite) -> None:
    far_site.pages["/menu"] = Page(MENU.body, headers=(("ETag", '"1"'), ("Last-Modified", "then")))
    (page,) = fetched(far_site, "/menu#top")
    assert (page.address, page.title, page.tag) == (f"{far_site.address}/menu", "Menu", '"1"')

    (again,) = fetched(far_site, "/menu", {page.address: page})

    assert again == page
    assert far_site.asked[-1][1]["if-none-match"] == '"1"'
    assert far_site.asked[-1][1]["if-modified-since"] == "then"


def test_a_title_is_read_whichever_way_it_is_coded_and_a_file_has_none(far_site: FarSite) -> None:
    far_site.pages = {"/map": far_site.map_of("/old", "/file"), "/file": Page(b"%PDF-1.4\x00<title>no</title>")}
    far_site.pages["/old"] = Page("<html><head><title>Café</title></head>".encode("cp1252"))

    assert [page.title for page in fetched(far_site, "/map")] == ["Café", ""]


def test_what_a_page_says_of_itself_is_not_believed_beyond_what_can_be_used(far_site: FarSite) -> None:
    odd = (("ETag", "\u00e9"), ("Last-Modified", "x" * 65), ("Link", '<http://[x>; rel="canonical"'))
    body = html("Wine", "", '<link rel="canonical" href="http://[x">').body
    far_site.pages = {"/map": far_site.map_of("/wine", "http://[x"), "/wine": Page(body, headers=odd)}

    wine, none = fetched(far_site, "/map")

    assert (wine.address, wine.tag, wine.modified) == (f"{far_site.address}/wine", "", "")
    assert none.hitch == Hitch.ELSEWHERE


def test_a_site_map_is_its_pages_and_each_that_cannot_be_had_says_why(far_site: FarSite) -> None:
    far_site.pages = {
        "/sitemap.xml": far_site.map_of("/a.xml.gz", "/b.xml", kind="sitemapindex"),
        "/a.xml.gz": Page(gzip.compress(far_site.map_of("/menu", "/menu?print=1", "/gone").body)),
        "/b.xml": far_site.map_of("/private", "/hours", "https://elsewhere.example/x", "/away"),
        "/robots.txt": Page(b"User-agent: X-Seven\nDisallow: /private\n"),
        "/menu": MENU,
        "/menu?print=1": html("Menu, to print", "<p>Tagliatelle.</p>", '<link rel="canonical" href="/menu">'),
        "/hours": html("Hours", "<p>Daily.</p>"),
        "/away": Page(status=302, headers=(("Location", "http://127.0.0.1:1/secret"),)),
    }

    pages = fetched(far_site, "/sitemap.xml")

    assert [(page.address.removeprefix(far_site.address), page.title, page.hitch) for page in pages] == [
        ("/menu", "Menu", None),
        ("/gone", "", Hitch.GONE),
        ("/private", "", Hitch.ROBOTS),
        ("/hours", "Hours", None),
        ("https://elsewhere.example/x", "", Hitch.ELSEWHERE),
        ("/away", "", Hitch.PRIVATE),
    ]
    assert "/private" not in far_site.paths


def test_no_more_pages_are_fetched_than_a_source_may_have(far_site: FarSite, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sites, "MOST_PAGES", 1)
    far_site.pages = {"/map": far_site.map_of("/menu", "/hours"), "/menu": MENU, "/hours": MENU}

    assert [page.hitch for page in fetched(far_site, "/map")] == [None, Hitch.MANY]
    assert "/hours" not in far_site.paths


def test_a_page_that_is_out_of_order_is_tried_again_and_stays_as_it_was_known(far_site: FarSite) -> None:
    far_site.pages = {"/map": far_site.map_of("/menu"), "/menu": MENU}
    (page,) = fetched(far_site, "/map")
    far_site.pages["/menu"] = Page(status=503)
    far_site.asked.clear()

    (kept,) = fetched(far_site, "/map", {page.address: page})

    assert (kept.content, kept.hitch) == (MENU.body, Hitch.BUSY)
    assert far_site.paths.count("/menu") == 3


@pytest.mark.parametrize(
    ("pages", "hitch"),
    [
        ({}, Hitch.GONE),
        ({"/menu": Page(status=401)}, Hitch.LOCKED),
        ({"/menu": Page(status=500)}, Hitch.BUSY),
        ({"/menu": Page(status=418)}, Hitch.ANSWER),
        ({"/menu": Page(status=304)}, Hitch.ANSWER),
        ({"/menu": Page(status=302, headers=(("Location", "http://[x"),))}, Hitch.ADDRESS),
        ({"/menu": MENU, "/robots.txt": Page(b"User-agent: *\nDisallow: /")}, Hitch.ROBOTS),
        ({"/menu": MENU, "/robots.txt": Page(status=503)}, Hitch.BUSY),
        ({"/menu": Page(status=302, headers=(("Location", "/menu"),))}, Hitch.CIRCLES),
        ({"/menu": Page(status=302, headers=(("Location", "http://169.254.169.254/latest"),))}, Hitch.PRIVATE),
        ({"/menu": Page(status=302, headers=(("Location", "file:///etc/passwd"),))}, Hitch.ADDRESS),
        ({"/menu": Page(b"x" * 5_000_001)}, Hitch.LARGE),
        ({"/menu": Page(gzip.compress(b"x" * 20_000_000), headers=(("Content-Encoding", "gzip"),))}, Hitch.LARGE),
        ({"/menu": Page(b"?", headers=(("Content-Encoding", "br"),))}, Hitch.ANSWER),
        ({"/menu": Page(b"<urlset><url>")}, Hitch.MAP),
        ({"/menu": Page(b'<!DOCTYPE x [<!ENTITY a "a">]><urlset>&a;</urlset>')}, Hitch.MAP),
        ({"/menu": Page(b"<urlset></urlset>")}, Hitch.NO_PAGES),
    ],
)
def test_what_cannot_be_fetched_says_why(far_site: FarSite, pages: dict[str, Page], hitch: Hitch) -> None:
    far_site.pages = pages

    assert refused(far_site) == hitch


@pytest.mark.parametrize(
    "address",
    ["http://127.0.0.1/", "http://[::1]/", "http://10.1.2.3/", "http://169.254.169.254/", "http://0x7f.1/"],
)
def test_no_address_of_a_private_network_is_called(address: str) -> None:
    with Web() as web, pytest.raises(FetchFailed) as error:
        web.get(address, most=1)
    assert error.value.hitch == Hitch.PRIVATE


def test_a_name_that_leads_elsewhere_once_it_is_called_is_not_followed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_args, **_more: [(2, 1, 6, "", ("127.0.0.1", 80))])
    with Web() as web, pytest.raises(FetchFailed) as error:
        web.get("http://rebinding.example/", most=1)
    assert error.value.hitch == Hitch.PRIVATE


@pytest.mark.parametrize("address", ["", "menu", "ftp://example.com", "https://", "https://a:b@example.com"])
def test_what_is_no_address_is_none(address: str) -> None:
    with Web() as web, pytest.raises(FetchFailed) as error:
        web.get(address, most=1)
    assert error.value.hitch == Hitch.ADDRESS


def test_who_cannot_prove_their_name_is_told_nothing(
    far_site: FarSite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    far_site.seal(tmp_path)
    with Web({far_site.host}) as web, pytest.raises(FetchFailed) as error:
        web.get(f"https://{far_site.host}/menu", most=1)
    assert error.value.hitch == Hitch.UNKNOWN
    host, port = server_of(far_site.host)
    monkeypatch.setattr(mailbox, "PORT", port)
    box = mailbox.Mailbox(host=host, port=port, user="a", password="canary", folder="")
    with pytest.raises(FetchFailed) as error:
        list(mailbox.mailbox_pages(box, {far_site.host}, {}, lambda _total: None))
    assert error.value.hitch == Hitch.UNKNOWN
    assert far_site.asked == []
