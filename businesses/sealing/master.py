"""The master keys: from the environment or a file of its owner alone, never from the database.

The first of ``settings.MASTER_KEYS`` seals; the others still open, so that one can be replaced while the product runs.
"""

from __future__ import annotations

import hashlib
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from businesses.sealing.errors import NoMasterKey, SealBroken

NONCE_BYTES = 12
"""NIST SP 800-38D, 8.2: 96 bits, drawn at random; a key seals far fewer than 2^32 texts."""
KEY_BYTES = 32


def seal(key: bytes, content: bytes, bound_to: bytes) -> bytes:
    """AES-256-GCM; it opens only where it is said again what it is ``bound_to``."""
    nonce = os.urandom(NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, content, bound_to)


def unseal(key: bytes, sealed: bytes, bound_to: bytes) -> bytes:
    """Raises ``SealBroken``."""
    try:
        return AESGCM(key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], bound_to)
    except (InvalidTag, ValueError) as error:
        raise SealBroken from error


def name_of(secret: str) -> str:
    """Tells master keys apart without telling anything of them."""
    return hashlib.sha256(f"name of {secret}".encode()).hexdigest()[:16]


def _derived(secret: str) -> bytes:
    return HKDF(SHA256(), KEY_BYTES, salt=None, info=b"x-seven master key").derive(secret.encode())


def wrap(data_key: bytes, bound_to: bytes) -> tuple[bytes, str]:
    """The key sealed by the newest master key, and that one's name. Raises ``NoMasterKey``."""
    if not settings.MASTER_KEYS:
        raise NoMasterKey("MASTER_KEYS is not set")
    newest = settings.MASTER_KEYS[0]
    return seal(_derived(newest), data_key, bound_to), name_of(newest)


def unwrap(wrapped: bytes, master: str, bound_to: bytes) -> bytes:
    """Raises ``NoMasterKey`` where the master key of that name is not at hand, ``SealBroken``."""
    for secret in settings.MASTER_KEYS:
        if name_of(secret) == master:
            return unseal(_derived(secret), wrapped, bound_to)
    raise NoMasterKey(f"MASTER_KEYS has none called {master}")
