"""How much one visitor may say and ask: counted in Redis, so that all processes count together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.errors import TooManyMessages
from tenants.context import schema_or_public
from tenants.errors import TooMany
from tenants.limits.buckets import Limit
from tenants.limits.caller import caller_address
from tenants.limits.shared import take

if TYPE_CHECKING:
    from uuid import UUID

MESSAGES = Limit("messages", 30, 60.0)
OPENINGS = Limit("enquiries opened", 20, 60.0)
"""By one address: each is a row."""
VISITS = Limit("visits", 120, 60.0)
"""Reading, ending and the like; a page that polls asks every few seconds."""
RECOVERIES = Limit("recoveries", 6, 60.0)
"""Each may run a turn anew."""
TRIALS = Limit("module trials", 12, 60.0)
"""By one business: each asks every program."""


def count_trial() -> None:
    """Count one trial of the programs in the business entered; raises ``TooMany``."""
    if wait := take((TRIALS, schema_or_public())):
        raise TooMany(wait)


def count_opening() -> None:
    """Count one enquiry opened by a page of the caller's; raises ``TooManyMessages``."""
    if wait := take((OPENINGS, caller_address())):
        raise TooManyMessages(wait)


def count_message(conversation_id: UUID) -> None:
    """Count one message; raises ``TooManyMessages`` beyond 30 a minute in one conversation."""
    if wait := take((MESSAGES, f"{schema_or_public()} {conversation_id}")):
        raise TooManyMessages(wait)


def count_visit(conversation_id: UUID, limit: Limit = VISITS) -> None:
    """Count one request about a conversation; raises ``TooMany``."""
    if wait := take((limit, f"{schema_or_public()} {conversation_id}")):
        raise TooMany(wait)
