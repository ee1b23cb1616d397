"""The report of what the front desk costs: what was used of the plan, what models cost, what was invoiced."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agents.llm.queries import costs_between
from agents.llm.values import CURRENCY
from billing.meters import Meter
from billing.models import Invoice
from billing.queries.used import used_between
from businesses.clock import short_day
from businesses.dashboard.figures import Figure, Unit
from businesses.wording.money import amount
from reports.contents import Column, Content, Table
from reports.periods import Days
from reports.registry import ANY_DAYS, Template
from tenants.context import current_schema
from tenants.permissions import Permission

if TYPE_CHECKING:
    from agents.llm.queries import Costs, Line
    from businesses.dashboard.periods import Stretch
    from businesses.dashboard.queries import Dashboard

PLACES = 4
"""Of what a model costs, which may be parts of a cent."""


def costs(found: Dashboard) -> Content:
    now, before = found.comparison.now, found.comparison.before
    spent, spent_before = costs_between(now.start, now.end), costs_between(before.start, before.end)
    return Content(
        figures=figures(spent, spent_before),
        tables=(
            used(now, before),
            of_models(_("What models cost, by what for"), spent.by_purpose),
            of_models(_("What models cost, by agent"), spent.by_agent),
            invoiced(now),
        ),
    )


def figures(spent: Costs, before: Costs) -> tuple[Figure, ...]:
    return (
        Figure(
            key="model_costs",
            title=gettext_lazy("What models cost"),
            unit=Unit.MONEY,
            currency=CURRENCY,
            value=spent.cost,
            before=before.cost,
        ),
        Figure(
            key="model_calls",
            title=gettext_lazy("Calls of models"),
            unit=Unit.COUNT,
            value=Decimal(spent.calls),
            before=Decimal(before.calls),
        ),
        Figure(
            key="models_saved",
            title=gettext_lazy("Saved"),
            hint=gettext_lazy("By answers used again, and by asking the small model where it was enough."),
            unit=Unit.MONEY,
            currency=CURRENCY,
            value=spent.saved_by_cache + spent.saved_by_routing,
            before=before.saved_by_cache + before.saved_by_routing,
        ),
    )


def used(now: Stretch, before: Stretch) -> Table:
    schema = current_schema()
    return Table(
        title=_("What was used of the plan"),
        columns=(Column(_("What"), width=3), Column(_("Used")), Column(_("Before"))),
        rows=tuple(
            (
                str(meter.label),
                written(used_between(schema, meter, now.start, now.end)),
                written(used_between(schema, meter, before.start, before.end)),
            )
            for meter in Meter
        ),
    )


def written(quantity: Decimal) -> str:
    return number_format(quantity.normalize(), use_l10n=True, force_grouping=True)


def of_models(title: str, lines: list[Line]) -> Table:
    return Table(
        title=title,
        columns=(
            Column(_("What for"), width=3),
            Column(_("Calls"), Unit.COUNT),
            Column(_("Tokens"), Unit.COUNT),
            Column(_("Cost"), currency=CURRENCY),
        ),
        rows=tuple((str(each.of), each.calls, each.tokens, number_format(each.cost, PLACES)) for each in lines),
        empty=_("No model was asked in these days."),
    )


def invoiced(now: Stretch) -> Table:
    rows = Invoice.objects.filter(schema=current_schema(), issued_at__gte=now.start, issued_at__lt=now.end)
    return Table(
        title=_("Invoiced"),
        columns=(
            Column(_("Number"), width=2),
            Column(_("What"), width=2),
            Column(_("Date"), width=2),
            Column(_("Total")),
        ),
        rows=tuple(
            (
                each.number,
                each.get_document_display(),
                short_day(now.day_of(each.issued_at)),
                amount(each.total, each.currency),
            )
            for each in rows.order_by("issued_at", "pk")
        ),
        empty=_("Nothing was invoiced in these days."),
    )


REPORT = Template(
    key="costs",
    position=7,
    title=gettext_lazy("Costs"),
    about=gettext_lazy("What was used of the plan, what models cost, and what was invoiced."),
    compose=costs,
    permissions=frozenset({Permission.FIGURES_VIEW, Permission.BILLING_VIEW}),
    days=(Days.LAST_MONTH, *(each for each in ANY_DAYS if each is not Days.LAST_MONTH)),
)
