"""Who this clone is, so that two on one machine never take each other's servers for their own.

What is derived stays the same over restarts, and differs in a copy of the folder: the copy has the original's secrets
but another place.
"""

import hashlib
import hmac

from embedded.credentials import secret_in
from embedded.layout import Layout

NAME_LENGTH = 12


def password(layout: Layout, server: str) -> str:
    """What the clone's own server of that name knows and no other does: 64 hexadecimal digits."""
    secret = secret_in(layout.secrets / "clone")
    return hmac.digest(secret.encode(), f"{server}\0{layout.var}".encode(), hashlib.sha256).hex()


def name(layout: Layout) -> str:
    """The clone's name where servers could be shared: Temporal's namespace and task queue."""
    return f"xseven-{password(layout, 'name')[:NAME_LENGTH]}"
