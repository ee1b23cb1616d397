"""What became of a payment, told to the owner in plain words, and what to do about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from payments.ports import State

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

    from payments.models import Dispute, Payment

WHY: dict[str, _StrOrPromise] = {
    "insufficient_funds": _("There was not enough money on the card. Try again later, or use another card."),
    "expired_card": _("The card has expired. Please enter your new one."),
    "incorrect_cvc": _("The card's security code was wrong. Please enter the card again."),
    "lost_card": _("The bank does not accept this card any more. Please use another one."),
    "stolen_card": _("The bank does not accept this card any more. Please use another one."),
    "authentication_required": _("Your bank wants you to confirm this payment yourself. It takes a minute."),
    "no_card": _("There is no card yet. Enter one, or pay by bank transfer."),
}
"""By Stripe's codes: https://docs.stripe.com/declines/codes"""
DECLINED = _("Your bank turned the card down without saying why. Call your bank, or use another card.")
DISPUTED = {
    State.OPEN: _("Somebody told their bank that they do not know this payment. The bank has taken it back for now."),
    State.WON: _("The bank has decided the dispute: the payment stands."),
    State.LOST: _("The bank has decided the dispute: the payment was taken back for good."),
}


def why_not(payment: Payment) -> _StrOrPromise:
    """Empty for a payment that was made, or is on its way."""
    return WHY.get(payment.code, DECLINED) if payment.state in (State.FAILED, State.ACTION) else ""


def about_dispute(dispute: Dispute) -> _StrOrPromise:
    return DISPUTED[State(dispute.state)]
