"""The one way a deed is written down before it is hashed, so that whoever has an export can hash it again.

JSON with sorted keys, no spaces, UTF-8, no escapes but JSON's own; instants in UTC with six digits of a second.
"""

from __future__ import annotations

import hashlib
import json
from datetime import UTC
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from datetime import datetime

GENESIS = "0" * 64
"""What the first link of a chain follows."""


def canonical(value: Any) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def digest_of(value: Any) -> str:
    return hashlib.sha256(canonical(value).encode()).hexdigest()


def link_hash(*, previous: str, sequence: int, digest: str) -> str:
    """The hash of a link; PostgreSQL reckons the same in ``audit_chain`` (``audit.0002``)."""
    return hashlib.sha256(f"{previous}:{sequence}:{digest}".encode()).hexdigest()


def instant(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
