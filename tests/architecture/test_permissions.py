"""Every address, socket and page of an admin says who may open it: by a permission, or by name in these lists.

``tests/tenants/test_permissions.py`` opens each without it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import pytest
from django.contrib.admin import AdminSite
from django.urls import URLPattern, URLResolver, get_resolver

from config.routing import websocket_urlpatterns
from tenants.permissions import Permission
from tenants.rules import MemberPermission
from tenants.sites import BusinessInline, BusinessModelAdmin, business_admin, platform_admin

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

URLCONFS = ("config.urls", "config.urls_platform")

# Open to anybody who reaches the host, each for the reason given.
OPEN_VIEWS = {
    "tenants.views.Login": "how one gets in",
    "tenants.signup.signup": "how a business comes in",
    "tenants.signup.ready": "the way to the business this visitor's own session has created",
    "tenants.signup.enter": "asks for the token this visitor's own session was given",
    "tenants.organisations.switching.arrive": "asks for the ticket this visitor's session on another host was given",
    "tenants.accounts.views.forgotten": "how one who has forgotten the password gets in",
    "tenants.accounts.views.ChoosePassword": "asks for a mailed token",
    "tenants.accounts.views.invitation": "asks for the invitation's mailed token",
    "tenants.accounts.views.confirm": "a signed-in person's own login, and a mailed token",
    "tenants.accounts.views.sign_out": "a signed-in person's own login",
    "tenants.accounts.views.confirm_again": "a signed-in person's own login",
    "tenants.social.views.sign_in_by": "how one gets in by a login elsewhere",
    "tenants.social.views.arrived": "asks for what a provider has vouched for, in the browser that began",
    "tenants.social.views.refused": "says that it did not work",
    "tenants.social.views.join": "asks for the password of who comes from a provider",
    "tenants.social.platform.start": "asks for a signed ticket",
    "tenants.social.platform.back": "asks for the state this visitor's own session was given",
    "tenants.passkeys.views.begin_entering": "how one gets in by a passkey",
    "tenants.passkeys.views.enter": "asks for what a passkey has signed",
    "tenants.views.Code": "asks for a code after the password",
    "tenants.views.Logout": "ends the visitor's own session",
    "businesses.deposits.views.stripe_notice": "asks for the signature of the business's own account",
    "payments.views.stripe_notice": "asks for the provider's signature",
    "config.problems.not_found": "says that there is nothing",
    "django.views.generic.base.RedirectView": "sends the bare host to the booking form",
    "conversations.widget.views.page.loader": "the script on the business's own site",
    "conversations.widget.views.page.page": "the conversation's page; it opens nothing without a visitor's token",
    "conversations.widget.views.page.theme": "colours",
    "conversations.widget.views.page.asset": "scripts and sheets",
    "businesses.form.views.choose": "the plain form customers book with",
    "businesses.form.views.times": "the plain form customers book with",
    "businesses.privacy.views.notice": "what customers are told of their data",
    "businesses.qr.views.scan": "what a printed code opens",
    "businesses.qr.views.menu": "the business's public menu",
    "businesses.form.views.done": "shows what this visitor's own session has booked",
    "conversations.widget.views.platform.home": "the platform's front page",
    "conversations.widget.views.platform.demo": "the demo sites",
    "artifacts.pages.shared.shared": "asks for the token of a link that is open",
    "knowledge.pages.passage": "what everybody may be told of a document",
    "conversations.widget.views.find.find": "how customers look for a business",
    "businesses.manage.waiting.manage": "a place on the waiting list; shows nothing without its token",
    "businesses.manage.waiting.answer": "asks for the place's token",
    "businesses.manage.orders.manage": "an order's page; shows nothing without its token",
    "businesses.manage.orders.cancel": "asks for the order's token",
    "businesses.manage.orders.pay": "asks for the order's token",
    "businesses.manage.views.manage": "a booking's page; shows nothing without its token",
    "businesses.manage.views.confirm": "asks for the booking's token",
    "businesses.manage.views.pay": "asks for the booking's token",
    "businesses.manage.views.cancel": "asks for the booking's token",
    "businesses.manage.remembered.of_booking": "asks for the booking's token",
    "businesses.manage.remembered.of_order": "asks for the order's token",
    "businesses.manage.views.withdraw": "asks for the booking's token",
    "businesses.manage.views.move": "asks for the booking's token",
}


# Endpoints that ask no member: open, or opened by a token of their own, each for the reason given.
OPEN_ENDPOINTS = {
    "tenants.api.views.IssueToken": "how a program gets in",
    "tenants.api.views.RefreshAccess": "asks for the refresh token",
    "tenants.api.views.BlacklistToken": "asks for the refresh token",
    "businesses.api.availability.Availability": "what customers are offered",
    "businesses.api.bookings.Hold": "how customers book; asks for an offered time's token",
    "businesses.api.bookings.ManagedBooking": "asks for the booking's token",
    "businesses.api.series.PlanSeries": "what customers are offered",
    "businesses.api.series.MakeSeries": "how customers book; asks for offered times' tokens",
    "businesses.api.series.ManagedSeries": "asks for the booking's token",
    "businesses.api.bookings.Confirm": "asks for the booking's token",
    "businesses.api.bookings.Pay": "asks for the booking's token",
    "businesses.api.bookings.Cancel": "asks for the booking's token",
    "businesses.api.bookings.Reschedule": "asks for the booking's token",
    "businesses.api.waiting.JoinList": "how customers get on the waiting list",
    "businesses.api.waiting.ManagedWaiting": "asks for the place's token",
    "businesses.api.waiting.AcceptOffer": "asks for the place's token",
    "businesses.api.waiting.DeclineOffer": "asks for the place's token",
    "businesses.api.orders.QuoteOrder": "what customers would pay",
    "businesses.api.orders.PlaceOrder": "how customers order; asks for a quote's token",
    "businesses.api.orders.ManagedOrder": "asks for the order's token",
    "businesses.api.orders.CancelOrder": "asks for the order's token",
    "businesses.api.orders.PayOrder": "asks for the order's token",
    "businesses.api.catalogue.Services": "the business's public catalogue",
    "businesses.api.catalogue.Staff": "the business's public catalogue",
    "businesses.api.catalogue.Menu": "the business's public catalogue",
    "businesses.api.catalogue.Hours": "the business's public catalogue",
    "agents.api.views.Faq": "the business's public catalogue",
    "conversations.api.views.CreateView": "how customers begin; the dashboard flow asks for a member",
    "conversations.api.views.ChatView": "how customers begin; the dashboard flow asks for a member",
    "conversations.api.platform.GlobalChatView": "how customers look for a business",
    "conversations.api.platform.GlobalCreateView": "how customers look for a business",
    "conversations.api.platform.GlobalMessageView": "asks for the conversation's token",
    "conversations.api.platform.GlobalHistoryView": "asks for the conversation's token",
    "conversations.api.platform.GlobalEndView": "asks for the conversation's token",
    "conversations.api.voice.CallView": "how callers begin",
    "conversations.api.voice.TranscriptView": "asks for the conversation's token",
    "conversations.api.views.MessageView": "asks for the conversation's token",
    "conversations.api.modules.ModulesMessageView": "asks for the conversation's token",
    "conversations.api.views.HistoryView": "asks for the conversation's token",
    "conversations.api.views.SwitchAgentView": "asks for the conversation's token",
    "conversations.api.views.EndView": "asks for the conversation's token",
    "conversations.api.views.RecoverView": "asks for the conversation's token",
    "conversations.api.ratings.RatingView": "asks for the conversation's token",
    "conversations.api.ratings.GreetingView": "what the business greets customers with",
    "conversations.api.about.AgentsView": "who answers",
    "conversations.api.about.HealthView": "whether it works",
    "config.documentation.SchemaView": "describes the API",
    "config.documentation.DocsView": "describes the API",
}
OPEN_SOCKETS = {"conversations.consumers.chat.ChatConsumer": "asks for the conversation's token first"}
USUAL_PAGES = ("_changelist", "_add", "_change", "_delete", "_history", "_autocomplete")


def views(urlconf: str) -> Iterator[tuple[str, Callable[..., Any]]]:
    """Every address but the admins', with what answers it."""

    def walk(patterns: list[Any], prefix: str) -> Iterator[tuple[str, Callable[..., Any]]]:
        for pattern in patterns:
            if isinstance(pattern, URLResolver):
                if pattern.app_name != "admin":  # whose pages are walked below
                    yield from walk(pattern.url_patterns, f"{prefix}{pattern.pattern}")
            elif isinstance(pattern, URLPattern):
                yield f"{prefix}{pattern.pattern}", pattern.callback

    yield from walk(get_resolver(urlconf).url_patterns, "")


def permission_of(view: Callable[..., Any]) -> str | None:
    """What a member must be allowed to open it, as it says itself."""
    if (stated := getattr(view, "required_permission", None)) is not None:
        return str(stated)
    for asked in getattr(getattr(view, "cls", None), "permission_classes", ()):
        if issubclass(asked, MemberPermission):
            return str(asked.required_permission)
    return None


def name_of(view: Callable[..., Any]) -> str:
    target = getattr(view, "view_class", None) or getattr(view, "cls", None) or view
    return f"{target.__module__}.{target.__name__}"


def is_stated(view: Callable[..., Any]) -> bool:
    if permission_of(view) in Permission.values or hasattr(view, "is_of_own_login"):
        return True
    return name_of(view) in (OPEN_ENDPOINTS if hasattr(view, "cls") else OPEN_VIEWS)


@pytest.mark.parametrize("urlconf", URLCONFS)
def test_every_address_says_who_may_open_it(urlconf: str) -> None:
    assert {f"{path} ({name_of(view)})" for path, view in views(urlconf) if not is_stated(view)} == set()


def test_no_exception_is_stale() -> None:
    present = {name_of(view) for urlconf in URLCONFS for _, view in views(urlconf)}
    assert {*OPEN_VIEWS, *OPEN_ENDPOINTS} - present == set()


def test_every_socket_says_who_may_open_it() -> None:
    consumers = [cast("Any", pattern.callback).consumer_class for pattern in websocket_urlpatterns]
    stated = {each for each in consumers if set(getattr(each, "required_permissions", ())) & set(Permission)}
    silent = {f"{each.__module__}.{each.__name__}" for each in set(consumers) - stated}
    assert silent == set(OPEN_SOCKETS)


def admin_pages(site: AdminSite) -> Iterator[tuple[str, Callable[..., Any]]]:
    for page_of in site._registry.values():
        for pattern in page_of.get_urls():
            if getattr(pattern, "name", None):
                yield f"{page_of}: {pattern.name}", pattern.callback


def test_every_page_of_a_business_s_admin_says_who_may_open_it() -> None:
    pages = business_admin._registry.values()
    assert [str(page) for page in pages if not isinstance(page, BusinessModelAdmin)] == []
    for page in cast("list[BusinessModelAdmin]", list(pages)):
        stated = [kind for kind in type(page).__mro__ if "to_see" in vars(kind) and kind is not BusinessModelAdmin]
        assert stated, f"{page} does not say who sees it"
        assert page.to_see in Permission, page
        assert page.to_change is None or page.to_change in Permission, page
    silent = [
        name
        for name, view in admin_pages(business_admin)
        if not name.endswith(USUAL_PAGES) and getattr(view, "required_permission", None) not in set(Permission)
    ]
    assert silent == []


def test_what_is_listed_inside_a_page_follows_the_page() -> None:
    inside = [each for page in business_admin._registry.values() for each in page.inlines]
    assert [each for each in inside if not issubclass(each, BusinessInline)] == []


def test_the_admins_guard_themselves() -> None:
    for site in (business_admin, platform_admin):
        assert type(site).has_permission is not AdminSite.has_permission


def test_every_action_of_the_platform_s_admin_says_who_may_do_it() -> None:
    actions = [(page, name) for page in platform_admin._registry.values() for name in page.actions or ()]
    assert len(actions) >= 4
    assert [f"{page}: {name}" for page, name in actions if not getattr(page, name).allowed_permissions] == []
