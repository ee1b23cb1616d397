from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportsConfig(AppConfig):
    name = "reports"
    verbose_name = _("reports")

    def ready(self) -> None:
        from businesses.privacy import keep  # noqa: PLC0415  # models load after the app registry
        from businesses.privacy.retention import expire  # noqa: PLC0415
        from reports.holdings import EXPIRING, TABLES  # noqa: PLC0415
        from reports.own import OWN  # noqa: PLC0415
        from reports.registry import offer  # noqa: PLC0415

        offer(*OWN)
        keep(*TABLES)
        expire(*EXPIRING)
