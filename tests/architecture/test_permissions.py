"""Every address says who may open it: by a role, by explicit permission classes, or by name in this list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.contrib.admin import AdminSite
from django.urls import URLPattern, URLResolver, get_resolver

from tenants.rules import Nobody

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

# Open to anybody who reaches the host, each for the reason given.
OPEN_VIEWS = {
    "tenants.views.Login": "how one gets in",
    "tenants.signup.signup": "how a business comes in",
    "tenants.signup.ready": "the way to the business this visitor's own session has created",
    "tenants.signup.enter": "asks for the token this visitor's own session was given",
    "tenants.accounts.views.forgotten": "how one who has forgotten the password gets in",
    "tenants.accounts.views.ChoosePassword": "asks for a mailed token",
    "tenants.accounts.views.invitation": "asks for the invitation's mailed token",
    "tenants.accounts.views.confirm": "a signed-in person's own login, and a mailed token",
    "tenants.accounts.views.sign_out": "a signed-in person's own login",
    "tenants.accounts.views.confirm_again": "a signed-in person's own login",
    "tenants.views.Code": "asks for a code after the password",
    "tenants.views.second_factor": "a signed-in person's own login",
    "tenants.views.Logout": "ends the visitor's own session",
    "config.problems.not_found": "says that there is nothing",
    "django.views.generic.base.RedirectView": "sends the bare host to the booking form",
    "conversations.widget.views.page.loader": "the script on the business's own site",
    "conversations.widget.views.page.page": "the conversation's page; it opens nothing without a visitor's token",
    "conversations.widget.views.page.theme": "colours",
    "conversations.widget.views.page.asset": "scripts and sheets",
    "businesses.form.views.choose": "the plain form customers book with",
    "businesses.form.views.times": "the plain form customers book with",
    "businesses.privacy.views.notice": "what customers are told of their data",
    "businesses.form.views.done": "shows what this visitor's own session has booked",
    "conversations.widget.views.platform.home": "the platform's front page",
    "conversations.widget.views.platform.demo": "the demo sites",
    "businesses.manage.views.manage": "a booking's page; shows nothing without its token",
    "businesses.manage.views.confirm": "asks for the booking's token",
    "businesses.manage.views.cancel": "asks for the booking's token",
    "businesses.manage.views.withdraw": "asks for the booking's token",
    "businesses.manage.views.move": "asks for the booking's token",
}


def views(urlconf: str) -> Iterator[tuple[str, Callable[..., Any]]]:
    def walk(patterns: list[Any], prefix: str) -> Iterator[tuple[str, Callable[..., Any]]]:
        for pattern in patterns:
            if isinstance(pattern, URLResolver):
                if pattern.app_name == "admin":
                    continue  # AdminSite.has_permission guards all of it; see test_the_admins_guard_themselves
                yield from walk(pattern.url_patterns, f"{prefix}{pattern.pattern}")
            elif isinstance(pattern, URLPattern):
                yield f"{prefix}{pattern.pattern}", pattern.callback

    yield from walk(get_resolver(urlconf).url_patterns, "")


def is_explicit(view: Callable[..., Any]) -> bool:
    if hasattr(view, "required_roles"):
        return True
    cls = getattr(view, "cls", None) or getattr(view, "view_class", None)
    permissions = getattr(cls, "permission_classes", None)
    return permissions is not None and list(permissions) != [Nobody] and len(permissions) > 0


def name_of(view: Callable[..., Any]) -> str:
    target = getattr(view, "view_class", None) or getattr(view, "cls", None) or view
    return f"{target.__module__}.{target.__name__}"


@pytest.mark.parametrize("urlconf", ["config.urls", "config.urls_platform"])
def test_every_address_says_who_may_open_it(urlconf: str) -> None:
    silent = {
        f"{path} ({name_of(view)})"
        for path, view in views(urlconf)
        if not is_explicit(view) and name_of(view) not in OPEN_VIEWS
    }
    assert silent == set()


def test_no_exception_is_stale() -> None:
    present = {name_of(view) for urlconf in ("config.urls", "config.urls_platform") for _, view in views(urlconf)}
    assert set(OPEN_VIEWS) - present == set()


def test_the_admins_guard_themselves() -> None:
    from tenants.sites import business_admin, platform_admin

    for site in (business_admin, platform_admin):
        assert type(site).has_permission is not AdminSite.has_permission
