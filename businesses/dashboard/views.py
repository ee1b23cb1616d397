"""Staff pages of the figures: the dashboard, the rows behind a figure, and figures as spreadsheets."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dates import WEEKDAYS_ABBR
from django.views.decorators.http import require_GET, require_POST

from businesses.clock import clock_format
from businesses.dashboard.cards import cards_of
from businesses.dashboard.forms import USUAL, PeriodForm
from businesses.dashboard.guide import guide_here
from businesses.dashboard.occupancy import heat_map
from businesses.dashboard.periods import Span, comparison_of
from businesses.dashboard.queries import dashboard_of
from businesses.dashboard.registry import rows_called
from businesses.dashboard.sheets import sheet_called
from businesses.dashboard.wording import dates_of
from businesses.operations.guides import bring_back_guide, dismiss_guide
from businesses.queries import business_today
from tenants.actors import actor_of
from tenants.context import current_business
from tenants.permissions import Permission
from tenants.rules import member_required, permissions_here

if TYPE_CHECKING:
    from django.forms import BoundField
    from django.http import HttpRequest

    from businesses.dashboard.periods import Period

PAGE = 50


@member_required(Permission.FIGURES_VIEW)
@require_GET
def dashboard(request: HttpRequest) -> HttpResponse:
    """Every figure of the period asked for, beside the one before."""
    with timezone.override(current_business().zone):
        form = PeriodForm(request.GET)
        period, before = form.periods(today=business_today())
        found, allowed = dashboard_of(period, before), permissions_here(request)
        cards = cards_of(found.figures, allowed)
        context = {
            "section": "figures",
            "form": form,
            "own_dates": own_dates(form, period),
            "spans": Span.choices,
            "chosen": request.GET.get("period") or USUAL.value,
            "found": found,
            "charted": [card for card in cards if card.chart],
            "plain": [card for card in cards if not card.chart],
            "heat": [(WEEKDAYS_ABBR[weekday - 1], cells) for weekday, cells in heat_map(found.occupancy.now)],
            "hours": [f"{hour:02}" for hour in found.occupancy.now.hours()],
            "dates": dates_of(period),
            "dates_before": dates_of(before),
            "asked": asked_again(form, period),
            "guide": guide_here(request),
        }
        return render(request, "dashboard/figures.html", context)


def own_dates(form: PeriodForm, period: Period) -> list[BoundField]:
    """As they were sent, or else the days that are shown."""
    filled = form if form.is_own else PeriodForm(initial={"first": period.first, "last": period.last})
    return [filled["first"], filled["last"]]


def asked_again(form: PeriodForm, period: Period) -> str:
    """The period as an address says it: what is opened from a page is of the days the page shows."""
    if not form.is_valid() or form.is_own:
        return urlencode({"period": Span.OWN.value, "first": period.first.isoformat(), "last": period.last.isoformat()})
    return urlencode({"period": form.cleaned_data["period"] or USUAL.value})


@member_required(Permission.FIGURES_VIEW)
@require_GET
def rows(request: HttpRequest, key: str) -> HttpResponse:
    """The rows behind a figure, for those who may see such rows."""
    if (listed := rows_called(key)) is None:
        raise Http404
    if listed.permission not in permissions_here(request):
        raise PermissionDenied
    with timezone.override(current_business().zone):
        form = PeriodForm(request.GET)
        period, before = form.periods(today=business_today())
        stretch = comparison_of(period, before).now
        page = Paginator(listed.find(stretch), PAGE).get_page(request.GET.get("page"))
        context = {
            "section": "figures",
            "listed": listed,
            "page": page,
            "behind": [(row, stretch.day_of(getattr(row, listed.at))) for row in page],
            "dates": dates_of(period),
            "asked": asked_again(form, period),
            "clock": clock_format(current_business().country),
        }
        return render(request, "dashboard/rows.html", context)


@member_required(Permission.FIGURES_VIEW)
@require_GET
def sheet(request: HttpRequest, key: str) -> HttpResponse:
    """A figure day by day, or all of them, as CSV."""
    period, before = PeriodForm(request.GET).periods(today=business_today())
    if (text := sheet_called(key, dashboard_of(period, before))) is None:
        raise Http404
    name = f"{key}-{period.first.isoformat()}-{period.last.isoformat()}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(text, content_type="text/csv; charset=utf-8", headers=headers)


@member_required(Permission.SETTINGS_CHANGE)
@require_POST
def guide(request: HttpRequest) -> HttpResponse:
    """Put the setup guide away, or bring it back."""
    move = dismiss_guide if request.POST.get("to") == "dismissed" else bring_back_guide
    move(by=actor_of(request.user))
    return redirect("figures")
