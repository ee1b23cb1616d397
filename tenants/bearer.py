"""Who calls the API by a key: a program of the business, with no more rights than its key names."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class KeyBearer:
    """Stands where a request has its user. ``permissions`` are those of the key that its maker still has."""

    schema: str
    permissions: frozenset[str]
    key_id: int
    key_name: str
    maker_id: int

    is_authenticated = True
    is_anonymous = False

    @property
    def pk(self) -> str:
        return f"key-{self.key_id}"
