"""What the business's own people are told of reports they have sent to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from businesses.wording import moments
from reports.wording import dates_of

if TYPE_CHECKING:
    from businesses.desk import BusinessFacts
    from reports.by_word import Shown


def send(shown: Shown, business: BusinessFacts) -> list[str]:
    """What is sent, as what, of which days, to whom, and when: the first line is the whole of it."""
    told = {"title": shown.title, "form": shown.form, "to": shown.to, "days": shown.days, "rhythm": shown.rhythm}
    if shown.period is not None:
        told["dates"] = dates_of(shown.period)
    if shown.starts_at is None:
        return [_("By mail to %(to)s, now: %(title)s, %(dates)s, as %(form)s.") % told]
    told["first"] = moments.moment(shown.starts_at, business.country)
    return [
        _("%(rhythm)s by mail to %(to)s: %(title)s (%(days)s), as %(form)s.") % told,
        _("The first on %(first)s, of %(dates)s.") % told,
    ]


def stop(shown: Shown) -> str:
    return _("Sent no more: %(title)s, %(rhythm)s.") % {"title": shown.title, "rhythm": shown.rhythm}


def none_is_sent() -> str:
    return _("No such report is sent regularly.")


def which_days() -> str:
    return _("Of which days should it be?")


def which_report() -> str:
    return _("Which one is to be stopped?")


def quick_stop(title: str, rhythm: str) -> str:
    return _("Stop the report: %(title)s, %(rhythm)s") % {"title": title, "rhythm": rhythm}
