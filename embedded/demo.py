"""Whether `make run` makes the demo businesses, whose accounts have a password that is printed and published."""

from collections.abc import Mapping

from embedded import addresses
from embedded.errors import ServiceError

DEMO = "DEMO"
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


def is_wanted(web_host: str, environ: Mapping[str, str]) -> bool:
    """As DEMO says; without it, where nobody but this machine comes: own database, local address, no other host."""
    asked = environ.get(DEMO, "").strip().lower()
    if asked in {"1", "true", "yes", "on", "0", "false", "no", "off"}:
        return asked in {"1", "true", "yes", "on"}
    if asked:
        raise ServiceError(f"DEMO is {asked!r}; set it to 1 or 0.")
    is_elsewhere = addresses.DATABASE_URL in environ or "PLATFORM_URL" in environ
    return web_host in LOOPBACK and not is_elsewhere
