"""What happens to people's data, as the rest of the house hears of it: the names of the events of this room."""

from __future__ import annotations

CUSTOMER_ERASED = "customer.erased"
DATA_EXPORTED = "data.exported"
DATA_DOWNLOADED = "data.downloaded"
