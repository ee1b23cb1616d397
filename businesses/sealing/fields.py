"""A text that is sealed in the database and plain in Python."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import models

from businesses.sealing.errors import SealBroken
from businesses.sealing.master import seal, unseal

if TYPE_CHECKING:
    from django.db.models.lookups import Lookup, Transform

    Text = models.TextField[str, str]
else:
    Text = models.TextField  # generic only in its stubs

MARK = "sealed"


class SealedTextField(Text):
    """Stored as ``sealed:<key>:<base64>``, bound to its table and column; empty stays empty.

    The database cannot look into it: no filter but ``isnull``. What is not marked is from before it was sealed, and is
    read as it is until ``rotate_keys`` has seen to it.
    """

    is_sealed = True
    """Its values are written nowhere else (``tenants.recorded_admin``)."""

    def get_prep_value(self, value: Any) -> Any:
        from businesses.sealing.keys import sealing_key  # noqa: PLC0415  # its model is loaded after the fields

        if not value:
            return value
        key = sealing_key()
        sealed = seal(key.secret, str(value).encode(), self._bound_to(key.uid))
        return f"{MARK}:{key.uid.hex}:{base64.b64encode(sealed).decode()}"

    def from_db_value(self, value: str | None, _expression: object, _connection: object) -> str | None:
        from businesses.sealing.keys import opening_key  # noqa: PLC0415  # as above

        if not value or not value.startswith(f"{MARK}:"):
            return value
        try:
            _mark, uid, content = value.split(":", 2)
            key, sealed = opening_key(UUID(uid)), base64.b64decode(content, validate=True)
        except ValueError as error:
            raise SealBroken from error
        return unseal(key.secret, sealed, self._bound_to(key.uid)).decode()

    def _bound_to(self, uid: UUID) -> bytes:
        return f"{uid.hex}:{self.model._meta.db_table}.{self.column}".encode()

    def get_lookup(self, name: str) -> type[Lookup[Any]] | None:
        return super().get_lookup(name) if name == "isnull" else None

    def get_transform(self, name: str) -> type[Transform] | None:
        return None
