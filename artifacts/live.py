"""Telling a session's open pages how far something is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from artifacts.payloads import artifact_json
from conversations.live import push_to_group
from tenants.context import current_schema

if TYPE_CHECKING:
    from uuid import UUID

    from artifacts.models import Artifact


def session_group(schema: str, session: UUID | str) -> str:
    return f"assistant.{schema}.{session}"


def push(artifact: Artifact) -> None:
    """Once the transaction commits; nothing where it was asked for outside a session."""
    if artifact.session_id is not None:
        frame = {"type": "artifact", "artifact": artifact_json(artifact)}
        push_to_group(session_group(current_schema(), artifact.session_id), frame)
