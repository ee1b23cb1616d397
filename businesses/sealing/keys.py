"""The keys of the business entered."""

from __future__ import annotations

import os
from collections import OrderedDict
from dataclasses import dataclass
from uuid import UUID, uuid4

from businesses.models.keys import DataKey
from businesses.sealing.errors import SealBroken
from businesses.sealing.master import KEY_BYTES, unwrap, wrap
from tenants.context import current_schema

MOST_REMEMBERED = 1_000


@dataclass(frozen=True, slots=True)
class Key:
    uid: UUID
    secret: bytes


_opened: OrderedDict[tuple[str, UUID], bytes] = OrderedDict()
"""By schema and uid: a key never changes, whatever it is wrapped by, and opens nothing in another business."""


def new_key() -> Key:
    """Make the key that seals from now on."""
    uid, secret = uuid4(), os.urandom(KEY_BYTES)
    wrapped, master = wrap(secret, uid.bytes)
    DataKey.objects.create(uid=uid, wrapped=wrapped, master=master)
    return Key(uid, secret)


def sealing_key() -> Key:
    """The newest, made at the first call; asked of the database each time, as another process may have made a newer."""
    newest = DataKey.objects.filter(retired_at=None).order_by("-pk").first()
    return new_key() if newest is None else Key(newest.uid, _secret_of(newest))


def opening_key(uid: UUID) -> Key:
    """Raises ``SealBroken`` for a key that is none of this business's."""
    if (secret := _opened.get((current_schema(), uid))) is not None:
        return Key(uid, secret)
    if (row := DataKey.objects.filter(uid=uid).first()) is None:
        raise SealBroken(f"no key {uid}")
    return Key(uid, _secret_of(row))


def _secret_of(row: DataKey) -> bytes:
    place = (current_schema(), row.uid)
    if (secret := _opened.get(place)) is None:
        secret = unwrap(bytes(row.wrapped), row.master, row.uid.bytes)
        _opened[place] = secret
        while len(_opened) > MOST_REMEMBERED:
            _opened.popitem(last=False)
    return secret
