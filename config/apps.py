from __future__ import annotations

from django.apps import AppConfig


class ProductConfig(AppConfig):
    name = "config"

    def ready(self) -> None:
        """Register the checks of ``config.safety``, and where tasks are queued, in every process."""
        from config import celery, safety  # noqa: F401, PLC0415  # models load after the app registry
