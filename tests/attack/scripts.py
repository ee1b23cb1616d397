"""Scripts in what people type, looked at in Chromium: nothing runs, nothing becomes an element, no policy stops it.

A try is one text that the page has shown. What is counted as broken: the text's function was called, an element of the
text's is in the page, a link leads to ``javascript:``, a dialog opened, or the page's policy had to refuse something.
"""

from __future__ import annotations

import random
from collections import Counter
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import httpx
from playwright.sync_api import expect, sync_playwright

from businesses.models import Booking, Customer, MenuSection
from conversations.models import Conversation
from conversations.operations import receive_message, reply_as_staff, take_over
from tenants.actors import Actor, actor_of
from tenants.context import enter
from tenants.models import Business, Role
from tests.attack.attacker import Attacker, signed_in
from tests.attack.planting import TEXTS, Texts, write_replies, write_rows
from tests.attack.tally import Tally
from tests.browser.chromium import FLAGS, installed_chromium
from tests.browser.widget import OPEN_SHADOW_ROOTS, REPLY_MS, Widget

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from playwright.sync_api import BrowserContext, Dialog, Page

SLUG = "marios"
TYPED, SAID = 12, 60
WATCH = """
window.__x = [];
window.hit = (mark) => window.__x.push(`ran ${mark}`);
document.addEventListener("securitypolicyviolation",
  (event) => window.__x.push(`refused ${event.violatedDirective} ${event.blockedURI}`));
"""
FOUND = """() => {
  const found = [...window.__x];
  const walk = (root) => {
    for (const node of root.querySelectorAll("*")) {
      if (node.hasAttribute("data-x")) found.push(`element ${node.localName}`);
      for (const name of ["href", "src", "action", "formaction"]) {
        const address = (node.getAttribute(name) || "").trim().toLowerCase();
        if (address.startsWith("javascript:")) found.push(`${name} leads to a script`);
      }
      if (node.shadowRoot) walk(node.shadowRoot);
    }
  };
  walk(document);
  return found;
}"""
SHOWN = """() => {
  const words = [];
  const walk = (root) => {
    for (const node of root.querySelectorAll("input, textarea")) words.push(node.value);
    for (const node of root.querySelectorAll("*")) if (node.shadowRoot) walk(node.shadowRoot);
    words.push(root.textContent || root.body?.textContent || "");
  };
  walk(document);
  return words.join(" ");
}"""


class Watch:
    """Looks at pages and counts what they have shown."""

    def __init__(self, context: BrowserContext) -> None:
        self.context, self.tallies = context, list[Tally]()
        self.dialogs = Counter[str]()

    def dismiss(self, dialog: Dialog) -> None:
        self.dialogs[dialog.message] += 1
        dialog.dismiss()

    def look(self, place: str, page: Page) -> None:
        tally = next((each for each in self.tallies if each.name == f"scripts {place}"), None)
        if tally is None:
            tally = Tally(f"scripts {place}")
            self.tallies.append(tally)
        shown: set[str] = set()
        for frame in page.frames:
            shown |= {word[:7] for word in frame.evaluate(SHOWN).split("mk")[1:]}
            for found in frame.evaluate(FOUND):
                tally.broken[str(found)[:100]] += 1
        for dialog in self.dialogs:
            tally.broken[f"dialog {dialog}"] += 1
        self.dialogs.clear()
        for _mark in shown:
            tally.add("shown")

    def visit(self, place: str, page: Page, address: str) -> None:
        page.goto(address)
        self.look(place, page)


def run(product: Any, *, tries: int, seed: int) -> list[Tally]:
    """So many texts shown in all at least, if the pages show them."""
    business, texts = Business.objects.get(slug=SLUG), Texts(seed)
    owner = business.memberships.filter(role=Role.OWNER).get().user
    with enter(business.schema_name):
        rows = write_rows(texts, count=max(10, tries // 20), by=actor_of(owner), business=business)
    with browser(product, seed) as context:
        watch = Watch(context)
        context.on("dialog", watch.dismiss)
        page = context.new_page()
        assert sees_what_is_there(page, product), "the watch is blind"
        see_chat(watch, page, product, texts, business, actor_of(owner))
        see_pages(watch, page, product, business, rows)
    return watch.tallies


def sees_what_is_there(page: Page, product: Any) -> bool:
    """The test of the test: a text put into a page as elements is found."""
    page.goto(f"{product.host(SLUG)}/book/")
    page.evaluate("text => document.body.insertAdjacentHTML('beforeend', text)", TEXTS[1].format(m="control"))
    page.wait_for_timeout(300)
    return "element img" in page.evaluate(FOUND)


@contextmanager
def browser(product: Any, seed: int) -> Iterator[BrowserContext]:
    with httpx.Client(timeout=30) as http, sync_playwright() as playwright:
        cookies = signed_in(Attacker(product, random.Random(seed), http), SLUG)
        expect.set_options(timeout=REPLY_MS)
        launched = playwright.chromium.launch(executable_path=installed_chromium(), args=FLAGS)
        context = launched.new_context(viewport={"width": 1300, "height": 900}, reduced_motion="reduce")
        context.add_init_script(OPEN_SHADOW_ROOTS)
        context.add_init_script(WATCH)
        pairs = [cookie.split("=", 1) for cookie in cookies.split("; ")]
        context.add_cookies([{"name": name, "value": value, "url": product.host(SLUG)} for name, value in pairs])
        yield context
        launched.close()


def see_chat(watch: Watch, page: Page, product: Any, texts: Texts, business: Business, by: Actor) -> None:
    """The widget and the inbox beside it, live, and once more when both are loaded anew."""
    page.goto(f"{product.platform}/demo/{SLUG}/")
    widget = Widget(page)
    widget.open()
    widget.say("hello")
    inbox = watch.context.new_page()
    with enter(business.schema_name):
        talk = Conversation.objects.latest("created_at").pk
        inbox.goto(f"{product.host(SLUG)}/staff/inbox/{talk}/")
        for _number in range(TYPED):
            widget.field.fill(texts.one())
            page.keyboard.press("Enter")
            page.wait_for_timeout(400)
        take_over(conversation_id=talk, by=by)
        for _number in range(SAID):
            reply_as_staff(conversation_id=talk, text=texts.one(), by=by)
            receive_message(conversation_id=talk, text=texts.one(), by=Actor("customer", "x"))
        last = "the last of these"
        reply_as_staff(conversation_id=talk, text=last, by=by)
        expect(widget.inside.get_by_text(last).last).to_be_attached()
        expect(inbox.get_by_text(last).last).to_be_attached()
        watch.look("widget, live", page)
        watch.look("inbox, live", inbox)
        write_replies(texts, talk)
    page.reload()
    expect(widget.inside.get_by_text("the end of them").last).to_be_attached()
    watch.look("widget, loaded", page)
    watch.visit("inbox, loaded", inbox, f"{product.host(SLUG)}/staff/inbox/{talk}/")
    inbox.close()


def see_pages(watch: Watch, page: Page, product: Any, business: Business, days: list[datetime]) -> None:
    host = product.host(SLUG)
    for day in days:
        watch.visit("board", page, f"{host}/staff/day/{day:%Y-%m-%d}/")
    for path in ("/staff/", "/staff/inbox/", "/staff/mail/", "/staff/new/"):
        watch.visit("staff's pages", page, host + path)
    for path in ("/book/", "/widget/", "/privacy/"):
        watch.visit("customers' pages", page, host + path)
    watch.visit("customers' pages", page, f"{product.platform}/demo/{SLUG}/")
    with enter(business.schema_name):
        shown = [
            *(("businesses/booking", pk) for pk in keys(Booking)),
            *(("businesses/customer", pk) for pk in keys(Customer)),
            *(("conversations/conversation", pk) for pk in keys(Conversation)),
            *(("businesses/menusection", pk) for pk in keys(MenuSection)),
        ]
    for table in (*sorted({name for name, _pk in shown}), "businesses/menuitem", "businesses/staffmember"):
        for part in range(4):
            watch.visit("admin, lists", page, f"{host}/admin/{table}/?p={part + 1}")
    for path in ("workflows/sentmail", "audit/entry"):
        watch.visit("admin, lists", page, f"{host}/admin/{path}/")
    for name, pk in shown:
        watch.visit("admin, rows", page, f"{host}/admin/{name}/{pk}/change/")


def keys(model: Any, most: int = 40) -> list[Any]:
    newest: Callable[..., Any] = model.objects.order_by("-pk").values_list
    return list(newest("pk", flat=True)[:most])
