"""The shapes of what programs are asked and tell."""

from __future__ import annotations

from agents.modules.catalogue import PROGRAMS
from conversations.api.serializers import TurnAnswer
from tenants.api import serializers

NAMES = [each.name for each in PROGRAMS]


class PredictionAnswer(serializers.Serializer[None]):
    module = serializers.ChoiceField(choices=NAMES)
    program = serializers.CharField(help_text="The version of what the module was told.")
    source = serializers.ChoiceField(  # type: ignore[assignment]  # DRF fields have a source of their own
        choices=["model", "local"], help_text="Whose prediction it is."
    )
    why = serializers.CharField(allow_blank=True, help_text="Why it is the local engine's.")
    model = serializers.CharField(allow_blank=True)
    taken = serializers.BooleanField(help_text="Whether a model's prediction changed what was done.")
    confidence = serializers.FloatField(help_text="0 to 1; a model's is its own word for it.")
    prediction = serializers.DictField(help_text="A model's sentences only where they were sent.")


class ModulesTurnAnswer(TurnAnswer):
    modules = PredictionAnswer(many=True)


class ModuleState(serializers.Serializer[None]):
    module = serializers.ChoiceField(choices=NAMES)
    name = serializers.CharField()
    program = serializers.CharField(help_text="The version of what the module is told.")
    trial = serializers.CharField(allow_blank=True, help_text="The version that a share of conversations is told.")
    purpose = serializers.CharField()
    source = serializers.ChoiceField(  # type: ignore[assignment]  # as above
        choices=["model", "local"], help_text="Who answers now."
    )
    why = serializers.CharField(allow_blank=True)
    models = serializers.ListField(child=serializers.CharField(), help_text="In the order they are asked.")
    asked = serializers.IntegerField()
    answered = serializers.IntegerField()
    taken = serializers.IntegerField()
    fell_back = serializers.DictField(child=serializers.IntegerField(), help_text="Calls by why they gave nothing.")


class StatusAnswer(serializers.Serializer[None]):
    days = serializers.IntegerField()
    modules = ModuleState(many=True)


class TrialRequest(serializers.Serializer[None]):
    text = serializers.CharField(allow_blank=True, trim_whitespace=False)
    locale = serializers.RegexField(r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,6})?$", required=False, default="")


class TrialAnswer(serializers.Serializer[None]):
    modules = PredictionAnswer(many=True)
    commands = serializers.ListField(child=serializers.CharField(), help_text="What the message is read as.")
    agent = serializers.CharField()
    reply = serializers.CharField(allow_blank=True, help_text="To the questions in it; empty where it asks none.")
