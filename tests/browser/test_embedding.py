"""The widget on somebody else's page."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect
from websockets.typing import Origin

from tests.browser.widget import Widget

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tenants.models import Business
    from tests.browser.server import ForeignSite, Product


@pytest.fixture
def tag(product: Product, restaurant: Business, site: ForeignSite) -> str:
    """The script tag, on a site the owner has listed."""
    restaurant.allowed_origins = [site.origin]
    restaurant.save()
    return f'<script async src="{product.host("marios")}/widget.js"></script>'


def requests_of(page: Page, part: str) -> list[str]:
    seen: list[str] = []
    page.on("request", lambda request: seen.append(request.url) if part in request.url else None)
    return seen


def test_a_listed_site_gets_the_chat(page: Page, site: ForeignSite, tag: str) -> None:
    page.goto(site.show(tag))
    widget = Widget(page)
    widget.open()
    assert "Marios Canarymarios" in widget.inside.locator("h1").inner_text()


def test_a_site_that_is_not_listed_gets_no_conversation(
    page: Page, site: ForeignSite, tag: str, restaurant: Business
) -> None:
    restaurant.allowed_origins = []
    restaurant.save()
    page.goto(site.show(tag))
    widget = Widget(page)
    widget.launcher.click()
    expect(widget.inside.get_by_text(site.origin)).to_be_visible()
    expect(widget.inside.locator("#composer")).to_have_count(0)
    widget.inside.get_by_role("button", name="Close the chat").click()
    expect(widget.inside.locator("body")).to_be_hidden()


def test_nothing_of_the_conversation_is_loaded_before_somebody_shows_interest(
    page: Page, site: ForeignSite, tag: str
) -> None:
    seen = requests_of(page, "/widget/")
    page.goto(site.show(tag))
    widget = Widget(page)
    expect(widget.launcher).to_be_visible()
    assert seen == []
    widget.launcher.hover()
    expect(widget.inside.locator("#composer")).to_have_count(1)


def test_no_address_ever_carries_a_token(page: Page, site: ForeignSite, tag: str) -> None:
    seen = requests_of(page, "")
    page.on("websocket", lambda socket: seen.append(socket.url))
    page.goto(site.show(tag))
    widget = Widget(page)
    widget.open()
    with page.expect_response("**/api/v1/conversations/create") as created:
        widget.say("hello")
    token = created.value.json()["token"]
    assert any("/ws/chat/" in address for address in seen)
    assert not [address for address in seen if token[:24] in address]


def test_two_tags_make_one_launcher(page: Page, site: ForeignSite, tag: str) -> None:
    page.goto(site.show(tag + tag.replace("async ", "")))
    expect(page.locator("#xseven-widget")).to_have_count(1)
    page.wait_for_load_state("networkidle")
    expect(page.locator("#xseven-widget")).to_have_count(1)


def test_calls_made_before_the_script_came_are_done_when_it_has(page: Page, site: ForeignSite, tag: str) -> None:
    calls = "['onopen', () => { window.opened = 1; }], ['open']"
    queue = f"<script>window.XSeven = window.XSeven || []; XSeven.push({calls});</script>"
    page.goto(site.show(queue + tag))
    widget = Widget(page)
    expect(widget.field).to_be_focused()
    assert page.evaluate("window.opened") == 1


def test_a_launcher_of_the_sites_own_opens_and_gets_the_focus_back(page: Page, site: ForeignSite, tag: str) -> None:
    own = '<button id="ask">Ask us</button>'
    page.goto(site.show(own + tag.replace("async", 'async data-launcher="#ask"')))
    widget = Widget(page)
    ask = page.locator("#ask")
    expect(ask).to_have_attribute("aria-expanded", "false")
    expect(widget.launcher).to_be_hidden()
    ask.click()
    expect(widget.field).to_be_focused()
    expect(ask).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Escape")
    expect(ask).to_be_focused()


def test_position_label_and_language_follow_the_tag(page: Page, site: ForeignSite, tag: str) -> None:
    page.goto(site.show(tag.replace("async", 'async data-position="left" data-label="Questions?" data-locale="it"')))
    widget = Widget(page)
    expect(widget.launcher).to_have_accessible_name("Questions?")
    box = widget.launcher.bounding_box()
    assert box is not None
    assert box["x"] < 100
    widget.open()
    expect(widget.inside.locator("html")).to_have_attribute("lang", "it")


def test_a_strict_policy_of_the_site_is_enough(page: Page, product: Product, site: ForeignSite, tag: str) -> None:
    host = product.host("marios")
    policy = f"default-src 'none'; script-src {host}; frame-src {host}"
    page.goto(site.show(tag, policy=policy))
    widget = Widget(page)
    widget.open()
    box = widget.launcher.bounding_box()
    assert box is not None
    assert box["y"] > 600, "unstyled: the site's policy must not reach the launcher's style sheet"


def test_a_page_that_is_not_the_parent_is_not_listened_to(page: Page, site: ForeignSite, tag: str) -> None:
    page.goto(site.show(tag))
    widget = Widget(page)
    widget.open()
    page.evaluate("window.postMessage({ xseven: 1, type: 'close' }, '*')")
    page.wait_for_timeout(200)
    expect(widget.panel).to_be_visible()


@pytest.mark.parametrize("origin", ["https://evil.example", "http://bella.localhost", None])
def test_the_socket_refuses_the_handshake_of_another_site(
    product: Product, restaurant: Business, origin: str | None
) -> None:
    address = f"ws://127.0.0.1:{product.port}/ws/chat/{uuid.uuid4()}/"
    host = {"Host": f"marios.localhost:{product.port}"}
    with pytest.raises(InvalidStatus) as refused:
        connect(address, origin=Origin(origin) if origin else None, additional_headers=host)
    assert refused.value.response.status_code == 403
