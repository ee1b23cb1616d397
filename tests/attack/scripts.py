"""Scripts in what people type, looked at in Chromium: nothing runs, nothing becomes an element, no policy stops it.

A try is one text that the page has shown. What is counted as broken: the text's function was called, an element of the
text's is in the page, a link leads to ``javascript:``, a dialog opened, or the page's policy had to refuse something.
"""

from __future__ import annotations

import itertools
import random
from collections import Counter
from contextlib import contextmanager
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any

import httpx
from django.db import transaction
from django.utils import timezone
from playwright.sync_api import expect, sync_playwright

from businesses.contacts import CustomerDetails
from businesses.models import Booking, BookingSource, Customer, MenuItem, MenuSection, Service, StaffMember
from businesses.operations import record_booking
from conversations.engine.booked import payload
from conversations.models import Conversation, Sender
from conversations.operations import receive_message, reply_as_staff, start_conversation, take_over
from conversations.operations.saying import locked_open, say
from conversations.repository.rows import as_facts
from tenants.actors import Actor, actor_of
from tenants.context import enter
from tenants.errors import AppError
from tenants.models import Business, Role
from tests.attack.attacker import Attacker, signed_in
from tests.attack.tally import Tally
from tests.browser.chromium import FLAGS, installed_chromium
from tests.browser.widget import OPEN_SHADOW_ROOTS, REPLY_MS, Widget

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import BrowserContext, Page

SLUG = "marios"
TYPED, SAID = 12, 60
TEXTS = (
    '<script data-x={m}>hit("{m}")</script>',
    '<img data-x={m} src=x onerror=hit("{m}")>',
    '<svg data-x={m} onload=hit("{m}")>',
    '"><img data-x={m} src=x onerror=hit("{m}")>',
    "'><svg/data-x={m} onload=hit('{m}')>",
    '</script><script data-x={m}>hit("{m}")</script>',
    '</textarea><img data-x={m} src=x onerror=hit("{m}")>',
    '</title><svg data-x={m} onload=hit("{m}")>',
    '--><img data-x={m} src=x onerror=hit("{m}")>',
    '" autofocus onfocus=hit("{m}") data-x="{m}',
    "' onmouseover=hit(1) data-x='{m}",
    "<a data-x={m} href=\"javascript:hit('{m}')\">a</a>",
    '[a](javascript:hit("{m}"))',
    'javascript:hit("{m}")',
    "<iframe data-x={m} srcdoc='<script>parent.hit(1)</script>'>",
    "<details data-x={m} open ontoggle=hit('{m}')>",
    "{{{{7*7}}}}{{% debug %}}{m}",
    '${{hit("{m}")}}`${{hit(1)}}`',
    "<math><mtext><img data-x={m} src=x onerror=hit('{m}')>",
    "&lt;img data-x={m} src=x onerror=hit('{m}')&gt;",
    "\\u003cimg data-x={m} src=x onerror=hit('{m}')\\u003e",
    "<style data-x={m}>*{{color:red}}</style>",
    "<meta data-x={m} http-equiv=refresh content=0>",
    "<base data-x={m} href=//evil.example/>",
    "<form data-x={m} action=//evil.example><input name=q>",
    "https://a.example/\"onmouseover=hit('{m}')data-x={m}",
    "<<b data-x={m}>b</b>",
    "\u202e<i data-x={m}>\u200bi</i>",
)
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


class Texts:
    """Each text has a mark of its own, by which it is known where it is shown."""

    def __init__(self, seed: int) -> None:
        self.chance, self.numbers = random.Random(seed), itertools.count()

    def one(self, longest: int = 500) -> str:
        fitting = [text for text in TEXTS if len(text.replace("{m}", "m" * 7)) <= longest]
        return self.chance.choice(fitting).format(m=f"mk{next(self.numbers):05}")


class Watch:
    """Looks at pages and counts what they have shown."""

    def __init__(self, context: BrowserContext) -> None:
        self.context, self.tallies = context, list[Tally]()
        self.dialogs = Counter[str]()

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
        context.on("dialog", lambda dialog: (watch.dialogs.update([dialog.message]), dialog.dismiss()))
        page = context.new_page()
        see_chat(watch, page, product, texts, business, actor_of(owner))
        see_pages(watch, page, product, business, rows)
    return watch.tallies


@contextmanager
def browser(product: Any, seed: int) -> Iterator[BrowserContext]:
    with httpx.Client(timeout=30) as http, sync_playwright() as playwright:
        cookies = signed_in(Attacker(product, random.Random(seed), http), SLUG)
        launched = playwright.chromium.launch(executable_path=installed_chromium(), args=FLAGS)
        context = launched.new_context(viewport={"width": 1300, "height": 900}, reduced_motion="reduce")
        context.add_init_script(OPEN_SHADOW_ROOTS)
        context.add_init_script(WATCH)
        pairs = [cookie.split("=", 1) for cookie in cookies.split("; ")]
        context.add_cookies([{"name": name, "value": value, "url": product.host(SLUG)} for name, value in pairs])
        yield context
        launched.close()


def write_rows(texts: Texts, *, count: int, by: Actor, business: Business) -> list[datetime]:
    """Bookings, people, dishes and conversations of these texts; the days that have bookings."""
    service, days = Service.objects.get(name="Table"), []
    StaffMember.objects.create(name=texts.one(60))
    section = MenuSection.objects.create(name=texts.one(80))
    for number in range(count // 4):
        MenuItem.objects.create(section=section, name=texts.one(80), description=texts.one(), position=number)
    written, today = 0, timezone.localdate(timezone=business.zone)
    for number in itertools.count():
        if written >= count:
            break
        start = datetime.combine(today + timedelta(days=1 + number // 90), time(11 + number % 12), business.zone)
        customer = CustomerDetails(name="Anna Rossi", phone="", email=f"x{number}@example.com")
        try:
            booking = record_booking(
                service=service, party_size=2, start=start, customer=customer, by=by, source=BookingSource.STAFF
            )
        except AppError:
            continue
        Booking.objects.filter(pk=booking.pk).update(note=texts.one(), address=texts.one(300))
        Customer.objects.filter(pk=booking.customer_id).update(name=texts.one(100))
        customer_row = Customer.objects.get(pk=booking.customer_id)
        customer_row.notes = texts.one()
        customer_row.save()
        days.append(start)
        written += 1
    for _number in range(count // 4):
        talk = start_conversation(by=Actor("customer", "x"), channel="widget").conversation
        receive_message(conversation_id=talk.pk, text=texts.one(), by=Actor("customer", "x"))
        Conversation.objects.filter(pk=talk.pk).update(
            summary=texts.one(), handoff_reason=texts.one(200), contact={"name": texts.one(), "email": texts.one()}
        )
    return sorted({each.date(): each for each in days}.values())


def see_chat(watch: Watch, page: Page, product: Any, texts: Texts, business: Business, by: Actor) -> None:
    """The widget and the inbox beside it, live, and once more when both are loaded anew."""
    page.goto(f"{product.platform}/demo/{SLUG}/")
    widget = Widget(page)
    widget.open()
    widget.say("hello")
    inbox = watch.context.new_page()
    with enter(business.schema_name):
        talk = Conversation.objects.filter(channel="widget").latest("created_at").pk
        inbox.goto(f"{product.host(SLUG)}/staff/inbox/{talk}/")
        for _number in range(TYPED):
            widget.field.fill(texts.one())
            page.keyboard.press("Enter")
            page.wait_for_timeout(400)
        take_over(conversation_id=talk, by=by)
        for _number in range(SAID):
            reply_as_staff(conversation_id=talk, text=texts.one(), by=by)
            receive_message(conversation_id=talk, text=texts.one(), by=Actor("customer", "x"))
        last = texts.one()
        reply_as_staff(conversation_id=talk, text=last, by=by)
        expect(widget.inside.get_by_text(last).last).to_be_attached(timeout=REPLY_MS)
        expect(inbox.get_by_text(last).last).to_be_attached(timeout=REPLY_MS)
        watch.look("widget, live", page)
        watch.look("inbox, live", inbox)
        write_replies(texts, talk)
    page.reload()
    expect(widget.inside.get_by_text("the end of them").last).to_be_attached(timeout=REPLY_MS)
    watch.look("widget, loaded", page)
    watch.visit("inbox, loaded", inbox, f"{product.host(SLUG)}/staff/inbox/{talk}/")
    inbox.close()


def write_replies(texts: Texts, talk: Any) -> None:
    """What the assistant may send beside words: quick replies, cards, sources."""
    bookings = list(Booking.objects.order_by("-pk")[:40])
    with transaction.atomic():
        conversation = locked_open(talk)
        for booking in bookings:
            say(
                conversation, role=Sender.AGENT, text=texts.one(),
                cards=[
                    {"kind": "booking", **payload(as_facts(booking))},
                    {"title": texts.one(), "description": texts.one(), "url": 'javascript:hit("card")',
                     "items": [{"title": texts.one(), "value": texts.one()}]},
                ],
                citations=[{"n": 1, "title": texts.one(), "source": 'javascript:hit("source")'}],
                quick_replies=[{"label": texts.one(), "text": texts.one()}],
            )  # fmt: skip
        say(conversation, role=Sender.AGENT, text="the end of them")
        conversation.save()


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
