"""The base of every anticipated error, and the errors of tenancy and tokens."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.utils.functional import _StrOrPromise


class AppError(Exception):
    """Something that can be expected to go wrong, told in words a person can act on.

    ``status`` is the HTTP answer; ``code`` names the kind for programs; ``permanent`` says that trying the same again
    cannot help (Temporal and Celery stop, a client shows the message).
    """

    status = 400
    code = "error"
    title: _StrOrPromise = _("That did not work")
    permanent = True
    retry_after: int | None = None
    """Seconds after which the same may work."""

    def __init__(self, detail: _StrOrPromise = "", *, errors: Mapping[str, object] | None = None) -> None:
        self.detail = detail or self.title
        self.errors = dict(errors or {})
        super().__init__(str(self.detail))


class NoTenant(AppError):
    """Work of a business was asked for outside of any business: a defect in the caller, never a customer's mistake."""

    status = 500
    code = "no-tenant"
    title = _("No business was named")


class UnknownBusiness(AppError):
    status = 404
    code = "unknown-business"
    title = _("There is no such business here")


class SchemaMismatch(AppError):
    """The connection left a tenant it had entered: the unit of work is refused rather than answered from another."""

    status = 500
    code = "schema-mismatch"
    title = _("The business of this work changed half-way")


class BusinessBusy(AppError):
    """All that one business may take up of a process is taken up."""

    status = 503
    code = "business-busy"
    title = _("This cannot be answered right now. Please try again in a few seconds.")
    permanent = False


class ProvisioningFailed(AppError):
    status = 500
    code = "provisioning-failed"
    title = _("The business could not be created")
    permanent = False


class TokenForged(AppError):
    """The token was not issued here, for this purpose, to this business."""

    status = 401
    code = "token-invalid"
    title = _("This link or token is not valid")


class TokenExpired(AppError):
    status = 401
    code = "token-expired"
    title = _("This link or token has expired")


class InvalidBusiness(AppError):
    status = 422
    code = "invalid-business"
    title = _("Some of the business's details are not right")


class ConfirmationMismatch(AppError):
    status = 409
    code = "confirmation-mismatch"
    title = _("The name you typed is not the name of this business; nothing was deleted")


class WrongCode(AppError):
    status = 422
    code = "wrong-code"
    title = _("That code is not right, or has been used; a new one comes every half minute")


class NoSecondFactor(AppError):
    status = 409
    code = "no-second-factor"
    title = _("Two-step login is not on")


class WrongPassword(AppError):
    status = 422
    code = "wrong-password"
    title = _("That password is not right")


class TooMany(AppError):
    """A limit refused this; ``wait`` is seconds."""

    status = 429
    code = "too-many-requests"
    title = _("That was too often in too short a time")
    permanent = False

    def __init__(self, wait: float, detail: _StrOrPromise = "") -> None:
        self.retry_after = math.ceil(wait)
        super().__init__(detail)


class TooManyTries(TooMany):
    code = "too-many-tries"
    title = _("Too many tries")

    def __init__(self, wait: float) -> None:
        minutes = math.ceil(wait / 60)
        told = ngettext("Please try again in a minute.", "Please try again in %(minutes)d minutes.", minutes)
        super().__init__(wait, told % {"minutes": minutes})


class AddressNotConfirmed(AppError):
    """The login's mailbox was never proved: whoever made it need not be the person behind the address."""

    status = 409
    code = "address-not-confirmed"
    title = _("This e-mail address has not been confirmed yet")


class AddressTaken(AppError):
    status = 409
    code = "address-taken"
    title = _("There is another login with this address")


class MoreThanOwn(AppError):
    status = 403
    code = "more-than-own"
    title = _("Nobody gives, changes or takes away what they may not do themselves")


class KeyEnded(AppError):
    status = 409
    code = "key-ended"
    title = _("This key has ended; make another")


class TierTooLarge(AppError):
    status = 422
    code = "tier-too-large"
    title = _("Keys of this business may not be used as often as that")


class ProviderRefused(AppError):
    """Where somebody signs in elsewhere, it did not answer, or not as it must."""

    status = 502
    code = "provider-refused"
    title = _("Signing in there did not work")


class IdentityTaken(AppError):
    status = 409
    code = "identity-taken"
    title = _("That login opens another one here already")


class PasskeyRefused(AppError):
    status = 422
    code = "passkey-refused"
    title = _("That passkey does not open this door")


class NoSeatLeft(AppError):
    status = 409
    code = "no-seat-left"
    title = _("No more people may work here. Remove somebody, or choose a higher plan.")


class InvalidOrganisation(AppError):
    status = 422
    code = "invalid-organisation"
    title = _("An organisation needs a name, in one line of 120 characters at most")


class NotInOrganisation(AppError):
    status = 409
    code = "not-in-organisation"
    title = _("This business belongs to no organisation")


class InOrganisation(AppError):
    status = 409
    code = "in-organisation"
    title = _("This business belongs to an organisation already; leave that one first")


class OrganisationFull(AppError):
    status = 409
    code = "organisation-full"
    title = _("No more businesses can belong to this organisation")


class LastOrganisationOwner(AppError):
    status = 409
    code = "last-organisation-owner"
    title = _("An organisation keeps at least one owner; make somebody else owner first")


class LastOwner(AppError):
    status = 409
    code = "last-owner"
    title = _("A business keeps at least one owner; make somebody else owner first")
