from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BusinessesConfig(AppConfig):
    name = "businesses"
    verbose_name = _("business")

    def ready(self) -> None:
        from businesses.starter.catalogue import load_starter  # noqa: PLC0415  # models load after the app registry
        from tenants.provisioning.steps import provisioning  # noqa: PLC0415

        provisioning.register("catalogue", load_starter)
