"""What this room publishes beside what it tells of bookings (``businesses.events``)."""

from __future__ import annotations

BUSINESS_CHANGED = "business.changed"
