"""How often somebody may try to sign in, whatever the host: logins are shared by all of them.

Every try is counted before the password is looked at, so that many at once get no further than one after the other;
what a right password took is given back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tenants.errors import TooManyTries
from tenants.limits import shared
from tenants.limits.addresses import address_of
from tenants.limits.buckets import Limit
from tenants.limits.names import canonical_email, canonical_name

if TYPE_CHECKING:
    from django.http import HttpRequest

    from tenants.limits.shared import Wanted

QUARTER_HOUR = 900.0
HERE = Limit("sign-in", 5, QUARTER_HOUR)
"""Of one login from one address."""
LOGIN = Limit("sign-in-login", 25, QUARTER_HOUR)
"""Of one login from all addresses it has not signed in from before: many guess no faster than five, and cannot shut a
person out of where they work."""
KNOWN_SECONDS = 30 * 24 * 3600
ADDRESS = Limit("sign-in-address", 50, QUARTER_HOUR)
"""From one address, of whichever login: an office's people mistype, a list of passwords is longer."""

HOUR = 3600.0
MAILBOX = Limit("account-mail", 5, HOUR)
"""Mails with links to one mailbox."""
ASKER = Limit("account-mail-address", 20, HOUR)
"""And from one address, to whomever."""


def buckets_of(request: HttpRequest, name: str) -> list[Wanted]:
    login, address = canonical_name(name), address_of(request)
    here = f"{address} {login}"
    return [(HERE, here), (LOGIN, here if shared.here().remembers(here) else login), (ADDRESS, address)]


def count_try(request: HttpRequest, name: str) -> None:
    """Count one try of the login; raises ``TooManyTries``."""
    if wait := shared.take(*buckets_of(request, name)):
        raise TooManyTries(wait)


def give_back(request: HttpRequest, name: str) -> None:
    """What was tried was right."""
    shared.take(*buckets_of(request, name), count=-1)


def begin_anew(request: HttpRequest, name: str) -> None:
    """The person has signed in: earlier tries from here do not count any more, and are known to be theirs."""
    here, login, _address = buckets_of(request, name)
    shared.fill(here, login)
    shared.here().remember(here[1], KNOWN_SECONDS)


def count_mail(request: HttpRequest, email: str) -> None:
    """Count one mail with a link that somebody asks for; raises ``TooManyTries``."""
    if wait := shared.take((MAILBOX, canonical_email(email)), (ASKER, address_of(request))):
        raise TooManyTries(wait)
