"""What one may be allowed to do in a business, and what the fixed roles are allowed.

A custom role, and a key of the API, is a choice of these. Their values are kept in rows: they are not renamed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from collections.abc import Mapping


class Role(models.TextChoices):
    OWNER = "owner", _("Owner")
    MANAGER = "manager", _("Manager")
    STAFF = "staff", _("Staff")
    ANALYST = "analyst", _("Analyst")
    CUSTOM = "custom", _("A role of your own")


class Permission(models.TextChoices):
    ADMIN_OPEN = "admin.open", _("Open the administration")
    BOOKINGS_VIEW = "bookings.view", _("See bookings")
    BOOKINGS_CHANGE = "bookings.change", _("Make, change and cancel bookings")
    ORDERS_VIEW = "orders.view", _("See orders")
    ORDERS_CHANGE = "orders.change", _("Accept, move on and turn down orders")
    ORDERS_REFUND = "orders.refund", _("Pay orders back")
    CUSTOMERS_VIEW = "customers.view", _("See customers")
    CUSTOMERS_CHANGE = "customers.change", _("Change customers")
    CONVERSATIONS_VIEW = "conversations.view", _("Read conversations")
    CONVERSATIONS_ANSWER = "conversations.answer", _("Take over conversations and answer")
    MAIL_VIEW = "mail.view", _("See the mails that went out")
    CATALOGUE_VIEW = "catalogue.view", _("See services, menu, tables and staff")
    CATALOGUE_CHANGE = "catalogue.change", _("Change services, menu, tables and staff")
    HOURS_VIEW = "hours.view", _("See hours and booking policy")
    HOURS_CHANGE = "hours.change", _("Change hours and booking policy")
    ASSISTANT_VIEW = "assistant.view", _("See what the assistant was taught")
    ASSISTANT_CHANGE = "assistant.change", _("Teach the assistant")
    ASSISTANT_ASK = "assistant.ask", _("Talk to the assistant as a member")
    FIGURES_VIEW = "figures.view", _("See figures")
    REPORTS_CHANGE = "reports.change", _("Make reports, and have them sent regularly")
    WORKFLOWS_VIEW = "workflows.view", _("See running workflows")
    WORKFLOWS_CANCEL = "workflows.cancel", _("Stop running workflows")
    SETTINGS_VIEW = "settings.view", _("See details and settings")
    SETTINGS_CHANGE = "settings.change", _("Change details and settings")
    PEOPLE_VIEW = "people.view", _("See who works here")
    PEOPLE_CHANGE = "people.change", _("Invite, change and remove people")
    SECURITY_CHANGE = "security.change", _("Two-step login, roles and API keys")
    AUDIT_VIEW = "audit.view", _("Read who did what")
    PRIVACY_VIEW = "privacy.view", _("See copies, erasures and consents of people's data")
    PRIVACY_CHANGE = "privacy.change", _("Copy everything, erase people, and say how long data is kept")
    BILLING_VIEW = "billing.view", _("See plan, use and invoices")
    BILLING_CHANGE = "billing.change", _("Choose the plan, pay, and say who is billed")
    BUSINESS_CREATE = "business.create", _("Create another business")
    ORGANISATION_VIEW = "organisation.view", _("See the organisation and its businesses")
    ORGANISATION_CHANGE = "organisation.change", _("Join an organisation, and leave it")


ALL = frozenset(Permission)
_OWNERS = frozenset(
    {
        *(Permission.PEOPLE_CHANGE, Permission.SECURITY_CHANGE, Permission.PRIVACY_CHANGE),
        *(Permission.BILLING_CHANGE, Permission.BUSINESS_CREATE, Permission.ORGANISATION_CHANGE),
    }
)

OF_ORGANISATIONS = (Role.OWNER, Role.MANAGER, Role.ANALYST)
"""The roles one may have in an organisation, and by it in each of its businesses. Who waits at tables works in one."""

NOT_FOR_KEYS = frozenset({Permission.ADMIN_OPEN, *_OWNERS})
"""What only a person does, with proof."""

OF_ROLE: Mapping[str, frozenset[Permission]] = {
    Role.OWNER: ALL,
    Role.MANAGER: ALL - _OWNERS,
    Role.STAFF: frozenset(
        {
            *(Permission.BOOKINGS_VIEW, Permission.BOOKINGS_CHANGE, Permission.MAIL_VIEW),
            *(Permission.ORDERS_VIEW, Permission.ORDERS_CHANGE),
            *(Permission.CONVERSATIONS_VIEW, Permission.CONVERSATIONS_ANSWER, Permission.ASSISTANT_ASK),
            *(Permission.FIGURES_VIEW, Permission.WORKFLOWS_VIEW),
        }
    ),
    Role.ANALYST: frozenset(
        {
            *(Permission.ADMIN_OPEN, Permission.FIGURES_VIEW, Permission.BOOKINGS_VIEW, Permission.WORKFLOWS_VIEW),
            *(Permission.CONVERSATIONS_VIEW, Permission.CATALOGUE_VIEW, Permission.HOURS_VIEW),
            *(Permission.ORDERS_VIEW, Permission.REPORTS_CHANGE),
            *(Permission.ASSISTANT_VIEW, Permission.SETTINGS_VIEW, Permission.ORGANISATION_VIEW),
        }
    ),
}
