"""What a line of an invoice is called, in the business's language."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from billing.meters import Meter

if TYPE_CHECKING:
    from datetime import date

    from billing.models import Period


def days_of(first: date, until: date) -> str:
    """The first day and the last."""
    last = max(first, until - timedelta(days=1))
    return f"{date_format(first, 'j M Y')} - {date_format(last, 'j M Y')}"


def fee_text(period: Period) -> str:
    return f"{period.plan.name}, {days_of(period.first, period.until)}"


def unused_text(period: Period) -> str:
    return _("%(plan)s, not used until %(day)s") % {
        "plan": period.plan.name,
        "day": date_format(period.until - timedelta(days=1), "j M Y"),
    }


def usage_text(period: Period, meter: str) -> str:
    return _("%(meter)s beyond the plan, %(days)s") % {
        "meter": Meter(meter).label,
        "days": days_of(period.first, period.until),
    }


def coupon_text(code: str) -> str:
    return _("Coupon %(code)s") % {"code": code}
