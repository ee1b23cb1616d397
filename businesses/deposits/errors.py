"""What can go wrong with deposits, in words for who books or takes them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from businesses.errors import BookingError


class NothingToPay(BookingError):
    """No deposit is asked for any more: it was paid, or the time to pay it is over."""

    code = "nothing-to-pay"
    title = _("There is no deposit to pay for this booking now")


class DepositNeeded(BookingError):
    """Of several dates at once each would need its own."""

    status = 422
    code = "deposit-needed"
    title = _("A deposit is asked for this. Please book the dates one by one")
