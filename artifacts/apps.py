from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ArtifactsConfig(AppConfig):
    name = "artifacts"
    verbose_name = _("artifacts")

    def ready(self) -> None:
        from artifacts.holdings import TABLES  # noqa: PLC0415  # models load after the app registry
        from businesses.privacy import keep  # noqa: PLC0415

        keep(*TABLES)
