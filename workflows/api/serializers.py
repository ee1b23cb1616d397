from __future__ import annotations

from tenants.api import serializers


class RunningWorkflowSerializer(serializers.Serializer):  # type: ignore[type-arg]  # read only
    """What runs on its own for a booking."""

    id = serializers.CharField()
    kind = serializers.CharField(help_text="Such as booking.")
    reference = serializers.CharField()
    started_at = serializers.DateTimeField()


class RunningWorkflowsSerializer(serializers.Serializer):  # type: ignore[type-arg]  # read only
    workflows = RunningWorkflowSerializer(many=True)
