"""The front desk's facts: one typed read of a business, for chat, form, pages, API and ``manage.py understand``."""

from businesses.desk.facts import (
    BusinessFacts,
    Desk,
    ItemFacts,
    PolicyFacts,
    ResourceFacts,
    ServiceFacts,
    StaffFacts,
    ZoneFacts,
)
from businesses.desk.providers import Provider, provide
from businesses.desk.shelf import current_desk

__all__ = [
    "BusinessFacts",
    "Desk",
    "ItemFacts",
    "PolicyFacts",
    "Provider",
    "ResourceFacts",
    "ServiceFacts",
    "StaffFacts",
    "ZoneFacts",
    "current_desk",
    "provide",
]
