"""The admin's name and sidebar: those of the platform on its host, those of a business on its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import resolve, reverse
from django.utils.translation import gettext as _

from tenants.connection import connection
from tenants.models import Business
from tenants.rules import permissions_here

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.utils.functional import _StrOrPromise

    Group = dict[str, Any]


def host_name(request: HttpRequest) -> str:
    """Whose admin this is."""
    tenant = connection.tenant
    return tenant.name if isinstance(tenant, Business) else "X-Seven"


def host_symbol(request: HttpRequest) -> str:
    return "storefront" if isinstance(connection.tenant, Business) else "hub"


def account_title(request: HttpRequest) -> str:
    return _("Your login")


def account_link(request: HttpRequest) -> str:
    return reverse("account")


def sidebar(request: HttpRequest) -> list[Group]:
    """What the request's user may open of it."""
    if not isinstance(connection.tenant, Business):
        return platform_sidebar()
    groups = [
        {**each, "items": [one for one in each["items"] if may_open(request, one["link"])]}
        for each in business_sidebar(request)
    ]
    return [each for each in groups if each["items"]]


def may_open(request: HttpRequest, link: str) -> bool:
    """As the page behind the link says itself."""
    view = resolve(link).func
    if (permission := getattr(view, "required_permission", None)) is not None:
        return permission in permissions_here(request)
    page_of = getattr(view, "model_admin", None)
    return page_of is None or bool(page_of.has_view_permission(request))


def item(title: _StrOrPromise, icon: str, name: str) -> dict[str, Any]:
    return {"title": title, "icon": icon, "link": reverse(name)}


def rows(title: _StrOrPromise, icon: str, model: str) -> dict[str, Any]:
    """The list of a model, named ``app_model``."""
    return item(title, icon, f"admin:{model}_changelist")


def group(title: _StrOrPromise, *items: dict[str, Any]) -> Group:
    return {"title": title, "separator": True, "items": list(items)}


def platform_sidebar() -> list[Group]:
    return [
        {"items": [item(_("Overview"), "home", "admin:index")]},
        group(
            _("Businesses and people"),
            rows(_("Businesses"), "storefront", "tenants_business"),
            rows(_("Organisations"), "corporate_fare", "tenants_organisation"),
            rows(_("Users"), "person", "tenants_user"),
        ),
        group(
            _("Billing"),
            rows(_("Subscriptions"), "card_membership", "billing_subscription"),
            rows(_("Invoices"), "receipt_long", "billing_invoice"),
            rows(_("Payments"), "payments", "payments_payment"),
            rows(_("Notices of payments"), "mail", "payments_notice"),
            rows(_("Differences"), "difference", "payments_difference"),
            rows(_("Ledger"), "account_balance", "billing_posting"),
            rows(_("Plans"), "sell", "billing_plan"),
            rows(_("Price lists"), "euro", "billing_pricelist"),
            rows(_("Coupons"), "redeem", "billing_coupon"),
            rows(_("Reminders"), "notification_important", "billing_reminder"),
            rows(_("Tax rates"), "percent", "billing_taxrate"),
            rows(_("Legal entities"), "gavel", "billing_seller"),
        ),
        group(
            _("Events"),
            rows(_("Events"), "outbox", "events_outboxevent"),
            rows(_("Dead letters"), "report", "events_deadletter"),
            rows(_("Audit"), "history_edu", "audit_entry"),
        ),
    ]


def business_itself() -> Group:
    return group(
        _("Business"),
        rows(_("Details and widget"), "store", "tenants_business"),
        rows(_("Team"), "groups", "tenants_membership"),
        rows(_("Invitations"), "person_add", "tenants_invitation"),
        rows(_("Roles"), "shield_person", "tenants_customrole"),
        rows(_("API keys"), "key", "tenants_apikey"),
        rows(_("Security"), "shield", "tenants_businesssecurity"),
        rows(_("Mail settings"), "notifications", "workflows_mailsettings"),
        rows(_("Alerts"), "notification_important", "conversations_alertsettings"),
        rows(_("House rules"), "front_hand", "conversations_houserules"),
        rows(_("Card payments"), "credit_card", "businesses_cardaccount"),
        rows(_("Audit"), "history_edu", "audit_entry"),
        item(_("Organisation"), "corporate_fare", "organisation"),
        item(_("Another business"), "add_business", "another-business"),
    )


def their_data() -> Group:
    return group(
        _("Their data"),
        rows(_("Copies"), "download", "businesses_export"),
        rows(_("Erasures"), "delete_forever", "businesses_erasure"),
        rows(_("Privacy notice"), "policy", "businesses_privacynotice"),
        rows(_("Consents"), "fact_check", "businesses_consent"),
        rows(_("How long it is kept"), "auto_delete", "businesses_retentionpolicy"),
    )


def language_models(request: HttpRequest) -> Group:
    calls = rows(_("Calls"), "receipt_long", "agents_llmcall")
    return group(
        _("Language models"),
        item(_("What they cost"), "payments", "admin:agents_costs"),
        rows(_("Provider and models"), "neurology", "agents_modelaccess"),
        rows(_("Budgets"), "account_balance_wallet", "agents_budget"),
        {**calls, "active": "llmcall/" in request.path and not request.path.endswith("/costs/")},
        rows(_("Kept answers"), "cached", "agents_keptanswer"),
    )


def customers() -> Group:
    return group(
        _("Customers"),
        rows(_("Bookings"), "event_available", "businesses_booking"),
        rows(_("Payments beforehand"), "savings", "businesses_deposit"),
        rows(_("Orders"), "receipt_long", "businesses_order"),
        rows(_("Waiting list"), "hourglass_empty", "businesses_waiting"),
        rows(_("Customers"), "group", "businesses_customer"),
        rows(_("Conversations"), "chat", "conversations_conversation"),
        rows(_("Mails"), "mail", "workflows_sentmail"),
    )


def assistant(request: HttpRequest) -> Group:
    return group(
        _("Assistant"),
        rows(_("Agents"), "groups", "agents_agentversion"),
        {
            **rows(_("What you taught it"), "school", "agents_taughtintent"),
            "active": "taughtintent/" in request.path and not request.path.endswith("/try/"),
        },
        rows(_("Documents"), "description", "knowledge_source"),
        rows(_("Questions without an answer"), "help", "knowledge_gap"),
        item(_("What it could not answer"), "contact_support", "unanswered"),
        item(_("Experiments"), "science", "experiments"),
        item(_("Try a sentence"), "psychology", "admin:agents_try"),
        rows(_("Versions"), "history", "agents_intentmodelversion"),
        rows(_("Programs"), "model_training", "agents_programversion"),
        rows(_("Examples to judge by"), "fact_check", "agents_evaluationexample"),
    )


def is_of_services(request: HttpRequest) -> bool:
    """The page of the trash is below the list of services, and not one of theirs."""
    return "businesses/service/" in request.path and not request.path.endswith("/trash/")


def business_sidebar(request: HttpRequest) -> list[Group]:
    return [
        {
            "items": [
                item(_("Overview"), "home", "admin:index"),
                item(_("Booking board"), "calendar_today", "board"),
                item(_("Orders in the kitchen"), "skillet", "kitchen"),
                item(_("Inbox"), "forum", "inbox"),
            ]
        },
        customers(),
        their_data(),
        group(
            _("What you offer"),
            {**rows(_("Services"), "sell", "businesses_service"), "active": is_of_services(request)},
            rows(_("Tables, people, rooms"), "chair", "businesses_resource"),
            rows(_("Staff to ask for"), "badge", "businesses_staffmember"),
            rows(_("Time off"), "beach_access", "businesses_timeoff"),
            rows(_("Time off"), "event_busy", "businesses_timeoff"),
            rows(_("Menu items"), "restaurant_menu", "businesses_menuitem"),
            rows(_("Menu sections"), "menu_book", "businesses_menusection"),
            rows(_("Sizes, toppings, choices"), "tune", "businesses_modifiergroup"),
            rows(_("QR codes"), "qr_code_2", "businesses_qrcode"),
            rows(_("Import and export"), "swap_vert", "businesses_catalogueimport"),
            item(_("Trash"), "delete", "admin:businesses_trash"),
        ),
        group(
            _("When"),
            rows(_("Weekly hours"), "schedule", "businesses_weeklyhours"),
            rows(_("Holidays and exceptions"), "event_busy", "businesses_hoursexception"),
            rows(_("Booking policy"), "rule", "businesses_bookingpolicy"),
            rows(_("Order policy"), "shopping_bag", "businesses_orderpolicy"),
            rows(_("Delivery zones"), "local_shipping", "businesses_deliveryzone"),
        ),
        assistant(request),
        language_models(request),
        business_itself(),
    ]
