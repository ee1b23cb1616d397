"""What the house rules ask for is done in the conversation, and staff see what was marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.test import Client

from conversations.models import HouseRules, Status
from tenants.connection import connection
from tests.conversations.talking import Talk
from tests.factories import PASSWORD, new_user

if TYPE_CHECKING:
    from tenants.models import Business

INSULT = "you are a fucking asshole"


def test_staff_see_the_mark_and_the_conversation_ends_as_the_rules_say(live_marios: Business, talk: Talk) -> None:
    HouseRules.objects.create(pk=1, insult_severe="end", ends_after=2)
    new_user("luca@example.com", business=live_marios)
    client = Client(headers={"host": "marios.localhost"})
    client.post("/login/", {"username": "luca@example.com", "password": PASSWORD})
    connection.set_tenant(live_marios)
    talk.say("what are your opening hours?")
    assert "tag-marked" not in inbox(client, talk)
    talk.say(INSULT)
    assert talk.row.status == Status.OPEN
    shown = inbox(client, talk)
    assert shown.count("tag-marked") == 2, "in the list, and at what was said"
    assert ">Insult<" in shown
    talk.say(INSULT)
    assert talk.row.status == Status.ENDED


def inbox(client: Client, talk: Talk) -> str:
    """What staff see of the conversation; a request leaves the business."""
    business = connection.tenant
    shown = client.get(f"/staff/inbox/{talk.id}/").content.decode()
    connection.set_tenant(business)
    return shown
