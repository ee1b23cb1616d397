"""The shapes of experiments in JSON. A share is of one; what is measured otherwise is in stars or dollars."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from experiments.models import LONGEST_TEXT
from experiments.operations.checking import LETTERS, MOST_VARIANTS, Plan
from experiments.states import State
from experiments.wording import conclusion
from tenants.api import serializers

if TYPE_CHECKING:
    from experiments.queries import Compared, Result
    from experiments.registry import Measure


class ExperimentInput(serializers.Serializer[Any]):
    name = serializers.CharField(max_length=80)
    subject = serializers.CharField(max_length=20, help_text="What is varied: greeting, answer, agent or model.")
    target = serializers.CharField(
        max_length=60, required=False, allow_blank=True, default="", help_text="Which answer or agent, by its name."
    )
    measure = serializers.CharField(max_length=20, help_text="What decides: booked, handed_over, rating or cost.")
    effect = serializers.DecimalField(
        max_digits=12,
        decimal_places=6,
        required=False,
        allow_null=True,
        default=None,
        help_text="The least difference that matters: 0.05 is five of a hundred; else in stars or dollars.",
    )
    guards = serializers.ListField(
        child=serializers.CharField(max_length=20),
        max_length=10,
        default=list,
        help_text="Measures that stop it by itself when a variant does surely worse.",
    )
    variants = serializers.ListField(
        child=serializers.CharField(max_length=LONGEST_TEXT),
        min_length=1,
        max_length=MOST_VARIANTS - 1,
        help_text="What is tried against what holds now, which is variant A.",
    )
    shares = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=99),
        max_length=MOST_VARIANTS,
        default=list,
        help_text="Percent of visitors, that of A first; empty for as many each.",
    )

    def plan(self) -> Plan:
        data = self.validated_data
        return Plan(
            name=data["name"],
            subject=data["subject"],
            target=data["target"],
            measure=data["measure"],
            effect=data["effect"],
            guards=tuple(data["guards"]),
            others=tuple(data["variants"]),
            shares=tuple(data["shares"]),
        )


class DecideInput(serializers.Serializer[Any]):
    winner = serializers.RegexField(rf"^[{LETTERS}]$", help_text="The variant everybody is shown; A: as it was.")


class DifferenceSerializer(serializers.Serializer[Any]):
    low = serializers.DecimalField(max_digits=20, decimal_places=6)
    high = serializers.DecimalField(max_digits=20, decimal_places=6)
    is_sure = serializers.BooleanField()


class OutcomeSerializer(serializers.Serializer[Any]):
    measure = serializers.CharField()
    counted = serializers.IntegerField(help_text="Visitors of whom something is known.")
    value = serializers.DecimalField(max_digits=20, decimal_places=6, allow_null=True)
    difference = DifferenceSerializer(
        allow_null=True, help_text="From A, holding however often it is looked at; null while too little is known."
    )


class VariantSerializer(serializers.Serializer[Any]):
    letter = serializers.ChoiceField(choices=list(LETTERS))
    value = serializers.CharField()
    share = serializers.IntegerField()
    visitors = serializers.IntegerField()
    outcomes = OutcomeSerializer(many=True)


class ExperimentSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    name = serializers.CharField()
    subject = serializers.CharField()
    target = serializers.CharField(allow_blank=True)
    measure = serializers.CharField()
    effect = serializers.DecimalField(max_digits=12, decimal_places=6)
    guards = serializers.ListField(child=serializers.CharField())
    state = serializers.ChoiceField(choices=State.choices)
    reason = serializers.CharField(allow_blank=True, help_text="hand, or the guard rail that stopped it.")
    winner = serializers.CharField(allow_blank=True)
    size = serializers.IntegerField(allow_null=True, help_text="Visitors each variant needs.")
    started_at = serializers.DateTimeField(allow_null=True)
    ended_at = serializers.DateTimeField(allow_null=True)
    leader = serializers.CharField(allow_null=True, help_text="The variant that is surely better than A.")
    is_uneven = serializers.BooleanField(help_text="Visitors fell otherwise than by the shares: do not rely on it.")
    conclusion = serializers.CharField(help_text="In words.")
    variants = VariantSerializer(many=True)


class ExperimentsSerializer(serializers.Serializer[Any]):
    experiments = ExperimentSerializer(many=True)


def experiment_json(result: Result) -> dict[str, Any]:
    found = result.experiment
    return {
        "id": str(found.pk),
        "name": found.name,
        "subject": found.subject,
        "target": found.target,
        "measure": found.measure,
        "effect": f"{found.effect:.6f}",
        "guards": found.guards,
        "state": found.state,
        "reason": found.reason,
        "winner": found.winner,
        "size": found.size,
        "started_at": found.started_at.isoformat() if found.started_at else None,
        "ended_at": found.ended_at.isoformat() if found.ended_at else None,
        "leader": result.leader.variant.letter if result.leader else None,
        "is_uneven": result.is_uneven,
        "conclusion": conclusion(result),
        "variants": [variant_json(result, place) for place in range(len(result.primary))],
    }


def variant_json(result: Result, place: int) -> dict[str, Any]:
    variant = result.primary[place].variant
    measured = [(result.measure, result.primary), *result.guards]
    return {
        "letter": variant.letter,
        "value": variant.value,
        "share": variant.share,
        "visitors": result.shown[variant.letter],
        "outcomes": [outcome_json(measure, rows[place]) for measure, rows in measured],
    }


def outcome_json(measure: Measure, row: Compared) -> dict[str, Any]:
    interval = row.interval
    return {
        "measure": measure.key,
        "counted": row.tally.count,
        "value": None if row.tally.mean is None else in_six(row.tally.mean),
        "difference": interval
        and {"low": in_six(interval.low), "high": in_six(interval.high), "is_sure": interval.is_sure},
    }


def in_six(value: float) -> str:
    return f"{Decimal(str(value)):.6f}"
