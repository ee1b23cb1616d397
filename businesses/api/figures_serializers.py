"""The shapes of figures in JSON. A share is of one, minutes have one decimal, money has its currency."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from businesses.availability.walltime import EARLIEST, LATEST
from businesses.dashboard.figures import Unit, for_programs
from businesses.dashboard.forms import refused
from tenants.api import serializers

if TYPE_CHECKING:
    from businesses.dashboard.figures import Figure, Sellers
    from businesses.dashboard.occupancy import Fullness
    from businesses.dashboard.periods import Period
    from businesses.dashboard.queries import Dashboard


class FiguresQuery(serializers.Serializer[Any]):
    """Both days or none."""

    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        # "from" cannot be an attribute.
        return {
            "from": serializers.DateField(required=False, help_text="The first day."),
            "to": serializers.DateField(required=False, help_text="The last day; at most 366 in all."),
        }

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if not attrs:
            return attrs
        wrong = refused(attrs.get("from"), attrs.get("to"))
        names = {"first": "from", "last": "to"}
        if wrong:
            raise serializers.ValidationError({names[field]: [reason] for field, reason in wrong.items()})
        if not (attrs["from"] > EARLIEST and attrs["to"] < LATEST):
            raise serializers.ValidationError({"from": [_("No day that can be reckoned with.")]})
        return attrs


class DaysSerializer(serializers.Serializer[Any]):
    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        return {"from": serializers.DateField(), "to": serializers.DateField()}


class FigureDaySerializer(serializers.Serializer[Any]):
    date = serializers.DateField()
    value = serializers.CharField()
    before = serializers.CharField(allow_null=True, help_text="Of the day in the same place of the days before.")


class FigureSerializer(serializers.Serializer[Any]):
    key = serializers.CharField()
    title = serializers.CharField()
    unit = serializers.ChoiceField(choices=[unit.value for unit in Unit])
    currency = serializers.CharField(allow_null=True, help_text="Where the unit is money.")
    value = serializers.CharField(allow_null=True, help_text="A decimal; null where it is reckoned from nothing.")
    before = serializers.CharField(allow_null=True)
    days = FigureDaySerializer(many=True)


class OccupiedHourSerializer(serializers.Serializer[Any]):
    weekday = serializers.IntegerField(help_text="ISO: 1 is Monday.")
    hour = serializers.IntegerField(help_text="As the clock on the wall shows it, 0 to 23.")
    hours_booked = serializers.CharField()
    hours_offered = serializers.CharField()
    share = serializers.CharField(allow_null=True)


class SellerSerializer(serializers.Serializer[Any]):
    name = serializers.CharField()
    sold = serializers.IntegerField()
    before = serializers.IntegerField()
    amount = serializers.CharField(allow_null=True)
    currency = serializers.CharField()


class FiguresSerializer(serializers.Serializer[Any]):
    period = DaysSerializer()
    before = DaysSerializer()
    figures = FigureSerializer(many=True)
    occupancy = OccupiedHourSerializer(many=True)
    best_services = SellerSerializer(many=True)
    best_items = SellerSerializer(many=True)


def figures_json(found: Dashboard) -> dict[str, Any]:
    best = {each.key: _sellers_json(each) for each in found.sellers}
    return {
        "period": _days_json(found.comparison.now.period),
        "before": _days_json(found.comparison.before.period),
        "figures": [_figure_json(each) for each in found.figures],
        "occupancy": _occupancy_json(found.occupancy.now),
        "best_services": best.get("services", []),
        "best_items": best.get("items", []),
    }


def _days_json(period: Period) -> dict[str, str]:
    return {"from": period.first.isoformat(), "to": period.last.isoformat()}


def _figure_json(figure: Figure) -> dict[str, Any]:
    return {
        "key": figure.key,
        "title": str(figure.title),
        "unit": figure.unit.value,
        "currency": figure.currency or None,
        "value": for_programs(figure.value, figure.unit),
        "before": for_programs(figure.before, figure.unit),
        "days": [
            {
                "date": day.date.isoformat(),
                "value": for_programs(day.value, figure.unit),
                "before": for_programs(day.before, figure.unit),
            }
            for day in figure.days
        ],
    }


def _occupancy_json(fullness: Fullness) -> list[dict[str, Any]]:
    return [
        {
            "weekday": each.weekday,
            "hour": each.hour,
            "hours_booked": f"{each.taken:.2f}",
            "hours_offered": f"{each.offered:.2f}",
            "share": for_programs(each.share, Unit.SHARE),
        }
        for each in fullness.week()
    ]


def _sellers_json(sellers: Sellers) -> list[dict[str, Any]]:
    return [
        {
            "name": each.name,
            "sold": each.sold,
            "before": each.before,
            "amount": for_programs(each.amount, Unit.MONEY),
            "currency": sellers.currency,
        }
        for each in sellers.sellers
    ]
