"""What can be refused of a business that is billed, each with what to do."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from tenants.errors import AppError


class BillingError(AppError):
    status = 409
    code = "billing"
    title = _("This could not be done")


class NotOffered(BillingError):
    code = "plan-not-offered"
    title = _("This plan cannot be chosen here. Please write to us.")


class NotOwed(BillingError):
    code = "nothing-to-pay"
    title = _("There is nothing to pay on this invoice")


class NotCreditable(BillingError):
    code = "not-creditable"
    title = _("No more can be taken back than the invoice says")


class NoSuchCoupon(BillingError):
    status = 422
    code = "coupon-unknown"
    title = _("This code is not known, not good any more, or used already")


class VatIdMalformed(BillingError):
    status = 422
    code = "vat-id-malformed"
    title = _("This is no VAT id of that country. Please check it, or leave it empty.")


class UsageConflict(BillingError):
    """The key was noted before, with something else: a defect in what notes, never overwritten."""

    code = "usage-conflict"
    title = _("This was counted before, and otherwise")
