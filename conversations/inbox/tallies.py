"""What an organisation's page tells of the inbox of each of its businesses."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from conversations.inbox.queries import waiting_count
from tenants.organisations.tallies import Tally
from tenants.permissions import Permission

WAITING = Tally("conversations_waiting", _("Customers waiting"), Permission.CONVERSATIONS_VIEW, waiting_count)
