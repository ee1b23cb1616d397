"""What a customer was shown in an experiment, and said of a conversation, goes with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from businesses.privacy import Subject
from conversations.holdings import CONVERSATION, TABLES
from conversations.models import Conversation
from conversations.operations import rate_conversation
from experiments.models import Exposure
from tenants.actors import Actor
from tests.experiments.making import running, visited

if TYPE_CHECKING:
    from tenants.models import Business


def test_who_is_erased_was_shown_nothing_and_said_nothing(in_marios: Business) -> None:
    experiment = running()
    visited(experiment, "B", 2)
    theirs, other = Conversation.objects.order_by("created_at")
    rate_conversation(conversation_id=theirs.pk, stars=2, word="Call me on 555", by=Actor("customer", "visitor"))
    person = Subject({CONVERSATION: (str(theirs.pk),)})
    for table in TABLES:
        if table.erase is not None:
            table.erase(person)
    theirs.refresh_from_db()
    assert (theirs.rating, theirs.rating_word) == (2, "")
    assert [each.visitor for each in Exposure.objects.all()] == [other.visitor_key]
