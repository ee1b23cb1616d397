"""``manage.py check`` tells which installed agents cannot be used, and why."""

from __future__ import annotations

from typing import Any

from django.core.checks import Warning as Fault
from django.core.checks import register

from agents.roster.loading import find_agents


@register()
def check_agents(app_configs: object, **kwargs: Any) -> list[Fault]:
    return [
        Fault(f"The agent {place} is left out: {why}.", hint="See docs/agents.md.", id="agents.W001")
        for place, why in find_agents().faults.items()
    ]
