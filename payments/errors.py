"""What can go wrong with money that moves outside."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from tenants.errors import AppError


class PaymentError(AppError):
    code = "payment"
    title = _("The payment did not work")


class ProviderUnreachable(PaymentError):
    """Nothing is known of what was asked: the same question, under the same key, may be asked again."""

    status = 503
    code = "payment-provider-unreachable"
    title = _("The payment service does not answer. Please try again in a few minutes.")
    permanent = False


class NotRefundable(PaymentError):
    status = 409
    code = "not-refundable"
    title = _("So much of this payment cannot be paid back")


class NoCards(PaymentError):
    status = 409
    code = "no-cards"
    title = _("Cards cannot be used here. Please pay by bank transfer.")


class NoticeRefused(PaymentError):
    """A notice that is not the provider's, or not of this account: it changes nothing. ``why`` is a ``Verdict``."""

    code = "notice-refused"
    title = _("This notice was not accepted")

    def __init__(self, why: str) -> None:
        super().__init__()
        self.why = why
