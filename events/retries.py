"""How long a failed event waits, and when it is given up."""

from __future__ import annotations

import random
from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from events.errors import DeliveryFailed
    from events.models import OutboxEvent

FIRST_DELAY = timedelta(seconds=1)
LONGEST_DELAY = timedelta(minutes=5)
# A service that was away is found again soon after it returns.
LONGEST_OUTAGE_DELAY = timedelta(seconds=10)
# 1 + 2 + 4 + … + 256 + 3 times 300 seconds: about 23 minutes of trying.
MOST_ATTEMPTS = 12
LONGEST_OUTAGE = timedelta(days=7)
MOST_DOUBLINGS = 16


def is_given_up(event: OutboxEvent, failure: DeliveryFailed, *, now: datetime) -> bool:
    """``event.attempts`` counts this failure already."""
    if failure.is_outage:
        return now - event.occurred_at > LONGEST_OUTAGE
    return failure.is_hopeless or event.attempts >= MOST_ATTEMPTS


def delay_after(attempts: int, failure: DeliveryFailed) -> timedelta:
    """Doubling, with up to half taken off at random so that many failures do not come back together."""
    longest = LONGEST_OUTAGE_DELAY if failure.is_outage else LONGEST_DELAY
    doubled: timedelta = FIRST_DELAY * 2 ** min(attempts - 1, MOST_DOUBLINGS)
    return min(doubled, longest) * random.uniform(0.5, 1.0)
