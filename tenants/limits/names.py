"""One spelling of what people type in many: so that a limit counts persons, and not ways to write them."""

from __future__ import annotations

import unicodedata

SEPARATOR = "@"


def canonical_name(text: str) -> str:
    """The name of a login as it is looked up: compatibility forms, case, spaces and invisible characters aside."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    return "".join(char for char in folded if unicodedata.category(char)[0] not in "CZ")


def canonical_email(text: str) -> str:
    """The mailbox behind an address, for counting only: ``ann+x@…`` is delivered to ``ann@…`` (RFC 5233).

    Gmail takes no notice of dots either.
    """
    local, _separator, domain = canonical_name(text).rpartition(SEPARATOR)
    domain = "gmail.com" if domain == "googlemail.com" else domain
    mailbox = local.partition("+")[0] or local
    return f"{mailbox.replace('.', '') if domain == 'gmail.com' else mailbox}{SEPARATOR}{domain}"
