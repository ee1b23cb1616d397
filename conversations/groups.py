"""Names of the socket groups; every one carries the schema, so that equal ids of two businesses cannot meet."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from uuid import UUID


def conversation_group(schema: str, conversation_id: UUID | str) -> str:
    return f"conversation.{schema}.{conversation_id}"


def business_group(schema: str) -> str:
    """Every open socket of a business, customers' and staff's."""
    return f"business.{schema}"


def staff_group(schema: str) -> str:
    return f"staff.{schema}"
