"""Documents as owners and customers see them: added, approved, quoted in the chat, opened at their place."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from django.utils import timezone
from playwright.sync_api import expect

from knowledge.models import DocumentVersion
from knowledge.operations import note_gap, read_version
from tenants.context import enter
from tests.browser.test_catalogue_pages import judged
from tests.browser.test_staff import desk
from tests.knowledge.documents import told

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

    from tenants.models import Business
    from tests.browser.server import Product
    from tests.browser.widget import Widget

__all__ = ["desk"]
ADMIN = "/admin/knowledge"
NOTE = "Corkage is ten euros a bottle. We bring the right glasses."


def test_owner_adds_a_note_and_says_who_may_be_told(desk: Page, product: Product, restaurant: Business) -> None:
    desk.goto(f"{product.host('marios')}{ADMIN}/source/")
    judged(desk)
    desk.get_by_role("link", name="Add a document").click()
    judged(desk)
    desk.get_by_label("Title").fill("Corkage")
    desk.get_by_label("Or a note").fill(NOTE)
    desk.get_by_role("button", name="Add it").click()
    expect(desk.get_by_role("heading", name="Being read")).to_be_visible()
    with enter(restaurant.schema_name):
        read_version(version_id=DocumentVersion.objects.get().pk, now=timezone.now())
    expect(desk.get_by_role("heading", name="Read", exact=True)).to_be_visible()
    judged(desk)
    desk.get_by_role("button", name="Approve").click()
    expect(desk.get_by_text("It is told from now on.")).to_be_visible()
    judged(desk)


def test_owner_answers_a_question_that_nothing_answered(desk: Page, product: Product, restaurant: Business) -> None:
    with enter(restaurant.schema_name):
        note_gap(question="Is there a crèche?", language="en", conversation=uuid4(), now=timezone.now())
    desk.goto(f"{product.host('marios')}{ADMIN}/gap/")
    judged(desk)
    desk.get_by_role("link", name="Is there a crèche?").click()
    judged(desk)
    desk.get_by_label("Answer", exact=True).fill("Yes, on Saturdays.")
    desk.get_by_role("button", name="Answer it").click()
    expect(desk.get_by_text("Answered. Customers who ask this are told from now on.")).to_be_visible()


def test_customer_opens_what_was_quoted_at_its_place(
    demo: Widget, restaurant: Business, context: BrowserContext
) -> None:
    with enter(restaurant.schema_name):
        told("Corkage", NOTE)
    demo.open()
    demo.say("how much is corkage?")
    expect(demo.replies.last).to_contain_text("Corkage is ten euros a bottle.")
    with context.expect_page() as opened:
        demo.inside.get_by_role("link", name="1. Corkage").click()
    expect(opened.value.locator("strong")).to_contain_text("Corkage is ten euros a bottle.")
    judged(opened.value)
